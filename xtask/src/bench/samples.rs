//! Samples of interleaved rounds by contender, and the one figure that is taken of them.

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::shell::output;

/// One number per round, by the contender's id; a figure that does not vary is a single one.
pub(super) type Samples = BTreeMap<String, Vec<f64>>;

/// What a program prints; what it has to say beside that is let through.
pub(super) fn taken(command: &mut Command) -> anyhow::Result<Samples> {
    read(&output(command.stderr(Stdio::inherit()))?)
}

fn read(text: &str) -> anyhow::Result<Samples> {
    serde_json::from_str(text).with_context(|| format!("not samples: {text}"))
}

/// The middle one, or the mean of the two in the middle.
pub(super) fn median(samples: &[f64]) -> Option<f64> {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.get(sorted.len().checked_sub(1)? / 2)?, sorted.get(sorted.len() / 2)?);
    Some((low + high) / 2.0)
}

/// The median of the ratios of the same rounds: what slows a whole round down does not show.
pub(super) fn ratio(above: &[f64], below: &[f64]) -> Option<f64> {
    let ratios: Vec<f64> = above.iter().zip(below).map(|(above, below)| above / below).collect();
    median(&ratios)
}

#[cfg(test)]
mod tests {
    use super::{median, ratio};

    #[test]
    fn median_is_the_middle_whatever_the_order() {
        assert_eq!(median(&[9.0, 1.0, 5.0]), Some(5.0));
        assert_eq!(median(&[4.0, 100.0, 1.0, 2.0]), Some(3.0));
        assert_eq!(median(&[7.0]), Some(7.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn ratio_is_taken_round_by_round() {
        // The second round is slow for both.
        assert_eq!(ratio(&[2.0, 20.0, 2.0], &[1.0, 10.0, 1.0]), Some(2.0));
    }
}
