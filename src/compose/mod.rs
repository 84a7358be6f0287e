//! What crosses domains, one file per composed operation. Calls domains, adds no rule.

mod allocation;
mod deal;
mod invoice;
pub(crate) mod permission;
pub(crate) mod places;
mod quote;
mod special_price;
