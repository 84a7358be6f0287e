//! Contracts as the vendor's API states them.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-api/management-console-api/get-started>

use alloc::string::String;

use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::time::Instant;
use crate::wire::shape::shape;

shape! {
    /// A contract, with the vendor's field names; figures in bytes or with a unit.
    pub(crate) struct ContractFact {
        /// The contract's id.
        "id" id: Id,
        /// The distributor that holds the contract.
        "distributorId" distributor_id: Option<Id>,
        /// Capacity that is paid for whether used or not.
        "reservedCapacity" reserved_capacity: Capacity,
        /// Capacity already allocated, over all allocations.
        "allocatedCapacity" allocated_capacity: Capacity,
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

impl ContractFact {
    /// An issue where the contract ends before or when it begins.
    pub(crate) fn contradiction(&self) -> Option<Issue> {
        let (from, to) = (self.effective_from?, self.effective_to?);
        let message = format!("the contract ends at {to}, not after its start at {from}");
        (to <= from).then(|| Issue::new(IssueCode::InputPeriodEmpty, "/contract/effectiveTo", message))
    }

    pub(crate) fn in_force_at(&self, instant: Instant) -> bool {
        self.effective_from.is_none_or(|from| from <= instant) && self.effective_to.is_none_or(|to| instant < to)
    }
}
