//! `serve`: the HTTP sidecar.

use super::{ISSUES, ModuleArgs, NO_PERMISSION, PolicyArgs};
use anyhow::Context;
use channel_policy_host::http::{self, PublicUrl, Settings};
use channel_policy_host::{Isolation, Limits, Trust};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;
use tokio::net::TcpListener;

/// Answer requests over HTTP until SIGTERM or Ctrl-C
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// Address to listen on; the default is reachable from this machine only
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    listen: IpAddr,
    /// Port to listen on; 0 lets the system choose
    #[arg(long, default_value_t = 8181)]
    port: u16,
    /// Longest request body in bytes
    #[arg(long, value_name = "BYTES", default_value_t = default_max_body_bytes(), value_parser = clap::value_parser!(u64).range(1..=LARGEST_INPUT))]
    max_body_bytes: u64,
    /// Longest evaluation in milliseconds
    #[arg(long, value_name = "MS", default_value_t = default_deadline_ms(), value_parser = clap::value_parser!(u64).range(1..=600_000))]
    deadline_ms: u64,
    /// Most memory of an evaluation in bytes, loaded policies included
    #[arg(long, value_name = "BYTES", default_value_t = default_max_memory_bytes(), value_parser = clap::value_parser!(u64).range(1 << 20..=1 << 32))]
    max_memory_bytes: u64,
    /// Most evaluations at once; default the number of processors
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=512))]
    max_concurrency: Option<u32>,
    /// Most instructions of an evaluation, about; default no limit, as counting takes a third more time
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u64).range(1..))]
    fuel: Option<u64>,
    /// What is new for a request: everything, or nothing as long as requests go well, for policies of many megabytes
    #[arg(long, value_name = "WHAT", default_value = Isolation::Request.name(), value_parser = isolations())]
    isolation: Isolation,
    /// Let requests choose the time of the decision (`asOf`); otherwise the machine's clock counts
    #[arg(long)]
    allow_request_time: bool,
    /// Let requests pin versions of policy documents (`pin`)
    #[arg(long)]
    allow_pinning: bool,
    /// Take facts from the loaded directory only: a request that brings lists of facts is refused, and what it says of
    /// its subject and resource counts only where the directory says the same
    #[arg(long)]
    refuse_request_facts: bool,
    /// Where callers reach the sidecar, for the AuthZEN metadata: `https` without query and fragment, with the path of
    /// a tenant where there is one; default `http://` and the address listened on
    #[arg(long, value_name = "URL")]
    public_url: Option<PublicUrl>,
    /// Folder of static files to serve under `/`, for documentation or a playground
    #[arg(long, value_name = "DIR")]
    assets: Option<PathBuf>,
    #[command(flatten)]
    policies: PolicyArgs,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy serve --policies policies/impossible-cloud
  channel-policy serve --policies policies/impossible-cloud --policies directory.json --refuse-request-facts
  channel-policy serve --policies policies/impossible-cloud --public-url https://pdp.example.com/tenant1
  curl -H 'Content-Type: application/json' -d @request.json http://127.0.0.1:8181/access/v1/evaluation
  curl http://127.0.0.1:8181/.well-known/authzen-configuration

Routes: AuthZEN POST /access/v1/evaluation, /access/v1/evaluations, /access/v1/search/subject,
/access/v1/search/resource, /access/v1/search/action; GET /.well-known/authzen-configuration.
POST /v1/permissions, /v1/allocation, /v1/deal, /v1/quote, /v1/invoice, /v1/account, /v1/password,
/v1/authentication, /v1/policies/check;
GET /livez, /readyz. With a path in --public-url the AuthZEN endpoints also answer below it, and the
metadata also at /.well-known/authzen-configuration/<path>. Policies with issues end the command with 2.";

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let trust = Trust { request_time: self.allow_request_time, pinning: self.allow_pinning, request_facts: !self.refuse_request_facts };
        if let Some(folder) = self.assets.as_deref().filter(|folder| !folder.is_dir()) {
            anyhow::bail!("`{}` is not a folder", folder.display());
        }
        let limits = Limits {
            deadline: Some(Duration::from_millis(self.deadline_ms)),
            concurrency: self.max_concurrency.unwrap_or_else(|| Limits::default().concurrency),
            memory_bytes: usize::try_from(self.max_memory_bytes)?,
            fuel: self.fuel,
            isolation: self.isolation,
        };
        let worker = match self.policies.worker(self.module.sandbox(limits)?, trust)? {
            Ok(worker) => worker,
            Err(code) => return Ok(code),
        };
        if self.refuse_request_facts && !worker.has("directory") {
            eprintln!("error: `--refuse-request-facts` needs a directory document; load one with `--policies`");
            return Ok(ExitCode::from(ISSUES));
        }
        if !worker.has("permission") {
            eprintln!("warning: {NO_PERMISSION}: /access/ answers 400");
        }
        let max_body_bytes = usize::try_from(self.max_body_bytes)?;
        let address = SocketAddr::new(self.listen, self.port);
        tokio::runtime::Runtime::new()?.block_on(async {
            let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
            let address = listener.local_addr()?;
            let public_url = self.public_url.unwrap_or_else(|| PublicUrl::of(address));
            let app = http::app(worker, &Settings { max_body_bytes, assets: self.assets, public_url });
            eprintln!("listening on http://{address}");
            http::serve(listener, app).await?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

fn isolations() -> impl TypedValueParser<Value = Isolation> {
    PossibleValuesParser::new(Isolation::ALL.map(Isolation::name)).try_map(|name| Isolation::from_name(&name).ok_or("no such isolation"))
}

/// The module reads no longer text, so that a longer body is refused with 413 and never reaches it.
const LARGEST_INPUT: u64 = 8_388_608;

fn default_max_body_bytes() -> u64 {
    u64::try_from(Settings::default().max_body_bytes).unwrap_or(LARGEST_INPUT)
}

fn default_max_memory_bytes() -> u64 {
    u64::try_from(Limits::default().memory_bytes).unwrap_or(u64::MAX)
}

fn default_deadline_ms() -> u64 {
    Limits::default().deadline.and_then(|deadline| u64::try_from(deadline.as_millis()).ok()).unwrap_or(u64::MAX)
}
