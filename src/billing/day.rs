//! A day of metered use: byte-seconds as exact integers, apart by plan, and how days become one quantity.

use alloc::string::String;

use super::document::Averaging;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::ratio::Ratio;
use crate::values::time::SECONDS_PER_DAY;

/// [`SECONDS_PER_DAY`] for sums of byte-seconds.
#[expect(clippy::as_conversions, reason = "`From` is not for constants; 64 bits fit 128")]
pub(crate) const DAY: u128 = SECONDS_PER_DAY.unsigned_abs() as u128;

/// A day's use under one plan.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// Byte-seconds used.
    pub(crate) used: u128,
    /// The most bytes at once.
    pub(crate) peak: u128,
    /// Seconds under this plan.
    pub(crate) seconds: u128,
    /// Whether any of it was not measured.
    pub(crate) estimated: bool,
}

/// One day of an account, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Day {
    pub(crate) pay_per_use: Share,
    pub(crate) reserved: Share,
    /// Byte-seconds allocated while reserved.
    pub(crate) allocated: u128,
    /// As much of it as there are figures of use for: what is not known hides no excess.
    pub(crate) covered: u128,
}

/// Where a figure comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Measured,
    /// The figure before it, repeated.
    Repeated,
    /// Before the first figure.
    Unknown,
}

impl Share {
    const fn plus(self, other: Self) -> Self {
        Self {
            used: self.used.saturating_add(other.used),
            peak: self.peak.saturating_add(other.peak),
            seconds: if self.seconds > other.seconds { self.seconds } else { other.seconds },
            estimated: self.estimated || other.estimated,
        }
    }
}

impl Day {
    /// Adds a part of the day. INVARIANT: a day adds at most 10^21 × 86,400 and a period has under 4·10^6 days, inside 128 bits.
    pub(crate) fn add(&mut self, seconds: u128, (used, allocated): (Capacity, Capacity), origin: Origin) {
        let times = |capacity: Capacity| capacity.bytes().saturating_mul(seconds);
        let share = if allocated.is_zero() { &mut self.pay_per_use } else { &mut self.reserved };
        share.used = share.used.saturating_add(times(used));
        share.peak = share.peak.max(used.bytes());
        share.seconds = share.seconds.saturating_add(seconds);
        share.estimated = share.estimated || origin != Origin::Measured;
        self.allocated = self.allocated.saturating_add(times(allocated));
        if origin != Origin::Unknown {
            self.covered = self.covered.saturating_add(times(allocated));
        }
    }

    /// The day of two accounts together. Peaks of both are added, as if they came at once.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            pay_per_use: self.pay_per_use.plus(other.pay_per_use),
            reserved: self.reserved.plus(other.reserved),
            allocated: self.allocated.saturating_add(other.allocated),
            covered: self.covered.saturating_add(other.covered),
        }
    }
}

/// What a quantity is a fraction of: `sum` over `span`, in bytes times ticks and in ticks of so many seconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mean {
    sum: u128,
    span: u128,
    tick: u128,
    name: &'static str,
}

impl Mean {
    /// Byte-seconds over seconds.
    pub(crate) const fn of(sum: u128, span: u128) -> Self {
        Self { sum, span, tick: 1, name: "" }
    }

    /// In bytes; none beyond 128 bits.
    pub(crate) fn bytes(self) -> Option<Ratio> {
        let whole = self.sum.checked_div(self.span.max(1))?;
        if whole.checked_mul(self.span) == Some(self.sum) {
            return Ratio::whole(whole);
        }
        Ratio::whole(self.sum)?.over(Ratio::whole(self.span)?)
    }

    /// `20000000000000 byte-days / 30 days`.
    pub(crate) fn print(self) -> String {
        let (sum, span, name) = (self.sum.saturating_mul(self.tick), self.span.saturating_mul(self.tick), self.name);
        let whole = |value: u128| value.checked_rem(DAY) == Some(0);
        let days = |value: u128| value.checked_div(DAY).unwrap_or(0);
        if whole(sum) && whole(span) {
            let unit = if days(span) == 1 { "day" } else { "days" };
            format!("{name}{} byte-days / {} {unit}", days(sum), days(span))
        } else {
            format!("{name}{sum} byte-seconds / {span} seconds")
        }
    }
}

/// Pay-per-use that is to be rated: as metered, or the same on so many of the month's days.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Measured<'d> {
    Days(&'d [Day]),
    Constant { bytes: u128, active: u128, days: u128 },
}

