//! Each setting and each model by hand-worked figures, where the shipped pack has others.

use channel_policy::{CompiledPolicy, Operation, load};
use serde_json::{Value, json};

use super::ask;
use super::packs::{OPEN, april, billed, compile, document, list, per_tb, policy, priced, quote, rules, set, total, whole_day};

#[test]
fn graduated_tiers_price_slices_and_volume_tiers_the_whole() {
    let tiers = json!([{"upTo": "10 TB", "unitPrice": "8", "flatFee": "1"}, {"upTo": "50 TB", "unitPrice": "7"}, {"unitPrice": "6", "flatFee": "2"}]);
    let graduated = priced(&json!({"model": "graduated", "tiers": tiers, "unit": "TB"}));
    // 10 × 8 + 1 = 81; 40 × 7 = 280; 10 × 6 + 2 = 62.
    for (volume, expected) in [("0 B", "0.00"), ("10 TB", "81.00"), ("11 TB", "88.00"), ("50 TB", "361.00"), ("60 TB", "423.00")] {
        assert_eq!(total(&graduated, volume), expected, "{volume}");
    }
    let lines = quote(&graduated, "60 TB")["lines"].clone();
    assert_eq!(lines[2]["tier"], 3);
    assert_eq!((&lines[2]["flatFee"], &lines[2]["id"]), (&json!("2"), &json!("usage:3")));
    // 10 × 8 + 1; 11 × 7 = 77; 60 × 6 + 2 = 362.
    let volume = priced(&json!({"model": "volume", "tiers": tiers, "unit": "TB"}));
    for (bytes, expected) in [("0 B", "0.00"), ("10 TB", "81.00"), ("11 TB", "77.00"), ("60 TB", "362.00")] {
        assert_eq!(total(&volume, bytes), expected, "{bytes}");
    }
    let at_zero = priced(&json!({"model": "volume", "tiers": tiers, "unit": "TB", "atZeroUse": set(json!(true))}));
    assert_eq!(total(&at_zero, "0 B"), "1.00");
}

#[test]
fn stairsteps_flats_packages_and_percentages_cost_what_their_names_say() {
    let stairs = json!({"model": "stairstep", "unit": "TB", "tiers": [{"upTo": "1 TB", "flatFee": "5"}, {"flatFee": "20"}]});
    assert_eq!(["0 B", "1 TB", "1.000000000001 TB"].map(|volume| total(&priced(&stairs), volume)), ["0.00", "5.00", "20.00"]);
    let flat = priced(&json!({"model": "flat", "amount": "12.50"}));
    assert_eq!(["0 B", "9 TB"].map(|volume| total(&flat, volume)), ["12.50", "12.50"]);
    // 2.5 packages of 2 TB at 10: up 30, down 20, exact 25.
    for (rounding, expected) in [("up", "30.00"), ("down", "20.00"), ("exact", "25.00")] {
        let package = json!({"model": "package", "packagePrice": "10", "size": "2 TB", "rounding": rounding, "unit": "TB"});
        assert_eq!(total(&priced(&package), "5 TB"), expected, "{rounding}");
    }
    // 80 % of 2 × 7.99 = 12.784, and 1 fixed: 13.784; at least 15; at most 13.
    let percentage = |more: Value| {
        let mut price = json!({"model": "percentage", "percent": "80", "unitPrice": "7.99", "unit": "TB", "fixed": "1"});
        price.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        priced(&price)
    };
    assert_eq!(total(&percentage(json!({})), "2 TB"), "13.78");
    assert_eq!(quote(&percentage(json!({"minimum": "15"})), "2 TB")["lines"][1]["kind"], "trueUp");
    assert_eq!(total(&percentage(json!({"minimum": "15"})), "2 TB"), "15.00");
    assert_eq!(total(&percentage(json!({"maximum": "13"})), "2 TB"), "13.00");
    assert_eq!(total(&percentage(json!({"minimum": "15"})), "0 B"), "0.00");
    assert_eq!(total(&percentage(json!({"minimum": "15", "atZeroUse": set(json!(true))})), "0 B"), "15.00");
}

