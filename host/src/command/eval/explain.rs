//! An answer for people: the decision, why, what must be done, and what was worked out.

use crate::command::excerpt::printable;
use anyhow::Context;
use console::style;
use serde_json::{Map, Value};

/// Members of a context that have lines of their own.
const TOLD: [&str; 4] = ["reasons", "obligations", "policies", "asOf"];

pub(super) fn explain(answer: &str) -> anyhow::Result<String> {
    let answer: Map<String, Value> = serde_json::from_str(answer).context("the module's answer is not an object")?;
    let mut text = match answer.get("decision") {
        Some(Value::Bool(true)) => format!("{}\n", style("allowed").green().bold()),
        Some(Value::Bool(false)) => format!("{}\n", style("denied").red().bold()),
        // Searches, tables and lists of decisions.
        _ => return Ok(format!("{}\n", printable(&serde_json::to_string_pretty(&answer)?))),
    };
    let empty = Map::new();
    let context = answer.get("context").and_then(Value::as_object).unwrap_or(&empty);
    for reason in list(context, "reasons") {
        text.push_str(&format!("  {} {}: {}\n", effect(word(reason, "effect")), word(reason, "code"), word(reason, "message")));
        for (member, name) in [("pointer", "at"), ("help", "help")] {
            if let Some(told) = reason.get(member).and_then(Value::as_str).filter(|told| !told.is_empty()) {
                text.push_str(&format!("    {}: {told}\n", style(name).cyan()));
            }
        }
    }
    for obligation in list(context, "obligations") {
        let params = obligation.get("params").map_or_else(String::new, |params| format!(" {params}"));
        text.push_str(&format!("  {} {}{params}\n", style("must").yellow(), word(obligation, "code")));
    }
    let worked_out: Map<String, Value> =
        context.iter().filter(|(name, _)| !TOLD.contains(&name.as_str())).map(|(name, value)| (name.clone(), value.clone())).collect();
    if !worked_out.is_empty() {
        text.push_str(&format!("{}\n", serde_json::to_string_pretty(&worked_out)?));
    }
    let documents: Vec<String> =
        list(context, "policies").map(|each| format!("{} {} {}", word(each, "kind"), word(each, "name"), word(each, "version"))).collect();
    if !documents.is_empty() {
        let as_of = context.get("asOf").and_then(Value::as_str).map_or_else(String::new, |as_of| format!(" as of {as_of}"));
        text.push_str(&format!("by {}{as_of}\n", documents.join(", ")));
    }
    Ok(text)
}

fn list<'c>(context: &'c Map<String, Value>, name: &str) -> impl Iterator<Item = &'c Value> {
    context.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn word(value: &Value, member: &str) -> String {
    printable(value.get(member).and_then(Value::as_str).unwrap_or_default())
}

fn effect(effect: String) -> String {
    match effect.as_str() {
        "deny" => style(effect).red().to_string(),
        "warn" => style(effect).yellow().to_string(),
        _ => effect,
    }
}
