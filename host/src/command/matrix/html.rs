//! The matrix as one page that needs nothing else: for the screen, light or dark, and for paper.

use super::machine::{Machine, Transition};
use super::model::{Cell, Change, DocumentReference, Entry, Group, Heading, Mark, NOTE, Report, Row, Table};

const STYLE: &str = include_str!("style.css");

pub(super) fn render(report: &Report) -> String {
    let names: Vec<String> = report.tables.iter().map(|table| escaped(&table.name)).collect();
    let title = format!("{} {}", report.title(), names.join(", "));
    let tables: String = report.tables.iter().map(section).collect();
    let machines: String = report.machines.iter().map(machine).collect();
    let legend = if report.tables.is_empty() { String::new() } else { legend() };
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n\
         {legend}{tables}{machines}{}</main>\n</body>\n</html>\n",
        title.trim_end(),
        report.title(),
        documents(report),
    )
}

fn legend() -> String {
    let entries: String = Cell::ALL.iter().map(|cell| legend_entry(*cell)).collect();
    format!(
        "<ul class=\"legend\">\n{entries}\
         <li><span class=\"key changed\"><sup>Δ</sup></span> <b>changed</b> against the version before</li>\n</ul>\n<p>{NOTE}</p>\n"
    )
}

fn legend_entry(cell: Cell) -> String {
    format!("<li><span class=\"key {}\">{}</span> <b>{}</b> {}</li>\n", class(cell), cell.sign(), cell.word(), cell.meaning())
}

fn section(table: &Table) -> String {
    let name = escaped(&table.name);
    format!("<section>\n<h2>{name}</h2>\n{}{}{}</section>\n", cells(table), changes(&table.changes), reach(table))
}

fn cells(table: &Table) -> String {
    let versions: String = table.versions.iter().map(version_heading).collect();
    let roles: String = table.versions.iter().map(role_headings).collect();
    let groups: String = table.groups.iter().map(|group| rows(table, group)).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Cells of {0}\">\n<table class=\"cells\">\n\
         <caption>What each role may do, version beside version</caption>\n<thead>\n\
         <tr><th rowspan=\"2\" scope=\"col\">Resource type</th><th rowspan=\"2\" scope=\"col\">Action</th>{versions}</tr>\n\
         <tr>{roles}</tr>\n</thead>\n{groups}</table>\n</div>\n",
        escaped(&table.name)
    )
}

fn version_heading(heading: &Heading) -> String {
    let (version, period, columns) = (escaped(&heading.version), escaped(&heading.period), heading.roles.len());
    format!("<th class=\"first\" colspan=\"{columns}\" scope=\"colgroup\">{version}<small>{period}</small></th>")
}

fn role_headings(heading: &Heading) -> String {
    let role =
        |(index, role): (usize, &String)| format!("<th class=\"role{}\" scope=\"col\"><span>{}</span></th>", first(index), escaped(role));
    heading.roles.iter().enumerate().map(role).collect()
}

fn rows(table: &Table, group: &Group) -> String {
    let mut text = "<tbody>\n".to_owned();
    for (index, row) in group.rows.iter().enumerate() {
        text.push_str("<tr>");
        if index == 0 {
            let (height, name) = (group.rows.len(), escaped(&group.resource_type));
            text.push_str(&format!("<th class=\"type\" rowspan=\"{height}\" scope=\"rowgroup\">{name}</th>"));
        }
        text.push_str(&format!("<th scope=\"row\">{}</th>", escaped(&row.action)));
        for (heading, entry) in table.versions.iter().zip(&row.entries) {
            text.push_str(&marks(heading, entry));
        }
        text.push_str("</tr>\n");
    }
    text.push_str("</tbody>\n");
    text
}

fn marks(heading: &Heading, entry: &Entry) -> String {
    let cell = |(index, (role, mark)): (usize, (&String, &Mark))| {
        let mut word = mark.cell.word().to_owned();
        let (mut changed, mut sup) = ("", "");
        if let Some(before) = mark.before {
            word.push_str(&format!(", before: {}", before.word()));
            (changed, sup) = (" changed", "<sup aria-hidden=\"true\">Δ</sup>");
        }
        let mut title = format!("{} {role}: {word}", heading.version);
        if !entry.rules.is_empty() {
            title.push_str(&format!("; rules of this row: {}", entry.rules.join(", ")));
        }
        format!(
            "<td class=\"{}{changed}{}\" title=\"{}\"><span aria-hidden=\"true\">{}</span>{sup}<span class=\"word\">{word}</span></td>",
            class(mark.cell),
            first(index),
            escaped(&title),
            mark.cell.sign(),
        )
    };
    heading.roles.iter().zip(&entry.marks).enumerate().map(cell).collect()
}

