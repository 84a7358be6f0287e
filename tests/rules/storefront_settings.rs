//! Ordering and subscriptions: each setting and each row of the storefront document decides what it says.

use crate::support::store::{ON_BASE, POLICY, documents, event, fact, issues, merge, obligations, order, verdict, with};
use channel_policy::{CompiledPolicy, load};
use serde_json::{Value, json};

#[test]
fn occupying_states_and_base_quantity_are_settings() {
    let beside = json!({"subscriptions": [merge(ON_BASE()[0].clone(), &json!({"state": "suspended"}))], "capacity": {"volume": "1 TB"}});
    assert_eq!(verdict(&order(&POLICY, &beside)), "false order.subscription_exists");
    assert_eq!(verdict(&order(&with(&[("/occupyingStates/value", json!(["active"]))]), &beside)), "true");
    let two = json!({"lines": [{"product": "sample-storage", "quantity": 2}]});
    assert_eq!(verdict(&order(&POLICY, &two)), "false order.quantity_limit");
    assert_eq!(verdict(&order(&with(&[("/baseQuantity/value", json!(2))]), &two)), "true");
    let none = with(&[("/baseQuantity/value", json!(0))]);
    assert_eq!(order(&none, &json!({}))["context"]["reasons"][0]["help"], "leave this product out");
}

#[test]
fn names_and_billing_follow_their_settings() {
    let tab = json!({"friendlyName": "a\tb"});
    assert_eq!(verdict(&order(&POLICY, &tab)), "false order.friendly_name_characters");
    assert_eq!(verdict(&order(&with(&[("/friendlyNameControls/value", json!(true))]), &tab)), "true");
    let nothing = json!({"billing": []});
    assert_eq!(verdict(&order(&POLICY, &nothing)), "false order.billing_missing");
    assert_eq!(verdict(&order(&with(&[("/billingNeeded/value", json!([]))]), &nothing)), "true");
}

fn by_reseller(own: &str, there: &str) -> Value {
    json!({
        "actor": {"kind": "reseller", "id": "u-2", "account": "r-1"}, "reseller": {"id": "r-1", "email": own},
        "customer": {"id": "k-1", "endCustomer": true, "above": ["r-1", "s-1"]},
        "resellers": [{"id": "v-1", "email": there, "seller": "s-1"}]
    })
}

#[test]
fn how_addresses_are_compared_is_a_setting() {
    let created = |policy: &CompiledPolicy, request: &Value| obligations(&order(policy, request)).contains(&"create_vendor_account");
    let (case, spaces) = (by_reseller("A@b.example", "a@b.example"), by_reseller(" a@b.example", "a@b.example"));
    assert!(!created(&POLICY, &case) && !created(&POLICY, &spaces));
    let exact = with(&[("/emailIgnoresCase/value", json!(false)), ("/emailTrimmed/value", json!(false))]);
    assert!(created(&exact, &case) && created(&exact, &spaces));
    assert!(!created(&exact, &by_reseller("a@b.example", "a@b.example")));
}

#[test]
fn who_may_order_for_whom_is_data() {
    let below = merge(
        by_reseller("a@b.example", "a@b.example"),
        &json!({"customer": {"id": "k-1", "endCustomer": true, "above": ["r-2", "r-1", "s-1"]}}),
    );
    assert_eq!(verdict(&order(&POLICY, &below)), "false order.not_for_customer");
    let wider = with(&[("/rights/1/recipients", json!(["affiliate", "endCustomer", "belowEndCustomer"]))]);
    assert_eq!(verdict(&order(&wider, &below)), "true");
    let itself = merge(
        by_reseller("a@b.example", "a@b.example"),
        &json!({"customer": {"id": "r-1", "endCustomer": false, "above": ["s-1"], "vendorIdentity": "v-1"}}),
    );
    assert_eq!(verdict(&order(&POLICY, &itself)), "false order.own_account order.own_account");
    assert_eq!(verdict(&order(&with(&[("/rights/1/recipients", json!(["self"]))]), &itself)), "true");
    let nobody = with(&[("/rights", json!([]))]);
    assert_eq!(order(&nobody, &json!({}))["context"]["reasons"][0]["help"], "no actor has the right; the policy grants it under `rights`");
}