#[test]
fn free_units_and_steps_come_before_tiers() {
    let free = json!({"payPerUse": {"price": per_tb("10"), "free": set(json!("1 TB")), "source": "default"}});
    let free = policy(&json!({}), &list(&per_tb("10"), &free));
    assert_eq!(["1 TB", "1.5 TB"].map(|volume| total(&free, volume)), ["0.00", "5.00"]);
    let working = quote(&free, "1.5 TB")["lines"][0]["working"].clone();
    assert_eq!(working, "42000000000000 byte-days / 28 days = 1.5 TB; priced from 0 to 0.5 TB; 0.5 TB × 10 EUR/TB = 5, rounded 5.00");
    // 1.2 TB are 2 TB in steps of 1 TB.
    let step = policy(&json!({"quantityStep": "1 TB"}), &list(&per_tb("10"), &json!({})));
    assert_eq!(["1 TB", "1.2 TB"].map(|volume| total(&step, volume)), ["10.00", "20.00"]);
}

#[test]
fn a_month_becomes_one_quantity_as_the_rules_say() {
    // 30 TB on 10 of 30 days, the account created on the 16th: 300/30 = 10 TB; 300/15 = 20 TB; peak 30; last day 0.
    let days = || (16..=30).map(|day| whole_day(day, if day < 26 { "30 TB" } else { "0 TB" }, "0 B"));
    let mut request = april(days(), &json!({}));
    request["accounts"][0]["createdOn"] = json!("2026-04-16");
    for (averaging, expected) in [
        ("calendarMean", "10.00"),
        ("activeDaysMean", "20.00"),
        ("peak", "30.00"),
        ("lastDay", "0.00"),
        ("dailyPeakMean", "10.00"),
        ("p95", "30.00"),
    ] {
        let policy = policy(&json!({"averaging": averaging}), &list(&per_tb("1"), &json!({})));
        assert_eq!(billed(&policy, &request), expected, "{averaging}");
    }
    // 6 TB for an hour and nothing else on the 1st: its peak is 6 TB, and 6/30 = 0.2 TB over the month.
    let hours = json!([
        {"start": "2026-04-01T00:00:00Z", "end": "2026-04-01T01:00:00Z", "usage": "6 TB"},
        {"start": "2026-04-01T01:00:00Z", "end": "2026-05-01T00:00:00Z", "usage": "0 B"}
    ]);
    let mut request = april(core::iter::empty(), &json!({}));
    request["accounts"][0]["samples"] = hours;
    let peaks = policy(&json!({"averaging": "dailyPeakMean"}), &list(&per_tb("1"), &json!({})));
    assert_eq!(billed(&peaks, &request), "0.20");
}

#[test]
fn a_daily_floor_counts_on_each_day_of_the_account_and_is_needed() {
    // 10 days of 30 TB and 5 of nothing, which count as 3 TB; the 15 before the account as nothing: 315/30 = 10.5 TB.
    let days = (16..=30).map(|day| whole_day(day, if day < 26 { "30 TB" } else { "0 TB" }, "0 B"));
    let mut request = april(days, &json!({}));
    request["accounts"][0]["createdOn"] = json!("2026-04-16");
    let floor = |floor: &str| policy(&json!({"averaging": "dailyFloor", "dailyFloor": floor}), &list(&per_tb("1"), &json!({})));
    assert_eq!(billed(&floor("3 TB"), &request), "10.50");
    assert_eq!(billed(&floor("30 TB"), &request), "15.00");
    assert_eq!(billed(&floor("0 B"), &request), "10.00");
    let line = ask(&floor("3 TB"), Operation::Invoice, &request)["context"]["invoice"]["lines"][0].clone();
    assert_eq!(line["working"], "daily floor: 315000000000000 byte-days / 30 days = 10.5 TB; 10.5 TB × 1 EUR/TB = 10.5, rounded 10.50");
    let without = document("billing", "b", OPEN, &rules(&json!({"averaging": "dailyFloor"})));
    let bundle = json!({"documents": [{"source": "b", "text": without.to_string()}]});
    let answer = load(bundle.to_string().as_bytes()).expect_err("no floor").text;
    assert!(answer.contains("input.missing_field") && answer.contains("/billing/dailyFloor"), "{answer}");
}

