//! Judges one event of a subscription: is it possible in this state, may this actor bring it about, and is what it needs
//! so? A cancellation is a request until the seller's account manager decides it.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::document::{ActorKind, Need, StorefrontDocument};
use super::finding::Findings;
use super::parties::Parties;
use super::request::{CancellationFact, CancellationKind, OrderLine, SubscriptionFact, Totals};
use super::{basket, customer, volume};
use crate::decision::{Reason, ReasonCode};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::text::format;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::wire::read::Word;

/// An event of a subscription.
pub(crate) struct Event<'r> {
    pub(crate) event: &'r Id,
    pub(crate) subscription: &'r SubscriptionFact,
    /// Where the subscription stands in the request.
    pub(crate) at: &'r str,
    pub(crate) parties: Parties<'r>,
    /// The kind of cancellation that is requested.
    pub(crate) kind: Option<CancellationKind>,
    pub(crate) as_of: Instant,
}

/// What an event is judged by beside the subscription itself.
pub(crate) struct Around<'r> {
    /// The quantity after the event, where it changes it.
    pub(crate) quantity: Option<u32>,
    /// The customer's other subscriptions and orders.
    pub(crate) subscriptions: Option<&'r [SubscriptionFact]>,
    pub(crate) totals: Totals,
}

/// May this happen, and what follows?
pub(crate) fn evaluate(settings: &StorefrontDocument, event: &Event<'_>, around: &Around<'_>) -> Findings {
    let mut findings = Findings::default();
    event.parties.check_chain(&mut findings);
    check_state(settings, event.subscription, event.at, &mut findings);
    findings.state = next_state(settings, (event.event, event.subscription), ("/event", event.at), &mut findings);
    let codes = (ReasonCode::SubscriptionActorNotPermitted, ReasonCode::SubscriptionNotForCustomer);
    event.parties.right(settings, (event.event, None), codes, &mut findings);
    if let Some(next) = findings.state.take() {
        event.needs(settings, &mut findings);
        let enters = !settings.occupies(event.subscription) && settings.occupying_states.value.iter().any(|state| **state == *next);
        findings.state = Some(next);
        if enters || event.has(settings, Need::Quantity) {
            event.quantity(settings, around, enters, &mut findings);
        }
    }
    let base = settings.is_base(&event.subscription.product);
    event.parties.follow(settings, (event.event, None), base, &mut findings);
    findings
}

/// The events that are possible in a state, in the document's order.
pub(crate) fn reachable<'d>(settings: &'d StorefrontDocument, state: &'d str) -> Vec<&'d str> {
    settings.machine.possible(state).map(|transition| &*transition.event).collect()
}

/// An issue where the policy does not know the state.
pub(crate) fn check_state(settings: &StorefrontDocument, subscription: &SubscriptionFact, at: &str, findings: &mut Findings) {
    if findings.issues.len() < MAX_ISSUES && !settings.machine.has_state(&subscription.state) {
        let message = format!("the policy knows no state `{}`", shorten(&subscription.state));
        let known = list(settings.machine.states.iter().map(|state| &*state.id));
        let issue = Issue::new(IssueCode::SubscriptionStateUnknown, format!("{at}/state"), message);
        findings.issues.push(issue.with_help(format!("one of: {known}")));
    }
}

/// The state that follows; a reason where the event is not possible, an issue where the state before would follow and is
/// not known.
pub(crate) fn next_state(
    settings: &StorefrontDocument,
    (event, subscription): (&str, &SubscriptionFact),
    (event_at, at): (&str, &str),
    findings: &mut Findings,
) -> Option<String> {
    let state = &subscription.state;
    let Some(transition) = settings.machine.transition(state, event) else {
        let reachable = list(reachable(settings, state).into_iter());
        let message = format!("`{}` is not possible for a subscription that is `{}`", shorten(event), shorten(state));
        let reason = Reason::deny(ReasonCode::SubscriptionTransitionNotPossible, message).at(event_at).rule("machine");
        let help = if reachable.is_empty() { "nothing leads out of this state".into() } else { format!("possible now: {reachable}") };
        findings.deny(reason.found(shorten(event)).allowed(reachable).help(help));
        return None;
    };
    if let Some(to) = &transition.to {
        return Some((**to).into());
    }
    let leads_here = |former: &&Id| settings.machine.possible(former).any(|transition| transition.to.as_ref() == Some(state));
    let former = subscription.former_state.as_ref().filter(leads_here);
    if former.is_none() {
        let message = format!("the state before `{}` would follow, and a possible one is not given", shorten(state));
        let before = settings.machine.states.iter().map(|known| &known.id).filter(leads_here);
        let before: Vec<&str> = before.map(|known| &**known).collect();
        let issue = Issue::new(IssueCode::SubscriptionFormerState, format!("{at}/formerState"), message);
        findings.issues.push(issue.with_help(format!("one of: {}", list(before.into_iter()))));
    }
    former.map(|former| (**former).into())
}

