//! Periods `[start, end)` of civil days in UTC.

use alloc::format;

use super::time::{Date, Instant};
use crate::issue::IssueCode;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;

shape! {
    /// Days from `start` up to, not including, `end`.
    #[derive(Copy, PartialEq, Eq, serde::Serialize)]
    struct Bounds {
        /// First day.
        "start" start: Date,
        /// The day after the last.
        "end" end: Date,
    }
}

/// Days from `start` up to, not including, `end`; at least one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Period {
    /// First day.
    pub(crate) start: Date,
    /// The day after the last.
    pub(crate) end: Date,
}

impl Period {
    /// The calendar month that holds `instant`.
    pub(crate) fn month_of(instant: Instant) -> Self {
        let date = instant.date();
        Self { start: date.first_of_month(), end: date.first_of_next_month() }
    }

    pub(crate) fn is_one_month(self) -> bool {
        self.start.first_of_month() == self.start && self.start.first_of_next_month() == self.end
    }

    pub(crate) const fn days(self) -> i64 {
        self.end.days_since(self.start)
    }

    pub(crate) fn contains(self, date: Date) -> bool {
        self.start <= date && date < self.end
    }
}

impl Read for Period {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let before = reader.issue_count();
        let Bounds { start, end } = Bounds::read(node, reader);
        if reader.issue_count() == before && end <= start {
            let message = format!("the period ends on {end}, not after its start on {start}");
            reader.issue(IssueCode::InputPeriodEmpty, message, Some("the end is the day after the last one".into()));
        }
        Self { start, end }
    }
}
