//! The core for JavaScript. Everything crosses as JSON text, as on every face, except the columns of numbers. No rule
//! lives here; `js/` gives the typed methods, reads the text and checks the types of arguments.
#![cfg_attr(all(target_arch = "wasm32", not(test)), no_std)]

extern crate alloc;

#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use alloc::string::String;

use channel_policy::{CompiledPolicy, Operation, Quantity, RateRows};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A trap; `js/module.ts` then answers nothing any more.
#[cfg(all(target_arch = "wasm32", not(test)))]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

macro_rules! pack {
    ($folder:literal: $($file:literal)+) => {
        [$(Document { source: $file, text: include_str!(concat!($folder, $file)) }),+]
    };
}

/// The documents that are loaded where the caller brings none.
static SHIPPED: &[Document] = &pack!["../../policies/impossible-cloud/":
    "allocation.json"
    "billing.json"
    "credential.json"
    "deal.json"
    "permission.R1.json"
    "permission.R2.json"
    "permission.R3.json"
    "price-list.sample.json"
];

#[derive(Serialize)]
struct Document {
    source: &'static str,
    text: &'static str,
}

/// The shipped documents: an array of `{source, text}`.
#[must_use]
#[wasm_bindgen(js_name = shippedDocuments)]
pub fn shipped_documents() -> String {
    text(&SHIPPED)
}

/// A capacity, price or currency as requests have it, or an array of issues; none where there is no such kind.
#[wasm_bindgen(js_name = readQuantity)]
pub fn read_quantity(kind: &str, json: &str) -> Option<String> {
    Some(Quantity::from_name(kind)?.read(json.as_bytes()).text)
}

/// Loaded policy documents.
#[wasm_bindgen]
pub struct Engine(CompiledPolicy);

#[wasm_bindgen]
impl Engine {
    /// Compiles a bundle; throws its issues.
    pub fn load(bundle: &str) -> Result<Engine, String> {
        channel_policy::load(bundle.as_bytes()).map(Self).map_err(|answer| answer.text)
    }

    /// The answer; none where there is no such operation. `now` is in milliseconds since 1970.
    pub fn evaluate(&self, operation: &str, now: Option<f64>, request: &str) -> Option<String> {
        let operation = Operation::from_name(operation)?;
        Some(self.0.evaluate(operation, now.map(|now| now as i64), request.as_bytes()).text)
    }

    /// The loaded documents: an array of `{kind, name, version, digest}`.
    pub fn information(&self) -> String {
        text(&self.0.information())
    }

    /// The queries' prices, or an array of issues; amounts and flags are written in place.
    pub fn rate(&self, queries: &str, bytes: &[u64], days: &[u32], price: &[u32], amounts: &mut [i64], flags: &mut [u8]) -> String {
        self.0.rate_columns(None, queries.as_bytes(), RateRows { bytes, days, price }, amounts, flags).text
    }
}

/// JSON text; of plain data alone, so that writing cannot fail.
fn text(value: &impl Serialize) -> String {
    channel_policy::to_text(value).unwrap_or_default()
}
