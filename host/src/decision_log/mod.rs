//! The decision log: one line of JSON for each request that was answered, written beside the answering, which it can
//! neither hold up nor fail.
//!
//! A request's bytes wait in a queue bounded by number and bytes. One thread takes them out, lets the module print each
//! request anew without what is to be left out ([`redaction`]), and writes the line ([`file`]). What finds the queue full, or
//! does not get onto the disk, is dropped and counted, and the next line that is written says how many.

mod entry;
mod file;
mod record;
mod redaction;
mod summary;
mod writer;

pub use entry::{Caller, Judged};
pub use record::{Dropped, Kind, Line, LineError, Record, Trusted, VERSION};
pub use summary::{Amount, DocumentReference, Item, Judgement, Results, Summary};

use crate::worker::Worker;
use file::{LogFile, Output, Rotation};
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;
use writer::Writer;

/// Where the log goes and what it may take.
#[derive(Debug, Clone)]
pub struct LogSettings {
    /// The file; none is standard output.
    pub path: Option<PathBuf>,
    /// Length at which a file is put aside under a number. Default 100 MiB.
    pub max_bytes: u64,
    /// How many files are kept beside the one being written. Default 5.
    pub keep: u32,
    /// JSON Pointers to what is left out of requests, beside the secrets that are never in it.
    pub pointers: Vec<String>,
    /// Records that may wait to be written. Default 4096.
    pub queue_records: usize,
    /// Bytes of requests and answers that may wait to be written. Default 64 MiB.
    pub queue_bytes: usize,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { path: None, max_bytes: 100 << 20, keep: 5, pointers: Vec::new(), queue_records: 4096, queue_bytes: 64 << 20 }
    }
}

/// A log that is being written.
pub struct DecisionLog {
    /// None once it is closed.
    queue: Mutex<Option<SyncSender<Judged>>>,
    queue_bytes: usize,
    counts: Arc<Counts>,
    ended: Mutex<Receiver<()>>,
}

/// What has become of the records so far.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    written: AtomicU64,
    dropped: AtomicU64,
    /// Dropped, and no line has said so yet.
    untold: AtomicU64,
    /// Bytes that wait.
    waiting: AtomicUsize,
}

impl Counts {
    fn drop_one(&self) {
        self.dropped.fetch_add(1, Ordering::Relaxed);
        self.untold.fetch_add(1, Ordering::Relaxed);
    }
}

impl DecisionLog {
    /// Opens the log and starts its thread.
    ///
    /// # Errors
    /// Where the file cannot be opened for writing, or another process writes it. A disk that is full is no reason not to
    /// start.
    pub fn start(settings: LogSettings) -> io::Result<Self> {
        let rotation = Rotation { max_bytes: settings.max_bytes, keep: settings.keep };
        let output = settings.path.as_deref().map_or(Ok(Output::Stdout), |path| LogFile::open(path, rotation).map(Output::File))?;
        let counts = Arc::new(Counts::default());
        let (queue, records) = sync_channel(settings.queue_records);
        let (end, ended) = sync_channel(1);
        let writer = Writer::new(output, settings.pointers, Arc::clone(&counts));
        thread::Builder::new().name("decision-log".to_owned()).spawn(move || {
            writer.run(&records);
            // Nobody may wait any more.
            end.try_send(()).ok();
        })?;
        Ok(Self { queue: Mutex::new(Some(queue)), queue_bytes: settings.queue_bytes, counts, ended: Mutex::new(ended) })
    }

    /// Takes a record, or counts it as dropped where too many wait. Never waits.
    pub fn submit(&self, judged: Judged) {
        let bytes = judged.bytes();
        let waiting = self.counts.waiting.fetch_add(bytes, Ordering::Relaxed);
        let queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = waiting.saturating_add(bytes) <= self.queue_bytes;
        let is_taken = fits && queue.as_ref().is_some_and(|queue| queue.try_send(judged).is_ok());
        if !is_taken {
            self.counts.waiting.fetch_sub(bytes, Ordering::Relaxed);
            self.counts.drop_one();
        }
    }

    /// Records written so far.
    pub fn written(&self) -> u64 {
        self.counts.written.load(Ordering::Relaxed)
    }

    /// Records dropped so far.
    pub fn dropped(&self) -> u64 {
        self.counts.dropped.load(Ordering::Relaxed)
    }

    /// Takes no more records and waits until those that wait are written, `patience` at most. Answers whether they are.
    pub fn close(&self, patience: Duration) -> bool {
        drop(self.queue.lock().unwrap_or_else(PoisonError::into_inner).take());
        let ended = self.ended.lock().unwrap_or_else(PoisonError::into_inner);
        !matches!(ended.recv_timeout(patience), Err(RecvTimeoutError::Timeout))
    }
}

/// The issues of a list of pointers, or none.
///
/// # Errors
/// Where the sandbox failed.
pub fn check_pointers(worker: &Worker, pointers: &[String]) -> Result<Option<String>, crate::error::SandboxError> {
    redaction::check(worker, pointers)
}