#[test]
fn order_approval_follows_its_settings() {
    let own = |more: Value| {
        merge(
            by_reseller("a@b.example", "a@b.example"),
            &merge(json!({"actor": {"kind": "customer", "id": "u-1", "account": "k-1"}}), &more),
        )
    };
    let state = |policy: &CompiledPolicy, request: &Value| order(policy, request)["context"]["state"].clone();
    let cash = own(json!({"reseller": {"id": "r-1", "email": "a@b.example", "paymentMethod": "cash"}}));
    assert_eq!(state(&POLICY, &cash), "pending_approval");
    assert_eq!(state(&with(&[("/orderApproval/value", json!(false))]), &cash), "in_progress");
    let off = own(json!({"customer": {"id": "k-1", "endCustomer": true, "above": ["r-1", "s-1"], "orderApproval": false}}));
    assert_eq!(state(&POLICY, &off), "pending_approval", "how the reseller pays is not known");
    assert_eq!(state(&with(&[("/approvalLockedBy/value", json!([]))]), &off), "in_progress");
    assert_eq!(state(&with(&[("/rights/0/approval", json!(false))]), &cash), "in_progress");
}

#[test]
fn deals_and_use_follow_their_settings() {
    let large = json!({"lines": [{"product": "sample-storage", "quantity": 1}, {"product": "sample-plus-10-tb", "quantity": 20}]});
    assert_eq!(verdict(&order(&POLICY, &large)), "false deal.registration_required");
    let without = with(&[("/dealNeeded/value", json!(false))]);
    assert_eq!(verdict(&order(&without, &large)), "true");
    let unsized_line = json!({"lines": [{"product": "sample-storage", "quantity": 1}, {"product": "sample-plus-unsized", "quantity": 1}]});
    assert_eq!(order(&POLICY, &unsized_line)[0]["code"], "order.increment_unknown");
    let answer = order(&without, &unsized_line);
    assert_eq!((verdict(&answer), answer["context"].get("volume")), ("true".to_owned(), None), "unknown, and not needed");
    let shrink = |policy: &CompiledPolicy| {
        let capacity = json!({"volume": "51 TB", "used": {"capacity": "45 TB", "measuredAt": "2026-06-20T11:30:00Z"}});
        verdict(&event(policy, "changeQuantity", &fact("active"), &json!({"quantity": 4, "capacity": capacity})))
    };
    assert_eq!(shrink(&POLICY), "false order.below_used_capacity");
    assert_eq!(shrink(&with(&[("/denyBelowUsed/value", json!(false))])), "true order.excess_will_be_billed");
    assert_eq!(shrink(&with(&[("/overdraftDefault/value", json!(true))])), "true order.excess_will_be_billed");
}

#[test]
fn four_eyes_and_every_other_need_can_be_switched_off() {
    let mut subscription = fact("pending_cancellation");
    subscription["formerState"] = json!("active");
    subscription["cancellation"] = json!({"kind": "immediate", "requestedBy": "am-1", "requestedAt": "2026-06-19T09:00:00Z"});
    let accept = |policy: &CompiledPolicy| verdict(&event(policy, "acceptImmediate", &subscription, &json!({})));
    assert_eq!(accept(&POLICY), "false subscription.four_eyes");
    assert_eq!(accept(&with(&[("/needs/1/events", json!([]))])), "true");
    let withdraw = |policy: &CompiledPolicy| verdict(&event(policy, "withdrawCancellation", &subscription, &json!({})));
    assert_eq!(withdraw(&POLICY), "false subscription.not_requester");
    assert_eq!(withdraw(&with(&[("/needs/2/events", json!([]))])), "true");
    let mut busy = fact("active");
    for member in ["priceProtected", "scheduledChange", "payPerUse", "asset"] {
        busy[member] = json!(true);
    }
    busy["cancellation"] = subscription["cancellation"].clone();
    let expected =
        "false subscription.asset subscription.cancellation_pending subscription.pay_per_use subscription.scheduled_change_pending";
    assert_eq!(verdict(&event(&POLICY, "scheduleQuantityChange", &busy, &json!({}))), expected);
    assert_eq!(verdict(&event(&with(&[("/needs", json!([]))]), "scheduleQuantityChange", &busy, &json!({}))), "true");
}

