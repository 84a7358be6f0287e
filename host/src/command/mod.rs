//! The subcommands, one file each, and what they share: where the module and the policies are, and how issues print.

mod bill;
mod bundle;
mod check;
mod completions;
mod config;
mod decision_log;
mod eval;
mod excerpt;
mod issues;
mod matrix;
mod output;
mod replay;
mod serve;
mod settings;
mod test;

use channel_policy_host::{Issue, Limits, LoadError, Operation, PolicyFiles, Sandbox, Session, Trust, read_issues, read_module};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
pub(crate) use config::parse;
use issues::{Format, Issues, JsonIssue};
use output::{print, stderr_look};
use serde::Serialize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Exit code of a deny or of a failed test case.
pub(crate) const DENIED: u8 = 1;
/// Exit code where what was given cannot be used: the command line, a file, the request, the policies, the case files.
pub(crate) const ISSUES: u8 = 2;
/// Exit code where the host or the sandbox failed.
pub(crate) const FAILURE: u8 = 3;

const NO_PERMISSION: &str = "no permission document is loaded";

/// Decisions and exact prices for a cloud-storage reseller channel, made in a WebAssembly sandbox.
#[derive(Parser)]
#[command(name = "channel-policy", version, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy eval deal request.json --policies policies/impossible-cloud
  channel-policy check policies/impossible-cloud
  channel-policy test policies/impossible-cloud
  channel-policy matrix policies/impossible-cloud --format html > matrix.html
  channel-policy serve --policies policies/impossible-cloud
  channel-policy bill --usage may.csv --period 2026-05 --out bills.csv --policies policies/impossible-cloud --allow-sample
  channel-policy bundle --policies policies/impossible-cloud --out policies.bundle.json
  channel-policy replay decisions.ndjson --policy candidate

Exit codes: 0 allowed or passed, 1 denied or failed, 2 what was given cannot be used, 3 the host failed.";

#[derive(Subcommand)]
enum Command {
    Eval(eval::Eval),
    Check(check::Check),
    Test(test::Test),
    Matrix(matrix::Matrix),
    Bundle(bundle::Bundle),
    Serve(serve::Serve),
    Settings(settings::Settings),
    Bill(bill::Bill),
    Completions(completions::Completions),
    Replay(replay::Replay),
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Eval(command) => command.run(),
            Command::Check(command) => command.run(),
            Command::Test(command) => command.run(),
            Command::Matrix(command) => command.run(),
            Command::Bundle(command) => command.run(),
            Command::Serve(command) => command.run(),
            Command::Settings(command) => command.run(),
            Command::Bill(command) => command.run(),
            Command::Completions(command) => command.run(),
            Command::Replay(command) => command.run(),
        }
    }
}

#[derive(Args)]
#[command(next_help_heading = "Policies")]
struct ModuleArgs {
    /// The policy module; default `channel_policy_module.wasm` beside the executable
    #[arg(long, value_name = "FILE", env = "CHANNEL_POLICY_MODULE")]
    module: Option<PathBuf>,
}

impl ModuleArgs {
    fn sandbox(&self, limits: Limits) -> anyhow::Result<Sandbox> {
        Ok(Sandbox::new(&read_module(self.module.as_deref())?, limits)?)
    }

    /// For commands that ask one question after the other. Nobody else waits for a person's own machine, so the
    /// deadline only has to end what would never end.
    fn own_sandbox(&self) -> anyhow::Result<Sandbox> {
        self.sandbox(Limits { deadline: Some(Duration::from_secs(30)), concurrency: 1, ..Limits::default() })
    }
}

#[derive(Args)]
#[command(next_help_heading = "Policies")]
struct PolicyArgs {
    /// Folder of policy documents, one document's file, or a bundle file; may be given several times, or separated by commas
    #[arg(long, value_name = "PATH", env = "CHANNEL_POLICY_POLICIES", value_delimiter = ',', required = true)]
    policies: Vec<PathBuf>,
}

impl PolicyArgs {
    /// The policies loaded for one question after the other, or the exit code after their issues have been printed.
    fn session(&self, sandbox: &Sandbox, trust: Trust) -> anyhow::Result<Result<Session, ExitCode>> {
        open(&PolicyFiles::read(&self.policies), trust, Format::Text, |bundle| Session::load(sandbox, &bundle))
    }
}

/// For commands that are about policies.
#[derive(Args)]
struct PathArgs {
    /// Folder of policy documents, one document's file, or a bundle file
    #[arg(value_name = "PATH", required_unless_present = "policies")]
    paths: Vec<PathBuf>,
    /// The same as PATH
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    policies: Vec<PathBuf>,
}

impl PathArgs {
    fn files(&self) -> PolicyFiles {
        PolicyFiles::read(&[&self.paths[..], &self.policies].concat())
    }
}

/// What `load` makes of the bundle text of `files`, or the exit code after their issues have been printed.
fn open<T>(
    files: &PolicyFiles,
    trust: Trust,
    format: Format,
    load: impl FnOnce(String) -> Result<T, LoadError>,
) -> anyhow::Result<Result<T, ExitCode>> {
    if !files.issues.is_empty() {
        return refuse(files, &files.issues, format).map(Err);
    }
    match load(files.bundle(trust)) {
        Ok(loaded) => Ok(Ok(loaded)),
        Err(LoadError::Policies(issues)) => refuse(files, &read_issues(&issues)?, format).map(Err),
        Err(error) => Err(error.into()),
    }
}

/// Prints issues of policies: JSON to standard output, everything else to standard error.
fn refuse(files: &PolicyFiles, issues: &[Issue], format: Format) -> anyhow::Result<ExitCode> {
    let found = in_files(files, issues);
    match format {
        Format::Text => eprint!("{}", found.text(stderr_look())),
        Format::Short => eprint!("{}", found.short()),
        Format::Json => print_json(&Refused { ok: false, issues: found.json() })?,
    }
    Ok(ExitCode::from(ISSUES))
}

/// What a command prints as JSON where it could not do its work.
#[derive(Serialize)]
struct Refused<'i> {
    ok: bool,
    issues: Vec<JsonIssue<'i>>,
}

fn in_files<'f>(files: &'f PolicyFiles, issues: &'f [Issue]) -> Issues<'f> {
    Issues::new(issues, |document| {
        let document = document?;
        files.text(document).map(|text| (document, text))
    })
}

fn print_json(value: &impl Serialize) -> anyhow::Result<()> {
    Ok(print(&format!("{}\n", serde_json::to_string(value)?))?)
}

/// The operations that decide a request; `check` is a subcommand of its own.
fn decisions() -> impl TypedValueParser<Value = Operation> {
    // Documents have a command, lines an option, and logs are written by the sidecar.
    let elsewhere = [Operation::Check, Operation::Item, Operation::Redact];
    let names = Operation::ALL.into_iter().filter(move |operation| !elsewhere.contains(operation)).map(Operation::name);
    PossibleValuesParser::new(names).try_map(|name| Operation::from_name(&name).ok_or("no such operation"))
}
