//! Quote: one month of one plan, before it is ordered. Rated by the invoice's code with the same use on every day.

use alloc::vec::Vec;

use super::document::BillingDocument;
use super::line::{Bill, Lines};
use super::price_list::{PriceListDocument, ReservedPrice, Wanted};
use super::rate::{self, Covered, Use};
use super::request::{QuotePlan, QuoteRequest};
use crate::decision::Verdict;
use crate::issue::{Issue, IssueCode};
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::Version;

/// The month that is quoted.
///
/// # Errors
/// `billing.period_not_a_month`.
pub(crate) fn period(request: &QuoteRequest, as_of: Instant) -> Result<Period, Vec<Issue>> {
    super::invoice::one_month(request.period.unwrap_or_else(|| Period::month_of(as_of)))
}

/// What a price list must have for this quote.
pub(crate) fn wanted(request: &QuoteRequest, period: Period) -> Wanted<'_> {
    let pay_per_use = matches!(request.plan, QuotePlan::PayPerUse { .. });
    Wanted {
        period,
        currency: request.currency,
        pay_per_use,
        reserved: !pay_per_use,
        allow_sample: request.allow_sample.unwrap_or(false),
        pins: request.pin.as_deref().unwrap_or_default(),
    }
}

/// The priced month.
///
/// # Errors
/// `billing.reserved_zero`, `billing.excess_price_missing`, `billing.amount_overflow`.
pub(crate) fn evaluate(
    settings: &BillingDocument,
    list: &Version<PriceListDocument>,
    request: &QuoteRequest,
    period: Period,
) -> Result<(Verdict, Bill), Vec<Issue>> {
    let mut verdict = Verdict::default();
    super::invoice::warn_sample(list, &mut verdict);
    let mut lines = Lines::new(list.body.currency, period, settings.rounding.value);
    let days = super::invoice::days(settings, &lines);
    match &request.plan {
        QuotePlan::PayPerUse { volume } => {
            let rated =
                list.body.pay_per_use.as_ref().and_then(|price| rate::pay_per_use(price, &mut lines, every_day(*volume, days), None));
            rated.ok_or_else(|| super::invoice::overflow("/plan"))?;
        }
        QuotePlan::Reserved { reserved, used, cost_storage_gb_cents } => {
            let plan = ReservedPlan { reserved: *reserved, used: used.unwrap_or(Capacity::ZERO), cents: *cost_storage_gb_cents };
            plan.check(&lines)?;
            let rated = list.body.reserved.as_ref().and_then(|price| plan.rate(price, &mut lines, days));
            rated.ok_or_else(|| super::invoice::overflow("/plan"))?;
        }
    }
    Ok((verdict, lines.finish()))
}

/// The same use on each of so many days.
fn every_day(capacity: Capacity, days: u128) -> Use {
    Use { byte_days: capacity.bytes().saturating_mul(days), days, estimated: false }
}

struct ReservedPlan {
    reserved: Capacity,
    used: Capacity,
    cents: Option<Price>,
}

impl ReservedPlan {
    fn check(&self, lines: &Lines) -> Result<(), Vec<Issue>> {
        if self.reserved.is_zero() {
            let message = "0 means pay-per-use, so there is no reserved plan of 0";
            let issue = Issue::new(IssueCode::BillingReservedZero, "/plan/reserved", message);
            return Err(alloc::vec![issue.with_help("ask for the plan payPerUse")]);
        }
        if self.used <= self.reserved {
            return Ok(());
        }
        let pointer = "/plan/costStorageGBCents";
        super::invoice::has_cents(lines.currency, pointer)?;
        if self.cents.is_none() {
            let message = "the use exceeds the reserved capacity, and no excess price is given";
            return Err(alloc::vec![Issue::new(IssueCode::BillingExcessPriceMissing, pointer, message)]);
        }
        Ok(())
    }

    fn rate(&self, price: &ReservedPrice, lines: &mut Lines, days: u128) -> Option<()> {
        rate::reserved(price, lines, self.reserved, None)?;
        let covered = Covered { byte_days: every_day(self.reserved, days).byte_days, name: "reserved" };
        self.cents.map_or(Some(()), |cents| rate::excess(cents, lines, every_day(self.used, days), covered, None))
    }
}
