//! Settings from flags, the environment and a file: which counts, and what is wrong with them.

use crate::process::command;
use crate::support::{ended, module_path, pack_folder, workspace};
use std::fs;
use std::process::Command;
use tempfile::NamedTempFile;

fn file(text: &str) -> NamedTempFile {
    let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file");
    fs::write(file.path(), text).expect("written");
    file
}

/// How a start ends that must not succeed.
#[track_caller]
fn refused(command: Command) -> String {
    let output = ended(command);
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{message}");
    message
}

#[test]
fn the_committed_table_is_what_the_flags_say() {
    let output = Command::new(env!("CARGO_BIN_EXE_channel-policy")).arg("settings").output().expect("it runs");
    let table = String::from_utf8(output.stdout).expect("UTF-8");
    let committed = fs::read_to_string(workspace().join("docs/settings.md")).expect("readable");
    assert_eq!(committed, table, "run `channel-policy settings > docs/settings.md`");
    for name in ["`listen`", "`--max-in-flight COUNT`", "`CHANNEL_POLICY_DRAIN_DELAY_MS`", "`isolation`", "`fuel`", "`decision_log`"] {
        assert!(table.contains(name), "{name}");
    }
    // Kubernetes sets this one to an URL in every pod beside a service of that name.
    assert!(!table.contains("`CHANNEL_POLICY_PORT`"));
}

#[test]
fn every_setting_of_the_table_may_stand_in_the_environment() {
    let committed = fs::read_to_string(workspace().join("docs/settings.md")).expect("readable");
    let rows: Vec<&str> = committed.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(rows.len() > 25, "{}", rows.len());
    for row in rows {
        let cells: Vec<&str> = row.split(" | ").collect();
        assert!(cells[2].starts_with("`CHANNEL_POLICY_"), "{row}");
    }
}

/// The folder of static files is looked at before anything else, so its name in the message shows which place counted.
#[test]
fn a_flag_counts_before_the_environment_and_that_before_the_file() {
    let file = file("assets = \"absent-file\"\n");
    let start = |environment: bool, flag: bool| {
        let mut command = command(&[&pack_folder()]);
        command.args(["--port", "0", "--config"]).arg(file.path());
        if environment {
            command.env("CHANNEL_POLICY_ASSETS", "absent-environment");
        }
        if flag {
            command.args(["--assets", "absent-flag"]);
        }
        String::from_utf8(ended(command).stderr).expect("UTF-8")
    };
    assert!(start(false, false).contains("`absent-file` is not a folder"));
    assert!(start(true, false).contains("`absent-environment` is not a folder"));
    assert!(start(true, true).contains("`absent-flag` is not a folder"));
    assert!(start(false, true).contains("`absent-flag` is not a folder"));
}

#[test]
fn a_word_in_the_file_can_be_taken_back_by_a_flag() {
    let file = file("listen = \"0.0.0.0\"\nallow_unauthenticated = true\nassets = \"absent\"\n");
    let start = |arguments: &[&str]| {
        let mut command = command(&[&pack_folder()]);
        command.args(["--port", "0", "--config"]).arg(file.path()).args(arguments).args(["--assets", "."]);
        command
    };
    assert!(refused(start(&["--allow-unauthenticated=false"])).contains("others reach `0.0.0.0`"));
}

#[test]
fn the_file_may_hold_everything_and_be_named_in_the_environment() {
    let folder = pack_folder().join("deal.json");
    let file = file(&format!(
        "# all of it\nport = 0\nlisten = \"0.0.0.0\"\nmodule = {:?}\npolicies = [{:?}]\ndeadline_ms = 500\nlog_level = \"warn\"\n",
        module_path(),
        folder
    ));
    let mut command = Command::new(env!("CARGO_BIN_EXE_channel-policy"));
    command
        .arg("serve")
        .env("CHANNEL_POLICY_CONFIG", file.path())
        .env_remove("CHANNEL_POLICY_POLICIES")
        .env_remove("CHANNEL_POLICY_MODULE");
    assert!(refused(command).contains("others reach `0.0.0.0`"), "every setting was taken, and the address is refused");
}

#[test]
fn everything_wrong_with_the_file_is_said_with_its_line() {
    let file = file(
        "port = 0\n\nprot = 1\ndeadline_ms = 0\nlisten = \"nowhere\"\ntokens = [\"MARKED\"]\nmax_body_bytes = 1.5\npolicies = []\n[table]\n",
    );
    let mut command = command(&[&pack_folder()]);
    command.arg("--config").arg(file.path());
    let message = refused(command);
    let place = |line: usize| format!("{}:{line}: ", file.path().display());
    for (line, text) in [
        (3, "there is no setting `prot`; did you mean `port`?"),
        (4, "`deadline_ms`: invalid value '0' for '--deadline-ms <MS>': 0 is not in 1..=600000"),
        (5, "`listen`: invalid value 'nowhere' for '--listen <ADDRESS>'"),
        (6, "there is no setting `tokens`"),
        (7, "`max_body_bytes`: it must be a text, a number or `true` or `false`"),
        (8, "`policies`: it must be a list of texts or numbers"),
        (9, "there is no setting `table`"),
    ] {
        assert!(message.contains(&format!("{}{text}", place(line))), "{line}: {message}");
    }
    assert!(!message.contains(&place(1)) && !message.contains("MARKED"), "{message}");
}

#[test]
fn a_file_that_is_no_toml_or_not_there_is_an_error_with_its_place() {
    let file = file("port = 0\nlisten = \n");
    let mut broken = command(&[&pack_folder()]);
    broken.arg("--config").arg(file.path());
    assert!(refused(broken).contains(&format!("{}:2: ", file.path().display())));
    let mut absent = command(&[&pack_folder()]);
    absent.args(["--config", "absent.toml"]);
    assert!(refused(absent).contains("`absent.toml` cannot be read"));
    let mut twice = command(&[&pack_folder()]);
    let file = self::file("port = 1\nport = 2\n");
    twice.arg(format!("--config={}", file.path().display()));
    assert!(refused(twice).contains(":2: "));
}
