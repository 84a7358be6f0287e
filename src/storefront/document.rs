//! The wire shape of a storefront document: products, who may order what for whom, what follows, and the life of a
//! subscription as a state machine. Checked in `compile.rs`.

use alloc::string::String;
use alloc::vec::Vec;

use crate::decision::ObligationCode;
use crate::machine::MachineDocument;
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// What a product is in a basket.
    pub(crate) words ProductKind {
        /// What a subscription is of.
        "base" Base,
        /// What enlarges a subscription.
        "addOn" AddOn,
    }
}

shape! {
    /// A product of the seller.
    pub(crate) struct ProductDocument {
        /// The product's id.
        "id" id: Id,
        /// What it is in a basket.
        "kind" kind: ProductKind,
        /// Whether the seller has published it in its storefront.
        "published" published: bool,
        /// Of an add-on: the product that it enlarges.
        "base" base: Option<Id>,
        /// The capacity that one of it adds, `0 B` where none; absent: not known.
        "increment" increment: Option<Capacity>,
        /// Of an add-on: how many a subscription may have; absent: no limit.
        "maxQuantity" max_quantity: Option<u32>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// Where an order is placed.
    pub(crate) words Channel {
        /// The storefront, by customers and resellers.
        "storefront" Storefront,
        /// The seller's own business support system.
        "bss" Bss,
    }
}

shape! {
    /// Who does something.
    pub(crate) words ActorKind {
        /// A user of the customer.
        "customer" Customer,
        /// A user of a reseller.
        "reseller" Reseller,
        /// An account manager of the seller.
        "accountManager" AccountManager,
        /// The seller's system: provisioning, the end of a period.
        "system" System,
    }
}

shape! {
    /// How a customer stands to the account that acts.
    pub(crate) words Relation {
        /// The account itself.
        "self" Own,
        /// An account that the facts name as its affiliate.
        "affiliate" Affiliate,
        /// An end customer directly below it.
        "endCustomer" EndCustomer,
        /// An end customer at any depth below it.
        "belowEndCustomer" BelowEndCustomer,
        /// Any account below it.
        "below" Below,
    }
}

shape! {
    /// Who may do what, and for whom.
    pub(crate) struct RightDocument {
        /// Who.
        "actor" actor: ActorKind,
        /// `checkOut`, or events of the state machine.
        "events" events: Vec<Id>,
        /// Where an order is placed; absent: the right is to events of subscriptions.
        "channel" channel: Option<Channel>,
        /// For whom.
        "recipients" recipients: Vec<Relation>,
        /// Whether a reseller between customer and seller approves such an order first, as `orderApproval` says.
        "approval" approval: Option<bool>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// What follows from an order or an event.
    pub(crate) struct FollowDocument {
        /// `checkOut`, `checkOutForApproval`, or events of the state machine.
        "events" events: Vec<Id>,
        /// Where; absent: anywhere.
        "channel" channel: Option<Channel>,
        /// Of a check-out: the state in which the subscription begins.
        "state" state: Option<Id>,
        /// What the caller must do, in this order.
        "obligations" obligations: Vec<ObligationCode>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// What an event needs beside its place in the state machine and a right.
    pub(crate) words Need {
        /// The kind of cancellation is stated.
        "kind" Kind,
        /// Someone else than the one who requested the cancellation: four eyes.
        "notRequester" NotRequester,
        /// The one who requested the cancellation.
        "requester" Requester,
        /// The cancellation is to be immediate.
        "immediate" Immediate,
        /// The cancellation is to be at the end of the billing period.
        "endOfBillingPeriod" EndOfBillingPeriod,
        /// The billing period is over.
        "periodOver" PeriodOver,
        /// The quantity after the change is stated.
        "quantity" Quantity,
        /// The price is not protected.
        "notPriceProtected" NotPriceProtected,
        /// No cancellation is pending.
        "noCancellation" NoCancellation,
        /// No scheduled change is pending.
        "noScheduledChange" NoScheduledChange,
        /// The subscription is not paid by use.
        "notPayPerUse" NotPayPerUse,
        /// The subscription is no asset.
        "notAsset" NotAsset,
        /// The product's quantity may be more than 1.
        "limitAboveOne" LimitAboveOne,
        /// A reseller whose payment method locks order approval on has a valid card.
        "validCard" ValidCard,
    }
}

shape! {
    /// A need of some events.
    pub(crate) struct NeedDocument {
        /// What is needed.
        "need" need: Need,
        /// By which events; none: the need is switched off.
        "events" events: Vec<Id>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// Settings of ordering and of subscriptions.
    pub(crate) struct StorefrontDocument {
        /// What the seller has.
        "products" products: Vec<ProductDocument>,
        /// How many licences of base products an order may hold.
        "baseQuantity" base_quantity: Setting<u32>,
        /// To how many licences a quantity may be reduced.
        "leastQuantity" least_quantity: Setting<u32>,
        /// States in which a subscription takes the customer's one place.
        "occupyingStates" occupying_states: Setting<Vec<Id>>,
        /// The fewest characters of a friendly name.
        "friendlyNameShortest" friendly_name_shortest: Setting<u32>,
        /// The most characters of a friendly name.
        "friendlyNameLongest" friendly_name_longest: Setting<u32>,
        /// Whether a friendly name may hold control characters.
        "friendlyNameControls" friendly_name_controls: Setting<bool>,
        /// What must be on file for billing.
        "billingNeeded" billing_needed: Setting<Vec<Id>>,
        /// Whether letters of e-mail addresses are the same in both cases.
        "emailIgnoresCase" email_ignores_case: Setting<bool>,
        /// Whether spaces around an e-mail address are passed over.
        "emailTrimmed" email_trimmed: Setting<bool>,
        /// Whether a reseller approves its end customers' orders where nothing is said of the customer.
        "orderApproval" order_approval: Setting<bool>,
        /// Payment methods of a reseller with which approval cannot be switched off, and needs a valid card.
        "approvalLockedBy" approval_locked_by: Setting<Vec<Id>>,
        /// Types of account that are resellers: a price of their own making needs one in the order. Absent: `reseller`.
        "resellerTypes" reseller_types: Option<Setting<Vec<Id>>>,
        /// Whether an order that lifts the customer's total is judged as a deal too.
        "dealNeeded" deal_needed: Setting<bool>,
        /// Whether a reduction below what is stored is denied; else it is allowed with a warning.
        "denyBelowUsed" deny_below_used: Setting<bool>,
        /// Whether a subscription may be overdrawn where nothing is said.
        "overdraftDefault" overdraft_default: Setting<bool>,
        /// Who may do what, and for whom.
        "rights" rights: Vec<RightDocument>,
        /// What follows from orders and events.
        "follows" follows: Vec<FollowDocument>,
        /// The life of a subscription.
        "machine" machine: MachineDocument,
        /// What events need beside it.
        "needs" needs: Vec<NeedDocument>,
        /// The event that a change of an add-on's quantity by an order is.
        "changeEvent" change_event: Id,
    }
}
