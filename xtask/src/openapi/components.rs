//! Many JSON Schemas as one set of components: what several define alike is there once.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::component;

const PREFIX: &str = "#/components/schemas/";

/// Every schema and every named type within, with references among them.
pub(super) fn hoist(schemas: &BTreeMap<&str, &Value>) -> Map<String, Value> {
    let ambiguous = ambiguous(schemas);
    let mut components = Map::new();
    for (name, schema) in schemas {
        let root = component(name);
        let named = |definition: &str| {
            if ambiguous.contains(definition) { format!("{root}{definition}") } else { definition.to_owned() }
        };
        for (definition, value) in definitions(schema) {
            components.insert(named(definition), rewritten(value, &named));
        }
        let mut whole = (*schema).clone();
        if let Value::Object(members) = &mut whole {
            members.retain(|key, _| !["$defs", "$schema", "$comment"].contains(&key.as_str()));
        }
        components.insert(root.clone(), rewritten(&whole, &named));
    }
    components.sort_keys();
    components
}

/// Named types that mean another thing in another schema, and those that refer to one.
fn ambiguous<'s>(schemas: &BTreeMap<&'s str, &'s Value>) -> BTreeSet<&'s str> {
    let mut seen: BTreeMap<&str, &Value> = BTreeMap::new();
    let mut ambiguous: BTreeSet<&str> = BTreeSet::new();
    let roots: BTreeSet<String> = schemas.keys().map(|name| component(name)).collect();
    for (name, value) in schemas.values().flat_map(|schema| definitions(schema)) {
        if roots.contains(name) || *seen.entry(name).or_insert(value) != value {
            ambiguous.insert(name);
        }
    }
    loop {
        let before = ambiguous.len();
        for (name, value) in schemas.values().flat_map(|schema| definitions(schema)) {
            let text = value.to_string();
            if ambiguous.iter().any(|other| text.contains(&format!("\"#/$defs/{other}\""))) {
                ambiguous.insert(name);
            }
        }
        if ambiguous.len() == before {
            return ambiguous;
        }
    }
}

fn definitions(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    schema["$defs"].as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn rewritten(value: &Value, named: &impl Fn(&str) -> String) -> Value {
    match value {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| match (key.as_str(), value) {
                ("$ref", Value::String(target)) => {
                    let definition = target.strip_prefix("#/$defs/").map(|name| format!("{PREFIX}{}", named(name)));
                    (key.clone(), definition.unwrap_or_else(|| target.clone()).into())
                }
                _ => (key.clone(), rewritten(value, named)),
            };
            Value::Object(members.iter().map(member).collect())
        }
        Value::Array(items) => items.iter().map(|item| rewritten(item, named)).collect(),
        other => other.clone(),
    }
}

/// A reference to a schema of the core.
pub(super) fn reference(schema: &str) -> Value {
    serde_json::json!({"$ref": format!("{PREFIX}{}", component(schema))})
}
