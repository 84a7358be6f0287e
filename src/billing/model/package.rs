//! `package`: use is sold in packages of a size; a part of a package counts as a whole one, as none, or as that part.

use super::Slice;
use crate::values::capacity::Capacity;
use crate::values::ratio::{Ratio, Rounding};
use crate::wire::shape::shape;

/// The model's name on the wire.
pub(crate) const NAME: &str = "package";

shape! {
    /// What a part of a package counts as.
    pub(crate) words PackageRounding {
        /// A whole package.
        "up" Up,
        /// Nothing.
        "down" Down,
        /// That part of a package.
        "exact" Exact,
    }
}

/// `packages × package price`; none beyond 128 bits.
pub(crate) fn slice(package_price: Ratio, size: Capacity, rounding: PackageRounding, bytes: Ratio) -> Option<Slice> {
    let exact = bytes.over(size.ratio())?;
    let packages = match rounding {
        PackageRounding::Up => whole(exact.round(0, Rounding::Ceiling)?)?,
        PackageRounding::Down => whole(exact.round(0, Rounding::Floor)?)?,
        PackageRounding::Exact => exact,
    };
    Slice::charge(None, (packages, NAME), package_price, Ratio::ZERO)
}

fn whole(count: i128) -> Option<Ratio> {
    Ratio::new(count, 1)
}
