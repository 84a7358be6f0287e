//! Contracts as the vendor's API states them. What a contract has allocated comes as a total or as a list; a request about
//! an allocation below a partner need not know the contract's figures at all.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-api/management-console-api/get-started>

use alloc::string::String;
use alloc::vec::Vec;
use core::ops::Deref;

use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::time::Instant;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader, Unknown};
use crate::wire::shape::shape;

shape! {
    /// One of several allocations: a partner's or a storage account's.
    pub(crate) struct AllocationItem {
        /// Id of the partner or storage account.
        "id" id: Id,
        /// Its allocation; 0 is pay-per-use.
        "allocatedCapacity" allocated_capacity: Capacity,
        /// When its deletion becomes final; until then it is counted.
        "pendingDeletedAt" pending_deleted_at: Option<Instant>,
    }
}

shape! {
    /// A contract, with the vendor's field names; figures in bytes or with a unit.
    pub(crate) struct StatedContract {
        /// The contract's id.
        "id" id: Id,
        /// The distributor that holds the contract.
        "distributorId" distributor_id: Option<Id>,
        /// Capacity that is paid for whether used or not. Only for an allocation below a partner it may be absent.
        "reservedCapacity" reserved_capacity: Option<Capacity>,
        /// Capacity already allocated, over all allocations. Absent where they are listed.
        "allocatedCapacity" allocated_capacity: Option<Capacity>,
        /// Every allocation under it, in place of the total.
        "allocations" allocations: Option<Vec<AllocationItem>>,
        /// How many of its allocations are pay-per-use, where they are not listed.
        "payPerUseCount" pay_per_use_count: Option<u32>,
        /// Excess price in cents per GB and month, a decimal string.
        "costStorageGBCents" cost_storage_gb_cents: Option<Price>,
        /// Excess egress price in cents per GB and month, a decimal string.
        "costEgressGBCents" cost_egress_gb_cents: Option<Price>,
        /// Currency of the prices.
        "currency" currency: Option<Currency>,
        /// The contract's name.
        "details" details: Option<String>,
        /// First instant at which the contract is in force; absent: no lower bound.
        "effectiveFrom" effective_from: Option<Instant>,
        /// First instant at which it no longer is; absent: no upper bound.
        "effectiveTo" effective_to: Option<Instant>,
    }
}

/// The sum of a list of allocations.
pub(crate) fn sum(items: &[AllocationItem]) -> Capacity {
    items.iter().fold(Capacity::ZERO, |sum, item| sum.plus(item.allocated_capacity))
}

impl StatedContract {
    /// What is allocated in all, as stated or as listed.
    pub(crate) fn total(&self) -> Option<Capacity> {
        self.allocated_capacity.or_else(|| self.allocations.as_deref().map(sum))
    }

    /// How many of its allocations are pay-per-use; none where neither that nor a list is stated.
    pub(crate) fn pay_per_use(&self) -> Option<u32> {
        let zeros = |items: &[AllocationItem]| items.iter().filter(|item| item.allocated_capacity.is_zero()).count();
        let listed = || self.allocations.as_deref().map(|items| u32::try_from(zeros(items)).unwrap_or(u32::MAX));
        self.pay_per_use_count.or_else(listed)
    }

    /// An issue where the contract, which stands at `place`, ends before or when it begins.
    pub(crate) fn contradiction_at(&self, place: &str) -> Option<Issue> {
        let (from, to) = (self.effective_from?, self.effective_to?);
        let message = format!("the contract ends at {to}, not after its start at {from}");
        (to <= from).then(|| Issue::new(IssueCode::InputPeriodEmpty, format!("{place}/effectiveTo"), message))
    }

    /// The same for a contract at `/contract`.
    pub(crate) fn contradiction(&self) -> Option<Issue> {
        self.contradiction_at("/contract")
    }

    pub(crate) fn in_force_at(&self, instant: Instant) -> bool {
        self.effective_from.is_none_or(|from| from <= instant) && self.effective_to.is_none_or(|to| instant < to)
    }
}

/// A contract with its figures.
#[derive(Clone, Debug)]
pub(crate) struct ContractFact {
    stated: StatedContract,
    pub(crate) reserved_capacity: Capacity,
}

impl Deref for ContractFact {
    type Target = StatedContract;
    fn deref(&self) -> &StatedContract {
        &self.stated
    }
}

impl Read for ContractFact {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let stated = StatedContract::read(node, reader);
        FiguresNeeded::read(node, reader);
        Self { reserved_capacity: stated.reserved_capacity.unwrap_or_default(), stated }
    }
}

/// Read over a contract that was read before: records which of its figures are absent.
pub(crate) struct FiguresNeeded;

impl Read for FiguresNeeded {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        if let Some(contract @ Node::Object(_)) = node {
            let members = reader.object(node, &[], Unknown::Ignored);
            if contract.member("reservedCapacity").is_none() {
                let _: Capacity = reader.field(&members, "reservedCapacity");
            }
            reader.leave(&members);
            if contract.member("allocatedCapacity").or_else(|| contract.member("allocations")).is_none() {
                reader.missing("allocatedCapacity", "what is allocated is required, as a total or as a list under `allocations`");
            }
        }
        Self
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{ContractFact, StatedContract};
    use schemars::{JsonSchema, Schema, SchemaGenerator};

    impl JsonSchema for ContractFact {
        fn schema_name() -> alloc::borrow::Cow<'static, str> {
            "ContractFact".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            let mut schema = StatedContract::json_schema(generator);
            if let Some(serde_json::Value::Array(required)) = schema.get_mut("required") {
                required.push("reservedCapacity".into());
            }
            schema
        }
    }
}
