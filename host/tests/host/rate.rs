//! Columns in the sandbox: each row is what the native core's invoice of the same use comes to, with and without a deadline.

use crate::hostile;
use crate::support::{limits, module, worker};
use channel_policy::{CompiledPolicy, load};
use channel_policy_host::{Answer, Limits, Outcome, RateRows, Rated, Sandbox, Trust, Worker, read_issues};
use serde_json::{Value, json};
use std::time::Duration;

const TB: u64 = 1_000_000_000_000;
/// With their days.
const MONTHS: [(&str, &str, u32); 3] = [("2026-02", "2026-03", 28), ("2026-06", "2026-07", 30), ("2026-07", "2026-08", 31)];
const CURRENCIES: [&str; 3] = ["EUR", "JPY", "KWD"];

/// The same draws at every run: a linear congruential generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn bytes(&mut self) -> u64 {
        match self.below(5) {
            0 => self.below(2),
            1 => TB - 1 + self.below(3),
            2 => self.below(1 << 31),
            _ => self.below(1 << 31) * self.below(1 << 22),
        }
    }

    fn unit_price(&mut self) -> String {
        format!("{}.{:03}", self.below(20), self.below(1000))
    }

    fn price(&mut self) -> Value {
        let tiers = json!([
            {"upTo": "1 TB", "unitPrice": self.unit_price()},
            {"upTo": "20 TB", "unitPrice": self.unit_price(), "flatFee": self.unit_price()},
            {"unitPrice": self.unit_price()},
        ]);
        match self.below(3) {
            0 => json!({"model": "perUnit", "unitPrice": self.unit_price(), "unit": "TB"}),
            1 => json!({"model": "graduated", "unit": "TB", "tiers": tiers}),
            _ => json!({"model": "volume", "unit": "TB", "tiers": tiers}),
        }
    }

    fn list(&mut self, currency: &str) -> Value {
        let minimum = json!({
            "quantity": {"value": "1 TB", "source": "default"}, "scope": {"value": "storageAccount", "source": "default"},
            "atZeroUse": {"value": self.below(2) == 0, "source": "default"}, "byDay": {"value": self.below(2) == 0, "source": "default"},
            "prorate": {"value": self.below(2) == 0, "source": "default"},
        });
        json!({
            "kind": "priceList", "name": currency, "version": "1", "effectiveFrom": "2024-01-01", "description": "drawn", "sources": [],
            "priceList": {"sample": self.below(2) == 0, "audience": "public", "currency": currency,
                "payPerUse": {"price": self.price(), "minimum": minimum, "source": "default"}},
        })
    }
}

struct Row {
    bytes: u64,
    days: u32,
    month: usize,
    currency: usize,
}

fn row(dice: &mut Dice) -> Row {
    let month = dice.below(3) as usize;
    let all = MONTHS[month].2;
    let days = if dice.below(3) == 0 { all } else { dice.below(u64::from(all) + 1) as u32 };
    Row { bytes: dice.bytes(), days, month, currency: dice.below(3) as usize }
}

fn queries() -> String {
    let month = |(month, _, _): (&str, &str, u32)| {
        let query = |currency: &str| json!({"asOf": format!("{month}-15T00:00:00Z"), "currency": currency, "allowSample": true});
        CURRENCIES.map(query)
    };
    json!(MONTHS.map(month).concat()).to_string()
}

/// Total in minor units and whether the minimum was charged, by the native core's invoice.
fn invoiced(native: &CompiledPolicy, row: &Row) -> (i64, bool) {
    let (month, next, all) = MONTHS[row.month];
    let daily: Vec<Value> = (1..=row.days)
        .map(|day| json!({"date": format!("{month}-{day:02}"), "usage": format!("{} B", row.bytes), "allocated_capacity": 0}))
        .collect();
    let (start, end) = (format!("{month}-01"), format!("{next}-01"));
    let deleted = if row.days == all { end.clone() } else { format!("{month}-{:02}", row.days + 1) };
    let usage = json!({"name": "a", "client_id": "a", "allocated_capacity": 0, "daily_usage": daily});
    let request = json!({
        "asOf": "2026-10-01T00:00:00Z", "allowSample": true, "currency": CURRENCIES[row.currency],
        "period": {"start": start, "end": end}, "accounts": [{"createdOn": start, "deletedOn": deleted, "usage": usage}],
    });
    let answer = native.evaluate(channel_policy::Operation::Invoice, None, request.to_string().as_bytes());
    let answer: Value = serde_json::from_str(&answer.text).expect("JSON");
    let bill = &answer["context"]["invoice"];
    let total = bill["total"].as_str().unwrap_or_else(|| panic!("{answer}")).replace('.', "");
    let minimum = bill["lines"].as_array().expect("lines").iter().any(|line| line["kind"] == "minimum");
    (total.parse().expect("digits"), minimum)
}

