//! The sidecar's own log: events on standard error, one line each.

use clap::ValueEnum;
use std::io::{IsTerminal, stderr};
use tracing::Level;
use tracing_subscriber::fmt;

/// How a line looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// `text` where standard error is a terminal, otherwise `json`
    Auto,
    /// One JSON object a line
    Json,
    /// For people
    Text,
}

/// The least urgent events that are logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogLevel {
    /// Faults of the host
    Error,
    /// What an operator should look at
    Warn,
    /// Start, end and reloads, and a line for each request
    Info,
    /// Also probes that were answered well
    Debug,
}

impl From<LogLevel> for Level {
    fn from(level: LogLevel) -> Self {
        match level {
            LogLevel::Error => Self::ERROR,
            LogLevel::Warn => Self::WARN,
            LogLevel::Info => Self::INFO,
            LogLevel::Debug => Self::DEBUG,
        }
    }
}

/// Sends the events of this process to standard error from now on. Only the first call in a process counts.
pub fn start_logging(format: LogFormat, level: LogLevel) {
    let is_text = match format {
        LogFormat::Auto => stderr().is_terminal(),
        LogFormat::Json => false,
        LogFormat::Text => true,
    };
    let lines = fmt::fmt().with_writer(stderr).with_max_level(Level::from(level)).with_target(false);
    // A second call has nothing to start.
    let _is_started = if is_text {
        lines.with_ansi(stderr().is_terminal()).try_init().is_ok()
    } else {
        lines.json().flatten_event(true).try_init().is_ok()
    };
}
