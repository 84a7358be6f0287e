//! The parser against `serde_json` as oracle: the same texts accepted, with the same values, and the same place of the
//! first fault.

use super::Parser;
use crate::issue::IssueCode;
use crate::wire::node::Node;
use crate::wire::number::MAX_INTEGER;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use std::format;

/// The integer that a number is: its digits written out, with the point moved.
fn integer(text: &str) -> Option<i64> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent: i64 = exponent.parse().ok()?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = "0".repeat(usize::try_from(exponent.abs()).ok()?);
    let sign = if whole.starts_with('-') { "-" } else { "" };
    let (whole, fraction) = (whole.trim_start_matches('-'), fraction);
    let (whole, fraction) =
        if exponent < 0 { (format!("{zeros}{whole}"), fraction.to_string()) } else { (whole.to_string(), format!("{fraction}{zeros}")) };
    let all = format!("{whole}{fraction}");
    let point = i64::try_from(whole.len()).ok()?.checked_add(exponent)?;
    let (whole, rest) = all.split_at(usize::try_from(point).ok()?);
    if rest.bytes().any(|byte| byte != b'0') {
        return None;
    }
    let value: i128 = format!("{sign}0{}", whole.trim_start_matches('0')).parse().ok()?;
    i64::try_from(value).ok().filter(|value| (-MAX_INTEGER..=MAX_INTEGER).contains(value))
}

/// The same value; of duplicate keys the library keeps the last.
fn same(node: &Node<'_>, value: &serde_json::Value) -> bool {
    match (node, value) {
        (Node::Null, serde_json::Value::Null) => true,
        (Node::Bool(a), serde_json::Value::Bool(b)) => a == b,
        (Node::Text(a), serde_json::Value::String(b)) => a == b,
        // The library gives other numbers as floats; what they are worth is tested by itself.
        (Node::Integer(a), serde_json::Value::Number(b)) => b.as_i64().is_none_or(|b| b == *a),
        (Node::Inexact(_), serde_json::Value::Number(b)) => b.as_i64().is_none_or(|b| b.abs() > MAX_INTEGER),
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
    if text.starts_with("lone leading surrogate") || text.starts_with("unexpected end of hex escape") {
        let message = format!("half of a surrogate pair at line {line}, column {column} is not a character");
        return (IssueCode::InputLoneSurrogate, message);
    }
    let what = if error.is_eof() { "the text ends before the JSON value does" } else { "the text is not JSON" };
    (IssueCode::InputMalformedJson, format!("{what}: reading stopped at line {line}, column {column}"))
}

fn agrees(text: &str) -> bool {
    let read = Parser::new(text, 0).whole();
    match (&read, serde_json::from_str::<serde_json::Value>(text)) {
        (Ok(node), Ok(value)) => same(node, &value),
        // The library stops at numbers beyond floats; here they are no integers like others.
        (_, Err(error)) if error.to_string().starts_with("number out of range") => true,
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
        proptest::prop_assert!(agrees(&text), "{text:?}: {:?}", Parser::new(&text, 0).whole());
    }

    #[test]
    fn reads_strings_as_the_library_does(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..6)) {
        let text = format!("[\"{}\"]", pieces.concat());
        proptest::prop_assert!(agrees(&text), "{text:?}: {:?}", Parser::new(&text, 0).whole());
    }

    #[test]
    fn a_number_is_the_integer_that_its_digits_say(text in "-?(0|[1-9][0-9]{0,20}|[1-9]0{0,20})(\\.([0-9]{1,25}|0{1,18}[0-9]?))?([eE][+-]?[0-9]{1,2})?") {
        let expected = integer(&text).map_or(Node::Inexact(text.as_str().into()), Node::Integer);
        proptest::prop_assert_eq!(Parser::new(&text, 0).whole(), Ok(expected));
    }

    #[test]
    fn stops_where_the_library_does(at in 0_usize..70, piece in proptest::sample::select(PIECES)) {
        let text = "{\"a\": [1, {\"b\": null}, \"x\\u0041\"],\n \"c\": -1.5e3, \"d\": {\"e\": true, \"f\": []}}";
        let head: String = text.chars().take(at).collect();
        let tail: String = text.chars().skip(at.saturating_add(1)).collect();
        for changed in [head.clone(), [head.as_str(), piece, tail.as_str()].concat()] {
            proptest::prop_assert!(agrees(&changed), "{changed:?}: {:?}", Parser::new(&changed, 0).whole());
        }
    }
}

#[test]
fn numbers_at_the_edge() {
    for (text, expected) in [
        ("9007199254740991.0", Some(9_007_199_254_740_991)),
        ("9007199254740990.5", None),
        ("9007199254740992", None),
        ("-9007199254740991", Some(-9_007_199_254_740_991)),
        ("9007199254740991000e-3", Some(9_007_199_254_740_991)),
        ("0.9007199254740991E+16", Some(9_007_199_254_740_991)),
        ("1.00000000000000000000001", None),
        ("0.99999999999999999", None),
        ("2300000000000000.2501", None),
        ("18446744073709551616e-19", None),
        ("100000000000000000000e-20", Some(1)),
        ("0.00000000000000000000001e23", Some(1)),
        ("1e-400", None),
        ("0e999", Some(0)),
        ("-0.0", Some(0)),
        ("1e308", None),
        ("1e99999999999999999999", None),
        ("1e-99999999999999999999", None),
    ] {
        let node = expected.map_or(Node::Inexact(text.into()), Node::Integer);
        assert_eq!(Parser::new(text, 0).whole(), Ok(node), "{text}");
    }
}

#[test]
fn the_pointer_leads_to_the_fault() {
    for (text, pointer) in
        [("[1, {\"a\": [true, x]}]", "/1/a/1"), ("{\"a/b\": 1e}", "/a~1b"), ("{\"a\" 1}", "/a"), ("[1 2]", "/1"), ("{\"a\": 1,}", "")]
    {
        let found: Vec<String> = Parser::new(text, 0).whole().err().map(|issue| issue.pointer).into_iter().collect();
        assert_eq!(found, [pointer], "{text}");
    }
}
