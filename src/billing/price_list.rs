//! Price lists: their wire shape, and the choice of the one in force.

use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::setting::Setting;
use crate::version::{Pin, Version};
use crate::wire::shape::shape;

shape! {
    /// A price per month, by model.
    pub(crate) choice PriceModel by "model" {
        /// Every unit costs the same.
        "perUnit" PerUnit {
            /// Price of one unit for one month.
            "unitPrice" unit_price: Price,
            /// The unit: decimal (`TB` = 10^12 bytes) or binary (`TiB` = 2^40 bytes).
            "unit" unit: CapacityUnit,
        },
    }
}

shape! {
    /// Whose use is added up before the minimum applies.
    pub(crate) words MinimumScope {
        /// All storage accounts of a customer.
        "customer" Customer,
        /// Each storage account by itself.
        "storageAccount" StorageAccount,
        /// All storage accounts of a partner.
        "partner" Partner,
        /// All storage accounts under the contract.
        "contract" Contract,
    }
}

shape! {
    /// The least quantity that is charged per month.
    pub(crate) struct Minimum {
        /// The quantity.
        "quantity" quantity: Setting<Capacity>,
        /// Whose use is added up before it applies.
        "scope" scope: Setting<MinimumScope>,
        /// Whether a month without any use is charged too.
        "atZeroUse" at_zero_use: Setting<bool>,
    }
}

shape! {
    /// The pay-per-use plan.
    pub(crate) struct PayPerUsePrice {
        /// Price of the average use.
        "price" price: PriceModel,
        /// The least quantity charged.
        "minimum" minimum: Option<Minimum>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
    }
}

shape! {
    /// The reserved plan.
    pub(crate) struct ReservedPrice {
        /// Price of the reserved capacity, used or not.
        "price" price: PriceModel,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// Who may see a list.
    pub(crate) words Audience {
        /// Anybody.
        "public" Public,
        /// The buyer and the seller.
        "buyer" Buyer,
        /// The seller alone: a wholesale list.
        "seller" Seller,
    }
}

shape! {
    /// Prices of one seller in one currency.
    pub(crate) struct PriceListDocument {
        /// Whether the figures are examples, used only where a request allows it.
        "sample" sample: bool,
        /// Who may see the list.
        "audience" audience: Audience,
        /// Currency of all its prices.
        "currency" currency: Currency,
        /// The pay-per-use plan.
        "payPerUse" pay_per_use: Option<PayPerUsePrice>,
        /// The reserved plan.
        "reserved" reserved: Option<ReservedPrice>,
    }
}

/// What a list must have to be chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'r> {
    pub(crate) period: Period,
    pub(crate) currency: Option<Currency>,
    pub(crate) pay_per_use: bool,
    pub(crate) reserved: bool,
    pub(crate) allow_sample: bool,
    pub(crate) pins: &'r [Pin],
}

impl Wanted<'_> {
    fn fits(&self, list: &Version<PriceListDocument>) -> bool {
        let in_time = list.touches(self.period) || list.is_pinned(self.pins);
        in_time
            && (self.allow_sample || !list.body.sample)
            && (!self.pay_per_use || list.body.pay_per_use.is_some())
            && (!self.reserved || list.body.reserved.is_some())
            && self.currency.is_none_or(|currency| currency == list.body.currency)
    }

    fn plan(&self) -> &'static str {
        match (self.pay_per_use, self.reserved) {
            (true, false) => "pay-per-use",
            (false, true) => "reserved capacity",
            _ => "pay-per-use and reserved capacity",
        }
    }

    /// The one list in force over the whole period; a real list goes before a sample, a pinned version before others.
    ///
    /// # Errors
    /// `billing.price_list_missing`, `billing.price_list_ambiguous`, `billing.version_change`.
    pub(crate) fn choose<'l>(&self, lists: &'l [Version<PriceListDocument>]) -> Result<&'l Version<PriceListDocument>, Issue> {
        let fitting: Vec<_> = lists.iter().filter(|list| self.fits(list)).collect();
        let real = fitting.iter().any(|list| !list.body.sample);
        let mut candidates: Vec<_> = fitting.into_iter().filter(|list| !(real && list.body.sample)).collect();
        if candidates.iter().any(|list| list.is_pinned(self.pins)) {
            candidates.retain(|list| list.is_pinned(self.pins));
        }
        match candidates.as_slice() {
            [] => Err(self.missing(lists)),
            [list] if list.covers(self.period) || list.is_pinned(self.pins) => Ok(list),
            [first, rest @ ..] if rest.iter().all(|list| list.reference.name == first.reference.name) => {
                let message = format!("the price list `{}` does not cover the whole period in one version", first.reference.name);
                Err(Issue::new(IssueCode::BillingVersionChange, "/period", message))
            }
            several => {
                let names: Vec<&str> = several.iter().map(|list| list.reference.name.as_str()).collect();
                let message = format!("several price lists are in force: {}", names.join(", "));
                Err(Issue::new(IssueCode::BillingPriceListAmbiguous, "", message))
            }
        }
    }

    fn missing(&self, lists: &[Version<PriceListDocument>]) -> Issue {
        let Period { start, end } = self.period;
        let message = format!("no price list for {} is in force from {start} to {end}", self.plan());
        let issue = Issue::new(IssueCode::BillingPriceListMissing, "", message);
        let sample = lists.iter().any(|list| Wanted { allow_sample: true, ..*self }.fits(list));
        issue.with_help(if sample {
            "only a sample list is loaded: load your price list, or send allowSample: true to try the sample"
        } else {
            "load a price list that covers the period"
        })
    }
}
