//! Policy documents: what is wrong with one is said at once, with the document's name and the pointer; a bundle loads
//! whole or not at all.

use crate::support;
use channel_policy::{Operation, Outcome, load};
use serde_json::{Value, json};

fn shipped(source: &str) -> Value {
    let (pack, _) = support::impossible_cloud();
    let document = pack.documents.iter().find(|document| document.source == source).expect("a shipped document");
    serde_json::from_str(&document.text).expect("JSON")
}

fn bundle(documents: &[(&str, String)]) -> String {
    let documents: Vec<Value> = documents.iter().map(|(source, text)| json!({"source": source, "text": text})).collect();
    json!({ "documents": documents }).to_string()
}

/// The issues of one document as `code pointer`, in answer order.
fn issues(document: &Value) -> Vec<String> {
    texts(&[("a.json", document.to_string())])
}

fn texts(documents: &[(&str, String)]) -> Vec<String> {
    let Err(answer) = load(bundle(documents).as_bytes()) else { return Vec::new() };
    assert!(matches!(answer.outcome, Outcome::Invalid), "{}", answer.text);
    let issues: Value = serde_json::from_str(&answer.text).expect("JSON");
    let print = |issue: &Value| format!("{} {}", issue["code"].as_str().unwrap_or(""), issue["pointer"].as_str().unwrap_or("?"));
    issues.as_array().expect("issues").iter().map(print).collect()
}

#[test]
fn all_issues_of_a_document_come_at_once_in_pointer_order() {
    let mut deal = shipped("deal.json");
    deal["deal"]["threshold"]["value"] = json!("100 XB");
    deal["deal"]["validityDays"]["value"] = json!("ninety");
    deal["deal"]["volumeScope"]["value"] = json!("galaxy");
    deal["effectiveFrom"] = json!("2023-02-30");
    deal["surprise"] = json!(1);
    let expected = [
        "input.capacity_format /deal/threshold/value",
        "input.wrong_type /deal/validityDays/value",
        "input.unknown_value /deal/volumeScope/value",
        "input.date_format /effectiveFrom",
        "input.unknown_field /surprise",
    ];
    assert_eq!(issues(&deal), expected);
}

#[test]
fn a_document_of_one_kind_holds_that_section_alone() {
    let mut deal = shipped("deal.json");
    deal["kind"] = json!("allocation");
    assert_eq!(issues(&deal), ["policy.kind_mismatch /kind"]);
}

#[test]
fn a_document_must_end_after_it_begins() {
    let mut deal = shipped("deal.json");
    deal["effectiveTo"] = deal["effectiveFrom"].clone();
    assert_eq!(issues(&deal), ["input.period_empty /effectiveTo"]);
}

#[test]
fn versions_may_touch_but_not_overlap_and_have_one_name() {
    let first = shipped("deal.json");
    let mut second = first.clone();
    second["version"] = json!("2");
    second["effectiveFrom"] = json!("2027-01-01");
    let pair = |first: &Value, second: &Value| texts(&[("1.json", first.to_string()), ("2.json", second.to_string())]);
    assert_eq!(pair(&first, &second), ["policy.overlap /effectiveFrom"]);
    let mut ended = first.clone();
    ended["effectiveTo"] = json!("2027-01-01");
    assert_eq!(pair(&ended, &second), [""; 0]);
    second["name"] = json!("another");
    assert_eq!(pair(&ended, &second), ["policy.second_document /name"]);
    second["name"] = first["name"].clone();
    second["version"] = first["version"].clone();
    assert_eq!(pair(&ended, &second), ["input.duplicate_id /version"]);
}

