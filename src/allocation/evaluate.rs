//! Judges one allocation. With `others` = what the contract has allocated less the own present allocation:
//! an amount above 0 must not exceed `reserved − others`, except that a decrease always fits an over-allocated contract.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-guide/using-icmc-as-a-channel-partner/storage-accounts/managing-a-storage-account>

use alloc::string::ToString;
use alloc::vec::Vec;

use super::document::{AllocationDocument, BelowUsed, OverAllocated, PlanChange};
use super::request::{Accepted, AllocationRequest, AllocationResult, Headroom, Plan, UsedCapacity};
use crate::decision::{Effect, Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode, shorten};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;

const REQUESTED: &str = "/requestedCapacity";

/// The figures that the rules compare.
struct Figures {
    reserved: Capacity,
    /// Allocated under this contract, the own allocation left out.
    others: Capacity,
    own: Capacity,
    requested: Capacity,
    used: Option<UsedCapacity>,
    overdraft: bool,
    is_update: bool,
}

impl Figures {
    fn read(settings: &AllocationDocument, request: &AllocationRequest) -> Result<Self, Vec<Issue>> {
        let issues = contradictions(request);
        if !issues.is_empty() {
            return Err(issues);
        }
        let (contract, allocation) = (request.contract(), request.allocation());
        let own = allocation.map_or(Capacity::ZERO, |allocation| allocation.allocated_capacity);
        Ok(Self {
            reserved: contract.reserved_capacity,
            others: contract.allocated_capacity.minus_or_zero(own),
            own,
            requested: request.requested(),
            used: allocation.and_then(|allocation| allocation.used),
            is_update: allocation.is_some(),
            overdraft: allocation.and_then(|allocation| allocation.allow_overdraft).unwrap_or(settings.overdraft_default.value),
        })
    }

    fn is_decrease(&self) -> bool {
        self.requested < self.own
    }

    /// The largest amount that the contract covers.
    fn largest(&self, settings: &AllocationDocument) -> Capacity {
        let remainder = self.reserved.minus_or_zero(self.others);
        let covered = match settings.over_allocated.value {
            OverAllocated::DecreaseOnly => remainder.max(self.own),
            OverAllocated::Fit => remainder,
        };
        covered.floor(settings.granularity.value)
    }

    /// The smallest amount above 0 that leaves what is stored covered.
    fn smallest(&self, settings: &AllocationDocument) -> Option<Capacity> {
        let step = settings.granularity.value;
        let guarded = !self.overdraft && settings.below_used.value == BelowUsed::DenyUnlessOverdraft;
        let plan_stays = self.is_update && self.own.is_zero() && settings.plan_change.value == PlanChange::Deny;
        if plan_stays {
            return None;
        }
        let bound = match self.used.filter(|_| guarded).map(|used| used.capacity) {
            _ if !guarded || !self.is_update => Capacity::ZERO,
            Some(used) if self.own.is_zero() => used,
            // With the use unknown nothing below the own amount is accepted, and of pay-per-use no amount at all.
            None if self.own.is_zero() => return None,
            used => used.unwrap_or(self.own).min(self.own),
        };
        let floor = bound.floor(step);
        let smallest = if floor < bound || floor.is_zero() { floor.plus(step) } else { floor };
        (smallest <= self.largest(settings)).then_some(smallest)
    }
}

/// Facts of the request that cannot all be true.
fn contradictions(request: &AllocationRequest) -> Vec<Issue> {
    let contract = request.contract();
    let mut issues: Vec<Issue> = contract.contradiction().into_iter().collect();
    let Some(allocation) = request.allocation() else { return issues };
    let (own, total) = (allocation.allocated_capacity, contract.allocated_capacity);
    if let Some(other) = allocation.distributor_contract_id.as_ref().filter(|id| **id != contract.id) {
        let message = format!("the allocation is under contract `{}`, not `{}`", shorten(other), shorten(&contract.id));
        issues.push(Issue::new(IssueCode::AllocationOtherContract, "/allocation/distributorContractId", message));
    } else if own > total {
        let message = format!("the allocation of {own} exceeds the {total} that the contract has allocated in all");
        issues.push(Issue::new(IssueCode::AllocationOwnExceedsTotal, "/allocation/allocatedCapacity", message));
    }
    issues
}

