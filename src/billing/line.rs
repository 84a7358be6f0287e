//! Lines of a quote or invoice: everything a person needs to recompute them, and the sum of what is printed.

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::Section;
use super::model::{Part, Slice};
use super::price_list::MinimumScope;
use crate::issue::{Issue, IssueCode};
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
        /// What left the storage above what is free.
        "egress" Egress,
        /// What was charged for a part of the month in which it no longer holds, taken off.
        "credit" Credit,
        /// What earlier lines charged for the same use, taken off.
        "alreadyCharged" AlreadyCharged,
        /// What is above the most that a plan's price comes to, taken off.
        "maximum" Maximum,
        /// What brings a plan's price up to the least that it comes to.
        "trueUp" TrueUp,
        /// A discount of the price list, taken off.
        "discount" Discount,
        /// A margin of the price list.
        "margin" Margin,
        /// What is above the most that the month comes to, taken off.
        "maximumCharge" MaximumCharge,
        /// What brings the month up to the least that it comes to.
        "minimumCharge" MinimumCharge,
        /// What was paid in advance for pay-per-use, taken off.
        "prepaid" Prepaid,
        /// A fee on an overdue amount.
        "lateFee" LateFee,
        /// A correction of an earlier bill.
        "correction" Correction,
        /// The difference between the lines' sum and the sum rounded once.
        "rounding" Rounding,
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
    /// The basket's item that it belongs to, the adjustment that it comes from, or the line that it corrects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The days that it covers.
    pub(crate) period: Period,
    /// The price model.
    pub(crate) model: &'static str,
    /// The tier, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tier: Option<u32>,
    /// Exact quantity: a decimal, or `n/d` in lowest terms where it does not end.
    pub(crate) quantity: String,
    /// The quantity with three decimals, for people.
    pub(crate) quantity_shown: String,
    /// The unit of the quantity.
    pub(crate) unit: &'static str,
    /// Price of one unit for the month.
    pub(crate) unit_price: String,
    /// What is added to quantity × unit price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) flat_fee: Option<String>,
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
    /// Present where it is an estimate, not a bill.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) preview: Option<bool>,
    /// The lines, in the order of their kinds and parties.
    pub(crate) lines: Vec<Line>,
    /// The sum of the lines' amounts.
    pub(crate) total: String,
    /// What all months of a term come to, where one was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) term: Option<Term>,
}

/// The months of a term.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct Term {
    /// Each month with its total.
    pub(crate) months: Vec<TermMonth>,
    /// The sum over the months.
    pub(crate) total: String,
}

/// One month of a term.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct TermMonth {
    /// The month.
    pub(crate) period: Period,
    /// What it comes to.
    pub(crate) total: String,
}

/// Lines as they are made, with their sums.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) currency: Currency,
    pub(crate) period: Period,
    /// How the line being made is rounded, and the days that it covers.
    pub(crate) rounding: Rounding,
    pub(crate) covers: Period,
    /// Whether lines are kept, or summed alone.
    keep: bool,
    lines: Vec<Line>,
    /// The exact sum; none beyond 128 bits, which matters only where it is asked for.
    exact: Option<Ratio>,
    total: i128,
    /// The section that lines are made of, whether the list's adjustments apply to them, and what they come to by section.
    section: usize,
    adjusted: bool,
    /// Whether a minimum was charged.
    pub(crate) has_minimum: bool,
    subtotals: Vec<Option<Ratio>>,
    /// What a charge is made of while it is made; kept so that columns need no memory for each row.
    pub(crate) slices: Vec<Slice>,
}

/// Discounts and margins stay in the order in which they apply.
fn rank(kind: LineKind) -> LineKind {
    if kind == LineKind::Margin { LineKind::Discount } else { kind }
}

