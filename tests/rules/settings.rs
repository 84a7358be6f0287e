//! Each setting of a policy document decides what it says: the shipped documents with one value changed, and a question
//! that comes out otherwise.

use crate::support;
use channel_policy::{CompiledPolicy, Operation, load};
use serde_json::{Value, json};

/// The shipped pack with other values at JSON Pointers of its documents.
fn with(changes: &[(&str, &str, Value)]) -> CompiledPolicy {
    let (pack, _) = support::impossible_cloud();
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        for (_, pointer, replacement) in changes.iter().filter(|(source, _, _)| *source == document.source) {
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
            value.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object").insert(key.into(), replacement.clone());
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    bundle(documents)
}

fn bundle(documents: Vec<Value>) -> CompiledPolicy {
    let text = json!({"trust": {"requestTime": true, "pinning": true}, "documents": documents}).to_string();
    load(text.as_bytes()).expect("documents without issues")
}

fn allocation(policy: &CompiledPolicy, figures: [&str; 3], requested: &str, used: Option<&str>) -> Value {
    let [reserved, total, own] = figures;
    let mut allocation = json!({"id": "a", "allocatedCapacity": own, "changes": []});
    if let Some(used) = used {
        allocation["used"] = json!({"capacity": used, "measuredAt": "2026-06-20T11:30:00Z"});
    }
    let contract = json!({"id": "c", "reservedCapacity": reserved, "allocatedCapacity": total});
    let request = json!({"action": "update", "contract": contract, "allocation": allocation, "requestedCapacity": requested});
    support::ask(policy, Operation::Allocation, &request)
}

/// Decision and reason codes, as `true` or `false code code`.
fn verdict(answer: &Value) -> String {
    let reasons = answer["context"]["reasons"].as_array().map(Vec::as_slice).unwrap_or_default();
    let codes: Vec<&str> = reasons.iter().filter_map(|reason| reason["code"].as_str()).collect();
    format!("{} {}", answer["decision"], codes.join(" ")).trim().to_owned()
}

#[test]
fn granularity_denies_and_names_both_neighbours() {
    let policy = with(&[("allocation.json", "/allocation/granularity/value", json!("1 TB"))]);
    let answer = allocation(&policy, ["100 TB", "50 TB", "5 TB"], "7.5 TB", None);
    assert_eq!(verdict(&answer), "false allocation.granularity");
    assert_eq!(answer["context"]["reasons"][0]["help"], "take 7 TB or 8 TB");
    // 55.5 TB would be left; the largest multiple of 1 TB in it is 55.
    let answer = allocation(&policy, ["100.5 TB", "50 TB", "5 TB"], "60 TB", None);
    assert_eq!(answer["context"]["accepted"], json!({"smallest": "5 TB", "largest": "55 TB"}));
}

#[test]
fn overdraft_below_used_and_plan_change_follow_their_settings() {
    let shrink = |policy: &CompiledPolicy| verdict(&allocation(policy, ["100 TB", "50 TB", "10 TB"], "5 TB", Some("8 TB")));
    assert_eq!(shrink(&with(&[])), "false allocation.below_used_capacity");
    assert_eq!(
        shrink(&with(&[("allocation.json", "/allocation/overdraftDefault/value", json!(true))])),
        "true allocation.excess_will_be_billed"
    );
    assert_eq!(
        shrink(&with(&[("allocation.json", "/allocation/belowUsed/value", json!("warn"))])),
        "true allocation.excess_will_be_billed"
    );
    let start = |policy: &CompiledPolicy| allocation(policy, ["100 TB", "50 TB", "0 B"], "5 TB", Some("1 TB"))["context"].clone();
    assert_eq!(start(&with(&[]))["accepted"], json!({"smallest": "1 TB", "largest": "50 TB"}));
    assert_eq!(start(&with(&[("allocation.json", "/allocation/planChange/value", json!("deny"))])).get("accepted"), None);
    let stop = |policy: &CompiledPolicy| verdict(&allocation(policy, ["100 TB", "50 TB", "10 TB"], "0 B", Some("8 TB")));
    assert_eq!(stop(&with(&[])), "true allocation.plan_change");
    assert_eq!(stop(&with(&[("allocation.json", "/allocation/planChange/value", json!("deny"))])), "false allocation.plan_change");
}

#[test]
fn an_over_allocated_contract_may_demand_that_changes_fit() {
    // 100 TB reserved, 120 TB allocated to others: nothing but 0 fits.
    let shrink = |policy: &CompiledPolicy| verdict(&allocation(policy, ["100 TB", "130 TB", "10 TB"], "5 TB", Some("1 TB")));
    assert_eq!(shrink(&with(&[])), "true");
    let fit = with(&[("allocation.json", "/allocation/overAllocated/value", json!("fit"))]);
    assert_eq!(shrink(&fit), "false allocation.insufficient_contract_capacity");
}

fn deal(policy: &CompiledPolicy, request: &Value) -> Value {
    let mut whole = json!({"action": "check", "asOf": "2026-06-20T12:00:00Z", "customer": {"id": "k", "volume": "0 B"}, "sale": {"plan": "reserved", "volume": "1 TB"}});
    whole.as_object_mut().expect("an object").extend(request.as_object().expect("an object").clone());
    support::ask(policy, Operation::Deal, &whole)
}

#[test]
fn threshold_and_its_edge_are_settings() {
    let at = json!({"sale": {"plan": "reserved", "volume": "100 TB"}});
    assert_eq!(verdict(&deal(&with(&[]), &at)), "true");
    let inclusive = with(&[("deal.json", "/deal/thresholdInclusive/value", json!(true))]);
    let answer = deal(&inclusive, &at);
    assert_eq!(verdict(&answer), "false deal.registration_required");
    assert_eq!(answer["context"]["reasons"][0]["allowed"], "99999999999999 B");
    assert_eq!(verdict(&deal(&inclusive, &json!({"sale": {"plan": "reserved", "volume": "99999999999999 B"}}))), "true");
    let lower = with(&[("deal.json", "/deal/threshold/value", json!("50 TB"))]);
    assert_eq!(
        verdict(&deal(&lower, &json!({"sale": {"plan": "reserved", "volume": "50.000000000001 TB"}}))),
        "false deal.registration_required"
    );
}

#[test]
fn the_scope_decides_whose_total_counts() {
    // The order is 20 TB; with it the customer has 50, the partner 120 and the contract 90 TB.
    let request = json!({
        "customer": {"id": "k", "volume": "30 TB"}, "partner": {"id": "p", "volume": "100 TB"}, "contract": {"id": "c", "volume": "70 TB"},
        "sale": {"plan": "reserved", "volume": "20 TB"}
    });
    for (scope, volume, expected) in [
        ("order", "20 TB", "true"),
        ("customer", "50 TB", "true"),
        ("partner", "120 TB", "false deal.registration_required"),
        ("contract", "90 TB", "true"),
    ] {
        let answer = deal(&with(&[("deal.json", "/deal/volumeScope/value", json!(scope))]), &request);
        assert_eq!(verdict(&answer), expected, "{scope}");
        assert_eq!(answer["context"]["deal"]["volume"], volume);
    }
    let partner = with(&[("deal.json", "/deal/volumeScope/value", json!("partner"))]);
    assert_eq!(deal(&partner, &json!({}))[0]["pointer"], "/partner/volume");
}

#[test]
fn gates_validity_and_leniency_are_settings() {
    let request = json!({
        "sale": {"plan": "reserved", "volume": "200 TB"},
        "deals": [{"id": "d", "customerId": "k", "state": "registered", "volume": "200 TB", "registeredAt": "2026-06-01T00:00:00Z"}]
    });
    assert_eq!(verdict(&deal(&with(&[]), &request)), "true");
    let approved = with(&[("deal.json", "/deal/gateRequires/value", json!("approved"))]);
    assert_eq!(verdict(&deal(&approved, &request)), "false deal.registration_required deal.not_covering");
    // Registered on 1 June and valid for 19 days: until 20 June, 00:00.
    let short = with(&[("deal.json", "/deal/validityDays/value", json!(19))]);
    assert_eq!(verdict(&deal(&short, &request)), "false deal.registration_required deal.not_covering");
    let lenient = with(&[("deal.json", "/deal/withoutDeal/value", json!("warn"))]);
    let answer = deal(&lenient, &json!({"sale": {"plan": "reserved", "volume": "200 TB"}}));
    assert_eq!(verdict(&answer), "true deal.registration_required");
    assert_eq!(answer["context"]["obligations"][0]["code"], "register_deal");
}

#[test]
fn a_price_without_a_list_is_special_where_the_policy_says_so() {
    let request = json!({"sale": {"plan": "reserved", "volume": "1 TB", "price": {"unitPrice": "9", "currency": "USD", "unit": "TB"}}});
    assert_eq!(verdict(&deal(&with(&[]), &request)), "false deal.approval_required deal.special_price");
    let below = with(&[("deal.json", "/deal/specialPricing/value", json!("belowList"))]);
    assert_eq!(verdict(&deal(&below, &request)), "true");
    let registered = with(&[("deal.json", "/deal/gateRequiresSpecialPrice/value", json!("registered"))]);
    let mut covered = request.clone();
    covered["deals"] = json!([{"id": "d", "customerId": "k", "state": "registered", "volume": "1 TB", "registeredAt": "2026-06-01T00:00:00Z", "price": {"unitPrice": "9", "currency": "USD", "unit": "TB"}}]);
    assert_eq!(verdict(&deal(&registered, &covered)), "true deal.special_price");
}

#[test]
fn a_list_without_one_unit_price_leaves_every_agreed_price_special() {
    let ask = |price: &str, list: &Value| {
        let policy =
            with(&[("deal.json", "/deal/specialPricing/value", json!("belowList")), (LIST, "/priceList/reserved/price", list.clone())]);
        let sale = json!({"plan": "reserved", "volume": "1 TB", "price": {"unitPrice": price, "currency": "EUR", "unit": "TB"}});
        verdict(&deal(&policy, &json!({"allowSample": true, "sale": sale}))).replace(" billing.sample_price", "")
    };
    let one = json!({"model": "perUnit", "unitPrice": "7.99", "unit": "TB"});
    assert_eq!(ask("7.99", &one), "true");
    assert_eq!(ask("7.98", &one), "false deal.approval_required deal.special_price");
    let tiers = json!({"model": "graduated", "unit": "TB", "tiers": [{"upTo": "10 TB", "unitPrice": "7.99"}, {"unitPrice": "6"}]});
    assert_eq!(ask("0.01", &tiers), "false deal.approval_required deal.special_price");
    assert_eq!(ask("7.99", &tiers), "false deal.approval_required deal.special_price");
}

const LIST: &str = "price-list.sample.json";

fn usage(id: &str, bytes: u64, allocated: u64) -> Value {
    let row = json!({"date": "2026-02-01", "usage": bytes, "allocated_capacity": allocated});
    json!({"name": id, "client_id": id, "allocated_capacity": allocated, "daily_usage": [row]})
}

fn invoice(policy: &CompiledPolicy, accounts: &Value, contract: Option<Value>) -> Value {
    let mut request = json!({"allowSample": true, "period": {"start": "2026-02-01", "end": "2026-03-01"}, "accounts": accounts});
    if let Some(contract) = contract {
        request["contract"] = contract;
    }
    support::ask(policy, Operation::Invoice, &request)
}

const GB: u64 = 1_000_000_000;

#[test]
fn the_minimum_applies_to_the_scope_of_the_price_list() {
    // Four accounts of 100 GB: two customers, one partner, one contract. A minimum is 7.99.
    let account = |id: &str, customer: &str| json!({"customerId": customer, "partnerId": "p", "usage": usage(id, 100 * GB, 0)});
    let accounts = json!([account("1", "a"), account("2", "a"), account("3", "b"), account("4", "b")]);
    let contract = json!({"id": "c", "reservedCapacity": 0, "allocatedCapacity": 0});
    for (scope, total) in [("storageAccount", "31.96"), ("customer", "15.98"), ("partner", "7.99"), ("contract", "7.99")] {
        let policy = with(&[(LIST, "/priceList/payPerUse/minimum/scope/value", json!(scope))]);
        let answer = invoice(&policy, &accounts, Some(contract.clone()));
        assert_eq!(answer["context"]["invoice"]["total"], total, "{scope}");
    }
}

#[test]
fn a_month_without_use_is_charged_only_where_the_list_says_so() {
    let accounts = json!([{"customerId": "a", "usage": usage("1", 0, 0)}]);
    let total = |policy: &CompiledPolicy| invoice(policy, &accounts, None)["context"]["invoice"]["total"].clone();
    assert_eq!(total(&with(&[])), "7.99");
    assert_eq!(total(&with(&[(LIST, "/priceList/payPerUse/minimum/atZeroUse/value", json!(false))])), "0.00");
}

#[test]
fn excess_is_measured_against_the_contract_or_the_allocation() {
    // 10 TB reserved; a uses 6 of its 5 TB, b uses 1 of its 5 TB: 7 TB in all are within the contract, but a is 1 TB over.
    let accounts = json!([
        {"customerId": "a", "usage": usage("1", 6000 * GB, 5000 * GB)},
        {"customerId": "b", "usage": usage("2", 1000 * GB, 5000 * GB)}
    ]);
    let contract =
        json!({"id": "c", "reservedCapacity": "10 TB", "allocatedCapacity": "10 TB", "costStorageGBCents": "0.799", "currency": "EUR"});
    let total = |policy: &CompiledPolicy| invoice(policy, &accounts, Some(contract.clone()))["context"]["invoice"]["total"].clone();
    // 10 TB × 7.99 = 79.90; with 1000 GB × 0.00799 = 7.99 of excess: 87.89.
    assert_eq!(total(&with(&[])), "79.90");
    assert_eq!(total(&with(&[("billing.json", "/billing/excessBase/value", json!("allocation"))])), "87.89");
}

#[test]
fn rounding_follows_its_setting() {
    // 1.5 TB × 2.35 = 3.525: a tie between 3.52 and 3.53.
    let request = json!({"allowSample": true, "plan": {"kind": "payPerUse", "volume": "1.5 TB"}});
    for (mode, total) in [("halfUp", "3.53"), ("halfEven", "3.52"), ("up", "3.53"), ("down", "3.52")] {
        let policy = with(&[
            (LIST, "/priceList/payPerUse/price/unitPrice", json!("2.35")),
            ("billing.json", "/billing/rounding/value", json!(mode)),
        ]);
        assert_eq!(support::ask(&policy, Operation::Quote, &request)["context"]["quote"]["total"], total, "{mode}");
    }
}

#[test]
fn currencies_keep_their_minor_units_and_binary_units_are_larger() {
    // 10 units × 1.23456: yen have 0 digits, dinar 3; 10 TB are 9.094947… TiB.
    for (currency, unit, total) in [("JPY", "TB", "12"), ("BHD", "TB", "12.346"), ("CLF", "TB", "12.3456"), ("EUR", "TiB", "11.23")] {
        let policy = with(&[
            (LIST, "/priceList/currency", json!(currency)),
            (LIST, "/priceList/payPerUse/price", json!({"model": "perUnit", "unitPrice": "1.23456", "unit": unit})),
        ]);
        let request = json!({"allowSample": true, "plan": {"kind": "payPerUse", "volume": "10 TB"}});
        assert_eq!(support::ask(&policy, Operation::Quote, &request)["context"]["quote"]["total"], total, "{currency} {unit}");
    }
}

fn lists(changes: &[Value]) -> CompiledPolicy {
    let (pack, _) = support::impossible_cloud();
    let text = |source: &str| pack.documents.iter().find(|document| document.source == source).expect("a document").text.clone();
    let mut documents = vec![json!({"source": "billing.json", "text": text("billing.json")})];
    for (index, change) in changes.iter().enumerate() {
        let mut list: Value = serde_json::from_str(&text(LIST)).expect("JSON");
        for (key, value) in change.as_object().expect("an object") {
            if ["name", "version", "effectiveFrom", "effectiveTo"].contains(&key.as_str()) {
                list[key] = value.clone();
            } else {
                list["priceList"][key] = value.clone();
            }
        }
        documents.push(json!({"source": format!("{index}.json"), "text": list.to_string()}));
    }
    bundle(documents)
}

#[test]
fn of_several_price_lists_the_real_one_counts_and_an_ambiguous_choice_is_refused() {
    let quote = |policy: &CompiledPolicy, extra: Value| {
        let mut request = json!({"allowSample": true, "period": {"start": "2026-02-01", "end": "2026-03-01"}, "plan": {"kind": "payPerUse", "volume": "1 TB"}});
        request.as_object_mut().expect("an object").extend(extra.as_object().expect("an object").clone());
        support::ask(policy, Operation::Quote, &request)
    };
    let real = lists(&[json!({}), json!({"name": "mine", "sample": false})]);
    assert_eq!(verdict(&quote(&real, json!({}))), "true");
    let two = lists(&[json!({"name": "a"}), json!({"name": "b", "currency": "USD"})]);
    assert_eq!(quote(&two, json!({}))[0]["code"], "billing.price_list_ambiguous");
    assert_eq!(quote(&two, json!({"currency": "USD"}))["context"]["quote"]["currency"], "USD");
    let change = lists(&[json!({"effectiveTo": "2026-02-15"}), json!({"version": "next", "effectiveFrom": "2026-02-15"})]);
    // 14 of 28 days each: two lines, and the price is the same.
    let split = quote(&change, json!({}));
    assert_eq!(split["context"]["quote"]["lines"].as_array().map(Vec::len), Some(2));
    assert_eq!(split["context"]["policies"].as_array().map(Vec::len), Some(3));
    let pinned = json!({"pin": [{"name": "sample-prices-eur", "version": "next"}]});
    assert_eq!(quote(&change, pinned)["context"]["policies"][1]["version"], "next");
}
