//! A deal check with its list price: `billing` has the price list in force, `deal` compares with it.

use alloc::vec::Vec;

use super::Judged;
use crate::billing::choice::Wanted;
use crate::billing::invoice::warn_sample;
use crate::billing::price_list::{PriceListDocument, PriceModel};
use crate::deal::evaluate::evaluate;
use crate::deal::request::{DealRequest, DealResult, Sale, UnitPrice};
use crate::issue::{Issue, IssueCode};
use crate::policy::compiled::CompiledPolicy;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::{Pin, Version};

impl CompiledPolicy {
    /// Judges a deal; gives the documents that decided, with the price list that a price was compared with.
    ///
    /// # Errors
    /// The issues of the deal, at its own places; `billing.price_list_ambiguous`.
    pub(crate) fn judge_deal(&self, request: &DealRequest, (as_of, pins): (Instant, &[Pin])) -> Result<Judged<'_, DealResult>, Vec<Issue>> {
        let list = list_in_force(&self.price_lists, (request, pins), as_of)?;
        self.judge_deal_by(request, list, (as_of, pins))
    }

    /// The same by a price list that is chosen already, as by who sells to whom.
    ///
    /// # Errors
    /// The issues of the deal, at its own places.
    pub(crate) fn judge_deal_by<'p>(
        &'p self,
        request: &DealRequest,
        list: Option<&'p Version<PriceListDocument>>,
        (as_of, pins): (Instant, &[Pin]),
    ) -> Result<Judged<'p, DealResult>, Vec<Issue>> {
        let version = self.deal.on(as_of.date(), pins)?;
        let price = list.and_then(|list| list_price(&list.body, &request.sale));
        let (mut verdict, result) = evaluate(&version.body, request, price.as_ref(), as_of)?;
        let mut policies = alloc::vec![&version.reference];
        if let Some(list) = list {
            warn_sample(list, &mut verdict);
            policies.push(&list.reference);
        }
        Ok((verdict, result, policies))
    }
}

fn list_in_force<'p>(
    lists: &'p [Version<PriceListDocument>],
    (request, pins): (&DealRequest, &[Pin]),
    as_of: Instant,
) -> Result<Option<&'p Version<PriceListDocument>>, Vec<Issue>> {
    let Some(price) = request.sale.price() else { return Ok(None) };
    let today = as_of.date();
    let wanted = Wanted {
        period: Period { start: today, end: today.plus_days(1) },
        currency: Some(price.currency),
        pay_per_use: matches!(request.sale, Sale::PayPerUse { .. }),
        reserved: matches!(request.sale, Sale::Reserved { .. }),
        allow_sample: request.allow_sample.unwrap_or(false),
        pins,
        parties: None,
    };
    match wanted.choose(lists) {
        Ok(list) => Ok(Some(list)),
        Err(issue) if issue.code == IssueCode::BillingPriceListMissing => Ok(None),
        Err(issue) => Err(alloc::vec![issue]),
    }
}

fn list_price(list: &PriceListDocument, sale: &Sale) -> Option<UnitPrice> {
    let price = match sale {
        Sale::PayPerUse { .. } => &list.pay_per_use.as_ref()?.price,
        Sale::Reserved { .. } => &list.reserved.as_ref()?.price,
    };
    // Other models have no one unit price to compare with.
    let PriceModel::PerUnit { unit_price, unit } = price else { return None };
    Some(UnitPrice { unit_price: *unit_price, currency: list.currency, unit: *unit })
}
