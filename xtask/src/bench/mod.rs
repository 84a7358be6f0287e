//! What things cost, beside their bars. Programs of their own take the samples; here is what is built for them, which
//! figures come out, and how they are judged. A bar that is missed is reported and fails nothing: machines differ.

mod billing;
mod operations;
mod pairs;
mod permission;
mod samples;
mod sandbox;
mod table;

use std::fs;

use anyhow::Context;

use crate::artifacts::target;
use crate::shell::root;
use pairs::Pair;
use samples::Samples;
use table::Row;

/// What is measured, and what happens to the result.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Measure natively; without this and `--node`, both.
    #[arg(long)]
    native: bool,
    /// Measure in Node, and write the table of operations into the README.
    #[arg(long)]
    node: bool,
    /// Write all tables into the README, between their markers.
    #[arg(long, conflicts_with_all = ["native", "node", "topic"])]
    write: bool,
    /// Measure this topic alone.
    #[arg(long, value_parser = ["permission", "billing", "sandbox", "operations"])]
    topic: Option<String>,
}

/// One subject of measurement: a table of its own.
struct Topic {
    name: &'static str,
    rows: Rows,
    native: fn() -> anyhow::Result<Samples>,
    node: fn() -> anyhow::Result<Samples>,
}

/// What a topic's table has a line for.
enum Rows {
    /// A figure, which may have a bar.
    Figures(&'static [Row]),
    /// An operation beside another way to answer; measured in Node alone.
    Pairs(&'static [Pair]),
}

const TOPICS: &[Topic] = &[permission::TOPIC, billing::TOPIC, sandbox::TOPIC, operations::TOPIC];

/// Measures every topic and reports it.
pub(crate) fn run(options: Options) -> anyhow::Result<()> {
    let both = options.native == options.node;
    for topic in TOPICS.iter().filter(|topic| options.topic.as_deref().is_none_or(|name| name == topic.name)) {
        let mut samples = Samples::default();
        if both || options.native {
            samples.extend((topic.native)()?);
        }
        if both || options.node {
            samples.extend((topic.node)()?);
        }
        if samples.is_empty() {
            continue;
        }
        let table = topic.report(&samples)?;
        if options.write || (options.node && matches!(topic.rows, Rows::Pairs(_))) {
            topic.publish(&table)?;
        }
    }
    Ok(())
}

impl Topic {
    /// Prints the table and leaves it in `target/bench`.
    fn report(&self, samples: &Samples) -> anyhow::Result<String> {
        let (rows, json) = match self.rows {
            Rows::Figures(rows) => {
                let figures: Vec<_> = rows.iter().filter_map(|row| row.figure(samples)).collect();
                (table::markdown(&figures), table::json(&figures))
            }
            Rows::Pairs(rows) => {
                let comparisons = pairs::compare(rows, samples)?;
                (pairs::markdown(&comparisons), pairs::json(&comparisons))
            }
        };
        let table = format!("{}\n{rows}", table::machine());
        let folder = target().join("bench");
        fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
        fs::write(folder.join(format!("{}.md", self.name)), &table)?;
        fs::write(folder.join(format!("{}.json", self.name)), json)?;
        println!("{table}");
        Ok(table)
    }

    /// Writes the table into the README.
    fn publish(&self, table: &str) -> anyhow::Result<()> {
        let readme = root().join("README.md");
        let text = fs::read_to_string(&readme).with_context(|| format!("reading {}", readme.display()))?;
        Ok(fs::write(&readme, table::replace(&text, self.name, table)?)?)
    }
}
