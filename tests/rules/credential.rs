//! Passwords, logins, sessions and keys: each setting decides what it says, each figure that a reason names passes and one
//! step beyond fails, and no answer holds a password.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{Answer, CompiledPolicy, Operation, load};
use proptest::prelude::*;
use serde_json::{Value, json};

static POLICY: LazyLock<CompiledPolicy> = LazyLock::new(|| support::impossible_cloud().1);

/// Noon of 20 June 2026, in seconds since 1970.
const NOON: i64 = 1_781_956_800;

fn instant(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).expect("an instant").to_string()
}

/// Documents with other values at JSON Pointers of the credential document; a value that is null is taken out.
fn documents(changes: &[(&str, Value)]) -> String {
    let (pack, _) = support::impossible_cloud();
    let mut documents = Vec::new();
    for document in &pack.documents {
        let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
        for (pointer, replacement) in changes.iter().filter(|_| document.source == "credential.json") {
            let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
            let members = value.pointer_mut(&format!("/credential{parent}")).and_then(Value::as_object_mut).expect("an object");
            members.insert(key.into(), replacement.clone());
            members.retain(|_, member| !member.is_null());
        }
        documents.push(json!({"source": document.source, "text": value.to_string()}));
    }
    json!({"trust": {"requestTime": true, "pinning": true, "requestFacts": true}, "documents": documents}).to_string()
}

fn with(changes: &[(&str, Value)]) -> CompiledPolicy {
    load(documents(changes).as_bytes()).expect("documents without issues")
}

/// Reason codes, or issue codes with their pointers, after the decision where there is one.
fn verdict(answer: &Value) -> String {
    if let Some(issues) = answer.as_array() {
        let issue = |issue: &Value| format!("{} {}", issue["code"].as_str().unwrap_or(""), issue["pointer"].as_str().unwrap_or(""));
        return issues.iter().map(issue).collect::<Vec<_>>().join(", ");
    }
    let reasons = answer["context"]["reasons"].as_array().map(Vec::as_slice).unwrap_or_default();
    let codes: Vec<&str> = reasons.iter().filter_map(|reason| reason["code"].as_str()).collect();
    format!("{} {}", answer["decision"], codes.join(" ")).trim().to_owned()
}

fn password(policy: &CompiledPolicy, holder: &str, password: &str) -> Value {
    support::ask(policy, Operation::Password, &json!({"action": "set", "holder": holder, "password": password}))
}

fn reason(answer: &Value, code: &str) -> Option<Value> {
    answer["context"]["reasons"].as_array().into_iter().flatten().find(|reason| reason["code"] == code).cloned()
}

fn allowed(reason: &Value) -> usize {
    reason["allowed"].as_str().and_then(|allowed| allowed.parse().ok()).expect("a figure under `allowed`")
}

#[test]
fn each_setting_of_passwords_decides_what_it_says() {
    let judge = |changes: &[(&str, Value)], text: &str| verdict(&password(&with(changes), "consoleUser", text));
    assert_eq!(judge(&[], "Abcdef12"), "true");
    assert_eq!(judge(&[("/consoleUser/minLength/value", json!(9))], "Abcdef12"), "false password.too_short");
    assert_eq!(judge(&[("/consoleUser/maxLength/value", json!(8))], "Abcdef12"), "true");
    assert_eq!(judge(&[("/consoleUser/maxLength/value", json!(8))], "Abcdef123"), "false password.too_long");
    assert_eq!(judge(&[("/consoleUser/classes/value", json!(4))], "Abcdef12"), "false password.classes_missing");
    assert_eq!(judge(&[("/consoleUser/classes/value", json!(0))], "        "), "true");
    assert_eq!(judge(&[], "abcdef1!"), "true");
    assert_eq!(judge(&[("/specialCharacters/value", json!("@§"))], "abcdef1!"), "false password.classes_missing");
    assert_eq!(judge(&[("/specialCharacters/value", json!("@§"))], "abcdef1§"), "true");
    // "Abc12ä😀" has 7 scalar values, 8 UTF-16 units and 5 + 2 + 4 = 11 bytes.
    assert_eq!(judge(&[], "Abc12ä😀"), "false password.too_short");
    assert_eq!(judge(&[("/counting/value", json!("utf16Units"))], "Abc12ä😀"), "true");
    let bytes = [("/counting/value", json!("utf8Bytes")), ("/consoleUser/minLength/value", json!(11))];
    assert_eq!(judge(&bytes, "Abc12ä😀"), "true");
    let again =
        json!({"action": "change", "holder": "consoleUser", "password": "Abcdef12", "confirmation": "Abcdef12", "current": "Abcdef12"});
    assert_eq!(verdict(&support::ask(&POLICY, Operation::Password, &again)), "false password.same_as_current");
    let repeats = with(&[("/repeatCurrent/value", json!(true))]);
    assert_eq!(verdict(&support::ask(&repeats, Operation::Password, &again)), "true");
}

