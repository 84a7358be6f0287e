//! The decision log: one whole line for each request, whatever the request, the disk or the reader does.

use crate::client::{get, post, send};
use crate::schema::faults;
use crate::support::{worker, workspace};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use channel_policy_host::decision_log::{DecisionLog, LogSettings};
use channel_policy_host::http::{Settings, app};
use channel_policy_host::{Trust, now_ms, parse_instant};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

const PATIENCE: Duration = Duration::from_secs(60);

/// The HTTP face with a log in a folder of its own.
struct Logged {
    folder: TempDir,
    log: Arc<DecisionLog>,
    app: Router,
}

impl Logged {
    fn new(change: impl FnOnce(&Path, &mut LogSettings)) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut settings = LogSettings { path: Some(folder.path().join("log")), ..LogSettings::default() };
        change(folder.path(), &mut settings);
        let log = Arc::new(DecisionLog::start(settings).expect("it opens"));
        let trust = Trust { request_time: false, pinning: false, request_facts: true };
        let app = app(worker(trust), &Settings { decision_log: Some(Arc::clone(&log)), ..Settings::default() });
        Self { folder, log, app }
    }

    fn plain() -> Self {
        Self::new(|_, _| {})
    }

    fn redacting(pointers: &[&str]) -> Self {
        Self::new(|_, settings| settings.pointers = pointers.iter().map(ToString::to_string).collect())
    }

    async fn ask(&self, path: &str, body: impl Into<Body>) -> u16 {
        post(&self.app, path, body).await.status.as_u16()
    }

    /// The log as it stands when all is written.
    fn text(&self) -> String {
        assert!(self.log.close(PATIENCE), "the log does not end");
        fs::read_to_string(self.folder.path().join("log")).expect("readable")
    }

    fn records(&self) -> Vec<Value> {
        records(&self.text())
    }
}

/// The lines, each held against the schema.
#[track_caller]
pub(crate) fn records(text: &str) -> Vec<Value> {
    let path = workspace().join("host/schemas/decision-record.json");
    let schema = serde_json::from_str(&fs::read_to_string(path).expect("readable")).expect("JSON");
    assert!(text.is_empty() || text.ends_with('\n'), "the last line is cut: {text}");
    let read = |line: &str| -> Value {
        let record = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let faults = faults(&schema, &record);
        assert!(faults.is_empty(), "{faults:?}: {line}");
        record
    };
    text.lines().map(read).collect()
}

pub(crate) fn deal(volume: &str) -> Value {
    json!({"action": "check", "customer": {"id": "k-1", "volume": "90 TB"}, "sale": {"plan": "reserved", "volume": volume}})
}

