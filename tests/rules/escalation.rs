//! Attempts to get more than was given: roles given away, ceilings, keys, lapsed directories and facts that are not known.

use crate::support;
use channel_policy::{CompiledPolicy, Operation, load};
use serde_json::{Value, json};

fn section(roles: &Value, privileges: &Value, rules: &Value) -> Value {
    json!({
        "subjectTypes": ["user", "key"], "creatorBound": ["key"],
        "accountTypes": [{"id": "top", "parents": ["top"], "top": true}], "severalRoles": {"value": false, "source": "default"},
        "roles": roles, "privileges": privileges,
        "resourceTypes": [{"id": "doc", "actions": ["write"]}, {"id": "person", "actions": ["give"]}],
        "reach": [{"id": "all", "accountTypes": ["top"], "resourceTypes": ["doc", "person"], "scopes": ["self", "descendants"], "source": "default"}],
        "rules": rules
    })
}

fn document(kind: &str, section: &Value, to: Option<&str>) -> Value {
    let mut document =
        json!({"kind": kind, "name": kind, "version": "1", "effectiveFrom": "2020-01-01", "description": "", "sources": [], kind: section});
    if let Some(to) = to {
        document["effectiveTo"] = json!(to);
    }
    json!({"source": kind, "text": document.to_string()})
}

fn policy(documents: &[Value]) -> CompiledPolicy {
    let bundle = json!({"trust": {"requestFacts": true}, "documents": documents});
    load(bundle.to_string().as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text))
}

fn rule(id: &str, resource: (&str, &str), allow: &[&str], deny: &[&str], when: Option<Value>) -> Value {
    let mut rule =
        json!({"id": id, "resourceType": resource.0, "actions": [resource.1], "allow": allow, "deny": deny, "source": "default"});
    if let Some(when) = when {
        rule["when"] = when;
    }
    rule
}

const WRITE: (&str, &str) = ("doc", "write");

fn staff_and_admin() -> Value {
    json!([{"id": "staff"}, {"id": "admin"}])
}

fn red() -> Value {
    json!({"op": "eq", "left": {"path": "/resource/properties/color"}, "right": {"value": "red"}})
}

/// Both roles may give roles that grant no more than the own.
fn give() -> Value {
    let within = json!({"op": "within", "roles": {"path": "/action/properties/role"}});
    rule("give", ("person", "give"), &["staff", "admin"], &[], Some(within))
}

fn subject(kind: &str, role: &str, creator: Option<&str>) -> Value {
    let mut properties = json!({"role": role, "account": "a"});
    if let Some(creator) = creator {
        properties["creator"] = json!(creator);
    }
    json!({"type": kind, "id": "s", "properties": properties})
}

/// `true`, `false` with the first reason's code, or the first issue's code.
fn outcome(policy: &CompiledPolicy, subject: &Value, asked: (&str, &str), properties: &Value, context: &Value) -> String {
    let request = json!({
        "subject": subject, "action": {"name": asked.1, "properties": {"role": "admin"}},
        "resource": {"type": asked.0, "id": "r", "properties": properties}, "context": context
    });
    let answer = support::ask(policy, Operation::Permission, &request);
    match answer["decision"].as_bool() {
        Some(true) => "true".to_owned(),
        Some(false) => format!("false {}", answer["context"]["reasons"][0]["code"].as_str().unwrap_or_default()),
        None => answer[0]["code"].as_str().unwrap_or_default().to_owned(),
    }
}

fn accounts(ceiling: &Value) -> Value {
    let mut account = json!({"id": "a", "type": "top"});
    if !ceiling.is_null() {
        account["ceiling"] = ceiling.clone();
    }
    json!({"accounts": [account]})
}

#[test]
fn nobody_gives_a_role_with_fewer_conditions_or_more_privileges_than_the_own() {
    let owns = json!({"op": "eq", "left": {"path": "/resource/owner"}, "right": {"path": "/subject/id"}});
    let freer = json!([rule("own", WRITE, &["staff"], &[], Some(owns)), rule("all", WRITE, &["admin"], &[], None), give()]);
    let undenied = json!([rule("all", WRITE, &["staff", "admin"], &[], None), rule("no", WRITE, &[], &["staff"], Some(red())), give()]);
    let portal = json!([{"id": "portal", "operations": [], "source": "default"}]);
    let privileged = json!([{"id": "staff"}, {"id": "admin", "privileges": [{"id": "portal"}]}]);
    let holds = json!([rule("all", WRITE, &["staff", "admin"], &[], Some(json!({"op": "holds", "privilege": "portal"}))), give()]);
    for (roles, privileges, rules) in
        [(staff_and_admin(), json!([]), freer), (staff_and_admin(), json!([]), undenied), (privileged, portal, holds)]
    {
        let policy = policy(&[document("permission", &section(&roles, &privileges, &rules), None)]);
        let ask = |role: &str| {
            outcome(&policy, &subject("user", role, None), ("person", "give"), &json!({"account": "a"}), &accounts(&json!(null)))
        };
        assert_eq!(ask("staff"), "false permission.condition_unmet", "{rules}");
        assert_eq!(ask("admin"), "true", "{rules}");
    }
}

