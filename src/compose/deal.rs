//! Deals: a check with its list price (`billing` has the list in force, `deal` compares with it), and what is to happen to a
//! deal (`permission` says who may, `deal` what follows).

use alloc::vec::Vec;

use super::Judged;
use super::permission::{Asked, StatedContext, StatedSubject, text};
use super::places::Place;
use crate::billing::choice::Wanted;
use crate::billing::invoice::warn_sample;
use crate::billing::price_list::{AdjustmentKind, PriceListDocument, PriceModel};
use crate::deal::evaluate::evaluate;
use crate::deal::lifecycle::DealChange;
use crate::deal::request::{DealEvent, DealFact, DealRequest, DealResult, NextState, Sale, UnitPrice};
use crate::decision::Verdict;
use crate::issue::{Issue, IssueCode};
use crate::policy::compiled::CompiledPolicy;
use crate::values::period::Period;
use crate::values::time::Instant;
use crate::version::{Pin, Version};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader, Word};
use crate::wire::shape::shape;

shape! {
    /// May this happen to the deal?
    pub(crate) struct DealEventRequest {
        /// What is to happen.
        "action" action: DealEvent,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Who asks.
        "subject" subject: StatedSubject,
        /// Facts around the request.
        "context" context: Option<StatedContext>,
        /// The deal, as it is now.
        "deal" deal: DealFact,
        /// The customer's deals, whoever registered them, `[]` where there are none; needed to register and to approve.
        "deals" deals: Option<Vec<DealFact>>,
    }
}

/// What is asked of deals: whether a sale needs one, or whether something may happen to one.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "DealRequest", untagged))]
pub(crate) enum DealQuestion {
    /// Does this sale need a deal?
    Check(DealRequest),
    /// May this happen to the deal?
    Event(DealEventRequest),
}

impl Read for DealQuestion {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let action = node.and_then(|node| node.member("action"));
        let is_event = |event: DealEvent| matches!(action, Some(Node::Text(action)) if action == event.as_str());
        if DealEvent::ALL.into_iter().any(is_event) {
            Self::Event(DealEventRequest::read(node, reader))
        } else {
            Self::Check(DealRequest::read(node, reader))
        }
    }
}

impl DealQuestion {
    pub(crate) const fn as_of(&self) -> Option<Instant> {
        match self {
            Self::Check(request) => request.as_of,
            Self::Event(request) => request.as_of,
        }
    }
    pub(crate) fn pins(&self) -> &[Pin] {
        match self {
            Self::Check(request) => request.pin.as_deref(),
            Self::Event(request) => request.pin.as_deref(),
        }
        .unwrap_or_default()
    }
}

/// Where the question on permission points to in the deal's request.
const PLACES: &[Place<'static>] = &[
    ("/resource/properties/account", "/deal/registeredBy"),
    ("/resource/properties", "/deal"),
    ("/resource/type", "/deal"),
    ("/resource/id", "/deal/id"),
    ("/action/name", "/action"),
];

impl CompiledPolicy {
    /// Judges what is to happen to a deal: who may, and what follows; gives the documents that decided.
    ///
    /// # Errors
    /// The issues of the deal and of the question on permission.
    pub(crate) fn judge_deal_event<'p>(
        &'p self,
        request: &'p DealEventRequest,
        (as_of, pins): (Instant, &[Pin]),
    ) -> Result<Judged<'p, NextState>, Vec<Issue>> {
        let version = self.deal.on(as_of.date(), pins)?;
        let mut verdict = Verdict::default();
        let deal = &request.deal;
        let owner = deal.registered_by.iter().map(|account| ("account", text(account))).collect();
        let asked = Asked {
            subject: &request.subject,
            context: request.context.as_ref(),
            action: (request.action.as_str(), Vec::new()),
            resource: ("deal", &deal.id, owner),
        };
        let permitted = self.ask(asked, (as_of, pins), PLACES, &mut verdict);
        let change = DealChange { settings: &version.body, event: request.action, deal, deals: request.deals.as_deref(), as_of };
        match (permitted, change.judge(&mut verdict)) {
            (Ok(mut policies), Ok(next)) => {
                policies.push(&version.reference);
                Ok((verdict, next, policies))
            }
            (permitted, judged) => Err([permitted.err(), judged.err()].into_iter().flatten().flatten().collect()),
        }
    }

    /// Judges a deal; gives the documents that decided, with the price list that a price was compared with.
    ///
    /// # Errors
    /// The issues of the deal, at its own places; `billing.price_list_ambiguous`.
    pub(crate) fn judge_deal(&self, request: &DealRequest, (as_of, pins): (Instant, &[Pin])) -> Result<Judged<'_, DealResult>, Vec<Issue>> {
        let own_margin = self.deal.on(as_of.date(), pins)?.body.is_own_margin(&request.sale);
        let list = if own_margin { None } else { list_in_force(&self.price_lists, (request, pins), as_of)? };
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
        let list = list.filter(|_| !version.body.is_own_margin(&request.sale));
        let price = list.and_then(|list| list_price(&list.body, &request.sale));
        let (mut verdict, result) = evaluate(&version.body, request, list.map(|_| price.as_ref()), as_of)?;
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
    // Other models have no one unit price to compare with, and a list with a margin charges more than its unit price.
    if list.adjustments.iter().flatten().any(|adjustment| adjustment.kind == AdjustmentKind::Margin) {
        return None;
    }
    let PriceModel::PerUnit { unit_price, unit } = price else { return None };
    Some(UnitPrice { unit_price: *unit_price, currency: list.currency, unit: *unit })
}
