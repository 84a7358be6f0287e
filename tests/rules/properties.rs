//! What must hold for every figure: exact decimals, suggestions that are accepted, deals that cannot be avoided by
//! splitting, bills that add up. Independent libraries are the oracles.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation, RateQuery};
use proptest::prelude::*;
use rust_decimal::{Decimal, RoundingStrategy};
use serde_json::{Value, json};

static POLICY: LazyLock<CompiledPolicy> = LazyLock::new(|| support::impossible_cloud().1);

fn ask(operation: Operation, request: &Value) -> Value {
    support::ask(&POLICY, operation, request)
}

fn quote(bytes: u64) -> Value {
    ask(Operation::Quote, &json!({"allowSample": true, "plan": {"kind": "payPerUse", "volume": bytes}}))["context"]["quote"].clone()
}

fn allocation(action: &str, figures: &[u64; 3], requested: &Value, extra: &Value) -> Value {
    let [reserved, others, own] = figures;
    let mut request = json!({
        "action": action,
        "contract": {"id": "c", "reservedCapacity": reserved, "allocatedCapacity": others + own},
        "requestedCapacity": requested
    });
    if action == "update" {
        request["allocation"] = json!({"id": "a", "allocatedCapacity": own});
        for (key, value) in extra.as_object().into_iter().flatten() {
            request["allocation"][key] = value.clone();
        }
    }
    ask(Operation::Allocation, &request)
}

fn amount(value: &Value) -> Decimal {
    value.as_str().expect("an amount").parse().expect("a decimal")
}

const TB: u64 = 1_000_000_000_000;

