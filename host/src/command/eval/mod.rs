//! `eval`: one decision from a file or standard input, or one for each line of it.

mod batch;
mod explain;

use super::issues::{Format as IssueFormat, Issues};
use super::output::stdout_look;
use super::{DENIED, FAILURE, ISSUES, ModuleArgs, PolicyArgs, decisions, open, print};
use channel_policy_host::{Answer, Operation, Outcome, PolicyFiles, Request, Session, Trust, Worker, now_ms, parse_instant, read_issues};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Answer one request, or a file of them: prints the decision, or the list of issues
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Eval {
    /// What is asked
    #[arg(value_parser = decisions(), required_unless_present = "batch")]
    operation: Option<Operation>,
    /// The request's JSON text; `-` is standard input
    #[arg(default_value = "-")]
    file: PathBuf,
    /// A file with a question on each line, `{"id"?, "operation", "request"}` (NDJSON): prints an answer on each line;
    /// `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["operation", "file", "format"])]
    batch: Option<PathBuf>,
    /// The clock: an RFC 3339 instant, or `none`; default the machine's
    #[arg(long, value_name = "INSTANT", value_parser = clock)]
    now: Option<Clock>,
    /// How the answer is printed; default `json`, with issues of policies as text on standard error
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    policies: PolicyArgs,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy eval deal request.json --policies policies/impossible-cloud
  channel-policy eval deal request.json --policies policies/impossible-cloud --format text
  channel-policy eval deal --now 2026-06-01T00:00:00Z --policies policies/impossible-cloud < request.json
  channel-policy eval searchResource search.json --policies policies/impossible-cloud --policies directory.json
  channel-policy eval deal request.json --policies policies.bundle.json
  channel-policy eval --batch questions.ndjson --policies policies/impossible-cloud > answers.ndjson

Exit codes: 0 allowed (or a list answered), 1 denied, 2 issues of the request or the policies, or a file that
cannot be read, 3 the host failed; of a batch the worst.";

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The module's answer: a decision, or the list of the request's issues
    Json,
    /// For people: the decision with its reasons and what helps, or issues at their lines
    Text,
}

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

impl Clock {
    /// Milliseconds since 1970; without a choice the machine's.
    fn read(chosen: Option<Self>) -> Option<i64> {
        match chosen {
            Some(Self::None) => None,
            Some(Self::At(instant)) => Some(instant),
            None => Some(now_ms()),
        }
    }
}

fn exit_code(outcome: Outcome) -> ExitCode {
    match outcome {
        Outcome::Allow => ExitCode::SUCCESS,
        Outcome::Deny => ExitCode::from(DENIED),
        Outcome::Malformed | Outcome::Invalid => ExitCode::from(ISSUES),
        Outcome::Internal => ExitCode::from(FAILURE),
    }
}

impl Eval {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let (files, sandbox) = (PolicyFiles::read(&self.policies.policies), self.module.own_sandbox()?);
        let format = if self.format == Some(Format::Json) { IssueFormat::Json } else { IssueFormat::Text };
        if let Some(file) = &self.batch {
            let worker = open(&files, Trust::ALL, format, |bundle| Worker::load(sandbox, bundle))?;
            return worker.map_or_else(Ok, |worker| batch::run(file, &worker, self.now));
        }
        let mut session = match open(&files, Trust::ALL, format, |bundle| Session::load(&sandbox, &bundle))? {
            Ok(session) => session,
            Err(code) => return Ok(code),
        };
        // The command line has an operation where it has no batch.
        let Some(operation) = self.operation else { return Ok(ExitCode::from(ISSUES)) };
        let body = match read_request(&self.file) {
            Ok(body) => body,
            Err(error) => {
                eprintln!("error: `{}` cannot be read: {error}", self.file.display());
                return Ok(ExitCode::from(ISSUES));
            }
        };
        let request = Request { operation, now_ms: Clock::read(self.now), body: &body };
        let answer = session.evaluate(request).map_err(|error| {
            let code = error.code();
            anyhow::Error::from(error).context(code)
        })?;
        match self.format {
            Some(Format::Text) => print(&self.text(&answer, &body)?)?,
            Some(Format::Json) | None => print(&format!("{}\n", answer.text))?,
        }
        Ok(exit_code(answer.outcome))
    }

    fn text(&self, answer: &Answer, body: &[u8]) -> anyhow::Result<String> {
        if matches!(answer.outcome, Outcome::Allow | Outcome::Deny) {
            return explain::explain(&answer.text);
        }
        let name = if self.file == Path::new("-") { "standard input".to_owned() } else { self.file.display().to_string() };
        let (issues, text) = (read_issues(&answer.text)?, str::from_utf8(body).ok());
        Ok(Issues::new(&issues, |_| text.map(|text| (name.as_str(), text))).text(stdout_look()))
    }
}

fn read_request(file: &Path) -> io::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut body = Vec::new();
        io::stdin().read_to_end(&mut body)?;
        return Ok(body);
    }
    fs::read(file)
}
