//! Facts of a request that cannot all be true: lists beside their totals, an allocation beside what it is a part of, times
//! after the moment asked for. No message names a figure, since it may be of an account that the actor must not see.

use super::request::{AllocationFact, AllocationRequest};
use crate::directory::contract::{AllocationItem, StatedContract, sum};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;
use alloc::vec::Vec;

/// Something that allocations come out of, as total or list.
struct Whole<'r> {
    place: &'static str,
    items: Option<&'r [AllocationItem]>,
    /// The total as stated, and its name.
    total: (Option<Capacity>, &'static str),
    /// The count as stated, its name, and whether only pay-per-use is counted.
    count: (Option<u32>, &'static str, bool),
}

impl<'r> Whole<'r> {
    fn contract(contract: &'r StatedContract, place: &'static str) -> Self {
        let count = (contract.pay_per_use_count, "payPerUseCount", true);
        Self { place, items: contract.allocations.as_deref(), total: (contract.allocated_capacity, "allocatedCapacity"), count }
    }

    fn partner(partner: &'r AllocationFact, place: &'static str) -> Self {
        let count = (partner.account_count, "accountCount", false);
        Self { place, items: partner.allocations.as_deref(), total: (partner.allocated_below, "allocatedBelow"), count }
    }

    fn counts(&self, capacity: Capacity) -> bool {
        !self.count.2 || capacity.is_zero()
    }

    /// The list against itself and the figures beside it.
    fn check(&self, issues: &mut Vec<Issue>) {
        let Self { place, total: (total, total_name), count: (count, count_name, _), .. } = self;
        let Some(items) = self.items else {
            if !self.count.2 && *count == Some(0) && total.is_some_and(|total| !total.is_zero()) {
                issues.push(mismatch(format!("{place}/{count_name}"), "capacity is allocated, so there is at least one"));
            }
            return;
        };
        let id = |index: usize| items.get(index).map(|item| &item.id);
        for index in order::repeated(items.len(), &|a, b| id(a).cmp(&id(b))).into_iter().take(MAX_ISSUES) {
            issues.push(Issue::new(
                IssueCode::InputDuplicateId,
                format!("{place}/allocations/{index}/id"),
                "the allocation is listed twice",
            ));
        }
        if total.is_some_and(|total| total != sum(items)) {
            issues.push(mismatch(format!("{place}/{total_name}"), "the total is not the sum of the allocations listed"));
        }
        let listed = items.iter().filter(|item| self.counts(item.allocated_capacity)).count();
        if count.is_some_and(|count| usize::try_from(count) != Ok(listed)) {
            issues.push(mismatch(format!("{place}/{count_name}"), "the count is not that of the allocations listed"));
        }
    }

    /// An allocation that stands at `at` against what it is a part of.
    fn holds(&self, part: &AllocationFact, at: &str, issues: &mut Vec<Issue>) {
        let Self { place, total: (total, _), count: (count, count_name, _), .. } = self;
        let Some(items) = self.items else {
            if total.is_some_and(|total| part.allocated_capacity > total) {
                let message = "the allocation exceeds all that is allocated, itself included";
                issues.push(Issue::new(IssueCode::AllocationOwnExceedsTotal, format!("{at}/allocatedCapacity"), message));
            }
            if *count == Some(0) && self.counts(part.allocated_capacity) {
                issues.push(mismatch(format!("{place}/{count_name}"), "the allocation itself is one of them, so there is at least one"));
            }
            return;
        };
        match items.iter().find(|item| item.id == part.id) {
            None => {
                let message = format!("the list lacks `{}`, which is a part of it", shorten(&part.id));
                issues.push(mismatch(format!("{place}/allocations"), &message));
            }
            Some(item) if item.allocated_capacity != part.allocated_capacity => {
                issues.push(mismatch(format!("{at}/allocatedCapacity"), "the list states another amount for this allocation"));
            }
            Some(item) if item.pending_deleted_at.is_some() && item.pending_deleted_at != part.pending_deleted_at => {
                issues.push(mismatch(format!("{at}/pendingDeletedAt"), "the list states otherwise when its deletion becomes final"));
            }
            Some(_) => {}
        }
    }
}

fn mismatch(pointer: alloc::string::String, message: &str) -> Issue {
    Issue::new(IssueCode::AllocationListMismatch, pointer, message)
}

/// Every contradiction of a request.
pub(super) fn contradictions(request: &AllocationRequest, as_of: Instant) -> Vec<Issue> {
    let contract = request.contract();
    let mut issues: Vec<Issue> = contract.contradiction().into_iter().collect();
    let whole = Whole::contract(contract, "/contract");
    whole.check(&mut issues);
    let holder = match request.partner() {
        Some(partner) => {
            let below = Whole::partner(partner, "/partner");
            below.check(&mut issues);
            member(request, &whole, (partner, "/partner"), &mut issues);
            future(partner, "/partner", as_of, &mut issues);
            below
        }
        None => whole,
    };
    if let Some(allocation) = request.allocation() {
        Whole::partner(allocation, "/allocation").check(&mut issues);
        member(request, &holder, (allocation, "/allocation"), &mut issues);
        future(allocation, "/allocation", as_of, &mut issues);
        if allocation.month_egress.is_some() && allocation.month_average_stored.is_none() {
            let message = "a month's egress is judged by what was stored in it on average, which is not given";
            issues.push(Issue::new(IssueCode::InputMissingField, "/allocation/monthAverageStored", message));
        }
    }
    target(request, &mut issues);
    issues
}

/// A part against the contract that it names, and against what it is a part of.
fn member(request: &AllocationRequest, whole: &Whole<'_>, (part, at): (&AllocationFact, &str), issues: &mut Vec<Issue>) {
    let contract = request.contract();
    match part.distributor_contract_id.as_ref().filter(|id| **id != contract.id) {
        Some(other) => {
            let message = format!("the allocation is under contract `{}`, not `{}`", shorten(other), shorten(&contract.id));
            issues.push(Issue::new(IssueCode::AllocationOtherContract, format!("{at}/distributorContractId"), message));
        }
        None => whole.holds(part, at, issues),
    }
}

fn future(fact: &AllocationFact, at: &str, as_of: Instant, issues: &mut Vec<Issue>) {
    let mut note = |pointer, what: &str, when: Instant| {
        let message = format!("the {what} of {when} is later than {as_of}, the moment asked for");
        issues.push(Issue::new(IssueCode::AllocationFactInFuture, pointer, message));
    };
    if let Some(used) = fact.used.filter(|used| used.measured_at > as_of) {
        note(format!("{at}/used/measuredAt"), "measurement", used.measured_at);
    }
    let changes = fact.changes.as_deref().unwrap_or_default().iter().enumerate();
    for (index, change) in changes.filter(|(_, change)| change.at > as_of).take(MAX_ISSUES) {
        note(format!("{at}/changes/{index}/at"), "change", change.at);
    }
}

/// The contract to move to: another one, and without the allocation.
fn target(request: &AllocationRequest, issues: &mut Vec<Issue>) {
    let Some(target) = request.target() else { return };
    issues.extend(target.contradiction_at("/target"));
    Whole::contract(target, "/target").check(issues);
    if target.id == request.contract().id {
        let message = format!("the allocation is already under contract `{}`", shorten(&target.id));
        issues.push(Issue::new(IssueCode::AllocationSameContract, "/target/id", message));
    }
    let moved = request.allocation().map(|allocation| &allocation.id);
    if let Some(index) = target.allocations.as_deref().unwrap_or_default().iter().position(|item| Some(&item.id) == moved) {
        let message = "the allocation is listed under the contract to move to as well";
        issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/target/allocations/{index}/id"), message));
    }
}
