//! Every case of every pack: the sandbox answers what is expected, and the very bytes that the native core answers.

use crate::support::{sandbox, workspace};
use channel_policy_cases::{Pack, judge};
use channel_policy_host::{Operation, Request, Worker, parse_instant};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;

fn packs() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(workspace().join("policies"))
        .expect("the folder of packs is readable")
        .map(|entry| entry.expect("a pack").path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

#[test]
fn every_case_holds_in_the_sandbox_and_has_the_bytes_of_the_native_core() {
    let mut faults = Vec::new();
    let mut count = 0_usize;
    for folder in packs() {
        let pack = Pack::read(&folder).expect("a readable pack");
        let bundle = pack.bundle();
        let native = channel_policy::load(bundle.as_bytes()).unwrap_or_else(|answer| panic!("{}", answer.text));
        let worker = Worker::load(sandbox(), bundle).expect("the pack loads");
        for (file, case) in pack.case_files.iter().flat_map(|file| file.cases.iter().map(move |case| (file, case))) {
            count += 1;
            let place = format!("{}: {}", file.path.display(), case.name);
            let operation = Operation::from_name(&case.operation).expect("a known operation");
            let now_ms = case.now.as_deref().map(|now| parse_instant(now).expect("an instant"));
            let body = case.request.as_bytes();
            let answer = worker.evaluate(Request { operation, now_ms, body }).expect("an answer");
            for difference in judge(case, answer.outcome as u32, &answer.text) {
                faults.push(format!("{place}: {difference}"));
            }
            let core = channel_policy::Operation::from_code(operation as u32).expect("a known code");
            let expected = native.evaluate(core, now_ms, body);
            if (expected.outcome as u32, &expected.text) != (answer.outcome as u32, &answer.text) {
                faults.push(format!("{place}: native {}\n  sandbox {}", expected.text, answer.text));
            }
        }
    }
    // Straight to the stream: the harness hides what a passing test prints.
    writeln!(io::stderr(), "{count} cases in the sandbox").expect("standard error is open");
    assert!(count > 0, "no case found");
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