/// Amounts and flags in the sandbox.
fn rated(bundle: &str, deadline: Option<Duration>, rows: &[Row]) -> (Vec<i64>, Vec<u8>) {
    let sandbox = Sandbox::new(&module(), Limits { deadline, ..limits() }).expect("the module is usable");
    let worker = Worker::load(sandbox, bundle.to_owned()).expect("the documents have no issues");
    let bytes: Vec<u64> = rows.iter().map(|row| row.bytes).collect();
    let days: Vec<u32> = rows.iter().map(|row| row.days).collect();
    let price: Vec<u32> = rows.iter().map(|row| (row.month * CURRENCIES.len() + row.currency) as u32).collect();
    let (mut amounts, mut flags) = (vec![0; rows.len()], vec![0; rows.len()]);
    let columns = RateRows { bytes: &bytes, days: &days, price: &price };
    let rated = Rated { amounts: &mut amounts, flags: &mut flags };
    let answer = worker.session().expect("a session").rate((None, queries().as_bytes()), columns, rated).expect("an answer");
    assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
    (amounts, flags)
}

#[test]
fn each_row_is_the_native_invoice_with_and_without_a_deadline() {
    for seed in 0..6 {
        let mut dice = Dice(seed);
        let mut documents = vec![include_str!("../../../policies/impossible-cloud/billing.json").to_owned()];
        documents.extend(CURRENCIES.map(|currency| dice.list(currency).to_string()));
        let documents: Vec<Value> =
            documents.iter().enumerate().map(|(at, text)| json!({"source": format!("{at}"), "text": text})).collect();
        let bundle = json!({"trust": {"requestTime": true}, "documents": documents}).to_string();
        let native = load(bundle.as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text));
        let rows: Vec<Row> = (0..200).map(|_| row(&mut dice)).collect();
        let (amounts, flags) = rated(&bundle, None, &rows);
        for (row, (amount, flags)) in rows.iter().zip(amounts.iter().zip(&flags)) {
            let (total, minimum) = invoiced(&native, row);
            let place = format!("{} B on {} days of {} in {}", row.bytes, row.days, MONTHS[row.month].0, CURRENCIES[row.currency]);
            assert_eq!((*amount, flags & 3), (total, if minimum { 2 } else { 0 }), "seed {seed}: {place}");
        }
        assert_eq!(rated(&bundle, Some(Duration::from_secs(30)), &rows), (amounts, flags));
    }
}

fn rate(worker: &Worker, queries: &str, bytes: &[u64], (amounts, flags): (&mut [i64], &mut [u8])) -> Answer {
    let (days, price) = (vec![u32::MAX; bytes.len()], vec![0; bytes.len()]);
    let columns = RateRows { bytes, days: &days, price: &price };
    let mut session = worker.session().expect("a session");
    session.rate((Some(1_781_524_800_000), queries.as_bytes()), columns, Rated { amounts, flags }).expect("an answer")
}

#[test]
fn more_rows_than_a_chunk_keep_their_places_and_a_session_goes_on() {
    let worker = worker(Trust::ALL);
    let bytes: Vec<u64> = (0..40_000).map(|row| row * (TB / 1000)).collect();
    let (mut amounts, mut flags) = (vec![0; bytes.len()], vec![0; bytes.len()]);
    let answer = rate(&worker, r#"[{"allowSample":true}]"#, &bytes, (&mut amounts, &mut flags));
    assert!(answer.text.starts_with(r#"{"prices":[{"currency":"EUR","policies":[{"kind":"billing","#), "{}", answer.text);
    // 39.999 TB × 7.99 = 319.59201; below 1 TB the minimum is charged. Flags: 2 minimum, 4 sample.
    assert_eq!([amounts[0], amounts[1000], amounts[39_999]], [799, 799, 31_959]);
    assert_eq!([flags[999], flags[1000], flags[39_999]], [6, 4, 4]);
    let nothing = rate(&worker, r#"[{"allowSample":true}]"#, &[], (&mut [], &mut []));
    assert_eq!(nothing.text, answer.text);
    // Up to the end of the shortest column.
    let (mut amounts, mut flags) = ([0; 3], [0; 2]);
    rate(&worker, r#"[{"allowSample":true}]"#, &[TB; 4], (&mut amounts, &mut flags));
    assert_eq!((amounts, flags), ([799, 799, 0], [4, 4]));
}

#[test]
fn queries_that_cannot_be_met_have_issues_and_rate_nothing() {
    let worker = worker(Trust::ALL);
    let places = |queries: &str| -> Vec<String> {
        let (mut amounts, mut flags) = ([7], [7]);
        let answer = rate(&worker, queries, &[TB], (&mut amounts, &mut flags));
        assert_eq!((amounts, flags), ([7], [7]));
        read_issues(&answer.text).expect("issues").into_iter().map(|issue| format!("{} {}", issue.code, issue.pointer)).collect()
    };
    assert_eq!(places("["), ["input.malformed_json /0"]);
    assert_eq!(places(r#"[{"allowSample":true},{"currency":"XXX"}]"#), ["input.currency /1/currency"]);
    assert!(places(r#"[{"asOf":"2026-06-15T00:00:00Z"}]"#)[0].starts_with("billing.price_list_missing /0"));
}

#[test]
fn a_module_that_does_not_end_is_stopped_at_each_chunk() {
    let worker = hostile::worker(Limits { deadline: Some(Duration::from_millis(100)), ..limits() });
    let mut session = worker.session().expect("a session");
    let rated = Rated { amounts: &mut [0], flags: &mut [0] };
    let stopped = session.rate((None, b"[]"), RateRows { bytes: &[1], days: &[1], price: &[0] }, rated).expect_err("it loops");
    assert_eq!(stopped.code(), "host.deadline");
}
