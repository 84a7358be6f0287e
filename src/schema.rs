//! JSON Schemas of every input, answer and policy document, generated from the same declarations as the readers.

use alloc::vec::Vec;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};

use crate::allocation::request::AllocationRequest;
use crate::answer::{AllocationAnswer, CheckAnswer, DealAnswer, InvoiceAnswer, PermissionAnswer, QuoteAnswer};
use crate::billing::request::{InvoiceRequest, QuoteRequest};
use crate::deal::request::DealRequest;
use crate::issue::Issue;
use crate::permission::request::PermissionRequest;
use crate::policy::bundle::Bundle;
use crate::policy::document::Document;

/// A schema and the name of its file.
#[derive(Debug)]
pub struct NamedSchema {
    /// File name without ending, for example `allocation-request`.
    pub name: &'static str,
    /// JSON Schema 2020-12.
    pub schema: Schema,
}

/// Every schema, sorted by name.
#[must_use]
pub fn all() -> Vec<NamedSchema> {
    alloc::vec![
        named::<AllocationAnswer>("allocation-answer"),
        named::<AllocationRequest>("allocation-request"),
        named::<Bundle>("bundle"),
        named::<CheckAnswer>("check-answer"),
        named::<DealAnswer>("deal-answer"),
        named::<DealRequest>("deal-request"),
        named::<InvoiceAnswer>("invoice-answer"),
        named::<InvoiceRequest>("invoice-request"),
        named::<Issue>("issue"),
        named::<PermissionAnswer>("permission-answer"),
        named::<PermissionRequest>("permission-request"),
        named::<Document>("policy-document"),
        named::<QuoteAnswer>("quote-answer"),
        named::<QuoteRequest>("quote-request"),
    ]
}

fn named<T: JsonSchema>(name: &'static str) -> NamedSchema {
    let settings = SchemaSettings::draft2020_12().with_transform(AbsentNotNull);
    NamedSchema { name, schema: settings.into_generator().into_root_schema_for::<T>() }
}

/// `null` is never a value on this wire: optional members are absent. Closed shapes refuse members that they do not name.
#[derive(Clone, Debug)]
struct AbsentNotNull;

impl Transform for AbsentNotNull {
    fn transform(&mut self, schema: &mut Schema) {
        if let Some(serde_json::Value::Array(types)) = schema.get_mut("type") {
            types.retain(|kind| kind != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                schema.insert("type".into(), only);
            }
        }
        if let Some(serde_json::Value::Array(choices)) = schema.get_mut("anyOf") {
            choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
            if let [serde_json::Value::Object(only)] = choices.as_slice() {
                let only = only.clone();
                schema.remove("anyOf");
                for (key, value) in only {
                    schema.insert(key, value);
                }
            }
        }
        match schema.remove("x-open") {
            Some(serde_json::Value::Bool(false)) => {
                schema.insert("additionalProperties".into(), false.into());
            }
            Some(_) => {
                schema.insert("additionalProperties".into(), true.into());
            }
            None => {}
        }
        transform_subschemas(self, schema);
    }
}
