//! The quote and invoice requests.

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::contract::ContractFact;
use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::{Amount, Currency};
use crate::values::period::Period;
use crate::values::time::{Date, Instant};
use crate::version::Pin;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;

shape! {
    /// What is asked for.
    pub(crate) choice QuotePlan by "kind" {
        /// What is really stored, with a minimum.
        "payPerUse" PayPerUse {
            /// Average use over the month.
            "volume" volume: Capacity,
            /// Use that earlier lines of the month charged; it counts toward tiers and is not charged again.
            "before" before: Option<Capacity>,
        },
        /// A fixed amount, paid for whether used or not.
        "reserved" Reserved {
            /// The amount.
            "reserved" reserved: Capacity,
            /// Average use over the month, where it may exceed the amount.
            "used" used: Option<Capacity>,
            /// Excess price in cents per GB and month, a decimal string.
            "costStorageGBCents" cost_storage_gb_cents: Option<Price>,
        },
    }
}

shape! {
    /// One plan of a basket.
    pub(crate) struct QuoteItem {
        /// Unique in the basket.
        "id" id: Id,
        /// What is asked for.
        "plan" plan: QuotePlan,
    }
}

shape! {
    /// Seller or buyer of a bill.
    pub(crate) struct TradeParty {
        /// The account's id.
        "id" id: Id,
        /// Its type, for example `distributor`.
        "type" kind: Id,
        /// The account directly above it, which alone may bill it; a buyer's is needed unless a loaded directory knows it.
        "parent" parent: Option<Id>,
    }
}

shape! {
    /// Which plan a special price is for.
    pub(crate) words PricedPlan {
        /// What is really stored.
        "payPerUse" PayPerUse,
        /// A fixed amount.
        "reserved" Reserved,
    }
}

shape! {
    /// A unit price in place of the list's; it needs its approved deal.
    pub(crate) struct SpecialPrice {
        /// The plan that it is for.
        "plan" plan: PricedPlan,
        /// Price of one unit for one month.
        "unitPrice" unit_price: Price,
        /// The unit, for example `TB`.
        "unit" unit: CapacityUnit,
        /// The customer that the deal is for.
        "customerId" customer_id: Id,
        /// What the customer has beside what is priced here; `0 B` where there is nothing.
        "otherVolume" other_volume: Capacity,
        /// When the price was agreed, which the deal must have been valid for; absent: `asOf`.
        "agreedAt" agreed_at: Option<Instant>,
    }
}

/// Deals as the operation `deal` takes them; read where they are judged.
#[derive(Clone, Debug)]
pub(crate) struct StatedDeals(pub(crate) Node<'static>);

impl Read for StatedDeals {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        if let Some(list @ Node::List(_)) = node {
            return Self(list.owned());
        }
        reader.refuse(node, "an array");
        Self(Node::Null)
    }
}

shape! {
    /// What does a month cost? Either one plan or a basket.
    pub(crate) struct QuoteRequest {
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Whether a sample price list may be used.
        "allowSample" allow_sample: Option<bool>,
        /// The currency wanted, where several lists are loaded.
        "currency" currency: Option<Currency>,
        /// The month; absent: the one that holds `asOf`.
        "period" period: Option<Period>,
        /// What is asked for.
        "plan" plan: Option<QuotePlan>,
        /// What is asked for, where it is more than one plan. Pay-per-use is one line where the price list adds it up by
        /// anything wider than the storage account.
        "items" items: Option<Vec<QuoteItem>>,
        /// What it would be instead.
        "whatIf" what_if: Option<Vec<QuoteItem>>,
        /// For how many months from the first on; absent: one.
        "termMonths" term_months: Option<u32>,
        /// Who sells.
        "seller" seller: Option<TradeParty>,
        /// Who buys.
        "buyer" buyer: Option<TradeParty>,
        /// The account that looks at the figures.
        "viewer" viewer: Option<Id>,
        /// A price in place of the list's.
        "specialPrice" special_price: Option<SpecialPrice>,
        /// Deals that may cover it.
        "deals" deals: Option<StatedDeals>,
    }
}

/// A quote request as it is read: it asks for something.
pub(crate) struct AskedQuote(pub(crate) QuoteRequest);

impl Read for AskedQuote {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let request = QuoteRequest::read(node, reader);
        if matches!(node, Some(Node::Object(_))) && request.plan.is_none() && request.items.is_none() {
            reader.missing("plan", "a quote needs a plan or items");
        }
        Self(request)
    }
}

shape! {
    /// A figure with a duration.
    pub(crate) struct UsageSample {
        /// The id that its source gave it; the same source and id counts once.
        "id" id: Option<Id>,
        /// Who measured it.
        "source" source: Option<Id>,
        /// First second.
        "start" start: Instant,
        /// The second after the last.
        "end" end: Instant,
        /// Bytes stored throughout.
        "usage" usage: Capacity,
        /// Bytes allocated throughout, 0 is pay-per-use; absent: as the account has it.
        "allocated_capacity" allocated_capacity: Option<Capacity>,
    }
}

