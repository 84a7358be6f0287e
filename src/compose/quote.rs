//! A quote as any operation asks it: rules and lists of each month of the term, the basket and what it would be instead,
//! and the deal that a special price needs.

use alloc::string::String;
use alloc::vec::Vec;

use super::Judged;
use super::invoice::documents;
use super::special_price::SpecialSale;
use crate::billing::choice::{Parties, Section, one_currency, rules, sections};
use crate::billing::invoice::warn_samples;
use crate::billing::line::overflow;
use crate::billing::line::{Bill, Lines, Term, TermMonth};
use crate::billing::quote::{Baskets, Item, baskets, edge, month, months, volume, wanted};
use crate::billing::request::QuoteRequest;
use crate::decision::{Effect, Verdict};
use crate::issue::Issue;
use crate::policy::compiled::CompiledPolicy;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::Pin;

/// What a quote comes to; nothing where it is denied.
#[derive(Debug, Default)]
pub(crate) struct QuoteResult {
    /// What is asked for.
    pub(crate) quote: Option<Bill>,
    /// What it would be instead.
    pub(crate) what_if: Option<Bill>,
    /// What that costs more.
    pub(crate) difference: Option<String>,
}

/// The months of a basket with the sections that each is priced by.
type Months<'p> = Vec<(Period, Vec<Section<'p>>)>;

impl CompiledPolicy {
    /// Prices a basket; gives the documents that decided.
    ///
    /// # Errors
    /// The issues of billing, and of the deal that covers a special price.
    pub(crate) fn judge_quote(
        &self,
        request: &QuoteRequest,
        (as_of, pins): (Instant, &[Pin]),
    ) -> Result<Judged<'_, QuoteResult>, Vec<Issue>> {
        let periods = months(request, as_of)?;
        let Baskets { asked, instead } = baskets(request)?;
        let edge = self.known_edge(edge(request), (as_of.date(), pins))?;
        let parties = edge.parties()?;
        let now = self.months((request, parties), &asked, &periods)?;
        let then = instead.as_deref().map(|items| self.months((request, parties), items, &periods)).transpose()?;
        let every: Vec<Section<'_>> = now.iter().chain(then.iter().flatten()).flat_map(|(_, sections)| sections.iter().copied()).collect();
        one_currency(&every)?;
        let mut policies = documents(&every);
        let mut verdict = Verdict::default();
        if let Some(price) = &request.special_price
            && edge.is_shown(&every)
        {
            let sale = SpecialSale {
                price,
                volume: [Some(&asked), instead.as_ref()].into_iter().flatten().map(|items| volume(items, price.plan)).max(),
                deals: request.deals.as_ref(),
                edge,
            };
            policies.extend(self.judge_special_price(&sale, &every, (as_of, pins), &mut verdict)?);
        }
        warn_samples(&every, &mut verdict);
        edge.judge(&every, &mut verdict);
        if verdict.reasons.iter().any(|reason| reason.effect == Effect::Deny) {
            return Ok((verdict, QuoteResult::default(), policies));
        }
        let quote = bill(request, &asked, &now)?;
        let what_if = match (&instead, &then) {
            (Some(items), Some(months)) => bill(request, items, months)?,
            _ => None,
        };
        let difference = match (&quote, &what_if) {
            (Some((quote, before)), Some((_, after))) => {
                let more = after.checked_sub(*before).ok_or_else(|| overflow("/whatIf"))?;
                Some(quote.currency.amount(more))
            }
            _ => None,
        };
        Ok((verdict, QuoteResult { quote: quote.map(|(bill, _)| bill), what_if: what_if.map(|(bill, _)| bill), difference }, policies))
    }

    fn months(
        &self,
        (request, parties): (&QuoteRequest, Option<Parties<'_>>),
        items: &[Item<'_>],
        periods: &[Period],
    ) -> Result<Months<'_>, Vec<Issue>> {
        let pins = request.pin.as_deref().unwrap_or_default();
        let mut found = Vec::with_capacity(periods.len());
        for period in periods {
            let rules = rules(&self.billing, *period, pins)?;
            found.push((*period, sections(&rules, &self.price_lists, &wanted(request, items, *period, parties))?));
        }
        Ok(found)
    }
}

/// The first month's bill, with the term's where there is one, and what all months come to in minor units.
fn bill(request: &QuoteRequest, items: &[Item<'_>], months: &Months<'_>) -> Result<Option<(Bill, i128)>, Vec<Issue>> {
    let mut first: Option<Bill> = None;
    let mut totals = Vec::with_capacity(months.len());
    let mut sum: i128 = 0;
    for (period, sections) in months {
        let Some(last) = sections.last() else { continue };
        let (currency, rounding) = (last.list.body.currency, last.rules.body.rounding.value);
        // Of the months after the first nothing but the sum is shown.
        let mut lines = if first.is_none() { Lines::new(currency, *period, rounding) } else { Lines::sums(currency, *period, rounding) };
        month(sections, request, items, &mut lines)?;
        let total = lines.total();
        sum = sum.checked_add(total).ok_or_else(|| overflow("/termMonths"))?;
        totals.push(TermMonth { period: *period, total: currency.amount(total) });
        if first.is_none() {
            first = Some(lines.finish());
        }
    }
    Ok(first.map(|mut bill| {
        bill.term = request.term_months.map(|_| Term { months: totals, total: bill.currency.amount(sum) });
        (bill, sum)
    }))
}
