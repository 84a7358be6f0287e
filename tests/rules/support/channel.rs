//! Random channels: small permission documents, and accounts in random trees with their users and documents.

use channel_policy::{CompiledPolicy, load};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::{collection::vec, option};
use serde_json::{Value, json};

const ROLES: &[&str] = &["r0", "r1", "r2"];
const KINDS: &[&str] = &["top", "low"];
pub const TYPES: &[&str] = &["doc", "acct", "person"];
pub const ACTIONS: &[&str] = &["read", "write", "create"];
const COLORS: &[&str] = &["red", "blue"];

type Words = Vec<&'static str>;

fn some(words: &'static [&'static str], least: usize) -> impl Strategy<Value = Words> {
    subsequence(words.to_vec(), least..=words.len())
}

/// Conditions; strict ones come out unknown, never otherwise, where a fact is taken away.
fn condition(strict: bool) -> BoxedStrategy<Value> {
    let red = |path: &str| json!({"op": "eq", "left": {"path": path}, "right": {"value": "red"}});
    let mut leaves = vec![
        red("/resource/properties/color"),
        red("/subject/properties/color"),
        red("/context/color"),
        red("/resource/account/properties/color"),
        json!({"op": "contains", "left": {"path": "/subject/roles"}, "right": {"value": "r1"}}),
        json!({"op": "relation", "account": {"path": "/resource/account/id"}, "scopes": ["self", "children"]}),
        json!({"op": "agreement", "of": "resource"}),
    ];
    if strict {
        return select(leaves).boxed();
    }
    leaves.extend([
        json!({"op": "ne", "left": {"path": "/subject/properties/color"}, "right": {"path": "/action/properties/color"}}),
        json!({"op": "present", "of": {"path": "/resource/owner"}}),
        json!({"op": "holds", "privilege": "p0", "mode": "low"}),
        json!({"op": "within", "roles": {"path": "/action/properties/role"}}),
        json!({"op": "within", "roles": {"value": ["r0"]}}),
        json!({"op": "lastHolder", "role": "r0"}),
        json!({"op": "eq", "left": {"path": "/subject/account/id"}, "right": {"path": "/context/onBehalfOf/id"}}),
    ]);
    let list = |op: &'static str, inner: BoxedStrategy<Value>| vec(inner, 1..3).prop_map(move |of| json!({"op": op, "of": of})).boxed();
    select(leaves)
        .prop_recursive(2, 4, 2, move |inner| {
            prop_oneof![list("all", inner.clone()), list("any", inner.clone()), inner.prop_map(|of| json!({"op": "not", "of": of}))]
        })
        .boxed()
}

/// Which conditions a policy has.
#[derive(Clone, Copy, PartialEq)]
pub enum Conditions {
    None,
    Strict,
    Any,
}

fn maybe(conditions: Conditions) -> BoxedStrategy<Option<Value>> {
    match conditions {
        Conditions::None => Just(None).boxed(),
        other => option::weighted(0.4, condition(other == Conditions::Strict)).boxed(),
    }
}

/// The object without members that are null.
pub fn object(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    Value::Object(members.into_iter().filter(|(_, member)| !member.is_null()).collect())
}

fn numbered(prefix: &str, items: Vec<Value>) -> Vec<Value> {
    let number = |(index, mut item): (usize, Value)| {
        (item["id"], item["source"]) = (json!(format!("{prefix}{index}")), json!("default"));
        object(item)
    };
    items.into_iter().enumerate().map(number).collect()
}

fn permission(conditions: Conditions) -> impl Strategy<Value = Value> {
    let rule =
        (select(TYPES), some(ACTIONS, 1), prop::array::uniform3(0..6_u8), maybe(conditions)).prop_map(|(kind, actions, cells, when)| {
            let of = |range: std::ops::Range<u8>| -> Words {
                ROLES.iter().zip(cells).filter(|(_, cell)| range.contains(cell)).map(|(role, _)| *role).collect()
            };
            json!({"resourceType": kind, "actions": actions, "allow": of(0..4), "deny": of(4..5), "when": when})
        });
    let scopes = some(&["self", "own", "children", "descendants", "any"], 1);
    let reach = (some(KINDS, 1), some(TYPES, 1), option::of(some(ACTIONS, 1)), scopes).prop_map(
        |(kinds, types, actions, scopes)| json!({"accountTypes": kinds, "resourceTypes": types, "actions": actions, "scopes": scopes}),
    );
    let held = prop_oneof![
        Just(json!([])),
        Just(json!([{"id": "p0", "mode": "low"}])),
        Just(json!([{"id": "p0", "mode": "high"}, {"id": "p1"}])),
        Just(json!([{"id": "p1"}]))
    ];
    let gate = (condition(conditions == Conditions::Strict), option::of(some(TYPES, 1)), option::of(some(&["user", "key"], 1))).prop_map(
        |(require, types, subjects)| json!({"stage": "session", "require": require, "resourceTypes": types, "subjectTypes": subjects}),
    );
    let gates = vec(gate, if conditions == Conditions::None { 0..1 } else { 0..2 });
    // What is held cannot depend on what is held, so these conditions are the ones that do not ask.
    let prerequisite = maybe(if conditions == Conditions::Any { Conditions::Strict } else { conditions });
    let opened = (select(TYPES), some(ACTIONS, 1), some(&["low", "high"], 1), select(TYPES), option::of(prerequisite));
    (vec(rule, 1..6), vec(reach, 1..4), prop::array::uniform3(held), gates, opened, any::<(bool, bool)>()).prop_map(
        |(rules, reach, held, gates, (kind, actions, modes, other, requires), (several, bound))| {
            let roles: Vec<Value> = ROLES.iter().zip(held).map(|(role, held)| json!({"id": role, "privileges": held})).collect();
            let requires = requires.map(|when| json!([object(json!({"privileges": ["p1"], "when": when}))]));
            let types: Vec<Value> = TYPES.iter().map(|kind| object(json!({"id": kind, "actions": ACTIONS, "creates": ["create"],
                "accountTypes": (*kind == "acct").then_some(["low"]), "subjectTypes": (*kind == "person").then_some(["user", "key"])}))).collect();
            json!({
                "subjectTypes": ["user", "key"], "creatorBound": if bound { vec!["key"] } else { vec![] },
                "accountTypes": [{"id": "top", "parents": KINDS, "top": true, "salesVendor": true}, {"id": "low", "parents": KINDS, "top": true}],
                "severalRoles": {"value": several, "source": "default"}, "roles": roles,
                "privileges": [
                    object(json!({"id": "p0", "modes": ["none", "low", "high"], "requires": requires, "source": "default",
                        "operations": [{"resourceType": kind, "actions": actions, "modes": modes}]})),
                    {"id": "p1", "operations": [{"resourceType": other, "actions": ["read"]}], "source": "default"}
                ],
                "resourceTypes": types, "reach": numbered("reach", reach), "rules": numbered("rule", rules), "gates": numbered("gate", gates),
            })
        },
    )
}