#[test]
fn the_95th_percentile_is_the_second_largest_day_of_a_month() {
    // Rank ⌈0.95 × 30⌉ = 29 of 30.
    let p95 = policy(&json!({"averaging": "p95"}), &list(&per_tb("1"), &json!({})));
    let at =
        |high: u32| billed(&p95, &april((1..=30).map(|day| whole_day(day, if day <= high { "30 TB" } else { "1 TB" }, "0 B")), &json!({})));
    assert_eq!([at(0), at(1), at(2)], ["1.00", "1.00", "30.00"]);
    // An account of one day: 29 days of nothing.
    let mut one = april(core::iter::once(whole_day(1, "30 TB", "0 B")), &json!({}));
    one["accounts"][0]["deletedOn"] = json!("2026-04-02");
    assert_eq!(billed(&p95, &one), "0.00");
    one["accounts"][0]["deletedOn"] = json!("2026-04-03");
    assert_eq!(billed(&p95, &one), "30.00");
}

#[test]
fn free_units_come_off_before_a_minimum_by_day_too() {
    let at = |free: &str, by_day: bool, low: &str, high: &str| {
        let minimum = json!({"quantity": set(json!("1 TB")), "scope": set(json!("customer")), "atZeroUse": set(json!(true)), "byDay": set(json!(by_day))});
        let plan = json!({"price": per_tb("3"), "minimum": minimum, "free": set(json!(free)), "source": "default"});
        let policy = policy(&json!({}), &list(&per_tb("3"), &json!({"payPerUse": plan})));
        billed(&policy, &april((1..=30).map(|day| whole_day(day, if day <= 15 { low } else { high }, "0 B")), &json!({})))
    };
    // The same on each day: 1 TB either way. 1.5 TB of which 0.5 are free is the minimum exactly.
    for by_day in [false, true] {
        assert_eq!(at("0.5 TB", by_day, "0.5 TB", "0.5 TB"), "3.00", "{by_day}");
        assert_eq!(at("0.5 TB", by_day, "1.5 TB", "1.5 TB"), "3.00", "{by_day}");
        assert_eq!(at("0.5 TB", by_day, "1.6 TB", "1.6 TB"), "3.30", "{by_day}");
    }
    // Nothing and 3 TB, 1 TB free: by month 1.5 − 1 = 0.5, so 1 TB; by day (1 + 2) / 2 = 1.5 TB.
    assert_eq!(at("1 TB", false, "0 B", "3 TB"), "3.00");
    assert_eq!(at("1 TB", true, "0 B", "3 TB"), "4.50");
}

#[test]
fn a_day_on_which_a_plan_held_for_a_part_is_a_day_of_that_plan() {
    // One account is pay-per-use in the morning, the other in the afternoon of the 1st: 0.2 TB on one day, at least 1 TB
    // by day: 1 TB-day at 30 is 1.00; reserved are 1 × 30.
    let minimum =
        json!({"quantity": set(json!("1 TB")), "scope": set(json!("customer")), "atZeroUse": set(json!(true)), "byDay": set(json!(true))});
    let plan = json!({"price": per_tb("30"), "minimum": minimum, "source": "default"});
    let policy = policy(&json!({}), &list(&per_tb("30"), &json!({"payPerUse": plan})));
    let (start, noon, end) = ("2026-04-01T00:00:00Z", "2026-04-01T12:00:00Z", "2026-05-01T00:00:00Z");
    let sample = |from: &str, to: &str, usage: &str, allocated: &str| json!({"start": from, "end": to, "usage": usage, "allocated_capacity": allocated});
    let account = |id: &str, samples: Value| json!({"customerId": "k", "usage": {"name": id, "client_id": id, "allocated_capacity": 0, "daily_usage": []}, "samples": samples});
    let morning = account("a", json!([sample(start, noon, "0.2 TB", "0 B"), sample(noon, end, "0 B", "0.5 TB")]));
    let next = "2026-04-02T00:00:00Z";
    let afternoon = account(
        "b",
        json!([sample(start, noon, "0 B", "0.5 TB"), sample(noon, next, "0.2 TB", "0 B"), sample(next, end, "0 B", "0.5 TB")]),
    );
    let mut request =
        april(core::iter::empty(), &json!({"contract": {"id": "c", "reservedCapacity": "1 TB", "allocatedCapacity": "1 TB"}}));
    request["accounts"] = json!([morning, afternoon]);
    assert_eq!(billed(&policy, &request), "31.00");
}

