//! Long runs of drawn cases against a second implementation, for a night or before a release.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::shell::{cargo, step};

/// What is drawn.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum Topic {
    /// Months of use, rated by the engine and by the naive implementation of tests/billing/oracle.rs.
    Billing,
}

#[derive(clap::Args)]
pub(crate) struct Options {
    #[arg(long, value_enum, default_value_t = Topic::Billing)]
    topic: Topic,
    /// How many cases are drawn.
    #[arg(long, default_value_t = CASES, value_parser = clap::value_parser!(u64).range(1..))]
    cases: u64,
    /// What they are drawn by; default the time, so that each run draws others. A run says its seed.
    #[arg(long)]
    seed: Option<u64>,
}

const CASES: u64 = 1_000_000;

impl Default for Options {
    fn default() -> Self {
        Self { topic: Topic::Billing, cases: CASES, seed: None }
    }
}

/// Draws the cases; the first difference ends it with the seed that shows it again.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let seed = options.seed.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs()));
    match options.topic {
        Topic::Billing => billing(options.cases, seed),
    }
}

fn billing(cases: u64, seed: u64) -> anyhow::Result<()> {
    const TEST: &str = "every_line_and_total_is_the_naive_ones_a_million_times";
    let arguments = ["test", "--release", "-p", "channel-policy", "--test", "billing", "--", "--ignored", "--exact", "--nocapture", TEST];
    let mut test = cargo(&arguments);
    test.env("BILLING_CASES", cases.to_string()).env("BILLING_SEED", seed.to_string());
    step(&format!("{cases} billing cases against the naive implementation, seed {seed}"), &mut test)
}
