//! Issues of documents and requests, in the formats that commands offer.

use super::excerpt::{Look, Source, printable, render};
use channel_policy_host::{Issue, Position, Spans};
use clap::ValueEnum;
use serde::Serialize;
use std::collections::BTreeMap;

/// How issues are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// For people: the lines of the file with a mark under the place, and what helps
    #[default]
    Text,
    /// `file:line:column: code: message`, a line for each, for editors and scripts
    Short,
    /// One JSON object
    Json,
}

/// Issues, and the files that they are in.
pub(super) struct Issues<'s> {
    issues: &'s [Issue],
    sources: BTreeMap<Option<&'s str>, Source<'s>>,
}

/// An issue as JSON. Lines and columns count from 1, columns in characters; the end is exclusive.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct JsonIssue<'i> {
    code: &'i str,
    pointer: &'i str,
    message: &'i str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'i str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<&'i str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Range {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl<'s> Issues<'s> {
    /// `file` gives name and text of the file that an issue with this document is in.
    pub(super) fn new(issues: &'s [Issue], file: impl Fn(Option<&'s str>) -> Option<(&'s str, &'s str)>) -> Self {
        let mut sources = BTreeMap::new();
        for document in issues.iter().map(|issue| issue.document.as_deref()) {
            if let Some((name, text)) = file(document) {
                sources.entry(document).or_insert_with(|| Source { name, spans: Spans::of(text) });
            }
        }
        Self { issues, sources }
    }

    fn source(&self, issue: &'s Issue) -> Option<&Source<'s>> {
        self.sources.get(&issue.document.as_deref())
    }

    /// One report after the other.
    pub(super) fn text(&self, look: Look) -> String {
        let reports: Vec<String> = self.issues.iter().map(|issue| render(issue, self.source(issue), look)).collect();
        reports.join("\n")
    }

    pub(super) fn short(&self) -> String {
        let line = |issue: &'s Issue| {
            let source = self.source(issue);
            let place = source.map(|source| range(issue, &source.spans));
            let name = source.map(|source| source.name).or(issue.document.as_deref()).map(|name| format!("{}:", printable(name)));
            let place = place.map_or_else(String::new, |Range { line, column, .. }| format!("{line}:{column}:"));
            let name = name.unwrap_or_default();
            let space = if name.is_empty() { "" } else { " " };
            format!("{name}{place}{space}{}: {}\n", issue.code, printable(&issue.message).replace('\n', " "))
        };
        self.issues.iter().map(line).collect()
    }

    pub(super) fn json(&self) -> Vec<JsonIssue<'s>> {
        let entry = |issue: &'s Issue| JsonIssue {
            code: &issue.code,
            pointer: &issue.pointer,
            message: &issue.message,
            help: issue.help.as_deref(),
            document: issue.document.as_deref(),
            range: self.source(issue).map(|source| range(issue, &source.spans)),
        };
        self.issues.iter().map(entry).collect()
    }
}

fn range(issue: &Issue, spans: &Spans<'_>) -> Range {
    let span = spans.place(issue).span;
    let (start, end) = (Position::of(spans.text(), span.start), Position::of(spans.text(), span.end));
    Range { line: start.line, column: start.column, end_line: end.line, end_column: end.column }
}
