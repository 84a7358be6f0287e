//! `--help` teaches by example, and each example does what it shows, in a folder with the shipped packs.

use crate::support::{Wanted, case, directory_file, module_path, worker, workspace};
use assert_cmd::Command;
use axum::body::Bytes;
use channel_policy_host::decision_log::{Caller, DecisionLog, Judged, LogSettings};
use channel_policy_host::{Operation, Request, Trust, now_ms};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{self, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const COMMANDS: [&str; 11] = ["", "eval", "check", "test", "matrix", "bundle", "serve", "settings", "bill", "completions", "replay"];

/// What the examples name: packs, a directory, a bundle file, requests and a month's usage.
fn place() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    for pack in fs::read_dir(workspace().join("policies")).expect("the packs") {
        let pack = pack.expect("a pack").path();
        let target = path("policies").join(pack.file_name().expect("a name"));
        copy_folder(&pack, &target);
    }
    copy_folder(&workspace().join("policies/impossible-cloud"), &path("our-pack"));
    // Somebody's own prices are no sample.
    let list = fs::read_to_string(path("our-pack").join("price-list.sample.json")).expect("the sample");
    fs::write(path("our-pack").join("price-list.sample.json"), list.replace("\"sample\": true", "\"sample\": false")).expect("written");
    fs::copy(directory_file().path(), path("directory.json")).expect("copied");
    fs::write(path("request.json"), case(Operation::Deal, Wanted::Allow).request).expect("written");
    let deal = serde_json::from_str::<serde_json::Value>(&case(Operation::Deal, Wanted::Allow).request).expect("JSON");
    let question = serde_json::json!({"id": "a", "operation": "deal", "request": deal});
    fs::write(path("questions.ndjson"), format!("{question}\n")).expect("written");
    let search = r#"{"subject":{"type":"user","id":"u-1"},"action":{"name":"view"},"resource":{"type":"partner"}}"#;
    fs::write(path("search.json"), search).expect("written");
    let mut usage = "customer_id,client_id,date,usage,allocated_capacity\n".to_owned();
    let mut lines = String::new();
    for day in 1..=31 {
        usage.push_str(&format!("k-1,s-1,2026-05-{day:02},2 TB,0\n"));
        let row = format!(r#"{{"customer_id":"k-1","client_id":"s-1","date":"2026-05-{day:02}","usage":"2 TB","allocated_capacity":0}}"#);
        lines.push_str(&format!("{row}\n"));
    }
    fs::write(path("may.csv"), usage).expect("written");
    fs::write(path("may.ndjson"), lines).expect("written");
    fs::write(path("channel-policy.toml"), "policies = [\"policies/impossible-cloud\"]\n").expect("written");
    fs::write(path("tokens"), "0123456789abcdef0123456789abcdef\n").expect("written");
    copy_folder(&workspace().join("policies/impossible-cloud"), &path("candidate"));
    write_log(&path("decisions.ndjson"));
    for earlier in ["decisions.ndjson.1", "decisions.ndjson.2"] {
        fs::copy(path("decisions.ndjson"), path(earlier)).expect("copied");
    }
    shell(folder.path(), "gzip -c decisions.ndjson > may.ndjson.gz");
    for shell in [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions"] {
        fs::create_dir_all(path(shell)).expect("a folder");
    }
    shell(folder.path(), "channel-policy bundle --policies policies/impossible-cloud --out policies.bundle.json");
    folder
}

/// A log of one decision.
fn write_log(path: &Path) {
    let worker = Arc::new(worker(Trust { request_time: false, pinning: false, request_facts: true }));
    let log = DecisionLog::start(LogSettings { path: Some(path.to_path_buf()), ..LogSettings::default() }).expect("it opens");
    let question = r#"{"action":"check","customer":{"id":"k-1","volume":"90 TB"},"sale":{"plan":"reserved","volume":"10 TB"}}"#;
    let (operation, now_ms, body) = (Operation::Deal, now_ms(), Bytes::from(question));
    let answer = worker.evaluate(Request { operation, now_ms: Some(now_ms), body: &body }).expect("an answer");
    let caller = Caller { request_id: None, trace_id: None };
    log.submit(Judged { worker, operation, now_ms, latency: Duration::from_micros(700), caller, body, answer: Ok(answer) });
    assert!(log.close(Duration::from_secs(60)));
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("readable") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy_folder(&path, &target) } else { fs::copy(&path, &target).map(drop).expect("copied") }
    }
}

/// The lines of a command's help that begin with the program's name, put together where they are continued.
fn examples(command: &str) -> Vec<String> {
    let named = (!command.is_empty()).then_some(command);
    let output = Command::cargo_bin("channel-policy").expect("built").args(named).arg("--help").output().expect("it runs");
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).expect("UTF-8").replace("\\\n   ", "");
    let (_, examples) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("{command:?} has no examples: {help}"));
    let examples = examples.lines().take_while(|line| line.starts_with("  ")).map(str::trim);
    examples.filter(|line| line.starts_with("channel-policy ")).map(str::to_owned).collect()
}

fn prepared(place: &Path, line: &str) -> process::Command {
    let program = Path::new(env!("CARGO_BIN_EXE_channel-policy"));
    let mut folders = vec![program.parent().expect("a folder").to_path_buf()];
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut command = process::Command::new("sh");
    command.args(["-c", line]).current_dir(place).env("HOME", place);
    command.env("PATH", std::env::join_paths(folders).expect("a path"));
    command.env("CHANNEL_POLICY_MODULE", module_path()).env_remove("CHANNEL_POLICY_POLICIES");
    command
}

fn shell(place: &Path, line: &str) {
    let output = prepared(place, line).output().expect("a shell");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert_eq!(output.status.code(), Some(0), "{line}\n{}{}", text(&output.stdout), text(&output.stderr));
}

/// Starts a sidecar, waits until it listens, and ends it.
fn listens(place: &Path, line: &str) {
    let mut child = prepared(place, &format!("exec {line} --port 0")).stderr(Stdio::piped()).spawn().expect("a shell");
    let mut lines = BufReader::new(child.stderr.take().expect("piped")).lines().map(|line| line.expect("text"));
    let has_listened = lines.by_ref().any(|line| line.contains("listening on "));
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    assert!(has_listened, "{line}");
}

#[cfg(unix)]
#[test]
fn every_example_works() {
    let place = place();
    for command in COMMANDS {
        let examples = examples(command);
        assert!(!examples.is_empty(), "{command:?} has no example");
        for line in examples {
            if line.starts_with("channel-policy serve ") { listens(place.path(), &line) } else { shell(place.path(), &line) }
        }
    }
}
