//! `test`: the regression cases of packs.

use super::{DENIED, ISSUES, ModuleArgs, loaded};
use channel_policy_cases::{Case, Pack, judge};
use channel_policy_host::{Operation, Request, Worker, parse_instant};
use clap::Args;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Run the cases of packs: folders of policy documents with a folder `cases`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Test {
    /// Folder of a pack
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy test policies/impossible-cloud
  channel-policy test policies/*

Exit codes: 0 every case holds, 1 a case fails, 2 no cases or a broken pack, 3 the host failed.";

#[derive(Default)]
struct Tally {
    cases: usize,
    failed: usize,
}

impl Test {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut tally = Tally::default();
        let sandbox = self.module.own_sandbox()?;
        for folder in &self.folders {
            if folder.is_file() {
                eprintln!("error: `{}` is a file; `test` takes a pack's folder", folder.display());
                return Ok(ExitCode::from(ISSUES));
            }
            let pack = match Pack::read(folder) {
                Ok(pack) => pack,
                Err(error) => {
                    eprintln!("error: {error}");
                    return Ok(ExitCode::from(ISSUES));
                }
            };
            match loaded(Worker::load(sandbox.clone(), pack.bundle()))? {
                Ok(worker) => run_pack(&worker, &pack, &mut tally)?,
                Err(code) => return Ok(code),
            }
        }
        if tally.cases == 0 {
            eprintln!("error: no case found; a pack keeps its case files in the folder `cases`");
            return Ok(ExitCode::from(ISSUES));
        }
        writeln!(io::stdout(), "{} of {} cases failed", tally.failed, tally.cases)?;
        Ok(ExitCode::from(if tally.failed == 0 { 0 } else { DENIED }))
    }
}

fn run_pack(worker: &Worker, pack: &Pack, tally: &mut Tally) -> io::Result<()> {
    for file in &pack.case_files {
        for case in &file.cases {
            tally.cases += 1;
            let differences = differences(worker, case);
            if !differences.is_empty() {
                tally.failed += 1;
                report(&file.path, case, &differences)?;
            }
        }
    }
    Ok(())
}

/// What is wrong with a case, a paragraph each; nothing where it holds.
fn differences(worker: &Worker, case: &Case) -> Vec<String> {
    match answer(worker, case) {
        Err(message) => vec![message],
        Ok((outcome, text)) => judge(case, outcome, &text)
            .iter()
            .map(|difference| {
                let place = if difference.pointer.is_empty() { "the answer" } else { &difference.pointer };
                format!("{place}\n    expected {}\n    found    {}", difference.expected, difference.found)
            })
            .collect(),
    }
}

fn answer(worker: &Worker, case: &Case) -> Result<(u32, String), String> {
    let operation = Operation::from_name(&case.operation).ok_or_else(|| format!("`{}` is not an operation", case.operation))?;
    let now_ms = case.now.as_deref().map(parse_instant).transpose()?;
    let request = Request { operation, now_ms, body: case.request.as_bytes() };
    let answer = worker.evaluate(request).map_err(|error| format!("{}: {error}", error.code()))?;
    Ok((answer.outcome as u32, answer.text))
}

fn report(file: &Path, case: &Case, differences: &[String]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "FAILED {}: {}", file.display(), case.name)?;
    writeln!(out, "  why: {}", case.why)?;
    for difference in differences {
        writeln!(out, "  {difference}")?;
    }
    Ok(())
}
