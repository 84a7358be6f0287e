//! Who and what is let in: tokens, limits on number, time and length, plain bodies.

use crate::client::{Reply, get, post, send};
use crate::hostile;
use crate::support::{Wanted, case, limits, worker};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{Request, StatusCode};
use channel_policy_host::http::{Service, Settings, Tokens, app};
use channel_policy_host::{Limits, Operation, Trust};
use futures_util::{StreamExt, stream};
use std::convert::Infallible;
use std::time::Duration;

const TOKEN: &str = "gate-test-token-0123456789";
const OTHER: &str = "gate-test-other-0123456789";

fn guarded() -> (Router, Vec<String>) {
    let tokens = Tokens::parse(&format!("{TOKEN}\n{OTHER}\n")).expect("two tokens");
    let service = Service::new(worker(Trust::ALL), &Settings { tokens, ..Settings::default() });
    (service.router(), service.routes().iter().map(|(method, path)| format!("{method} {path}")).collect())
}

async fn ask(app: &Router, path: &str, authorization: Option<&str>) -> Reply {
    let mut request = Request::post(path).header("content-type", "application/json");
    if let Some(authorization) = authorization {
        request = request.header("authorization", authorization);
    }
    send(app, request.body(Body::from("{}")).expect("a request")).await
}

#[tokio::test]
async fn every_question_needs_a_token_and_nothing_that_is_the_same_for_everybody_does() {
    let (app, routes) = guarded();
    let open = ["GET /livez", "GET /readyz", "GET /openapi.json", "GET /docs", "GET /.well-known/authzen-configuration"];
    assert!(routes.len() > 20, "{routes:?}");
    for route in routes {
        let (method, path) = route.split_once(' ').expect("a method and a path");
        let request = Request::builder().method(method).uri(path).header("content-type", "application/json").body(Body::from("{}"));
        let status = send(&app, request.expect("a request")).await.status;
        assert_eq!(status == StatusCode::UNAUTHORIZED, !open.contains(&route.as_str()), "{route}: {status}");
    }
}

