//! Moving an allocation, with its amount, to another contract: of the same distributor, in force, with enough left.
//! Pay-per-use always fits. Other prices there are warned of, without naming them.

use alloc::string::ToString;
use alloc::vec::Vec;

use super::document::AllocationDocument;
use super::figures::Figures;
use super::request::AllocationRequest;
use crate::decision::{Effect, Reason, ReasonCode, Verdict};
use crate::directory::contract::ContractFact;
use crate::issue::shorten;
use crate::text::format;
use crate::values::decimal::Price;

/// Whether both contracts are known to belong to one distributor.
pub(super) fn same_distributor(request: &AllocationRequest) -> bool {
    let target = request.target().and_then(|target| target.distributor_id.as_ref());
    target.is_some() && target == request.contract().distributor_id.as_ref()
}

/// What stands against the move whatever its amount.
pub(super) fn ownership(request: &AllocationRequest, target: &ContractFact, verdict: &mut Verdict) {
    if same_distributor(request) {
        return;
    }
    let unknown = [(&request.contract().distributor_id, "/contract/distributorId"), (&target.distributor_id, "/target/distributorId")];
    let missing = unknown.iter().find(|(id, _)| id.is_none()).map(|(_, place)| *place);
    let message = match missing {
        Some(_) => "whether both contracts belong to the same distributor is not known",
        None => "the contract to move to belongs to another distributor",
    };
    let reason = Reason::deny(ReasonCode::AllocationContractNotOwned, message).at(missing.unwrap_or("/target/distributorId"));
    verdict.push(reason.help("choose a contract of the same distributor, and send distributorId of both"));
}

/// Whether the target covers the amount.
pub(super) fn coverage(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) {
    // The amount stays as it is, so the policy's step plays no part here, only in what could be taken instead.
    if figures.requested <= figures.remainder() {
        return;
    }
    let message = "the reserved capacity of the contract to move to does not cover this allocation";
    let reason = Reason::deny(ReasonCode::AllocationInsufficientContractCapacity, message).rule("reservedCapacity");
    let reason = reason.at("/allocation/allocatedCapacity").found(figures.requested.to_string());
    let largest = figures.largest(settings);
    let other = "choose another contract, or get more reserved capacity from sales or the distributor";
    verdict.push(if !figures.shows_limit() {
        reason.help(other)
    } else if largest.is_zero() {
        reason.allowed(largest.to_string()).help(format!("change it to 0 for pay-per-use first, {other}"))
    } else {
        reason.allowed(largest.to_string()).help(format!("change it to at most {largest} first, {other}"))
    });
}

/// Warns where the target has another currency or price, or states one where the present contract does not.
pub(super) fn prices(request: &AllocationRequest, target: &ContractFact, verdict: &mut Verdict) {
    let contract = request.contract();
    let differ = |a: Option<Price>, b: Option<Price>| a.map(|price| price.0.ratio()) != b.map(|price| price.0.ratio());
    let changes = [
        (contract.currency != target.currency, "currency"),
        (differ(contract.cost_storage_gb_cents, target.cost_storage_gb_cents), "price of storage"),
        (differ(contract.cost_egress_gb_cents, target.cost_egress_gb_cents), "price of egress"),
    ];
    let changed: Vec<&str> = changes.iter().filter(|(changed, _)| *changed).map(|(_, what)| *what).collect();
    if !changed.is_empty() {
        let message = format!("the contract `{}` has another {}", shorten(&target.id), changed.join(", another "));
        let reason = Reason::new(ReasonCode::AllocationPriceListChanges, Effect::Warn, message);
        verdict.push(reason.at("/target").help("compare the prices of both contracts before moving"));
    }
}
