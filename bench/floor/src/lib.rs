//! The least that a permission decision costs in JavaScript: the same question as text, the console's roles (version R3)
//! and their reach as Rust code, a decision without reasons. Not a second policy engine: no document, no versions, no
//! issues, no conditions and gates. `pkg/bench` checks that it decides as the engine does.

#![cfg_attr(target_arch = "wasm32", no_std)]

extern crate alloc;

mod request;
mod rules;

use alloc::string::String;

use request::Request;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(target_arch = "wasm32")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// `{"decision":…}` for an AuthZEN evaluation request whose accounts are in `context.accounts`; what is not one is denied.
#[wasm_bindgen]
pub fn decide(request: &str) -> String {
    let allowed = serde_json::from_str::<Request<'_>>(request).is_ok_and(|request| rules::allow(&request).unwrap_or(false));
    String::from(if allowed { r#"{"decision":true}"# } else { r#"{"decision":false}"# })
}
