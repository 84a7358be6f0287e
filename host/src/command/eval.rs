//! `eval`: one decision from a file or standard input.

use super::{DENIED, FAILURE, ISSUES, ModuleArgs, PolicyArgs, decisions, print};
use anyhow::Context;
use channel_policy_host::{Operation, Outcome, Request, Trust, now_ms, parse_instant};
use clap::Args;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Answer one request: prints the decision, or the list of issues
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eval {
    /// What is asked
    #[arg(value_parser = decisions())]
    operation: Operation,
    /// The request's JSON text; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// The clock: an RFC 3339 instant, or `none`; default the machine's
    #[arg(long, value_name = "INSTANT", value_parser = clock)]
    now: Option<Clock>,
    #[command(flatten)]
    policies: PolicyArgs,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy eval allocation request.json --policies policies/impossible-cloud
  echo '{...}' | channel-policy eval quote --now 2026-06-01T00:00:00Z --policies policies/impossible-cloud
  channel-policy eval searchResource request.json --policies policies/impossible-cloud --policies directory.json

Exit codes: 0 allowed (or a list answered), 1 denied, 2 the request or the policies have issues, 3 the host failed.";

#[derive(Clone, Copy)]
enum Clock {
    None,
    At(i64),
}

fn clock(text: &str) -> Result<Clock, String> {
    match text {
        "none" => Ok(Clock::None),
        instant => parse_instant(instant).map(Clock::At),
    }
}

impl Eval {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let body = read_request(&self.file)?;
        let mut session = match self.policies.session(&self.module.own_sandbox()?, Trust::ALL)? {
            Ok(session) => session,
            Err(code) => return Ok(code),
        };
        let now_ms = match self.now {
            Some(Clock::None) => None,
            Some(Clock::At(instant)) => Some(instant),
            None => Some(now_ms()),
        };
        let request = Request { operation: self.operation, now_ms, body: &body };
        let answer = session.evaluate(request).map_err(|error| {
            let code = error.code();
            anyhow::Error::from(error).context(code)
        })?;
        print(&format!("{}\n", answer.text))?;
        Ok(match answer.outcome {
            Outcome::Allow => ExitCode::SUCCESS,
            Outcome::Deny => ExitCode::from(DENIED),
            Outcome::Malformed | Outcome::Invalid => ExitCode::from(ISSUES),
            Outcome::Internal => ExitCode::from(FAILURE),
        })
    }
}

fn read_request(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut body = Vec::new();
        io::stdin().read_to_end(&mut body).context("standard input cannot be read")?;
        return Ok(body);
    }
    fs::read(file).with_context(|| format!("`{}` cannot be read", file.display()))
}