proptest! {
    #[test]
    fn a_bill_is_the_larger_of_use_and_minimum_rounded_once(bytes in 0..5_000 * TB) {
        // Independent arithmetic: max(1 TB, use) × 7.99, half away from zero to cents.
        let billable = Decimal::from(bytes.max(TB)) / Decimal::from(TB);
        let expected = (billable * Decimal::new(799, 2)).round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
        let bill = quote(bytes);
        prop_assert_eq!(amount(&bill["total"]), expected);
        let sum: Decimal = bill["lines"].as_array().expect("lines").iter().map(|line| amount(&line["amount"])).sum();
        prop_assert_eq!(sum, expected);
    }

    #[test]
    fn columns_give_what_single_quotes_give(rows in prop::collection::vec(0..2_000 * TB, 1..8)) {
        let mut out = vec![0; rows.len()];
        let query = RateQuery { as_of_ms: 1_781_956_800_000, currency: None, allow_sample: true, ..RateQuery::default() };
        prop_assert!(POLICY.rate(&query, &rows, &mut out).is_ok());
        for (bytes, minor_units) in rows.iter().zip(&out) {
            prop_assert_eq!(amount(&quote(*bytes)["total"]), Decimal::new(*minor_units, 2));
        }
    }

    #[test]
    fn more_use_never_costs_less(a in 0..3_000 * TB, b in 0..3_000 * TB) {
        prop_assert!(amount(&quote(a.min(b))["total"]) <= amount(&quote(a.max(b))["total"]));
    }

    #[test]
    fn an_invoice_of_even_use_is_the_quote(bytes in 0..500 * TB) {
        let rows: Vec<Value> = (1..=28).map(|day| json!({"date": format!("2026-02-{day:02}"), "usage": bytes, "allocated_capacity": 0})).collect();
        let usage = json!({"name": "a", "client_id": "1", "allocated_capacity": 0, "daily_usage": rows});
        let period = json!({"start": "2026-02-01", "end": "2026-03-01"});
        let invoice = ask(Operation::Invoice, &json!({"allowSample": true, "period": period, "accounts": [{"customerId": "k", "usage": usage}]}));
        let quote = ask(Operation::Quote, &json!({"allowSample": true, "period": period, "plan": {"kind": "payPerUse", "volume": bytes}}));
        let lines = |bill: &Value| -> Vec<Value> {
            let line = |line: &Value| json!([line["kind"], line["quantity"], line["unitPrice"], line["amountExact"], line["amount"], line["working"]]);
            bill["lines"].as_array().expect("lines").iter().map(line).collect()
        };
        prop_assert_eq!(lines(&invoice["context"]["invoice"]), lines(&quote["context"]["quote"]));
        prop_assert_eq!(&invoice["context"]["invoice"]["total"], &quote["context"]["quote"]["total"]);
    }

    #[test]
    fn what_help_allows_is_allowed(figures in prop::array::uniform3(0..200 * TB), requested in 0..400 * TB, used in 0..200 * TB, update: bool) {
        let used = json!({"used": {"capacity": used, "measuredAt": "2026-06-20T11:30:00Z"}});
        let (action, figures) = if update { ("update", figures) } else { ("create", [figures[0], figures[1], 0]) };
        let answer = allocation(action, &figures, &json!(requested), &used);
        for reason in answer["context"]["reasons"].as_array().expect("reasons").iter().filter(|reason| reason["effect"] == "deny") {
            if let Some(allowed) = reason.get("allowed") {
                let again = allocation(action, &figures, allowed, &used);
                let reasons = again["context"]["reasons"].as_array().expect("reasons");
                prop_assert!(!reasons.iter().any(|other| other["code"] == reason["code"]), "{} still gives {}", allowed, reason["code"]);
            }
        }
        if let Some(accepted) = answer["context"].get("accepted") {
            for bound in ["smallest", "largest"] {
                prop_assert_eq!(&allocation(action, &figures, &accepted[bound], &used)["decision"], &json!(true));
            }
        }
    }

    #[test]
    fn headroom_is_reserved_less_allocated_and_never_negative(figures in prop::array::uniform3(0..100 * TB), requested in 0..100 * TB) {
        let [reserved, others, _] = figures;
        let answer = allocation("create", &[reserved, others, 0], &json!(requested), &json!({}));
        let expected = requested == 0 || requested <= reserved.saturating_sub(others);
        prop_assert_eq!(&answer["decision"], &json!(expected));
    }

    #[test]
    fn splitting_a_sale_does_not_avoid_registration(before in 0..150 * TB, sale in 1..150 * TB, part in 0..100_u64) {
        let check = |before: u64, sale: u64| {
            let request = json!({"action": "check", "customer": {"id": "k", "volume": before}, "sale": {"plan": "reserved", "volume": sale}});
            ask(Operation::Deal, &request)["context"]["deal"]["required"] == json!(true)
        };
        let first = sale / 100 * part;
        let split = check(before, first) || check(before + first, sale - first);
        prop_assert_eq!(check(before, sale), split);
    }

    #[test]
    fn capacities_read_back_to_what_was_printed(bytes in 0..9_007_199_254_740_991_u64) {
        let headroom = |reserved: Value| {
            let request = json!({"action": "create", "contract": {"id": "c", "reservedCapacity": reserved, "allocatedCapacity": 0}, "requestedCapacity": 0});
            ask(Operation::Allocation, &request)["context"]["headroom"]["before"].clone()
        };
        let printed = headroom(json!(bytes));
        prop_assert_eq!(headroom(printed.clone()), printed);
    }

    #[test]
    fn decimals_print_as_they_were_read(units in 0..1_000_000_000_000_i64, scale in 0..=12_u32) {
        let price = Decimal::new(units, scale).to_string();
        let request = json!({"action": "check", "customer": {"id": "k", "volume": 0}, "sale": {"plan": "reserved", "volume": 1, "price": {"unitPrice": price, "currency": "EUR", "unit": "EB"}}});
        let answer = ask(Operation::Deal, &request);
        let reasons = answer["context"]["reasons"].as_array().expect("reasons");
        let found = reasons.iter().find(|reason| reason["code"] == "deal.special_price").expect("no list is in force");
        prop_assert_eq!(found["found"].as_str().expect("found"), format!("{price} EUR per EB"));
    }
}
