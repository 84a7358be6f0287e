//! The wire shape of a billing document: settings of metering, excess and rounding, each with its source.

use alloc::vec::Vec;

use super::day::Averager;
use crate::issue::{Issue, IssueCode};
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::ratio::Rounding;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// How a month's daily figures become one quantity.
    pub(crate) words Averaging {
        /// Sum of the daily figures over all days of the calendar month.
        "calendarMean" CalendarMean,
        /// Sum of the figures over the time on which there was an account.
        "activeDaysMean" ActiveDaysMean,
        /// The largest day.
        "peak" Peak,
        /// The last day of the month.
        "lastDay" LastDay,
        /// Sum of each day's largest figure over all days of the calendar month.
        "dailyPeakMean" DailyPeakMean,
        /// Sum over the days on which there was an account of the larger of figure and floor, over all days of the calendar
        /// month. Source: <https://wacmdocs.wasabi-support.com/docs/converting-metrics-to-charges>
        "dailyFloor" DailyFloor,
        /// The 95th percentile of the daily figures over all days of the calendar month, by nearest rank: of 28 to 31 days the
        /// second largest. Days without an account count as nothing.
        "p95" P95,
    }
}

shape! {
    /// What a day without a figure counts as, after the first figure.
    pub(crate) words Gap {
        /// The last known figure, marked as estimated.
        "repeatLast" RepeatLast,
    }
}

shape! {
    /// What a day without a figure counts as, before the first figure.
    pub(crate) words LeadingGap {
        /// Nothing, marked as estimated.
        "zero" Zero,
    }
}

shape! {
    /// What the reserved plan is billed by, and what use is compared with to find the excess.
    pub(crate) words ReservedBase {
        /// The contract's reserved capacity.
        "contract" Contract,
        /// Each customer's allocated capacity, day by day.
        "allocation" Allocation,
    }
}

shape! {
    /// Settings of billing.
    pub(crate) struct BillingDocument {
        /// From daily figures to a quantity.
        "averaging" averaging: Setting<Averaging>,
        /// What a day counts as at least; needed for `dailyFloor`, and of no effect else.
        "dailyFloor" daily_floor: Option<Setting<Capacity>>,
        /// Days without a figure after the first.
        "gap" gap: Setting<Gap>,
        /// Days without a figure before the first.
        "leadingGap" leading_gap: Setting<LeadingGap>,
        /// What use may exceed.
        "excessBase" excess_base: Setting<ReservedBase>,
        /// How a line's amount is rounded to the currency's minor unit.
        "rounding" rounding: Setting<Rounding>,
        /// Whether the exact sum is rounded once and the lines' difference is its own line; absent: no, lines alone.
        "roundTotal" round_total: Option<Setting<bool>>,
        /// Use is rounded up to a multiple of this before it is priced; absent: not rounded.
        "quantityStep" quantity_step: Option<Setting<Capacity>>,
        /// Whether excess is found for each day instead of the month's average; absent: no.
        "excessByDay" excess_by_day: Option<Setting<bool>>,
        /// Egress up to so many percent of what was stored on average is free where a contract has a price for it; absent: none is.
        "freeEgressPercent" free_egress_percent: Option<Setting<u32>>,
        /// So many days after it was due an amount is overdue; absent: 0.
        "graceDays" grace_days: Option<Setting<u32>>,
        /// What an invoice charges of an overdue amount that it is told of, in percent, once for each; absent: nothing.
        "lateFeePercent" late_fee_percent: Option<Setting<Price>>,
        /// Whether the estimate of a running month counts the days to come as nothing instead of repeating the last
        /// figure; absent: no.
        "previewToDate" preview_to_date: Option<Setting<bool>>,
        /// Whether an account in pending deletion is charged until it is deleted; absent: yes.
        "pendingDeletionBilled" pending_deletion_billed: Option<Setting<bool>>,
        /// Whether the reserved plan is charged for the part of the month alone in which the contract is in force;
        /// absent: no, for the whole month.
        "prorateReserved" prorate_reserved: Option<Setting<bool>>,
        /// Whether parts of a month go by the second instead of the day; absent: no.
        "prorationBySecond" proration_by_second: Option<Setting<bool>>,
        /// Whether the day or second at which something ends is charged too; absent: no.
        "prorationEndInclusive" proration_end_inclusive: Option<Setting<bool>>,
        /// Whether every month counts as 30 days when a part of it is taken; absent: no, its own days.
        "prorationThirtyDays" proration_thirty_days: Option<Setting<bool>>,
        /// Whether figures are for buyer and seller alone, where a request says who looks; absent: yes.
        "ownEdgesOnly" own_edges_only: Option<Setting<bool>>,
        /// Who may bill whom, by type of account; absent: nobody that a request names.
        "edges" edges: Option<Vec<EdgeRule>>,
    }
}

shape! {
    /// A type of seller may bill a type of buyer.
    pub(crate) struct EdgeRule {
        /// Type of the seller.
        "seller" seller: Id,
        /// Type of the buyer.
        "buyer" buyer: Id,
        /// What the reserved plan is billed by where a request has no contract; absent: `contract`, so that it needs one.
        "reservedBase" reserved_base: Option<Setting<ReservedBase>>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
    }
}

impl BillingDocument {
    /// How days become a quantity, where `before` of each day was charged earlier.
    pub(crate) fn averager(&self, before: Capacity) -> Averager {
        let floor = self.daily_floor.as_ref().map_or(0, |floor| floor.value.bytes());
        Averager { averaging: self.averaging.value, floor, before: before.bytes() }
    }

    /// What is wrong with the settings beyond their shape; pointers are of the document.
    pub(crate) fn check(&self, issues: &mut Vec<Issue>) {
        if self.averaging.value == Averaging::DailyFloor && self.daily_floor.is_none() {
            let message = "averaging by `dailyFloor` needs the floor";
            issues.push(Issue::new(IssueCode::InputMissingField, "/billing/dailyFloor", message));
        }
    }
}

/// A setting's value, or what counts where it is absent.
pub(crate) fn set(setting: &Option<Setting<bool>>, absent: bool) -> bool {
    setting.as_ref().map_or(absent, |setting| setting.value)
}
