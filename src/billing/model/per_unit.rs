//! `perUnit`: every unit costs the same.

use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "perUnit";

/// `quantity × unit price`; none beyond 128 bits.
pub(crate) fn amount(quantity: Ratio, unit_price: Ratio) -> Option<Ratio> {
    quantity.times(unit_price)
}
