//! The options of the decision log, and how it begins and ends.

use super::{ISSUES, Issues, stderr_look};
use anyhow::Context;
use channel_policy_host::decision_log::{DecisionLog, LogSettings, check_pointers};
use channel_policy_host::{Worker, read_issues};
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

/// Longest wait for records that are still to be written when the sidecar ends.
const FLUSH: Duration = Duration::from_secs(5);

#[derive(Args)]
#[command(next_help_heading = "Decision log")]
pub(super) struct DecisionLogArgs {
    /// Log every decision to this file, a line of JSON each; `-` is standard output. Without it nothing is logged
    #[arg(long, value_name = "FILE", env = "CHANNEL_POLICY_DECISION_LOG")]
    decision_log: Option<PathBuf>,
    /// Length in bytes at which the file is put aside as FILE.1
    #[arg(long, value_name = "BYTES", env = "CHANNEL_POLICY_DECISION_LOG_MAX_BYTES", requires = "decision_log",
        default_value_t = LogSettings::default().max_bytes, value_parser = clap::value_parser!(u64).range(4096..))]
    decision_log_max_bytes: u64,
    /// How many files are kept aside; the oldest goes first
    #[arg(long, value_name = "COUNT", env = "CHANNEL_POLICY_DECISION_LOG_KEEP", requires = "decision_log",
        default_value_t = LogSettings::default().keep, value_parser = clap::value_parser!(u32).range(1..=1000))]
    decision_log_keep: u32,
    /// JSON Pointer to what is left out of logged requests, beside passwords and secrets; `*` is every member or item;
    /// may be given several times, or separated by commas
    #[arg(long, value_name = "POINTER", env = "CHANNEL_POLICY_DECISION_LOG_REDACT", requires = "decision_log", value_delimiter = ',')]
    decision_log_redact: Vec<String>,
}

impl DecisionLogArgs {
    /// Instances that the log needs beside those for requests.
    pub(super) fn instances(&self) -> u32 {
        u32::from(self.decision_log.is_some())
    }

    /// Starts the log, if there is to be one; the exit code after the issues of its pointers have been printed.
    pub(super) fn start(&self, worker: &Worker) -> anyhow::Result<Result<Option<Arc<DecisionLog>>, ExitCode>> {
        let Some(path) = &self.decision_log else { return Ok(Ok(None)) };
        if let Some(issues) = check_pointers(worker, &self.decision_log_redact)? {
            eprint!("{}", Issues::new(&read_issues(&issues)?, |_| None).text(stderr_look()));
            return Ok(Err(ExitCode::from(ISSUES)));
        }
        let settings = LogSettings {
            path: Some(path.clone()).filter(|path| path != Path::new("-")),
            max_bytes: self.decision_log_max_bytes,
            keep: self.decision_log_keep,
            pointers: self.decision_log_redact.clone(),
            ..LogSettings::default()
        };
        let log = DecisionLog::start(settings).with_context(|| format!("the decision log `{}` cannot be written", path.display()))?;
        Ok(Ok(Some(Arc::new(log))))
    }
}

/// Waits for what is still to be written, and says what became of the records where some are missing.
pub(super) fn end(log: Option<&DecisionLog>) {
    let Some(log) = log else { return };
    let is_written = log.close(FLUSH);
    if !is_written || log.dropped() > 0 {
        tracing::warn!(written = log.written(), dropped = log.dropped(), complete = is_written, "records are missing in the decision log");
    }
}