#[test]
fn a_ceiling_and_a_creator_bind_with_their_conditions() {
    let rules = json!([rule("all", WRITE, &["staff", "admin"], &[], None), rule("no", WRITE, &[], &["staff"], Some(red())), give()]);
    let policy = policy(&[document("permission", &section(&staff_and_admin(), &json!([]), &rules), None)]);
    let admin = subject("user", "admin", None);
    let write =
        |ceiling: Value, color: &str| outcome(&policy, &admin, WRITE, &json!({"account": "a", "color": color}), &accounts(&ceiling));
    assert_eq!(write(json!(null), "red"), "true");
    assert_eq!(write(json!(["staff"]), "blue"), "true");
    assert_eq!(write(json!(["staff"]), "red"), "false permission.ceiling");

    // A key with the role admin of a creator who is staff gives what its creator may give.
    let mut context = accounts(&json!(null));
    context["users"] = json!([{"id": "u", "type": "user", "account": "a", "roles": ["staff"]}]);
    let key = subject("key", "admin", Some("u"));
    assert_eq!(outcome(&policy, &key, WRITE, &json!({"account": "a", "color": "blue"}), &context), "true");
    assert_eq!(outcome(&policy, &key, WRITE, &json!({"account": "a", "color": "red"}), &context), "false permission.creator_exceeded");
    assert_eq!(outcome(&policy, &key, ("person", "give"), &json!({"account": "a"}), &context), "false permission.creator_exceeded");
}

#[test]
fn a_directory_that_has_ended_lifts_nothing() {
    let rules = json!([rule("all", WRITE, &["admin"], &[], None)]);
    let directory = json!({"accounts": [{"id": "a", "type": "top", "ceiling": []}], "users": [{"id": "s", "type": "user", "account": "a", "roles": ["staff"]}]});
    let permission = document("permission", &section(&staff_and_admin(), &json!([]), &rules), None);
    let ask = |to: Option<&str>| {
        let policy = policy(&[permission.clone(), document("directory", &directory, to)]);
        outcome(&policy, &subject("user", "admin", None), WRITE, &json!({"account": "a"}), &json!({}))
    };
    assert_eq!(ask(None), "directory.fact_conflict");
    assert_eq!(ask(Some("2026-06-01")), "policy.none_in_force");
}

#[test]
fn an_agreement_that_nobody_lists_is_not_known_to_have_ended() {
    let in_force = json!({"op": "agreement", "of": "resource"});
    let rules = json!([rule("all", WRITE, &["admin"], &[], None), rule("no", WRITE, &[], &["admin"], Some(in_force))]);
    let policy = policy(&[document("permission", &section(&staff_and_admin(), &json!([]), &rules), None)]);
    let ask = |above: Value| {
        let mut top = json!({"id": "b", "type": "top"});
        if !above.is_null() {
            top["agreements"] = above;
        }
        let below = json!({"id": "a", "type": "top", "parent": "b", "agreement": "k"});
        outcome(&policy, &subject("user", "admin", None), WRITE, &json!({"account": "a"}), &json!({"accounts": [top, below]}))
    };
    assert_eq!(ask(json!(null)), "false permission.condition_denied");
    assert_eq!(ask(json!([{"id": "k", "kind": "contract"}])), "false permission.condition_denied");
    assert_eq!(ask(json!([{"id": "k", "kind": "contract", "effectiveTo": "2026-01-01T00:00:00Z"}])), "true");
    assert_eq!(ask(json!([])), "true");
}

#[test]
fn long_chains_and_shared_contexts_end_soon() {
    let policy = policy(&[document("permission", &section(&staff_and_admin(), &json!([]), &json!([])), None)]);
    let chain: Vec<Value> = (0..8000)
        .map(|index| {
            if index == 0 {
                json!({"id": "a0", "type": "other"})
            } else {
                json!({"id": format!("a{index}"), "type": "other", "parent": format!("a{}", index - 1)})
            }
        })
        .collect();
    assert_eq!(
        outcome(&policy, &subject("user", "admin", None), WRITE, &json!({"account": "a"}), &json!({"accounts": chain})),
        "directory.too_deep"
    );
    let accounts: Vec<Value> = (0..2000).map(|index| json!({"id": format!("a{index}"), "type": "top"})).collect();
    let items = vec![json!({}); 2000];
    let answer = support::ask(&policy, Operation::Evaluations, &json!({"evaluations": items, "context": {"accounts": accounts}}));
    assert_eq!(answer[0]["code"], "input.too_large");
}

#[test]
fn a_table_says_below_which_accounts_a_type_may_be_created() {
    let mut section = section(&staff_and_admin(), &json!([]), &json!([rule("create", ("low", "create"), &["admin"], &[], None)]));
    section["accountTypes"] = json!([{"id": "top"}, {"id": "low", "parents": ["top"]}]);
    section["resourceTypes"] = json!([{"id": "low", "actions": ["create"], "accountTypes": ["low"], "creates": ["create"]}]);
    section["reach"][0]["resourceTypes"] = json!(["low"]);
    let policy = policy(&[document("permission", &section, None)]);
    let context = json!({"accounts": [{"id": "a", "type": "top"}, {"id": "b", "type": "low", "parent": "a"}]});
    let admin = subject("user", "admin", None);
    let create = |account: &str| outcome(&policy, &admin, ("low", "create"), &json!({"account": account}), &context);
    assert_eq!(create("a"), "true");
    assert_eq!(create("b"), "false permission.resource_type_mismatch");
    let table = support::ask(&policy, Operation::Ability, &json!({"subject": admin, "context": context}));
    assert_eq!(table["context"]["ability"]["resourceTypes"][0]["createsBelow"], json!(["top"]));
}
