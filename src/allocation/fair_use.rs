//! Fair use on decreases: how many within a rolling window, and how large soon after an increase. What is beyond is allowed
//! and reviewed, or denied, as the policy says. Windows are `[change, change + length)`. Egress is never denied, only reviewed.
//! Source: <https://www.impossiblecloud.com/terms-of-use-partner-portal>

use alloc::string::ToString;
use alloc::vec::Vec;

use super::document::{AllocationDocument, FairUse, FairUseAction, WithoutHistory};
use super::figures::Figures;
use super::request::{AllocationAction, AllocationRequest, Change};
use crate::decision::{Effect, Reason, ReasonCode, Verdict};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;

/// What of a decrease would be beyond fair use.
#[derive(Default)]
pub(super) struct Unfair {
    denies: bool,
    /// What the policy says of a history that is not given; none where it is given or passed over.
    history: Option<WithoutHistory>,
    frequent: Option<Frequent>,
    large: Option<Large>,
}

/// One more decrease is one too many.
struct Frequent {
    /// How many there would be, and how many may be.
    decreases: u32,
    limit: u32,
    window_days: u32,
    /// From when on one more is fair; none where none ever is.
    until: Option<Instant>,
}

/// A decrease below `least` comes too soon after an increase.
struct Large {
    least: Capacity,
    percent: u32,
    until: Instant,
}

impl Unfair {
    pub(super) fn of(settings: &AllocationDocument, request: &AllocationRequest, as_of: Instant) -> Self {
        let updated = request.allocation().filter(|_| request.action() == AllocationAction::Update);
        let (Some(fair), Some(allocation)) = (&settings.fair_use, updated) else { return Self::default() };
        let changes = allocation.changes.as_deref();
        let history = changes.unwrap_or_default();
        Self {
            denies: fair.action.value == FairUseAction::Deny,
            history: Some(fair.without_history.value).filter(|setting| changes.is_none() && *setting != WithoutHistory::Pass),
            frequent: frequent(fair, history, as_of),
            large: large(fair, history, allocation.allocated_capacity, as_of),
        }
    }

    /// The smallest amount that is not denied, of what there is now.
    pub(super) fn least_accepted(&self, own: Capacity) -> Capacity {
        if !self.denies {
            Capacity::ZERO
        } else if self.history == Some(WithoutHistory::Apply) || self.frequent.is_some() {
            own
        } else {
            self.large.as_ref().map_or(Capacity::ZERO, |large| large.least)
        }
    }
}

fn frequent(fair: &FairUse, history: &[Change], as_of: Instant) -> Option<Frequent> {
    let (limit, window_days) = (fair.decreases.value, fair.window_days.value);
    let ends = history.iter().filter(|change| change.to < change.from).map(|change| change.at.plus_days(window_days));
    let mut ends: Vec<Instant> = ends.filter(|end| as_of < *end).collect();
    order::sort_by(&mut ends, Ord::cmp);
    let decreases = u32::try_from(ends.len()).unwrap_or(u32::MAX).saturating_add(1);
    // With `limit − 1` earlier ones left in the window one more is fair.
    let last_to_leave = usize::try_from(limit).ok().filter(|limit| *limit > 0).and_then(|limit| ends.len().checked_sub(limit));
    let until = last_to_leave.and_then(|index| ends.get(index).copied());
    (decreases > limit).then_some(Frequent { decreases, limit, window_days, until })
}

fn large(fair: &FairUse, history: &[Change], own: Capacity, as_of: Instant) -> Option<Large> {
    let seconds = fair.hours_after_increase.value.saturating_mul(3600);
    let ends = history.iter().filter(|change| change.to > change.from).map(|change| change.at.plus_seconds(seconds));
    let until = ends.filter(|end| as_of < *end).max()?;
    let percent = fair.percent.value;
    let kept = own.bytes().saturating_mul(u128::from(100_u32.saturating_sub(percent)));
    Some(Large { least: Capacity::average(kept, 100), percent, until })
}

