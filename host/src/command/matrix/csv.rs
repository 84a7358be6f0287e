//! The matrix as RFC 4180 text.

use super::machine::Machine;
use super::model::{Cell, Entry, Heading, Report};

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    line(
        &mut text,
        &["document", "version", "resourceType", "action", "role", "cell", "changed", "rules", "machine", "event", "from", "to", "source"],
    );
    for table in &report.tables {
        for (index, heading) in table.versions.iter().enumerate() {
            for group in &table.groups {
                for row in &group.rows {
                    let place = [&table.name, &heading.version, &group.resource_type, &row.action];
                    lines(&mut text, place.map(String::as_str), heading, &row.entries[index]);
                }
            }
        }
    }
    for machine in &report.machines {
        steps(&mut text, machine);
    }
    text
}

fn steps(text: &mut String, machine: &Machine) {
    let mut step = |rest: [&str; 4]| line(text, &[&machine.place()[..], &[""; 6], &[&machine.name], &rest].concat());
    if let Some(initial) = &machine.initial {
        step(["", "", initial, ""]);
    }
    for transition in &machine.transitions {
        for from in &transition.from {
            step([&transition.event, from, transition.to.as_deref().unwrap_or_default(), &transition.source]);
        }
    }
}

fn lines(text: &mut String, place: [&str; 4], heading: &Heading, entry: &Entry) {
    let rules = entry.rules.join("; ");
    for (role, mark) in heading.roles.iter().zip(&entry.marks) {
        if mark.cell != Cell::Absent || mark.before.is_some() {
            let changed = if mark.before.is_some() { "yes" } else { "no" };
            line(text, &[&place[..], &[role, mark.cell.word(), changed, &rules], &[""; 5]].concat());
        }
    }
}

fn line(text: &mut String, fields: &[&str]) {
    let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
    text.push_str(&fields.join(","));
    text.push_str("\r\n");
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\r', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_field_is_quoted_where_it_must_be() {
        assert_eq!(quoted("a b"), "a b");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("a \"b\"\n"), "\"a \"\"b\"\"\n\"");
    }
}
