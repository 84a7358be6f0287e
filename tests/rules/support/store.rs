//! What the tests of ordering and subscriptions share: the shipped pack with other values, orders and events.

use std::path::Path;
use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation, load};
use channel_policy_cases::Pack;
use serde_json::{Value, json};

use crate::support::ask;

pub static POLICY: LazyLock<CompiledPolicy> = LazyLock::new(|| with(&[]));

pub fn documents(changes: &[(&str, Value)]) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/interworks");
    let pack = Pack::read(&folder).expect("the shipped pack is readable");
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        for (pointer, replacement) in changes.iter().filter(|_| document.source == "storefront.json") {
            *value.pointer_mut(&format!("/storefront{pointer}")).expect("a place of the document") = replacement.clone();
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    json!({"trust": {"requestTime": true, "pinning": true}, "documents": documents}).to_string()
}

/// The shipped pack with other values at places of its storefront document.
pub fn with(changes: &[(&str, Value)]) -> CompiledPolicy {
    load(documents(changes).as_bytes()).expect("documents without issues")
}

/// The issues of the shipped pack with other values, as `code pointer`.
pub fn issues(changes: &[(&str, Value)]) -> Vec<String> {
    let answer = load(documents(changes).as_bytes()).expect_err("documents with issues");
    let issues: Value = serde_json::from_str(&answer.text).expect("JSON");
    let print = |issue: &Value| format!("{} {}", issue["code"].as_str().unwrap_or(""), issue["pointer"].as_str().unwrap_or("?"));
    issues.as_array().expect("issues").iter().map(print).collect()
}

pub fn merge(mut base: Value, over: &Value) -> Value {
    base.as_object_mut().expect("an object").extend(over.as_object().expect("an object").clone());
    base
}

/// An order of one base licence by a customer without reseller, with other members.
pub fn order(policy: &CompiledPolicy, over: &Value) -> Value {
    let base = json!({
        "action": "checkOut", "channel": "storefront", "actor": {"kind": "customer", "id": "u-1", "account": "k-1"}, "seller": "s-1",
        "customer": {"id": "k-1", "endCustomer": true, "above": ["s-1"]}, "subscriptions": [],
        "lines": [{"product": "sample-storage", "quantity": 1}], "billing": ["address", "paymentMethod"], "capacity": {"volume": "0 B"}
    });
    ask(policy, Operation::Order, &merge(base, over))
}

pub fn fact(state: &str) -> Value {
    json!({
        "id": "a-1", "product": "sample-plus-10-tb", "state": state, "quantity": 5, "priceProtected": false, "payPerUse": false,
        "asset": false, "scheduledChange": false
    })
}

/// An event of a subscription of 5 × 10 TB that could have come about, by an actor with the right.
pub fn event(policy: &CompiledPolicy, event: &str, subscription: &Value, over: &Value) -> Value {
    let (kind, id, account) = match event {
        "approve" | "decline" => ("reseller", "u-2", "r-1"),
        "provisioned" | "provisioningFailed" | "periodEnded" => ("system", "job", "s-1"),
        "withdrawCancellation" => ("customer", "u-1", "k-1"),
        _ => ("accountManager", "am-1", "s-1"),
    };
    let base = json!({
        "event": event, "actor": {"kind": kind, "id": id, "account": account}, "seller": "s-1",
        "customer": {"id": "k-1", "endCustomer": true, "above": ["r-1", "s-1"]}, "reseller": {"id": "r-1", "paymentMethod": "cash"},
        "subscription": subscription, "quantity": 6, "cancellationKind": "immediate", "capacity": {"volume": "51 TB"},
        "subscriptions": [{"id": "a-0", "product": "sample-storage", "state": "active", "quantity": 1}]
    });
    ask(policy, Operation::Subscription, &merge(base, over))
}

/// Decision and reason codes, as `true` or `false code code`.
pub fn verdict(answer: &Value) -> String {
    let reasons = answer["context"]["reasons"].as_array().map(Vec::as_slice).unwrap_or_default();
    let codes: Vec<&str> = reasons.iter().filter_map(|reason| reason["code"].as_str()).collect();
    format!("{} {}", answer["decision"], codes.join(" ")).trim().to_owned()
}

pub fn obligations(answer: &Value) -> Vec<&str> {
    let list = answer["context"]["obligations"].as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().filter_map(|obligation| obligation["code"].as_str()).collect()
}

/// What an order may be of an active or suspended base, for the reason that changes it.
pub const ON_BASE: fn() -> Value = || {
    json!([{
        "id": "a-1", "product": "sample-storage", "state": "active", "quantity": 1, "priceProtected": false, "scheduledChange": false
    }])
};
