//! The typed side of the seam, for faces that draw many figures at once: price columns. Same rules, figures and code as
//! the text operations; only the lines' texts are not made.

use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::Answer;
use crate::billing::choice::{Section, Wanted};
use crate::billing::curve::Curve;
use crate::billing::day::Measured;
use crate::billing::edge::EdgeFacts;
use crate::billing::line::Lines;
use crate::billing::rate::{Charges, rate};
use crate::billing::request::TradeParty;
use crate::billing::usage::Use;
use crate::decision::{Effect, Verdict};
use crate::entry::read;
use crate::issue::{Issue, IssueCode};
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::DocumentReference;
use crate::wire::shape::shape;

/// Which prices a column is rated with.
#[derive(Clone, Debug, Default)]
pub struct RateQuery {
    /// Milliseconds since 1970-01-01T00:00:00Z; the month that holds it is rated.
    pub as_of_ms: i64,
    /// ISO 4217 code of the currency wanted, where several lists are loaded.
    pub currency: Option<String>,
    /// Whether a sample price list may be used.
    pub allow_sample: bool,
    /// Who sells, where a list that names an edge may count; with the buyer, or neither.
    pub seller: Option<RateParty>,
    /// Who buys.
    pub buyer: Option<RateParty>,
    /// The account that looks at the figures.
    pub viewer: Option<String>,
}

/// Seller or buyer of a column.
#[derive(Clone, Debug, Default)]
pub struct RateParty {
    /// The account's id, of 1 to 255 characters.
    pub id: String,
    /// Its type, for example `distributor`.
    pub kind: String,
    /// The account directly above it, where no loaded directory knows it.
    pub parent: Option<String>,
}

shape! {
    /// A [`RateQuery`] as text.
    struct AskedRate {
        /// The month that holds it is rated; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// The currency wanted, where several lists are loaded.
        "currency" currency: Option<Currency>,
        /// Whether a sample price list may be used.
        "allowSample" allow_sample: Option<bool>,
        /// Who sells.
        "seller" seller: Option<TradeParty>,
        /// Who buys.
        "buyer" buyer: Option<TradeParty>,
        /// The account that looks at the figures.
        "viewer" viewer: Option<Id>,
    }
}

/// What the rows of a query are rated with.
#[derive(serde::Serialize)]
struct UsedPrices<'p> {
    currency: Currency,
    policies: [&'p DocumentReference; 2],
}

/// The answer to queries as text, beside the columns.
#[derive(serde::Serialize)]
struct RateAnswer<'p> {
    prices: Vec<UsedPrices<'p>>,
}

/// What [`CompiledPolicy::rate_rows`] rates: columns of one length, a row at each position.
#[derive(Clone, Copy, Debug)]
pub struct RateRows<'r> {
    /// Bytes stored on each day.
    pub bytes: &'r [u64],
    /// On how many of the month's days, from its first on; [`RATE_EVERY_DAY`] is all of them.
    pub days: &'r [u32],
    /// Position of the row's prices among the queries.
    pub price: &'r [u32],
}

/// The row could not be rated: the amount is beyond 63 bits, or days or price do not exist. Its amount is [`i64::MIN`].
pub const RATE_REFUSED: u8 = 1;
/// The minimum was charged, so that the amount is above that of the use alone.
pub const RATE_MINIMUM: u8 = 2;
/// The prices come from a sample list.
pub const RATE_SAMPLE: u8 = 4;
/// As a row's days: every day of its month.
pub const RATE_EVERY_DAY: u32 = u32::MAX;

/// A month has at most 31 days.
const MOST_ON_CURVE: u64 = u64::MAX / 31;

/// A query's words, understood.
struct Wish {
    as_of: Instant,
    currency: Option<Currency>,
    allow_sample: bool,
    seller: Option<TradeParty>,
    buyer: Option<TradeParty>,
    viewer: Option<Id>,
}

impl RateParty {
    fn understood(&self) -> Option<TradeParty> {
        let parent = match &self.parent {
            Some(parent) => Some(Id::of(parent)?),
            None => None,
        };
        Some(TradeParty { id: Id::of(&self.id)?, kind: Id::of(&self.kind)?, parent })
    }
}

