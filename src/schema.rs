//! JSON Schemas of every input, answer and policy document, generated from the same declarations as the readers.

use alloc::vec::Vec;

use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use schemars::{JsonSchema, Schema};

use crate::access::{ActionSearchAnswer, EvaluationsAnswer, SearchAnswer};
use crate::allocation::request::AllocationRequest;
use crate::answer::{
    AbilityAnswer, AccountAnswer, AllocationAnswer, AuthenticationAnswer, CheckAnswer, DealAnswer, InvoiceAnswer, MatrixAnswer,
    OrderAnswer, PasswordAnswer, PermissionAnswer, PermissionsAnswer, QuoteAnswer, SubscriptionAnswer,
};
use crate::batch::schema::{BatchAnswer, ItemAnswer};
use crate::batch::{BatchRequest, ItemQuestion};
use crate::billing::request::{InvoiceRequest, QuoteRequest};
use crate::compose::account::request::AccountRequest;
use crate::compose::deal::DealQuestion;
use crate::compose::order::{OrderRequest, SubscriptionRequest};
use crate::credential::authentication::AuthenticationRequest;
use crate::credential::password::PasswordRequest;
use crate::issue::Issue;
use crate::permission::request::MatrixRequest;
use crate::permission::request_schema::{
    AbilityRequest, ActionSearchRequest, EvaluationsRequest, PermissionRequest, PermissionsRequest, ResourceSearchRequest,
    SubjectSearchRequest,
};
use crate::policy::bundle::Bundle;
use crate::policy::document::Document;
use crate::redact::RedactRequest;
use crate::redact::schema::RedactAnswer;

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
        named::<AbilityAnswer>("ability-answer"),
        named::<AbilityRequest>("ability-request"),
        named::<AccountAnswer>("account-answer"),
        named::<AccountRequest>("account-request"),
        named::<AllocationAnswer>("allocation-answer"),
        named::<AllocationRequest>("allocation-request"),
        named::<AuthenticationAnswer>("authentication-answer"),
        named::<AuthenticationRequest>("authentication-request"),
        named::<BatchAnswer>("batch-answer"),
        named::<BatchRequest>("batch-request"),
        named::<Bundle>("bundle"),
        named::<CheckAnswer>("check-answer"),
        named::<DealAnswer>("deal-answer"),
        named::<DealQuestion>("deal-request"),
        named::<EvaluationsAnswer<'static>>("evaluations-answer"),
        named::<EvaluationsRequest>("evaluations-request"),
        named::<InvoiceAnswer>("invoice-answer"),
        named::<InvoiceRequest>("invoice-request"),
        named::<Issue>("issue"),
        named::<ItemAnswer>("item-answer"),
        named::<ItemQuestion>("item-request"),
        named::<MatrixAnswer>("matrix-answer"),
        named::<MatrixRequest>("matrix-request"),
        named::<PasswordAnswer>("password-answer"),
        named::<PasswordRequest>("password-request"),
        named::<OrderAnswer>("order-answer"),
        named::<OrderRequest>("order-request"),
        named::<PermissionAnswer>("permission-answer"),
        named::<PermissionRequest>("permission-request"),
        named::<PermissionsAnswer>("permissions-answer"),
        named::<PermissionsRequest>("permissions-request"),
        named::<Document>("policy-document"),
        named::<QuoteAnswer>("quote-answer"),
        named::<QuoteRequest>("quote-request"),
        named::<RedactAnswer>("redact-answer"),
        named::<RedactRequest>("redact-request"),
        named::<ActionSearchAnswer<'static, 'static>>("search-action-answer"),
        named::<ActionSearchRequest>("search-action-request"),
        named::<SearchAnswer<'static, 'static>>("search-resource-answer"),
        named::<ResourceSearchRequest>("search-resource-request"),
        named::<SearchAnswer<'static, 'static>>("search-subject-answer"),
        named::<SubjectSearchRequest>("search-subject-request"),
        named::<SubscriptionAnswer>("subscription-answer"),
        named::<SubscriptionRequest>("subscription-request"),
    ]
}

fn named<T: JsonSchema>(name: &'static str) -> NamedSchema {
    let settings = SchemaSettings::draft2020_12().with_transform(AbsentNotNull);
    NamedSchema { name, schema: settings.into_generator().into_root_schema_for::<T>() }
}

/// Turns what the derived schemas cannot know into JSON Schema: optional members are absent rather than `null`, except
/// among AuthZEN properties, and closed shapes refuse members that they do not name.
#[derive(Clone, Debug)]
struct AbsentNotNull;

impl Transform for AbsentNotNull {
    fn transform(&mut self, schema: &mut Schema) {
        let unknown = schema.remove("x-unknown");
        if let Some(unknown) = &unknown {
            schema.insert("additionalProperties".into(), (unknown != "Refused").into());
        }
        if unknown.is_none_or(|unknown| unknown != "Properties")
            && let Some(serde_json::Value::Object(members)) = schema.get_mut("properties")
        {
            members.values_mut().for_each(without_null);
        }
        transform_subschemas(self, schema);
    }
}

/// `T | null` becomes `T`.
fn without_null(member: &mut serde_json::Value) {
    let Some(member) = member.as_object_mut() else { return };
    if let Some(serde_json::Value::Array(types)) = member.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            member.insert("type".into(), only);
        }
    }
    if let Some(serde_json::Value::Array(choices)) = member.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type").is_none_or(|kind| kind != "null"));
        if let [serde_json::Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            member.remove("anyOf");
            member.extend(only);
        }
    }
}
