//! Judges one sale: is a deal required by volume or price, and does one of the deals given cover it?
//! Source: partner portal terms and glossary: "any volume above 100 TB, or with special pricing".

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;

use super::document::{DealDocument, Gate, SpecialPricing, VolumeScope, WithoutDeal};
use super::request::{Because, DealFact, DealRequest, DealResult, DealState, SalePlan, UnitPrice, VolumeParty};
use crate::decision::{Effect, Obligation, ObligationCode, ObligationParams, Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::values::capacity::Capacity;
use crate::values::ratio::Ratio;
use crate::values::time::Instant;
use crate::wire::read::Word;

impl UnitPrice {
    /// The price of one byte.
    fn per_byte(&self) -> Option<Ratio> {
        self.unit_price.0.ratio().over(Ratio::whole(self.unit.bytes)?)
    }

    /// How this price compares with another; none in another currency or beyond 128 bits.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.currency != other.currency {
            return None;
        }
        self.per_byte()?.compare(other.per_byte()?)
    }
}

/// Is a deal required, and is there one? `list` is the list price in force for the plan, where there is one.
///
/// # Errors
/// `deal.volume_missing`.
pub(crate) fn evaluate(
    settings: &DealDocument,
    request: &DealRequest,
    list: Option<&UnitPrice>,
    as_of: Instant,
) -> Result<(Verdict, DealResult), Vec<Issue>> {
    let mut verdict = Verdict::default();
    let volume = resulting_total(settings, request)?;
    let threshold = settings.threshold.value;
    let above = volume > threshold || (settings.threshold_inclusive.value && volume == threshold);
    let special = special_price(settings, request, list, &mut verdict);
    let mut because = Vec::new();
    because.extend(above.then_some(Because::Volume));
    because.extend(special.is_some().then_some(Because::SpecialPrice));
    let mut result = DealResult { required: !because.is_empty(), because, volume, threshold, satisfied_by: None, valid_until: None };
    if result.required {
        let need = Need { settings, request, volume, above, special, as_of };
        match need.covering(&mut verdict) {
            Some((deal, until)) => {
                result.satisfied_by = Some(deal.id.clone());
                result.valid_until = Some(until);
            }
            None => need.missing(&mut verdict),
        }
    }
    Ok((verdict, result))
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
    let sale = &request.sale;
    let added = match sale.plan {
        SalePlan::Reserved => need(sale.volume, "/sale/volume", "state the capacity that is added"),
        SalePlan::PayPerUse => {
            let help = "state the expected use, or send last month's average as averageVolume";
            need(sale.expected_volume.or(sale.average_volume), "/sale/expectedVolume", help)
        }
    };
    if issues.is_empty() { Ok(before.plus(added)) } else { Err(issues) }
}

/// The agreed price where it is special.
fn special_price<'r>(
    settings: &DealDocument,
    request: &'r DealRequest,
    list: Option<&UnitPrice>,
    verdict: &mut Verdict,
) -> Option<&'r UnitPrice> {
    let price = request.sale.price.as_ref()?;
    let order = list.and_then(|list| price.compare(list));
    let (special, message) = match order {
        Some(Ordering::Less) => (true, "the price is below the price list"),
        Some(_) => (false, ""),
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

fn describe(price: &UnitPrice) -> String {
    format!("{} {} per {}", price.unit_price.0, price.currency, price.unit.name)
}

struct Need<'r> {
    settings: &'r DealDocument,
    request: &'r DealRequest,
    volume: Capacity,
    above: bool,
    special: Option<&'r UnitPrice>,
    as_of: Instant,
}

