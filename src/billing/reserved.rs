//! Reserved capacity: a flat charge, paid for whether used or not, and the excess above what is reserved or allocated.
//! Pay-per-use bytes neither enter the excess nor fill the reserve.

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::Section;
use super::day::{DAY, Day, Mean};
use super::document::set;
use super::line::{Charge, ChargedParty, LineKind, Lines, Working};
use super::model::{Part, Reach, Slice, merged, units};
use super::price_list::{PriceModel, hundred};
use super::proration::{Edge, position};
use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::ratio::Ratio;
use crate::values::time::{Date, Instant, SECONDS_PER_DAY};

/// What is reserved from one moment to another, in seconds since the month's start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub(crate) from: i64,
    pub(crate) to: i64,
    pub(crate) capacity: Capacity,
    /// The change that it begins with; absent for the first.
    pub(crate) changed_at: Option<Instant>,
}

/// Whom lines of the reserved plan are for.
#[derive(Clone, Copy, Default)]
pub(crate) struct Owner<'o> {
    pub(crate) of: Option<&'o ChargedParty>,
    pub(crate) name: Option<&'o str>,
    /// A price in place of the list's.
    pub(crate) special: Option<&'o PriceModel>,
    /// Whether any of it was not measured.
    pub(crate) estimated: bool,
}

