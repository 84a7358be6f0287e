//! A request as it may be logged: printed anew by the module, on one line, without what is to be left out.

use super::entry::Judged;
use super::summary::{Summary, digest};
use crate::abi::{Answer, Operation, Outcome, Request};
use crate::error::SandboxError;
use crate::worker::Worker;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// What of a request may be logged.
#[derive(Debug)]
pub(super) struct Redacted {
    pub(super) request: Option<Box<RawValue>>,
    pub(super) digest: Option<String>,
    /// Where something was taken out.
    pub(super) redacted: Vec<String>,
    /// Why there is no request.
    pub(super) fault: Option<String>,
    /// Whether the module, asked with this, says what it said.
    pub(super) is_replayable: bool,
}

#[derive(Serialize)]
struct Question<'q> {
    operation: &'static str,
    text: &'q str,
    pointers: &'q [String],
}

#[derive(Deserialize)]
struct Judgement {
    context: Printed,
}

#[derive(Deserialize)]
struct Printed {
    request: Option<Box<RawValue>>,
    digest: String,
    #[serde(default)]
    redacted: Vec<String>,
}

/// What of a judged request may be logged, given that it said `summary`.
pub(super) fn redact(judged: &Judged, pointers: &[String], summary: &Summary) -> Redacted {
    let Ok(text) = str::from_utf8(&judged.body) else {
        return Redacted::without("http.malformed", Some(digest(&judged.body)));
    };
    match ask(&judged.worker, &Question { operation: judged.operation.name(), text, pointers }) {
        Ok(Ok(Printed { request: None, digest, .. })) => Redacted::without("http.malformed", Some(digest)),
        Ok(Ok(Printed { request: Some(request), digest, redacted })) => {
            let is_replayable = redacted.is_empty() || says_the_same(judged, &request, summary);
            Redacted { request: Some(request), digest: Some(digest), redacted, fault: None, is_replayable }
        }
        Ok(Err(_)) => Redacted::without("host.internal", None),
        Err(error) => Redacted::without(error.code(), None),
    }
}

/// The issues of a list of pointers, or none.
pub(super) fn check(worker: &Worker, pointers: &[String]) -> Result<Option<String>, SandboxError> {
    Ok(ask(worker, &Question { operation: Operation::Permission.name(), text: "{}", pointers })?.err())
}

/// What the module prints, or its issues.
fn ask(worker: &Worker, question: &Question<'_>) -> Result<Result<Printed, String>, SandboxError> {
    let unreadable = |_| SandboxError::Interface("`redact` answered no request");
    let body = serde_json::to_vec(question).map_err(unreadable)?;
    let Answer { outcome, text } = worker.evaluate(Request { operation: Operation::Check, now_ms: None, body: &body })?;
    match outcome {
        Outcome::Allow => serde_json::from_str(&text).map(|Judgement { context }| Ok(context)).map_err(unreadable),
        _ => Ok(Err(text)),
    }
}

/// Whether what was taken out plays no part: the same documents, asked with what is left, say the same.
fn says_the_same(judged: &Judged, request: &RawValue, summary: &Summary) -> bool {
    let request = Request { operation: judged.operation, now_ms: Some(judged.now_ms), body: request.get().as_bytes() };
    let again = judged.worker.evaluate(request).ok().and_then(|answer| Summary::of(&answer).ok());
    again.is_some_and(|again| again.says_what(summary))
}

impl Redacted {
    fn without(fault: &str, digest: Option<String>) -> Self {
        Self { request: None, digest, redacted: Vec::new(), fault: Some(fault.to_owned()), is_replayable: false }
    }
}
