//! The settings of `serve`, in groups. Each may come from a flag, the environment or the settings file.

use channel_policy_host::http::{LEAST_HEADER_BYTES, PublicUrl, ServerSettings, Settings};
use channel_policy_host::telemetry::{LogFormat, LogLevel};
use channel_policy_host::{Isolation, Limits, Trust};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgAction, Args, value_parser};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// The module reads no longer text, so that a longer body is refused with 413 and never reaches it.
const LARGEST_INPUT: u64 = 8_388_608;

/// Longest time that any limit may be.
const HOUR_MS: u64 = 3_600_000;

#[derive(Args)]
#[command(next_help_heading = "Listening")]
pub(super) struct ListenArgs {
    /// Address to listen on; the default is reachable from this machine only
    #[arg(long, value_name = "ADDRESS", env = "CHANNEL_POLICY_LISTEN", default_value = "127.0.0.1")]
    pub(super) listen: IpAddr,
    /// Port to listen on; 0 lets the system choose
    // Not CHANNEL_POLICY_PORT: Kubernetes sets that in every pod beside a service named `channel-policy`.
    #[arg(long, value_name = "PORT", env = "CHANNEL_POLICY_LISTEN_PORT", default_value_t = 8181)]
    pub(super) port: u16,
    /// Address and port for `/metrics`, which needs no token there, and for the probes, too; by default it is beside the
    /// other routes
    #[arg(long, value_name = "ADDRESS:PORT", env = "CHANNEL_POLICY_METRICS_LISTEN")]
    pub(super) metrics_listen: Option<SocketAddr>,
    /// Where callers reach the sidecar, for the AuthZEN metadata: `https` without query and fragment, with the path of
    /// a tenant where there is one; default `http://` and the address listened on
    #[arg(long, value_name = "URL", env = "CHANNEL_POLICY_PUBLIC_URL")]
    pub(super) public_url: Option<PublicUrl>,
    /// Folder of static files to serve under `/`, for documentation or a playground; they need no token, may have nothing inline and load nothing from elsewhere
    #[arg(long, value_name = "DIR", env = "CHANNEL_POLICY_ASSETS")]
    pub(super) assets: Option<PathBuf>,
}

#[derive(Args)]
#[command(next_help_heading = "Callers")]
pub(super) struct CallerArgs {
    /// File of bearer tokens that are taken, one a line, each of at least 16 characters; lines that begin with `#` are
    /// none. Tokens may also stand in the environment, as CHANNEL_POLICY_TOKENS, separated by commas or lines
    #[arg(long, value_name = "FILE", env = "CHANNEL_POLICY_TOKENS_FILE")]
    pub(super) tokens_file: Option<PathBuf>,
    /// Answer everybody on an address that others reach, without asking for a token
    #[arg(long, value_name = "BOOL", env = "CHANNEL_POLICY_ALLOW_UNAUTHENTICATED",
        num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    pub(super) allow_unauthenticated: bool,
    /// Let requests choose the time of the decision (`asOf`); otherwise the machine's clock counts
    #[arg(long, value_name = "BOOL", env = "CHANNEL_POLICY_ALLOW_REQUEST_TIME",
        num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    allow_request_time: bool,
    /// Let requests pin versions of policy documents (`pin`)
    #[arg(long, value_name = "BOOL", env = "CHANNEL_POLICY_ALLOW_PINNING",
        num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    allow_pinning: bool,
    /// Take facts from the loaded directory only: a request that brings lists of facts is refused, and what it says of
    /// its subject and resource counts only where the directory says the same
    #[arg(long, value_name = "BOOL", env = "CHANNEL_POLICY_REFUSE_REQUEST_FACTS",
        num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    pub(super) refuse_request_facts: bool,
}

impl CallerArgs {
    pub(super) fn trust(&self) -> Trust {
        Trust { request_time: self.allow_request_time, pinning: self.allow_pinning, request_facts: !self.refuse_request_facts }
    }
}

#[derive(Args)]
#[command(next_help_heading = "Limits of an evaluation")]
pub(super) struct EvaluationArgs {
    /// Longest evaluation in milliseconds
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_DEADLINE_MS",
        default_value_t = default_deadline_ms(), value_parser = value_parser!(u64).range(1..=600_000))]
    deadline_ms: u64,
    /// Most memory of an evaluation in bytes, loaded policies included
    #[arg(long, value_name = "BYTES", env = "CHANNEL_POLICY_MAX_MEMORY_BYTES",
        default_value_t = count(Limits::default().memory_bytes), value_parser = value_parser!(u64).range(1 << 20..=1 << 32))]
    max_memory_bytes: u64,
    /// Most evaluations at once; default the number of processors
    #[arg(long, value_name = "COUNT", env = "CHANNEL_POLICY_MAX_CONCURRENCY", value_parser = value_parser!(u32).range(1..=512))]
    max_concurrency: Option<u32>,
    /// Most instructions of an evaluation, about; default no limit, as counting takes a third more time
    #[arg(long, value_name = "COUNT", env = "CHANNEL_POLICY_FUEL", value_parser = value_parser!(u64).range(1..))]
    fuel: Option<u64>,
    /// What is new for a request: everything, or nothing as long as requests go well, for policies of many megabytes
    #[arg(long, value_name = "WHAT", env = "CHANNEL_POLICY_ISOLATION",
        default_value = Isolation::Request.name(), value_parser = isolations())]
    isolation: Isolation,
}

impl EvaluationArgs {
    /// The limits, with `beside` instances more than requests may use.
    pub(super) fn limits(&self, beside: u32) -> Limits {
        Limits {
            deadline: Some(Duration::from_millis(self.deadline_ms)),
            concurrency: self.max_concurrency.unwrap_or_else(|| Limits::default().concurrency) + beside,
            // More than this machine can address is no limit.
            memory_bytes: usize::try_from(self.max_memory_bytes).unwrap_or(usize::MAX),
            fuel: self.fuel,
            isolation: self.isolation,
        }
    }
}

