//! The console's forms: a field says the same alone as in the whole form and nothing of others, each figure that a reason names
//! passes and one step beyond fails, and domains say here what they say by themselves.

use crate::support;
use std::sync::LazyLock;

use channel_policy::{CompiledPolicy, Operation, load};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

static POLICY: LazyLock<CompiledPolicy> = LazyLock::new(|| support::impossible_cloud().1);

/// Noon of 20 June 2026, in seconds since 1970: the tests' clock.
const NOON: i64 = 1_781_956_800;
const TB: u64 = 1_000_000_000_000;

fn account(request: &Value) -> Value {
    support::ask(&POLICY, Operation::Account, request)
}

/// Codes with their pointers, after the decision where there is one.
fn said(answer: &Value) -> String {
    let lines = |list: &Value| -> Vec<String> {
        let line = |item: &Value| format!("{} {}", item["code"].as_str().unwrap_or(""), item["pointer"].as_str().unwrap_or("-"));
        list.as_array().into_iter().flatten().map(line).collect()
    };
    let list = if answer.is_array() { answer } else { &answer["context"]["reasons"] };
    let decision = answer.get("decision").map_or("issues".into(), Value::to_string);
    format!("{decision}: {}", lines(list).join(", "))
}

fn reason(answer: &Value, code: &str) -> Option<Value> {
    answer["context"]["reasons"].as_array().into_iter().flatten().find(|reason| reason["code"] == code).cloned()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("`{key}` in {value}"))
}

/// A request of a channel partner's user.
fn request(action: &str, role: &str, form: Value) -> Value {
    json!({
        "action": action, "form": form,
        "subject": {"type": "user", "id": "u-1", "properties": {"role": role, "account": "m-1"}},
        "context": {"accounts": [{"id": "m-1", "type": "channelPartner", "agreements": [{"id": "c-1", "kind": "contract"}]}]}
    })
}

fn with_capacity(mut request: Value, [reserved, others, customer]: [u64; 3]) -> Value {
    request["allocation"] = json!({"contract": {"id": "c-1", "reservedCapacity": reserved, "allocatedCapacity": others}});
    request["deal"] = json!({"customer": {"id": "k-1", "volume": customer}});
    request
}

fn storage_account(changes: Value) -> Value {
    let mut form =
        json!({"name": "Acme", "email": "it@acme.example", "password": "Abcdef1!", "allocatedCapacity": "0 B", "allowOverdraft": false});
    form.as_object_mut().expect("an object").extend(changes.as_object().expect("an object").clone());
    with_capacity(request("createStorageAccount", "admin", form), [100 * TB, 0, 0])
}

fn at(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).expect("an instant").to_string()
}

#[test]
fn nothing_is_said_of_a_field_that_is_not_touched_however_wrong() {
    let wrong = json!({
        "name": "Acme", "email": 5, "role": null, "password": [], "allocatedCapacity": "47,5", "allowOverdraft": "?", "description": {},
        "validUntil": "soon", "nmae": 1
    });
    for action in ["createPartner", "renamePartner", "createStorageAccount", "renameStorageAccount", "createUser", "updateUser"] {
        let request =
            json!({"action": action, "form": wrong, "subject": 1, "allocation": [], "deal": "?", "account": "", "fields": ["name"]});
        assert_eq!(said(&account(&request)), "true: ", "{action}");
        let all = json!({"action": action, "form": wrong});
        assert!(said(&account(&all)).starts_with("issues: "), "{action}");
    }
    let duplicate = r#"{"action":"createUser","form":{"name":"Ann","email":"a","email":"b"},"fields":["name"]}"#;
    assert!(!POLICY.evaluate(Operation::Account, Some(0), duplicate.as_bytes()).text.contains("input.duplicate_key"));
    let duplicate = duplicate.replace("[\"name\"]", "[\"email\"]");
    assert!(POLICY.evaluate(Operation::Account, Some(0), duplicate.as_bytes()).text.contains("input.duplicate_key"));
}

