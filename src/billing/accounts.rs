//! The storage accounts of an invoice, metered, and added up by whose use counts together.

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::{Parties, Wanted};
use super::day::{DAY, Day, Mean};
use super::document::ReservedBase;
use super::line::ChargedParty;
use super::meter::{Metering, average, meter};
use super::price_list::MinimumScope;
use super::request::{BilledAccount, InvoiceRequest};
use crate::directory::contract::ContractFact;
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::period::Period;
use crate::wire::read::Word;

/// The days of those whose use is added up.
pub(crate) type Group = (ChargedParty, Vec<Day>);

/// The accounts' months, metered.
#[derive(Debug)]
pub(crate) struct MeteredAccounts<'r> {
    rows: Vec<(&'r BilledAccount, Vec<Day>)>,
}

/// Which plan's days count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    PayPerUse,
    Reserved,
    Any,
}

impl Plan {
    fn has(self, day: &Day) -> bool {
        match self {
            Self::PayPerUse => day.pay_per_use.active,
            Self::Reserved => day.reserved.active,
            Self::Any => day.pay_per_use.active || day.reserved.active,
        }
    }
}

/// Whether one of the groups, which are in order of id, is the party's.
pub(crate) fn is_among(groups: &[Group], party: &ChargedParty) -> bool {
    groups.binary_search_by(|(other, _)| other.id.cmp(&party.id)).is_ok()
}

impl<'r> MeteredAccounts<'r> {
    /// Meters every account.
    ///
    /// # Errors
    /// `input.duplicate_id`, `billing.day_outside_period`, `billing.duplicate_day`, `billing.sample_overlap`,
    /// `billing.sample_conflict`, `billing.contract_missing`, `billing.contract_period`, `input.period_empty`.
    pub(crate) fn meter(metering: Metering<'_>, request: &'r InvoiceRequest) -> Result<Self, Vec<Issue>> {
        let mut issues = Vec::new();
        let mut rows: Vec<(&BilledAccount, Vec<Day>)> = Vec::with_capacity(request.accounts.len());
        for (index, account) in request.accounts.iter().enumerate() {
            let pointer = format!("/accounts/{index}");
            if let (Some(created), Some(deleted)) = (account.created_on, account.deleted_on)
                && deleted < created
            {
                let message = format!("deleted on {deleted}, before it was created on {created}");
                issues.push(Issue::new(IssueCode::InputPeriodEmpty, format!("{pointer}/deletedOn"), message));
            }
            rows.push((account, meter(metering, (account, &pointer), &mut issues)));
        }
        let id = |index: usize| request.accounts.get(index).map(|account| &*account.usage.client_id);
        for index in order::repeated(request.accounts.len(), &|a, b| id(a).cmp(&id(b))) {
            let message = format!("the storage account `{}` is listed twice", id(index).unwrap_or(""));
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/accounts/{index}/usage/client_id"), message));
        }
        let metered = Self { rows };
        metered.check_contract(metering.reserved_base, request, &mut issues);
        if issues.is_empty() { Ok(metered) } else { Err(issues) }
    }

    /// A contract is in force in the period, and on every day on which capacity is allocated; there may be none where
    /// allocations are billed.
    fn check_contract(&self, base: ReservedBase, request: &InvoiceRequest, issues: &mut Vec<Issue>) {
        let Some(contract) = &request.contract else {
            if base == ReservedBase::Contract && self.any(Plan::Reserved) {
                let message = "accounts have allocated capacity, but there is no contract that covers it";
                let help = "send the contract, or the seller and buyer of an edge whose rule bills allocations";
                issues.push(Issue::new(IssueCode::BillingContractMissing, "/contract", message).with_help(help));
            }
            return;
        };
        issues.extend(contract.contradiction());
        let period = request.period;
        let from = contract.effective_from.map_or(period.start, |from| from.date());
        let to = contract.effective_to.map_or(period.end, |to| to.just_before().date().plus_days(1));
        let index = |days: i64| usize::try_from(days).unwrap_or(0);
        let inside = index(from.days_since(period.start))..index(to.days_since(period.start));
        let uncovered = |days: &Vec<Day>| days.iter().enumerate().any(|(at, day)| Plan::Reserved.has(day) && !inside.contains(&at));
        if period.end <= from || to <= period.start || self.rows.iter().any(|(_, days)| uncovered(days)) {
            let message = format!("the contract `{}` is not in force where the period needs it", contract.id);
            let help = "bill a period that the contract touches, with capacity allocated only while it is in force";
            issues.push(Issue::new(IssueCode::BillingContractPeriod, "/contract", message).with_help(help));
        }
    }

    fn any(&self, plan: Plan) -> bool {
        self.rows.iter().any(|(_, days)| days.iter().any(|day| plan.has(day)))
    }

    /// Whether any day of any account was not measured.
    pub(crate) fn is_estimated(&self) -> bool {
        self.rows.iter().any(|(_, days)| days.iter().any(|day| day.pay_per_use.estimated || day.reserved.estimated))
    }

    /// Average of what was stored in the period, under any plan.
    pub(crate) fn stored(&self, period: Period) -> Mean {
        let days = self.rows.iter().flat_map(|(_, days)| days);
        let sum = days.fold(0, |sum: u128, day| sum.saturating_add(day.pay_per_use.used).saturating_add(day.reserved.used));
        Mean::of(sum, u128::try_from(period.days()).unwrap_or(1).saturating_mul(DAY))
    }

