//! What crosses domains, one file per composed operation. Calls domains, adds no rule.

pub(crate) mod account;
mod allocation;
mod deal;
pub(crate) mod invoice;
pub(crate) mod permission;
pub(crate) mod places;
