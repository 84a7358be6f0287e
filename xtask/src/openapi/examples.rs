//! A request for each operation that the shipped packs answer: the shortest of their cases.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, anyhow};
use channel_policy::{Operation, Outcome, load};
use channel_policy_cases::Pack;
use serde_json::{Value, json};

use crate::shell::root;

/// What requests may only state where the sidecar is told to let them.
const REFUSED_BY_DEFAULT: [&str; 2] = ["asOf", "pin"];

/// A time at which the packs' documents are in force: 2026-06-01.
const NOW_MS: i64 = 1_780_272_000_000;

/// The requests by the name of their operation.
pub(super) fn requests() -> anyhow::Result<BTreeMap<String, Value>> {
    let mut shortest: BTreeMap<String, Value> = BTreeMap::new();
    let mut folders = fs::read_dir(root().join("policies"))?.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    folders.sort();
    for folder in folders {
        let pack = Pack::read(&folder)?;
        let policy = load(pack.bundle().as_bytes()).map_err(|answer| anyhow!("{}: {}", folder.display(), answer.text))?;
        for case in pack.case_files.into_iter().flat_map(|file| file.cases) {
            if !["allow", "deny"].contains(&case.expectation.outcome()) {
                continue;
            }
            let mut request: Value = serde_json::from_str(&case.request)?;
            for member in REFUSED_BY_DEFAULT {
                request.as_object_mut().and_then(|members| members.remove(member));
                request["context"].as_object_mut().and_then(|members| members.remove(member));
            }
            if let Some(members) = request.as_object_mut() {
                members.retain(|key, value| !value.is_null() && (key != "context" || value != &json!({})));
            }
            // Without items it is another operation's request.
            if request["evaluations"].as_array().is_some_and(Vec::is_empty)
                || (case.operation == "evaluations" && request["evaluations"].is_null())
            {
                continue;
            }
            let text = request.to_string();
            let operation = Operation::from_name(&case.operation).with_context(|| case.name.clone())?;
            let answer = policy.evaluate(operation, Some(NOW_MS), text.as_bytes());
            // Changed, it must still be answered, as must every item of a batch.
            if !matches!(answer.outcome, Outcome::Allow | Outcome::Deny) || answer.text.contains("\"issues\":") {
                continue;
            }
            if text.len() > 2 && shortest.get(&case.operation).is_none_or(|known| rank(&request) < rank(known)) {
                shortest.insert(case.operation, request);
            }
        }
    }
    Ok(shortest)
}

/// A request with nothing empty in it shows more than a shorter one.
fn rank(request: &Value) -> (usize, usize) {
    let text = request.to_string();
    let empty = ["[]", "{}", "\"\""].iter().map(|none| text.matches(none).count()).sum();
    (empty, text.len())
}
