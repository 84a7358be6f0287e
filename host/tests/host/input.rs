//! Whatever bytes arrive, the module answers with issues: it never traps, and it never allows.

use crate::support::{Wanted, case, worker};
use channel_policy_host::{Answer, Operation, Outcome, Request, Trust, Worker, read_issues};
use std::sync::LazyLock;

/// The operations that ask about something; `check` reads documents, `matrix` asks for everything, `item` asks another one, and
/// `redact` judges nothing.
fn questions() -> impl Iterator<Item = Operation> {
    Operation::ALL
        .into_iter()
        .filter(|operation| !matches!(operation, Operation::Check | Operation::Matrix | Operation::Item | Operation::Redact))
}

/// Compiled once: these tests ask a lot of small questions.
static WORKER: LazyLock<Worker> = LazyLock::new(|| worker(Trust::ALL));

fn answers(body: &[u8]) -> Vec<Answer> {
    Operation::ALL
        .into_iter()
        .map(|operation| {
            let request = Request { operation, now_ms: Some(0), body };
            WORKER.evaluate(request).unwrap_or_else(|error| panic!("{}: {}", operation.name(), error.code()))
        })
        .collect()
}

/// The issues in an item's answer.
fn of_item(text: &str) -> &str {
    let issues = text.strip_prefix(r#"{"outcome":"malformed","issues":"#).and_then(|text| text.strip_suffix('}'));
    issues.unwrap_or_else(|| panic!("an item with issues: {text}"))
}

fn assert_malformed(body: &[u8], code: &str) {
    for (operation, answer) in Operation::ALL.into_iter().zip(answers(body)) {
        assert_eq!(answer.outcome, Outcome::Malformed, "{}", answer.text);
        let text = if operation == Operation::Item { of_item(&answer.text) } else { &answer.text };
        let issues = read_issues(text).expect("a list of issues");
        assert_eq!(issues.iter().map(|issue| issue.code.as_str()).collect::<Vec<_>>(), [code]);
    }
}

#[test]
fn ten_megabytes_of_brackets_are_too_large() {
    assert_malformed(&vec![b'['; 10_000_000], "input.too_large");
}

#[test]
fn deep_nesting_is_too_deep() {
    assert_malformed(&[b'['; 100_000], "input.too_deep");
    assert_malformed("{\"a\":".repeat(1000).as_bytes(), "input.too_deep");
}

#[test]
fn text_that_is_not_json_is_malformed() {
    for body in [&b""[..], b" ", b"{", b"{\"a\":1", b"nul", b"\0", b"{\"a\":\0}", b"{} {}", b"\xEF\xBB\xBF{}"] {
        assert_malformed(body, "input.malformed_json");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named_as_such() {
    assert_malformed(b"{\"a\":\"\xff\xfe\"}", "input.invalid_utf8");
}

#[test]
fn a_lone_surrogate_is_named_as_such() {
    assert_malformed(br#"{"a":"\ud800"}"#, "input.lone_surrogate");
}

#[test]
fn json_of_another_shape_is_invalid() {
    for body in [&b"null"[..], b"[]", b"{}", b"1e999", b"\"a\"", br#"{"a":"\u0000"}"#] {
        for (operation, answer) in Operation::ALL.into_iter().zip(answers(body)) {
            if (operation, body) == (Operation::Matrix, b"{}") {
                assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
                continue;
            }
            assert!(matches!(answer.outcome, Outcome::Invalid | Outcome::Malformed), "{}: {}", String::from_utf8_lossy(body), answer.text);
        }
    }
}

#[test]
fn no_truncation_of_an_allowed_request_is_allowed() {
    for operation in questions() {
        let body = case(operation, Wanted::Allow).request.into_bytes();
        for end in (0..body.len()).step_by(7) {
            let request = Request { operation, now_ms: Some(0), body: &body[..end] };
            let answer = WORKER.evaluate(request).expect("an answer");
            assert_eq!(answer.outcome, Outcome::Malformed, "{} cut at {end}", operation.name());
        }
    }
}
