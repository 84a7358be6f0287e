//! Operations beside what people use for them now: one line for each pair, as Markdown and JSON.

use anyhow::Context;
use serde_json::{Value, json};

use super::samples::{Samples, median, ratio};

/// An operation of ours, and what is compared with it, where there is such a thing.
pub(super) struct Pair {
    pub(super) operation: &'static str,
    /// Id of its samples.
    pub(super) ours: &'static str,
    pub(super) beside: Option<Rival>,
}

/// What people use now, under the same questions.
pub(super) struct Rival {
    pub(super) name: &'static str,
    /// What it gives, where ours gives decision, reasons and documents.
    pub(super) gives: &'static str,
    /// Id of its samples.
    pub(super) id: &'static str,
}

/// A pair with its medians, in nanoseconds.
pub(super) struct Comparison {
    pair: &'static Pair,
    ours: f64,
    beside: Option<Measured>,
}

struct Measured {
    rival: &'static Rival,
    theirs: f64,
    ratio: f64,
}

/// All pairs; fails where samples of one are missing, so that no table is written with holes.
pub(super) fn compare(pairs: &'static [Pair], samples: &Samples) -> anyhow::Result<Vec<Comparison>> {
    pairs.iter().map(|pair| pair.compare(samples)).collect()
}

impl Pair {
    fn compare(&'static self, samples: &Samples) -> anyhow::Result<Comparison> {
        let of = |id: &str| samples.get(id).map(Vec::as_slice).with_context(|| format!("no samples of `{id}`"));
        let middle = |id: &str| median(of(id)?).with_context(|| format!("no rounds of `{id}`"));
        let measured = |rival: &'static Rival| {
            let ratio = ratio(of(self.ours)?, of(rival.id)?).with_context(|| format!("no rounds of `{}`", rival.id))?;
            anyhow::Ok(Measured { rival, theirs: middle(rival.id)?, ratio })
        };
        Ok(Comparison { pair: self, ours: middle(self.ours)?, beside: self.beside.as_ref().map(measured).transpose()? })
    }
}

/// An operation that stands beside several is named and timed once.
pub(super) fn markdown(comparisons: &[Comparison]) -> String {
    let mut table = String::from("| operation | ours | beside | which gives | theirs | ours to theirs |\n|---|--:|---|---|--:|--:|\n");
    let mut before = "";
    for Comparison { pair, ours, beside } in comparisons {
        let (operation, ours) =
            if pair.operation == before { (String::new(), String::new()) } else { (pair.operation.into(), time(*ours)) };
        let (name, gives, theirs, ratio) = beside.as_ref().map_or_else(
            || ("–", "", "–".into(), "–".into()),
            |Measured { rival, theirs, ratio }| (rival.name, rival.gives, time(*theirs), format!("{} ×", rounded(*ratio))),
        );
        table.push_str(&format!("| {operation} | {ours} | {name} | {gives} | {theirs} | {ratio} |\n"));
        before = pair.operation;
    }
    table
}

pub(super) fn json(comparisons: &[Comparison]) -> String {
    let row = |Comparison { pair, ours, beside }: &Comparison| {
        let beside = beside.as_ref().map_or(
            Value::Null,
            |Measured { rival, theirs, ratio }| json!({"name": rival.name, "gives": rival.gives, "nanoseconds": theirs, "ratio": ratio}),
        );
        json!({"operation": pair.operation, "nanoseconds": ours, "beside": beside})
    };
    format!("{:#}\n", json!({"rows": comparisons.iter().map(row).collect::<Vec<_>>()}))
}

/// In the unit that leaves one to three digits before the point.
fn time(nanoseconds: f64) -> String {
    if nanoseconds < 1e3 {
        format!("{} ns", rounded(nanoseconds))
    } else if nanoseconds < 1e6 {
        format!("{} µs", rounded(nanoseconds / 1e3))
    } else {
        format!("{} ms", rounded(nanoseconds / 1e6))
    }
}

/// Two digits that count below 10; whole numbers from there.
fn rounded(value: f64) -> String {
    let digits = if value < 0.1 {
        3
    } else if value < 1.0 {
        2
    } else {
        usize::from(value < 10.0)
    };
    format!("{value:.digits$}")
}

#[cfg(test)]
mod tests {
    use super::{Pair, Rival, Samples, compare, markdown};

    const PAIRS: &[Pair] = &[
        Pair { operation: "a", ours: "a", beside: Some(Rival { name: "x", gives: "verdict", id: "a.x" }) },
        Pair { operation: "a", ours: "a", beside: Some(Rival { name: "y", gives: "verdict", id: "a.y" }) },
        Pair { operation: "b", ours: "b", beside: None },
    ];

    #[test]
    fn each_pair_is_a_line_and_what_nothing_else_does_has_dashes() -> anyhow::Result<()> {
        let samples = Samples::from([
            ("a".into(), vec![2_000.0, 4_000.0, 2_000.0]),
            ("a.x".into(), vec![20_000.0, 40_000.0, 25_000.0]),
            ("a.y".into(), vec![500.0, 500.0, 500.0]),
            ("b".into(), vec![12_345_678.0]),
        ]);
        let table = markdown(&compare(PAIRS, &samples)?);
        // 2/20 and 4/40 are 0.1, 2/25 is 0.08: the middle is 0.1. Beside y: 4, 8, 4.
        let lines: Vec<&str> = table.lines().skip(2).collect();
        assert_eq!(
            lines,
            ["| a | 2.0 µs | x | verdict | 25 µs | 0.10 × |", "|  |  | y | verdict | 500 ns | 4.0 × |", "| b | 12 ms | – |  | – | – |"]
        );
        Ok(())
    }

    #[test]
    fn a_pair_without_samples_is_an_error() {
        let message = compare(PAIRS, &Samples::from([("a".into(), vec![1.0])])).err().map(|error| error.to_string());
        assert_eq!(message.as_deref(), Some("no samples of `a.x`"));
    }
}
