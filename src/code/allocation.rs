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
            /// Retry: when a contract that has not started yet comes into force.
            AllocationContractInactive = "allocation.contract_inactive",
            /// The capacity is not a multiple of the step that the policy prescribes.
            ///
            /// Remedy: take the next multiple below or above, both in the help.
            AllocationGranularity = "allocation.granularity",
            /// The allocation changes between reserved capacity and pay-per-use (0).
            ///
            /// Remedy: none needed where the policy allows it; otherwise keep an allocation above 0.
            AllocationPlanChange = "allocation.plan_change",
            /// The capacity asked for is more than the partner's allocation less what it has allocated to its other storage
            /// accounts. A partner whose own allocation is 0, pay-per-use, has no reserved capacity to give.
            ///
            /// Remedy: take at most the amount under `allowed`, or get more capacity for the partner from the distributor.
            AllocationInsufficientPartnerCapacity = "allocation.insufficient_partner_capacity",
            /// The partner's new allocation is below what it has allocated to its storage accounts. It is a warning where the
            /// partner may be overdrawn.
            ///
            /// Remedy: keep at least the amount under `allowed`, reduce the storage accounts first, or allow overdraft.
            AllocationBelowAllocatedCapacity = "allocation.below_allocated_capacity",
            /// The partner's allocation shrinks, but how much it has allocated to its storage accounts is not known.
            ///
            /// Remedy: send `allocation.allocatedBelow`, or the storage accounts under `allocation.allocations`.
            AllocationBelowUnknown = "allocation.allocated_below_unknown",
            /// More is stored than the partner can cover, and the partner may not be overdrawn, whatever its storage account may.
            ///
            /// Remedy: free storage first, allow overdraft of the partner, or get more capacity for it.
            AllocationPartnerOverdrawn = "allocation.partner_overdrawn",
            /// The allocation, or the partner that it is below, is in pending deletion: it is still counted, but not changed.
            ///
            /// Remedy: reactivate it before its deletion becomes final.
            AllocationPendingDeletion = "allocation.pending_deletion",
            /// The allocation is to be reactivated, but nothing says that it is in pending deletion.
            ///
            /// Remedy: send `allocation.pendingDeletedAt`, when its deletion becomes final.
            AllocationNotPendingDeletion = "allocation.not_pending_deletion",
            /// The deletion has become final; at the due instant itself it can no longer be reactivated.
            ///
            /// Remedy: create a new allocation.
            AllocationDeletionFinal = "allocation.deletion_final",
            /// The deletion is wanted earlier than the days of pending deletion allow; they cannot be shortened.
            ///
            /// Remedy: ask for the instant under `allowed` or a later one, or leave `dueAt` out.
            AllocationDeletionTooSoon = "allocation.deletion_too_soon",
            /// Only an empty partner can be deleted, and there are storage accounts below it; those in pending deletion count.
            ///
            /// Remedy: delete its storage accounts first, and wait until their deletion is final.
            AllocationPartnerNotEmpty = "allocation.partner_not_empty",
            /// Only an empty partner can be deleted, but whether there are storage accounts below is not known.
            ///
            /// Remedy: send `allocation.accountCount`, 0 for a storage account, or list them under `allocation.allocations`.
            AllocationAccountsUnknown = "allocation.accounts_unknown",
            /// The contract to move to does not belong to the same distributor, or it is not known whether it does.
            ///
            /// Remedy: choose a contract of the same distributor, and send `distributorId` of both.
            AllocationContractNotOwned = "allocation.contract_not_owned",
            /// Prices or currency of the contract to move to are others, or are stated for one of the two contracts only.
            ///
            /// Remedy: none needed; compare the prices before moving.
            AllocationPriceListChanges = "allocation.price_list_changes",
            /// Reserved capacity and pay-per-use would stand in one contract.
            ///
            /// Remedy: none needed; the vendor's advice is to keep them in separate contracts.
            AllocationMixedPlans = "allocation.mixed_plans",
            /// What is stored was measured too long ago to be relied on.
            ///
            /// Remedy: none needed; measure again where the figure decides.
            AllocationStaleMeasurement = "allocation.stale_measurement",
            /// With this decrease there are more decreases within the rolling window than fair use allows. It is a warning with the
            /// obligation `review`, or a deny where the policy says so.
            ///
            /// Remedy: keep the present allocation, or wait until the instant that the help names.
            ///
            /// Retry: when enough earlier decreases have left the window.
            AllocationFrequentDecreases = "allocation.frequent_decreases",
            /// The decrease is larger than fair use allows so soon after an increase. It is a warning with the obligation `review`,
            /// or a deny where the policy says so.
            ///
            /// Remedy: keep at least the amount under `allowed`, or wait until the instant that the help names.
            ///
            /// Retry: when the increase is no longer recent.
            AllocationLargeDecrease = "allocation.large_decrease",
            /// The allocation shrinks, but its earlier changes are not known, so that fair use cannot be judged. It is a warning, with
            /// the obligation `review` or a deny where the policy says so.
            ///
            /// Remedy: send `allocation.changes`, an empty list where there were none.
            AllocationHistoryUnknown = "allocation.history_unknown",
            /// More left the allocation in a month than fair use allows for what it stored on average. It is a warning with the
            /// obligation `review`, never a deny.
            ///
            /// Remedy: contact the account and look for a solution together.
            AllocationExcessiveEgress = "allocation.excessive_egress",
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
            /// A list of allocations does not agree with a figure beside it: the total, a count, or the allocation itself.
            ///
            /// Remedy: correct the list or the figure, or send only one of them.
            AllocationListMismatch = "allocation.list_mismatch",
            /// The allocation is to move to the contract that it is under.
            ///
            /// Remedy: name another contract under `target`.
            AllocationSameContract = "allocation.same_contract",
            /// A measurement or a change is dated after the moment asked for.
            ///
            /// Remedy: correct the date, or the clock that it was taken from.
            AllocationFactInFuture = "allocation.fact_in_future",
        } }
    };
}
pub(crate) use allocation_issues;
