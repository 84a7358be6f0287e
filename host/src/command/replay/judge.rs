//! Judges records again: the same question at the same time, with requests trusted as they were.

use crate::command::issues::Format;
use crate::command::open;
use anyhow::Context;
use channel_policy_host::decision_log::{Record, Summary, Trusted};
use channel_policy_host::{Operation, PolicyFiles, Request, Sandbox, SandboxError, Session, Trust, Worker, parse_instant};
use std::cell::OnceCell;
use std::path::PathBuf;
use std::process::ExitCode;

/// Ways in which requests can be trusted.
const TRUSTS: usize = 8;

/// Policies, loaded once for each way in which requests were trusted.
pub(super) struct Policies {
    sandbox: Sandbox,
    files: PolicyFiles,
    workers: [OnceCell<Worker>; TRUSTS],
}

/// Why a record is not judged again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unjudged {
    /// What was taken out of the request plays a part in its answer.
    Redacted,
    /// The log has no request: it was no JSON, or the module could not print it.
    NoRequest,
    /// The sandbox failed then, so that there is no answer to compare with.
    FailedThen,
    /// The sandbox fails now.
    FailsNow,
    /// The module does not know the operation.
    UnknownOperation,
}

impl Unjudged {
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Redacted => "redacted",
            Self::NoRequest => "noRequest",
            Self::FailedThen => "failedThen",
            Self::FailsNow => "failsNow",
            Self::UnknownOperation => "unknownOperation",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Redacted => "redacted",
            Self::NoRequest => "the log has no request",
            Self::FailedThen => "the sandbox failed then",
            Self::FailsNow => "the sandbox fails now",
            Self::UnknownOperation => "the operation is not known here",
        }
    }
}

impl Policies {
    /// Loads them as the sidecar does by default, or answers the exit code after their issues have been printed.
    pub(super) fn load(sandbox: &Sandbox, paths: &[PathBuf]) -> anyhow::Result<Result<Self, ExitCode>> {
        let files = PolicyFiles::read(paths);
        let trust = Trust { request_time: false, pinning: false, request_facts: true };
        let worker = match open(&files, trust, Format::Text, |bundle| Worker::load(sandbox.clone(), bundle))? {
            Ok(worker) => worker,
            Err(code) => return Ok(Err(code)),
        };
        let workers = [const { OnceCell::new() }; TRUSTS];
        workers[index(trust)].get_or_init(|| worker);
        Ok(Ok(Self { sandbox: sandbox.clone(), files, workers }))
    }

    fn worker(&self, trust: Trust) -> anyhow::Result<&Worker> {
        let cell = &self.workers[index(trust)];
        match cell.get() {
            Some(worker) => Ok(worker),
            None => {
                let worker = Worker::load(self.sandbox.clone(), self.files.bundle(trust))?;
                Ok(cell.get_or_init(|| worker))
            }
        }
    }
}

/// A loaded instance for each way in which requests were trusted.
pub(super) struct Judge<'p> {
    policies: &'p Policies,
    sessions: [Option<Session>; TRUSTS],
}

impl<'p> Judge<'p> {
    pub(super) fn new(policies: &'p Policies) -> Self {
        Self { policies, sessions: [const { None }; TRUSTS] }
    }

    /// What is said of a record now.
    pub(super) fn answer(&mut self, record: &Record) -> anyhow::Result<Result<Summary, Unjudged>> {
        let (Some(request), Some(operation)) = (&record.request, Operation::from_name(&record.operation)) else {
            return Ok(Err(if record.request.is_none() { Unjudged::NoRequest } else { Unjudged::UnknownOperation }));
        };
        let now_ms = parse_instant(&record.time).ok();
        let request = Request { operation, now_ms, body: request.get().as_bytes() };
        let trust = trust(&record.trust);
        let session = match &mut self.sessions[index(trust)] {
            Some(session) => session,
            none => none.insert(self.policies.worker(trust)?.session()?),
        };
        match session.evaluate(request) {
            Ok(answer) => Ok(Ok(Summary::of(&answer).context("the module's answer cannot be read")?)),
            Err(error) => {
                // After an error an instance is not asked again.
                self.sessions[index(trust)] = None;
                match error {
                    SandboxError::Deadline | SandboxError::Memory => Ok(Err(Unjudged::FailsNow)),
                    other => Err(anyhow::Error::from(other)),
                }
            }
        }
    }
}

fn trust(words: &[Trusted]) -> Trust {
    let has = |word| words.contains(&word);
    Trust { request_time: has(Trusted::RequestTime), pinning: has(Trusted::Pinning), request_facts: has(Trusted::RequestFacts) }
}

fn index(trust: Trust) -> usize {
    usize::from(trust.request_time) | usize::from(trust.pinning) << 1 | usize::from(trust.request_facts) << 2
}
