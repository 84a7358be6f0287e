//! What holds for every answer, whatever is asked: one line of JSON, the same each time, in step with its schema, and
//! never an allow for input that cannot be judged.

use crate::support;
use std::collections::BTreeMap;

use channel_policy::{IssueCode, Operation, Outcome, ReasonCode, schema};
use serde_json::Value;

fn validators() -> BTreeMap<String, jsonschema::Validator> {
    let validator = |named: schema::NamedSchema| {
        let validator = jsonschema::validator_for(&named.schema.to_value()).expect("a JSON Schema");
        (named.name.to_owned(), validator)
    };
    schema::all().into_iter().map(validator).collect()
}

#[test]
fn answers_are_the_same_each_time_and_match_their_schema() {
    let validators = validators();
    let issue = validators.get("issue").expect("the issue schema");
    support::each_case(|policy, case| {
        let answer = support::answer(policy, case);
        assert_eq!(answer, support::answer(policy, case), "{}", case.name);
        let value: Value = serde_json::from_str(&answer.text).expect("JSON");
        match answer.outcome {
            Outcome::Allow | Outcome::Deny => {
                // A list of evaluations without items is answered like the one evaluation that it is.
                let operation =
                    if value.get("decision").is_some() && case.operation == "evaluations" { "permission" } else { &case.operation };
                let schema = validators.get(&support::schema_name(operation, "answer")).expect("the answer's schema");
                let errors: Vec<String> = schema.iter_errors(&value).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{}: {errors:?}", case.name);
                if let Some(decision) = value.get("decision") {
                    assert_eq!(*decision, Value::Bool(answer.outcome == Outcome::Allow), "{}", case.name);
                }
            }
            _ => assert!(value.as_array().expect("issues").iter().all(|found| issue.is_valid(found)), "{}", case.name),
        }
    });
}

#[test]
fn a_request_that_is_judged_matches_its_schema_and_one_that_does_not_match_is_not_judged() {
    let validators = validators();
    let mut judged = 0;
    support::each_case(|policy, case| {
        let Ok(request) = serde_json::from_str::<Value>(&case.request) else { return };
        let Some(schema) = validators.get(&support::schema_name(&case.operation, "request")) else { return };
        // Of a batch each item is judged by itself, and its request has a schema of its own.
        if case.operation == "batch" {
            return;
        }
        // Of a list of evaluations each item is judged by itself, and a default that no item takes is not read; of a form whose
        // fields are named the others are not read.
        let mutants = if case.operation == "evaluations" || request.get("fields").is_some() { vec![request] } else { mutations(&request) };
        for mutant in mutants {
            let operation = Operation::from_name(&case.operation).expect("an operation");
            let answer = policy.evaluate(operation, support::now_ms(case), mutant.to_string().as_bytes());
            if matches!(answer.outcome, Outcome::Allow | Outcome::Deny) && !answer.text.contains("\"error\":") {
                let errors: Vec<String> = schema.iter_errors(&mutant).map(|error| error.to_string()).collect();
                assert!(errors.is_empty(), "{}: judged, but the schema says {errors:?}: {mutant}", case.name);
                judged += 1;
            }
        }
    });
    assert!(judged > 100, "only {judged} mutants were judged");
}

/// The request itself; and, at each place, it without the value, and with a value of another type, null or an extra member.
fn mutations(request: &Value) -> Vec<Value> {
    let mut pointers = Vec::new();
    support::pointers(request, String::new(), &mut pointers);
    let mut all = vec![request.clone()];
    for pointer in pointers.into_iter().filter(|pointer| !pointer.is_empty()) {
        for replacement in [
            Value::Null,
            Value::from(-1),
            Value::from(1.5),
            Value::from("?"),
            Value::from(true),
            serde_json::json!([]),
            serde_json::json!({}),
        ] {
            let mut mutant = request.clone();
            *mutant.pointer_mut(&pointer).expect("a place in the request") = replacement;
            all.push(mutant);
        }
        let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
        let mut mutant = request.clone();
        if let Some(Value::Object(members)) = mutant.pointer_mut(parent) {
            members.remove(&key.replace("~1", "/").replace("~0", "~"));
            members.insert("unexpected".into(), Value::from(1));
        }
        all.push(mutant);
    }
    all
}

