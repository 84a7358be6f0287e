//! Deals: what each reason names as enough is enough and one step less is not, a sale cannot be split to avoid its deal, every
//! event in every state, and each setting of registration decides what it says.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{Answer, CompiledPolicy, Operation, load};
use proptest::prelude::*;
use serde_json::{Value, json};

const TB: u64 = 1_000_000_000_000;
const STATES: [&str; 5] = ["draft", "registered", "approved", "rejected", "expired"];
const EVENTS: [&str; 3] = ["register", "approve", "reject"];

/// The shipped pack with another deal section, and further documents.
fn with(change: impl Fn(&mut Value), further: &[Value], trust: &Value) -> Result<CompiledPolicy, Answer> {
    let (pack, _) = support::impossible_cloud();
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        if document.source == "deal.json" {
            change(&mut value["deal"]);
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    documents.extend(further.iter().map(|document| json!({"source": "further.json", "text": document.to_string()})));
    load(json!({"trust": trust, "documents": documents}).to_string().as_bytes())
}

fn changed(change: impl Fn(&mut Value)) -> CompiledPolicy {
    with(change, &[], &json!({"requestTime": true, "requestFacts": true})).unwrap_or_else(|answer| panic!("{}", answer.text))
}

static SHIPPED: LazyLock<CompiledPolicy> = LazyLock::new(|| changed(|_| {}));

const SCOPES: [&str; 3] = ["customer", "partner", "contract"];

/// Per scope, with the threshold exclusive and inclusive.
static SCOPED: LazyLock<Vec<[CompiledPolicy; 2]>> = LazyLock::new(|| {
    let policy = |scope: &str, inclusive: bool| {
        changed(|deal| {
            deal["volumeScope"]["value"] = json!(scope);
            deal["thresholdInclusive"]["value"] = json!(inclusive);
        })
    };
    SCOPES.into_iter().map(|scope| [policy(scope, false), policy(scope, true)]).collect()
});

const VALIDITIES: [u32; 4] = [0, 1, 89, 90];

static VALID: LazyLock<Vec<CompiledPolicy>> =
    LazyLock::new(|| VALIDITIES.into_iter().map(|days| changed(set("/validityDays/value", json!(days)))).collect());

fn ask(policy: &CompiledPolicy, request: &Value) -> Value {
    support::ask(policy, Operation::Deal, request)
}

fn reason<'a>(answer: &'a Value, code: &str) -> Option<&'a Value> {
    answer["context"]["reasons"].as_array().expect("reasons").iter().find(|reason| reason["code"] == code)
}

fn check(policy: &CompiledPolicy, before: &Value, sale: &Value, deals: &Value) -> Value {
    let parties = |id: &str| json!({"id": id, "volume": before});
    let request = json!({"action": "check", "allowSample": true, "customer": parties("k"), "partner": parties("p"),
        "contract": parties("c"), "sale": sale, "deals": deals});
    ask(policy, &request)
}

fn reserved(volume: &Value) -> Value {
    json!({"plan": "reserved", "volume": volume})
}

fn deal(state: &str, volume: &Value) -> Value {
    let mut deal = json!({"id": "x", "customerId": "k", "state": state, "volume": volume, "registeredBy": "d"});
    if state != "draft" {
        deal["registeredAt"] = json!("2026-06-01T00:00:00Z");
    }
    deal
}

/// The vendor's admin decides; the distributor's registers.
fn event(action: &str, deal: &Value, deals: &Value) -> Value {
    let account = if action == "register" { "d" } else { "v" };
    json!({
        "action": action, "deal": deal, "deals": deals,
        "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": account}},
        "context": {"accounts": [{"id": "v", "type": "vendor"}, {"id": "d", "type": "distributor", "parent": "v"}]}
    })
}

fn set(pointer: &'static str, value: Value) -> impl Fn(&mut Value) {
    move |deal| *deal.pointer_mut(pointer).expect("a place in the document") = value.clone()
}

fn bytes(capacity: &Value) -> u64 {
    let text = capacity.as_str().expect("a capacity");
    let (number, unit) = text.split_once(' ').expect("a unit");
    let power = ["B", "kB", "MB", "GB", "TB", "PB"].iter().position(|known| *known == unit).expect("a decimal unit");
    number.parse::<u64>().expect("a number") * 1000_u64.pow(u32::try_from(power).expect("a small number"))
}

