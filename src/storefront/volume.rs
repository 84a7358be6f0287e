//! By how much an order changes the customer's total, and whether a smaller one still covers what is stored.

use alloc::vec::Vec;

use super::document::StorefrontDocument;
use super::finding::{Change, Findings, number};
use super::request::{OrderLine, Totals};
use crate::decision::{Effect, Reason, ReasonCode};
use crate::issue::{Issue, IssueCode, shorten};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::id::Id;

/// A line with what one licence of it adds.
struct Sized<'r> {
    index: usize,
    line: &'r OrderLine,
    increment: Capacity,
}

/// Works out the change, and judges it against what is stored.
pub(crate) fn judge(settings: &StorefrontDocument, lines: &[OrderLine], totals: Totals, findings: &mut Findings) {
    let Some((sized, change)) = change(settings, lines, findings) else { return };
    findings.change = Some(change);
    let tolerated = !settings.deny_below_used.value || totals.overdraft.unwrap_or(settings.overdraft_default.value);
    if change.removed <= change.added {
        return;
    }
    let Some((used, measured_at)) = totals.used else {
        if !tolerated {
            let message = "what is stored is not known, and the smaller total might not cover it";
            let reason = Reason::deny(ReasonCode::OrderUsedCapacityUnknown, message).at("/capacity/used").rule("denyBelowUsed");
            findings.deny(reason.help("send capacity.used with capacity and measuredAt, or allow overdraft"));
        }
        return;
    };
    let Some(before) = totals.volume else {
        return findings.missing("/capacity/volume", "whether the smaller total covers what is stored depends on the total now");
    };
    let after = change.after(before);
    if after >= used {
        return;
    }
    let message = format!("{used} was stored at {measured_at}, more than the {after} that would be left");
    let mut deficit = used.min(before).minus_or_zero(after);
    for line in sized.iter().filter(|sized| sized.line.shrinks()) {
        let given_up = line.line.present().saturating_sub(line.line.quantity);
        let back = deficit.units_of(line.increment).min(given_up);
        if back == 0 {
            continue;
        }
        let least = line.line.quantity.saturating_add(back);
        deficit = deficit.minus_or_zero(line.increment.times(back).unwrap_or(Capacity::ZERO));
        let pointer = format!("/lines/{}/quantity", line.index);
        let reason = number(ReasonCode::OrderBelowUsedCapacity, message.clone(), &pointer, line.line.quantity, least);
        let help = format!("keep at least {least} of `{}`, free storage first, or allow overdraft", shorten(&line.line.product));
        if tolerated {
            let warning = Reason::new(ReasonCode::OrderExcessWillBeBilled, Effect::Warn, message.clone()).at(pointer);
            findings.verdict.push(warning.rule("denyBelowUsed"));
        } else {
            findings.deny(reason.rule("denyBelowUsed").help(help));
        }
    }
}

/// What the lines add and remove; an issue where that decides and is not known.
fn change<'r>(settings: &StorefrontDocument, lines: &'r [OrderLine], findings: &mut Findings) -> Option<(Vec<Sized<'r>>, Change)> {
    let (mut sized, mut change, mut known) = (Vec::new(), Change::default(), true);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.grows() || line.shrinks()) {
        // INVARIANT: a product that the document does not have is denied elsewhere.
        let Some(product) = settings.product(&line.product) else {
            known = false;
            continue;
        };
        let decides = if line.grows() { settings.deal_needed.value } else { settings.deny_below_used.value };
        let Some(increment) = product.increment else {
            known = false;
            if decides {
                let message = format!("nobody has said what `{}` adds, and the customer's total decides", product.id);
                let issue = Issue::new(IssueCode::OrderIncrementUnknown, format!("/lines/{index}/product"), message);
                findings.issues.push(issue.with_help("give the product an `increment` in the storefront document"));
            }
            continue;
        };
        let difference = increment.times(line.quantity.abs_diff(line.present()));
        let sum = if line.grows() { &mut change.added } else { &mut change.removed };
        match difference.map(|difference| sum.plus(difference)).filter(|sum| sum.is_on_wire()) {
            Some(total) => *sum = total,
            None => {
                known = false;
                let message = "the lines come to more than 1000 EB";
                findings.issues.push(Issue::new(IssueCode::InputCapacityTooLarge, format!("/lines/{index}/quantity"), message));
            }
        }
        sized.push(Sized { index, line, increment });
    }
    known.then_some((sized, change))
}

/// An issue where the total is less than what the customer is said to have now: by the lines, and by subscriptions of
/// products without a line. What is ordered and waits counts, or several orders at once would each stay small.
pub(crate) fn check_total(
    settings: &StorefrontDocument,
    lines: &[OrderLine],
    listed: &[(&Id, u32)],
    totals: Totals,
    findings: &mut Findings,
) {
    let size = |product: &Id, count: u32| settings.product(product)?.increment?.times(count);
    let least = |product: &Id| listed.iter().find(|(id, _)| *id == product).map_or(0, |(_, count)| *count);
    let has = lines.iter().map(|line| (&line.product, line.present().max(least(&line.product))));
    let others = listed.iter().copied().filter(|(id, _)| !lines.iter().any(|line| line.product == **id));
    let present = has.chain(others).filter_map(|(id, count)| size(id, count)).fold(Capacity::ZERO, Capacity::plus);
    if let Some(total) = totals.volume.filter(|total| *total < present) {
        let message = format!("a total of {total} is less than the {present} that lines and subscriptions say the customer has now");
        let issue = Issue::new(IssueCode::OrderVolumeTooSmall, "/capacity/volume", message);
        findings.issues.push(issue.with_help("state all that the customer has now, with what is ordered and waits"));
    }
}
