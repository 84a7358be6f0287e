//! Parts of a month: by day or second, the end left out or included, over the month's own days or 30. Positions in the
//! month are fractions from 0 to 1, so that parts which touch add up to the whole.

use super::document::{BillingDocument, set};
use crate::values::period::Period;
use crate::values::ratio::Ratio;
use crate::values::time::SECONDS_PER_DAY;

const THIRTY: i64 = 30;

/// Whether something begins or ends at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edge {
    Start,
    End,
}

/// Where in the month a moment stands, `seconds` after its start; none beyond 128 bits.
pub(crate) fn position(rules: &BillingDocument, month: Period, seconds: i64, edge: Edge) -> Option<Ratio> {
    let unit = if set(&rules.proration_by_second, false) { 1 } else { SECONDS_PER_DAY };
    let included = i64::from(edge == Edge::End && set(&rules.proration_end_inclusive, false));
    let elapsed = seconds.max(0).div_euclid(unit).checked_add(included)?;
    let per_day = SECONDS_PER_DAY.div_euclid(unit);
    if elapsed >= month.days().checked_mul(per_day)? {
        return Ratio::new(1, 1);
    }
    let days = if set(&rules.proration_thirty_days, false) { THIRTY } else { month.days() };
    let whole = days.checked_mul(per_day)?;
    Ratio::new(elapsed.min(whole).into(), whole.into())
}
