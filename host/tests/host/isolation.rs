//! What one request leaves to the next, by isolation, and what a reload leaves of the policies before.

use crate::hostile::{BEHAVES, HOGS, LOOPS, OVERFLOWS, TRAPS, UNKNOWN_OUTCOME_OF_DECISION, limits, sandbox, worker};
use crate::support;
use channel_policy_host::{
    Isolation, Limits, LoadError, ModuleError, Operation, Outcome, Request, Sandbox, SandboxError, Session, Trust, Worker,
};
use std::thread;
use std::time::Duration;

const TALLIES: Operation = Operation::SearchSubject;
const GROWS: Operation = Operation::SearchResource;
const MEETS_THE_CAP: Operation = Operation::SearchAction;

fn isolated(isolation: Isolation) -> Worker {
    worker(Limits { isolation, ..limits() })
}

fn ask(worker: &Worker, operation: Operation) -> Result<String, SandboxError> {
    worker.evaluate(Request { operation, now_ms: None, body: b"{}" }).map(|answer| answer.text)
}

fn tally(worker: &Worker) -> String {
    ask(worker, TALLIES).expect("an answer")
}

#[test]
fn a_request_of_its_own_instance_meets_nothing_of_the_one_before() {
    let worker = isolated(Isolation::Request);
    assert_eq!([tally(&worker), tally(&worker), tally(&worker)], ["1", "1", "1"]);
}

#[test]
fn a_kept_instance_answers_again() {
    let worker = isolated(Isolation::Worker);
    assert_eq!([tally(&worker), tally(&worker), tally(&worker)], ["1", "2", "3"]);
}

#[test]
fn an_instance_that_failed_is_never_asked_again() {
    for (operation, code) in [
        (TRAPS, "host.trap"),
        (OVERFLOWS, "host.trap"),
        (LOOPS, "host.deadline"),
        (HOGS, "host.memory"),
        (UNKNOWN_OUTCOME_OF_DECISION, "host.interface"),
    ] {
        let worker = isolated(Isolation::Worker);
        assert_eq!([tally(&worker), tally(&worker)], ["1", "2"]);
        assert_eq!(ask(&worker, operation).expect_err("it misbehaves").code(), code);
        assert_eq!([tally(&worker), tally(&worker)], ["1", "2"], "after {code}");
    }
}

#[test]
fn an_instance_that_grew_or_met_its_memorys_end_is_not_kept() {
    for operation in [GROWS, MEETS_THE_CAP] {
        let worker = isolated(Isolation::Worker);
        assert_eq!(tally(&worker), "1");
        assert_eq!(ask(&worker, operation).expect("an answer"), "2");
        assert_eq!(tally(&worker), "1", "after {}", operation.name());
    }
}

#[test]
fn each_misdeed_is_one_failed_request_while_the_neighbours_in_flight_succeed() {
    for isolation in Isolation::ALL {
        let worker = worker(Limits { isolation, concurrency: 3, deadline: Some(Duration::from_millis(500)), ..limits() });
        for (operation, code) in [(LOOPS, "host.deadline"), (HOGS, "host.memory"), (TRAPS, "host.trap"), (OVERFLOWS, "host.trap")] {
            // The loop holds its instance for as long as the others are asked.
            let failed = thread::scope(|scope| {
                let looping = scope.spawn(|| ask(&worker, LOOPS).expect_err("it never ends").code());
                let misbehaving = scope.spawn(|| ask(&worker, operation).expect_err("it misbehaves").code());
                let mut answered = 0;
                while !looping.is_finished() || !misbehaving.is_finished() {
                    assert_eq!(ask(&worker, BEHAVES).expect("a neighbour is answered"), "{}");
                    answered += 1;
                }
                assert!(answered > 0, "no neighbour was answered");
                [looping.join().expect("no panic"), misbehaving.join().expect("no panic")]
            });
            assert_eq!(failed, ["host.deadline", code], "{isolation:?}");
        }
    }
}

#[test]
fn no_more_instances_live_at_once_than_there_are_places_whether_they_are_kept_or_not() {
    for isolation in Isolation::ALL {
        let worker = worker(Limits { isolation, concurrency: 1, ..limits() });
        assert_eq!(ask(&worker, BEHAVES).expect("an answer"), "{}");
        let session = worker.session().expect("the place is free");
        let refused = ask(&worker, BEHAVES).expect_err("the place is taken");
        assert!(matches!(refused, SandboxError::Busy), "{refused}");
        assert!(refused.is_transient());
        drop(session);
        assert_eq!(ask(&worker, BEHAVES).expect("the place is free again"), "{}");
    }
}

