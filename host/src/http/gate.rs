//! What a request must be before anything of its body is read: from a caller with a token, one of not too many, and not
//! compressed.

use super::problem::{Face, Refusal};
use super::settings::Settings;
use super::tokens::Tokens;
use crate::telemetry::{Counted, Metrics};
use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, any, post};
use hyper::body::{Frame, SizeHint};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_http::timeout::TimeoutBody;

/// Lets requests in.
pub(super) struct Gate {
    tokens: Tokens,
    places: Arc<Semaphore>,
    /// Longest silence within a body.
    silence: Duration,
    metrics: Arc<Metrics>,
}

impl Gate {
    pub(super) fn new(settings: &Settings, metrics: &Arc<Metrics>) -> Arc<Self> {
        Arc::new(Self {
            tokens: settings.tokens.clone(),
            places: Arc::new(Semaphore::new(settings.max_in_flight.min(Semaphore::MAX_PERMITS))),
            silence: settings.read_timeout,
            metrics: Arc::clone(metrics),
        })
    }

    /// Routes that only callers with a token reach.
    pub(super) fn with_token(self: &Arc<Self>, router: Router) -> Router {
        let gate = Arc::clone(self);
        router.route_layer(from_fn(move |request: Request, next: Next| {
            let gate = Arc::clone(&gate);
            async move {
                match gate.tokens.check(request.headers()) {
                    Ok(()) => next.run(request).await,
                    Err(stranger) => Refusal::Unauthorized(stranger).respond(Face::Problem),
                }
            }
        }))
    }

    /// Answers POST, and refuses other methods, where callers are to be let in first.
    pub(super) fn post<F>(self: &Arc<Self>, face: Face, answer: impl Fn(Request) -> F + Clone + Send + Sync + 'static) -> MethodRouter
    where
        F: Future<Output = Response> + Send + 'static,
    {
        let gate = Arc::clone(self);
        let posted = move |request: Request| async move { gate.pass(face, request, answer).await };
        post(posted).fallback_service(self.refuse(face, || Refusal::MethodNotAllowed("POST")))
    }

    /// Refuses whatever is asked, where callers are to be let in first.
    pub(super) fn refuse(self: &Arc<Self>, face: Face, refusal: fn() -> Refusal) -> MethodRouter {
        let gate = Arc::clone(self);
        any(move |request: Request| async move { gate.pass(face, request, |_| async { refusal().respond(face) }).await })
    }

    /// Lets a request to what reads bodies and uses sandboxes.
    async fn pass<F>(&self, face: Face, request: Request, answer: impl FnOnce(Request) -> F) -> Response
    where
        F: Future<Output = Response>,
    {
        let (place, counted) = match self.place_for(&request) {
            Ok(place) => (place, self.metrics.in_flight()),
            Err(refusal) => return refusal.respond(face),
        };
        let silence = self.silence;
        let response = answer(request.map(|body| Body::new(TimeoutBody::new(silence, body)))).await;
        response.map(|body| Body::new(Held { body, _place: place, _counted: counted }))
    }

    fn place_for(&self, request: &Request) -> Result<OwnedSemaphorePermit, Refusal> {
        self.tokens.check(request.headers()).map_err(Refusal::Unauthorized)?;
        if is_encoded(request.headers()) {
            return Err(Refusal::ContentEncoding);
        }
        Arc::clone(&self.places).try_acquire_owned().map_err(|_| Refusal::Crowded)
    }
}

/// An answer's body that keeps its request's place until it has been sent or dropped: it takes memory until then.
struct Held {
    body: Body,
    _place: OwnedSemaphorePermit,
    _counted: Counted,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    // Without it the length of the answer would not be known beforehand.
    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// A body that would have to be inflated: how long it then is cannot be seen from outside.
fn is_encoded(headers: &HeaderMap) -> bool {
    let is_plain = |value: &header::HeaderValue| value.to_str().is_ok_and(|value| value.trim().eq_ignore_ascii_case("identity"));
    !headers.get_all(header::CONTENT_ENCODING).into_iter().all(is_plain)
}
