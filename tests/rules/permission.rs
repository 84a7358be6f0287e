//! Permission over random directories and small random policies: searches and tables say what single questions say, a plain
//! reading of the document agrees, and neither the source nor the order of facts plays a part.

use crate::support;
use crate::support::channel::{ACTIONS, Conditions, TYPES, bundle, object, policy, world};
use channel_policy::{CompiledPolicy, Operation, load};
use proptest::prelude::*;
use serde_json::{Value, json};

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

fn find<'v>(value: &'v Value, key: &str, id: &str) -> Option<&'v Value> {
    list(value, key).iter().find(|item| item["id"] == id)
}

fn holds(list: &Value, word: &str) -> bool {
    list.as_array().is_some_and(|list| list.iter().any(|item| item == word))
}

/// What a question may name as its resource: everything that is known, and one to be created in or below each account.
fn resources(directory: &Value) -> Vec<Value> {
    let known = |kind: &'static str, key: &str| {
        list(directory, key).iter().map(move |fact| json!({"type": kind, "id": fact["id"]})).collect::<Vec<_>>()
    };
    let new = |kind: &'static str| {
        list(directory, "accounts")
            .iter()
            .map(move |account| json!({"type": kind, "id": "new", "properties": {"account": account["id"], "color": "red"}}))
    };
    let known = known("doc", "resources").into_iter().chain(known("acct", "accounts")).chain(known("person", "users"));
    known.chain(TYPES.iter().flat_map(|kind| new(kind))).collect()
}

fn subjects(directory: &Value) -> Vec<Value> {
    list(directory, "users").iter().map(|user| json!({"type": user["type"], "id": user["id"]})).collect()
}

fn request(subject: &Value, action: &str, resource: &Value, context: &Value) -> Value {
    let action = json!({"name": action, "properties": {"color": "red", "role": "r1"}});
    json!({"subject": subject, "action": action, "resource": resource, "context": context})
}

fn ask(policy: &CompiledPolicy, request: &Value) -> Value {
    support::ask(policy, Operation::Permission, request)
}

fn allows(policy: &CompiledPolicy, request: &Value) -> bool {
    ask(policy, request)["decision"] == true
}

/// A plain reading of a document without gates and conditions.
struct Reference<'v>(&'v Value, &'v Value);

