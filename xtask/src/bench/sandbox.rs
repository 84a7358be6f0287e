//! What a decision costs in the sandbox: in a fresh instance that has the policy inside, in one that is kept, and where
//! the policies are loaded for the decision. The pack is the one that the package ships.

use super::Topic;
use super::samples::{self, Samples};
use super::table::Bar::AtMost;
use super::table::Row;
use super::table::Value::Nanoseconds;
use crate::artifacts::{self, target};
use crate::shell::{cargo, program, step};

pub(super) const TOPIC: Topic = Topic { name: "sandbox", rows: ROWS, native, node: || Ok(Samples::default()) };

const ROWS: &[Row] = &[
    Row { name: "fresh sandbox + decision, shipped packs", value: Nanoseconds("sandbox.fresh"), bar: Some(AtMost(25_000.0)) },
    Row { name: "kept sandbox, decision", value: Nanoseconds("sandbox.kept"), bar: None },
    Row { name: "fresh sandbox, loading + decision", value: Nanoseconds("sandbox.loading"), bar: None },
];

/// The same as for bills, so that wasmtime is compiled once.
const PROFILE: &str = "bench-host";

fn native() -> anyhow::Result<Samples> {
    artifacts::build_module()?;
    let build = ["build", "-p", "channel-policy-bench", "--bin", "bench-sandbox", "--features", "host", "--profile", PROFILE];
    step("build bench-sandbox", &mut cargo(&build))?;
    let bench = target().join(PROFILE).join(format!("bench-sandbox{}", std::env::consts::EXE_SUFFIX));
    eprintln!("\n== run bench-sandbox");
    samples::taken(&mut program(&bench.to_string_lossy(), &[&artifacts::module().to_string_lossy()]))
}
