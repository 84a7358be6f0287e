//! The wire shape of an allocation document: settings, each with its source.

use crate::issue::{Issue, IssueCode};
use crate::values::capacity::Capacity;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// What becomes of an allocation below what is stored.
    pub(crate) words BelowUsed {
        /// Denied, unless the allocation may be overdrawn.
        "denyUnlessOverdraft" DenyUnlessOverdraft,
        /// Allowed with a warning.
        "warn" Warn,
    }
}

shape! {
    /// What becomes of a change between reserved capacity and pay-per-use.
    pub(crate) words PlanChange {
        /// Allowed, and said.
        "allow" Allow,
        /// Denied.
        "deny" Deny,
    }
}

shape! {
    /// What allocations may do under a contract that was cut below what is allocated.
    pub(crate) words OverAllocated {
        /// Shrink, but not grow.
        "decreaseOnly" DecreaseOnly,
        /// Nothing but fit into the contract again.
        "fit" Fit,
    }
}

shape! {
    /// Settings of capacity allocations.
    pub(crate) struct AllocationDocument {
        /// Allocations are multiples of this step; `1 B` where any amount may be entered.
        "granularity" granularity: Setting<Capacity>,
        /// Whether an allocation may be overdrawn where nothing is said.
        "overdraftDefault" overdraft_default: Setting<bool>,
        /// An allocation below what is stored.
        "belowUsed" below_used: Setting<BelowUsed>,
        /// A change of plan.
        "planChange" plan_change: Setting<PlanChange>,
        /// A contract cut below what is allocated.
        "overAllocated" over_allocated: Setting<OverAllocated>,
    }
}

impl AllocationDocument {
    /// An issue where a setting is outside its range.
    pub(crate) fn out_of_range(&self) -> Option<Issue> {
        let message = "the granularity is at least 1 B";
        let issue = || Issue::new(IssueCode::PolicySettingRange, "/allocation/granularity/value", message);
        self.granularity.value.is_zero().then(issue)
    }
}
