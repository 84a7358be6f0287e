//! What the sidecar does under load, beside a native handler on the core and a native Cedar server: the same questions over the
//! same directory of 1,000 accounts, from the same client, in turn. The comparison is made without a log line for each request,
//! which the native servers do not write either; what that line costs stands below.

use super::Topic;
use super::samples::{self, Samples};
use super::table::Bar::AtLeast;
use super::table::Row;
use super::table::Value::{Microseconds, PerSecond, Ratio};
use crate::artifacts::{self, target};
use crate::shell::{cargo, exists, install_debian, program, step};

/// Only where it is asked for: it builds the sidecar and cedar-policy optimised.
pub(super) const TOPIC: Topic = Topic { name: "sidecar", rows: ROWS, native, node: || Ok(Samples::default()) };

const ROWS: &[Row] = &[
    Row { name: "request mode, answers", value: PerSecond("load.request.rate"), bar: None },
    Row { name: "request mode, half of the answers within", value: Microseconds("load.request.p50"), bar: None },
    Row { name: "request mode, 99 % within", value: Microseconds("load.request.p99"), bar: None },
    Row { name: "worker mode, answers", value: PerSecond("load.worker.rate"), bar: None },
    Row { name: "worker mode, half of the answers within", value: Microseconds("load.worker.p50"), bar: None },
    Row { name: "worker mode, 99 % within", value: Microseconds("load.worker.p99"), bar: None },
    Row { name: "native handler on the core, answers", value: PerSecond("load.core.rate"), bar: None },
    Row { name: "native handler on the core, half of the answers within", value: Microseconds("load.core.p50"), bar: None },
    Row { name: "native handler on the core, 99 % within", value: Microseconds("load.core.p99"), bar: None },
    Row { name: "native Cedar server, answers", value: PerSecond("load.cedar.rate"), bar: None },
    Row { name: "native Cedar server, half of the answers within", value: Microseconds("load.cedar.p50"), bar: None },
    Row { name: "native Cedar server, 99 % within", value: Microseconds("load.cedar.p99"), bar: None },
    Row { name: "request mode to Cedar, answers", value: Ratio("load.request.rate", "load.cedar.rate"), bar: Some(AtLeast(1.0)) },
    Row {
        name: "worker mode to the native handler, answers",
        value: Ratio("load.worker.rate", "load.core.rate"),
        bar: Some(AtLeast(0.85)),
    },
    Row { name: "request mode to the native handler, answers", value: Ratio("load.request.rate", "load.core.rate"), bar: None },
    Row { name: "request mode with a log line each, answers", value: PerSecond("load.request.log.rate"), bar: None },
    Row { name: "worker mode with a log line each, answers", value: PerSecond("load.worker.log.rate"), bar: None },
];

const PROFILE: &str = "bench-sidecar";

fn native() -> anyhow::Result<Samples> {
    if !exists("wrk") {
        install_debian(&["wrk"], "the load comes from wrk")?;
    }
    build()?;
    eprintln!("\n== run bench-load");
    samples::taken(&mut program(&built("bench-load"), &[&built("channel-policy"), &module(), &built("bench-server")]))
}

/// Puts the sidecar through so many minutes of everything at once; fails where it fails.
pub(super) fn soak(minutes: u64) -> anyhow::Result<()> {
    build()?;
    let mut soak = program(&built("bench-soak"), &[&built("channel-policy"), &module(), &(minutes * 60).to_string()]);
    step(&format!("soak for {minutes} minutes"), &mut soak)
}

/// The sidecar and all that it is measured with, in one go, so that they share what they are made of.
fn build() -> anyhow::Result<()> {
    artifacts::build_module()?;
    let bins = ["channel-policy", "bench-server", "bench-load", "bench-soak"].into_iter().flat_map(|bin| ["--bin", bin]);
    let packages = ["-p", "channel-policy-host", "-p", "channel-policy-bench", "--features", "channel-policy-bench/load"];
    let arguments: Vec<&str> = ["build", "--profile", PROFILE].into_iter().chain(packages).chain(bins).collect();
    step("build the sidecar and its rivals, optimised (wasmtime and cedar-policy: minutes the first time)", &mut cargo(&arguments))
}

fn module() -> String {
    artifacts::module().to_string_lossy().into_owned()
}

fn built(name: &str) -> String {
    target().join(PROFILE).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)).to_string_lossy().into_owned()
}
