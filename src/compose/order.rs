//! Orders and events of subscriptions with the deals that they need: `storefront` says by how much the customer's total
//! grows, `deal` whether that total needs a deal and has one.

use alloc::string::String;
use alloc::vec::Vec;

use super::places::{Place, move_issues, move_reasons};
use crate::allocation::request::UsedCapacity;
use crate::answer::{Answer, OrderContext, SubscriptionContext};
use crate::deal::request::{CheckAction, DealFact, DealRequest, DealResult, Sale, SaleEdge, UnitPrice, VolumeParty};
use crate::entry::{Gate, Stated};
use crate::issue::Issue;
use crate::policy::compiled::CompiledPolicy;
use crate::storefront::document::{Channel, Need, StorefrontDocument};
use crate::storefront::finding::Findings;
use crate::storefront::order::{self, Order};
use crate::storefront::parties::Parties;
use crate::storefront::request::{
    ActorFact, CancellationKind, CustomerFact, OrderLine, ResellerFact, SubscriptionFact, Totals, VendorReseller,
};
use crate::storefront::subscription::{self, Around, Event};
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::version::{DocumentReference, Pin, Version};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;

shape! {
    /// What the customer has in all, and the deals that may cover more.
    #[derive(Default)]
    pub(crate) struct CustomerCapacity {
        /// All that the customer has now, with what is ordered and waits, without what has failed; `0 B` where there is nothing yet.
        "volume" volume: Option<Capacity>,
        /// What is stored of it.
        "used" used: Option<UsedCapacity>,
        /// Whether more may be stored than there is.
        "allowOverdraft" allow_overdraft: Option<bool>,
        /// The price agreed, where it is not simply the list's.
        "price" price: Option<UnitPrice>,
        /// The edge on which it is agreed; absent: the vendor's. A reseller's counts only where a reseller takes part.
        "edge" edge: Option<SaleEdge>,
        /// Whether a sample price list may serve to compare prices.
        "allowSample" allow_sample: Option<bool>,
        /// The partner that sells, where its total decides on deals.
        "partner" partner: Option<VolumeParty>,
        /// The contract sold under, where its total decides on deals.
        "contract" contract: Option<VolumeParty>,
        /// Deals that may cover the order.
        "deals" deals: Option<Vec<DealFact>>,
    }
}

shape! {
    /// What is to happen to an order.
    pub(crate) words OrderAction {
        /// It is placed.
        "checkOut" CheckOut,
        /// It was placed by an account manager, and is carried out.
        "execute" Execute,
    }
}

shape! {
    /// An order whose action decides on the need of its own entry.
    struct OrderFields {
        /// What is to happen.
        "action" action: OrderAction,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Where it is placed.
        "channel" channel: Channel,
        /// Who places or executes it.
        "actor" actor: ActorFact,
        /// The seller whose storefront it is.
        "seller" seller: Id,
        /// The customer that it is for.
        "customer" customer: CustomerFact,
        /// The reseller that orders or stands directly above the customer, where there is one.
        "reseller" reseller: Option<ResellerFact>,
        /// Resellers at the vendor, among which the reseller is looked for.
        "resellers" resellers: Option<Vec<VendorReseller>>,
        /// The customer's subscriptions and pending orders; empty where there are none.
        "subscriptions" subscriptions: Vec<SubscriptionFact>,
        /// Id of the order's own entry among them; required for `execute`, refused for `checkOut`.
        "order" order: Option<Id>,
        /// The basket.
        "lines" lines: Vec<OrderLine>,
        /// The name that the subscription is to have.
        "friendlyName" friendly_name: Option<String>,
        /// What is on file for billing.
        "billing" billing: Option<Vec<Id>>,
        /// What the customer has in all, and deals.
        "capacity" capacity: Option<CustomerCapacity>,
    }
}

/// May this be ordered, and what follows?
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct OrderRequest(OrderFields);

impl Read for OrderRequest {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let fields = OrderFields::read(node, reader);
        match (fields.action, node.and_then(|node| node.member("order"))) {
            (OrderAction::CheckOut, Some(_)) => reader.unexpected("order", "an order that is placed has no entry yet"),
            (OrderAction::Execute, None) => reader.missing("order", "an order that is executed has an entry among the subscriptions"),
            _ => {}
        }
        Self(fields)
    }
}

