//! How a request's bytes reach the sandbox and come back.

use super::problem::{Face, Refusal};
use crate::abi::{Answer, Operation, Outcome, Request as Question};
use crate::clock;
use crate::decision_log::{Caller, DecisionLog, Judged};
use crate::issue::Issue;
use crate::policies::Policies;
use crate::worker::Worker;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How long a request waits for a free sandbox: long enough for a burst, short against a caller's patience.
const QUEUE_WAIT: Duration = Duration::from_millis(250);

/// The patience of who has nobody waiting for a single answer.
pub(super) const UNTIL_FREE: Duration = Duration::MAX;

const JSON: &str = "application/json";

#[derive(Serialize)]
struct Readiness<'r> {
    #[serde(flatten)]
    documents: Map<String, Value>,
    revision: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused<'r>>,
}

#[derive(Serialize)]
struct Refused<'r> {
    at: String,
    issues: &'r [Issue],
}

/// The policies in use, the free sandboxes, and where decisions are logged.
pub(super) struct Desk {
    policies: Arc<Policies>,
    sandboxes: Arc<Semaphore>,
    log: Option<Arc<DecisionLog>>,
}

impl Desk {
    pub(super) fn new(policies: Arc<Policies>, log: Option<Arc<DecisionLog>>) -> Self {
        // The log asks the module, too: one instance at a time, which no request may miss.
        let places = policies.current().concurrency();
        let sandboxes = places - u32::from(log.is_some() && places > 1);
        Self { sandboxes: Arc::new(Semaphore::new(sandboxes as usize)), policies, log }
    }

    /// The loaded documents as the module names them, their revision, and why what the files hold now is not in use.
    pub(super) fn readiness(&self) -> String {
        let in_use = self.policies.in_use();
        let refusal = self.policies.refusal();
        let readiness = Readiness {
            documents: serde_json::from_str(in_use.worker().information()).unwrap_or_default(),
            revision: in_use.revision(),
            refused: refusal.as_deref().map(|refusal| Refused { at: clock::print_instant(refusal.at_ms), issues: &refusal.issues }),
        };
        serde_json::to_string(&readiness).unwrap_or_default()
    }

    /// Whether there is somebody and something to search for.
    pub(super) fn has_directory(&self) -> bool {
        self.policies.current().has("directory")
    }

    /// Answers `operation` to POST.
    pub(super) fn route(self: &Arc<Self>, operation: Operation, face: Face) -> MethodRouter {
        let desk = Arc::clone(self);
        post(move |request: Request| async move { desk.handle(operation, face, request).await })
            .fallback(move || async move { Refusal::MethodNotAllowed("POST").respond(face) })
    }

    async fn handle(&self, operation: Operation, face: Face, request: Request) -> Response {
        respond_to(self.answer(operation, request).await, face)
    }

    /// How many evaluations may run at once.
    pub(super) fn concurrency(&self) -> usize {
        self.policies.current().concurrency() as usize
    }

    pub(super) async fn answer(&self, operation: Operation, request: Request) -> Result<Answer, Refusal> {
        if !is_media_type(request.headers(), JSON) {
            return Err(Refusal::UnsupportedMediaType("`application/json`"));
        }
        let caller = Caller::of(request.headers());
        let body = Bytes::from_request(request, &()).await.map_err(|rejection| match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Refusal::BodyTooLarge,
            _ => Refusal::BodyUnreadable,
        })?;
        self.judge(operation, caller, body, QUEUE_WAIT).await
    }

    /// Judges a body, and waits for a free sandbox for as long as `patience`.
    pub(super) async fn judge(&self, operation: Operation, caller: Caller, body: Bytes, patience: Duration) -> Result<Answer, Refusal> {
        let (start, now_ms) = (Instant::now(), clock::now_ms());
        // Whatever is reloaded meanwhile, the request ends with what it begins with.
        let worker = self.policies.current();
        let answer = self.evaluate(&worker, (operation, now_ms, body.clone()), patience).await;
        if let Some(log) = &self.log {
            let latency = start.elapsed();
            let answer = answer.as_ref().map(Answer::clone).map_err(Refusal::code);
            log.submit(Judged { worker, operation, now_ms, latency, caller, body, answer });
        }
        answer
    }

    async fn evaluate(
        &self,
        worker: &Arc<Worker>,
        (operation, now_ms, body): (Operation, i64, Bytes),
        patience: Duration,
    ) -> Result<Answer, Refusal> {
        let waiting = Arc::clone(&self.sandboxes).acquire_owned();
        let Ok(Ok(permit)) = timeout(patience, waiting).await else {
            return Err(Refusal::Saturated);
        };
        let worker = Arc::clone(worker);
        let evaluation = spawn_blocking(move || {
            // The permit ends with the evaluation, also when the caller has gone away.
            let _permit = permit;
            worker.evaluate(Question { operation, now_ms: Some(now_ms), body: &body })
        });
        evaluation.await.map_err(|_| Refusal::Broken)?.map_err(Refusal::Sandbox)
    }
}

pub(super) fn respond_to(answered: Result<Answer, Refusal>, face: Face) -> Response {
    let answer = match answered {
        Ok(answer) => answer,
        Err(refusal) => return refusal.respond(face),
    };
    match answer.outcome {
        Outcome::Allow | Outcome::Deny => json(answer.text),
        Outcome::Malformed => Refusal::Malformed(answer.text).respond(face),
        Outcome::Invalid => Refusal::Invalid(answer.text).respond(face),
        Outcome::Internal => Refusal::Internal(answer.text).respond(face),
    }
}

pub(super) fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, JSON)], text).into_response()
}

/// Whether the body is of this media type, whatever its parameters.
pub(super) fn is_media_type(headers: &HeaderMap, wanted: &str) -> bool {
    let media_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .unwrap_or_default();
    media_type.trim().eq_ignore_ascii_case(wanted)
}
