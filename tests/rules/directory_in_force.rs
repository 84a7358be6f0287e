//! A directory that is loaded and not in force: going on without it would lift its bounds, so that whoever needs it says so.

use crate::support;
use channel_policy::{CompiledPolicy, Operation, load};
use channel_policy_cases::{Document, Trust, bundle};
use serde_json::{Value, json};

/// The shipped pack with a directory from a day on: `p-1` below `d-1`, and a storage account of `p-1`.
fn policy(from: &str) -> CompiledPolicy {
    let (mut pack, _) = support::impossible_cloud();
    let directory = json!({
        "kind": "directory", "name": "our-accounts", "version": "1", "effectiveFrom": from, "description": "a test", "sources": [],
        "directory": {
            "accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}],
            "users": [{"id": "u-1", "type": "user", "account": "d-1", "roles": ["admin"]}],
        },
    });
    pack.documents.push(Document { source: "directory.json".into(), text: directory.to_string() });
    load(bundle(&pack.documents, Trust { request_time: true, pinning: true, request_facts: true }).as_bytes()).expect("no issues")
}

/// The codes of an answer's issues; none of a decision.
fn issues(answer: &Value) -> Vec<&str> {
    answer.as_array().into_iter().flatten().filter_map(|issue| issue["code"].as_str()).collect()
}

#[test]
fn a_form_a_quote_and_an_invoice_between_parties_need_the_directory_that_is_loaded() {
    let password = json!({"action": "updateUser", "id": "u-1", "fields": ["password"], "form": {"password": "Abcdefg1!"},
        "subject": {"type": "user", "id": "u-1"}});
    let parties = json!({"seller": {"type": "vendor", "id": "v"}, "buyer": {"type": "distributor", "id": "d-1"}});
    let mut quote = json!({"allowSample": true, "plan": {"kind": "payPerUse", "volume": "2 TB"}});
    let mut invoice = json!({"allowSample": true, "period": {"start": "2026-05-01", "end": "2026-06-01"}, "accounts": []});
    // Noon of 20 June 2026 is before 1 July.
    let (ended, begun) = (policy("2026-07-01"), policy("2026-05-31"));
    for (operation, request) in [(Operation::Quote, &quote), (Operation::Invoice, &invoice)] {
        let answer = support::ask(&ended, operation, request);
        assert_ne!(issues(&answer), ["policy.none_in_force"], "{operation:?} names nobody: {answer}");
    }
    for request in [&mut quote, &mut invoice] {
        request["seller"] = parties["seller"].clone();
        request["buyer"] = parties["buyer"].clone();
    }
    for (operation, request) in [(Operation::Account, &password), (Operation::Quote, &quote), (Operation::Invoice, &invoice)] {
        let answer = support::ask(&ended, operation, request);
        assert_eq!(issues(&answer), ["policy.none_in_force"], "{operation:?}: {answer}");
        let answer = support::ask(&begun, operation, request);
        assert!(!issues(&answer).contains(&"policy.none_in_force"), "{operation:?}: {answer}");
    }
}
