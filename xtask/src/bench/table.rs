//! Figures beside their bars, as Markdown and JSON.

use std::thread::available_parallelism;

use serde_json::json;

use super::samples::{Samples, median, ratio};
use crate::shell::{output, program};

/// A line of a topic's table; it is left out where its samples were not taken.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) value: Value,
    pub(super) bar: Option<Bar>,
}

/// What of the samples is the figure.
#[derive(Clone, Copy)]
pub(super) enum Value {
    /// Time per operation of a contender.
    Nanoseconds(&'static str),
    /// How long answers take.
    Microseconds(&'static str),
    /// Answers.
    PerSecond(&'static str),
    /// Size.
    Bytes(&'static str),
    /// How many times the second contender's figure the first one's is.
    Ratio(&'static str, &'static str),
}

/// What a figure is to keep to.
#[derive(Clone, Copy)]
pub(super) enum Bar {
    /// This or less.
    AtMost(f64),
    /// This or more.
    AtLeast(f64),
}

/// A row with its median.
pub(super) struct Figure {
    name: &'static str,
    median: f64,
    unit: &'static str,
    bar: Option<Bar>,
}

impl Row {
    pub(super) fn figure(&self, samples: &Samples) -> Option<Figure> {
        let of = |id: &str| samples.get(id).map(Vec::as_slice);
        let (median, unit) = match self.value {
            Value::Nanoseconds(id) => (median(of(id)?), "ns"),
            Value::Microseconds(id) => (median(of(id)?), "µs"),
            Value::PerSecond(id) => (median(of(id)?), "1/s"),
            Value::Bytes(id) => (median(of(id)?), "B"),
            Value::Ratio(above, below) => (ratio(of(above)?, of(below)?), "×"),
        };
        Some(Figure { name: self.name, median: median?, unit, bar: self.bar })
    }
}

impl Figure {
    fn verdict(&self) -> &'static str {
        let met = match self.bar {
            None => return "",
            Some(Bar::AtMost(bar)) => self.median <= bar,
            Some(Bar::AtLeast(bar)) => self.median >= bar,
        };
        if met { "met" } else { "missed" }
    }

    fn bar(&self) -> String {
        match self.bar {
            None => String::new(),
            Some(Bar::AtMost(bar)) => format!("≤ {bar}"),
            Some(Bar::AtLeast(bar)) => format!("≥ {bar}"),
        }
    }

    /// Three digits that count; whole numbers from 100.
    fn rounded(&self) -> String {
        let digits = if self.median < 10.0 { 2 } else { usize::from(self.median < 100.0) };
        format!("{:.digits$}", self.median)
    }
}

/// What it was measured on.
pub(super) fn machine() -> String {
    let version = |name: &str| output(&mut program(name, &["--version"])).map(|text| text.trim().to_owned()).unwrap_or_default();
    let cores = available_parallelism().map_or(0, usize::from);
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map_or("", |(_, name)| name);
    let (rust, node) = (version("rustc"), version("node"));
    let rust = rust.split(" (").next().unwrap_or_default();
    format!("{} {processor}, {cores} cores; {rust}, Node {node}. Medians of interleaved rounds.\n", std::env::consts::ARCH)
}

pub(super) fn markdown(figures: &[Figure]) -> String {
    let mut table = String::from("| name | median | unit | bar | verdict |\n|---|--:|---|---|---|\n");
    for figure in figures {
        let (name, median, unit) = (figure.name, figure.rounded(), figure.unit);
        table.push_str(&format!("| {name} | {median} | {unit} | {} | {} |\n", figure.bar(), figure.verdict()));
    }
    table
}

pub(super) fn json(figures: &[Figure]) -> String {
    let row = |figure: &Figure| json!({"name": figure.name, "median": figure.median, "unit": figure.unit, "bar": figure.bar(), "verdict": figure.verdict()});
    format!("{:#}\n", json!({"rows": figures.iter().map(row).collect::<Vec<_>>()}))
}

/// The text with another table between the markers `<!-- bench:name -->` and `<!-- /bench:name -->`; none where it has none.
pub(super) fn replace(text: &str, name: &str, table: &str) -> Option<String> {
    let (start, end) = (format!("<!-- bench:{name} -->\n"), format!("<!-- /bench:{name} -->"));
    let (before, rest) = text.split_once(&start)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{start}{table}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::{Bar, Row, Samples, Value, markdown, replace};

    #[test]
    fn a_missed_bar_is_said_and_absent_samples_are_left_out() {
        let rows = [
            Row { name: "fast", value: Value::Nanoseconds("a"), bar: Some(Bar::AtMost(1.0)) },
            Row { name: "faster", value: Value::Ratio("b", "a"), bar: Some(Bar::AtLeast(5.0)) },
            Row { name: "absent", value: Value::Bytes("c"), bar: None },
        ];
        let samples = Samples::from([("a".into(), vec![1.5]), ("b".into(), vec![7.5])]);
        let figures: Vec<_> = rows.iter().filter_map(|row| row.figure(&samples)).collect();
        let lines: Vec<String> = markdown(&figures).lines().skip(2).map(String::from).collect();
        assert_eq!(lines, ["| fast | 1.50 | ns | ≤ 1 | missed |", "| faster | 5.00 | × | ≥ 5 | met |"]);
    }

    #[test]
    fn a_table_replaces_what_is_between_its_markers() {
        let text = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n";
        assert_eq!(replace(text, "x", "new\n").as_deref(), Some("a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb\n"));
        assert_eq!(replace("a", "x", "new\n"), None);
    }
}
