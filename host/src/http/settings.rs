//! What the HTTP face is told at start.

use super::public_url::PublicUrl;
use super::tokens::Tokens;
use crate::decision_log::DecisionLog;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// What requests may take, who may ask, and what else is served.
#[derive(Clone)]
pub struct Settings {
    /// Longest request body. Default 1 MiB: an invoice request with the daily usage of 400 accounts in a month.
    pub max_body_bytes: usize,
    /// Longest time for a body, and longest silence in a body of lines. Default 10 seconds.
    pub read_timeout: Duration,
    /// Longest time from a request's head to its answer's head. Default 30 seconds: more than reading, waiting and
    /// deciding may take together, so it ends only what hangs.
    pub request_timeout: Duration,
    /// Longest wait for a free sandbox. Default 250 milliseconds: long enough for a burst, short against a caller's patience.
    pub queue_wait: Duration,
    /// Most requests whose answer is not out yet. Default 256: with bodies of 1 MiB each they take 256 MiB.
    pub max_in_flight: usize,
    /// Tokens of callers; without any, nobody is asked for one.
    pub tokens: Tokens,
    /// Where metrics are served.
    pub metrics: MetricsPlace,
    /// Folder of static files served under `/`.
    pub assets: Option<PathBuf>,
    /// Where callers reach the sidecar. Default the address that the command listens on by default.
    pub public_url: PublicUrl,
    /// Where decisions are logged, if they are.
    pub decision_log: Option<Arc<DecisionLog>>,
}

/// Where `/metrics` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MetricsPlace {
    /// Beside the other routes; it takes a token like them.
    Beside,
    /// On a listener of its own, without a token.
    Apart,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_body_bytes: 1 << 20,
            read_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(30),
            queue_wait: Duration::from_millis(250),
            max_in_flight: 256,
            tokens: Tokens::default(),
            metrics: MetricsPlace::Beside,
            assets: None,
            public_url: PublicUrl::of(SocketAddr::from((Ipv4Addr::LOCALHOST, 8181))),
            decision_log: None,
        }
    }
}
