//! Schemas of what the account request hands on: those of the asked domains, without what the form states.

use alloc::borrow::Cow;
use alloc::string::String;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value};

use super::request::{AllocationFacts, DealFacts, FieldName};
use crate::allocation::request::AllocationRequest;
use crate::deal::request::{DealRequest, Sale};

/// The schema without these members; of a choice in each of its variants.
fn without(schema: &mut Value, keys: &[&str]) {
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.retain(|key, _| !keys.contains(&key.as_str()));
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|key| key.as_str().is_none_or(|key| !keys.contains(&key)));
    }
    for choice in ["oneOf", "anyOf"] {
        schema.get_mut(choice).and_then(Value::as_array_mut).into_iter().flatten().for_each(|variant| without(variant, keys));
    }
}

fn facts<T: JsonSchema>(generator: &mut SchemaGenerator, keys: &[&str], description: &str) -> Schema {
    let mut schema = T::json_schema(generator).to_value();
    let named = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.rsplit_once('/'));
    if let Some(whole) = named.and_then(|(_, name)| generator.definitions_mut().remove(name)) {
        schema = whole;
    }
    without(&mut schema, keys);
    let mut schema = Schema::try_from(schema).unwrap_or_default();
    schema.insert("description".into(), description.into());
    schema
}

impl JsonSchema for AllocationFacts {
    fn schema_name() -> Cow<'static, str> {
        "AllocationFacts".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keys = ["action", "asOf", "pin", "requestedCapacity", "actor"];
        facts::<AllocationRequest>(generator, &keys, "The facts of an allocation request; action, time and amount stand elsewhere.")
    }
}

impl JsonSchema for DealFacts {
    fn schema_name() -> Cow<'static, str> {
        "DealFacts".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let description = "The facts of a deal request; action, time, plan and volume stand elsewhere.";
        let mut schema = facts::<DealRequest>(generator, &["action", "asOf", "pin"], description);
        let mut sale = Sale::json_schema(generator).to_value();
        without(&mut sale, &["plan", "volume"]);
        // Of whichever plan the form's amount comes to, so a choice no longer.
        let variants = sale.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        let members = variants.filter_map(|variant| variant.get("properties")?.as_object()).flatten();
        let members: Map<String, Value> = members.map(|(key, member)| (key.clone(), member.clone())).collect();
        let sale = json_schema!({
            "type": "object",
            "description": "What is particular to the sale: a price agreed; of pay-per-use the use expected or measured.",
            "properties": members,
            "additionalProperties": false
        });
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.insert("sale".into(), sale.to_value());
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|key| key != "sale");
        }
        schema
    }
}

impl JsonSchema for FieldName {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "FieldName".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}
