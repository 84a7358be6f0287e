//! Case files that say less than they seem to are refused.

use channel_policy_cases::parse_cases;

const EXPECT: &str = r#"{"decision":true,"reasons":[]}"#;

fn error_of(case: &str) -> String {
    match parse_cases(&format!(r#"{{"cases":[{case}]}}"#)) {
        Ok(cases) => panic!("accepted {cases:?}"),
        Err(faults) => faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("; "),
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
    let faults = parse_cases(r#"{"cases":[]}"#).expect_err("refused");
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), ["1:1: `cases` is empty"]);
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

#[test]
fn every_fault_names_its_case_and_its_place() {
    let good = with_expect(EXPECT);
    let misspelt = with_expect(r#"{"decison":true}"#).replace("\"n\"", "\"é\"");
    let unnamed = format!(r#"{{"why":"w","operation":"deal","request":{{}},"expect":{EXPECT}}}"#);
    let empty = with_expect(r#"{"outcome":"invalid","issues":[]}"#).replace("\"n\"", "\"m\"");
    let text = format!("{{\"$schema\": \"case.json\", \"cases\": [\n  {good},\n  {misspelt},\n{unnamed},\n\n    {empty}\n]}}");
    let lines: Vec<String> = parse_cases(&text).expect_err("refused").iter().map(ToString::to_string).collect();
    let known = "expected one of `decision`, `reasons`, `obligations`, `context`, `answer`, `outcome`, `issues`";
    let (before, _) = misspelt.split_once("\"decison\"").expect("there");
    let column = 2 + before.chars().count() + "\"decison\"".len();
    assert_eq!(lines[0], format!("3:{column}: case `é`: unknown field `decison`, {known}"));
    assert_eq!(lines[1], format!("4:{}: missing field `name`", unnamed.len()));
    assert_eq!(lines[2], "6:5: case `m`: `issues` is empty");
    assert_eq!(lines.len(), 3);
}

#[test]
fn a_case_knows_where_it_begins() {
    let cases = parse_cases(&format!("{{\n\"cases\": [\n  {}]}}", with_expect(EXPECT))).expect("a valid file");
    assert_eq!(cases[0].place.to_string(), "3:3");
}

#[test]
fn a_file_that_is_not_json_names_the_case_before_the_fault() {
    let text = format!("{{\"cases\": [{}, {{\"name\": \"m\",, }}]}}", with_expect(EXPECT));
    let faults = parse_cases(&text).expect_err("refused");
    let column = text.find(",,").expect("there") + 2;
    assert_eq!(faults.iter().map(ToString::to_string).collect::<Vec<_>>(), [format!("1:{column}: after case `n`: key must be a string")]);
    let cut = parse_cases(&text[..text.len() - 12]).expect_err("refused");
    assert!(cut[0].message.starts_with("after case `n`: EOF while parsing"), "{cut:?}");
}
