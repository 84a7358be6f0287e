//! Many questions at once over HTTP: as one object, and as lines that are answered while they come.

use crate::client::{Reply, post, send};
use crate::support::{Wanted, case, limits, module, pack_folder, worker};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use channel_policy_host::http::{Settings, app};
use channel_policy_host::{Limits, Operation, Request as Question, Sandbox, Trust, Worker, read_bundle};
use futures_util::{Stream, StreamExt, stream};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

const SOON: Duration = Duration::from_secs(60);

fn lines_request(body: Body) -> Request<Body> {
    Request::post("/v1/batch").header("content-type", "application/x-ndjson; charset=utf-8").body(body).expect("a request")
}

async fn lines(app: &Router, body: impl Into<Body>) -> (Reply, Vec<String>) {
    let reply = send(app, lines_request(body.into())).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/x-ndjson"), "{}", reply.text());
    let text = reply.text().strip_suffix('\n').unwrap_or_default();
    let lines = if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() };
    (reply, lines)
}

fn question(id: &str) -> String {
    let request = case(Operation::Deal, Wanted::Allow).request.replace('\n', " ");
    format!(r#"{{"id":"{id}","operation":"deal","request":{request}}}"#)
}

#[tokio::test]
async fn an_object_of_items_is_answered_as_the_module_answers_it() {
    let (app, worker) = (app(worker(Trust::ALL), &Settings::default()), worker(Trust::ALL));
    let body = format!(r#"{{"items":[{},{{"operation":"batch","request":{{}}}}]}}"#, question("a"));
    let reply = post(&app, "/v1/batch", body.clone()).await;
    assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, "application/json"));
    let asked = Question { operation: Operation::Batch, now_ms: Some(0), body: body.as_bytes() };
    assert_eq!(reply.text(), worker.evaluate(asked).expect("an answer").text);
    assert_eq!(reply.json()["items"][0]["outcome"], "allow");
    assert_eq!(reply.json()["items"][1]["issues"][0]["pointer"], "/items/1/operation");
    assert_eq!(post(&app, "/v1/batch", "{}").await.problem(422), "http.invalid");
    assert_eq!(post(&app, "/v1/batch", "[").await.problem(400), "http.malformed");
    let plain = Request::post("/v1/batch").header("content-type", "application/ndjson").body(Body::from("{}"));
    let reply = send(&app, plain.expect("a request")).await;
    assert_eq!(reply.problem(415), "http.unsupported_media_type");
    assert!(reply.text().contains("`application/json` or `application/x-ndjson`"), "{}", reply.text());
    let reply = send(&app, Request::get("/v1/batch").body(Body::empty()).expect("a request")).await;
    assert_eq!((reply.problem(405).as_str(), reply.header("allow")), ("http.method_not_allowed", "POST"));
}

