//! Allocations asked of the shipped pack, with other settings where a test wants them.

use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation, load};
use serde_json::{Value, json};

use crate::support;

pub const SOURCE: &str = "allocation.json";
pub const TB: u64 = 1_000_000_000_000;

/// The shipped pack with other values at pointers of its allocation document; null leaves one out.
pub fn with(changes: &[(&str, Value)]) -> CompiledPolicy {
    let (pack, _) = support::impossible_cloud();
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        for (pointer, replacement) in changes.iter().filter(|_| document.source == SOURCE) {
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
            let members = value.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
            if replacement.is_null() {
                members.remove(key);
            } else {
                members.insert(key.into(), replacement.clone());
            }
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    let text = json!({"trust": {"requestTime": true, "pinning": true}, "documents": documents}).to_string();
    load(text.as_bytes()).expect("documents without issues")
}

pub static SHIPPED: LazyLock<CompiledPolicy> = LazyLock::new(|| with(&[]));
/// Steps of 7 bytes, and fair use that denies.
pub static STRICT: LazyLock<CompiledPolicy> =
    LazyLock::new(|| with(&[("/allocation/granularity/value", json!("7 B")), ("/allocation/fairUse/action/value", json!("deny"))]));

pub fn ask(policy: &CompiledPolicy, request: &Value) -> Value {
    support::ask(policy, Operation::Allocation, request)
}

pub fn reasons(answer: &Value) -> &[Value] {
    answer["context"]["reasons"].as_array().map_or(&[], Vec::as_slice)
}

/// Decision and reason codes without their domain, as `true` or `false code code`.
pub fn verdict(answer: &Value) -> String {
    let code = |reason: &Value| reason["code"].as_str().unwrap_or_default().replace("allocation.", "");
    format!("{} {}", answer["decision"], reasons(answer).iter().map(code).collect::<Vec<_>>().join(" ")).trim().to_owned()
}

pub fn has(answer: &Value, code: &Value) -> bool {
    reasons(answer).iter().any(|reason| reason["code"] == *code)
}

pub fn update(own: u64, extra: &Value, requested: u64) -> Value {
    let mut allocation = json!({"id": "a", "allocatedCapacity": own, "used": {"capacity": 0, "measuredAt": "2026-06-20T11:30:00Z"}});
    allocation.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
    let contract = json!({"id": "c", "distributorId": "d", "reservedCapacity": 100 * TB, "allocatedCapacity": 50 * TB});
    json!({"action": "update", "contract": contract, "allocation": allocation, "requestedCapacity": requested})
}

pub fn change(at: &str, from: u64, to: u64) -> Value {
    json!({"at": at, "from": from, "to": to})
}

/// A storage account of a partner under a contract: what the partner has, what others have of it, and the account's own.
pub fn chain(action: &str, [partner, others, own]: [u64; 3], extra: &Value) -> Value {
    let is_update = action == "update";
    let mut request = json!({
        "action": action, "contract": {"id": "c", "distributorId": "d"},
        "partner": {"id": "p", "allocatedCapacity": partner, "allocatedBelow": others + if is_update { own } else { 0 }}
    });
    if is_update {
        request["allocation"] = json!({"id": "s", "allocatedCapacity": own});
    }
    for (pointer, value) in extra.as_object().expect("an object") {
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        if let Some(members) = request.pointer_mut(parent).and_then(Value::as_object_mut) {
            members.insert(key.into(), value.clone());
        }
    }
    request
}
