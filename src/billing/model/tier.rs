//! Tiers: their shape, the checks on them, and the one walk over them. A tier reaches from above the bound before it up
//! to and including its own; the last is open.

use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::ratio::Ratio;
use crate::wire::shape::shape;

shape! {
    /// One tier.
    pub(crate) struct Tier {
        /// The most that still belongs to it; absent in the last tier.
        "upTo" up_to: Option<Capacity>,
        /// Price of one unit in it.
        "unitPrice" unit_price: Option<Price>,
        /// What it costs by itself.
        "flatFee" flat_fee: Option<Price>,
    }
}

impl Tier {
    pub(crate) fn unit_price(&self) -> Ratio {
        self.unit_price.map_or(Ratio::ZERO, |price| price.0.ratio())
    }
    pub(crate) fn flat_fee(&self) -> Ratio {
        self.flat_fee.map_or(Ratio::ZERO, |fee| fee.0.ratio())
    }
}

/// Tiers with number, lower and upper bound in bytes.
pub(crate) struct Bounds<'t> {
    tiers: core::slice::Iter<'t, Tier>,
    number: u32,
    lower: Ratio,
}

impl<'t> Bounds<'t> {
    pub(crate) fn of(tiers: &'t [Tier]) -> Self {
        Self { tiers: tiers.iter(), number: 0, lower: Ratio::ZERO }
    }
}

impl<'t> Iterator for Bounds<'t> {
    type Item = (u32, &'t Tier, Ratio, Option<Ratio>);

    fn next(&mut self) -> Option<Self::Item> {
        let tier = self.tiers.next()?;
        let (lower, upper) = (self.lower, tier.up_to.map(Capacity::ratio));
        self.number = self.number.saturating_add(1);
        self.lower = upper.unwrap_or(lower);
        Some((self.number, tier, lower, upper))
    }
}

/// The tier that holds `bytes`, with its number. INVARIANT: the last tier is open, so there is one.
pub(crate) fn holding(tiers: &[Tier], bytes: Ratio) -> Option<(u32, &Tier)> {
    let mut bounds = Bounds::of(tiers);
    let found = bounds.find(|(_, _, _, upper)| upper.is_none_or(|upper| bytes.compare(upper).is_le()))?;
    Some((found.0, found.1))
}

/// What is wrong with tiers that stand at `pointer`; `stairs` have flat fees alone.
pub(crate) fn check(tiers: &[Tier], stairs: bool, pointer: &str, issues: &mut Vec<Issue>) {
    let mut issue = |code, place: String, message: &str| issues.push(Issue::new(code, place, message));
    if tiers.is_empty() {
        issue(IssueCode::BillingTierOpen, pointer.into(), "there is no tier");
    }
    let mut lower = Capacity::ZERO;
    for (index, tier) in tiers.iter().enumerate() {
        let here = format!("{pointer}/{index}");
        let last = index.saturating_add(1) == tiers.len();
        match tier.up_to {
            None if !last => issue(IssueCode::BillingTierOpen, format!("{here}/upTo"), "only the last tier is open"),
            Some(_) if last => issue(IssueCode::BillingTierOpen, format!("{here}/upTo"), "the last tier is open"),
            Some(bound) if bound <= lower => {
                issue(IssueCode::BillingTierOrder, format!("{here}/upTo"), "a tier ends above the one before it");
            }
            bound => lower = bound.unwrap_or(lower),
        }
        if stairs {
            if tier.unit_price.is_some() {
                issue(IssueCode::InputUnknownField, format!("{here}/unitPrice"), "a stairstep has flat fees alone");
            }
            if tier.flat_fee.is_none() {
                issue(IssueCode::InputMissingField, format!("{here}/flatFee"), "a stairstep needs its flat fee");
            }
        } else if tier.unit_price.is_none() && tier.flat_fee.is_none() {
            issue(IssueCode::InputMissingField, format!("{here}/unitPrice"), "a tier needs a unit price, a flat fee, or both");
        }
    }
}
