//! The HTTP face: bytes in, bytes out, and one shape for everything that is not a decision.

use crate::client::{get, post, send};
use crate::hostile;
use crate::support::{Wanted, case, limits, worker};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use channel_policy_host::http::{Settings, app};
use channel_policy_host::{Limits, Operation, Outcome, Request as Question, Trust};
use serde_json::Value;
use std::fs;
use std::time::Duration;

fn trusting_app() -> Router {
    app(worker(Trust::ALL), &Settings::default())
}

const ROUTES: [(&str, Operation); 5] = [
    ("/access/v1/evaluation", Operation::Permission),
    ("/v1/allocation", Operation::Allocation),
    ("/v1/deal", Operation::Deal),
    ("/v1/quote", Operation::Quote),
    ("/v1/invoice", Operation::Invoice),
];

#[tokio::test]
async fn every_route_answers_the_bytes_of_the_module() {
    let (app, worker) = (trusting_app(), worker(Trust::ALL));
    for (path, operation) in ROUTES {
        let body = case(operation, Wanted::Allow).request;
        let reply = post(&app, path, body.clone()).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
        assert_eq!(reply.header("content-type"), "application/json");
        let question = Question { operation, now_ms: None, body: body.as_bytes() };
        assert_eq!(reply.text(), worker.evaluate(question).expect("an answer").text, "{path}");
    }
}

#[tokio::test]
async fn a_deny_is_a_200() {
    let body = case(Operation::Allocation, Wanted::Deny).request;
    let reply = post(&trusting_app(), "/v1/allocation", body).await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.json()["decision"], false);
}