impl<'r> Need<'r> {
    fn customer(&self) -> &'r str {
        &self.request.customer.id
    }

    /// The first deal, in order of id, that covers the sale; why the customer's others do not is said.
    fn covering(&self, verdict: &mut Verdict) -> Option<(&'r DealFact, Instant)> {
        let mut deals: Vec<(usize, &DealFact)> = self.request.deals.iter().flatten().enumerate().collect();
        order::sort_by(&mut deals, |(_, a), (_, b)| a.id.cmp(&b.id));
        let mut refused = Vec::new();
        for (index, deal) in deals.into_iter().filter(|(_, deal)| deal.customer_id == self.customer()) {
            let until = deal.expires_at.unwrap_or_else(|| deal.registered_at.plus_days(self.settings.validity_days.value));
            match self.objection(deal, until) {
                None => return Some((deal, until)),
                Some(objection) => {
                    let message = format!("deal `{}` does not cover the sale: {objection}", deal.id);
                    let reason = Reason::new(ReasonCode::DealNotCovering, Effect::Info, message);
                    refused.push(reason.at(format!("/deals/{index}")).found(deal.state.as_str()));
                }
            }
        }
        refused.into_iter().for_each(|reason| verdict.push(reason));
        None
    }

    /// Why a deal of this customer does not cover the sale.
    fn objection(&self, deal: &DealFact, until: Instant) -> Option<String> {
        let gate = match (self.above, self.special.is_some()) {
            (true, false) => self.settings.gate_requires.value,
            (false, _) => self.settings.gate_requires_special_price.value,
            (true, true) => self.settings.gate_requires.value.max(self.settings.gate_requires_special_price.value),
        };
        let state_passes = match gate {
            Gate::Registered => matches!(deal.state, DealState::Registered | DealState::Approved),
            Gate::Approved => deal.state == DealState::Approved,
        };
        if !state_passes {
            return Some(format!("it is {}, not {}", deal.state.as_str(), gate.as_str()));
        }
        if self.as_of < deal.registered_at {
            return Some(format!("it is registered from {} on", deal.registered_at));
        }
        if until <= self.as_of {
            return Some(format!("it was valid until {until}"));
        }
        if deal.volume < self.volume {
            return Some(format!("it covers {}, less than {}", deal.volume, self.volume));
        }
        let price = self.special?;
        let Some(named) = deal.price.as_ref() else { return Some("it names no price".into()) };
        if named.unit != price.unit || named.currency != price.currency {
            return Some(format!("it names a price of {}, another currency or unit", describe(named)));
        }
        match price.compare(named) {
            Some(Ordering::Less) | None => Some(format!("it covers prices from {} up", describe(named))),
            Some(_) => None,
        }
    }

    /// Denies, or warns where the policy says so, and says what to register.
    fn missing(&self, verdict: &mut Verdict) {
        let effect = match self.settings.without_deal.value {
            WithoutDeal::Deny => Effect::Deny,
            WithoutDeal::Warn => Effect::Warn,
        };
        let params = ObligationParams {
            customer_id: Some(self.customer().into()),
            volume: Some(self.volume.to_string()),
            unit_price: self.special.map(|price| price.unit_price.0.to_string()),
        };
        verdict.obligations.push(Obligation { code: ObligationCode::RegisterDeal, params: Some(params.clone()) });
        if self.above {
            let threshold = self.settings.threshold.value;
            let message = format!("{} in all is more than may be sold without a registered deal", self.volume);
            let reason = Reason::new(ReasonCode::DealRegistrationRequired, effect, message).at("/sale").rule("threshold");
            let reason = reason.found(self.volume.to_string()).allowed(threshold.to_string());
            verdict.push(reason.help(format!("register a deal for customer `{}` with at least {}", self.customer(), self.volume)));
        }
        if let Some(price) = self.special {
            let gate = self.settings.gate_requires_special_price.value;
            if gate == Gate::Approved {
                verdict.obligations.push(Obligation { code: ObligationCode::ApproveDeal, params: Some(params) });
            }
            let message = format!("the special price needs an {} deal that names it", gate.as_str());
            let reason = Reason::new(ReasonCode::DealApprovalRequired, effect, message).at("/sale/price").rule("gateRequiresSpecialPrice");
            let help = format!(
                "have a deal for customer `{}` {} at {}, or sell at the list price",
                self.customer(),
                gate.as_str(),
                describe(price)
            );
            verdict.push(reason.found(describe(price)).help(help));
        }
    }
}
