//! May this happen to a deal? The document's state machine says what may follow; a customer that another account's valid deal
//! claims is not registered twice. Who may ask is judged elsewhere.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::document::{DealDocument, Gate, Registration, SecondDeal};
use super::evaluate::describe;
use super::request::{DealEvent, DealFact, DealState, NextState, UnitPrice};
use super::validity::{ambiguities, period};
use crate::decision::{Effect, Obligation, ObligationCode, ObligationParams, Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;
use crate::wire::read::Word;

/// A deal to which something is to happen.
pub(crate) struct DealChange<'r> {
    pub(crate) settings: &'r DealDocument,
    pub(crate) event: DealEvent,
    pub(crate) deal: &'r DealFact,
    /// The customer's deals, whoever registered them; none where they are not given.
    pub(crate) deals: Option<&'r [DealFact]>,
    pub(crate) as_of: Instant,
}

impl DealChange<'_> {
    /// What follows from it, where nothing in `verdict` denies it.
    ///
    /// # Errors
    /// `input.missing_field` without the customer's deals where they decide, `input.duplicate_id`, `input.period_empty`.
    pub(crate) fn judge(&self, verdict: &mut Verdict) -> Result<NextState, Vec<Issue>> {
        let mut issues = ambiguities(self.deals.unwrap_or_default());
        let mut next = None;
        if let Some(registration) = &self.settings.registration {
            let state = self.settings.state_at(registration, self.deal, self.as_of);
            next = self.transition(registration, state, verdict);
            if next.is_some() && self.event == DealEvent::Register {
                self.validity(verdict);
            }
            if next.is_some_and(|next| registration.claims(next)) {
                self.claim(registration, registration.claims(state), verdict, &mut issues);
            } else {
                issues.extend(period(self.deal, self.deal.registered_at, "/deal/expiresAt".into()));
            }
        } else {
            let message = "the deal document in force has no lifecycle, so that nothing can happen to deals";
            verdict.push(Reason::deny(ReasonCode::DealTransitionNotPossible, message).at("/action").rule("registration"));
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        if verdict.reasons.iter().any(|reason| reason.effect == Effect::Deny) {
            return Ok(NextState::default());
        }
        self.oblige(verdict);
        let claimed = next.zip(self.settings.registration.as_ref()).is_some_and(|(next, registration)| registration.claims(next));
        let until = self.registered_at().map(|at| self.settings.ends(self.deal, at));
        Ok(NextState { state: next, valid_until: until.filter(|_| claimed) })
    }

    /// The deal is to claim its customer: what the customer's other valid deals say to that.
    fn claim(&self, registration: &Registration, claims_already: bool, verdict: &mut Verdict, issues: &mut Vec<Issue>) {
        issues.extend(period(self.deal, self.registered_at(), "/deal/expiresAt".into()));
        let Some(deals) = self.deals else {
            let message = "whether another account has registered this customer is not known without the customer's deals";
            let issue = Issue::new(IssueCode::InputMissingField, "/deals", message);
            issues.push(issue.with_help("send the customer's deals, `[]` where there are none"));
            return;
        };
        for (index, other) in deals.iter().enumerate().filter(|(_, other)| other.customer_id == self.deal.customer_id) {
            let ended = self.settings.valid_until(other).is_some_and(|until| until <= self.as_of);
            if verdict.reasons.len() < MAX_ISSUES && !ended && registration.claims(other.state) {
                self.beside(registration, (index, other), claims_already, verdict);
            }
        }
    }

    /// When the deal is registered: now, or before something else happens to it.
    fn registered_at(&self) -> Option<Instant> {
        if self.event == DealEvent::Register { Some(self.as_of) } else { self.deal.registered_at }
    }

    /// An expiry of its own ends a deal earlier, never later than the policy does. What is registered already keeps its expiry.
    fn validity(&self, verdict: &mut Verdict) {
        let (days, latest) = (self.settings.validity_days.value, self.settings.latest_end(self.as_of));
        if let Some(expires) = self.deal.expires_at.filter(|expires| latest < *expires) {
            let message = format!("the deal `{}` is to be valid for more than {days} days", shorten(&self.deal.id));
            let reason = Reason::deny(ReasonCode::DealValidityTooLong, message).at("/deal/expiresAt").rule("validityDays");
            let reason = reason.found(expires.to_string()).allowed(latest.to_string());
            verdict.push(reason.help(format!("let it expire at {latest} or earlier, or leave `expiresAt` out")));
        }
    }

    /// The state that follows by the document's table; denied where there is none.
    fn transition(&self, registration: &Registration, state: DealState, verdict: &mut Verdict) -> Option<DealState> {
        let event = self.event.as_str();
        if let Some(from) = self.deal.registered_at.filter(|from| self.event != DealEvent::Register && self.as_of < *from) {
            let message = format!("the deal `{}` is registered only from {from} on", shorten(&self.deal.id));
            let reason = Reason::deny(ReasonCode::DealTransitionNotPossible, message).at("/deal/registeredAt").rule("lifecycle");
            verdict.push(reason.found(self.as_of.to_string()).allowed(from.to_string()).help(format!("ask again from {from} on")));
        }
        let machine = &registration.lifecycle;
        let next = machine.transition(state.as_str(), event).and_then(|found| DealState::named(found.to.as_deref()?));
        if next.is_none() {
            let asked = |name: &&str| DealEvent::ALL.iter().any(|event| event.as_str() == *name);
            let possible: Vec<&str> = machine.possible(state.as_str()).map(|found| &*found.event).filter(asked).collect();
            let at: Vec<&str> =
                DealState::ALL.iter().map(|from| from.as_str()).filter(|from| machine.transition(from, event).is_some()).collect();
            let until = self.settings.valid_until(self.deal).filter(|_| state != self.deal.state);
            let ended = until.map_or_else(String::new, |until| format!(", its validity ended on {until}"));
            let message = format!("`{event}` is not possible: the deal `{}` is {}{ended}", shorten(&self.deal.id), state.as_str());
            let reason =
                Reason::deny(ReasonCode::DealTransitionNotPossible, message).at("/deal/state").rule("lifecycle").found(state.as_str());
            let here = if possible.is_empty() { "nothing".into() } else { possible.join(", ") };
            let at = if at.is_empty() { "in no state".into() } else { format!("of a deal that is {}", at.join(" or ")) };
            let reason = reason.help(format!("possible now: {here}; `{event}` is possible {at}"));
            verdict.push(if possible.is_empty() { reason } else { reason.allowed(possible.join(", ")) });
        }
        next
    }

    /// A valid deal with the same customer: another account's is in the way, and the own one unless this one goes beyond it.
    /// Nothing is said of another account's deal but that it is there.
    fn beside(&self, registration: &Registration, (index, other): (usize, &DealFact), claims_already: bool, verdict: &mut Verdict) {
        let customer = shorten(&self.deal.customer_id);
        let reason = match (&self.deal.registered_by, &other.registered_by) {
            (Some(own), Some(by)) if own == by && self.deal.partner_id == other.partner_id => {
                let new = !claims_already && registration.second_deal.value == SecondDeal::Extends && other.id != self.deal.id;
                if !new || self.extends(other) {
                    return;
                }
                let more = other.volume.plus(Capacity::BYTE);
                let message = format!("your deal `{}` with customer `{customer}` already covers {}", shorten(&other.id), other.volume);
                let reason = Reason::deny(ReasonCode::DealNotExtending, message).at("/deal/volume").rule("secondDeal");
                let reason = reason.found(self.deal.volume.to_string()).allowed(more.to_string());
                let price = other.price.as_ref().map(|price| format!("a price below {}", describe(price)));
                let price = price.unwrap_or_else(|| "a price".into());
                reason.help(format!("register at least {more}, name {price}, or use that deal"))
            }
            (Some(own), Some(by)) => {
                let whose = if own == by { "for another partner" } else { "by another account" };
                let message = format!("customer `{customer}` is already registered {whose}");
                let reason = Reason::deny(ReasonCode::DealAlreadyRegistered, message).at(format!("/deals/{index}")).rule("claimStates");
                reason.help("ask the vendor to settle who sells to this customer, or ask again when that deal is rejected or has expired")
            }
            (own, _) => {
                let message = format!("customer `{customer}` is already registered, and it is not given by which account");
                let pointer = if own.is_none() { "/deal/registeredBy".into() } else { format!("/deals/{index}/registeredBy") };
                let reason = Reason::deny(ReasonCode::DealAlreadyRegistered, message).at(pointer).rule("claimStates");
                reason.help("send the account as registeredBy")
            }
        };
        verdict.push(reason);
    }

    /// Whether this deal covers what another does not.
    fn extends(&self, other: &DealFact) -> bool {
        let covers = |named: &UnitPrice, price: &UnitPrice| {
            named.unit == price.unit && price.compare(named).is_some_and(|order| order != Ordering::Less)
        };
        let beyond = |price: &UnitPrice| !other.price.as_ref().is_some_and(|named| covers(named, price));
        self.deal.volume > other.volume || self.deal.price.as_ref().is_some_and(beyond)
    }

    /// A registered deal that names a price is to be approved before the price counts, where the policy says so.
    fn oblige(&self, verdict: &mut Verdict) {
        let gated = self.event == DealEvent::Register && self.settings.gate_requires_special_price.value == Gate::Approved;
        if let Some(price) = self.deal.price.as_ref().filter(|_| gated) {
            let params = ObligationParams {
                customer_id: Some((*self.deal.customer_id).into()),
                volume: Some(self.deal.volume.to_string()),
                unit_price: Some(price.unit_price.0.to_string()),
            };
            verdict.oblige(Obligation { code: ObligationCode::ApproveDeal, params: Some(params) });
        }
    }
}
