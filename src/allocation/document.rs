//! The wire shape of an allocation document: settings, each with its source.

use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode};
use crate::values::capacity::Capacity;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// What becomes of an allocation below what it is to cover: what is stored, or what a partner has allocated further.
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
    /// What allocations may do under a contract or partner that was cut below what is allocated.
    pub(crate) words OverAllocated {
        /// Shrink, but not grow.
        "decreaseOnly" DecreaseOnly,
        /// Nothing but fit into the contract again.
        "fit" Fit,
    }
}

shape! {
    /// What becomes of a decrease beyond fair use.
    pub(crate) words FairUseAction {
        /// Allowed, with the obligation `review`.
        "review" Review,
        /// Denied.
        "deny" Deny,
    }
}

shape! {
    /// What becomes of a decrease of an allocation whose earlier changes are not stated.
    pub(crate) words WithoutHistory {
        /// The limits are not looked at, and nothing is said.
        "pass" Pass,
        /// Allowed with a warning, without anybody having to look at it.
        "warn" Warn,
        /// Treated as beyond fair use.
        "apply" Apply,
    }
}

shape! {
    /// Limits of fair use on decreases and on egress.
    pub(crate) struct FairUse {
        /// So many decreases within the window are fair, the present one included; 0: none is.
        "decreases" decreases: Setting<u32>,
        /// Length of the rolling window in days of 24 hours.
        "windowDays" window_days: Setting<u32>,
        /// A decrease by more than so many percent of the present allocation soon after an increase is not fair.
        "percent" percent: Setting<u32>,
        /// For so many hours a decrease comes soon after an increase.
        "hoursAfterIncrease" hours_after_increase: Setting<u32>,
        /// What becomes of a decrease beyond these limits.
        "action" action: Setting<FairUseAction>,
        /// What becomes of a decrease where the earlier changes are not stated.
        "withoutHistory" without_history: Setting<WithoutHistory>,
        /// A month's egress above so many percent of what was stored on average is reviewed, never denied; absent: not looked at.
        "egressRatioPercent" egress_ratio_percent: Option<Setting<u32>>,
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
        /// A partner's allocation below what it has allocated to its storage accounts.
        "belowAllocated" below_allocated: Setting<BelowUsed>,
        /// A change of plan.
        "planChange" plan_change: Setting<PlanChange>,
        /// A contract, or a partner's allocation, cut below what is allocated of it.
        "overAllocated" over_allocated: Setting<OverAllocated>,
        /// For so many days of 24 hours a deleted allocation stays, is counted and can be reactivated.
        "pendingDeletionDays" pending_deletion_days: Setting<u32>,
        /// After so many minutes a measurement of what is stored is stale.
        "staleAfterMinutes" stale_after_minutes: Setting<u32>,
        /// Whether reserved capacity and pay-per-use in one contract are warned of.
        "warnOnMixedPlans" warn_on_mixed_plans: Setting<bool>,
        /// Limits of fair use; absent: there are none.
        "fairUse" fair_use: Option<FairUse>,
    }
}

impl AllocationDocument {
    /// An issue for each setting outside its range.
    pub(crate) fn out_of_range(&self) -> Vec<Issue> {
        let issue = |place, message| Issue::new(IssueCode::PolicySettingRange, place, message);
        let mut issues = Vec::new();
        if self.granularity.value.is_zero() {
            issues.push(issue("/allocation/granularity/value", "the granularity is at least 1 B"));
        }
        if self.fair_use.as_ref().is_some_and(|fair| fair.percent.value > 100) {
            issues.push(issue("/allocation/fairUse/percent/value", "a decrease is at most 100 percent"));
        }
        issues
    }
}
