//! The shape of a case file, and every check on it.
//!
//! A misspelt member would make a case silently weaker, so unknown members, missing reasons for a case's existence
//! and half-stated expectations are errors.

use crate::fault::{CaseFault, Place};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// One question with the answer that the pack's authors expect.
#[derive(Debug, Clone)]
pub struct Case {
    /// Where it begins in its file.
    pub place: Place,
    /// What the case shows, unique in its file.
    pub name: String,
    /// Why the expectation is right, with the arithmetic.
    pub why: String,
    /// The operation's name, for example `permission`.
    pub operation: String,
    /// The clock as an RFC 3339 instant; absent where the engine has none.
    pub now: Option<String>,
    /// The request's bytes exactly as they stand in the file.
    pub request: String,
    /// What the answer must be.
    pub expectation: Expectation,
}

/// What an answer must be.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// A decision with exactly these reasons.
    Decision {
        /// Whether it is allowed.
        decision: bool,
        /// The reasons' codes, in the answer's order.
        reasons: Vec<String>,
        /// The obligations' codes, in the answer's order; not compared where absent.
        obligations: Option<Vec<String>>,
        /// A subset of the answer's `context`: objects compare the named members only.
        context: Option<Value>,
    },
    /// The answer of an operation that has no reasons of its own: searches, evaluations, tables.
    Answer {
        /// A subset of the whole answer: objects compare the named members only, lists have the same length.
        answer: Value,
    },
    /// A request that cannot be judged.
    Issues {
        /// `malformed` or `invalid`.
        outcome: String,
        /// The issues, in the answer's order.
        issues: Vec<IssueExpectation>,
    },
}

impl Expectation {
    /// The outcome that stands beside such an answer: `allow`, `deny`, `malformed` or `invalid`. An answer without a
    /// decision of its own is an `allow`.
    pub fn outcome(&self) -> &str {
        let allowed = match self {
            Self::Decision { decision, .. } => *decision,
            Self::Answer { answer } => answer["decision"] != Value::Bool(false),
            Self::Issues { outcome, .. } => return outcome,
        };
        if allowed { "allow" } else { "deny" }
    }
}

/// The two stable members of an expected issue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IssueExpectation {
    /// The issue's code.
    pub code: String,
    /// The JSON Pointer of the place that the issue is about.
    pub pointer: String,
}

/// Reads the text of a case file.
///
/// # Errors
/// Every fault with the case that it is in: the file is not JSON, has an unknown or misspelt member, has no cases, or a case
/// lacks its `why`, its request or part of its expectation, or has the name of another.
pub fn parse_cases(text: &str) -> Result<Vec<Case>, Vec<CaseFault>> {
    let file: FileText<'_> = serde_json::from_str(text).map_err(|error| vec![broken_file(text, &error)])?;
    if file.cases.is_empty() {
        return Err(vec![CaseFault { place: Place::START, message: "`cases` is empty".to_owned() }]);
    }
    let mut cases: Vec<Case> = Vec::with_capacity(file.cases.len());
    let mut faults = Vec::new();
    for written in file.cases {
        let place = Place::of(text, written.get());
        match read_case(written, place) {
            Ok(case) if cases.iter().any(|other| other.name == case.name) => {
                faults.push(CaseFault { place, message: format!("two cases are named `{}`", case.name) });
            }
            Ok(case) => cases.push(case),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(cases) } else { Err(faults) }
}

/// The fault of a file that is not read to its end, with the last case before it.
fn broken_file(text: &str, error: &serde_json::Error) -> CaseFault {
    let fault = CaseFault::of_json(error, text, Place::START);
    let mut rest = text.split_once("\"cases\"").and_then(|(_, rest)| rest.split_once('[')).map_or("", |(_, rest)| rest);
    let mut last = None;
    loop {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Named>();
        let Some(Ok(named)) = values.next() else { break };
        last = Some(named.name);
        rest = rest[values.byte_offset()..].trim_start().strip_prefix(',').unwrap_or_default();
    }
    match last {
        Some(name) if error.is_syntax() || error.is_eof() => fault.after_case(&name),
        _ => fault,
    }
}

/// Regression cases of a pack: requests with the answers that its authors expect.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CaseFile"))]
pub(crate) struct FileText<'t> {
    /// For editors; it is not looked at.
    #[serde(rename = "$schema")]
    _schema: Option<String>,
    /// At least one; no two have the same name.
    #[serde(borrow)]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<CaseText>", length(min = 1)))]
    cases: Vec<&'t RawValue>,
}

