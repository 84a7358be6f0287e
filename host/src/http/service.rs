//! The routes of the HTTP face and what holds for all of them.

use super::authzen;
use super::batch;
use super::desk::Desk;
use super::exchange::Exchange;
use super::gate::Gate;
use super::pages;
use super::probes::{self, Readiness};
use super::problem::{Face, Refusal};
use super::settings::{MetricsPlace, Settings};
use crate::abi::Operation;
use crate::policies::Policies;
use crate::telemetry::Metrics;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::HandlerWithoutStateExt;
use axum::http::{HeaderValue, Method, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use std::path::Path;
use std::sync::Arc;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeader;

const BATCH_PATH: &str = "/v1/batch";
const METRICS_PATH: &str = "/metrics";
const PROBES: [&str; 2] = ["/livez", "/readyz"];

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

/// Static pages may run their own scripts and WebAssembly. They load nothing from elsewhere, have nothing inline, and no other
/// page frames them.
const CONTENT_SECURITY_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; connect-src 'self'; \
     base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

const METRICS_TEXT: HeaderValue = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");

/// The HTTP face of policies: its routes, and what a server needs to begin and end it.
pub struct Service {
    router: Router,
    metrics_router: Option<Router>,
    routes: Vec<(Method, String)>,
    pub(super) readiness: Arc<Readiness>,
    pub(super) metrics: Arc<Metrics>,
}

impl Service {
    /// The face of `policies`, which may change while it serves.
    pub fn new(policies: impl Into<Arc<Policies>>, settings: &Settings) -> Self {
        let metrics = Arc::new(Metrics::new(settings.decision_log.clone()));
        let (policies, readiness) = (policies.into(), Arc::new(Readiness::default()));
        let desk = Arc::new(Desk::new(Arc::clone(&policies), settings, Arc::clone(&metrics)));
        let gate = Gate::new(settings, &metrics);
        let open = open_pages(&policies, &readiness);
        let shown = Router::new().route(METRICS_PATH, metrics_page(&policies, &metrics, &readiness));
        let (beside, metrics_router) = match settings.metrics {
            MetricsPlace::Beside => (gate.with_token(shown), None),
            MetricsPlace::Apart => (Router::new(), Some(with_pages(shown, probes_of(&open)).fallback(not_found))),
        };
        let routes = list(&open, settings);
        let decisions = authzen::routes(&settings.public_url, &gate, &desk);
        let router = with_pages(decisions.merge(operations(&gate, &desk, settings)).merge(beside), open);
        let exchange = Arc::new(Exchange { metrics: Arc::clone(&metrics), request_timeout: settings.request_timeout });
        Self { router: finish(router, settings, exchange), metrics_router, routes, readiness, metrics }
    }

    /// All routes; a service for as long as it is not asked to stop.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// `/metrics` and the probes, where they are apart.
    pub fn metrics_router(&self) -> Option<Router> {
        self.metrics_router.clone()
    }

    /// Method and path of every route, static files apart.
    pub fn routes(&self) -> &[(Method, String)] {
        &self.routes
    }
}

/// The routes of a [`Service`] that is never asked to stop.
pub fn app(policies: impl Into<Arc<Policies>>, settings: &Settings) -> Router {
    Service::new(policies, settings).router()
}

type Page = (&'static str, MethodRouter);

/// What needs no token: probes, and descriptions that are the same for everybody.
fn open_pages(policies: &Arc<Policies>, readiness: &Arc<Readiness>) -> Vec<Page> {
    let (policies, readiness) = (Arc::clone(policies), Arc::clone(readiness));
    let mut open =
        vec![(PROBES[0], get(|| async { probes::live() })), (PROBES[1], get(move || async move { probes::ready(&policies, &readiness) }))];
    open.extend(pages::all());
    open
}

fn with_pages(router: Router, pages: Vec<Page>) -> Router {
    pages.into_iter().fold(router, |router, (path, page)| router.route(path, page))
}

/// Whoever asks for metrics from outside asks for these, too.
fn probes_of(open: &[Page]) -> Vec<Page> {
    open.iter().filter(|(path, _)| PROBES.contains(path)).cloned().collect()
}

fn operations(gate: &Arc<Gate>, desk: &Arc<Desk>, settings: &Settings) -> Router {
    let single =
        ROUTES.into_iter().fold(Router::new(), |router, (path, operation)| router.route(path, desk.route(gate, operation, Face::Problem)));
    single.route(BATCH_PATH, batch::route(gate, desk, settings.max_body_bytes))
}

fn metrics_page(policies: &Arc<Policies>, metrics: &Arc<Metrics>, readiness: &Arc<Readiness>) -> MethodRouter {
    let (policies, metrics, readiness) = (Arc::clone(policies), Arc::clone(metrics), Arc::clone(readiness));
    get(move || async move {
        match metrics.render(&policies, readiness.is_ready()) {
            Ok(text) => ([(header::CONTENT_TYPE, METRICS_TEXT)], text).into_response(),
            Err(_) => Refusal::Broken.respond(Face::Problem),
        }
    })
}

fn list(open: &[Page], settings: &Settings) -> Vec<(Method, String)> {
    let posts = ROUTES.iter().map(|(path, _)| *path).chain([BATCH_PATH]).map(|path| (Method::POST, path.to_owned()));
    let beside = (settings.metrics == MetricsPlace::Beside).then_some(METRICS_PATH);
    let gets = open.iter().map(|(path, _)| *path).chain(beside).map(|path| (Method::GET, path.to_owned()));
    posts.chain(gets).chain(authzen::list(&settings.public_url)).collect()
}

/// What is at no route, and what holds for every request.
fn finish(router: Router, settings: &Settings, exchange: Arc<Exchange>) -> Router {
    let router = match &settings.assets {
        Some(folder) => with_static_files(router, folder),
        None => router.fallback(not_found),
    };
    router
        .method_not_allowed_fallback(|| async { Refusal::MethodNotAllowed("GET").respond(Face::Problem) })
        .layer(DefaultBodyLimit::max(settings.max_body_bytes))
        .layer(from_fn(move |request: Request, next: Next| {
            let exchange = Arc::clone(&exchange);
            async move { exchange.pass(request, next).await }
        }))
}

async fn not_found() -> Response {
    Refusal::NotFound.respond(Face::Problem)
}

fn with_static_files(router: Router, folder: &Path) -> Router {
    let files = ServeDir::new(folder).call_fallback_on_method_not_allowed(true).fallback(not_found.into_service());
    router.fallback_service(SetResponseHeader::overriding(files, header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
}