#[tokio::test]
async fn each_line_has_its_answer_in_order_and_blank_ones_have_none() {
    let app = app(worker(Trust::ALL), &Settings::default());
    let ids: Vec<String> = (0..40).map(|index| format!("line {index}")).collect();
    let mut body = String::from("\n  \r\n");
    for id in &ids {
        body.push_str(&question(id));
        body.push_str("\r\n\n");
    }
    body.push_str("nonsense\n{\"operation\":\"check\",\"request\":{}}\n\u{feff}\n");
    body.push_str(&question("no line end"));
    let (_, lines) = lines(&app, body).await;
    assert_eq!(lines.len(), 44);
    for (line, id) in lines.iter().zip(&ids) {
        assert!(line.starts_with(&format!(r#"{{"id":"{id}","operation":"deal","outcome":"allow","answer":{{"decision":true"#)), "{line}");
    }
    assert!(lines[40].starts_with(r#"{"outcome":"malformed","issues":[{"code":"input.malformed_json""#), "{}", lines[40]);
    assert!(
        lines[41].starts_with(r#"{"outcome":"invalid","issues":[{"code":"input.unknown_value","pointer":"/operation""#),
        "{}",
        lines[41]
    );
    assert!(lines[42].starts_with(r#"{"outcome":"malformed""#), "{}", lines[42]);
    assert!(lines[43].contains(r#""outcome":"allow""#), "{}", lines[43]);
}

#[tokio::test]
async fn no_lines_have_no_answers() {
    let app = app(worker(Trust::ALL), &Settings::default());
    for body in ["", "\n", " \r\n\t\n"] {
        assert_eq!(lines(&app, body).await.1, Vec::<String>::new());
    }
}

#[tokio::test]
async fn a_line_over_the_limit_is_said_to_be_and_ends_the_answers() {
    let longest = question("a").len();
    let app = app(worker(Trust::ALL), &Settings { max_body_bytes: longest, ..Settings::default() });
    let (_, answers) = lines(&app, format!("{}\n{}\n{}\n", question("a"), question("bb"), question("c"))).await;
    assert_eq!(answers.len(), 2, "{answers:?}");
    assert!(answers[0].contains(r#""outcome":"allow""#), "{}", answers[0]);
    assert!(answers[1].starts_with(r#"{"outcome":"malformed","issues":[{"code":"http.body_too_large","pointer":"""#), "{}", answers[1]);
    let (_, answers) = lines(&app, " ".repeat(10 << 20)).await;
    assert!(answers.len() == 1 && answers[0].contains("http.body_too_large"), "{answers:?}");
    // All lines together may be longer.
    let (_, answers) = lines(&app, format!("{}\n", question("a")).repeat(20)).await;
    assert!(answers.len() == 20 && answers.iter().all(|line| line.contains(r#""outcome":"allow""#)), "{answers:?}");
}

#[tokio::test]
async fn a_body_that_ends_early_is_said_to_have() {
    let app = app(worker(Trust::ALL), &Settings::default());
    let chunks = [Ok(format!("{}\n{{\"id\"", question("a"))), Err(std::io::Error::other("gone"))];
    let (_, answers) = lines(&app, Body::from_stream(stream::iter(chunks))).await;
    assert_eq!(answers.len(), 2, "{answers:?}");
    assert!(answers[1].contains("http.body_unreadable"), "{}", answers[1]);
}

/// Lines without end that count how many were taken, and tell when nobody wants them any more.
struct Endless {
    taken: Arc<AtomicUsize>,
    dropped: Arc<AtomicBool>,
}

impl Drop for Endless {
    fn drop(&mut self) {
        self.dropped.store(true, Ordering::SeqCst);
    }
}

fn endless(source: Endless) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let line = Bytes::from(format!("{}\n", question("x")));
    stream::repeat_with(move || {
        source.taken.fetch_add(1, Ordering::SeqCst);
        Ok(line.clone())
    })
}

#[tokio::test]
async fn answers_come_while_lines_are_sent_and_wait_for_who_reads_them() {
    let limits = Limits { concurrency: 4, ..limits() };
    let bundle = read_bundle(&[pack_folder()], Trust::ALL).expect("the pack is readable");
    let worker = Worker::load(Sandbox::new(&module(), limits).expect("usable"), bundle).expect("no issues");
    let app = app(worker, &Settings::default());
    let (taken, dropped) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let body = Body::from_stream(endless(Endless { taken: Arc::clone(&taken), dropped: Arc::clone(&dropped) }));
    let response = app.clone().oneshot(lines_request(body)).await.expect("infallible");
    let mut answers = response.into_body().into_data_stream();
    for _ in 0..3 {
        let line = timeout(SOON, answers.next()).await.expect("soon").expect("a line").expect("no fault");
        assert!(line.starts_with(br#"{"id":"x","operation":"deal","outcome":"allow""#));
    }
    // Nobody reads: three answers are out, and two lines, half of the sandboxes, are being judged.
    sleep(Duration::from_millis(300)).await;
    assert!(taken.load(Ordering::SeqCst) <= 3 + 2 + 1, "{} lines taken", taken.load(Ordering::SeqCst));
    // A single question finds a sandbox meanwhile.
    let reply = post(&app, "/v1/deal", case(Operation::Deal, Wanted::Allow).request).await;
    assert_eq!(reply.status, StatusCode::OK);
    // The caller goes away.
    drop(answers);
    assert!(dropped.load(Ordering::SeqCst));
    let after = taken.load(Ordering::SeqCst);
    sleep(Duration::from_millis(300)).await;
    assert_eq!(taken.load(Ordering::SeqCst), after);
}

#[tokio::test]
async fn a_line_on_which_the_module_fails_has_the_failure_and_the_others_go_on() {
    let app = app(crate::hostile::worker(Limits { concurrency: 1, memory_bytes: 4 << 20, ..limits() }), &Settings::default());
    let (_, answers) = lines(&app, "{}\n{}\n").await;
    // The module answers with an outcome that there is not.
    let expected = r#"{"outcome":"internal","issues":[{"code":"host.interface","pointer":"","message":""#;
    assert!(answers.len() == 2 && answers.iter().all(|line| line.starts_with(expected)), "{answers:?}");
}
