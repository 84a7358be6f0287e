//! The facts that orders and events of subscriptions are judged by.

use alloc::vec::Vec;

use super::document::ActorKind;
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::wire::shape::shape;

shape! {
    /// Who acts.
    pub(crate) struct ActorFact {
        /// What they are.
        "kind" kind: ActorKind,
        /// The person, or the system.
        "id" id: Id,
        /// The account that they act for: the customer, the reseller or the seller.
        "account" account: Id,
    }
}

shape! {
    /// The customer that an order or a subscription is for.
    pub(crate) struct CustomerFact {
        /// The account's id.
        "id" id: Id,
        /// Whether it is an end customer, and no reseller itself.
        "endCustomer" end_customer: bool,
        /// The accounts above it, the nearest first, up to the seller.
        "above" above: Vec<Id>,
        /// The account whose affiliate it is.
        "affiliateOf" affiliate_of: Option<Id>,
        /// The account's id at the vendor.
        "vendorIdentity" vendor_identity: Option<Id>,
        /// Whether its reseller approves its orders; absent: the policy's default.
        "orderApproval" order_approval: Option<bool>,
    }
}

shape! {
    /// The reseller that orders, or that stands directly above the customer.
    pub(crate) struct ResellerFact {
        /// The account's id.
        "id" id: Id,
        /// Its e-mail address, by which it is found at the vendor.
        "email" email: Option<Id>,
        /// The account's id at the vendor, where it is known.
        "vendorIdentity" vendor_identity: Option<Id>,
        /// How it pays, for example `creditCard`; absent: not known.
        "paymentMethod" payment_method: Option<Id>,
        /// Whether it has a valid card; absent: not known.
        "validCard" valid_card: Option<bool>,
    }
}

shape! {
    /// A reseller's account at the vendor.
    pub(crate) struct VendorReseller {
        /// The account's id at the vendor.
        "id" id: Id,
        /// Its e-mail address.
        "email" email: Id,
        /// The seller in whose tenant it is.
        "seller" seller: Id,
    }
}

shape! {
    /// A line of the basket.
    pub(crate) struct OrderLine {
        /// The product.
        "product" product: Id,
        /// How many licences the customer has after the order.
        "quantity" quantity: u32,
        /// How many it has now; may be absent only where it has no subscription that they could belong to.
        "present" present: Option<u32>,
    }
}

impl OrderLine {
    pub(crate) fn present(&self) -> u32 {
        self.present.unwrap_or(0)
    }
    pub(crate) fn grows(&self) -> bool {
        self.quantity > self.present()
    }
    pub(crate) fn shrinks(&self) -> bool {
        self.quantity < self.present()
    }
}

shape! {
    /// When a cancellation takes effect.
    pub(crate) words CancellationKind {
        /// At once.
        "immediate" Immediate,
        /// At the end of the billing period.
        "endOfBillingPeriod" EndOfBillingPeriod,
    }
}

shape! {
    /// A cancellation that has been requested.
    pub(crate) struct CancellationFact {
        /// When it is to take effect.
        "kind" kind: CancellationKind,
        /// The person who requested it.
        "requestedBy" requested_by: Id,
        /// When it was requested.
        "requestedAt" requested_at: Instant,
    }
}

shape! {
    /// A subscription as it is now, or an order that is to become one.
    pub(crate) struct SubscriptionFact {
        /// Its id.
        "id" id: Id,
        /// What it is of.
        "product" product: Id,
        /// The state that it is in.
        "state" state: Id,
        /// The state before; where the present one may lead back to it.
        "formerState" former_state: Option<Id>,
        /// How many licences it has.
        "quantity" quantity: Option<u32>,
        /// Whether its price is protected; absent: not known.
        "priceProtected" price_protected: Option<bool>,
        /// Whether it is paid by use; absent: not known.
        "payPerUse" pay_per_use: Option<bool>,
        /// Whether it is an asset; absent: not known.
        "asset" asset: Option<bool>,
        /// Whether a scheduled change is pending; absent: not known.
        "scheduledChange" scheduled_change: Option<bool>,
        /// The cancellation that is pending; absent: none.
        "cancellation" cancellation: Option<CancellationFact>,
        /// When its billing period ends.
        "periodEnd" period_end: Option<Instant>,
    }
}

/// What the customer has in all, and what is stored of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Totals {
    pub(crate) volume: Option<Capacity>,
    pub(crate) used: Option<(Capacity, Instant)>,
    pub(crate) overdraft: Option<bool>,
}
