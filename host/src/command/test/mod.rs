//! `test`: the regression cases of packs.

mod report;

use super::issues::Format as IssueFormat;
use super::{DENIED, ISSUES, ModuleArgs, open, print, print_json};
use channel_policy_cases::{Case, CaseFile, case_paths, judge, read_case_file};
use channel_policy_host::{Operation, PolicyFiles, Request, Trust, Worker, parse_instant};
use clap::{Args, ValueEnum};
use report::{BadFile, Failure, Report};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Run the cases of packs: folders of policy documents with a folder `cases`
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Test {
    /// Folder of a pack; with `--policies` also a single case file
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Judge the cases by these policies instead of the pack's own: folders, single documents or a bundle file
    #[arg(long, value_name = "PATH", value_delimiter = ',')]
    policies: Vec<PathBuf>,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    #[command(flatten)]
    module: ModuleArgs,
}

const EXAMPLES: &str = "\
Examples:
  channel-policy test policies/impossible-cloud
  channel-policy test policies/*
  channel-policy test policies/impossible-cloud --policies policies.bundle.json
  channel-policy test policies/impossible-cloud/cases/deal.json --policies policies/impossible-cloud
  channel-policy test policies/impossible-cloud --format json

A case that fails is named with its file, line and column; where a long value differs, `-` is what the case
expects and `+` what the answer has.

Exit codes: 0 every case holds, 1 a case fails, 2 nothing could be run: no cases, broken case files or policies,
3 the host failed.";

#[derive(Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object
    Json,
}

impl Test {
    pub(super) fn run(self) -> anyhow::Result<ExitCode> {
        let mut packs = Vec::new();
        let mut broken = Vec::new();
        for folder in &self.folders {
            match self.case_files(folder) {
                Ok(files) => packs.push((folder, files)),
                Err(faults) => broken.extend(faults),
            }
        }
        if broken.is_empty() && packs.iter().all(|(_, files)| files.is_empty()) {
            broken.push(BadFile::new(&self.folders[0], "has no case; a pack keeps its case files in the folder `cases`"));
        }
        if !broken.is_empty() {
            return self.refuse(&broken);
        }
        let sandbox = self.module.own_sandbox()?;
        let mut report = Report::default();
        for (folder, files) in &packs {
            let policies = if self.policies.is_empty() { std::slice::from_ref(*folder) } else { &self.policies };
            let format = if self.format == Format::Json { IssueFormat::Json } else { IssueFormat::Text };
            match open(&PolicyFiles::read(policies), Trust::ALL, format, |bundle| Worker::load(sandbox.clone(), bundle))? {
                Ok(worker) => files.iter().for_each(|file| run_file(&worker, file, &mut report)),
                Err(code) => return Ok(code),
            }
        }
        match self.format {
            Format::Text => print(&report.text())?,
            Format::Json => print_json(&report.json())?,
        }
        Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DENIED) })
    }

    /// The case files of a pack, or everything that is wrong with them.
    fn case_files(&self, path: &Path) -> Result<Vec<CaseFile>, Vec<BadFile>> {
        let paths = if path.is_file() {
            if self.policies.is_empty() {
                return Err(vec![BadFile::new(path, "is a file; `test` takes a pack's folder, or with `--policies` a case file")]);
            }
            vec![path.to_path_buf()]
        } else if path.is_dir() {
            case_paths(path).map_err(|error| vec![BadFile::of(&error)])?
        } else {
            return Err(vec![BadFile::new(path, "is not there")]);
        };
        let (mut files, mut broken) = (Vec::new(), Vec::new());
        for path in paths {
            match read_case_file(path) {
                Ok(file) => files.push(file),
                Err(error) => broken.push(BadFile::of(&error)),
            }
        }
        if broken.is_empty() { Ok(files) } else { Err(broken) }
    }

    fn refuse(&self, broken: &[BadFile]) -> anyhow::Result<ExitCode> {
        match self.format {
            Format::Text => broken.iter().for_each(|file| eprintln!("error: {file}")),
            Format::Json => print_json(&report::refused(broken))?,
        }
        Ok(ExitCode::from(ISSUES))
    }
}

fn run_file<'c>(worker: &Worker, file: &'c CaseFile, report: &mut Report<'c>) {
    for case in &file.cases {
        report.cases += 1;
        let failure = match answer(worker, case) {
            Err(message) => Some(Failure::broken(file, case, message)),
            Ok((outcome, text)) => {
                let differences = judge(case, outcome, &text);
                (!differences.is_empty()).then(|| Failure::of(file, case, differences, text))
            }
        };
        report.failures.extend(failure);
    }
}

fn answer(worker: &Worker, case: &Case) -> Result<(u32, String), String> {
    let operation = Operation::from_name(&case.operation).ok_or_else(|| format!("`{}` is not an operation", case.operation))?;
    let now_ms = case.now.as_deref().map(parse_instant).transpose()?;
    let request = Request { operation, now_ms, body: case.request.as_bytes() };
    let answer = worker.evaluate(request).map_err(|error| format!("{}: {error}", error.code()))?;
    Ok((answer.outcome as u32, answer.text))
}
