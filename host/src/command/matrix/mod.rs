//! `matrix`: what every role may do in every version of the permission documents, and the documents' state machines, as a
//! picture.

mod csv;
mod html;
mod machine;
mod markdown;
mod model;
#[cfg(test)]
mod tests;

use super::{FAILURE, ISSUES, ModuleArgs, issue_lines, loaded, print};
use anyhow::Context;
use channel_policy_host::{Operation, Outcome, Request, Session, Trust, read_bundle};
use clap::{Args, ValueEnum};
use model::Report;
use std::path::PathBuf;
use std::process::ExitCode;

/// Print who may do what: resource types and actions against roles, version beside version; and state machines
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Matrix {
    /// Folder of policy documents, or one document's file
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
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

Each cell is allow, deny, not set (nothing grants it, so it is denied) or conditional (facts of the
request decide); what a version changes against the one before it is marked and listed. State machines
are drawn as Mermaid text; in csv each transition has a row per state, an empty `from` is the beginning
and an empty `to` the state before.";

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Tables for a wiki or a pull request
    Markdown,
    /// A row per version, resource type, action and role, and per transition of a state machine
    Csv,
    /// One page without scripts, for the screen and for paper
    Html,
}

impl Matrix {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let bundle = read_bundle(&self.paths, Trust::ALL)?;
        let mut session = match loaded(Session::load(&self.module.own_sandbox()?, &bundle))? {
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
                print(&render(&report, self.format))?;
                Ok(ExitCode::SUCCESS)
            }
            Outcome::Malformed | Outcome::Invalid => {
                eprint!("{}", issue_lines(&answer.text)?);
                Ok(ExitCode::from(ISSUES))
            }
            Outcome::Deny | Outcome::Internal => {
                eprintln!("{}", answer.text);
                Ok(ExitCode::from(FAILURE))
            }
        }
    }
}

fn render(report: &Report, format: Format) -> String {
    match format {
        Format::Markdown => markdown::render(report),
        Format::Csv => csv::render(report),
        Format::Html => html::render(report),
    }
}
