//! Invoice: a past month of a contract's accounts. Pay-per-use days are grouped by the minimum's scope; reserved days
//! are compared with what is reserved or allocated. A byte is never charged under both plans.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::{Averaging, BillingDocument, ExcessBase};
use super::line::{Bill, ChargedParty, Lines};
use super::meter::{Metered, meter};
use super::price_list::{MinimumScope, PriceListDocument, Wanted};
use super::rate::{self, Covered, Use};
use super::request::{BilledAccount, InvoiceRequest};
use crate::decision::{Effect, Reason, ReasonCode, Verdict};
use crate::directory::contract::ContractFact;
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::Version;
use crate::wire::read::Word;

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

/// An amount that does not fit 128 bits.
pub(crate) fn overflow(pointer: &str) -> Vec<Issue> {
    let message = "an amount exceeds what can be computed exactly";
    alloc::vec![Issue::new(IssueCode::BillingAmountOverflow, pointer, message).with_help("check the volumes and prices")]
}

/// Says that figures come from a sample list.
pub(crate) fn warn_sample(list: &Version<PriceListDocument>, verdict: &mut Verdict) {
    if list.body.sample {
        let message = format!("the prices come from the sample list `{}`", list.reference.name);
        let reason = Reason::new(ReasonCode::BillingSamplePrice, Effect::Warn, message).rule("sample");
        verdict.push(reason.help("load your own price list before you show or bill a price"));
    }
}

/// The accounts' months, metered.
#[derive(Debug)]
pub(crate) struct MeteredAccounts<'r> {
    rows: Vec<(&'r BilledAccount, Metered)>,
}

impl<'r> MeteredAccounts<'r> {
    /// Meters every account.
    ///
    /// # Errors
    /// `input.duplicate_id`, `billing.day_outside_period`, `billing.duplicate_day`, `billing.contract_missing`,
    /// `billing.contract_period`, `input.period_empty`.
    pub(crate) fn meter(settings: &BillingDocument, request: &'r InvoiceRequest) -> Result<Self, Vec<Issue>> {
        let mut issues = Vec::new();
        let mut rows: Vec<(&BilledAccount, Metered)> = Vec::with_capacity(request.accounts.len());
        for (index, account) in request.accounts.iter().enumerate() {
            let pointer = format!("/accounts/{index}");
            if let (Some(created), Some(deleted)) = (account.created_on, account.deleted_on)
                && deleted < created
            {
                let message = format!("deleted on {deleted}, before it was created on {created}");
                issues.push(Issue::new(IssueCode::InputPeriodEmpty, format!("{pointer}/deletedOn"), message));
            }
            rows.push((account, meter(settings, (account, &pointer), request.period, &mut issues)));
        }
        let id = |index: usize| request.accounts.get(index).map(|account| &*account.usage.client_id);
        for index in order::repeated(request.accounts.len(), &|a, b| id(a).cmp(&id(b))) {
            let message = format!("the storage account `{}` is listed twice", id(index).unwrap_or(""));
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/accounts/{index}/usage/client_id"), message));
        }
        if let Some(contract) = &request.contract {
            issues.extend(contract.contradiction());
            if !contract.covers(request.period) {
                let message = format!("the contract `{}` is not in force on every day of the period", contract.id);
                issues.push(Issue::new(IssueCode::BillingContractPeriod, "/contract", message));
            }
        }
        let metered = Self { rows };
        if metered.any(|account| account.has_reserved_day) && request.contract.is_none() {
            let message = "accounts have allocated capacity, but there is no contract that covers it";
            issues.push(Issue::new(IssueCode::BillingContractMissing, "/contract", message));
        }
        if issues.is_empty() { Ok(metered) } else { Err(issues) }
    }

    fn any(&self, test: impl Fn(&Metered) -> bool) -> bool {
        self.rows.iter().any(|(_, metered)| test(metered))
    }

