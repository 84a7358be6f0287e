//! One page per code: its documentation from the code list, and the shortest case of the shipped packs that shows it.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, anyhow};
use channel_policy::{IssueCode, ObligationCode, Operation, ReasonCode, load};
use channel_policy_cases::Pack;
use serde_json::Value;

use crate::shell::root;

const HEADER: &str = "<!-- Generated from the code lists in src/ and the packs' cases by `cargo xtask generate`. -->";

/// Longest request that a page shows.
const LONGEST_EXAMPLE: usize = 900;

/// A case with its answer.
struct Example {
    name: String,
    why: String,
    operation: String,
    request: String,
    answer: Value,
}

/// Codes with their documentation.
type CodeList = Vec<(&'static str, &'static str)>;

/// Every page by file name, and a list of all.
pub(crate) fn pages() -> anyhow::Result<BTreeMap<String, String>> {
    let examples = examples()?;
    let mut pages = BTreeMap::new();
    let mut index = format!("{HEADER}\n\n# Codes\n\nCodes are stable: new ones are added, none is renamed.\n");
    let issues = IssueCode::ALL.iter().map(|code| (code.as_str(), code.documentation())).collect();
    let reasons = ReasonCode::ALL.iter().map(|code| (code.as_str(), code.documentation())).collect();
    let obligations = ObligationCode::ALL.iter().map(|code| (code.as_str(), code.documentation())).collect();
    let lists: [(&str, &str, CodeList); 3] = [
        ("Issues", "Issue: the input could not be judged.", issues),
        ("Reasons", "Reason: why a decision came out as it did.", reasons),
        ("Obligations", "Obligation: what the caller must do beside taking the decision.", obligations),
    ];
    pages.insert("codes.json".into(), list(&lists)?);
    for (title, kind, codes) in lists {
        index.push_str(&format!("\n## {title}\n\n"));
        for (code, documentation) in codes {
            let paragraphs = paragraphs(documentation);
            let example = examples.iter().find_map(|example| example.show(code)).unwrap_or_default();
            let page = format!("{HEADER}\n\n# `{code}`\n\n{kind}\n\n{}\n{example}", paragraphs.join("\n\n"));
            index.push_str(&format!("- [`{code}`]({code}.md): {}\n", paragraphs.first().map_or("", String::as_str)));
            pages.insert(format!("{code}.md"), page);
        }
    }
    pages.insert("README.md".into(), index);
    Ok(pages)
}

/// The same as data, for generators of other languages' types.
fn list(lists: &[(&str, &str, CodeList)]) -> anyhow::Result<String> {
    let of = |codes: &CodeList| -> Value {
        codes.iter().map(|(code, documentation)| serde_json::json!({ "code": code, "documentation": paragraphs(documentation) })).collect()
    };
    let mut all = serde_json::Map::new();
    all.insert("$comment".into(), "Generated from the code lists in src/ by `cargo xtask generate`.".into());
    all.extend(lists.iter().map(|(title, _, codes)| (title.to_lowercase(), of(codes))));
    Ok(format!("{}\n", serde_json::to_string_pretty(&Value::Object(all))?))
}

/// The packs' cases with their answers, the shortest requests first.
fn examples() -> anyhow::Result<Vec<Example>> {
    let mut examples = Vec::new();
    let mut folders: Vec<_> =
        fs::read_dir(root().join("policies"))?.collect::<Result<Vec<_>, _>>()?.into_iter().map(|entry| entry.path()).collect();
    folders.sort();
    for folder in folders {
        let pack = Pack::read(&folder)?;
        let policy = load(pack.bundle().as_bytes()).map_err(|answer| anyhow!("{}: {}", folder.display(), answer.text))?;
        for case in pack.case_files.into_iter().flat_map(|file| file.cases).filter(|case| case.request.len() <= LONGEST_EXAMPLE) {
            let operation = Operation::from_name(&case.operation).with_context(|| case.name.clone())?;
            // Cases with a clock of their own show their code through others as well.
            let answer = policy.evaluate(operation, None, case.request.as_bytes());
            let answer = serde_json::from_str(&answer.text)?;
            examples.push(Example { name: case.name, why: case.why, operation: case.operation, request: case.request, answer });
        }
    }
    examples.sort_by(|a, b| (a.request.len(), &a.name).cmp(&(b.request.len(), &b.name)));
    Ok(examples)
}

impl Example {
    /// The example's part of the page of `code`, if its answer has the code.
    fn show(&self, code: &str) -> Option<String> {
        let places = [&self.answer, &self.answer["context"]["reasons"], &self.answer["context"]["obligations"]];
        let found = places.into_iter().filter_map(Value::as_array).flatten().find(|entry| entry["code"] == code)?;
        let request = serde_json::from_str::<Value>(&self.request).and_then(|request| serde_json::to_string_pretty(&request));
        let request = request.unwrap_or_else(|_| self.request.clone());
        let found = serde_json::to_string_pretty(found).ok()?;
        Some(format!(
            "\n## Example\n\n{}: {}\n\n`{}` of\n\n```json\n{request}\n```\n\nanswers among others\n\n```json\n{found}\n```\n",
            self.name, self.why, self.operation
        ))
    }
}

/// The paragraphs of a documentation comment, each on one line.
pub(crate) fn paragraphs(documentation: &str) -> Vec<String> {
    let joined = |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    documentation.split("\n\n").map(joined).collect()
}