/// May this amount be allocated?
///
/// # Errors
/// `allocation.own_exceeds_total`, `allocation.other_contract`, `input.period_empty`.
pub(crate) fn evaluate(
    settings: &AllocationDocument,
    request: &AllocationRequest,
    as_of: Instant,
) -> Result<(Verdict, AllocationResult), Vec<Issue>> {
    let figures = Figures::read(settings, request)?;
    let mut verdict = Verdict::default();
    contract_in_force(request, as_of, &mut verdict);
    granularity(settings, &figures, &mut verdict);
    coverage(settings, &figures, &mut verdict);
    use_below(settings, &figures, &mut verdict);
    let plan = if figures.requested.is_zero() { Plan::PayPerUse } else { Plan::Reserved };
    plan_change(settings, &figures, request, &mut verdict);
    let allowed = verdict.conclude();
    let active = request.contract().in_force_at(as_of);
    let accepted = figures.smallest(settings).filter(|_| active).map(|smallest| Accepted { smallest, largest: figures.largest(settings) });
    let headroom = Headroom {
        before: figures.reserved.minus_or_zero(figures.others.plus(figures.own)),
        after: allowed.then(|| figures.reserved.minus_or_zero(figures.others.plus(figures.requested))),
    };
    Ok((verdict, AllocationResult { headroom, plan, accepted }))
}

fn contract_in_force(request: &AllocationRequest, as_of: Instant, verdict: &mut Verdict) {
    let contract = request.contract();
    if contract.in_force_at(as_of) {
        return;
    }
    let ended = contract.effective_to.filter(|to| *to <= as_of);
    let (message, pointer) = ended.map_or_else(
        || (format!("the contract `{}` is not in force yet", contract.id), "/contract/effectiveFrom"),
        |to| (format!("the contract `{}` ended at {to}", contract.id), "/contract/effectiveTo"),
    );
    let reason = Reason::deny(ReasonCode::AllocationContractInactive, message).at(pointer).found(as_of.to_string());
    verdict.push(reason.help("use a contract in force, or renew this one"));
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
    verdict.push(reason.found(figures.requested.to_string()).help(format!("take {below} or {above}")));
}

fn coverage(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    let largest = figures.largest(settings);
    if figures.requested.is_zero() || figures.requested <= largest {
        return;
    }
    let message = "the contract's reserved capacity does not cover this allocation";
    let reason = Reason::deny(ReasonCode::AllocationInsufficientContractCapacity, message).at(REQUESTED).rule("reservedCapacity");
    let help = if largest.is_zero() {
        "get more reserved capacity from sales or the distributor, or take 0 for pay-per-use".into()
    } else {
        format!("take at most {largest}, or get more reserved capacity from sales or the distributor")
    };
    verdict.push(reason.found(figures.requested.to_string()).allowed(largest.to_string()).help(help));
}

fn use_below(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    let becomes_reserved = figures.is_update && figures.own.is_zero() && !figures.requested.is_zero();
    if !figures.is_decrease() && !becomes_reserved {
        return;
    }
    let tolerated = figures.overdraft || settings.below_used.value == BelowUsed::Warn;
    let Some(UsedCapacity { capacity: used, measured_at }) = figures.used else {
        if !tolerated {
            let message = "what is stored is not known, and the new allocation might not cover it";
            let reason = Reason::deny(ReasonCode::AllocationUsedCapacityUnknown, message).at("/allocation/used").rule("belowUsed");
            verdict.push(reason.help("send allocation.used with capacity and measuredAt, or allow overdraft"));
        }
        return;
    };
    // An amount of 0 is no smaller reserve but another plan: all that is stored is then billed by use.
    if figures.requested.is_zero() || figures.requested >= used {
        return;
    }
    let message = format!("{used} was stored at {measured_at}, more than the new allocation of {}", figures.requested);
    if tolerated {
        let code = ReasonCode::AllocationExcessWillBeBilled;
        verdict.push(Reason::new(code, Effect::Warn, message).at(REQUESTED).rule("belowUsed").found(used.to_string()));
    } else {
        let reason = Reason::deny(ReasonCode::AllocationBelowUsedCapacity, message).at(REQUESTED).rule("belowUsed");
        let reason = reason.found(figures.requested.to_string());
        verdict.push(match figures.smallest(settings) {
            Some(least) => reason.allowed(least.to_string()).help(format!("take at least {least}, free storage first, or allow overdraft")),
            None => reason.help("free storage first, or allow overdraft"),
        });
    }
}

fn plan_change(settings: &AllocationDocument, figures: &Figures, request: &AllocationRequest, verdict: &mut Verdict) {
    if request.allocation().is_none() || figures.own.is_zero() == figures.requested.is_zero() {
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