/// What a line is made of.
pub(crate) struct Charge<'c> {
    pub(crate) kind: LineKind,
    pub(crate) model: &'static str,
    pub(crate) of: Option<&'c ChargedParty>,
    pub(crate) name: Option<&'c str>,
    pub(crate) slice: Slice,
    pub(crate) minor_units: i128,
    pub(crate) estimated: bool,
    pub(crate) working: Working,
}

/// The arithmetic of a line in words.
pub(crate) enum Working {
    Told(String),
    /// What stands before the product of the line's own figures, which are printed once for both.
    Product(String),
}

/// A slice's figures as they are printed.
struct Figures {
    quantity: String,
    unit_price: String,
    flat_fee: Option<String>,
    exact: String,
}

impl Figures {
    fn of(slice: &Slice) -> Self {
        let Slice { quantity, unit_price, flat_fee, exact, .. } = *slice;
        let flat_fee = (!flat_fee.is_zero()).then(|| flat_fee.print());
        Self { quantity: quantity.print(), unit_price: unit_price.print(), flat_fee, exact: exact.print() }
    }
}

impl Lines {
    pub(crate) const fn new(currency: Currency, period: Period, rounding: Rounding) -> Self {
        Self {
            currency,
            period,
            rounding,
            covers: period,
            keep: true,
            lines: Vec::new(),
            exact: Some(Ratio::ZERO),
            total: 0,
            section: 0,
            adjusted: true,
            has_minimum: false,
            subtotals: Vec::new(),
            slices: Vec::new(),
        }
    }

    /// The same sums without lines.
    pub(crate) fn sums(currency: Currency, period: Period, rounding: Rounding) -> Self {
        Self { keep: false, ..Self::new(currency, period, rounding) }
    }

    /// Makes lines of the section at `index` from here on; a `special` price is not adjusted.
    pub(crate) const fn enter(&mut self, index: usize, section: &Section<'_>, special: bool) {
        self.section = index;
        self.adjusted = !special && section.list.body.adjustments.is_some();
        self.rounding = section.rules.body.rounding.value;
        self.covers = section.period;
    }

    /// The exact sum so far; none beyond 128 bits.
    pub(crate) const fn exact(&self) -> Option<Ratio> {
        self.exact
    }

    /// The sum so far in minor units.
    pub(crate) const fn total(&self) -> i128 {
        self.total
    }

    /// Sums from nothing again.
    pub(crate) fn restart(&mut self) {
        (self.exact, self.total, self.has_minimum) = (Some(Ratio::ZERO), 0, false);
        self.subtotals.clear();
    }

    /// What the section's lines come to so far, as far as its list's adjustments apply to them; none beyond 128 bits.
    pub(crate) fn subtotal(&self, index: usize) -> Option<Ratio> {
        self.subtotals.get(index).copied().unwrap_or(Some(Ratio::ZERO))
    }

    /// An exact amount in minor units, rounded once; none beyond 128 bits.
    pub(crate) fn round(&self, exact: Ratio) -> Option<i128> {
        exact.round(self.currency.digits(), self.rounding)
    }

    /// A text for people; empty where lines are not kept.
    pub(crate) fn text(&self, text: impl FnOnce(&Self) -> Option<String>) -> Option<String> {
        if self.keep { text(self) } else { Some(String::new()) }
    }

    /// `3 TB × 7.99 EUR/TB = 23.97`, with the amount after rounding where it differs.
    pub(crate) fn product(&self, slice: &Slice) -> Option<String> {
        let mut text = String::new();
        self.write_product((slice, &Figures::of(slice)), &self.currency.amount(self.round(slice.exact)?), &mut text);
        Some(text)
    }

