//! Modules that misbehave are stopped, named, and hurt nobody else.

use channel_policy_host::{Limits, ModuleError, Operation, Outcome, Request, Sandbox, SandboxError, Worker};
use std::thread;
use std::time::{Duration, Instant};

/// What `hostile.wat` does on which operation.
pub(crate) const LOOPS: Operation = Operation::Permission;
pub(crate) const HOGS: Operation = Operation::Allocation;
pub(crate) const TRAPS: Operation = Operation::Deal;
const ANSWERS_OUTSIDE: Operation = Operation::Quote;
pub(crate) const BEHAVES: Operation = Operation::Invoice;
pub(crate) const OVERFLOWS: Operation = Operation::Evaluations;
pub(crate) const UNKNOWN_OUTCOME_OF_DECISION: Operation = Operation::Permissions;
const UNKNOWN_OUTCOME: Operation = Operation::Check;

pub(crate) fn sandbox(limits: Limits) -> Sandbox {
    let module = wat::parse_str(include_str!("hostile.wat")).expect("valid text");
    Sandbox::new(&module, limits).expect("it keeps the interface")
}

pub(crate) fn worker(limits: Limits) -> Worker {
    Worker::load(sandbox(limits), String::new()).expect("it loads anything")
}

pub(crate) fn limits() -> Limits {
    Limits { deadline: Some(Duration::from_millis(300)), concurrency: 2, memory_bytes: 4 << 20, ..Limits::default() }
}

fn ask(worker: &Worker, operation: Operation) -> Result<Outcome, SandboxError> {
    worker.evaluate(Request { operation, now_ms: None, body: b"{}" }).map(|answer| answer.outcome)
}

fn code(worker: &Worker, operation: Operation) -> &'static str {
    ask(worker, operation).expect_err("it misbehaves").code()
}

#[test]
fn an_endless_loop_ends_at_its_deadline_while_a_neighbour_is_answered() {
    let worker = worker(limits());
    thread::scope(|scope| {
        let started = Instant::now();
        let looping = scope.spawn(|| code(&worker, LOOPS));
        let mut answered_meanwhile = 0;
        while !looping.is_finished() {
            assert_eq!(ask(&worker, BEHAVES).expect("an answer"), Outcome::Allow);
            answered_meanwhile += 1;
        }
        assert_eq!(looping.join().expect("no panic"), "host.deadline");
        assert!(Some(started.elapsed()) >= limits().deadline, "stopped early: {:?}", started.elapsed());
        assert!(answered_meanwhile > 0, "no neighbour was answered");
    });
}

#[test]
fn the_memory_cap_is_a_failure_of_its_own() {
    assert_eq!(code(&worker(limits()), HOGS), "host.memory");
}

#[test]
fn a_trap_is_named_and_the_next_request_finds_a_fresh_instance() {
    let worker = worker(limits());
    assert_eq!(code(&worker, TRAPS), "host.trap");
    assert_eq!(ask(&worker, BEHAVES).expect("an answer"), Outcome::Allow);
}

#[test]
fn an_answer_that_breaks_the_interface_is_no_answer() {
    let worker = worker(limits());
    assert_eq!(code(&worker, ANSWERS_OUTSIDE), "host.interface");
    assert_eq!(code(&worker, UNKNOWN_OUTCOME), "host.interface");
}

#[test]
fn more_instances_than_the_pool_has_are_refused_as_busy() {
    let worker = worker(Limits { concurrency: 1, ..limits() });
    thread::scope(|scope| {
        // Whichever of both comes first has the only slot, so the loop asks until it got it.
        let until_admitted = || (0..).map(|_| code(&worker, LOOPS)).find(|code| *code != "host.busy");
        let looping = scope.spawn(until_admitted);
        let mut refused = false;
        while !looping.is_finished() {
            refused |= matches!(ask(&worker, BEHAVES), Err(SandboxError::Busy));
        }
        assert!(refused, "the pool gave out more than one instance");
        assert_eq!(looping.join().expect("no panic"), Some("host.deadline"));
    });
}

#[test]
fn a_module_with_an_import_is_refused_and_the_import_named() {
    let module = wat::parse_str(r#"(module (import "wasi_snapshot_preview1" "fd_write" (func)))"#);
    let refused = Sandbox::new(&module.expect("valid text"), limits()).err().expect("refused");
    assert!(matches!(refused, ModuleError::Imports(_)));
    assert!(refused.to_string().contains("`wasi_snapshot_preview1.fd_write`"), "{refused}");
}

#[test]
fn a_module_without_the_interface_is_refused() {
    let module = wat::parse_str(r#"(module (memory (export "memory") 1))"#).expect("valid text");
    let refused = Sandbox::new(&module, limits()).err().expect("refused");
    assert!(matches!(refused, ModuleError::MissingExport("alloc")), "{refused}");
    let refused = Sandbox::new(b"no module", limits()).err().expect("refused");
    assert!(matches!(refused, ModuleError::Compile(_)), "{refused}");
}

#[test]
fn a_module_that_loops_at_its_start_does_not_load() {
    let text = include_str!("hostile.wat").replace("(func $hog", "(start $loop) (func $hog");
    let module = wat::parse_str(text).expect("valid text");
    let sandbox = Sandbox::new(&module, limits()).expect("it keeps the interface");
    let refused = Worker::load(sandbox, String::new()).err().expect("refused");
    assert_eq!(refused.to_string(), SandboxError::Deadline.to_string());
}

#[test]
fn a_stack_without_end_is_a_trap() {
    assert_eq!(code(&worker(limits()), OVERFLOWS), "host.trap");
}
