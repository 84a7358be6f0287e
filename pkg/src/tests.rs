//! The shell in Node and in a browser: text and columns cross the boundary as they are.

use js_sys::{Array, JSON};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::{Engine, read_quantity, shipped_documents};

const NOW: f64 = 1_781_524_800_000.0;
const REQUEST: &str = r#"{"action":"create","contract":{"id":"c-1","reservedCapacity":"100 TB","allocatedCapacity":"53 TB"},"requestedCapacity":"47000000000001 B"}"#;

fn engine() -> Engine {
    let documents = shipped_documents();
    Engine::load(&format!(r#"{{"trust":{{"requestTime":true,"pinning":true}},"documents":{documents}}}"#))
        .expect("the shipped documents load")
}

fn length(array: &str) -> u32 {
    Array::from(&JSON::parse(array).expect("JSON")).length()
}

#[wasm_bindgen_test]
fn a_request_is_answered_and_the_clock_is_passed_on() {
    let answer = engine().evaluate("allocation", Some(NOW), REQUEST).expect("a known operation");
    assert!(answer.starts_with(r#"{"decision":false,"#), "{answer}");
    assert!(answer.contains("allocation.insufficient_contract_capacity"), "{answer}");
    assert!(answer.contains(r#""asOf":"2026-06-15T12:00:00Z""#), "{answer}");
}

#[wasm_bindgen_test]
fn without_a_clock_the_time_is_missing() {
    let answer = engine().evaluate("allocation", None, REQUEST).expect("a known operation");
    assert!(answer.starts_with('[') && answer.contains("input.as_of_missing"), "{answer}");
}

#[wasm_bindgen_test]
fn an_unknown_operation_has_no_answer() {
    assert_eq!(engine().evaluate("guess", Some(NOW), REQUEST), None);
}

#[wasm_bindgen_test]
fn broken_documents_come_back_as_issues() {
    let issues = Engine::load(r#"{"documents":[{"source":"broken.json","text":"{"}]}"#).err().expect("refused");
    assert!(issues.starts_with('[') && issues.contains(r#""document":"broken.json""#), "{issues}");
}

#[wasm_bindgen_test]
fn information_lists_every_document() {
    assert_eq!(length(&engine().information()), length(&shipped_documents()));
}

#[wasm_bindgen_test]
fn a_single_value_is_read_as_a_field_of_a_request_is() {
    let read = |kind, json| read_quantity(kind, json);
    assert_eq!(read("capacity", "\"47.5 TB\"").as_deref(), Some(r#"{"bytes":"47500000000000","text":"47500 GB"}"#));
    assert_eq!(read("price", "\"7.990\"").as_deref(), Some(r#"{"amount":"7.990"}"#));
    assert_eq!(read("currency", "\"KWD\"").as_deref(), Some(r#"{"currency":"KWD","minorUnits":3}"#));
    let refused = read("capacity", "\"47,5 TB\"").expect("a known kind");
    assert!(refused.starts_with(r#"[{"code":"input.capacity_format""#), "{refused}");
    assert_eq!(read("date", "\"2026-06-15\""), None);
}

#[wasm_bindgen_test]
fn a_column_of_prices_has_a_row_per_average() {
    let bytes = [0, 1_000_000_000_000, 2_500_000_000_000];
    let (mut amounts, mut flags) = ([0; 3], [0; 3]);
    let mut rate = |queries| engine().rate(queries, &bytes, &[30, u32::MAX, 31], &[0; 3], &mut amounts, &mut flags);
    assert_eq!(length(&rate(r#"[{"asOf":"2026-06-15T12:00:00Z"}]"#)), 1, "samples need consent");
    let answer = rate(r#"[{"asOf":"2026-06-15T12:00:00Z","currency":"EUR","allowSample":true}]"#);
    assert!(answer.starts_with(r#"{"prices":[{"currency":"EUR","policies":["#), "{answer}");
    // 1 TB costs 7.99 EUR; June has no 31 days.
    assert_eq!((amounts, flags), ([799, 799, i64::MIN], [6, 4, 1]));
}
