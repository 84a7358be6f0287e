//! `eval --batch`: lines in, lines out, and the exit code of the worst.

use crate::support::{Wanted, case, module_path, pack_folder};
use assert_cmd::Command;
use channel_policy_host::Operation;
use std::fs;
use std::process::Output;

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("channel-policy").expect("built");
    command.env("CHANNEL_POLICY_MODULE", module_path()).arg("eval").args(arguments).arg("--policies").arg(pack_folder());
    command
}

fn line(wanted: Wanted) -> String {
    let request = case(Operation::Deal, wanted).request.replace('\n', " ");
    format!(r#"{{"id":"{wanted:?}","operation":"deal","request":{request}}}"#)
}

fn lines(output: &Output) -> Vec<&str> {
    std::str::from_utf8(&output.stdout).expect("UTF-8").lines().collect()
}

#[test]
fn each_line_is_answered_in_order_and_the_worst_ends_the_command() {
    let (allow, deny, issues) = (line(Wanted::Allow), line(Wanted::Deny), line(Wanted::Issues));
    for (text, code, outcomes) in [
        (String::new(), 0, &[][..]),
        (format!("\n{allow}\r\n \n{allow}"), 0, &["allow", "allow"]),
        (format!("{deny}\n{allow}\n"), 1, &["deny", "allow"]),
        (format!("{allow}\n{issues}\n{deny}\n"), 2, &["allow", "invalid", "deny"]),
        (format!("nonsense\n{deny}\n"), 2, &["malformed", "deny"]),
    ] {
        let output = command(&["--batch", "-"]).write_stdin(text.clone()).output().expect("it runs");
        assert_eq!(output.status.code(), Some(code), "{text}: {}", String::from_utf8_lossy(&output.stderr));
        let lines = lines(&output);
        assert_eq!(lines.len(), outcomes.len(), "{lines:?}");
        for (line, outcome) in lines.iter().zip(outcomes) {
            assert!(line.contains(&format!(r#""outcome":"{outcome}""#)), "{line} is not {outcome}");
        }
    }
}

#[test]
fn a_file_is_read_and_a_line_that_is_too_long_harms_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("questions.ndjson");
    let allow = line(Wanted::Allow);
    let long = format!(r#"{{"operation":"deal","request":"{}"}}"#, "x".repeat(20 << 20));
    fs::write(&file, format!("{allow}\n{long}\n{allow}\n{}", "y".repeat(9 << 20))).expect("written");
    let output = command(&["--batch"]).arg(&file).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let lines = lines(&output);
    assert_eq!(lines.len(), 4);
    for (line, wanted) in lines.iter().zip([r#""outcome":"allow""#, "input.too_large", r#""outcome":"allow""#, "input.too_large"]) {
        assert!(line.contains(wanted), "{line}");
    }
}

#[test]
fn what_does_not_go_together_and_what_is_not_there_are_said() {
    for (arguments, message) in [
        (&["--batch", "absent.ndjson"][..], "`absent.ndjson` cannot be read"),
        (&["deal", "--batch", "-"], "cannot be used with"),
        (&["--batch", "-", "--format", "text"], "cannot be used with"),
        (&[], "required arguments"),
        (&["item"], "invalid value 'item'"),
    ] {
        let output = command(arguments).write_stdin("").output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains(message), "{arguments:?}: {said}");
    }
}

#[test]
fn the_clock_of_the_command_is_that_of_each_line() {
    let question = r#"{"operation":"deal","request":{"action":"check","customer":{"id":"k","volume":"0 B"},"sale":{"plan":"reserved","volume":"1 TB"}}}"#;
    for (now, wanted) in [("2026-06-01T00:00:00Z", r#""asOf":"2026-06-01T00:00:00Z""#), ("none", "input.as_of_missing")] {
        let output = command(&["--batch", "-", "--now", now]).write_stdin(question).output().expect("it runs");
        assert!(lines(&output)[0].contains(wanted), "{:?}", lines(&output));
    }
}
