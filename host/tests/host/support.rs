//! Where the module and the packs are, and questions taken from the packs' own cases.

use channel_policy_cases::{Case, Pack};
use channel_policy_host::{Limits, Operation, Sandbox, Trust, Worker, read_bundle};
use serde_json::json;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;
use std::time::Duration;
use tempfile::NamedTempFile;

const BUILD: &str = "RUSTFLAGS=\"-C link-arg=-zstack-size=65536\" cargo build -p channel-policy-module \
                     --target wasm32-unknown-unknown --profile wasm";

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("host/ lies in the workspace").to_path_buf()
}

pub(crate) fn module_path() -> PathBuf {
    env::var_os("CHANNEL_POLICY_MODULE")
        .map_or_else(|| workspace().join("target/wasm32-unknown-unknown/wasm/channel_policy_module.wasm"), PathBuf::from)
}

/// The built module; a missing one fails the test with the command that builds it.
pub(crate) fn module() -> Vec<u8> {
    let path = module_path();
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}; build the module first:\n  {BUILD}", path.display()))
}

/// What a command that should end says; one that goes on (a sidecar that should have been refused) is killed, which has
/// no exit code.
pub(crate) fn ended(command: Command) -> Output {
    assert_cmd::Command::from_std(command).timeout(Duration::from_secs(60)).output().expect("it runs")
}

/// Generous: the machine may be busy with other things, and tests that share a worker run at the same time.
pub(crate) fn limits() -> Limits {
    Limits { deadline: Some(Duration::from_secs(30)), concurrency: 64, ..Limits::default() }
}

/// The module under `limits`, compiled once.
pub(crate) fn sandbox() -> Sandbox {
    static SANDBOX: LazyLock<Sandbox> = LazyLock::new(|| Sandbox::new(&module(), limits()).expect("the module is usable"));
    SANDBOX.clone()
}

pub(crate) fn pack_folder() -> PathBuf {
    workspace().join("policies/impossible-cloud")
}

pub(crate) fn worker(trust: Trust) -> Worker {
    let bundle = read_bundle(&[pack_folder()], trust).expect("the pack is readable");
    Worker::load(sandbox(), bundle).expect("the pack has no issues")
}

/// A directory document in a file of its own: distributor `d-1` with its admin `u-1`, partner `p-1` below it.
pub(crate) fn directory_file() -> NamedTempFile {
    let document = json!({
        "kind": "directory", "name": "our-accounts", "version": "1", "effectiveFrom": "2020-01-01",
        "description": "Accounts of a test", "sources": ["a test"],
        "directory": {
            "accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}],
            "users": [{"id": "u-1", "type": "user", "account": "d-1", "roles": ["admin"]}],
        },
    });
    let mut file = tempfile::Builder::new().suffix(".json").tempfile().expect("a file");
    file.write_all(document.to_string().as_bytes()).expect("written");
    file
}

/// The packs' folders, the one that most tests load first.
fn pack_folders() -> Vec<PathBuf> {
    let folders = fs::read_dir(workspace().join("policies")).expect("the folder of packs is readable");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.expect("a pack").path()).collect();
    folders.sort_by_key(|folder| (*folder != pack_folder(), folder.clone()));
    folders
}

/// The first case of the packs about `operation` that has this kind of answer and brings its own time.
pub(crate) fn case(operation: Operation, answer: Wanted) -> Case {
    pack_folders()
        .into_iter()
        .flat_map(|folder| Pack::read(&folder).expect("the pack is readable").case_files)
        .flat_map(|file| file.cases)
        .filter(|case| case.operation == operation.name() && case.request.contains("\"asOf\""))
        .find(|case| answer == Wanted::of(case))
        .unwrap_or_else(|| panic!("the packs have no {} case of {answer:?} with `asOf`", operation.name()))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Allow,
    Deny,
    Issues,
}

impl Wanted {
    fn of(case: &Case) -> Self {
        match case.expectation.outcome() {
            "allow" => Self::Allow,
            "deny" => Self::Deny,
            _ => Self::Issues,
        }
    }
}
