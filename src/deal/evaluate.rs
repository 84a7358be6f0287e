//! Judges one sale: is a deal required by volume or price, and does one of the deals given cover it?
//! Source: partner portal terms and glossary: "any volume above 100 TB, or with special pricing".

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::document::{DealDocument, Gate, SpecialPricing, VolumeScope, WithoutDeal};
use super::request::{Because, DealFact, DealRequest, DealResult, DealState, MissingDeal, Sale, UnitPrice, VolumeParty};
use super::validity::ambiguities;
use crate::decision::{Effect, Obligation, ObligationCode, ObligationParams, Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::order;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::ratio::Ratio;
use crate::values::time::Instant;
use crate::wire::read::Word;

impl UnitPrice {
    /// The price of one byte.
    fn per_byte(&self) -> Ratio {
        // INVARIANT: 24 digits over 10^12 × 2^60 fit 128 bits, so the quotient always exists.
        Ratio::whole(self.unit.bytes).and_then(|bytes| self.unit_price.0.ratio().over(bytes)).unwrap_or(Ratio::ZERO)
    }

    /// How this price compares with another; none in another currency.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        (self.currency == other.currency).then(|| self.per_byte().compare(other.per_byte()))
    }
}

/// The unit price of the list in force for the plan: none where no list is, nor where it has no single one.
type ListPrice<'l> = Option<Option<&'l UnitPrice>>;

/// Is a deal required, and is there one?
///
/// # Errors
/// `deal.volume_missing`, `input.duplicate_id`, `input.period_empty`.
pub(crate) fn evaluate(
    settings: &DealDocument,
    request: &DealRequest,
    in_force: ListPrice<'_>,
    as_of: Instant,
) -> Result<(Verdict, DealResult), Vec<Issue>> {
    let mut verdict = Verdict::default();
    let volume = resulting_total(settings, request)?;
    let threshold = settings.threshold.value;
    let above = settings.needs_deal(volume);
    let special = special_price(settings, request, in_force, &mut verdict);
    let mut because = Vec::new();
    because.extend(above.then_some(Because::Volume));
    because.extend(special.is_some().then_some(Because::SpecialPrice));
    let mut result =
        DealResult { required: !because.is_empty(), because, volume, threshold, satisfied_by: None, valid_until: None, missing: None };
    let sale = JudgedSale { settings, request, volume, special, list: in_force.flatten(), as_of };
    let issues = ambiguities(sale.deals());
    if !issues.is_empty() {
        return Err(issues);
    }
    // A deal that covers the special price covers the volume too, so it is looked for first.
    let needs = [special.map(|_| Need::SpecialPrice), above.then_some(Need::Volume)];
    let mut covered: Option<(&DealFact, Instant)> = None;
    for need in needs.into_iter().flatten() {
        match (sale.covering(need, &mut verdict), covered) {
            // Where two deals are needed, the sale is covered as long as both are valid.
            (Some((_, until)), Some((first, earlier))) => covered = Some((first, earlier.min(until))),
            (found @ Some(_), None) => covered = found,
            (None, _) => {
                sale.missing(need, &mut verdict);
                result.missing = Some(sale.wanted(need, result.missing.take()));
            }
        }
    }
    if let Some((deal, until)) = covered.filter(|_| result.missing.is_none()) {
        result.satisfied_by = Some((*deal.id).into());
        result.valid_until = Some(until);
    }
    Ok((verdict, result))
}

impl DealDocument {
    /// Whether this total needs a deal.
    fn needs_deal(&self, volume: Capacity) -> bool {
        let threshold = self.threshold.value;
        volume > threshold || (self.threshold_inclusive.value && volume == threshold)
    }

    /// The largest total that needs no deal; none where every one does.
    fn largest_without_deal(&self) -> Option<Capacity> {
        let threshold = self.threshold.value;
        let largest = if self.threshold_inclusive.value { threshold.minus_or_zero(Capacity::BYTE) } else { threshold };
        (!self.needs_deal(largest)).then_some(largest)
    }
}

/// A customer's use grew past the threshold: it cannot be denied any more, but a deal is to be registered.
pub(crate) fn after_growth(settings: &DealDocument, customer: &str, volume: Capacity) -> Option<Obligation> {
    let params = ObligationParams { customer_id: Some(customer.into()), volume: Some(volume.to_string()), unit_price: None };
    settings.needs_deal(volume).then_some(Obligation { code: ObligationCode::RegisterDeal, params: Some(params) })
}

