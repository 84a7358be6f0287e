//! The allocation request and the allocation's part of the answer.

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::contract::{AllocationItem, ContractFact, FiguresNeeded, StatedContract, sum};
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader, Unknown};
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
    /// An earlier change of an allocation.
    #[derive(Copy)]
    pub(crate) struct Change {
        /// When it was made.
        "at" at: Instant,
        /// The allocation before it.
        "from" from: Capacity,
        /// The allocation after it.
        "to" to: Capacity,
    }
}

shape! {
    /// An allocation as it is now: of a partner or a storage account, with the vendor's field names.
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
        /// Of a partner: what it has allocated further, over all its storage accounts.
        "allocatedBelow" allocated_below: Option<Capacity>,
        /// Of a partner: its storage accounts, in place of the total.
        "allocations" allocations: Option<Vec<AllocationItem>>,
        /// How many storage accounts are below it, those in pending deletion included; 0 of a storage account itself.
        "accountCount" account_count: Option<u32>,
        /// When its deletion becomes final; absent: it is not in pending deletion.
        "pendingDeletedAt" pending_deleted_at: Option<Instant>,
        /// Its earlier changes in any order, an empty list where there were none; absent: not known.
        "changes" changes: Option<Vec<Change>>,
        /// What left it in a month, looked at of the allocation that something is done to; absent: not looked at.
        "monthEgress" month_egress: Option<Capacity>,
        /// What was stored in that month on average; required beside `monthEgress`.
        "monthAverageStored" month_average_stored: Option<Capacity>,
    }
}

impl AllocationFact {
    /// What it has allocated further, as stated or as listed.
    pub(crate) fn below(&self) -> Option<Capacity> {
        self.allocated_below.or_else(|| self.allocations.as_deref().map(sum))
    }

    /// How many storage accounts are below it, as stated or as listed.
    pub(crate) fn accounts(&self) -> Option<u32> {
        self.account_count.or_else(|| self.allocations.as_deref().map(|items| u32::try_from(items.len()).unwrap_or(u32::MAX)))
    }
}

/// The partner that a storage account is below, with what it has allocated.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct PartnerFact(AllocationFact);

impl Read for PartnerFact {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let fact = AllocationFact::read(node, reader);
        if let Some(partner @ Node::Object(_)) = node
            && partner.member("allocatedBelow").or_else(|| partner.member("allocations")).is_none()
        {
            reader.missing("allocatedBelow", "what the partner has allocated is required, as a total or as a list under `allocations`");
        }
        Self(fact)
    }
}

shape! {
    /// What is to happen to the allocation.
    pub(crate) words AllocationAction {
        /// A new allocation.
        "create" Create,
        /// Another amount for an allocation that exists.
        "update" Update,
        /// The same amount under another contract.
        "transfer" Transfer,
        /// Into pending deletion.
        "delete" Delete,
        /// Out of pending deletion.
        "reactivate" Reactivate,
    }
}

shape! {
    /// A request whose action decides on the need of its other members.
    struct AllocationRequestFields {
        /// What is to happen.
        "action" action: AllocationAction,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// The account that asks: figures above it are not shown. Absent: the partner, or whoever holds the contract.
        "actor" actor: Option<Id>,
        /// The contract that it is under, or is to be. Its figures may be absent only where `partner` is there.
        "contract" contract: StatedContract,
        /// The contract to move to; required for `transfer`, refused otherwise.
        "target" target: Option<ContractFact>,
        /// The partner that the storage account is below; absent where it is directly under the contract, and for `transfer`.
        "partner" partner: Option<PartnerFact>,
        /// The allocation as it is now; refused for `create`, required otherwise.
        "allocation" allocation: Option<AllocationFact>,
        /// The amount asked for, 0 is pay-per-use; required for `create` and `update`, refused otherwise.
        "requestedCapacity" requested_capacity: Option<Capacity>,
        /// For `delete`: when it is to become final; absent: as soon as the policy allows.
        "dueAt" due_at: Option<Instant>,
    }
}

/// May this be done to this allocation?
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct AllocationRequest(AllocationRequestFields);

impl Read for AllocationRequest {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let fields = AllocationRequestFields::read(node, reader);
        if let Some(request @ Node::Object(_)) = node {
            members_of_action(request, reader);
        }
        Self(fields)
    }
}

/// Which members each action needs, and which it refuses.
fn members_of_action(request: &Node<'_>, reader: &mut Reader) {
    let has = |key| request.member(key).is_some();
    let action = match request.member("action") {
        Some(Node::Text(action)) => action.as_ref(),
        _ => "",
    };
    let keeps = matches!(action, "transfer" | "delete" | "reactivate");
    let members = reader.object(Some(request), &[], Unknown::Ignored);
    if !keeps && !has("requestedCapacity") {
        let _: Capacity = reader.field(&members, "requestedCapacity");
    }
    if !has("partner") {
        let _: FiguresNeeded = reader.field(&members, "contract");
    }
    reader.leave(&members);
    if action == "create" && has("allocation") {
        reader.unexpected("allocation", "a new allocation has no present state");
    } else if (keeps || action == "update") && !has("allocation") {
        reader.missing("allocation", "this action needs the allocation as it is now");
    }
    if keeps && has("requestedCapacity") {
        reader.unexpected("requestedCapacity", "this action leaves the amount as it is");
    }
    if action == "transfer" && !has("target") {
        reader.missing("target", "a transfer needs the contract to move to");
    }
    if action == "transfer" && has("partner") {
        reader.unexpected("partner", "a storage account moves with its partner, not by itself");
    }
    if matches!(action, "create" | "update" | "delete" | "reactivate") && has("target") {
        reader.unexpected("target", "only a transfer has a contract to move to");
    }
    if matches!(action, "create" | "update" | "transfer" | "reactivate") && has("dueAt") {
        reader.unexpected("dueAt", "only a deletion has a time at which it becomes final");
    }
}

impl AllocationRequest {
    pub(crate) const fn action(&self) -> AllocationAction {
        self.0.action
    }
    pub(crate) const fn as_of(&self) -> Option<Instant> {
        self.0.as_of
    }
    pub(crate) fn pins(&self) -> &[Pin] {
        self.0.pin.as_deref().unwrap_or_default()
    }
    pub(crate) const fn actor(&self) -> Option<&Id> {
        self.0.actor.as_ref()
    }
    pub(crate) const fn contract(&self) -> &StatedContract {
        &self.0.contract
    }
    pub(crate) const fn target(&self) -> Option<&ContractFact> {
        self.0.target.as_ref()
    }
    pub(crate) fn partner(&self) -> Option<&AllocationFact> {
        self.0.partner.as_ref().map(|partner| &partner.0)
    }
    pub(crate) const fn allocation(&self) -> Option<&AllocationFact> {
        self.0.allocation.as_ref()
    }
    /// The amount that results: what is asked for, or what there is.
    pub(crate) fn requested(&self) -> Capacity {
        let present = self.allocation().map(|allocation| allocation.allocated_capacity);
        self.0.requested_capacity.or(present).unwrap_or_default()
    }
    pub(crate) const fn due_at(&self) -> Option<Instant> {
        self.0.due_at
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

/// What is left for others: of the contract, of the partner where the allocation is below one, of the target of a transfer.
#[derive(Clone, Copy, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Headroom {
    /// Capacity not allocated before the change; absent where the actor may not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<crate::values::capacity::CapacityText>"))]
    pub(crate) before: Option<Capacity>,
    /// The same after it; only where the change is allowed.
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
    pub(crate) due_at: Option<Instant>,
}