#[test]
fn issues_of_a_touched_field_are_given_and_are_no_allow() {
    let form = json!({"allocatedCapacity": "47,5 TB", "email": 5, "validUntil": "soon"});
    let ask = |action: &str, fields: Value| said(&account(&json!({"action": action, "form": form, "fields": fields})));
    assert_eq!(ask("createPartner", json!(["allocatedCapacity"])), "issues: input.capacity_format /form/allocatedCapacity");
    assert_eq!(ask("createUser", json!(["email"])), "issues: input.wrong_type /form/email");
    assert_eq!(ask("createApiKey", json!(["/form/validUntil"])), "issues: input.instant_format /form/validUntil");
    assert!(ask("createPartner", json!("name")).starts_with("issues: input.wrong_type /fields"));
    assert_eq!(ask("createPartner", json!(["naem"])), "issues: input.unknown_value /fields/0");
}

#[test]
fn forms_and_limits_are_settings() {
    let (pack, _) = support::impossible_cloud();
    let with = |changes: &[(&str, Value)]| {
        let mut documents = Vec::new();
        for document in &pack.documents {
            let mut value: Value = serde_json::from_str(&document.text).expect("JSON");
            for (key, replacement) in changes.iter().filter(|_| document.source == "credential.json") {
                let (parent, key) = key.rsplit_once('/').expect("a pointer");
                value
                    .pointer_mut(&format!("/credential{parent}"))
                    .and_then(Value::as_object_mut)
                    .expect("an object")
                    .insert(key.into(), replacement.clone());
            }
            documents.push(json!({"source": document.source, "text": value.to_string()}));
        }
        let trust = json!({"requestTime": true, "pinning": true, "requestFacts": true});
        load(json!({"trust": trust, "documents": documents}).to_string().as_bytes()).expect("documents without issues")
    };
    let ask = |changes: &[(&str, Value)], request: &Value| said(&support::ask(&with(changes), Operation::Account, request));
    let key = request("createApiKey", "admin", json!({"description": "ten chars!", "validUntil": at(NOON + 3600)}));
    assert_eq!(ask(&[], &key), "true: ");
    let life = |seconds: i64| [("/keyLifetimeSeconds", json!({"value": seconds, "source": "default"}))];
    assert_eq!(ask(&life(3600), &key), "true: ");
    assert_eq!(ask(&life(3599), &key), "false: account.expiry_too_late /form/validUntil");
    let answer = support::ask(&with(&life(3599)), Operation::Account, &key);
    let latest = text(&reason(&answer, "account.expiry_too_late").expect("the reason"), "allowed").to_owned();
    let mut shorter = key.clone();
    shorter["form"]["validUntil"] = json!(latest);
    assert_eq!(ask(&life(3599), &shorter), "true: ");
    assert_eq!(ask(&[("/descriptionLength/value", json!(9))], &key), "false: account.description_length /form/description");
    assert_eq!(ask(&[("/descriptionLength/value", json!(10))], &key), "true: ");
    let user = request("createUser", "admin", json!({"email": "ann@b.de", "password": "Abcdef12", "role": "staff", "name": "Ann B"}));
    assert_eq!(ask(&[("/nameLength/value", json!(5))], &user), "true: ");
    assert_eq!(ask(&[("/nameLength/value", json!(4))], &user), "false: account.name_length /form/name");
    assert_eq!(ask(&[("/emailLength/value", json!(8))], &user), "true: ");
    assert_eq!(ask(&[("/emailLength/value", json!(7))], &user), "false: account.email_length /form/email");
    assert_eq!(ask(&[("/emailLocalLength/value", json!(2))], &user), "false: account.email_local_length /form/email");
    let fields = [("/forms/createUser/required", json!(["email", "role"])), ("/forms/createUser/optional", json!(["password"]))];
    assert_eq!(ask(&fields, &user), "issues: input.unknown_field /form/name");
}

#[test]
fn a_policy_without_deals_asks_none_and_one_with_deals_needs_their_facts() {
    let (pack, _) = support::impossible_cloud();
    let mut create = storage_account(json!({"allocatedCapacity": "1 TB"}));
    create.as_object_mut().expect("an object").remove("deal");
    assert_eq!(said(&account(&create)), "issues: input.missing_field /deal");
    let documents: Vec<Value> = pack
        .documents
        .iter()
        .filter(|document| document.source != "deal.json")
        .map(|document| json!({"source": document.source, "text": document.text}))
        .collect();
    let bundle = json!({"trust": {"requestFacts": true}, "documents": documents}).to_string();
    let without = load(bundle.as_bytes()).expect("a policy");
    assert_eq!(said(&support::ask(&without, Operation::Account, &create)), "true: ");
    create["deal"] = json!({"customer": {"id": "k-1", "volume": "0 B"}});
    assert_eq!(said(&support::ask(&without, Operation::Account, &create)), "issues: policy.none_in_force /deal");
}

