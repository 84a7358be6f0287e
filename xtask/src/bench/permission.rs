//! What a permission decision costs: natively beside directories of two sizes, and in Node beside a floor and a rival.
//!
//! Native questions are allowed and denied in equal parts, on the own account, below and beside, and take every fact from
//! the directory. In Node a decision is an AuthZEN object in and out, with its accounts in the context; the floor answers
//! the same questions with the roles as Rust code and no reasons (`bench/floor`). Cells with conditions are left out there;
//! `ability.can` and CASL are compared on cells that the subject's table decides alone.

use super::Topic;
use super::samples::{self, Samples};
use super::table::Bar::{AtLeast, AtMost};
use super::table::Row;
use super::table::Value::{Bytes, Nanoseconds, Ratio};
use crate::artifacts::{self, target};
use crate::shell::{cargo, program, step};

pub(super) const TOPIC: Topic = Topic { name: "permission", rows: ROWS, native, node };

const ROWS: &[Row] = &[
    Row { name: "native verdict on a read request, 1,000 accounts", value: Nanoseconds("native.1000.verdict"), bar: Some(AtMost(150.0)) },
    Row { name: "native verdict, 100,000 accounts", value: Nanoseconds("native.100000.verdict"), bar: Some(AtMost(300.0)) },
    Row {
        name: "native verdict, 100,000 to 1,000 accounts",
        value: Ratio("native.100000.verdict", "native.1000.verdict"),
        bar: Some(AtMost(2.0)),
    },
    Row { name: "native answer with reasons, 1,000 accounts", value: Nanoseconds("native.1000.answer"), bar: Some(AtMost(600.0)) },
    Row { name: "native answer where allowed, 1,000 accounts", value: Nanoseconds("native.1000.answer.allowed"), bar: None },
    Row { name: "native answer where denied, 1,000 accounts", value: Nanoseconds("native.1000.answer.denied"), bar: None },
    Row { name: "native answer, 100,000 accounts", value: Nanoseconds("native.100000.answer"), bar: Some(AtMost(1_200.0)) },
    Row {
        name: "native answer, 100,000 to 1,000 accounts",
        value: Ratio("native.100000.answer", "native.1000.answer"),
        bar: Some(AtMost(2.0)),
    },
    Row { name: "native text to text, 1,000 accounts", value: Nanoseconds("native.1000.text"), bar: None },
    Row { name: "native text to text, 100,000 accounts", value: Nanoseconds("native.100000.text"), bar: None },
    Row { name: "memory per account, accounts alone", value: Bytes("memory.accounts"), bar: None },
    Row { name: "memory per account, with users and resources", value: Bytes("memory.everything"), bar: None },
    Row { name: "Node decision, object to object", value: Nanoseconds("node.decision"), bar: None },
    Row { name: "Node floor, object to object", value: Nanoseconds("node.floor"), bar: None },
    Row { name: "Node decision to floor", value: Ratio("node.decision", "node.floor"), bar: Some(AtMost(2.0)) },
    Row { name: "Node decision where allowed", value: Nanoseconds("node.decision.allowed"), bar: None },
    Row { name: "Node decision where denied", value: Nanoseconds("node.decision.denied"), bar: None },
    Row { name: "Node decision, text to text", value: Nanoseconds("node.text"), bar: None },
    Row { name: "`ability.can`, decided by the table", value: Nanoseconds("node.ability"), bar: Some(AtMost(100.0)) },
    Row { name: "`ability.can`, where it asks the engine", value: Nanoseconds("node.ability.asked"), bar: None },
    Row { name: "CASL, cached ability, resource made for the check", value: Nanoseconds("node.casl"), bar: None },
    Row { name: "CASL to `ability.can`", value: Ratio("node.casl", "node.ability"), bar: Some(AtLeast(5.0)) },
    Row { name: "CASL, cached ability and resource", value: Nanoseconds("node.casl.tagged"), bar: None },
    Row { name: "CASL, cached ability and resource, to `ability.can`", value: Ratio("node.casl.tagged", "node.ability"), bar: None },
    Row { name: "CASL, cached ability, type without account", value: Nanoseconds("node.casl.type"), bar: None },
];

/// Fat link-time optimisation, as an application that cares would build it.
const PROFILE: &str = "bench-native";

fn native() -> anyhow::Result<Samples> {
    step("build the native benchmark", &mut cargo(&["build", "-p", "channel-policy-bench", "--profile", PROFILE]))?;
    let mut all = Samples::default();
    for name in ["bench-memory", "bench-permission"] {
        eprintln!("\n== run {name}");
        let path = target().join(PROFILE).join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
        all.extend(samples::taken(&mut program(&path.to_string_lossy(), &[]))?);
    }
    Ok(all)
}

fn node() -> anyhow::Result<Samples> {
    artifacts::build_package()?;
    let floor = artifacts::build_floor()?;
    eprintln!("\n== run pkg/bench/permission.mjs");
    let mut node = program("node", &["bench/permission.mjs", &floor.to_string_lossy()]);
    samples::taken(node.current_dir(artifacts::package()))
}