impl Measured<'_> {
    fn days(&self) -> u128 {
        match self {
            Self::Days(days) => u128::try_from(days.len()).unwrap_or(0),
            Self::Constant { days, .. } => *days,
        }
    }

    /// The part of the month's quantity that the days from `first` up to `end` bring, days counted from the month's first.
    pub(crate) fn mean(&self, averaging: Averaging, (first, end): (usize, usize)) -> Mean {
        let month = self.days().saturating_mul(DAY);
        let part = u128::try_from(end.saturating_sub(first)).unwrap_or(0);
        match self {
            Self::Constant { bytes, active, days: month } => {
                let days = (*active).saturating_sub(u128::try_from(first).unwrap_or(0)).min(part);
                let (bytes, days, span, name) = match averaging {
                    Averaging::CalendarMean => (*bytes, days, *month, ""),
                    Averaging::DailyPeakMean => (*bytes, days, *month, "daily peaks: "),
                    Averaging::ActiveDaysMean => (*bytes, days, *active, "active days: "),
                    Averaging::Peak => (*bytes, part, *month, "peak: "),
                    Averaging::LastDay => (if active == month { *bytes } else { 0 }, part, *month, "last day: "),
                };
                Mean { sum: bytes.saturating_mul(days), span, tick: DAY, name }
            }
            Self::Days(days) => {
                let shares = || days.get(first..end).unwrap_or_default().iter().map(|day| day.pay_per_use);
                let used = || shares().fold(0, |sum: u128, share| sum.saturating_add(share.used));
                let (sum, span, name) = match averaging {
                    Averaging::CalendarMean => (used(), month, ""),
                    Averaging::ActiveDaysMean => {
                        let active = days.iter().fold(0, |sum: u128, day| sum.saturating_add(day.pay_per_use.seconds));
                        (used(), active, "active days: ")
                    }
                    Averaging::Peak => {
                        let peak = days.iter().map(|day| day.pay_per_use.peak).max().unwrap_or(0);
                        (peak.saturating_mul(part).saturating_mul(DAY), month, "peak: ")
                    }
                    Averaging::LastDay => {
                        let last = days.last().map_or(0, |day| day.pay_per_use.used);
                        (last.saturating_mul(part), month, "last day: ")
                    }
                    Averaging::DailyPeakMean => {
                        let peaks = shares().fold(0, |sum: u128, share| sum.saturating_add(share.peak.saturating_mul(DAY)));
                        (peaks, month, "daily peaks: ")
                    }
                };
                Mean { sum, span, tick: 1, name }
            }
        }
    }

    /// What the days lack of `floor` bytes each, as a mean over the month; days without the plan lack nothing.
    pub(crate) fn missing_by_day(&self, floor: u128, at_zero_use: bool) -> Mean {
        let month = self.days().saturating_mul(DAY);
        let lacking = |used: u128, seconds: u128| {
            if used == 0 && !at_zero_use { 0 } else { floor.saturating_mul(seconds).saturating_sub(used) }
        };
        let sum = match self {
            Self::Days(days) => {
                days.iter().fold(0, |sum: u128, Day { pay_per_use: share, .. }| sum.saturating_add(lacking(share.used, share.seconds)))
            }
            Self::Constant { bytes, active, .. } => lacking(bytes.saturating_mul(DAY), DAY).saturating_mul(*active),
        };
        Mean::of(sum, month)
    }

    /// The part of the month under the plan; none beyond 128 bits.
    pub(crate) fn active(&self) -> Option<Ratio> {
        let seconds = match self {
            Self::Days(days) => days.iter().fold(0, |sum: u128, day| sum.saturating_add(day.pay_per_use.seconds)),
            Self::Constant { active, .. } => active.saturating_mul(DAY),
        };
        Mean::of(seconds, self.days().saturating_mul(DAY)).bytes()
    }

    pub(crate) fn is_zero(&self) -> bool {
        match self {
            Self::Days(days) => days.iter().all(|day| day.pay_per_use.used == 0),
            Self::Constant { bytes, active, .. } => *bytes == 0 || *active == 0,
        }
    }

    pub(crate) fn is_estimated(&self) -> bool {
        match self {
            Self::Days(days) => days.iter().any(|day| day.pay_per_use.estimated),
            Self::Constant { .. } => false,
        }
    }
}