    /// What each customer had on average, with the days rounded up to whole bytes: use on pay-per-use days, allocations
    /// on the others. Accounts without a customer are left out.
    pub(crate) fn customer_volumes(&self, request: &InvoiceRequest) -> Vec<(String, Capacity)> {
        let days = u128::try_from(request.period.days()).unwrap_or(1);
        let known = |(account, _): &&(&BilledAccount, Metered)| account.customer_id.is_some();
        let rows = Self { rows: self.rows.iter().filter(known).copied().collect() };
        let groups = rows.group(MinimumScope::Customer, None, |_| true).unwrap_or_default();
        let volume = |sum: &Metered| Capacity::average(sum.pay_per_use.saturating_add(sum.allocated), days);
        groups.into_iter().map(|(party, sum)| (party.id, volume(&sum))).collect()
    }

    /// What a price list must have for these accounts.
    pub(crate) fn wanted<'q>(&self, request: &'q InvoiceRequest) -> Wanted<'q> {
        Wanted {
            period: request.period,
            currency: request.currency.or_else(|| request.contract.as_ref().and_then(|contract| contract.currency)),
            pay_per_use: self.any(|account| account.has_pay_per_use_day),
            reserved: request.contract.as_ref().is_some_and(|contract| !contract.reserved_capacity.is_zero()),
            allow_sample: request.allow_sample.unwrap_or(false),
            pins: request.pin.as_deref().unwrap_or_default(),
        }
    }

    /// The accounts' sums by the id of `scope`, in order of id; accounts that `keep` leaves out do not need one.
    fn group(
        &self,
        scope: MinimumScope,
        contract: Option<&ContractFact>,
        keep: impl Fn(&Metered) -> bool,
    ) -> Result<Vec<(ChargedParty, Metered)>, Vec<Issue>> {
        let mut groups: Vec<(&str, Metered)> = Vec::new();
        let mut issues = Vec::new();
        for (index, (account, metered)) in self.rows.iter().enumerate().filter(|(_, (_, metered))| keep(metered)) {
            let (id, pointer) = match scope {
                MinimumScope::StorageAccount => (Some(&*account.usage.client_id), String::new()),
                MinimumScope::Customer => (account.customer_id.as_deref(), format!("/accounts/{index}/customerId")),
                MinimumScope::Partner => (account.partner_id.as_deref(), format!("/accounts/{index}/partnerId")),
                MinimumScope::Contract => (contract.map(|contract| &*contract.id), "/contract".into()),
            };
            match id {
                Some(id) => groups.push((id, *metered)),
                None => {
                    let message = format!("use is added up by {}, and this account's is not given", scope.as_str());
                    issues.push(Issue::new(IssueCode::BillingScopeMissing, pointer, message));
                }
            }
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        order::sort_by(&mut groups, |(a, _), (b, _)| a.cmp(b));
        let same = |(a, _): &(&str, Metered), (b, _): &(&str, Metered)| a == b;
        let sum = |group: &[(&str, Metered)]| group.iter().fold(Metered::default(), |sum, (_, metered)| sum.plus(*metered));
        let party = |group: &[(&str, Metered)]| ChargedParty { scope, id: group.first().map_or("", |(id, _)| id).into() };
        Ok(groups.chunk_by(same).map(|group| (party(group), sum(group))).collect())
    }
}

