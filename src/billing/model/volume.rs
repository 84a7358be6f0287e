//! `volume`: the whole use is priced by the one tier that it reaches.

use super::tier::{Tier, holding};
use super::{Slice, units};
use crate::values::capacity::CapacityUnit;
use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "volume";

/// The whole use at its tier's price, with the tier's flat fee; none beyond 128 bits.
pub(crate) fn slice(tiers: &[Tier], unit: CapacityUnit, at_zero_use: bool, bytes: Ratio) -> Option<Slice> {
    let (number, tier) = holding(tiers, bytes)?;
    let fee = if bytes.is_zero() && !at_zero_use { Ratio::ZERO } else { tier.flat_fee() };
    Slice::charge(Some(number), (units(bytes, unit)?, unit.name), tier.unit_price(), fee)
}
