//! Which price list and which rules are in force: over one period, or over a period cut into sections wherever one of
//! them changes. Versions are chosen by the days billed, never by the time of the question.

use alloc::vec::Vec;

use super::document::BillingDocument;
use super::price_list::PriceListDocument;
use crate::issue::{Issue, IssueCode, MAX_ISSUES};
use crate::order;
use crate::text::format;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::time::Date;
use crate::version::{Pin, Version, Versions};

/// Seller and buyer as a list may name them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parties<'r> {
    pub(crate) seller: &'r str,
    pub(crate) buyer: &'r str,
    pub(crate) buyer_type: &'r str,
}

/// What a list must have to be chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'r> {
    pub(crate) period: Period,
    pub(crate) currency: Option<Currency>,
    pub(crate) pay_per_use: bool,
    pub(crate) reserved: bool,
    pub(crate) allow_sample: bool,
    pub(crate) pins: &'r [Pin],
    pub(crate) parties: Option<Parties<'r>>,
}

impl Wanted<'_> {
    fn fits(&self, list: &Version<PriceListDocument>) -> bool {
        let in_time = list.touches(self.period) || list.is_pinned(self.pins);
        in_time
            && (self.allow_sample || !list.body.sample)
            && (!self.pay_per_use || list.body.pay_per_use.is_some())
            && (!self.reserved || list.body.reserved.is_some())
            && self.currency.is_none_or(|currency| currency == list.body.currency)
            && self.is_for(&list.body)
    }

    /// A list that names a seller, buyer or type of buyer is for no others, and for nobody that is not known.
    fn is_for(&self, list: &PriceListDocument) -> bool {
        let named = [&list.seller, &list.buyer, &list.buyer_type];
        let known = self.parties.map(|parties| [parties.seller, parties.buyer, parties.buyer_type]);
        let same = |(name, known): (&Option<_>, &str)| name.as_ref().is_none_or(|name: &crate::values::id::Id| **name == *known);
        match known {
            Some(known) => named.into_iter().zip(known).all(same),
            None => named.into_iter().all(Option::is_none),
        }
    }

    fn plan(&self) -> &'static str {
        match (self.pay_per_use, self.reserved) {
            (true, false) => "pay-per-use",
            (false, true) => "reserved capacity",
            _ => "pay-per-use and reserved capacity",
        }
    }

    /// The one list in force over the whole period; a real list goes before a sample, a pinned version before others, one
    /// that names buyer and seller more closely before another.
    ///
    /// # Errors
    /// `billing.price_list_missing`, `billing.price_list_ambiguous`, `billing.version_change`.
    pub(crate) fn choose<'l>(&self, lists: &'l [Version<PriceListDocument>]) -> Result<&'l Version<PriceListDocument>, Issue> {
        let fitting: Vec<_> = lists.iter().filter(|list| self.fits(list)).collect();
        let real = fitting.iter().any(|list| !list.body.sample);
        let mut candidates: Vec<_> = fitting.into_iter().filter(|list| !(real && list.body.sample)).collect();
        if candidates.iter().any(|list| list.is_pinned(self.pins)) {
            candidates.retain(|list| list.is_pinned(self.pins));
        }
        let closest = candidates.iter().map(|list| list.body.closeness()).max();
        candidates.retain(|list| Some(list.body.closeness()) == closest);
        match candidates.as_slice() {
            [] => Err(self.missing(lists)),
            [list] if list.covers(self.period) || list.is_pinned(self.pins) => Ok(list),
            [first, rest @ ..] if rest.iter().all(|list| list.reference.name == first.reference.name) => {
                let message = format!("the price list `{}` does not cover the whole period in one version", first.reference.name);
                Err(Issue::new(IssueCode::BillingVersionChange, "/period", message))
            }
            several => {
                let names: Vec<&str> = several.iter().map(|list| list.reference.name.as_str()).collect();
                let message = format!("several price lists are in force: {}", names.join(", "));
                Err(Issue::new(IssueCode::BillingPriceListAmbiguous, "", message))
            }
        }
    }

    fn missing(&self, lists: &[Version<PriceListDocument>]) -> Issue {
        let Period { start, end } = self.period;
        let message = format!("no price list for {} is in force from {start} to {end}", self.plan());
        let issue = Issue::new(IssueCode::BillingPriceListMissing, "", message);
        let sample = lists.iter().any(|list| Wanted { allow_sample: true, ..*self }.fits(list));
        issue.with_help(if sample {
            "only a sample list is loaded: load your price list, or send allowSample: true to try the sample"
        } else {
            "load a price list that covers the period"
        })
    }
}

