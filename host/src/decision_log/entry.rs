//! What an answered request leaves for the log: everything that is still to be read, as it came.

use crate::abi::{Answer, Operation};
use crate::worker::Worker;
use axum::body::Bytes;
use axum::http::HeaderMap;
use std::sync::Arc;
use std::time::Duration;

const LONGEST_REQUEST_ID: usize = 128;

/// A request with its answer.
pub struct Judged {
    /// Who answered, with the documents that were loaded then.
    pub worker: Arc<Worker>,
    /// What was asked.
    pub operation: Operation,
    /// The clock that the module was given.
    pub now_ms: i64,
    /// From the request's last byte to the answer.
    pub latency: Duration,
    /// Whose request it is.
    pub caller: Caller,
    /// The request.
    pub body: Bytes,
    /// The answer, or the code of the failure.
    pub answer: Result<Answer, &'static str>,
}

/// What a request's head says of it.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// `X-Request-ID`, where it is printable and short.
    pub request_id: Option<String>,
    /// The trace id of `traceparent`.
    pub trace_id: Option<String>,
}

impl Caller {
    /// Reads a request's head.
    pub fn of(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let request_id = text("x-request-id").filter(|id| !id.is_empty() && id.len() <= LONGEST_REQUEST_ID);
        Self { request_id: request_id.map(str::to_owned), trace_id: text("traceparent").and_then(trace_id).map(str::to_owned) }
    }
}

/// `version-traceid-parentid-flags`, W3C Trace Context; a trace id of zeros is none.
fn trace_id(traceparent: &str) -> Option<&str> {
    let id = traceparent.split('-').nth(1)?;
    let is_hexadecimal = id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (id.len() == 32 && is_hexadecimal && id.bytes().any(|byte| byte != b'0')).then_some(id)
}

impl Judged {
    /// Memory that it holds while it waits.
    pub(super) fn bytes(&self) -> usize {
        self.body.len() + self.answer.as_ref().map_or(0, |answer| answer.text.len())
    }
}
