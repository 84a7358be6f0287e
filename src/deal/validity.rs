//! Until when a deal is valid, and in which state that leaves it. Valid is `[registeredAt, expiresAt)`.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::{DealDocument, EXPIRE, Registration};
use super::request::{DealFact, DealState};
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::time::Instant;
use crate::wire::read::Word;

impl DealDocument {
    /// First instant at which a deal registered at this one is no longer valid.
    pub(super) fn ends(&self, deal: &DealFact, registered_at: Instant) -> Instant {
        deal.expires_at.unwrap_or_else(|| self.latest_end(registered_at))
    }

    /// The latest end that a deal registered at this instant may ask for.
    pub(super) fn latest_end(&self, registered_at: Instant) -> Instant {
        registered_at.plus_days(self.validity_days.value)
    }

    /// First instant at which the deal is no longer valid; none of a draft.
    pub(super) fn valid_until(&self, deal: &DealFact) -> Option<Instant> {
        deal.registered_at.map(|registered_at| self.ends(deal, registered_at)).or(deal.expires_at)
    }

    /// Where the deal stands by now: its validity may have ended.
    pub(super) fn state_at(&self, registration: &Registration, deal: &DealFact, as_of: Instant) -> DealState {
        let lapsed = self.valid_until(deal).is_some_and(|until| until <= as_of);
        let expiry = registration.lifecycle.transition(deal.state.as_str(), EXPIRE).filter(|_| lapsed);
        expiry.and_then(|expiry| DealState::named(expiry.to.as_deref()?)).unwrap_or(deal.state)
    }
}

/// The issue of a deal that ends before it begins.
pub(super) fn period(deal: &DealFact, registered_at: Option<Instant>, pointer: String) -> Option<Issue> {
    let empty = deal.expires_at.zip(registered_at).is_some_and(|(expires, registered)| expires <= registered);
    let message = format!("the deal `{}` expires before or when it is registered", deal.id);
    empty.then(|| Issue::new(IssueCode::InputPeriodEmpty, pointer, message))
}

/// Each deal must be listed once and end after it begins, or it is unclear which statement on it counts.
pub(super) fn ambiguities(deals: &[DealFact]) -> Vec<Issue> {
    let id = |index: usize| deals.get(index).map(|deal| &*deal.id);
    let issue = |index: usize| {
        let message = format!("the deal `{}` is listed twice", id(index).unwrap_or(""));
        Issue::new(IssueCode::InputDuplicateId, format!("/deals/{index}/id"), message)
    };
    let mut issues: Vec<Issue> = order::repeated(deals.len(), &|a, b| id(a).cmp(&id(b))).into_iter().map(issue).collect();
    let periods = deals.iter().enumerate();
    issues.extend(periods.filter_map(|(index, deal)| period(deal, deal.registered_at, format!("/deals/{index}/expiresAt"))));
    issues
}