/// An issue for each list of another name that counts for the same plan, currency, day and edge as the last one, where neither
/// names the edge more closely: no request could tell them apart.
pub(crate) fn ambiguities(lists: &[Version<PriceListDocument>], issues: &mut Vec<Issue>) {
    let Some((added, earlier)) = lists.split_last() else { return };
    for list in earlier {
        let (a, b) = (&list.reference.name, &added.reference.name);
        if a != b && !list.is_apart(added) && list.body.rivals(&added.body) && issues.len() < MAX_ISSUES {
            let message = format!("`{a}` and `{b}` are in force at the same time for the same buyers, in {}", added.body.currency);
            let help = "let one end where the other begins, name the buyer more closely in one, or make them versions of one list";
            issues.push(Issue::new(IssueCode::BillingPriceListAmbiguous, "/effectiveFrom", message).with_help(help));
        }
    }
}

/// Days over which neither rules nor prices change.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Section<'p> {
    pub(crate) period: Period,
    pub(crate) rules: &'p Version<BillingDocument>,
    pub(crate) list: &'p Version<PriceListDocument>,
}

/// The parts of `period` between the dates at which versions begin or end.
fn cut<T>(period: Period, versions: &[Version<T>]) -> Vec<Period> {
    let mut dates: Vec<Date> = versions.iter().flat_map(|version| [Some(version.from), version.to]).flatten().collect();
    dates.push(period.end);
    order::sort_by(&mut dates, Ord::cmp);
    dates.dedup();
    let mut start = period.start;
    let mut parts = Vec::new();
    for date in dates {
        if start < date && date <= period.end {
            parts.push(Period { start, end: date });
            start = date;
        }
    }
    parts
}

/// The rules in force over a period, cut where their version changes.
///
/// # Errors
/// `policy.none_in_force` for a day without rules.
pub(crate) fn rules<'p>(
    billing: &'p Versions<BillingDocument>,
    period: Period,
    pins: &[Pin],
) -> Result<Vec<(Period, &'p Version<BillingDocument>)>, Vec<Issue>> {
    let mut found: Vec<(Period, &Version<BillingDocument>)> = Vec::new();
    for part in cut(period, &billing.items) {
        let rules = billing.on(part.start, pins)?;
        match found.last_mut() {
            Some((last, same)) if same.reference == rules.reference => last.end = part.end,
            _ => found.push((part, rules)),
        }
    }
    Ok(found)
}

/// The rules' parts, cut further where the price list changes.
///
/// # Errors
/// `billing.price_list_missing` for days without a list, `billing.price_list_ambiguous`, `billing.currency_mismatch`.
pub(crate) fn sections<'p>(
    rules: &[(Period, &'p Version<BillingDocument>)],
    lists: &'p [Version<PriceListDocument>],
    wanted: &Wanted<'_>,
) -> Result<Vec<Section<'p>>, Vec<Issue>> {
    let mut found: Vec<Section<'p>> = Vec::new();
    for (part, rules) in rules {
        for period in cut(*part, lists) {
            let list = Wanted { period, ..*wanted }.choose(lists).map_err(|issue| alloc::vec![issue])?;
            match found.last_mut() {
                Some(last) if last.list.reference == list.reference && last.rules.reference == rules.reference => {
                    last.period.end = period.end
                }
                _ => found.push(Section { period, rules, list }),
            }
        }
    }
    one_currency(&found)?;
    Ok(found)
}

/// Amounts are added up in one currency alone.
///
/// # Errors
/// `billing.currency_mismatch`.
pub(crate) fn one_currency(sections: &[Section<'_>]) -> Result<(), Vec<Issue>> {
    for pair in sections.windows(2) {
        if let [before, after] = pair
            && before.list.body.currency != after.list.body.currency
        {
            let (a, b) = (before.list.body.currency, after.list.body.currency);
            let message = format!("one price list is in {a}, another in {b}");
            let issue = Issue::new(IssueCode::BillingCurrencyMismatch, "/currency", message);
            return Err(alloc::vec![issue.with_help("state the currency")]);
        }
    }
    Ok(())
}
