//! Quote: one month of one plan, before it is ordered. Rated by the invoice's code with the same use on every day.

use alloc::vec::Vec;

use super::document::BillingDocument;
use super::line::{Bill, Lines};
use super::price_list::{PriceListDocument, Wanted};
use super::rate::{self, Covered, Use};
use super::request::{QuotePlan, QuoteRequest};
use crate::decision::Verdict;
use crate::issue::{Issue, IssueCode};
use crate::values::capacity::Capacity;
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
    let every_day = |capacity: Capacity| {
        let days = u128::try_from(period.days()).unwrap_or(0);
        Use { byte_days: capacity.bytes().saturating_mul(days), days, estimated: false }
    };
    let rated = match &request.plan {
        QuotePlan::PayPerUse { volume } => {
            list.body.pay_per_use.as_ref().and_then(|price| rate::pay_per_use(price, &mut lines, every_day(*volume), None))
        }
        QuotePlan::Reserved { reserved, used, cost_storage_gb_cents } => {
            if reserved.is_zero() {
                let message = "0 means pay-per-use, so there is no reserved plan of 0";
                let issue = Issue::new(IssueCode::BillingReservedZero, "/plan/reserved", message);
                return Err(alloc::vec![issue.with_help("ask for the plan payPerUse")]);
            }
            let priced = list.body.reserved.as_ref().and_then(|price| rate::reserved(price, &mut lines, *reserved, None));
            let used = used.unwrap_or(Capacity::ZERO);
            match cost_storage_gb_cents {
                None if used > *reserved => {
                    let message = "the use exceeds the reserved capacity, and no excess price is given";
                    return Err(alloc::vec![Issue::new(IssueCode::BillingExcessPriceMissing, "/plan/costStorageGBCents", message)]);
                }
                None => priced,
                Some(cents) => {
                    let covered = Covered { byte_days: every_day(*reserved).byte_days, name: "reserved" };
                    priced.and_then(|()| rate::excess(*cents, &mut lines, every_day(used), covered, None))
                }
            }
        }
    };
    rated.ok_or_else(|| super::invoice::overflow("/plan"))?;
    Ok((verdict, lines.finish()))
}
