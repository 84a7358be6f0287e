//! `check`: the issues of policy documents.

use super::{FAILURE, ISSUES, ModuleArgs, issue_lines, print};
use channel_policy_host::{Outcome, Trust, read_bundle};
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// Check policy documents, together as `serve` would load them
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    /// Folder of policy documents, or one document's file
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy check policies/impossible-cloud
  channel-policy check policies/impossible-cloud directory.json

Prints each issue as `file: pointer: code: message` and exits with 2 where there is one.";

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let bundle = read_bundle(&self.paths, Trust::ALL)?;
        let answer = self.module.own_sandbox()?.check(bundle.as_bytes())?;
        match answer.outcome {
            Outcome::Allow => {
                print("no issues\n")?;
                Ok(ExitCode::SUCCESS)
            }
            Outcome::Malformed | Outcome::Invalid => {
                print(&issue_lines(&answer.text)?)?;
                Ok(ExitCode::from(ISSUES))
            }
            Outcome::Deny | Outcome::Internal => {
                eprintln!("{}", answer.text);
                Ok(ExitCode::from(FAILURE))
            }
        }
    }
}
