//! Everything that comes from the Rust types: `schemas/*.json`, `docs/codes/*.md`, `docs/operations/*.md`, `host/api/*` and the npm
//! package's wire types.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use serde_json::{Map, Value};

use crate::artifacts::{install_npm_packages, package};
use crate::shell::{program, root, step};
use crate::{codes, openapi, operations};

/// Whether files are written or compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write what differs, remove what no longer exists.
    Write,
    /// Fail where anything differs.
    Check,
}

/// Generates everything.
pub(crate) fn run(mode: Mode) -> anyhow::Result<()> {
    apply("schemas", schemas()?, mode)?;
    apply("docs/codes", codes::pages()?, mode)?;
    apply("docs/operations", operations::pages()?, mode)?;
    apply("host/api", openapi::files()?, mode)?;
    install_npm_packages()?;
    let script: &[&str] = if mode == Mode::Check { &["scripts/types.mjs", "--check"] } else { &["scripts/types.mjs"] };
    step("TypeScript types from the schemas", program("node", script).current_dir(package()))
}

/// Brings a folder into step with the files that belong in it.
fn apply(folder: &str, files: BTreeMap<String, String>, mode: Mode) -> anyhow::Result<()> {
    let path = root().join(folder);
    let mut stale: Vec<String> = Vec::new();
    for entry in fs::read_dir(&path).into_iter().flatten() {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if !files.contains_key(&name) {
            stale.push(name);
        }
    }
    let differs = |(name, text): &(&String, &String)| fs::read_to_string(path.join(name)).ok().as_ref() != Some(*text);
    let changed: Vec<(&String, &String)> = files.iter().filter(differs).collect();
    if mode == Mode::Check {
        let names: Vec<&str> = changed.iter().map(|(name, _)| name.as_str()).chain(stale.iter().map(String::as_str)).collect();
        anyhow::ensure!(names.is_empty(), "{folder} is out of date ({}): run `cargo xtask generate`", names.join(", "));
        return Ok(());
    }
    fs::create_dir_all(&path)?;
    for (name, text) in changed {
        write(path.join(name), text)?;
    }
    for name in stale {
        fs::remove_file(path.join(name))?;
    }
    Ok(())
}

fn write(path: PathBuf, text: &str) -> anyhow::Result<()> {
    println!("writing {}", path.display());
    fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
}

fn schemas() -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    let named = channel_policy::schema::all().into_iter().map(|named| (named.name, named.schema.to_value()));
    for (name, value) in named.chain([("case", case_schema())]) {
        let mut schema = Map::new();
        schema.insert("$comment".into(), "Generated from the Rust types by `cargo xtask generate`.".into());
        if let Value::Object(members) = value {
            schema.extend(members);
        }
        let text = serde_json::to_string_pretty(&Value::Object(schema))?;
        files.insert(format!("{name}.json"), format!("{text}\n"));
    }
    // The decision log's lines are the host's, which the core does not know.
    files.insert("decision-record.json".into(), fs::read_to_string(root().join("host/schemas/decision-record.json"))?);
    Ok(files)
}

/// That of case files, with the names of the operations.
fn case_schema() -> Value {
    let mut schema = channel_policy_cases::schema().to_value();
    let names: Vec<&str> = channel_policy::Operation::ALL.iter().map(|operation| operation.name()).collect();
    if let Some(Value::Object(operation)) = schema.pointer_mut("/$defs/Case/properties/operation") {
        operation.insert("enum".into(), names.into());
    }
    schema
}
