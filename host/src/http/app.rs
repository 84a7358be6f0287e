//! The routes of the HTTP face and what holds for all of them.

use super::authzen;
use super::batch;
use super::desk::{Desk, json};
use super::problem::{Face, Refusal};
use super::public_url::PublicUrl;
use crate::abi::Operation;
use crate::decision_log::DecisionLog;
use crate::policies::Policies;
use crate::worker::Worker;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tower_http::services::ServeDir;
use tower_http::set_header::{SetResponseHeader, SetResponseHeaderLayer};

const ROUTES: [(&str, Operation); 11] = [
    ("/v1/permissions", Operation::Permissions),
    ("/v1/allocation", Operation::Allocation),
    ("/v1/deal", Operation::Deal),
    ("/v1/quote", Operation::Quote),
    ("/v1/invoice", Operation::Invoice),
    ("/v1/account", Operation::Account),
    ("/v1/password", Operation::Password),
    ("/v1/authentication", Operation::Authentication),
    ("/v1/order", Operation::Order),
    ("/v1/subscription", Operation::Subscription),
    ("/v1/policies/check", Operation::Check),
];

/// Static pages may run their own scripts and WebAssembly and load nothing from elsewhere.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:",
);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// What the HTTP face is told at start.
#[derive(Clone)]
pub struct Settings {
    /// Longest request body.
    pub max_body_bytes: usize,
    /// Folder of static files served under `/`.
    pub assets: Option<PathBuf>,
    /// Where callers reach the sidecar.
    pub public_url: PublicUrl,
    /// Where decisions are logged, if they are.
    pub decision_log: Option<Arc<DecisionLog>>,
}

impl Default for Settings {
    /// 1 MiB bodies (an invoice request with the daily usage of 400 accounts in a month), no static files, and the
    /// address that the command listens on by default.
    fn default() -> Self {
        Self {
            max_body_bytes: 1 << 20,
            assets: None,
            public_url: PublicUrl::of(SocketAddr::from((Ipv4Addr::LOCALHOST, 8181))),
            decision_log: None,
        }
    }
}

/// The HTTP face of `worker`, whose policies stay what they are.
pub fn app(worker: Worker, settings: &Settings) -> Router {
    reloading_app(Arc::new(Policies::fixed(worker)), settings)
}

/// The HTTP face of policies that may be reloaded.
pub fn reloading_app(policies: Arc<Policies>, settings: &Settings) -> Router {
    let desk = Arc::new(Desk::new(policies, settings.decision_log.clone()));
    let ready = Arc::clone(&desk);
    let mut router = authzen::routes(&settings.public_url, &desk)
        .route("/livez", get(|| async { json(r#"{"live":true}"#.to_owned()) }))
        .route("/readyz", get(move || async move { json(ready.readiness()) }));
    for (path, operation) in ROUTES {
        router = router.route(path, desk.route(operation, Face::Problem));
    }
    router = router.route("/v1/batch", batch::route(&desk, settings.max_body_bytes));
    router = match &settings.assets {
        Some(folder) => with_static_files(router, folder),
        None => router.fallback(not_found),
    };
    router
        .method_not_allowed_fallback(|| async { Refusal::MethodNotAllowed("GET").respond(Face::Problem) })
        .layer(DefaultBodyLimit::max(settings.max_body_bytes))
        .layer(SetResponseHeaderLayer::overriding(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")))
        .layer(from_fn(echo_request_id))
}

async fn not_found() -> Response {
    Refusal::NotFound.respond(Face::Problem)
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
