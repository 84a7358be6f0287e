//! Metering: from daily rows or samples to days of byte-seconds, exact integers. Time under an allocation of 0 is
//! pay-per-use, else reserved. Days outside the account's life count as nothing.
//! Source: <https://kb.impossiblecloud.com/en/how-to-check-storage-account-usage-via-the-partner-api>

use alloc::string::String;
use alloc::vec::Vec;

use super::day::{DAY, Day, Origin};
use super::document::{BillingDocument, Gap, LeadingGap, ReservedBase, set};
use super::request::{BilledAccount, DailyUsage};
use super::sample;
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::period::Period;
use crate::values::time::{Date, Instant, SECONDS_PER_DAY};

/// How a period is metered.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Metering<'s> {
    pub(crate) settings: &'s BillingDocument,
    pub(crate) period: Period,
    /// Until when there can be figures, where the period is running and days to come count as nothing.
    pub(crate) until: Option<Instant>,
    /// What the reserved plan is billed by where there is no contract.
    pub(crate) reserved_base: ReservedBase,
}

/// A stretch of time with one figure: seconds since the period's start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) used: Capacity,
    pub(crate) allocated: Capacity,
}

/// The account's days of the period; issues stand below `pointer`.
pub(crate) fn meter(metering: Metering<'_>, (account, pointer): (&BilledAccount, &str), issues: &mut Vec<Issue>) -> Vec<Day> {
    let period = metering.period;
    let stretches = match &account.samples {
        Some(samples) => {
            if !account.usage.daily_usage.is_empty() {
                let message = "an account has either daily rows or samples";
                issues.push(Issue::new(IssueCode::InputUnknownField, format!("{pointer}/samples"), message));
            }
            sample::stretches(samples, account, period, (pointer, issues))
        }
        None => sorted_rows(account, period, pointer, issues).iter().map(|row| of_row(row, period)).collect(),
    };
    let first = account.created_on.map_or(period.start, |created| created.max(period.start));
    let mut end = account.deleted_on.map_or(period.end, |deleted| deleted.min(period.end));
    if !set(&metering.settings.pending_deletion_billed, true)
        && let Some(pending) = account.pending_deleted_at
    {
        end = end.min(pending.date().max(first));
    }
    let seconds = |date: Date| date.days_since(period.start).saturating_mul(SECONDS_PER_DAY);
    let until = metering.until.map_or(i64::MAX, |until| until.seconds_since(period.start.start()));
    fill(metering.settings, &stretches, account.usage.allocated_capacity, (seconds(first), seconds(end), until), period)
}

fn of_row(row: &DailyUsage, period: Period) -> Stretch {
    let from = row.date.days_since(period.start).saturating_mul(SECONDS_PER_DAY);
    Stretch { from, to: from.saturating_add(SECONDS_PER_DAY), used: row.usage, allocated: row.allocated_capacity }
}

/// The days from the account's first to its last second, gaps filled as the settings say; nothing is projected after `until`.
fn fill(
    settings: &BillingDocument,
    stretches: &[Stretch],
    allocated: Capacity,
    (first, end, until): (i64, i64, i64),
    period: Period,
) -> Vec<Day> {
    let mut days = alloc::vec![Day::default(); usize::try_from(period.days()).unwrap_or(0)];
    let mut known = stretches.first().map_or(allocated, |stretch| stretch.allocated);
    let mut last: Option<Capacity> = None;
    let mut at = first;
    for stretch in stretches {
        let (used, origin) = filled(settings, last);
        spread(&mut days, (at, stretch.from.min(end).min(until.max(at))), (used, known), origin);
        spread(&mut days, (stretch.from.max(first), stretch.to.min(end)), (stretch.used, stretch.allocated), Origin::Measured);
        (last, known, at) = (Some(stretch.used), stretch.allocated, stretch.to.max(at));
    }
    let (used, origin) = filled(settings, last);
    spread(&mut days, (at, end.min(until)), (used, known), origin);
    days
}

/// What a gap counts as after `last`.
const fn filled(settings: &BillingDocument, last: Option<Capacity>) -> (Capacity, Origin) {
    match (last, settings.gap.value, settings.leading_gap.value) {
        (Some(known), Gap::RepeatLast, _) => (known, Origin::Repeated),
        (None, _, LeadingGap::Zero) => (Capacity::ZERO, Origin::Unknown),
    }
}

/// Adds one figure to each day that the stretch touches.
fn spread(days: &mut [Day], (from, to): (i64, i64), figure: (Capacity, Capacity), origin: Origin) {
    let mut at = from;
    while at < to {
        let index = at.div_euclid(SECONDS_PER_DAY);
        let next = index.saturating_add(1).saturating_mul(SECONDS_PER_DAY).min(to);
        if let Some(day) = usize::try_from(index).ok().and_then(|index| days.get_mut(index)) {
            day.add(u128::try_from(next.saturating_sub(at)).unwrap_or(0), figure, origin);
        }
        at = next;
    }
}

/// What byte-seconds come to on average over the period, rounded up to whole bytes.
pub(crate) fn average(byte_seconds: u128, period: Period) -> Capacity {
    Capacity::average(byte_seconds, u128::try_from(period.days()).unwrap_or(1).saturating_mul(DAY))
}

fn sorted_rows(account: &BilledAccount, period: Period, pointer: &str, issues: &mut Vec<Issue>) -> Vec<DailyUsage> {
    let mut rows: Vec<(usize, DailyUsage)> = account.usage.daily_usage.iter().copied().enumerate().collect();
    order::sort_by(&mut rows, |(_, a), (_, b)| a.date.cmp(&b.date));
    let mut kept: Vec<DailyUsage> = Vec::with_capacity(rows.len());
    for (index, row) in rows {
        let here = || format!("{pointer}/usage/daily_usage/{index}/date");
        if !alive(account, period, row.date) {
            issues.push(outside(row.date, here()));
        } else if kept.last().is_some_and(|earlier| earlier.date == row.date) {
            let message = format!("{} has two rows", row.date);
            issues.push(Issue::new(IssueCode::BillingDuplicateDay, here(), message));
        } else {
            kept.push(row);
        }
    }
    kept
}

/// Whether a day is inside the period and the account's life.
pub(crate) fn alive(account: &BilledAccount, period: Period, date: Date) -> bool {
    period.contains(date)
        && account.created_on.is_none_or(|created| created <= date)
        && account.deleted_on.is_none_or(|deleted| date < deleted)
}

pub(crate) fn outside(date: Date, pointer: String) -> Issue {
    let message = format!("{date} is outside the billing period or the account's life");
    Issue::new(IssueCode::BillingDayOutsidePeriod, pointer, message)
}
