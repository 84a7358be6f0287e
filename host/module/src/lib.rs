//! The policy core as a core WebAssembly module: six exports, no imports, no rule.
//!
//! `load`, `evaluate` and `rate` answer with the address of `{outcome: u32, length: u32}` in little-endian order, followed
//! by `length` bytes of JSON text. The caller frees its input with `dealloc(address, length)` and the answer with
//! `dealloc(address, 8 + length)`. A module instance is used by one caller at a time.
#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc as heap;

use channel_policy::{Answer, IssueCode, Operation, RateRows};
use core::{alloc::Layout, slice};

mod loaded;
#[cfg(target_arch = "wasm32")]
mod runtime;

/// A block may begin with a column of 64-bit numbers, and an empty one still has an address of its own.
fn layout(length: usize) -> Option<Layout> {
    Layout::from_size_align(length.max(1), 8).ok()
}

/// The address of `length` fresh bytes, or 0 where the memory cannot grow that far.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(length: usize) -> *mut u8 {
    // SAFETY: `layout` never has size 0.
    layout(length).map_or(core::ptr::null_mut(), |layout| unsafe { heap::alloc::alloc(layout) })
}

/// Gives back what `alloc`, `load`, `evaluate` or `rate` answered.
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
    let bundle = unsafe { slice::from_raw_parts(address, length) };
    give(channel_policy::load(bundle).map_or_else(
        |issues| issues,
        |policy| {
            let answer = policy.inventory();
            // SAFETY: one call at a time, and no reference outlives a call.
            unsafe { loaded::replace(policy) };
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
    let request = unsafe { slice::from_raw_parts(address, length) };
    // SAFETY: one call at a time, and `load` cannot run during this one.
    let policy = unsafe { loaded::get() };
    give(match (Operation::from_code(operation), policy) {
        (None, _) => Answer::internal(IssueCode::InternalUnknownOperation, "the operation's code is unknown"),
        (Some(operation), Some(policy)) => policy.evaluate(operation, clock(now_ms), request),
        (Some(Operation::Check), None) => channel_policy::check(request),
        (Some(_), None) => not_loaded(),
    })
}

/// Prices columns by queries (`CompiledPolicy::rate_columns`). `rows` is the address of `25 × count` bytes, column after column:
/// bytes (u64), amounts out (i64), days (u32), price (u32), flags out (u8).
///
/// # Safety
/// As for `evaluate`; `rows` came from `alloc`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn rate(now_ms: i64, address: *const u8, length: usize, rows: *mut u8, count: usize) -> *mut u8 {
    let column = |place: usize| rows.wrapping_add(place * count);
    // SAFETY: the caller's promise; the columns are disjoint, and each is aligned as all before it have wider numbers.
    let (queries, rows, amounts, flags) = unsafe {
        let (bytes, days) = (slice::from_raw_parts(rows.cast(), count), slice::from_raw_parts(column(16).cast(), count));
        let rows = RateRows { bytes, days, price: slice::from_raw_parts(column(20).cast(), count) };
        let amounts = slice::from_raw_parts_mut(column(8).cast(), count);
        (slice::from_raw_parts(address, length), rows, amounts, slice::from_raw_parts_mut(column(24), count))
    };
    // SAFETY: as in `evaluate`.
    let policy = unsafe { loaded::get() };
    give(policy.map_or_else(not_loaded, |policy| policy.rate_columns(clock(now_ms), queries, rows, amounts, flags)))
}

fn clock(now_ms: i64) -> Option<i64> {
    (now_ms != i64::MIN).then_some(now_ms)
}

fn not_loaded() -> Answer {
    Answer::internal(IssueCode::InternalNotLoaded, "no policy has been loaded")
}

fn give(answer: Answer) -> *mut u8 {
    let text = answer.text.as_bytes();
    let block = alloc(8 + text.len());
    // INVARIANT: on wasm32 no text is longer than u32::MAX.
    let header = ((text.len() as u64) << 32 | answer.outcome as u64).to_le_bytes();
    if !block.is_null() {
        // SAFETY: the block is fresh and has this length.
        unsafe {
            block.copy_from_nonoverlapping(header.as_ptr(), 8);
            block.add(8).copy_from_nonoverlapping(text.as_ptr(), text.len());
        }
    }
    block
}
