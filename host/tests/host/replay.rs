//! `replay` with the real program, on logs that the log itself has written.

use crate::support::{module_path, pack_folder, worker, workspace};
use axum::body::Bytes;
use channel_policy_host::decision_log::{Caller, DecisionLog, Judged, LogSettings};
use channel_policy_host::{Operation, Request, Trust, Worker, parse_instant};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const DEFAULT: Trust = Trust { request_time: false, pinning: false, request_facts: true };

/// A folder with a log, and with the packs, so that the page's commands run in it.
struct Place {
    folder: TempDir,
}

struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let copied = Command::new("cp").arg("-r").arg(workspace().join("policies")).arg(folder.path()).status();
        assert!(copied.expect("cp runs").success());
        fs::create_dir_all(folder.path().join("target/debug")).expect("made");
        #[cfg(unix)]
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_channel-policy"), folder.path().join("target/debug/channel-policy"))
            .expect("linked");
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Answers the questions at a time each, as a sidecar would, and logs them.
    fn log(&self, worker: Worker, pointers: &[&str], asked: &[(&str, &str, Operation, Value)]) {
        let pointers = pointers.iter().map(ToString::to_string).collect();
        let settings = LogSettings { path: Some(self.path("decisions.ndjson")), pointers, ..LogSettings::default() };
        let log = DecisionLog::start(settings).expect("it opens");
        let worker = Arc::new(worker);
        for (id, time, operation, request) in asked {
            let (body, now_ms) = (Bytes::from(request.to_string()), parse_instant(time).expect("an instant"));
            let answer = worker.evaluate(Request { operation: *operation, now_ms: Some(now_ms), body: &body }).expect("an answer");
            let caller = Caller { request_id: Some((*id).to_owned()), trace_id: None };
            let (worker, latency) = (Arc::clone(&worker), Duration::from_micros(700));
            log.submit(Judged { worker, operation: *operation, now_ms, latency, caller, body, answer: Ok(answer) });
        }
        assert!(log.close(Duration::from_secs(60)));
        assert_eq!(log.dropped(), 0);
    }

    /// A pack in which a document's text is another.
    fn candidate(&self, document: &str, from: &str, to: &str) -> &Self {
        let copied = Command::new("cp").arg("-r").arg(pack_folder()).arg(self.path("candidate")).status();
        assert!(copied.expect("cp runs").success());
        let path = self.path("candidate").join(document);
        let text = fs::read_to_string(&path).expect("readable");
        assert!(text.contains(from), "{document} has no {from}");
        fs::write(path, text.replace(from, to)).expect("written");
        self
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_channel-policy"));
        command.arg("replay").args(arguments);
        self.end(command)
    }

    fn end(&self, mut command: Command) -> Ended {
        command.env("CHANNEL_POLICY_MODULE", module_path()).env_remove("CHANNEL_POLICY_POLICIES").current_dir(self.folder.path());
        let output = command.output().expect("it runs");
        Ended {
            code: output.status.code().expect("an exit code"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The report as JSON, and the exit code.
    fn json(&self, arguments: &[&str]) -> (i32, Value) {
        let ended = self.run(&[&["decisions.ndjson", "--policy", "candidate", "--format", "json"], arguments].concat());
        let report = serde_json::from_str(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {} {}", ended.stdout, ended.stderr));
        (ended.code, report)
    }
}

fn sale(volume: &str, more: &str) -> Value {
    json!({"action": "check", "customer": {"id": "k-1", "volume": volume}, "sale": {"plan": "reserved", "volume": more}})
}

fn quote(volume: &str) -> Value {
    json!({"allowSample": true, "plan": {"kind": "payPerUse", "volume": volume}})
}

/// Four sales of a month, as the page has them.
fn sales() -> Vec<(&'static str, &'static str, Operation, Value)> {
    vec![
        ("r-1", "2026-05-04T08:30:00Z", Operation::Deal, sale("30 TB", "10 TB")),
        ("r-2", "2026-05-12T14:05:10Z", Operation::Deal, sale("45 TB", "5 TB")),
        ("r-3", "2026-05-20T09:00:00Z", Operation::Deal, sale("40 TB", "20 TB")),
        ("r-4", "2026-05-28T16:45:30Z", Operation::Deal, sale("90 TB", "20 TB")),
    ]
}

const THRESHOLD: [&str; 3] = ["deal.json", "\"value\": \"100 TB\"", "\"value\": \"50 TB\""];

#[test]
fn a_lower_threshold_flips_what_lies_between_both() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales());
    let (code, report) = place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]).json(&[]);
    // 40 and 50 TB are not above 50 TB, 60 TB is and was not above 100 TB, 110 TB is above both.
    let flip = json!({
        "file": "decisions.ndjson", "line": 3, "time": "2026-05-20T09:00:00.000Z", "requestId": "r-3", "operation": "deal",
        "change": "flip", "from": "allow", "to": "deny",
        "added": ["deal.registration_required", "register_deal"], "removed": [],
    });
    assert_eq!(report["changes"], json!([flip]));
    let totals = &report["totals"];
    assert_eq!((&totals["records"], &totals["judged"], &totals["changed"]), (&json!(4), &json!(4), &json!(1)));
    let deal = json!({"judged": 4, "changed": 1, "toDeny": 1, "toAllow": 0, "issues": 0, "codes": 0, "amounts": 0, "results": 0});
    assert_eq!(totals["operations"], json!({"deal": deal}));
    assert_eq!(code, 1);
}

