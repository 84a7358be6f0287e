//! Compares an answer with what a case expects; every difference is named with its place.

use crate::case::{Case, Expectation, IssueExpectation};
use serde_json::{Value, json};
use std::fmt;

/// One way in which an answer is not what a case expects.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// RFC 6901 pointer into the answer; the empty string is the answer as a whole.
    pub pointer: String,
    /// What the case expects there.
    pub expected: String,
    /// What the answer has there.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() { "the answer" } else { &self.pointer };
        write!(formatter, "{place}: expected {}, found {}", self.expected, self.found)
    }
}

/// All differences between an answer and what `case` expects; none means that the case holds.
///
/// `outcome` is the code that stands beside the answer in the engine's interface: 0 allow, 1 deny, 2 malformed,
/// 3 invalid, 4 internal.
pub fn judge(case: &Case, outcome: u32, text: &str) -> Vec<Difference> {
    let mut differences = Differences(Vec::new());
    let Ok(answer) = serde_json::from_str::<Value>(text) else {
        differences.push("", "JSON text", text);
        return differences.0;
    };
    let expected_outcome = case.expectation.outcome();
    if outcome_name(outcome) != expected_outcome {
        let found = format!("outcome {} with {text}", outcome_name(outcome));
        differences.push("", &format!("outcome {expected_outcome}"), &found);
        return differences.0;
    }
    match &case.expectation {
        Expectation::Issues { issues, .. } => differences.issues(issues, &answer),
        Expectation::Answer { answer: expected } => differences.subset("", expected, Some(&answer)),
        Expectation::Decision { decision, reasons, obligations, context } => {
            differences.subset("/decision", &Value::Bool(*decision), answer.get("decision"));
            differences.codes("reasons", reasons, &answer);
            if let Some(obligations) = obligations {
                differences.codes("obligations", obligations, &answer);
            }
            if let Some(context) = context {
                differences.subset("/context", context, answer.get("context"));
            }
        }
    }
    differences.0
}

fn outcome_name(outcome: u32) -> &'static str {
    match outcome {
        0 => "allow",
        1 => "deny",
        2 => "malformed",
        3 => "invalid",
        4 => "internal",
        _ => "unknown",
    }
}

struct Differences(Vec<Difference>);

impl Differences {
    fn push(&mut self, pointer: &str, expected: &str, found: &str) {
        self.0.push(Difference { pointer: pointer.to_owned(), expected: expected.to_owned(), found: found.to_owned() });
    }

    /// Exact lists of codes: a reason too many is as wrong as one too few.
    fn codes(&mut self, list: &str, expected: &[String], answer: &Value) {
        let pointer = format!("/context/{list}");
        let found: Vec<Value> = match answer.pointer(&pointer) {
            None => Vec::new(),
            Some(Value::Array(entries)) => entries.iter().map(|entry| entry["code"].clone()).collect(),
            Some(other) => return self.push(&pointer, "a list", &other.to_string()),
        };
        let expected: Vec<Value> = expected.iter().cloned().map(Value::String).collect();
        if expected != found {
            self.push(&pointer, &Value::Array(expected).to_string(), &Value::Array(found).to_string());
        }
    }

    fn issues(&mut self, expected: &[IssueExpectation], answer: &Value) {
        let Some(entries) = answer.as_array() else {
            return self.push("", "a list of issues", &answer.to_string());
        };
        let line = |code: &Value, pointer: &Value| json!({"code": code, "pointer": pointer}).to_string();
        for index in 0..expected.len().max(entries.len()) {
            let absent = || "no issue".to_owned();
            let wanted = expected
                .get(index)
                .map_or_else(absent, |issue| line(&Value::from(issue.code.as_str()), &Value::from(issue.pointer.as_str())));
            let found = entries.get(index).map_or_else(absent, |entry| line(&entry["code"], &entry["pointer"]));
            if wanted != found {
                self.push(&format!("/{index}"), &wanted, &found);
            }
        }
    }

    /// Objects compare the expected members only; lists have the same length; scalars are equal.
    fn subset(&mut self, pointer: &str, expected: &Value, found: Option<&Value>) {
        match (expected, found) {
            (_, None) => self.push(pointer, &expected.to_string(), "nothing"),
            (Value::Object(members), Some(Value::Object(found))) => {
                for (name, expected) in members {
                    let step = name.replace('~', "~0").replace('/', "~1");
                    self.subset(&format!("{pointer}/{step}"), expected, found.get(name));
                }
            }
            (Value::Array(entries), Some(Value::Array(found))) if entries.len() == found.len() => {
                for (index, expected) in entries.iter().enumerate() {
                    self.subset(&format!("{pointer}/{index}"), expected, found.get(index));
                }
            }
            (Value::Array(entries), Some(Value::Array(other))) => {
                let length = |list: &[Value]| format!("{} elements: {}", list.len(), json!(list));
                self.push(pointer, &length(entries), &length(other));
            }
            (expected, Some(found)) => {
                if expected != found {
                    self.push(pointer, &expected.to_string(), &found.to_string());
                }
            }
        }
    }
}
