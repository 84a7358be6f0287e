//! The routes, and how a request's bytes reach the sandbox and come back.

use super::problem::{Face, Refusal};
use crate::abi::{Answer, Operation, Outcome, Request as Question};
use crate::clock;
use crate::worker::Worker;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;
use tower_http::services::ServeDir;
use tower_http::set_header::{SetResponseHeader, SetResponseHeaderLayer};

const ROUTES: [(&str, Operation); 6] = [
    ("/access/v1/evaluation", Operation::Permission),
    ("/v1/allocation", Operation::Allocation),
    ("/v1/deal", Operation::Deal),
    ("/v1/quote", Operation::Quote),
    ("/v1/invoice", Operation::Invoice),
    ("/v1/policies/check", Operation::Check),
];

/// How long a request waits for a free sandbox: long enough for a burst, short against a caller's patience.
const QUEUE_WAIT: Duration = Duration::from_millis(250);

/// Static pages may run their own scripts and WebAssembly and load nothing from elsewhere.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const JSON: &str = "application/json";

/// What the HTTP face is told at start.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Longest request body.
    pub max_body_bytes: usize,
    /// Folder of static files served under `/`.
    pub assets: Option<PathBuf>,
}

impl Default for Settings {
    /// 1 MiB bodies (an invoice request with the daily usage of 400 accounts in a month) and no static files.
    fn default() -> Self {
        Self { max_body_bytes: 1 << 20, assets: None }
    }
}

/// The HTTP face of `worker`.
pub fn app(worker: Worker, settings: &Settings) -> Router {
    let ready = worker.information().to_owned();
    let desk = Arc::new(Desk { sandboxes: Arc::new(Semaphore::new(worker.concurrency() as usize)), worker: Arc::new(worker) });
    let mut router = Router::new()
        .route("/livez", get(|| async { json(r#"{"live":true}"#.to_owned()) }))
        .route("/readyz", get(move || async { json(ready) }));
    for (path, operation) in ROUTES {
        let desk = Arc::clone(&desk);
        let handler = move |request: Request| async move { desk.handle(operation, request).await };
        router = router.route(path, post(handler));
    }
    router = match &settings.assets {
        Some(folder) => with_static_files(router, folder),
        None => router.fallback(not_found),
    };
    router
        .method_not_allowed_fallback(|uri: Uri| async move { Refusal::MethodNotAllowed.respond(Face::of(uri.path())) })
        .layer(DefaultBodyLimit::max(settings.max_body_bytes))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(from_fn(echo_request_id))
}

/// The worker and its free sandboxes.
struct Desk {
    worker: Arc<Worker>,
    sandboxes: Arc<Semaphore>,
}

impl Desk {
    async fn handle(&self, operation: Operation, request: Request) -> Response {
        let face = Face::of(request.uri().path());
        match self.answer(operation, request).await {
            Ok(answer) => respond(answer, face),
            Err(refusal) => refusal.respond(face),
        }
    }

    async fn answer(&self, operation: Operation, request: Request) -> Result<Answer, Refusal> {
        if !is_json(request.headers()) {
            return Err(Refusal::UnsupportedMediaType);
        }
        let body = Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::BodyTooLarge,
            _ => Refusal::BodyUnreadable,
        })?;
        let waiting = Arc::clone(&self.sandboxes).acquire_owned();
        let Ok(Ok(permit)) = timeout(QUEUE_WAIT, waiting).await else {
            return Err(Refusal::Saturated);
        };
        let worker = Arc::clone(&self.worker);
        let evaluation = spawn_blocking(move || {
            // The permit ends with the evaluation, also when the caller has gone away.
            let _permit = permit;
            worker.evaluate(Question { operation, now_ms: Some(clock::now_ms()), body: &body })
        });
        evaluation.await.map_err(|_| Refusal::Broken)?.map_err(Refusal::Sandbox)
    }
}

fn respond(answer: Answer, face: Face) -> Response {
    match answer.outcome {
        Outcome::Allow | Outcome::Deny => json(answer.text),
        Outcome::Malformed => Refusal::Malformed(answer.text).respond(face),
        Outcome::Invalid => Refusal::Invalid(answer.text).respond(face),
        Outcome::Internal => Refusal::Internal(answer.text).respond(face),
    }
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, JSON)], text).into_response()
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(JSON)
}

async fn not_found(uri: Uri) -> Response {
    Refusal::NotFound.respond(Face::of(uri.path()))
}

fn with_static_files(router: Router, folder: &Path) -> Router {
    let files = ServeDir::new(folder).call_fallback_on_method_not_allowed(true).fallback(not_found.into_service());
    router.fallback_service(SetResponseHeader::overriding(files, header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
}

async fn echo_request_id(request: Request, next: Next) -> Response {
    let id = request.headers().get(REQUEST_ID).cloned();
    let mut response = next.run(request).await;
    if let Some(id) = id {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
