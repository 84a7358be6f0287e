//! Allocations over random figures: lists and totals give one answer, what help names passes and a step beyond does not, no
//! figure above the actor shows.

use std::time::Instant;

use crate::support::allocation::{SHIPPED, STRICT, TB, ask, chain, change, has, reasons, update, verdict, with};
use channel_policy::{CompiledPolicy, Operation};
use proptest::prelude::*;
use serde_json::{Value, json};

/// A capacity of an answer in bytes.
fn bytes(value: &Value) -> u64 {
    let (number, unit) = value.as_str().and_then(|text| text.split_once(' ')).expect("a capacity");
    let unit = ["B", "kB", "MB", "GB", "TB", "PB", "EB"].iter().position(|known| *known == unit).expect("a unit");
    number.parse::<u64>().expect("an integer") * 1000_u64.pow(u32::try_from(unit).expect("a small number"))
}

/// Every reason that names a value passes with it at its pointer, and not with one `step` beyond.
fn suggestions_hold(policy: &CompiledPolicy, request: &Value, step: u64) -> Result<(), TestCaseError> {
    let answer = ask(policy, request);
    for reason in reasons(&answer).iter().filter(|reason| reason.get("allowed").is_some()) {
        let (pointer, code) = (reason["pointer"].as_str().expect("a pointer"), &reason["code"]);
        let again = |value: u64| {
            let mut request = request.clone();
            *request.pointer_mut(pointer).expect("a place") = json!(value);
            ask(policy, &request)
        };
        let named: Vec<&str> = reason["allowed"].as_str().expect("a text").split(", ").collect();
        let [allowed] = *named else {
            // Of a step both neighbours are named.
            for value in named {
                prop_assert!(!has(&again(bytes(&json!(value))), code), "{value} still gives {code}: {request}");
            }
            continue;
        };
        let allowed = bytes(&json!(allowed));
        prop_assert!(!has(&again(allowed), code), "{allowed} still gives {code}: {request}");
        let shrinks = code.as_str().is_some_and(|code| code.contains("insufficient") || code.contains("overdrawn"));
        if shrinks {
            prop_assert!(has(&again(allowed + step), code), "{allowed} is not the largest: {request}");
        } else if let Some(beyond) = allowed.checked_sub(step).filter(|beyond| *beyond > 0) {
            // Of several rules that keep an amount up the strictest one is named.
            let answer = again(beyond);
            prop_assert!(
                answer["decision"] == false || answer["context"]["obligations"] != json!([]),
                "{allowed} is not the least: {request}"
            );
        }
    }
    if let Some(accepted) = answer["context"].get("accepted") {
        let at = if request["action"] == "transfer" { "/allocation/allocatedCapacity" } else { "/requestedCapacity" };
        let decided = |value: u64| {
            let mut request = request.clone();
            *request.pointer_mut(at).expect("a place") = json!(value);
            ask(policy, &request)["decision"].clone()
        };
        let (smallest, largest) = (bytes(&accepted["smallest"]), bytes(&accepted["largest"]));
        prop_assert_eq!(decided(smallest), json!(true), "smallest {} of {}", smallest, request);
        prop_assert_eq!(decided(largest), json!(true), "largest {} of {}", largest, request);
        prop_assert_eq!(decided(largest + step), json!(false), "above {} of {}", largest, request);
        if smallest > step {
            prop_assert_eq!(decided(smallest - step), json!(false), "below {} of {}", smallest, request);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn lists_and_totals_give_one_answer(
        sizes in prop::collection::vec((0..4_u64, any::<bool>()), 1..20), pick in any::<prop::sample::Index>(),
        action in prop::sample::select(vec!["create", "update", "delete", "reactivate", "transfer"]), requested in 0..60_u64, below: bool,
    ) {
        let item = |(index, (size, pending)): (usize, &(u64, bool))| {
            let mut item = json!({"id": format!("a{index}"), "allocatedCapacity": size * TB});
            if *pending { item["pendingDeletedAt"] = json!("2026-07-01T00:00:00Z"); }
            item
        };
        let items: Vec<Value> = sizes.iter().enumerate().map(item).collect();
        let own = items[pick.index(items.len())].clone();
        let total: u64 = sizes.iter().map(|(size, _)| size * TB).sum();
        let zeros = sizes.iter().filter(|(size, _)| *size == 0).count();
        let contract = |listed: bool| {
            let mut contract = json!({"id": "c", "distributorId": "d", "reservedCapacity": 40 * TB});
            if listed { contract["allocations"] = json!(items); } else {
                contract["allocatedCapacity"] = json!(total);
                contract["payPerUseCount"] = json!(zeros);
            }
            contract
        };
        let partner = |listed: bool| {
            let mut partner = json!({"id": "p", "allocatedCapacity": 40 * TB});
            if listed { partner["allocations"] = json!(items); } else {
                partner["allocatedBelow"] = json!(total);
                partner["accountCount"] = json!(items.len());
            }
            partner
        };
        let request = |listed: bool| {
            let mut request = json!({"action": action, "contract": contract(listed)});
            if action == "transfer" {
                request["target"] = contract(listed);
                request["target"]["id"] = json!("t");
                request["contract"] = json!({"id": "c", "distributorId": "d", "reservedCapacity": 99 * TB, "allocatedCapacity": 99 * TB});
                request["allocation"] = json!({"id": "moved", "allocatedCapacity": requested * TB});
                return request;
            }
            if below {
                request["contract"] = json!({"id": "c", "distributorId": "d"});
                request["partner"] = partner(listed);
            }
            if action != "create" {
                request["allocation"] = own.clone();
                request["allocation"]["accountCount"] = json!(0);
            }
            if ["create", "update"].contains(&action) { request["requestedCapacity"] = json!(requested * TB / 2); }
            request
        };
        let answer = ask(&SHIPPED, &request(true));
        prop_assert!(answer.get("decision").is_some(), "{answer}");
        prop_assert_eq!(answer, ask(&SHIPPED, &request(false)));
    }

    #[test]
    fn what_help_names_passes_below_a_partner(
        figures in prop::array::uniform3(0..60_u64), requested in 0..80_u64, used in prop::option::of(0..60_u64),
        overdraft in prop::array::uniform2(any::<bool>()), action in prop::sample::select(vec!["create", "update"]), strict: bool,
    ) {
        let mut extra = json!({
            "/requestedCapacity": requested, "/partner/allowOverdraft": overdraft[0], "/allocation/allowOverdraft": overdraft[1]
        });
        if let Some(used) = used {
            extra["/allocation/used"] = json!({"capacity": used, "measuredAt": "2026-06-20T11:30:00Z"});
        }
        let (policy, step) = if strict { (&*STRICT, 7) } else { (&*SHIPPED, 1) };
        suggestions_hold(policy, &chain(action, figures, &extra), step)?;
    }

    #[test]
    fn what_help_names_passes_for_partners_and_soon_after_increases(
        own in 0..60_u64, requested in 0..80_u64, below in 0..60_u64, used in 0..60_u64, recent: bool, strict: bool,
    ) {
        let changes = if recent { json!([change("2026-06-20T11:00:00Z", 0, own.max(1))]) } else { json!([]) };
        let used = json!({"capacity": used, "measuredAt": "2026-06-20T11:30:00Z"});
        let mut request = update(own, &json!({"used": used, "allocatedBelow": below, "changes": changes}), requested);
        request["contract"]["reservedCapacity"] = json!(70);
        request["contract"]["allocatedCapacity"] = json!(own + 10);
        let (policy, step) = if strict { (&*STRICT, 7) } else { (&*SHIPPED, 1) };
        suggestions_hold(policy, &request, step)?;
    }

    #[test]
    fn what_help_names_passes_for_transfers(reserved in 0..60_u64, allocated in 0..60_u64, own in 0..60_u64) {
        let contract = |id: &str, reserved: u64, allocated: u64| {
            json!({"id": id, "distributorId": "d", "reservedCapacity": reserved, "allocatedCapacity": allocated})
        };
        let request = json!({
            "action": "transfer", "contract": contract("c", 200, 200), "target": contract("t", reserved, allocated),
            "allocation": {"id": "a", "allocatedCapacity": own}
        });
        suggestions_hold(&SHIPPED, &request, 1)?;
    }

    #[test]
    fn one_more_decrease_is_fair_from_the_instant_that_help_names(days in prop::collection::vec(0..35_u32, 0..9), limit in 0..5_u32) {
        let policy = with(&[("/allocation/fairUse/decreases/value", json!(limit))]);
        let at = |days: u32| {
            let noon: jiff::Timestamp = "2026-06-20T12:00:00Z".parse().expect("an instant");
            (noon - jiff::SignedDuration::from_hours(24 * i64::from(days))).to_string()
        };
        let changes: Vec<Value> = days.iter().map(|days| change(&at(*days), 10 * TB, 9 * TB)).collect();
        let mut request = update(9 * TB, &json!({"changes": changes, "allowOverdraft": true}), 8 * TB);
        let answer = ask(&policy, &request);
        let within = days.iter().filter(|days| **days < 30).count();
        let expected = within + 1 > usize::try_from(limit).expect("a small number");
        prop_assert_eq!(&answer["decision"], &json!(true));
        prop_assert_eq!(answer["context"]["obligations"] == json!([{"code": "review"}]), expected);
        let Some(reason) = reasons(&answer).iter().find(|reason| reason["code"] == "allocation.frequent_decreases") else { return Ok(()) };
        let Some((_, until)) = reason["help"].as_str().and_then(|help| help.split_once("wait until ")) else {
            prop_assert_eq!(limit, 0);
            return Ok(());
        };
        request["asOf"] = json!(until);
        let later = ask(&policy, &request);
        prop_assert!(!has(&later, &json!("allocation.frequent_decreases")), "{later}");
        let before = until.parse::<jiff::Timestamp>().expect("an instant") - jiff::SignedDuration::from_secs(1);
        request["asOf"] = json!(before.to_string());
        prop_assert!(has(&ask(&policy, &request), &json!("allocation.frequent_decreases")));
    }

    #[test]
    fn the_egress_that_the_reason_allows_is_fair_and_one_byte_more_is_not(stored in 0..60 * TB, egress in 0..200 * TB, ratio in 0..300_u32) {
        let policy = with(&[("/allocation/fairUse/egressRatioPercent/value", json!(ratio))]);
        let judge = |egress: u64| {
            let facts = json!({"changes": [], "monthEgress": egress, "monthAverageStored": stored});
            ask(&policy, &update(9 * TB, &facts, 8 * TB))
        };
        let code = json!("allocation.excessive_egress");
        let answer = judge(egress);
        prop_assert_eq!(&answer["decision"], &json!(true));
        prop_assert_eq!(has(&answer, &code), egress * 100 > stored * u64::from(ratio));
        prop_assert_eq!(answer["context"]["obligations"] == json!([{"code": "review"}]), has(&answer, &code));
        if let Some(reason) = reasons(&answer).iter().find(|reason| reason["code"] == code) {
            let allowed = bytes(&reason["allowed"]);
            prop_assert!(!has(&judge(allowed), &code));
            prop_assert!(has(&judge(allowed + 1), &code));
        }
    }

    #[test]
    fn an_answer_does_not_depend_on_figures_above_the_actor(
        hidden in prop::array::uniform2(prop::array::uniform4(1..60 * TB)), requested in 0..60 * TB, own in prop_oneof![Just(0), 1..20 * TB],
        used in prop::option::of(0..20 * TB), overdraft: bool, recent: bool, view in 0..4_usize,
    ) {
        // What is above the actor is replaced; where the decision stays, so does every byte of the answer.
        let request = |[a, b, c, d]: [u64; 4]| {
            let contract = json!({
                "id": "c", "distributorId": "d", "reservedCapacity": a + own, "allocatedCapacity": b + own,
                "costStorageGBCents": format!("{c}"), "currency": "EUR"
            });
            let changes = if recent { json!([change("2026-06-20T11:00:00Z", 0, own.max(1))]) } else { json!([]) };
            let mut allocation = json!({
                "id": "s", "allocatedCapacity": own, "allocatedBelow": 0, "allowOverdraft": overdraft, "changes": changes
            });
            if let Some(used) = used {
                allocation["used"] = json!({"capacity": used, "measuredAt": "2026-06-20T11:30:00Z"});
            }
            let mut request = json!({"action": "update", "contract": contract, "allocation": allocation, "requestedCapacity": requested});
            let partner = json!({"id": "p", "allocatedCapacity": c + own, "allocatedBelow": d + own});
            match view {
                0 => request["actor"] = json!("s"),
                1 => {
                    request["partner"] = json!({"id": "p", "allocatedCapacity": own, "allocatedBelow": own});
                }
                2 => {
                    request["partner"] = partner;
                    request["actor"] = json!("s");
                }
                _ => {
                    request["partner"] = partner;
                    request["actor"] = json!("stranger");
                    request["allocation"]["used"] = json!({"capacity": a % (20 * TB), "measuredAt": "2026-06-20T11:30:00Z"});
                    request["allocation"]["allocatedBelow"] = json!(b % (20 * TB));
                }
            }
            request
        };
        let [one, other] = hidden.map(|figures| ask(&SHIPPED, &request(figures)));
        if verdict(&one) == verdict(&other) {
            prop_assert_eq!(&one, &other);
        }
        if view != 1 && one.get("decision").is_some() {
            prop_assert_eq!(&one["context"]["headroom"], &json!({}));
            prop_assert_eq!(one["context"].get("accepted"), None);
        }
        for figure in hidden[0].iter().flat_map(|figure| [*figure, figure + own]).filter(|figure| *figure > TB && *figure != requested) {
            let shown = json!({"action": "create", "contract": {"id": "c", "reservedCapacity": figure, "allocatedCapacity": 0}, "requestedCapacity": 0});
            let shown = ask(&SHIPPED, &shown)["context"]["headroom"]["before"].clone();
            prop_assert!(!one.to_string().contains(shown.as_str().expect("a capacity")), "{figure} in {one}");
        }
    }

    #[test]
    fn a_deletion_passes_at_the_instant_that_help_names(hours in 0..1000_i64) {
        let noon: jiff::Timestamp = "2026-06-20T12:00:00Z".parse().expect("an instant");
        let due = (noon + jiff::SignedDuration::from_hours(hours)).to_string();
        let contract = json!({"id": "c", "reservedCapacity": "9 TB", "allocatedCapacity": "9 TB"});
        let mut request = json!({"action": "delete", "contract": contract, "allocation": {"id": "s", "allocatedCapacity": "1 TB", "accountCount": 0}, "dueAt": due});
        let answer = ask(&SHIPPED, &request);
        prop_assert_eq!(&answer["decision"], &json!(hours >= 720));
        if hours < 720 {
            request["dueAt"] = reasons(&answer)[0]["allowed"].clone();
            prop_assert_eq!(&ask(&SHIPPED, &request)["context"]["dueAt"], &json!("2026-07-20T12:00:00Z"));
        }
    }
}

#[test]
fn a_contract_with_a_hundred_thousand_allocations_is_judged_soon_and_like_its_total() {
    let items: Vec<Value> =
        (0..100_000).map(|index| json!({"id": format!("3f3b9a1e-52c1-4a57-9d1a-{index:012}"), "allocatedCapacity": 5 * TB})).collect();
    let request = |contract: Value| json!({"action": "create", "contract": contract, "requestedCapacity": 5 * TB + 1});
    let listed = request(json!({"id": "c", "reservedCapacity": "500.005 PB", "allocations": items})).to_string();
    let begin = Instant::now();
    let answer = SHIPPED.evaluate(Operation::Allocation, Some(1_781_956_800_000), listed.as_bytes());
    let taken = begin.elapsed();
    let total = json!({"id": "c", "reservedCapacity": "500.005 PB", "allocatedCapacity": "500 PB", "payPerUseCount": 0});
    let total = SHIPPED.evaluate(Operation::Allocation, Some(1_781_956_800_000), request(total).to_string().as_bytes());
    assert_eq!(answer, total);
    assert!(answer.text.contains("\"allowed\":\"5 TB\""), "{}", answer.text);
    assert!(taken.as_secs() < 10, "{taken:?} without optimisation");
}
