//! What crosses domains, one file per composed operation. Calls domains, adds no rule.

pub(crate) mod deal;
pub(crate) mod invoice;
