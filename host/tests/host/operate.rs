//! The sidecar under an operator's hands and under bad clients: how it starts, what real connections may do, how it stops.
#![cfg(unix)]

use crate::process::{Sidecar, command, connect, head, rest};
use crate::support::{Wanted, case, ended, pack_folder};
use channel_policy_host::Operation;
use serde_json::{Value, json};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

const TOKEN: &str = "operate-test-token-0123456789";

/// A question that needs no option, of some length.
fn question() -> String {
    json!({
        "subject": {"type": "user", "id": "u-1", "properties": {"role": "admin", "account": "d-1"}},
        "action": {"name": "view"},
        "resource": {"type": "deal", "id": "x", "properties": {"account": "d-1"}},
        "context": {"accounts": [{"id": "d-1", "type": "distributor"}]},
    })
    .to_string()
}

fn wait(milliseconds: u64) {
    thread::sleep(Duration::from_millis(milliseconds));
}

#[test]
fn after_sigterm_readiness_is_off_requests_are_answered_and_the_one_in_flight_ends_well() {
    let mut sidecar = Sidecar::with(&["--drain-delay-ms", "1500", "--grace-period-ms", "10000"]);
    let question = question();
    let mut in_flight = sidecar.connect();
    write!(in_flight, "{}", head("POST /access/v1/evaluation", "", question.len())).expect("sent");
    in_flight.write_all(&question.as_bytes()[..10]).expect("the beginning is sent");
    assert_eq!(sidecar.json("GET /readyz", "")["ready"], true);
    sidecar.terminate();
    sidecar.line_with("asked to stop");
    let ready = sidecar.ask("GET /readyz", "");
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains(r#""ready":false,"reason":"draining""#), "{ready}");
    assert!(sidecar.ask("GET /livez", "").starts_with("HTTP/1.1 200"));
    let reply = sidecar.ask("POST /access/v1/evaluation", &question);
    assert!(reply.contains("content-length: ") && reply.contains(r#""decision":true"#), "{reply}");
    wait(2000);
    assert!(TcpStream::connect(&sidecar.address).is_err(), "after the delay nobody new is taken");
    in_flight.write_all(&question.as_bytes()[10..]).expect("the rest is sent");
    let reply = rest(&mut in_flight);
    assert!(reply.starts_with("HTTP/1.1 200") && reply.contains(r#""decision":true"#), "{reply}");
    let (status, said) = sidecar.end();
    assert_eq!(status.code(), Some(0));
    assert!(said.contains("every request was answered"), "{said}");
}

#[test]
fn what_does_not_end_within_the_grace_period_is_cut_off_and_the_exit_code_is_0() {
    let sidecar = Sidecar::with(&["--grace-period-ms", "300", "--read-timeout-ms", "60000"]);
    let mut hanging = sidecar.connect();
    write!(hanging, "{}", head("POST /v1/deal", "", 100)).expect("sent");
    wait(200);
    let start = Instant::now();
    sidecar.terminate();
    let (status, said) = sidecar.end();
    assert_eq!(status.code(), Some(0));
    assert!(start.elapsed() >= Duration::from_millis(300) && start.elapsed() < Duration::from_secs(20));
    assert!(said.contains(r#""level":"WARN""#) && said.contains("requests were cut off"), "{said}");
}

#[test]
fn a_second_signal_ends_the_waiting() {
    let mut sidecar = Sidecar::with(&["--drain-delay-ms", "600000"]);
    sidecar.terminate();
    sidecar.line_with("asked to stop");
    sidecar.terminate();
    assert_eq!(sidecar.end().0.code(), Some(0));
}

#[test]
fn an_idle_connection_does_not_hold_up_the_end() {
    let sidecar = Sidecar::with(&["--grace-period-ms", "60000"]);
    let mut idle = sidecar.connect();
    write!(idle, "GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("sent");
    let mut begin = [0; 15];
    idle.read_exact(&mut begin).expect("a reply");
    assert_eq!(&begin, b"HTTP/1.1 200 OK");
    let start = Instant::now();
    sidecar.terminate();
    assert_eq!(sidecar.end().0.code(), Some(0));
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn long_heads_are_431_and_slow_ones_end_the_connection() {
    let sidecar = Sidecar::with(&["--read-timeout-ms", "500"]);
    let fits = format!("x-long: {}\r\n", "x".repeat(4000));
    assert!(sidecar.ask_with("GET /livez", &fits, "").starts_with("HTTP/1.1 200"));
    let too_long = format!("x-long: {}\r\n", "x".repeat(20_000));
    let mut stream = sidecar.connect();
    // The sidecar may close while the rest is still being sent.
    drop(stream.write_all(head("GET /livez", &too_long, 0).as_bytes()));
    let mut begin = [0; 12];
    stream.read_exact(&mut begin).expect("a reply");
    assert_eq!(&begin, b"HTTP/1.1 431");
    let mut slow = sidecar.connect();
    write!(slow, "GET /livez HTTP/1.1\r\nhost: loc").expect("sent");
    assert_eq!(rest(&mut slow), "");
}

#[test]
fn slow_bodies_are_408_and_nonsense_is_400() {
    let sidecar = Sidecar::with(&["--read-timeout-ms", "300"]);
    let mut slow = sidecar.connect();
    write!(slow, "{}{{", head("POST /v1/deal", "", 1000)).expect("sent");
    let reply = rest(&mut slow);
    assert!(reply.starts_with("HTTP/1.1 408") && reply.contains("http.read_timeout"), "{reply}");
    let mut nonsense = sidecar.connect();
    nonsense.write_all(b"\x16\x03\x01\x02 no HTTP\r\n\r\n").expect("sent");
    assert!(rest(&mut nonsense).starts_with("HTTP/1.1 400"));
    let mut short = sidecar.connect();
    write!(short, "{}{{", head("POST /v1/deal", "", 1000)).expect("sent");
    short.shutdown(std::net::Shutdown::Write).expect("half closed");
    drop(rest(&mut short));
    assert!(sidecar.ask("GET /livez", "").starts_with("HTTP/1.1 200"), "nothing of that hurts anybody else");
}

#[test]
fn connections_beyond_the_limit_wait_until_one_ends() {
    let sidecar = Sidecar::with(&["--max-connections", "2", "--read-timeout-ms", "20000"]);
    let (first, _second) = (sidecar.connect(), sidecar.connect());
    wait(200);
    let mut third = sidecar.connect();
    write!(third, "{}", head("GET /livez", "", 0)).expect("sent");
    third.set_read_timeout(Some(Duration::from_millis(500))).expect("a timeout");
    assert!(third.read(&mut [0; 1]).is_err(), "it is not taken yet");
    drop(first);
    third.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
    assert!(rest(&mut third).starts_with("HTTP/1.1 200"));
}

#[test]
fn many_at_once_are_all_answered_or_told_to_come_back() {
    let sidecar = Sidecar::with(&["--max-in-flight", "8", "--queue-wait-ms", "50"]);
    let (question, address) = (question(), sidecar.address.as_str());
    let statuses: Vec<u16> = thread::scope(|scope| {
        let asking: Vec<_> = (0..64)
            .map(|_| {
                scope.spawn(|| {
                    let mut stream = connect(address);
                    write!(stream, "{}{question}", head("POST /access/v1/evaluation", "", question.len())).expect("sent");
                    let reply = rest(&mut stream);
                    let status = reply.get(9..12).and_then(|status| status.parse().ok()).unwrap_or_else(|| panic!("{reply:?}"));
                    assert!(status != 503 || reply.contains("retry-after: 1"), "{reply}");
                    status
                })
            })
            .collect();
        asking.into_iter().map(|asked| asked.join().expect("answered")).collect()
    });
    assert!(statuses.iter().all(|status| [200, 503].contains(status)), "{statuses:?}");
    assert!(statuses.contains(&200));
}

#[test]
fn metrics_are_apart_without_a_token_where_they_are_told_to_be() {
    let folder = tempfile::tempdir().expect("a folder");
    let tokens = folder.path().join("tokens");
    fs::write(&tokens, format!("# the back end\n{TOKEN}\n")).expect("written");
    let tokens = tokens.to_str().expect("UTF-8");
    let sidecar = Sidecar::with(&["--metrics-listen", "127.0.0.1:0", "--tokens-file", tokens]);
    let token = format!("authorization: Bearer {TOKEN}\r\n");
    assert!(sidecar.ask("POST /v1/deal", "{}").starts_with("HTTP/1.1 401"));
    assert!(sidecar.ask_with("POST /v1/deal", &token, "{}").starts_with("HTTP/1.1 422"));
    assert!(sidecar.ask_with("GET /metrics", &token, "").starts_with("HTTP/1.1 404"));
    let apart = |path: &str| {
        let mut stream = connect(sidecar.metrics_address.as_deref().expect("an address"));
        write!(stream, "{}", head(path, "", 0)).expect("sent");
        rest(&mut stream)
    };
    let reply = apart("GET /metrics");
    assert!(reply.starts_with("HTTP/1.1 200") && reply.contains("channel_policy_info{"), "{reply}");
    assert!(apart("GET /livez").starts_with("HTTP/1.1 200") && apart("GET /readyz").starts_with("HTTP/1.1 200"));
    assert!(apart("POST /v1/deal").starts_with("HTTP/1.1 404"));
    assert!(!sidecar.json("GET /openapi.json", "")["paths"].is_null());
}

/// How a start ends that must not succeed.
#[track_caller]
fn refused(arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = command(&[&pack_folder()]);
    command.args(["--port", "0"]).args(arguments).envs(environment.iter().copied());
    let output = ended(command);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{message}");
    message
}

#[test]
fn an_open_address_needs_tokens_or_a_word() {
    assert!(refused(&["--listen", "0.0.0.0"], &[]).contains("`--allow-unauthenticated`"));
    assert!(refused(&["--listen", "::"], &[]).contains("`--tokens-file`"));
    let mut allowed = command(&[&pack_folder()]);
    allowed.args(["--port", "0", "--listen", "0.0.0.0", "--allow-unauthenticated"]);
    drop(Sidecar::run(allowed));
    let mut guarded = command(&[&pack_folder()]);
    guarded.args(["--port", "0", "--listen", "0.0.0.0"]).env("CHANNEL_POLICY_TOKENS", format!("{TOKEN},other-{TOKEN}"));
    let sidecar = Sidecar::run(guarded);
    let address = sidecar.address.replace("0.0.0.0", "127.0.0.1");
    for (token, status) in [(TOKEN.to_owned(), "422"), (format!("other-{TOKEN}"), "422"), (format!("third-{TOKEN}"), "401")] {
        let mut stream = connect(&address);
        write!(stream, "{}{{}}", head("POST /v1/deal", &format!("authorization: Bearer {token}\r\n"), 2)).expect("sent");
        assert!(rest(&mut stream).starts_with(&format!("HTTP/1.1 {status}")), "{token}");
    }
}

#[test]
fn tokens_that_cannot_be_used_open_no_door_and_are_never_repeated() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("tokens");
    let path = file.to_str().expect("UTF-8");
    assert!(refused(&["--tokens-file", path], &[]).contains("cannot be used"), "there is no such file");
    for text in ["", "# none\n", "MARKED-short", "MARKED token of words"] {
        fs::write(&file, text).expect("written");
        let message = refused(&["--tokens-file", path], &[]);
        assert!(message.contains("cannot be used") && !message.contains("MARKED"), "{message}");
        let message = refused(&[], &[("CHANNEL_POLICY_TOKENS", text)]);
        assert!(message.contains("`CHANNEL_POLICY_TOKENS`") && !message.contains("MARKED"), "{message}");
    }
}

#[test]
fn policies_with_issues_end_the_start_with_2_and_all_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.json"), "{").expect("written");
    fs::write(folder.path().join("b.json"), r#"{"kind": "nothing"}"#).expect("written");
    let mut command = command(&[folder.path()]);
    command.args(["--port", "0"]);
    let output = ended(command);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert!(message.contains("a.json") && message.contains("b.json"), "{message}");
}

#[test]
fn a_refused_reload_shows_in_readiness_and_a_good_one_changes_the_revision() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("deal.json");
    let good = fs::read_to_string(pack_folder().join("deal.json")).expect("readable");
    fs::write(&file, &good).expect("written");
    let mut sidecar = Sidecar::start(&[folder.path()], &[]);
    let before = sidecar.json("GET /readyz", "");
    fs::write(&file, r#"{"kind": "MARKED"}"#).expect("written");
    sidecar.line_with("policies not reloaded");
    let refused = sidecar.json("GET /readyz", "");
    assert_eq!((&refused["ready"], &refused["revision"], &refused["reloads"]["refused"]), (&json!(true), &before["revision"], &json!(1)));
    assert!(refused["refused"]["at"].is_string() && refused["refused"]["issues"][0]["code"].is_string(), "{refused}");
    assert!(!refused.to_string().contains("MARKED"), "{refused}");
    let mut document: Value = serde_json::from_str(&good).expect("JSON");
    document["description"] = "Another description".into();
    fs::write(&file, document.to_string()).expect("written");
    sidecar.line_with("policies reloaded");
    let after = sidecar.json("GET /readyz", "");
    assert_ne!(after["revision"], before["revision"]);
    assert!(after["refused"].is_null(), "{after}");
    let reply = sidecar.ask("POST /v1/deal", &case(Operation::Deal, Wanted::Allow).request);
    assert!(reply.contains(&format!("policy-revision: {}", after["revision"].as_str().expect("a revision"))), "{reply}");
}