#[test]
fn without_a_deal_document_growth_cannot_be_judged() {
    let mut bundle: Value = serde_json::from_str(&documents(&[])).expect("JSON");
    bundle["documents"].as_array_mut().expect("documents").retain(|document| document["source"] != "deal.json");
    let policy = load(bundle.to_string().as_bytes()).expect("documents without issues");
    assert_eq!(order(&policy, &json!({}))[0]["code"], "policy.none_in_force");
    let shrink = json!({"quantity": 4, "capacity": {"volume": "51 TB", "allowOverdraft": true}});
    assert_eq!(verdict(&event(&policy, "changeQuantity", &fact("active"), &shrink)), "true", "a smaller total needs no deal");
}

#[test]
fn request_time_is_the_callers_only_where_it_is_trusted() {
    let mut bundle: Value = serde_json::from_str(&documents(&[])).expect("JSON");
    bundle["trust"] = json!({});
    let policy = load(bundle.to_string().as_bytes()).expect("documents without issues");
    assert_eq!(order(&policy, &json!({"asOf": "2026-06-20T12:00:00Z"}))[0]["code"], "input.as_of_refused");
}

#[test]
fn absurd_baskets_end_soon_and_answers_stay_small() {
    let lines = |product: &dyn Fn(usize) -> String| -> Vec<Value> {
        (0..60_000).map(|index| json!({"product": product(index), "quantity": 1, "present": 2})).collect()
    };
    let same = order(&POLICY, &json!({"lines": lines(&|_| "sample-plus-1-tb".to_owned())}));
    assert_eq!(same[0]["code"], "input.duplicate_id");
    let unknown = order(&POLICY, &json!({"lines": lines(&|index| format!("p{index}"))}));
    assert_eq!(unknown["decision"], false);
    let subscriptions: Vec<Value> = (0..40_000).map(|index| json!({"id": format!("a{index}"), "product": "x", "state": "?"})).collect();
    let states = order(&POLICY, &json!({ "subscriptions": subscriptions }));
    assert_eq!(states[0]["code"], "subscription.state_unknown");
    for answer in [same, unknown, states] {
        assert!(answer.to_string().len() < 500_000, "{} bytes", answer.to_string().len());
    }
}

#[test]
fn a_document_names_only_what_it_declares() {
    let found = issues(&[
        ("/products/1/base", json!("nothing")),
        ("/products/2/id", json!("sample-plus-1-tb")),
        ("/occupyingStates/value/0", json!("asleep")),
        ("/rights/0/events/0", json!("wish")),
        ("/follows/0/state", json!("asleep")),
        ("/follows/1/events/0", json!("wish")),
        ("/needs/0/events/0", json!("wish")),
        ("/machine/transitions/0/to", json!("asleep")),
        ("/changeEvent", json!("wish")),
        ("/friendlyNameLongest/value", json!(0)),
    ]);
    let expected = [
        "policy.unknown_reference /storefront/changeEvent",
        "policy.unknown_reference /storefront/follows/0/state",
        "policy.unknown_reference /storefront/follows/1/events/0",
        "policy.setting_range /storefront/friendlyNameLongest/value",
        "policy.unknown_reference /storefront/machine/transitions/0/to",
        "policy.unknown_reference /storefront/needs/0/events/0",
        "policy.unknown_reference /storefront/occupyingStates/value/0",
        "policy.unknown_reference /storefront/products/1/base",
        "input.duplicate_id /storefront/products/2/id",
        "policy.unknown_reference /storefront/rights/0/events",
        "policy.unknown_reference /storefront/rights/0/events/0",
    ];
    assert_eq!(found, expected);
    let found = issues(&[("/follows/0/events", json!([])), ("/follows/3/state", json!("cancelled")), ("/follows/1/events", json!([]))]);
    let begins = ["0", "0", "1"].map(|right| format!("policy.unknown_reference /storefront/rights/{right}/events"));
    assert_eq!(found, begins, "a customer's check-out at once and for approval, and a reseller's");
    let add_on = json!({"id": "x", "kind": "addOn", "published": true, "source": "default"});
    let base = json!({"id": "y", "kind": "base", "published": true, "base": "x", "maxQuantity": 2, "source": "default"});
    let machine = json!({"states": [], "transitions": []});
    let found = issues(&[
        ("/products", json!([add_on, base])),
        ("/machine", machine),
        ("/rights", json!([])),
        ("/follows", json!([])),
        ("/needs", json!([])),
    ]);
    let products: Vec<&String> = found.iter().filter(|issue| issue.contains("/products/")).collect();
    assert_eq!(
        products,
        [
            "input.missing_field /storefront/products/0/base",
            "input.unknown_field /storefront/products/1/base",
            "input.unknown_field /storefront/products/1/maxQuantity"
        ]
    );
}

