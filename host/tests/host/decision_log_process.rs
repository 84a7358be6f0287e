//! The decision log of a sidecar that runs as a process: files that cannot grow, ends, starts.

use crate::decision_log::{deal, records};
use crate::support::{ended, module_path, pack_folder};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// Longest file that the shell is told to allow, in its own unit.
#[cfg(unix)]
const BLOCKS: u64 = 8192;

/// The same in bytes: shells count in 512 or in 1,024.
#[cfg(unix)]
fn limit_of_shell(folder: &Path) -> u64 {
    let probe = folder.join("probe");
    let mut shell = Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 1; head -c 4096 /dev/zero > \"$0\""]).arg(&probe).stderr(Stdio::null());
    shell.status().expect("sh runs");
    BLOCKS * fs::metadata(probe).expect("it is there").len()
}

/// The sidecar as a process, started by `sh`, with a log.
struct Process {
    child: Child,
    address: String,
    stderr: BufReader<std::process::ChildStderr>,
}

impl Process {
    fn start(before: &str, log: &Path) -> Self {
        let mut child = Command::new("sh")
            .args(["-c", &format!("{before} exec \"$@\""), "sh", env!("CARGO_BIN_EXE_channel-policy")])
            .args(["serve", "--port", "0", "--policies"])
            .arg(pack_folder())
            .arg("--decision-log")
            .arg(log)
            .env("CHANNEL_POLICY_MODULE", module_path())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stderr = BufReader::new(child.stderr.take().expect("piped"));
        let mut line = String::new();
        stderr.read_line(&mut line).expect("a line");
        let event: Value = serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let address = event["address"].as_str().unwrap_or_else(|| panic!("{line}")).to_owned();
        Self { child, address, stderr }
    }

    fn ask(&self, body: &Value) {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let body = body.to_string();
        let head = "POST /v1/deal HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json";
        write!(stream, "{head}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).expect("sent");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("a reply");
        assert!(reply.starts_with("HTTP/1.1 200"), "{reply}");
    }

    /// Asks it to stop; what it had to warn of meanwhile.
    fn stop(mut self) -> Vec<Value> {
        let signalled = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(signalled.expect("kill runs").success());
        assert!(self.child.wait().expect("it ends").success());
        let lines = std::io::read_to_string(&mut self.stderr).expect("readable");
        let events = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|error| panic!("{error}: {line}")));
        events.filter(|event| event["level"] != "INFO").collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[cfg(unix)]
#[test]
fn a_line_that_fits_only_in_part_is_taken_back_and_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    // No file may grow beyond some MiB, which leaves the log a few lines: then writing fails in the middle of one.
    let before = limit_of_shell(folder.path()) - 3000;
    let file = fs::File::create(&log).expect("made");
    file.set_len(before - 1).expect("lengthened");
    fs::OpenOptions::new().append(true).open(&log).expect("open").write_all(b"\n").expect("written");
    let process = Process::start(&format!("trap '' XFSZ; ulimit -f {BLOCKS};"), &log);
    for _ in 0..40 {
        process.ask(&deal("20 TB"));
    }
    let said = process.stop();
    let text = fs::read(&log).expect("readable");
    let records = records(str::from_utf8(&text[usize::try_from(before).expect("it fits")..]).expect("UTF-8"));
    // The line that tells of missing records is shorter than a record, and may have found room.
    let written = records.iter().filter(|record| record["type"] == "decision").count();
    assert!((1..40).contains(&written), "{written}");
    let [cannot, missing] = said.as_slice() else { panic!("{said:?}") };
    assert_eq!(cannot["message"], "the decision log cannot be written");
    assert_eq!((&missing["written"], &missing["dropped"]), (&json!(written), &json!(40 - written)));
}

#[cfg(unix)]
#[test]
fn what_waits_is_written_before_the_sidecar_ends_and_a_cut_line_stays_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let log = folder.path().join("log");
    fs::write(&log, "{\"version\":1,\"type\":\"deci").expect("written");
    let process = Process::start("", &log);
    for _ in 0..30 {
        process.ask(&deal("20 TB"));
    }
    assert_eq!(process.stop(), Vec::<Value>::new());
    let text = fs::read_to_string(&log).expect("readable");
    let (cut, whole) = text.split_once('\n').expect("lines");
    assert_eq!(cut, "{\"version\":1,\"type\":\"deci");
    assert_eq!(records(whole).len(), 30);
}

#[test]
fn a_log_that_cannot_be_written_and_pointers_that_are_none_are_said_at_the_start() {
    let start = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_channel-policy"));
        command.env("CHANNEL_POLICY_MODULE", module_path()).args(["serve", "--port", "0", "--policies"]).arg(pack_folder());
        command.args(arguments);
        let output = ended(command);
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (code, said) = start(&["--decision-log", "/nowhere/log"]);
    assert_eq!(code, Some(3), "{said}");
    assert!(said.contains("the decision log `/nowhere/log` cannot be written"), "{said}");
    let (code, said) = start(&["--decision-log", "-", "--decision-log-redact", "/form/email,form"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`form` is not a JSON Pointer"), "{said}");
    let (code, said) = start(&["--decision-log-redact", "/form/email"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("--decision-log"), "{said}");
}
