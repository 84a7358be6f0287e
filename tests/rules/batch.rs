//! Many questions in one request: each item has the answer that it gets alone, and what is wrong with one concerns no other.

use crate::support;
use channel_policy::{Answer, CompiledPolicy, Operation, Outcome, load};
use channel_policy_cases::{Case, Pack, Trust, bundle};
use serde_json::{Value, json};

/// Noon of 20 June 2026.
const NOON: i64 = 1_781_956_800_000;

fn batch(policy: &CompiledPolicy, text: &str) -> Value {
    let answer = policy.evaluate(Operation::Batch, Some(NOON), text.as_bytes());
    assert_eq!(answer.outcome, Outcome::Allow, "{}", answer.text);
    serde_json::from_str(&answer.text).expect("JSON")
}

fn item(policy: &CompiledPolicy, text: &str) -> Answer {
    policy.evaluate(Operation::Item, Some(NOON), text.as_bytes())
}

fn may_be_item(operation: &str) -> bool {
    !["check", "batch", "item", "redact"].contains(&operation)
}

/// An item's answer as it must stand in the batch.
fn alone(operation: &str, answer: &Answer) -> String {
    let member = if matches!(answer.outcome, Outcome::Allow | Outcome::Deny) { "answer" } else { "issues" };
    format!(r#"{{"operation":"{operation}","outcome":"{}","{member}":{}}}"#, answer.outcome.name(), answer.text)
}

#[test]
fn every_case_of_a_pack_in_one_batch_and_as_a_line_has_the_answer_that_it_has_alone() {
    let (mut asked, mut refused) = (0, 0);
    for folder in support::packs() {
        let pack = Pack::read(&folder).expect("the shipped packs are readable");
        let policy = load(pack.bundle().as_bytes()).expect("the shipped packs have no issues");
        let cases: Vec<_> = pack.case_files.iter().flat_map(|file| &file.cases).filter(|case| may_be_item(&case.operation)).collect();
        for case in &cases {
            let text = format!(r#"{{"operation": "{}", "request": {}}}"#, case.operation, case.request);
            let line = policy.evaluate(Operation::Item, support::now_ms(case), text.as_bytes());
            let single = support::answer(&policy, case);
            assert_eq!(line.outcome, single.outcome, "{}", case.name);
            if single.outcome != Outcome::Malformed {
                assert_eq!(line.text, alone(&case.operation, &single), "{}", case.name);
            }
        }
        let mut clocks: Vec<_> = cases.iter().map(|case| support::now_ms(case)).collect();
        clocks.sort_unstable();
        clocks.dedup();
        for now in clocks {
            // What cannot be read alone makes the text around it one that cannot be read.
            let readable = |case: &&&Case| support::now_ms(case) == now && support::answer(&policy, case).outcome != Outcome::Malformed;
            for chunk in cases.iter().filter(readable).collect::<Vec<_>>().chunks(1000) {
                let items: Vec<String> = chunk
                    .iter()
                    .map(|case| format!("{{\"request\" : {} ,\n \"operation\":\"{}\"}}", case.request, case.operation))
                    .collect();
                let text = format!("{{ \"items\": [ {} ] }}", items.join(" , "));
                let answer = policy.evaluate(Operation::Batch, now, text.as_bytes());
                let expected: Vec<String> = chunk.iter().map(|case| alone(&case.operation, &support::answer(&policy, case))).collect();
                let mut rest = answer.text.strip_prefix("{\"items\":[").unwrap_or_else(|| panic!("{}", answer.text));
                for (case, expected) in chunk.iter().zip(&expected) {
                    rest = rest.trim_start_matches(',').strip_prefix(expected.as_str()).unwrap_or_else(|| {
                        let found: String = rest.chars().take(expected.len()).collect();
                        panic!("{}: {found} is not {expected}", case.name)
                    });
                }
                assert_eq!(rest, "]}");
                asked += chunk.len();
                refused += expected.iter().filter(|answer| answer.contains("\"issues\":")).count();
            }
        }
    }
    assert!(asked > 500 && refused > 50, "{asked} cases in batches, {refused} of them with issues");
}

const DEAL: &str = r#"{"action":"check","customer":{"id":"k-1","volume":"90 TB"},"sale":{"plan":"reserved","volume":"20 TB"}}"#;

#[test]
fn an_item_that_cannot_be_asked_has_issues_at_its_place_and_the_others_go_on() {
    let (_, policy) = support::impossible_cloud();
    let text = format!(
        r#"{{"items": [
            {{"operation": "deal", "request": {DEAL}}},
            {{"operation": "batch", "request": {{"items": []}}}},
            {{"operation": "check", "request": {{}}}},
            {{"operation": "redact", "request": {{}}}},
            {{"operation": "mow", "request": {{}}}},
            {{"operation": "deal"}},
            {{"request": {{}}}},
            {{"operation": "deal", "request": {{}}, "requests": 1}},
            {{"operation": "deal", "operation": "quote", "request": {{}}}},
            17,
            {{"id": "", "operation": "deal", "request": {{}}}},
            {{"id": "last", "operation": "deal", "request": {{"a": 1, "a": 2, "b": 1e400}}}}
        ]}}"#
    );
    let answer = batch(&policy, &text);
    let items = answer["items"].as_array().expect("items");
    assert_eq!(items.len(), 12);
    assert_eq!(items[0]["outcome"], "deny");
    assert_eq!(items[0]["answer"]["context"]["reasons"][0]["code"], "deal.registration_required");
    let refused = [
        ("input.unknown_value", "/items/1/operation"),
        ("input.unknown_value", "/items/2/operation"),
        ("input.unknown_value", "/items/3/operation"),
        ("input.unknown_value", "/items/4/operation"),
        ("input.missing_field", "/items/5/request"),
        ("input.missing_field", "/items/6/operation"),
        ("input.unknown_field", "/items/7/requests"),
        ("input.duplicate_key", "/items/8/operation"),
        ("input.wrong_type", "/items/9"),
        ("input.text_length", "/items/10/id"),
    ];
    for (item, (code, pointer)) in items[1..11].iter().zip(refused) {
        assert_eq!((&item["outcome"], item.get("operation")), (&json!("invalid"), None), "{item}");
        assert_eq!((&item["issues"][0]["code"], &item["issues"][0]["pointer"]), (&json!(code), &json!(pointer)), "{item}");
        assert_eq!(item["issues"].as_array().map(Vec::len), Some(1), "{item}");
    }
    assert!(items[1]["issues"][0]["help"].as_str().expect("help").contains("permission, allocation, deal"));
    // The item was asked: places are those in its own request.
    assert_eq!((&items[11]["id"], &items[11]["operation"]), (&json!("last"), &json!("deal")));
    assert_eq!(items[11]["issues"][0]["pointer"], "/a");
}

