//! A special price is for the customer, volume and eyes that it was agreed for, and for no others.

use channel_policy::{CompiledPolicy, Operation};
use serde_json::{Value, json};

use super::ask;
use super::packs::{OPEN, billed, compile, document, list, per_tb, rules, set};

fn policy(list: &Value) -> CompiledPolicy {
    let deal = std::fs::read_to_string("policies/impossible-cloud/deal.json").expect("the shipped deal document");
    let deal: Value = serde_json::from_str(&deal).expect("JSON");
    compile(&[document("billing", "b", OPEN, &rules(&json!({}))), document("priceList", "l", OPEN, list), deal])
}

fn account(client: &str, customer: &str, usage: &str) -> Value {
    let usage = json!({"name": client, "client_id": client, "allocated_capacity": 0,
        "daily_usage": [{"date": "2026-04-01", "usage": usage, "allocated_capacity": 0}]});
    json!({"customerId": customer, "partnerId": "p", "usage": usage})
}

/// April at 5.00 per TB for the customer `k`, who has a deal of 30 TB.
fn april(plan: &str, accounts: &[Value], more: &Value) -> Value {
    let price = json!({"unitPrice": "5.00", "currency": "EUR", "unit": "TB"});
    let deal = json!({"id": "d", "customerId": "k", "state": "approved", "volume": "30 TB", "registeredAt": "2026-04-01T00:00:00Z", "price": price});
    let special = json!({"plan": plan, "unitPrice": "5.00", "unit": "TB", "customerId": "k", "otherVolume": "0 B", "agreedAt": "2026-04-02T00:00:00Z"});
    let mut request =
        json!({"period": {"start": "2026-04-01", "end": "2026-05-01"}, "accounts": accounts, "specialPrice": special, "deals": [deal]});
    request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    request
}

fn scoped(scope: &str) -> CompiledPolicy {
    let plan = json!({"price": per_tb("8"), "scope": set(json!(scope)), "source": "default"});
    policy(&list(&per_tb("8"), &json!({"payPerUse": plan})))
}

#[test]
fn other_customers_pay_the_lists_price() {
    let accounts = [account("a", "k", "10 TB"), account("b", "other", "10 TB")];
    // 10 × 5 + 10 × 8.
    for scope in ["customer", "storageAccount"] {
        assert_eq!(billed(&scoped(scope), &april("payPerUse", &accounts, &json!({}))), "130.00", "{scope}");
    }
    // 20 × 5: both accounts are the customer's.
    let own = [account("a", "k", "10 TB"), account("b", "k", "10 TB")];
    for scope in ["customer", "storageAccount", "partner"] {
        assert_eq!(billed(&scoped(scope), &april("payPerUse", &own, &json!({}))), "100.00", "{scope}");
    }
}

#[test]
fn use_added_up_over_several_customers_has_no_price_of_one() {
    let accounts = [account("a", "k", "10 TB"), account("b", "other", "10 TB")];
    let answer = ask(&scoped("partner"), Operation::Invoice, &april("payPerUse", &accounts, &json!({})));
    assert_eq!(
        (&answer[0]["code"], &answer[0]["pointer"]),
        (&json!("billing.scope_missing"), &json!("/specialPrice/customerId")),
        "{answer}"
    );
}

#[test]
fn a_deal_covers_the_largest_reserve_of_the_month() {
    let contract = |becomes: &str| {
        let change = json!({"at": "2026-04-16T00:00:00Z", "reservedCapacity": becomes});
        json!({"contract": {"id": "c", "reservedCapacity": "10 TB", "allocatedCapacity": "0 B"}, "contractChanges": [change]})
    };
    let prices = policy(&list(&per_tb("8"), &json!({})));
    // 10 × 5 × ½ + 30 × 5 × ½ = 100.
    assert_eq!(billed(&prices, &april("reserved", &[], &contract("30 TB"))), "100.00");
    let answer = ask(&prices, Operation::Invoice, &april("reserved", &[], &contract("31 TB")));
    assert_eq!(answer["decision"], false, "{answer}");
    assert_eq!(answer["context"]["reasons"][0]["code"], "deal.approval_required");
}

#[test]
fn the_unit_price_of_a_list_with_a_margin_is_special() {
    let margin = json!({"adjustments": [{"id": "m", "kind": "margin", "percent": "20", "source": "default"}]});
    let at_list = json!({"specialPrice": {"plan": "payPerUse", "unitPrice": "8", "unit": "TB", "customerId": "k", "otherVolume": "0 B"}, "deals": []});
    let request = april("payPerUse", &[account("a", "k", "10 TB")], &at_list);
    // The list charges 10 × 8 × 1.2 = 96.
    let answer = ask(&policy(&list(&per_tb("8"), &margin)), Operation::Invoice, &request);
    assert_eq!(answer["context"]["reasons"][0]["code"], "deal.approval_required", "{answer}");
    assert_eq!(billed(&policy(&list(&per_tb("8"), &json!({}))), &request), "80.00");
}

#[test]
fn a_viewer_who_sees_no_prices_is_told_none() {
    let prices = policy(&list(&per_tb("8.76"), &json!({})));
    let parties = json!({"viewer": "x", "deals": []});
    let invoice = ask(&prices, Operation::Invoice, &april("payPerUse", &[account("a", "k", "10 TB")], &parties));
    let mut request = april("payPerUse", &[], &parties);
    let members = request.as_object_mut().expect("an object");
    members.remove("accounts");
    members.insert("plan".into(), json!({"kind": "payPerUse", "volume": "10 TB"}));
    for answer in [invoice, ask(&prices, Operation::Quote, &request)] {
        assert_eq!(answer["context"]["reasons"][0]["code"], "billing.price_not_visible", "{answer}");
        assert!(!answer.to_string().contains("8.76"), "{answer}");
        assert_eq!(answer["context"]["obligations"], json!([]), "{answer}");
    }
}