/// Adds the lines of reserved capacity: the first amount, then credit and charge for each change; none beyond 128 bits.
pub(crate) fn rate(sections: &[Section<'_>], steps: &[Step], owner: Owner<'_>, lines: &mut Lines) -> Option<()> {
    let (Some(last), Some(first), Some(end)) = (sections.last(), steps.first(), steps.last()) else { return Some(()) };
    let rules = &last.rules.body;
    let month = lines.period;
    let at = |seconds, edge| position(rules, month, seconds, edge);
    let prorated = set(&rules.prorate_reserved, false);
    let start = if prorated { (at(first.from, Edge::Start)?, first.from) } else { (Ratio::ZERO, 0) };
    let end = if prorated { (at(end.to, Edge::End)?, end.to) } else { (Ratio::new(1, 1)?, i64::MAX) };
    charge(sections, (LineKind::Reserved, first.capacity.ratio()), [start, end], owner, lines)?;
    for pair in steps.windows(2) {
        let [before, after] = pair else { continue };
        let changed = after.changed_at.map(|at| format!("{at}"));
        let owner = Owner { name: owner.name.or(changed.as_deref()), ..owner };
        let ended = (at(after.from, Edge::End)?, after.from);
        charge(sections, (LineKind::Credit, before.capacity.ratio()), [ended, end], owner, lines)?;
        let began = (at(after.from, Edge::Start)?, after.from);
        charge(sections, (LineKind::Reserved, after.capacity.ratio()), [began, end], owner, lines)?;
    }
    Some(())
}

/// Adds the lines of allocated capacity, each day by its own: one for each stretch of days that have the same; none beyond
/// 128 bits.
pub(crate) fn rate_days(sections: &[Section<'_>], days: &[Day], owner: Owner<'_>, lines: &mut Lines) -> Option<()> {
    let rules = &sections.last()?.rules.body;
    let mut first: i64 = 0;
    for stretch in days.chunk_by(|a, b| a.allocated == b.allocated) {
        let next = first.checked_add(i64::try_from(stretch.len()).ok()?)?;
        let bound = |day: i64| {
            let seconds = day.saturating_mul(SECONDS_PER_DAY);
            Some((position(rules, lines.period, seconds, Edge::Start)?, seconds))
        };
        let bounds = [bound(first)?, bound(next)?];
        let bytes = Mean::of(stretch.first()?.allocated, DAY).bytes()?;
        let owner = Owner { estimated: stretch.iter().any(|day| day.reserved.estimated), ..owner };
        charge(sections, (LineKind::Reserved, bytes), bounds, owner, lines)?;
        first = next;
    }
    Some(())
}

/// Adds the lines of one amount from one moment in the month to another, each as a position and in seconds.
fn charge(
    sections: &[Section<'_>],
    (kind, bytes): (LineKind, Ratio),
    [start, end]: [(Ratio, i64); 2],
    owner: Owner<'_>,
    lines: &mut Lines,
) -> Option<()> {
    let rules = &sections.last()?.rules.body;
    let month = lines.period;
    let mut slices: Vec<Slice> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        let seconds = |date: Date| date.days_since(month.start).saturating_mul(SECONDS_PER_DAY);
        let from = start.0.or_more(position(rules, month, seconds(section.period.start), Edge::Start)?);
        let to = end.0.or_less(position(rules, month, seconds(section.period.end), Edge::Start)?);
        let part = to.minus(from)?;
        let Some(price) = &section.list.body.reserved else { continue };
        if bytes.is_zero() || part.is_zero() || part.is_negative() {
            continue;
        }
        let model = owner.special.unwrap_or(&price.price);
        slices.clear();
        model.slices(Reach { before: Ratio::ZERO, to: bytes, charged: false, share: Ratio::new(1, 1)? }, &mut slices)?;
        lines.enter(index, section, owner.special.is_some());
        let day = |seconds: i64| month.start.plus_days(seconds.min(seconds_of(month)).div_euclid(SECONDS_PER_DAY));
        lines.covers = Period {
            start: lines.covers.start.max(day(start.1)),
            end: lines.covers.end.min(day(end.1.saturating_add(SECONDS_PER_DAY.saturating_sub(1)))),
        };
        // A credit takes off what was charged in all; a charge shows what a bound added or took off.
        if kind == LineKind::Credit && slices.iter().any(|slice| slice.part != Part::Charge) {
            slices = alloc::vec![merged(&slices)?];
        }
        for slice in &slices {
            let kind = match slice.part {
                Part::Minimum => LineKind::TrueUp,
                Part::Maximum => LineKind::Maximum,
                Part::Charge | Part::AlreadyCharged => kind,
            };
            let slice = slice.scaled(part)?;
            let slice = if kind == LineKind::Credit { slice.reversed()? } else { slice };
            let minor_units = lines.round(slice.exact)?;
            let working = lines.text(|_| {
                let (whole, unit) = (part == Ratio::new(1, 1)?, model.unit());
                let all = units(bytes, unit)?.print();
                Some(if whole { String::new() } else { format!("{} of the month of {all} {}; ", part.print(), unit.name) })
            })?;
            let working = Working::Product(working);
            lines.push(Charge {
                kind,
                model: model.name(),
                of: owner.of,
                name: owner.name,
                slice,
                minor_units,
                estimated: owner.estimated,
                working,
            })?;
        }
    }
    Some(())
}

fn seconds_of(month: Period) -> i64 {
    month.days().saturating_mul(SECONDS_PER_DAY)
}

/// What the excess is found from.
#[derive(Clone, Copy)]
pub(crate) struct Excess<'e> {
    pub(crate) days: &'e [Day],
    /// What is reserved, where the contract is the base; else the days' own allocations are.
    pub(crate) reserved: Option<&'e [Step]>,
    pub(crate) cents_per_gb: Option<Price>,
    /// Where price and use stand in the request.
    pub(crate) pointer: &'e str,
    pub(crate) place: &'e str,
}

impl Excess<'_> {
    /// Byte-seconds covered on the day at `index`. The contract's first and last day count whole, as daily rows do.
    fn covered(&self, index: usize, day: &Day) -> u128 {
        let Some(steps) = self.reserved else { return day.covered };
        let start = i64::try_from(index).unwrap_or(i64::MAX).saturating_mul(SECONDS_PER_DAY);
        let end = start.saturating_add(SECONDS_PER_DAY);
        let last = steps.last().map_or(0, |step| step.to);
        let midnight = |seconds: i64| seconds.div_euclid(SECONDS_PER_DAY).saturating_mul(SECONDS_PER_DAY);
        steps.iter().fold(0, |sum: u128, step| {
            let from = if step.changed_at.is_none() { midnight(step.from) } else { step.from };
            let to = if step.to == last { midnight(step.to.saturating_add(SECONDS_PER_DAY.saturating_sub(1))) } else { step.to };
            let seconds = to.min(end).saturating_sub(from.max(start)).max(0);
            sum.saturating_add(super::usage::byte_seconds(step.capacity, u128::try_from(seconds).unwrap_or(0)))
        })
    }

    /// Byte-seconds used, covered, and above: of the month as a whole, or of each day.
    fn sums(&self, by_day: bool) -> [u128; 3] {
        let mut sums = [0_u128; 3];
        for (index, day) in self.days.iter().enumerate() {
            let (used, covered) = (day.reserved.used, self.covered(index, day));
            let [all_used, all_covered, above] = sums;
            sums = [all_used.saturating_add(used), all_covered.saturating_add(covered), above.saturating_add(used.saturating_sub(covered))];
        }
        let [used, covered, above] = sums;
        [used, covered, if by_day { above } else { used.saturating_sub(covered) }]
    }

    /// Adds the line of use above what is covered; nothing where there is none.
    ///
    /// # Errors
    /// `billing.excess_price_missing`, `billing.currency_mismatch`, `billing.amount_overflow`.
    pub(crate) fn rate(&self, section: &Section<'_>, owner: Owner<'_>, lines: &mut Lines) -> Result<(), Vec<Issue>> {
        let rules = &section.rules.body;
        let by_day = set(&rules.excess_by_day, false);
        let [used, covered, above] = self.sums(by_day);
        if above == 0 {
            return Ok(());
        }
        has_cents(lines.currency, self.pointer)?;
        let listed = || section.list.body.reserved.as_ref().and_then(|price| price.cost_storage_gb_cents);
        let Some(cents) = self.cents_per_gb.or_else(listed) else {
            let message = "use exceeds what is covered, and neither contract nor price list gives an excess price";
            return Err(alloc::vec![Issue::new(IssueCode::BillingExcessPriceMissing, self.pointer, message)]);
        };
        let mean = Mean::of(above, u128::try_from(self.days.len()).unwrap_or(0).saturating_mul(DAY));
        lines.rounding = rules.rounding.value;
        lines.covers = lines.period;
        let name = if self.reserved.is_some() { "reserved" } else { "allocated" };
        let line = |lines: &mut Lines| {
            let head = lines.text(|_| {
                let head = if by_day { format!("on days above what is {name}: ") } else { difference(used, covered, name) };
                Some(format!("{head}{}", mean.print()))
            })?;
            let metered = Metered { bytes: mean.bytes()?, head, estimated: self.days.iter().any(|day| day.reserved.estimated) };
            push((LineKind::Excess, cents), metered, owner, lines)
        };
        line(lines).ok_or_else(|| super::line::overflow(self.place))
    }
}

