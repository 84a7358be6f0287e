//! What the native benchmarks share: directories and questions made by rule, and interleaved rounds.
//! Each program prints `{"<id>": [sample, …]}`; names, bars and medians are in `xtask/src/bench`.

pub mod billing;
pub mod directory;
#[cfg(feature = "load")]
pub mod files;
pub mod questions;
pub mod rounds;
#[cfg(feature = "load")]
pub mod sidecar;

use serde_json::json;

/// The bundle of the console's roles and a directory, for a host that takes no facts from requests.
#[must_use]
pub fn bundle(directory: Option<&str>) -> String {
    let roles = include_str!("../../policies/impossible-cloud/permission.R3.json");
    let mut documents = vec![json!({"source": "roles", "text": roles})];
    documents.extend(directory.map(|text| json!({"source": "directory", "text": text})));
    let trust = json!({"requestTime": false, "pinning": false, "requestFacts": false});
    json!({"trust": trust, "documents": documents}).to_string()
}

/// Prints samples for `cargo xtask bench`.
pub fn print(samples: &rounds::Samples) {
    println!("{}", json!(samples));
}
