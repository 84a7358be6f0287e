//! The OpenAPI document.

use std::collections::BTreeMap;

use anyhow::Context;
use channel_policy::Operation;
use serde_json::{Map, Value, json};

use super::components::{hoist, reference};
use super::examples;
use super::responses;
use super::routes::{Face, place};
use crate::codes::paragraphs;
use crate::operations::{kebab, request_schema};

const JSON: &str = "application/json";
const NDJSON: &str = "application/x-ndjson";

/// The whole document.
pub(super) fn assemble(schemas: &BTreeMap<&str, Value>) -> anyhow::Result<Value> {
    let examples = examples::requests()?;
    let (mut paths, mut used) = (Map::new(), BTreeMap::new());
    let mut take = |name: &str| -> anyhow::Result<Value> {
        let (name, schema) = schemas.get_key_value(name).with_context(|| format!("there is no schema {name}"))?;
        used.insert(*name, schema);
        Ok(reference(name))
    };
    take("issue")?;
    for operation in Operation::ALL {
        let Some((path, face)) = place(*operation) else { continue };
        let mut post = question(*operation, face);
        let request = take(&request_schema(*operation))?;
        let answer = take(&format!("{}-answer", kebab(operation.name())))?;
        post["requestBody"] = json!({"required": true, "content": {JSON: {"schema": request}}});
        post["responses"]["200"]["content"] = json!({JSON: {"schema": answer}});
        if let Some(example) = examples.get(operation.name()) {
            post["requestBody"]["content"][JSON]["example"] = example.clone();
        }
        if *operation == Operation::Evaluations {
            let single = take("permission-answer")?;
            let answers = &mut post["responses"]["200"]["content"][JSON]["schema"];
            *answers = json!({"description": "Without items it is answered as one evaluation.", "anyOf": [answers.take(), single]});
        }
        if *operation == Operation::Batch {
            let (item, line) = (take("item-request")?, take("item-answer")?);
            let of_line = |schema: &Value| json!({"schema": {"type": "string", "description": "Lines, each a value of its own."}, "x-lineSchema": schema});
            post["requestBody"]["content"][NDJSON] = of_line(&item);
            post["responses"]["200"]["content"][NDJSON] = of_line(&line);
        }
        paths.insert(path.to_owned(), json!({"post": post}));
    }
    paths.extend(pages());
    let mut components = hoist(&used);
    if let Value::Object(own) = responses::schemas() {
        components.extend(own);
    }
    Ok(json!({
        "openapi": "3.1.0",
        "info": {
            "title": "channel-policy sidecar",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Decisions and exact prices for a cloud-storage reseller channel",
            "description": "A decision, also a deny, is a 200. Whatever is not a decision allows nothing.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"}
        },
        "servers": [{"url": "/"}],
        "tags": [
            {"name": "AuthZEN", "description": "OpenID AuthZEN Authorization API 1.0."},
            {"name": "Decisions", "description": "Decisions and prices."},
            {"name": "Policies", "description": "The documents themselves."},
            {"name": "Operations", "description": "For those who run the sidecar."}
        ],
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "description": "Where the sidecar has tokens."}},
            "parameters": parameters(),
            "headers": responses::headers(),
            "responses": responses::components(),
            "schemas": components
        }
    }))
}

/// A question, still without its schemas.
fn question(operation: Operation, face: Face) -> Value {
    let texts = paragraphs(operation.documentation());
    let tag = match (operation, face) {
        (Operation::Check, _) => "Policies",
        (_, Face::AuthZen) => "AuthZEN",
        (_, Face::Problem) => "Decisions",
    };
    let mut answers = responses::of_questions(face);
    answers.insert("200".to_owned(), json!({"description": "The answer; a deny is one, too.", "headers": headers()}));
    answers.sort_keys();
    json!({
        "operationId": operation.name(),
        "summary": texts.first().map(|text| text.trim_end_matches('.')),
        "description": texts.get(1..).unwrap_or_default().join("\n\n"),
        "tags": [tag],
        "security": [{"bearer": []}, {}],
        "parameters": [{"$ref": "#/components/parameters/RequestId"}, {"$ref": "#/components/parameters/TraceParent"}],
        "responses": answers
    })
}

fn headers() -> Value {
    json!({
        "X-Request-ID": {"$ref": "#/components/headers/RequestId"},
        "Policy-Revision": {"$ref": "#/components/headers/PolicyRevision"}
    })
}

fn parameters() -> Value {
    json!({
        "RequestId": {
            "name": "X-Request-ID", "in": "header", "schema": {"type": "string"},
            "description": "Comes back as it was sent, and stands in the logs where it is at most 128 visible ASCII characters."
        },
        "TraceParent": {
            "name": "traceparent", "in": "header", "schema": {"type": "string"},
            "description": "W3C Trace Context; its ids stand in the logs."
        }
    })
}

/// The routes that answer no question.
fn pages() -> Map<String, Value> {
    let page = |id: &str, summary: &str, media_type: &str, schema: Value| {
        let response = json!({"description": summary, "headers": {"X-Request-ID": {"$ref": "#/components/headers/RequestId"}}, "content": {media_type: {"schema": schema}}});
        json!({"get": {"operationId": id, "summary": summary, "tags": ["Operations"], "security": [], "responses": {"200": response}}})
    };
    let text = || json!({"type": "string"});
    let ready = json!({"$ref": "#/components/schemas/Readiness"});
    let mut readyz = page("readyz", "Whether requests should come, and which policies answer them", JSON, ready.clone());
    readyz["get"]["responses"]["503"] = json!({"description": "The sidecar is stopping.", "content": {JSON: {"schema": ready}}});
    let mut metrics = page("metrics", "Metrics in the text format of Prometheus", "text/plain", text());
    metrics["get"]["description"] = "On a listener of its own, without a token, where the sidecar is told so.".into();
    metrics["get"]["security"] = json!([{"bearer": []}, {}]);
    metrics["get"]["responses"]["401"] = responses::reference("401", Face::Problem);
    let live = json!({"type": "object", "required": ["live"], "properties": {"live": {"type": "boolean", "const": true}}});
    let mut metadata =
        page("authzenConfiguration", "Where the AuthZEN endpoints are", JSON, json!({"$ref": "#/components/schemas/AuthZenConfiguration"}));
    metadata["get"]["tags"] = json!(["AuthZEN"]);
    let pages = [
        ("/.well-known/authzen-configuration", metadata),
        ("/livez", page("livez", "Whether the process lives", JSON, live)),
        ("/readyz", readyz),
        ("/metrics", metrics),
        ("/openapi.json", page("openapi", "This document", JSON, json!({"type": "object"}))),
        ("/docs", page("docs", "This document as a page", "text/html", text())),
    ];
    pages.into_iter().map(|(path, page)| (path.to_owned(), page)).collect()
}
