//! Pay-per-use: metered use, section by section, through free units and tiers to lines; then the 1 TB minimum as its own
//! line. Below the minimum the whole charge is rounded once and the rounded usage lines are taken off it, so that both
//! add up to exactly that charge.
//! Source of the minimum: glossary of the partner portal ("pay-per-use … with a minimum of 1TB").

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::Section;
use super::day::{DAY, DailyLeast, Mean, Measured};
use super::document::set;
use super::line::{Charge, ChargedParty, LineKind, Lines, Working};
use super::model::{Part, Reach, Slice, units};
use super::price_list::{Minimum, PayPerUsePrice, PriceModel};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::period::Period;
use crate::values::ratio::{Ratio, Rounding};

/// What pay-per-use is rated for.
#[derive(Clone, Copy)]
pub(crate) struct Use<'u> {
    pub(crate) measured: Measured<'u>,
    /// Bytes that earlier lines charged.
    pub(crate) before: Capacity,
    pub(crate) of: Option<&'u ChargedParty>,
    pub(crate) name: Option<&'u str>,
    /// A price in place of the list's.
    pub(crate) special: Option<&'u PriceModel>,
}

/// The part of the month that `part` covers.
pub(crate) fn share(part: Period, month: Period) -> Option<Ratio> {
    if part == month {
        return Ratio::whole(1);
    }
    Ratio::new(part.days().into(), month.days().into())
}

/// The positions of the section's first day and the day after its last.
fn positions(part: Period, month: Period) -> (usize, usize) {
    let position = |days: i64| usize::try_from(days).unwrap_or(0);
    (position(part.start.days_since(month.start)), position(part.end.days_since(month.start)))
}

/// What of so many bytes is priced: rounded up to the rules' step, without what is free.
fn billable(section: &Section<'_>, price: &PayPerUsePrice, bytes: Ratio) -> Option<Ratio> {
    let step = section.rules.body.quantity_step.as_ref().map_or(Capacity::ZERO, |step| step.value);
    let stepped =
        if step.is_zero() { bytes } else { Ratio::new(bytes.over(step.ratio())?.round(0, Rounding::Ceiling)?, 1)?.times(step.ratio())? };
    match &price.free {
        Some(free) => Some(stepped.minus(free.value.ratio())?.or_more(Ratio::ZERO)),
        None => Some(stepped),
    }
}

