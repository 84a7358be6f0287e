//! A deal as a fact, the request of a check, and the deal's part of the answer.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Deref;

use super::document::Gate;
use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader, Word};
use crate::wire::shape::shape;

shape! {
    /// What is to happen to a deal.
    pub(crate) words DealEvent {
        /// A draft is registered with the vendor.
        "register" Register,
        /// The vendor approves it.
        "approve" Approve,
        /// The vendor rejects it.
        "reject" Reject,
    }
}

impl DealEvent {
    pub(crate) const ALL: [Self; 3] = [Self::Register, Self::Approve, Self::Reject];
}

/// Is a deal required, and is there one? The one action that asks so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CheckAction;

impl Read for CheckAction {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        const CHECK: &str = "check";
        let mut words = alloc::vec![CHECK];
        words.extend(DealEvent::ALL.map(Word::as_str));
        reader.word(node, &words);
        Self
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CheckAction {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "CheckAction".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "enum": ["check"] })
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
    /// Who sells to whom, as types of account.
    #[derive(PartialEq, Eq)]
    pub(crate) struct SaleEdge {
        /// The seller's type, for example `distributor`.
        "seller" seller: Id,
        /// The buyer's type, for example `partner`.
        "buyer" buyer: Id,
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
            /// Who sells to whom at this price; absent: the price counts.
            "edge" edge: Option<SaleEdge>,
        },
        /// What is really stored.
        "payPerUse" PayPerUse {
            /// The use that is expected of this plan.
            "expectedVolume" expected_volume: Option<Capacity>,
            /// Where nothing is expected: last month's average use of this plan.
            "averageVolume" average_volume: Option<Capacity>,
            /// The price agreed, where it is not simply the list's.
            "price" price: Option<UnitPrice>,
            /// Who sells to whom at this price; absent: the price counts.
            "edge" edge: Option<SaleEdge>,
        },
    }
}

impl Sale {
    pub(crate) const fn price(&self) -> Option<&UnitPrice> {
        match self {
            Self::Reserved { price, .. } | Self::PayPerUse { price, .. } => price.as_ref(),
        }
    }
    pub(crate) const fn edge(&self) -> Option<&SaleEdge> {
        match self {
            Self::Reserved { edge, .. } | Self::PayPerUse { edge, .. } => edge.as_ref(),
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

impl DealState {
    pub(crate) const ALL: [Self; 5] = [Self::Draft, Self::Registered, Self::Approved, Self::Rejected, Self::Expired];

    /// The state of a word.
    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

shape! {
    /// A deal with one customer.
    pub(crate) struct DealFactFields {
        /// The deal's id.
        "id" id: Id,
        /// The customer that it is for.
        "customerId" customer_id: Id,
        /// Where it stands.
        "state" state: DealState,
        /// The total that it covers.
        "volume" volume: Capacity,
        /// Id of the account that registered it, or is to.
        "registeredBy" registered_by: Option<Id>,
        /// Id of the partner that sells, where its distributor registers for it.
        "partnerId" partner_id: Option<Id>,
        /// When it was registered; only a draft may be without.
        "registeredAt" registered_at: Option<Instant>,
        /// First instant at which it is no longer valid; absent: after the policy's number of days.
        "expiresAt" expires_at: Option<Instant>,
        /// The special price that it names.
        "price" price: Option<UnitPrice>,
    }
}

/// A deal of which all is known that its state demands.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct DealFact(DealFactFields);

impl Deref for DealFact {
    type Target = DealFactFields;
    fn deref(&self) -> &DealFactFields {
        &self.0
    }
}

impl Read for DealFact {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let fields = DealFactFields::read(node, reader);
        if let Some(deal @ Node::Object(_)) = node {
            let draft = matches!(deal.member("state"), Some(Node::Text(state)) if state == DealState::Draft.as_str());
            if !draft && deal.member("registeredAt").is_none() {
                reader.missing("registeredAt", "a deal that is no draft was registered at some time");
            }
        }
        Self(fields)
    }
}

shape! {
    /// Does this sale need a registered deal, and is there one?
    #[cfg_attr(feature = "schema", schemars(rename = "DealCheckRequest"))]
    pub(crate) struct DealRequest {
        /// What is asked.
        "action" action: CheckAction,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Whether a sample price list may serve to compare prices.
        "allowSample" allow_sample: Option<bool>,
        /// The customer sold to.
        "customer" customer: VolumeParty,
        /// The partner that sells, where its total decides or a deal is for one partner alone.
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

/// A price as a deal is to name it.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct NamedPrice {
    /// The price of one unit, a decimal.
    unit_price: String,
    /// Its currency.
    currency: Currency,
    /// The unit.
    unit: &'static str,
}

impl From<&UnitPrice> for NamedPrice {
    fn from(price: &UnitPrice) -> Self {
        Self { unit_price: price.unit_price.0.to_string(), currency: price.currency, unit: price.unit.name }
    }
}

/// What a deal that satisfies the sale has, where none of the deals given does.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct MissingDeal {
    /// The customer that it is for.
    pub(crate) customer_id: String,
    /// Where it stands at least.
    pub(crate) state: Gate,
    /// The total that it covers at least.
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::capacity::CapacityText"))]
    pub(crate) volume: Capacity,
    /// The price that it names, or a lower one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) price: Option<NamedPrice>,
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
    /// Until when the sale is covered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) valid_until: Option<Instant>,
    /// The deal that is needed and not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<MissingDeal>,
}

/// What follows from an event that is allowed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NextState {
    pub(crate) state: Option<DealState>,
    pub(crate) valid_until: Option<Instant>,
}
