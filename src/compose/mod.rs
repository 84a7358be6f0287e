//! What crosses domains, one file per composed operation. Calls domains, adds no rule.

use alloc::vec::Vec;

use crate::decision::Verdict;
use crate::version::DocumentReference;

pub(crate) mod account;
mod allocation;
pub(crate) mod deal;
mod invoice;
pub(crate) mod order;
pub(crate) mod permission;
pub(crate) mod places;
mod quote;
mod special_price;

/// What a domain found, its result, and the documents that decided.
pub(crate) type Judged<'p, T> = (Verdict, T, Vec<&'p DocumentReference>);
