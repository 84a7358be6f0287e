//! `wrk`, which sends the load and takes the times.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context;
use serde::Deserialize;

/// Connections that are kept open: more than a machine of a few processors answers at once, so that none of them idles.
const CONNECTIONS: &str = "16";
/// A server's first turn, which nobody looks at.
pub(crate) const WARM_UP: Duration = Duration::from_secs(1);
/// A server's turn in a round.
pub(crate) const TURN: Duration = Duration::from_secs(3);

/// What a turn came to.
pub(crate) struct Seen {
    /// Answers per second.
    pub(crate) rate: f64,
    /// Microseconds that half of the answers took at most.
    pub(crate) p50: f64,
    /// Microseconds that 99 of 100 answers took at most.
    pub(crate) p99: f64,
}

/// What `questions.lua` prints.
#[derive(Deserialize)]
struct Summary {
    requests: u64,
    duration: u64,
    p50: f64,
    p99: f64,
    errors: Errors,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
struct Errors {
    connect: u64,
    read: u64,
    write: u64,
    /// Other statuses than 2xx and 3xx.
    status: u64,
    timeout: u64,
}

/// Asks the questions of a file for so long; an answer that failed or is none fails all.
pub(crate) fn run(address: SocketAddr, questions: &Path, duration: Duration) -> anyhow::Result<Seen> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin/load/questions.lua");
    let mut command = Command::new("wrk");
    command.args(["--threads", "1", "--connections", CONNECTIONS, "--duration", &format!("{}s", duration.as_secs())]);
    command.arg("--script").arg(script).arg(format!("http://{address}/")).arg("--").arg(questions);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().context("cannot start wrk")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let line = text.lines().find(|line| line.starts_with('{')).with_context(|| format!("wrk says {text}"))?;
    let Summary { requests, duration, p50, p99, errors } = serde_json::from_str(line)?;
    let none = Errors { connect: 0, read: 0, write: 0, status: 0, timeout: 0 };
    anyhow::ensure!(requests > 0 && errors == none, "of {requests} answers of {address} there failed {errors:?}");
    // Both are far below what a double holds exactly.
    Ok(Seen { rate: requests as f64 * 1e6 / duration as f64, p50, p99 })
}
