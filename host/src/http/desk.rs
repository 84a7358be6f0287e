//! How a request's bytes reach the sandbox and come back: admission, evaluation, record, answer.

use super::body::{is_media_type, read};
use super::gate::Gate;
use super::problem::{Face, Refusal};
use super::settings::Settings;
use crate::abi::{Answer, Operation, Outcome, Request as Question};
use crate::clock;
use crate::decision_log::{Caller, DecisionLog, Judged};
use crate::policies::{InUse, Policies};
use crate::telemetry::Metrics;
use crate::worker::Worker;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;
use tokio::time::timeout;

/// The patience of who has nobody waiting for a single answer.
pub(super) const UNTIL_FREE: Duration = Duration::MAX;

pub(super) const JSON: &str = "application/json";

const POLICY_REVISION: HeaderName = HeaderName::from_static("policy-revision");

/// The policies and their free sandboxes, and where decisions are recorded.
pub(super) struct Desk {
    policies: Arc<Policies>,
    sandboxes: Arc<Semaphore>,
    log: Option<Arc<DecisionLog>>,
    metrics: Arc<Metrics>,
    read_timeout: Duration,
    queue_wait: Duration,
}

/// An answer, and the policies that gave it.
pub(super) struct Answered {
    pub(super) operation: Operation,
    pub(super) answer: Answer,
    policies: Arc<InUse>,
}

/// Longest request that is tried where it was read: reading it anew elsewhere, should it take too long, costs little.
const SMALL_BYTES: usize = 16 << 10;

/// Whether a question is worth a try on the thread that read it, since the way to another one costs more than most answers
/// do: one question about few facts. Searches and lists go elsewhere at once.
fn is_small(operation: Operation, body: &[u8]) -> bool {
    use Operation::{Account, Allocation, Authentication, Deal, Order, Password, Permission, Permissions, Quote, Subscription};
    let is_single = matches!(
        operation,
        Permission | Permissions | Account | Password | Authentication | Allocation | Deal | Quote | Order | Subscription
    );
    is_single && body.len() <= SMALL_BYTES
}

/// What the log and the metrics are told of a response.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judgement {
    pub(super) operation: Operation,
    pub(super) outcome: Outcome,
}

impl Desk {
    pub(super) fn new(policies: Arc<Policies>, settings: &Settings, metrics: Arc<Metrics>) -> Self {
        let (log, concurrency) = (settings.decision_log.clone(), policies.current().concurrency());
        // The log asks the module, too: one instance at a time, which no request may miss.
        let sandboxes = concurrency - u32::from(log.is_some() && concurrency > 1);
        Self {
            policies,
            sandboxes: Arc::new(Semaphore::new(sandboxes as usize)),
            log,
            metrics,
            read_timeout: settings.read_timeout,
            queue_wait: settings.queue_wait,
        }
    }

    /// Whether there is somebody and something to search for.
    pub(super) fn has_directory(&self) -> bool {
        self.policies.current().has("directory")
    }

    /// How many evaluations may run at once.
    pub(super) fn concurrency(&self) -> usize {
        self.policies.current().concurrency() as usize
    }

    /// Answers `operation` to POST.
    pub(super) fn route(self: &Arc<Self>, gate: &Arc<Gate>, operation: Operation, face: Face) -> MethodRouter {
        let desk = Arc::clone(self);
        gate.post(face, move |request| {
            let desk = Arc::clone(&desk);
            async move { respond_to(desk.answer(operation, request).await, face) }
        })
    }

    /// Answers a request whose body is one question.
    pub(super) async fn answer(&self, operation: Operation, request: Request) -> Result<Answered, Refusal> {
        if !is_media_type(request.headers(), JSON) {
            return Err(Refusal::UnsupportedMediaType("`application/json`"));
        }
        let caller = Caller::of(request.headers());
        let body = read(request, self.read_timeout).await?;
        self.judge(operation, caller, body, self.queue_wait).await
    }

