//! The command line as users meet it: output and exit codes of the real program.

use crate::support::{Wanted, case, directory_file, module_path, pack_folder};
use assert_cmd::Command;
use channel_policy_cases::Expectation;
use channel_policy_host::Operation;
use serde_json::{Value, json};
use std::fs;
use std::time::Duration;
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
    let output = command.timeout(Duration::from_secs(60)).output().expect("the program runs");
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
fn a_missing_module_is_a_failure_of_the_host_and_a_missing_file_a_mistake() {
    let mut command = program();
    command.env_remove("CHANNEL_POLICY_MODULE").args(["eval", "deal", "--policies"]).arg(pack_folder());
    let ended = run(command.args(["--module", "absent.wasm"]).write_stdin("{}"));
    assert_eq!(ended.code, 3);
    assert!(ended.stderr.contains("`absent.wasm` cannot be read"), "{}", ended.stderr);
    assert!(ended.stderr.contains("CHANNEL_POLICY_MODULE"), "{}", ended.stderr);
    let ended = run(program().args(["eval", "deal", "absent.json", "--policies"]).arg(pack_folder()));
    assert_eq!(ended.code, 2);
    assert!(ended.stderr.contains("`absent.json` cannot be read: "), "{}", ended.stderr);
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
    assert!(ended.stdout.contains(&format!("─[{}:1:1]\n", folder.path().join("a.json").display())), "{}", ended.stdout);
    let unknown = "\n  × /surprise: the field `surprise` is not known here\n";
    assert!(ended.stdout.contains(&format!("input.unknown_field\n{unknown}")), "{}", ended.stdout);
    assert!(ended.stdout.ends_with(" in 2 of 2 files\n"), "{}", ended.stdout);
}

#[test]
fn check_has_a_line_for_each_issue_and_json_for_programs() {
    let folder = broken_folder();
    let file = folder.path().join("b.json").display().to_string();
    let ended = run(program().args(["check", "--format", "short"]).arg(folder.path()));
    let line = format!("{file}:1:22: input.unknown_field: the field `surprise` is not known here");
    assert_eq!((ended.code, ended.stdout.lines().any(|each| each == line)), (2, true), "{}", ended.stdout);
    let ended = run(program().args(["check", "--format", "json"]).arg(folder.path()));
    let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((ended.code, &report["ok"]), (2, &Value::Bool(false)));
    let issues = report["issues"].as_array().expect("a list");
    let unknown = issues.iter().find(|issue| issue["pointer"] == "/surprise").expect("the issue");
    assert_eq!(unknown["document"], json!(file));
    assert_eq!([&unknown["line"], &unknown["column"], &unknown["endLine"], &unknown["endColumn"]], [1, 22, 1, 32]);
    let ended = run(program().args(["check", "--format", "json"]).arg(pack_folder()));
    let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((ended.code, &report["ok"], &report["issues"]), (0, &json!(true), &json!([])));
    assert!(report["policies"].as_array().is_some_and(|list| list.iter().any(|each| each["kind"] == "deal")), "{report}");
}

#[test]
fn check_reports_what_it_cannot_read_beside_the_issues_of_what_it_can() {
    let folder = broken_folder();
    fs::write(folder.path().join("c.json"), b"{\n \"\xff\"}").expect("a file");
    fs::write(folder.path().join("d.bundle.json"), "{}").expect("a file");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", folder.path().join("e.json")).expect("a link");
    let ended = run(program().args(["check", "--format", "short"]).arg(folder.path()).arg("absent.json"));
    assert_eq!(ended.code, 2);
    for part in [
        "c.json: input.invalid_utf8: the text is not UTF-8 at line 2, column 3\n",
        "d.bundle.json: host.damaged_bundle: this is not a whole bundle file",
        #[cfg(unix)]
        "e.json: host.unreadable_file: the file cannot be read: ",
        "absent.json: host.unreadable_file: ",
        "a.json:1:1: input.malformed_json: ",
    ] {
        assert!(ended.stdout.contains(part), "{part} is not in {}", ended.stdout);
    }
}

#[test]
fn colours_are_for_terminals() {
    let folder = broken_folder();
    let plain = run(program().arg("check").arg(folder.path()));
    assert!(!plain.stdout.contains('\u{1b}'));
    let forced = run(program().env("CLICOLOR_FORCE", "1").arg("check").arg(folder.path()));
    assert!(forced.stdout.contains('\u{1b}'));
}

