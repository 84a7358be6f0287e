//! Case files that say less than they seem to are refused.

use channel_policy_cases::parse_cases;

const EXPECT: &str = r#"{"decision":true,"reasons":[]}"#;

fn error_of(case: &str) -> String {
    match parse_cases(&format!(r#"{{"cases":[{case}]}}"#)) {
        Ok(cases) => panic!("accepted {cases:?}"),
        Err(message) => message,
    }
}

fn with_expect(expect: &str) -> String {
    format!(r#"{{"name":"n","why":"w","operation":"deal","request":{{}},"expect":{expect}}}"#)
}

#[test]
fn a_request_keeps_its_bytes_and_its_duplicate_keys() {
    let text = format!(r#"{{"cases":[{{"name":"n","why":"w","operation":"deal","request":{{"a": 1,  "a": 1.0}},"expect":{EXPECT}}}]}}"#);
    let cases = parse_cases(&text).expect("a valid file");
    assert_eq!(cases[0].request, r#"{"a": 1,  "a": 1.0}"#);
}

#[test]
fn empty_cases_are_refused() {
    assert_eq!(parse_cases(r#"{"cases":[]}"#).expect_err("refused"), "`cases` is empty");
}

#[test]
fn misspelt_members_are_refused_everywhere() {
    assert!(parse_cases(r#"{"case":[]}"#).is_err());
    let misspelt = format!(r#"{{"name":"n","why":"w","operation":"deal","request":{{}},"nov":"","expect":{EXPECT}}}"#);
    assert!(error_of(&misspelt).contains("nov"));
    assert!(error_of(&with_expect(r#"{"decision":true,"reason":[]}"#)).contains("reason"));
    let issue = r#"{"outcome":"invalid","issues":[{"code":"a","pointer":"","path":""}]}"#;
    assert!(error_of(&with_expect(issue)).contains("path"));
}

#[test]
fn a_case_without_why_is_refused() {
    let missing = format!(r#"{{"name":"n","operation":"deal","request":{{}},"expect":{EXPECT}}}"#);
    assert!(error_of(&missing).contains("why"));
    let empty = format!(r#"{{"name":"n","why":" ","operation":"deal","request":{{}},"expect":{EXPECT}}}"#);
    assert_eq!(error_of(&empty), "case `n`: `why` is empty");
}

#[test]
fn a_case_has_exactly_one_of_request_and_text() {
    let both = format!(r#"{{"name":"n","why":"w","operation":"deal","request":{{}},"text":"x","expect":{EXPECT}}}"#);
    let neither = format!(r#"{{"name":"n","why":"w","operation":"deal","expect":{EXPECT}}}"#);
    for case in [both, neither] {
        assert_eq!(error_of(&case), "case `n`: give either `request` or `text`");
    }
}

#[test]
fn half_stated_expectations_are_refused() {
    for expect in [
        "{}",
        r#"{"decision":true}"#,
        r#"{"outcome":"invalid"}"#,
        r#"{"decision":true,"reasons":[],"outcome":"invalid","issues":[{"code":"a","pointer":""}]}"#,
        r#"{"answer":{"decision":true},"decision":true,"reasons":[]}"#,
        r#"{"answer":{"results":[]},"context":{}}"#,
    ] {
        assert!(error_of(&with_expect(expect)).contains("`expect` needs"), "{expect}");
    }
    assert!(error_of(&with_expect(r#"{"outcome":"invalid","issues":[]}"#)).contains("empty"));
    for answer in ["{}", "[]", "true"] {
        assert!(error_of(&with_expect(&format!(r#"{{"answer":{answer}}}"#))).contains("members to compare"), "{answer}");
    }
    let unknown = r#"{"outcome":"allow","issues":[{"code":"a","pointer":""}]}"#;
    assert!(error_of(&with_expect(unknown)).contains("`allow`"));
}

#[test]
fn two_cases_of_one_name_are_refused() {
    let case = with_expect(EXPECT);
    assert_eq!(error_of(&format!("{case},{case}")), "two cases are named `n`");
}
