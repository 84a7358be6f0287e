//! `matrix`: what every role may do in every version of the permission documents, and the documents' state machines, as a
//! picture.

mod csv;
mod html;
mod machine;
mod markdown;
mod model;
#[cfg(test)]
mod tests;

use super::issues::{Format as IssueFormat, Issues};
use super::output::stderr_look;
use super::{FAILURE, ISSUES, ModuleArgs, PathArgs, open, print};
use anyhow::Context;
use channel_policy_host::{Operation, Outcome, Request, Session, Trust, read_issues};
use clap::{Args, ValueEnum};
use model::Report;
use std::process::ExitCode;

/// Print who may do what: resource types and actions against roles, version beside version; and state machines
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Matrix {
    #[command(flatten)]
    paths: PathArgs,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy matrix policies/impossible-cloud
  channel-policy matrix policies/impossible-cloud --format csv > matrix.csv
  channel-policy matrix policies/impossible-cloud --format html > matrix.html
  channel-policy matrix policies.bundle.json --format json

Each cell is allow, deny, not set (nothing grants it, so it is denied) or conditional (facts of the
request decide); what a version changes against the one before it is marked and listed. State machines
are drawn as Mermaid text; in csv each transition has a row per state, an empty `from` is the beginning
and an empty `to` the state before.

Exit codes: 0 printed, 2 issues, files that cannot be read, or nothing to show, 3 the host failed.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables for a wiki or a pull request
    Markdown,
    /// A row per version, resource type, action and role, and per transition of a state machine
    Csv,
    /// One page without scripts, for the screen and for paper
    Html,
    /// The answer of the operation `matrix`, for programs
    Json,
}

impl Matrix {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let format = if self.format == Format::Json { IssueFormat::Json } else { IssueFormat::Text };
        let sandbox = self.module.own_sandbox()?;
        let mut session = match open(&self.paths.files(), Trust::ALL, format, |bundle| Session::load(&sandbox, &bundle))? {
            Ok(session) => session,
            Err(code) => return Ok(code),
        };
        let answer = session.evaluate(Request { operation: Operation::Matrix, now_ms: None, body: b"{}" })?;
        match answer.outcome {
            Outcome::Allow => {
                let report = Report::read(&answer.text).context("the module's answer is not a matrix")?;
                if report.is_empty() {
                    eprintln!("error: neither a permission document nor one with a state machine is loaded");
                    return Ok(ExitCode::from(ISSUES));
                }
                print(&render(&report, &answer.text, self.format))?;
                Ok(ExitCode::SUCCESS)
            }
            Outcome::Malformed | Outcome::Invalid => {
                eprint!("{}", Issues::new(&read_issues(&answer.text)?, |_| None).text(stderr_look()));
                Ok(ExitCode::from(ISSUES))
            }
            Outcome::Deny | Outcome::Internal => {
                eprintln!("{}", answer.text);
                Ok(ExitCode::from(FAILURE))
            }
        }
    }
}

fn render(report: &Report, answer: &str, format: Format) -> String {
    match format {
        Format::Json => format!("{answer}\n"),
        Format::Markdown => markdown::render(report),
        Format::Csv => csv::render(report),
        Format::Html => html::render(report),
    }
}
