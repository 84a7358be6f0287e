//! One page per operation: what it answers, the fields of its request and answer from their JSON Schemas, and every code
//! that it may return with cause, remedy and whether the same request may pass later.

use std::collections::BTreeMap;

use anyhow::Context;
use channel_policy::{IssueCode, ObligationCode, Operation, ReasonCode};
use serde_json::Value;

use crate::codes::paragraphs;
use crate::fields::{Field, Fields};

const HEADER: &str = "<!-- Generated from the wire types and code lists in src/ by `cargo xtask generate`. -->";

const FIELDS: &str = "Paths are JSON Pointers, as issues have them; `0` stands for every position of a list. What is required is so \
                      wherever the object around it is there.";

/// Every page by file name, and a list of all.
pub(crate) fn pages() -> anyhow::Result<BTreeMap<String, String>> {
    let schemas: BTreeMap<&str, Value> =
        channel_policy::schema::all().into_iter().map(|named| (named.name, named.schema.to_value())).collect();
    let mut pages = BTreeMap::new();
    let mut index = format!("{HEADER}\n\n# Operations\n\n| operation | answers | codes worth a retry |\n|---|---|---|\n");
    for operation in Operation::ALL {
        let name = operation.name();
        let file = format!("{name}.md");
        let answers = paragraphs(operation.documentation()).join(" ");
        let retries: Vec<String> = codes(*operation).into_iter().filter(|code| code.retry.is_some()).map(|code| code.link()).collect();
        index.push_str(&format!("| [`{name}`]({file}) | {} | {} |\n", cell(&answers), retries.join(", ")));
        pages.insert(file, page(*operation, &schemas).with_context(|| format!("the page of `{name}`"))?);
    }
    index.push_str("\nA code is worth a retry where the very same request may pass later; its page says when.\n");
    pages.insert("README.md".into(), index);
    Ok(pages)
}

fn page(operation: Operation, schemas: &BTreeMap<&str, Value>) -> anyhow::Result<String> {
    let name = operation.name();
    let (request, answer) = (request_schema(operation), format!("{}-answer", kebab(name)));
    let mut text = format!("{HEADER}\n\n# `{name}`\n\n{}\n", paragraphs(operation.documentation()).join("\n\n"));
    for (title, schema) in [("Request", request), ("Answer", answer)] {
        let root = schemas.get(schema.as_str()).with_context(|| format!("there is no schema {schema}"))?;
        let fields = Fields::of(root)?;
        text.push_str(&format!("\n## {title}\n\n[`{schema}.json`](../../schemas/{schema}.json). {FIELDS}\n\n"));
        text.push_str(&table(&fields));
    }
    let asked: Vec<String> = operation.possible_codes().asks.iter().map(|asked| format!("[`{0}`]({0}.md)", asked.name())).collect();
    if !asked.is_empty() {
        text.push_str(&format!("\n## Asks\n\nIt asks {}, too, and passes on what is found there.\n", asked.join(", ")));
    }
    let codes = codes(operation);
    for (kind, title, none) in [
        (Kind::Reason, "Reasons", "No answer of it has reasons."),
        (Kind::Obligation, "Obligations", "It asks nothing of the caller."),
        (Kind::Issue, "Issues", "None."),
    ] {
        let rows: Vec<String> = codes.iter().filter(|code| code.kind == kind).map(Code::row).collect();
        text.push_str(&format!("\n## {title}\n\n{}\n\n", kind.meaning()));
        match (rows.is_empty(), kind) {
            (true, _) => text.push_str(&format!("{none}\n")),
            (false, Kind::Obligation) => text.push_str(&format!("| code | what to do |\n|---|---|\n{}", rows.concat())),
            (false, _) => text.push_str(&format!("| code | cause | remedy | worth a retry |\n|---|---|---|---|\n{}", rows.concat())),
        }
    }
    Ok(text)
}

/// The name of the schema of an operation's request.
pub(crate) fn request_schema(operation: Operation) -> String {
    match operation {
        Operation::Check => "bundle".to_owned(),
        _ => format!("{}-request", kebab(operation.name())),
    }
}

pub(crate) fn kebab(name: &str) -> String {
    let part = |letter: char| if letter.is_uppercase() { format!("-{}", letter.to_lowercase()) } else { letter.to_string() };
    name.chars().map(part).collect()
}

fn table(fields: &Fields) -> String {
    if fields.rows.is_empty() {
        return "An object without fields: `{}`.\n".to_owned();
    }
    let row = |field: &Field| {
        let [kind, need, meaning] = [&field.kind, &field.need, &field.meaning].map(|text| cell(text));
        format!("| `{}` | {kind} | {need} | {meaning} |\n", field.path)
    };
    let rows: String = fields.rows.iter().map(row).collect();
    let values: String = fields.values.iter().map(|(name, meaning)| format!("- *{name}*: {meaning}\n")).collect();
    let values = if values.is_empty() { values } else { format!("\n{values}") };
    format!("| path | type | needed | meaning |\n|---|---|---|---|\n{rows}{values}")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reason,
    Obligation,
    Issue,
}

impl Kind {
    fn meaning(self) -> &'static str {
        match self {
            Self::Reason => "Why a decision came out as it did; a deny has all that apply.",
            Self::Obligation => "What the caller must do beside taking the decision.",
            Self::Issue => "Why its input could not be judged: a list of all that were found instead of an answer, never an allow.",
        }
    }
}

/// A code with its documentation.
struct Code {
    kind: Kind,
    code: &'static str,
    cause: String,
    remedy: String,
    /// When the very same request may pass.
    retry: Option<String>,
}

/// Every code that the operation may return.
fn codes(operation: Operation) -> Vec<Code> {
    let possible = operation.possible_codes();
    let reason = |code: &ReasonCode| Code::of(Kind::Reason, code.as_str(), code.documentation());
    let obligation = |code: &ObligationCode| Code::of(Kind::Obligation, code.as_str(), code.documentation());
    let issue = |code: &IssueCode| Code::of(Kind::Issue, code.as_str(), code.documentation());
    let reasons = possible.reasons.iter().map(reason);
    reasons.chain(possible.obligations.iter().map(obligation)).chain(possible.issues.iter().map(issue)).collect()
}

impl Code {
    fn of(kind: Kind, code: &'static str, documentation: &str) -> Self {
        let paragraphs = paragraphs(documentation);
        let after = |start: &str| paragraphs.iter().find_map(|paragraph| paragraph.strip_prefix(start)).map(str::to_owned);
        Self {
            kind,
            code,
            cause: paragraphs.first().cloned().unwrap_or_default(),
            remedy: after("Remedy: ").map(|remedy| capital(&remedy)).unwrap_or_default(),
            retry: after("Retry: "),
        }
    }

    fn link(&self) -> String {
        format!("[`{0}`](../codes/{0}.md)", self.code)
    }

    fn row(&self) -> String {
        let (link, cause) = (self.link(), cell(&self.cause));
        if self.kind == Kind::Obligation {
            return format!("| {link} | {cause} |\n");
        }
        let retry = self.retry.as_deref().map_or_else(|| "no".to_owned(), |retry| format!("yes, {retry}"));
        format!("| {link} | {cause} | {} | {} |\n", cell(&self.remedy), cell(&retry))
    }
}

/// A sentence that begins one.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Text that stays in its cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
