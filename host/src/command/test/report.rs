//! What came of the cases: for people, with the difference line by line, and as JSON.

use crate::command::excerpt::printable;
use channel_policy_cases::{Case, CaseError, CaseFault, CaseFile, Difference};
use console::style;
use serde::Serialize;
use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use std::fmt;
use std::path::Path;

/// Values up to this many characters are shown whole, one under the other.
const SHORT: usize = 72;
/// Lines of a difference that are shown around a change.
const CONTEXT_LINES: usize = 2;

/// The result of a run.
#[derive(Default)]
pub(super) struct Report<'c> {
    pub(super) cases: usize,
    pub(super) failures: Vec<Failure<'c>>,
}

/// A case that does not hold.
pub(super) struct Failure<'c> {
    file: &'c Path,
    case: &'c Case,
    differences: Vec<Difference>,
    /// The answer, where there was one.
    answer: Option<String>,
    /// Why there was none.
    message: Option<String>,
}

impl<'c> Failure<'c> {
    pub(super) fn of(file: &'c CaseFile, case: &'c Case, differences: Vec<Difference>, answer: String) -> Self {
        Self { file: &file.path, case, differences, answer: Some(answer), message: None }
    }

    pub(super) fn broken(file: &'c CaseFile, case: &'c Case, message: String) -> Self {
        Self { file: &file.path, case, differences: Vec::new(), answer: None, message: Some(message) }
    }
}

impl Report<'_> {
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for failure in &self.failures {
            let Case { place, name, why, .. } = failure.case;
            let failed = style("FAILED").red().bold();
            text.push_str(&format!("{failed} {}:{place}: {}\n  why: {}\n", failure.file.display(), printable(name), printable(why)));
            if let Some(message) = &failure.message {
                text.push_str(&format!("  {}\n", printable(message)));
            }
            for difference in &failure.differences {
                text.push_str(&told(difference, failure.answer.as_deref()));
            }
        }
        text.push_str(&format!("{} of {} cases failed\n", self.failures.len(), self.cases));
        text
    }

    pub(super) fn json(&self) -> impl Serialize {
        let failures = self.failures.iter().map(|failure| JsonFailure {
            file: failure.file.display().to_string(),
            line: failure.case.place.line,
            column: failure.case.place.column,
            case: &failure.case.name,
            why: &failure.case.why,
            message: failure.message.as_deref(),
            differences: failure.differences.iter().map(JsonDifference::of).collect(),
        });
        let failures: Vec<_> = failures.collect();
        JsonReport { ok: failures.is_empty(), cases: self.cases, failed: failures.len(), failures }
    }
}

#[derive(Serialize)]
struct JsonReport<'r> {
    ok: bool,
    cases: usize,
    failed: usize,
    failures: Vec<JsonFailure<'r>>,
}

#[derive(Serialize)]
struct JsonFailure<'r> {
    file: String,
    line: usize,
    column: usize,
    case: &'r str,
    why: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'r str>,
    differences: Vec<JsonDifference<'r>>,
}

#[derive(Serialize)]
struct JsonDifference<'r> {
    pointer: &'r str,
    expected: &'r str,
    found: &'r str,
}

impl<'r> JsonDifference<'r> {
    fn of(difference: &'r Difference) -> Self {
        Self { pointer: &difference.pointer, expected: &difference.expected, found: &difference.found }
    }
}

fn told(difference: &Difference, answer: Option<&str>) -> String {
    let Difference { pointer, expected, found } = difference;
    let place = if pointer.is_empty() { "the answer".to_owned() } else { printable(pointer) };
    if let Some((outcome, _)) = found.split_once(" with ").filter(|(outcome, _)| pointer.is_empty() && outcome.starts_with("outcome ")) {
        let reasons = answer.map(reasons).unwrap_or_default();
        return format!("  {place}\n{}{reasons}", pair(expected, outcome));
    }
    let (one, other) = (pretty(expected), pretty(found));
    if expected.chars().count().max(found.chars().count()) <= SHORT || one.lines().count().min(other.lines().count()) < 2 {
        return format!("  {place}\n{}", pair(expected, found));
    }
    format!("  {place}\n{}", lines(&one, &other))
}