/// Adds the lines of pay-per-use; none beyond 128 bits.
pub(crate) fn rate(sections: &[Section<'_>], usage: &Use<'_>, lines: &mut Lines) -> Option<()> {
    let mut slices = core::mem::take(&mut lines.slices);
    let rated = rate_with(sections, usage, &mut slices, lines);
    lines.slices = slices;
    rated
}

fn rate_with(sections: &[Section<'_>], usage: &Use<'_>, slices: &mut Vec<Slice>, lines: &mut Lines) -> Option<()> {
    let start = lines.total();
    let mut exact = Ratio::ZERO;
    let first = sections.first()?.rules.body.averager(usage.before);
    let mut reached = Ratio::whole(first.charged())?;
    let mut priced = Ratio::ZERO;
    // Whether earlier lines charged what is charged without any use.
    let mut charged_at_zero = false;
    for (index, section) in sections.iter().enumerate() {
        let Some(price) = &section.list.body.pay_per_use else { continue };
        let model = usage.special.unwrap_or(&price.price);
        let mean = usage.measured.mean(section.rules.body.averager(usage.before), positions(section.period, lines.period));
        let before = reached;
        reached = reached.plus(mean.bytes()?)?;
        priced = billable(section, price, reached)?;
        // What was charged before has the month's flat amount in it.
        let share = if usage.before.is_zero() { share(section.period, lines.period)? } else { Ratio::ZERO };
        slices.clear();
        let before = billable(section, price, before)?;
        let reach = Reach { before, to: priced, charged: charged_at_zero || !before.is_zero(), share };
        model.slices(reach, slices)?;
        charged_at_zero = charged_at_zero || model.at_zero_use();
        lines.enter(index, section, usage.special.is_some());
        let head = lines.text(|_| head(model, mean, reach))?;
        for slice in slices.iter() {
            push(usage, model, &head, *slice, lines)?;
            exact = exact.plus(slice.exact)?;
        }
    }
    let Some(last) = sections.last() else { return Some(()) };
    let Some(price) = &last.list.body.pay_per_use else { return Some(()) };
    let Some(minimum) = &price.minimum else { return Some(()) };
    let model = usage.special.unwrap_or(&price.price);
    let own = lines.total().checked_sub(start)?;
    let floors = Floors { price, minimum, usage };
    let floor = floors.of(priced, usage.measured)?;
    lines.covers = lines.period;
    if !usage.before.is_zero() {
        let before = billable(last, price, Ratio::whole(first.charged())?)?;
        let floor_before = floors.of(before, every_day(Capacity::ZERO, lines.period))?;
        if before.compare(floor_before).is_lt() {
            let earlier = Earlier { model, paid: (before, floor_before), now: (priced, floor) };
            return earlier.push(usage, (exact, own), slices, lines);
        }
    }
    if priced.compare(floor).is_lt() {
        let charged = charged_at_zero || !priced.is_zero();
        let under = Shortfall { model, priced, floor, charged, whole: sections.len() == 1 && usage.before.is_zero() };
        under.push(usage, (exact, own), slices, lines)?;
    }
    Some(())
}

/// `20000000000000 byte-days / 30 days = 2/3 TB`, and what of it is priced, where that is not all; none beyond 128 bits.
fn head(model: &PriceModel, mean: Mean, reach: Reach) -> Option<String> {
    let unit = model.unit();
    let [used, before, to] = [mean.bytes()?, reach.before, reach.to].map(|bytes| units(bytes, unit).map(Ratio::print));
    let part = if reach.charged || used != to { format!("; priced from {} to {} {}", before?, to?, unit.name) } else { String::new() };
    Some(format!("{} = {} {}{part}", mean.print(), used?, unit.name))
}

/// `… = 2/3 TB; 2/3 TB × …`.
fn push(usage: &Use<'_>, model: &PriceModel, head: &str, slice: Slice, lines: &mut Lines) -> Option<()> {
    let working = Working::Product(lines.text(|_| Some([head, "; "].concat()))?);
    let kind = match slice.part {
        Part::Charge => LineKind::Usage,
        Part::AlreadyCharged => LineKind::AlreadyCharged,
        Part::Minimum => LineKind::TrueUp,
        Part::Maximum => LineKind::Maximum,
    };
    let minor_units = lines.round(slice.exact)?;
    let (of, name, estimated) = (usage.of, usage.name, usage.measured.is_estimated());
    lines.push(Charge { kind, model: model.name(), of, name, slice, minor_units, estimated, working })
}

/// What quantities are charged at least.
struct Floors<'f> {
    price: &'f PayPerUsePrice,
    minimum: &'f Minimum,
    usage: &'f Use<'f>,
}

impl Floors<'_> {
    /// The quantity in bytes that is charged at least for what is measured, where `priced` bytes are; none beyond 128 bits.
    fn of(&self, priced: Ratio, measured: Measured<'_>) -> Option<Ratio> {
        let (minimum, before) = (self.minimum, self.usage.before);
        let (quantity, at_zero_use) = (minimum.quantity.value, minimum.at_zero_use.value);
        if set(&minimum.by_day, false) {
            let free = self.price.free.as_ref().map_or(0, |free| free.value.bytes());
            let least = DailyLeast { bytes: quantity.bytes(), free, before: before.bytes(), at_zero_use };
            return Some(priced.or_more(measured.at_least(least).bytes()?));
        }
        if !at_zero_use && before.is_zero() && measured.is_zero() {
            return Some(Ratio::ZERO);
        }
        if set(&minimum.prorate, false) { quantity.ratio().times(measured.active()?) } else { Some(quantity.ratio()) }
    }
}

/// Use that earlier lines charged up to the minimum: the month comes to what it would have come to at once.
struct Earlier<'e> {
    model: &'e PriceModel,
    /// Bytes that earlier lines priced, and the minimum that they charged.
    paid: (Ratio, Ratio),
    /// Bytes that are priced with this, and the minimum of that.
    now: (Ratio, Ratio),
}