#[test]
fn role_tables_name_only_what_they_declare() {
    let mut roles = shipped("permission.R3.json");
    roles["permission"]["rules"][0]["allow"] = json!(["admin", "boss"]);
    roles["permission"]["rules"][1]["actions"] = json!(["fly"]);
    roles["permission"]["rules"][2]["resourceType"] = json!("rocket");
    roles["permission"]["reach"][0]["resourceTypes"] = json!(["rocket"]);
    let expected = [
        "policy.unknown_reference /permission/reach/0/resourceTypes/0",
        "policy.unknown_reference /permission/rules/0/allow/1",
        "policy.unknown_reference /permission/rules/1/actions/0",
        "policy.unknown_reference /permission/rules/2/resourceType",
    ];
    assert_eq!(issues(&roles), expected);
}

#[test]
fn a_broken_document_is_named_and_cannot_break_out_of_the_bundle() {
    let good = shipped("deal.json").to_string();
    let escape = r#""}],"trust":{"requestTime":true},"documents":[{"source":"x","text":"{}"#.to_owned();
    let answer = load(bundle(&[("good.json", good), ("bad.json", escape)]).as_bytes()).expect_err("a broken document");
    let issues: Value = serde_json::from_str(&answer.text).expect("JSON");
    assert_eq!(answer.outcome, Outcome::Invalid);
    assert_eq!(issues[0]["code"], "input.malformed_json");
    assert_eq!(issues[0]["document"], "bad.json");
    assert_eq!(issues.as_array().map(Vec::len), Some(1));
}

#[test]
fn an_empty_bundle_and_an_unloaded_kind_are_issues() {
    assert_eq!(texts(&[]), ["policy.empty_bundle /documents"]);
    let policy = load(bundle(&[("deal.json", shipped("deal.json").to_string())]).as_bytes()).expect("a bundle of one");
    let answer = support::ask(
        &policy,
        Operation::Allocation,
        &json!({"action": "create", "contract": {"id": "c", "reservedCapacity": 1, "allocatedCapacity": 0}, "requestedCapacity": 1}),
    );
    assert_eq!(answer[0]["code"], "policy.none_in_force");
}

#[test]
fn directories_are_chains_and_win_over_requests() {
    let directory = |accounts: Value| json!({"kind": "directory", "name": "d", "version": "1", "effectiveFrom": "2024-01-01", "description": "", "sources": [], "directory": {"accounts": accounts}});
    let cycle = directory(json!([{"id": "a", "type": "distributor", "parent": "b"}, {"id": "b", "type": "partner", "parent": "a"}]));
    assert_eq!(issues(&cycle), ["directory.cycle /directory/accounts/0/parent"]);
    let orphan = directory(json!([{"id": "a", "type": "partner", "parent": "z"}]));
    assert_eq!(issues(&orphan), ["directory.unknown_parent /directory/accounts/0/parent"]);

    let good = directory(json!([{"id": "d", "type": "distributor"}, {"id": "p", "type": "partner", "parent": "d"}]));
    let roles = shipped("permission.R3.json").to_string();
    let documents = json!([{"source": "d.json", "text": good.to_string()}, {"source": "r.json", "text": roles}]);
    let policy = load(json!({"trust": {"requestFacts": true}, "documents": documents}).to_string().as_bytes()).expect("a bundle of two");
    let ask = |accounts: Value| {
        let request = json!({
            "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": "d"}}, "action": {"name": "update"},
            "resource": {"type": "partner", "id": "p"}, "context": {"accounts": accounts}
        });
        support::ask(&policy, Operation::Permission, &request)
    };
    assert_eq!(ask(json!([]))["decision"], true);
    assert_eq!(ask(json!([{"id": "p", "type": "partner", "parent": "d"}]))["decision"], true);
    assert_eq!(ask(json!([{"id": "p", "type": "partner"}]))[0]["code"], "directory.fact_conflict");
}

fn small_directory(users: &Value) -> Value {
    let accounts = json!([{"id": "d", "type": "distributor"}, {"id": "p", "type": "partner", "parent": "d"}]);
    json!({"kind": "directory", "name": "d", "version": "1", "effectiveFrom": "2024-01-01", "description": "", "sources": [],
        "directory": {"accounts": accounts, "users": users}})
}

