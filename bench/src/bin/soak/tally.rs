//! What was counted, and whether it adds up.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;

use crate::decision_log::Log;
use crate::memory::Life;
use crate::policies::Variant;
use crate::{ATTACKERS, CALLERS};

/// Failures that are told in full.
const TOLD: usize = 10;

#[derive(Default)]
pub(crate) struct Tally {
    /// Answers before and after the crash.
    answered: [AtomicU64; 2],
    wrong: AtomicU64,
    cut_off: AtomicU64,
    lost: AtomicU64,
    /// Hostile requests that were met as they should be, by their kind.
    hostile: Mutex<BTreeMap<&'static str, u64>>,
    hostile_cut_off: AtomicU64,
    hostile_otherwise: AtomicU64,
    accepted: AtomicU64,
    refused: AtomicU64,
    revisions: Mutex<BTreeMap<Variant, String>>,
    logged: Mutex<Option<Log>>,
    failures: Mutex<Vec<String>>,
}

impl Tally {
    /// A question was answered, and well or not.
    pub(crate) fn answered(&self, crashes: u64, checked: anyhow::Result<()>) {
        add(&self.answered[usize::from(crashes > 0)]);
        if let Err(error) = checked {
            add(&self.wrong);
            self.fail(format!("{error:#}"));
        }
    }

    /// A question was on its way when the sidecar was ended by force.
    pub(crate) fn cut_off(&self) {
        add(&self.cut_off);
    }

    pub(crate) fn lost(&self, what: String) {
        add(&self.lost);
        self.fail(what);
    }

    pub(crate) fn hostile(&self, kind: &'static str) {
        *locked(&self.hostile).entry(kind).or_default() += 1;
    }

    pub(crate) fn hostile_cut_off(&self) {
        add(&self.hostile_cut_off);
    }

    pub(crate) fn hostile_otherwise(&self, what: String) {
        add(&self.hostile_otherwise);
        self.fail(what);
    }

    pub(crate) fn accepted(&self) {
        add(&self.accepted);
    }

    pub(crate) fn refused(&self) {
        add(&self.refused);
    }

    /// The log as the crash left it.
    pub(crate) fn note_log(&self, log: Log) {
        *locked(&self.logged) = Some(log);
    }

    pub(crate) fn fail(&self, what: String) {
        locked(&self.failures).push(what);
    }

    /// The variant of a revision. Where one variant alone can answer, its revision is learned, and later no other is taken for it;
    /// while policies change, a revision that nobody has learned is that of the variant that has none yet.
    pub(crate) fn variant(&self, revision: &str, settled: Option<Variant>) -> Option<Variant> {
        let mut known = locked(&self.revisions);
        let found = known.iter().find(|(_, known)| *known == revision).map(|(variant, _)| *variant);
        match (settled, found) {
            (Some(settled), Some(found)) => (settled == found).then_some(found),
            (None, Some(found)) => Some(found),
            (settled, None) => {
                let unknown = Variant::ALL.into_iter().find(|variant| !known.contains_key(variant))?;
                let variant = settled.unwrap_or(unknown);
                // A variant has one revision.
                (!revision.is_empty() && !known.contains_key(&variant)).then(|| {
                    known.insert(variant, revision.to_owned());
                    variant
                })
            }
        }
    }

    /// Prints everything; an error where something is not as it should be.
    pub(crate) fn report(&self, lives: &[(&str, Life)], log: Log) -> anyhow::Result<()> {
        let answered = [0, 1].map(|half| count(&self.answered[half]));
        let (wrong, cut_off, lost) = (count(&self.wrong), count(&self.cut_off), count(&self.lost));
        let hostile: u64 = locked(&self.hostile).values().sum();
        let (hostile_cut, otherwise) = (count(&self.hostile_cut_off), count(&self.hostile_otherwise));
        let at_crash = locked(&self.logged).take().context("the log at the crash")?;
        println!("| what | count |\n|---|--:|");
        let row = |what: &str, count: u64| println!("| {what} | {count} |");
        row("good questions sent", answered[0] + answered[1] + cut_off + lost);
        row("answered", answered[0] + answered[1]);
        row("of these wrong", wrong);
        row("cut off by the crash", cut_off);
        row("lost", lost);
        row("hostile requests sent", hostile + hostile_cut + otherwise);
        row("met as they should be", hostile);
        row("cut off by the crash", hostile_cut);
        row("met otherwise", otherwise);
        row("reloads taken", count(&self.accepted));
        row("reloads refused", count(&self.refused));
        row("lines of the decision log", log.lines);
        row("of these cut by the crash", log.cut);
        row("decisions that it says it dropped", log.dropped);
        for (isolation, life) in lives {
            row(&format!("memory in {isolation} mode, MiB, early"), life.early / 1024);
            row(&format!("memory in {isolation} mode, MiB, late"), life.late / 1024);
            eprintln!("memory in {isolation} mode by tenths of the time, KiB: {:?}", life.tenths);
        }
        eprintln!("\nhostile: {:?}", locked(&self.hostile));
        self.judge(lives, (&at_crash, &log), answered)
    }

    fn judge(&self, lives: &[(&str, Life)], (at_crash, log): (&Log, &Log), answered: [u64; 2]) -> anyhow::Result<()> {
        for (isolation, life) in lives {
            if life.early == 0 {
                self.fail(format!("memory in {isolation} mode was not measured: there is no /proc to read it from"));
            }
            if life.has_grown() {
                self.fail(format!("memory in {isolation} mode grew from {} kB to {} kB", life.early, life.late));
            }
        }
        let logged = log.lines - at_crash.lines + log.dropped - at_crash.dropped;
        if logged < answered[1] {
            self.fail(format!("{} answers after the crash, and {logged} lines of the log", answered[1]));
        }
        if log.cut > 1 {
            self.fail(format!("{} lines of the decision log are cut", log.cut));
        }
        if count(&self.cut_off) > CALLERS as u64 || count(&self.hostile_cut_off) > ATTACKERS as u64 {
            self.fail("more was cut off by the crash than was on its way".to_owned());
        }
        if answered.contains(&0) || count(&self.accepted) < 2 || count(&self.refused) < 2 || locked(&self.revisions).len() < 2 {
            self.fail("too little happened for a verdict; give it more time".to_owned());
        }
        let failures = locked(&self.failures);
        for failure in failures.iter().take(TOLD) {
            eprintln!("failed: {}", failure.chars().take(2_000).collect::<String>());
        }
        anyhow::ensure!(failures.is_empty(), "{} failures", failures.len());
        Ok(())
    }
}

fn add(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

fn count(counter: &AtomicU64) -> u64 {
    counter.load(Ordering::Relaxed)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
