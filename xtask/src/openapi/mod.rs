//! The description of the sidecar's routes: an OpenAPI 3.1 document from the wire types' JSON Schemas, and a page for people
//! from the same document. The host compiles both in; its tests compare them with its router.

mod components;
mod document;
mod examples;
mod page;
mod responses;
mod routes;

use std::collections::BTreeMap;

use serde_json::Value;

/// Both files by name.
pub(crate) fn files() -> anyhow::Result<BTreeMap<String, String>> {
    let schemas: BTreeMap<&str, Value> =
        channel_policy::schema::all().into_iter().map(|named| (named.name, named.schema.to_value())).collect();
    let document = document::assemble(&schemas)?;
    let page = page::write(&document, &schemas)?;
    let text = serde_json::to_string_pretty(&document)?;
    Ok(BTreeMap::from([("openapi.json".to_owned(), format!("{text}\n")), ("docs.html".to_owned(), page)]))
}

/// A schema's name as that of a component: `deal-request` becomes `DealRequest`.
fn component(schema: &str) -> String {
    schema.split('-').map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}