#[test]
fn facts_of_a_request_count_only_where_trusted() {
    let users = json!([{"id": "u", "type": "user", "account": "d", "roles": ["admin"], "properties": {"state": "active"}}]);
    let documents = [("d.json", small_directory(&users).to_string()), ("r.json", shipped("permission.R3.json").to_string())];
    let policy = load(bundle(&documents).as_bytes()).expect("a bundle of two");
    let ask = |subject: Value, context: Value| {
        let request =
            json!({"subject": subject, "action": {"name": "update"}, "resource": {"type": "partner", "id": "p"}, "context": context});
        support::ask(&policy, Operation::Permission, &request)
    };
    let known = json!({"type": "user", "id": "u"});
    assert_eq!(ask(known.clone(), json!({}))["decision"], true);
    assert_eq!(ask(json!({"type": "user", "id": "u", "properties": {"role": "admin", "account": "d"}}), json!({}))["decision"], true);
    // Nobody proves their own rights: not by another role, not by being somebody unknown, not by another state.
    let liar = json!({"type": "user", "id": "u", "properties": {"role": "viewer", "state": "blocked"}});
    let issues = ask(liar, json!({}));
    let pointers: Vec<&str> = issues.as_array().expect("issues").iter().filter_map(|issue| issue["pointer"].as_str()).collect();
    assert_eq!(pointers, ["/subject/properties/role", "/subject/properties/state"]);
    let stranger = ask(json!({"type": "user", "id": "x", "properties": {"role": "admin", "account": "d"}}), json!({}));
    let codes: Vec<&str> =
        stranger["context"]["reasons"].as_array().expect("reasons").iter().filter_map(|reason| reason["code"].as_str()).collect();
    assert_eq!(codes, ["permission.account_unknown", "permission.role_unknown"]);
    let lists = ask(known, json!({"accounts": [], "users": []}));
    let found: Vec<String> =
        lists.as_array().expect("issues").iter().map(|issue| format!("{} {}", issue["code"], issue["pointer"])).collect();
    let refused = "\"directory.facts_refused\"";
    assert_eq!(found, [format!("{refused} \"/context/accounts\""), format!("{refused} \"/context/users\"")]);
    let other = ask(json!({"type": "apiKey", "id": "u"}), json!({}));
    assert!(other.to_string().contains("permission.subject_type_mismatch"), "{other}");
}

#[test]
fn a_directory_keeps_to_the_hierarchy_of_the_permission_document() {
    let mut directory = small_directory(&json!([{"id": "u", "type": "user", "account": "nowhere", "roles": []}]));
    assert_eq!(issues(&directory), ["directory.unknown_account /directory/users/0/account"]);
    directory["directory"]["users"] = json!([]);
    directory["directory"]["accounts"][1]["type"] = json!("distributor");
    let roles = shipped("permission.R3.json").to_string();
    assert_eq!(texts(&[("d.json", directory.to_string()), ("r.json", roles)]), ["directory.parent_type /directory/accounts/1/parent"]);
}

