//! What the log keeps of an answer: decision, codes, amounts and the documents that decided, read of the module's own
//! text. Texts and pointers are left out, since they may repeat what the request says.

use crate::abi::{Answer, Outcome};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// What was answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// What kind of answer it is.
    pub outcome: Judgement,
    /// Whether it was allowed, where there is one decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<bool>,
    /// The reasons' codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// The obligations' codes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<String>,
    /// The issues' codes; of a failure, the host's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<String>,
    /// The amounts of quotes and invoices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amounts: Vec<Amount>,
    /// One for each item of `evaluations`, `batch` and `item`, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// What a search or a table came to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<Results>,
    /// The documents that decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<DocumentReference>,
}

/// What kind of answer it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Judgement {
    /// Allowed, or answered.
    Allow,
    /// Denied.
    Deny,
    /// Not judged: no JSON that the module takes.
    Malformed,
    /// Not judged: JSON with issues.
    Invalid,
    /// Not judged: the module found itself inconsistent.
    Internal,
    /// Not judged: the sandbox failed.
    #[default]
    Failed,
}

impl Judgement {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::Internal => "internal",
            Self::Failed => "failed",
        }
    }

    /// Whether something was decided.
    pub fn is_decided(self) -> bool {
        matches!(self, Self::Allow | Self::Deny)
    }
}

impl From<Outcome> for Judgement {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Allow => Self::Allow,
            Outcome::Deny => Self::Deny,
            Outcome::Malformed => Self::Malformed,
            Outcome::Invalid => Self::Invalid,
            Outcome::Internal => Self::Internal,
        }
    }
}

/// An amount of a quote or invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// The answer's member, for example `invoice`; with `.term` where it is the sum over a term.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// A decimal.
    pub total: String,
}

/// What was answered to one of several questions; the documents that decided stand with the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What was asked, where items can ask different things.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// What was answered.
    #[serde(flatten)]
    pub answer: Summary,
}

/// A list or table that was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Results {
    /// How many entries a list has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u64>,
    /// SHA-256 over its text, as `sha256:` and 64 hexadecimal digits.
    pub digest: String,
}

/// A policy document that took part in a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentReference {
    /// The document's kind, for example `permission`.
    pub kind: String,
    /// The document's name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// SHA-256 over its canonical form.
    pub digest: String,
}

#[derive(Deserialize)]
struct Coded {
    code: String,
}

#[derive(Deserialize)]
struct Whole<'a> {
    decision: Option<bool>,
    #[serde(borrow, default)]
    context: BTreeMap<String, &'a RawValue>,
    /// Of `evaluations`.
    #[serde(borrow, default)]
    evaluations: Vec<&'a RawValue>,
    /// Of `batch`.
    #[serde(borrow, default)]
    items: Vec<&'a RawValue>,
    /// Of a search.
    #[serde(borrow)]
    results: Option<&'a RawValue>,
    /// Of `item`.
    outcome: Option<Judgement>,
}

/// An item of `batch`, and the answer of `item`.
#[derive(Deserialize)]
struct Asked<'a> {
    operation: Option<String>,
    outcome: Judgement,
    #[serde(borrow)]
    answer: Option<&'a RawValue>,
    #[serde(default)]
    issues: Vec<Coded>,
}

#[derive(Deserialize)]
struct Bill {
    currency: String,
    total: String,
    term: Option<Term>,
}

#[derive(Deserialize)]
struct Term {
    total: String,
}

impl Summary {
    /// What an answer comes to.
    ///
    /// # Errors
    /// Where its text is not what the outcome beside it says, which no answer of the module should be.
    pub fn of(answer: &Answer) -> serde_json::Result<Self> {
        let mut summary = match answer.outcome {
            Outcome::Allow | Outcome::Deny => decided(&answer.text)?,
            Outcome::Malformed | Outcome::Invalid | Outcome::Internal => {
                Self { issues: codes(serde_json::from_str(&answer.text)?), ..Self::default() }
            }
        };
        summary.outcome = answer.outcome.into();
        Ok(summary)
    }

