//! What an evaluation may use, how many run at once, and what one shares with the next.

use std::thread;
use std::time::Duration;

/// How often deadlines are looked at: a late stop costs at most this much, a tick costs next to nothing.
pub(crate) const TICK: Duration = Duration::from_millis(10);

/// How many deadlines loading may take: it happens once, and with a large directory it takes longer than any request.
const LOADING_DEADLINES: u32 = 10;

/// How long an evaluation may keep a thread that has other things to do: far longer than any small decision takes.
const MOMENT: Duration = TICK;

/// What is new for a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Isolation {
    /// Every request gets a fresh instance with the policy already inside; nothing survives it. With the shipped packs
    /// that costs about as much as a small decision again.
    #[default]
    Request,
    /// Instances are kept and answer one request after the other. One that trapped, met a limit or grew is thrown away.
    /// For policies of many megabytes, such as a directory of 100,000 accounts, and where microseconds count.
    Worker,
}

impl Isolation {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Request, Self::Worker];

    /// The word on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Worker => "worker",
        }
    }

    /// The isolation of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|isolation| isolation.name() == name)
    }
}

/// The limits of every evaluation; `docs/limits.md` says what a caller sees of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wall-clock time for an instance from its start to its answer. Default one second: an invoice request of 1 MB
    /// (400 accounts) takes 30 ms. Loading policies may take ten times as long. None: nothing stops an evaluation, and
    /// all of them are a little faster; for work of the host's own.
    pub deadline: Option<Duration>,
    /// Linear memory of an instance. Default 64 MiB: what it reads of a request has several times the text's size.
    pub memory_bytes: usize,
    /// Instances alive at the same time, and as many again for checks of bundles. Default the number of processors,
    /// because evaluations never wait.
    pub concurrency: u32,
    /// Instructions of an evaluation, about. Default none, as counting costs time; unlike the deadline it stops the same
    /// request at the same place on every machine. Loading policies is not counted.
    pub fuel: Option<u64>,
    /// What is new for a request.
    pub isolation: Isolation,
}

impl Default for Limits {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self {
            deadline: Some(Duration::from_secs(1)),
            memory_bytes: 64 << 20,
            concurrency: u32::try_from(processors).unwrap_or(1),
            fuel: None,
            isolation: Isolation::Request,
        }
    }
}

impl Limits {
    pub(crate) fn request(&self) -> Allowance {
        Allowance { ticks: self.deadline.map(ticks), fuel: self.fuel }
    }

    /// An allowance for a moment; none where a request may take no longer anyway, or where nothing stops it.
    pub(crate) fn moment(&self) -> Option<Allowance> {
        self.deadline.filter(|deadline| *deadline > MOMENT).map(|_| Allowance { ticks: Some(ticks(MOMENT)), fuel: self.fuel })
    }

    pub(crate) fn loading(&self) -> Allowance {
        let deadline = self.deadline.map(|deadline| deadline.saturating_mul(LOADING_DEADLINES));
        Allowance { ticks: deadline.map(ticks), fuel: self.fuel.map(|_| u64::MAX) }
    }
}

/// What an instance may use until it is renewed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    pub(crate) ticks: Option<u64>,
    pub(crate) fuel: Option<u64>,
}

/// One tick more than the deadline: the next one may fall at once.
fn ticks(deadline: Duration) -> u64 {
    let ticks = deadline.as_nanos().div_ceil(TICK.as_nanos());
    u64::try_from(ticks).unwrap_or(u64::MAX >> 1).saturating_add(1)
}
