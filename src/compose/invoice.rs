//! An invoice with what it means for deals: `billing` has the bill and each customer's volume, `deal` says whether a special
//! price is covered and whether a deal is to be registered.

use alloc::vec::Vec;

use super::Judged;
use super::special_price::SpecialSale;
use crate::billing::accounts::MeteredAccounts;
use crate::billing::choice::{Section, rules, sections};
use crate::billing::document::set;
use crate::billing::invoice::{edge, evaluate, one_month};
use crate::billing::line::Bill;
use crate::billing::meter::Metering;
use crate::billing::request::{InvoiceRequest, PricedPlan, SpecialPrice};
use crate::deal::document::DealDocument;
use crate::deal::evaluate::after_growth;
use crate::decision::{Effect, Obligation, Verdict};
use crate::issue::Issue;
use crate::policy::compiled::CompiledPolicy;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;
use crate::version::{DocumentReference, Pin};

/// An obligation for each customer whose volume needs a deal, in order of id.
fn deals_to_register(settings: &DealDocument, request: &InvoiceRequest, metered: &MeteredAccounts<'_>) -> Vec<Obligation> {
    let volumes = metered.customer_volumes(request);
    volumes.iter().filter_map(|(customer, volume)| after_growth(settings, customer, *volume)).collect()
}

/// The documents that sections are billed by.
pub(super) fn documents<'p>(sections: &[Section<'p>]) -> Vec<&'p DocumentReference> {
    sections.iter().flat_map(|section| [&section.rules.reference, &section.list.reference]).collect()
}

/// What is sold at the special price.
fn special_volume(price: &SpecialPrice, request: &InvoiceRequest, metered: &MeteredAccounts<'_>) -> Option<Capacity> {
    match price.plan {
        PricedPlan::PayPerUse => {
            let volumes = metered.customer_volumes(request);
            volumes.into_iter().find(|(customer, _)| **customer == *price.customer_id).map(|(_, volume)| volume)
        }
        PricedPlan::Reserved => {
            let changes = request.contract_changes.iter().flatten().map(|change| change.reserved_capacity);
            let reserved = request.contract.as_ref().map(|contract| changes.fold(contract.reserved_capacity, Ord::max));
            reserved.or_else(|| metered.largest_allocation(&price.customer_id))
        }
    }
}

impl CompiledPolicy {
    /// Bills a month; gives the documents that decided. `trusted` says whether the month has ended.
    ///
    /// # Errors
    /// The issues of billing, and of the deal that covers a special price.
    pub(crate) fn judge_invoice(
        &self,
        request: &InvoiceRequest,
        (as_of, trusted): (Instant, Instant),
        pins: &[Pin],
    ) -> Result<Judged<'_, Option<Bill>>, Vec<Issue>> {
        let period = one_month(request.period)?;
        let rules = rules(&self.billing, period, pins)?;
        let Some((_, settings)) = rules.last() else { return Ok((Verdict::default(), None, Vec::new())) };
        let to_date = set(&settings.body.preview_to_date, false) && trusted < period.end.start();
        let edge = edge(request);
        let reserved_base = edge.reserved_base(&settings.body);
        let metering = Metering { settings: &settings.body, period, until: to_date.then_some(trusted), reserved_base };
        let metered = MeteredAccounts::meter(metering, request)?;
        let edge = self.known_edge(edge, (period.end.plus_days(-1), pins))?;
        let sections = sections(&rules, &self.price_lists, &metered.wanted(request, edge.parties()?))?;
        let mut policies = documents(&sections);
        let mut verdict = Verdict::default();
        if let Some(price) = &request.special_price
            && edge.is_shown(&sections)
        {
            let sale = SpecialSale { price, volume: special_volume(price, request, &metered), deals: request.deals.as_ref(), edge };
            policies.extend(self.judge_special_price(&sale, &sections, (as_of, pins), &mut verdict)?);
        }
        let (mut verdict, bill) = evaluate(&sections, (request, &metered, edge), trusted, verdict)?;
        let denied = verdict.reasons.iter().any(|reason| reason.effect == Effect::Deny);
        if !denied && let Ok(deals) = self.deal.on(period.end.plus_days(-1), pins) {
            let found = deals_to_register(&deals.body, request, &metered);
            policies.extend((!found.is_empty()).then_some(&deals.reference));
            found.into_iter().for_each(|obligation| verdict.oblige(obligation));
        }
        Ok((verdict, bill, policies))
    }
}
