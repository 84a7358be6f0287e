//! Judges one order: the basket, who places it for whom and where, the customer's one place, the name and the billing
//! information. Source: <https://interworkscloud.atlassian.net/wiki/x/wwVNUQ>

use alloc::vec::Vec;

use super::document::{Channel, Need, StorefrontDocument};
use super::finding::{Findings, number};
use super::parties::Parties;
use super::request::{OrderLine, SubscriptionFact, Totals, VendorReseller};
use super::subscription::{self, Event};
use super::{CHECK_OUT, CHECK_OUT_FOR_APPROVAL, EXECUTE, basket, customer, follow, volume};
use crate::decision::{ObligationCode, Reason, ReasonCode};
use crate::issue::{Issue, IssueCode, list, shorten};
use crate::text::format;
use crate::values::id::Id;
use crate::values::time::Instant;

/// An order as it is placed or executed.
pub(crate) struct Order<'r> {
    /// The order's own entry among `subscriptions`, where it is executed; else it is placed.
    pub(crate) executed: Option<&'r Id>,
    pub(crate) channel: Channel,
    pub(crate) parties: Parties<'r>,
    pub(crate) resellers: Option<&'r [VendorReseller]>,
    pub(crate) subscriptions: &'r [SubscriptionFact],
    pub(crate) lines: &'r [OrderLine],
    pub(crate) friendly_name: Option<&'r str>,
    pub(crate) billing: &'r [Id],
    pub(crate) totals: Totals,
}

/// May this order be placed or executed, and what follows?
pub(crate) fn evaluate(settings: &StorefrontDocument, order: &Order<'_>, as_of: Instant) -> Findings {
    let mut findings = Findings::default();
    order.parties.check_chain(&mut findings);
    order.check_subscriptions(settings, &mut findings);
    basket::judge(settings, order.lines, &mut findings);
    let others = order.subscriptions.iter().filter(|known| Some(&known.id) != order.executed);
    if let Some(index) = order.lines.iter().position(|line| line.grows() && settings.is_base(&line.product)) {
        customer::place(settings, others, &format!("/lines/{index}/product"), &mut findings);
    }
    // Without repeated products there are no more lines to compare with each other than products.
    if basket::is_unambiguous(order.lines, &mut findings) {
        basket::needs_base(settings, order.lines, order.subscriptions, &mut findings);
        order.changes(settings, as_of, &mut findings);
        let listed = customer::listed(settings, order.subscriptions, order.executed);
        order.present(&listed, &mut findings);
        volume::check_total(settings, order.lines, &listed, order.totals, &mut findings);
        volume::judge(settings, order.lines, order.totals, &mut findings);
    }
    order.name(settings, &mut findings);
    order.bill(settings, &mut findings);
    let event = if order.executed.is_some() { EXECUTE } else { CHECK_OUT };
    let codes = (ReasonCode::OrderActorNotPermitted, ReasonCode::OrderNotForCustomer);
    let right = order.parties.right(settings, (event, Some(order.channel)), codes, &mut findings);
    let approval = right.is_some_and(|right| order.parties.approval(settings, right, &mut findings));
    let place = (event, Some(order.channel));
    if follow::rule(settings, place).is_some_and(|rule| rule.obligations.contains(&ObligationCode::SynchroniseReseller)) {
        order.parties.match_email(settings, order.resellers, &mut findings);
    }
    let event = if approval { CHECK_OUT_FOR_APPROVAL } else { event };
    let new = order.lines.iter().any(|line| line.grows() && settings.is_base(&line.product));
    order.parties.follow(settings, (event, Some(order.channel)), new, &mut findings);
    findings
}

