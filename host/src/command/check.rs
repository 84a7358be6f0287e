//! `check`: the issues of policy documents, each at its line.

use super::issues::Format;
use super::output::stdout_look;
use super::{FAILURE, ISSUES, ModuleArgs, PathArgs, in_files, print, print_json};
use anyhow::Context;
use channel_policy_host::{Answer, Outcome, PolicyFiles, Trust, read_issues};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// Check policy documents, together as `serve` would load them
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Check {
    #[command(flatten)]
    paths: PathArgs,
    /// How issues are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy check policies/impossible-cloud
  channel-policy check policies/impossible-cloud directory.json
  channel-policy check policies.bundle.json
  channel-policy check policies/impossible-cloud --format json

Every issue is shown with the lines of its file; `--format short` prints `file:line:column: code: message`.

Exit codes: 0 no issues, 2 issues or files that cannot be read, 3 the host failed.";

/// With `--format json`.
#[derive(Serialize)]
struct Report<'i> {
    ok: bool,
    /// The documents checked; none where there are issues.
    policies: Vec<Box<RawValue>>,
    issues: Vec<super::JsonIssue<'i>>,
}

#[derive(Deserialize)]
struct Judged {
    context: Checked,
}

#[derive(Deserialize)]
struct Checked {
    policies: Vec<Box<RawValue>>,
}

impl Check {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let files = self.paths.files();
        let mut issues = files.issues.clone();
        let mut policies = Vec::new();
        if !files.documents.is_empty() {
            let answer = self.module.own_sandbox()?.check(files.bundle(Trust::ALL).as_bytes())?;
            match answer.outcome {
                Outcome::Allow => policies = documents(&answer)?,
                Outcome::Malformed | Outcome::Invalid => issues.extend(read_issues(&answer.text)?),
                Outcome::Deny | Outcome::Internal => {
                    eprintln!("{}", answer.text);
                    return Ok(ExitCode::from(FAILURE));
                }
            }
        }
        let found = in_files(&files, &issues);
        let ok = issues.is_empty();
        match self.format {
            Format::Json if ok => print_json(&Report { ok, policies, issues: Vec::new() })?,
            Format::Json => print_json(&Report { ok, policies: Vec::new(), issues: found.json() })?,
            _ if ok => print("no issues\n")?,
            Format::Short => print(&found.short())?,
            Format::Text => print(&format!("{}\n{}\n", found.text(stdout_look()), summary(&files, &issues)))?,
        }
        Ok(if ok { ExitCode::SUCCESS } else { ExitCode::from(ISSUES) })
    }
}

fn documents(answer: &Answer) -> anyhow::Result<Vec<Box<RawValue>>> {
    let judged: Judged = serde_json::from_str(&answer.text).context("the module's answer is not that of `check`")?;
    Ok(judged.context.policies)
}

fn summary(files: &PolicyFiles, issues: &[channel_policy_host::Issue]) -> String {
    let faulty: BTreeSet<_> = issues.iter().filter_map(|issue| issue.document.as_deref()).collect();
    let unread = files.issues.iter().filter(|issue| issue.document.is_some()).count();
    let all = files.documents.len() + unread;
    let count = |number: usize, word: &str| format!("{number} {word}{}", if number == 1 { "" } else { "s" });
    format!("{} in {} of {}", count(issues.len(), "issue"), faulty.len(), count(all, "file"))
}
