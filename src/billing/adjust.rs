//! What follows the plans' lines, in this order: the list's discounts and margins as they stand there, the most and the
//! least that a month comes to, corrections of earlier bills, and the rounding of the sum. Each is its own line.

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::Section;
use super::document::set;
use super::line::{Charge, LineKind, Lines, overflow};
use super::model::{Part, Slice};
use super::price_list::{Adjustment, AdjustmentKind, hundred};
use super::request::Correction;
use super::usage::share;
use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::ratio::Ratio;

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
    let (model, name, minor_units) = ("adjustment", Some(&*adjustment.id), lines.round(exact)?);
    lines.push(Charge { kind, model, of: None, name, slice, minor_units, estimated: false, working: text })?;
    Some(exact)
}

/// A line of an amount that has no price of its own.
fn push_rounded(
    (kind, model, unit): (LineKind, &'static str, &'static str),
    name: Option<&str>,
    (exact, minor_units): (Ratio, i128),
    working: String,
    lines: &mut Lines,
) -> Option<()> {
    let one = Ratio::new(1, 1)?;
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

/// Adds the corrections.
///
/// # Errors
/// `billing.minor_units`, `billing.amount_overflow`.
pub(crate) fn correct(corrections: &[Correction], lines: &mut Lines) -> Result<(), Vec<Issue>> {
    let mut issues = Vec::new();
    for (index, correction) in corrections.iter().enumerate() {
        let here = format!("/corrections/{index}/amount");
        let exact = correction.amount.0;
        let minor_units = lines.round(exact).ok_or_else(|| overflow(&here))?;
        let scale = lines.currency.digits();
        if exact.times(Ratio::whole(10_u128.saturating_pow(scale)).unwrap_or(Ratio::ZERO)) != Ratio::new(minor_units, 1) {
            let message = format!("{} is not in whole minor units of {}", exact.print(), lines.currency);
            issues.push(Issue::new(IssueCode::BillingMinorUnits, here, message));
            continue;
        }
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
