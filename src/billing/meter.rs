//! Metering: from daily rows to byte-days, exact integers. Each day counts under the plan it had: with an allocation of
//! 0 it is pay-per-use, else reserved. Days outside the account's life count as nothing.
//! Source: <https://kb.impossiblecloud.com/en/how-to-check-storage-account-usage-via-the-partner-api>

use alloc::vec::Vec;

use super::document::{BillingDocument, Gap, LeadingGap};
use super::request::{BilledAccount, DailyUsage};
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::period::Period;
use crate::values::time::Date;

/// One account's month. A byte-day is one byte stored for one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Metered {
    /// Byte-days used on pay-per-use days.
    pub(crate) pay_per_use: u128,
    /// Byte-days used on reserved days.
    pub(crate) reserved: u128,
    /// Byte-days allocated on reserved days.
    pub(crate) allocated: u128,
    /// Whether any day was pay-per-use.
    pub(crate) has_pay_per_use_day: bool,
    /// Whether any day was reserved.
    pub(crate) has_reserved_day: bool,
    /// Whether any pay-per-use day had no row.
    pub(crate) pay_per_use_estimated: bool,
    /// Whether any reserved day had no row.
    pub(crate) reserved_estimated: bool,
}

impl Metered {
    /// Adds one day. INVARIANT: a day adds at most 10^21 and a period has under 4·10^6 days, far inside 128 bits.
    const fn add(&mut self, used: Capacity, allocated: Capacity, estimated: bool) {
        if allocated.is_zero() {
            self.pay_per_use_estimated = self.pay_per_use_estimated || estimated;
            self.has_pay_per_use_day = true;
            self.pay_per_use = self.pay_per_use.saturating_add(used.bytes());
        } else {
            self.reserved_estimated = self.reserved_estimated || estimated;
            self.has_reserved_day = true;
            self.reserved = self.reserved.saturating_add(used.bytes());
            self.allocated = self.allocated.saturating_add(allocated.bytes());
        }
    }

    /// The sum of two accounts' months.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            pay_per_use: self.pay_per_use.saturating_add(other.pay_per_use),
            reserved: self.reserved.saturating_add(other.reserved),
            allocated: self.allocated.saturating_add(other.allocated),
            has_pay_per_use_day: self.has_pay_per_use_day || other.has_pay_per_use_day,
            has_reserved_day: self.has_reserved_day || other.has_reserved_day,
            pay_per_use_estimated: self.pay_per_use_estimated || other.pay_per_use_estimated,
            reserved_estimated: self.reserved_estimated || other.reserved_estimated,
        }
    }
}

/// Meters one account over `period`; issues stand below `pointer`.
pub(crate) fn meter(
    settings: &BillingDocument,
    (account, pointer): (&BilledAccount, &str),
    period: Period,
    issues: &mut Vec<Issue>,
) -> Metered {
    let rows = sorted_rows(account, period, pointer, issues);
    let mut metered = Metered::default();
    let first = account.created_on.map_or(period.start, |created| created.max(period.start));
    let end = account.deleted_on.map_or(period.end, |deleted| deleted.min(period.end));
    let plan = rows.first().map_or(account.usage.allocated_capacity, |row| row.allocated_capacity);
    let mut upcoming = rows.iter().peekable();
    let mut last: Option<DailyUsage> = None;
    let mut day = first;
    while day < end {
        let row = upcoming.next_if(|row| row.date <= day);
        last = row.copied().or(last);
        let (used, allocated) = match (&last, settings.gap.value, settings.leading_gap.value) {
            (Some(known), Gap::RepeatLast, _) => (known.usage, known.allocated_capacity),
            (None, _, LeadingGap::Zero) => (Capacity::ZERO, plan),
        };
        metered.add(used, allocated, row.is_none());
        day = day.plus_days(1);
    }
    metered
}

fn sorted_rows(account: &BilledAccount, period: Period, pointer: &str, issues: &mut Vec<Issue>) -> Vec<DailyUsage> {
    let alive = |date: Date| {
        period.contains(date)
            && account.created_on.is_none_or(|created| created <= date)
            && account.deleted_on.is_none_or(|deleted| date < deleted)
    };
    let mut rows: Vec<(usize, DailyUsage)> = account.usage.daily_usage.iter().copied().enumerate().collect();
    order::sort_by(&mut rows, |(_, a), (_, b)| a.date.cmp(&b.date));
    let mut kept: Vec<DailyUsage> = Vec::with_capacity(rows.len());
    for (index, row) in rows {
        let here = format!("{pointer}/usage/daily_usage/{index}/date");
        if !alive(row.date) {
            let message = format!("{} is outside the billing period or the account's life", row.date);
            issues.push(Issue::new(IssueCode::BillingDayOutsidePeriod, here, message));
        } else if kept.last().is_some_and(|earlier| earlier.date == row.date) {
            let message = format!("{} has two rows", row.date);
            issues.push(Issue::new(IssueCode::BillingDuplicateDay, here, message));
        } else {
            kept.push(row);
        }
    }
    kept
}
