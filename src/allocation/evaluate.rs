//! Judges one change of an allocation: first what stands against it whatever the amount, then the amount. Every reason is
//! given; what is accepted is named only where an amount decides.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::document::AllocationDocument;
use super::facts::contradictions;
use super::figures::Figures;
use super::request::{Accepted, AllocationAction, AllocationRequest, AllocationResult, Plan};
use super::sight::Sight;
use super::{amount, fair_use, lifecycle, transfer};
use crate::decision::{Effect, Obligation, ObligationCode, Reason, ReasonCode, Verdict};
use crate::directory::contract::StatedContract;
use crate::issue::Issue;
use crate::text::format;
use crate::values::time::Instant;

/// May this be done to this allocation?
///
/// # Errors
/// `allocation.own_exceeds_total`, `allocation.other_contract`, `allocation.list_mismatch`, `allocation.same_contract`,
/// `allocation.fact_in_future`, `input.duplicate_id`, `input.period_empty`.
pub(crate) fn evaluate(
    settings: &AllocationDocument,
    request: &AllocationRequest,
    as_of: Instant,
) -> Result<(Verdict, AllocationResult), Vec<Issue>> {
    let issues = contradictions(request, as_of);
    if !issues.is_empty() {
        return Err(issues);
    }
    let figures = Figures::read(settings, request, as_of);
    let mut verdict = Verdict::default();
    in_force((request.contract(), "/contract", Sight::of(request) == Sight::Contract), as_of, &mut verdict);
    if let Some(target) = request.target() {
        in_force((target, "/target", figures.shows_limit()), as_of, &mut verdict);
        transfer::ownership(request, target, &mut verdict);
    }
    lifecycle::pending(request, as_of, &mut verdict);
    let open = verdict.reasons.is_empty();
    let outcome = by_action(settings, request, (&figures, as_of), &mut verdict);
    let egress = fair_use::egress(settings, request, &figures, &mut verdict);
    let allowed = verdict.conclude();
    if allowed && (outcome.review || egress) {
        verdict.oblige(Obligation { code: ObligationCode::Review, params: None });
    }
    let smallest = figures.smallest(settings).filter(|_| open && outcome.has_amount && figures.shows_limit());
    let result = AllocationResult {
        headroom: figures.headroom(allowed),
        plan: if figures.requested.is_zero() { Plan::PayPerUse } else { Plan::Reserved },
        accepted: smallest.map(|smallest| Accepted { smallest, largest: figures.largest(settings) }),
        due_at: outcome.due_at.filter(|_| allowed),
    };
    Ok((verdict, result))
}

/// What an action leads to beside reasons.
#[derive(Default)]
struct Outcome {
    review: bool,
    /// Whether an amount decides.
    has_amount: bool,
    due_at: Option<Instant>,
}

fn by_action(
    settings: &AllocationDocument,
    request: &AllocationRequest,
    (figures, as_of): (&Figures, Instant),
    verdict: &mut Verdict,
) -> Outcome {
    match request.action() {
        AllocationAction::Create | AllocationAction::Update => {
            amount::judge(settings, figures, as_of, verdict);
            mixed_plans(settings, request, figures, verdict);
            Outcome { review: fair_use::judge(settings, figures, verdict), has_amount: true, due_at: None }
        }
        AllocationAction::Transfer => {
            transfer::coverage(settings, figures, verdict);
            if let Some(target) = request.target() {
                transfer::prices(request, target, verdict);
            }
            mixed_plans(settings, request, figures, verdict);
            Outcome { has_amount: true, ..Outcome::default() }
        }
        AllocationAction::Delete => {
            let due_at = Some(lifecycle::delete(settings, request, (figures.shows_own(), as_of), verdict));
            Outcome { due_at, ..Outcome::default() }
        }
        AllocationAction::Reactivate => {
            if let Some(allocation) = request.allocation() {
                lifecycle::reactivate(allocation, as_of, verdict);
            }
            Outcome::default()
        }
    }
}

/// A change of an allocation needs its own contract in force; to an actor that does not see it, no dates are named.
fn in_force((contract, place, shown): (&StatedContract, &str, bool), as_of: Instant, verdict: &mut Verdict) {
    if contract.in_force_at(as_of) {
        return;
    }
    let ended = contract.effective_to.filter(|to| *to <= as_of);
    let (message, member) = match ended {
        _ if !shown => (format!("the contract `{}` is not in force", contract.id), ""),
        None => (format!("the contract `{}` is not in force yet", contract.id), "/effectiveFrom"),
        Some(to) => (format!("the contract `{}` ended at {to}", contract.id), "/effectiveTo"),
    };
    let reason = Reason::deny(ReasonCode::AllocationContractInactive, message).at(format!("{place}{member}")).found(as_of.to_string());
    verdict.push(reason.help("use a contract in force, or renew this one"));
}

/// Warns where reserved capacity and pay-per-use would stand in one contract, as far as its plans are stated. Below a partner
/// it is the partner's own plan that stands in the contract.
fn mixed_plans(settings: &AllocationDocument, request: &AllocationRequest, figures: &Figures, verdict: &mut Verdict) {
    let contract: &StatedContract = request.target().map_or(request.contract(), |target| target);
    let Some(count) = contract.pay_per_use().filter(|_| settings.warn_on_mixed_plans.value && request.partner().is_none()) else {
        return;
    };
    let others = count.saturating_sub(u32::from(figures.is_update && figures.own.is_zero()));
    let mixes = if figures.requested.is_zero() { !figures.others.is_zero() } else { others > 0 };
    if mixes {
        let message = "reserved capacity and pay-per-use would stand in one contract";
        let reason = Reason::new(ReasonCode::AllocationMixedPlans, Effect::Warn, message).rule("warnOnMixedPlans");
        let place = if request.target().is_some() { "/target" } else { amount::REQUESTED };
        verdict.push(reason.at(place).help("keep them in separate contracts"));
    }
}
