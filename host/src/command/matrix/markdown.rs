//! The matrix as Markdown tables.

use super::machine::Machine;
use super::model::{Cell, Change, Group, Mark, NOTE, Report, Row, Table};

pub(super) fn render(report: &Report) -> String {
    let mut text = format!("# {}\n", report.title());
    if !report.tables.is_empty() {
        text.push_str(&legend());
    }
    for table in &report.tables {
        text.push_str(&cells(table));
        text.push_str(&changes(&table.changes));
        text.push_str(&reach(table));
    }
    if !report.machines.is_empty() && !report.tables.is_empty() {
        text.push_str("\n## State machines\n");
    }
    text.extend(report.machines.iter().map(machine));
    text.push_str("\n## Documents\n\n");
    for document in &report.documents {
        let [kind, name, version] = [&document.kind, &document.name, &document.version].map(|text| escaped(text));
        text.push_str(&format!("- {kind} {name} {version}: `{}`\n", document.digest));
    }
    text
}

fn legend() -> String {
    let mut text = "\n| sign | means |\n|---|---|\n".to_owned();
    for cell in Cell::ALL {
        text.push_str(&format!("| {} {} | {} |\n", cell.sign(), cell.word(), cell.meaning()));
    }
    text.push_str("| Δ | changed against the version before |\n");
    text.push_str(&format!("\n{NOTE}\n"));
    text
}

fn cells(table: &Table) -> String {
    let mut text = format!("\n## {}\n\n", escaped(&table.name));
    for heading in &table.versions {
        text.push_str(&format!("- {}: {}\n", escaped(&heading.version), heading.period));
    }
    let columns = table.versions.iter().flat_map(|heading| heading.roles.iter().map(move |role| format!("{} {role}", heading.version)));
    let columns: Vec<String> = columns.map(|column| escaped(&column)).collect();
    text.push_str(&format!("\n| resource type | action | {} |\n", columns.join(" | ")));
    text.push_str(&format!("|---|---|{}\n", "---|".repeat(columns.len())));
    for Group { resource_type, rows } in &table.groups {
        for Row { action, entries } in rows {
            let marks: Vec<String> = entries.iter().flat_map(|entry| &entry.marks).map(mark).collect();
            text.push_str(&format!("| {} | {} | {} |\n", escaped(resource_type), escaped(action), marks.join(" | ")));
        }
    }
    text
}

fn mark(mark: &Mark) -> String {
    let text = format!("{} {}", mark.cell.sign(), mark.cell.word());
    if mark.before.is_some() { format!("**{text} Δ**") } else { text }
}

fn changes(changes: &[Change]) -> String {
    if changes.is_empty() {
        return String::new();
    }
    let mut text = "\n### Changes\n\n".to_owned();
    for change in changes {
        let [version, resource_type, actions] =
            [&change.version, &change.resource_type, &change.actions.join(", ")].map(|text| escaped(text));
        let cells = change
            .cells
            .iter()
            .map(|(roles, before, after)| format!("{}: {} → {}", escaped(&roles.join(", ")), before.word(), after.word()));
        let reach = change.reach.iter().map(|(before, after)| format!("reach: ({}) → ({})", escaped(before), escaped(after)));
        let parts: Vec<String> = cells.chain(reach).collect();
        text.push_str(&format!("- {version}, {resource_type} {actions}: {}\n", parts.join("; ")));
    }
    text
}

fn reach(table: &Table) -> String {
    let versions: Vec<String> = table.versions.iter().map(|heading| escaped(&heading.version)).collect();
    let mut text = format!("\n### Reach\n\n| resource type | actions | {} |\n", versions.join(" | "));
    text.push_str(&format!("|---|---|{}\n", "---|".repeat(versions.len())));
    for Group { resource_type, rows } in &table.groups {
        for rows in rows.chunk_by(Row::reaches_like) {
            let actions: Vec<String> = rows.iter().map(|row| escaped(&row.action)).collect();
            let reach: Vec<String> = rows[0].entries.iter().map(|entry| escaped(&entry.reach.join("; "))).collect();
            text.push_str(&format!("| {} | {} | {} |\n", escaped(resource_type), actions.join(", "), reach.join(" | ")));
        }
    }
    text
}

fn machine(machine: &Machine) -> String {
    let mut text = format!("\n### {}\n\n```mermaid\n{}```\n\n", escaped(&machine.title()), machine.mermaid());
    for (state, note) in machine.notes() {
        text.push_str(&format!("- {}: {}\n", escaped(state), escaped(note)));
    }
    text.push_str("\n| event | from | to | source |\n|---|---|---|---|\n");
    for transition in &machine.transitions {
        text.push_str(&format!("| {} |\n", transition.row().map(|field| escaped(&field)).join(" | ")));
    }
    text
}

/// Text in which nothing is markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>|#&~".contains(character) {
            escaped.push('\\');
        }
        escaped.push(if character.is_control() { ' ' } else { character });
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn names_cannot_leave_their_cell() {
        assert_eq!(escaped("a|b\n*c* <d>"), "a\\|b \\*c\\* \\<d\\>");
    }
}
