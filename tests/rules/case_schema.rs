//! The JSON Schema of case files and their reader agree: what editors mark is what `channel-policy test` refuses.

use crate::support;
use channel_policy_cases::parse_cases;
use serde_json::Value;
use std::fs;

fn validator() -> jsonschema::Validator {
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/case.json");
    let text = fs::read_to_string(committed).expect("`cargo xtask generate` has written it");
    jsonschema::validator_for(&serde_json::from_str(&text).expect("JSON")).expect("a valid schema")
}

#[test]
fn every_shipped_case_file_is_valid() {
    let validator = validator();
    let mut files = 0;
    for folder in support::packs() {
        for entry in fs::read_dir(folder.join("cases")).expect("every shipped pack has cases") {
            let path = entry.expect("an entry").path();
            let file: Value = serde_json::from_str(&fs::read_to_string(&path).expect("UTF-8")).expect("JSON");
            let errors: Vec<String> = validator.iter_errors(&file).map(|error| format!("{}: {error}", error.instance_path())).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
            files += 1;
        }
    }
    assert!(files > 50, "only {files} files were found");
}

const EXPECT: &str = r#"{"decision":true,"reasons":[]}"#;

fn file(case: &str) -> String {
    format!(r#"{{"$schema":"../../../schemas/case.json","cases":[{case}]}}"#)
}

fn with_expect(expect: &str) -> String {
    file(&format!(r#"{{"name":"n","why":"w","operation":"deal","request":{{}},"expect":{expect}}}"#))
}

#[test]
fn schema_and_reader_accept_and_refuse_the_same() {
    let validator = validator();
    let good = [
        with_expect(EXPECT),
        with_expect(r#"{"decision":false,"reasons":["a.b"],"obligations":[],"context":{"a":[1]}}"#),
        with_expect(r#"{"answer":{"results":[]}}"#),
        with_expect(r#"{"outcome":"malformed","issues":[{"code":"a.b","pointer":"/a"}]}"#),
        file(&format!(r#"{{"name":"n","why":"w","operation":"deal","now":"2026-01-01T00:00:00Z","text":"{{","expect":{EXPECT}}}"#)),
    ];
    let bad = [
        r#"{"cases":[]}"#.to_owned(),
        r#"{"case":[]}"#.to_owned(),
        with_expect("{}"),
        with_expect(r#"{"decision":true}"#),
        with_expect(r#"{"decision":true,"reason":[]}"#),
        with_expect(r#"{"decision":true,"reasons":[],"outcome":"invalid","issues":[{"code":"a","pointer":""}]}"#),
        with_expect(r#"{"answer":{}}"#),
        with_expect(r#"{"answer":{"results":[]},"context":{}}"#),
        with_expect(r#"{"outcome":"allow","issues":[{"code":"a","pointer":""}]}"#),
        with_expect(r#"{"outcome":"invalid","issues":[]}"#),
        with_expect(r#"{"outcome":"invalid","issues":[{"code":"a","pointer":"","path":""}]}"#),
        file(&format!(r#"{{"name":"n","why":" ","operation":"deal","request":{{}},"expect":{EXPECT}}}"#)),
        file(&format!(r#"{{"name":"n","operation":"deal","request":{{}},"expect":{EXPECT}}}"#)),
        file(&format!(r#"{{"name":"n","why":"w","operation":"deal","expect":{EXPECT}}}"#)),
        file(&format!(r#"{{"name":"n","why":"w","operation":"deal","request":{{}},"text":"x","expect":{EXPECT}}}"#)),
        file(&format!(r#"{{"name":"n","why":"w","operation":"deal","request":{{}},"nov":"","expect":{EXPECT}}}"#)),
    ];
    for (text, is_good) in good.iter().map(|text| (text, true)).chain(bad.iter().map(|text| (text, false))) {
        let value: Value = serde_json::from_str(text).expect("JSON");
        assert_eq!((validator.is_valid(&value), parse_cases(text).is_ok()), (is_good, is_good), "{text}");
    }
}

#[test]
fn an_operation_that_there_is_not_is_marked() {
    let text = with_expect(EXPECT).replace("\"deal\"", "\"dael\"");
    assert!(!validator().is_valid(&serde_json::from_str(&text).expect("JSON")));
}
