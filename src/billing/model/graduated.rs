//! `graduated`: each tier prices its own slice of the use. A tier's flat fee is charged once, when the tier is entered.

use alloc::vec::Vec;

use super::tier::{Bounds, Tier};
use super::{Reach, Slice, units};
use crate::values::capacity::CapacityUnit;
use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "graduated";

/// Adds a slice for each tier that use from `reach.before` up to `reach.to` falls into; none beyond 128 bits.
pub(crate) fn slices(tiers: &[Tier], unit: CapacityUnit, at_zero_use: bool, reach: Reach, out: &mut Vec<Slice>) -> Option<()> {
    let nothing = reach.to.is_zero();
    for (number, tier, lower, upper) in Bounds::of(tiers) {
        let (from, to) = (reach.before.or_more(lower), upper.map_or(reach.to, |upper| reach.to.or_less(upper)));
        let quantity = to.minus(from)?;
        let holds = !quantity.is_zero() && !quantity.is_negative();
        // Nothing added still gets its line, in the tier that is reached.
        let reached = reach.before.compare(reach.to).is_eq() && upper.is_none_or(|upper| reach.to.compare(upper).is_le());
        if !holds && !reached {
            continue;
        }
        // The first tier's fee was charged already, without any use.
        let paid = reach.charged && lower.is_zero();
        let entered = !paid && if nothing { at_zero_use } else { holds && reach.before.compare(lower).is_le() };
        let fee = if entered { tier.flat_fee() } else { Ratio::ZERO };
        let quantity = if holds { units(quantity, unit)? } else { Ratio::ZERO };
        out.push(Slice::charge(Some(number), (quantity, unit.name), tier.unit_price(), fee)?);
        if reached {
            break;
        }
    }
    Some(())
}