#[test]
fn a_first_tiers_fee_at_zero_use_is_charged_once_where_either_list_charges_it() {
    let at = |model: &str, [first, second]: [bool; 2]| {
        let tiers = |fee: &str, at_zero: bool| json!({"model": model, "unit": "TB", "tiers": [{"unitPrice": "1", "flatFee": fee}], "atZeroUse": set(json!(at_zero))});
        let lists = [("2020-01-01", "2026-04-16", tiers("1", first)), ("2026-04-16", "", tiers("2", second))];
        let mut documents = vec![document("billing", "b", OPEN, &rules(&json!({})))];
        documents.extend(lists.map(|(from, to, price)| document("priceList", "l", [from, to], &list(&price, &json!({})))));
        billed(&compile(&documents), &april((1..=30).map(|day| whole_day(day, "0 B", "0 B")), &json!({})))
    };
    for model in ["graduated", "volume"] {
        assert_eq!([[false, false], [true, false], [false, true]].map(|both| at(model, both)), ["0.00", "1.00", "2.00"], "{model}");
    }
    assert_eq!(at("graduated", [true, true]), "1.00");
}

#[test]
fn the_minimum_goes_by_month_or_day_and_by_the_days_that_there_were() {
    let minimum = |more: Value| {
        let mut minimum = json!({"quantity": set(json!("1 TB")), "scope": set(json!("customer")), "atZeroUse": set(json!(true))});
        minimum.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        policy(&json!({}), &list(&per_tb("3"), &json!({"payPerUse": {"price": per_tb("3"), "minimum": minimum, "source": "default"}})))
    };
    // 2 TB on 15 days and nothing on 15: 1 TB on average, which is the minimum; by day (15 × 2 + 15 × 1) / 30 = 1.5 TB.
    let request = april((1..=30).map(|day| whole_day(day, if day <= 15 { "2 TB" } else { "0 B" }, "0 B")), &json!({}));
    assert_eq!(billed(&minimum(json!({})), &request), "3.00");
    assert_eq!(billed(&minimum(json!({"byDay": set(json!(true))})), &request), "4.50");
    // An account of the last 15 days without use: 1 TB, or half of it.
    let mut late = april((16..=30).map(|day| whole_day(day, "0 B", "0 B")), &json!({}));
    late["accounts"][0]["createdOn"] = json!("2026-04-16");
    assert_eq!(billed(&minimum(json!({})), &late), "3.00");
    assert_eq!(billed(&minimum(json!({"prorate": set(json!(true))})), &late), "1.50");
    assert_eq!(billed(&minimum(json!({"byDay": set(json!(true))})), &late), "1.50");
}

#[test]
fn excess_goes_by_month_or_day() {
    // 110 TB on 15 of 30 days and 80 TB on the others, with 100 TB reserved: nothing, or 5 TB = 5000 GB × 0.01 = 50.00.
    let days = || (1..=30).map(|day| whole_day(day, if day <= 15 { "110 TB" } else { "80 TB" }, "100 TB"));
    let contract = json!({"contract": {"id": "c", "reservedCapacity": "100 TB", "allocatedCapacity": "100 TB", "costStorageGBCents": "1"}});
    let at = |changes: Value| billed(&policy(&changes, &list(&per_tb("1"), &json!({}))), &april(days(), &contract));
    assert_eq!(at(json!({})), "100.00");
    assert_eq!(at(json!({"excessByDay": true})), "150.00");
    assert_eq!(at(json!({"excessByDay": true, "excessBase": "allocation"})), "150.00");
}

