//! The rules on an amount that is asked for: covered by the level that it comes out of, not below what is stored or
//! allocated further, of the policy's step. Figures of a level that the actor does not see are left out of the reasons.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-guide/using-icmc-as-a-channel-partner/storage-accounts/managing-a-storage-account>

use alloc::string::{String, ToString};

use super::document::{AllocationDocument, PlanChange};
use super::figures::Figures;
use super::request::UsedCapacity;
use super::sight::Sight;
use crate::decision::{Effect, Reason, ReasonCode, Verdict};
use crate::text::format;
use crate::values::time::Instant;

pub(super) const REQUESTED: &str = "/requestedCapacity";

/// Judges the amount of a new or changed allocation.
pub(super) fn judge(settings: &AllocationDocument, figures: &Figures, as_of: Instant, verdict: &mut Verdict) {
    // Where the change is out of the question anyway, the age of a measurement does not matter.
    if verdict.reasons.is_empty() {
        stale(settings, figures, as_of, verdict);
    }
    granularity(settings, figures, verdict);
    coverage(settings, figures, verdict);
    use_below(settings, figures, verdict);
    allocated_below(settings, figures, verdict);
    plan_change(settings, figures, verdict);
}

fn granularity(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    let step = settings.granularity.value;
    let below = figures.requested.floor(step);
    if below == figures.requested {
        return;
    }
    let message = format!("allocations are multiples of {step}");
    let reason = Reason::deny(ReasonCode::AllocationGranularity, message).at(REQUESTED).rule("granularity");
    let above = below.plus(step);
    let reason = reason.found(figures.requested.to_string()).allowed(format!("{below}, {above}"));
    verdict.push(reason.help(format!("take {below} or {above}")));
}

fn coverage(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    let largest = figures.largest(settings);
    if figures.requested.is_zero() || figures.requested <= largest {
        return;
    }
    let below_partner = figures.level == Sight::Partner;
    let reason = if below_partner {
        let message = "the partner's allocation does not cover this allocation";
        Reason::deny(ReasonCode::AllocationInsufficientPartnerCapacity, message).rule("allocatedCapacity")
    } else {
        let message = "the contract's reserved capacity does not cover this allocation";
        Reason::deny(ReasonCode::AllocationInsufficientContractCapacity, message).rule("reservedCapacity")
    };
    let more = if below_partner { "more capacity for the partner" } else { "more reserved capacity" };
    let from = if below_partner { "the distributor" } else { "sales or the distributor" };
    let help = if !figures.shows_limit() {
        format!("take less, or get {more} from {from}")
    } else if largest.is_zero() {
        format!("get {more} from {from}, or take 0 for pay-per-use")
    } else {
        format!("take at most {largest}, or get {more} from {from}")
    };
    let reason = reason.at(REQUESTED).found(figures.requested.to_string()).help(help);
    verdict.push(if figures.shows_limit() { reason.allowed(largest.to_string()) } else { reason });
}

/// A reason that a larger amount takes away, with that amount.
fn at_least(reason: Reason, settings: &AllocationDocument, figures: &Figures, otherwise: &str) -> Reason {
    let reason = reason.at(REQUESTED).found(figures.requested.to_string());
    match figures.smallest(settings).filter(|_| figures.shows_own()) {
        Some(least) => reason.allowed(least.to_string()).help(format!("take at least {least}, {otherwise}")),
        None => reason.help(otherwise),
    }
}

/// Whether the change depends on what is stored.
fn compares_use(figures: &Figures) -> bool {
    let becomes_reserved = figures.is_update && figures.own.is_zero() && !figures.requested.is_zero();
    figures.is_decrease() || becomes_reserved
}

fn use_below(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    if !compares_use(figures) {
        return;
    }
    let Some(used) = figures.used else {
        if !figures.overdraft_tolerated || !figures.partner_tolerates {
            let message = "what is stored is not known, and the new allocation might not cover it";
            let reason = Reason::deny(ReasonCode::AllocationUsedCapacityUnknown, message).at("/allocation/used").rule("belowUsed");
            verdict.push(reason.help("send allocation.used with capacity and measuredAt, or allow overdraft"));
        }
        return;
    };
    // An amount of 0 is no smaller reserve but another plan: all that is stored is then billed by use.
    if figures.requested.is_zero() || figures.requested >= used.capacity {
        return;
    }
    let message = stored(used, figures, &format!("more than the new allocation of {}", figures.requested));
    if !figures.overdraft_tolerated {
        let reason = Reason::deny(ReasonCode::AllocationBelowUsedCapacity, message).rule("belowUsed");
        verdict.push(at_least(reason, settings, figures, "free storage first, or allow overdraft"));
        return;
    }
    let reason = Reason::new(ReasonCode::AllocationExcessWillBeBilled, Effect::Warn, message).at(REQUESTED).rule("belowUsed");
    verdict.push(if figures.shows_own() { reason.found(used.capacity.to_string()) } else { reason });
    if !figures.partner_tolerates && used.capacity > figures.remainder() {
        partner_overdrawn(used, figures, verdict);
    }
}