#[test]
fn no_byte_of_a_request_can_be_cut_or_broken_into_an_allow() {
    let mut seen = std::collections::BTreeSet::new();
    support::each_case(|policy, case| {
        if case.request.len() >= 2000 || !seen.insert((case.operation.clone(), case.request.len() / 200)) {
            return;
        }
        let operation = Operation::from_name(&case.operation).expect("an operation");
        let bytes = case.request.as_bytes();
        for end in 0..bytes.len() {
            let cut = policy.evaluate(operation, None, &bytes[..end]);
            assert!(!matches!(cut.outcome, Outcome::Allow | Outcome::Deny | Outcome::Internal), "{} cut at {end}: {}", case.name, cut.text);
            for byte in [0, b'"', b'{', 0xff] {
                let mut broken = bytes.to_vec();
                broken[end] = byte;
                let answer = policy.evaluate(operation, support::now_ms(case), &broken);
                assert_ne!(answer.outcome, Outcome::Internal, "{}: {}", case.name, answer.text);
            }
        }
    });
}

#[test]
fn ten_megabytes_of_brackets_and_a_deep_request_end_at_once() {
    let (_, policy) = support::impossible_cloud();
    for operation in Operation::ALL {
        let huge = policy.evaluate(*operation, None, &vec![b'['; 10_000_000]);
        assert_eq!(huge.outcome, Outcome::Malformed);
        assert!(huge.text.contains("input.too_large"), "{}", huge.text);
        let deep = policy.evaluate(*operation, None, &vec![b'['; 1_000_000]);
        assert_eq!(deep.outcome, Outcome::Malformed);
        assert!(deep.text.contains("input.too_deep"), "{}", deep.text);
    }
}

#[test]
fn each_issue_and_reason_code_is_shown_by_a_case_or_named_as_not_reachable_there() {
    let mut answers = String::new();
    support::each_case(|policy, case| answers.push_str(&support::answer(policy, case).text));
    // Codes of documents, of other settings and of faces have their own tests; a case cannot hold 8 MB or bytes that are
    // not UTF-8.
    let elsewhere = |code: &str| {
        code.starts_with("policy.")
            || code.starts_with("internal.")
            || [
                "input.too_large",
                "input.invalid_utf8",
                "input.as_of_refused",
                "input.pin_refused",
                "input.too_many_issues",
                "input.too_many_pointers",
                "batch.too_many_items",
                "batch.answers_too_long",
                "billing.version_change",
                "billing.edge_refused",
                "allocation.granularity",
                "directory.facts_refused",
                "directory.unknown_account",
                "permission.subject_type_mismatch",
                "account.expiry_too_late",
            ]
            .contains(&code)
    };
    let issues = IssueCode::ALL.iter().map(|code| code.as_str());
    let reasons = ReasonCode::ALL.iter().map(|code| code.as_str());
    let missing: Vec<&str> =
        issues.chain(reasons).filter(|code| !elsewhere(code) && !answers.contains(&format!("\"code\":\"{code}\""))).collect();
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

#[test]
fn a_long_chain_of_accounts_and_a_long_list_of_numbers_end_soon() {
    let (_, policy) = support::impossible_cloud();
    let chain: Vec<Value> = (0..50_000)
        .map(|index| serde_json::json!({"id": format!("a{index}"), "type": "partner", "parent": format!("a{}", index + 1)}))
        .collect();
    let request = serde_json::json!({
        "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": "a9"}}, "action": {"name": "view"},
        "resource": {"type": "partner", "id": "a0"}, "context": {"accounts": chain}
    });
    let answer = policy.evaluate(Operation::Permission, Some(1_781_956_800_000), request.to_string().as_bytes());
    assert!(answer.text.contains("directory.unknown_parent"), "{}", answer.text);
    let numbers = format!("[{}0]", "0,".repeat(1_000_000));
    let answer = policy.evaluate(Operation::Quote, Some(0), numbers.as_bytes());
    assert_eq!(answer.outcome, Outcome::Malformed);
    assert!(answer.text.contains("input.too_large"), "{}", answer.text);
}

#[test]
fn answers_to_absurd_input_stay_small() {
    let (_, policy) = support::impossible_cloud();
    let many: String = (0..100_000).map(|index| format!("\"k{index}\":1,")).collect();
    let same = "\"k\":1,".repeat(200_000);
    let long = format!("\"{}\":1,", "k".repeat(1_000_000));
    let empty = format!("\"accounts\":[{}{{}}],", "{},".repeat(300_000));
    let pins = format!("\"pin\":[{}{{\"name\":\"a\",\"version\":\"b\"}}],", "{\"name\":\"x\",\"version\":\"y\"},".repeat(50_000));
    for members in [many, same, long, empty, pins] {
        let request = format!("{{{members}\"z\":1}}");
        let answer = policy.evaluate(Operation::Invoice, None, request.as_bytes());
        assert_eq!(answer.outcome, Outcome::Invalid);
        assert!(answer.text.len() < 500_000, "{} bytes", answer.text.len());
    }
}
