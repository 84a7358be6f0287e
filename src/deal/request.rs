//! The deal request and the deal's part of the answer.

use alloc::string::String;
use alloc::vec::Vec;

use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::shape::shape;

shape! {
    /// What is asked of a deal.
    pub(crate) words DealAction {
        /// Is a deal required, and is there one?
        "check" Check,
    }
}

shape! {
    /// A price per unit of capacity and month.
    pub(crate) struct UnitPrice {
        /// The price of one unit.
        "unitPrice" unit_price: Price,
        /// Its currency.
        "currency" currency: Currency,
        /// The unit, for example `TB`.
        "unit" unit: CapacityUnit,
    }
}

shape! {
    /// Someone whose total may decide, with what they have before the sale.
    pub(crate) struct VolumeParty {
        /// The account's or contract's id.
        "id" id: Id,
        /// What they have now beside what this sale is about; `0 B` where there is nothing yet.
        "volume" volume: Option<Capacity>,
    }
}

shape! {
    /// What is to be sold.
    pub(crate) choice Sale by "plan" {
        /// A fixed amount.
        "reserved" Reserved {
            /// The capacity that is added.
            "volume" volume: Option<Capacity>,
            /// The price agreed, where it is not simply the list's.
            "price" price: Option<UnitPrice>,
        },
        /// What is really stored.
        "payPerUse" PayPerUse {
            /// The use that is expected of this plan.
            "expectedVolume" expected_volume: Option<Capacity>,
            /// Where nothing is expected: last month's average use of this plan.
            "averageVolume" average_volume: Option<Capacity>,
            /// The price agreed, where it is not simply the list's.
            "price" price: Option<UnitPrice>,
        },
    }
}

impl Sale {
    pub(crate) const fn price(&self) -> Option<&UnitPrice> {
        match self {
            Self::Reserved { price, .. } | Self::PayPerUse { price, .. } => price.as_ref(),
        }
    }
}

shape! {
    /// Where a deal stands.
    pub(crate) words DealState {
        /// Written, not yet registered.
        "draft" Draft,
        /// Registered with the vendor.
        "registered" Registered,
        /// Approved by the vendor.
        "approved" Approved,
        /// Rejected by the vendor.
        "rejected" Rejected,
        /// Past its validity.
        "expired" Expired,
    }
}

shape! {
    /// A deal that may cover the sale.
    pub(crate) struct DealFact {
        /// The deal's id.
        "id" id: Id,
        /// The customer that it is for.
        "customerId" customer_id: Id,
        /// Where it stands.
        "state" state: DealState,
        /// The total that it covers.
        "volume" volume: Capacity,
        /// When it was registered.
        "registeredAt" registered_at: Instant,
        /// First instant at which it is no longer valid; absent: after the policy's number of days.
        "expiresAt" expires_at: Option<Instant>,
        /// The special price that it names.
        "price" price: Option<UnitPrice>,
    }
}

shape! {
    /// Does this sale need a registered deal, and is there one?
    pub(crate) struct DealRequest {
        /// What is asked.
        "action" action: DealAction,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Whether a sample price list may serve to compare prices.
        "allowSample" allow_sample: Option<bool>,
        /// The customer sold to.
        "customer" customer: VolumeParty,
        /// The partner that sells, where its total decides.
        "partner" partner: Option<VolumeParty>,
        /// The contract sold under, where its total decides.
        "contract" contract: Option<VolumeParty>,
        /// What is to be sold.
        "sale" sale: Sale,
        /// Deals that may cover it.
        "deals" deals: Option<Vec<DealFact>>,
    }
}

shape! {
    /// Why a deal is required.
    pub(crate) words Because {
        /// The total is above the threshold.
        "volume" Volume,
        /// The price is special.
        "specialPrice" SpecialPrice,
    }
}

/// The deal's part of the answer.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct DealResult {
    /// Whether a deal is required.
    pub(crate) required: bool,
    /// Why.
    pub(crate) because: Vec<Because>,
    /// The total that decides, after the sale.
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::capacity::CapacityText"))]
    pub(crate) volume: Capacity,
    /// The threshold that it was compared with.
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::capacity::CapacityText"))]
    pub(crate) threshold: Capacity,
    /// Id of the deal that covers the sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) satisfied_by: Option<String>,
    /// Until when that deal does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) valid_until: Option<Instant>,
}