#[test]
fn a_batch_that_is_no_list_of_items_has_issues_as_a_whole() {
    let (_, policy) = support::impossible_cloud();
    for (text, outcome, code, pointer) in [
        ("{\"items\":[", Outcome::Malformed, "input.malformed_json", "/items/0"),
        ("[]", Outcome::Invalid, "input.wrong_type", ""),
        ("{}", Outcome::Invalid, "input.missing_field", "/items"),
        (r#"{"items":{}}"#, Outcome::Invalid, "input.wrong_type", "/items"),
        (r#"{"items":[],"items":[]}"#, Outcome::Invalid, "input.duplicate_key", "/items"),
        (r#"{"items":[],"asOf":"today"}"#, Outcome::Invalid, "input.instant_format", "/asOf"),
        (r#"{"items":[],"operation":"deal"}"#, Outcome::Invalid, "input.unknown_field", "/operation"),
    ] {
        let answer = policy.evaluate(Operation::Batch, Some(NOON), text.as_bytes());
        let issues: Value = serde_json::from_str(&answer.text).expect("JSON");
        assert_eq!((answer.outcome, &issues[0]["code"], &issues[0]["pointer"]), (outcome, &json!(code), &json!(pointer)), "{text}");
    }
    assert_eq!(batch(&policy, r#"{"items":[]}"#), json!({"items": []}));
}

#[test]
fn a_thousand_items_are_asked_and_one_more_is_an_issue() {
    let (_, policy) = support::impossible_cloud();
    let items = |count: usize| format!("{{\"items\":[{}]}}", vec![r#"{"operation":"deal","request":{}}"#; count].join(","));
    assert_eq!(batch(&policy, &items(1000))["items"].as_array().map(Vec::len), Some(1000));
    let answer = policy.evaluate(Operation::Batch, Some(NOON), items(1001).as_bytes());
    assert_eq!(answer.outcome, Outcome::Invalid);
    assert!(answer.text.contains(r#""code":"batch.too_many_items","pointer":"/items""#), "{}", answer.text);
}

#[test]
fn answers_that_fill_the_text_end_the_asking_and_nothing_is_lost() {
    let (_, policy) = support::impossible_cloud();
    let one = policy.evaluate(Operation::Matrix, Some(NOON), b"{}").text.len();
    let text = format!("{{\"items\":[{}]}}", vec![r#"{"operation":"matrix","request":{}}"#; 1000].join(","));
    let answer = policy.evaluate(Operation::Batch, Some(NOON), text.as_bytes());
    assert!(one * 1000 > 8_388_608 && answer.text.len() < 8_388_608 + one + 1000 * 400, "{} bytes", answer.text.len());
    let answer: Value = serde_json::from_str(&answer.text).expect("JSON");
    let items = answer["items"].as_array().expect("items");
    let given = items.iter().take_while(|item| item["outcome"] == "allow").count();
    // An item is asked as long as what stands before it is not longer than the limit.
    assert!(given >= 8_388_608 / (one + 60) && given <= 8_388_608 / one + 1, "{given} of {one} bytes");
    assert_eq!(items.len(), 1000);
    for (index, item) in items.iter().enumerate().skip(given) {
        assert_eq!(item["issues"][0]["code"], "batch.answers_too_long");
        assert_eq!(item["issues"][0]["pointer"], json!(format!("/items/{index}")));
    }
}

#[test]
fn a_request_may_be_as_deep_in_a_batch_as_alone() {
    let (_, policy) = support::impossible_cloud();
    // 4 levels lead to the value, which has the rest of the 32.
    let deep = |levels: usize| {
        let value = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        format!(
            r#"{{"subject":{{"type":"user","id":"u","properties":{{"role":"admin","account":"a","x":{value}}}}},
            "action":{{"name":"view"}},"resource":{{"type":"partner","id":"p"}},
            "context":{{"accounts":[{{"id":"a","type":"distributor"}},{{"id":"p","type":"partner","parent":"a"}}]}}}}"#
        )
    };
    let single = policy.evaluate(Operation::Permission, Some(NOON), deep(29).as_bytes());
    assert_eq!(single.outcome, Outcome::Allow, "{}", single.text);
    let question = |levels| format!(r#"{{"operation":"permission","request":{}}}"#, deep(levels));
    assert_eq!(item(&policy, &question(29)).text, alone("permission", &single));
    let many = |levels| policy.evaluate(Operation::Batch, Some(NOON), format!("{{\"items\":[{}]}}", question(levels)).as_bytes());
    assert_eq!(many(29).text, format!("{{\"items\":[{}]}}", alone("permission", &single)));
    for answer in [policy.evaluate(Operation::Permission, Some(NOON), deep(30).as_bytes()), item(&policy, &question(30)), many(30)] {
        assert_eq!(answer.outcome, Outcome::Malformed);
        assert!(answer.text.contains("input.too_deep"), "{}", answer.text);
    }
}

#[test]
fn the_time_of_a_batch_is_its_items_clock_where_the_host_lets_requests_state_it() {
    let (pack, policy) = support::impossible_cloud();
    let items = format!(r#""items":[{{"operation":"deal","request":{DEAL}}},{{"operation":"deal","request":{}}}]"#, {
        let mut own: Value = serde_json::from_str(DEAL).expect("JSON");
        own["asOf"] = json!("2026-05-05T00:00:00Z");
        own
    });
    let text = format!("{{\"asOf\":\"2026-04-04T00:00:00Z\",{items}}}");
    let answer = policy.evaluate(Operation::Batch, None, text.as_bytes());
    let answer: Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(answer["items"][0]["answer"]["context"]["asOf"], "2026-04-04T00:00:00Z");
    assert_eq!(answer["items"][1]["answer"]["context"]["asOf"], "2026-05-05T00:00:00Z");
    let trust = Trust { request_time: false, pinning: false, request_facts: false };
    let guarded = load(bundle(&pack.documents, trust).as_bytes()).expect("the shipped pack has no issues");
    let answer = guarded.evaluate(Operation::Batch, Some(NOON), text.as_bytes());
    assert_eq!(answer.outcome, Outcome::Invalid);
    assert!(answer.text.starts_with(r#"[{"code":"input.as_of_refused","pointer":"/asOf""#), "{}", answer.text);
    let answer = guarded.evaluate(Operation::Batch, Some(NOON), format!("{{{items}}}").as_bytes());
    assert!(answer.text.contains(r#""outcome":"deny""#) && answer.text.contains("input.as_of_refused"), "{}", answer.text);
}

#[test]
fn a_line_is_answered_by_a_line_whatever_it_says() {
    let (_, policy) = support::impossible_cloud();
    let question = format!("{{\"id\":\"a \\u0022\\u000a\",\"operation\":\"deal\",\n\"request\":{DEAL}}}");
    let answer = item(&policy, &question);
    assert_eq!(answer.outcome, Outcome::Deny);
    assert!(
        answer.text.starts_with(r#"{"id":"a \"\n","operation":"deal","outcome":"deny","answer":{"decision":false,"#),
        "{}",
        answer.text
    );
    for (text, outcome, start) in [
        ("", Outcome::Malformed, r#"{"outcome":"malformed","issues":[{"code":"input.malformed_json","pointer":"""#),
        ("nonsense", Outcome::Malformed, r#"{"outcome":"malformed","issues":[{"code":"input.malformed_json","pointer":"""#),
        ("[]", Outcome::Invalid, r#"{"outcome":"invalid","issues":[{"code":"input.wrong_type","pointer":"""#),
        (
            r#"{"id":7,"operation":"deal","request":{}}"#,
            Outcome::Invalid,
            r#"{"outcome":"invalid","issues":[{"code":"input.wrong_type","pointer":"/id""#,
        ),
        (
            r#"{"id":"x","operation":"item","request":{}}"#,
            Outcome::Invalid,
            r#"{"id":"x","outcome":"invalid","issues":[{"code":"input.unknown_value","pointer":"/operation""#,
        ),
        (
            r#"{"operation":"deal","request":null}"#,
            Outcome::Invalid,
            r#"{"operation":"deal","outcome":"invalid","issues":[{"code":"input.null","pointer":"""#,
        ),
    ] {
        let answer = item(&policy, text);
        assert_eq!(answer.outcome, outcome, "{text}: {}", answer.text);
        assert!(answer.text.starts_with(start), "{text}: {}", answer.text);
        assert!(!answer.text.contains('\n'), "{}", answer.text);
    }
    let answer = policy.evaluate(Operation::Item, Some(NOON), b"{\"id\":\"\xff\"}");
    assert!(answer.text.starts_with(r#"{"outcome":"malformed","issues":[{"code":"input.invalid_utf8""#), "{}", answer.text);
}