#[test]
fn loaded_facts_say_who_presses_the_button_and_whose_user_it_is() {
    let (pack, _) = support::impossible_cloud();
    let directory = json!({
        "kind": "directory", "name": "facts", "version": "1", "effectiveFrom": "2024-01-01", "description": "", "sources": [],
        "directory": {
            "accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}],
            "users": [
                {"id": "s-1", "type": "user", "account": "d-1", "roles": ["staff"]}, {"id": "a-1", "type": "user", "account": "d-1", "roles": ["admin"]},
                {"id": "u-9", "type": "user", "account": "p-1", "roles": ["viewer"]}
            ]
        }
    });
    let mut documents: Vec<Value> =
        pack.documents.iter().map(|document| json!({"source": document.source, "text": document.text})).collect();
    documents.push(json!({"source": "directory.json", "text": directory.to_string()}));
    let policy = load(json!({"documents": documents}).to_string().as_bytes()).expect("a policy");
    let ask = |action: &str, id: Option<&str>, who: &str, form: Value| {
        let mut request = json!({"action": action, "subject": {"type": "user", "id": who}, "form": form});
        if let Some(id) = id {
            request["id"] = json!(id);
        }
        said(&support::ask(&policy, Operation::Account, &request))
    };
    // u-9 belongs to a partner, whose users staff may rename; staff may not create in its own team.
    assert_eq!(ask("updateUser", Some("u-9"), "s-1", json!({"name": "Ann"})), "true: ");
    assert_eq!(ask("updateUser", Some("a-1"), "s-1", json!({"name": "Ann"})), "false: permission.role_denied /subject/properties/role");
    let user = json!({"email": "ann@b.de", "password": "Abcdef12", "role": "staff"});
    assert_eq!(ask("createUser", None, "a-1", user.clone()), "true: ");
    assert_eq!(ask("createUser", None, "s-1", user), "false: permission.role_denied /subject/properties/role");
    // A key has its creator's role, staff, which is not above itself.
    assert_eq!(ask("createApiKey", None, "s-1", json!({"description": "x", "validUntil": at(NOON + 1)})), "true: ");
    assert_eq!(
        ask("createApiKey", None, "s-1", json!({"description": "x", "validUntil": at(NOON + 1), "role": "admin"})),
        "false: permission.condition_denied /form/role"
    );
}

fn values(field: &'static str) -> BoxedStrategy<Option<Value>> {
    let some = |values: Vec<Value>| prop::option::weighted(0.8, select(values)).boxed();
    match field {
        "name" => some(vec![json!("Acme"), json!(""), json!("x".repeat(256)), json!("a\tb")]),
        "email" => some(vec![json!("a@b.de"), json!(" "), json!("ab"), json!(format!("{}@b.de", "x".repeat(65)))]),
        "password" => some(vec![json!("Abcdef1!"), json!("abc"), json!(""), json!("A1!".repeat(60))]),
        "role" => some(vec![json!("admin"), json!("staff"), json!("boss"), json!("")]),
        "allocatedCapacity" => some(vec![json!("47 TB"), json!("48 TB"), json!(0), json!("101 TB")]),
        "allowOverdraft" => some(vec![json!(true), json!(false)]),
        "description" => some(vec![json!("Job"), json!("x".repeat(256)), json!("  ")]),
        _ => some(vec![json!(at(NOON)), json!(at(NOON + 1))]),
    }
}

/// An action with a form of some of its fields, and some of them touched.
fn filled() -> impl Strategy<Value = (&'static str, Map<String, Value>, Vec<&'static str>)> {
    let actions: Vec<(&str, Vec<&str>)> = vec![
        ("createStorageAccount", vec!["name", "allocatedCapacity", "allowOverdraft", "email", "password"]),
        ("createUser", vec!["email", "password", "role", "name"]),
        ("createApiKey", vec!["description", "validUntil", "role"]),
    ];
    select(actions).prop_flat_map(|(action, fields)| {
        let form: Vec<_> = fields.iter().map(|field| values(field)).collect();
        let touched = subsequence(fields.clone(), 0..=fields.len());
        (form, touched).prop_map(move |(form, touched)| {
            let members = fields.iter().zip(form).filter_map(|(field, value)| Some(((*field).to_owned(), value?)));
            (action, members.collect(), touched)
        })
    })
}