#[test]
fn fuel_ends_what_takes_too_many_instructions_and_nothing_else() {
    for isolation in Isolation::ALL {
        // Without a deadline, so that nothing else can end the loop.
        let worker = worker(Limits { isolation, deadline: None, fuel: Some(100_000), ..limits() });
        for _ in 0..3 {
            let failed = ask(&worker, LOOPS).expect_err("it never ends");
            assert!(matches!(failed, SandboxError::Fuel), "{failed}");
            assert_eq!(failed.code(), "host.fuel");
        }
        // Each request has all of it: together these take more than there is for one.
        for _ in 0..20_000 {
            assert_eq!(ask(&worker, BEHAVES).expect("an answer"), "{}");
        }
    }
}

#[test]
fn a_session_has_its_limits_for_each_question() {
    let sandbox = sandbox(Limits { deadline: None, fuel: Some(1_000), ..limits() });
    let mut session = Session::load(&sandbox, "").expect("it loads anything");
    for count in 1..=9 {
        let answer = session.evaluate(Request { operation: TALLIES, now_ms: None, body: b"" }).expect("an answer");
        assert_eq!(answer.text, count.to_string());
    }
}

#[test]
fn the_shipped_pack_needs_no_loading_in_either_isolation_and_answers_alike() {
    let bundle = channel_policy_host::read_bundle(&[support::pack_folder()], Trust::ALL).expect("the pack is readable");
    let case = support::case(Operation::Permission, support::Wanted::Deny);
    let request = Request { operation: Operation::Permission, now_ms: None, body: case.request.as_bytes() };
    let answers = Isolation::ALL.map(|isolation| {
        let sandbox = Sandbox::new(&support::module(), Limits { isolation, ..support::limits() }).expect("the module is usable");
        let once = Session::load(&sandbox, &bundle).expect("the pack loads").evaluate(request).expect("an answer");
        let worker = Worker::load(sandbox, bundle.clone()).expect("the pack loads");
        for _ in 0..100 {
            assert_eq!(worker.evaluate(request).expect("an answer"), once);
        }
        once
    });
    assert_eq!(answers[0], answers[1]);
    assert_eq!(answers[0].outcome, Outcome::Deny);
}

#[test]
fn a_reload_uses_what_was_compiled_once_and_leaves_the_old_worker_to_its_requests() {
    let sandbox = sandbox(limits());
    let old = Worker::load(sandbox.clone(), String::new()).expect("it loads anything");
    let session = old.session().expect("an instance");
    let new = Worker::load(sandbox, String::new()).expect("it loads anything");
    drop(old);
    // What the old worker began is ended, also after the worker is gone, and by its deadline where need be.
    let mut session = session;
    let answer = session.evaluate(Request { operation: TALLIES, now_ms: None, body: b"" }).expect("an answer");
    assert_eq!(answer.text, "1");
    let failed = session.evaluate(Request { operation: LOOPS, now_ms: None, body: b"" }).expect_err("it never ends");
    assert_eq!(failed.code(), "host.deadline");
    assert_eq!(tally(&new), "1");
}

#[test]
fn a_module_whose_state_no_image_can_hold_is_refused() {
    let text = include_str!("hostile.wat")
        .replace("(func $hog", "(table 1 funcref) (func $forget (table.set (i32.const 0) (ref.null func))) (func $hog");
    let refused = Sandbox::new(&wat::parse_str(text).expect("valid text"), limits()).err().expect("refused");
    assert!(matches!(refused, ModuleError::State(_)), "{refused}");
}

#[test]
fn a_module_that_needs_more_memory_than_there_is_does_not_fit() {
    let module = wat::parse_str(include_str!("hostile.wat")).expect("valid text");
    let refused = Sandbox::new(&module, Limits { memory_bytes: 7 << 16, ..limits() }).err().expect("refused");
    assert!(matches!(refused, ModuleError::Compile(_)), "{refused}");
    let sandbox = Sandbox::new(&module, Limits { memory_bytes: 8 << 16, ..limits() }).expect("it just fits");
    assert!(Worker::load(sandbox, String::new()).is_ok());
}

#[test]
fn policies_with_issues_are_no_worker_and_no_session() {
    let sandbox = support::sandbox();
    let refused = Session::load(&sandbox, "[]").err().expect("refused");
    assert!(matches!(refused, LoadError::Policies(_)), "{refused}");
    let refused = Worker::load(sandbox, "[]".to_owned()).err().expect("refused");
    assert!(matches!(refused, LoadError::Policies(_)), "{refused}");
}
