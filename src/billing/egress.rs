//! Egress: what leaves the storage in a month, above what is free, at the contract's price. A contract whose price is 0, or
//! that names none, has it free, as the vendor does by default.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-api/management-console-api/get-started>

use alloc::vec::Vec;

use super::accounts::MeteredAccounts;
use super::choice::Section;
use super::day::Mean;
use super::line::{LineKind, Lines};
use super::price_list::hundred;
use super::request::InvoiceRequest;
use super::reserved::{Metered, Owner, has_cents, push};
use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::ratio::Ratio;

const POINTER: &str = "/contract/costEgressGBCents";

/// Egress that has a price.
#[derive(Clone, Copy)]
pub(crate) struct Egress<'e> {
    total: Capacity,
    /// Average of what was stored, under any plan.
    stored: Mean,
    cents_per_gb: Price,
    estimated: bool,
    owner: Owner<'e>,
}

/// What the contract charges for egress; none where it is free.
///
/// # Errors
/// `input.missing_field` for each account without its figure.
pub(crate) fn egress<'e>(
    request: &InvoiceRequest,
    metered: &MeteredAccounts<'_>,
    owner: Owner<'e>,
) -> Result<Option<Egress<'e>>, Vec<Issue>> {
    let price = request.contract.as_ref().and_then(|contract| contract.cost_egress_gb_cents);
    let Some(cents_per_gb) = price.filter(|price| !price.0.ratio().is_zero()) else { return Ok(None) };
    let mut issues = Vec::new();
    let mut total = Capacity::ZERO;
    for (index, account) in request.accounts.iter().enumerate() {
        let Some(egress) = account.month_egress else {
            let message = "the contract has a price for egress, and this account's is not given";
            issues.push(Issue::new(IssueCode::InputMissingField, format!("/accounts/{index}/monthEgress"), message));
            continue;
        };
        total = total.plus(egress);
    }
    let estimated = metered.is_estimated();
    if issues.is_empty() {
        Ok(Some(Egress { total, stored: metered.stored(request.period), cents_per_gb, estimated, owner }))
    } else {
        Err(issues)
    }
}

impl Egress<'_> {
    /// Adds the line of egress above what is free; nothing where there is none.
    ///
    /// # Errors
    /// `billing.currency_mismatch`, `billing.amount_overflow`.
    pub(crate) fn rate(&self, section: &Section<'_>, lines: &mut Lines) -> Result<(), Vec<Issue>> {
        has_cents(lines.currency, POINTER)?;
        self.line(section, lines).ok_or_else(|| super::line::overflow(POINTER))
    }

    fn line(&self, section: &Section<'_>, lines: &mut Lines) -> Option<()> {
        let percent = section.rules.body.free_egress_percent.as_ref().map_or(0, |percent| percent.value);
        let stored = self.stored.bytes()?;
        let free = stored.times(Ratio::whole(percent.into())?)?.over(hundred())?;
        let above = self.total.ratio().minus(free)?;
        if above.is_zero() || above.is_negative() {
            return Some(());
        }
        (lines.rounding, lines.covers) = (section.rules.body.rounding.value, lines.period);
        let head = lines.text(|_| Some(format!("{} out, less {percent} % of {} bytes stored on average", self.total, stored.print())))?;
        let metered = Metered { bytes: above, head, estimated: self.estimated };
        push((LineKind::Egress, self.cents_per_gb), metered, self.owner, lines)
    }
}