fn changes(changes: &[Change]) -> String {
    let version = |changes: &[Change]| {
        let changed: String = changes.iter().map(change).collect();
        format!("<h4>{}</h4>\n<ul>\n{changed}</ul>\n", escaped(&changes[0].version))
    };
    let versions: String = changes.chunk_by(|one, other| one.version == other.version).map(version).collect();
    if versions.is_empty() { versions } else { format!("<h3>Changes</h3>\n<div class=\"changes\">\n{versions}</div>\n") }
}

fn change(change: &Change) -> String {
    let cells = change.cells.iter().map(|(roles, before, after)| {
        let (from, to) = (key(*before), key(*after));
        format!("{}: {from} → {to}", escaped(&roles.join(", ")))
    });
    let reach = change.reach.iter().map(|(before, after)| format!("reach: ({}) → ({})", escaped(before), escaped(after)));
    let parts: Vec<String> = cells.chain(reach).collect();
    format!("<li><b>{} {}</b> {}</li>\n", escaped(&change.resource_type), escaped(&change.actions.join(", ")), parts.join("; "))
}

fn key(cell: Cell) -> String {
    format!("<span class=\"{}\">{} {}</span>", class(cell), cell.sign(), cell.word())
}

fn reach(table: &Table) -> String {
    let versions: String = table.versions.iter().map(|heading| format!("<th scope=\"col\">{}</th>", escaped(&heading.version))).collect();
    let groups: String = table.groups.iter().map(reach_rows).collect();
    format!(
        "<h3>Reach</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Reach of {}\">\n<table class=\"reach\">\n\
         <caption>How far an account's users reach: account type, and where the resource's account may stand</caption>\n\
         <thead>\n<tr><th scope=\"col\">Resource type</th><th scope=\"col\">Actions</th>{versions}</tr>\n</thead>\n{groups}</table>\n</div>\n",
        escaped(&table.name)
    )
}

fn reach_rows(group: &Group) -> String {
    let chunks: Vec<&[Row]> = group.rows.chunk_by(Row::reaches_like).collect();
    let mut text = "<tbody>\n".to_owned();
    for (index, rows) in chunks.iter().enumerate() {
        let actions: Vec<String> = rows.iter().map(|row| escaped(&row.action)).collect();
        let reach: String = rows[0].entries.iter().map(reach_cell).collect();
        text.push_str("<tr>");
        if index == 0 {
            let (height, name) = (chunks.len(), escaped(&group.resource_type));
            text.push_str(&format!("<th class=\"type\" rowspan=\"{height}\" scope=\"rowgroup\">{name}</th>"));
        }
        text.push_str(&format!("<th scope=\"row\">{}</th>{reach}</tr>\n", actions.join(", ")));
    }
    text.push_str("</tbody>\n");
    text
}

fn reach_cell(entry: &Entry) -> String {
    let lines: Vec<String> = entry.reach.iter().map(|line| escaped(line)).collect();
    format!("<td>{}</td>", lines.join("<br>"))
}

fn machine(machine: &Machine) -> String {
    let row = |transition: &Transition| {
        let [event, from, to, source] = transition.row().map(|field| escaped(&field));
        format!("<tr><th scope=\"row\">{event}</th><td>{from}</td><td>{to}</td><td>{source}</td></tr>\n")
    };
    let rows: String = machine.transitions.iter().map(row).collect();
    let notes: String = machine.notes().map(|(state, note)| format!("<li><b>{}</b> {}</li>\n", escaped(state), escaped(note))).collect();
    let notes = if notes.is_empty() { notes } else { format!("<ul>\n{notes}</ul>\n") };
    format!(
        "<section>\n<h2>{0}</h2>\n{notes}<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Transitions of {0}\">\n\
         <table class=\"steps\">\n<caption>What leads from which state to which</caption>\n<thead>\n<tr><th scope=\"col\">Event</th>\
         <th scope=\"col\">From</th><th scope=\"col\">To</th><th scope=\"col\">Source</th></tr>\n</thead>\n<tbody>\n{rows}</tbody>\n\
         </table>\n</div>\n<details>\n<summary>The same as Mermaid text</summary>\n<pre>{1}</pre>\n</details>\n</section>\n",
        escaped(&machine.title()),
        escaped(&machine.mermaid()),
    )
}

fn documents(report: &Report) -> String {
    let entry = |document: &DocumentReference| {
        let [kind, name, version, digest] = [&document.kind, &document.name, &document.version, &document.digest].map(|text| escaped(text));
        format!("<li>{kind} {name} {version} <code>{digest}</code></li>\n")
    };
    let documents: String = report.documents.iter().map(entry).collect();
    format!("<footer>\n<h2>Documents</h2>\n<ul>\n{documents}</ul>\n</footer>\n")
}

fn class(cell: Cell) -> &'static str {
    match cell {
        Cell::Allow => "allow",
        Cell::Deny => "deny",
        Cell::Unset => "unset",
        Cell::Conditional => "conditional",
        Cell::Absent => "absent",
    }
}

/// A line before the first column of a version.
fn first(index: usize) -> &'static str {
    if index == 0 { " first" } else { "" }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
