//! The parser against `serde_json` as oracle: the same texts accepted, with the same values, and the same place of the
//! first fault.

use super::Parser;
use crate::issue::IssueCode;
use crate::wire::node::Node;
use crate::wire::number::MAX_INTEGER;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::format;

/// The integer that a float is, where it is one within ±(2^53 − 1).
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::float_cmp,
    reason = "checked by casting back"
)]
fn integer(value: f64) -> Option<i64> {
    let integer = value as i64;
    ((-MAX_INTEGER..=MAX_INTEGER).contains(&integer) && integer as f64 == value).then_some(integer)
}

/// The same value; of duplicate keys the library keeps the last.
fn same(node: &Node<'_>, value: &serde_json::Value) -> bool {
    match (node, value) {
        (Node::Null, serde_json::Value::Null) => true,
        (Node::Bool(a), serde_json::Value::Bool(b)) => a == b,
        (Node::Text(a), serde_json::Value::String(b)) => a == b,
        (Node::Integer(a), serde_json::Value::Number(b)) => b.as_i64().or_else(|| b.as_f64().and_then(integer)) == Some(*a),
        (Node::Inexact, serde_json::Value::Number(b)) => b.as_f64().and_then(integer).is_none(),
        (Node::List(a), serde_json::Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Node::Object(a), serde_json::Value::Object(b)) => {
            a.iter().all(|(key, _)| b.contains_key(key.as_ref()))
                && b.iter().all(|(key, b)| a.iter().rev().find(|(name, _)| name == key).is_some_and(|(_, a)| same(a, b)))
        }
        _ => false,
    }
}

fn expected(error: &serde_json::Error) -> (IssueCode, String) {
    let (line, column, text) = (error.line(), error.column(), error.to_string());
    if text.starts_with("number out of range") {
        return (IssueCode::InputNotAnInteger, "the number is too large".into());
    }
    if text.starts_with("lone leading surrogate") || text.starts_with("unexpected end of hex escape") {
        let message = format!("half of a surrogate pair at line {line}, column {column} is not a character");
        return (IssueCode::InputLoneSurrogate, message);
    }
    let what = if error.is_eof() { "the text ends before the JSON value does" } else { "the text is not JSON" };
    (IssueCode::InputMalformedJson, format!("{what}: reading stopped at line {line}, column {column}"))
}

fn agrees(text: &str) -> bool {
    let read = Parser::new(text).whole();
    match (&read, serde_json::from_str::<serde_json::Value>(text)) {
        (Ok(node), Ok(value)) => same(node, &value),
        (Err(issue), Err(error)) => (issue.code, issue.message.clone()) == expected(&error),
        _ => false,
    }
}

/// Pieces that texts are made of, right and wrong.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\"a\"",
    "\"b\":",
    "{\"a\":1}",
    "[1,2]",
    " ",
    "\n",
    "\t",
    "\u{b}",
    "true",
    "false",
    "null",
    "tru",
    "0",
    "1",
    "-",
    "12",
    ".",
    "e",
    "E+",
    "e-",
    "1.0",
    "1.5",
    "-0",
    "1e0",
    "0.1e1",
    "1e400",
    "1e-400",
    "18446744073709551616",
    "9007199254740991",
    "9007199254740992",
    "9007199254740990.9",
    "18446744073709551615.5",
    "100000000000000000000e-20",
    "1.00000000000000000000001",
    "e99999999999",
    "é",
    "\u{1f600}",
    "\\",
    "\\n",
    "\\u",
    "\\u0041",
    "\\ud83d",
    "\\ude00",
    "\\u00",
    "\\x",
    "\u{1}",
    "/",
    "+",
    "\u{feff}",
];

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 4000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn reads_pieces_as_the_library_does(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..9)) {
        let text: String = pieces.concat();
        proptest::prop_assert!(agrees(&text), "{text:?}: {:?}", Parser::new(&text).whole());
    }

    #[test]
    fn reads_strings_as_the_library_does(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..6)) {
        let text = format!("[\"{}\"]", pieces.concat());
        proptest::prop_assert!(agrees(&text), "{text:?}: {:?}", Parser::new(&text).whole());
    }

    #[test]
    fn a_number_counts_by_its_value_as_a_float(text in "-?(0|[1-9][0-9]{0,20})(\\.([0-9]{1,25}|0{0,18}[0-9]|9{0,18}[0-9]))?([eE][+-]?[0-9]{1,3})?") {
        let float: f64 = text.parse().unwrap_or(f64::NAN);
        let expected = if float.is_infinite() { Err(IssueCode::InputNotAnInteger) } else { Ok(integer(float).map_or(Node::Inexact, Node::Integer)) };
        proptest::prop_assert_eq!(Parser::new(&text).whole().map_err(|issue| issue.code), expected);
    }

    #[test]
    fn stops_where_the_library_does(at in 0_usize..70, piece in proptest::sample::select(PIECES)) {
        let text = "{\"a\": [1, {\"b\": null}, \"x\\u0041\"],\n \"c\": -1.5e3, \"d\": {\"e\": true, \"f\": []}}";
        let head: String = text.chars().take(at).collect();
        let tail: String = text.chars().skip(at.saturating_add(1)).collect();
        for changed in [head.clone(), [head.as_str(), piece, tail.as_str()].concat()] {
            proptest::prop_assert!(agrees(&changed), "{changed:?}: {:?}", Parser::new(&changed).whole());
        }
    }
}

#[test]
fn numbers_at_the_edge_of_floats() {
    for (text, expected) in [
        ("9007199254740991.0", Some(9_007_199_254_740_991)),
        ("9007199254740990.5", Some(9_007_199_254_740_990)),
        ("9007199254740989.5", Some(9_007_199_254_740_990)),
        ("9007199254740991.5", None),
        ("9007199254740992", None),
        ("-9007199254740991", Some(-9_007_199_254_740_991)),
        ("1.00000000000000000000001", Some(1)),
        ("0.99999999999999999", Some(1)),
        ("0.9999999999999999", None),
        ("4503599627370497.5", Some(4_503_599_627_370_498)),
        ("2251799813685248.5", None),
        ("2251799813685248.25", Some(2_251_799_813_685_248)),
        ("18446744073709551616e-19", None),
        ("100000000000000000000e-20", Some(1)),
        ("1e-400", Some(0)),
        ("0e999", Some(0)),
        ("1e308", None),
        ("17000000000000000000e289", None),
    ] {
        let node = expected.map_or(Node::Inexact, Node::Integer);
        assert_eq!(Parser::new(text).whole(), Ok(node), "{text}");
    }
    for text in ["1e309", "1.7976931348623159e308", "17976931348623159000e289", "1e99999999999", "-2e308"] {
        assert_eq!(Parser::new(text).whole().map_err(|issue| issue.code), Err(IssueCode::InputNotAnInteger), "{text}");
    }
}

#[test]
fn the_pointer_leads_to_the_fault() {
    for (text, pointer) in
        [("[1, {\"a\": [true, x]}]", "/1/a/1"), ("{\"a/b\": 1e999}", "/a~1b"), ("{\"a\" 1}", "/a"), ("[1 2]", "/1"), ("{\"a\": 1,}", "")]
    {
        let found: Vec<String> = Parser::new(text).whole().err().map(|issue| issue.pointer).into_iter().collect();
        assert_eq!(found, [pointer], "{text}");
    }
}
