//! Lines of a quote or invoice: everything a person needs to recompute them, and the sum of what is printed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::price_list::MinimumScope;
use crate::order;
use crate::text::format;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::ratio::{Ratio, Rounding, scaled};
use crate::wire::read::Word;
use crate::wire::shape::shape;

shape! {
    /// What a line charges for.
    pub(crate) words LineKind {
        /// Average use of the pay-per-use plan.
        "usage" Usage,
        /// What brings the use up to the minimum.
        "minimum" Minimum,
        /// Reserved capacity, used or not.
        "reserved" Reserved,
        /// Average use above what is reserved or allocated.
        "excess" Excess,
    }
}

/// Whose use a line charges.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct ChargedParty {
    /// What the id names.
    pub(crate) scope: MinimumScope,
    /// The id.
    pub(crate) id: String,
}

/// One line.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Line {
    /// Unique in the bill.
    pub(crate) id: String,
    /// What it charges for.
    pub(crate) kind: LineKind,
    /// Whose use it charges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) of: Option<ChargedParty>,
    /// The days that it covers.
    pub(crate) period: Period,
    /// The price model.
    pub(crate) model: &'static str,
    /// Exact quantity: a decimal, or `n/d` in lowest terms where it does not end.
    pub(crate) quantity: String,
    /// The quantity with three decimals, for people.
    pub(crate) quantity_shown: String,
    /// The unit of the quantity.
    pub(crate) unit: &'static str,
    /// Price of one unit for the month.
    pub(crate) unit_price: String,
    /// The amount before rounding, exact.
    pub(crate) amount_exact: String,
    /// The amount charged, in the currency's minor units.
    pub(crate) amount: String,
    /// Present where a day without a row was estimated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) estimated: Option<bool>,
    /// The arithmetic in words.
    pub(crate) working: String,
}

/// A quote or invoice.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Bill {
    /// Currency of all amounts.
    pub(crate) currency: Currency,
    /// The month.
    pub(crate) period: Period,
    /// Always true: amounts are without tax.
    pub(crate) net: bool,
    /// The lines, in the order of their kinds and parties.
    pub(crate) lines: Vec<Line>,
    /// The sum of the lines' amounts.
    pub(crate) total: String,
}

/// Lines as they are made, with their sum in minor units.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) currency: Currency,
    pub(crate) period: Period,
    pub(crate) rounding: Rounding,
    lines: Vec<Line>,
    total: i128,
}

/// What a line is made of.
pub(crate) struct Charge<'c> {
    pub(crate) kind: LineKind,
    pub(crate) model: &'static str,
    pub(crate) of: Option<&'c ChargedParty>,
    pub(crate) quantity: Ratio,
    pub(crate) unit: &'static str,
    pub(crate) unit_price: Ratio,
    pub(crate) exact: Ratio,
    pub(crate) minor_units: i128,
    pub(crate) estimated: bool,
    pub(crate) working: String,
}

impl Lines {
    pub(crate) const fn new(currency: Currency, period: Period, rounding: Rounding) -> Self {
        Self { currency, period, rounding, lines: Vec::new(), total: 0 }
    }

    /// An exact amount in minor units, rounded once; none beyond 128 bits.
    pub(crate) fn round(&self, exact: Ratio) -> Option<i128> {
        exact.round(self.currency.digits(), self.rounding)
    }

    /// `3 TB × 7.99 EUR/TB = 23.97`, with the amount after rounding where it differs.
    pub(crate) fn product(&self, quantity: Ratio, unit: &str, unit_price: Ratio, exact: Ratio) -> Option<String> {
        let (printed, rounded) = (exact.print(), self.currency.amount(self.round(exact)?));
        let head = format!("{} {unit} × {} {}/{unit} = {printed}", quantity.print(), unit_price.print(), self.currency);
        Some(if printed == rounded { head } else { format!("{head}, rounded {rounded}") })
    }

    /// Adds a line; none beyond 128 bits.
    pub(crate) fn push(&mut self, charge: Charge<'_>) -> Option<()> {
        let kind = charge.kind.as_str();
        let id = charge.of.map_or_else(|| kind.to_string(), |party| format!("{kind}:{}:{}", party.scope.as_str(), party.id));
        self.lines.push(Line {
            id,
            kind: charge.kind,
            of: charge.of.cloned(),
            period: self.period,
            model: charge.model,
            quantity: charge.quantity.print(),
            quantity_shown: scaled(charge.quantity.round(3, Rounding::HalfUp)?, 3),
            unit: charge.unit,
            unit_price: charge.unit_price.print(),
            amount_exact: charge.exact.print(),
            amount: self.currency.amount(charge.minor_units),
            estimated: charge.estimated.then_some(true),
            working: charge.working,
        });
        self.total = self.total.checked_add(charge.minor_units)?;
        Some(())
    }

    /// The bill of the lines made so far.
    pub(crate) fn finish(mut self) -> Bill {
        order::sort_by(&mut self.lines, |a, b| a.kind.cmp(&b.kind).then_with(|| a.of.cmp(&b.of)));
        let total = self.currency.amount(self.total);
        Bill { currency: self.currency, period: self.period, net: true, lines: self.lines, total }
    }
}
