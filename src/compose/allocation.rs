//! An allocation as any operation asks it: the document in force, and its judgement.

use alloc::vec::Vec;

use super::Judged;
use crate::allocation::evaluate::evaluate;
use crate::allocation::request::{AllocationRequest, AllocationResult};
use crate::issue::Issue;
use crate::policy::compiled::CompiledPolicy;
use crate::values::time::Instant;
use crate::version::Pin;

impl CompiledPolicy {
    /// Judges an allocation; gives the documents that decided.
    ///
    /// # Errors
    /// The issues of the allocation, at its own places.
    pub(crate) fn judge_allocation(
        &self,
        request: &AllocationRequest,
        (as_of, pins): (Instant, &[Pin]),
    ) -> Result<Judged<'_, AllocationResult>, Vec<Issue>> {
        let version = self.allocation.on(as_of.date(), pins)?;
        let (verdict, result) = evaluate(&version.body, request, as_of)?;
        Ok((verdict, result, alloc::vec![&version.reference]))
    }
}
