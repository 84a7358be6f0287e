//! `matrix` with the real program: formats, output and exit codes.

use crate::scripted;
use crate::support::{module_path, pack_folder};
use assert_cmd::Command;
use channel_policy_host::Outcome;
use std::fs;
use std::process::Output;
use tempfile::NamedTempFile;

fn matrix(module: &std::path::Path, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
    command.env("CHANNEL_POLICY_MODULE", module).arg("matrix").arg(pack_folder()).args(arguments);
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

/// A module file that gives one answer to everything.
fn answering(outcome: Outcome, answer: &str) -> NamedTempFile {
    let module = scripted::module(r#"{"policies":[{"kind":"permission"}]}"#, |_| (outcome, answer.to_owned()));
    let file = NamedTempFile::new().expect("a file");
    fs::write(&file, module).expect("written");
    file
}

#[test]
fn every_format_shows_the_shipped_roles() {
    for (arguments, start) in [
        (&[][..], "# Permission matrix\n"),
        (&["--format", "markdown"][..], "# Permission matrix\n"),
        (&["--format", "csv"][..], "document,version,resourceType,action,role,cell,changed,rules,machine,event,from,to,source\r\n"),
        (&["--format", "html"][..], "<!doctype html>\n"),
    ] {
        let output = matrix(&module_path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let page = text(&output.stdout);
        assert!(page.starts_with(start), "{arguments:?}");
        assert!(page.contains("console-roles") && page.contains("admin"), "{arguments:?}");
    }
}

#[test]
fn an_unknown_format_is_a_mistake_of_the_command_line() {
    let output = matrix(&module_path(), &["--format", "pdf"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("markdown, csv, html, json"), "{}", text(&output.stderr));
}

#[test]
fn issues_and_failures_have_their_exit_codes() {
    let issues = r#"[{"code":"policy.none_in_force","pointer":"","message":"nothing is loaded"}]"#;
    let output = matrix(answering(Outcome::Invalid, issues).path(), &[]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(2), "policy.none_in_force\n\n  × nothing is loaded\n"));
    let output = matrix(answering(Outcome::Internal, "[]").path(), &[]);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(3), "[]\n"));
    let output = matrix(answering(Outcome::Allow, "{}").path(), &[]);
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stderr).contains("the module's answer is not a matrix"), "{}", text(&output.stderr));
}

#[test]
fn without_roles_and_machines_there_is_nothing_to_show() {
    let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
    command.env("CHANNEL_POLICY_MODULE", module_path()).arg("matrix").arg(pack_folder().join("allocation.json"));
    let output = command.output().expect("the program runs");
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""));
    assert_eq!(text(&output.stderr), "error: neither a permission document nor one with a state machine is loaded\n");
}

#[test]
fn a_machine_is_shown_without_roles() {
    let answer = r#"{"decision":true,"context":{"reasons":[],"obligations":[],"matrix":[],"machines":[{"name":"deal",
        "document":{"kind":"deal","name":"d","version":"1","digest":""},"states":[{"id":"on hold"}],"transitions":[]}],"policies":[]}}"#;
    let output = matrix(answering(Outcome::Allow, answer).path(), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("    state \"on hold\" as s_on_20_hold\n"), "{}", text(&output.stdout));
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_channel-policy"));
    command.env("CHANNEL_POLICY_MODULE", module_path()).arg("matrix").arg(pack_folder()).stdout(writer);
    let output = command.output().expect("the program runs");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}