impl Event<'_> {
    pub(crate) fn has(&self, settings: &StorefrontDocument, need: Need) -> bool {
        settings.needs.iter().any(|rule| rule.need == need && rule.events.contains(self.event))
    }

    /// Everything that the event needs.
    pub(crate) fn needs(&self, settings: &StorefrontDocument, findings: &mut Findings) {
        for rule in settings.needs.iter().filter(|rule| rule.events.contains(self.event)) {
            self.need(settings, rule.need, findings);
        }
    }

    pub(crate) fn need(&self, settings: &StorefrontDocument, need: Need, findings: &mut Findings) {
        let subscription = self.subscription;
        let (fact, member): (_, &str) = match need {
            Need::Kind if self.kind.is_none() => return findings.missing("/cancellationKind", "a request says when it is to take effect"),
            Need::Kind | Need::Quantity => return,
            Need::NotRequester | Need::Requester | Need::Immediate | Need::EndOfBillingPeriod => {
                return match &subscription.cancellation {
                    Some(cancellation) => self.cancellation(settings, need, cancellation, findings),
                    None => findings.missing(&format!("{}/cancellation", self.at), "this decides on a cancellation, which is not given"),
                };
            }
            Need::PeriodOver => return self.period(findings),
            Need::ValidCard => return self.card(settings, findings),
            Need::LimitAboveOne => {
                let limit = settings.product(&subscription.product).and_then(|product| settings.limit(product));
                (Some(limit.is_some_and(|limit| limit <= 1)), "product")
            }
            Need::NoCancellation => (Some(subscription.cancellation.is_some()), "cancellation"),
            Need::NotPriceProtected => (subscription.price_protected, "priceProtected"),
            Need::NoScheduledChange => (subscription.scheduled_change, "scheduledChange"),
            Need::NotPayPerUse => (subscription.pay_per_use, "payPerUse"),
            Need::NotAsset => (subscription.asset, "asset"),
        };
        findings.unless(fact, &format!("{}/{member}", self.at), need.as_str(), refusal(need));
    }

    fn cancellation(&self, settings: &StorefrontDocument, need: Need, cancellation: &CancellationFact, findings: &mut Findings) {
        let own = cancellation.requested_by == self.parties.actor.id;
        let expected = if need == Need::Immediate { CancellationKind::Immediate } else { CancellationKind::EndOfBillingPeriod };
        let reason = match need {
            Need::NotRequester if own => {
                let message = "the one who requested the cancellation does not decide it";
                let reason = Reason::deny(ReasonCode::SubscriptionFourEyes, message).at("/actor/id");
                reason.help("it takes another account manager of the seller")
            }
            Need::Requester if !own => {
                let message = "only the one who requested the cancellation withdraws it";
                let reason =
                    Reason::deny(ReasonCode::SubscriptionNotRequester, message).at("/actor/id").allowed(&*cancellation.requested_by);
                reason.help(format!("it takes `{}`", shorten(&cancellation.requested_by)))
            }
            Need::Immediate | Need::EndOfBillingPeriod if cancellation.kind != expected => {
                let (found, other) =
                    (cancellation.kind.as_str(), if need == Need::Immediate { Need::EndOfBillingPeriod } else { Need::Immediate });
                let events = settings.needs.iter().filter(|rule| rule.need == other).flat_map(|rule| &rule.events);
                let events: Vec<&str> = events.map(|event| &**event).collect();
                let message = format!("`{found}` was requested, and `{}` accepts `{}`", self.event, expected.as_str());
                let reason = Reason::deny(ReasonCode::SubscriptionCancellationKind, message).at(format!("{}/cancellation/kind", self.at));
                reason.found(found).allowed(expected.as_str()).help(format!("use: {}", list(events.into_iter())))
            }
            _ => return,
        };
        findings.deny(reason.rule(need.as_str()));
    }

    fn period(&self, findings: &mut Findings) {
        let pointer = format!("{}/periodEnd", self.at);
        match self.subscription.period_end {
            None => findings.missing(&pointer, "when the billing period ends decides"),
            Some(end) if self.as_of < end => {
                let message = format!("the billing period lasts until {end}; until then the subscription goes on");
                let reason = Reason::deny(ReasonCode::SubscriptionPeriodNotOver, message).at(pointer).rule(Need::PeriodOver.as_str());
                findings.deny(reason.found(self.as_of.to_string()).allowed(end.to_string()).help(format!("wait until {end}")));
            }
            Some(_) => {}
        }
    }

    /// A reseller whose payment method locks approval on needs a valid card to approve.
    fn card(&self, settings: &StorefrontDocument, findings: &mut Findings) {
        if self.parties.actor.kind != ActorKind::Reseller {
            return;
        }
        let Some(reseller) = self.parties.reseller_facts(findings) else { return };
        if reseller.is_locked(settings) && reseller.valid_card != Some(true) {
            let message = "the reseller pays by a method that needs a valid card, and has none that is known";
            let reason = Reason::deny(ReasonCode::SubscriptionCardInvalid, message).at("/reseller/validCard").rule("approvalLockedBy");
            findings.deny(reason.allowed("true").help("have a valid card registered, and send `reseller.validCard`"));
        }
    }

    /// The quantity after the event, as a basket of one line. Of a subscription that takes its customer's place (again) all of it
    /// counts, as in a new order.
    fn quantity(&self, settings: &StorefrontDocument, around: &Around<'_>, enters: bool, findings: &mut Findings) {
        let present = self.subscription.quantity;
        if present.is_none() {
            findings.missing(&format!("{}/quantity", self.at), "what happens depends on the quantity now");
        }
        let quantity = if self.has(settings, Need::Quantity) { around.quantity } else { present };
        if quantity.is_none() && self.has(settings, Need::Quantity) {
            findings.missing("/quantity", "the quantity after the change is not given");
        }
        let others = if enters { self.others(settings, around, findings) } else { Some(&[][..]) };
        let (Some(present), Some(quantity), Some(others)) = (present, quantity, others) else { return };
        let present = if enters { 0 } else { present };
        let lines = [OrderLine { product: self.subscription.product.clone(), quantity, present: Some(present) }];
        basket::judge(settings, &lines, findings);
        if enters {
            basket::needs_base(settings, &lines, others, findings);
        }
        volume::check_total(settings, &lines, &customer::listed(settings, others, None), around.totals, findings);
        volume::judge(settings, &lines, around.totals, findings);
    }

    /// The customer's other subscriptions, which must leave the place free for a base product.
    fn others<'r>(&self, settings: &StorefrontDocument, around: &Around<'r>, findings: &mut Findings) -> Option<&'r [SubscriptionFact]> {
        let Some(others) = around.subscriptions else {
            let message = "whether the customer's place is free is not known without its other subscriptions";
            let issue = Issue::new(IssueCode::InputMissingField, "/subscriptions", message);
            findings.issues.push(issue.with_help("list them, `[]` where there are none"));
            return None;
        };
        customer::check(settings, others, findings);
        if settings.is_base(&self.subscription.product) {
            customer::place(settings, others.iter(), &format!("{}/product", self.at), findings);
        }
        Some(others)
    }
}

