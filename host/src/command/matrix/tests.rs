//! The three renderings of one small answer, written by hand.

use super::{Format, render};

const SAMPLE: &str = include_str!("sample.json");

#[test]
fn markdown_is_the_golden_text() {
    assert_eq!(render(SAMPLE, Format::Markdown).expect("a matrix"), include_str!("sample.md"));
}

#[test]
fn csv_is_the_golden_text() {
    let golden = include_str!("sample.csv").replace("\r\n", "\n").replace('\n', "\r\n");
    assert_eq!(render(SAMPLE, Format::Csv).expect("a matrix"), golden);
}

#[test]
fn html_needs_nothing_else_and_runs_nothing() {
    let page = render(SAMPLE, Format::Html).expect("a matrix");
    for absent in ["<script", "javascript:", "http:", "https:", "url(", "@import", "<link", "<img", "onload", "onclick"] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    assert!(page.contains("&lt;viewer&gt;") && !page.contains("<viewer>"));
}

#[test]
fn every_html_cell_has_a_word_and_a_change_says_what_was_before() {
    let page = render(SAMPLE, Format::Html).expect("a matrix");
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
fn no_permission_document_is_said() {
    let nothing = r#"{"decision":true,"context":{"matrix":[],"reasons":[],"obligations":[],"policies":[]}}"#;
    assert!(render(nothing, Format::Markdown).expect("a matrix").contains("No permission document is loaded"));
    assert!(render(nothing, Format::Html).expect("a matrix").contains("No permission document is loaded"));
    assert_eq!(render(nothing, Format::Csv).expect("a matrix"), "document,version,resourceType,action,role,cell,changed,rules\r\n");
}

#[test]
fn another_answer_is_refused() {
    for text in ["", "[]", r#"{"decision":true,"context":{}}"#, &SAMPLE.replace("conditional", "perhaps")] {
        assert!(render(text, Format::Markdown).is_err(), "{text}");
    }
}
