//! `serve`: the HTTP sidecar.

mod args;
mod reload;
mod tokens;

use super::decision_log::{self, DecisionLogArgs};
use super::issues::Format;
use super::{ISSUES, ModuleArgs, NO_PERMISSION, PolicyArgs, refuse};
use anyhow::Context;
use args::{CallerArgs, EndArgs, EvaluationArgs, ListenArgs, LogArgs, RequestArgs};
use channel_policy_host::decision_log::DecisionLog;
use channel_policy_host::http::{self, Listeners, MetricsPlace, PublicUrl, Service, Settings, StopSignals, Tokens};
use channel_policy_host::telemetry::start_logging;
use channel_policy_host::{LoadError, Policies, PolicyFiles, PolicySource, Required, Watch, Worker, read_issues};
use clap::{ArgAction, Args};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Answer requests over HTTP until SIGTERM or Ctrl-C
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Serve {
    /// TOML file of settings: the names of flags with `_` instead of `-`. A flag counts before the environment, and that
    /// before the file
    #[arg(long, value_name = "FILE", env = "CHANNEL_POLICY_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    listen: ListenArgs,
    #[command(flatten)]
    callers: CallerArgs,
    #[command(flatten)]
    evaluation: EvaluationArgs,
    #[command(flatten)]
    requests: RequestArgs,
    #[command(flatten)]
    end: EndArgs,
    #[command(flatten)]
    log: LogArgs,
    #[command(flatten)]
    decision_log: DecisionLogArgs,
    #[command(flatten)]
    policies: PolicyArgs,
    /// Do not look for changed policy files; SIGHUP still has them read again
    #[arg(long, value_name = "BOOL", env = "CHANNEL_POLICY_NO_WATCH", help_heading = "Policies",
        num_args = 0..=1, require_equals = true, default_value_t = false, default_missing_value = "true", action = ArgAction::Set)]
    no_watch: bool,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy serve --policies policies/impossible-cloud
  channel-policy serve --config channel-policy.toml
  channel-policy serve --policies policies/impossible-cloud --policies directory.json --refuse-request-facts
  channel-policy serve --policies policies/impossible-cloud --listen 0.0.0.0 --tokens-file tokens
  channel-policy serve --policies policies/impossible-cloud --public-url https://pdp.example.com/tenant1
  curl -H 'Content-Type: application/json' -d @request.json http://127.0.0.1:8181/access/v1/evaluation
  channel-policy serve --policies policies/impossible-cloud --decision-log decisions.ndjson \\
    --decision-log-redact /form/email

Every route is described at /docs, and for programs at /openapi.json; /livez, /readyz and /metrics say how the
sidecar is. With a path in --public-url the AuthZEN endpoints also answer below it, and the metadata also at
/.well-known/authzen-configuration/<path>. Settings or policies with issues end the command with 2.

Changed policy files are taken into use within two seconds, and at once at SIGHUP: all of them, or none where one has
an issue; then /readyz says why under `refused`.";

const DIRECTORY: Required = Required { kind: "directory", by: "--refuse-request-facts" };

/// What serves, ready to begin.
struct Parts {
    policies: Arc<Policies>,
    watch: Watch,
    decision_log: Option<Arc<DecisionLog>>,
    tokens: Tokens,
}

impl Serve {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        start_logging(self.log.log_format, self.log.log_level);
        if let Some(folder) = self.listen.assets.as_deref().filter(|folder| !folder.is_dir()) {
            anyhow::bail!("`{}` is not a folder", folder.display());
        }
        let tokens = match tokens::read(self.callers.tokens_file.as_deref()) {
            Ok(tokens) => tokens,
            Err(message) => return Ok(unusable(&message)),
        };
        if tokens.is_empty() && !self.listen.listen.is_loopback() && !self.callers.allow_unauthenticated {
            return Ok(unusable(&format!(
                "others reach `{}`, and no token is asked for; give `--tokens-file`, or say `--allow-unauthenticated`",
                self.listen.listen
            )));
        }
        let policies = match self.policies()? {
            Ok(policies) => policies,
            Err(code) => return Ok(code),
        };
        if !policies.current().has("permission") {
            tracing::warn!("{NO_PERMISSION}: /access/ answers 400");
        }
        let decision_log = match self.decision_log.start(&policies.current())? {
            Ok(log) => log,
            Err(code) => return Ok(code),
        };
        let watch = policies.watch((!self.no_watch).then_some(reload::LOOK_EVERY), reload::report)?;
        let parts = Parts { policies, watch, decision_log, tokens };
        tokio::runtime::Runtime::new()?.block_on(self.serve(parts))?;
        Ok(ExitCode::SUCCESS)
    }

    /// The policies, or the exit code after their issues have been printed.
    fn policies(&self) -> anyhow::Result<Result<Arc<Policies>, ExitCode>> {
        let sandbox = self.module.sandbox(self.evaluation.limits(self.decision_log.instances()))?;
        let required = if self.callers.refuse_request_facts { vec![DIRECTORY] } else { Vec::new() };
        let source = PolicySource { paths: self.policies.policies.clone(), trust: self.callers.trust(), required };
        match Policies::load(source, move |bundle| Worker::load(sandbox.clone(), bundle)) {
            Ok(policies) => Ok(Ok(Arc::new(policies))),
            Err(LoadError::Policies(issues)) => {
                refuse(&PolicyFiles::read(&self.policies.policies), &read_issues(&issues)?, Format::Text).map(Err)
            }
            Err(error) => Err(error.into()),
        }
    }

    async fn serve(self, parts: Parts) -> anyhow::Result<()> {
        let main = listen(SocketAddr::new(self.listen.listen, self.listen.port)).await?;
        let metrics = match self.listen.metrics_listen {
            Some(address) => Some(listen(address).await?),
            None => None,
        };
        let address = main.local_addr()?;
        let metrics_address = metrics.as_ref().map(TcpListener::local_addr).transpose()?;
        let server = self.requests.server(&self.end)?;
        let settings = Settings {
            tokens: parts.tokens,
            metrics: if metrics.is_some() { MetricsPlace::Apart } else { MetricsPlace::Beside },
            assets: self.listen.assets,
            public_url: self.listen.public_url.unwrap_or_else(|| PublicUrl::of(address)),
            decision_log: parts.decision_log.clone(),
            ..self.requests.settings()?
        };
        let (signals, _hangups) = (StopSignals::listen()?, reload::on_hangup(parts.watch)?);
        let service = Service::new(Arc::clone(&parts.policies), &settings);
        tracing::info!(
            address = %address,
            metrics_address = metrics_address.map(tracing::field::display),
            version = env!("CARGO_PKG_VERSION"),
            revision = parts.policies.revision(),
            with_tokens = !settings.tokens.is_empty(),
            "listening on http://{address}"
        );
        http::serve(Listeners { main, metrics }, &service, server, signals).await;
        decision_log::end(parts.decision_log.as_deref());
        Ok(())
    }
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

fn unusable(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(ISSUES)
}
