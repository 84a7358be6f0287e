//! The wire's shared words: capacity, decimals and exact fractions, currency and rounding, dates, instants and periods;
//! and words and ids as numbers.
//! Each reads itself with its own issues and prints itself in one canonical way.

pub(crate) mod capacity;
pub(crate) mod decimal;
pub(crate) mod id;
pub(crate) mod index;
pub(crate) mod letter_case;
pub(crate) mod money;
mod notation;
pub(crate) mod period;
pub(crate) mod ratio;
pub(crate) mod setting;
pub(crate) mod symbol;
pub(crate) mod time;
