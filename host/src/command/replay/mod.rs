//! `replay`: a decision log judged again by other policies, and everything that would have come out otherwise.

mod change;
mod judge;
mod report;
mod source;
mod tally;

use super::{DENIED, ISSUES, ModuleArgs};
use change::Comparison;
use channel_policy_host::Limits;
use channel_policy_host::decision_log::{Line, Record, Summary};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use judge::{Judge, Policies, Unjudged};
use report::{Format, Report};
use source::{Place, Source};
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tally::Tally;

/// Judge a decision log again: what would another policy have said?
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Replay {
    /// Files of a decision log, the oldest first; `-` is standard input
    #[arg(required = true, value_name = "LOG")]
    logs: Vec<PathBuf>,
    /// The policies to judge with: a folder of documents, or one document's file; may be given several times, or
    /// separated by commas
    #[arg(long, value_name = "PATH", value_delimiter = ',', required = true)]
    policy: Vec<PathBuf>,
    /// Policies to compare with, judged anew too; without them the recorded answers are compared
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// How the report is printed
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// How many changes are printed; the totals are of all. Default 100 in a table, otherwise all
    #[arg(long, value_name = "COUNT")]
    limit: Option<u64>,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy replay decisions.ndjson --policy candidate
  channel-policy replay decisions.ndjson.2 decisions.ndjson.1 decisions.ndjson --policy candidate --format json
  zcat may.ndjson.gz | channel-policy replay - --policies policies/impossible-cloud --policy candidate

Each request is judged at the time of its record, so a candidate changes the versions in force then.

Exit codes: 0 nothing changes, 1 something changes, 2 no record, or issues in the policies, 3 the host failed.";

/// Damaged lines that are named; all are counted.
const MAX_NAMED: u64 = 10;

/// Rows of a table that a person reads.
const TABLE_ROWS: u64 = 100;

impl Replay {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        if let Some(error) = Source::fault(&self.logs) {
            eprintln!("error: {error:#}");
            return Ok(ExitCode::from(ISSUES));
        }
        // An instance for each way in which requests were trusted, of both packs, and those that prove that they load.
        let limits = Limits { deadline: Some(Duration::from_secs(30)), concurrency: 18, memory_bytes: 256 << 20, ..Limits::default() };
        let sandbox = self.module.sandbox(limits)?;
        let candidate = match Policies::load(&sandbox, &self.policy)? {
            Ok(policies) => policies,
            Err(code) => return Ok(code),
        };
        let baseline = match self.policies.as_slice() {
            [] => None,
            paths => match Policies::load(&sandbox, paths)? {
                Ok(policies) => Some(policies),
                Err(code) => return Ok(code),
            },
        };
        let limit = self.limit.unwrap_or(if self.format == Format::Table { TABLE_ROWS } else { u64::MAX });
        let mut run = Run {
            candidate: Judge::new(&candidate),
            baseline: baseline.as_ref().map(Judge::new),
            tally: Tally::default(),
            report: Report::new(self.format, limit),
            bar: progress(Source::length(&self.logs)),
        };
        let mut source = Source::new(&self.logs);
        while let Some((place, line, bytes)) = source.next()? {
            run.line(place, line)?;
            run.bar.inc(bytes);
        }
        run.end()
    }
}

struct Run<'p> {
    candidate: Judge<'p>,
    baseline: Option<Judge<'p>>,
    tally: Tally,
    report: Report,
    bar: ProgressBar,
}

impl Run<'_> {
    fn line(&mut self, place: Place<'_>, line: Option<&[u8]>) -> anyhow::Result<()> {
        let read = line.map(Line::read);
        match read {
            Some(Ok(Line::Decision(record))) => self.record(place, &record),
            Some(Ok(Line::Dropped(dropped))) => {
                self.tally.dropped += dropped.count;
                Ok(())
            }
            Some(Err(error)) => {
                self.damaged(place, &error.to_string());
                Ok(())
            }
            None => {
                self.damaged(place, "this is longer than a record can be");
                Ok(())
            }
        }
    }

    fn damaged(&mut self, place: Place<'_>, message: &str) {
        self.tally.damaged_lines += 1;
        if self.tally.damaged_lines <= MAX_NAMED {
            let (file, line) = (place.file.display(), place.line);
            self.bar.suspend(|| eprintln!("warning: {file}:{line}: {message}; skipped"));
        }
    }

    fn record(&mut self, place: Place<'_>, record: &Record) -> anyhow::Result<()> {
        self.tally.records += 1;
        match self.judge(record)? {
            Ok((old, new)) => self.compare(place, record, &old, &new),
            Err(why) => {
                self.tally.unjudged(why);
                Ok(())
            }
        }
    }

    /// The two answers to compare, or why there are none.
    fn judge(&mut self, record: &Record) -> anyhow::Result<Result<(Summary, Summary), Unjudged>> {
        if record.request.is_some() && !record.replayable {
            return Ok(Err(Unjudged::Redacted));
        }
        let old = match &mut self.baseline {
            None if record.answer.has_failed() => return Ok(Err(Unjudged::FailedThen)),
            None => record.answer.clone(),
            Some(baseline) => match baseline.answer(record)? {
                Ok(old) => old,
                Err(why) => return Ok(Err(why)),
            },
        };
        let new = match self.candidate.answer(record)? {
            Ok(new) => new,
            Err(why) => return Ok(Err(why)),
        };
        if old.outcome.is_decided() && !new.outcome.is_decided() && !record.is_whole() {
            return Ok(Err(Unjudged::Redacted));
        }
        Ok(Ok((old, new)))
    }

    fn compare(&mut self, place: Place<'_>, record: &Record, old: &Summary, new: &Summary) -> anyhow::Result<()> {
        let Comparison { changes, pairs } = Comparison::of(old, new)?;
        for change in &changes {
            if self.report.has_room() {
                self.bar.suspend(|| self.report.add(place, record, change))?;
            } else {
                self.report.add(place, record, change)?;
            }
        }
        self.tally.judged(&record.operation, &changes, &pairs)
    }

    fn end(mut self) -> anyhow::Result<ExitCode> {
        self.bar.finish_and_clear();
        self.tally.conclude();
        let compared_with = if self.baseline.is_some() { "the baseline" } else { "what was recorded" };
        self.report.end(&self.tally, compared_with)?;
        if self.tally.judged == 0 {
            eprintln!("error: no record could be judged again");
            return Ok(ExitCode::from(ISSUES));
        }
        Ok(ExitCode::from(if self.tally.changed == 0 { 0 } else { DENIED }))
    }
}

/// A bar on a terminal; elsewhere nothing.
fn progress(length: Option<u64>) -> ProgressBar {
    let Some(length) = length.filter(|_| std::io::stderr().is_terminal()) else {
        return ProgressBar::hidden();
    };
    let bar = ProgressBar::new(length);
    match ProgressStyle::with_template("{bar:40} {bytes} of {total_bytes}, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