/// Judges a decrease; true where somebody has to look at it.
pub(super) fn judge(settings: &AllocationDocument, figures: &Figures, verdict: &mut Verdict) -> bool {
    let unfair = &figures.unfair;
    if !figures.is_decrease() {
        return false;
    }
    let effect = if unfair.denies { Effect::Deny } else { Effect::Warn };
    let mut reasons = Vec::new();
    if let Some(setting) = unfair.history {
        let applies = setting == WithoutHistory::Apply;
        let message = "the allocation shrinks, and its earlier changes are not known";
        let effect = if applies { effect } else { Effect::Warn };
        let reason = Reason::new(ReasonCode::AllocationHistoryUnknown, effect, message).at("/allocation/changes");
        let reason = reason.rule("fairUse.withoutHistory").help("send allocation.changes, an empty list where there were none");
        if applies { reasons.push(reason) } else { verdict.push(reason) }
    }
    reasons.extend(unfair.frequent.as_ref().map(|frequent| too_frequent(frequent, figures, effect)));
    let large = unfair.large.as_ref().filter(|large| figures.requested < large.least);
    reasons.extend(large.map(|large| too_large(large, settings, figures, effect)));
    let review = !unfair.denies && !reasons.is_empty();
    verdict.reasons.append(&mut reasons);
    review
}

fn too_frequent(frequent: &Frequent, figures: &Figures, effect: Effect) -> Reason {
    let Frequent { decreases, limit, window_days, until } = frequent;
    let shown = figures.shows_own();
    let message = if shown {
        format!("this is decrease {decreases} within {window_days} days, and {limit} are fair")
    } else {
        format!("there are more than {limit} decreases within {window_days} days")
    };
    let keep = "keep the present allocation";
    let help = until.filter(|_| shown).map_or_else(|| keep.into(), |until| format!("{keep}, or wait until {until}"));
    Reason::new(ReasonCode::AllocationFrequentDecreases, effect, message).at(super::amount::REQUESTED).rule("fairUse.decreases").help(help)
}

fn too_large(large: &Large, settings: &AllocationDocument, figures: &Figures, effect: Effect) -> Reason {
    let Large { least, percent, until } = large;
    let message = format!("the decrease is more than {percent} percent soon after an increase");
    let reason = Reason::new(ReasonCode::AllocationLargeDecrease, effect, message).at(super::amount::REQUESTED).rule("fairUse.percent");
    let reason = reason.found(figures.requested.to_string());
    let wait = format!("wait until {until}");
    match figures.smallest_from(settings, *least).filter(|_| figures.shows_own()) {
        Some(least) => {
            let least = least.to_string();
            let help = format!("take at least {least}, or {wait}");
            reason.allowed(least).help(help)
        }
        None => reason.help(wait),
    }
}

/// A month's egress against what was stored: true where somebody has to look at it.
pub(super) fn egress(settings: &AllocationDocument, request: &AllocationRequest, figures: &Figures, verdict: &mut Verdict) -> bool {
    let ratio = settings.fair_use.as_ref().and_then(|fair| fair.egress_ratio_percent.as_ref());
    let stated = request.allocation().and_then(|allocation| allocation.month_egress.zip(allocation.month_average_stored));
    let (Some(ratio), Some((egress, stored))) = (ratio, stated) else { return false };
    let percent = ratio.value;
    let fair = stored.percent(percent);
    if egress <= fair {
        return false;
    }
    let message = format!("more left the allocation in a month than {percent} percent of what it stored on average");
    let reason = Reason::new(ReasonCode::AllocationExcessiveEgress, Effect::Warn, message).at("/allocation/monthEgress");
    let reason = reason.rule("fairUse.egressRatioPercent").help("contact the account and look for a solution together");
    verdict.push(if figures.shows_own() { reason.found(egress.to_string()).allowed(fair.to_string()) } else { reason });
    true
}
