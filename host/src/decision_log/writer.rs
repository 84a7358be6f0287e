//! The log's thread: from a judged request to a line on the disk.

use super::Counts;
use super::entry::Judged;
use super::file::Output;
use super::record::{Dropped, Kind, Record, Trusted, VERSION, print};
use super::redaction::{Redacted, redact};
use super::summary::Summary;
use crate::bundle::Trust;
use crate::clock;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

/// How often the operator is told of lines that cannot be written.
const NOTICE: Duration = Duration::from_secs(60);

pub(super) struct Writer {
    output: Output,
    pointers: Vec<String>,
    counts: Arc<Counts>,
    noticed: Option<Instant>,
}

impl Writer {
    pub(super) fn new(output: Output, pointers: Vec<String>, counts: Arc<Counts>) -> Self {
        Self { output, pointers, counts, noticed: None }
    }

    /// Writes records until no more can come.
    pub(super) fn run(mut self, records: &Receiver<Judged>) {
        while let Ok(judged) = records.recv() {
            let bytes = judged.bytes();
            let written = self.record(judged);
            self.counts.waiting.fetch_sub(bytes, Ordering::Relaxed);
            match written {
                Ok(()) => _ = self.counts.written.fetch_add(1, Ordering::Relaxed),
                Err(error) => {
                    self.counts.drop_one();
                    self.notice(&error);
                }
            }
        }
        let ended = self.write(&[]).and_then(|()| self.output.sync());
        if let Err(error) = ended {
            self.notice(&error);
        }
    }

    fn record(&mut self, judged: Judged) -> io::Result<()> {
        let line = print(&self.line(judged))?;
        self.write(&line)
    }

    fn line(&self, judged: Judged) -> Record {
        let answer = match &judged.answer {
            Ok(answer) => Summary::of(answer).unwrap_or_else(|_| Summary::failed("host.interface")),
            Err(code) => Summary::failed(code),
        };
        let Redacted { request, digest, redacted, secrets, fault, is_replayable } = redact(&judged, &self.pointers, &answer);
        Record {
            version: VERSION,
            kind: Kind::Decision,
            time: clock::print_instant(judged.now_ms),
            request_id: judged.caller.request_id,
            trace_id: judged.caller.trace_id,
            operation: judged.operation.name().to_owned(),
            answer,
            revision: None,
            trust: trusted(judged.worker.trust()),
            latency_us: u64::try_from(judged.latency.as_micros()).unwrap_or(u64::MAX),
            request_bytes: judged.body.len() as u64,
            request_digest: digest,
            redacted,
            secrets,
            request_fault: fault,
            replayable: is_replayable,
            request,
        }
    }

    /// Writes `line`, and before it how many are missing.
    fn write(&mut self, line: &[u8]) -> io::Result<()> {
        let count = self.counts.untold.load(Ordering::Relaxed);
        if count == 0 {
            return if line.is_empty() { Ok(()) } else { self.output.write(line) };
        }
        let time = clock::print_instant(clock::now_ms());
        let dropped = print(&Dropped { version: VERSION, kind: Kind::Dropped, time, count })?;
        self.output.write(&[&dropped, line].concat())?;
        self.counts.untold.fetch_sub(count, Ordering::Relaxed);
        Ok(())
    }

    /// The operator's line, now and then: the cause, nothing of a request.
    fn notice(&mut self, error: &io::Error) {
        if self.noticed.is_none_or(|noticed| noticed.elapsed() >= NOTICE) {
            self.noticed = Some(Instant::now());
            let dropped = self.counts.dropped.load(Ordering::Relaxed);
            tracing::error!(%error, dropped, "the decision log cannot be written");
        }
    }
}

fn trusted(trust: Trust) -> Vec<Trusted> {
    let words =
        [(trust.request_time, Trusted::RequestTime), (trust.pinning, Trusted::Pinning), (trust.request_facts, Trusted::RequestFacts)];
    words.into_iter().filter(|(is_trusted, _)| *is_trusted).map(|(_, word)| word).collect()
}