impl Earlier<'_> {
    /// The exact price of going from one quantity to another; none beyond 128 bits.
    fn price(&self, before: Ratio, to: Ratio, slices: &mut Vec<Slice>) -> Option<Ratio> {
        slices.clear();
        self.model.slices(Reach { before, to, charged: !before.is_zero(), share: Ratio::ZERO }, slices)?;
        slices.iter().try_fold(Ratio::ZERO, |sum, slice| sum.plus(slice.exact))
    }

    /// Adds the line that takes off what of the minimum was charged; none beyond 128 bits.
    fn push(&self, usage: &Use<'_>, (exact, charged): (Ratio, i128), slices: &mut Vec<Slice>, lines: &mut Lines) -> Option<()> {
        let ((before, paid), (now, floor)) = (self.paid, self.now);
        let least = floor.or_more(now);
        let missing = self.price(now, least, slices)?.minus(self.price(before, paid, slices)?)?;
        let all_before = self.price(Ratio::ZERO, paid, slices)?;
        let all = all_before.plus(exact)?.plus(missing)?;
        let minor_units = lines.round(all)?.checked_sub(lines.round(all_before)?)?.checked_sub(charged)?;
        if missing.is_zero() && minor_units == 0 {
            return Some(());
        }
        let unit = self.model.unit();
        let quantity = units(least.minus(now)?.minus(paid.minus(before)?)?, unit)?;
        let (unit_price, flat_fee) = match self.model {
            PriceModel::PerUnit { unit_price, .. } => (unit_price.0.ratio(), Ratio::ZERO),
            _ => (Ratio::ZERO, missing),
        };
        let slice = Slice { part: Part::AlreadyCharged, tier: None, quantity, unit: unit.name, unit_price, flat_fee, exact: missing };
        let working = lines.text(|lines| {
            let [all, before, own] = [lines.round(all)?, lines.round(all_before)?, charged].map(|amount| lines.currency.amount(amount));
            Some(format!("the month comes to {all} with the minimum; less {before} charged before and {own} here"))
        })?;
        let (of, name, estimated) = (usage.of, usage.name, usage.measured.is_estimated());
        let (kind, working) = (LineKind::AlreadyCharged, Working::Told(working));
        lines.push(Charge { kind, model: self.model.name(), of, name, slice, minor_units, estimated, working })
    }
}

/// Use below the minimum.
struct Shortfall<'s> {
    model: &'s PriceModel,
    priced: Ratio,
    floor: Ratio,
    /// Whether lines charged this month before: use, or what is charged without any.
    charged: bool,
    /// Whether one line's price holds for the whole minimum.
    whole: bool,
}

impl Shortfall<'_> {
    /// Adds the line that brings the charge up to the minimum, unless that would lower it; none beyond 128 bits.
    fn push(&self, usage: &Use<'_>, (exact, charged): (Ratio, i128), slices: &mut Vec<Slice>, lines: &mut Lines) -> Option<()> {
        slices.clear();
        self.model.slices(Reach { before: self.priced, to: self.floor, charged: self.charged, share: Ratio::ZERO }, slices)?;
        let missing = slices.iter().try_fold(Ratio::ZERO, |sum, slice| sum.plus(slice.exact))?;
        let whole = exact.plus(missing)?;
        let minor_units = lines.round(whole)?.checked_sub(charged)?;
        if missing.is_negative() || minor_units < 0 || (missing.is_zero() && minor_units == 0) {
            return Some(());
        }
        let unit = self.model.unit();
        let quantity = units(self.floor.minus(self.priced)?, unit)?;
        let slice = match slices.as_slice() {
            [only] if only.part == Part::Charge => *only,
            _ => Slice {
                part: Part::Minimum,
                tier: None,
                quantity,
                unit: unit.name,
                unit_price: Ratio::ZERO,
                flat_fee: missing,
                exact: missing,
            },
        };
        let working = Working::Told(lines.text(|lines| self.working(&slice, (whole, charged, minor_units), lines))?);
        let (of, name, estimated) = (usage.of, usage.name, usage.measured.is_estimated());
        lines.push(Charge { kind: LineKind::Minimum, model: self.model.name(), of, name, slice, minor_units, estimated, working })
    }

    fn working(&self, slice: &Slice, (whole, charged, minor_units): (Ratio, i128, i128), lines: &Lines) -> Option<String> {
        let unit = self.model.unit();
        let quantity = units(self.floor, unit)?;
        let head = match self.model {
            PriceModel::PerUnit { .. } if self.whole => lines.product(&Slice { quantity, exact: whole, ..*slice })?,
            _ => {
                let rounded = lines.currency.amount(lines.round(whole)?);
                format!("{} {} comes to {}, rounded {rounded}", quantity.print(), unit.name, whole.print())
            }
        };
        let [charged, minor_units] = [charged, minor_units].map(|amount| lines.currency.amount(amount));
        Some(format!("minimum {head}; less {charged} charged for use = {minor_units}"))
    }
}

/// The same use on each day of the month.
pub(crate) fn every_day(capacity: Capacity, month: Period) -> Measured<'static> {
    let days = usize::try_from(month.days()).unwrap_or(0);
    Measured::Constant { bytes: capacity.bytes(), active: days, days }
}

/// Byte-seconds of a capacity over so many seconds.
pub(crate) const fn byte_seconds(capacity: Capacity, seconds: u128) -> u128 {
    capacity.bytes().saturating_mul(seconds)
}

/// Seconds of a period.
pub(crate) fn seconds(period: Period) -> u128 {
    u128::try_from(period.days()).unwrap_or(0).saturating_mul(DAY)
}
