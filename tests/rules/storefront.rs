//! Ordering and subscriptions: every state with every event against a table written apart, and numbers that
//! reasons name and that pass.

use crate::support::store::{ON_BASE, POLICY, event, fact, obligations, order, verdict, with};
use proptest::prelude::*;
use serde_json::{Value, json};

const EVENTS: [&str; 18] = [
    "approve",
    "decline",
    "execute",
    "drop",
    "provisioned",
    "provisioningFailed",
    "reprovision",
    "giveUp",
    "suspend",
    "reactivate",
    "changeQuantity",
    "scheduleQuantityChange",
    "requestCancellation",
    "withdrawCancellation",
    "rejectCancellation",
    "acceptImmediate",
    "acceptAtPeriodEnd",
    "periodEnded",
];

/// Every state with what may happen in it and where that leads; `^` is the state before.
const LIFE: [(&str, &[(&str, &str)]); 10] = [
    ("pending_approval", &[("approve", "in_progress"), ("decline", "rejected")]),
    ("pending_execution", &[("execute", "in_progress"), ("drop", "cancelled")]),
    ("in_progress", &[("provisioned", "active"), ("provisioningFailed", "failed")]),
    (
        "active",
        &[
            ("suspend", "suspended"),
            ("changeQuantity", "active"),
            ("scheduleQuantityChange", "active"),
            ("requestCancellation", "pending_cancellation"),
        ],
    ),
    ("suspended", &[("reactivate", "active"), ("requestCancellation", "pending_cancellation")]),
    (
        "pending_cancellation",
        &[
            ("withdrawCancellation", "^"),
            ("rejectCancellation", "^"),
            ("acceptImmediate", "cancelled"),
            ("acceptAtPeriodEnd", "cancellation_scheduled"),
        ],
    ),
    ("cancellation_scheduled", &[("periodEnded", "cancelled")]),
    ("failed", &[("reprovision", "in_progress"), ("giveUp", "cancelled")]),
    ("cancelled", &[]),
    ("rejected", &[]),
];

#[test]
fn every_state_with_every_event_leads_where_the_table_says_or_nowhere() {
    let mut possible = 0;
    for (state, life) in LIFE {
        let reachable: Vec<&str> = life.iter().map(|(event, _)| *event).collect();
        for name in EVENTS {
            for former in ["active", "suspended"] {
                let mut subscription = fact(state);
                subscription["formerState"] = json!(former);
                subscription["periodEnd"] = json!("2026-06-20T12:00:00Z");
                if state == "pending_cancellation" {
                    let kind = if name == "acceptAtPeriodEnd" { "endOfBillingPeriod" } else { "immediate" };
                    subscription["cancellation"] = json!({"kind": kind, "requestedBy": "u-1", "requestedAt": "2026-06-19T09:00:00Z"});
                }
                // What failed is no part of the total, and counts again.
                let total = if state == "failed" { "1 TB" } else { "51 TB" };
                let answer = event(&POLICY, name, &subscription, &json!({"capacity": {"volume": total}}));
                let context = &answer["context"];
                assert_eq!(context["reachable"], json!(reachable), "{state} {name}");
                if let Some((_, to)) = life.iter().find(|(event, _)| *event == name) {
                    possible += 1;
                    assert_eq!(verdict(&answer), "true", "{state} {name}: {answer}");
                    assert_eq!(context["nextState"], if *to == "^" { former } else { to }, "{state} {name}");
                } else {
                    assert_eq!(verdict(&answer), "false subscription.transition_not_possible", "{state} {name}: {answer}");
                    assert_eq!(context.get("nextState"), None);
                    assert_eq!(context["reasons"][0]["allowed"], reachable.join(", "), "{state} {name}");
                    assert_eq!(obligations(&answer), [""; 0]);
                }
            }
        }
    }
    assert_eq!(possible, 2 * 19);
}

fn allowed(answer: &Value, reason: usize) -> u64 {
    answer["context"]["reasons"][reason]["allowed"].as_str().expect("a value that passes").parse().expect("a number")
}

