//! A request as it may be logged: printed anew by the module, on one line, without what is to be left out.

use super::entry::Judged;
use super::summary::Summary;
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
    /// The pointers that named something.
    pub(super) redacted: Vec<String>,
    /// How many secrets were taken out.
    pub(super) secrets: u64,
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

/// The module's answer: a request, or why there is none.
#[derive(Deserialize)]
struct Printed {
    request: Option<Box<RawValue>>,
    unreadable: Option<String>,
    digest: Option<String>,
    #[serde(default)]
    redacted: Vec<String>,
    #[serde(default)]
    secrets: u64,
}

/// What of a judged request may be logged, given that it said `summary`.
pub(super) fn redact(judged: &Judged, pointers: &[String], summary: &Summary) -> Redacted {
    let Ok(text) = str::from_utf8(&judged.body) else {
        return Redacted::without("input.invalid_utf8");
    };
    match ask(&judged.worker, &Question { operation: judged.operation.name(), text, pointers }) {
        Ok(Ok(printed)) => printed.of(judged, summary),
        Ok(Err(_)) => Redacted::without("host.interface"),
        Err(error) => Redacted::without(error.code()),
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
    let Answer { outcome, text } = worker.evaluate(Request { operation: Operation::Redact, now_ms: None, body: &body })?;
    match outcome {
        Outcome::Allow => serde_json::from_str(&text).map(Ok).map_err(unreadable),
        _ => Ok(Err(text)),
    }
}

/// Whether what was taken out plays no part: the same documents, asked with what is left, say the same.
fn says_the_same(judged: &Judged, request: &RawValue, summary: &Summary) -> bool {
    let request = Request { operation: judged.operation, now_ms: Some(judged.now_ms), body: request.get().as_bytes() };
    let again = judged.worker.evaluate(request).ok().and_then(|answer| Summary::of(&answer).ok());
    again.is_some_and(|again| again.says_what(summary))
}

impl Printed {
    fn of(self, judged: &Judged, summary: &Summary) -> Redacted {
        let Self { request, unreadable, digest, redacted, secrets } = self;
        let is_whole = redacted.is_empty() && secrets == 0;
        let is_replayable = request.as_deref().is_some_and(|request| {
            // Of a password nothing is left to judge, and what stands in its place may by chance break the same rules.
            is_whole || !(secrets > 0 && judges_secrets(judged.operation)) && says_the_same(judged, request, summary)
        });
        Redacted { request, digest, redacted, secrets, fault: unreadable, is_replayable }
    }
}

/// Whether answers depend on passwords.
fn judges_secrets(operation: Operation) -> bool {
    matches!(operation, Operation::Account | Operation::Password | Operation::Batch | Operation::Item)
}

impl Redacted {
    fn without(fault: &str) -> Self {
        Self { request: None, digest: None, redacted: Vec::new(), secrets: 0, fault: Some(fault.to_owned()), is_replayable: false }
    }
}
