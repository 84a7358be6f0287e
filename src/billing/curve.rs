//! Price columns in a step per row. Where a month has one list and nothing follows the plan's lines, its price is a curve over
//! byte-days: between two tier bounds one line alone moves, and that in proportion. The bill's own models say what a piece
//! costs at its first byte-day, once per query; a row is then a product and a quotient of 64 bits. What a curve does not hold
//! (other settings, larger figures, no use at all) is none here and rated as a bill is.

use alloc::vec::Vec;

use super::choice::Section;
use super::document::{Averaging, BillingDocument, set};
use super::line::Lines;
use super::model::{Part, Reach, Slice};
use super::price_list::{Minimum, PriceListDocument, PriceModel};
use crate::values::capacity::Capacity;
use crate::values::ratio::{Ratio, Rounding, nearest};

/// Minor units of a month, and whether the minimum is among them.
type Charged = (i64, bool);

/// What a month's pay-per-use costs by byte-days above 0.
pub(crate) struct Curve {
    pieces: Vec<Piece>,
    rounding: Rounding,
    floor: Floor,
}

/// Byte-days up to a bound: `below`, and the rounded `(byte-days × slope + offset) / denominator`, in minor units.
struct Piece {
    up_to: u64,
    /// Up to here the numerator fits 64 bits.
    fits: u64,
    below: i64,
    slope: u64,
    offset: i64,
    denominator: u64,
}

/// Below so many byte-days the month comes to at least this; 0 where there is no minimum.
struct Floor {
    below: u64,
    charge: i64,
}

/// Whether nothing but the price model, whole months and a minimum decides on the price.
fn is_plain(rules: &BillingDocument, list: &PriceListDocument) -> bool {
    rules.averaging.value == Averaging::CalendarMean
        && rules.quantity_step.is_none()
        && !set(&rules.round_total, false)
        && list.adjustments.as_ref().is_none_or(Vec::is_empty)
        && list.maximum_charge.is_none()
        && list.minimum_charge.is_none()
}

/// The bounds between which one line moves in proportion; none of a model of which that is not so.
fn bounds(model: &PriceModel) -> Option<impl Iterator<Item = Capacity>> {
    let tiers = match model {
        PriceModel::PerUnit { .. } => &[],
        PriceModel::Graduated { tiers, .. } | PriceModel::Volume { tiers, .. } | PriceModel::Stairstep { tiers, .. } => tiers.as_slice(),
        PriceModel::Flat { .. } | PriceModel::Package { .. } | PriceModel::Percentage { .. } => return None,
    };
    Some(tiers.iter().filter_map(|tier| tier.up_to))
}

impl Curve {
    /// The curve of a section that is a whole month; none where its price is not one.
    pub(crate) fn of(section: &Section<'_>) -> Option<Self> {
        let (rules, list) = (&section.rules.body, &section.list.body);
        let price = list.pay_per_use.as_ref().filter(|price| price.free.is_none() && is_plain(rules, list))?;
        let days = u64::try_from(section.period.days()).ok()?;
        let rounding = rules.rounding.value;
        let month = Month { model: &price.price, days, lines: Lines::sums(list.currency, section.period, rounding) };
        let mut pieces = Vec::new();
        let mut from = 0;
        for bound in bounds(&price.price)? {
            // Bounds beyond 64 bits are never reached.
            let Some(up_to) = byte_days(bound, days) else { break };
            pieces.push(month.piece(from, up_to)?);
            from = up_to;
        }
        pieces.push(month.piece(from, u64::MAX)?);
        let floor = price.minimum.as_ref().map_or(Some(Floor { below: 0, charge: 0 }), |minimum| month.floor(minimum))?;
        Some(Self { pieces, rounding, floor })
    }

    /// What so many byte-days cost; none where the curve does not say.
    pub(crate) fn at(&self, byte_days: u64) -> Option<Charged> {
        let piece = self.pieces.iter().find(|piece| byte_days <= piece.up_to)?;
        if byte_days == 0 || byte_days > piece.fits {
            return None;
        }
        let numerator = byte_days.wrapping_mul(piece.slope).wrapping_add_signed(piece.offset);
        let line = nearest(numerator, piece.denominator, self.rounding)?;
        let used = i64::try_from(line).ok()?.checked_add(piece.below)?;
        if byte_days >= self.floor.below {
            return Some((used, false));
        }
        // Whether a line of 0 is made where both are the same the bill knows.
        if used == self.floor.charge { None } else { Some((used.max(self.floor.charge), used < self.floor.charge)) }
    }
}

fn byte_days(quantity: Capacity, days: u64) -> Option<u64> {
    u64::try_from(quantity.bytes()).ok()?.checked_mul(days)
}

/// What pieces are made of.
struct Month<'m> {
    model: &'m PriceModel,
    days: u64,
    lines: Lines,
}

impl Month<'_> {
    /// The charge of so many bytes on average.
    fn slices(&self, to: Ratio) -> Option<Vec<Slice>> {
        let mut slices = Vec::new();
        self.model.slices(Reach { before: Ratio::ZERO, to, charged: false, share: Ratio::whole(1)? }, &mut slices)?;
        Some(slices)
    }

    /// The piece from above one bound up to the next.
    fn piece(&self, from: u64, up_to: u64) -> Option<Piece> {
        let first = Ratio::whole(from.checked_add(1)?.into())?;
        let days = Ratio::whole(self.days.into())?;
        let slices = self.slices(first.over(days)?)?;
        let (moving, still) = slices.split_last()?;
        let minor = Ratio::whole(10_u128.checked_pow(self.lines.currency.digits())?)?;
        let per_byte = moving.unit_price.over(Ratio::whole(self.model.unit().bytes)?)?;
        let slope = per_byte.over(days)?.times(minor)?;
        let offset = moving.exact.times(minor)?.minus(slope.times(first)?)?;
        let [slope, offset, denominator] = slope.together(offset)?;
        let (slope, offset) = (u64::try_from(slope).ok()?, i64::try_from(offset).ok()?);
        let most = u64::MAX.checked_sub(offset.max(0).unsigned_abs())?;
        let fits = most.checked_div(slope).unwrap_or(u64::MAX);
        let below = still.iter().try_fold(0, |sum: i128, slice| sum.checked_add(self.lines.round(slice.exact)?))?;
        // The bill adds the exact lines: there is room for their sum at every byte-day of the piece.
        let settled = still.iter().try_fold(Ratio::ZERO, |sum, slice| sum.plus(slice.exact))?;
        let step = Ratio::whole(1)?.over(Ratio::whole(denominator.unsigned_abs())?.times(minor)?)?;
        let [step, settled, _] = step.together(settled)?;
        step.checked_mul(u64::MAX.into())?.checked_add(settled)?;
        let straight = slices.iter().all(|slice| slice.part == Part::Charge);
        let (below, denominator) = (i64::try_from(below).ok()?, u64::try_from(denominator).ok()?);
        straight.then_some(Piece { up_to, fits, below, slope, offset, denominator })
    }

    fn floor(&self, minimum: &Minimum) -> Option<Floor> {
        if set(&minimum.by_day, false) || set(&minimum.prorate, false) {
            return None;
        }
        let below = byte_days(minimum.quantity.value, self.days)?;
        let exact = self.slices(minimum.quantity.value.ratio())?.iter().try_fold(Ratio::ZERO, |sum, slice| sum.plus(slice.exact))?;
        Some(Floor { below, charge: i64::try_from(self.lines.round(exact)?).ok()? })
    }
}