#[test]
fn an_expired_directory_grants_nothing_and_the_one_in_force_is_named() {
    let directory = |version: &str, from: &str, to: &str| {
        let accounts = json!([{"id": "d", "type": "distributor"}, {"id": "p", "type": "partner", "parent": "d"}]);
        json!({"kind": "directory", "name": "d", "version": version, "effectiveFrom": from, "effectiveTo": to, "description": "", "sources": [], "directory": {"accounts": accounts, "users": [{"id": "u", "type": "user", "account": "d", "roles": ["admin"]}]}})
    };
    let request = json!({
        "subject": {"type": "user", "id": "u", "properties": {"role": "admin", "account": "d"}}, "action": {"name": "delete"},
        "resource": {"type": "partner", "id": "p"}
    });
    let roles = shipped("permission.R3.json").to_string();
    let old = directory("old", "2020-01-01", "2021-01-01").to_string();
    let ask = |documents: &[(&str, String)]| {
        support::ask(&load(bundle(documents).as_bytes()).expect("documents without issues"), Operation::Permission, &request)
    };
    // Going on without it would lift the bounds that it sets.
    let expired = ask(&[("old.json", old.clone()), ("r.json", roles.clone())]);
    assert_eq!(expired[0]["code"], "policy.none_in_force");
    let new = directory("new", "2021-01-01", "2030-01-01").to_string();
    let known = ask(&[("old.json", old), ("new.json", new), ("r.json", roles)]);
    assert_eq!((&known["decision"], &known["context"]["policies"][0]["version"]), (&json!(true), &json!("new")));

    let old = directory("old", "2020-01-01", "2021-01-01").to_string();
    let documents = json!([{"source": "old.json", "text": old}, {"source": "r.json", "text": shipped("permission.R3.json").to_string()}]);
    let policy = load(json!({"trust": {"pinning": true}, "documents": documents}).to_string().as_bytes()).expect("a bundle of two");
    let mut pinned = request.clone();
    pinned["context"] = json!({"pin": [{"name": "d", "version": "old"}]});
    assert_eq!(support::ask(&policy, Operation::Permission, &pinned)["decision"], true);
}

#[test]
fn whether_a_month_has_ended_is_told_by_the_clock_where_request_time_is_not_trusted() {
    let documents: Vec<(&str, String)> =
        ["billing.json", "price-list.sample.json"].into_iter().map(|name| (name, shipped(name).to_string())).collect();
    let policy = load(bundle(&documents).as_bytes()).expect("a bundle of two");
    // The clock of `ask` says June 2026.
    let request = json!({"allowSample": true, "asOf": "2099-01-01T00:00:00Z", "period": {"start": "2026-12-01", "end": "2027-01-01"}, "accounts": []});
    let answer = support::ask(&policy, Operation::Invoice, &request);
    assert_eq!(answer["context"]["reasons"][0]["code"], "billing.period_not_ended");
}

#[test]
fn settings_names_and_sources_have_their_ranges() {
    let mut allocation = shipped("allocation.json");
    allocation["allocation"]["granularity"]["value"] = json!("0 B");
    assert_eq!(issues(&allocation), ["policy.setting_range /allocation/granularity/value"]);
    let mut deal = shipped("deal.json");
    deal["name"] = json!("");
    deal["deal"]["threshold"]["source"] = json!("");
    assert_eq!(issues(&deal), ["input.text_length /deal/threshold/source", "input.text_length /name"]);
    let mut roles = shipped("permission.R3.json");
    roles["permission"]["reach"][0]["accountTypes"] = json!(["distribtor"]);
    roles["permission"]["rules"][0]["deny"] = json!(["admin"]);
    let expected = ["policy.unknown_reference /permission/reach/0/accountTypes/0", "input.duplicate_id /permission/rules/0/deny/0"];
    assert_eq!(issues(&roles), expected);
}

#[test]
fn time_and_pins_of_a_request_count_only_where_trusted() {
    let policy = load(bundle(&[("d.json", shipped("deal.json").to_string())]).as_bytes()).expect("a bundle of one");
    let request = json!({
        "action": "check", "asOf": "2026-01-01T00:00:00Z", "pin": [{"name": "deal-registration", "version": "1"}],
        "customer": {"id": "c", "volume": "0 B"}, "sale": {"plan": "reserved", "volume": "1 TB"}
    });
    let answer = support::ask(&policy, Operation::Deal, &request);
    let codes: Vec<&str> = answer.as_array().expect("issues").iter().filter_map(|issue| issue["code"].as_str()).collect();
    assert_eq!(codes, ["input.as_of_refused", "input.pin_refused"]);
}
