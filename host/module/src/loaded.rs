//! The one global: the policy that `load` compiled last.

use channel_policy::CompiledPolicy;
use core::cell::UnsafeCell;

struct Loaded(UnsafeCell<Option<CompiledPolicy>>);

// SAFETY: the ABI allows one call at a time; on wasm32 without threads there is no other possibility.
unsafe impl Sync for Loaded {}

static LOADED: Loaded = Loaded(UnsafeCell::new(None));

/// # Safety
/// One call at a time, and no reference that `get` gave outlives its call.
pub(crate) unsafe fn replace(policy: CompiledPolicy) {
    // SAFETY: the caller's promise.
    unsafe { *LOADED.0.get() = Some(policy) };
}

/// # Safety
/// The reference is used in this call only, in which nothing is replaced.
pub(crate) unsafe fn get<'call>() -> Option<&'call CompiledPolicy> {
    // SAFETY: the caller's promise.
    unsafe { (*LOADED.0.get()).as_ref() }
}
