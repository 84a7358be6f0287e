//! What follows the plans' lines, in this order: the list's discounts and margins as they stand there, the most and the
//! least that a month comes to, what was paid in advance, fees on overdue amounts, corrections of earlier bills, and the rounding
//! of the sum. Each is its own line.

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::Section;
use super::document::set;
use super::line::{Charge, LineKind, Lines, Working, overflow, overflow_issue};
use super::model::{Part, Slice};
use super::price_list::{Adjustment, AdjustmentKind, hundred};
use super::request::{Correction, Overdue, Prepaid};
use super::usage::share;
use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::ratio::Ratio;
use crate::values::time::Date;

/// Adds the adjustments of each section's list to what its lines come to; none beyond 128 bits.
pub(crate) fn adjust(sections: &[Section<'_>], lines: &mut Lines) -> Option<()> {
    for (index, section) in sections.iter().enumerate() {
        lines.enter(index, section, false);
        adjust_section(section, index, lines)?;
    }
    Some(())
}

fn adjust_section(section: &Section<'_>, index: usize, lines: &mut Lines) -> Option<()> {
    let Some(adjustments) = &section.list.body.adjustments else { return Some(()) };
    let mut subtotal = lines.subtotal(index)?;
    for adjustment in adjustments {
        subtotal = subtotal.plus(apply(adjustment, share(section.period, lines.period)?, subtotal, lines)?)?;
    }
    Some(())
}

fn apply(adjustment: &Adjustment, share: Ratio, subtotal: Ratio, lines: &mut Lines) -> Option<Ratio> {
    let discount = adjustment.kind == AdjustmentKind::Discount;
    let (quantity, unit, price) = match (adjustment.percent, adjustment.amount) {
        (Some(percent), _) => (subtotal, lines.currency.code(), percent.0.ratio().over(hundred())?),
        (None, Some(amount)) => (share, "month", amount.0.ratio()),
        (None, None) => return Some(Ratio::ZERO),
    };
    let exact = quantity.times(price)?;
    // A discount takes off at most what there is.
    let exact = if discount { exact.or_less(subtotal.or_more(Ratio::ZERO)).negated()? } else { exact };
    let sign = if discount { "less" } else { "plus" };
    let text = lines.text(|_| {
        Some(match adjustment.percent {
            Some(percent) => format!("{sign} {} % of {} = {}", percent.0, subtotal.print(), exact.print()),
            None => format!("{sign} {} for {} of the month = {}", price.print(), share.print(), exact.print()),
        })
    })?;
    let kind = if discount { LineKind::Discount } else { LineKind::Margin };
    let unit_price = if discount { price.negated()? } else { price };
    // What there is may be less than the discount.
    let quantity = if price.is_zero() { quantity } else { exact.over(unit_price)? };
    let slice = Slice { part: Part::Charge, tier: None, quantity, unit, unit_price, flat_fee: Ratio::ZERO, exact };
    push(kind, Some(&adjustment.id), slice, text, lines)?;
    Some(exact)
}

fn push(kind: LineKind, name: Option<&str>, slice: Slice, working: String, lines: &mut Lines) -> Option<()> {
    let (minor_units, working) = (lines.round(slice.exact)?, Working::Told(working));
    lines.push(Charge { kind, model: "adjustment", of: None, name, slice, minor_units, estimated: false, working })
}

/// A line of an amount that has no price of its own.
fn push_rounded(
    (kind, model, unit): (LineKind, &'static str, &'static str),
    name: Option<&str>,
    (exact, minor_units): (Ratio, i128),
    working: String,
    lines: &mut Lines,
) -> Option<()> {
    let (one, working) = (Ratio::new(1, 1)?, Working::Told(working));
    let slice = Slice { part: Part::Charge, tier: None, quantity: one, unit, unit_price: exact, flat_fee: Ratio::ZERO, exact };
    lines.push(Charge { kind, model, of: None, name, slice, minor_units, estimated: false, working })
}

/// Adds what the month's list bounds: first the most, then the least; none beyond 128 bits.
pub(crate) fn bound(section: &Section<'_>, lines: &mut Lines) -> Option<()> {
    let list = &section.list.body;
    for (kind, bound) in [(LineKind::MaximumCharge, &list.maximum_charge), (LineKind::MinimumCharge, &list.minimum_charge)] {
        let Some(bound) = bound.as_ref().map(|bound| bound.value.0.ratio()) else { continue };
        let total = lines.total();
        let minor_units = lines.round(bound)?.checked_sub(total)?;
        if (kind == LineKind::MaximumCharge) == (minor_units < 0) && minor_units != 0 {
            let text = lines.text(|lines| Some(format!("{} less {} so far", bound.print(), lines.currency.amount(total))))?;
            push_rounded((kind, "flat", "month"), None, (bound.minus(lines.exact()?)?, minor_units), text, lines)?;
        }
    }
    Some(())
}

/// Takes off what was paid in advance, at most `usage`, the minor units that pay-per-use came to, and what there is.
///
/// # Errors
/// `billing.minor_units`, `billing.amount_overflow`.
pub(crate) fn prepaid(prepaid: Option<&Prepaid>, usage: i128, lines: &mut Lines) -> Result<(), Vec<Issue>> {
    const POINTER: &str = "/prepaid/amount";
    let Some(prepaid) = prepaid else { return Ok(()) };
    let exact = prepaid.amount.0.ratio();
    let paid = whole(exact, POINTER, lines).map_err(|issue| alloc::vec![issue])?;
    let taken = paid.min(usage).min(lines.total()).max(0);
    let mut line = || {
        let off = Ratio::new(taken, i128::from(10_u32).checked_pow(lines.currency.digits())?)?;
        let text = lines.text(|lines| {
            let [paid, usage] = [paid, usage].map(|amount| lines.currency.amount(amount));
            Some(format!("{paid} paid in advance by {}, of {usage} for pay-per-use", prepaid.of))
        })?;
        push_rounded((LineKind::Prepaid, "prepaid", "month"), Some(&prepaid.of), (off.negated()?, taken.checked_neg()?), text, lines)
    };
    if taken == 0 { Ok(()) } else { line().ok_or_else(|| overflow(POINTER)) }
}

/// Adds the fee on each amount that is overdue on a day, where the rules set one; none beyond 128 bits.
pub(crate) fn late_fees(section: &Section<'_>, (overdue, today): (&[Overdue], Date), lines: &mut Lines) -> Option<()> {
    let rules = &section.rules.body;
    let grace = rules.grace_days.as_ref().map_or(0, |days| days.value);
    let Some(percent) = rules.late_fee_percent.as_ref().map(|percent| percent.value.0.ratio()) else { return Some(()) };
    for bill in overdue {
        if percent.is_zero() || today <= bill.due_on.plus_days(grace.into()) {
            continue;
        }
        let (quantity, unit_price) = (bill.amount.0.ratio(), percent.over(hundred())?);
        let exact = quantity.times(unit_price)?;
        let text = lines.text(|_| {
            let (due, percent, amount) = (bill.due_on, percent.print(), quantity.print());
            Some(format!("due on {due} with {grace} days of grace: {percent} % of {amount} = {}", exact.print()))
        })?;
        let unit = lines.currency.code();
        let slice = Slice { part: Part::Charge, tier: None, quantity, unit, unit_price, flat_fee: Ratio::ZERO, exact };
        push(LineKind::LateFee, Some(&bill.of), slice, text, lines)?;
    }
    Some(())
}

/// An amount in minor units.
///
/// # Errors
/// `billing.minor_units`, `billing.amount_overflow`.
fn whole(exact: Ratio, pointer: &str, lines: &Lines) -> Result<i128, Issue> {
    let minor_units = lines.round(exact).ok_or_else(|| overflow_issue(pointer))?;
    let scale = lines.currency.digits();
    if exact.times(Ratio::whole(10_u128.saturating_pow(scale)).unwrap_or(Ratio::ZERO)) == Ratio::new(minor_units, 1) {
        return Ok(minor_units);
    }
    let message = format!("{} is not in whole minor units of {}", exact.print(), lines.currency);
    Err(Issue::new(IssueCode::BillingMinorUnits, pointer, message))
}

/// Adds the corrections.
///
/// # Errors
/// `billing.minor_units`, `billing.amount_overflow`.
pub(crate) fn correct(corrections: &[Correction], lines: &mut Lines) -> Result<(), Vec<Issue>> {
    let mut issues = Vec::new();
    for (index, correction) in corrections.iter().enumerate() {
        let here = format!("/corrections/{index}/amount");
        let exact = correction.amount.0;
        let minor_units = match whole(exact, &here, lines) {
            Ok(minor_units) => minor_units,
            Err(issue) => {
                issues.push(issue);
                continue;
            }
        };
        let name = format!("{}:{}", index.saturating_add(1), correction.of);
        let text = format!("correction of {}: {}", correction.of, correction.reason);
        push_rounded((LineKind::Correction, "correction", "correction"), Some(&name), (exact, minor_units), text, lines)
            .ok_or_else(|| overflow(&here))?;
    }
    if issues.is_empty() { Ok(()) } else { Err(issues) }
}

/// Adds what the exact sum, rounded once, differs from the lines' sum, where the rules want that; none beyond 128 bits.
pub(crate) fn round(section: &Section<'_>, lines: &mut Lines) -> Option<()> {
    if !set(&section.rules.body.round_total, false) {
        return Some(());
    }
    let (exact, total) = (lines.exact()?, lines.total());
    let minor_units = lines.round(exact)?.checked_sub(total)?;
    if minor_units == 0 {
        return Some(());
    }
    let text = lines.text(|lines| Some(format!("{} rounded once, less the lines' sum {}", exact.print(), lines.currency.amount(total))))?;
    push_rounded((LineKind::Rounding, "rounding", "rounding"), None, (Ratio::ZERO, minor_units), text, lines)
}