proptest! {
    #[test]
    fn a_field_says_alone_what_it_says_in_the_whole_form((action, form, touched) in filled(), role in select(vec!["admin", "staff", "viewer"])) {
        let mut whole = request(action, role, Value::Object(form.clone()));
        if action == "createStorageAccount" {
            whole = with_capacity(whole, [100 * TB, 53 * TB, 60 * TB]);
        }
        let mut alone = whole.clone();
        alone["fields"] = json!(touched);
        let (whole, alone) = (account(&whole), account(&alone));
        // Without a capacity the facts have no use in either; with an empty one only the field is missed.
        prop_assert!(whole.get("decision").is_some(), "{}", whole);
        prop_assert!(alone.get("decision").is_some(), "{}", alone);
        let places: Vec<String> = touched.iter().map(|field| format!("/form/{field}")).collect();
        let mut own: Vec<Value> = whole["context"]["reasons"].as_array().expect("reasons").clone();
        own.retain(|reason| places.iter().any(|place| reason["pointer"] == json!(place)));
        // A role that is empty is missed as a field; that permission misses it, too, is no matter of the field.
        let empty_role = form.get("role").is_none_or(|role| role == "");
        own.retain(|reason| !empty_role || reason["code"] != "permission.condition_denied");
        prop_assert_eq!(alone["context"]["reasons"].clone(), Value::Array(own));
        prop_assert_eq!(&alone["context"]["judged"], &json!("fields"));
    }

    #[test]
    fn text_lengths_that_a_reason_names_pass_and_one_more_fails(field in select(vec!["name", "description", "email", "local"]), over in 1..400_usize) {
        let of = |length: usize| match field {
            "name" => storage_account(json!({"name": "ä".repeat(length)})),
            "description" => request("createApiKey", "admin", json!({"description": "x".repeat(length), "validUntil": at(NOON + 1)})),
            // 64 + 1, and a domain of labels of 50 with points between, ended by `.de`.
            "email" => {
                let rest = length - 65;
                let mut domain: String = (0..rest - 3).map(|index| if index % 51 == 50 { '.' } else { 'b' }).collect();
                if domain.ends_with('.') {
                    domain.replace_range(domain.len() - 1.., "b");
                }
                storage_account(json!({"email": format!("{}@{domain}.de", "x".repeat(64))}))
            }
            _ => storage_account(json!({"email": format!("{}@b.de", "x".repeat(length))})),
        };
        let (longest, code) = match field {
            "name" => (255, "account.name_length"),
            "description" => (255, "account.description_length"),
            "email" => (254, "account.email_length"),
            _ => (64, "account.email_local_length"),
        };
        // Above 64 + 1 + 253 characters the domain itself is too long to be one, and that is said instead.
        let over = if field == "email" { over.min(60) } else { over };
        let found = reason(&account(&of(longest + over)), code).expect("the reason");
        let bound: usize = text(&found, "allowed").parse().expect("a number");
        prop_assert!(text(&found, "help").contains(&bound.to_string()));
        prop_assert_eq!(said(&account(&of(bound))), "true: ");
        prop_assert!(reason(&account(&of(bound + 1)), code).is_some());
    }

    #[test]
    fn an_expiry_that_a_reason_names_passes_and_now_does_not(early in 0..1_000_000_i64) {
        let key = |until: &str| account(&request("createApiKey", "admin", json!({"description": "x", "validUntil": until})));
        let found = reason(&key(&at(NOON - early)), "account.expiry_past").expect("the reason");
        prop_assert_eq!(said(&key(text(&found, "allowed"))), "true: ");
        prop_assert!(text(&found, "help").contains(text(&found, "allowed")));
        prop_assert!(reason(&key(&at(NOON)), "account.expiry_past").is_some());
    }

    #[test]
    fn a_capacity_that_a_reason_names_passes_and_one_byte_more_fails(reserved in 0..200 * TB, others in 0..200 * TB, requested in 1..300 * TB) {
        let create = |capacity: Value| account(&with_capacity(storage_account(json!({"allocatedCapacity": capacity})), [reserved, others, 0]));
        let answer = create(json!(requested));
        let alone = json!({"action": "create", "contract": {"id": "c-1", "reservedCapacity": reserved, "allocatedCapacity": others}, "requestedCapacity": requested});
        let alone = support::ask(&POLICY, Operation::Allocation, &alone);
        let code = "allocation.insufficient_contract_capacity";
        prop_assert_eq!(reason(&answer, code).is_some(), alone["decision"] == json!(false));
        if let Some(found) = reason(&answer, code) {
            let bound = reserved.saturating_sub(others);
            prop_assert!(reason(&create(found["allowed"].clone()), code).is_none());
            prop_assert!(reason(&create(json!(bound + 1)), code).is_some());
        }
    }

    #[test]
    fn a_volume_that_a_reason_names_needs_no_deal_and_a_deal_that_it_names_covers(before in 0..150 * TB, sale in 1..150 * TB) {
        let create = |capacity: u64, deals: Value| {
            let mut request = with_capacity(storage_account(json!({"allocatedCapacity": capacity})), [400 * TB, 0, before]);
            request["deal"]["deals"] = deals;
            account(&request)
        };
        let code = "deal.registration_required";
        let answer = create(sale, json!([]));
        prop_assert_eq!(reason(&answer, code).is_some(), before + sale > 100 * TB);
        if let Some(found) = reason(&answer, code) {
            prop_assert_eq!(text(&found, "pointer"), "/form/allocatedCapacity");
            prop_assert_eq!(text(&found, "allowed"), "100 TB");
            if before < 100 * TB {
                prop_assert!(reason(&create(100 * TB - before, json!([])), code).is_none());
                prop_assert!(reason(&create(100 * TB - before + 1, json!([])), code).is_some());
            }
            let deal = |volume: Value| json!([{"id": "x", "customerId": "k-1", "state": "registered", "volume": volume, "registeredAt": at(NOON - 1)}]);
            prop_assert!(text(&found, "help").ends_with(text(&found, "found")));
            prop_assert_eq!(said(&create(sale, deal(found["found"].clone()))), "true: ");
            prop_assert!(reason(&create(sale, deal(json!(before + sale - 1))), code).is_some());
        }
    }

    #[test]
    fn the_smallest_amount_that_a_reason_names_passes_and_one_byte_less_fails(own in 1..50 * TB, used in 1..50 * TB, requested in 1..50 * TB) {
        let rename = |capacity: Value| {
            let mut request = request("renameStorageAccount", "admin", json!({"name": "Acme", "allocatedCapacity": capacity}));
            (request["id"], request["account"]) = (json!("s-1"), json!("m-1"));
            let mut request = with_capacity(request, [100 * TB, own, 0]);
            let used = json!({"capacity": used, "measuredAt": at(NOON - 60)});
            request["allocation"]["allocation"] = json!({"id": "s-1", "allocatedCapacity": own, "used": used, "changes": []});
            account(&request)
        };
        let code = "allocation.below_used_capacity";
        let found = reason(&rename(json!(requested)), code);
        prop_assert_eq!(found.is_some(), requested < used && requested < own);
        if let Some(found) = found {
            prop_assert_eq!(said(&rename(found["allowed"].clone())), "true: ");
            let least = used.min(own);
            prop_assert!(least == 1 || reason(&rename(json!(least - 1)), code).is_some());
        }
    }

    #[test]
    fn a_button_asks_every_cell_of_what_is_filled(role in select(vec!["admin", "staff", "viewer"]), filled in subsequence(vec!["name", "role", "password"], 1..=3)) {
        let context = json!({
            "accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}],
            "users": [{"id": "u-5", "type": "user", "account": "p-1", "roles": ["viewer"]}]
        });
        let subject = json!({"type": "user", "id": "u-1", "properties": {"role": role, "account": "d-1"}});
        let mut form = Map::new();
        let mut open = true;
        for field in filled {
            let (value, action) = match field {
                "name" => ("Ann", "update"),
                "role" => ("viewer", "updateRole"),
                _ => ("Abcdef12", "updatePassword"),
            };
            form.insert(field.into(), json!(value));
            let resource = json!({"type": "partnerUser", "id": "u-5"});
            let action = json!({"name": action, "properties": {"role": "viewer"}});
            let question = json!({"subject": subject, "action": action, "resource": resource, "context": context});
            open &= support::ask(&POLICY, Operation::Permission, &question)["decision"] == json!(true);
        }
        let button = json!({"action": "updateUser", "id": "u-5", "subject": subject, "context": context, "form": form});
        prop_assert_eq!(&account(&button)["decision"], &json!(open));
    }
}
