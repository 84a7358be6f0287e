//! The three renderings of one small answer, written by hand.

use super::Format;
use super::model::Report;

const SAMPLE: &str = include_str!("sample.json");

fn render(answer: &str, format: Format) -> String {
    super::render(&Report::read(answer).expect("a matrix"), answer, format)
}

#[test]
fn markdown_is_the_golden_text() {
    assert_eq!(render(SAMPLE, Format::Markdown), include_str!("sample.md"));
}

#[test]
fn csv_is_the_golden_text() {
    let golden = include_str!("sample.csv").replace("\r\n", "\n").replace('\n', "\r\n");
    assert_eq!(render(SAMPLE, Format::Csv), golden);
}

#[test]
fn html_needs_nothing_else_and_runs_nothing() {
    let page = render(SAMPLE, Format::Html);
    for absent in ["<script", "javascript:", "http:", "https:", "url(", "@import", "<link", "<img", "onload", "onclick"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    assert!(page.contains("&lt;viewer&gt;") && !page.contains("<viewer>"));
}

#[test]
fn every_html_cell_has_a_word_and_a_change_says_what_was_before() {
    let page = render(SAMPLE, Format::Html);
    let (table, _) = page.split_once("</table>").expect("a table");
    assert_eq!(table.matches("<td").count(), 4 * 5);
    assert_eq!(table.matches("<span class=\"word\">").count(), 4 * 5);
    assert!(table.contains("title=\"2 admin: deny, before: allow\""), "{table}");
    assert!(table.contains("<span class=\"word\">conditional, before: not set</span>"), "{table}");
    assert!(table.contains("title=\"1 staff: allow; rules of this row: deal-view\""), "{table}");
    // One new cell of the new role, two gone with their action, three new with theirs, three of a row that stayed.
    assert_eq!(table.matches(" changed").count() - 1, 1 + 2 + 3 + 3);
    assert!(page.contains("reach: (partner: self) → (partner: self; distributor: self, children)"));
}

#[test]
fn machines_alone_are_shown_and_an_answer_without_anything_is_empty() {
    let mut answer: serde_json::Value = serde_json::from_str(SAMPLE).expect("JSON");
    answer["context"]["matrix"] = serde_json::json!([]);
    let alone = answer.to_string();
    assert!(!Report::read(&alone).expect("a matrix").is_empty());
    assert!(render(&alone, Format::Markdown).starts_with("# State machines\n\n### deal: deals 1\n\n```mermaid\n"));
    assert!(!render(&alone, Format::Markdown).contains("| sign |"));
    assert!(render(&alone, Format::Html).contains("<h1>State machines</h1>\n<section>"));
    assert_eq!(render(&alone, Format::Csv).lines().count(), 1 + 9);
    answer["context"]["machines"] = serde_json::json!([]);
    assert!(Report::read(&answer.to_string()).expect("a matrix").is_empty());
}

#[test]
fn html_shows_a_machine_as_a_table_and_the_mermaid_text() {
    let page = render(SAMPLE, Format::Html);
    assert!(
        page.contains("<tr><th scope=\"row\">resume</th><td>on &quot;hold&quot; -- &lt;wait&gt;</td><td>the state before</td>"),
        "{page}"
    );
    assert!(page.contains("<pre>stateDiagram-v2\n    state &quot;registered&quot; as s_registered\n"), "{page}");
    assert!(!page.contains("<wait>"));
}

#[test]
fn another_answer_is_refused() {
    for text in ["", "[]", r#"{"decision":true,"context":{}}"#, &SAMPLE.replace("conditional", "perhaps")] {
        assert!(Report::read(text).is_err(), "{text}");
    }
}
