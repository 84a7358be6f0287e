//! The core for JavaScript. Requests and answers are JSON text, as on every face; pack information and tables become
//! plain JavaScript values. No rule lives here; `js/` gives the typed methods and checks the types of arguments.
//! Options are single arguments: reading an object here would add a quarter to the module.

use channel_policy::{AbilityQuery, AbilityResource, CompiledPolicy, Operation, RateQuery};
use js_sys::Uint8Array;
use serde::Serialize;
use serde_wasm_bindgen::{Error, to_value};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

macro_rules! pack {
    ($folder:literal: $($file:literal)+) => {
        [$(Document { source: $file, text: include_str!(concat!($folder, $file)) }),+]
    };
}

/// The documents that are loaded where the caller brings none.
static SHIPPED: &[Document] = &pack!["../../policies/impossible-cloud/":
    "allocation.json"
    "billing.json"
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
#[wasm_bindgen(js_name = shippedDocuments)]
pub fn shipped_documents() -> Result<JsValue, Error> {
    to_value(SHIPPED)
}

/// Loaded policy documents.
#[wasm_bindgen]
pub struct Engine(CompiledPolicy);

#[wasm_bindgen]
impl Engine {
    /// Compiles a bundle; throws its issues as JSON text.
    pub fn load(bundle: &str) -> Result<Engine, String> {
        channel_policy::load(bundle.as_bytes()).map(Self).map_err(|answer| answer.text)
    }

    /// The answer's text; none where there is no such operation. `now` is in milliseconds since 1970.
    pub fn evaluate(&self, operation: &str, now: Option<f64>, request: &str) -> Option<String> {
        let operation = Operation::from_name(operation)?;
        Some(self.0.evaluate(operation, now.map(|now| now as i64), request.as_bytes()).text)
    }

    /// The loaded documents: an array of `{kind, name, version, digest}`.
    pub fn information(&self) -> Result<JsValue, Error> {
        to_value(self.0.information())
    }

    /// A role's table: `{version, resourceTypes, cells, reach}`; none where no version in force has the role.
    pub fn ability(&self, role: String, account_type: String, as_of: f64, version: Option<String>) -> Result<Option<JsValue>, Error> {
        let query = AbilityQuery { role, account_type, as_of_ms: as_of as i64, version };
        let table = self.0.ability(&query).map(|table| Table {
            version: table.version,
            resource_types: table.resource_types,
            cells: Uint8Array::from(table.cells.as_slice()),
            reach: Uint8Array::from(table.reach.as_slice()),
        });
        table.map(|table| to_value(&table)).transpose()
    }

    /// A price per row of average bytes, in minor units; throws an array of issues.
    pub fn rate(&self, as_of: f64, currency: Option<String>, allow_sample: bool, averages: &[u64]) -> Result<Vec<i64>, JsValue> {
        let query = RateQuery { as_of_ms: as_of as i64, currency, allow_sample };
        let mut amounts = vec![0; averages.len()];
        match self.0.rate(&query, averages, &mut amounts) {
            Ok(()) => Ok(amounts),
            Err(issues) => Err(to_value(&issues)?),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Table {
    version: String,
    resource_types: Vec<AbilityResource>,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    cells: Uint8Array,
    #[serde(with = "serde_wasm_bindgen::preserve")]
    reach: Uint8Array,
}
