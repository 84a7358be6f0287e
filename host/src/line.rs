//! The line of a question that the module did not answer, in the shape of the module's own lines.

use crate::abi::Outcome;
use serde::Serialize;

#[derive(Serialize)]
struct Line<'l> {
    outcome: &'l str,
    issues: [Fault<'l>; 1],
}

#[derive(Serialize)]
struct Fault<'l> {
    code: &'l str,
    pointer: &'l str,
    message: &'l str,
}

/// One line without its end: the outcome, and one issue that is about the question as a whole.
pub fn refused_line(outcome: Outcome, code: &str, message: &str) -> String {
    let line = Line { outcome: outcome.name(), issues: [Fault { code, pointer: "", message }] };
    // Strings and arrays are always written.
    serde_json::to_string(&line).unwrap_or_default()
}