#[test]
fn serve_and_eval_do_not_start_with_broken_policies() {
    let folder = broken_folder();
    for arguments in [&["serve", "--port", "0"][..], &["eval", "deal"]] {
        let ended = run(program().args(arguments).arg("--policies").arg(folder.path()).write_stdin("{}"));
        assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{}", ended.stderr);
        assert!(ended.stderr.contains("input.malformed_json") && ended.stderr.contains("a.json:1:1]"), "{}", ended.stderr);
    }
    let mut command = program();
    let ended = run(command.args(["eval", "deal", "--format", "json", "--policies"]).arg(folder.path()).write_stdin("{}"));
    let refused: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((ended.code, &refused["ok"]), (2, &json!(false)));
}

#[test]
fn eval_explains_a_deny_and_shows_the_issues_of_a_request() {
    let text = |body: &str| {
        let mut command = program();
        run(command.args(["eval", "allocation", "--format", "text", "--policies"]).arg(pack_folder()).write_stdin(body))
    };
    let right = case(Operation::Allocation, Wanted::Deny);
    let denied = text(&right.request);
    let Expectation::Decision { reasons, .. } = &right.expectation else {
        panic!("a deny is a decision");
    };
    assert_eq!(denied.code, 1, "{}{}", denied.stdout, denied.stderr);
    assert!(denied.stdout.starts_with("denied\n  "), "{}", denied.stdout);
    for code in reasons {
        assert!(denied.stdout.contains(&format!(" {code}: ")), "{code} is not in {}", denied.stdout);
    }
    assert!(denied.stdout.lines().last().is_some_and(|line| line.starts_with("by allocation ")), "{}", denied.stdout);
    let issues = text("{\"action\": 1}");
    assert_eq!(issues.code, 2);
    assert!(issues.stdout.contains("─[standard input:1:12]\n"), "{}", issues.stdout);
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
    assert_eq!((ended.code, ended.stdout.contains("absent.json: the file cannot be read")), (2, true), "{}", ended.stdout);
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
    assert!(ended.stdout.contains("own.json:1:11: a wrong expectation\n  why: to see it fail\n"), "{}", ended.stdout);
    assert!(ended.stdout.contains(&format!("  /context/reasons\n{found}")), "{}", ended.stdout);
    assert!(ended.stdout.ends_with("1 of 1 cases failed\n"), "{}", ended.stdout);
}

#[test]
fn test_refuses_packs_without_cases_and_broken_case_files() {
    let folder = pack_with_cases(&json!({"cases": []}));
    let ended = run(program().arg("test").arg(folder.path()));
    assert_eq!((ended.code, ended.stderr.contains("own.json:1:1: `cases` is empty")), (2, true), "{}", ended.stderr);
    fs::remove_dir_all(folder.path().join("cases")).expect("removed");
    let ended = run(program().arg("test").arg(folder.path()));
    assert_eq!((ended.code, ended.stderr.contains("has no case;")), (2, true), "{}", ended.stderr);
}

#[test]
fn a_file_is_no_pack_and_a_folder_of_packs_no_policies() {
    let ended = run(program().arg("test").arg(pack_folder().join("deal.json")));
    assert_eq!((ended.code, ended.stderr.contains("deal.json` is a file; `test` takes a pack's folder")), (2, true), "{}", ended.stderr);
    let ended = run(program().args(["serve", "--port", "0", "--policies"]).arg(pack_folder().join("..")));
    assert!(ended.stderr.contains("folders below are not read"), "{}", ended.stderr);
}

#[test]
fn test_shows_long_differences_line_by_line_and_other_outcomes_with_their_reasons() {
    let right = case(Operation::Allocation, Wanted::Deny);
    let request: Value = serde_json::from_str(&right.request).expect("JSON");
    let own = |name: &str, expect: Value| json!({"name": name, "why": "to see it fail", "operation": "allocation", "now": right.now, "request": request, "expect": expect});
    let many: Vec<String> = (0..9).map(|number| format!("allocation.no_such_code_{number}")).collect();
    let folder = pack_with_cases(&json!({"cases": [
        own("many", json!({"decision": false, "reasons": many})),
        own("another outcome", json!({"decision": true, "reasons": []})),
        {"name": "no such", "why": "to see it fail", "operation": "nonsense", "request": {}, "expect": {"decision": true, "reasons": []}},
    ]}));
    let ended = run(program().arg("test").arg(folder.path()));
    assert_eq!(ended.code, 1, "{}{}", ended.stdout, ended.stderr);
    for part in [
        "    -   \"allocation.no_such_code_0\",\n",
        "  the answer\n    expected outcome allow\n    found    outcome deny\n      ",
        "  `nonsense` is not an operation\n",
        "3 of 3 cases failed\n",
    ] {
        assert!(ended.stdout.contains(part), "{part} is not in {}", ended.stdout);
    }
    let ended = run(program().args(["test", "--format", "json"]).arg(folder.path()));
    let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((ended.code, &report["ok"], &report["cases"], &report["failed"]), (1, &json!(false), &json!(3), &json!(3)));
    let failure = &report["failures"][0];
    assert_eq!([&failure["case"], &failure["line"], &failure["column"]], [&json!("many"), &json!(1), &json!(11)]);
    assert_eq!(failure["differences"][0]["pointer"], "/context/reasons");
}

