//! Price models, one file each: an exact quantity in, an exact amount out.

pub(crate) mod per_unit;