/// One question with its answer; with either `request` or `text`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Case", extend("oneOf" = [{"required": ["request"]}, {"required": ["text"]}])))]
struct CaseText {
    /// What the case shows, unique in its file.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"\S")))]
    name: String,
    /// Why the expectation is right, with the arithmetic.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = r"\S")))]
    why: String,
    /// What is asked, for example `permission`.
    operation: String,
    /// The clock: an RFC 3339 instant; without it there is none.
    now: Option<String>,
    /// The request.
    #[cfg_attr(feature = "schema", schemars(with = "Option<Value>"))]
    request: Option<Box<RawValue>>,
    /// The request as text, where it is not JSON.
    text: Option<String>,
    /// What the answer must be.
    #[cfg_attr(feature = "schema", schemars(with = "crate::schema::Expect"))]
    expect: ExpectText,
}

/// All that a case needs to be called by its name.
#[derive(Deserialize)]
struct Named {
    name: String,
}

fn read_case(written: &RawValue, place: Place) -> Result<Case, CaseFault> {
    let case: CaseText = serde_json::from_str(written.get()).map_err(|error| {
        let fault = CaseFault::of_json(&error, written.get(), place);
        match serde_json::from_str::<Named>(written.get()) {
            Ok(named) => fault.in_case(&named.name),
            Err(_) => fault,
        }
    })?;
    let name = case.name.clone();
    checked(case, place).map_err(|message| CaseFault { place, message }.in_case(&name))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectText {
    decision: Option<bool>,
    reasons: Option<Vec<String>>,
    obligations: Option<Vec<String>>,
    context: Option<Value>,
    answer: Option<Value>,
    outcome: Option<String>,
    issues: Option<Vec<IssueExpectation>>,
}

fn checked(written: CaseText, place: Place) -> Result<Case, String> {
    for (member, text) in [("name", &written.name), ("why", &written.why)] {
        if text.trim().is_empty() {
            return Err(format!("`{member}` is empty"));
        }
    }
    let request = match (written.request, written.text) {
        (Some(request), None) => request.get().to_owned(),
        (None, Some(text)) => text,
        _ => return Err("give either `request` or `text`".to_owned()),
    };
    Ok(Case {
        place,
        name: written.name,
        why: written.why,
        operation: written.operation,
        now: written.now,
        request,
        expectation: expectation(written.expect)?,
    })
}

fn expectation(written: ExpectText) -> Result<Expectation, String> {
    match written {
        ExpectText {
            decision: Some(decision),
            reasons: Some(reasons),
            obligations,
            context,
            answer: None,
            outcome: None,
            issues: None,
        } => Ok(Expectation::Decision { decision, reasons, obligations, context }),
        ExpectText {
            decision: None,
            reasons: None,
            obligations: None,
            context: None,
            answer: Some(answer),
            outcome: None,
            issues: None,
        } => match answer.as_object() {
            Some(members) if !members.is_empty() => Ok(Expectation::Answer { answer }),
            _ => Err("`answer` is an object with the members to compare".to_owned()),
        },
        ExpectText {
            decision: None,
            reasons: None,
            obligations: None,
            context: None,
            answer: None,
            outcome: Some(outcome),
            issues: Some(issues),
        } => match (outcome.as_str(), issues.is_empty()) {
            ("malformed" | "invalid", false) => Ok(Expectation::Issues { outcome, issues }),
            (_, true) => Err("`issues` is empty".to_owned()),
            _ => Err(format!("`outcome` is `{outcome}`, not `malformed` or `invalid`")),
        },
        _ => Err("`expect` needs `decision` and `reasons` (with `obligations` and `context` where they matter), \
             or `answer`, or `outcome` and `issues`"
            .to_owned()),
    }
}