proptest! {
    #[test]
    fn the_total_that_the_reason_allows_needs_no_deal_and_one_byte_more_does(before in 0..200 * TB, sale in 0..200 * TB, inclusive: bool) {
        let policy = &SCOPED[0][usize::from(inclusive)];
        let answer = check(policy, &json!(before), &reserved(&json!(sale)), &json!([]));
        if let Some(reason) = reason(&answer, "deal.registration_required") {
            let allowed = bytes(&reason["allowed"]);
            let total = |volume: u64| check(policy, &json!(0), &reserved(&json!(volume)), &json!([]))["decision"].clone();
            prop_assert_eq!(total(allowed), json!(true));
            prop_assert_eq!(total(allowed + 1), json!(false));
        } else {
            prop_assert_eq!(&answer["decision"], &json!(true));
        }
    }

    #[test]
    fn the_deal_that_is_missing_covers_and_one_byte_or_one_step_less_does_not(before in 0..150 * TB, sale in 0..150 * TB, cents in 0..900_u32) {
        let price = json!({"unitPrice": format!("{}.{:02}", cents / 100, cents % 100), "currency": "EUR", "unit": "TB"});
        let sale = json!({"plan": "reserved", "volume": sale, "price": price});
        let answer = check(&SHIPPED, &json!(before), &sale, &json!([]));
        let missing = &answer["context"]["deal"]["missing"];
        prop_assert_eq!(missing.is_null(), answer["decision"] == json!(true));
        if missing.is_null() {
            return Ok(());
        }
        let covers = |volume: &Value, price: &Value| {
            let mut deal = deal(missing["state"].as_str().expect("a state"), volume);
            if !price.is_null() {
                deal["price"] = price.clone();
            }
            let answer = check(&SHIPPED, &json!(before), &sale, &json!([deal]));
            (answer["decision"].clone(), answer["context"]["deal"]["validUntil"].clone())
        };
        // 1 June + 90 days = 30 August: 29 days to the end of June, 31, and 30.
        prop_assert_eq!(covers(&missing["volume"], &missing["price"]), (json!(true), json!("2026-08-30T00:00:00Z")));
        if let Some(less) = bytes(&missing["volume"]).checked_sub(1) {
            prop_assert_eq!(covers(&json!(less), &missing["price"]), (json!(false), Value::Null));
        }
        if let Some(named) = missing["price"]["unitPrice"].as_str() {
            let mut above = missing["price"].clone();
            above["unitPrice"] = json!(format!("{named}0000000001"));
            prop_assert_eq!(covers(&missing["volume"], &above).0, json!(false));
        }
    }

    #[test]
    fn the_price_that_the_reason_allows_is_not_special_and_one_step_less_is(cents in 0..900_u32) {
        let sale = |price: &str| json!({"plan": "reserved", "volume": 1, "price": {"unitPrice": price, "currency": "EUR", "unit": "TB"}});
        let price = format!("{}.{:02}", cents / 100, cents % 100);
        let answer = check(&SHIPPED, &json!(0), &sale(&price), &json!([]));
        prop_assert_eq!(&answer["decision"], &json!(cents >= 799));
        if let Some(reason) = reason(&answer, "deal.approval_required") {
            prop_assert_eq!(&reason["allowed"], "7.99 EUR per TB");
            prop_assert_eq!(&check(&SHIPPED, &json!(0), &sale("7.99"), &json!([]))["decision"], &json!(true));
            prop_assert_eq!(&check(&SHIPPED, &json!(0), &sale("7.989999999999"), &json!([]))["decision"], &json!(false));
        }
    }

    #[test]
    fn however_a_sale_is_split_its_last_part_needs_a_deal_when_the_whole_does(
        before in 0..120 * TB, parts in prop::collection::vec(0..40 * TB, 1..8), scope in 0..SCOPES.len(), inclusive: bool
    ) {
        let policy = &SCOPED[scope][usize::from(inclusive)];
        let required = |before: u64, sale: u64| {
            let plans = [reserved(&json!(sale)), json!({"plan": "payPerUse", "expectedVolume": sale})];
            let [a, b] = plans.map(|sale| check(policy, &json!(before), &sale, &json!([]))["context"]["deal"]["required"] == json!(true));
            assert_eq!(a, b);
            a
        };
        let whole: u64 = parts.iter().sum();
        let (mut sold, mut last) = (before, false);
        for part in parts {
            last = required(sold, part);
            sold += part;
        }
        prop_assert_eq!(last, required(before, whole));
    }

    #[test]
    fn the_volume_that_a_second_deal_is_allowed_extends_the_first_and_one_byte_less_does_not(first in 0..300 * TB, second in 0..300 * TB) {
        let mut own = deal("registered", &json!(first));
        own["id"] = json!("y");
        let register = |volume: u64| ask(&SHIPPED, &event("register", &deal("draft", &json!(volume)), &json!([own])));
        let answer = register(second);
        prop_assert_eq!(&answer["decision"], &json!(second > first));
        if let Some(reason) = reason(&answer, "deal.not_extending") {
            let allowed = bytes(&reason["allowed"]);
            prop_assert_eq!(&register(allowed)["decision"], &json!(true));
            prop_assert_eq!(&register(allowed - 1)["decision"], &json!(false));
        }
    }

    #[test]
    fn a_deal_is_approved_from_its_registration_until_its_end(hours in -3000..3000_i64, validity in 0..VALIDITIES.len()) {
        let (policy, days) = (&VALID[validity], VALIDITIES[validity]);
        let registered = jiff::Timestamp::from_second(1_781_956_800 + hours * 3600).expect("a time");
        let mut fact = deal("registered", &json!("150 TB"));
        fact["registeredAt"] = json!(registered.to_string());
        let at = |moment: &str| {
            let mut request = event("approve", &fact, &json!([]));
            request["asOf"] = json!(moment);
            ask(policy, &request)
        };
        let end = registered + jiff::SignedDuration::from_hours(24 * i64::from(days));
        let second = jiff::SignedDuration::from_secs(1);
        let inside = days > 0;
        for (moment, expected) in [(registered - second, false), (registered, inside), (end - second, inside), (end, false)] {
            let answer = at(&moment.to_string());
            prop_assert_eq!(&answer["decision"], &json!(expected), "{}: {}", moment, answer);
            if expected {
                prop_assert_eq!(&answer["context"]["validUntil"], &json!(end.to_string()));
            } else if let Some(allowed) = reason(&answer, "deal.transition_not_possible").filter(|reason| reason["pointer"] == "/deal/registeredAt") {
                prop_assert_eq!(&at(allowed["allowed"].as_str().expect("an instant"))["decision"], &json!(inside));
            }
        }
    }
}