#[test]
fn the_same_policies_change_nothing_and_a_higher_threshold_allows() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales());
    let same = place.run(&["decisions.ndjson", "--policy", "policies/impossible-cloud"]);
    assert_eq!(same.code, 0, "{}{}", same.stdout, same.stderr);
    assert!(same.stdout.starts_with("4 records, 4 judged again and compared with what was recorded, 0 changed\n"), "{}", same.stdout);
    let (code, report) = place.candidate(THRESHOLD[0], THRESHOLD[1], "\"value\": \"110 TB\"").json(&[]);
    assert_eq!((code, &report["changes"][0]["requestId"]), (1, &json!("r-4")));
    assert_eq!((&report["changes"][0]["from"], &report["changes"][0]["to"]), (&json!("deny"), &json!("allow")));
    assert_eq!(report["changes"][0]["removed"], json!(["deal.registration_required", "register_deal"]));
}

#[test]
fn changed_amounts_are_exact_by_currency_whatever_of_them_is_printed() {
    let place = Place::new();
    let time = "2026-05-04T08:30:00Z";
    let asked = [
        ("q-1", time, Operation::Quote, quote("2.345 TB")),
        ("q-2", time, Operation::Quote, quote("0.5 TB")),
        ("q-3", time, Operation::Quote, json!({"allowSample": true, "plan": {"kind": "reserved", "reserved": "50 TB"}})),
    ];
    place.log(worker(DEFAULT), &[], &asked);
    // Pay-per-use and reserved both cost 7.99; the first is raised alone.
    let price = "\"payPerUse\": {\n      \"price\": {\"model\": \"perUnit\", \"unitPrice\": \"7.99\"";
    place.candidate("price-list.sample.json", price, &price.replace("7.99", "8.99"));
    let (code, report) = place.json(&["--limit", "1"]);
    // 2.345 TB × 8.99 = 21.08155, rounded 21.08, was 18.74; at least 1 TB × 8.99 = 8.99, was 7.99; 399.50 stays.
    let first = json!({
        "file": "decisions.ndjson", "line": 1, "time": "2026-05-04T08:30:00.000Z", "requestId": "q-1", "operation": "quote",
        "change": "amount", "name": "quote", "currency": "EUR", "old": "18.74", "new": "21.08", "difference": "2.34",
    });
    assert_eq!((&report["changes"], &report["leftOut"]), (&json!([first]), &json!(1)));
    // 18.74 + 7.99 + 399.50 = 426.23; 21.08 + 8.99 + 399.50 = 429.57; the difference is 2.34 + 1.00.
    let sums = json!([{
        "operation": "quote", "name": "quote", "currency": "EUR", "count": 3, "changed": 2,
        "old": "426.23", "new": "429.57", "difference": "3.34",
        "gone": 0, "goneTotal": "0", "appeared": 0, "appearedTotal": "0",
    }]);
    assert_eq!(report["totals"]["amounts"], sums);
    assert_eq!(code, 1);
    let table = place.run(&["decisions.ndjson", "--policy", "candidate"]);
    assert!(table.stdout.contains("quote 7.99 → 8.99 EUR (+1.00)\n"), "{}", table.stdout);
    assert!(table.stdout.contains("quote EUR      3        2  426.23  429.57       +3.34     0         0\n"), "{}", table.stdout);
}