    /// What a failure of the host comes to.
    pub fn failed(code: &str) -> Self {
        Self { issues: vec![code.to_owned()], ..Self::default() }
    }

    /// Whether there is no answer, because the host or the module failed.
    pub fn has_failed(&self) -> bool {
        matches!(self.outcome, Judgement::Failed | Judgement::Internal)
    }

    /// Whether both say the same, whichever documents decided.
    pub fn says_what(&self, other: &Self) -> bool {
        let said = |summary: &Self| {
            let Self { outcome, decision, reasons, obligations, issues, amounts, items, results, policies: _ } = summary.clone();
            (outcome, decision, reasons, obligations, issues, amounts, items, results)
        };
        said(self) == said(other)
    }
}

fn decided(text: &str) -> serde_json::Result<Summary> {
    let Whole { decision, context, evaluations, items, results, outcome } = serde_json::from_str(text)?;
    let mut summary = Summary { decision, ..Summary::default() };
    for (name, value) in context {
        match name.as_str() {
            "reasons" => summary.reasons = codes(serde_json::from_str(value.get())?),
            "obligations" => summary.obligations = codes(serde_json::from_str(value.get())?),
            "issues" => summary.issues = codes(serde_json::from_str(value.get())?),
            "policies" => summary.policies = serde_json::from_str(value.get())?,
            "allowed" | "ability" | "reachable" => summary.results = Some(listed(value)),
            _ => summary.amounts.extend(amounts(&name, value)),
        }
    }
    summary.results = results.map(listed).or(summary.results);
    let evaluated = evaluations.into_iter().map(|item| evaluation(item.get()));
    let asked = items.into_iter().map(RawValue::get).chain(outcome.map(|_| text)).map(asked);
    summary.items = evaluated.chain(asked).collect::<Result<_, _>>()?;
    for item in &mut summary.items {
        let policies = std::mem::take(&mut item.answer.policies);
        summary.policies.extend(policies);
    }
    summary.policies.sort();
    summary.policies.dedup();
    Ok(summary)
}

/// An item of `evaluations`; one that could not be judged is a deny with issues.
fn evaluation(text: &str) -> serde_json::Result<Item> {
    let mut answer = decided(text)?;
    answer.outcome = match (answer.issues.is_empty(), answer.decision) {
        (false, _) => Judgement::Invalid,
        (true, Some(true)) => Judgement::Allow,
        (true, _) => Judgement::Deny,
    };
    Ok(Item { operation: None, answer })
}

fn asked(text: &str) -> serde_json::Result<Item> {
    let Asked { operation, outcome, answer, issues } = serde_json::from_str(text)?;
    let mut read = match answer {
        Some(answer) => decided(answer.get())?,
        None => Summary { issues: codes(issues), ..Summary::default() },
    };
    read.outcome = outcome;
    Ok(Item { operation, answer: read })
}

fn codes(coded: Vec<Coded>) -> Vec<String> {
    coded.into_iter().map(|coded| coded.code).collect()
}

/// The amounts of a member, where it is a bill.
fn amounts(name: &str, value: &RawValue) -> Vec<Amount> {
    if !value.get().starts_with('{') {
        return Vec::new();
    }
    let Ok(Bill { currency, total, term }) = serde_json::from_str(value.get()) else {
        return Vec::new();
    };
    let term = term.map(|term| Amount { name: format!("{name}.term"), currency: currency.clone(), total: term.total });
    [Amount { name: name.to_owned(), currency, total }].into_iter().chain(term).collect()
}

fn listed(value: &RawValue) -> Results {
    let entries: Option<Vec<serde::de::IgnoredAny>> = serde_json::from_str(value.get()).ok();
    Results { count: entries.map(|entries| entries.len() as u64), digest: digest(value.get().as_bytes()) }
}

