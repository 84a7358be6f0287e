//! What the customer has and waits for, by the subscriptions listed, and its one place among them.

use alloc::vec::Vec;

use super::document::StorefrontDocument;
use super::finding::Findings;
use super::request::SubscriptionFact;
use super::subscription::check_state;
use crate::decision::{Reason, ReasonCode};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::order;
use crate::text::format;
use crate::values::id::Id;

/// Each subscription is listed once and is in a known state.
pub(super) fn check(settings: &StorefrontDocument, subscriptions: &[SubscriptionFact], findings: &mut Findings) {
    let id = |index: usize| subscriptions.get(index).map(|known| &known.id);
    for index in order::repeated(subscriptions.len(), &|a, b| id(a).cmp(&id(b))).into_iter().take(MAX_ISSUES) {
        let message = "the subscription is listed twice";
        findings.issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/subscriptions/{index}/id"), message));
    }
    for (index, known) in subscriptions.iter().enumerate() {
        check_state(settings, known, &format!("/subscriptions/{index}"), findings);
    }
}

/// How many the customer has or waits for of each product, the order's own entry aside. A subscription of which nobody says how
/// many counts once.
pub(super) fn listed<'d>(
    settings: &'d StorefrontDocument,
    subscriptions: &[SubscriptionFact],
    executed: Option<&Id>,
) -> Vec<(&'d Id, u32)> {
    let count = |product: &Id| {
        let own = |known: &&SubscriptionFact| known.product == *product && Some(&known.id) != executed && settings.occupies(known);
        subscriptions.iter().filter(own).fold(0, |sum: u32, known| sum.saturating_add(known.quantity.unwrap_or(1)))
    };
    settings.products.iter().map(|product| (&product.id, count(&product.id))).filter(|(_, count)| *count > 0).collect()
}

/// One occupying subscription per customer: a new base, which stands at `pointer`, needs the place to be free.
pub(super) fn place<'s>(
    settings: &StorefrontDocument,
    mut others: impl Iterator<Item = &'s SubscriptionFact>,
    pointer: &str,
    findings: &mut Findings,
) {
    if let Some(known) = others.find(|known| settings.occupies(known) && settings.is_base(&known.product)) {
        let message = format!("the customer has the subscription `{}` already, which is `{}`", shorten(&known.id), known.state);
        let reason = Reason::deny(ReasonCode::OrderSubscriptionExists, message).at(pointer);
        let reason = reason.rule("occupyingStates").found(&*known.state);
        let states = settings.machine.states.iter().filter(|state| !settings.occupying_states.value.contains(&state.id));
        let free: Vec<&str> = states.map(|state| &*state.id).collect();
        let free = list(free.into_iter());
        findings.deny(reason.help(format!("order add-ons to it, or wait until its state is one of: {free}")));
    }
}
