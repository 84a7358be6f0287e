//! What metrics and logs say, and what they never say.

use crate::client::{get, post, send};
use crate::hostile;
use crate::process::Sidecar;
use crate::support::{Wanted, case, limits, worker};
use axum::body::Body;
use axum::http::Request;
use channel_policy_host::http::{Service, Settings, app};
use channel_policy_host::{Limits, Operation, Trust};
use serde_json::{Value, json};
use std::time::Duration;

/// The value of a sample, by its name and labels as they are printed.
#[track_caller]
fn sample(text: &str, name: &str) -> f64 {
    let line = text.lines().find(|line| line.rsplit_once(' ').is_some_and(|(found, _)| found == name));
    let (_, value) = line.unwrap_or_else(|| panic!("there is no `{name}` in\n{text}")).rsplit_once(' ').expect("a value");
    value.parse().expect("a number")
}

#[tokio::test]
async fn questions_are_counted_by_operation_and_outcome_and_refusals_by_code() {
    let app = app(worker(Trust::ALL), &Settings::default());
    for wanted in [Wanted::Allow, Wanted::Deny, Wanted::Deny] {
        post(&app, "/v1/allocation", case(Operation::Allocation, wanted).request).await;
    }
    post(&app, "/v1/deal", "{").await;
    post(&app, "/v1/deal", r#"{"a":1}"#).await;
    post(&app, "/nowhere", "{}").await;
    let reply = get(&app, "/metrics").await;
    assert_eq!(reply.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    let text = reply.text();
    let evaluations = |operation: &str, outcome: &str| {
        sample(text, &format!(r#"channel_policy_evaluations_total{{operation="{operation}",outcome="{outcome}"}}"#))
    };
    assert_eq!(evaluations("allocation", "allow"), 1.0);
    assert_eq!(evaluations("allocation", "deny"), 2.0);
    assert_eq!(evaluations("deal", "malformed"), 1.0);
    assert_eq!(evaluations("deal", "invalid"), 1.0);
    let refusals = |code: &str, status: u16| sample(text, &format!(r#"channel_policy_refusals_total{{code="{code}",status="{status}"}}"#));
    assert_eq!((refusals("http.malformed", 400), refusals("http.invalid", 422), refusals("http.not_found", 404)), (1.0, 1.0, 1.0));
    let requests = |route: &str, status: u16| {
        sample(text, &format!(r#"channel_policy_http_request_duration_seconds_count{{route="{route}",status="{status}"}}"#))
    };
    assert_eq!((requests("/v1/allocation", 200), requests("none", 404)), (3.0, 1.0));
    assert_eq!(sample(text, r#"channel_policy_evaluation_duration_seconds_count{operation="allocation"}"#), 3.0);
    assert_eq!(sample(text, r#"channel_policy_request_body_bytes_sum{operation="deal"}"#), 8.0, "one byte and seven");
    assert_eq!(sample(text, "channel_policy_queue_wait_seconds_count"), 5.0);
    assert_eq!((sample(text, "channel_policy_ready"), sample(text, "channel_policy_requests_in_flight")), (1.0, 0.0));
}

#[tokio::test]
async fn limits_that_were_met_are_counted_by_their_code() {
    let limits = Limits { deadline: Some(Duration::from_millis(50)), memory_bytes: 4 << 20, concurrency: 1, ..limits() };
    let app = app(hostile::worker(limits), &Settings::default());
    post(&app, "/v1/allocation", "{}").await;
    post(&app, "/access/v1/evaluation", "{}").await;
    let reply = get(&app, "/metrics").await;
    assert_eq!(sample(reply.text(), r#"channel_policy_refusals_total{code="host.memory",status="503"}"#), 1.0);
    assert_eq!(sample(reply.text(), r#"channel_policy_refusals_total{code="host.deadline",status="503"}"#), 1.0);
    assert_eq!(sample(reply.text(), r#"channel_policy_evaluations_total{operation="permission",outcome="failed"}"#), 1.0);
}

#[tokio::test]
async fn info_has_version_and_the_revision_that_every_answer_has() {
    let service = Service::new(worker(Trust::ALL), &Settings::default());
    let app = service.router();
    let revision = post(&app, "/v1/deal", case(Operation::Deal, Wanted::Allow).request).await.header("policy-revision").to_owned();
    assert!(revision.starts_with("sha256:") && revision.len() == 71, "{revision}");
    for (path, body) in [("/v1/deal", "{"), ("/v1/deal", r#"{"a":1}"#), ("/access/v1/evaluation", "{}")] {
        assert_eq!(post(&app, path, body).await.header("policy-revision"), revision, "issues come from policies, too");
    }
    assert_eq!(get(&app, "/readyz").await.json()["revision"], revision);
    let metrics = get(&app, "/metrics").await;
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(sample(metrics.text(), &format!(r#"channel_policy_info{{version="{version}",revision="{revision}"}}"#)), 1.0);
    assert!(service.metrics_router().is_none());
}

#[tokio::test]
async fn names_have_one_prefix_and_units_and_labels_are_those_of_closed_lists() {
    let app = app(worker(Trust::ALL), &Settings::default());
    for (method, path) in
        [("POST", "/v1/deal"), ("BREW", "/marked-path"), ("GET", "/v1/deal?marked-query=1"), ("POST", "/access/v1/marked-path")]
    {
        let request =
            Request::builder().method(method).uri(path).header("x-request-id", "marked-id").header("content-type", "application/json");
        send(&app, request.body(Body::from(r#"{"marked":"marked-body"}"#)).expect("a request")).await;
    }
    let reply = get(&app, "/metrics").await;
    assert!(!reply.text().contains("marked"), "{}", reply.text());
    let known = ["route", "status", "code", "operation", "outcome", "result", "version", "revision", "le"];
    let endings = ["_seconds", "_bytes", "_total", "_info", "_ready", "_in_flight", "_connections"];
    for line in reply.text().lines() {
        if let Some(rest) = line.strip_prefix("# TYPE ") {
            let name = rest.split(' ').next().expect("a name");
            assert!(name.starts_with("channel_policy_") && endings.iter().any(|ending| name.ends_with(ending)), "{name}");
            continue;
        }
        let Some((_, labels)) = line.split_once('{').filter(|_| !line.starts_with('#')) else { continue };
        for label in labels.split(',').filter_map(|label| label.split_once('=')).map(|(label, _)| label) {
            assert!(known.contains(&label), "{label} in {line}");
        }
    }
}

/// A request in which everything that must stay out of the log is marked.
fn marked_question() -> Value {
    json!({
        "subject": {"type": "user", "id": "MARKED-subject", "properties": {"role": "MARKED-role", "account": "MARKED-account"}},
        "action": {"name": "view"},
        "resource": {"type": "deal", "id": "MARKED-resource", "properties": {"price": "MARKED-price"}},
        "context": {"accounts": [{"id": "MARKED-account", "type": "distributor"}], "password": "MARKED-password"},
    })
}

#[cfg(unix)]
#[test]
fn the_log_has_ids_codes_and_times_of_requests_and_nothing_that_they_hold() {
    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
    let mut sidecar = Sidecar::with(&["--log-level", "debug"]);
    let headers = format!("x-request-id: id-7\r\ntraceparent: 00-{TRACE}-00f067aa0ba902b7-01\r\nauthorization: Bearer MARKED-token\r\n");
    let question = marked_question().to_string();
    sidecar.ask_with("POST /access/v1/evaluation?MARKED-query=1", &headers, &question);
    let line: Value = serde_json::from_str(&sidecar.line_with("\"message\":\"request\"")).expect("JSON");
    assert_eq!((&line["request_id"], &line["trace_id"], &line["parent_id"]), (&json!("id-7"), &json!(TRACE), &json!("00f067aa0ba902b7")));
    assert_eq!(
        (&line["method"], &line["route"], &line["operation"]),
        (&json!("POST"), &json!("/access/v1/evaluation"), &json!("permission"))
    );
    assert!(line["status"].is_u64() && line["duration_us"].is_u64() && line["outcome"].is_string(), "{line}");
    assert!(line["timestamp"].is_string() && line["revision"].as_str().is_some_and(|revision| revision.starts_with("sha256:")));
    let order = r#"{"MARKED-member":{"price":"MARKED-price"}}"#;
    for path in ["/v1/order", "/v1/password", "/v1/account", "/v1/policies/check", "/v1/MARKED-path", "/access/v1/MARKED-path"] {
        for body in [order, "MARKED not JSON", &question] {
            sidecar.ask_with(&format!("POST {path}"), &headers, body);
        }
    }
    sidecar.ask_with("MARKED /v1/deal", "x-other: MARKED-header\r\n", "{}");
    sidecar.terminate();
    let (_, said) = sidecar.end();
    assert!(said.lines().filter(|line| line.contains("\"message\":\"request\"")).count() >= 20, "{said}");
    assert!(!said.contains("MARKED"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_header_forges_no_line() {
    for format in ["json", "text"] {
        let sidecar = Sidecar::with(&["--log-format", format]);
        // What HTTP lets through of it: quotes, tabs, bytes beyond ASCII that are line ends elsewhere, and very long.
        let long = "x".repeat(129);
        for id in ["FORGED\",\"level\":\"ERROR", "FORGED\tERROR", "FORGED\u{85}ERROR", "FORGED\u{2028}ERROR", "FORGED \u{1b}[31m", &long] {
            let headers = format!("x-request-id: {id}\r\ntraceparent: 00-FORGED-{id}-01\r\n");
            sidecar.ask_with("GET /livez", &headers, "");
            sidecar.ask_with("POST /v1/deal", &headers, "{}");
        }
        sidecar.terminate();
        let (_, said) = sidecar.end();
        let lines: Vec<&str> = said.lines().filter(|line| line.contains("/v1/deal")).collect();
        assert!(lines.len() >= 5, "{said}");
        if format == "json" {
            assert!(said.lines().all(|line| serde_json::from_str::<Value>(line).is_ok_and(|line| line["level"] != "ERROR")), "{said}");
        }
        for line in lines {
            assert!(!line.contains(&long) && line.chars().all(|letter| letter.is_ascii_graphic() || letter == ' '), "{line:?}");
        }
    }
}
