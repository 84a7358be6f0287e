//! The policy core as a core WebAssembly module: five exports, no imports, no rule.
//!
//! `load` and `evaluate` answer with the address of `{outcome: u32, length: u32}` in little-endian order, followed
//! by `length` bytes of JSON text. The caller frees its input with `dealloc(address, length)` and the answer with
//! `dealloc(address, 8 + length)`. A module instance is used by one caller at a time.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc as heap;

use channel_policy::{Answer, CompiledPolicy, IssueCode, Operation};
use core::{alloc::Layout, cell::UnsafeCell};
use heap::{boxed::Box, vec::Vec};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// The one global: the policy that `load` compiled last.
struct Loaded(UnsafeCell<Option<CompiledPolicy>>);

// SAFETY: the ABI allows one call at a time; on wasm32 without threads there is no other possibility.
unsafe impl Sync for Loaded {}

static LOADED: Loaded = Loaded(UnsafeCell::new(None));

const NO_CLOCK: i64 = i64::MIN;

/// Bytes have no alignment, and an empty block still has an address of its own.
fn layout(length: usize) -> Option<Layout> {
    Layout::from_size_align(length.max(1), 1).ok()
}

/// The address of `length` fresh bytes, or 0 where the memory cannot grow that far.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    // SAFETY: `layout` never has size 0.
    layout(length).map_or(core::ptr::null_mut(), |layout| unsafe { heap::alloc::alloc(layout) })
}

/// Gives back what `alloc`, `load` or `evaluate` answered.
///
/// # Safety
/// `address` came from this module, was not given back before, and `length` is its length.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dealloc(address: *mut u8, length: usize) {
    if let Some(layout) = layout(length) {
        // SAFETY: the caller's promise; every block that leaves this module has this layout.
        unsafe { heap::alloc::dealloc(address, layout) }
    }
}

/// Compiles a bundle. Only success replaces the policy that was loaded before.
///
/// # Safety
/// `address` is that of `length` initialised bytes which nobody changes during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn load(address: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    let bundle = unsafe { core::slice::from_raw_parts(address, length) };
    give(channel_policy::load(bundle).map_or_else(
        |issues| issues,
        |policy| {
            let answer = policy.inventory();
            // SAFETY: one call at a time, and no reference into the cell outlives a call.
            unsafe { *LOADED.0.get() = Some(policy) };
            answer
        },
    ))
}

/// Decides one request. `now_ms` is the clock in milliseconds since 1970, or `i64::MIN` for none.
///
/// # Safety
/// `address` is that of `length` initialised bytes which nobody changes during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn evaluate(operation: u32, now_ms: i64, address: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller's promise.
    let request = unsafe { core::slice::from_raw_parts(address, length) };
    // SAFETY: one call at a time, and `load` cannot run during this one.
    let policy = unsafe { (*LOADED.0.get()).as_ref() };
    let now_ms = Some(now_ms).filter(|now_ms| *now_ms != NO_CLOCK);
    give(match (Operation::from_code(operation), policy) {
        (None, _) => Answer::internal(IssueCode::InternalUnknownOperation, "the operation's code is unknown"),
        (Some(operation), Some(policy)) => policy.evaluate(operation, now_ms, request),
        (Some(Operation::Check), None) => channel_policy::check(request),
        (Some(_), None) => Answer::internal(IssueCode::InternalNotLoaded, "no policy has been loaded"),
    })
}

fn give(answer: Answer) -> *mut u8 {
    let text = answer.text.as_bytes();
    let mut block = Vec::with_capacity(8 + text.len());
    block.extend_from_slice(&(answer.outcome as u32).to_le_bytes());
    // INVARIANT: on wasm32 no text is longer than u32::MAX.
    block.extend_from_slice(&(text.len() as u32).to_le_bytes());
    block.extend_from_slice(text);
    Box::into_raw(block.into_boxed_slice()).cast()
}
