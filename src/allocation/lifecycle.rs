//! Deletion and reactivation: a deleted allocation stays in pending deletion, still counted and not to be changed, until it
//! is due; before that instant it can be reactivated.
//! Source: <https://kb.impossiblecloud.com/en/why-is-my-storage-account-still-pending-deletion>

use alloc::string::ToString;

use super::document::AllocationDocument;
use super::request::{AllocationAction, AllocationFact, AllocationRequest};
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::text::format;
use crate::values::time::Instant;

/// What is in pending deletion is not changed, nor anything below it.
pub(super) fn pending(request: &AllocationRequest, as_of: Instant, verdict: &mut Verdict) {
    let own = request.allocation().filter(|_| request.action() != AllocationAction::Reactivate);
    for (fact, place, what) in [(own, "/allocation", "allocation"), (request.partner(), "/partner", "partner")] {
        let Some(due) = fact.and_then(|fact| fact.pending_deleted_at) else { continue };
        let message = format!("the {what} is in pending deletion, final at {due}");
        let reason = Reason::deny(ReasonCode::AllocationPendingDeletion, message).at(format!("{place}/pendingDeletedAt"));
        let help = if as_of < due { "reactivate it first" } else { "its deletion is final; create a new one" };
        verdict.push(reason.rule("pendingDeletionDays").found(due.to_string()).help(help));
    }
}

pub(super) fn reactivate(allocation: &AllocationFact, as_of: Instant, verdict: &mut Verdict) {
    let Some(due) = allocation.pending_deleted_at else {
        let message = "nothing says that the allocation is in pending deletion";
        let reason = Reason::deny(ReasonCode::AllocationNotPendingDeletion, message).at("/allocation/pendingDeletedAt");
        verdict.push(reason.help("send allocation.pendingDeletedAt, when its deletion becomes final"));
        return;
    };
    if as_of >= due {
        let message = format!("the deletion became final at {due}");
        let reason = Reason::deny(ReasonCode::AllocationDeletionFinal, message).at("/allocation/pendingDeletedAt");
        verdict.push(reason.rule("pendingDeletionDays").found(as_of.to_string()).help("create a new allocation"));
    }
}

/// Judges a deletion and gives when it becomes final.
pub(super) fn delete(
    settings: &AllocationDocument,
    request: &AllocationRequest,
    (shows_own, as_of): (bool, Instant),
    verdict: &mut Verdict,
) -> Instant {
    let days = settings.pending_deletion_days.value;
    let earliest = as_of.plus_days(days);
    let due = request.due_at().unwrap_or(earliest);
    if due < earliest {
        let message = format!("a deletion becomes final {days} days after it is asked for, not earlier");
        let reason = Reason::deny(ReasonCode::AllocationDeletionTooSoon, message).at("/dueAt").rule("pendingDeletionDays");
        let help = format!("ask for {earliest} or later, or leave dueAt out");
        verdict.push(reason.found(due.to_string()).allowed(earliest.to_string()).help(help));
    }
    empty(request, shows_own, verdict);
    due
}

/// Only an empty partner can be deleted; what is below a partner is a storage account, with nothing below it.
fn empty(request: &AllocationRequest, shows_own: bool, verdict: &mut Verdict) {
    let Some(allocation) = request.allocation() else { return };
    let below_partner = request.partner().map(|_| 0);
    let has_allocated = allocation.below().is_some_and(|below| !below.is_zero());
    match allocation.accounts().or(below_partner) {
        Some(0) if !has_allocated => {}
        None if !has_allocated => {
            let message = "whether there are storage accounts below it is not known, and only an empty partner can be deleted";
            let reason = Reason::deny(ReasonCode::AllocationAccountsUnknown, message).at("/allocation/accountCount");
            verdict.push(reason.help("send allocation.accountCount, 0 for a storage account, or list them under allocation.allocations"));
        }
        count => {
            let message = "there are storage accounts below it, and only an empty partner can be deleted";
            let reason = Reason::deny(ReasonCode::AllocationPartnerNotEmpty, message).at("/allocation/accountCount");
            let reason = reason.help("delete its storage accounts first and wait until their deletion is final");
            verdict.push(match count.filter(|count| shows_own && *count > 0) {
                Some(count) => reason.found(format!("{count}")).allowed("0"),
                None => reason,
            });
        }
    }
}