#[tokio::test]
async fn issues_are_a_problem_that_holds_the_modules_bytes() {
    let (app, worker) = (trusting_app(), worker(Trust::ALL));
    for (body, outcome, status, code) in
        [("{", Outcome::Malformed, 400, "http.malformed"), (r#"{"surprise":1}"#, Outcome::Invalid, 422, "http.invalid")]
    {
        let reply = post(&app, "/v1/allocation", body).await;
        assert_eq!(reply.problem(status), code);
        let question = Question { operation: Operation::Allocation, now_ms: Some(0), body: body.as_bytes() };
        let answer = worker.evaluate(question).expect("an answer");
        assert_eq!(answer.outcome, outcome);
        let verbatim = format!(r#""errors":{}"#, answer.text);
        assert!(reply.text().contains(&verbatim), "{} is not in {}", verbatim, reply.text());
    }
}

#[tokio::test]
async fn authzen_errors_are_400_with_a_message() {
    let app = trusting_app();
    let path = "/access/v1/evaluation";
    assert!(post(&app, path, "{").await.message(400).contains("input.malformed_json"));
    assert!(post(&app, path, "").await.message(400).contains("input.malformed_json"));
    assert!(post(&app, path, "{}").await.message(400).contains("input.missing_field"));
    let plain = Request::post(path).header("content-type", "text/plain").body(Body::from("{}"));
    assert!(send(&app, plain.expect("a request")).await.message(400).contains("application/json"));
    assert!(!post(&app, "/access/v1/elsewhere", "{}").await.message(404).is_empty());
    assert!(!get(&app, path).await.message(405).is_empty());
}

#[tokio::test]
async fn only_json_bodies_are_taken() {
    let app = trusting_app();
    for content_type in [None, Some("text/plain"), Some("application/jsonx"), Some("application/x-www-form-urlencoded")] {
        let mut request = Request::post("/v1/deal");
        if let Some(content_type) = content_type {
            request = request.header("content-type", content_type);
        }
        let reply = send(&app, request.body(Body::from("{}")).expect("a request")).await;
        assert_eq!(reply.problem(415), "http.unsupported_media_type", "{content_type:?}");
    }
    let charset = Request::post("/v1/deal").header("content-type", "Application/JSON; charset=utf-8");
    let reply = send(&app, charset.body(Body::from("{}")).expect("a request")).await;
    assert_eq!(reply.problem(422), "http.invalid");
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let settings = Settings { max_body_bytes: 64, ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    assert_eq!(post(&app, "/v1/deal", " ".repeat(65)).await.problem(413), "http.body_too_large");
    assert_eq!(post(&app, "/v1/deal", " ".repeat(64)).await.problem(400), "http.malformed");
}

#[tokio::test]
async fn unknown_routes_and_wrong_methods_are_problems() {
    let app = trusting_app();
    assert_eq!(get(&app, "/").await.problem(404), "http.not_found");
    assert_eq!(post(&app, "/v1/unknown", "{}").await.problem(404), "http.not_found");
    let reply = get(&app, "/v1/deal").await;
    assert_eq!(reply.problem(405), "http.method_not_allowed");
    assert_eq!(reply.header("allow"), "POST");
    assert!(reply.text().contains("use POST"), "{}", reply.text());
    let delete = Request::builder().method(Method::DELETE).uri("/readyz").body(Body::empty());
    let reply = send(&app, delete.expect("a request")).await;
    assert_eq!(reply.problem(405), "http.method_not_allowed");
    assert!(reply.header("allow").contains("GET"));
    assert!(reply.text().contains("use GET"), "{}", reply.text());
}

#[tokio::test]
async fn the_request_id_comes_back() {
    let app = trusting_app();
    for path in ["/access/v1/evaluation", "/v1/deal", "/nowhere"] {
        let request = Request::post(path).header("x-request-id", "id-7").body(Body::empty());
        assert_eq!(send(&app, request.expect("a request")).await.header("x-request-id"), "id-7");
        let (first, second) = (post(&app, path, "{}").await, post(&app, path, "{}").await);
        assert_eq!(first.header("x-request-id").len(), 36, "an id is made for who sends none");
        assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
    }
}

#[tokio::test]
async fn probes_answer_and_readiness_names_the_policies() {
    let app = trusting_app();
    let reply = get(&app, "/livez").await;
    assert_eq!((reply.status, reply.json()["live"].clone()), (StatusCode::OK, Value::Bool(true)));
    let reply = get(&app, "/readyz").await;
    assert_eq!(reply.status, StatusCode::OK);
    let policies = reply.json()["policies"].as_array().expect("a list").clone();
    assert!(!policies.is_empty());
    assert!(policies.iter().all(|policy| policy["digest"].is_string() && policy["name"].is_string()));
}

#[tokio::test]
async fn the_time_of_a_decision_is_the_hosts_unless_allowed() {
    let body = case(Operation::Allocation, Wanted::Allow).request;
    let strict = app(worker(Trust { request_time: false, pinning: false, request_facts: false }), &Settings::default());
    let reply = post(&strict, "/v1/allocation", body.clone()).await;
    assert_eq!(reply.problem(422), "http.invalid");
    assert_eq!(reply.json()["errors"][0]["code"], "input.as_of_refused");
    assert_eq!(post(&trusting_app(), "/v1/allocation", body).await.status, StatusCode::OK);
}

#[tokio::test]
async fn policies_are_checked_without_touching_the_loaded_ones() {
    let app = trusting_app();
    let broken = r#"{"documents":[{"source":"a.json","text":"{"}]}"#;
    let reply = post(&app, "/v1/policies/check", broken).await;
    assert!(reply.status.is_client_error(), "{}", reply.text());
    assert_eq!(reply.json()["errors"][0]["document"], "a.json");
    let body = case(Operation::Allocation, Wanted::Allow).request;
    assert_eq!(post(&app, "/v1/allocation", body).await.status, StatusCode::OK);
}

fn hostile_app(limits: Limits) -> Router {
    app(hostile::worker(limits), &Settings::default())
}

#[tokio::test]
async fn a_deadline_and_the_memory_cap_are_503_without_an_invitation_to_retry() {
    let app = hostile_app(Limits { deadline: Some(Duration::from_millis(50)), memory_bytes: 4 << 20, concurrency: 1, ..Limits::default() });
    let reply = post(&app, "/v1/allocation", "{}").await;
    assert_eq!(reply.problem(503), "host.memory");
    assert!(!reply.headers.contains_key(header::RETRY_AFTER));
    let reply = post(&app, "/access/v1/evaluation", "{}").await;
    assert!(reply.message(503).contains("deadline"));
    assert!(!reply.headers.contains_key(header::RETRY_AFTER));
}

#[tokio::test]
async fn a_trap_is_a_500_without_its_cause() {
    let reply = post(&hostile_app(limits()), "/v1/deal", "{}").await;
    assert_eq!(reply.problem(500), "host.trap");
    assert!(!reply.text().contains("unreachable"), "{}", reply.text());
}

#[tokio::test]
async fn a_saturated_host_asks_to_come_back() {
    let limits = Limits { deadline: Some(Duration::from_millis(1500)), memory_bytes: 4 << 20, concurrency: 1, ..Limits::default() };
    let app = hostile_app(limits);
    let looping = tokio::spawn({
        let app = app.clone();
        async move { post(&app, "/access/v1/evaluation", "{}").await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let reply = post(&app, "/v1/invoice", "{}").await;
    assert_eq!(reply.problem(503), "host.busy");
    assert_eq!(reply.header("retry-after"), "1");
    assert!(looping.await.expect("no panic").message(503).contains("deadline"));
    assert_eq!(post(&app, "/v1/invoice", "{}").await.status, StatusCode::OK);
}

#[tokio::test]
async fn static_files_have_their_types_and_a_content_security_policy() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, content) in [("index.html", "<p>"), ("a.js", ""), ("a.mjs", ""), ("a.wasm", "\0asm")] {
        fs::write(folder.path().join(name), content).expect("a file");
    }
    let settings = Settings { assets: Some(folder.path().to_path_buf()), ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    for (path, content_type) in
        [("/", "text/html"), ("/a.js", "text/javascript"), ("/a.mjs", "application/javascript"), ("/a.wasm", "application/wasm")]
    {
        let reply = get(&app, path).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, content_type), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(
            reply.header("content-security-policy"),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        );
    }
    assert_eq!(get(&app, "/absent.html").await.problem(404), "http.not_found");
    assert_eq!(get(&app, "/../Cargo.toml").await.problem(404), "http.not_found");
    assert_eq!(get(&app, "/livez").await.status, StatusCode::OK);
}