#[test]
fn another_currency_is_an_amount_gone_and_one_that_appeared() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &[("q-1", "2026-05-04T08:30:00Z", Operation::Quote, quote("2.345 TB"))]);
    let (_, report) = place.candidate("price-list.sample.json", "\"currency\": \"EUR\"", "\"currency\": \"USD\"").json(&[]);
    let sides: Vec<_> =
        report["changes"].as_array().expect("changes").iter().map(|change| (&change["currency"], &change["old"], &change["new"])).collect();
    let none = Value::Null;
    assert_eq!(sides, [(&json!("EUR"), &json!("18.74"), &none), (&json!("USD"), &none, &json!("18.74"))]);
    assert_eq!(report["totals"]["amounts"][0]["goneTotal"], "18.74");
    assert_eq!(report["totals"]["amounts"][1]["appearedTotal"], "18.74");
}

#[test]
fn each_item_of_a_batch_is_compared() {
    let place = Place::new();
    let items = json!({"items": [
        {"operation": "deal", "request": sale("40 TB", "20 TB")},
        {"operation": "quote", "request": quote("2.345 TB")},
        {"operation": "deal", "request": sale("30 TB", "10 TB")},
    ]});
    place.log(worker(DEFAULT), &[], &[("b-1", "2026-05-04T08:30:00Z", Operation::Batch, items)]);
    let (code, report) = place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]).json(&[]);
    let changes = report["changes"].as_array().expect("changes");
    assert_eq!((code, changes.len()), (1, 1), "{report}");
    assert_eq!((&changes[0]["item"], &changes[0]["change"], &changes[0]["to"]), (&json!(0), &json!("flip"), &json!("deny")));
    assert_eq!(report["totals"]["amounts"][0]["old"], "18.74");
}

#[test]
fn what_was_redacted_where_it_matters_is_not_judged_and_no_flip() {
    let place = Place::new();
    let password = json!({"action": "set", "password": "Abcdefg1!", "subject": "storageAccount"});
    let mut asked = sales();
    asked.push(("p-1", "2026-05-29T00:00:00Z", Operation::Password, password));
    place.log(worker(DEFAULT), &["/sale/volume"], &asked);
    place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]);
    let ended = place.run(&["decisions.ndjson", "--policy", "candidate"]);
    assert_eq!(ended.code, 2, "{}", ended.stdout);
    assert!(ended.stdout.contains("5 cannot be judged: redacted\n"), "{}", ended.stdout);
    assert_eq!(ended.stderr, "error: no record could be judged again\n");
    // Whose sale it is plays no part, so that the flip is one; the row says that something is missing.
    let place = Place::new();
    place.log(worker(DEFAULT), &["/customer/id"], &sales());
    let (_, report) = place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]).json(&[]);
    assert_eq!((&report["changes"][0]["requestId"], &report["changes"][0]["redacted"]), (&json!("r-3"), &json!(["/customer/id"])));
}

#[test]
fn a_candidate_that_cannot_judge_is_reported_as_issues_unless_it_is_for_what_was_redacted() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales()[..1]);
    // In force only after the record's time.
    let (code, report) = place.candidate("deal.json", "\"effectiveFrom\": \"2023-09-22\"", "\"effectiveFrom\": \"2026-06-01\"").json(&[]);
    let change = &report["changes"][0];
    assert_eq!((code, &change["change"], &change["from"], &change["to"]), (1, &json!("issues"), &json!("allow"), &json!("invalid")));
    assert_eq!(change["added"], json!(["policy.none_in_force"]));
    assert_eq!(report["totals"]["operations"]["deal"]["issues"], 1);
}

#[test]
fn requests_are_trusted_as_they_were() {
    let place = Place::new();
    let mut request = sale("40 TB", "20 TB");
    request["asOf"] = json!("2026-05-01T00:00:00Z");
    let asked = [("r-1", "2026-05-04T08:30:00Z", Operation::Deal, request)];
    place.log(worker(DEFAULT), &[], &asked);
    place.log(worker(Trust::ALL), &[], &asked);
    place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]);
    let (_, report) = place.json(&[]);
    // The first was refused for its `asOf` and is again; the second is judged.
    assert_eq!(report["changes"].as_array().expect("changes").len(), 1, "{report}");
    assert_eq!((&report["changes"][0]["line"], &report["changes"][0]["change"]), (&json!(2), &json!("flip")));
}

