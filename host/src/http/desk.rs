//! How a request's bytes reach the sandbox and come back.

use super::problem::{Face, Refusal};
use crate::abi::{Answer, Operation, Outcome, Request as Question};
use crate::clock;
use crate::issue::Issue;
use crate::policies::Policies;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// How long a request waits for a free sandbox: long enough for a burst, short against a caller's patience.
const QUEUE_WAIT: Duration = Duration::from_millis(250);

const JSON: &str = "application/json";

#[derive(Serialize)]
struct Readiness<'r> {
    #[serde(flatten)]
    documents: Option<Documents<'r>>,
    revision: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refused<'r>>,
}

/// The module's list as the bytes that it is.
#[derive(Serialize, Deserialize)]
struct Documents<'r> {
    #[serde(borrow)]
    policies: &'r RawValue,
}

#[derive(Serialize)]
struct Refused<'r> {
    at: String,
    issues: &'r [Issue],
}

/// The policies in use and the free sandboxes.
pub(super) struct Desk {
    policies: Arc<Policies>,
    sandboxes: Arc<Semaphore>,
}

impl Desk {
    pub(super) fn new(policies: Arc<Policies>) -> Self {
        Self { sandboxes: Arc::new(Semaphore::new(policies.current().concurrency() as usize)), policies }
    }

    /// The loaded documents as the module names them, their revision, and why what the files hold now is not in use.
    pub(super) fn readiness(&self) -> String {
        let in_use = self.policies.in_use();
        let refusal = self.policies.refusal();
        let readiness = Readiness {
            documents: serde_json::from_str(in_use.worker().information()).ok(),
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
        // Whatever is reloaded meanwhile, the request ends with what it begins with.
        let worker = self.policies.current();
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

pub(super) fn json(text: String) -> Response {
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
