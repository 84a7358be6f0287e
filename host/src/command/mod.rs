//! The subcommands, one file each, and what they share: where the module and the policies are, and how issues print.

mod bill;
mod check;
mod eval;
mod matrix;
mod serve;
mod test;

use channel_policy_host::{Limits, LoadError, Operation, Sandbox, Session, Trust, Worker, read_bundle, read_issues, read_module};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// Exit code of a deny or of a failed test case.
pub(crate) const DENIED: u8 = 1;
/// Exit code where the request, the policies or the case files have issues.
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

Exit codes: 0 allowed or passed, 1 denied or failed, 2 issues in what was given, 3 the host failed.";

#[derive(Subcommand)]
enum Command {
    Eval(eval::Eval),
    Check(check::Check),
    Test(test::Test),
    Matrix(matrix::Matrix),
    Serve(serve::Serve),
    Bill(bill::Bill),
}

impl Cli {
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        match self.command {
            Command::Eval(command) => command.run(),
            Command::Check(command) => command.run(),
            Command::Test(command) => command.run(),
            Command::Matrix(command) => command.run(),
            Command::Serve(command) => command.run(),
            Command::Bill(command) => command.run(),
        }
    }
}

#[derive(Args)]
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
struct PolicyArgs {
    /// Folder of policy documents, or one document's file; may be given several times, or separated by commas
    #[arg(long, value_name = "PATH", env = "CHANNEL_POLICY_POLICIES", value_delimiter = ',', required = true)]
    policies: Vec<PathBuf>,
}

impl PolicyArgs {
    /// A worker with the policies loaded, or the exit code after their issues have been printed.
    fn worker(&self, sandbox: Sandbox, trust: Trust) -> anyhow::Result<Result<Worker, ExitCode>> {
        loaded(Worker::load(sandbox, read_bundle(&self.policies, trust)?))
    }

    /// The same for few questions, which start sooner.
    fn session(&self, sandbox: &Sandbox, trust: Trust) -> anyhow::Result<Result<Session, ExitCode>> {
        loaded(Session::load(sandbox, &read_bundle(&self.policies, trust)?))
    }
}

/// What was loaded, or the exit code after the policies' issues have been printed.
fn loaded<T>(loaded: Result<T, LoadError>) -> anyhow::Result<Result<T, ExitCode>> {
    match loaded {
        Ok(loaded) => Ok(Ok(loaded)),
        Err(LoadError::Policies(issues)) => {
            eprint!("{}", issue_lines(&issues)?);
            Ok(Err(ExitCode::from(ISSUES)))
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes to standard output; a reader that has seen enough (`| head`) is no failure.
fn print(text: &str) -> io::Result<()> {
    match io::stdout().write_all(text.as_bytes()).and_then(|()| io::stdout().flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        written => written,
    }
}

/// One line for each issue, and one for its help.
fn issue_lines(issues: &str) -> anyhow::Result<String> {
    let mut lines = String::new();
    for issue in read_issues(issues)? {
        lines.push_str(&format!("{issue}\n"));
        if let Some(help) = &issue.help {
            lines.push_str(&format!("  help: {help}\n"));
        }
    }
    Ok(lines)
}

/// The operations that decide a request; `check` is a subcommand of its own.
fn decisions() -> impl TypedValueParser<Value = Operation> {
    let names = Operation::ALL.into_iter().filter(|operation| *operation != Operation::Check).map(Operation::name);
    PossibleValuesParser::new(names).try_map(|name| Operation::from_name(&name).ok_or("no such operation"))
}
