//! Invoice: a month of a contract's accounts, past or, as an estimate, running. Pay-per-use is grouped by the minimum's
//! scope; reserved time is compared with what is reserved or allocated. A byte is never charged under both plans.

use alloc::vec::Vec;

use super::accounts::{MeteredAccounts, Plan, is_among};
use super::choice::Section;
use super::day::Measured;
use super::document::ReservedBase;
use super::edge::EdgeFacts;
use super::egress::egress;
use super::line::{Bill, ChargedParty, Lines};
use super::price_list::{MinimumScope, PriceListDocument, PriceModel};
use super::rate::{Allocated, Charges, Reserve, rate};
use super::request::{InvoiceRequest, PricedPlan, SpecialPrice};
use super::reserved::{Excess, Owner, Step};
use super::usage::Use;
use crate::decision::{Effect, Reason, ReasonCode, Verdict};
use crate::directory::contract::ContractFact;
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::Version;

/// Prices are per month, so the period must be one.
///
/// # Errors
/// `billing.period_not_a_month`.
pub(crate) fn one_month(period: Period) -> Result<Period, Vec<Issue>> {
    if period.is_one_month() {
        return Ok(period);
    }
    let message = format!("{} to {} is not one calendar month", period.start, period.end);
    let help = "bill from the first of a month to the first of the next";
    Err(alloc::vec![Issue::new(IssueCode::BillingPeriodNotAMonth, "/period", message).with_help(help)])
}

/// Says that figures come from a sample list.
pub(crate) fn warn_sample(list: &Version<PriceListDocument>, verdict: &mut Verdict) {
    if list.body.sample {
        let message = format!("the prices come from the sample list `{}`", list.reference.name);
        let reason = Reason::new(ReasonCode::BillingSamplePrice, Effect::Warn, message).rule("sample");
        verdict.push(reason.help("load your own price list before you show or bill a price"));
    }
}

/// Warns of every sample list once.
pub(crate) fn warn_samples(sections: &[Section<'_>], verdict: &mut Verdict) {
    for section in sections {
        warn_sample(section.list, verdict);
    }
}

/// The price of a plan that a special price replaces.
pub(crate) fn special(price: Option<&SpecialPrice>, plan: PricedPlan) -> Option<PriceModel> {
    let price = price.filter(|price| price.plan == plan)?;
    Some(PriceModel::PerUnit { unit_price: price.unit_price, unit: price.unit })
}

/// Who sells, buys and looks.
pub(crate) fn edge(request: &InvoiceRequest) -> EdgeFacts<'_> {
    EdgeFacts::new(request.seller.as_ref(), request.buyer.as_ref(), request.viewer.as_ref())
}

/// Whether the month is running at `as_of`; denied then, unless an estimate will do.
fn is_running(request: &InvoiceRequest, as_of: Instant, verdict: &mut Verdict) -> bool {
    let running = as_of < request.period.end.start();
    if running && !request.preview.unwrap_or(false) {
        let message = format!("the period runs until {}", request.period.end);
        let reason = Reason::deny(ReasonCode::BillingPeriodNotEnded, message).at("/period/end").found(format!("{as_of}"));
        verdict.push(reason.help("bill after the period's end, or ask for an estimate with preview: true"));
    }
    running
}

