//! What a price list's models cost, in fractions without limit, and how a figure is rounded: as their sentences say.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive, Zero};

use super::scenario::{Model, Price};

pub type Q = BigRational;

pub fn q(value: u64) -> Q {
    Q::from_integer(BigInt::from(value))
}

pub fn thousandths(value: u64) -> Q {
    q(value) / q(1000)
}

/// Rounds to `digits` after the point by the mode of a name.
pub fn round(value: &Q, digits: u32, mode: &str) -> i128 {
    let scaled = value * Q::from_integer(BigInt::from(10).pow(digits));
    let floor = scaled.floor();
    let rest = &scaled - &floor;
    let half = Q::new(BigInt::from(1), BigInt::from(2));
    let negative = scaled.is_negative();
    let up = match mode {
        "ceiling" => !rest.is_zero(),
        "floor" => false,
        "up" => !rest.is_zero() && !negative,
        "down" => !rest.is_zero() && negative,
        _ if rest != half => rest > half,
        "halfUp" => !negative,
        "halfDown" => negative,
        "halfEven" => (floor.to_integer() % BigInt::from(2)) != BigInt::zero(),
        other => panic!("{other}"),
    };
    let whole = floor.to_integer() + BigInt::from(i32::from(up));
    whole.to_i128().expect("128 bits")
}

/// The exact lines of the whole charge for `bytes`.
pub fn whole(price: &Price, bytes: &Q) -> Vec<Q> {
    let units = bytes / q(price.unit.1);
    match &price.model {
        Model::Package { price, size, rounding } => {
            let packages = bytes / q(*size);
            let packages = match *rounding {
                "up" => packages.ceil(),
                "down" => packages.floor(),
                _ => packages,
            };
            vec![packages * thousandths(*price)]
        }
        Model::Percentage { percent, price, fixed, minimum, maximum, at_zero } => {
            if bytes.is_zero() && !at_zero {
                return vec![Q::zero()];
            }
            let charge = units * thousandths(*price) * thousandths(*percent) / q(100) + thousandths(*fixed);
            let mut bounded = charge.clone();
            if let Some(least) = minimum {
                bounded = bounded.max(thousandths(*least));
            }
            if let Some(most) = maximum {
                bounded = bounded.min(thousandths(*most));
            }
            let difference = bounded - &charge;
            if difference.is_zero() { vec![charge] } else { vec![charge, difference] }
        }
        Model::Tiers { tiers, at_zero, .. } => {
            let tier = tiers.iter().find(|tier| tier.up_to.is_none_or(|bound| *bytes <= q(bound))).expect("the last tier is open");
            let fee = if bytes.is_zero() && !at_zero { Q::zero() } else { thousandths(tier.flat_fee) };
            vec![units * thousandths(tier.unit_price) + fee]
        }
        Model::PerUnit { .. } | Model::Flat { .. } => unreachable!("priced by what is added"),
    }
}

/// The exact lines of going from `before` to `to` bytes in a part of the month; `charged` where use, or none, was charged before.
pub fn lines(price: &Price, (before, to): (&Q, &Q), charged: bool, share: &Q) -> Vec<Q> {
    match &price.model {
        Model::PerUnit { price: each } => vec![(to - before) / q(price.unit.1) * thousandths(*each)],
        Model::Flat { amount } => vec![share * thousandths(*amount)],
        Model::Tiers { name: "graduated", tiers, at_zero } => {
            let mut lower = Q::zero();
            let mut found = Vec::new();
            for tier in tiers {
                let upper = tier.up_to.map(q);
                // What of the way lies in this tier.
                let start = if *before > lower { before.clone() } else { lower.clone() };
                let end = upper.as_ref().map_or(to.clone(), |upper| if upper < to { upper.clone() } else { to.clone() });
                if end > start {
                    let paid = charged && lower.is_zero();
                    let fee = if *before <= lower && !paid { thousandths(tier.flat_fee) } else { Q::zero() };
                    found.push((end - start) / q(price.unit.1) * thousandths(tier.unit_price) + fee);
                }
                lower = upper.unwrap_or(lower);
            }
            if found.is_empty() {
                let fee = tiers.first().map_or(0, |tier| tier.flat_fee);
                found.push(if to.is_zero() && *at_zero && !charged { thousandths(fee) } else { Q::zero() });
            }
            found
        }
        _ => {
            let mut all = whole(price, to);
            let already: Q = whole(price, before).into_iter().sum();
            if charged && !already.is_zero() {
                all.push(-already);
            }
            all
        }
    }
}
