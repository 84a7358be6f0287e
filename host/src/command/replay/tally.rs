//! Totals of everything judged again, whatever of it is printed.

use super::change::{Change, Pair};
use super::judge::Unjudged;
use anyhow::Context;
use rust_decimal::Decimal;
use serde::Serialize;
use std::collections::BTreeMap;

/// Totals of a run.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Tally {
    /// Records read.
    pub(super) records: u64,
    /// Of these, judged again.
    pub(super) judged: u64,
    /// Of those, with a change.
    pub(super) changed: u64,
    /// Not judged again, by why.
    pub(super) not_judged: BTreeMap<&'static str, u64>,
    #[serde(skip)]
    pub(super) reasons: BTreeMap<Unjudged, u64>,
    /// Lines that are no records.
    pub(super) damaged_lines: u64,
    /// Records that the log says it lacks.
    pub(super) dropped: u64,
    /// By operation.
    pub(super) operations: BTreeMap<String, Operation>,
    /// By operation, member and currency.
    pub(super) amounts: Vec<Amounts>,
    #[serde(skip)]
    by_currency: BTreeMap<(String, String, String), Sums>,
}

/// An operation's totals.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Operation {
    /// Records judged again.
    pub(super) judged: u64,
    /// Of these, with a change.
    pub(super) changed: u64,
    /// Decisions that were allowed and are denied; of `evaluations` each item counts.
    pub(super) to_deny: u64,
    /// Decisions that were denied and are allowed.
    pub(super) to_allow: u64,
    /// Changes of issues.
    pub(super) issues: u64,
    /// Decisions that stand with other codes.
    pub(super) codes: u64,
    /// Amounts that changed.
    pub(super) amounts: u64,
    /// Lists and tables that changed.
    pub(super) results: u64,
}

/// What the amounts of one kind come to.
#[derive(Debug, Serialize)]
pub(super) struct Amounts {
    pub(super) operation: String,
    pub(super) name: String,
    pub(super) currency: String,
    #[serde(flatten)]
    pub(super) sums: Sums,
}

/// Sums of the amounts that both answers have, and of those that one of them has.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Sums {
    /// How many both have.
    pub(super) count: u64,
    /// Of these, how many differ.
    pub(super) changed: u64,
    pub(super) old: Decimal,
    pub(super) new: Decimal,
    pub(super) difference: Decimal,
    /// How many only the old answer has.
    pub(super) gone: u64,
    #[serde(rename = "goneTotal")]
    pub(super) gone_total: Decimal,
    /// How many only the new answer has.
    pub(super) appeared: u64,
    #[serde(rename = "appearedTotal")]
    pub(super) appeared_total: Decimal,
}

impl Tally {
    pub(super) fn unjudged(&mut self, why: Unjudged) {
        *self.not_judged.entry(why.code()).or_default() += 1;
        *self.reasons.entry(why).or_default() += 1;
    }

    /// Counts a record that was judged again.
    ///
    /// # Errors
    /// Where a sum has more than 28 digits.
    pub(super) fn judged(&mut self, name: &str, changes: &[Change], pairs: &[Pair<'_>]) -> anyhow::Result<()> {
        let operation = self.operations.entry(name.to_owned()).or_default();
        for totals in [&mut self.judged, &mut operation.judged] {
            *totals += 1;
        }
        if !changes.is_empty() {
            self.changed += 1;
            operation.changed += 1;
        }
        for change in changes {
            *match change {
                Change::Flip { to: "deny", .. } => &mut operation.to_deny,
                Change::Flip { .. } => &mut operation.to_allow,
                Change::Issues { .. } => &mut operation.issues,
                Change::Codes { .. } => &mut operation.codes,
                Change::Amount { .. } => &mut operation.amounts,
                Change::Results { .. } => &mut operation.results,
            } += 1;
        }
        for pair in pairs {
            let key = (name.to_owned(), pair.name.to_owned(), pair.currency.to_owned());
            self.by_currency.entry(key).or_default().add(pair).context("a sum of amounts has more than 28 digits")?;
        }
        Ok(())
    }

    /// Makes the sums ready to be printed.
    pub(super) fn conclude(&mut self) {
        let sums = std::mem::take(&mut self.by_currency).into_iter();
        self.amounts = sums.map(|((operation, name, currency), sums)| Amounts { operation, name, currency, sums }).collect();
    }
}

impl Sums {
    fn add(&mut self, pair: &Pair<'_>) -> Option<()> {
        match (pair.old, pair.new) {
            (Some(old), Some(new)) => {
                self.count += 1;
                self.changed += u64::from(old != new);
                self.old = self.old.checked_add(old)?;
                self.new = self.new.checked_add(new)?;
                self.difference = self.new.checked_sub(self.old)?;
            }
            (Some(old), None) => {
                self.gone += 1;
                self.gone_total = self.gone_total.checked_add(old)?;
            }
            (None, Some(new)) => {
                self.appeared += 1;
                self.appeared_total = self.appeared_total.checked_add(new)?;
            }
            (None, None) => {}
        }
        Some(())
    }
}