proptest! {
    #[test]
    fn the_quantity_that_a_limit_names_passes_and_one_more_does_not(limit in 1..60_u32, above in 1..1000_u32) {
        let policy = with(&[("/products/1/maxQuantity", json!(limit))]);
        let lines = |quantity: u64| json!({"lines": [
            {"product": "sample-storage", "quantity": 1}, {"product": "sample-plus-1-tb", "quantity": quantity}
        ], "capacity": {"volume": "0 B", "deals": [{
            "id": "d", "customerId": "k-1", "state": "registered", "volume": "9 PB", "registeredAt": "2026-06-01T00:00:00Z"
        }]}});
        let answer = order(&policy, &lines(u64::from(limit + above)));
        prop_assert_eq!(verdict(&answer), "false order.quantity_limit");
        prop_assert_eq!(verdict(&order(&policy, &lines(allowed(&answer, 0)))), "true");
        prop_assert_eq!(verdict(&order(&policy, &lines(allowed(&answer, 0) + 1))), "false order.quantity_limit");
    }

    #[test]
    fn the_least_quantity_passes_and_one_less_does_not(least in 1..9_u32, below in 1..9_u32) {
        let policy = with(&[("/leastQuantity/value", json!(least))]);
        let mut subscription = fact("active");
        subscription["quantity"] = json!(20);
        let ask = |quantity: u64| event(&policy, "changeQuantity", &subscription, &json!({
            "quantity": quantity, "capacity": {"volume": "200 TB", "allowOverdraft": true}
        }));
        let answer = ask(u64::from(least.saturating_sub(below)));
        prop_assert_eq!(verdict(&answer), "false order.quantity_too_small");
        prop_assert_eq!(verdict(&ask(allowed(&answer, 0))), "true");
        prop_assert_eq!(verdict(&ask(allowed(&answer, 0) - 1)), "false order.quantity_too_small");
    }

    #[test]
    fn what_failed_comes_back_exactly_where_a_new_order_of_it_is_allowed(before in 1..200_u64, quantity in 1..20_u32, covered in 0..300_u64) {
        let capacity = json!({"volume": format!("{before} TB"), "deals": [{
            "id": "d", "customerId": "k-1", "state": "registered", "volume": format!("{covered} TB"), "registeredAt": "2026-06-01T00:00:00Z"
        }]});
        let mut failed = fact("failed");
        failed["quantity"] = json!(quantity);
        let again = event(&POLICY, "reprovision", &failed, &json!({"capacity": capacity}));
        let new = order(&POLICY, &json!({
            "subscriptions": ON_BASE(), "lines": [{"product": "sample-plus-10-tb", "quantity": quantity, "present": 0}], "capacity": capacity
        }));
        prop_assert_eq!(verdict(&again), verdict(&new));
        prop_assert_eq!(&again["context"]["deal"], &new["context"]["deal"]);
        let total = before + 10 * u64::from(quantity);
        prop_assert_eq!(again["decision"] == true, total <= 100 || total <= covered);
    }

    #[test]
    fn a_name_of_the_length_that_is_named_passes(shortest in 1..20_u64, more in 0..20_u64, length in 0..60_u64) {
        let longest = shortest + more;
        let policy = with(&[("/friendlyNameShortest/value", json!(shortest)), ("/friendlyNameLongest/value", json!(longest))]);
        let ask = |length: u64| order(&policy, &json!({"friendlyName": "ä".repeat(length.try_into().expect("small"))}));
        let answer = ask(length);
        if (shortest..=longest).contains(&length) {
            prop_assert_eq!(verdict(&answer), "true");
        } else {
            prop_assert_eq!(verdict(&answer), "false order.friendly_name_length");
            let named = allowed(&answer, 0);
            prop_assert_eq!(verdict(&ask(named)), "true");
            let beyond = if length < shortest { named - 1 } else { named + 1 };
            prop_assert_eq!(verdict(&ask(beyond)), "false order.friendly_name_length");
        }
    }

    #[test]
    fn the_quantities_that_cover_use_pass_and_one_less_does_not(
        (present, after) in prop::collection::vec(1..30_u64, 2).prop_flat_map(|present| {
            let after: Vec<_> = present.iter().map(|now| 1..=*now).collect();
            (Just(present), after)
        }),
        used in 0..400_u64,
    ) {
        // 1 TB of base, so many × 10 TB and so many × 1 TB.
        let before = 1 + present[0] * 10 + present[1];
        let ask = |after: &[u64]| order(&POLICY, &json!({
            "subscriptions": ON_BASE(), "capacity": {
                "volume": format!("{before} TB"), "used": {"capacity": format!("{used} TB"), "measuredAt": "2026-06-20T11:30:00Z"}
            }, "lines": [
                {"product": "sample-plus-10-tb", "quantity": after[0], "present": present[0]},
                {"product": "sample-plus-1-tb", "quantity": after[1], "present": present[1]}
            ]
        }));
        prop_assume!(after != present);
        let answer = ask(&after);
        let left = 1 + after[0] * 10 + after[1];
        prop_assert_eq!(answer["decision"].as_bool(), Some(left >= used), "{}", answer);
        let mut named = after.clone();
        for reason in answer["context"]["reasons"].as_array().expect("reasons") {
            prop_assert_eq!(&reason["code"], "order.below_used_capacity");
            let line = if reason["pointer"] == "/lines/0/quantity" { 0 } else { 1 };
            named[line] = reason["allowed"].as_str().expect("a quantity").parse().expect("a number");
        }
        if named == present {
            prop_assert_eq!(verdict(&ask(&named)), "false order.nothing_ordered");
        } else {
            prop_assert_eq!(verdict(&ask(&named)), "true");
        }
        for line in [0, 1].into_iter().filter(|line| named[*line] > after[*line]) {
            let mut less = named.clone();
            less[line] -= 1;
            if used <= before {
                let left = 1 + less[0] * 10 + less[1];
                prop_assert_eq!(ask(&less)["decision"].as_bool(), Some(left >= used));
            } else {
                prop_assert_eq!(ask(&less)["decision"].as_bool(), Some(false));
            }
        }
    }

    #[test]
    fn a_deal_of_the_volume_that_is_named_covers_the_order(before in 1..200_u64, more in 1..30_u64) {
        let ask = |deals: Value| order(&POLICY, &json!({
            "subscriptions": ON_BASE(), "lines": [{"product": "sample-plus-10-tb", "quantity": more, "present": 0}],
            "capacity": {"volume": format!("{before} TB"), "deals": deals}
        }));
        let answer = ask(json!([]));
        prop_assert_eq!(answer["decision"].as_bool(), Some(before + more * 10 <= 100));
        if answer["decision"] == false {
            let deal = |volume: &Value| json!([{
                "id": "d", "customerId": "k-1", "state": "registered", "volume": volume, "registeredAt": "2026-06-01T00:00:00Z"
            }]);
            prop_assert_eq!(obligations(&answer), ["register_deal"]);
            let named = &answer["context"]["obligations"][0]["params"]["volume"];
            prop_assert_eq!(verdict(&ask(deal(named))), "true");
            let short = json!((before + more * 10) * 1_000_000_000_000 - 1);
            prop_assert_eq!(verdict(&ask(deal(&short))), "false deal.registration_required deal.not_covering");
        }
    }

    #[test]
    fn at_the_time_that_is_named_the_period_is_over(minutes in 1..59_u32) {
        let end = format!("2026-06-20T12:{minutes:02}:00Z");
        let mut subscription = fact("cancellation_scheduled");
        subscription["periodEnd"] = json!(end);
        let ask = |as_of: &str| event(&POLICY, "periodEnded", &subscription, &json!({"asOf": as_of}));
        let answer = ask("2026-06-20T12:00:00Z");
        prop_assert_eq!(verdict(&answer), "false subscription.period_not_over");
        let named = answer["context"]["reasons"][0]["allowed"].as_str().expect("a time");
        prop_assert_eq!(verdict(&ask(named)), "true");
        let before = format!("2026-06-20T12:{:02}:59.999999999Z", minutes - 1);
        prop_assert_eq!(verdict(&ask(&before)), "false subscription.period_not_over");
    }

    #[test]
    fn orders_that_wait_keep_no_total_below_its_deal(parts in prop::collection::vec(1..30_u64, 1..6)) {
        let mut subscriptions = ON_BASE();
        let mut total = 1;
        for (index, part) in parts.iter().enumerate() {
            let ask = |volume: u64| order(&POLICY, &json!({
                "subscriptions": subscriptions, "lines": [{"product": "sample-plus-1-tb", "quantity": part, "present": 0}],
                "capacity": {"volume": format!("{volume} TB")}
            }));
            prop_assert_eq!(ask(total)["decision"].as_bool(), Some(total + part <= 100));
            prop_assert_eq!(&ask(total - 1)[0]["code"], "order.volume_too_small");
            subscriptions.as_array_mut().expect("a list").push(json!({
                "id": format!("o-{index}"), "product": "sample-plus-1-tb", "state": "pending_approval", "quantity": part
            }));
            total += part;
        }
    }
}
