//! `stairstep`: one flat price for the tier that is reached. Tiers have no unit price here, which loading checks.

use super::Slice;
use super::tier::Tier;
use super::volume;
use crate::values::capacity::CapacityUnit;
use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "stairstep";

/// The flat fee of the tier that is reached; none beyond 128 bits.
pub(crate) fn slice(tiers: &[Tier], unit: CapacityUnit, at_zero_use: bool, bytes: Ratio) -> Option<Slice> {
    volume::slice(tiers, unit, at_zero_use, bytes)
}
