//! `serve`: the HTTP sidecar.

use super::issues::{Format, Issues};
use super::{ModuleArgs, NO_PERMISSION, PolicyArgs, refuse};
use anyhow::Context;
use channel_policy_host::http::{self, PublicUrl, Settings};
use channel_policy_host::{
    Isolation, Limits, LoadError, Policies, PolicyFiles, PolicySource, Reload, Required, Trust, Watch, Worker, read_issues,
};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
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
    /// Do not look for changed policy files; SIGHUP still has them read again
    #[arg(long)]
    no_watch: bool,
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
metadata also at /.well-known/authzen-configuration/<path>. Policies with issues end the command with 2.

Changed policy files are taken into use within two seconds, and at once at SIGHUP: all of them, or none where one has
an issue; then /readyz says why under `refused`.";

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let trust = Trust { request_time: self.allow_request_time, pinning: self.allow_pinning, request_facts: !self.refuse_request_facts };
        if let Some(folder) = self.assets.as_deref().filter(|folder| !folder.is_dir()) {
            anyhow::bail!("`{}` is not a folder", folder.display());
        }
        let default = Limits::default();
        let limits = Limits {
            deadline: Some(Duration::from_millis(self.deadline_ms)),
            concurrency: self.max_concurrency.unwrap_or(default.concurrency),
            fuel: self.fuel,
            isolation: self.isolation,
            ..default
        };
        let sandbox = self.module.sandbox(limits)?;
        let required = if self.refuse_request_facts { vec![DIRECTORY] } else { Vec::new() };
        let source = PolicySource { paths: self.policies.policies.clone(), trust, required };
        let policies = match Policies::load(source, move |bundle| Worker::load(sandbox.clone(), bundle)) {
            Ok(policies) => Arc::new(policies),
            Err(LoadError::Policies(issues)) => {
                return refuse(&PolicyFiles::read(&self.policies.policies), &read_issues(&issues)?, Format::Text);
            }
            Err(error) => return Err(error.into()),
        };
        if !policies.current().has("permission") {
            eprintln!("warning: {NO_PERMISSION}: /access/ answers 400");
        }
        let watch = policies.watch((!self.no_watch).then_some(LOOK_EVERY), report)?;
        let max_body_bytes = usize::try_from(self.max_body_bytes)?;
        let address = SocketAddr::new(self.listen, self.port);
        tokio::runtime::Runtime::new()?.block_on(async {
            let listener = TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
            let address = listener.local_addr()?;
            let public_url = self.public_url.unwrap_or_else(|| PublicUrl::of(address));
            let _hangups = on_hangup(watch)?;
            let app = http::reloading_app(policies, &Settings { max_body_bytes, assets: self.assets, public_url });
            eprintln!("listening on http://{address}");
            http::serve(listener, app).await?;
            Ok(ExitCode::SUCCESS)
        })
    }
}

const DIRECTORY: Required = Required { kind: "directory", by: "--refuse-request-facts" };

/// How often policy files are looked at. A change is taken when it has stood still for a look.
const LOOK_EVERY: Duration = Duration::from_secs(1);

fn report(reload: &Reload) {
    match reload {
        Reload::Accepted(revision) => eprintln!("policies reloaded: revision {revision}"),
        Reload::Unchanged => eprintln!("policies unchanged: the files hold what is in use"),
        Reload::Refused(refusal) => {
            eprintln!("policies not reloaded; the ones before stay in use:\n{}", Issues::new(&refusal.issues, |_| None).short());
        }
    }
}

/// Has the policy files read at SIGHUP. Dropping what is answered ends that, and the watch.
#[cfg(unix)]
fn on_hangup(watch: Watch) -> std::io::Result<impl Sized> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut hangups = signal(SignalKind::hangup())?;
    Ok(tokio::spawn(async move {
        while hangups.recv().await.is_some() {
            watch.ask();
        }
    }))
}

#[cfg(not(unix))]
fn on_hangup(watch: Watch) -> std::io::Result<impl Sized> {
    Ok(watch)
}

fn isolations() -> impl TypedValueParser<Value = Isolation> {
    PossibleValuesParser::new(Isolation::ALL.map(Isolation::name)).try_map(|name| Isolation::from_name(&name).ok_or("no such isolation"))
}

/// The module reads no longer text, so that a longer body is refused with 413 and never reaches it.
const LARGEST_INPUT: u64 = 8_388_608;

fn default_max_body_bytes() -> u64 {
    u64::try_from(Settings::default().max_body_bytes).unwrap_or(LARGEST_INPUT)
}

fn default_deadline_ms() -> u64 {
    Limits::default().deadline.and_then(|deadline| u64::try_from(deadline.as_millis()).ok()).unwrap_or(u64::MAX)
}
