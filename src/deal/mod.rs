//! Does this sale need a registered deal, and is there one? May this deal be registered, approved, rejected? Reads `deal`
//! documents; the list price to compare with is handed in, and who may ask is judged elsewhere. Never looks at roles or capacity.

pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod lifecycle;
pub(crate) mod request;
mod validity;