#[test]
fn every_event_in_every_state_does_what_the_table_says_and_time_ends_what_may_expire() {
    let (pack, _) = support::impossible_cloud();
    let text = &pack.documents.iter().find(|document| document.source == "deal.json").expect("deal.json").text;
    let document: Value = serde_json::from_str(text).expect("JSON");
    let lifecycle = &document["deal"]["registration"]["lifecycle"];
    let declared: Vec<&str> = lifecycle["states"].as_array().expect("states").iter().filter_map(|state| state["id"].as_str()).collect();
    assert_eq!(declared, STATES);
    let next = |state: &str, event: &str| {
        let transitions = lifecycle["transitions"].as_array().expect("transitions").iter();
        let mut here = transitions
            .filter(|transition| transition["event"] == event && transition["from"].as_array().expect("from").contains(&json!(state)));
        here.next().map(|transition| transition["to"].clone())
    };
    for state in STATES {
        for lapsed in [false, true] {
            let mut fact = deal(state, &json!("150 TB"));
            if state != "draft" && lapsed {
                fact["registeredAt"] = json!("2026-01-01T00:00:00Z");
            }
            let expired = Some(state).filter(|state| *state != "draft" && lapsed).and_then(|state| next(state, "expire"));
            let now = expired.as_ref().map_or(state, |state| state.as_str().expect("a state"));
            for name in EVENTS {
                let answer = ask(&SHIPPED, &event(name, &fact, &json!([])));
                let follows = next(now, name);
                assert_eq!(answer["decision"], json!(follows.is_some()), "{name} in {state}, lapsed {lapsed}: {answer}");
                assert_eq!(answer["context"].get("nextState"), follows.as_ref(), "{name} in {state}");
                if follows.is_none() {
                    let reason = reason(&answer, "deal.transition_not_possible").expect("the reason");
                    assert_eq!(reason["found"], now);
                    let possible: Vec<&str> = EVENTS.into_iter().filter(|event| next(now, event).is_some()).collect();
                    assert_eq!(reason.get("allowed"), Some(json!(possible.join(", "))).filter(|_| !possible.is_empty()).as_ref());
                }
            }
        }
    }
}

