//! A request for each operation that the shipped packs answer: the shortest of their cases.

use std::collections::BTreeMap;
use std::fs;

use channel_policy_cases::Pack;
use serde_json::Value;

use crate::shell::root;

/// What requests may only state where the sidecar is told to let them.
const REFUSED_BY_DEFAULT: [&str; 2] = ["asOf", "pin"];

/// The requests by the name of their operation.
pub(super) fn requests() -> anyhow::Result<BTreeMap<String, Value>> {
    let mut shortest: BTreeMap<String, Value> = BTreeMap::new();
    let mut folders = fs::read_dir(root().join("policies"))?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    folders.sort();
    for folder in folders {
        for case in Pack::read(&folder)?.case_files.into_iter().flat_map(|file| file.cases) {
            if !["allow", "deny"].contains(&case.expectation.outcome()) {
                continue;
            }
            let mut request: Value = serde_json::from_str(&case.request)?;
            for member in REFUSED_BY_DEFAULT {
                request.as_object_mut().and_then(|members| members.remove(member));
                request["context"].as_object_mut().and_then(|members| members.remove(member));
            }
            if let Some(members) = request.as_object_mut() {
                members.retain(|_, value| !value.is_null());
            }
            let length = request.to_string().len();
            let known = shortest.get(&case.operation).map_or(usize::MAX, |known| known.to_string().len());
            if length > 2 && length < known {
                shortest.insert(case.operation, request);
            }
        }
    }
    Ok(shortest)
}