shape! {
    /// One day of a storage account, as the vendor's API gives it.
    #[derive(Copy)]
    pub(crate) struct DailyUsage {
        /// The day, UTC.
        "date" date: Date,
        /// Bytes stored.
        "usage" usage: Capacity,
        /// Bytes allocated that day; 0 is pay-per-use.
        "allocated_capacity" allocated_capacity: Capacity,
    }
}

shape! {
    /// A storage account's usage, as the vendor's API gives it.
    /// Source: <https://kb.impossiblecloud.com/en/how-to-check-storage-account-usage-via-the-partner-api>
    pub(crate) struct AccountUsage {
        /// The storage account's name.
        "name" name: String,
        /// The storage account's id.
        "client_id" client_id: Id,
        /// Bytes allocated now.
        "allocated_capacity" allocated_capacity: Capacity,
        /// One row a day, in any order.
        "daily_usage" daily_usage: Vec<DailyUsage>,
    }
}

shape! {
    /// A storage account to be billed.
    pub(crate) struct BilledAccount {
        /// The customer that it belongs to.
        "customerId" customer_id: Option<Id>,
        /// The partner that it belongs to.
        "partnerId" partner_id: Option<Id>,
        /// Its first day; absent: before the period.
        "createdOn" created_on: Option<Date>,
        /// The day after its last; absent: after the period.
        "deletedOn" deleted_on: Option<Date>,
        /// When its deletion was asked for.
        "pendingDeletedAt" pending_deleted_at: Option<Instant>,
        /// What left it in the month; needed where the contract has a price for egress, and free where it has none.
        "monthEgress" month_egress: Option<Capacity>,
        /// Its usage.
        "usage" usage: AccountUsage,
        /// Its usage as samples, in place of daily rows.
        "samples" samples: Option<Vec<UsageSample>>,
    }
}

shape! {
    /// What the contract's reserved capacity became.
    pub(crate) struct ContractChange {
        /// From when on.
        "at" at: Instant,
        /// The reserved capacity from then on.
        "reservedCapacity" reserved_capacity: Capacity,
    }
}

shape! {
    /// A correction of a line that was billed before.
    pub(crate) struct Correction {
        /// That line's id, with whatever names its bill.
        "of" of: Id,
        /// What is added, or taken off where it is negative, in whole minor units.
        "amount" amount: Amount,
        /// Why.
        "reason" reason: Id,
    }
}

shape! {
    /// What was invoiced and paid in advance for the month's pay-per-use.
    pub(crate) struct Prepaid {
        /// The bill that it was invoiced by.
        "of" of: Id,
        /// How much of it is for this month, in whole minor units; what the month's pay-per-use does not reach is left.
        "amount" amount: Price,
    }
}

shape! {
    /// An earlier bill that is not paid. It stays due by itself; an invoice adds the fee alone, so that each is told once.
    pub(crate) struct Overdue {
        /// The bill.
        "of" of: Id,
        /// What of it is not paid.
        "amount" amount: Price,
        /// The day on which it was due, UTC.
        "dueOn" due_on: Date,
    }
}

shape! {
    /// What did one month cost?
    pub(crate) struct InvoiceRequest {
        /// When it is billed; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Whether a sample price list may be used.
        "allowSample" allow_sample: Option<bool>,
        /// The currency wanted, where several lists are loaded.
        "currency" currency: Option<Currency>,
        /// The month billed.
        "period" period: Period,
        /// The contract with its reserved capacity.
        "contract" contract: Option<ContractFact>,
        /// The storage accounts billed.
        "accounts" accounts: Vec<BilledAccount>,
        /// Whether an estimate will do, which a running month can have.
        "preview" preview: Option<bool>,
        /// Changes of the contract's reserved capacity inside the month, in order of time.
        "contractChanges" contract_changes: Option<Vec<ContractChange>>,
        /// What was paid in advance.
        "prepaid" prepaid: Option<Prepaid>,
        /// Earlier bills that are not paid, for the fee that the rules may set.
        "overdue" overdue: Option<Vec<Overdue>>,
        /// Corrections of earlier bills.
        "corrections" corrections: Option<Vec<Correction>>,
        /// Who sells.
        "seller" seller: Option<TradeParty>,
        /// Who buys.
        "buyer" buyer: Option<TradeParty>,
        /// The account that looks at the figures.
        "viewer" viewer: Option<Id>,
        /// A price in place of the list's.
        "specialPrice" special_price: Option<SpecialPrice>,
        /// Deals that may cover it.
        "deals" deals: Option<StatedDeals>,
    }
}