/// What the party whose total decides has after the sale.
fn resulting_total(settings: &DealDocument, request: &DealRequest) -> Result<Capacity, Vec<Issue>> {
    let mut issues = Vec::new();
    let mut need = |volume: Option<Capacity>, pointer: &str, help: &str| {
        if volume.is_none() {
            let message = "this volume decides on registration and is not given";
            issues.push(Issue::new(IssueCode::DealVolumeMissing, pointer, message).with_help(help));
        }
        volume.unwrap_or(Capacity::ZERO)
    };
    let state = "state what they have now, `0 B` where there is nothing yet";
    let volume_of = |party: Option<&VolumeParty>| party.and_then(|party| party.volume);
    let before = match settings.volume_scope.value {
        VolumeScope::Order => Capacity::ZERO,
        VolumeScope::Customer => need(request.customer.volume, "/customer/volume", state),
        VolumeScope::Partner => need(volume_of(request.partner.as_ref()), "/partner/volume", state),
        VolumeScope::Contract => need(volume_of(request.contract.as_ref()), "/contract/volume", state),
    };
    let added = match &request.sale {
        Sale::Reserved { volume, .. } => need(*volume, "/sale/volume", "state the capacity that is added"),
        Sale::PayPerUse { expected_volume, average_volume, .. } => {
            let help = "state the expected use, or send last month's average as averageVolume";
            need(expected_volume.or(*average_volume), "/sale/expectedVolume", help)
        }
    };
    if issues.is_empty() { Ok(before.plus(added)) } else { Err(issues) }
}

/// The agreed price where it is special.
fn special_price<'r>(
    settings: &DealDocument,
    request: &'r DealRequest,
    in_force: ListPrice<'_>,
    verdict: &mut Verdict,
) -> Option<&'r UnitPrice> {
    let price = request.sale.price()?;
    if let Some(edge) = request.sale.edge().filter(|_| settings.is_own_margin(&request.sale)) {
        let message = "the seller sells at its own price: what it gives up is its own margin, not a special price";
        let reason = Reason::new(ReasonCode::DealOwnMargin, Effect::Info, message).at("/sale/edge").rule("ownMarginEdges");
        verdict.push(reason.found(format!("{} to {}", shorten(&edge.seller), shorten(&edge.buyer))));
        return None;
    }
    let list = in_force.flatten();
    let order = list.and_then(|list| price.compare(list));
    let (special, message) = match order {
        Some(Ordering::Less) => (true, "the price is below the price list"),
        Some(_) => (false, ""),
        None if in_force.is_some() => (true, "the price list in force has no single unit price to compare the price with"),
        None => (
            settings.special_pricing.value == SpecialPricing::BelowOrNotFromList,
            "there is no price list in force to compare the price with",
        ),
    };
    if !special {
        return None;
    }
    let mut reason = Reason::new(ReasonCode::DealSpecialPrice, Effect::Info, message).at("/sale/price").rule("specialPricing");
    reason = reason.found(describe(price));
    if let Some(list) = list {
        reason = reason.allowed(describe(list));
    }
    verdict.push(reason);
    Some(price)
}

pub(super) fn describe(price: &UnitPrice) -> String {
    format!("{} {} per {}", price.unit_price.0, price.currency, price.unit.name)
}

impl Gate {
    const fn with_article(self) -> &'static str {
        match self {
            Self::Registered => "a registered",
            Self::Approved => "an approved",
        }
    }
}

/// What a deal must cover.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Volume,
    SpecialPrice,
}

struct JudgedSale<'r> {
    settings: &'r DealDocument,
    request: &'r DealRequest,
    volume: Capacity,
    special: Option<&'r UnitPrice>,
    list: Option<&'r UnitPrice>,
    as_of: Instant,
}

