//! Rating against a second, deliberately naive implementation with fractions without limit: 20,000 drawn months, a million
//! with `cargo xtask soak`. `BILLING_SEED` and `BILLING_CASES` choose what is drawn.

#![allow(unreachable_pub, reason = "the modules of one test program")]

mod choice;
mod naive;
mod oracle;
mod packs;
mod properties;
mod rounding;
mod scenario;
mod settings;
mod special;
mod wire;

use channel_policy::{CompiledPolicy, Operation, load};
use scenario::{Dice, Scenario};
use serde_json::{Value, json};

fn compile(scenario: &Scenario) -> CompiledPolicy {
    let documents: Vec<Value> = scenario
        .documents()
        .iter()
        .enumerate()
        .map(|(index, document)| json!({"source": format!("{index}"), "text": document.to_string()}))
        .collect();
    let bundle = json!({"trust": {"requestTime": true}, "documents": documents}).to_string();
    load(bundle.as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text))
}

/// Asks, and gives the answer as JSON.
fn ask(policy: &CompiledPolicy, operation: Operation, request: &Value) -> Value {
    let noon = Some(1_800_000_000_000);
    serde_json::from_str(&policy.evaluate(operation, noon, request.to_string().as_bytes()).text).expect("JSON")
}

fn minor_units(amount: &Value, digits: u32) -> i128 {
    let text = amount.as_str().expect("an amount");
    let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    assert_eq!(fraction, usize::try_from(digits).expect("small"), "{text}");
    text.replace('.', "").parse().expect("digits")
}

/// Asks the engine, and compares each line and the total. True where the engine's 128 bits did not suffice.
fn compare(seed: u64) -> bool {
    let scenario = Scenario::roll(&mut Dice(seed));
    let answer = ask(&compile(&scenario), Operation::Invoice, &scenario.request());
    if answer.as_array().is_some_and(|issues| issues.iter().all(|issue| issue["code"] == "billing.amount_overflow")) {
        return true;
    }
    let bill = &answer["context"]["invoice"];
    let lines = bill["lines"].as_array().unwrap_or_else(|| panic!("seed {seed}: {answer}"));
    let digits = scenario.currency.1;
    let mut amounts: Vec<i128> = lines.iter().map(|line| minor_units(&line["amount"], digits)).collect();
    let expected = oracle::bill(&scenario);
    let total = minor_units(&bill["total"], digits);
    assert_eq!(amounts.iter().sum::<i128>(), total, "seed {seed}: the lines' sum");
    let mut wanted = expected.amounts.clone();
    amounts.sort_unstable();
    wanted.sort_unstable();
    assert_eq!((amounts, total), (wanted, expected.total()), "seed {seed}: {scenario:?}\n{answer}");
    false
}

fn run(cases: u64) {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let seed: u64 = number("BILLING_SEED").unwrap_or(20_260_620);
    let cases = number("BILLING_CASES").unwrap_or(cases);
    println!("seed {seed}, {cases} cases");
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get() as u64).min(cases.max(1));
    let overflows: u64 = std::thread::scope(|scope| {
        let work =
            |worker| move || (worker..cases).step_by(workers as usize).filter(|case| compare(seed.wrapping_add(*case))).count() as u64;
        let running: Vec<_> = (0..workers).map(|worker| scope.spawn(work(worker))).collect();
        running.into_iter().map(|worker| worker.join().expect("no difference")).sum()
    });
    println!("{overflows} beyond 128 bits");
    assert!(overflows * 100 <= cases, "{overflows} of {cases} were beyond 128 bits");
}

#[test]
fn every_line_and_total_is_the_naive_ones() {
    run(20_000);
}

#[test]
#[ignore = "a million cases take minutes"]
fn every_line_and_total_is_the_naive_ones_a_million_times() {
    run(1_000_000);
}