#[test]
fn test_takes_other_policies_and_single_case_files() {
    let cases = pack_folder().join("cases/deal.json");
    let ended = run(program().arg("test").arg(&cases).arg("--policies").arg(pack_folder()));
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let ended = run(program().arg("test").arg(&cases).arg("--policies").arg(pack_folder().join("allocation.json")));
    assert_eq!(ended.code, 1, "{}", ended.stderr);
}

#[test]
fn a_bundle_file_is_reproducible_and_stands_for_its_documents() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.json");
    let bundle = |arguments: &[&std::ffi::OsStr]| {
        let mut command = program();
        let ended = run(command.arg("bundle").args(arguments).arg("--out").arg(&out).args(["--format", "json"]));
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
        (serde_json::from_str::<Value>(&ended.stdout).expect("JSON"), fs::read(&out).expect("written"))
    };
    let policies = std::ffi::OsStr::new("--policies");
    let (report, bytes) = bundle(&[policies, pack_folder().as_os_str()]);
    let copy = tempfile::tempdir().expect("a folder");
    let mut files: Vec<_> = fs::read_dir(pack_folder()).expect("readable").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| path.is_file());
    files.sort();
    let mut arguments = Vec::new();
    for file in files.iter().rev() {
        let target = copy.path().join(file.file_name().expect("a name"));
        fs::copy(file, &target).expect("copied");
        arguments.extend([policies.to_owned(), target.into_os_string()]);
    }
    let (again, other) = bundle(&arguments.iter().map(std::ffi::OsString::as_os_str).collect::<Vec<_>>());
    assert_eq!((&report, &bytes), (&again, &other), "other paths in another order are the same documents");
    assert_eq!(report["documents"], files.len());
    for arguments in [&["check"][..], &["matrix"]] {
        let ended = run(program().args(arguments).arg(&out));
        assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    }
    let ended = run(program().arg("test").arg(pack_folder()).arg("--policies").arg(&out));
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    let damaged = String::from_utf8(bytes).expect("UTF-8").replacen("100 TB", "900 TB", 1);
    fs::write(&out, damaged).expect("written");
    let request = case(Operation::Allocation, Wanted::Allow).request;
    let ended = run(program().args(["eval", "allocation", "--policies"]).arg(&out).write_stdin(request));
    assert_eq!((ended.code, ended.stderr.contains("host.damaged_bundle")), (2, true), "{}", ended.stderr);
}

#[test]
fn nothing_is_bundled_with_issues_or_into_its_own_policies() {
    let folder = broken_folder();
    let out = tempfile::tempdir().expect("a folder");
    let file = out.path().join("policies.bundle.json");
    let ended = run(program().args(["bundle", "--policies"]).arg(folder.path()).arg("--out").arg(&file));
    assert_eq!((ended.code, file.exists()), (2, false), "{}", ended.stderr);
    let inside = folder.path().join("own.json");
    let ended = run(program().args(["bundle", "--policies"]).arg(folder.path()).arg("--out").arg(&inside));
    assert_eq!((ended.code, inside.exists()), (2, false), "{}", ended.stderr);
    assert!(ended.stderr.contains("write it elsewhere"), "{}", ended.stderr);
}

#[test]
fn completions_are_scripts_of_each_shell() {
    for (shell, part) in [("bash", "-o default channel-policy"), ("zsh", "#compdef channel-policy"), ("fish", "complete -c channel-policy")]
    {
        let ended = run(program().args(["completions", shell]));
        assert_eq!((ended.code, ended.stdout.contains(part)), (0, true), "{}", ended.stdout);
        assert!(ended.stdout.contains("bundle"), "{}", ended.stdout);
    }
    assert_eq!(run(program().args(["completions", "cmd"])).code, 2);
}
