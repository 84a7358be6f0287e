//! What both places check: values cross the boundary as they are.

use channel_policy_pkg::{Engine, shipped_documents};
use js_sys::{Array, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: f64 = 1_781_524_800_000.0;
const REQUEST: &str = r#"{"action":"create","contract":{"id":"c-1","reservedCapacity":"100 TB","allocatedCapacity":"53 TB"},"requestedCapacity":"47000000000001 B"}"#;

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        assert!(Reflect::set(&object, &(*name).into(), value).is_ok());
    }
    object.into()
}

fn bundle() -> String {
    let trust = object(&[("requestTime", true.into()), ("pinning", true.into())]);
    let documents = shipped_documents().expect("the documents are plain text");
    let text = JSON::stringify(&object(&[("trust", trust), ("documents", documents)])).expect("plain data");
    text.into()
}

fn engine() -> Engine {
    Engine::load(&bundle()).expect("the shipped documents load")
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
    let information = engine().information().expect("plain data");
    let shipped = shipped_documents().expect("plain data");
    assert_eq!(Array::from(&information).length(), Array::from(&shipped).length());
}

#[wasm_bindgen_test]
fn a_table_has_a_cell_per_action() {
    let ability = |role: &str| engine().ability(role.into(), "distributor".into(), NOW, None).expect("plain data");
    let table = ability("admin").expect("a known role");
    let cells = Uint8Array::from(Reflect::get(&table, &"cells".into()).expect("a member"));
    let resource_types = Array::from(&Reflect::get(&table, &"resourceTypes".into()).expect("a member"));
    let actions = |resource: JsValue| Array::from(&Reflect::get(&resource, &"actions".into()).expect("a member")).length();
    assert_eq!(cells.length(), resource_types.iter().map(actions).sum::<u32>());
    assert!(ability("emperor").is_none());
}

#[wasm_bindgen_test]
fn a_column_of_prices_has_a_row_per_average() {
    let amounts = engine().rate(NOW, Some("EUR".into()), true, &[0, 1_000_000_000_000, 2_500_000_000_000]).expect("a sample list");
    // 1 TB costs 7.99 EUR, 2.5 TB cost 19.975 EUR.
    assert_eq!(amounts.get(1..), Some([799, 1998].as_slice()));
    let issues = engine().rate(NOW, None, false, &[0]).expect_err("samples need consent");
    assert_eq!(Array::from(&issues).length(), 1);
}