#[test]
fn obligations_come_in_the_documented_order() {
    let answer = order(&POLICY, &by_reseller("a@b.example", "a@b.example"));
    assert_eq!(
        obligations(&answer),
        ["create_subscription", "synchronise_reseller", "import_end_customer", "assign_licence", "provision_service"]
    );
    let reversed = with(&[("/follows/0/obligations", json!(["provision_service", "create_subscription"]))]);
    assert_eq!(obligations(&order(&reversed, &json!({}))), ["provision_service", "create_subscription"]);
}

#[test]
fn a_price_of_a_sellers_own_making_needs_a_reseller_of_the_types_that_are_named() {
    let ask = |types: &Value, above: Value| {
        let capacity = json!({"volume": "51 TB", "price": {"unitPrice": "1", "currency": "EUR", "unit": "TB"},
            "edge": {"seller": "reseller", "buyer": "customer"}});
        let customer = json!({"id": "k-1", "endCustomer": true, "above": above});
        let policy = with(&[("/resellerTypes/value", types.clone())]);
        verdict(&event(&policy, "changeQuantity", &fact("active"), &json!({"capacity": capacity, "customer": customer})))
    };
    let special = "false deal.approval_required deal.special_price";
    let resells = json!(["reseller"]);
    assert_eq!(ask(&resells, json!(["r-1", "s-1"])), "true deal.own_margin");
    assert_eq!(ask(&resells, json!(["s-1"])), special);
    assert_eq!(ask(&json!(["partner"]), json!(["s-1"])), "true deal.own_margin");
}

#[test]
fn many_states_and_transitions_are_checked_soon_and_each_repetition_is_found() {
    let names: Vec<String> = (0..20_000).map(|index| format!("x{index}")).collect();
    let mut states = shipped("states");
    states.extend(names.iter().map(|name| json!({"id": name})));
    let mut transitions = shipped("transitions");
    let count = transitions.len();
    transitions.push(json!({"event": "leave", "from": names, "to": "cancelled", "source": "default"}));
    assert_eq!(issues_of(&states, &transitions), [""; 0]);
    transitions.push(json!({"event": "leave", "from": ["x7"], "to": "active", "source": "default"}));
    states.push(json!({"id": "x9"}));
    let (state, transition) = (states.len() - 1, count + 1);
    let expected = [
        format!("input.duplicate_id /storefront/machine/states/{state}/id"),
        format!("input.duplicate_id /storefront/machine/transitions/{transition}/event"),
    ];
    assert_eq!(issues_of(&states, &transitions), expected);
}

fn shipped(list: &str) -> Vec<Value> {
    let text = include_str!("../../policies/interworks/storefront.json");
    let document: Value = serde_json::from_str(text).expect("JSON");
    document["storefront"]["machine"][list].as_array().expect("a list").clone()
}

fn issues_of(states: &[Value], transitions: &[Value]) -> Vec<String> {
    let changes = [("/machine/states", json!(states)), ("/machine/transitions", json!(transitions))];
    if load(documents(&changes).as_bytes()).is_ok() { Vec::new() } else { issues(&changes) }
}