/// Type, account, roles, creator, properties, and whether it has one role only.
type RandomUser = (&'static str, u8, Words, Option<u8>, Option<Value>, bool);

/// Accounts in random trees, their users and documents; `creators` and ceilings take rights away.
fn directory(creators: bool) -> impl Strategy<Value = Value> {
    let color = || option::of(select(COLORS)).prop_map(|color| color.map(|color| json!({"color": color})));
    let agreements =
        option::of(any::<bool>()).prop_map(|some| some.map(|some| if some { json!([{"id": "k", "kind": "contract"}]) } else { json!([]) }));
    let account = (select(KINDS), any::<u8>(), option::weighted(if creators { 0.2 } else { 0.1 }, some(ROLES, 1)), color(), agreements);
    let creator = option::weighted(0.3, any::<u8>()).prop_map(move |creator| creator.filter(|_| creators));
    let user = (select(&["user", "user", "key"][..]), any::<u8>(), some(ROLES, 1), creator, color(), any::<bool>());
    let resource = (any::<u8>(), option::of(any::<u8>()), color());
    (vec(account, 1..7), vec(user, 1..5), vec(resource, 0..4)).prop_map(|(accounts, users, resources)| {
        let (accounts_known, users_known) = (accounts.len(), users.len());
        let at = |raw: u8| format!("a{}", usize::from(raw) % accounts_known);
        let who = |raw: u8| format!("u{}", usize::from(raw) % users_known);
        let account = |(index, (kind, raw, ceiling, properties, agreements)): (usize, (_, u8, _, _, _))| {
            let parent = Some(usize::from(raw) % (index + 1)).filter(|parent| *parent < index).map(|parent| format!("a{parent}"));
            object(json!({"id": format!("a{index}"), "type": kind, "parent": parent, "ceiling": ceiling as Option<Words>,
                "properties": properties as Option<Value>, "agreements": agreements as Option<Value>}))
        };
        let user = |(index, (kind, raw, roles, creator, properties, one)): (usize, RandomUser)| {
            let roles: Words = roles.into_iter().take(if one { 1 } else { 3 }).collect();
            object(json!({"id": format!("u{index}"), "type": kind, "account": at(raw), "roles": roles, "creator": creator.map(who), "properties": properties}))
        };
        let resource = |(index, (raw, owner, properties)): (usize, (u8, Option<u8>, Option<Value>))| {
            object(json!({"id": format!("d{index}"), "type": "doc", "account": at(raw), "owner": owner.map(who), "properties": properties}))
        };
        let accounts: Vec<Value> = accounts.into_iter().enumerate().map(account).collect();
        let users: Vec<Value> = users.into_iter().enumerate().map(user).collect();
        let resources: Vec<Value> = resources.into_iter().enumerate().map(resource).collect();
        json!({"accounts": accounts, "users": users, "resources": resources})
    })
}

fn contexts(directory: &Value) -> impl Strategy<Value = Value> + use<> {
    let account = option::weighted(0.3, select(directory["accounts"].as_array().expect("accounts").clone()));
    (option::of(select(COLORS)), account).prop_map(|(color, account)| {
        let other = account.map(|account| json!({"type": account["type"], "id": account["id"]}));
        object(json!({"color": color, "onBehalfOf": other}))
    })
}

pub fn world(conditions: Conditions, creators: bool) -> impl Strategy<Value = (Value, Value, Value)> {
    (permission(conditions), directory(creators)).prop_flat_map(|(permission, directory)| {
        let context = contexts(&directory);
        (Just(permission), Just(directory), context)
    })
}

pub fn bundle(permission: &Value, directory: Option<&Value>) -> String {
    let document = |kind: &str, section: &Value| {
        let document = json!({"kind": kind, "name": kind, "version": "1", "effectiveFrom": "2026-01-01", "description": "", "sources": [], kind: section});
        json!({"source": kind, "text": document.to_string()})
    };
    let mut documents = vec![document("permission", permission)];
    documents.extend(directory.map(|directory| document("directory", directory)));
    json!({"trust": {"requestFacts": true}, "documents": documents}).to_string()
}

pub fn policy(permission: &Value, directory: Option<&Value>) -> CompiledPolicy {
    load(bundle(permission, directory).as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text))
}