shape! {
    /// May this happen to a subscription, and what follows?
    pub(crate) struct SubscriptionRequest {
        /// What is to happen: an event of the policy's state machine.
        "event" event: Id,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Who brings it about.
        "actor" actor: ActorFact,
        /// The seller of the subscription.
        "seller" seller: Id,
        /// The customer whose subscription it is.
        "customer" customer: CustomerFact,
        /// The reseller that acts, where it approves an order.
        "reseller" reseller: Option<ResellerFact>,
        /// The subscription as it is now.
        "subscription" subscription: SubscriptionFact,
        /// Of a change of quantity: the licences after it.
        "quantity" quantity: Option<u32>,
        /// The customer's other subscriptions and orders, `[]` where there are none; needed where the event takes the customer's place.
        "subscriptions" subscriptions: Option<Vec<SubscriptionFact>>,
        /// Of a request to cancel: when it is to take effect.
        "cancellationKind" cancellation_kind: Option<CancellationKind>,
        /// What the customer has in all, and deals.
        "capacity" capacity: Option<CustomerCapacity>,
    }
}

/// What is found, with the deal that was asked for.
struct Composed<'p> {
    findings: Findings,
    decision: bool,
    deal: Option<DealResult>,
    volume: Option<Capacity>,
    policies: Vec<&'p DocumentReference>,
}

impl CompiledPolicy {
    /// Answers `order`.
    ///
    /// # Errors
    /// The issues of the order and of its deal, at the order's places.
    pub(crate) fn order(&self, request: &OrderRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let request = &request.0;
        let pins = request.pin.as_deref().unwrap_or_default();
        let as_of = self.moment(&Stated { as_of: request.as_of, pins, within: "", gate: Gate::Access }, now)?;
        let version = self.storefront.on(as_of.date(), pins)?;
        let placed = Order {
            executed: request.order.as_ref(),
            channel: request.channel,
            parties: Parties {
                actor: &request.actor,
                seller: &request.seller,
                customer: &request.customer,
                reseller: request.reseller.as_ref(),
            },
            resellers: request.resellers.as_deref(),
            subscriptions: &request.subscriptions,
            lines: &request.lines,
            friendly_name: request.friendly_name.as_deref(),
            billing: request.billing.as_deref().unwrap_or_default(),
            totals: totals(request.capacity.as_ref()),
        };
        let findings = order::evaluate(&version.body, &placed, as_of);
        let asked = (placed.parties, request.capacity.as_ref());
        let composed = self.with_deal(version, findings, asked, (as_of, pins), &[("/sale", "/lines")])?;
        let Composed { findings, decision, deal, volume, policies } = composed;
        let (state, account) = (findings.state.filter(|_| decision), findings.vendor_account.filter(|_| decision));
        Ok(Answer::judged(decision, &OrderContext::new(findings.verdict, state, volume, deal, account, as_of, policies)))
    }

    /// Answers `subscription`.
    ///
    /// # Errors
    /// The issues of the event and of its deal, at the request's places.
    pub(crate) fn subscription(&self, request: &SubscriptionRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let pins = request.pin.as_deref().unwrap_or_default();
        let as_of = self.moment(&Stated { as_of: request.as_of, pins, within: "", gate: Gate::Access }, now)?;
        let version = self.storefront.on(as_of.date(), pins)?;
        let event = Event {
            event: &request.event,
            subscription: &request.subscription,
            at: "/subscription",
            parties: Parties {
                actor: &request.actor,
                seller: &request.seller,
                customer: &request.customer,
                reseller: request.reseller.as_ref(),
            },
            kind: request.cancellation_kind,
            as_of,
        };
        let around = Around {
            quantity: request.quantity,
            subscriptions: request.subscriptions.as_deref(),
            totals: totals(request.capacity.as_ref()),
        };
        let findings = subscription::evaluate(&version.body, &event, &around);
        let asked = (event.parties, request.capacity.as_ref());
        let quantity = if event.has(&version.body, Need::Quantity) { "/quantity" } else { "/subscription/quantity" };
        let places =
            [("/sale", quantity), ("/lines/0/product", "/subscription/product"), ("/lines/0/quantity", quantity), ("/lines", quantity)];
        let composed = self.with_deal(version, findings, asked, (as_of, pins), &places)?;
        let Composed { findings, decision, deal, volume, policies } = composed;
        let reachable = subscription::reachable(&version.body, &request.subscription.state);
        let next = findings.state.filter(|_| decision);
        Ok(Answer::judged(decision, &SubscriptionContext::new(findings.verdict, next, reachable, volume, deal, as_of, policies)))
    }