impl Reference<'_> {
    fn chain(&self, id: &str) -> Vec<&Value> {
        std::iter::successors(find(self.1, "accounts", id), |account| find(self.1, "accounts", account["parent"].as_str()?)).collect()
    }

    fn mode(&self, roles: &Value, privilege: &Value) -> usize {
        let held = list(self.0, "roles").iter().filter(|role| holds(roles, text(role, "id"))).flat_map(|role| list(role, "privileges"));
        let mode = |held: &Value| {
            held.get("mode").map_or(1, |mode| list(privilege, "modes").iter().position(|known| known == mode).expect("a mode"))
        };
        held.filter(|held| held["id"] == privilege["id"]).map(mode).max().unwrap_or(0)
    }

    fn grants(&self, roles: &Value, kind: &str, action: &str) -> bool {
        let speaks = |rule: &&Value| rule["resourceType"] == kind && holds(&rule["actions"], action);
        let named = |key: &str| {
            list(self.0, "rules")
                .iter()
                .filter(speaks)
                .any(|rule| list(rule, key).iter().any(|role| holds(roles, role.as_str().expect("a role"))))
        };
        let opens = |privilege: &Value| {
            let mode = self.mode(roles, privilege);
            let in_mode =
                |row: &&Value| row.get("modes").is_none_or(|modes| holds(modes, privilege["modes"][mode].as_str().expect("a mode")));
            let required = list(privilege, "requires").iter().flat_map(|requires| list(requires, "privileges"));
            let all_held = |mut ids: Box<dyn Iterator<Item = &Value> + '_>| {
                ids.all(|id| self.mode(roles, find(self.0, "privileges", id.as_str().expect("an id")).expect("declared")) > 0)
            };
            mode > 0 && list(privilege, "operations").iter().filter(speaks).any(|row| in_mode(&row)) && all_held(Box::new(required))
        };
        !named("deny") && (named("allow") || list(self.0, "privileges").iter().any(opens))
    }

    fn allows(&self, subject: &str, action: &str, resource: &Value, on_behalf_of: Option<&str>) -> bool {
        let (user, kind) = (find(self.1, "users", subject).expect("known"), text(resource, "type"));
        let own = text(user, "account");
        let acting = on_behalf_of.unwrap_or(own);
        let (above_acting, own_kind) = (self.chain(acting), &self.chain(own)[0]["type"]);
        let may_act = acting == own || (own_kind == "top" && above_acting.iter().any(|account| account["id"] == own));
        let one_role = self.0["severalRoles"]["value"] == true || list(user, "roles").len() == 1;
        let granted = self.grants(&user["roles"], kind, action);
        let capped = above_acting.iter().filter_map(|account| account.get("ceiling")).any(|ceiling| !self.grants(ceiling, kind, action));
        let key = match kind {
            "doc" => "resources",
            "acct" => "accounts",
            _ => "users",
        };
        let known = find(self.1, key, text(resource, "id"));
        let stated = resource["properties"]["account"].as_str();
        let (at, steps) = match (kind, known) {
            ("acct", Some(account)) if account["type"] == "low" => (Some(text(account, "id")), 0),
            ("acct", None) if action == "create" => (stated, 1),
            ("acct", _) => (None, 0),
            (_, known) => (known.map(|fact| text(fact, "account")).or(stated), 0),
        };
        let Some(at) = at else { return false };
        let distance = self.chain(at).iter().position(|account| account["id"] == acting).map(|distance| distance + steps);
        let owned = known.is_some_and(|known| key == "resources" && known["owner"] == subject);
        let covers = |scope: &Value| match scope.as_str().expect("a scope") {
            "self" => distance == Some(0),
            "children" => distance == Some(1),
            "descendants" => distance >= Some(1),
            "own" => owned,
            _ => true,
        };
        let acting_kind = text(above_acting[0], "type");
        let speaks = |rule: &&Value| {
            let of_action = rule.get("actions").is_none_or(|actions| holds(actions, action));
            holds(&rule["accountTypes"], acting_kind) && holds(&rule["resourceTypes"], kind) && of_action
        };
        let reached = list(self.0, "reach").iter().filter(speaks).any(|rule| list(rule, "scopes").iter().any(covers));
        may_act && one_role && granted && !capped && reached
    }
}

/// The first `known` accounts, users and resources for a directory document, as far as they hang together, and the rest.
fn split(directory: &Value, pick: u32) -> (Value, Value) {
    let (mut loaded, mut rest) =
        (json!({"accounts": [], "users": [], "resources": []}), json!({"accounts": [], "users": [], "resources": []}));
    for (shift, (key, above)) in [(0, ("accounts", "parent")), (8, ("users", "account")), (16, ("resources", "account"))] {
        for (index, fact) in list(directory, key).iter().enumerate() {
            let stands = fact.get(above).is_none_or(|above| find(&loaded, "accounts", above.as_str().expect("an id")).is_some());
            let side = if stands && pick >> (shift + index) & 1 == 1 { &mut loaded } else { &mut rest };
            side[key].as_array_mut().expect("a list").push(fact.clone());
        }
    }
    (loaded, rest)
}

fn with(context: &Value, facts: &Value) -> Value {
    let mut context = context.clone();
    for key in ["accounts", "users", "resources"] {
        context[key] = facts[key].clone();
    }
    context
}

/// The value with every list turned round, except lists whose order has a meaning.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().rev().map(reversed).collect(),
        Value::Object(members) => {
            let turned = |key: &str, member: &Value| if key == "modes" { member.clone() } else { reversed(member) };
            Value::Object(members.iter().map(|(key, member)| (key.clone(), turned(key, member))).collect())
        }
        other => other.clone(),
    }
}