    /// Judges a body, and waits for a free sandbox for as long as `patience`.
    pub(super) async fn judge(&self, operation: Operation, caller: Caller, body: Bytes, patience: Duration) -> Result<Answered, Refusal> {
        let (start, now_ms) = (Instant::now(), clock::now_ms());
        self.metrics.body(operation, body.len());
        let admitted = self.admit(patience).await;
        let policies = self.policies.in_use();
        let answer = match admitted {
            Ok(permit) => self.evaluate(&policies, permit, (operation, now_ms, body.clone())).await,
            Err(refusal) => Err(refusal),
        };
        if let Some(log) = &self.log {
            let (worker, latency) = (Arc::clone(policies.worker()), start.elapsed());
            let answer = answer.as_ref().map(Answer::clone).map_err(Refusal::code);
            log.submit(Judged { worker, operation, now_ms, latency, caller, body, answer });
        }
        answer.map(|answer| Answered { operation, answer, policies })
    }

    async fn admit(&self, patience: Duration) -> Result<OwnedSemaphorePermit, Refusal> {
        if let Ok(permit) = Arc::clone(&self.sandboxes).try_acquire_owned() {
            self.metrics.wait(Duration::ZERO);
            return Ok(permit);
        }
        let start = Instant::now();
        let waited = timeout(patience, Arc::clone(&self.sandboxes).acquire_owned()).await;
        self.metrics.wait(start.elapsed());
        waited.ok().and_then(Result::ok).ok_or(Refusal::Saturated)
    }

    async fn evaluate(
        &self,
        policies: &InUse,
        permit: OwnedSemaphorePermit,
        (operation, now_ms, body): (Operation, i64, Bytes),
    ) -> Result<Answer, Refusal> {
        let (worker, start) = (policies.worker(), Instant::now());
        let question = Question { operation, now_ms: Some(now_ms), body: &body };
        let at_once = if is_small(operation, &body) { worker.evaluate_in_a_moment(question).transpose() } else { None };
        let answer = match at_once {
            Some(answer) => answer.map_err(Refusal::Sandbox),
            None => elsewhere(Arc::clone(worker), permit, (operation, now_ms, body)).await,
        };
        self.metrics.evaluation(operation, answer.as_ref().ok().map(|answer| answer.outcome), start.elapsed());
        answer
    }
}

/// Evaluates on a thread that may take its time.
async fn elsewhere(
    worker: Arc<Worker>,
    permit: OwnedSemaphorePermit,
    (operation, now_ms, body): (Operation, i64, Bytes),
) -> Result<Answer, Refusal> {
    let evaluation = spawn_blocking(move || {
        // The permit ends with the evaluation, also when the caller has gone away.
        let _permit = permit;
        worker.evaluate(Question { operation, now_ms: Some(now_ms), body: &body })
    });
    evaluation.await.map_err(|_| Refusal::Broken).and_then(|answer| answer.map_err(Refusal::Sandbox))
}

/// The response to a question, with the revision of the policies that answered.
pub(super) fn respond_to(answered: Result<Answered, Refusal>, face: Face) -> Response {
    let Answered { operation, answer, policies } = match answered {
        Ok(answered) => answered,
        Err(refusal) => return refusal.respond(face),
    };
    let outcome = answer.outcome;
    let mut response = match outcome {
        Outcome::Allow | Outcome::Deny => json(answer.text),
        Outcome::Malformed => Refusal::Malformed(answer.text).respond(face),
        Outcome::Invalid => Refusal::Invalid(answer.text).respond(face),
        Outcome::Internal => Refusal::Internal(answer.text).respond(face),
    };
    if let Ok(revision) = HeaderValue::from_str(policies.revision()) {
        response.headers_mut().insert(POLICY_REVISION, revision);
    }
    response.extensions_mut().insert(Judgement { operation, outcome });
    response
}

pub(super) fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, JSON)], text).into_response()
}
