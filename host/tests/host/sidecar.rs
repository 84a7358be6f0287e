//! `serve` as a process: its arguments, its socket, and how it ends.

use crate::support::{directory_file, module_path, pack_folder};
use assert_cmd::Command;
use serde_json::{Value, json};
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{self, Child, Stdio};

struct Sidecar {
    process: Child,
    address: String,
}

impl Sidecar {
    /// Starts on a free port with the policies at `paths`.
    fn start(paths: &[&Path], arguments: &[&str]) -> Self {
        let policies = paths.iter().map(|path| path.as_os_str()).collect::<Vec<_>>().join(OsStr::new(","));
        let mut process = process::Command::new(env!("CARGO_BIN_EXE_channel-policy"))
            .env("CHANNEL_POLICY_MODULE", module_path())
            .env("CHANNEL_POLICY_POLICIES", policies)
            .args(["serve", "--port", "0"])
            .args(arguments)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        let mut stderr = BufReader::new(process.stderr.take().expect("piped"));
        stderr.read_line(&mut line).expect("a line");
        let address = line.trim().strip_prefix("listening on http://").expect("the address").to_owned();
        Self { process, address }
    }

    /// The whole reply to one request.
    fn ask(&self, method_and_path: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let length = body.len();
        let head = format!("{method_and_path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json");
        write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{body}").expect("sent");
        let mut reply = String::new();
        stream.read_to_string(&mut reply).expect("a reply");
        reply
    }

    fn json(&self, method_and_path: &str, body: &str) -> Value {
        let reply = self.ask(method_and_path, body);
        let (_, body) = reply.split_once("\r\n\r\n").expect("a body");
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {reply}"))
    }
}

impl Drop for Sidecar {
    fn drop(&mut self) {
        // Also where a test failed; it may have ended before.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

#[cfg(unix)]
#[test]
fn serve_prints_its_address_answers_and_ends_on_sigterm() {
    let mut sidecar = Sidecar::start(&[&pack_folder()], &[]);
    assert!(sidecar.address.starts_with("127.0.0.1:"), "{}", sidecar.address);
    let reply = sidecar.ask("GET /readyz", "");
    assert!(reply.starts_with("HTTP/1.1 200 OK"), "{reply}");
    let signalled = process::Command::new("kill").arg(sidecar.process.id().to_string()).status();
    assert!(signalled.expect("kill runs").success());
    assert!(sidecar.process.wait().expect("it ends").success());
}

#[test]
fn the_metadata_names_the_address_or_the_public_url_and_searches_with_a_directory() {
    let metadata = "GET /.well-known/authzen-configuration";
    let sidecar = Sidecar::start(&[&pack_folder()], &[]);
    let found = sidecar.json(metadata, "");
    assert_eq!(found["policy_decision_point"], format!("http://{}", sidecar.address));
    assert_eq!(found["access_evaluation_endpoint"], format!("http://{}/access/v1/evaluation", sidecar.address));
    assert!(found.get("search_subject_endpoint").is_none(), "{found}");
    let directory = directory_file();
    let sidecar = Sidecar::start(&[&pack_folder(), directory.path()], &["--public-url", "https://pdp.example.com/t"]);
    let found = sidecar.json(&format!("{metadata}/t"), "");
    assert_eq!(found["policy_decision_point"], "https://pdp.example.com/t");
    assert_eq!(found["search_subject_endpoint"], "https://pdp.example.com/t/access/v1/search/subject");
}

#[test]
fn a_public_url_that_cannot_identify_the_sidecar_is_refused() {
    for url in ["http://pdp.example.com", "https://pdp.example.com/?tenant=1", "pdp.example.com", "https://pdp.example.com/"] {
        let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
        let output = command.args(["serve", "--port", "0", "--policies", "absent", "--public-url", url]).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{url}");
        let message = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(message.contains("--public-url"), "{url}: {message}");
    }
}

/// A question with its facts in the request.
fn question_with_facts() -> Value {
    json!({
        "subject": {"type": "user", "id": "u-1", "properties": {"role": "admin", "account": "d-1"}},
        "action": {"name": "view"},
        "resource": {"type": "deal", "id": "x", "properties": {"account": "d-1"}},
        "context": {"accounts": [{"id": "d-1", "type": "distributor"}]},
    })
}

#[test]
fn facts_of_requests_are_taken_unless_refused() {
    let question = question_with_facts().to_string();
    let taking = Sidecar::start(&[&pack_folder()], &[]);
    assert_eq!(taking.json("POST /access/v1/evaluation", &question)["decision"], true);
    let directory = directory_file();
    let refusing = Sidecar::start(&[&pack_folder(), directory.path()], &["--refuse-request-facts"]);
    let reply = refusing.ask("POST /access/v1/evaluation", &question);
    assert!(reply.starts_with("HTTP/1.1 400") && reply.contains("directory.facts_refused"), "{reply}");
}

#[test]
fn what_a_request_says_of_its_subject_counts_only_where_the_directory_says_it_too() {
    let directory = directory_file();
    let sidecar = Sidecar::start(&[&pack_folder(), directory.path()], &["--refuse-request-facts"]);
    let ask = |subject: &str| {
        let question = json!({
            "subject": {"type": "user", "id": subject, "properties": {"role": "admin", "account": "d-1"}},
            "action": {"name": "view"},
            "resource": {"type": "partner", "id": "p-1"},
        });
        sidecar.json("POST /access/v1/evaluation", &question.to_string())
    };
    let known = ask("u-1");
    assert_eq!(known["decision"], true, "{known}");
    let unknown = ask("u-2");
    assert_ne!(unknown["decision"], true, "{unknown}");
}

#[test]
fn refusing_facts_needs_a_directory_to_take_them_from() {
    let mut command = Command::cargo_bin("channel-policy").expect("the program is built");
    command.env("CHANNEL_POLICY_MODULE", module_path()).args(["serve", "--port", "0", "--refuse-request-facts", "--policies"]);
    let output = command.arg(pack_folder()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(message.contains("`--refuse-request-facts` needs a directory document; load one with `--policies`"), "{message}");
}

#[test]
fn a_sidecar_without_a_permission_document_says_so() {
    let mut process = process::Command::new(env!("CARGO_BIN_EXE_channel-policy"))
        .env("CHANNEL_POLICY_MODULE", module_path())
        .args(["serve", "--port", "0", "--policies"])
        .arg(pack_folder().join("deal.json"))
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let read = BufReader::new(process.stderr.take().expect("piped")).read_line(&mut line);
    process.kill().and_then(|()| process.wait()).expect("it ends");
    read.expect("a line");
    assert_eq!(line, "warning: no permission document is loaded: /access/ answers 400\n");
}
