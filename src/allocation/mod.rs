//! Is a capacity allocation covered: by the contract or partner that it comes out of, by what is stored and what is allocated
//! further, by the policy's settings? Reads `allocation` documents. Never looks at roles, prices or deals.

mod amount;
pub(crate) mod document;
pub(crate) mod evaluate;
mod facts;
mod fair_use;
mod figures;
mod lifecycle;
pub(crate) mod request;
mod sight;
mod transfer;
