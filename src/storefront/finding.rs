//! What is found while an order or an event is judged: reasons, issues, and by how much the customer's total changes.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::decision::{Obligation, Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode, MAX_ISSUES};
use crate::values::capacity::Capacity;

/// By how much the customer's total grows and shrinks.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Change {
    pub(crate) added: Capacity,
    pub(crate) removed: Capacity,
}

impl Change {
    /// The total after the change.
    pub(crate) fn after(self, before: Capacity) -> Capacity {
        before.plus(self.added).minus_or_zero(self.removed)
    }
    /// By how much the total grows.
    pub(crate) fn growth(self) -> Capacity {
        self.added.minus_or_zero(self.removed)
    }
}

/// What is found so far.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    pub(crate) verdict: Verdict,
    pub(crate) issues: Vec<Issue>,
    /// None where it cannot be told.
    pub(crate) change: Option<Change>,
    /// The state that follows where it is allowed.
    pub(crate) state: Option<String>,
    /// What follows where it is allowed, in the document's order.
    pub(crate) obligations: Vec<Obligation>,
    /// The reseller's account at the vendor, where its e-mail address finds one.
    pub(crate) vendor_account: Option<String>,
    /// Whether it finds none.
    pub(crate) unmatched: bool,
}

impl Findings {
    /// Adds a reason; of more than a thousand the first are enough.
    pub(crate) fn deny(&mut self, reason: Reason) {
        if self.verdict.reasons.len() < MAX_ISSUES {
            self.verdict.push(reason);
        }
    }

    /// A fact that decides and is not given.
    pub(crate) fn missing(&mut self, pointer: &str, message: &str) {
        self.issues.push(Issue::new(IssueCode::InputMissingField, pointer, message));
    }

    /// Denies where a fact is so, and asks for it where it is not known.
    pub(crate) fn unless(&mut self, fact: Option<bool>, pointer: &str, rule: &str, (code, message, help): (ReasonCode, &str, &str)) {
        match fact {
            Some(false) => {}
            Some(true) => self.deny(Reason::deny(code, message).at(pointer).rule(rule).help(help)),
            None => self.missing(pointer, "this decides and is not known; say true or false"),
        }
    }
}

/// A number above or below what is allowed.
pub(crate) fn number(code: ReasonCode, message: String, pointer: &str, found: u32, allowed: u32) -> Reason {
    Reason::deny(code, message).at(pointer).found(found.to_string()).allowed(allowed.to_string())
}