/// A quantity that is charged by the vendor's price in cents per GB, and how it was found.
pub(super) struct Metered {
    pub(super) bytes: Ratio,
    pub(super) head: String,
    pub(super) estimated: bool,
}

/// Adds its line; none beyond 128 bits.
pub(super) fn push((kind, cents): (LineKind, Price), metered: Metered, owner: Owner<'_>, lines: &mut Lines) -> Option<()> {
    let unit = CapacityUnit::GB;
    let (quantity, unit_price) = (units(metered.bytes, unit)?, cents.0.ratio().over(hundred())?);
    let model = PriceModel::PerUnit { unit_price: cents, unit };
    let exact = quantity.times(unit_price)?;
    let slice = Slice { part: Part::Charge, tier: None, quantity, unit: unit.name, unit_price, flat_fee: Ratio::ZERO, exact };
    let working = Working::Product(lines.text(|_| Some(format!("{} = {} {}; ", metered.head, quantity.print(), unit.name)))?);
    let minor_units = lines.round(exact)?;
    let Owner { of, name, .. } = owner;
    lines.push(Charge { kind, model: model.name(), of, name, slice, minor_units, estimated: metered.estimated, working })
}

/// `310 byte-days used − 280 reserved = `.
fn difference(used: u128, covered: u128, name: &str) -> String {
    let [used_days, covered_days] = [used, covered].map(|sum| sum.checked_div(DAY).filter(|_| sum.checked_rem(DAY) == Some(0)));
    match (used_days, covered_days) {
        (Some(used), Some(covered)) => format!("{used} byte-days used − {covered} {name} = "),
        _ => format!("{used} byte-seconds used − {covered} {name} = "),
    }
}

/// The vendor states excess prices in cents, which only a currency with two minor units has.
pub(super) fn has_cents(currency: Currency, pointer: &str) -> Result<(), Vec<Issue>> {
    if currency.digits() == 2 {
        return Ok(());
    }
    let message = format!("the price is in cents, which {currency} does not have");
    Err(alloc::vec![Issue::new(IssueCode::BillingCurrencyMismatch, pointer, message)])
}
