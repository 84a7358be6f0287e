//! Codes of capacity allocations.

macro_rules! allocation_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The capacity asked for is more than the contract's reserved capacity less what is allocated to others.
            ///
            /// Remedy: take at most the amount under `allowed`, or get more reserved capacity from sales or the distributor.
            AllocationInsufficientContractCapacity = "allocation.insufficient_contract_capacity",
            /// The new allocation is below what is already stored, and overdraft is not allowed.
            ///
            /// Remedy: keep at least the amount under `allowed`, free storage first, or allow overdraft.
            AllocationBelowUsedCapacity = "allocation.below_used_capacity",
            /// The allocation shrinks, or becomes reserved, but how much is stored is not known; it is never taken as zero.
            ///
            /// Remedy: send `allocation.used` with its time of measurement, or allow overdraft.
            AllocationUsedCapacityUnknown = "allocation.used_capacity_unknown",
            /// The new allocation is below what is stored and overdraft is allowed: the excess will be billed.
            ///
            /// Remedy: none needed; raise the allocation to avoid the excess price.
            AllocationExcessWillBeBilled = "allocation.excess_will_be_billed",
            /// The contract is not in force at the time of the request.
            ///
            /// Remedy: use a contract in force, or renew this one.
            ///
            /// Retry: when the contract begins, where it has not begun yet.
            AllocationContractInactive = "allocation.contract_inactive",
            /// The capacity is not a multiple of the step that the policy prescribes.
            ///
            /// Remedy: take the next multiple below or above, both in the help.
            AllocationGranularity = "allocation.granularity",
            /// The allocation changes between reserved capacity and pay-per-use (0).
            ///
            /// Remedy: none needed where the policy allows it; otherwise keep an allocation above 0.
            AllocationPlanChange = "allocation.plan_change",
        } }
    };
}
pub(crate) use allocation_reasons;

macro_rules! allocation_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The account's own allocation is larger than all that the contract has allocated, so one of the two figures is wrong.
            ///
            /// Remedy: `contract.allocatedCapacity` is the total over all allocations, the account's own included.
            AllocationOwnExceedsTotal = "allocation.own_exceeds_total",
            /// The allocation is under another contract than the one given. An update stays under its contract.
            ///
            /// Remedy: send the contract that the allocation is under.
            AllocationOtherContract = "allocation.other_contract",
        } }
    };
}
pub(crate) use allocation_issues;