    /// Piece by piece: each line has one, and formatting costs several times what copying does.
    fn write_product(&self, (slice, figures): (&Slice, &Figures), rounded: &str, text: &mut String) {
        let Figures { quantity, unit_price, flat_fee, exact } = figures;
        let mut add = |pieces: &[&str]| pieces.iter().for_each(|piece| text.push_str(piece));
        match slice.part {
            Part::Minimum => add(&["up to the least that the price comes to"]),
            Part::Maximum => add(&["down to the most that the price comes to"]),
            Part::Charge | Part::AlreadyCharged => {
                add(&[quantity, " ", slice.unit, " × ", unit_price, " ", self.currency.code(), "/", slice.unit]);
                flat_fee.iter().for_each(|fee| add(&[" + ", fee]));
            }
        }
        add(&[" = ", exact]);
        if exact != rounded {
            add(&[", rounded ", rounded]);
        }
    }

    /// Adds a line; none beyond 128 bits.
    pub(crate) fn push(&mut self, charge: Charge<'_>) -> Option<()> {
        self.exact = self.exact.and_then(|sum| sum.plus(charge.slice.exact));
        self.total = self.total.checked_add(charge.minor_units)?;
        self.has_minimum = self.has_minimum || matches!(charge.kind, LineKind::Minimum | LineKind::TrueUp | LineKind::MinimumCharge);
        if self.adjusted {
            let least = self.section.saturating_add(1).max(self.subtotals.len());
            self.subtotals.resize(least, Some(Ratio::ZERO));
            if let Some(subtotal) = self.subtotals.get_mut(self.section) {
                *subtotal = subtotal.and_then(|sum| sum.plus(charge.slice.exact));
            }
        }
        if !self.keep {
            return Some(());
        }
        let (figures, amount) = (Figures::of(&charge.slice), self.currency.amount(charge.minor_units));
        let id = self.id(&charge);
        let working = match charge.working {
            Working::Told(text) => text,
            Working::Product(mut text) => {
                self.write_product((&charge.slice, &figures), &amount, &mut text);
                text
            }
        };
        let Slice { quantity, unit, tier, .. } = charge.slice;
        let Figures { quantity: printed, unit_price, flat_fee, exact } = figures;
        self.lines.push(Line {
            id,
            kind: charge.kind,
            of: charge.of.cloned(),
            name: charge.name.map(Into::into),
            period: self.covers,
            model: charge.model,
            tier,
            quantity: printed,
            quantity_shown: scaled(quantity.round(3, Rounding::HalfUp)?, 3),
            unit,
            unit_price,
            flat_fee,
            amount_exact: exact,
            amount,
            estimated: charge.estimated.then_some(true),
            working,
        });
        Some(())
    }

    /// `usage:customer:c-1`, with what else tells it from other lines of its kind and party.
    fn id(&self, charge: &Charge<'_>) -> String {
        let mut id: String = charge.kind.as_str().into();
        let mut add = |part: &str| {
            id.push(':');
            id.push_str(part);
        };
        if let Some(party) = charge.of {
            add(party.scope.as_str());
            add(&party.id);
        }
        charge.name.iter().for_each(|name| add(name));
        if self.covers != self.period {
            add(&format!("{}", self.covers.start));
        }
        charge.slice.tier.iter().for_each(|tier| add(&format!("{tier}")));
        id
    }

    /// The bill of the lines made so far.
    pub(crate) fn finish(mut self) -> Bill {
        order::sort_by(&mut self.lines, |a, b| {
            rank(a.kind).cmp(&rank(b.kind)).then_with(|| a.of.cmp(&b.of)).then_with(|| a.period.start.cmp(&b.period.start))
        });
        let total = self.currency.amount(self.total);
        Bill { currency: self.currency, period: self.period, net: true, preview: None, lines: self.lines, total, term: None }
    }
}

/// An amount that does not fit 128 bits.
pub(crate) fn overflow(pointer: &str) -> Vec<Issue> {
    alloc::vec![overflow_issue(pointer)]
}

/// The same by itself.
pub(crate) fn overflow_issue(pointer: &str) -> Issue {
    let message = "an amount exceeds what can be computed exactly";
    Issue::new(IssueCode::BillingAmountOverflow, pointer, message).with_help("check the volumes and prices")
}
