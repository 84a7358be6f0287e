//! The codes that each operation declares, against the answers of the whole corpus, of mutations of it, and of the packs'
//! documents with a fault at each place.

use crate::support;
use std::collections::{BTreeMap, BTreeSet};

use channel_policy::{CompiledPolicy, IssueCode, ObligationCode, Operation, ReasonCode, load, schema};
use channel_policy_cases::{Pack, Trust, bundle};
use serde_json::{Value, json};

/// Operations (all where empty), codes, and why.
type Unseen = (&'static [&'static str], &'static [&'static str], &'static str);

/// Codes by operation.
type Found = BTreeMap<&'static str, BTreeSet<String>>;

fn declared(operation: Operation) -> BTreeSet<String> {
    let codes = operation.possible_codes();
    let issues = codes.issues.iter().map(|code| code.as_str());
    let reasons = codes.reasons.iter().map(|code| code.as_str());
    issues.chain(reasons).chain(codes.obligations.iter().map(|code| code.as_str())).map(str::to_owned).collect()
}

/// Codes that no answer here shows although they are possible: where, which, and why.
const UNSEEN: &[Unseen] = &[
    (&[], &["internal.answer", "internal.not_loaded", "internal.unknown_operation"], "they come from the shells, and from defects"),
    (
        &["permission", "evaluations"],
        &[
            "register_deal",
            "approve_deal",
            "review",
            "create_subscription",
            "create_vendor_account",
            "synchronise_reseller",
            "import_end_customer",
            "assign_licence",
            "provision_service",
            "execute_order",
            "approve_order",
            "approve_cancellation",
            "cancel_add_ons",
            "verify_current_password",
            "notify_lock",
        ],
        "a document may attach any obligation; no shipped one these",
    ),
    (
        &["permissions", "ability"],
        &["permission.credential_compromised", "permission.contract_inactive", "permission.own_contract_inactive"],
        "the shipped documents tie these gates to single actions, another may not",
    ),
    (&["ability"], &["permission.privilege_missing"], "the same"),
    (&["allocation"], &["allocation.granularity"], "the shipped step is one byte; tests/rules/settings.rs sets another"),
    (&["deal", "quote", "invoice"], &["billing.price_list_ambiguous"], "the shipped pack has one list"),
    (
        &["quote"],
        &["billing.version_change", "billing.edge_refused"],
        "price columns alone answer with them; tests/billing/choice.rs has them",
    ),
    (
        &["quote", "invoice"],
        &["deal.own_margin", "deal.registration_required", "deal.volume_missing"],
        "shown by `deal`, which judges special prices",
    ),
    (&["quote", "invoice"], &["directory.fact_conflict"], "the pack with prices has no directory; tests/billing/choice.rs has one"),
    (&["quote"], &["billing.currency_mismatch"], "the shipped list's currency has cents"),
    (&["invoice"], &["billing.amount_overflow"], "no volume that can be stated reaches it with the shipped prices"),
    (
        &["order", "subscription"],
        &["billing.price_list_ambiguous", "billing.sample_price", "policy.none_in_force", "input.period_empty"],
        "shown by `deal`, which is asked; the shipped pack has no price list, and its documents have no end",
    ),
    (&["order"], &["approve_cancellation", "cancel_add_ons"], "a document says what follows what; both operations take the same words"),
    (&["subscription"], &["execute_order", "create_vendor_account", "approve_order"], "the same"),
    (&["subscription"], &["order.excess_will_be_billed"], "shown by `order`, whose code it is"),
    (&["password", "authentication"], &["input.too_many_issues"], "without the word that chooses their shape nothing more is read"),
    (&["account"], &["account.expiry_too_late"], "the shipped setting is absent; tests/rules/account.rs sets it"),
    (&["batch"], &["batch.too_many_items", "batch.answers_too_long"], "tests/rules/batch.rs asks a thousand items"),
    (&["redact"], &["input.too_many_pointers"], "tests/rules/redact.rs has a hundred"),
    (&["check"], &["directory.too_deep"], "it takes a directory and a permission document together; tests/rules/escalation.rs has both"),
];

