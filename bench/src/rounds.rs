//! Interleaved rounds: in each round every contender runs once, so that what disturbs the machine disturbs all.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Rounds of a run.
const ROUNDS: usize = 9;
/// What a contender takes in a round, about.
const BATCH: Duration = Duration::from_millis(60);

/// Nanoseconds per operation, one per round, by contender.
pub type Samples = BTreeMap<String, Vec<f64>>;

/// Something to be timed.
pub struct Contender<'c> {
    id: String,
    operations: usize,
    pass: Box<dyn FnMut() + 'c>,
}

impl<'c> Contender<'c> {
    /// A contender whose `pass` does so many operations.
    pub fn new(id: impl Into<String>, operations: usize, pass: impl FnMut() + 'c) -> Self {
        Self { id: id.into(), operations, pass: Box::new(pass) }
    }

    /// The contender's name among the samples.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    fn run(&mut self, passes: u32) -> Duration {
        let start = Instant::now();
        for _ in 0..passes {
            (self.pass)();
        }
        start.elapsed()
    }

    /// As many passes as fill a batch, after a first one to warm up.
    fn passes(&mut self) -> u32 {
        self.run(1);
        let mut passes = 1;
        while self.run(passes) < BATCH / 4 {
            passes *= 2;
        }
        passes * 4
    }
}

/// Runs all contenders in turn, round after round.
pub fn measure(mut contenders: Vec<Contender<'_>>) -> Samples {
    let passes: Vec<u32> = contenders.iter_mut().map(Contender::passes).collect();
    let mut samples = Samples::new();
    for _ in 0..ROUNDS {
        for (contender, &passes) in contenders.iter_mut().zip(&passes) {
            let time = contender.run(passes).as_secs_f64() * 1e9;
            let operations = f64::from(passes) * contender.operations as f64;
            samples.entry(contender.id.clone()).or_default().push(time / operations);
        }
    }
    samples
}
