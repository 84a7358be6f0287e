//! A deal may be registered with an expiry of its own up to the policy's days; the latest that the reason allows is enough, and
//! one second later is not. What is registered already keeps its expiry.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation, load};
use proptest::prelude::*;
use serde_json::{Value, json};

const DAYS: [u32; 4] = [1, 89, 90, 3650];

static POLICIES: LazyLock<Vec<CompiledPolicy>> = LazyLock::new(|| DAYS.into_iter().map(valid_for).collect());

/// The shipped pack with deals that are valid for so many days.
fn valid_for(days: u32) -> CompiledPolicy {
    let (pack, _) = support::impossible_cloud();
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        if document.source == "deal.json" {
            value["deal"]["validityDays"]["value"] = json!(days);
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    load(json!({"trust": {"requestTime": true, "requestFacts": true}, "documents": documents}).to_string().as_bytes())
        .expect("documents without issues")
}

fn instant(second: u32) -> String {
    let (days, rest) = (second / 86_400, second % 86_400);
    format!(
        "20{:02}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
        26 + days / 336,
        days % 336 / 28 + 1,
        days % 28 + 1,
        rest / 3600,
        rest / 60 % 60,
        rest % 60
    )
}

/// One second after an instant of this form.
fn second_after(instant: &str) -> String {
    let number = |from: usize| instant[from..from + 2].parse::<u32>().expect("two digits");
    let second = number(11) * 3600 + number(14) * 60 + number(17) + 1;
    assert!(second < 86_400, "the tests stay within a day");
    format!("{}T{:02}:{:02}:{:02}Z", &instant[..10], second / 3600, second / 60 % 60, second % 60)
}

fn event(policy: &CompiledPolicy, action: &str, as_of: &str, (registered_at, expires_at): (&Value, &Value)) -> Value {
    let (account, state) = if action == "register" { ("d", "draft") } else { ("v", "registered") };
    let mut deal = json!({"id": "x", "customerId": "k", "state": state, "volume": 1, "registeredBy": "d"});
    for (member, value) in [("registeredAt", registered_at), ("expiresAt", expires_at)] {
        if !value.is_null() {
            deal[member] = value.clone();
        }
    }
    let request = json!({
        "action": action, "asOf": as_of, "deal": deal, "deals": [],
        "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": account}},
        "context": {"accounts": [{"id": "v", "type": "vendor"}, {"id": "d", "type": "distributor", "parent": "v"}]}
    });
    support::ask(policy, Operation::Deal, &request)
}

proptest! {
    #[test]
    fn the_latest_expiry_is_registered_and_one_second_later_is_not(at in 0..86_400 * 300_u32, index in 0..DAYS.len(), days in 0..400_u32) {
        // The last second of a day would carry into the date.
        let at = if at % 86_400 == 86_399 { at - 1 } else { at };
        let (policy, now) = (&POLICIES[index], instant(at));
        let unlimited = event(policy, "register", &now, (&Value::Null, &Value::Null));
        let latest = unlimited["context"]["validUntil"].as_str().expect("an end").to_owned();
        let register = |expires: &str| event(policy, "register", &now, (&Value::Null, &json!(expires)));
        prop_assert_eq!(&register(&latest)["context"]["validUntil"], &json!(latest));
        let later = second_after(&latest);
        let answer = register(&later);
        let reason = &answer["context"]["reasons"][0];
        prop_assert_eq!((&answer["decision"], &reason["code"]), (&json!(false), &json!("deal.validity_too_long")));
        prop_assert_eq!((&reason["found"], &reason["allowed"]), (&json!(later), &json!(latest)));
        // Any expiry is registered, or allows one that is.
        let any = register(&instant(at + 1 + days * 86_400));
        if any["decision"] == false {
            let allowed = any["context"]["reasons"][0]["allowed"].as_str().expect("an instant").to_owned();
            prop_assert_eq!(&register(&allowed)["decision"], &json!(true));
        }
    }
}

#[test]
fn a_registered_deal_keeps_the_expiry_that_it_has() {
    let facts = (&json!("2026-01-01T00:00:00Z"), &json!("2030-01-01T00:00:00Z"));
    let answer = event(&POLICIES[0], "approve", "2029-12-31T23:59:59Z", facts);
    assert_eq!((&answer["decision"], &answer["context"]["validUntil"]), (&json!(true), facts.1));
}