impl RateQuery {
    fn wish(&self) -> Result<Wish, Vec<Issue>> {
        let issue = |code, pointer: &str, message: &str| alloc::vec![Issue::new(code, pointer, message)];
        let as_of = Instant::from_milliseconds(self.as_of_ms)
            .ok_or_else(|| issue(IssueCode::InputInstantFormat, "/asOf", "the time is outside the years 0001 to 9998"))?;
        let unknown = || issue(IssueCode::InputCurrency, "/currency", "this is no active ISO 4217 currency");
        let currency = self.currency.as_deref().map(|code| Currency::find(code).ok_or_else(unknown)).transpose()?;
        let length = |pointer| issue(IssueCode::InputTextLength, pointer, "an id or type has 1 to 255 characters");
        let party =
            |party: &Option<RateParty>, pointer| party.as_ref().map(|party| party.understood().ok_or_else(|| length(pointer))).transpose();
        let viewer = self.viewer.as_deref().map(|viewer| Id::of(viewer).ok_or_else(|| length("/viewer"))).transpose()?;
        let (seller, buyer) = (party(&self.seller, "/seller")?, party(&self.buyer, "/buyer")?);
        Ok(Wish { as_of, currency, allow_sample: self.allow_sample, seller, buyer, viewer })
    }
}

impl AskedRate {
    fn wish(self, now: Option<Instant>) -> Result<Wish, Vec<Issue>> {
        let missing = || alloc::vec![Issue::new(IssueCode::InputAsOfMissing, "/asOf", "neither the query nor the caller says when")];
        let as_of = self.as_of.or(now).ok_or_else(missing)?;
        let Self { currency, seller, buyer, viewer, .. } = self;
        Ok(Wish { as_of, currency, allow_sample: self.allow_sample.unwrap_or(false), seller, buyer, viewer })
    }
}

impl CompiledPolicy {
    /// What one month of pay-per-use costs for each average use: minor units of the currency, minimum included.
    ///
    /// # Errors
    /// The issues of `quote`, and `billing.version_change` where prices change inside the month; `billing.amount_overflow`
    /// points to the row. `out` must be as long as `average_bytes`; where one is longer, its further rows are left alone.
    pub fn rate(&self, query: &RateQuery, average_bytes: &[u64], out: &mut [i64]) -> Result<(), Vec<Issue>> {
        let mut rater = self.rater(&query.wish()?)?;
        for (row, (bytes, cell)) in average_bytes.iter().zip(out.iter_mut()).enumerate() {
            let rated = rater.row(*bytes, RATE_EVERY_DAY);
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
    pub fn rate_rows(&self, queries: &[RateQuery], rows: RateRows<'_>, out: &mut [i64], flags: &mut [u8]) -> Result<(), Vec<Issue>> {
        let mut raters = self.raters(queries.iter().map(RateQuery::wish))?;
        rate_all(&mut raters, rows, out, flags);
        Ok(())
    }

    /// The same for queries as text, an array of `{"asOf"?, "currency"?, "allowSample"?, "seller"?, "buyer"?, "viewer"?}`;
    /// `now_ms` counts where there is no
    /// `asOf`. The answer is `{"prices": [{"currency", "policies"}]}`, what each query is rated with, or the issues.
    pub fn rate_columns(&self, now_ms: Option<i64>, queries: &[u8], rows: RateRows<'_>, out: &mut [i64], flags: &mut [u8]) -> Answer {
        let now = now_ms.and_then(Instant::from_milliseconds);
        let asked = read::<Vec<AskedRate>>(queries);
        match asked.and_then(|asked| self.raters(asked.into_iter().map(|query| query.wish(now)))) {
            Ok(mut raters) => {
                rate_all(&mut raters, rows, out, flags);
                Answer::given(&RateAnswer { prices: raters.iter().map(Rater::prices).collect() })
            }
            Err(issues) => Answer::issues(issues),
        }
    }

    fn raters(&self, wishes: impl Iterator<Item = Result<Wish, Vec<Issue>>>) -> Result<Vec<Rater<'_>>, Vec<Issue>> {
        let mut raters = Vec::new();
        for (index, wish) in wishes.enumerate() {
            raters.push(wish.and_then(|wish| self.rater(&wish)).map_err(|mut issues| {
                issues.iter_mut().for_each(|issue| issue.pointer = format!("/{index}{}", issue.pointer));
                issues
            })?);
        }
        Ok(raters)
    }

    /// Rules and list of a month in which neither changes.
    fn rater(&self, wish: &Wish) -> Result<Rater<'_>, Vec<Issue>> {
        let period = Period::month_of(wish.as_of);
        let rules = self.billing.over(period, &[])?;
        let parties = EdgeFacts::new(wish.seller.as_ref(), wish.buyer.as_ref(), wish.viewer.as_ref());
        let edge = self.known_edge(parties, (wish.as_of.date(), &[]))?;
        let (pay_per_use, reserved, pins, parties) = (true, false, &[], edge.parties()?);
        let Wish { currency, allow_sample, .. } = *wish;
        let wanted = Wanted { period, currency, pay_per_use, reserved, allow_sample, pins, parties };
        let list = wanted.choose(&self.price_lists).map_err(|issue| alloc::vec![issue])?;
        let section = Section { period, rules, list };
        let mut verdict = Verdict::default();
        edge.judge(&[section], &mut verdict);
        let denied = verdict.reasons.iter().filter(|reason| reason.effect == Effect::Deny);
        let issues: Vec<Issue> = denied
            .map(|reason| Issue::new(IssueCode::BillingEdgeRefused, reason.pointer.as_deref().unwrap_or(""), &*reason.message))
            .collect();
        if issues.is_empty() { Ok(Rater::new(section)) } else { Err(issues) }
    }
}