    /// Asks for the deal where the customer's total grows, and concludes: what follows counts only where all is allowed.
    fn with_deal<'p>(
        &'p self,
        version: &'p Version<StorefrontDocument>,
        mut findings: Findings,
        (parties, capacity): (Parties<'_>, Option<&CustomerCapacity>),
        (as_of, pins): (Instant, &[Pin]),
        places: &[Place<'_>],
    ) -> Result<Composed<'p>, Vec<Issue>> {
        let (mut policies, mut deal) = (alloc::vec![&version.reference], None);
        let growth = findings.change.map_or(Capacity::ZERO, |change| change.growth());
        let mut issues = core::mem::take(&mut findings.issues);
        // What only takes the place of something else is sold all the same where a price is agreed.
        let priced = capacity.is_some_and(|capacity| capacity.price.is_some());
        let sells = !growth.is_zero() || (priced && findings.change.is_some_and(|change| !change.added.is_zero()));
        if version.body.deal_needed.value && sells {
            let mut stated = capacity.cloned().unwrap_or_default();
            stated.edge = stated.edge.filter(|edge| parties.may_price(&version.body, &edge.seller));
            match self.judge_deal(&deal_request(&parties.customer.id, stated, growth), (as_of, pins)) {
                Ok((mut verdict, result, mut references)) => {
                    move_reasons(&mut verdict.reasons, DEAL_PLACES);
                    findings.verdict.join(verdict);
                    deal = Some(result);
                    policies.append(&mut references);
                }
                Err(mut found) => {
                    move_issues(&mut found, DEAL_PLACES);
                    issues.append(&mut found);
                }
            }
        }
        move_issues(&mut issues, places);
        move_reasons(&mut findings.verdict.reasons, places);
        if !issues.is_empty() {
            return Err(issues);
        }
        let decision = findings.verdict.conclude();
        if decision {
            findings.verdict.obligations.append(&mut findings.obligations);
        }
        let before = capacity.and_then(|capacity| capacity.volume);
        let volume = findings.change.and_then(|change| Some(change.after(before?))).filter(|_| decision);
        Ok(Composed { findings, decision, deal, volume, policies })
    }
}

/// Where a deal's facts stand in an order, except the sale itself.
const DEAL_PLACES: &[Place<'static>] = &[
    ("/customer/volume", "/capacity/volume"),
    ("/sale/price", "/capacity/price"),
    ("/sale/edge", "/capacity/edge"),
    ("/partner", "/capacity/partner"),
    ("/contract", "/capacity/contract"),
    ("/deals", "/capacity/deals"),
];

fn totals(capacity: Option<&CustomerCapacity>) -> Totals {
    let Some(capacity) = capacity else { return Totals::default() };
    let used = capacity.used.map(|used| (used.capacity, used.measured_at));
    Totals { volume: capacity.volume, used, overdraft: capacity.allow_overdraft }
}

/// The check of a sale that adds `growth`.
fn deal_request(customer: &Id, capacity: CustomerCapacity, growth: Capacity) -> DealRequest {
    DealRequest {
        action: CheckAction,
        as_of: None,
        pin: None,
        allow_sample: capacity.allow_sample,
        customer: VolumeParty { id: customer.clone(), volume: capacity.volume },
        partner: capacity.partner,
        contract: capacity.contract,
        sale: Sale::Reserved { volume: Some(growth), price: capacity.price, edge: capacity.edge },
        deals: capacity.deals,
    }
}
