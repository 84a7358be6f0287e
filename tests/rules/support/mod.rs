//! What the core's tests share: the shipped pack, loaded, and questions asked of it.

#![allow(dead_code, unreachable_pub, reason = "the corpus is a program of its own and uses a part of this")]

pub mod allocation;
pub mod channel;
pub mod store;

use std::path::{Path, PathBuf};

use channel_policy::{Answer, CompiledPolicy, Operation, load};
use channel_policy_cases::{Case, Pack};
use serde_json::Value;

/// The shipped packs' folders.
pub fn packs() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut packs: Vec<PathBuf> = std::fs::read_dir(folder).expect("policies/").map(|entry| entry.expect("entry").path()).collect();
    packs.sort();
    packs
}

/// The pack of the vendor's own console, and its policy.
pub fn impossible_cloud() -> (Pack, CompiledPolicy) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/impossible-cloud");
    let pack = Pack::read(&folder).expect("the shipped pack is readable");
    let policy = load(pack.bundle().as_bytes()).expect("the shipped pack has no issues");
    (pack, policy)
}

/// Milliseconds since 1970 of a case's clock.
pub fn now_ms(case: &Case) -> Option<i64> {
    case.now.as_deref().map(|now| now.parse::<jiff::Timestamp>().expect("the case's `now`").as_millisecond())
}

/// The answer to a case.
pub fn answer(policy: &CompiledPolicy, case: &Case) -> Answer {
    let operation = Operation::from_name(&case.operation).expect("the case's operation");
    policy.evaluate(operation, now_ms(case), case.request.as_bytes())
}

/// Asks, at noon of 20 June 2026, and gives the answer as JSON.
pub fn ask(policy: &CompiledPolicy, operation: Operation, request: &Value) -> Value {
    let noon = Some(1_781_956_800_000);
    let answer = policy.evaluate(operation, noon, request.to_string().as_bytes());
    serde_json::from_str(&answer.text).expect("answers are JSON")
}

/// Every case of every pack, with its pack's policy.
pub fn each_case(mut check: impl FnMut(&CompiledPolicy, &Case)) {
    for folder in packs() {
        let pack = Pack::read(&folder).expect("the shipped packs are readable");
        let policy = load(pack.bundle().as_bytes()).expect("the shipped packs have no issues");
        for case in pack.case_files.iter().flat_map(|file| &file.cases) {
            check(&policy, case);
        }
    }
}

/// The name of an operation's schema, for example `search-subject-request`.
pub fn schema_name(operation: &str, what: &str) -> String {
    let kebab: String =
        operation.chars().map(|c| if c.is_uppercase() { format!("-{}", c.to_lowercase()) } else { c.to_string() }).collect();
    format!("{kebab}-{what}")
}

/// The pointers of every value; of a list, of its first two items.
pub fn pointers(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| {
            let token = key.replace('~', "~0").replace('/', "~1");
            pointers(member, format!("{pointer}/{token}"), found);
        }),
        Value::Array(items) => {
            items.iter().take(2).enumerate().for_each(|(index, item)| pointers(item, format!("{pointer}/{index}"), found))
        }
        _ => {}
    }
    found.push(pointer);
}