#[test]
fn each_setting_of_logins_and_sessions_decides_what_it_says() {
    let ask = |changes: &[(&str, Value)], request: &Value| verdict(&support::ask(&with(changes), Operation::Authentication, request));
    let failure = |ago: i64| json!({"address": "::1", "user": "u", "at": instant(NOON - ago)});
    let login = json!({"kind": "login", "address": "::1", "user": "u", "failures": [failure(10), failure(20), failure(60)]});
    assert_eq!(ask(&[], &login), "true");
    assert_eq!(ask(&[("/maxFailures/value", json!(4))], &login), "true");
    assert_eq!(ask(&[("/maxFailures/value", json!(3))], &login), "false authentication.locked");
    let both = |seconds: u32| [("/maxFailures/value", json!(3)), ("/lockSeconds/value", json!(seconds))];
    assert_eq!(ask(&both(61), &login), "false authentication.locked");
    assert_eq!(ask(&both(60), &login), "true");
    let session = json!({"kind": "session", "startedAt": instant(NOON - 100), "lastActiveAt": instant(NOON - 50)});
    assert_eq!(ask(&[("/sessionIdleSeconds/value", json!(51))], &session), "true");
    assert_eq!(ask(&[("/sessionIdleSeconds/value", json!(50))], &session), "false authentication.session_idle");
    assert_eq!(ask(&[("/sessionLifetimeSeconds/value", json!(101))], &session), "true");
    assert_eq!(ask(&[("/sessionLifetimeSeconds/value", json!(100))], &session), "false authentication.session_over");
    let ahead = json!({"kind": "session", "startedAt": instant(NOON), "lastActiveAt": instant(NOON + 5)});
    assert_eq!(ask(&[("/clockSkewSeconds/value", json!(5))], &ahead), "true");
    assert_eq!(ask(&[("/clockSkewSeconds/value", json!(4))], &ahead), "authentication.fact_in_future /lastActiveAt");
}

#[test]
fn settings_out_of_their_range_are_issues_all_at_once() {
    let load_issues = |changes: &[(&str, Value)]| {
        let answer = load(documents(changes).as_bytes()).expect_err("issues");
        verdict(&serde_json::from_str(&answer.text).expect("JSON"))
    };
    let changes = [
        ("/consoleUser/minLength/value", json!(0)),
        ("/storageAccount/maxLength/value", json!(7)),
        ("/storageAccount/classes/value", json!(5)),
        ("/specialCharacters/value", json!("!a")),
        ("/maxFailures/value", json!(0)),
        ("/keyLifetimeSeconds", json!({"value": 0, "source": "default"})),
        ("/nameLength/value", json!(4097)),
    ];
    let expected: Vec<String> = [
        "consoleUser/minLength",
        "keyLifetimeSeconds",
        "maxFailures",
        "nameLength",
        "specialCharacters",
        "storageAccount/classes",
        "storageAccount/maxLength",
    ]
    .iter()
    .map(|place| format!("policy.setting_range /credential/{place}/value"))
    .collect();
    assert_eq!(load_issues(&changes), expected.join(", "));
    let twice = [("/forms/createUser/optional", json!(["name", "email"]))];
    assert_eq!(load_issues(&twice), "input.duplicate_id /credential/forms/createUser/optional/1");
    assert_eq!(load_issues(&[("/forms/createUser", Value::Null)]), "input.missing_field /credential/forms/createUser");
    assert_eq!(
        load_issues(&[("/forms/createUser/required", json!(["nmae"]))]),
        "input.unknown_value /credential/forms/createUser/required/0"
    );
}

#[test]
fn the_settings_of_sessions_are_those_of_the_permission_gates() {
    let (pack, _) = support::impossible_cloud();
    let read = |source: &str| -> Value {
        let document = pack.documents.iter().find(|document| document.source == source).expect("a shipped document");
        serde_json::from_str(&document.text).expect("JSON")
    };
    let credential = read("credential.json");
    for source in ["permission.R1.json", "permission.R2.json", "permission.R3.json"] {
        let permission = read(source);
        let gates = permission["permission"]["gates"].as_array().expect("gates");
        for (gate, setting) in [("session-idle", "sessionIdleSeconds"), ("session-age", "sessionLifetimeSeconds")] {
            let gate = gates.iter().find(|found| found["id"] == gate).expect("the gate");
            let [over, ahead] = [0, 1].map(|place| &gate["require"]["of"][1]["of"][place]["right"]["plusSeconds"]);
            assert_eq!(*over, credential["credential"][setting]["value"], "{source}");
            assert_eq!(*ahead, credential["credential"]["clockSkewSeconds"]["value"], "{source}");
        }
    }
}

