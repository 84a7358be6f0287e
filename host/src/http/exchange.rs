//! What holds for every request: its id and trace, its longest time, its line in the log, its metrics, and that nobody guesses
//! the type of its answer.

use super::desk::Judgement;
use super::problem::{Face, Refusal, Refused};
use crate::telemetry::{Metrics, RequestSeen, TraceContext};
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::timeout;
use uuid::Uuid;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id of a caller that is logged.
const LONGEST_ID: usize = 128;

/// Passes a request on and looks at what comes back.
pub(super) struct Exchange {
    pub(super) metrics: Arc<Metrics>,
    pub(super) request_timeout: Duration,
}

/// What is known of a request before it is answered.
struct Head {
    /// Sent back as it came, whatever is in it.
    id: HeaderValue,
    trace: Option<TraceContext>,
    method: &'static str,
    route: Option<MatchedPath>,
}

impl Exchange {
    pub(super) async fn pass(&self, mut request: Request, next: Next) -> Response {
        let start = Instant::now();
        let head = Head::of(&mut request);
        let mut response = match timeout(self.request_timeout, next.run(request)).await {
            Ok(response) => response,
            Err(_) => Refusal::RequestTimeout.respond(head.face()),
        };
        response.headers_mut().insert(REQUEST_ID, head.id.clone());
        response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        let duration = start.elapsed();
        let code = response.extensions().get::<Refused>().map(|refused| refused.code);
        self.metrics.request(&RequestSeen { route: head.route(), status: response.status(), duration, code });
        head.log(&response, duration);
        response
    }
}

impl Head {
    fn of(request: &mut Request) -> Self {
        let trace = TraceContext::of(request.headers());
        let id = request_id(request.headers_mut());
        Self { id, trace, method: method(request.method()), route: request.extensions().get().cloned() }
    }

    fn route(&self) -> Option<&str> {
        self.route.as_ref().map(MatchedPath::as_str)
    }

    fn face(&self) -> Face {
        if self.route().is_some_and(|route| route.contains("/access/")) { Face::AuthZen } else { Face::Problem }
    }

    /// One line. The route is the router's own text, and the path stays out, as does everything of the body.
    fn log(&self, response: &Response, duration: Duration) {
        let judgement = response.extensions().get::<Judgement>();
        let status = response.status();
        macro_rules! line {
            ($level:expr) => {
                tracing::event!(
                    $level,
                    request_id = printable(&self.id),
                    trace_id = self.trace.as_ref().map(|trace| trace.trace_id.as_str()),
                    parent_id = self.trace.as_ref().map(|trace| trace.parent_id.as_str()),
                    method = self.method,
                    route = self.route(),
                    status = status.as_u16(),
                    duration_us = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX),
                    operation = judgement.map(|judgement| judgement.operation.name()),
                    outcome = judgement.map(|judgement| judgement.outcome.name()),
                    code = response.extensions().get::<Refused>().map(|refused| refused.code),
                    revision = response.headers().get("policy-revision").and_then(|revision| revision.to_str().ok()),
                    "request"
                )
            };
        }
        let is_probe = self.route().is_some_and(|route| ["/livez", "/readyz", "/metrics"].contains(&route));
        if is_probe && status.is_success() {
            line!(tracing::Level::DEBUG);
        } else {
            line!(tracing::Level::INFO);
        }
    }
}

/// The caller's id, or a new one, which the request then has, too.
fn request_id(headers: &mut HeaderMap) -> HeaderValue {
    if let Some(id) = headers.get(REQUEST_ID) {
        return id.clone();
    }
    let mut buffer = Uuid::encode_buffer();
    let id = Uuid::new_v4().hyphenated().encode_lower(&mut buffer);
    // Hexadecimal digits and hyphens are a header's value.
    let id = HeaderValue::from_str(id).unwrap_or(HeaderValue::from_static("none"));
    headers.insert(REQUEST_ID, id.clone());
    id
}

/// The id where it can be no more than an id: visible ASCII, and short.
fn printable(id: &HeaderValue) -> &str {
    let text = id.to_str().unwrap_or_default();
    let is_plain = !text.is_empty() && text.len() <= LONGEST_ID && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain { text } else { "unprintable" }
}

/// Methods that a client makes up have one name in the log.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}
