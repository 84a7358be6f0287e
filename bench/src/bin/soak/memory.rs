//! A process's resident memory over its life.

use std::fs;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::sleep;

const EVERY: Duration = Duration::from_millis(100);

/// What a later third may have more than an earlier one: a tenth, and 32 MiB, less than a reload takes while it compiles.
const GROWTH_KIB: u64 = 32 << 10;

/// Medians of resident memory in KiB; 0 where the system does not say.
pub(crate) struct Life {
    /// Of the first third after the warm-up, which is a fifth of the life.
    pub(crate) early: u64,
    /// Of the last third.
    pub(crate) late: u64,
    /// Of each tenth of the life.
    pub(crate) tenths: Vec<u64>,
}

impl Life {
    fn of(samples: &[u64]) -> Self {
        let warm = &samples[samples.len() / 5..];
        let third = warm.len() / 3;
        let tenths = samples.chunks((samples.len() / 10).max(1)).map(median).collect();
        Self { early: median(&warm[..third]), late: median(&warm[warm.len() - third..]), tenths }
    }

    pub(crate) fn has_grown(&self) -> bool {
        self.late > self.early + self.early / 10 + GROWTH_KIB
    }
}

fn median(samples: &[u64]) -> u64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

/// Looks at a process's memory until it is told to end.
pub(crate) struct Watched {
    samples: Arc<Mutex<Vec<u64>>>,
    task: JoinHandle<()>,
}

pub(crate) fn watch(process: u32) -> Watched {
    let samples = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&samples);
    let task = tokio::spawn(async move {
        loop {
            if let Some(resident) = resident_kib(process) {
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(resident);
            }
            sleep(EVERY).await;
        }
    });
    Watched { samples, task }
}

impl Watched {
    pub(crate) fn end(self) -> Life {
        self.task.abort();
        Life::of(&self.samples.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn resident_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
