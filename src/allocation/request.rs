//! The allocation request and the allocation's part of the answer.

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::contract::ContractFact;
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;

shape! {
    /// Stored bytes, and when they were measured.
    #[derive(Copy)]
    pub(crate) struct UsedCapacity {
        /// What was stored.
        "capacity" capacity: Capacity,
        /// When; the console's figures lag by up to 60 minutes.
        "measuredAt" measured_at: Instant,
    }
}

shape! {
    /// The allocation as it is now: a partner or a storage account, with the vendor's field names.
    pub(crate) struct AllocationFact {
        /// Id of the partner or storage account.
        "id" id: Id,
        /// Its name.
        "name" name: Option<String>,
        /// The contract that it is under.
        "distributorContractId" distributor_contract_id: Option<Id>,
        /// Free text.
        "details" details: Option<String>,
        /// Its present allocation; 0 is pay-per-use.
        "allocatedCapacity" allocated_capacity: Capacity,
        /// Whether more may be stored than allocated.
        "allowOverdraft" allow_overdraft: Option<bool>,
        /// What is stored.
        "used" used: Option<UsedCapacity>,
    }
}

shape! {
    /// What is to happen to the allocation.
    pub(crate) words AllocationAction {
        /// A new allocation.
        "create" Create,
        /// Another amount for an allocation that exists.
        "update" Update,
    }
}

shape! {
    /// A request whose action decides on the need of the present allocation.
    struct AllocationRequestFields {
        /// What is to happen.
        "action" action: AllocationAction,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// The contract that must cover it.
        "contract" contract: ContractFact,
        /// The allocation as it is now; required for `update`, refused for `create`.
        "allocation" allocation: Option<AllocationFact>,
        /// The amount asked for; 0 is pay-per-use.
        "requestedCapacity" requested_capacity: Capacity,
    }
}

/// May this amount be allocated under this contract?
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct AllocationRequest(AllocationRequestFields);

impl Read for AllocationRequest {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let fields = AllocationRequestFields::read(node, reader);
        let member = |key| node.and_then(|node| node.member(key));
        match (member("action"), member("allocation")) {
            (Some(Node::Text(action)), Some(_)) if action == "create" => {
                reader.unexpected("allocation", "a new allocation has no present state");
            }
            (Some(Node::Text(action)), None) if action == "update" => {
                reader.missing("allocation", "an update needs the allocation as it is now");
            }
            _ => {}
        }
        Self(fields)
    }
}

impl AllocationRequest {
    pub(crate) const fn as_of(&self) -> Option<Instant> {
        self.0.as_of
    }
    pub(crate) fn pins(&self) -> &[Pin] {
        self.0.pin.as_deref().unwrap_or_default()
    }
    pub(crate) const fn contract(&self) -> &ContractFact {
        &self.0.contract
    }
    pub(crate) const fn allocation(&self) -> Option<&AllocationFact> {
        self.0.allocation.as_ref()
    }
    pub(crate) const fn requested(&self) -> Capacity {
        self.0.requested_capacity
    }
}

shape! {
    /// How capacity is paid for.
    pub(crate) words Plan {
        /// A fixed amount, covered by the contract's reserved capacity.
        "reserved" Reserved,
        /// What is really stored, with a minimum.
        "payPerUse" PayPerUse,
    }
}

/// What the contract has left for others.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Headroom {
    /// Reserved capacity not allocated before the change.
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::capacity::CapacityText"))]
    pub(crate) before: Capacity,
    /// The same after it; only where it is allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::values::capacity::CapacityText>"))]
    pub(crate) after: Option<Capacity>,
}

/// The amounts above 0 that would be accepted; 0, pay-per-use, is judged apart.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Accepted {
    /// The smallest.
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::capacity::CapacityText"))]
    pub(crate) smallest: Capacity,
    /// The largest.
    #[cfg_attr(feature = "schema", schemars(with = "crate::values::capacity::CapacityText"))]
    pub(crate) largest: Capacity,
}

/// The allocation's part of the answer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AllocationResult {
    pub(crate) headroom: Headroom,
    pub(crate) plan: Plan,
    pub(crate) accepted: Option<Accepted>,
}