fn reasons(answer: &Value, members: &[&str]) -> (Value, Vec<String>) {
    let reason = |reason: &Value| members.iter().map(|member| format!("{} ", reason[*member])).collect();
    let mut reasons: Vec<String> = list(&answer["context"], "reasons").iter().map(reason).collect();
    reasons.sort();
    reasons.dedup();
    (answer["decision"].clone(), reasons)
}

/// The request without one member or item, for each that says something.
fn without(value: &Value) -> Vec<Value> {
    const KEPT: &[&str] = &["subject", "action", "resource", "type", "id", "name", "parent", "ceiling", "creator", "kind", "onBehalfOf"];
    let mut all = Vec::new();
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                let put = |member: Value| {
                    let mut members = members.clone();
                    members.insert(key.clone(), member);
                    Value::Object(members)
                };
                all.extend(without(member).into_iter().map(put));
                if !KEPT.contains(&key.as_str()) {
                    let mut members = members.clone();
                    members.remove(key);
                    all.push(Value::Object(members));
                }
            }
        }
        Value::Array(items) if items.iter().all(Value::is_object) => {
            for (index, item) in items.iter().enumerate() {
                let put = |item: Option<Value>| {
                    items.iter().take(index).cloned().chain(item).chain(items.iter().skip(index + 1).cloned()).collect()
                };
                all.extend(without(item).into_iter().map(|item| put(Some(item))));
                if item.get("kind").is_none() {
                    all.push(put(None));
                }
            }
        }
        _ => {}
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn searches_find_what_single_questions_allow((permission, directory, context) in world(Conditions::Any, true)) {
        let policy = policy(&permission, Some(&directory));
        let ids = |answer: &Value, key: &str| -> Vec<Value> { list(answer, "results").iter().map(|result| result[key].clone()).collect() };
        for resource in resources(&directory) {
            for action in ACTIONS {
                let one = |subject: &Value| allows(&policy, &request(subject, action, &resource, &context));
                for kind in ["user", "key"] {
                    let found = support::ask(&policy, Operation::SearchSubject, &request(&json!({"type": kind}), action, &resource, &context));
                    let expected: Vec<Value> = subjects(&directory).into_iter().filter(|subject| subject["type"] == kind && one(subject)).map(|subject| subject["id"].clone()).collect();
                    prop_assert_eq!(ids(&found, "id"), expected);
                }
            }
            for subject in subjects(&directory) {
                let mut asked = request(&subject, "", &resource, &context);
                let expected: Vec<Value> = ACTIONS.iter().filter(|action| allows(&policy, &request(&subject, action, &resource, &context))).map(|action| json!(action)).collect();
                let found = support::ask(&policy, Operation::SearchAction, &asked);
                prop_assert_eq!(ids(&found, "name"), expected.clone());
                let found = support::ask(&policy, Operation::Permissions, &asked);
                prop_assert_eq!(list(&found["context"], "allowed"), &expected);
                asked["resource"] = json!({"type": resource["type"]});
                let menu = support::ask(&policy, Operation::Permissions, &asked);
                let missed = expected.iter().find(|action| !list(&menu["context"], "allowed").contains(action));
                prop_assert_eq!(missed, None, "not in the menu {}", menu);
            }
        }
        for subject in subjects(&directory) {
            for (kind, action) in TYPES.iter().flat_map(|kind| ACTIONS.iter().map(move |action| (kind, action))) {
                let found = support::ask(&policy, Operation::SearchResource, &request(&subject, action, &json!({"type": kind}), &context));
                let known = resources(&directory).into_iter().filter(|resource| resource["type"] == *kind && resource["id"] != "new");
                let expected: Vec<Value> = known.filter(|resource| allows(&policy, &request(&subject, action, resource, &context))).map(|resource| resource["id"].clone()).collect();
                prop_assert_eq!(ids(&found, "id"), expected);
            }
        }
    }

    #[test]
    fn an_ability_never_contradicts((permission, directory, context) in world(Conditions::Any, true)) {
        let policy = policy(&permission, Some(&directory));
        for subject in subjects(&directory) {
            let answer = support::ask(&policy, Operation::Ability, &json!({"subject": subject, "context": context}));
            let table = &answer["context"]["ability"];
            for resource in resources(&directory) {
                let kind = find(table, "resourceTypes", text(&resource, "type")).expect("every type");
                let known = ["resources", "accounts", "users"].into_iter().find_map(|key| find(&directory, key, text(&resource, "id")));
                let account = known.map_or(&resource["properties"]["account"], |known| known.get("account").unwrap_or(&known["id"]));
                let relation = find(table, "accounts", account.as_str().expect("an id")).map_or(0, |account| account["relation"].as_u64().expect("bits"));
                for (index, action) in ACTIONS.iter().enumerate() {
                    let is_account = kind.get("accountTypes").is_some();
                    let below = is_account && known.is_none();
                    let relation = if below { [0, 2, 4, 4, 4, 0, 0, 0, 8][usize::try_from(relation).expect("small")] } else { relation };
                    let fits = !is_account || (below && holds(&kind["creates"], action)) || known.is_some_and(|known| holds(&kind["accountTypes"], text(known, "type")));
                    let expected = match kind["cells"][index].as_u64() {
                        Some(1) => fits && relation & kind["scopes"][index].as_u64().expect("bits") != 0,
                        Some(0) => false,
                        _ => continue,
                    };
                    let asked = request(&subject, action, &resource, &context);
                    prop_assert_eq!(allows(&policy, &asked), expected, "{} by {}", asked, table);
                }
            }
        }
    }

    #[test]
    fn a_plain_reading_decides_the_same((permission, directory, context) in world(Conditions::None, false)) {
        let policy = policy(&object({ let mut plain = permission.clone(); plain["creatorBound"] = Value::Null; plain }), Some(&directory));
        let reference = Reference(&permission, &directory);
        for subject in subjects(&directory) {
            for resource in resources(&directory) {
                for action in ACTIONS {
                    let asked = request(&subject, action, &resource, &context);
                    let expected = reference.allows(text(&subject, "id"), action, &resource, context["onBehalfOf"]["id"].as_str());
                    prop_assert_eq!(allows(&policy, &asked), expected, "{}", asked);
                }
            }
        }
    }

    #[test]
    fn it_does_not_matter_who_knows_a_fact((permission, directory, context) in world(Conditions::Any, true), pick: u32) {
        let (loaded, rest) = split(&directory, pick);
        let known = policy(&permission, Some(&directory));
        let none = policy(&permission, None);
        let some = policy(&permission, Some(&loaded));
        for subject in subjects(&directory) {
            for resource in resources(&directory) {
                for action in ACTIONS {
                    let of = |policy: &CompiledPolicy, facts: Option<&Value>| {
                        let context = facts.map_or_else(|| context.clone(), |facts| with(&context, facts));
                        let answer = ask(policy, &request(&subject, action, &resource, &context));
                        (answer["decision"].clone(), answer["context"]["reasons"].clone())
                    };
                    let expected = of(&known, None);
                    prop_assert_eq!(of(&none, Some(&directory)), expected.clone());
                    prop_assert_eq!(of(&some, Some(&rest)), expected.clone());
                    prop_assert_eq!(of(&some, Some(&directory)), expected);
                }
            }
        }
    }

    #[test]
    fn order_does_not_matter((permission, directory, context) in world(Conditions::Any, true)) {
        let first = policy(&permission, Some(&directory));
        let turned = policy(&reversed(&permission), Some(&directory));
        let turned_facts = policy(&permission, Some(&reversed(&directory)));
        let bare = policy(&permission, None);
        for (subject, resource) in subjects(&directory).iter().flat_map(|subject| resources(&directory).into_iter().map(move |resource| (subject, resource))) {
            for action in ACTIONS {
                let asked = request(subject, action, &resource, &context);
                let answer = ask(&first, &asked);
                prop_assert_eq!(reasons(&ask(&turned, &asked), &["code"]), reasons(&answer, &["code"]));
                let whole = &["code", "pointer", "rule"];
                prop_assert_eq!(reasons(&ask(&turned_facts, &asked), whole), reasons(&answer, whole));
                let stated = request(subject, action, &resource, &with(&context, &reversed(&directory)));
                prop_assert_eq!(reasons(&ask(&bare, &stated), whole), reasons(&answer, whole));
            }
        }
    }

    /// Facts that take rights away, such as a ceiling, a creator or where an account stands, are not taken out.
    #[test]
    fn saying_less_never_gives_more((permission, directory, context) in world(Conditions::Strict, true), who: prop::sample::Index, what: prop::sample::Index) {
        let policy = policy(&permission, None);
        let (subjects, resources) = (subjects(&directory), resources(&directory));
        let (mut subject, resource) = (who.get(&subjects).clone(), what.get(&resources));
        let user = find(&directory, "users", text(&subject, "id")).expect("known");
        subject["properties"] = object(json!({"account": user["account"], "roles": user["roles"], "creator": user["creator"], "color": user["properties"]["color"]}));
        for action in ["read", "write"] {
            let asked = request(&subject, action, resource, &with(&context, &directory));
            if ask(&policy, &asked)["decision"] == false {
                for less in without(&asked) {
                    prop_assert!(!allows(&policy, &less), "{} but {}", asked, less);
                }
            }
        }
    }
}