#[test]
fn days_without_a_figure_hide_no_excess() {
    // 100 TB allocated, 110 TB on the last 15 days, nothing known of the first: (15 × 10) / 30 = 5 TB = 5000 GB × 0.01 = 50.00.
    let days = || (16..=30).map(|day| whole_day(day, "110 TB", "100 TB"));
    let contract = json!({"contract": {"id": "c", "reservedCapacity": "100 TB", "allocatedCapacity": "100 TB", "costStorageGBCents": "1"}});
    let at = |base: &str| billed(&policy(&json!({"excessBase": base}), &list(&per_tb("1"), &json!({}))), &april(days(), &contract));
    assert_eq!(at("allocation"), "150.00");
    // The contract's reserve is there on all days: 110/2 = 55 of 100 TB.
    assert_eq!(at("contract"), "100.00");
    // A gap after a figure repeats use and allocation: 110 of 100 TB on all 30 days, 10 TB = 100.00.
    let first = || core::iter::once(whole_day(1, "110 TB", "100 TB"));
    let policy = policy(&json!({"excessBase": "allocation"}), &list(&per_tb("1"), &json!({})));
    assert_eq!(billed(&policy, &april(first(), &contract)), "200.00");
}

#[test]
fn an_overdue_amount_has_a_fee_after_the_days_of_grace() {
    // Due on 1 May with 10 days of grace: late from the 12th on; 5 % of 100.10 is 5.005, rounded 5.01. Use: 3 TB at 1.
    let at = |rules: Value, day: &str| {
        let overdue = json!([{"of": "march", "amount": "100.10", "dueOn": "2026-05-01"}]);
        let request = json!({"overdue": overdue, "asOf": format!("{day}T12:00:00Z")});
        let request = april((1..=30).map(|day| whole_day(day, "3 TB", "0 B")), &request);
        ask(&policy(&rules, &list(&per_tb("1"), &json!({}))), Operation::Invoice, &request)["context"]["invoice"].clone()
    };
    let ten = json!({"graceDays": 10, "lateFeePercent": "5"});
    assert_eq!(at(ten.clone(), "2026-05-11")["total"], "3.00");
    let late = at(ten, "2026-05-12");
    assert_eq!(
        (&late["total"], &late["lines"][1]["id"], &late["lines"][1]["kind"]),
        (&json!("8.01"), &json!("lateFee:march"), &json!("lateFee"))
    );
    assert_eq!(late["lines"][1]["working"], "due on 2026-05-01 with 10 days of grace: 5 % of 100.1 = 5.005");
    // Without grace from the day after; without a percentage never.
    assert_eq!(at(json!({"lateFeePercent": "5"}), "2026-05-01")["total"], "3.00");
    assert_eq!(at(json!({"lateFeePercent": "5"}), "2026-05-02")["total"], "8.01");
    assert_eq!(at(json!({"lateFeePercent": "0"}), "2026-09-01")["total"], "3.00");
    assert_eq!(at(json!({}), "2026-09-01")["total"], "3.00");
}

#[test]
fn what_was_paid_in_advance_covers_pay_per_use_and_no_more() {
    let contract = json!({"id": "c", "reservedCapacity": "10 TB", "allocatedCapacity": 0});
    let at = |amount: &str, changes: Value, more: Value| {
        let mut request = json!({"prepaid": {"of": "q2", "amount": amount}});
        request.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        let request = april((1..=30).map(|day| whole_day(day, "3 TB", "0 B")), &request);
        billed(&policy(&json!({}), &list(&per_tb("1"), &changes)), &request)
    };
    for (amount, total) in [("0", "3.00"), ("2", "1.00"), ("2.99", "0.01"), ("3", "0.00"), ("5", "0.00")] {
        assert_eq!(at(amount, json!({}), json!({})), total, "{amount}");
    }
    // 10 reserved and 3 used: at most the 3. Half off: at most the 1.50 that there are.
    assert_eq!(at("5", json!({}), json!({"contract": contract})), "10.00");
    let half = json!({"adjustments": [{"id": "h", "kind": "discount", "percent": "50", "source": "default"}]});
    assert_eq!(at("5", half, json!({})), "0.00");
    assert!(at("0.5", json!({"currency": "JPY"}), json!({})).contains("billing.minor_units"));
}

