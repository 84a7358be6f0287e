//! The metrics of one service, in Prometheus's text format.
//!
//! Names have one prefix and base units. Labels come from closed lists: routes of the router, operations, outcomes, statuses
//! and codes; nothing that a request says becomes one. `docs/sidecar.md` lists them.

use crate::abi::{Operation, Outcome};
use crate::policies::Policies;
use axum::http::StatusCode;
use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// From a twentieth of a millisecond, which the smallest decision takes, to the seconds of a deadline.
const SECONDS: [f64; 15] = [0.000_05, 0.000_1, 0.000_25, 0.000_5, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0];

/// Up to the most that the module reads.
const BYTES: [f64; 8] = [256.0, 1024.0, 4096.0, 16_384.0, 65_536.0, 262_144.0, 1_048_576.0, 8_388_608.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    operation: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    operation: &'static str,
    outcome: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RefusalLabels {
    code: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ReloadLabels {
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InfoLabels {
    version: &'static str,
    revision: String,
}

type Histograms<L> = Family<L, Histogram, fn() -> Histogram>;

/// An answered request as its route and status say it.
pub(crate) struct RequestSeen<'r> {
    /// The route's pattern; none where no route is at the path.
    pub(crate) route: Option<&'r str>,
    pub(crate) status: StatusCode,
    pub(crate) duration: Duration,
    /// The code of a refusal.
    pub(crate) code: Option<&'static str>,
}

/// What is counted and measured.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Histograms<RouteLabels>,
    refusals: Family<RefusalLabels, Counter>,
    evaluations: Family<OutcomeLabels, Counter>,
    evaluation_times: Histograms<OperationLabels>,
    waits: Histogram,
    bodies: Histograms<OperationLabels>,
    in_flight: Gauge,
    connections: Gauge,
    ready: Gauge,
    since: Gauge,
    reloads: Family<ReloadLabels, Counter>,
    info: Family<InfoLabels, Gauge>,
    /// One rendering at a time, since the info of another revision takes the place of the one before.
    turn: Mutex<()>,
}

impl Metrics {
    pub(crate) fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("channel_policy"),
            requests: Family::new_with_constructor(times),
            refusals: Family::default(),
            evaluations: Family::default(),
            evaluation_times: Family::new_with_constructor(times),
            waits: times(),
            bodies: Family::new_with_constructor(|| Histogram::new(BYTES)),
            in_flight: Gauge::default(),
            connections: Gauge::default(),
            ready: Gauge::default(),
            since: Gauge::default(),
            reloads: Family::default(),
            info: Family::default(),
            turn: Mutex::new(()),
        };
        metrics.register();
        metrics
    }

    fn register(&mut self) {
        let registry = &mut self.registry;
        registry.register("info", "Version of the sidecar and revision of its policies; always 1", self.info.clone());
        registry.register("ready", "1 where /readyz says so", self.ready.clone());
        let since = "When the policies in use were loaded, in seconds since 1970";
        registry.register_with_unit("policies_loaded_timestamp", since, Unit::Seconds, self.since.clone());
        registry.register("policy_reloads", "Reloads of policy files that brought others into use or were refused", self.reloads.clone());
        let requests = "From a request's head to its answer's head";
        registry.register_with_unit("http_request_duration", requests, Unit::Seconds, self.requests.clone());
        registry.register("refusals", "Requests that got no decision, by the code that they were told", self.refusals.clone());
        registry.register("evaluations", "Questions that were put to the module", self.evaluations.clone());
        let evaluation = "Time in the sandbox";
        registry.register_with_unit("evaluation_duration", evaluation, Unit::Seconds, self.evaluation_times.clone());
        registry.register_with_unit("queue_wait", "Waiting for a free sandbox", Unit::Seconds, self.waits.clone());
        registry.register_with_unit("request_body", "Length of bodies that were read to their end", Unit::Bytes, self.bodies.clone());
        registry.register("requests_in_flight", "Requests whose answer is not out yet", self.in_flight.clone());
        registry.register("connections", "Open connections", self.connections.clone());
    }

    pub(crate) fn request(&self, seen: &RequestSeen<'_>) {
        let status = seen.status.as_u16();
        let route = seen.route.unwrap_or("none").to_owned();
        self.requests.get_or_create(&RouteLabels { route, status }).observe(seen.duration.as_secs_f64());
        if let Some(code) = seen.code {
            self.refusals.get_or_create(&RefusalLabels { code, status }).inc();
        }
    }

    /// A question was answered, or failed.
    pub(crate) fn evaluation(&self, operation: Operation, outcome: Option<Outcome>, duration: Duration) {
        let labels = OutcomeLabels { operation: operation.name(), outcome: outcome.map_or("failed", Outcome::name) };
        self.evaluations.get_or_create(&labels).inc();
        self.evaluation_times.get_or_create(&OperationLabels { operation: operation.name() }).observe(duration.as_secs_f64());
    }

    pub(crate) fn wait(&self, duration: Duration) {
        self.waits.observe(duration.as_secs_f64());
    }

    pub(crate) fn body(&self, operation: Operation, bytes: usize) {
        // Bodies are far shorter than what a double holds exactly.
        let bytes = u32::try_from(bytes).map_or(f64::MAX, f64::from);
        self.bodies.get_or_create(&OperationLabels { operation: operation.name() }).observe(bytes);
    }

    pub(crate) fn in_flight(&self) -> Counted {
        Counted::one_of(&self.in_flight)
    }

    pub(crate) fn connection(&self) -> Counted {
        Counted::one_of(&self.connections)
    }

    /// Everything as text.
    ///
    /// # Errors
    /// None that can be caused: text is written to memory.
    pub(crate) fn render(&self, policies: &Policies, is_ready: bool) -> Result<String, fmt::Error> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.info.clear();
        self.info.get_or_create(&InfoLabels { version: env!("CARGO_PKG_VERSION"), revision: policies.revision() }).set(1);
        self.ready.set(i64::from(is_ready));
        self.since.set(policies.in_use().since_ms() / 1000);
        for (result, count) in [("accepted", policies.reloads_accepted()), ("refused", policies.reloads_refused())] {
            let counter = self.reloads.get_or_create_owned(&ReloadLabels { result });
            counter.inner().store(count, std::sync::atomic::Ordering::Relaxed);
        }
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

fn times() -> Histogram {
    Histogram::new(SECONDS)
}

/// One that is counted for as long as this lives.
pub(crate) struct Counted(Gauge);

impl Counted {
    fn one_of(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.dec();
    }
}
