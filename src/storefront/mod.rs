//! Ordering in a storefront, and the life of a subscription. Reads `storefront` documents. Never looks at deals or prices:
//! it says by how much an order lifts the customer's total, and who asks takes that further.

mod compile;
pub(crate) mod document;

/// What an order is called among events: placed, and to be carried out at once.
pub(crate) const CHECK_OUT: &str = "checkOut";
/// Placed, and waiting for a reseller's approval first.
pub(crate) const CHECK_OUT_FOR_APPROVAL: &str = "checkOutForApproval";