/// Code, message and help where a need is not met.
const fn refusal(need: Need) -> (ReasonCode, &'static str, &'static str) {
    match need {
        Need::NotPriceProtected => (
            ReasonCode::SubscriptionPriceProtected,
            "the quantity of a price-protected subscription does not change",
            "wait until the protection ends, and send `priceProtected` as false",
        ),
        Need::NoScheduledChange => (
            ReasonCode::SubscriptionScheduledChangePending,
            "a scheduled change is pending, which blocks other actions",
            "wait for the change or have it withdrawn, and send `scheduledChange` as false",
        ),
        Need::NotPayPerUse => (
            ReasonCode::SubscriptionPayPerUse,
            "no change is scheduled for a subscription that is paid by use",
            "change it at once, or change its plan and send `payPerUse` as false",
        ),
        Need::NotAsset => {
            (ReasonCode::SubscriptionAsset, "no change is scheduled for an asset", "change it at once; `asset` would have to be false")
        }
        Need::LimitAboveOne => (
            ReasonCode::SubscriptionQuantityFixed,
            "no change is scheduled for a product of which there can only be one",
            "order add-ons instead",
        ),
        _ => (
            ReasonCode::SubscriptionCancellationPending,
            "a cancellation is pending",
            "have it withdrawn or rejected, and leave `cancellation` out",
        ),
    }
}
