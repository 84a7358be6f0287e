//! Price models, one file each: exact use in bytes in, the slices of a charge out. A slice is what becomes a line:
//! quantity × unit price + flat fee. What earlier lines charged already counts toward tiers and is not charged again.

use alloc::vec::Vec;

use super::document::set;
use super::price_list::PriceModel;
use crate::values::capacity::CapacityUnit;
use crate::values::ratio::Ratio;
use crate::values::setting::Setting;

pub(crate) mod flat;
pub(crate) mod graduated;
pub(crate) mod package;
pub(crate) mod per_unit;
pub(crate) mod percentage;
pub(crate) mod stairstep;
pub(crate) mod tier;
pub(crate) mod volume;

/// What a slice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// The charge itself.
    Charge,
    /// What earlier lines charged for the same use, taken off.
    AlreadyCharged,
    /// What brings the charge up to the model's minimum.
    Minimum,
    /// What is above the model's maximum, taken off.
    Maximum,
}

/// Quantity × unit price + flat fee.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slice {
    pub(crate) part: Part,
    /// The tier, from 1.
    pub(crate) tier: Option<u32>,
    pub(crate) quantity: Ratio,
    pub(crate) unit: &'static str,
    pub(crate) unit_price: Ratio,
    pub(crate) flat_fee: Ratio,
    pub(crate) exact: Ratio,
}

impl Slice {
    /// A charge; none beyond 128 bits.
    fn charge(tier: Option<u32>, (quantity, unit): (Ratio, &'static str), unit_price: Ratio, flat_fee: Ratio) -> Option<Self> {
        let exact = quantity.times(unit_price)?.plus(flat_fee)?;
        Some(Self { part: Part::Charge, tier, quantity, unit, unit_price, flat_fee, exact })
    }

    /// The same slice times `factor`.
    pub(crate) fn scaled(self, factor: Ratio) -> Option<Self> {
        let [quantity, flat_fee, exact] = [self.quantity, self.flat_fee, self.exact].map(|value| value.times(factor));
        Some(Self { quantity: quantity?, flat_fee: flat_fee?, exact: exact?, ..self })
    }

    /// The same slice taken off.
    pub(crate) fn reversed(self) -> Option<Self> {
        let [quantity, flat_fee, exact] = [self.quantity, self.flat_fee, self.exact].map(Ratio::negated);
        Some(Self { part: Part::AlreadyCharged, quantity: quantity?, flat_fee: flat_fee?, exact: exact?, ..self })
    }
}

/// Exact use in bytes: what earlier lines charged, and what is reached with this one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reach {
    pub(crate) before: Ratio,
    pub(crate) to: Ratio,
    /// Whether earlier lines charged this month: use, or what is charged without any.
    pub(crate) charged: bool,
    /// The part of the month that the line covers; flat prices go by it.
    pub(crate) share: Ratio,
}

/// Bytes in units; none beyond 128 bits.
pub(crate) fn units(bytes: Ratio, unit: CapacityUnit) -> Option<Ratio> {
    bytes.over(Ratio::whole(unit.bytes)?)
}

impl PriceModel {
    /// The unit that use is shown in.
    pub(crate) const fn unit(&self) -> CapacityUnit {
        match self {
            Self::PerUnit { unit, .. }
            | Self::Graduated { unit, .. }
            | Self::Volume { unit, .. }
            | Self::Stairstep { unit, .. }
            | Self::Package { unit, .. }
            | Self::Percentage { unit, .. } => *unit,
            Self::Flat { .. } => CapacityUnit::TB,
        }
    }

    /// The model's name on the wire.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::PerUnit { .. } => per_unit::NAME,
            Self::Graduated { .. } => graduated::NAME,
            Self::Volume { .. } => volume::NAME,
            Self::Stairstep { .. } => stairstep::NAME,
            Self::Flat { .. } => flat::NAME,
            Self::Package { .. } => package::NAME,
            Self::Percentage { .. } => percentage::NAME,
        }
    }

    /// Whether a month without use is charged.
    pub(crate) fn at_zero_use(&self) -> bool {
        match self {
            Self::Graduated { at_zero_use, .. }
            | Self::Volume { at_zero_use, .. }
            | Self::Stairstep { at_zero_use, .. }
            | Self::Percentage { at_zero_use, .. } => is_set(at_zero_use),
            Self::PerUnit { .. } | Self::Flat { .. } | Self::Package { .. } => false,
        }
    }

    /// Adds the slices of a charge; none beyond 128 bits.
    pub(crate) fn slices(&self, reach: Reach, out: &mut Vec<Slice>) -> Option<()> {
        match self {
            Self::PerUnit { unit_price, unit } => out.push(per_unit::slice(unit_price.0.ratio(), *unit, reach)?),
            Self::Graduated { tiers, unit, at_zero_use } => graduated::slices(tiers, *unit, is_set(at_zero_use), reach, out)?,
            Self::Flat { amount } => out.push(flat::slice(amount.0.ratio(), reach.share)?),
            Self::Volume { .. } | Self::Stairstep { .. } | Self::Package { .. } | Self::Percentage { .. } => {
                self.whole(reach.to, out)?;
                if reach.charged {
                    let own = out.len();
                    self.whole(reach.before, out)?;
                    let slice = merged(out.get(own..).unwrap_or_default())?;
                    out.truncate(own);
                    if !slice.exact.is_zero() {
                        out.push(slice.reversed()?);
                    }
                }
            }
        }
        Some(())
    }

    /// Models that price the whole use at once.
    fn whole(&self, bytes: Ratio, out: &mut Vec<Slice>) -> Option<()> {
        match self {
            Self::Volume { tiers, unit, at_zero_use } => out.push(volume::slice(tiers, *unit, is_set(at_zero_use), bytes)?),
            Self::Stairstep { tiers, unit, at_zero_use } => out.push(stairstep::slice(tiers, *unit, is_set(at_zero_use), bytes)?),
            Self::Package { package_price, size, rounding, .. } => {
                out.push(package::slice(package_price.0.ratio(), *size, *rounding, bytes)?);
            }
            Self::Percentage { percent, unit_price, unit, fixed, minimum, maximum, at_zero_use } => {
                let price = percentage::Percentage {
                    percent: percent.0.ratio(),
                    unit_price: unit_price.0.ratio(),
                    fixed: fixed.map(|fixed| fixed.0.ratio()),
                    bounds: [minimum, maximum].map(|bound| bound.map(|bound| bound.0.ratio())),
                };
                if !bytes.is_zero() || is_set(at_zero_use) {
                    price.slices(units(bytes, *unit)?, unit.name, out)?;
                } else {
                    out.push(Slice::charge(None, (Ratio::ZERO, unit.name), price.effective()?, Ratio::ZERO)?);
                }
            }
            Self::PerUnit { .. } | Self::Graduated { .. } | Self::Flat { .. } => {}
        }
        Some(())
    }
}

/// Slices of one charge as one; none beyond 128 bits.
pub(crate) fn merged(slices: &[Slice]) -> Option<Slice> {
    let (first, rest) = slices.split_first()?;
    rest.iter().try_fold(*first, |sum, slice| {
        Some(Slice { flat_fee: sum.flat_fee.plus(slice.exact)?, exact: sum.exact.plus(slice.exact)?, ..sum })
    })
}

fn is_set(setting: &Option<Setting<bool>>) -> bool {
    set(setting, false)
}