fn rate_all(raters: &mut [Rater<'_>], rows: RateRows<'_>, out: &mut [i64], flags: &mut [u8]) {
    let results = out.iter_mut().zip(flags.iter_mut());
    for (((bytes, days), price), (cell, flag)) in rows.bytes.iter().zip(rows.days).zip(rows.price).zip(results) {
        let rater = usize::try_from(*price).ok().and_then(|price| raters.get_mut(price));
        (*cell, *flag) = rater.and_then(|rater| rater.row(*bytes, *days)).unwrap_or((i64::MIN, RATE_REFUSED));
    }
}

/// A section's prices with the memory that rows are rated in.
struct Rater<'p> {
    section: Section<'p>,
    lines: Lines,
    charges: Charges<'p>,
    days: u32,
    /// What most rows cost, without making their lines.
    curve: Option<Curve>,
    sample: u8,
}

impl<'p> Rater<'p> {
    fn new(section: Section<'p>) -> Self {
        let list = &section.list.body;
        let lines = Lines::sums(list.currency, section.period, section.rules.body.rounding.value);
        let days = u32::try_from(section.period.days()).unwrap_or(0);
        let sample = if list.sample { RATE_SAMPLE } else { 0 };
        Self { section, lines, charges: Charges::default(), days, curve: Curve::of(&section), sample }
    }

    fn prices(&self) -> UsedPrices<'p> {
        let Section { rules, list, .. } = self.section;
        UsedPrices { currency: list.body.currency, policies: [&rules.reference, &list.reference] }
    }

    /// Amount and flags; none where the row cannot be rated.
    fn row(&mut self, bytes: u64, active: u32) -> Option<(i64, u8)> {
        let active = if active == RATE_EVERY_DAY { self.days } else { active };
        if active > self.days {
            return None;
        }
        // Byte-days of fewer bytes fit 64 bits, which is not to be found out by a division in each row.
        let on_curve = if bytes <= MOST_ON_CURVE { self.curve.as_ref() } else { None };
        if let Some((amount, minimum)) = on_curve.and_then(|curve| curve.at(bytes.wrapping_mul(active.into()))) {
            return Some((amount, self.flags(minimum)));
        }
        self.billed(bytes, usize::try_from(active).ok()?)
    }

    const fn flags(&self, minimum: bool) -> u8 {
        if minimum { self.sample | RATE_MINIMUM } else { self.sample }
    }

    /// The same by the lines of a bill.
    fn billed(&mut self, bytes: u64, active: usize) -> Option<(i64, u8)> {
        let days = usize::try_from(self.days).ok()?;
        self.charges.usage.clear();
        // An account without a day in the month was never under the plan.
        if active > 0 {
            let measured = Measured::Constant { bytes: bytes.into(), active, days };
            self.charges.usage.push(Use { measured, before: Capacity::ZERO, of: None, name: None, special: None });
        }
        self.lines.restart();
        rate(core::slice::from_ref(&self.section), &self.charges, &mut self.lines).ok()?;
        let amount = i64::try_from(self.lines.total()).ok().filter(|amount| *amount != i64::MIN)?;
        Some((amount, self.flags(self.lines.has_minimum)))
    }
}
