//! `serve` as a process: its arguments, its socket, and how it ends.

use crate::process::Sidecar;
use crate::support::{directory_file, module_path, pack_folder};
use assert_cmd::Command;
use serde_json::{Value, json};
use std::time::Duration;

#[cfg(unix)]
#[test]
fn serve_prints_its_address_answers_and_ends_on_sigterm() {
    let sidecar = Sidecar::start(&[&pack_folder()], &[]);
    assert!(sidecar.address.starts_with("127.0.0.1:"), "{}", sidecar.address);
    let reply = sidecar.ask("GET /readyz", "");
    assert!(reply.starts_with("HTTP/1.1 200 OK"), "{reply}");
    sidecar.terminate();
    assert!(sidecar.end().0.success());
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
        let output = command
            .timeout(Duration::from_secs(60))
            .args(["serve", "--port", "0", "--policies", "absent", "--public-url", url])
            .output()
            .expect("it runs");
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
    let output = command.timeout(Duration::from_secs(60)).arg(pack_folder()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(message.contains("`--refuse-request-facts` needs a directory document; load one with `--policies`"), "{message}");
}

#[test]
fn a_sidecar_without_a_permission_document_says_so() {
    let sidecar = Sidecar::start(&[&pack_folder().join("deal.json")], &[]);
    assert!(sidecar.ask("POST /access/v1/evaluation", "{}").starts_with("HTTP/1.1 400"));
    sidecar.terminate();
    let (_, said) = sidecar.end();
    assert!(said.contains(r#""level":"WARN","message":"no permission document is loaded: /access/ answers 400""#), "{said}");
}