#[test]
fn without_a_credential_document_nothing_is_judged() {
    let deal = r#"{"kind":"directory","name":"d","version":"1","effectiveFrom":"2024-01-01","description":"","sources":[],"directory":{"accounts":[]}}"#;
    let bundle = json!({"documents": [{"source": "d.json", "text": deal}]}).to_string();
    let policy = load(bundle.as_bytes()).expect("a policy");
    assert_eq!(verdict(&password(&policy, "consoleUser", "Abcdef12")), "policy.none_in_force ");
    let form = json!({"action": "createUser", "form": {"name": "Ann"}, "fields": ["name"]});
    assert_eq!(verdict(&support::ask(&policy, Operation::Account, &form)), "policy.none_in_force ");
}

#[test]
fn a_host_that_does_not_trust_requests_decides_by_its_own_clock() {
    let (pack, _) = support::impossible_cloud();
    let documents: Vec<Value> = pack.documents.iter().map(|document| json!({"source": document.source, "text": document.text})).collect();
    let policy = load(json!({"documents": documents}).to_string().as_bytes()).expect("a policy");
    let as_of = instant(NOON);
    for (operation, request) in [
        (Operation::Password, json!({"action": "set", "asOf": as_of, "holder": "consoleUser", "password": "Abcdef12"})),
        (Operation::Authentication, json!({"kind": "apiKey", "asOf": as_of, "validUntil": as_of, "state": "active"})),
        (Operation::Account, json!({"action": "createUser", "asOf": as_of, "fields": []})),
    ] {
        assert_eq!(verdict(&support::ask(&policy, operation, &request)), "input.as_of_refused /asOf");
    }
}

