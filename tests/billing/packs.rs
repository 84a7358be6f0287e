//! Small packs of one rule and one list, and a month to bill by them.

use channel_policy::{CompiledPolicy, Operation, load};
use serde_json::{Value, json};

use super::ask;

pub fn set(value: Value) -> Value {
    json!({"value": value, "source": "default"})
}

pub fn document(kind: &str, name: &str, dates: [&str; 2], body: &Value) -> Value {
    let mut document =
        json!({"kind": kind, "name": name, "version": dates[0], "effectiveFrom": dates[0], "description": "", "sources": [], kind: body});
    if !dates[1].is_empty() {
        document["effectiveTo"] = json!(dates[1]);
    }
    document
}

pub fn rules(changes: &Value) -> Value {
    let mut rules = json!({"averaging": set(json!("calendarMean")), "gap": set(json!("repeatLast")), "leadingGap": set(json!("zero")),
        "excessBase": set(json!("contract")), "rounding": set(json!("halfUp"))});
    for (key, value) in changes.as_object().expect("an object") {
        rules[key] = if key == "edges" { value.clone() } else { set(value.clone()) };
    }
    rules
}

pub fn per_tb(price: &str) -> Value {
    json!({"model": "perUnit", "unitPrice": price, "unit": "TB"})
}

/// A list whose two plans have one price, with other members.
pub fn list(price: &Value, changes: &Value) -> Value {
    let plan = json!({"price": price, "source": "default"});
    let mut list = json!({"sample": false, "audience": "public", "currency": "EUR", "payPerUse": plan, "reserved": plan});
    list.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    list
}

pub fn compile(documents: &[Value]) -> CompiledPolicy {
    let documents: Vec<Value> =
        documents.iter().enumerate().map(|(index, document)| json!({"source": format!("{index}"), "text": document.to_string()})).collect();
    let bundle = json!({"trust": {"requestTime": true, "sellerLists": true}, "documents": documents}).to_string();
    load(bundle.as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text))
}

pub const OPEN: [&str; 2] = ["2020-01-01", ""];

pub fn policy(changes: &Value, list: &Value) -> CompiledPolicy {
    compile(&[document("billing", "b", OPEN, &rules(changes)), document("priceList", "l", OPEN, list)])
}

pub fn priced(price: &Value) -> CompiledPolicy {
    policy(&json!({}), &list(price, &json!({})))
}

pub fn quote(policy: &CompiledPolicy, volume: &str) -> Value {
    let request = json!({"period": {"start": "2026-02-01", "end": "2026-03-01"}, "plan": {"kind": "payPerUse", "volume": volume}});
    ask(policy, Operation::Quote, &request)["context"]["quote"].clone()
}

pub fn total(policy: &CompiledPolicy, volume: &str) -> String {
    quote(policy, volume)["total"].as_str().unwrap_or("none").into()
}

pub fn whole_day(day: u32, usage: &str, allocated: &str) -> Value {
    json!({"date": format!("2026-04-{day:02}"), "usage": usage, "allocated_capacity": allocated})
}

/// April, of one account with so much on each day.
pub fn april(days: impl Iterator<Item = Value>, more: &Value) -> Value {
    let usage = json!({"name": "a", "client_id": "a", "allocated_capacity": 0, "daily_usage": days.collect::<Vec<_>>()});
    let mut request = json!({"period": {"start": "2026-04-01", "end": "2026-05-01"}, "accounts": [{"customerId": "k", "usage": usage}]});
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    request
}

pub fn billed(policy: &CompiledPolicy, request: &Value) -> String {
    let answer = ask(policy, Operation::Invoice, request);
    answer["context"]["invoice"]["total"].as_str().map_or_else(|| answer.to_string(), Into::into)
}
