//! What crosses domains, one file per composed operation. Calls domains, adds no rule.

pub(crate) mod account;
mod allocation;
pub(crate) mod deal;
pub(crate) mod invoice;
pub(crate) mod order;
pub(crate) mod permission;
pub(crate) mod places;
