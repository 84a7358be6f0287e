//! What things cost, beside their bars. Programs of their own take the samples; here is what is built for them, which
//! figures come out, and how they are judged. A bar that is missed is reported and fails nothing: machines differ.

mod billing;
mod operations;
mod pairs;
mod permission;
mod samples;
mod sandbox;
mod sidecar;
mod table;

use std::fs;

use anyhow::Context;

use crate::artifacts::target;
use crate::shell::root;
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
    /// Write the tables of what is measured into the README and docs/speed.md, between their markers.
    #[arg(long, conflicts_with_all = ["native", "node"])]
    write: bool,
    /// Measure this topic alone.
    #[arg(long, value_parser = ["permission", "billing", "sandbox", "operations"])]
    topic: Option<String>,
    /// Put the sidecar under load, beside native servers, instead.
    #[arg(long, conflicts_with_all = ["native", "node", "topic"])]
    sidecar: bool,
    /// Put the sidecar through good and hostile requests, reloads and crashes for so many minutes, instead; without a number 2.
    #[arg(long, value_name = "MINUTES", num_args = 0..=1, default_missing_value = "2", requires = "sidecar", conflicts_with = "write",
        value_parser = clap::value_parser!(u64).range(1..=1440))]
    soak: Option<u64>,
}

/// One subject of measurement: a table of its own.
struct Topic {
    name: &'static str,
    rows: &'static [Row],
    native: fn() -> anyhow::Result<Samples>,
    node: fn() -> anyhow::Result<Samples>,
}

const TOPICS: &[Topic] = &[permission::TOPIC, billing::TOPIC, sandbox::TOPIC];

/// Measures every topic and reports it.
pub(crate) fn run(options: Options) -> anyhow::Result<()> {
    if let Some(minutes) = options.soak {
        return sidecar::soak(minutes);
    }
    if options.sidecar {
        return sidecar::TOPIC.report(&(sidecar::TOPIC.native)()?, options.write);
    }
    let both = options.native == options.node;
    let is_wanted = |name: &str| options.topic.as_deref().is_none_or(|wanted| wanted == name);
    for topic in TOPICS.iter().filter(|topic| is_wanted(topic.name)) {
        let mut samples = Samples::default();
        if both || options.native {
            samples.extend((topic.native)()?);
        }
        if both || options.node {
            samples.extend((topic.node)()?);
        }
        topic.report(&samples, options.write)?;
    }
    if is_wanted(operations::NAME) && (both || options.node) {
        let report = operations::report()?;
        report.keep()?;
        // Measured in Node alone, so that this half has the table whole.
        if options.write || options.node {
            report.publish()?;
        }
    }
    Ok(())
}

impl Topic {
    fn report(&self, samples: &Samples, write: bool) -> anyhow::Result<()> {
        let figures: Vec<_> = self.rows.iter().filter_map(|row| row.figure(samples)).collect();
        let report = Report::new(self.name, &table::markdown(&figures), table::json(&figures));
        report.keep()?;
        if write { report.publish() } else { Ok(()) }
    }
}

/// A table as people and as programs read it.
struct Report {
    name: &'static str,
    table: String,
    json: String,
}

impl Report {
    fn new(name: &'static str, rows: &str, json: String) -> Self {
        Self { name, table: format!("{}\n{rows}", table::machine()), json }
    }

    /// Prints the table and leaves both in `target/bench`.
    fn keep(&self) -> anyhow::Result<()> {
        let folder = target().join("bench");
        fs::create_dir_all(&folder).with_context(|| format!("creating {}", folder.display()))?;
        fs::write(folder.join(format!("{}.md", self.name)), &self.table)?;
        fs::write(folder.join(format!("{}.json", self.name)), &self.json)?;
        println!("{}", self.table);
        Ok(())
    }

    /// Writes the table into the page that has its markers; fails where none has.
    fn publish(&self) -> anyhow::Result<()> {
        for page in PAGES.map(|page| root().join(page)) {
            let text = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
            if let Some(text) = table::replace(&text, self.name, &self.table) {
                return fs::write(&page, text).with_context(|| format!("writing {}", page.display()));
            }
        }
        anyhow::bail!("no page has markers for the table of `{}`", self.name)
    }
}

/// Where tables stand.
const PAGES: [&str; 2] = ["README.md", "docs/speed.md"];
