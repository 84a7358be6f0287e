//! May a user do something? Asked of the policies inside another program.
//!
//! `cargo run -p channel-policy-host --example embed -- <module.wasm> <folder of policies>`

use channel_policy_host::{
    Limits, LoadError, Operation, Outcome, Request, Sandbox, SandboxError, Trust, Worker, now_ms, read_bundle, read_issues, read_module,
};
use serde_json::json;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [module, policies] = arguments.as_slice() else { return Err("usage: embed <module.wasm> <folder of policies>".into()) };
    // Once at the start: compile the module and seal it off.
    let limits = Limits { deadline: Some(Duration::from_millis(200)), ..Limits::default() };
    let sandbox = Sandbox::new(&read_module(Some(module))?, limits)?;
    // Once for every version of the policies: compile them into the module. A reload is the same with another bundle.
    let worker = load(&sandbox, policies)?;
    // As often as you like, from as many threads as you like.
    for role in ["admin", "viewer"] {
        println!("{role}: {}", may_update(&worker, role)?);
    }
    Ok(())
}

/// A worker with the policies, or what is wrong with them.
pub(crate) fn load(sandbox: &Sandbox, policies: &Path) -> Result<Worker, Box<dyn Error>> {
    // What may a request say of the time, of versions and of facts: here everything, as this program writes it.
    let bundle = read_bundle(&[policies.to_path_buf()], Trust::ALL)?;
    Worker::load(sandbox.clone(), bundle).map_err(|error| match error {
        LoadError::Policies(issues) => sentences(&issues).into(),
        other => other.into(),
    })
}

/// May a user with this role update the partner below the own account? Whatever goes wrong is not a yes.
pub(crate) fn may_update(worker: &Worker, role: &str) -> Result<String, Box<dyn Error>> {
    let body = json!({
        "subject": {"type": "user", "id": "u-1", "properties": {"role": role, "account": "d-1"}},
        "action": {"name": "update"},
        "resource": {"type": "partner", "id": "p-1"},
        "context": {"accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}]},
    })
    .to_string();
    let request = Request { operation: Operation::Permission, now_ms: Some(now_ms()), body: body.as_bytes() };
    let answer = match worker.evaluate(request) {
        Ok(answer) => answer,
        // Every place was taken: the only failure after which the same request is worth another try.
        Err(SandboxError::Busy) => return Err("busy, ask again".into()),
        Err(error) => return Err(format!("{}: {error}", error.code()).into()),
    };
    match answer.outcome {
        Outcome::Allow => Ok("allowed".to_owned()),
        // The text says which rules denied it.
        Outcome::Deny => Ok(format!("denied {}", answer.text)),
        Outcome::Malformed | Outcome::Invalid | Outcome::Internal => Err(sentences(&answer.text).into()),
    }
}

fn sentences(issues: &str) -> String {
    read_issues(issues).map_or_else(|_| issues.to_owned(), |issues| issues.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
}
