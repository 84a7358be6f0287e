//! The description of the routes says what the router does, holds together, and can be read by people.

use crate::client::{get, post};
use crate::support::worker;
use axum::http::StatusCode;
use channel_policy_host::Trust;
use channel_policy_host::http::{Service, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn service() -> Service {
    Service::new(worker(Trust { request_time: false, pinning: false, request_facts: true }), &Settings::default())
}

async fn document(service: &Service) -> Value {
    let reply = get(&service.router(), "/openapi.json").await;
    assert_eq!(reply.status, StatusCode::OK);
    assert_eq!(reply.header("content-type"), "application/json");
    reply.json()
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().expect("methods").clone();
        methods.into_iter().map(|(method, operation)| (method.to_uppercase(), path.clone(), operation)).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[tokio::test]
async fn it_has_every_route_and_no_other() {
    let service = service();
    let described: BTreeSet<(String, String)> =
        operations(&document(&service).await).into_iter().map(|(method, path, _)| (method, path)).collect();
    let routed: BTreeSet<(String, String)> = service.routes().iter().map(|(method, path)| (method.to_string(), path.clone())).collect();
    assert_eq!(described, routed);
    for (method, path) in routed {
        let reply = if method == "GET" { get(&service.router(), &path).await } else { post(&service.router(), &path, "{}").await };
        assert!(![StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED].contains(&reply.status), "{method} {path}: {}", reply.status);
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_every_name_is_once() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                found.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let document = document(&service()).await;
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 100);
    for reference in &found {
        let pointer = reference.strip_prefix('#').unwrap_or_else(|| panic!("`{reference}` leads out of the document"));
        assert!(document.pointer(pointer).is_some(), "`{reference}` leads nowhere");
    }
    let names: Vec<Value> = operations(&document).into_iter().map(|(.., operation)| operation["operationId"].clone()).collect();
    let different: BTreeSet<String> = names.iter().map(Value::to_string).collect();
    assert_eq!(different.len(), names.len());
    let tags: Vec<&Value> = document["tags"].as_array().expect("tags").iter().map(|tag| &tag["name"]).collect();
    assert!(operations(&document).iter().all(|(.., operation)| tags.contains(&&operation["tags"][0])));
}

/// The schema of a component, which may refer to others.
fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let schema = json!({"allOf": [schema], "components": document["components"]});
    jsonschema::draft202012::new(&schema).expect("a JSON Schema")
}

#[tokio::test]
async fn every_schema_is_one_and_every_example_fits_it_and_is_answered_as_described() {
    let service = service();
    let document = document(&service).await;
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        assert!(jsonschema::draft202012::meta::is_valid(schema), "{name}");
    }
    let mut examples = 0;
    for (_, path, operation) in operations(&document) {
        let body = &operation["requestBody"]["content"]["application/json"];
        let Some(example) = body.get("example") else { continue };
        examples += 1;
        let faults: Vec<String> = validator(&document, &body["schema"]).iter_errors(example).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{path}");
        let reply = post(&service.router(), &path, example.to_string()).await;
        let described = match operation["responses"].get(reply.status.as_str()) {
            Some(response) => &response["content"]["application/json"]["schema"],
            None => panic!("{path} does not describe {}", reply.status),
        };
        if reply.status == StatusCode::OK {
            let answer = reply.json();
            let faults: Vec<String> = validator(&document, described).iter_errors(&answer).map(|error| error.to_string()).collect();
            assert_eq!(faults, Vec::<String>::new(), "{path}");
        }
    }
    assert!(examples >= 15, "{examples}");
}

#[tokio::test]
async fn problems_messages_and_probes_are_as_described() {
    let service = service();
    let document = document(&service).await;
    let fits = |name: &str, value: &Value| {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        let faults: Vec<String> = validator(&document, &schema).iter_errors(value).map(|error| error.to_string()).collect();
        assert_eq!(faults, Vec::<String>::new(), "{value}");
    };
    let router = service.router();
    fits("Problem", &post(&router, "/v1/deal", r#"{"a":1}"#).await.json());
    fits("Problem", &get(&router, "/nowhere").await.json());
    fits("Message", &post(&router, "/access/v1/evaluation", "{}").await.json());
    fits("Readiness", &get(&router, "/readyz").await.json());
    fits("AuthZenConfiguration", &get(&router, "/.well-known/authzen-configuration").await.json());
}

#[tokio::test]
async fn the_page_has_every_route_loads_nothing_and_runs_nothing() {
    let service = service();
    let reply = get(&service.router(), "/docs").await;
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    assert!(reply.header("content-security-policy").starts_with("default-src 'none'"));
    let page = reply.text();
    for (_, path, operation) in operations(&document(&service).await) {
        let id = operation["operationId"].as_str().expect("an id");
        assert!(page.contains(&format!("href=\"#{id}\"")) && page.contains(&format!("<section id=\"{id}\"")), "{path}");
        assert!(page.contains(&format!("<code>{path}</code>")), "{path}");
    }
    for never in ["<script", "src=", "<link", "@import", "url("] {
        assert!(!page.contains(never), "{never}");
    }
    for target in page.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("id=\"{target}\"")), "a link leads to `{target}`");
    }
}