#[test]
fn a_baseline_is_judged_anew_instead_of_what_was_recorded() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales());
    place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]);
    let (code, report) = place.json(&["--policies", "candidate"]);
    assert_eq!((code, &report["changes"]), (0, &json!([])));
    let (code, report) = place.json(&["--policies", "policies/impossible-cloud"]);
    assert_eq!((code, report["changes"].as_array().expect("changes").len()), (1, 1));
}

#[test]
fn damaged_lines_are_skipped_and_said_and_missing_records_are_counted() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales());
    let log = fs::read_to_string(place.path("decisions.ndjson")).expect("readable");
    let mut lines: Vec<&str> = log.lines().collect();
    let cut = &lines[3][..100];
    lines.insert(1, "{\"version\":1,\"type\":\"dropped\",\"time\":\"2026-05-05T00:00:00.000Z\",\"count\":7}");
    lines.insert(2, "no record");
    lines.insert(3, "{\"version\":9,\"type\":\"decision\"}");
    lines.push(cut);
    fs::write(place.path("decisions.ndjson"), lines.join("\n")).expect("written");
    place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]);
    let ended = place.run(&["decisions.ndjson", "--policy", "candidate", "--format", "ndjson"]);
    let rows: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((rows.len(), &rows[0]["requestId"]), (2, &json!("r-3")));
    let totals = &rows[1]["totals"];
    assert_eq!((&totals["records"], &totals["damagedLines"], &totals["dropped"]), (&json!(4), &json!(3), &json!(7)));
    let said = "warning: decisions.ndjson:3: this is not a record; skipped\n\
                warning: decisions.ndjson:4: this is a record of version 9, which is not known here; skipped\n\
                warning: decisions.ndjson:8: this is not a record; skipped\n";
    assert_eq!(ended.stderr, said);
}

#[test]
fn several_files_and_standard_input_are_read_as_one() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales());
    place.candidate(THRESHOLD[0], THRESHOLD[1], THRESHOLD[2]);
    let mut command = Command::new("sh");
    command.args(["-c", "cat decisions.ndjson | ./target/debug/channel-policy replay decisions.ndjson - --policy candidate"]);
    let ended = place.end(command);
    assert!(ended.stdout.contains("8 records, 8 judged again and compared with what was recorded, 2 changed\n"), "{}", ended.stdout);
}

#[test]
fn what_cannot_run_says_why() {
    let place = Place::new();
    fs::write(place.path("decisions.ndjson"), "").expect("written");
    let empty = place.run(&["decisions.ndjson", "--policy", "policies/impossible-cloud"]);
    assert_eq!((empty.code, empty.stderr.as_str()), (2, "error: no record could be judged again\n"));
    let absent = place.run(&["absent.ndjson", "--policy", "policies/impossible-cloud"]);
    assert_eq!(absent.code, 2);
    assert!(absent.stderr.contains("`absent.ndjson` cannot be read"), "{}", absent.stderr);
    fs::write(place.path("broken.json"), "{\"kind\":\"deal\"}").expect("written");
    let broken = place.run(&["decisions.ndjson", "--policy", "broken.json"]);
    assert_eq!(broken.code, 2);
    assert!(broken.stderr.contains("input.missing_field"), "{}", broken.stderr);
}

/// The commands and the output that `docs/decision-log.md` has under a heading.
fn page(heading: &str) -> (String, String) {
    let page = fs::read_to_string(workspace().join("docs/decision-log.md")).expect("readable");
    let (_, part) = page.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let block = |fence: &str| -> String {
        let (_, rest) = part.split_once(fence).unwrap_or_else(|| panic!("no {fence} under {heading}"));
        rest.split_once("```").expect("an end").0.to_owned()
    };
    (block("```sh\n"), block("```text\n"))
}

#[cfg(unix)]
#[test]
fn the_walk_through_of_the_page_runs_and_says_what_the_page_says() {
    let place = Place::new();
    place.log(worker(DEFAULT), &[], &sales());
    let (commands, output) = page("## What would a 50 TB deal threshold have done last month?");
    let mut command = Command::new("sh");
    command.args(["-c", &commands]);
    let ended = place.end(command);
    assert_eq!((ended.stdout.as_str(), ended.code), (output.as_str(), 1), "{}", ended.stderr);
    assert!(Path::new(&place.path("candidate/deal.json")).is_file());
}
