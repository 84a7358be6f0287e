//! The order of rating, in one place: metered use through free units and tiers → minimum quantity → reserved → excess → egress
//! → discounts and margins → most → least → prepaid → late fees → corrections → rounding of the sum. One code path for
//! quote, invoice and columns; a fraction stays exact until its line is rounded.

use alloc::vec::Vec;

use super::adjust;
use super::choice::Section;
use super::day::Day;
use super::egress::Egress;
use super::line::{Lines, overflow};
use super::request::{Correction, Overdue, Prepaid};
use super::reserved::{self, Excess, Owner, Step};
use super::usage::{self, Use};
use crate::issue::Issue;
use crate::values::time::Date;

/// Reserved capacity to be rated.
pub(crate) struct Reserve<'r> {
    pub(crate) steps: &'r [Step],
    pub(crate) owner: Owner<'r>,
    /// Where the capacity stands in the request.
    pub(crate) pointer: &'r str,
}

/// Allocated capacity to be rated day by day.
pub(crate) struct Allocated<'a> {
    pub(crate) days: &'a [Day],
    pub(crate) owner: Owner<'a>,
}

/// All that a month is charged for.
#[derive(Default)]
pub(crate) struct Charges<'c> {
    pub(crate) usage: Vec<Use<'c>>,
    pub(crate) reserves: Vec<Reserve<'c>>,
    pub(crate) allocated: Vec<Allocated<'c>>,
    pub(crate) excesses: Vec<(Excess<'c>, Owner<'c>)>,
    pub(crate) egress: Option<Egress<'c>>,
    pub(crate) prepaid: Option<&'c Prepaid>,
    /// What is not paid, and the day on which that is asked.
    pub(crate) overdue: Option<(&'c [Overdue], Date)>,
    pub(crate) corrections: &'c [Correction],
    /// Where use stands in the request.
    pub(crate) pointer: &'c str,
}

/// Adds every line of a month.
///
/// # Errors
/// `billing.amount_overflow`, `billing.excess_price_missing`, `billing.currency_mismatch`, `billing.minor_units`.
pub(crate) fn rate(sections: &[Section<'_>], charges: &Charges<'_>, lines: &mut Lines) -> Result<(), Vec<Issue>> {
    let Some((last, earlier)) = sections.split_last() else { return Ok(()) };
    for usage in &charges.usage {
        usage::rate(sections, usage, lines).ok_or_else(|| overflow(charges.pointer))?;
    }
    let used = lines.total();
    for reserve in &charges.reserves {
        reserved::rate(sections, reserve.steps, reserve.owner, lines).ok_or_else(|| overflow(reserve.pointer))?;
    }
    for allocated in &charges.allocated {
        reserved::rate_days(sections, allocated.days, allocated.owner, lines).ok_or_else(|| overflow(charges.pointer))?;
    }
    lines.enter(earlier.len(), last, false);
    for (excess, owner) in &charges.excesses {
        excess.rate(last, *owner, lines)?;
    }
    if let Some(egress) = charges.egress {
        egress.rate(last, lines)?;
    }
    adjust::adjust(sections, lines).ok_or_else(|| overflow(charges.pointer))?;
    lines.enter(earlier.len(), last, false);
    lines.covers = lines.period;
    adjust::bound(last, lines).ok_or_else(|| overflow(charges.pointer))?;
    adjust::prepaid(charges.prepaid, used, lines)?;
    if let Some(overdue) = charges.overdue {
        adjust::late_fees(last, overdue, lines).ok_or_else(|| overflow("/overdue"))?;
    }
    adjust::correct(charges.corrections, lines)?;
    adjust::round(last, lines).ok_or_else(|| overflow(charges.pointer))
}
