//! `percentage`: a percentage of what the use comes to at a stated unit price, with a fixed part, a minimum and a maximum.

use alloc::vec::Vec;

use super::{Part, Slice};
use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "percentage";

/// The model's figures.
pub(crate) struct Percentage {
    pub(crate) percent: Ratio,
    pub(crate) unit_price: Ratio,
    pub(crate) fixed: Option<Ratio>,
    /// Minimum and maximum.
    pub(crate) bounds: [Option<Ratio>; 2],
}

impl Percentage {
    /// The unit price that the percentage leaves.
    pub(crate) fn effective(&self) -> Option<Ratio> {
        self.percent.over(Ratio::whole(100)?)?.times(self.unit_price)
    }

    /// Adds the charge, and what a bound adds or takes off; none beyond 128 bits.
    pub(crate) fn slices(&self, quantity: Ratio, unit: &'static str, out: &mut Vec<Slice>) -> Option<()> {
        let charge = Slice::charge(None, (quantity, unit), self.effective()?, self.fixed.unwrap_or(Ratio::ZERO))?;
        out.push(charge);
        let [minimum, maximum] = self.bounds;
        let raised = minimum.map_or(charge.exact, |least| charge.exact.or_more(least));
        let bounded = maximum.map_or(raised, |most| raised.or_less(most));
        let difference = bounded.minus(charge.exact)?;
        if !difference.is_zero() {
            let part = if difference.is_negative() { Part::Maximum } else { Part::Minimum };
            out.push(Slice { part, ..Slice::charge(None, (Ratio::ZERO, unit), Ratio::ZERO, difference)? });
        }
        Some(())
    }
}
