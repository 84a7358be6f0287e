//! The document as a page: plain HTML with its style in itself. Nothing is loaded and no script runs, so that it works
//! offline, with the keyboard, and under the strictest content security policy.

use std::collections::BTreeMap;

use anyhow::Context;
use serde_json::{Map, Value};

use super::component;
use crate::fields::Fields;

const STYLE: &str = include_str!("page.css");

/// The page.
pub(super) fn write(document: &Value, schemas: &BTreeMap<&str, Value>) -> anyhow::Result<String> {
    let names: BTreeMap<String, &Value> = schemas.iter().map(|(name, schema)| (component(name), schema)).collect();
    let operations = operations(document)?;
    let mut menu = String::new();
    let mut sections = String::new();
    for tag in document["tags"].as_array().into_iter().flatten() {
        let name = tag["name"].as_str().unwrap_or_default();
        menu.push_str(&format!("<li>{name}<ul>\n"));
        sections.push_str(&format!("<h2>{name}</h2>\n<p>{}</p>\n", prose(&tag["description"])));
        for operation in operations.iter().filter(|operation| operation.value["tags"][0] == name) {
            menu.push_str(&format!("<li><a href=\"#{}\"><code>{}</code></a></li>\n", operation.id(), escape(operation.path)));
            sections.push_str(&section(operation, document, &names)?);
        }
        menu.push_str("</ul></li>\n");
    }
    let info = &document["info"];
    let title = info["title"].as_str().unwrap_or_default();
    Ok(format!(
        "<!doctype html>\n<!-- Generated from the OpenAPI document by `cargo xtask generate`. -->\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">Skip to the routes</a>\n<header>\n<h1>{title} {}</h1>\n<p>{}. {}</p>\n\
         <p>For programs: <a href=\"openapi.json\">openapi.json</a> (OpenAPI {}).</p>\n</header>\n\
         <nav aria-label=\"Routes\">\n<ul>\n{menu}</ul>\n</nav>\n<main id=\"content\">\n{sections}{}</main>\n</body>\n</html>\n",
        prose(&info["version"]),
        prose(&info["summary"]),
        prose(&info["description"]),
        prose(&document["openapi"]),
        errors(document),
    ))
}

/// A method of a path.
struct Routed<'d> {
    method: &'d str,
    path: &'d str,
    value: &'d Value,
}

impl Routed<'_> {
    fn id(&self) -> &str {
        self.value["operationId"].as_str().unwrap_or_default()
    }
}

fn operations(document: &Value) -> anyhow::Result<Vec<Routed<'_>>> {
    let paths = document["paths"].as_object().context("the document has paths")?;
    let of_path = |(path, methods): (&'_ String, &'_ Value)| -> Vec<(String, String)> {
        methods.as_object().into_iter().flatten().map(|(method, _)| (path.clone(), method.clone())).collect()
    };
    let keys: Vec<(String, String)> = paths.iter().flat_map(of_path).collect();
    let routed = keys.iter().filter_map(|(path, method)| {
        let (path, methods) = paths.get_key_value(path)?;
        let (method, value) = methods.as_object()?.get_key_value(method)?;
        Some(Routed { method, path, value })
    });
    Ok(routed.collect())
}