#[derive(Args)]
#[command(next_help_heading = "Limits of requests")]
pub(super) struct RequestArgs {
    /// Longest request body in bytes; longer ones are answered with 413
    #[arg(long, value_name = "BYTES", env = "CHANNEL_POLICY_MAX_BODY_BYTES",
        default_value_t = count(Settings::default().max_body_bytes), value_parser = value_parser!(u64).range(1..=LARGEST_INPUT))]
    max_body_bytes: u64,
    /// Longest head of a request in bytes; longer ones are answered with 431
    #[arg(long, value_name = "BYTES", env = "CHANNEL_POLICY_MAX_HEADER_BYTES",
        default_value_t = count(LEAST_HEADER_BYTES), value_parser = value_parser!(u64).range(count(LEAST_HEADER_BYTES)..=1_048_576))]
    max_header_bytes: u64,
    /// Most open connections; others wait to be taken
    #[arg(long, value_name = "COUNT", env = "CHANNEL_POLICY_MAX_CONNECTIONS",
        default_value_t = count(ServerSettings::default().max_connections), value_parser = value_parser!(u64).range(1..=65_536))]
    max_connections: u64,
    /// Most requests whose answer is not out yet; more are answered with 503 and `Retry-After`
    #[arg(long, value_name = "COUNT", env = "CHANNEL_POLICY_MAX_IN_FLIGHT",
        default_value_t = count(Settings::default().max_in_flight), value_parser = value_parser!(u64).range(1..=65_536))]
    max_in_flight: u64,
    /// Longest wait for a free sandbox in milliseconds; longer ones are answered with 503 and `Retry-After`
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_QUEUE_WAIT_MS",
        default_value_t = millis(Settings::default().queue_wait), value_parser = value_parser!(u64).range(0..=HOUR_MS))]
    queue_wait_ms: u64,
    /// Longest time in milliseconds for a head (the connection is closed) and for a body (answered with 408)
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_READ_TIMEOUT_MS",
        default_value_t = millis(Settings::default().read_timeout), value_parser = value_parser!(u64).range(1..=HOUR_MS))]
    read_timeout_ms: u64,
    /// Longest time in milliseconds from a request's head to its answer's head; longer ones are answered with 503
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_REQUEST_TIMEOUT_MS",
        default_value_t = millis(Settings::default().request_timeout), value_parser = value_parser!(u64).range(1..=HOUR_MS))]
    request_timeout_ms: u64,
    /// Longest time in milliseconds in which a client takes nothing of its answer; then the connection is closed
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_WRITE_TIMEOUT_MS",
        default_value_t = millis(ServerSettings::default().write_timeout), value_parser = value_parser!(u64).range(1..=HOUR_MS))]
    write_timeout_ms: u64,
}

impl RequestArgs {
    pub(super) fn settings(&self) -> anyhow::Result<Settings> {
        Ok(Settings {
            max_body_bytes: usize::try_from(self.max_body_bytes)?,
            read_timeout: Duration::from_millis(self.read_timeout_ms),
            request_timeout: Duration::from_millis(self.request_timeout_ms),
            queue_wait: Duration::from_millis(self.queue_wait_ms),
            max_in_flight: usize::try_from(self.max_in_flight)?,
            ..Settings::default()
        })
    }

    pub(super) fn server(&self, end: &EndArgs) -> anyhow::Result<ServerSettings> {
        Ok(ServerSettings {
            max_connections: usize::try_from(self.max_connections)?,
            max_header_bytes: usize::try_from(self.max_header_bytes)?,
            header_timeout: Duration::from_millis(self.read_timeout_ms),
            write_timeout: Duration::from_millis(self.write_timeout_ms),
            drain_delay: Duration::from_millis(end.drain_delay_ms),
            grace_period: Duration::from_millis(end.grace_period_ms),
        })
    }
}

#[derive(Args)]
#[command(next_help_heading = "Stopping")]
pub(super) struct EndArgs {
    /// How long requests are still taken after SIGTERM, in milliseconds, while `/readyz` already says no
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_DRAIN_DELAY_MS",
        default_value_t = millis(ServerSettings::default().drain_delay), value_parser = value_parser!(u64).range(0..=HOUR_MS))]
    drain_delay_ms: u64,
    /// Longest wait for open requests after that, in milliseconds
    #[arg(long, value_name = "MS", env = "CHANNEL_POLICY_GRACE_PERIOD_MS",
        default_value_t = millis(ServerSettings::default().grace_period), value_parser = value_parser!(u64).range(0..=HOUR_MS))]
    grace_period_ms: u64,
}

#[derive(Args)]
#[command(next_help_heading = "Log of the sidecar")]
pub(super) struct LogArgs {
    /// How a line of the log on standard error looks
    #[arg(long, value_name = "FORMAT", env = "CHANNEL_POLICY_LOG_FORMAT", value_enum, default_value_t = LogFormat::Auto)]
    pub(super) log_format: LogFormat,
    /// The least urgent lines that are logged
    #[arg(long, value_name = "LEVEL", env = "CHANNEL_POLICY_LOG_LEVEL", value_enum, default_value_t = LogLevel::Info)]
    pub(super) log_level: LogLevel,
}

fn isolations() -> impl TypedValueParser<Value = Isolation> {
    PossibleValuesParser::new(Isolation::ALL.map(Isolation::name)).try_map(|name| Isolation::from_name(&name).ok_or("no such isolation"))
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn default_deadline_ms() -> u64 {
    Limits::default().deadline.map_or(u64::MAX, millis)
}