#[tokio::test]
async fn a_missing_and_a_wrong_token_are_401_in_the_shape_of_the_path() {
    let (app, _) = guarded();
    for (authorization, challenge) in [
        (None, r#"Bearer realm="channel-policy""#),
        (Some("Basic Z2F0ZTp0ZXN0"), r#"Bearer realm="channel-policy""#),
        (Some("Bearer gate-test-token-012345678"), r#"Bearer realm="channel-policy", error="invalid_token""#),
    ] {
        let reply = ask(&app, "/v1/deal", authorization).await;
        assert_eq!(reply.problem(401), "http.unauthorized");
        assert_eq!(reply.header("www-authenticate"), challenge);
        for path in ["/access/v1/evaluation", "/access/v1/elsewhere"] {
            let reply = ask(&app, path, authorization).await;
            assert!(reply.message(401).contains("token"), "{}", reply.text());
            assert_eq!(reply.header("www-authenticate"), challenge);
        }
    }
}

#[tokio::test]
async fn each_of_several_tokens_is_taken() {
    let (app, _) = guarded();
    for authorization in [format!("Bearer {TOKEN}"), format!("bearer {OTHER}")] {
        assert_eq!(ask(&app, "/v1/deal", Some(&authorization)).await.problem(422), "http.invalid");
        assert!(ask(&app, "/access/v1/evaluation", Some(&authorization)).await.message(400).contains("input.missing_field"));
        let request = Request::get("/metrics").header("authorization", &authorization).body(Body::empty());
        assert_eq!(send(&app, request.expect("a request")).await.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn compressed_bodies_are_refused_and_plain_ones_may_say_so() {
    let app = app(worker(Trust::ALL), &Settings::default());
    let encoded = |path: &str, encoding: &str| {
        let request = Request::post(path).header("content-type", "application/json").header("content-encoding", encoding);
        request.body(Body::from("{}")).expect("a request")
    };
    for encoding in ["gzip", "br", "identity, gzip", "", "x"] {
        let reply = send(&app, encoded("/v1/deal", encoding)).await;
        assert_eq!(reply.problem(415), "http.content_encoding", "{encoding}");
        assert_eq!(reply.header("accept-encoding"), "identity");
        assert!(send(&app, encoded("/access/v1/evaluation", encoding)).await.message(400).contains("compressed"));
        assert_eq!(send(&app, encoded("/v1/batch", encoding)).await.problem(415), "http.content_encoding");
    }
    assert_eq!(send(&app, encoded("/v1/deal", "Identity")).await.problem(422), "http.invalid");
}

/// A body that begins and never ends.
fn endless() -> Body {
    let begun = stream::once(async { Ok::<_, Infallible>(Bytes::from_static(b"{")) });
    Body::from_stream(begun.chain(stream::pending()))
}

#[tokio::test]
async fn a_body_that_does_not_come_in_time_is_408_and_ends_the_connection() {
    let settings = Settings { read_timeout: Duration::from_millis(50), ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    let reply = post(&app, "/v1/deal", endless()).await;
    assert_eq!(reply.problem(408), "http.read_timeout");
    assert_eq!(reply.header("connection"), "close");
    assert!(post(&app, "/access/v1/evaluation", endless()).await.message(408).contains("in time"));
}

#[tokio::test]
async fn a_body_that_drips_is_408_too() {
    let settings = Settings { read_timeout: Duration::from_millis(100), ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    let drips = stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_millis(10)).await;
        Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
    });
    assert_eq!(post(&app, "/v1/deal", Body::from_stream(drips)).await.problem(408), "http.read_timeout");
}

#[tokio::test]
async fn lines_that_stop_coming_end_with_a_line_that_says_so() {
    let settings = Settings { read_timeout: Duration::from_millis(50), ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    let request = Request::post("/v1/batch").header("content-type", "application/x-ndjson").body(endless());
    let reply = send(&app, request.expect("a request")).await;
    assert_eq!(reply.status, StatusCode::OK);
    let line: serde_json::Value = serde_json::from_slice(&reply.body).expect("one line");
    assert_eq!(line["issues"][0]["code"], "http.read_timeout", "{line}");
}

#[tokio::test]
async fn a_request_that_takes_too_long_as_a_whole_is_503() {
    let settings = Settings { request_timeout: Duration::from_millis(50), ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    assert_eq!(post(&app, "/v1/deal", endless()).await.problem(503), "http.request_timeout");
    assert!(post(&app, "/access/v1/evaluation", endless()).await.message(503).contains("too long"));
}

#[tokio::test]
async fn more_requests_than_may_be_in_flight_are_503_until_one_is_answered() {
    let settings = Settings { max_in_flight: 1, read_timeout: Duration::from_millis(300), ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    let first = tokio::spawn({
        let app = app.clone();
        async move { post(&app, "/v1/deal", endless()).await }
    });
    tokio::time::sleep(Duration::from_millis(100)).await;
    let reply = post(&app, "/v1/deal", "{}").await;
    assert_eq!(reply.problem(503), "http.busy");
    assert_eq!(reply.header("retry-after"), "1");
    assert!(post(&app, "/access/v1/evaluation", "{}").await.message(503).contains("in flight"));
    // Probes are answered all the same, or the orchestrator would end a sidecar that only works hard.
    assert_eq!(get(&app, "/livez").await.status, StatusCode::OK);
    assert_eq!(get(&app, "/readyz").await.status, StatusCode::OK);
    assert_eq!(first.await.expect("it ends").problem(408), "http.read_timeout");
    assert_eq!(post(&app, "/v1/deal", "{}").await.problem(422), "http.invalid");
}

#[tokio::test]
async fn a_request_is_in_flight_until_its_answer_is_out() {
    use tower::ServiceExt;
    let settings = Settings { max_in_flight: 1, ..Settings::default() };
    let app = app(worker(Trust::ALL), &settings);
    let body = case(Operation::Deal, Wanted::Allow).request;
    let request = Request::post("/v1/deal").header("content-type", "application/json").body(Body::from(body)).expect("a request");
    let held = app.clone().oneshot(request).await.expect("infallible");
    assert_eq!(held.status(), StatusCode::OK);
    assert_eq!(post(&app, "/v1/deal", "{}").await.problem(503), "http.busy");
    drop(held);
    assert_eq!(post(&app, "/v1/deal", "{}").await.problem(422), "http.invalid");
}

#[tokio::test]
async fn who_waits_longer_than_allowed_for_a_sandbox_is_sent_away() {
    let settings = Settings { queue_wait: Duration::from_millis(20), ..Settings::default() };
    let one = Limits { deadline: Some(Duration::from_millis(1000)), memory_bytes: 4 << 20, concurrency: 1, ..limits() };
    let app = app(hostile::worker(one), &settings);
    let looping = tokio::spawn({
        let app = app.clone();
        async move { post(&app, "/access/v1/evaluation", "{}").await }
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    let reply = post(&app, "/v1/invoice", "{}").await;
    assert_eq!(reply.problem(503), "host.busy");
    assert_eq!(reply.header("retry-after"), "1");
    assert!(looping.await.expect("it ends").message(503).contains("deadline"));
}