#[test]
fn egress_is_free_as_far_as_the_rules_say() {
    // 10 TB stored and 15 TB out at a cent per GB: all of it 150.00, above 50 % 100.00, above 150 % nothing. Reserved: 10.
    let contract = json!({"contract": {"id": "c", "reservedCapacity": "10 TB", "allocatedCapacity": "10 TB", "costEgressGBCents": "1"}});
    let at = |rules: Value, currency: &str| {
        let mut request = april((1..=30).map(|day| whole_day(day, "10 TB", "10 TB")), &contract);
        request["accounts"][0]["monthEgress"] = json!("15 TB");
        billed(&policy(&rules, &list(&per_tb("1"), &json!({"currency": currency}))), &request)
    };
    assert_eq!(at(json!({}), "EUR"), "160.00");
    assert_eq!(at(json!({"freeEgressPercent": 50}), "EUR"), "110.00");
    assert_eq!(at(json!({"freeEgressPercent": 150}), "EUR"), "10.00");
    // Cents are what a yen does not have.
    assert!(at(json!({}), "JPY").contains("billing.currency_mismatch"));
}

#[test]
fn a_list_may_have_the_excess_price_where_no_contract_has() {
    let reserved = json!({"price": per_tb("1"), "costStorageGBCents": "2", "source": "default"});
    let edges = json!([{"seller": "p", "buyer": "k", "reservedBase": set(json!("allocation")), "source": "default"}]);
    let policy = policy(&json!({"edges": edges}), &list(&per_tb("1"), &json!({"reserved": reserved})));
    let days = |usage: &'static str| (1..=30).map(move |day| whole_day(day, usage, "100 TB"));
    let edge = json!({"seller": {"id": "p", "type": "p"}, "buyer": {"id": "k", "type": "k", "parent": "p"}});
    // 100 TB at 1; a tenth of a TB above is 100 GB × 0.02 = 2.00.
    assert_eq!(billed(&policy, &april(days("100 TB"), &edge)), "100.00");
    assert_eq!(billed(&policy, &april(days("100.1 TB"), &edge)), "102.00");
    // The contract's own price goes before it: 100 GB × 0.01.
    let contract = json!({"contract": {"id": "c", "reservedCapacity": "100 TB", "allocatedCapacity": "100 TB", "costStorageGBCents": "1"}});
    assert_eq!(billed(&policy, &april(days("100.1 TB"), &contract)), "101.00");
}

#[test]
fn tiers_price_each_days_allocation() {
    // 5 TB on 15 days at 8 and 20 TB on 15 days at 6: 20 + 60 = 80, where 12.5 TB at 6 would be 75.
    let tiers = json!({"model": "volume", "unit": "TB", "tiers": [{"upTo": "10 TB", "unitPrice": "8"}, {"unitPrice": "6"}]});
    let edges = json!([{"seller": "p", "buyer": "k", "reservedBase": set(json!("allocation")), "source": "default"}]);
    let policy = policy(&json!({"edges": edges}), &list(&tiers, &json!({})));
    let days = (1..=30).map(|day| whole_day(day, "1 TB", if day <= 15 { "5 TB" } else { "20 TB" }));
    let edge = json!({"seller": {"id": "p", "type": "p"}, "buyer": {"id": "k", "type": "k", "parent": "p"}});
    assert_eq!(billed(&policy, &april(days, &edge)), "80.00");
}

