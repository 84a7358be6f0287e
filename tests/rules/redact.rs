//! What of a request may be kept in a log.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation, Outcome};
use proptest::prelude::*;
use serde_json::{Value, json};

fn record(operation: &str, text: &str, pointers: &[&str]) -> Value {
    let line = line(operation, text, pointers);
    serde_json::from_str(&line).expect("JSON")
}

fn line(operation: &str, text: &str, pointers: &[&str]) -> String {
    static POLICY: LazyLock<CompiledPolicy> = LazyLock::new(|| support::impossible_cloud().1);
    let policy = &*POLICY;
    let request = json!({"operation": operation, "text": text, "pointers": pointers});
    let answer = policy.evaluate(Operation::Redact, None, request.to_string().as_bytes());
    assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
    answer.text
}

#[test]
fn what_pointers_name_is_taken_out_and_the_rest_stays_as_it_was_written() {
    let text = "{ \"subject\": {\"id\":\"u\",\"properties\":{\"mail\":\"m\",\"role\":[\"a\"]}},\n\t\"b\": [1.50, {\"c\": 1e999}], \"a/b\": {\"~\": 2}, \"a/b\": 3 }";
    let pointers = ["/subject/properties/*", "/b/0", "/b/1/d", "/a~1b/~0", "/b/-", "/b/00"];
    let line = line("permission", text, &pointers);
    let request = r#""request":{"subject":{"id":"u","properties":{"mail":"[redacted]","role":"[redacted]"}},"b":["[redacted]",{"c":1e999}],"a/b":{"~":"[redacted]"},"a/b":3}"#;
    assert!(line.contains(request), "{line}");
    assert!(line.ends_with(r#","redacted":["/subject/properties/*","/b/0","/a~1b/~0"],"secrets":0}"#), "{line}");
    assert_eq!(record("deal", "[[1],2]", &["/*/*"])["request"], json!([["[redacted]"], 2]));
    assert_eq!(record("deal", "{\"a\":1}", &[""])["request"], "[redacted]");
    assert_eq!(record("deal", "{\"\":1,\"b\":2}", &["/"])["request"], json!({"": "[redacted]", "b": 2}));
}

#[test]
fn passwords_are_taken_out_without_being_named_wherever_they_stand() {
    for (operation, request, left, secrets) in [
        (
            "password",
            json!({"action": "change", "password": "p-1", "confirmation": "p-1", "current": "p-2", "currentCorrect": true}),
            json!({"action": "change", "password": "[redacted]", "confirmation": "[redacted]", "current": "[redacted]", "currentCorrect": true}),
            3,
        ),
        (
            "account",
            json!({"action": "createUser", "form": {"name": "n", "password": "p-1"}, "newPassword": "p-2"}),
            json!({"action": "createUser", "form": {"name": "n", "password": "[redacted]"}, "newPassword": "[redacted]"}),
            2,
        ),
        (
            "batch",
            json!({"items": [{"operation": "password", "request": {"PASSWORD": ["p-1"], "s3SecretKey": {"a": "p-1"}}}]}),
            json!({"items": [{"operation": "password", "request": {"PASSWORD": "[redacted]", "s3SecretKey": "[redacted]"}}]}),
            2,
        ),
        (
            "deal",
            json!({"password": 12345, "setup": {"password": true}}),
            json!({"password": "[redacted]", "setup": {"password": true}}),
            1,
        ),
    ] {
        let text = request.to_string();
        let record = record(operation, &text, &["/nothing"]);
        assert_eq!((&record["request"], &record["secrets"]), (&left, &json!(secrets)), "{text}");
        assert_eq!(record["redacted"], json!([]));
        assert!(!record.to_string().contains("p-1") && !record.to_string().contains("12345"), "{record}");
    }
    // A pointer that names a secret has named something.
    assert_eq!(record("password", r#"{"password":"x"}"#, &["/password"])["redacted"], json!(["/password"]));
}

#[test]
fn equal_requests_have_one_digest_and_a_secret_has_no_part_in_it() {
    let digest = |text: &str, pointers: &[&str]| record("account", text, pointers)["digest"].clone();
    // printf '{"a":1,"b":2}' | sha256sum
    assert_eq!(digest(" {\"b\":2.0,\n\"a\":1} ", &[]), "sha256:43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777");
    assert_ne!(digest("{\"b\":2.5}", &[]), digest("{\"b\":2.25}", &[]));
    assert_eq!(digest("{\"password\":\"a\"}", &[]), digest("{\"password\":\"b\"}", &[]));
    assert_eq!(digest("{\"mail\":\"a\"}", &["/mail"]), digest("{\"mail\":\"b\"}", &["/mail"]));
    assert_ne!(digest("{\"mail\":\"a\"}", &[]), digest("{\"mail\":\"b\"}", &[]));
}

#[test]
fn of_a_text_that_cannot_be_read_nothing_is_kept_but_its_length_and_digest() {
    // printf '{"a' | sha256sum
    let broken = record("deal", "{\"a", &["/a"]);
    let digest = "sha256:55505b6f8c3dc34a3b804086a88d4beae35b69af0dbc471d8cd780d37569a50b";
    assert_eq!(broken, json!({"operation": "deal", "unreadable": "input.malformed_json", "length": 3, "digest": digest}));
    let deep = "[".repeat(33);
    assert_eq!(record("deal", &deep, &[])["unreadable"], "input.too_deep");
    // A digest of a broken request for a password would tell the password to whoever tries all.
    for operation in ["password", "account", "batch", "item", "redact"] {
        let broken = record(operation, "{\"password\":\"abc\"", &[]);
        assert_eq!(broken, json!({"operation": operation, "unreadable": "input.malformed_json", "length": 17}));
    }
}

#[test]
fn a_list_of_pointers_that_cannot_be_followed_is_an_issue() {
    let (_, policy) = support::impossible_cloud();
    let many = vec!["/a"; 101];
    for (request, code, pointer) in [
        (json!({"operation": "deal", "text": "{}", "pointers": ["a"]}), "input.pointer_format", "/pointers"),
        (json!({"operation": "deal", "text": "{}", "pointers": many}), "input.too_many_pointers", "/pointers"),
        (json!({"operation": "mow", "text": "{}"}), "input.unknown_value", "/operation"),
        (json!({"operation": "deal", "text": {}}), "input.wrong_type", "/text"),
    ] {
        let answer = policy.evaluate(Operation::Redact, None, request.to_string().as_bytes());
        assert_eq!(answer.outcome, Outcome::Invalid, "{}", answer.text);
        let issues: Value = serde_json::from_str(&answer.text).expect("JSON");
        assert_eq!((&issues[0]["code"], &issues[0]["pointer"]), (&json!(code), &json!(pointer)), "{issues}");
    }
    assert_eq!(line("deal", "{}", &vec!["/a"; 100]).matches("/a").count(), 0);
}

#[test]
fn large_requests_with_many_pointers_take_no_longer_than_their_length() {
    let wide = format!("[{}0]", "0,".repeat(400_000));
    assert_eq!(line("deal", &wide, &["/*"]).matches("[redacted]").count(), 400_001);
    let keys: String = (0..90_000).map(|index| format!("\"{}{index}\":{{\"x\":1}},", "k".repeat(20))).collect();
    let pointers = vec!["/*/*/*/*/*/*"; 100];
    assert!(line("deal", &format!("{{{keys}\"z\":1}}"), &pointers).ends_with("\"redacted\":[],\"secrets\":0}"));
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-9_i64..9).prop_map(Value::from),
        "[\u{0}-\u{9f}\u{2028}\u{2029}]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::btree_map("[ab/~\n\u{85}]{0,2}|password", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn a_record_is_one_printable_line_without_any_secret(value in json_value(), pointers in proptest::collection::vec("(/[ab*01]){0,3}", 0..4), noise in "\\PC{0,20}|[\u{0}-\u{9f}]{0,20}") {
        for text in [value.to_string(), noise] {
            let pointers: Vec<&str> = pointers.iter().map(String::as_str).collect();
            let line = line("deal", &text, &pointers);
            prop_assert!(!line.contains(|character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')), "{line}");
            let record: Value = serde_json::from_str(&line).expect("JSON");
            prop_assert!(no_secret(&record));
            if let Ok(read) = serde_json::from_str::<Value>(&text) && pointers.is_empty() {
                prop_assert_eq!(&record["request"], &without_secrets(&read));
            }
        }
    }
}

fn no_secret(value: &Value) -> bool {
    match value {
        Value::Object(members) => members
            .iter()
            .all(|(key, value)| (key != "password" || value.is_boolean() || value.is_null() || value == "[redacted]") && no_secret(value)),
        Value::Array(items) => items.iter().all(no_secret),
        _ => true,
    }
}

fn without_secrets(value: &Value) -> Value {
    match value {
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(key, value)| {
                    let is_secret = key == "password" && !value.is_boolean() && !value.is_null();
                    (key.clone(), if is_secret { json!("[redacted]") } else { without_secrets(value) })
                })
                .collect(),
        ),
        Value::Array(items) => items.iter().map(without_secrets).collect(),
        other => other.clone(),
    }
}
