//! What must hold for every price and every use.

use std::str::FromStr;

use channel_policy::{CompiledPolicy, Operation, RATE_MINIMUM, RATE_REFUSED, RATE_SAMPLE, RateQuery, RateRows};
use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Zero};
use serde_json::{Value, json};

use super::scenario::{Contract, Dice, Extras, Minimum, Model, Scenario};
use super::{ask, compile, minor_units};

const CASES: u64 = 400;

fn scenarios(change: impl Fn(&mut Scenario, &mut Dice)) -> impl Iterator<Item = Scenario> {
    (0..CASES).map(move |seed| {
        let mut dice = Dice(seed.wrapping_mul(7919));
        let mut scenario = Scenario::roll(&mut dice);
        // The properties are of use and prices alone.
        scenario.extras = Extras::default();
        scenario.contract.iter_mut().for_each(|contract| contract.egress_cents = 0);
        change(&mut scenario, &mut dice);
        scenario
    })
}

/// An exact figure of an answer: a decimal, or `n/d`.
pub fn exact(text: &Value) -> BigRational {
    let text = text.as_str().expect("a figure");
    if text.contains('/') {
        return BigRational::from_str(text).expect("a fraction");
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = u32::try_from(fraction.len()).expect("small");
    BigRational::new(BigInt::from_str(&format!("{whole}{fraction}")).expect("digits"), BigInt::from(10).pow(digits))
}

fn lines(bill: &Value) -> &[Value] {
    bill["lines"].as_array().map_or(&[], Vec::as_slice)
}

fn sum(bill: &Value) -> BigRational {
    lines(bill).iter().map(|line| exact(&line["amountExact"])).sum()
}

/// The bill of a scenario; none where 128 bits do not suffice.
fn invoice(scenario: &Scenario) -> Option<Value> {
    let answer = ask(&compile(scenario), Operation::Invoice, &scenario.request());
    let overflow = answer.as_array().is_some_and(|issues| issues.iter().all(|issue| issue["code"] == "billing.amount_overflow"));
    (!overflow).then(|| {
        assert!(answer["context"]["invoice"].is_object(), "{answer}");
        answer["context"]["invoice"].clone()
    })
}

#[test]
fn every_line_is_quantity_times_unit_price_and_flat_fee() {
    for scenario in scenarios(|_, _| {}) {
        let Some(bill) = invoice(&scenario) else { continue };
        let mut ids: Vec<&Value> = Vec::new();
        for line in lines(&bill) {
            let fee = line.get("flatFee").map_or_else(BigRational::zero, exact);
            if line["kind"] != "rounding" {
                assert_eq!(exact(&line["quantity"]) * exact(&line["unitPrice"]) + fee, exact(&line["amountExact"]), "{line}");
            }
            assert!(!ids.contains(&&line["id"]), "{} twice", line["id"]);
            ids.push(&line["id"]);
        }
    }
}

#[test]
fn a_month_split_where_nothing_changes_costs_the_whole_before_rounding() {
    let plain = |scenario: &mut Scenario| {
        scenario.lists.truncate(1);
        scenario.lists[0].adjustments.clear();
        (scenario.lists[0].maximum_charge, scenario.lists[0].minimum_charge) = (None, None);
        // Bounds of whole days: a month of thirty days ends on its thirty-first with nothing.
        scenario.rules.round_total = false;
    };
    for whole in scenarios(|scenario, _| plain(scenario)) {
        let mut split = whole.clone();
        split.lists.push(whole.lists[0].clone());
        split.split = 1 + (whole.days / 3);
        let (Some(whole), Some(split)) = (invoice(&whole), invoice(&split)) else { continue };
        assert_eq!(sum(&whole), sum(&split), "\n{whole}\n{split}");
    }
}

#[test]
fn the_minimum_never_lowers_a_bill() {
    let with = |scenario: &mut Scenario, dice: &mut Dice| {
        for list in &mut scenario.lists {
            list.adjustments.clear();
            list.maximum_charge = None;
            list.minimum =
                Some(Minimum { quantity: dice.bytes(), at_zero: dice.one_in(2), by_day: dice.one_in(2), prorate: dice.one_in(2) });
        }
        scenario.rules.round_total = false;
    };
    for scenario in scenarios(with) {
        let mut without = scenario.clone();
        without.lists.iter_mut().for_each(|list| list.minimum = None);
        let (Some(bill), Some(plain)) = (invoice(&scenario), invoice(&without)) else { continue };
        let digits = scenario.currency.1;
        assert!(minor_units(&bill["total"], digits) >= minor_units(&plain["total"], digits), "\n{bill}\n{plain}");
    }
}

fn quoted(policy: &CompiledPolicy, scenario: &Scenario, bytes: u64) -> Option<Value> {
    let request =
        json!({"currency": scenario.currency.0, "period": scenario.request()["period"], "plan": {"kind": "payPerUse", "volume": bytes}});
    let answer = ask(policy, Operation::Quote, &request);
    if answer[0]["code"] == "billing.amount_overflow" {
        return None;
    }
    assert!(answer["context"]["quote"].is_object(), "{answer}");
    Some(answer["context"]["quote"].clone())
}

fn graduated(scenario: &mut Scenario, dice: &mut Dice) {
    scenario.lists.truncate(1);
    scenario.split = scenario.days;
    (scenario.rules.step, scenario.rules.averaging) = (0, "calendarMean");
    let list = &mut scenario.lists[0];
    (list.minimum, list.free, list.maximum_charge, list.minimum_charge) = (None, 0, None, None);
    list.adjustments.clear();
    while !matches!(list.usage.model, Model::Tiers { name: "graduated", .. }) {
        list.usage = super::scenario::price(dice);
    }
}

#[test]
fn graduated_tiers_never_cost_less_for_more() {
    for scenario in scenarios(graduated) {
        let policy = compile(&scenario);
        let mut dice = Dice(scenario.days);
        let (a, b) = (dice.below(20_000_000_000_000), dice.below(20_000_000_000_000));
        let (Some(less), Some(more)) = (quoted(&policy, &scenario, a.min(b)), quoted(&policy, &scenario, a.max(b))) else { continue };
        let digits = scenario.currency.1;
        assert!(minor_units(&less["total"], digits) <= minor_units(&more["total"], digits), "\n{less}\n{more}");
    }
}

#[test]
fn graduated_tiers_meet_at_their_bounds() {
    for scenario in scenarios(graduated) {
        let Model::Tiers { tiers, .. } = &scenario.lists[0].usage.model else { continue };
        let policy = compile(&scenario);
        let unit = BigInt::from(scenario.lists[0].usage.unit.1);
        for pair in tiers.windows(2) {
            let bound = pair[0].up_to.expect("a bound");
            let (Some(at), Some(after)) = (quoted(&policy, &scenario, bound), quoted(&policy, &scenario, bound + 1)) else { continue };
            // One byte more costs one byte of the next tier, and what entering it costs.
            let byte = BigRational::new(BigInt::from(pair[1].unit_price), unit.clone())
                + BigRational::from_integer(BigInt::from(pair[1].flat_fee));
            assert_eq!(sum(&after) - sum(&at), byte / BigRational::from_integer(BigInt::from(1000)), "\n{at}\n{after}");
        }
    }
}

#[test]
fn the_unit_that_a_price_is_stated_by_changes_no_amount() {
    let per_unit = |scenario: &mut Scenario, dice: &mut Dice| {
        graduated(scenario, dice);
        let whole = 1 + dice.below(30);
        scenario.lists[0].usage =
            super::scenario::Price { model: Model::PerUnit { price: whole * 1_000_000 }, unit: ("TB", 1_000_000_000_000) };
    };
    for scenario in scenarios(per_unit) {
        let mut smaller = scenario.clone();
        let Model::PerUnit { price } = scenario.lists[0].usage.model else { continue };
        smaller.lists[0].usage.model = Model::PerUnit { price: price / 1000 };
        smaller.lists[0].usage.unit = ("GB", 1_000_000_000);
        let bytes = Dice(price).below(9_000_000_000_000_000);
        let (Some(a), Some(b)) = (quoted(&compile(&scenario), &scenario, bytes), quoted(&compile(&smaller), &smaller, bytes)) else {
            continue;
        };
        assert_eq!((sum(&a), &a["total"]), (sum(&b), &b["total"]));
    }
}

#[test]
fn growth_in_two_steps_costs_what_it_costs_at_once() {
    let steps = |scenario: &mut Scenario, dice: &mut Dice| {
        let averaging = dice.pick(&["calendarMean", "dailyFloor", "peak", "lastDay", "p95"]);
        graduated(scenario, dice);
        scenario.rules.averaging = averaging;
        scenario.rules.round_total = false;
        let model = Model::PerUnit { price: dice.price() };
        scenario.lists[0].usage = super::scenario::Price { model, unit: ("TB", 1_000_000_000_000) };
        scenario.lists[0].minimum =
            Some(Minimum { quantity: dice.bytes(), at_zero: dice.one_in(2), by_day: dice.one_in(2), prorate: dice.one_in(2) });
    };
    let mut below = 0;
    for scenario in scenarios(steps) {
        let policy = compile(&scenario);
        let mut dice = Dice(scenario.days + scenario.rules.daily_floor);
        let (before, more) = (dice.bytes().max(1), dice.bytes());
        let plan = json!({"kind": "payPerUse", "volume": more, "before": before});
        let request = json!({"currency": scenario.currency.0, "period": scenario.request()["period"], "plan": plan});
        let delta = ask(&policy, Operation::Quote, &request)["context"]["quote"].clone();
        let (Some(first), Some(once)) = (quoted(&policy, &scenario, before), quoted(&policy, &scenario, before + more)) else { continue };
        let total = |bill: &Value| minor_units(&bill["total"], scenario.currency.1);
        let difference = total(&first) + total(&delta) - total(&once);
        if lines(&first).iter().any(|line| line["kind"] == "minimum") {
            below += 1;
            assert_eq!(difference, 0, "\n{first}\n{delta}\n{once}");
        } else {
            // Each of three lines is rounded by itself.
            assert!(difference.abs() <= 2, "\n{first}\n{delta}\n{once}");
        }
    }
    assert!(below > CASES / 5, "{below} below the minimum");
}

/// A month in which one account has the same use on each day, as an invoice and as a quote.
#[test]
fn a_quote_is_the_invoice_of_the_same_input() {
    let steady = |scenario: &mut Scenario, dice: &mut Dice| {
        let (bytes, reserve) = (dice.bytes(), dice.bytes().max(1));
        let reserved = dice.one_in(2);
        scenario.accounts.truncate(1);
        scenario.currency = ("EUR", 2);
        (scenario.rules.excess_by_contract, scenario.by_allocation) = (true, false);
        let Some(account) = scenario.accounts.first_mut() else { return };
        (account.created, account.deleted) = (0, scenario.days);
        account.rows = vec![Some((bytes, if reserved { reserve } else { 0 })); usize::try_from(scenario.days).expect("small")];
        scenario.contract =
            reserved.then_some(Contract { reserved: reserve, from: 0, to: scenario.days, cents: 800, change: None, egress_cents: 0 });
    };
    let mut compared = 0;
    for scenario in scenarios(steady) {
        let (Some(account), Some(invoice)) = (scenario.accounts.first(), invoice(&scenario)) else { continue };
        let bytes = account.rows[0].expect("a row").0;
        let plan = match &scenario.contract {
            Some(contract) => json!({"kind": "reserved", "reserved": contract.reserved, "used": bytes, "costStorageGBCents": "0.8"}),
            None => json!({"kind": "payPerUse", "volume": bytes}),
        };
        let request = json!({"currency": "EUR", "period": scenario.request()["period"], "plan": plan});
        let quote = ask(&compile(&scenario), Operation::Quote, &request)["context"]["quote"].clone();
        let figures = |bill: &Value| -> Vec<Value> {
            let of = |line: &Value| {
                json!([
                    line["kind"],
                    line["quantity"],
                    line["unitPrice"],
                    line["tier"],
                    line["amountExact"],
                    line["amount"],
                    line["working"]
                ])
            };
            lines(bill).iter().map(of).collect()
        };
        assert_eq!(figures(&invoice), figures(&quote), "{quote}");
        assert_eq!(invoice["total"], quote["total"]);
        compared += 1;
    }
    assert!(compared > CASES / 3, "{compared} compared");
}

#[test]
fn columns_give_what_the_invoice_of_the_same_days_gives() {
    let one = |scenario: &mut Scenario, dice: &mut Dice| {
        let (bytes, days) = (dice.bytes(), dice.below(scenario.days + 1));
        scenario.lists.truncate(1);
        (scenario.split, scenario.contract, scenario.by_allocation) = (scenario.days, None, false);
        scenario.accounts = vec![super::scenario::Account {
            customer: 0,
            created: 0,
            deleted: days,
            rows: (0..scenario.days).map(|day| (day < days).then_some((bytes, 0))).collect(),
            allocated: 0,
        }];
    };
    for scenario in scenarios(one) {
        let account = &scenario.accounts[0];
        let bytes = account.rows.iter().flatten().next().map_or(0, |row| row.0);
        let as_of: jiff::Timestamp = format!("{}-{:02}-15T00:00:00Z", scenario.year, scenario.month).parse().expect("a time");
        let query = RateQuery {
            as_of_ms: as_of.as_millisecond(),
            currency: Some(scenario.currency.0.into()),
            allow_sample: false,
            ..RateQuery::default()
        };
        let policy = compile(&scenario);
        let (mut amounts, mut flags) = ([0; 2], [0; 2]);
        let days = u32::try_from(account.deleted).expect("small");
        let rows = RateRows { bytes: &[bytes, bytes], days: &[days, 32], price: &[0, 0] };
        policy.rate_rows(&[query], rows, &mut amounts, &mut flags).expect("prices");
        assert_eq!((amounts[1], flags[1]), (i64::MIN, RATE_REFUSED), "a month has no 32 days");
        let Some(bill) = invoice(&scenario) else {
            assert_eq!(flags[0], RATE_REFUSED);
            continue;
        };
        assert_eq!(i128::from(amounts[0]), minor_units(&bill["total"], scenario.currency.1), "{bill}");
        let minimum =
            lines(&bill).iter().any(|line| ["minimum", "trueUp", "minimumCharge"].contains(&line["kind"].as_str().expect("a kind")));
        assert_eq!(flags[0], if minimum { RATE_MINIMUM } else { 0 }, "{bill}");
        assert_eq!(flags[0] & RATE_SAMPLE, 0);
    }
}

#[test]
fn price_columns_are_bills_on_both_sides_of_every_bound() {
    let plain = |scenario: &mut Scenario, _: &mut Dice| {
        scenario.lists.truncate(1);
        (scenario.split, scenario.contract, scenario.by_allocation) = (scenario.days, None, false);
        let (rules, list) = (&mut scenario.rules, &mut scenario.lists[0]);
        (rules.averaging, rules.step, rules.round_total) = ("calendarMean", 0, false);
        (list.free, list.maximum_charge, list.minimum_charge) = (0, None, None);
        list.adjustments.clear();
        list.minimum.iter_mut().for_each(|minimum| (minimum.by_day, minimum.prorate) = (false, false));
    };
    let mut at_minimum = 0;
    for scenario in scenarios(plain) {
        let list = &scenario.lists[0];
        let bounds = match &list.usage.model {
            super::scenario::Model::Tiers { tiers, .. } => tiers.iter().filter_map(|tier| tier.up_to).collect(),
            _ => vec![3_000_000_000_000],
        };
        let around = |bound: u64| [bound.saturating_sub(1), bound, bound + 1, bound / 3 * 2];
        let all = bounds.into_iter().chain(list.minimum.as_ref().map(|minimum| minimum.quantity)).flat_map(around);
        let bytes: Vec<u64> = all.chain([0, 1, 9_007_199_254_740_991, 600_000_000_000_000_000]).collect();
        let as_of: jiff::Timestamp = format!("{}-{:02}-15T00:00:00Z", scenario.year, scenario.month).parse().expect("a time");
        let currency = Some(scenario.currency.0.into());
        let query = RateQuery { as_of_ms: as_of.as_millisecond(), currency, ..RateQuery::default() };
        let policy = compile(&scenario);
        let (mut amounts, mut flags) = (vec![0; bytes.len()], vec![0; bytes.len()]);
        let rows = RateRows { bytes: &bytes, days: &vec![u32::MAX; bytes.len()], price: &vec![0; bytes.len()] };
        policy.rate_rows(&[query], rows, &mut amounts, &mut flags).expect("prices");
        for ((bytes, amount), flags) in bytes.iter().zip(&amounts).zip(&flags) {
            let plan = json!({"kind": "payPerUse", "volume": format!("{bytes} B")});
            let request = json!({"asOf": as_of.to_string(), "currency": scenario.currency.0, "plan": plan});
            let answer = ask(&policy, Operation::Quote, &request);
            let bill = &answer["context"]["quote"];
            if bill.is_null() {
                assert_eq!(*flags, RATE_REFUSED, "{answer}");
                continue;
            }
            let total = minor_units(&bill["total"], scenario.currency.1);
            assert_eq!(i128::from(*amount), total, "{bytes} bytes: {bill}\n{list:?}");
            let minimum = lines(bill).iter().any(|line| ["minimum", "trueUp"].contains(&line["kind"].as_str().expect("a kind")));
            assert_eq!(*flags, if minimum { RATE_MINIMUM } else { 0 }, "{bytes} bytes: {bill}\n{list:?}");
            at_minimum += i32::from(minimum);
        }
    }
    assert!(at_minimum > 100, "{at_minimum} rows at the minimum");
}

#[test]
fn samples_of_whole_days_are_the_rows_of_those_days() {
    for scenario in scenarios(|_, _| {}) {
        let (rows, mut samples) = (scenario.request(), scenario.request());
        for account in samples["accounts"].as_array_mut().expect("accounts") {
            let days = account["usage"]["daily_usage"].as_array().expect("rows").clone();
            account["usage"]["daily_usage"] = json!([]);
            let halves: Vec<Value> = days.iter().enumerate().flat_map(|(index, row)| {
                let date: jiff::civil::Date = row["date"].as_str().expect("a date").parse().expect("a date");
                let noon = format!("{date}T{:02}:30:00Z", index % 23);
                let sample = |start: String, end: String| json!({"start": start, "end": end, "usage": row["usage"], "allocated_capacity": row["allocated_capacity"]});
                let next = date.tomorrow().expect("a day");
                [sample(format!("{date}T00:00:00Z"), noon.clone()), sample(noon, format!("{next}T00:00:00Z"))]
            }).collect();
            account["samples"] = halves.into_iter().rev().collect();
        }
        let policy = compile(&scenario);
        assert_eq!(ask(&policy, Operation::Invoice, &rows), ask(&policy, Operation::Invoice, &samples), "{samples}");
    }
}

#[test]
fn parts_of_a_month_that_touch_add_up_to_the_whole() {
    // A change to the same amount is credit and charge of the same part, whatever a part is.
    let same = |scenario: &mut Scenario, dice: &mut Dice| {
        scenario.accounts.clear();
        scenario.currency = ("EUR", 2);
        scenario.rules.end_inclusive = false;
        let bytes = dice.bytes();
        let day = 1 + dice.below(scenario.days - 1);
        scenario.contract =
            Some(Contract { reserved: bytes, from: 0, to: scenario.days, cents: 0, change: Some((day, bytes)), egress_cents: 0 });
        scenario.lists.iter_mut().for_each(|list| list.adjustments.clear());
    };
    for scenario in scenarios(same) {
        let mut without = scenario.clone();
        without.contract.as_mut().expect("a contract").change = None;
        let (Some(changed), Some(plain)) = (invoice(&scenario), invoice(&without)) else { continue };
        if lines(&plain).iter().any(|line| line["kind"] == "minimumCharge" || line["kind"] == "maximumCharge") {
            continue;
        }
        assert_eq!(sum(&changed), sum(&plain), "\n{changed}\n{plain}");
    }
    assert_eq!(BigRational::one(), exact(&json!("1.0")));
}
