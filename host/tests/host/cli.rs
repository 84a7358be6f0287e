//! The command line as users meet it: output and exit codes of the real program.

use crate::support::{Wanted, case, directory_file, module_path, pack_folder};
use assert_cmd::Command;
use channel_policy_cases::Expectation;
use channel_policy_host::Operation;
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

fn program() -> Command {
    let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
    command.env("CHANNEL_POLICY_MODULE", module_path()).env_remove("CHANNEL_POLICY_POLICIES");
    command
}

struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

fn run(command: &mut Command) -> Ended {
    let output = command.output().expect("the program runs");
    Ended {
        code: output.status.code().expect("an exit code"),
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

fn eval(operation: &str, body: &str) -> Ended {
    let mut command = program();
    run(command.args(["eval", operation, "--policies"]).arg(pack_folder()).write_stdin(body))
}

/// A pack in a folder of its own: the shipped documents and one case file.
fn pack_with_cases(cases: &Value) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for entry in fs::read_dir(pack_folder()).expect("the pack is readable") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("copied");
        }
    }
    let cases_folder = folder.path().join("cases");
    fs::create_dir(&cases_folder).expect("a folder");
    fs::write(cases_folder.join("own.json"), cases.to_string()).expect("a file");
    folder
}

#[test]
fn eval_prints_the_answer_and_exits_with_its_decision() {
    let allowed = eval("allocation", &case(Operation::Allocation, Wanted::Allow).request);
    assert_eq!(allowed.code, 0, "{}{}", allowed.stdout, allowed.stderr);
    assert!(allowed.stdout.starts_with(r#"{"decision":true,"#), "{}", allowed.stdout);
    let denied = eval("allocation", &case(Operation::Allocation, Wanted::Deny).request);
    assert_eq!(denied.code, 1, "{}{}", denied.stdout, denied.stderr);
    assert!(denied.stdout.starts_with(r#"{"decision":false,"#), "{}", denied.stdout);
    let issues = eval("allocation", "{}");
    assert_eq!(issues.code, 2);
    let issues: Value = serde_json::from_str(&issues.stdout).expect("JSON");
    assert_eq!(issues[0]["code"], "input.missing_field");
}

#[test]
fn eval_takes_a_file_and_an_instant() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("request.json");
    let body = case(Operation::Allocation, Wanted::Allow).request;
    let mut request: Value = serde_json::from_str(&body).expect("JSON");
    let as_of = request.as_object_mut().expect("an object").remove("asOf").expect("the case has `asOf`");
    fs::write(&file, request.to_string()).expect("a file");
    let ask = |now: &str| {
        let mut command = program();
        command.args(["eval", "allocation", "--now", now, "--policies"]).arg(pack_folder()).arg(&file);
        run(&mut command)
    };
    let at = ask(as_of.as_str().expect("text"));
    assert_eq!(at.code, 0, "{}{}", at.stdout, at.stderr);
    assert_eq!(at.stdout, eval("allocation", &body).stdout);
    assert_eq!(ask("none").code, 2);
    assert!(ask("yesterday").stderr.contains("`yesterday` is not an RFC 3339 instant"));
}

#[test]
fn a_missing_module_or_file_is_a_host_failure_that_says_what_to_do() {
    let mut command = program();
    command.env_remove("CHANNEL_POLICY_MODULE").args(["eval", "deal", "--policies"]).arg(pack_folder());
    let ended = run(command.args(["--module", "absent.wasm"]).write_stdin("{}"));
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("`absent.wasm` cannot be read"), "{}", ended.stderr);
    assert!(ended.stderr.contains("CHANNEL_POLICY_MODULE"), "{}", ended.stderr);
    let ended = run(program().args(["eval", "deal", "absent.json", "--policies"]).arg(pack_folder()));
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("`absent.json` cannot be read"), "{}", ended.stderr);
}

fn broken_folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.json"), "{").expect("a file");
    fs::write(folder.path().join("b.json"), r#"{"kind":"permission","surprise":1}"#).expect("a file");
    folder
}

#[test]
fn check_passes_the_shipped_pack_and_prints_each_issue_of_a_broken_one() {
    let ended = run(program().arg("check").arg(pack_folder()));
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "no issues\n"), "{}", ended.stderr);
    let folder = broken_folder();
    let ended = run(program().arg("check").arg(folder.path()));
    assert_eq!(ended.code, 2);
    for name in ["a.json", "b.json"] {
        let prefix = format!("{}: ", folder.path().join(name).display());
        assert!(ended.stdout.lines().any(|line| line.starts_with(&prefix)), "{name} is not in {}", ended.stdout);
    }
    assert!(ended.stdout.contains(": /surprise: input.unknown_field: "), "{}", ended.stdout);
}

