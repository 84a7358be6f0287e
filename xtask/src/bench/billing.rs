//! What bills cost: a million rows, a single bill and an invoice of 20 graduated lines with their workings, in wasmtime
//! beside native, and in Node beside the same lines by hand with big.js.
//!
//! Native and wasmtime are two programs that take turns in each round, because linking wasmtime with the optimisation that
//! the native side deserves takes minutes. In wasmtime the loaded instance is kept from one bill to the next, as natively.

use super::Topic;
use super::samples::{self, Samples};
use super::table::Bar::AtMost;
use super::table::Row;
use super::table::Value::{Nanoseconds, Ratio};
use crate::artifacts::{self, target};
use crate::shell::{cargo, program, step};

pub(super) const TOPIC: Topic = Topic { name: "billing", rows: ROWS, native, node };

const ROWS: &[Row] = &[
    Row { name: "native, per row of a million", value: Nanoseconds("billing.native.rows"), bar: None },
    Row {
        name: "wasmtime to native, rows, epochs off",
        value: Ratio("billing.wasmtime.off.rows", "billing.native.rows"),
        bar: Some(AtMost(1.15)),
    },
    Row {
        name: "wasmtime to native, rows, epochs on",
        value: Ratio("billing.wasmtime.on.rows", "billing.native.rows"),
        bar: Some(AtMost(1.4)),
    },
    Row { name: "native bill, text to text", value: Nanoseconds("billing.native.quote"), bar: None },
    Row { name: "wasmtime to native, bill, epochs off", value: Ratio("billing.wasmtime.off.quote", "billing.native.quote"), bar: None },
    Row { name: "wasmtime to native, bill, epochs on", value: Ratio("billing.wasmtime.on.quote", "billing.native.quote"), bar: None },
    Row { name: "native invoice, text to text", value: Nanoseconds("billing.native.invoice"), bar: None },
    Row {
        name: "wasmtime to native, invoice, epochs off",
        value: Ratio("billing.wasmtime.off.invoice", "billing.native.invoice"),
        bar: Some(AtMost(1.25)),
    },
    Row {
        name: "wasmtime to native, invoice, epochs on",
        value: Ratio("billing.wasmtime.on.invoice", "billing.native.invoice"),
        bar: Some(AtMost(1.5)),
    },
    Row { name: "Node, per row of a million", value: Nanoseconds("billing.node.rows"), bar: None },
    Row { name: "Node bill, object to object", value: Nanoseconds("billing.node.quote"), bar: None },
    Row { name: "Node row to bill", value: Ratio("billing.node.rows", "billing.node.quote"), bar: Some(AtMost(0.02)) },
    Row { name: "bill by hand with big.js", value: Nanoseconds("billing.hand.quote"), bar: None },
    Row { name: "Node bill to by hand", value: Ratio("billing.node.quote", "billing.hand.quote"), bar: Some(AtMost(2.0)) },
    Row { name: "Node invoice, object to object", value: Nanoseconds("billing.node.invoice"), bar: None },
    Row { name: "invoice by hand with big.js", value: Nanoseconds("billing.hand.invoice"), bar: None },
    Row { name: "Node invoice to by hand", value: Ratio("billing.node.invoice", "billing.hand.invoice"), bar: Some(AtMost(2.0)) },
];

fn native() -> anyhow::Result<Samples> {
    artifacts::build_module()?;
    let build = |bin: &str, profile: &str, further: &[&str]| {
        let options = [&["build", "-p", "channel-policy-bench", "--bin", bin, "--profile", profile], further].concat();
        step(&format!("build {bin}"), &mut cargo(&options))?;
        anyhow::Ok(target().join(profile).join(format!("{bin}{}", std::env::consts::EXE_SUFFIX)).to_string_lossy().into_owned())
    };
    let native = build("bench-billing", "bench-native", &[])?;
    let host = build("bench-billing-host", "bench-host", &["--features", "host"])?;
    eprintln!("\n== run bench-billing-host");
    samples::taken(&mut program(&host, &[&artifacts::module().to_string_lossy(), &native]))
}

fn node() -> anyhow::Result<Samples> {
    artifacts::build_package()?;
    eprintln!("\n== run pkg/bench/billing.mjs");
    samples::taken(program("node", &["bench/billing.mjs"]).current_dir(artifacts::package()))
}
