//! A day of metered use: byte-seconds as exact integers, apart by plan, and how days become one quantity.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::Averaging;
use crate::order;
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
    /// Whether there was this plan on any part of the day; the day counts as a whole then.
    pub(crate) active: bool,
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
            active: self.active || other.active,
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
        share.active = true;
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
    Constant { bytes: u128, active: usize, days: usize },
}

/// How days become the month's quantity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Averager {
    pub(crate) averaging: Averaging,
    /// What each day counts as at least, in bytes, where the averaging has such a floor.
    pub(crate) floor: u128,
    /// Bytes used on each day beside what is measured, which earlier lines charged.
    pub(crate) before: u128,
}

impl Averager {
    /// The bytes of each day that earlier lines charged.
    pub(crate) fn charged(self) -> u128 {
        let floored = self.averaging == Averaging::DailyFloor && self.before > 0;
        if floored { self.before.max(self.floor) } else { self.before }
    }
}

/// What counts on each day at least.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DailyLeast {
    /// Bytes that each day with the plan counts as at least.
    pub(crate) bytes: u128,
    /// Bytes taken off each day's use first.
    pub(crate) free: u128,
    /// Bytes that are used beside what is measured.
    pub(crate) before: u128,
    /// Whether days without use count, too.
    pub(crate) at_zero_use: bool,
}

fn wide(count: usize) -> u128 {
    u128::try_from(count).unwrap_or(0)
}

impl Measured<'_> {
    const fn days(&self) -> usize {
        match self {
            Self::Days(days) => days.len(),
            Self::Constant { days, .. } => *days,
        }
    }

    /// Ticks of a day: figures are in bytes times seconds, or times days where all days are the same, which keeps them small.
    const fn day(&self) -> u128 {
        match self {
            Self::Days(_) => DAY,
            Self::Constant { .. } => 1,
        }
    }

    /// The day at an index.
    #[inline(never)]
    fn share(&self, index: usize) -> Share {
        match self {
            Self::Days(days) => days.get(index).map(|day| day.pay_per_use).unwrap_or_default(),
            Self::Constant { bytes, active, .. } if index < *active => Share { used: *bytes, peak: *bytes, active: true, estimated: false },
            Self::Constant { .. } => Share::default(),
        }
    }

    /// The sum over the days from `first` up to `end`; a day without the plan brings nothing.
    // Not generic: it is compiled once.
    #[inline(never)]
    fn sum(&self, (first, end): (usize, usize), of: &dyn Fn(Share) -> u128) -> u128 {
        match self {
            Self::Days(days) => {
                days.get(first..end).unwrap_or_default().iter().fold(0, |sum: u128, day| sum.saturating_add(of(day.pay_per_use)))
            }
            Self::Constant { active, .. } => of(self.share(0)).saturating_mul(wide((*active).min(end).saturating_sub(first))),
        }
    }

    /// The part of the month's quantity that the days from `first` up to `end` bring, days counted from the month's first.
    pub(crate) fn mean(&self, averager: Averager, part: (usize, usize)) -> Mean {
        let (day, all) = (self.day(), (0, self.days()));
        let month = wide(self.days()).saturating_mul(day);
        // One figure stands for the whole month.
        let figure = |bytes: u128| bytes.saturating_mul(wide(part.1.saturating_sub(part.0)));
        let (sum, span, name) = match averager.averaging {
            Averaging::CalendarMean => (self.sum(part, &|share| share.used), month, ""),
            Averaging::ActiveDaysMean => {
                (self.sum(part, &|share| share.used), self.sum(all, &|share| if share.active { day } else { 0 }), "active days: ")
            }
            Averaging::DailyPeakMean => (self.sum(part, &|share| share.peak.saturating_mul(day)), month, "daily peaks: "),
            Averaging::DailyFloor => {
                let [least, before, charged] = [averager.floor, averager.before, averager.charged()].map(|bytes| bytes.saturating_mul(day));
                let counted = |share: Share| share.used.saturating_add(before).max(least).saturating_sub(charged);
                (self.sum(part, &|share| if share.active { counted(share) } else { 0 }), month, "daily floor: ")
            }
            Averaging::Peak => {
                let peak = (0..self.days()).map(|index| self.share(index).peak).max().unwrap_or(0);
                (figure(peak.saturating_mul(day)), month, "peak: ")
            }
            Averaging::LastDay => (figure(self.share(self.days().saturating_sub(1)).used), month, "last day: "),
            Averaging::P95 => (figure(self.percentile(95)), month, "95th percentile: "),
        };
        Mean { sum, span, tick: DAY.checked_div(day).unwrap_or(1), name }
    }

    /// Nearest rank over all days of the month: the least day's use that at least `percent` of the days do not exceed.
    fn percentile(&self, percent: usize) -> u128 {
        let mut used: Vec<u128> = (0..self.days()).map(|index| self.share(index).used).collect();
        order::sort_by(&mut used, Ord::cmp);
        let rank = used.len().saturating_mul(percent).div_ceil(100);
        used.get(rank.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// What the days come to where each counts as a least quantity, as a mean over the month.
    pub(crate) fn at_least(&self, least: DailyLeast) -> Mean {
        let day = self.day();
        let [bytes, free, before] = [least.bytes, least.free, least.before].map(|bytes| bytes.saturating_mul(day));
        let counted = |share: Share| {
            let used = share.used.saturating_add(before);
            if !share.active || used == 0 && !least.at_zero_use { 0 } else { used.saturating_sub(free).max(bytes) }
        };
        Mean::of(self.sum((0, self.days()), &counted), wide(self.days()).saturating_mul(day))
    }

    /// The part of the month's days on which there was the plan; none beyond 128 bits.
    pub(crate) fn active(&self) -> Option<Ratio> {
        Mean::of(self.sum((0, self.days()), &|share| u128::from(share.active)), wide(self.days())).bytes()
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.sum((0, self.days()), &|share| share.used) == 0
    }

    pub(crate) fn is_estimated(&self) -> bool {
        match self {
            Self::Days(days) => days.iter().any(|day| day.pay_per_use.estimated),
            Self::Constant { .. } => false,
        }
    }
}