#[test]
fn a_sale_that_needs_two_deals_is_covered_as_long_as_both_are_valid() {
    let policy = changed(|deal| {
        deal["gateRequires"]["value"] = json!("approved");
        deal["gateRequiresSpecialPrice"]["value"] = json!("registered");
    });
    let price = json!({"unitPrice": "7", "currency": "EUR", "unit": "TB"});
    let mut deals = [deal("registered", &json!("200 TB")), deal("approved", &json!("200 TB"))];
    (deals[0]["price"], deals[1]["id"], deals[1]["expiresAt"]) = (price.clone(), json!("y"), json!("2026-06-25T00:00:00Z"));
    let sale = json!({"plan": "reserved", "volume": "150 TB", "price": price});
    let result = &check(&policy, &json!(0), &sale, &json!(deals))["context"]["deal"];
    assert_eq!([&result["satisfiedBy"], &result["validUntil"]], ["x", "2026-06-25T00:00:00Z"]);
}

#[test]
fn in_the_scope_of_an_order_each_part_stands_alone() {
    let policy = changed(set("/volumeScope/value", json!("order")));
    let sold = |before: u64, sale: u64| check(&policy, &json!(before), &reserved(&json!(sale)), &json!([]))["decision"].clone();
    assert_eq!([sold(0, 101 * TB), sold(0, 60 * TB), sold(60 * TB, 41 * TB)], [json!(false), json!(true), json!(true)]);
}

#[test]
fn where_every_sale_needs_a_deal_no_total_is_named() {
    let policy = changed(|deal| {
        deal["threshold"]["value"] = json!("0 B");
        deal["thresholdInclusive"]["value"] = json!(true);
    });
    let answer = check(&policy, &json!(0), &reserved(&json!(0)), &json!([]));
    assert_eq!(reason(&answer, "deal.registration_required").expect("denied").get("allowed"), None);
}

#[test]
fn which_states_claim_a_customer_is_a_setting() {
    let mut other = deal("registered", &json!("900 TB"));
    (other["id"], other["registeredBy"]) = (json!("y"), json!("cp"));
    let request = event("register", &deal("draft", &json!("150 TB")), &json!([other]));
    let answer = ask(&SHIPPED, &request);
    assert_eq!(answer["decision"], json!(false));
    let said = answer["context"]["reasons"].to_string();
    for figure in ["900", "cp", "2026-06-01", "`y`"] {
        assert!(!said.contains(figure), "{figure} of another account's deal is said: {said}");
    }
    let approved = changed(set("/registration/claimStates/value", json!(["approved"])));
    assert_eq!(ask(&approved, &request)["decision"], json!(true));
    // Nothing is claimed by being registered, so the customer's deals need not be given either.
    let mut alone = request.clone();
    alone.as_object_mut().expect("an object").remove("deals");
    assert_eq!(ask(&approved, &alone)["decision"], json!(true));
    assert_eq!(ask(&SHIPPED, &alone)[0]["pointer"], "/deals");
}

#[test]
fn any_second_deal_may_be_registered_where_the_policy_says_so() {
    let mut own = deal("registered", &json!("150 TB"));
    own["id"] = json!("y");
    let request = event("register", &deal("draft", &json!("150 TB")), &json!([own]));
    assert_eq!(ask(&SHIPPED, &request)["decision"], json!(false));
    assert_eq!(ask(&changed(set("/registration/secondDeal/value", json!("any"))), &request)["decision"], json!(true));
}

#[test]
fn the_edges_of_own_margin_are_a_setting() {
    let sale = |seller: &str| {
        json!({"plan": "reserved", "volume": 1, "edge": {"seller": seller, "buyer": "customer"},
            "price": {"unitPrice": "1", "currency": "EUR", "unit": "TB"}})
    };
    let decide = |policy: &CompiledPolicy, seller: &str| check(policy, &json!(0), &sale(seller), &json!([]))["decision"].clone();
    assert_eq!(decide(&SHIPPED, "partner"), json!(true));
    assert_eq!(decide(&changed(set("/ownMarginEdges/value", json!([]))), "partner"), json!(false));
    let one = changed(set("/ownMarginEdges/value", json!([{"seller": "distributor", "buyer": "customer"}])));
    assert_eq!([decide(&one, "partner"), decide(&one, "distributor")], [json!(false), json!(true)]);
    let none = changed(|deal| drop(deal.as_object_mut().expect("an object").remove("ownMarginEdges")));
    assert_eq!(decide(&none, "partner"), json!(false));
}