#[test]
fn serve_and_eval_do_not_start_with_broken_policies() {
    let folder = broken_folder();
    for arguments in [&["serve", "--port", "0"][..], &["eval", "deal"]] {
        let ended = run(program().args(arguments).arg("--policies").arg(folder.path()).write_stdin("{}"));
        assert_eq!(ended.code, 2, "{}", ended.stderr);
        assert!(ended.stderr.contains("a.json: input.malformed_json: "), "{}", ended.stderr);
    }
}

#[test]
fn policies_are_folders_and_files_together() {
    let directory = directory_file();
    let ended = run(program().arg("check").arg(pack_folder()).arg(directory.path()));
    assert_eq!((ended.code, ended.stdout.as_str()), (0, "no issues\n"), "{}", ended.stderr);
    // The loaded account is a distributor, so a request that calls it something else is refused.
    let request = json!({
        "subject": {"type": "user", "id": "u-1", "properties": {"role": "admin", "account": "d-1"}},
        "action": {"name": "view"}, "resource": {"type": "deal", "id": "x", "properties": {"account": "d-1"}},
        "context": {"accounts": [{"id": "d-1", "type": "customer"}]},
    });
    let mut command = program();
    command.args(["eval", "permission", "--policies"]).arg(pack_folder()).arg("--policies").arg(directory.path());
    let ended = run(command.write_stdin(request.to_string()));
    assert!(ended.stdout.contains("directory.fact_conflict"), "{}{}", ended.stdout, ended.stderr);
    let ended = run(program().arg("check").arg(directory.path()).arg("absent.json"));
    assert_eq!((ended.code, ended.stderr.contains("`absent.json` cannot be read")), (3, true), "{}", ended.stderr);
}

#[test]
fn test_passes_the_shipped_packs() {
    let ended = run(program().arg("test").arg(pack_folder()));
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    assert!(ended.stdout.starts_with("0 of "), "{}", ended.stdout);
}

#[test]
fn test_shows_what_a_wrong_expectation_expected_and_found() {
    let right = case(Operation::Allocation, Wanted::Deny);
    let Expectation::Decision { reasons, .. } = &right.expectation else {
        panic!("a deny is a decision");
    };
    let request: Value = serde_json::from_str(&right.request).expect("JSON");
    let folder = pack_with_cases(&json!({"cases": [{
        "name": "a wrong expectation", "why": "to see it fail", "operation": "allocation", "now": right.now,
        "request": request, "expect": {"decision": false, "reasons": ["allocation.no_such_code"]},
    }]}));
    let ended = run(program().arg("test").arg(folder.path()));
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    let found = format!("    expected [\"allocation.no_such_code\"]\n    found    {}\n", json!(reasons));
    assert!(ended.stdout.contains("own.json: a wrong expectation\n  why: to see it fail\n"), "{}", ended.stdout);
    assert!(ended.stdout.contains(&format!("  /context/reasons\n{found}")), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("1 of 1 cases failed\n"), "{}", ended.stdout);
}

#[test]
fn test_refuses_packs_without_cases_and_broken_case_files() {
    let folder = pack_with_cases(&json!({"cases": []}));
    let ended = run(program().arg("test").arg(folder.path()));
    assert_eq!((ended.code, ended.stderr.contains("`cases` is empty")), (2, true), "{}", ended.stderr);
    fs::remove_dir_all(folder.path().join("cases")).expect("removed");
    let ended = run(program().arg("test").arg(folder.path()));
    assert_eq!((ended.code, ended.stderr.contains("no case found")), (2, true), "{}", ended.stderr);
}

#[test]
fn a_file_is_no_pack_and_a_folder_of_packs_no_policies() {
    let ended = run(program().arg("test").arg(pack_folder().join("deal.json")));
    assert_eq!((ended.code, ended.stderr.contains("deal.json` is a file; `test` takes a pack's folder")), (2, true), "{}", ended.stderr);
    let ended = run(program().args(["serve", "--port", "0", "--policies"]).arg(pack_folder().join("..")));
    assert!(ended.stderr.contains("folders below are not read"), "{}", ended.stderr);
}

#[test]
fn help_has_examples_everywhere() {
    for command in [&[][..], &["eval"], &["check"], &["test"], &["matrix"], &["serve"], &["bill"]] {
        let arguments = [command, &["--help"]].concat();
        let ended = run(program().args(&arguments));
        assert_eq!(ended.code, 0);
        assert!(ended.stdout.contains("Examples:\n  channel-policy "), "{arguments:?}: {}", ended.stdout);
    }
}