impl<'r> JudgedSale<'r> {
    fn customer(&self) -> &'r str {
        &self.request.customer.id
    }

    fn deals(&self) -> &'r [DealFact] {
        self.request.deals.as_deref().unwrap_or_default()
    }

    /// The first deal, in order of id, that covers the need; why the customer's others do not is said of a thousand at most.
    fn covering(&self, need: Need, verdict: &mut Verdict) -> Option<(&'r DealFact, Instant)> {
        let mut deals: Vec<(usize, &DealFact)> = self.deals().iter().enumerate().collect();
        order::sort_by(&mut deals, |(_, a), (_, b)| a.id.cmp(&b.id));
        let mut refused = Vec::new();
        for (index, deal) in deals.into_iter().filter(|(_, deal)| *deal.customer_id == *self.customer()) {
            match self.valid_until(need, deal) {
                Ok(until) => return Some((deal, until)),
                Err(_) if refused.len() >= MAX_ISSUES => {}
                Err(objection) => {
                    let message = format!("deal `{}` does not cover the sale: {objection}", deal.id);
                    let reason = Reason::new(ReasonCode::DealNotCovering, Effect::Info, message);
                    refused.push(reason.at(format!("/deals/{index}")).found(deal.state.as_str()));
                }
            }
        }
        refused.into_iter().for_each(|reason| verdict.push(reason));
        None
    }

    fn gate(&self, need: Need) -> Gate {
        match need {
            Need::Volume => self.settings.gate_requires.value,
            Need::SpecialPrice => self.settings.gate_requires_special_price.value,
        }
    }

    /// Until when a deal of this customer covers the need, or why it does not.
    fn valid_until(&self, need: Need, deal: &DealFact) -> Result<Instant, String> {
        let gate = self.gate(need);
        // Nothing else is said of a deal that is another partner's.
        if deal.partner_id.is_some() && deal.partner_id.as_ref() != self.request.partner.as_ref().map(|partner| &partner.id) {
            let unsaid = if self.request.partner.is_none() { ", and the sale does not say which partner sells" } else { "" };
            return Err(format!("it is for one partner alone{unsaid}"));
        }
        let passes = match gate {
            Gate::Registered => matches!(deal.state, DealState::Registered | DealState::Approved),
            Gate::Approved => deal.state == DealState::Approved,
        };
        let validity = deal.registered_at.zip(self.settings.valid_until(deal)).filter(|_| passes);
        let Some((from, until)) = validity else { return Err(format!("it is {}, not {}", deal.state.as_str(), gate.as_str())) };
        if self.as_of < from {
            return Err(format!("it is registered from {from} on"));
        }
        if until <= self.as_of {
            return Err(format!("it was valid until {until}"));
        }
        if deal.volume < self.volume {
            return Err(format!("it covers {}, less than {}", deal.volume, self.volume));
        }
        let Some(price) = self.special.filter(|_| need == Need::SpecialPrice) else { return Ok(until) };
        let Some(named) = deal.price.as_ref() else { return Err("it names no price".into()) };
        if named.unit != price.unit || named.currency != price.currency {
            return Err(format!("it names a price of {}, another currency or unit", describe(named)));
        }
        match price.compare(named) {
            Some(Ordering::Less) | None => Err(format!("it covers prices from {} up", describe(named))),
            Some(_) => Ok(until),
        }
    }

    /// The deal that covers this need, and another one beside it where that is missing too.
    fn wanted(&self, need: Need, other: Option<MissingDeal>) -> MissingDeal {
        let gate = self.gate(need);
        let price = self.special.filter(|_| need == Need::SpecialPrice || other.is_some()).map(Into::into);
        let state = other.map_or(gate, |other| other.state.max(gate));
        MissingDeal { customer_id: self.customer().into(), state, volume: self.volume, price }
    }

    /// Denies, or warns where the policy says so, and says what to register.
    fn missing(&self, need: Need, verdict: &mut Verdict) {
        let effect = match self.settings.without_deal.value {
            WithoutDeal::Deny => Effect::Deny,
            WithoutDeal::Warn => Effect::Warn,
        };
        let gate = self.gate(need);
        self.oblige(ObligationCode::RegisterDeal, verdict);
        if gate == Gate::Approved {
            self.oblige(ObligationCode::ApproveDeal, verdict);
        }
        match (need, self.special) {
            (Need::SpecialPrice, Some(price)) => {
                let message = format!("the special price needs {} deal that names it", gate.with_article());
                let reason = Reason::new(ReasonCode::DealApprovalRequired, effect, message).at("/sale/price");
                let reason = reason.rule("gateRequiresSpecialPrice").found(describe(price));
                let what = format!("have a deal for customer `{}` {} at {}", self.customer(), gate.as_str(), describe(price));
                verdict.push(match self.list.filter(|list| list.currency == price.currency).map(describe) {
                    Some(list) => reason.help(format!("{what}, or sell at the list price, {list}")).allowed(list),
                    None => reason.help(format!("{what}, or sell at the list price")),
                });
            }
            _ => {
                let message = format!("{} in all is more than may be sold without {} deal", self.volume, gate.with_article());
                let reason = Reason::new(ReasonCode::DealRegistrationRequired, effect, message).at("/sale").rule("threshold");
                let help = format!("register a deal for customer `{}` with at least {}", self.customer(), self.volume);
                let reason = reason.found(self.volume.to_string()).help(help);
                verdict.push(match self.settings.largest_without_deal() {
                    Some(largest) => reason.allowed(largest.to_string()),
                    None => reason,
                });
            }
        }
    }

    fn oblige(&self, code: ObligationCode, verdict: &mut Verdict) {
        let params = ObligationParams {
            customer_id: Some(self.customer().into()),
            volume: Some(self.volume.to_string()),
            unit_price: self.special.map(|price| price.unit_price.0.to_string()),
        };
        let obligation = Obligation { code, params: Some(params) };
        if !verdict.obligations.contains(&obligation) {
            verdict.obligations.push(obligation);
        }
    }
}
