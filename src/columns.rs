//! The typed side of the seam, for faces that draw many figures at once: price columns. Same rules and figures as the text
//! operations.

use alloc::string::String;
use alloc::vec::Vec;

use crate::billing::line::Lines;
use crate::billing::price_list::Wanted;
use crate::billing::rate::{Use, pay_per_use_total};
use crate::issue::{Issue, IssueCode};
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::money::Currency;
use crate::values::period::Period;
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

impl CompiledPolicy {
    /// What one month of pay-per-use costs for each average use: minor units of the currency, minimum included.
    ///
    /// # Errors
    /// The issues of `quote`; `billing.amount_overflow` points to the row. `out` must be as long as `average_bytes`;
    /// where one is longer, its further rows are left alone.
    pub fn rate(&self, query: &RateQuery, average_bytes: &[u64], out: &mut [i64]) -> Result<(), Vec<Issue>> {
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
        let settings = self.billing.over(period, &[])?;
        let wanted = Wanted { period, currency, pay_per_use: true, reserved: false, allow_sample: query.allow_sample, pins: &[] };
        let list = wanted.choose(&self.price_lists).map_err(|issue| alloc::vec![issue])?;
        let Some(price) = &list.body.pay_per_use else { return Ok(()) };
        let lines = Lines::new(list.body.currency, period, settings.body.rounding.value);
        for (row, (bytes, cell)) in average_bytes.iter().zip(out.iter_mut()).enumerate() {
            let usage = Use { byte_days: u128::from(*bytes), days: 1, estimated: false };
            let total = pay_per_use_total(price, &lines, usage).and_then(|total| i64::try_from(total).ok());
            *cell = total.ok_or_else(|| issue(IssueCode::BillingAmountOverflow, &format!("/{row}"), "the amount exceeds 63 bits"))?;
        }
        Ok(())
    }
}