impl Order<'_> {
    /// Each subscription is listed once and is in a known state; an order that is executed is one of them, and may be.
    fn check_subscriptions(&self, settings: &StorefrontDocument, findings: &mut Findings) {
        customer::check(settings, self.subscriptions, findings);
        let Some(executed) = self.executed else { return };
        let Some(index) = self.subscriptions.iter().position(|known| known.id == *executed) else {
            let message = format!("the order `{}` is not listed", shorten(executed));
            let issue = Issue::new(IssueCode::OrderNotListed, "/order", message);
            findings.issues.push(issue.with_help("list it with its state under `subscriptions`"));
            return;
        };
        if let Some(known) = self.subscriptions.get(index) {
            let pointer = format!("/subscriptions/{index}");
            findings.state = subscription::next_state(settings, (EXECUTE, known), ("/order", &pointer), findings);
            if !self.lines.iter().any(|line| line.product == known.product) {
                let message = format!("the order `{}` is of `{}`, which no line has", shorten(executed), shorten(&known.product));
                findings.issues.push(Issue::new(IssueCode::OrderNotListed, "/lines", message).with_help("send the lines of this order"));
            }
        }
    }

    /// An issue where a line takes the customer to have more than is listed: what the order adds would look smaller than it is.
    fn present(&self, listed: &[(&Id, u32)], findings: &mut Findings) {
        let known = |product: &Id| self.subscriptions.iter().all(|known| known.product != *product || known.quantity.is_some());
        for (index, line) in self.lines.iter().enumerate() {
            let least = listed.iter().find(|(product, count)| **product == line.product && *count < line.present());
            if let Some((_, count)) = least.filter(|_| known(&line.product)) {
                let message = format!("the subscriptions listed have {count} of `{}`, not {}", shorten(&line.product), line.present());
                let issue = Issue::new(IssueCode::OrderPresentMismatch, format!("/lines/{index}/present"), message);
                findings.issues.push(issue.with_help("say how many the customer has now, and list every subscription"));
            }
        }
    }

    /// An add-on that the customer has already changes by the rules of a change of quantity.
    fn changes(&self, settings: &StorefrontDocument, as_of: Instant, findings: &mut Findings) {
        for (index, line) in self.lines.iter().enumerate() {
            let base = settings.product(&line.product).and_then(|product| basket::base_of(settings, product, self.subscriptions));
            let Some((base, known)) = base.and_then(|base| Some((base, self.subscriptions.get(base)?))) else { continue };
            if line.present.is_none() && self.executed != Some(&known.id) {
                let message = "how many the customer has now is not known; say 0 where it has none";
                findings.missing(&format!("/lines/{index}/present"), message);
            }
            if !line.grows() && !line.shrinks() {
                continue;
            }
            let at = format!("/subscriptions/{base}");
            let event = &settings.change_event;
            let change = Event { event, subscription: known, at: &at, parties: self.parties, kind: None, as_of };
            if line.present() == 0 {
                // A new add-on is no change of quantity, but a pending scheduled change blocks it as it does other actions.
                if self.executed != Some(&known.id) && change.has(settings, Need::NoScheduledChange) {
                    change.need(settings, Need::NoScheduledChange, findings);
                }
            } else if subscription::next_state(settings, (event, known), (&format!("/lines/{index}/quantity"), &at), findings).is_some() {
                change.needs(settings, findings);
            }
        }
    }

    fn name(&self, settings: &StorefrontDocument, findings: &mut Findings) {
        let Some(name) = self.friendly_name else { return };
        let length = u32::try_from(name.chars().count()).unwrap_or(u32::MAX);
        let (shortest, longest) = (settings.friendly_name_shortest.value, settings.friendly_name_longest.value);
        for (allowed, rule) in [(length.max(shortest), "friendlyNameShortest"), (length.min(longest), "friendlyNameLongest")] {
            if allowed != length {
                let message = format!("a friendly name has {shortest} to {longest} characters, not {length}");
                let reason = number(ReasonCode::OrderFriendlyNameLength, message, "/friendlyName", length, allowed);
                findings.deny(reason.rule(rule).help(format!("take a name of {allowed} characters, or none")));
            }
        }
        if !settings.friendly_name_controls.value && name.chars().any(char::is_control) {
            let reason = Reason::deny(ReasonCode::OrderFriendlyNameCharacters, "a friendly name has no control characters");
            findings.deny(reason.at("/friendlyName").rule("friendlyNameControls").help("leave out line breaks, tabs and the like"));
        }
    }

    fn bill(&self, settings: &StorefrontDocument, findings: &mut Findings) {
        let needed = settings.billing_needed.value.iter();
        let absent: Vec<&str> = needed.filter(|needed| !self.billing.contains(needed)).map(|needed| &**needed).collect();
        if !absent.is_empty() {
            let absent = list(absent.into_iter());
            let reason = Reason::deny(ReasonCode::OrderBillingMissing, format!("billing information is not on file: {absent}"));
            findings.deny(
                reason.at("/billing").rule("billingNeeded").help(format!("have it completed, and list it under `billing`: {absent}")),
            );
        }
    }
}