proptest! {
    #[test]
    fn lengths_that_a_reason_names_pass_and_one_step_beyond_fails(
        holder in prop::sample::select(vec!["consoleUser", "storageAccount"]), length in 0..400_usize, filler in "[a-z0-9äß😀 ]"
    ) {
        let filled = |length: usize| format!("aA1!{}", filler.repeat(length)).chars().take(length).collect::<String>();
        let answer = password(&POLICY, holder, &filled(length));
        for (code, beyond) in [("password.too_short", -1), ("password.too_long", 1)] {
            if let Some(found) = reason(&answer, code) {
                let bound = allowed(&found);
                prop_assert!(found["help"].as_str().is_some_and(|help| help.contains(&bound.to_string())));
                prop_assert_eq!(verdict(&password(&POLICY, holder, &filled(bound))), "true");
                prop_assert!(reason(&password(&POLICY, holder, &filled(bound.saturating_add_signed(beyond))), code).is_some());
            }
        }
        prop_assert_eq!(answer["decision"] == json!(true), (8..=128).contains(&length));
    }

    #[test]
    fn as_many_classes_as_a_reason_names_pass(holder in prop::sample::select(vec!["consoleUser", "storageAccount"]), text in "[a-zA-Z0-9!äß ]{8,40}") {
        let answer = password(&POLICY, holder, &text);
        let missing: Vec<String> = serde_json::from_value(answer["context"]["password"]["missing"].clone()).expect("classes");
        let needed = answer["context"]["password"]["needed"].as_u64().expect("a number") as usize;
        let found = reason(&answer, "password.classes_missing");
        prop_assert_eq!(found.is_some(), needed > 0);
        let sample = |class: &String| match class.as_str() { "lower" => 'a', "upper" => 'A', "digit" => '1', _ => '~' };
        let add = |count: usize| text.chars().chain(missing.iter().take(count).map(sample)).collect::<String>();
        prop_assert_eq!(verdict(&password(&POLICY, holder, &add(needed))), "true");
        if let Some(found) = found {
            prop_assert_eq!(found["found"].as_str().expect("a figure").parse::<usize>().expect("a number") + needed, allowed(&found));
            prop_assert!(reason(&password(&POLICY, holder, &add(needed - 1)), "password.classes_missing").is_some());
        }
    }

    #[test]
    fn a_lock_opens_at_the_instant_that_its_reason_names(ago in prop::collection::vec(0..90_000_i64, 0..30), others in 0..20_usize) {
        let failure = |ago: &i64| json!({"address": "192.0.2.7", "user": "u-1", "at": instant(NOON - ago)});
        let mut failures: Vec<Value> = ago.iter().map(failure).collect();
        failures.extend((0..others).map(|index| json!({"address": "192.0.2.8", "user": format!("u-{}", index % 2), "at": instant(NOON)})));
        let login = |as_of: String| {
            let request = json!({"kind": "login", "asOf": as_of, "address": "192.0.2.7", "user": "u-1", "failures": failures});
            support::ask(&POLICY, Operation::Authentication, &request)
        };
        let answer = login(instant(NOON));
        let counting = ago.iter().filter(|ago| **ago < 86_400).count();
        prop_assert_eq!(answer["decision"] == json!(true), counting < 10);
        prop_assert_eq!(&answer["context"]["authentication"]["attemptsLeft"], &json!(10_usize.saturating_sub(counting)));
        if let Some(found) = reason(&answer, "authentication.locked") {
            let opens = found["allowed"].as_str().expect("an instant");
            prop_assert_eq!(&login(opens.into())["decision"], &json!(true));
            let before = opens.parse::<jiff::Timestamp>().expect("an instant").as_nanosecond() - 1;
            let before = jiff::Timestamp::from_nanosecond(before).expect("an instant").to_string();
            prop_assert!(reason(&login(before), "authentication.locked").is_some());
        }
    }

    #[test]
    fn what_is_dated_up_to_a_minute_ahead_is_judged_and_later_is_an_issue(ahead in 0..200_i64, of in 0..3_usize) {
        let (at, now) = (instant(NOON + ahead), instant(NOON));
        let session = |started: &str, active: &str| json!({"kind": "session", "startedAt": started, "lastActiveAt": active});
        let login = json!({"kind": "login", "address": "::1", "user": "u", "failures": [{"address": "::1", "user": "u", "at": at}]});
        let (request, place) = [
            (session(&at, &now), "/startedAt"), (session(&now, &at), "/lastActiveAt"), (login, "/failures/0/at")
        ][of].clone();
        let expected = if ahead <= 60 { "true".into() } else { format!("authentication.fact_in_future {place}") };
        prop_assert_eq!(verdict(&support::ask(&POLICY, Operation::Authentication, &request)), expected);
    }

    /// Of sessions in the past; what is ahead of the clock only the credential document judges.
    #[test]
    fn sessions_are_judged_as_the_permission_gates_judge_them(age in 0..3_000_000_i64, idle in 0..400_i64) {
        let (started, active) = (instant(NOON - age), instant(NOON - idle.min(age)));
        let session = json!({"kind": "session", "startedAt": started, "lastActiveAt": active});
        let answer = support::ask(&POLICY, Operation::Authentication, &session);
        let question = json!({
            "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": "d"}}, "action": {"name": "view"},
            "resource": {"type": "deal", "id": "x", "properties": {"account": "d"}},
            "context": {"accounts": [{"id": "d", "type": "distributor"}], "session": {"startedAt": started, "lastActiveAt": active}}
        });
        prop_assert_eq!(&answer["decision"], &support::ask(&POLICY, Operation::Permission, &question)["decision"]);
        let ends = answer["context"]["authentication"]["endsAt"].as_str().expect("an instant").parse::<jiff::Timestamp>().expect("an instant");
        prop_assert_eq!(answer["decision"] == json!(true), NOON < ends.as_second());
    }
}

/// Marked passwords; what is looked for in answers stands in each of them.
const MARKER: &str = "Zq7vX";

fn secrets() -> Vec<String> {
    let long = format!("{MARKER}!{}", "x".repeat(6000));
    vec![format!("{MARKER}!kl"), MARKER.to_owned(), format!("{MARKER} 100 TB"), format!("{MARKER}\u{7}\n\"\\"), long]
}