/// One role with the privilege `p`, which opens `read` where `q` need not be held, and a gate that asks for `p`.
fn privileged(when: &Value, gates: &Value) -> Value {
    let requires = json!([{"privileges": ["q"], "when": when}]);
    let operations = json!([{"resourceType": "doc", "actions": ["read"]}]);
    json!({
        "subjectTypes": ["user"], "accountTypes": [{"id": "top"}], "severalRoles": {"value": false, "source": "default"},
        "roles": [{"id": "r", "privileges": [{"id": "p"}]}], "resourceTypes": [{"id": "doc", "actions": ["read"]}], "rules": [],
        "privileges": [{"id": "p", "operations": operations, "requires": requires, "source": "default"}, {"id": "q", "operations": [], "source": "default"}],
        "reach": [{"id": "all", "accountTypes": ["top"], "resourceTypes": ["doc"], "scopes": ["any"], "source": "default"}], "gates": gates,
    })
}

#[test]
fn what_is_held_does_not_depend_on_what_is_held() {
    for when in [json!({"op": "holds", "privilege": "p"}), json!({"op": "within", "roles": {"path": "/subject/roles"}})] {
        let when = json!({"op": "not", "of": when});
        let answer = load(bundle(&privileged(&when, &json!([])), None).as_bytes()).expect_err("it is refused");
        assert!(answer.text.contains("/permission/privileges/0/requires/0/when"), "{}", answer.text);
    }
}

#[test]
fn a_prerequisite_that_depends_on_the_resource_leaves_the_table_open() {
    let when = json!({"op": "eq", "left": {"path": "/resource/properties/color"}, "right": {"value": "red"}});
    let gate = json!([{"id": "gate", "stage": "privilege", "require": {"op": "holds", "privilege": "p"}, "source": "default"}]);
    for (gates, ceiling) in [(json!([]), json!(null)), (gate, json!(null)), (json!([]), json!(["r"]))] {
        let account = object(json!({"id": "a", "type": "top", "ceiling": ceiling}));
        let user = json!({"id": "u", "type": "user", "account": "a", "roles": ["r"]});
        let policy = policy(&privileged(&when, &gates), Some(&json!({"accounts": [account], "users": [user]})));
        let subject = json!({"type": "user", "id": "u"});
        let blue = json!({"type": "doc", "id": "d", "properties": {"account": "a", "color": "blue"}});
        assert!(allows(&policy, &request(&subject, "read", &blue, &json!({}))));
        let answer = support::ask(&policy, Operation::Ability, &json!({"subject": subject}));
        assert_eq!(answer["context"]["ability"]["resourceTypes"][0]["cells"], json!([2]), "{gates} {ceiling}");
    }
}