fn section(operation: &Routed<'_>, document: &Value, schemas: &BTreeMap<String, &Value>) -> anyhow::Result<String> {
    let value = operation.value;
    let mut text = format!(
        "<section id=\"{}\" aria-labelledby=\"{0}-title\">\n<h3 id=\"{0}-title\"><span class=\"method\">{}</span> <code>{}</code></h3>\n<p>{}</p>\n",
        operation.id(),
        operation.method.to_uppercase(),
        escape(operation.path),
        sentence(&value["summary"])
    );
    for paragraph in value["description"].as_str().unwrap_or_default().split("\n\n").filter(|paragraph| !paragraph.is_empty()) {
        text.push_str(&format!("<p>{}</p>\n", prose(&paragraph.into())));
    }
    let asked = &value["requestBody"]["content"]["application/json"];
    if let Some(fields) = fields("Fields of the request", &asked["schema"], schemas)? {
        text.push_str(&fields);
    }
    if let Some(fields) = fields("Fields of the answer", &value["responses"]["200"]["content"]["application/json"]["schema"], schemas)? {
        text.push_str(&fields);
    }
    if !asked["example"].is_null() {
        let body = serde_json::to_string_pretty(&asked["example"])?;
        let line = format!(
            "curl http://127.0.0.1:8181{} -H 'content-type: application/json' -d '{}'",
            operation.path,
            body.replace('\'', "'\\''")
        );
        text.push_str(&format!(
            "<details><summary>Example</summary>\n<pre tabindex=\"0\"><code>{}</code></pre>\n</details>\n",
            escape(&line)
        ));
    }
    text.push_str(&statuses(value["responses"].as_object(), document));
    text.push_str("</section>\n");
    Ok(text)
}

fn fields(title: &str, schema: &Value, schemas: &BTreeMap<String, &Value>) -> anyhow::Result<Option<String>> {
    let name = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next()).unwrap_or_default();
    let Some(root) = schemas.get(name) else { return Ok(None) };
    let fields = Fields::of(root)?;
    let row = |field: &crate::fields::Field| {
        let [kind, need, meaning] = [&field.kind, &field.need, &field.meaning].map(|text| markdown(text));
        format!("<tr><th scope=\"row\"><code>{}</code></th><td>{kind}</td><td>{need}</td><td>{meaning}</td></tr>\n", escape(&field.path))
    };
    let rows: String = fields.rows.iter().map(row).collect();
    Ok(Some(format!(
        "<details><summary>{title}</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{title}\"><table>\n\
         <thead><tr><th scope=\"col\">path</th><th scope=\"col\">type</th><th scope=\"col\">needed</th><th scope=\"col\">meaning</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>\n</details>\n"
    )))
}

/// The statuses in one line; the errors among them are explained once, at the end of the page.
fn statuses(responses: Option<&Map<String, Value>>, document: &Value) -> String {
    let status = |(status, response): (&String, &Value)| match response["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
        Some(name) if !document["components"]["responses"][name].is_null() => {
            format!("<a href=\"#{}\">{status}</a>", name.trim_end_matches("Message"))
        }
        _ => status.clone(),
    };
    let statuses: Vec<String> = responses.into_iter().flatten().map(status).collect();
    format!("<p>Statuses: {}.</p>\n", statuses.join(", "))
}

fn errors(document: &Value) -> String {
    let responses = document["components"]["responses"].as_object();
    let own = responses.into_iter().flatten().filter(|(name, _)| !name.ends_with("Message"));
    let rows: String = own
        .map(|(name, response)| format!("<dt id=\"{name}\"><code>{name}</code></dt>\n<dd>{}</dd>\n", prose(&response["description"])))
        .collect();
    format!(
        "<h2>Errors</h2>\n<p>Below <code>/access/</code> an error is one message as a JSON string; elsewhere it is \
         <code>application/problem+json</code> (RFC 9457) with a closed <code>code</code> and the issues in <code>errors</code>.</p>\n<dl>\n{rows}</dl>\n"
    )
}

fn prose(text: &Value) -> String {
    markdown(text.as_str().unwrap_or_default())
}

/// The text with a stop, where it has no mark of its own.
fn sentence(text: &Value) -> String {
    let text = prose(text);
    if text.ends_with('?') { text } else { text + "." }
}

/// Words in backticks as code, words in asterisks as they are.
fn markdown(text: &str) -> String {
    let parts = escape(text).split('`').map(str::to_owned).collect::<Vec<_>>();
    let part = |(index, part): (usize, &String)| if index % 2 == 1 { format!("<code>{part}</code>") } else { part.clone() };
    parts.iter().enumerate().map(part).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
