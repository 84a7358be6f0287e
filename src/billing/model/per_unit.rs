//! `perUnit`: every unit costs the same.

use super::{Reach, Slice, units};
use crate::values::capacity::CapacityUnit;
use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "perUnit";

/// `quantity × unit price`; none beyond 128 bits.
pub(crate) fn slice(unit_price: Ratio, unit: CapacityUnit, reach: Reach) -> Option<Slice> {
    let quantity = units(reach.to.minus(reach.before)?, unit)?;
    Slice::charge(None, (quantity, unit.name), unit_price, Ratio::ZERO)
}
