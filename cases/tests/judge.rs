//! The judge notices every kind of difference, and nothing else.

use channel_policy_cases::{Difference, judge, parse_cases};

const ANSWER: &str = r#"{"decision":false,"context":{"reasons":[{"code":"a.b"},{"code":"a.c"}],
    "obligations":[{"code":"register_deal"}],"headroom":{"before":"1 TB","after":"2 TB"},"lines":[{"id":"x"},{"id":"y"}]}}"#;
const ISSUES: &str = r#"[{"code":"input.null","pointer":"/a/b","message":"m"},{"code":"input.wrong_type","pointer":"/c","message":"m"}]"#;

fn found(expect: &str, outcome: u32, text: &str) -> Vec<String> {
    let file = format!(r#"{{"cases":[{{"name":"n","why":"w","operation":"deal","request":{{}},"expect":{expect}}}]}}"#);
    let cases = parse_cases(&file).expect("a valid case");
    judge(&cases[0], outcome, text).into_iter().map(|difference| difference.pointer).collect()
}

#[test]
fn an_answer_as_expected_has_no_difference() {
    let expect = r#"{"decision":false,"reasons":["a.b","a.c"],"obligations":["register_deal"],
        "context":{"headroom":{"after":"2 TB"},"lines":[{"id":"x"},{}]}}"#;
    assert!(found(expect, 1, ANSWER).is_empty());
    let expect = r#"{"outcome":"invalid","issues":[{"code":"input.null","pointer":"/a/b"},{"code":"input.wrong_type","pointer":"/c"}]}"#;
    assert!(found(expect, 3, ISSUES).is_empty());
}

#[test]
fn the_other_outcome_is_noticed() {
    let expect = r#"{"decision":true,"reasons":[]}"#;
    assert_eq!(found(expect, 1, ANSWER), [""]);
    assert_eq!(found(expect, 3, ISSUES), [""]);
    let malformed = r#"{"outcome":"malformed","issues":[{"code":"input.null","pointer":"/a/b"}]}"#;
    assert_eq!(found(malformed, 3, ISSUES), [""]);
    assert_eq!(found(malformed, 9, ISSUES), [""]);
}

#[test]
fn a_decision_that_contradicts_its_outcome_is_noticed() {
    let expect = r#"{"decision":true,"reasons":["a.b","a.c"]}"#;
    assert_eq!(found(expect, 0, ANSWER), ["/decision"]);
    assert_eq!(found(expect, 0, "{}"), ["/decision", "/context/reasons"]);
}

#[test]
fn missing_surplus_and_reordered_reasons_are_noticed() {
    for reasons in [r#"["a.b"]"#, r#"["a.b","a.c","a.d"]"#, r#"["a.c","a.b"]"#, "[]"] {
        let expect = format!(r#"{{"decision":false,"reasons":{reasons}}}"#);
        assert_eq!(found(&expect, 1, ANSWER), ["/context/reasons"], "{reasons}");
    }
}

#[test]
fn obligations_are_compared_where_stated() {
    let expect = r#"{"decision":false,"reasons":["a.b","a.c"],"obligations":[]}"#;
    assert_eq!(found(expect, 1, ANSWER), ["/context/obligations"]);
    let expect = r#"{"decision":false,"reasons":["a.b","a.c"]}"#;
    assert!(found(expect, 1, ANSWER).is_empty());
}

#[test]
fn context_differences_carry_their_pointers() {
    for (context, pointer) in [
        (r#"{"headroom":{"after":"3 TB"}}"#, "/context/headroom/after"),
        (r#"{"headroom":{"a/b":1}}"#, "/context/headroom/a~1b"),
        (r#"{"headroom":"2 TB"}"#, "/context/headroom"),
        (r#"{"lines":[{"id":"x"}]}"#, "/context/lines"),
        (r#"{"lines":[{"id":"x"},{"id":"z"}]}"#, "/context/lines/1/id"),
        (r#"{"lines":{}}"#, "/context/lines"),
    ] {
        let expect = format!(r#"{{"decision":false,"reasons":["a.b","a.c"],"context":{context}}}"#);
        assert_eq!(found(&expect, 1, ANSWER), [pointer], "{context}");
    }
}

#[test]
fn issue_lists_are_exact_and_ordered() {
    let one = r#"{"outcome":"invalid","issues":[{"code":"input.null","pointer":"/a/b"}]}"#;
    assert_eq!(found(one, 3, ISSUES), ["/1"]);
    let swapped = r#"{"outcome":"invalid","issues":[{"code":"input.wrong_type","pointer":"/c"},{"code":"input.null","pointer":"/a/b"}]}"#;
    assert_eq!(found(swapped, 3, ISSUES), ["/0", "/1"]);
    let elsewhere = r#"{"outcome":"invalid","issues":[{"code":"input.null","pointer":"/a"},{"code":"input.wrong_type","pointer":"/c"},{"code":"x","pointer":""}]}"#;
    assert_eq!(found(elsewhere, 3, ISSUES), ["/0", "/2"]);
    assert_eq!(found(one, 3, "{}"), [""]);
}

#[test]
fn a_whole_answer_is_compared_as_a_subset_with_exact_lists() {
    const FOUND: &str = r#"{"results":[{"type":"user","id":"a"},{"type":"user","id":"b"}],"context":{"asOf":"x"}}"#;
    assert!(found(r#"{"answer":{"results":[{"id":"a"},{"type":"user","id":"b"}]}}"#, 0, FOUND).is_empty());
    for (answer, pointer) in [
        (r#"{"results":[{"id":"a"}]}"#, "/results"),
        (r#"{"results":[{"id":"b"},{"id":"a"}]}"#, "/results/0/id"),
        (r#"{"results":{}}"#, "/results"),
        (r#"{"context":{"policies":[]}}"#, "/context/policies"),
    ] {
        assert_eq!(found(&format!(r#"{{"answer":{answer}}}"#), 0, FOUND)[0], pointer, "{answer}");
    }
    assert_eq!(found(r#"{"answer":{"results":[]}}"#, 3, ISSUES), [""]);
    assert_eq!(found(r#"{"answer":{"results":[]}}"#, 1, FOUND), [""]);
}

#[test]
fn a_whole_answer_with_a_decision_has_its_outcome() {
    let expect = r#"{"answer":{"decision":false,"context":{"obligations":[{"code":"register_deal"}]}}}"#;
    assert!(found(expect, 1, ANSWER).is_empty());
    assert_eq!(found(expect, 0, ANSWER), [""]);
}

#[test]
fn an_answer_that_is_not_json_is_noticed() {
    assert_eq!(found(r#"{"decision":true,"reasons":[]}"#, 0, "nonsense"), [""]);
}

#[test]
fn a_difference_reads_as_a_sentence() {
    let difference = Difference { pointer: "/a".into(), expected: "1".into(), found: "2".into() };
    assert_eq!(difference.to_string(), "/a: expected 1, found 2");
    let whole = Difference { pointer: String::new(), ..difference };
    assert_eq!(whole.to_string(), "the answer: expected 1, found 2");
}