/// The invoice of a past month; denied while the month is running.
///
/// # Errors
/// `billing.scope_missing`, `billing.excess_price_missing`, `billing.currency_mismatch`, `billing.amount_overflow`.
pub(crate) fn evaluate(
    settings: &BillingDocument,
    list: &Version<PriceListDocument>,
    (request, metered): (&InvoiceRequest, &MeteredAccounts<'_>),
    as_of: Instant,
) -> Result<(Verdict, Option<Bill>), Vec<Issue>> {
    let mut verdict = Verdict::default();
    warn_sample(list, &mut verdict);
    if as_of < request.period.end.start() {
        let message = format!("the period runs until {}", request.period.end);
        let reason = Reason::deny(ReasonCode::BillingPeriodNotEnded, message).at("/period/end").found(format!("{as_of}"));
        verdict.push(reason.help("bill after the period's end, or ask for a quote"));
        return Ok((verdict, None));
    }
    if metered.any(|account| account.pay_per_use_estimated || account.reserved_estimated) {
        let message = "days without a row repeat the last known value, or count 0 before the first";
        verdict.push(Reason::new(ReasonCode::BillingEstimatedUsage, Effect::Warn, message).at("/accounts").rule("gap"));
    }
    let mut lines = Lines::new(list.body.currency, request.period, settings.rounding.value);
    pay_per_use((settings, &list.body), request, metered, &mut lines)?;
    if let Some(contract) = &request.contract {
        reserved(&list.body, contract, &mut lines)?;
        excess(settings, contract, metered, &mut lines)?;
    }
    Ok((verdict, Some(lines.finish())))
}

/// The vendor states excess prices in cents, which only a currency with two minor units has.
pub(crate) fn has_cents(currency: Currency, pointer: &str) -> Result<(), Vec<Issue>> {
    if currency.digits() == 2 {
        return Ok(());
    }
    let message = format!("the excess price is in cents, which {currency} does not have");
    Err(alloc::vec![Issue::new(IssueCode::BillingCurrencyMismatch, pointer, message)])
}

/// What a sum of daily figures is divided by.
pub(crate) fn days(settings: &BillingDocument, lines: &Lines) -> u128 {
    match settings.averaging.value {
        Averaging::CalendarMean => u128::try_from(lines.period.days()).unwrap_or(0),
    }
}

fn pay_per_use(
    (settings, list): (&BillingDocument, &PriceListDocument),
    request: &InvoiceRequest,
    metered: &MeteredAccounts<'_>,
    lines: &mut Lines,
) -> Result<(), Vec<Issue>> {
    let Some(price) = &list.pay_per_use else { return Ok(()) };
    let scope = price.minimum.as_ref().map_or(MinimumScope::StorageAccount, |minimum| minimum.scope.value);
    for (party, sum) in metered.group(scope, request.contract.as_ref(), |account| account.has_pay_per_use_day)? {
        let usage = Use { byte_days: sum.pay_per_use, days: days(settings, lines), estimated: sum.pay_per_use_estimated };
        rate::pay_per_use(price, lines, usage, Some(&party)).ok_or_else(|| overflow("/accounts"))?;
    }
    Ok(())
}

fn contract_party(contract: &ContractFact) -> ChargedParty {
    ChargedParty { scope: MinimumScope::Contract, id: (*contract.id).into() }
}

fn reserved(list: &PriceListDocument, contract: &ContractFact, lines: &mut Lines) -> Result<(), Vec<Issue>> {
    if contract.currency.is_some_and(|currency| currency != list.currency) {
        let message = format!("the price list is in {}", list.currency);
        return Err(alloc::vec![Issue::new(IssueCode::BillingCurrencyMismatch, "/contract/currency", message)]);
    }
    let Some(price) = list.reserved.as_ref().filter(|_| !contract.reserved_capacity.is_zero()) else { return Ok(()) };
    let party = contract_party(contract);
    rate::reserved(price, lines, contract.reserved_capacity, Some(&party)).ok_or_else(|| overflow("/contract/reservedCapacity"))
}

fn excess(settings: &BillingDocument, contract: &ContractFact, metered: &MeteredAccounts<'_>, lines: &mut Lines) -> Result<(), Vec<Issue>> {
    let days = days(settings, lines);
    let scope = match settings.excess_base.value {
        ExcessBase::Contract => MinimumScope::Contract,
        ExcessBase::Allocation => MinimumScope::Customer,
    };
    for (party, sum) in metered.group(scope, Some(contract), |account| account.has_reserved_day)? {
        let covered = match settings.excess_base.value {
            ExcessBase::Contract => Covered { byte_days: contract.reserved_capacity.bytes().saturating_mul(days), name: "reserved" },
            ExcessBase::Allocation => Covered { byte_days: sum.allocated, name: "allocated" },
        };
        if sum.reserved <= covered.byte_days {
            continue;
        }
        has_cents(lines.currency, "/contract/costStorageGBCents")?;
        let Some(cents) = contract.cost_storage_gb_cents else {
            let message = "use exceeds what is covered, and the contract names no excess price";
            return Err(alloc::vec![Issue::new(IssueCode::BillingExcessPriceMissing, "/contract/costStorageGBCents", message)]);
        };
        let usage = Use { byte_days: sum.reserved, days, estimated: sum.reserved_estimated };
        rate::excess(cents, lines, usage, covered, Some(&party)).ok_or_else(|| overflow("/accounts"))?;
    }
    Ok(())
}
