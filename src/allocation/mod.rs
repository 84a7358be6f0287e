//! Is a capacity allocation covered: by the contract's reserved capacity, by what is stored, by the policy's settings?
//! Reads `allocation` documents. Never looks at roles, prices or deals.

pub(crate) mod document;
pub(crate) mod evaluate;
pub(crate) mod request;