#[test]
fn parts_of_a_month_go_by_day_or_second_to_the_end_or_past_it_over_its_days_or_thirty() {
    // 31 TB at 1 from 11 July, 12:00, on: 21 of 31 days, 20.5 of 31; over 30 days 1 − 10/30.
    let month = json!({"period": {"start": "2026-07-01", "end": "2026-08-01"}, "accounts": []});
    let bill = |changes: Value, from: &str, to: &str| {
        let mut request = month.clone();
        request["contract"] =
            json!({"id": "c", "reservedCapacity": "31 TB", "allocatedCapacity": 0, "effectiveFrom": from, "effectiveTo": to});
        let mut all = json!({"prorateReserved": true});
        all.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
        billed(&policy(&all, &list(&per_tb("1"), &json!({}))), &request)
    };
    let (start, noon, end) = ("2026-07-01T00:00:00Z", "2026-07-11T12:00:00Z", "2026-08-01T00:00:00Z");
    assert_eq!(bill(json!({"prorateReserved": false}), noon, end), "31.00");
    assert_eq!(bill(json!({}), noon, end), "21.00");
    assert_eq!(bill(json!({"prorationBySecond": true}), noon, end), "20.50");
    assert_eq!(bill(json!({"prorationThirtyDays": true}), noon, end), "20.67");
    let mut request = month.clone();
    request["contract"] = json!({"id": "c", "reservedCapacity": "31 TB", "allocatedCapacity": 0, "effectiveFrom": noon});
    let line = ask(&policy(&json!({"prorateReserved": true}), &list(&per_tb("1"), &json!({}))), Operation::Invoice, &request)["context"]["invoice"]["lines"][0].clone();
    assert_eq!(line["period"], json!({"start": "2026-07-11", "end": "2026-08-01"}));
    assert_eq!(line["working"], "21/31 of the month of 31 TB; 21 TB × 1 EUR/TB = 21, rounded 21.00");
    // Until 11 July: 10 of 31 days, or 11 with the last.
    assert_eq!(bill(json!({}), start, noon), "10.00");
    assert_eq!(bill(json!({"prorationEndInclusive": true}), start, noon), "11.00");
    assert_eq!(bill(json!({"prorationThirtyDays": true}), start, noon), "10.33");
}

#[test]
fn discounts_and_margins_apply_in_their_order_and_bounds_after_them() {
    let adjusted = |adjustments: Value, more: Value| {
        let mut changes = json!({"adjustments": adjustments});
        changes.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        policy(&json!({}), &list(&per_tb("10"), &changes))
    };
    let tenth = json!({"id": "t", "kind": "discount", "percent": "10", "source": "default"});
    let five = json!({"id": "f", "kind": "discount", "amount": "5", "source": "default"});
    let margin = json!({"id": "m", "kind": "margin", "percent": "20", "source": "default"});
    // 100 − 10 − 5 = 85; 100 − 5 − 9.5 = 85.5; 90 + 18 = 108.
    assert_eq!(total(&adjusted(json!([tenth, five]), json!({})), "10 TB"), "85.00");
    assert_eq!(total(&adjusted(json!([five, tenth]), json!({})), "10 TB"), "85.50");
    assert_eq!(total(&adjusted(json!([tenth, margin]), json!({})), "10 TB"), "108.00");
    // A discount takes off at most what there is.
    assert_eq!(total(&adjusted(json!([five]), json!({})), "0.1 TB"), "0.00");
    assert_eq!(total(&adjusted(json!([tenth]), json!({"maximumCharge": set(json!("80"))})), "10 TB"), "80.00");
    assert_eq!(total(&adjusted(json!([tenth]), json!({"minimumCharge": set(json!("95"))})), "10 TB"), "95.00");
    // A line says what the percentage is taken of; of a capped amount, the part that is taken off.
    let line = |list: &CompiledPolicy, volume: &str| quote(list, volume)["lines"][1].clone();
    let percent = line(&adjusted(json!([tenth]), json!({})), "10 TB");
    assert_eq!([&percent["quantity"], &percent["unit"], &percent["unitPrice"], &percent["amountExact"]], ["100", "EUR", "-0.1", "-10"]);
    let added = line(&adjusted(json!([margin]), json!({})), "10 TB");
    assert_eq!([&added["quantity"], &added["unit"], &added["unitPrice"], &added["amountExact"]], ["100", "EUR", "0.2", "20"]);
    let capped = line(&adjusted(json!([five]), json!({})), "0.1 TB");
    assert_eq!([&capped["quantity"], &capped["unit"], &capped["unitPrice"], &capped["amountExact"]], ["0.2", "month", "-5", "-1"]);
    let kinds: Vec<Value> = quote(&adjusted(json!([margin, tenth]), json!({"minimumCharge": set(json!("200"))})), "10 TB")["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| line["kind"].clone())
        .collect();
    assert_eq!(kinds, ["usage", "margin", "discount", "minimumCharge"]);
}
