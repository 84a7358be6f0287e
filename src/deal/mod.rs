//! Does this sale need a registered deal, and is there one? Reads `deal` documents; the list price to compare with is
//! handed in. Never looks at roles or capacity.

pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod request;