/// SHA-256, as `sha256:` and 64 hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold("sha256:".to_owned(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(outcome: Outcome, text: &str) -> Summary {
        Summary::of(&Answer { outcome, text: text.to_owned() }).expect("an answer")
    }

    #[test]
    fn a_deny_is_its_codes_and_the_documents() {
        let summary = of(
            Outcome::Deny,
            r#"{"decision":false,"context":{"reasons":[{"code":"deal.registration_required","effect":"deny","message":"for `k-1`"}],
                "obligations":[{"code":"register_deal","params":{"customerId":"k-1"}}],"deal":{"required":true},"asOf":"2026-06-20T12:00:00Z",
                "policies":[{"kind":"deal","name":"deal-registration","version":"1","digest":"sha256:00"}]}}"#,
        );
        assert_eq!((summary.outcome, summary.decision), (Judgement::Deny, Some(false)));
        assert_eq!(summary.reasons, ["deal.registration_required"]);
        assert_eq!(summary.obligations, ["register_deal"]);
        assert_eq!(summary.policies[0].name, "deal-registration");
        let printed = serde_json::to_string(&summary).expect("printed");
        assert!(!printed.contains("k-1"), "{printed}");
    }

    #[test]
    fn every_bill_of_an_answer_gives_its_amounts() {
        let summary = of(
            Outcome::Allow,
            r#"{"decision":true,"context":{"reasons":[],"obligations":[],"difference":"958.80",
                "quote":{"currency":"EUR","total":"319.60","lines":[{"amount":"319.60"}],"term":{"months":[],"total":"3835.20"}},
                "whatIf":{"currency":"EUR","total":"399.50"}}}"#,
        );
        let amounts: Vec<_> = summary.amounts.iter().map(|amount| (amount.name.as_str(), amount.total.as_str())).collect();
        assert_eq!(amounts, [("quote", "319.60"), ("quote.term", "3835.20"), ("whatIf", "399.50")]);
    }

    #[test]
    fn items_lists_and_issues_are_told() {
        let items = r#"{"evaluations":[{"decision":true,"context":{"reasons":[]}},
            {"decision":false,"context":{"error":{"status":400},"issues":[{"code":"input.missing_field"}]}}]}"#;
        let summary = of(Outcome::Allow, items);
        assert_eq!(summary.decision, None);
        let outcomes: Vec<_> = summary.items.iter().map(|item| (item.answer.outcome, item.answer.decision)).collect();
        assert_eq!(outcomes, [(Judgement::Allow, Some(true)), (Judgement::Invalid, Some(false))]);
        assert_eq!(summary.items[1].answer.issues, ["input.missing_field"]);
        let found = of(Outcome::Allow, r#"{"results":[{"type":"user","id":"u-1"}],"context":{}}"#).results.expect("a list");
        assert_eq!(found.count, Some(1));
        // SHA-256 of `[]`.
        let nothing = of(Outcome::Allow, r#"{"results":[],"context":{}}"#).results.expect("a list");
        assert_eq!(nothing.digest, "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
        let issues = of(Outcome::Invalid, r#"[{"code":"input.unknown_field","pointer":"/hunter2","message":"`hunter2`"}]"#);
        assert_eq!((issues.outcome, issues.issues), (Judgement::Invalid, vec!["input.unknown_field".to_owned()]));
    }

    #[test]
    fn each_item_of_a_batch_has_its_own_summary_and_the_documents_stand_once() {
        let policies = r#"[{"kind":"deal","name":"n","version":"1","digest":"sha256:00"}]"#;
        let item = |outcome: &str, answer: &str| format!(r#"{{"id":"a","operation":"quote","outcome":"{outcome}",{answer}}}"#);
        let bill =
            format!(r#""answer":{{"decision":true,"context":{{"quote":{{"currency":"EUR","total":"18.74"}},"policies":{policies}}}}}"#);
        let priced = item("allow", &bill);
        let refused = item("invalid", r#""issues":[{"code":"input.unknown_field"}]"#);
        let batch = of(Outcome::Allow, &format!(r#"{{"items":[{priced},{priced},{refused}]}}"#));
        assert_eq!(batch.items.len(), 3);
        assert_eq!(batch.policies.len(), 1);
        assert_eq!(batch.items[0].answer.amounts[0].total, "18.74");
        assert_eq!(batch.items[2].answer.issues, ["input.unknown_field"]);
        let line = of(Outcome::Allow, &priced);
        assert_eq!((line.items.len(), line.items[0].operation.as_deref()), (1, Some("quote")));
    }
}