fn stored(used: UsedCapacity, figures: &Figures, than: &str) -> String {
    let UsedCapacity { capacity, measured_at } = used;
    if figures.shows_own() {
        format!("{capacity} was stored at {measured_at}, {than}")
    } else {
        format!("what was stored at {measured_at} is {than}")
    }
}

fn partner_overdrawn(used: UsedCapacity, figures: &Figures, verdict: &mut Verdict) {
    // What the allocation itself covers is not overdrawn, even where the partner was cut below it.
    let covered = figures.remainder().max(figures.requested);
    let message = stored(used, figures, "more than the partner can cover without being overdrawn");
    let reason = Reason::deny(ReasonCode::AllocationPartnerOverdrawn, message).at("/allocation/used/capacity").rule("belowUsed");
    let other = "allow overdraft of the partner, or get more capacity for it";
    verdict.push(if figures.shows_limit() {
        let help = format!("free storage until {covered} is stored, {other}");
        reason.found(used.capacity.to_string()).allowed(covered.to_string()).help(help)
    } else {
        reason.help(format!("free storage, {other}"))
    });
}

fn stale(settings: &AllocationDocument, figures: &Figures, as_of: Instant, verdict: &mut Verdict) {
    let Some(used) = figures.used.filter(|_| compares_use(figures)) else { return };
    let minutes = settings.stale_after_minutes.value;
    if as_of <= used.measured_at.plus_seconds(minutes.saturating_mul(60)) {
        return;
    }
    let message = format!("what is stored was measured more than {minutes} minutes ago");
    let reason = Reason::new(ReasonCode::AllocationStaleMeasurement, Effect::Warn, message).at("/allocation/used/measuredAt");
    verdict.push(reason.rule("staleAfterMinutes").found(used.measured_at.to_string()).help("measure again where the figure decides"));
}

/// What a partner has allocated further must stay covered when its own allocation shrinks.
fn allocated_below(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    let below = &figures.below;
    if !figures.is_decrease() {
        return;
    }
    if below.unknown && !below.tolerated {
        let message = "what the partner has allocated to its storage accounts is not known, and its new allocation might not cover it";
        let reason = Reason::deny(ReasonCode::AllocationBelowUnknown, message).at("/allocation/allocatedBelow").rule("belowAllocated");
        verdict.push(reason.help("send allocation.allocatedBelow, or the storage accounts under allocation.allocations"));
    }
    let Some(allocated) = below.allocated.filter(|allocated| figures.requested < *allocated) else { return };
    let message = if figures.shows_own() {
        format!("the partner has allocated {allocated} to its storage accounts, more than its new allocation of {}", figures.requested)
    } else {
        "the partner has allocated more to its storage accounts than its new allocation".into()
    };
    let effect = if below.tolerated { Effect::Warn } else { Effect::Deny };
    let reason = Reason::new(ReasonCode::AllocationBelowAllocatedCapacity, effect, message).rule("belowAllocated");
    verdict.push(if below.tolerated {
        reason.at(REQUESTED).found(figures.requested.to_string())
    } else {
        at_least(reason, settings, figures, "reduce the storage accounts first, or allow overdraft of the partner")
    });
}

fn plan_change(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    if !figures.is_update || figures.own.is_zero() == figures.requested.is_zero() {
        return;
    }
    let (from, to) = if figures.own.is_zero() { ("pay-per-use", "reserved capacity") } else { ("reserved capacity", "pay-per-use") };
    let message = format!("the plan changes from {from} to {to}");
    let effect = match settings.plan_change.value {
        PlanChange::Allow => Effect::Info,
        PlanChange::Deny => Effect::Deny,
    };
    verdict.push(Reason::new(ReasonCode::AllocationPlanChange, effect, message).at(REQUESTED).rule("planChange"));
}
