//! The typed side of the seam, for faces that draw many figures at once: price columns. Same rules, figures and code as
//! the text operations; only the lines' texts are not made.

use alloc::string::String;
use alloc::vec::Vec;

use crate::billing::choice::{Section, Wanted};
use crate::billing::day::Measured;
use crate::billing::line::Lines;
use crate::billing::rate::{Charges, rate};
use crate::billing::usage::Use;
use crate::issue::{Issue, IssueCode};
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::ratio::Ratio;
use crate::values::time::Instant;

/// Which prices a column is rated with.
#[derive(Clone, Debug, Default)]
pub struct RateQuery {
    /// Milliseconds since 1970-01-01T00:00:00Z; the month that holds it is rated.
    pub as_of_ms: i64,
    /// ISO 4217 code of the currency wanted, where several lists are loaded.
    pub currency: Option<String>,
    /// Whether a sample price list may be used.
    pub allow_sample: bool,
}

/// What [`CompiledPolicy::rate_rows`] rates: columns of one length, a row at each position.
#[derive(Clone, Copy, Debug)]
pub struct RateRows<'r> {
    /// Bytes stored on each day.
    pub bytes: &'r [u64],
    /// On how many of the month's days, from its first on.
    pub days: &'r [u32],
    /// Position of the row's prices among the queries.
    pub price: &'r [u32],
}

/// The row could not be rated: the amount is beyond 63 bits, or days or price do not exist. Its amount is [`i64::MIN`].
pub const RATE_REFUSED: u32 = 1;
/// The minimum was charged, so that the amount is above that of the use alone.
pub const RATE_MINIMUM: u32 = 2;
/// The prices come from a sample list.
pub const RATE_SAMPLE: u32 = 4;

impl CompiledPolicy {
    /// What one month of pay-per-use costs for each average use: minor units of the currency, minimum included.
    ///
    /// # Errors
    /// The issues of `quote`, and `billing.version_change` where prices change inside the month; `billing.amount_overflow`
    /// points to the row. `out` must be as long as `average_bytes`; where one is longer, its further rows are left alone.
    pub fn rate(&self, query: &RateQuery, average_bytes: &[u64], out: &mut [i64]) -> Result<(), Vec<Issue>> {
        let mut rater = Rater::new(self.section(query)?);
        let days = u32::try_from(rater.section.period.days()).unwrap_or(0);
        for (row, (bytes, cell)) in average_bytes.iter().zip(out.iter_mut()).enumerate() {
            let rated = rater.row(*bytes, days);
            let overflow = || alloc::vec![Issue::new(IssueCode::BillingAmountOverflow, format!("/{row}"), "the amount exceeds 63 bits")];
            *cell = rated.map(|(amount, _)| amount).ok_or_else(overflow)?;
        }
        Ok(())
    }

    /// What one month of pay-per-use costs for each row, in minor units of its currency, minimum included, and what there is
    /// to say about it. Nothing stops at a row that cannot be rated: its flags say so.
    ///
    /// # Errors
    /// The issues of the queries, their pointers below the query's position. `out` and `flags` must be as long as the rows;
    /// further rows of a longer column are left alone.
    pub fn rate_rows(&self, queries: &[RateQuery], rows: RateRows<'_>, out: &mut [i64], flags: &mut [u32]) -> Result<(), Vec<Issue>> {
        let mut raters = Vec::with_capacity(queries.len());
        for (index, query) in queries.iter().enumerate() {
            let section = self.section(query).map_err(|mut issues| {
                issues.iter_mut().for_each(|issue| issue.pointer = format!("/{index}{}", issue.pointer));
                issues
            })?;
            raters.push(Rater::new(section));
        }
        let results = out.iter_mut().zip(flags.iter_mut());
        for (((bytes, days), price), (cell, flag)) in rows.bytes.iter().zip(rows.days).zip(rows.price).zip(results) {
            let rater = usize::try_from(*price).ok().and_then(|price| raters.get_mut(price));
            (*cell, *flag) = rater.and_then(|rater| rater.row(*bytes, *days)).unwrap_or((i64::MIN, RATE_REFUSED));
        }
        Ok(())
    }

    /// The one section of the month: rules and list that do not change in it.
    fn section(&self, query: &RateQuery) -> Result<Section<'_>, Vec<Issue>> {
        let issue = |code, pointer: &str, message: &str| alloc::vec![Issue::new(code, pointer, message)];
        let as_of = Instant::from_milliseconds(query.as_of_ms)
            .ok_or_else(|| issue(IssueCode::InputInstantFormat, "/asOf", "the time is outside the years 0001 to 9998"))?;
        let currency = match query.currency.as_deref() {
            Some(code) => Some(
                Currency::find(code).ok_or_else(|| issue(IssueCode::InputCurrency, "/currency", "this is no active ISO 4217 currency"))?,
            ),
            None => None,
        };
        let period = Period::month_of(as_of);
        let rules = self.billing.over(period, &[])?;
        let (pay_per_use, reserved, pins, parties) = (true, false, &[], None);
        let wanted = Wanted { period, currency, pay_per_use, reserved, allow_sample: query.allow_sample, pins, parties };
        let list = wanted.choose(&self.price_lists).map_err(|issue| alloc::vec![issue])?;
        Ok(Section { period, rules, list })
    }
}

/// A section's prices with the memory that rows are rated in.
struct Rater<'p> {
    section: Section<'p>,
    lines: Lines,
    charges: Charges<'p>,
    sample: u32,
}

impl<'p> Rater<'p> {
    fn new(section: Section<'p>) -> Self {
        let list = &section.list.body;
        let lines = Lines::sums(list.currency, section.period, section.rules.body.rounding.value);
        Self { section, lines, charges: Charges::default(), sample: if list.sample { RATE_SAMPLE } else { 0 } }
    }

    /// Amount and flags; none where the row cannot be rated.
    fn row(&mut self, bytes: u64, active: u32) -> Option<(i64, u32)> {
        let days = u128::try_from(self.section.period.days()).ok()?;
        let active = u128::from(active);
        if active > days {
            return None;
        }
        self.charges.usage.clear();
        // An account without a day in the month was never under the plan.
        if active > 0 {
            let measured = Measured::Constant { bytes: bytes.into(), active, days };
            self.charges.usage.push(Use { measured, before: Ratio::ZERO, of: None, name: None, special: None });
        }
        self.lines.restart();
        rate(core::slice::from_ref(&self.section), &self.charges, &mut self.lines).ok()?;
        let amount = i64::try_from(self.lines.total()).ok().filter(|amount| *amount != i64::MIN)?;
        let minimum = if self.lines.has_minimum { RATE_MINIMUM } else { 0 };
        Some((amount, minimum | self.sample))
    }
}
