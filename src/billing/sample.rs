//! Samples: figures with a duration (byte-hours), in any order and of several sources. The same source and id counts once;
//! what overlaps is an issue, since no byte may be counted twice.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::meter::{Stretch, alive, outside};
use super::request::{BilledAccount, UsageSample};
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::period::Period;

/// The samples as stretches in order of time; issues stand below `pointer`.
pub(crate) fn stretches(
    samples: &[UsageSample],
    account: &BilledAccount,
    period: Period,
    (pointer, issues): (&str, &mut Vec<Issue>),
) -> Vec<Stretch> {
    let once = without_repeats(samples, (pointer, issues));
    let mut found: Vec<(usize, Stretch)> = Vec::with_capacity(once.len());
    let zero = period.start.start();
    for (index, sample) in once {
        let here = |field: &str| format!("{pointer}/samples/{index}/{field}");
        let (from, to) = (sample.start.seconds_since(zero), sample.end.seconds_since(zero));
        if !sample.start.is_whole() || !sample.end.is_whole() {
            issues.push(Issue::new(IssueCode::InputInstantFormat, here("start"), "samples begin and end at whole seconds"));
        } else if to <= from {
            let message = format!("the sample ends at {}, not after its start", sample.end);
            issues.push(Issue::new(IssueCode::InputPeriodEmpty, here("end"), message));
        } else if !alive(account, period, sample.start.date()) {
            issues.push(outside(sample.start.date(), here("start")));
        } else if !alive(account, period, sample.end.just_before().date()) {
            issues.push(outside(sample.end.just_before().date(), here("end")));
        } else {
            let allocated = sample.allocated_capacity.unwrap_or(account.usage.allocated_capacity);
            found.push((index, Stretch { from, to, used: sample.usage, allocated }));
        }
    }
    order::sort_by(&mut found, |(_, a), (_, b)| a.from.cmp(&b.from));
    let mut reached = i64::MIN;
    for (index, stretch) in &found {
        if stretch.from < reached {
            let message = "the sample begins before the one before it has ended";
            issues.push(Issue::new(IssueCode::BillingSampleOverlap, format!("{pointer}/samples/{index}/start"), message));
        }
        reached = reached.max(stretch.to);
    }
    found.into_iter().map(|(_, stretch)| stretch).collect()
}

/// The samples with their positions, each source and id once; an issue where a repeated one says something else.
fn without_repeats<'s>(samples: &'s [UsageSample], (pointer, issues): (&str, &mut Vec<Issue>)) -> Vec<(usize, &'s UsageSample)> {
    let mut all: Vec<(usize, &UsageSample)> = samples.iter().enumerate().collect();
    let key = |sample: &'s UsageSample| sample.id.as_deref().map(|id| (sample.source.as_deref(), id));
    order::sort_by(&mut all, |(_, a), (_, b)| key(a).cmp(&key(b)));
    let mut kept: Vec<(usize, &UsageSample)> = Vec::with_capacity(all.len());
    for (index, sample) in all {
        let earlier = kept.last().map(|(_, earlier)| *earlier).filter(|earlier| key(sample).is_some() && key(earlier) == key(sample));
        match earlier {
            None => kept.push((index, sample)),
            Some(earlier) if says_the_same(earlier, sample) => {}
            Some(_) => {
                let message = "the source sent this id before with other figures";
                issues.push(Issue::new(IssueCode::BillingSampleConflict, format!("{pointer}/samples/{index}"), message));
            }
        }
    }
    kept
}

fn says_the_same(a: &UsageSample, b: &UsageSample) -> bool {
    let times = a.start.cmp(&b.start).then(a.end.cmp(&b.end)) == Ordering::Equal;
    times && a.usage == b.usage && a.allocated_capacity == b.allocated_capacity
}
