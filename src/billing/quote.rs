//! Quote: one plan or a basket of them, for a month or a term, and what it would be instead; before anything is ordered.
//! Rated by the invoice's code with the same use on every day.

use alloc::vec::Vec;

use super::choice::{Parties, Section, Wanted};
use super::day::{DAY, Day, Share};
use super::edge::EdgeFacts;
use super::invoice::special;
use super::line::Lines;
use super::price_list::MinimumScope;
use super::rate::{Charges, Reserve, rate};
use super::request::{PricedPlan, QuoteItem, QuotePlan, QuoteRequest};
use super::reserved::{Excess, Owner, Step};
use super::usage::{Use, byte_seconds, every_day, seconds};
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::period::Period;
use crate::values::time::Instant;

/// Longest term.
const MOST_MONTHS: u32 = 120;

/// A plan to be priced, with its name and place in the request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item<'r> {
    plan: &'r QuotePlan,
    name: Option<&'r str>,
    list: &'static str,
    index: usize,
}

impl Item<'_> {
    fn pointer(&self, field: &str) -> alloc::string::String {
        match self.name {
            None => format!("/plan{field}"),
            Some(_) => format!("{}/{}/plan{field}", self.list, self.index),
        }
    }
}

/// What is asked for, and what it would be instead.
pub(crate) struct Baskets<'r> {
    pub(crate) asked: Vec<Item<'r>>,
    pub(crate) instead: Option<Vec<Item<'r>>>,
}

/// The months that are quoted.
///
/// # Errors
/// `billing.period_not_a_month`, `billing.term`.
pub(crate) fn months(request: &QuoteRequest, as_of: Instant) -> Result<Vec<Period>, Vec<Issue>> {
    let first = super::invoice::one_month(request.period.unwrap_or_else(|| Period::month_of(as_of)))?;
    let count = request.term_months.unwrap_or(1);
    if count == 0 || count > MOST_MONTHS {
        let message = format!("a term has 1 to {MOST_MONTHS} months, not {count}");
        return Err(alloc::vec![Issue::new(IssueCode::BillingTerm, "/termMonths", message)]);
    }
    let mut months = alloc::vec![first];
    let mut start = first.end;
    for _ in 1..count {
        let end = start.first_of_next_month();
        months.push(Period { start, end });
        start = end;
    }
    Ok(months)
}

/// What is asked for, and what it would be instead.
///
/// # Errors
/// `input.unknown_field`, `input.duplicate_id`.
pub(crate) fn baskets(request: &QuoteRequest) -> Result<Baskets<'_>, Vec<Issue>> {
    let asked = match (&request.plan, &request.items) {
        (Some(plan), None) => alloc::vec![Item { plan, name: None, list: "", index: 0 }],
        (None, Some(items)) => basket(items, "/items")?,
        (None, None) => Vec::new(),
        (Some(_), Some(_)) => {
            let message = "ask for one plan or for a basket, not for both";
            return Err(alloc::vec![Issue::new(IssueCode::InputUnknownField, "/items", message)]);
        }
    };
    let instead = request.what_if.as_deref().map(|items| basket(items, "/whatIf")).transpose()?;
    Ok(Baskets { asked, instead })
}

fn basket<'r>(items: &'r [QuoteItem], list: &'static str) -> Result<Vec<Item<'r>>, Vec<Issue>> {
    let id = |index: usize| items.get(index).map(|item| &*item.id);
    let repeated = order::repeated(items.len(), &|a, b| id(a).cmp(&id(b)));
    if repeated.is_empty() {
        return Ok(items.iter().enumerate().map(|(index, item)| Item { plan: &item.plan, name: Some(&item.id), list, index }).collect());
    }
    let issue = |index| Issue::new(IssueCode::InputDuplicateId, format!("{list}/{index}/id"), "the item is listed twice");
    Err(repeated.into_iter().map(issue).collect())
}

/// Who sells, buys and looks.
pub(crate) fn edge(request: &QuoteRequest) -> EdgeFacts<'_> {
    EdgeFacts::new(request.seller.as_ref(), request.buyer.as_ref(), request.viewer.as_ref())
}

/// What a price list must have for these plans.
pub(crate) fn wanted<'r>(request: &'r QuoteRequest, items: &[Item<'_>], period: Period, parties: Option<Parties<'r>>) -> Wanted<'r> {
    let pay_per_use = |item: &Item<'_>| matches!(item.plan, QuotePlan::PayPerUse { .. });
    Wanted {
        period,
        currency: request.currency,
        pay_per_use: items.iter().any(pay_per_use),
        reserved: !items.iter().all(pay_per_use),
        allow_sample: request.allow_sample.unwrap_or(false),
        pins: request.pin.as_deref().unwrap_or_default(),
        parties,
    }
}

