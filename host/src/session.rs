//! Many questions of the host's own to one loaded instance: requests one after the other, and columns of rows in chunks,
//! so that a million rows need no more of the module's memory than a chunk does.

use crate::abi::{Answer, Outcome, Request};
use crate::error::{LoadError, SandboxError};
use crate::information::Information;
use crate::instance::{Block, Instance};
use crate::limits::Limits;
use crate::sandbox::Sandbox;
use std::ops::Range;

/// Rows that are in the module's memory at once: 400 kB.
const CHUNK: usize = 1 << 14;

/// Bytes of a row in the module's memory, all columns together.
const ROW_BYTES: usize = 25;

/// Columns of one length, a row at each position.
#[derive(Debug, Clone, Copy)]
pub struct RateRows<'r> {
    /// Bytes stored on each day.
    pub bytes: &'r [u64],
    /// On how many of the month's days, from its first on; `u32::MAX` is all of them.
    pub days: &'r [u32],
    /// Position of the row's prices among the queries.
    pub price: &'r [u32],
}

/// What the rows come to, in place.
#[derive(Debug)]
pub struct Rated<'o> {
    /// Minor units of the query's currency.
    pub amounts: &'o mut [i64],
    /// The core's flags: 1 refused (the amount means nothing), 2 minimum charged, 4 sample prices.
    pub flags: &'o mut [u8],
}

/// A loaded instance. The limits hold for each request and each chunk of rows; after an error nothing more is to be asked.
pub struct Session {
    instance: Instance,
    limits: Limits,
    information: Information,
    block: Option<Block>,
}

impl Session {
    /// Loads `bundle` for this session alone. For few questions that is quicker than a
    /// [`Worker`](crate::Worker), which compiles the policies into the module first.
    ///
    /// # Errors
    /// Where the documents have issues, or the sandbox failed.
    pub fn load(sandbox: &Sandbox, bundle: &str) -> Result<Self, LoadError> {
        let (instance, information) = sandbox.load(bundle)?;
        Ok(Self::new(instance, sandbox.limits(), information))
    }

    pub(crate) fn new(instance: Instance, limits: Limits, information: Information) -> Self {
        Self { instance, limits, information, block: None }
    }

    /// The loaded documents as the module names them: `{"policies": [{kind, name, version, digest}]}`.
    pub fn information(&self) -> &str {
        self.information.text()
    }

    /// Which policies are loaded: [`Worker::revision`](crate::Worker::revision).
    pub fn revision(&self) -> String {
        self.information.revision()
    }

    /// Whether a document of this kind is loaded.
    pub fn has(&self, kind: &str) -> bool {
        self.information.has(kind)
    }

    /// Answers one request.
    ///
    /// # Errors
    /// Where the module was stopped or broke.
    pub fn evaluate(&mut self, request: Request<'_>) -> Result<Answer, SandboxError> {
        self.instance.renew(self.limits.request())?;
        self.instance.evaluate(request)
    }

    /// What a month of pay-per-use costs for each row, up to the end of the shortest column. `queries` is JSON text, an
    /// array of `{"asOf"?, "currency"?, "allowSample"?}`, beside a clock where there is one; the answer says what they are
    /// rated with, or has their issues, and then nothing is rated.
    ///
    /// # Errors
    /// Where the module was stopped or broke.
    pub fn rate(&mut self, queries: (Option<i64>, &[u8]), rows: RateRows<'_>, rated: Rated<'_>) -> Result<Answer, SandboxError> {
        let lengths = [rows.bytes.len(), rows.days.len(), rows.price.len(), rated.amounts.len(), rated.flags.len()];
        let count = lengths.into_iter().min().unwrap_or(0);
        let block = self.block()?;
        let mut start = 0;
        loop {
            let chunk = start..count.min(start + CHUNK);
            write(self.instance.bytes(block)?, &rows, chunk.clone());
            self.instance.renew(self.limits.request())?;
            // INVARIANT: a chunk's length fits.
            let answer = self.instance.rate(queries, block, chunk.len() as u32)?;
            if answer.outcome != Outcome::Allow {
                return Ok(answer);
            }
            let (amounts, flags) = (&mut rated.amounts[chunk.clone()], &mut rated.flags[chunk.clone()]);
            read(self.instance.bytes(block)?, amounts, flags);
            start = chunk.end;
            if start == count {
                return Ok(answer);
            }
        }
    }

    fn block(&mut self) -> Result<Block, SandboxError> {
        match self.block {
            Some(block) => Ok(block),
            // INVARIANT: a chunk's length fits.
            None => self.instance.reserve((CHUNK * ROW_BYTES) as u32).inspect(|block| self.block = Some(*block)),
        }
    }
}

/// Lays the columns one after the other: bytes, amounts, days, price, flags.
fn write(block: &mut [u8], rows: &RateRows<'_>, chunk: Range<usize>) {
    let count = chunk.len();
    let (wide, narrow) = block.split_at_mut(16 * count);
    for (cell, bytes) in wide.as_chunks_mut().0.iter_mut().zip(&rows.bytes[chunk.clone()]) {
        *cell = bytes.to_le_bytes();
    }
    let (days, price) = narrow[..8 * count].split_at_mut(4 * count);
    for (column, numbers) in [(days, &rows.days[chunk.clone()]), (price, &rows.price[chunk])] {
        for (cell, number) in column.as_chunks_mut().0.iter_mut().zip(numbers) {
            *cell = number.to_le_bytes();
        }
    }
}

fn read(block: &[u8], amounts: &mut [i64], flags: &mut [u8]) {
    let count = amounts.len();
    for (amount, cell) in amounts.iter_mut().zip(block[8 * count..16 * count].as_chunks().0) {
        *amount = i64::from_le_bytes(*cell);
    }
    flags.copy_from_slice(&block[24 * count..ROW_BYTES * count]);
}