    /// What each customer had on average, rounded up to whole bytes: use while pay-per-use, allocations else. Accounts
    /// without a customer are left out.
    pub(crate) fn customer_volumes(&self, request: &InvoiceRequest) -> Vec<(String, Capacity)> {
        let known = |(account, _): &&(&BilledAccount, Vec<Day>)| account.customer_id.is_some();
        let rows = Self { rows: self.rows.iter().filter(known).cloned().collect() };
        let groups = rows.group(MinimumScope::Customer, None, Plan::Any).unwrap_or_default();
        let volume = |days: &[Day]| {
            let sum = days.iter().fold(0, |sum: u128, day| sum.saturating_add(day.pay_per_use.used).saturating_add(day.allocated));
            average(sum, request.period)
        };
        groups.into_iter().map(|(party, days)| (party.id, volume(&days))).collect()
    }

    /// The most that a customer had allocated on a day, rounded up to whole bytes; none where that is nothing.
    pub(crate) fn largest_allocation(&self, customer: &str) -> Option<Capacity> {
        let own = self.rows.iter().filter(|(account, _)| account.customer_id.as_deref() == Some(customer));
        let rows = Self { rows: own.cloned().collect() };
        let groups = rows.group(MinimumScope::Customer, None, Plan::Reserved).unwrap_or_default();
        let days = groups.iter().flat_map(|(_, days)| days);
        days.map(|day| Capacity::average(day.allocated, DAY)).max()
    }

    /// The parties whose pay-per-use is that customer's alone, in order of id.
    ///
    /// # Errors
    /// `billing.scope_missing` where others' use is added to it.
    pub(crate) fn of_customer(
        &self,
        customer: &str,
        scope: MinimumScope,
        contract: Option<&ContractFact>,
    ) -> Result<Vec<Group>, Vec<Issue>> {
        let groups = |own: bool| {
            let rows = self.rows.iter().filter(|(account, _)| (account.customer_id.as_deref() == Some(customer)) == own);
            Self { rows: rows.cloned().collect() }.group(scope, contract, Plan::PayPerUse)
        };
        let (own, others) = (groups(true)?, groups(false)?);
        if own.iter().any(|(party, _)| is_among(&others, party)) {
            let message = format!("use is added up by {}, and other customers' is not for this one's special price", scope.as_str());
            return Err(alloc::vec![Issue::new(IssueCode::BillingScopeMissing, "/specialPrice/customerId", message)]);
        }
        Ok(own)
    }

    /// What a price list must have for these accounts.
    pub(crate) fn wanted<'q>(&self, request: &'q InvoiceRequest, parties: Option<Parties<'q>>) -> Wanted<'q> {
        let (contract, changes) = (request.contract.as_ref(), request.contract_changes.as_deref().unwrap_or_default());
        Wanted {
            period: request.period,
            currency: request.currency.or_else(|| contract.and_then(|contract| contract.currency)),
            pay_per_use: self.any(Plan::PayPerUse),
            reserved: match contract {
                Some(contract) => !contract.reserved_capacity.is_zero() || !changes.is_empty(),
                None => self.any(Plan::Reserved),
            },
            allow_sample: request.allow_sample.unwrap_or(false),
            pins: request.pin.as_deref().unwrap_or_default(),
            parties,
        }
    }

    /// The accounts' days by the id of `scope`, in order of id; accounts without a day of `plan` are left out and need none.
    ///
    /// # Errors
    /// `billing.scope_missing`.
    pub(crate) fn group(&self, scope: MinimumScope, contract: Option<&ContractFact>, plan: Plan) -> Result<Vec<Group>, Vec<Issue>> {
        let mut members: Vec<(&str, &[Day])> = Vec::new();
        let mut issues = Vec::new();
        for (index, (account, days)) in self.rows.iter().enumerate().filter(|(_, (_, days))| days.iter().any(|day| plan.has(day))) {
            let (id, pointer) = match scope {
                MinimumScope::StorageAccount => (Some(&*account.usage.client_id), String::new()),
                MinimumScope::Customer => (account.customer_id.as_deref(), format!("/accounts/{index}/customerId")),
                MinimumScope::Partner => (account.partner_id.as_deref(), format!("/accounts/{index}/partnerId")),
                MinimumScope::Contract => (contract.map(|contract| &*contract.id), "/contract".into()),
            };
            match id {
                Some(id) => members.push((id, days)),
                None => {
                    let message = format!("use is added up by {}, and this account's is not given", scope.as_str());
                    issues.push(Issue::new(IssueCode::BillingScopeMissing, pointer, message));
                }
            }
        }
        if !issues.is_empty() {
            return Err(issues);
        }
        order::sort_by(&mut members, |(a, _), (b, _)| a.cmp(b));
        let mut groups: Vec<Group> = Vec::new();
        for (id, days) in members {
            match groups.last_mut().filter(|(party, _)| party.id == id) {
                Some((_, sum)) => sum.iter_mut().zip(days).for_each(|(sum, day)| *sum = sum.plus(*day)),
                None => groups.push((ChargedParty { scope, id: id.into() }, days.to_vec())),
            }
        }
        Ok(groups)
    }
}
