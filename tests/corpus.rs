//! Every case of every pack, natively: a test per case file.

#[path = "rules/support/mod.rs"]
mod support;

use std::path::Path;

use channel_policy::load;
use channel_policy_cases::{Pack, judge};

fn run(path: &Path) -> datatest_stable::Result<()> {
    let folder = path.parent().and_then(Path::parent).ok_or("a case file lies in a pack's folder `cases`")?;
    let pack = Pack::read(folder)?;
    let policy = load(pack.bundle().as_bytes()).map_err(|answer| answer.text)?;
    let file = pack.case_files.iter().find(|file| file.path.file_name() == path.file_name()).ok_or("the pack has this file")?;
    let mut failures = String::new();
    for case in &file.cases {
        let answer = support::answer(&policy, case);
        let differences = judge(case, answer.outcome.code(), &answer.text);
        if !differences.is_empty() {
            failures.push_str(&format!("\n{}\n  {}\n", case.name, answer.text));
        }
        for difference in differences {
            failures.push_str(&format!("  at {:?}: expected {}, found {}\n", difference.pointer, difference.expected, difference.found));
        }
    }
    println!("{}: {} cases", path.display(), file.cases.len());
    if failures.is_empty() { Ok(()) } else { Err(failures.into()) }
}

datatest_stable::harness! {
    { test = run, root = "policies", pattern = r"cases/[^/]+\.json$" },
}
