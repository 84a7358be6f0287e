//! A decision in wasmtime by isolation, with the pack that the package ships. Argument: the module.

use std::hint::black_box;
use std::path::Path;

use channel_policy_bench::print;
use channel_policy_bench::rounds::{Contender, measure};
use channel_policy_host::{Isolation, Limits, Operation, Outcome, Request, Sandbox, Session, Trust, Worker, read_bundle};
use serde_json::json;

fn main() {
    let module = std::env::args().nth(1).expect("the module is needed");
    let module = std::fs::read(module).expect("the module is readable");
    let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../policies/impossible-cloud");
    let bundle = read_bundle(&[pack], Trust::ALL).expect("the pack is readable");
    let questions = [question("admin", Outcome::Allow), question("viewer", Outcome::Deny)];
    let sandbox =
        |isolation| Sandbox::new(&module, Limits { isolation, concurrency: 1, ..Limits::default() }).expect("the module is usable");
    let workers = [("fresh", Isolation::Request), ("kept", Isolation::Worker)]
        .map(|(name, isolation)| (name, Worker::load(sandbox(isolation), bundle.clone()).expect("the documents load")));
    let without_image = sandbox(Isolation::Request);
    let mut contenders = Vec::new();
    for (name, worker) in &workers {
        let pass = || questions.iter().for_each(|question| question.ask(|request| worker.evaluate(request).expect("an answer")));
        contenders.push(Contender::new(format!("sandbox.{name}"), questions.len(), pass));
    }
    contenders.push(Contender::new("sandbox.loading", questions.len(), || {
        for question in &questions {
            let mut session = Session::load(&without_image, &bundle).expect("the documents load");
            question.ask(|request| session.evaluate(request).expect("an answer"));
        }
    }));
    print(&measure(contenders));
}

/// A permission request as a console sends it, and its outcome.
struct Question {
    body: Vec<u8>,
    outcome: Outcome,
}

fn question(role: &str, outcome: Outcome) -> Question {
    let body = json!({
        "subject": {"type": "user", "id": "u-1", "properties": {"role": role, "account": "d-1"}},
        "action": {"name": "update"},
        "resource": {"type": "partner", "id": "p-1"},
        "context": {
            "asOf": "2026-06-01T00:00:00Z",
            "accounts": [{"id": "d-1", "type": "distributor"}, {"id": "p-1", "type": "partner", "parent": "d-1"}],
        },
    });
    Question { body: body.to_string().into_bytes(), outcome }
}

impl Question {
    fn ask(&self, evaluate: impl FnOnce(Request<'_>) -> channel_policy_host::Answer) {
        let answer = evaluate(black_box(Request { operation: Operation::Permission, now_ms: None, body: &self.body }));
        assert_eq!(answer.outcome, self.outcome, "{}", answer.text);
    }
}