/// The invoice of a past month, or the estimate of any; denied while the month is running, on an edge that is not
/// allowed, and for who may not see it.
///
/// # Errors
/// `billing.scope_missing`, `billing.excess_price_missing`, `billing.currency_mismatch`, `billing.amount_overflow`,
/// `billing.contract_change`, `billing.minor_units`.
pub(crate) fn evaluate(
    sections: &[Section<'_>],
    (request, metered, edge): (&InvoiceRequest, &MeteredAccounts<'_>, EdgeFacts<'_>),
    as_of: Instant,
    mut verdict: Verdict,
) -> Result<(Verdict, Option<Bill>), Vec<Issue>> {
    let Some(last) = sections.last() else { return Ok((verdict, None)) };
    warn_samples(sections, &mut verdict);
    edge.judge(sections, &mut verdict);
    let preview = request.preview.unwrap_or(false);
    is_running(request, as_of, &mut verdict);
    if verdict.reasons.iter().any(|reason| reason.effect == Effect::Deny) {
        return Ok((verdict, None));
    }
    if preview {
        let message = "this is an estimate, not a bill";
        verdict.push(Reason::new(ReasonCode::BillingPreview, Effect::Warn, message).at("/preview").rule("previewToDate"));
    }
    if metered.is_estimated() {
        let message = "days without a row repeat the last known value, or count 0 before the first";
        verdict.push(Reason::new(ReasonCode::BillingEstimatedUsage, Effect::Warn, message).at("/accounts").rule("gap"));
    }
    let mut bill = bill((sections, last), (request, metered), as_of)?;
    bill.preview = preview.then_some(true);
    Ok((verdict, Some(bill)))
}

fn bill(
    (sections, last): (&[Section<'_>], &Section<'_>),
    (request, metered): (&InvoiceRequest, &MeteredAccounts<'_>),
    as_of: Instant,
) -> Result<Bill, Vec<Issue>> {
    let (rules, list, contract) = (&last.rules.body, &last.list.body, request.contract.as_ref());
    let mut lines = Lines::new(list.currency, request.period, rules.rounding.value);
    let scope = list.pay_per_use.as_ref().map(|price| price.added_up_by());
    let users = scope.map_or(Ok(Vec::new()), |scope| metered.group(scope, contract, Plan::PayPerUse))?;
    let prices = [PricedPlan::PayPerUse, PricedPlan::Reserved].map(|plan| special(request.special_price.as_ref(), plan));
    let [usage_price, reserved_price] = prices.each_ref().map(Option::as_ref);
    let mut charges =
        Charges { pointer: "/accounts", corrections: request.corrections.as_deref().unwrap_or_default(), ..Charges::default() };
    let own = match (request.special_price.as_ref().filter(|_| usage_price.is_some()), scope) {
        (Some(price), Some(scope)) => metered.of_customer(&price.customer_id, scope, contract)?,
        _ => Vec::new(),
    };
    charges.usage.extend(users.iter().map(|(party, days)| Use {
        measured: Measured::Days(days),
        before: Capacity::ZERO,
        of: Some(party),
        name: None,
        special: usage_price.filter(|_| is_among(&own, party)),
    }));
    charges.prepaid = request.prepaid.as_ref();
    told_once(request)?;
    charges.overdue = request.overdue.as_deref().map(|overdue| (overdue, as_of.date()));
    let steps = steps(request)?;
    let own = contract.map(|contract| ChargedParty { scope: MinimumScope::Contract, id: (*contract.id).into() });
    // Without a contract metering has seen to it that allocations are billed.
    let base = if contract.is_some() { rules.excess_base.value } else { ReservedBase::Allocation };
    let groups = reserved_groups(metered, contract, base)?;
    if let Some(contract) = contract {
        if contract.currency.is_some_and(|currency| currency != list.currency) {
            let message = format!("the price list is in {}", list.currency);
            return Err(alloc::vec![Issue::new(IssueCode::BillingCurrencyMismatch, "/contract/currency", message)]);
        }
        charges.egress = egress(request, metered, Owner { of: own.as_ref(), ..Owner::default() })?;
        let owner = Owner { of: own.as_ref(), special: reserved_price, ..Owner::default() };
        charges.reserves.push(Reserve { steps: &steps, owner, pointer: "/contract/reservedCapacity" });
    } else {
        let own = |party: &ChargedParty| request.special_price.as_ref().is_some_and(|price| *price.customer_id == *party.id);
        charges.allocated.extend(groups.iter().map(|(party, days)| Allocated {
            days,
            owner: Owner { of: Some(party), special: reserved_price.filter(|_| own(party)), ..Owner::default() },
        }));
    }
    let reserved = (base == ReservedBase::Contract).then_some(steps.as_slice());
    let cents_per_gb = contract.and_then(|contract| contract.cost_storage_gb_cents);
    charges.excesses.extend(groups.iter().map(|(party, days)| {
        let excess = Excess { days, reserved, cents_per_gb, pointer: "/contract/costStorageGBCents", place: "/accounts" };
        (excess, Owner { of: Some(party), ..Owner::default() })
    }));
    rate(sections, &charges, &mut lines)?;
    Ok(lines.finish())
}

/// A bill that is overdue has one fee.
///
/// # Errors
/// `input.duplicate_id`.
fn told_once(request: &InvoiceRequest) -> Result<(), Vec<Issue>> {
    let overdue = request.overdue.as_deref().unwrap_or_default();
    let bill = |index: usize| overdue.get(index).map(|bill| &*bill.of);
    let repeated = order::repeated(overdue.len(), &|a, b| bill(a).cmp(&bill(b)));
    let issue = |index| Issue::new(IssueCode::InputDuplicateId, format!("/overdue/{index}/of"), "the bill is listed twice");
    if repeated.is_empty() { Ok(()) } else { Err(repeated.into_iter().map(issue).collect()) }
}

fn reserved_groups(
    metered: &MeteredAccounts<'_>,
    contract: Option<&ContractFact>,
    base: ReservedBase,
) -> Result<Vec<super::accounts::Group>, Vec<Issue>> {
    let scope = match base {
        ReservedBase::Contract => MinimumScope::Contract,
        ReservedBase::Allocation => MinimumScope::Customer,
    };
    metered.group(scope, contract, Plan::Reserved)
}

/// What the contract reserves from when to when, inside the month.
///
/// # Errors
/// `billing.contract_change`.
fn steps(request: &InvoiceRequest) -> Result<Vec<Step>, Vec<Issue>> {
    let changes = request.contract_changes.as_deref().unwrap_or_default();
    let Some(contract) = &request.contract else {
        let issue = || Issue::new(IssueCode::BillingContractMissing, "/contract", "there is no contract that could change");
        return if changes.is_empty() { Ok(Vec::new()) } else { Err(alloc::vec![issue()]) };
    };
    let zero = request.period.start.start();
    let seconds = |instant: Instant| instant.seconds_since(zero);
    let month = seconds(request.period.end.start());
    let end = contract.effective_to.map_or(month, seconds).min(month);
    let mut from = contract.effective_from.map_or(0, seconds).max(0);
    let mut now: (Capacity, Option<Instant>) = (contract.reserved_capacity, None);
    let mut steps = Vec::with_capacity(changes.len().saturating_add(1));
    let mut issues = Vec::new();
    for (index, change) in changes.iter().enumerate() {
        let at = seconds(change.at);
        if at <= from || end <= at || !change.at.is_whole() {
            let message = format!("{} is not a whole second of the contract in this month, after the change before it", change.at);
            issues.push(Issue::new(IssueCode::BillingContractChange, format!("/contractChanges/{index}/at"), message));
        }
        steps.push(Step { from, to: at, capacity: now.0, changed_at: now.1 });
        (from, now) = (at, (change.reserved_capacity, Some(change.at)));
    }
    steps.push(Step { from, to: end, capacity: now.0, changed_at: now.1 });
    if issues.is_empty() { Ok(steps) } else { Err(issues) }
}
