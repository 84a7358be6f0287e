//! `flat`: one amount per month, whatever is used; of a part of a month the same part.

use super::Slice;
use crate::values::ratio::Ratio;

/// The model's name on the wire.
pub(crate) const NAME: &str = "flat";

/// `share of the month × amount`; none beyond 128 bits.
pub(crate) fn slice(amount: Ratio, share: Ratio) -> Option<Slice> {
    Slice::charge(None, (share, "month"), amount, Ratio::ZERO)
}
