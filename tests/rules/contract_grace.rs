//! Days of grace after the end of a contract: reads go on for so many days of 24 hours, and nothing else does.

use crate::support;
use channel_policy::{CompiledPolicy, Operation, load};
use serde_json::{Value, json};

const END: &str = "2026-06-01T00:00:00Z";

/// The shipped pack with so many days of grace.
fn with(days: u32) -> CompiledPolicy {
    let (pack, _) = support::impossible_cloud();
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        let gates = value.pointer_mut("/permission/gates").and_then(Value::as_array_mut);
        if let Some(gate) = gates.and_then(|gates| gates.iter_mut().find(|gate| gate["id"] == "access")) {
            *gate.pointer_mut("/require/of/2/of/1/graceDays").expect("the days of grace") = json!(days);
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    load(json!({"trust": {"requestTime": true, "requestFacts": true}, "documents": documents}).to_string().as_bytes())
        .expect("documents without issues")
}

fn ask(policy: &CompiledPolicy, action: &str, as_of: &str) -> Value {
    let request = json!({
        "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": "d"}}, "action": {"name": action},
        "resource": {"type": "partner", "id": "p"},
        "context": {"asOf": as_of, "accounts": [
            {"id": "d", "type": "distributor", "agreements": [{"id": "c", "kind": "contract", "effectiveTo": END}]},
            {"id": "p", "type": "partner", "parent": "d"}
        ]}
    });
    support::ask(policy, Operation::Permission, &request)["decision"].clone()
}

#[test]
fn reads_go_on_for_the_days_of_grace_and_writes_do_not() {
    for (days, last, over) in [
        (0, "2026-05-31T23:59:59Z", END),
        (1, "2026-06-01T23:59:59Z", "2026-06-02T00:00:00Z"),
        (30, "2026-06-30T23:59:59Z", "2026-07-01T00:00:00Z"),
    ] {
        let policy = with(days);
        assert_eq!([ask(&policy, "view", last), ask(&policy, "view", over)], [json!(true), json!(false)], "{days}");
        assert_eq!([ask(&policy, "update", "2026-05-31T23:59:59Z"), ask(&policy, "update", END)], [json!(true), json!(false)], "{days}");
    }
}

#[test]
fn a_contract_that_has_not_begun_has_no_grace() {
    let policy = with(30);
    let request = json!({
        "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": "d"}}, "action": {"name": "view"},
        "resource": {"type": "partner", "id": "p"},
        "context": {"asOf": "2026-05-31T23:59:59Z", "accounts": [
            {"id": "d", "type": "distributor", "agreements": [{"id": "c", "kind": "contract", "effectiveFrom": END}]},
            {"id": "p", "type": "partner", "parent": "d"}
        ]}
    });
    assert_eq!(support::ask(&policy, Operation::Permission, &request)["decision"], json!(false));
}
