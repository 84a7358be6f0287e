//! What differs between two answers to one request.

use anyhow::Context;
use channel_policy_host::decision_log::{Amount, Summary};
use rust_decimal::Decimal;
use serde::Serialize;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "change", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum Change {
    /// The decision is another one.
    Flip {
        #[serde(skip_serializing_if = "Option::is_none")]
        item: Option<usize>,
        from: &'static str,
        to: &'static str,
        #[serde(flatten)]
        codes: Codes,
    },
    /// It can be judged now and could not, or the other way round, or cannot for other reasons.
    Issues {
        #[serde(skip_serializing_if = "Option::is_none")]
        item: Option<usize>,
        from: &'static str,
        to: &'static str,
        #[serde(flatten)]
        codes: Codes,
    },
    /// The decision stands with other reasons or obligations.
    Codes {
        #[serde(skip_serializing_if = "Option::is_none")]
        item: Option<usize>,
        #[serde(flatten)]
        codes: Codes,
    },
    /// An amount is another one, there or gone.
    Amount {
        #[serde(skip_serializing_if = "Option::is_none")]
        item: Option<usize>,
        name: String,
        currency: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        old: Option<Decimal>,
        #[serde(skip_serializing_if = "Option::is_none")]
        new: Option<Decimal>,
        #[serde(skip_serializing_if = "Option::is_none")]
        difference: Option<Decimal>,
    },
    /// A list or table has other entries; how many, where they can be counted.
    Results {
        #[serde(skip_serializing_if = "Option::is_none")]
        item: Option<usize>,
        #[serde(skip_serializing_if = "Option::is_none")]
        old: Option<u64>,
        #[serde(skip_serializing_if = "Option::is_none")]
        new: Option<u64>,
    },
}

/// Codes that one answer has and the other has not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Codes {
    pub(super) added: Vec<String>,
    pub(super) removed: Vec<String>,
}

/// The two sides of an amount; one may be absent.
pub(super) struct Pair<'a> {
    item: Option<usize>,
    pub(super) name: &'a str,
    pub(super) currency: &'a str,
    pub(super) old: Option<Decimal>,
    pub(super) new: Option<Decimal>,
}

/// What differs between two answers, and every amount in them.
#[derive(Default)]
pub(super) struct Comparison<'a> {
    pub(super) changes: Vec<Change>,
    pub(super) pairs: Vec<Pair<'a>>,
}

impl<'a> Comparison<'a> {
    /// Compares two answers.
    ///
    /// # Errors
    /// Where an amount is no decimal of at most 28 digits.
    pub(super) fn of(old: &'a Summary, new: &'a Summary) -> anyhow::Result<Self> {
        let mut comparison = Self::default();
        comparison.add(None, old, new)?;
        for (index, (old, new)) in old.items.iter().zip(&new.items).enumerate() {
            comparison.add(Some(index), &old.answer, &new.answer)?;
        }
        Ok(comparison)
    }

    fn add(&mut self, item: Option<usize>, old: &'a Summary, new: &'a Summary) -> anyhow::Result<()> {
        self.changes.extend(verdict(item, old, new));
        for pair in pairs(item, &old.amounts, &new.amounts)? {
            self.changes.extend(pair.change()?);
            self.pairs.push(pair);
        }
        let count = |summary: &Summary| match &summary.results {
            Some(results) => results.count,
            None => Some(summary.items.len() as u64),
        };
        if old.results != new.results || old.items.len() != new.items.len() {
            self.changes.push(Change::Results { item, old: count(old), new: count(new) });
        }
        Ok(())
    }
}

/// What differs in the decision, or in why there is none.
fn verdict(item: Option<usize>, old: &Summary, new: &Summary) -> Option<Change> {
    let codes = Codes::between(&all_codes(old), &all_codes(new));
    let (from, to) = (old.outcome.word(), new.outcome.word());
    if !old.outcome.is_decided() || !new.outcome.is_decided() {
        (from != to || !codes.is_empty()).then_some(Change::Issues { item, from, to, codes })
    } else if from != to {
        Some(Change::Flip { item, from, to, codes })
    } else {
        (!codes.is_empty()).then_some(Change::Codes { item, codes })
    }
}

fn all_codes(summary: &Summary) -> Vec<&String> {
    summary.issues.iter().chain(&summary.reasons).chain(&summary.obligations).collect()
}

/// The amounts of both answers, each with its counterpart.
fn pairs<'a>(item: Option<usize>, old: &'a [Amount], new: &'a [Amount]) -> anyhow::Result<Vec<Pair<'a>>> {
    let is_same = |a: &Amount, b: &Amount| (&a.name, &a.currency) == (&b.name, &b.currency);
    let found = |amount: &Amount, among: &[Amount]| among.iter().find(|other| is_same(amount, other)).map(decimal).transpose();
    let mut pairs = Vec::new();
    for amount in old {
        let (old, new) = (Some(decimal(amount)?), found(amount, new)?);
        pairs.push(Pair { item, name: &amount.name, currency: &amount.currency, old, new });
    }
    for amount in new.iter().filter(|amount| !old.iter().any(|other| is_same(amount, other))) {
        pairs.push(Pair { item, name: &amount.name, currency: &amount.currency, old: None, new: Some(decimal(amount)?) });
    }
    Ok(pairs)
}

fn decimal(amount: &Amount) -> anyhow::Result<Decimal> {
    Decimal::from_str_exact(&amount.total).with_context(|| format!("the amount `{}` is no decimal of at most 28 digits", amount.total))
}

impl Pair<'_> {
    fn change(&self) -> anyhow::Result<Option<Change>> {
        let (old, new) = (self.old, self.new);
        let difference = match old.zip(new) {
            Some((old, new)) => Some(new.checked_sub(old).context("a difference of amounts has more than 28 digits")?),
            None => None,
        };
        let (name, currency) = (self.name.to_owned(), self.currency.to_owned());
        Ok((old != new).then_some(Change::Amount { item: self.item, name, currency, old, new, difference }))
    }
}

impl Codes {
    /// A code that stands several times counts as often.
    fn between(old: &[&String], new: &[&String]) -> Self {
        let less = |all: &[&String], taken: &[&String]| {
            let mut left = taken.to_vec();
            let is_new = |code: &&&String| match left.iter().position(|other| other == *code) {
                Some(position) => {
                    left.swap_remove(position);
                    false
                }
                None => true,
            };
            all.iter().filter(is_new).map(|code| (*code).clone()).collect()
        };
        Self { added: less(new, old), removed: less(old, new) }
    }

    fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}