/// Requests with a password at each place where one may stand.
fn requests(secret: &str) -> Vec<(Operation, Value)> {
    let subject = json!({"type": "user", "id": "u-1", "properties": {"role": "admin", "account": "m-1"}});
    let context = json!({"accounts": [{"id": "m-1", "type": "channelPartner", "agreements": [{"id": "c-1", "kind": "contract"}]}]});
    let form = |form: Value| {
        let mut form = form;
        form["password"] = json!(secret);
        form
    };
    let account = |action: &str, id: Option<&str>, fields: Value| {
        let mut request = json!({"action": action, "subject": subject, "context": context, "form": form(fields)});
        if let Some(id) = id {
            request["id"] = json!(id);
            request["account"] = json!("m-1");
        }
        request
    };
    let change = json!({"action": "change", "holder": "storageAccount", "password": secret, "confirmation": secret, "current": secret, "currentCorrect": false});
    let mut create =
        account("createStorageAccount", None, json!({"name": "A", "email": "a@b.de", "allocatedCapacity": "1 TB", "allowOverdraft": true}));
    create["allocation"] = json!({"contract": {"id": "c-1", "reservedCapacity": "5 TB", "allocatedCapacity": "0 B"}});
    create["deal"] = json!({"customer": {"id": "k-1", "volume": "0 B"}});
    let mut fields = account("createUser", None, json!({"email": "x"}));
    fields["fields"] = json!(["password", "/form/email"]);
    vec![
        (Operation::Password, json!({"action": "set", "holder": "consoleUser", "password": secret, "confirmation": format!("{secret}?")})),
        (Operation::Password, change),
        (Operation::Account, create),
        (Operation::Account, account("renameStorageAccount", Some("s-1"), json!({"name": "A"}))),
        (Operation::Account, account("createUser", None, json!({"email": "a@b.de", "role": "staff"}))),
        (Operation::Account, account("updateUser", Some("u-2"), json!({"role": "staff"}))),
        (Operation::Account, account("deletePartner", Some("p-1"), json!({}))),
        (Operation::Account, account("createApiKey", None, json!({}))),
        (Operation::Account, fields),
    ]
}

/// Every place of a value.
fn places(value: &Value, pointer: String, all: &mut Vec<String>) {
    match value {
        Value::Object(members) => members.iter().for_each(|(key, member)| places(member, format!("{pointer}/{key}"), all)),
        Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| places(item, format!("{pointer}/{index}"), all)),
        _ => {}
    }
    all.push(pointer);
}

fn silent(answer: &Answer, what: &str) {
    assert!(!answer.text.contains(MARKER), "{what}: {}", answer.text);
}

#[test]
fn no_answer_holds_a_password_whatever_else_is_wrong() {
    let policy = &*POLICY;
    let now = Some(NOON * 1000);
    let mut asked = 0;
    for secret in secrets() {
        for (operation, request) in requests(&secret) {
            let mut ask = |text: &str, what: &str| {
                asked += 1;
                silent(&policy.evaluate(operation, now, text.as_bytes()), what);
            };
            let text = request.to_string();
            ask(&text, "as it is");
            let mut all = Vec::new();
            places(&request, String::new(), &mut all);
            for pointer in all.iter().filter(|pointer| !pointer.is_empty()) {
                for replacement in [Value::Null, json!(1), json!(1.5), json!("?"), json!([]), json!({}), json!(true)] {
                    let mut mutant = request.clone();
                    *mutant.pointer_mut(pointer).expect("a place") = replacement;
                    ask(&mutant.to_string(), pointer);
                }
                // Taken out, and put in under a key that nothing has.
                let (parent, key) = pointer.rsplit_once('/').expect("a pointer");
                for spelling in [None, Some(format!("{key}x"))] {
                    let mut mutant = request.clone();
                    let Some(Value::Object(members)) = mutant.pointer_mut(parent) else { continue };
                    let value = members.remove(key).expect("a member");
                    members.extend(spelling.map(|spelling| (spelling, value)));
                    ask(&mutant.to_string(), pointer);
                }
            }
            // The password in a list, in an object, and twice.
            for wrapped in [json!([secret]), json!({"password": secret}), json!({"value": {"text": secret}})] {
                let mut mutant = request.clone();
                let place = if operation == Operation::Password { "/password" } else { "/form/password" };
                *mutant.pointer_mut(place).expect("a password") = wrapped;
                ask(&mutant.to_string(), "wrapped");
            }
            let member = format!("\"password\":{}", json!(secret));
            ask(&text.replacen(&member, &format!("{member},{member}"), 1), "twice");
            ask(&text.replacen(&member, &format!("{member},\"PASSWORD\":{}", json!(secret)), 1), "a second spelling");
            ask(&text.replacen(&member, &format!("{member} "), 1).replacen(&member, &format!("{member}\""), 1), "broken");
            if text.len() < 2000 {
                for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
                    ask(&text[..end], "cut");
                }
            }
        }
    }
    assert!(asked > 5_000, "only {asked}");
}

#[test]
fn a_password_in_place_of_a_key_is_named_as_that_key_and_nowhere_else() {
    let request = json!({"action": "set", "holder": "consoleUser", "password": "Abcdef12", MARKER: "Abcdef12"});
    let answer = support::ask(&POLICY, Operation::Password, &request);
    assert_eq!(verdict(&answer), format!("input.unknown_field /{MARKER}"));
    assert!(!answer.to_string().contains("Abcdef12"));
}