fn pair(expected: &str, found: &str) -> String {
    format!("    expected {}\n    found    {}\n", style(printable(expected)).green(), style(printable(found)).red())
}

/// What an answer of another outcome says: its reasons, or its issues.
fn reasons(answer: &str) -> String {
    let Ok(answer) = serde_json::from_str::<Value>(answer) else { return String::new() };
    let entries = answer.as_array().or_else(|| answer["context"]["reasons"].as_array());
    let line = |entry: &Value| {
        let word = |member: &str| printable(entry[member].as_str().unwrap_or_default());
        let pointer = word("pointer");
        let separator = if pointer.is_empty() { "" } else { ": " };
        format!("      {pointer}{separator}{}: {}\n", word("code"), word("message"))
    };
    entries.into_iter().flatten().map(line).collect()
}

fn pretty(text: &str) -> String {
    serde_json::from_str::<Value>(text).ok().and_then(|value| serde_json::to_string_pretty(&value).ok()).unwrap_or_else(|| text.to_owned())
}

/// Line by line: `-` is expected, `+` was found.
fn lines(expected: &str, found: &str) -> String {
    let difference = TextDiff::from_lines(expected, found);
    let mut text = String::new();
    for (index, group) in difference.grouped_ops(CONTEXT_LINES).iter().enumerate() {
        if index > 0 {
            text.push_str("    …\n");
        }
        for change in group.iter().flat_map(|operation| difference.iter_changes(operation)) {
            let line = printable(change.value().trim_end_matches('\n'));
            let line = match change.tag() {
                ChangeTag::Delete => style(format!("- {line}")).green(),
                ChangeTag::Insert => style(format!("+ {line}")).red(),
                ChangeTag::Equal => style(format!("  {line}")),
            };
            text.push_str(&format!("    {line}\n"));
        }
    }
    text
}

/// A pack or case file that cannot be run.
pub(super) struct BadFile {
    file: String,
    faults: Vec<CaseFault>,
    /// Where it is not about a place in the file.
    message: String,
}

impl BadFile {
    pub(super) fn new(file: &Path, message: &str) -> Self {
        Self { file: file.display().to_string(), faults: Vec::new(), message: message.to_owned() }
    }

    pub(super) fn of(error: &CaseError) -> Self {
        Self { file: error.file().display().to_string(), faults: error.faults().to_vec(), message: error.message() }
    }
}

impl fmt::Display for BadFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.faults.is_empty() {
            return write!(formatter, "`{}` {}", self.file, self.message);
        }
        let lines: Vec<String> = self.faults.iter().map(|fault| printable(&format!("{}:{fault}", self.file))).collect();
        formatter.write_str(&lines.join("\nerror: "))
    }
}

#[derive(Serialize)]
struct JsonRefused<'r> {
    ok: bool,
    issues: Vec<JsonFault<'r>>,
}

#[derive(Serialize)]
struct JsonFault<'r> {
    code: &'static str,
    pointer: &'static str,
    message: &'r str,
    document: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

/// Files that cannot be run as JSON, in the shape that all commands have for issues.
pub(super) fn refused(broken: &[BadFile]) -> impl Serialize {
    let mut issues = Vec::new();
    for file in broken {
        let fault = |message, line, column| JsonFault { code: "host.case_file", pointer: "", message, document: &file.file, line, column };
        if file.faults.is_empty() {
            issues.push(fault(file.message.as_str(), None, None));
        }
        issues.extend(file.faults.iter().map(|each| fault(each.message.as_str(), Some(each.place.line), Some(each.place.column))));
    }
    JsonRefused { ok: false, issues }
}
