//! A module that answers from a script, so that what the host itself does is tested alone.

use crate::support::limits;
use channel_policy_host::{Operation, Outcome, Sandbox, Worker};

const INPUT_PAGES: usize = 32;
const PAGE_BYTES: usize = 1 << 16;

/// A module that loads anything as `information` and gives `answer` to each operation.
pub(crate) fn module(information: &str, answer: impl Fn(Operation) -> (Outcome, String)) -> Vec<u8> {
    let mut memory = Vec::new();
    let mut place = |outcome: Outcome, text: &str| {
        let address = memory.len() + 16;
        memory.extend_from_slice(&(outcome as u32).to_le_bytes());
        memory.extend_from_slice(&u32::try_from(text.len()).expect("a short text").to_le_bytes());
        memory.extend_from_slice(text.as_bytes());
        address
    };
    let loaded = place(Outcome::Allow, information);
    let answers: String = Operation::ALL
        .into_iter()
        .map(|operation| {
            let (outcome, text) = answer(operation);
            let address = place(outcome, &text);
            format!("(if (i32.eq (local.get 0) (i32.const {})) (then (return (i32.const {address}))))\n", operation as u32)
        })
        .collect();
    let data: String = memory.iter().map(|byte| format!("\\{byte:02x}")).collect();
    let input_page = memory.len() / PAGE_BYTES + 1;
    let text = format!(
        "(module
          (memory (export \"memory\") {})
          (data (i32.const 16) \"{data}\")
          (func (export \"alloc\") (param i32) (result i32) (i32.const {}))
          (func (export \"dealloc\") (param i32 i32))
          (func (export \"load\") (param i32 i32) (result i32) (i32.const {loaded}))
          (func (export \"evaluate\") (param i32 i64 i32 i32) (result i32) {answers} (unreachable))
          (func (export \"rate\") (param i64 i32 i32 i32 i32) (result i32) (unreachable)))",
        input_page + INPUT_PAGES,
        input_page * PAGE_BYTES,
    );
    wat::parse_str(text).expect("valid text")
}

/// A worker whose loaded documents are of `kinds` and that answers each operation with the operation's name.
pub(crate) fn worker(kinds: &[&str]) -> Worker {
    let policies: Vec<String> = kinds.iter().map(|kind| format!(r#"{{"kind":"{kind}"}}"#)).collect();
    let information = format!(r#"{{"policies":[{}]}}"#, policies.join(","));
    let module = module(&information, |operation| (Outcome::Allow, format!(r#"{{"operation":"{}"}}"#, operation.name())));
    let sandbox = Sandbox::new(&module, limits()).expect("it keeps the interface");
    Worker::load(sandbox, String::new()).expect("it loads anything")
}
