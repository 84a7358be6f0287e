//! Ordering in a storefront, and the life of a subscription. Reads `storefront` documents. Never looks at deals or prices:
//! it says by how much an order lifts the customer's total, and who asks takes that further.

mod basket;
mod compile;
mod customer;
pub(crate) mod document;
pub(crate) mod finding;
mod follow;
pub(crate) mod order;
pub(crate) mod parties;
pub(crate) mod request;
pub(crate) mod subscription;
mod volume;

/// What an order is called among events: placed, and to be carried out at once.
const CHECK_OUT: &str = "checkOut";
/// Placed, and waiting for a reseller's approval first.
const CHECK_OUT_FOR_APPROVAL: &str = "checkOutForApproval";
/// Carried out by the seller's account manager.
const EXECUTE: &str = "execute";