#[test]
fn answers_hold_declared_codes_only_and_each_declared_code_occurs_or_is_explained() {
    let mut found = Found::new();
    corpus(&mut found);
    documents(&mut found);
    let shows = |name: &str, code: &str| found.get(name).is_some_and(|codes| codes.contains(code));
    let mut faults = Vec::new();
    for operation in Operation::ALL {
        let (name, declared) = (operation.name(), declared(*operation));
        for code in found.get(name).into_iter().flatten() {
            if !declared.contains(code) {
                faults.push(format!("`{name}` answers with `{code}`: declare it in src/possible.rs"));
            } else if explained(name, code) {
                faults.push(format!("`{name}` answers with `{code}`, which UNSEEN explains as not seen"));
            }
        }
        // What an operation only passes on is shown by the one that it asks.
        let asks = operation.possible_codes().asks;
        let passed_on = |code: &str| asks.iter().any(|asked| shows(asked.name(), code) || explained(asked.name(), code));
        for code in declared.iter().filter(|code| !shows(name, code) && !explained(name, code) && !passed_on(code)) {
            faults.push(format!("`{name}` declares `{code}`, which no answer shows: add a case, or explain it in UNSEEN"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

fn explained(operation: &str, code: &str) -> bool {
    let here = |(operations, codes, _): &Unseen| (operations.is_empty() || operations.contains(&operation)) && codes.contains(&code);
    UNSEEN.iter().any(here)
}

/// Every case as it is, without a clock, with a host that trusts no request, and with a fault at each place; and, for each
/// operation, what is wrong with a text whatever it says.
fn corpus(found: &mut Found) {
    let mut seen = Seen::new();
    for folder in support::packs() {
        let pack = Pack::read(&folder).expect("the shipped packs are readable");
        let trusting = load(pack.bundle().as_bytes()).expect("the shipped packs have no issues");
        let trust = Trust { request_time: false, pinning: false, request_facts: false };
        let guarded = load(bundle(&pack.documents, trust).as_bytes()).expect("the shipped packs have no issues");
        for case in pack.case_files.iter().flat_map(|file| &file.cases) {
            let operation = Operation::from_name(&case.operation).expect("an operation");
            let now = support::now_ms(case);
            note(found, operation, &trusting, now, case.request.as_bytes());
            let Ok(request) = serde_json::from_str::<Value>(&case.request) else { continue };
            for (operation, request) in alike(operation, request) {
                let text = request.to_string();
                note(found, operation, &trusting, now, text.as_bytes());
                note(found, operation, &trusting, None, text.as_bytes());
                note(found, operation, &guarded, now, text.as_bytes());
                each_mutant(&request, &mut seen, operation.name(), 4, |_, mutant| {
                    note(found, operation, &trusting, now, mutant.as_bytes())
                });
            }
        }
    }
    let (_, policy) = support::impossible_cloud();
    let unknown: Vec<String> = (0..1_100).map(|index| format!("\"k{index}\":1")).collect();
    let accounts = vec!["{}"; 1_100].join(",");
    for operation in Operation::ALL {
        for text in ["{", "\"\\ud800\"", &"[".repeat(40), r#"{"a":1,"a":1}"#, "1e999", "[]", &format!("[{}0]", "0,".repeat(500_000))] {
            note(found, *operation, &policy, None, text.as_bytes());
        }
        note(found, *operation, &policy, None, b"\xff");
        note(found, *operation, &policy, None, format!("{{{}}}", unknown.join(",")).as_bytes());
        note(
            found,
            *operation,
            &policy,
            None,
            format!("{{\"accounts\":[{accounts}],\"context\":{{\"accounts\":[{accounts}]}}}}").as_bytes(),
        );
    }
}

/// A request, and where it asks for permission, the same asked of the other operations on permission.
fn alike(operation: Operation, request: Value) -> Vec<(Operation, Value)> {
    let without = |pointers: &[&str]| {
        let mut request = request.clone();
        for pointer in pointers {
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
            if let Some(Value::Object(members)) = request.pointer_mut(parent) {
                members.remove(key);
            }
        }
        request
    };
    let mut all = Vec::new();
    if operation == Operation::Permission {
        all = vec![
            (Operation::Evaluations, json!({"evaluations": [request]})),
            (Operation::Permissions, without(&["/action"])),
            (Operation::Ability, without(&["/action", "/resource"])),
            (Operation::SearchSubject, without(&["/subject/id", "/subject/properties"])),
            (Operation::SearchResource, without(&["/resource/id", "/resource/properties"])),
            (Operation::SearchAction, without(&["/action"])),
        ];
    }
    all.push((operation, request));
    all
}

/// Every document of the packs with a fault at each place, checked.
fn documents(found: &mut Found) {
    let (_, policy) = support::impossible_cloud();
    let packs = support::packs().into_iter().map(|folder| Pack::read(&folder).expect("the shipped packs are readable"));
    let mut documents: Vec<String> = packs.flat_map(|pack| pack.documents).map(|document| document.text).collect();
    // The smallest first, since places that are alike are tried once.
    documents.sort_by_key(String::len);
    let mut seen = Seen::new();
    for text in documents {
        let document: Value = serde_json::from_str(&text).expect("a document");
        each_mutant(&document, &mut seen, "", 1, |place, mutant| {
            let request = json!({"documents": [{"source": place, "text": mutant}]});
            note(found, Operation::Check, &policy, None, request.to_string().as_bytes());
        });
    }
}

fn note(found: &mut Found, operation: Operation, policy: &CompiledPolicy, now: Option<i64>, request: &[u8]) {
    let answer = policy.evaluate(operation, now, request);
    let answer = serde_json::from_str(&answer.text).expect("answers are JSON");
    collect(&answer, found.entry(operation.name()).or_default());
}

/// Every code in an answer: issues, reasons and obligations stand in lists of objects that have one.
fn collect(value: &Value, codes: &mut BTreeSet<String>) {
    match value {
        Value::Object(members) => {
            let code = members.get("code").and_then(Value::as_str).filter(|code| is_code(code));
            codes.extend(code.map(str::to_owned));
            members.values().for_each(|member| collect(member, codes));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, codes)),
        _ => {}
    }
}

fn is_code(text: &str) -> bool {
    IssueCode::ALL.iter().any(|code| code.as_str() == text)
        || ReasonCode::ALL.iter().any(|code| code.as_str() == text)
        || ObligationCode::ALL.iter().any(|code| code.as_str() == text)
}

/// How often a fault was tried at places that differ by positions in lists alone.
type Seen = BTreeMap<(String, &'static str), usize>;

/// Texts that differ from a value in one place, at most so many times where places are alike.
fn each_mutant(value: &Value, seen: &mut Seen, what: &'static str, most: usize, mut then: impl FnMut(&str, &str)) {
    let mut pointers = Vec::new();
    support::pointers(value, String::new(), &mut pointers);
    for pointer in pointers {
        let tokens: Vec<&str> = pointer.split('/').map(|token| if token.parse::<usize>().is_ok() { "0" } else { token }).collect();
        let alike = tokens.join("/");
        let mut wanted = |fault: &str| {
            let times = seen.entry((format!("{alike} {fault}"), what)).or_default();
            *times += 1;
            *times <= most
        };
        for (index, replacement) in replacements().into_iter().enumerate().filter(|(index, _)| wanted(&index.to_string())) {
            let mut mutant = value.clone();
            *mutant.pointer_mut(&pointer).expect("a place in the value") = replacement;
            then(&format!("{alike} {index}"), &mutant.to_string());
        }
        let Some((parent, key)) = pointer.rsplit_once('/').filter(|_| wanted("around")) else { continue };
        let mut mutant = value.clone();
        match mutant.pointer_mut(parent) {
            Some(Value::Object(members)) => {
                members.remove(&key.replace("~1", "/").replace("~0", "~"));
                then(&format!("{alike} removed"), &mutant.to_string());
                let members = mutant.pointer_mut(parent).and_then(Value::as_object_mut).expect("an object");
                members.insert("unexpected".into(), Value::from(1));
                then(&format!("{alike} unexpected"), &mutant.to_string());
            }
            Some(Value::Array(items)) => {
                items.extend(items.first().cloned());
                then(&format!("{alike} twice"), &mutant.to_string());
            }
            _ => {}
        }
    }
}

fn replacements() -> Vec<Value> {
    let texts = [
        "",
        "?",
        "-1 TB",
        "1.000 TB",
        "0.0001 B",
        "2000 EB",
        "1.0000000000000000000000001 TB",
        "-1",
        "1.0000000000000000000000001",
        "0001-01-01",
    ];
    let texts = texts.into_iter().map(Value::from).chain([Value::from("x".repeat(70_000)), Value::from("2999-01-01T00:00:00Z")]);
    texts.chain([Value::Null, json!(-1), json!(0), json!(1.5), json!(true), json!([]), json!({})]).collect()
}

#[test]
fn every_operation_has_its_schemas_and_says_what_it_answers() {
    let names: BTreeSet<&str> = schema::all().iter().map(|named| named.name).collect();
    for operation in Operation::ALL {
        assert!(operation.documentation().trim().ends_with(['?', '.']), "{operation:?}");
        let request = if *operation == Operation::Check { "bundle".into() } else { support::schema_name(operation.name(), "request") };
        for schema in [request, support::schema_name(operation.name(), "answer")] {
            assert!(names.contains(schema.as_str()), "{schema}");
        }
    }
}

#[test]
fn a_code_is_documented_by_its_cause_its_remedy_and_perhaps_when_to_try_again() {
    let issues = IssueCode::ALL.iter().map(|code| (code.as_str(), code.documentation()));
    let reasons = ReasonCode::ALL.iter().map(|code| (code.as_str(), code.documentation()));
    for (code, documentation) in issues.chain(reasons) {
        let paragraphs: Vec<&str> = documentation.trim().split("\n\n").map(str::trim).collect();
        let starts: Vec<bool> =
            ["Remedy: ", "Retry: "].iter().zip(paragraphs.iter().skip(1)).map(|(start, text)| text.starts_with(start)).collect();
        assert!(matches!(starts.as_slice(), [true] | [true, true]) && paragraphs.len() <= 3, "{code}: {documentation}");
    }
}

#[test]
fn every_code_is_declared_for_an_operation() {
    let all: BTreeSet<String> = Operation::ALL.iter().flat_map(|operation| declared(*operation)).collect();
    let issues = IssueCode::ALL.iter().map(|code| code.as_str());
    let reasons = ReasonCode::ALL.iter().map(|code| code.as_str());
    let codes = issues.chain(reasons).chain(ObligationCode::ALL.iter().map(|code| code.as_str()));
    let missing: Vec<&str> = codes.filter(|code| !all.contains(*code)).collect();
    assert!(missing.is_empty(), "declare in src/possible.rs who answers with {missing:?}");
}
