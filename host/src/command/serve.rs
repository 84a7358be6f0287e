//! `serve`: the HTTP sidecar.

use super::decision_log::{self, DecisionLogArgs};
use super::{ISSUES, ModuleArgs, NO_PERMISSION, PolicyArgs};
use anyhow::Context;
use channel_policy_host::http::{self, Listeners, PublicUrl, ServerSettings, Service, Settings};
use channel_policy_host::{Limits, Trust};
use clap::Args;
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
    /// Most evaluations at once; default the number of processors
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=512))]
    max_concurrency: Option<u32>,
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
    decision_log: DecisionLogArgs,
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
  channel-policy serve --policies policies/impossible-cloud --decision-log decisions.ndjson \\
    --decision-log-redact /form/email

Routes: AuthZEN POST /access/v1/evaluation, /access/v1/evaluations, /access/v1/search/subject,
/access/v1/search/resource, /access/v1/search/action; GET /.well-known/authzen-configuration.
POST /v1/permissions, /v1/allocation, /v1/deal, /v1/quote, /v1/invoice, /v1/account, /v1/password,
/v1/authentication, /v1/order, /v1/subscription, /v1/batch (also application/x-ndjson), /v1/policies/check;
GET /livez, /readyz. With a path in --public-url the AuthZEN endpoints also answer below it, and the
metadata also at /.well-known/authzen-configuration/<path>. Policies with issues end the command with 2.";

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let trust = Trust { request_time: self.allow_request_time, pinning: self.allow_pinning, request_facts: !self.refuse_request_facts };
        if let Some(folder) = self.assets.as_deref().filter(|folder| !folder.is_dir()) {
            anyhow::bail!("`{}` is not a folder", folder.display());
        }
        let default = Limits::default();
        let limits = Limits {
            deadline: Some(Duration::from_millis(self.deadline_ms)),
            concurrency: self.max_concurrency.unwrap_or(default.concurrency) + self.decision_log.instances(),
            ..default
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
        let decision_log = match self.decision_log.start(&worker)? {
            Ok(log) => log,
            Err(code) => return Ok(code),
        };
        let max_body_bytes = usize::try_from(self.max_body_bytes)?;
        let address = SocketAddr::new(self.listen, self.port);
        tokio::runtime::Runtime::new()?.block_on(async {
            let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
            let address = listener.local_addr()?;
            let public_url = self.public_url.unwrap_or_else(|| PublicUrl::of(address));
            let decision_log_of = decision_log.clone();
            let settings =
                Settings { max_body_bytes, assets: self.assets, public_url, decision_log: decision_log_of, ..Settings::default() };
            let service = Service::new(worker, &settings);
            eprintln!("listening on http://{address}");
            http::serve(Listeners { main: listener, metrics: None }, &service, ServerSettings::default()).await?;
            decision_log::end(decision_log.as_deref());
            Ok(ExitCode::SUCCESS)
        })
    }
}

/// The module reads no longer text, so that a longer body is refused with 413 and never reaches it.
const LARGEST_INPUT: u64 = 8_388_608;

fn default_max_body_bytes() -> u64 {
    u64::try_from(Settings::default().max_body_bytes).unwrap_or(LARGEST_INPUT)
}

fn default_deadline_ms() -> u64 {
    Limits::default().deadline.and_then(|deadline| u64::try_from(deadline.as_millis()).ok()).unwrap_or(u64::MAX)
}