/// What of one plan a basket holds.
pub(crate) fn volume(items: &[Item<'_>], plan: PricedPlan) -> Capacity {
    let of = |item: &Item<'_>| match (item.plan, plan) {
        (QuotePlan::PayPerUse { volume, .. }, PricedPlan::PayPerUse) => *volume,
        (QuotePlan::Reserved { reserved, .. }, PricedPlan::Reserved) => *reserved,
        _ => Capacity::ZERO,
    };
    items.iter().map(of).fold(Capacity::ZERO, Capacity::plus)
}

/// A reserved plan of a basket.
struct ReservedPlan {
    steps: [Step; 1],
    days: Vec<Day>,
    cents: Option<Price>,
}

impl ReservedPlan {
    fn new(reserved: Capacity, used: Capacity, cents: Option<Price>, month: Period) -> Self {
        let to = i64::try_from(seconds(month)).unwrap_or(i64::MAX);
        let share = Share { used: byte_seconds(used, DAY), peak: used.bytes(), active: true, estimated: false };
        let day = Day { reserved: share, allocated: byte_seconds(reserved, DAY), covered: byte_seconds(reserved, DAY), ..Day::default() };
        let days = alloc::vec![day; usize::try_from(month.days()).unwrap_or(0)];
        Self { steps: [Step { from: 0, to, capacity: reserved, changed_at: None }], days, cents }
    }
}

/// Adds a month's lines. A basket is one buyer's: its pay-per-use is added up as an invoice adds up that of storage accounts.
///
/// # Errors
/// `billing.reserved_zero`, `billing.excess_price_missing`, `billing.currency_mismatch`, `billing.amount_overflow`.
pub(crate) fn month(sections: &[Section<'_>], request: &QuoteRequest, items: &[Item<'_>], lines: &mut Lines) -> Result<(), Vec<Issue>> {
    let month = lines.period;
    let prices = [PricedPlan::PayPerUse, PricedPlan::Reserved].map(|plan| special(request.special_price.as_ref(), plan));
    let [usage_price, reserved_price] = prices.each_ref().map(Option::as_ref);
    let mut charges = Charges {
        pointer: items.first().map_or("/plan", |item| if item.name.is_some() { item.list } else { "/plan" }),
        ..Charges::default()
    };
    let mut reserved: Vec<(ReservedPlan, &Item<'_>, [alloc::string::String; 2])> = Vec::new();
    let listed = sections.last().and_then(|last| last.list.body.pay_per_use.as_ref());
    let apart = listed.is_none_or(|price| price.added_up_by() == MinimumScope::StorageAccount);
    let mut used: Vec<(Capacity, Capacity, Option<&str>)> = Vec::new();
    for item in items {
        match item.plan {
            QuotePlan::PayPerUse { volume, before } => {
                let before = before.unwrap_or(Capacity::ZERO);
                match used.last_mut().filter(|_| !apart) {
                    Some(sum) => *sum = (sum.0.plus(*volume), sum.1.plus(before), None),
                    None => used.push((*volume, before, item.name)),
                }
            }
            QuotePlan::Reserved { reserved: capacity, used, cost_storage_gb_cents } => {
                if capacity.is_zero() {
                    let message = "0 means pay-per-use, so there is no reserved plan of 0";
                    let issue = Issue::new(IssueCode::BillingReservedZero, item.pointer("/reserved"), message);
                    return Err(alloc::vec![issue.with_help("ask for the plan payPerUse")]);
                }
                let plan = ReservedPlan::new(*capacity, used.unwrap_or(Capacity::ZERO), *cost_storage_gb_cents, month);
                reserved.push((plan, item, [item.pointer(""), item.pointer("/costStorageGBCents")]));
            }
        }
    }
    charges.usage.extend(used.into_iter().map(|(volume, before, name)| {
        let measured = every_day(volume, month);
        Use { measured, before, of: None, name, special: usage_price }
    }));
    for (plan, item, [place, price]) in &reserved {
        let owner = Owner { name: item.name, special: reserved_price, ..Owner::default() };
        charges.reserves.push(Reserve { steps: &plan.steps, owner, pointer: place });
        let excess = Excess { days: &plan.days, reserved: Some(&plan.steps), cents_per_gb: plan.cents, pointer: price, place };
        charges.excesses.push((excess, Owner { special: None, ..owner }));
    }
    rate(sections, &charges, lines)
}