fn permission(action: &str) -> Value {
    json!({
        "subject": {"type": "user", "id": "u-1", "properties": {"role": "staff", "account": "d-1"}},
        "action": {"name": action}, "resource": {"type": "partner", "id": "p-1"},
        "context": {"accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}]},
    })
}

#[tokio::test]
async fn a_decision_is_logged_with_its_codes_its_documents_and_the_request_as_printed_anew() {
    let logged = Logged::plain();
    let before = now_ms();
    let request = Request::post("/v1/deal")
        .header("content-type", "application/json")
        .header("x-request-id", "req-1")
        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    let body = format!("\n {}  ", serde_json::to_string_pretty(&deal("20 TB")).expect("printed"));
    let reply = send(&logged.app, request.body(Body::from(body.clone())).expect("a request")).await;
    assert_eq!(reply.status, 200);
    let records = logged.records();
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((&record["version"], &record["type"]), (&json!(1), &json!("decision")));
    assert_eq!((&record["requestId"], &record["traceId"]), (&json!("req-1"), &json!("4bf92f3577b34da6a3ce929d0e0e4736")));
    assert_eq!((&record["operation"], &record["outcome"], &record["decision"]), (&json!("deal"), &json!("deny"), &json!(false)));
    // 90 TB + 20 TB = 110 TB, above 100 TB.
    assert_eq!(record["reasons"], json!(["deal.registration_required"]));
    assert_eq!(record["obligations"], json!(["register_deal"]));
    assert_eq!(record["policies"], reply.json()["context"]["policies"]);
    assert_eq!(record["revision"], reply.header("policy-revision"));
    let time = record["time"].as_str().expect("a time");
    assert_eq!(Some(time), reply.json()["context"]["asOf"].as_str());
    assert!((before..=now_ms()).contains(&parse_instant(time).expect("an instant")), "{time}");
    assert_eq!(record["trust"], json!(["requestFacts"]));
    assert_eq!(record["requestBytes"], body.len());
    assert_eq!(record["request"], deal("20 TB"));
    assert_eq!(record["replayable"], true);
    assert!(record["latencyUs"].as_u64().expect("a number") > 0);
}

#[tokio::test]
async fn every_kind_of_answer_is_a_record_that_fits_the_schema() {
    let logged = Logged::plain();
    let quote = json!({"allowSample": true, "termMonths": 12, "plan": {"kind": "payPerUse", "volume": "2.345 TB"}});
    let two = json!({"evaluations": [permission("view"), permission("explode"), {"subject": {"type": "user", "id": "x"}}]});
    for (path, body, status) in [
        ("/v1/quote", quote.to_string(), 200),
        ("/access/v1/evaluation", permission("view").to_string(), 200),
        ("/access/v1/evaluations", two.to_string(), 200),
        (
            "/access/v1/search/action",
            json!({"subject": permission("")["subject"], "resource": permission("")["resource"], "context": permission("")["context"]})
                .to_string(),
            200,
        ),
        ("/v1/deal", "{\"x\":1,\"x\":2}".to_owned(), 422),
        ("/v1/deal", "{\"x\":".to_owned(), 400),
        ("/v1/policies/check", json!({"documents": [{"source": "deal.json", "text": "{\"kind\":\"deal\"}"}]}).to_string(), 422),
    ] {
        assert_eq!(logged.ask(path, body).await, status, "{path}");
    }
    assert_eq!(logged.ask("/v1/deal", vec![b'"', 0xff, b'"']).await, 400);
    let lines = format!("{}\nnonsense\n", json!({"id": "a", "operation": "deal", "request": deal("20 TB")}));
    let batch = Request::post("/v1/batch").header("content-type", "application/x-ndjson").body(Body::from(lines));
    send(&logged.app, batch.expect("a request")).await;
    let records = logged.records();
    assert_eq!(records.len(), 10, "{records:?}");
    // 2.345 TB × 7.99 EUR/TB = 18.73655, rounded 18.74; twelve months are 224.88.
    let amounts = json!([
        {"name": "quote", "currency": "EUR", "total": "18.74"}, {"name": "quote.term", "currency": "EUR", "total": "224.88"}
    ]);
    assert_eq!(records[0]["amounts"], amounts);
    assert_eq!(records[1]["decision"], true);
    let items: Vec<&Value> = records[2]["items"].as_array().expect("items").iter().map(|item| &item["outcome"]).collect();
    assert_eq!(items, ["allow", "deny", "invalid"]);
    assert!(records[3]["results"]["count"].as_u64().expect("a number") > 0);
    assert_eq!(records[4]["issues"][0], "input.missing_field");
    assert_eq!(records[4]["request"].to_string(), "{\"x\":2}", "read by a parser that takes the last");
    assert_eq!((&records[5]["outcome"], &records[5]["requestFault"]), (&json!("malformed"), &json!("input.malformed_json")));
    assert_eq!((&records[5]["request"], &records[5]["replayable"]), (&Value::Null, &json!(false)));
    assert_eq!(records[6]["operation"], "check");
    assert_eq!(records[7]["requestFault"], "input.invalid_utf8");
    // Lines of a stream are a record each.
    assert_eq!((&records[8]["operation"], &records[8]["outcome"]), (&json!("item"), &json!("deny")));
    assert_eq!(records[8]["reasons"], json!(["deal.registration_required"]));
    assert_eq!((&records[9]["outcome"], &records[9]["issues"]), (&json!("malformed"), &json!(["input.malformed_json"])));
}

#[tokio::test]
async fn no_request_writes_a_line_of_its_own() {
    let fake = r#"{"version":1,"type":"decision","time":"2026-06-20T12:00:00.000Z","operation":"forged","outcome":"allow"}"#;
    let ends = ["\n", "\r\n", "\r", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}", "\u{1b}[2J", "\u{0}"];
    let logged = Logged::plain();
    let mut sent = 0;
    for end in ends {
        let forged = format!("a{end}{fake}{end}");
        let mut request = deal("20 TB");
        request["customer"]["id"] = json!(forged);
        request[&forged] = json!(forged);
        // Escaped, and raw: as it is, which is no JSON for control characters, and between members.
        let text = request.to_string();
        let raw = text.replace("k-1", &forged);
        for body in [text.clone(), raw, format!("{text}{end}{fake}"), forged.clone(), text.replace(',', &format!(",{end}"))] {
            logged.ask("/v1/deal", body).await;
            sent += 1;
        }
    }
    let text = logged.text();
    let is_end = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    assert_eq!(text.matches(is_end).count(), sent, "a line end or control character within a line");
    let records = records(&text);
    assert_eq!(records.len(), sent);
    assert!(records.iter().all(|record| record["operation"] == "deal"));
}

#[tokio::test]
async fn passwords_are_in_no_record_however_they_come() {
    const MARK: &str = "Hunter2-marked!";
    let logged = Logged::plain();
    let account = json!({"action": "createStorageAccount", "form": {"name": "Acme", "password": MARK, "confirmation": MARK}});
    let password = json!({"action": "set", "password": MARK, "subject": "storageAccount"});
    let misplaced = json!({"action": "check", "customer": {"id": "k-1", "password": MARK}, "userPassword": MARK});
    for (path, body) in [
        ("/v1/account", account.to_string()),
        ("/v1/password", password.to_string()),
        ("/v1/deal", misplaced.to_string()),
        // Cut in the middle, and with the password as the name of an unknown field.
        ("/v1/password", password.to_string().replace('}', "")),
        ("/v1/password", json!({"action": "set", "password": {MARK: 1}}).to_string()),
    ] {
        logged.ask(path, body).await;
    }
    let text = logged.text();
    assert!(!text.contains("Hunter2"), "{text}");
    let records = records(&text);
    assert_eq!(records.len(), 5);
    assert_eq!((&records[0]["secrets"], &records[1]["secrets"]), (&json!(2), &json!(1)));
    assert_eq!(records[1]["replayable"], false);
    // A digest of what cannot be read would tell a short secret to whoever tries all.
    assert_eq!(records[3]["requestDigest"], Value::Null);
}

#[tokio::test]
async fn what_the_pointers_name_is_left_out_and_it_is_known_whether_that_matters() {
    let logged = Logged::redacting(&["/customer/id", "/sale/volume", "/not/there"]);
    assert_eq!(logged.ask("/v1/deal", deal("20 TB").to_string()).await, 200);
    let records = logged.records();
    assert_eq!(records[0]["redacted"], json!(["/customer/id", "/sale/volume"]));
    assert_eq!(records[0]["request"]["sale"]["volume"], "[redacted]");
    // `[redacted]` is no capacity.
    assert_eq!(records[0]["replayable"], false);
    let logged = Logged::redacting(&["/customer/id"]);
    assert_eq!(logged.ask("/v1/deal", deal("20 TB").to_string()).await, 200);
    let text = logged.text();
    assert!(!text.contains("k-1"), "{text}");
    // Whose volume it is does not decide.
    assert_eq!(self::records(&text)[0]["replayable"], true);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_fails_no_decision_and_every_record_is_counted() {
    let logged = Logged::new(|_, settings| settings.path = Some(PathBuf::from("/dev/full")));
    for _ in 0..20 {
        assert_eq!(logged.ask("/v1/deal", deal("20 TB").to_string()).await, 200);
    }
    assert!(logged.log.close(PATIENCE));
    assert_eq!((logged.log.written(), logged.log.dropped()), (0, 20));
    let metrics = get(&logged.app, "/metrics").await;
    assert!(metrics.text().contains("channel_policy_decision_log_records_total{result=\"dropped\"} 20\n"), "{}", metrics.text());
}

#[cfg(unix)]
#[tokio::test]
async fn a_reader_that_stops_reading_holds_up_no_decision_and_the_next_line_says_how_many_are_missing() {
    let logged = Logged::new(|folder, settings| {
        let made = Command::new("mkfifo").arg(folder.join("log")).status();
        assert!(made.expect("mkfifo runs").success());
        settings.queue_records = 4;
    });
    // A pipe takes 64 KiB; nobody reads it.
    let mut request = deal("20 TB");
    request["customer"]["id"] = json!("k".repeat(100));
    let (mut sent, start) = (0_u64, Instant::now());
    // Records are also dropped where the writer is only slower than the questions: it is stuck once it writes no more.
    let mut written = None;
    while written != Some(logged.log.written()) {
        written = Some(logged.log.written());
        let dropped = logged.log.dropped();
        while logged.log.dropped() < dropped + 3 {
            assert_eq!(logged.ask("/v1/deal", request.to_string()).await, 200);
            sent += 1;
            assert!(start.elapsed() < PATIENCE, "nothing is dropped");
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert!(!logged.log.close(Duration::from_millis(50)), "the writer is stuck, and nobody waits for it");
    let path = logged.folder.path().join("log");
    let reading = std::thread::spawn(move || fs::read_to_string(path).expect("readable"));
    assert!(logged.log.close(PATIENCE));
    let records = records(&reading.join().expect("no panic"));
    let missing: u64 =
        records.iter().filter(|record| record["type"] == "dropped").map(|record| record["count"].as_u64().expect("a number")).sum();
    let decisions = records.iter().filter(|record| record["type"] == "decision").count() as u64;
    assert_eq!((missing, decisions + missing), (logged.log.dropped(), sent));
    assert_eq!(decisions, logged.log.written());
}

#[tokio::test]
async fn what_waits_is_bounded_in_bytes_too() {
    let body = deal("20 TB").to_string();
    let logged = Logged::new(|_, settings| settings.queue_bytes = body.len());
    assert_eq!(logged.ask("/v1/deal", body.clone()).await, 200);
    // The answer waits with its request.
    assert_eq!(logged.log.dropped(), 1);
    let records = logged.records();
    assert_eq!((records.len(), &records[0]["count"]), (1, &json!(1)));
}

#[tokio::test]
async fn files_are_put_aside_between_lines_and_nothing_is_lost() {
    let logged = Logged::new(|_, settings| (settings.max_bytes, settings.keep) = (4096, 100));
    for number in 0..50 {
        let mut request = deal("20 TB");
        request["customer"]["id"] = json!(format!("k-{number}"));
        logged.ask("/v1/deal", request.to_string()).await;
    }
    assert!(logged.log.close(PATIENCE));
    let mut found = Vec::new();
    let mut files = 0;
    for entry in fs::read_dir(logged.folder.path()).expect("readable") {
        let text = fs::read_to_string(entry.expect("an entry").path()).expect("readable");
        assert!(text.len() <= 4096, "{}", text.len());
        files += 1;
        found.extend(records(&text).into_iter().map(|record| record["request"]["customer"]["id"].as_str().expect("an id").to_owned()));
    }
    found.sort();
    let mut sent: Vec<String> = (0..50).map(|number| format!("k-{number}")).collect();
    sent.sort();
    assert!(files > 4, "{files} files");
    assert_eq!(found, sent);
}

#[cfg(unix)]
#[test]
fn the_log_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let logged = Logged::plain();
    let mode = fs::metadata(logged.folder.path().join("log")).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
