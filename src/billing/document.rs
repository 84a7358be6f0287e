//! The wire shape of a billing document: settings of metering, excess and rounding, each with its source.

use crate::values::ratio::Rounding;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// How a month's daily figures become one quantity.
    pub(crate) words Averaging {
        /// Sum of the daily figures over all days of the calendar month.
        "calendarMean" CalendarMean,
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
    /// What average use is compared with to find the excess.
    pub(crate) words ExcessBase {
        /// The contract's reserved capacity.
        "contract" Contract,
        /// Each customer's allocated capacity.
        "allocation" Allocation,
    }
}

shape! {
    /// Settings of billing.
    pub(crate) struct BillingDocument {
        /// From daily figures to a quantity.
        "averaging" averaging: Setting<Averaging>,
        /// Days without a figure after the first.
        "gap" gap: Setting<Gap>,
        /// Days without a figure before the first.
        "leadingGap" leading_gap: Setting<LeadingGap>,
        /// What use may exceed.
        "excessBase" excess_base: Setting<ExcessBase>,
        /// How a line's amount is rounded to the currency's minor unit.
        "rounding" rounding: Setting<Rounding>,
    }
}