#[test]
fn the_lifecycle_is_data() {
    let transitions = |extra: Value| {
        move |deal: &mut Value| {
            deal["registration"]["lifecycle"]["transitions"].as_array_mut().expect("transitions").push(extra.clone());
        }
    };
    let again = changed(transitions(json!({"event": "approve", "from": ["rejected"], "to": "approved", "source": "default"})));
    let request = event("approve", &deal("rejected", &json!("150 TB")), &json!([]));
    assert_eq!(ask(&SHIPPED, &request)["decision"], json!(false));
    assert_eq!(ask(&again, &request)["context"]["nextState"], "approved");
    let none = changed(|deal| drop(deal.as_object_mut().expect("an object").remove("registration")));
    let answer = ask(&none, &event("register", &deal("draft", &json!("150 TB")), &json!([])));
    assert_eq!(reason(&answer, "deal.transition_not_possible").expect("denied")["rule"], "registration");
    assert_eq!(check(&none, &json!(0), &reserved(&json!(1)), &json!([]))["decision"], json!(true));
}

#[test]
fn a_lifecycle_that_deals_cannot_have_is_not_loaded() {
    let nowhere = json!({"event": "register", "from": ["draft"], "source": "default"});
    for (pointer, value, expected) in [
        ("/states/0/id", json!("won"), "policy.unknown_reference"),
        ("/transitions/1/event", json!("aprove"), "policy.unknown_reference"),
        ("/transitions/1/from/0", json!("new"), "policy.unknown_reference"),
        ("/initial", json!("new"), "policy.unknown_reference"),
        ("/transitions/0", nowhere, "input.missing_field"),
        ("/transitions/2/event", json!("approve"), "input.duplicate_id"),
    ] {
        let change = |deal: &mut Value| *deal["registration"]["lifecycle"].pointer_mut(pointer).expect("a place") = value.clone();
        let answer = with(change, &[], &json!({})).expect_err("issues");
        let at = if expected == "input.missing_field" { format!("{pointer}/to") } else { pointer.to_owned() };
        let said = format!("\"code\":\"{expected}\",\"pointer\":\"/deal/registration/lifecycle{at}\"");
        assert!(answer.text.contains(&said), "{said}: {}", answer.text);
    }
}

#[test]
fn loaded_facts_win_over_what_a_request_says_of_a_deal() {
    let directory = json!({
        "kind": "directory", "name": "facts", "version": "1", "effectiveFrom": "2026-01-01", "description": "", "sources": [],
        "directory": {
            "accounts": [{"id": "v", "type": "vendor"}, {"id": "d", "type": "distributor", "parent": "v"}, {"id": "e", "type": "distributor", "parent": "v"}],
            "users": [{"id": "boss", "type": "user", "account": "v", "roles": ["admin"]}, {"id": "u", "type": "user", "account": "d", "roles": ["staff"]}],
            "resources": [{"id": "x", "type": "deal", "account": "d"}]
        }
    });
    let policy = with(|_| {}, &[directory], &json!({})).unwrap_or_else(|answer| panic!("{}", answer.text));
    let request = |action: &str, user: &str, id: &str, by: &str| {
        let state = if action == "register" { "draft" } else { "registered" };
        let mut fact = deal(state, &json!("150 TB"));
        (fact["id"], fact["registeredBy"]) = (json!(id), json!(by));
        ask(&policy, &json!({"action": action, "subject": {"type": "user", "id": user}, "deal": fact, "deals": []}))
    };
    assert_eq!(request("approve", "boss", "x", "d")["decision"], json!(true));
    assert_eq!(request("approve", "boss", "x", "e")[0]["code"], "directory.fact_conflict");
    assert_eq!(request("approve", "boss", "x", "e")[0]["pointer"], "/deal/registeredBy");
    // A deal that is not loaded cannot be approved here; a new one can be registered.
    assert_eq!(request("approve", "boss", "z", "d")["decision"], json!(false));
    assert_eq!(request("register", "u", "z", "d")["decision"], json!(true));
    assert_eq!(request("register", "u", "z", "e")["decision"], json!(false));
}
