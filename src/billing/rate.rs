//! Rating: from byte-days to lines. One code path for quote and invoice; a fraction stays exact until its line is
//! rounded. Where use stays below the minimum, the minimum charge is rounded once and the usage line is taken off it,
//! so that both lines add up to exactly that charge.
//! Source of the 1 TB minimum: glossary of the partner portal ("pay-per-use … with a minimum of 1TB").

use alloc::string::String;
use core::cmp::Ordering;

use super::line::{Charge, ChargedParty, LineKind, Lines};
use super::model::per_unit;
use super::price_list::{PayPerUsePrice, PriceModel, ReservedPrice};
use crate::text::format;
use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::ratio::Ratio;

/// Use to be rated: a sum of byte-days, averaged over the days of the period.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Use {
    pub(crate) byte_days: u128,
    pub(crate) days: u128,
    pub(crate) estimated: bool,
}

impl Use {
    /// The average in units of `unit` bytes; none beyond 128 bits.
    fn quantity(self, unit: u128) -> Option<Ratio> {
        Ratio::whole(self.byte_days)?.over(Ratio::whole(self.days)?)?.over(Ratio::whole(unit)?)
    }
}

impl PriceModel {
    const fn unit(&self) -> CapacityUnit {
        match self {
            Self::PerUnit { unit, .. } => *unit,
        }
    }
    const fn name(&self) -> &'static str {
        match self {
            Self::PerUnit { .. } => per_unit::NAME,
        }
    }
    fn unit_price(&self) -> Ratio {
        match self {
            Self::PerUnit { unit_price, .. } => unit_price.0.ratio(),
        }
    }
    fn amount(&self, quantity: Ratio) -> Option<Ratio> {
        match self {
            Self::PerUnit { .. } => per_unit::amount(quantity, self.unit_price()),
        }
    }
}

/// What a month of pay-per-use comes to.
struct PayPerUse {
    quantity: Ratio,
    exact: Ratio,
    charged: i128,
    /// Missing quantity, exact minimum charge and its rounded amount, where use stays below the minimum.
    minimum: Option<(Ratio, Ratio, i128)>,
}

fn rate_pay_per_use(price: &PayPerUsePrice, lines: &Lines, usage: Use) -> Option<PayPerUse> {
    let unit = price.price.unit();
    let quantity = usage.quantity(unit.bytes)?;
    let exact = price.price.amount(quantity)?;
    let charged = lines.round(exact)?;
    let mut rated = PayPerUse { quantity, exact, charged, minimum: None };
    if let Some(minimum) = &price.minimum {
        let floor = Ratio::whole(minimum.quantity.value.bytes())?.over(Ratio::whole(unit.bytes)?)?;
        let applies = minimum.at_zero_use.value || !quantity.is_zero();
        if applies && quantity.compare(floor) == Ordering::Less {
            let exact = price.price.amount(floor)?;
            rated.minimum = Some((floor.minus(quantity)?, exact, lines.round(exact)?));
        }
    }
    Some(rated)
}

/// What pay-per-use comes to in minor units, without lines; none beyond 128 bits.
pub(crate) fn pay_per_use_total(price: &PayPerUsePrice, lines: &Lines, usage: Use) -> Option<i128> {
    let rated = rate_pay_per_use(price, lines, usage)?;
    Some(rated.minimum.map_or(rated.charged, |(_, _, charge)| charge))
}

/// Adds the lines of pay-per-use; none beyond 128 bits.
pub(crate) fn pay_per_use(price: &PayPerUsePrice, lines: &mut Lines, usage: Use, of: Option<&ChargedParty>) -> Option<()> {
    let rated = rate_pay_per_use(price, lines, usage)?;
    let (unit, unit_price) = (price.price.unit(), price.price.unit_price());
    lines.push(Charge {
        kind: LineKind::Usage,
        model: price.price.name(),
        of,
        quantity: rated.quantity,
        unit: unit.name,
        unit_price,
        exact: rated.exact,
        minor_units: rated.charged,
        estimated: usage.estimated,
        working: format!(
            "{}; {}",
            average(usage, rated.quantity, unit.name),
            lines.product(rated.quantity, unit.name, unit_price, rated.exact)?
        ),
    })?;
    let Some((missing, charge, rounded)) = rated.minimum else { return Some(()) };
    let floor = missing.plus(rated.quantity)?;
    let minor_units = rounded.checked_sub(rated.charged)?;
    let used = lines.currency.amount(rated.charged);
    lines.push(Charge {
        kind: LineKind::Minimum,
        model: price.price.name(),
        of,
        quantity: missing,
        unit: unit.name,
        unit_price,
        exact: charge.minus(rated.exact)?,
        minor_units,
        estimated: usage.estimated,
        working: format!(
            "minimum {}; less {used} charged for use = {}",
            lines.product(floor, unit.name, unit_price, charge)?,
            lines.currency.amount(minor_units)
        ),
    })
}

/// `20000000000000 byte-days / 30 days = 2/3 TB`.
fn average(usage: Use, quantity: Ratio, unit: &str) -> String {
    let days = if usage.days == 1 { "day" } else { "days" };
    format!("{} byte-days / {} {days} = {} {unit}", usage.byte_days, usage.days, quantity.print())
}

/// Adds the line of reserved capacity; none beyond 128 bits.
pub(crate) fn reserved(price: &ReservedPrice, lines: &mut Lines, capacity: Capacity, of: Option<&ChargedParty>) -> Option<()> {
    let (unit, unit_price) = (price.price.unit(), price.price.unit_price());
    let quantity = Ratio::whole(capacity.bytes())?.over(Ratio::whole(unit.bytes)?)?;
    let exact = price.price.amount(quantity)?;
    lines.push(Charge {
        kind: LineKind::Reserved,
        model: price.price.name(),
        of,
        quantity,
        unit: unit.name,
        unit_price,
        exact,
        minor_units: lines.round(exact)?,
        estimated: false,
        working: lines.product(quantity, unit.name, unit_price, exact)?,
    })
}

/// What average use exceeds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Covered {
    pub(crate) byte_days: u128,
    pub(crate) name: &'static str,
}

/// Adds the line of use above what is covered; nothing where there is none; none beyond 128 bits.
pub(crate) fn excess(cents_per_gb: Price, lines: &mut Lines, usage: Use, covered: Covered, of: Option<&ChargedParty>) -> Option<()> {
    let excess = Use { byte_days: usage.byte_days.saturating_sub(covered.byte_days), ..usage };
    if excess.byte_days == 0 {
        return Some(());
    }
    let unit = CapacityUnit::GB;
    let quantity = excess.quantity(unit.bytes)?;
    let unit_price = cents_per_gb.0.ratio().over(Ratio::whole(100)?)?;
    let exact = per_unit::amount(quantity, unit_price)?;
    lines.push(Charge {
        kind: LineKind::Excess,
        model: per_unit::NAME,
        of,
        quantity,
        unit: unit.name,
        unit_price,
        exact,
        minor_units: lines.round(exact)?,
        estimated: usage.estimated,
        working: format!(
            "{} byte-days used − {} {} = {}; {}",
            usage.byte_days,
            covered.byte_days,
            covered.name,
            average(excess, quantity, unit.name),
            lines.product(quantity, unit.name, unit_price, exact)?
        ),
    })
}
