//! Many facts that are all in the way: an answer says so of a thousand at most.

use crate::support;
use channel_policy::{Operation, load};
use serde_json::{Value, json};

fn ask(request: &Value) -> Value {
    let (pack, _) = support::impossible_cloud();
    let documents: Vec<Value> = pack.documents.iter().map(|document| json!({"source": document.source, "text": document.text})).collect();
    let policy = load(json!({"trust": {"requestFacts": true}, "documents": documents}).to_string().as_bytes()).expect("the shipped pack");
    support::ask(&policy, Operation::Deal, request)
}

fn deals(state: &str) -> Value {
    let deal = |index: u32| {
        json!({
            "id": format!("x-{index}"), "customerId": "k-1", "state": state, "volume": "1 TB", "registeredAt": "2026-06-01T00:00:00Z",
            "registeredBy": "d-9"
        })
    };
    (0..3000).map(deal).collect()
}

fn reasons(answer: &Value) -> usize {
    assert_eq!(answer["decision"], false, "{answer}");
    answer["context"]["reasons"].as_array().map_or(0, Vec::len)
}

#[test]
fn deals_that_do_not_cover_a_sale() {
    let sale = json!({"plan": "reserved", "volume": "1 TB"});
    let request = json!({"action": "check", "customer": {"id": "k-1", "volume": "200 TB"}, "sale": sale, "deals": deals("rejected")});
    assert_eq!(reasons(&ask(&request)), 1001);
}

#[test]
fn deals_that_have_claimed_a_customer() {
    let request = json!({
        "action": "register", "subject": {"type": "user", "id": "u-1", "properties": {"role": "admin", "account": "d-1"}},
        "context": {"accounts": [{"id": "d-1", "type": "distributor", "agreements": [{"id": "c-1", "kind": "contract"}]}]},
        "deal": {"id": "x", "customerId": "k-1", "state": "draft", "volume": "200 TB", "registeredBy": "d-1"}, "deals": deals("registered")
    });
    assert_eq!(reasons(&ask(&request)), 1000);
}
