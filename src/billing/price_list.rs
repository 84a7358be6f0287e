//! Price lists: their wire shape, and what is checked when one is loaded.

use alloc::string::String;
use alloc::vec::Vec;

use super::model::package::PackageRounding;
use super::model::tier::{self, Tier};
use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::text::format;
use crate::values::capacity::{Capacity, CapacityUnit};
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::ratio::Ratio;
use crate::values::setting::Setting;
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
        /// Each tier prices its own slice of the use.
        "graduated" Graduated {
            /// The tiers, ascending; the last has no `upTo`.
            "tiers" tiers: Vec<Tier>,
            /// The unit that tiers are priced by.
            "unit" unit: CapacityUnit,
            /// Whether the first tier's flat fee is charged without any use; absent: no.
            "atZeroUse" at_zero_use: Option<Setting<bool>>,
        },
        /// The tier that is reached prices the whole use.
        "volume" Volume {
            /// The tiers, ascending; the last has no `upTo`.
            "tiers" tiers: Vec<Tier>,
            /// The unit that tiers are priced by.
            "unit" unit: CapacityUnit,
            /// Whether the first tier's flat fee is charged without any use; absent: no.
            "atZeroUse" at_zero_use: Option<Setting<bool>>,
        },
        /// The tier that is reached has one flat price.
        "stairstep" Stairstep {
            /// The tiers, ascending, with flat fees alone; the last has no `upTo`.
            "tiers" tiers: Vec<Tier>,
            /// The unit that use is shown in.
            "unit" unit: CapacityUnit,
            /// Whether the first tier's flat fee is charged without any use; absent: no.
            "atZeroUse" at_zero_use: Option<Setting<bool>>,
        },
        /// One amount per month, whatever is used.
        "flat" Flat {
            /// The amount.
            "amount" amount: Price,
        },
        /// Use is sold in packages.
        "package" Package {
            /// Price of one package for one month.
            "packagePrice" package_price: Price,
            /// What one package holds.
            "size" size: Capacity,
            /// What a part of a package counts as.
            "rounding" rounding: PackageRounding,
            /// The unit that use is shown in.
            "unit" unit: CapacityUnit,
        },
        /// A percentage of what the use comes to at a stated unit price.
        "percentage" Percentage {
            /// The percentage, for example `80`.
            "percent" percent: Price,
            /// The unit price that it is taken of.
            "unitPrice" unit_price: Price,
            /// The unit of that price.
            "unit" unit: CapacityUnit,
            /// What is added to the percentage.
            "fixed" fixed: Option<Price>,
            /// The least that both come to.
            "minimum" minimum: Option<Price>,
            /// The most that both come to.
            "maximum" maximum: Option<Price>,
            /// Whether fixed part and minimum are charged without any use; absent: no.
            "atZeroUse" at_zero_use: Option<Setting<bool>>,
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
    /// The least quantity that is charged per month. Where the list changes inside a month, the last one's counts.
    pub(crate) struct Minimum {
        /// The quantity.
        "quantity" quantity: Setting<Capacity>,
        /// Whose use is added up before it applies.
        "scope" scope: Setting<MinimumScope>,
        /// Whether a month without any use is charged too.
        "atZeroUse" at_zero_use: Setting<bool>,
        /// Whether it applies to each day by itself instead of the month's quantity; absent: no.
        "byDay" by_day: Option<Setting<bool>>,
        /// Whether it counts for the days alone on which there was a pay-per-use account; absent: no.
        "prorate" prorate: Option<Setting<bool>>,
    }
}

shape! {
    /// The pay-per-use plan.
    pub(crate) struct PayPerUsePrice {
        /// Price of the average use.
        "price" price: PriceModel,
        /// The least quantity charged.
        "minimum" minimum: Option<Minimum>,
        /// What is free of charge each month, taken off before tiers.
        "free" free: Option<Setting<Capacity>>,
        /// Whose use is added up before tiers and what is free; the minimum's scope goes before it. Absent: each storage
        /// account's.
        "scope" scope: Option<Setting<MinimumScope>>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
    }
}

shape! {
    /// The reserved plan.
    pub(crate) struct ReservedPrice {
        /// Price of the reserved capacity, used or not.
        "price" price: PriceModel,
        /// Excess price in cents per GB and month, where no contract names one.
        "costStorageGBCents" cost_storage_gb_cents: Option<Price>,
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
    /// Which way an adjustment goes.
    pub(crate) words AdjustmentKind {
        /// Taken off.
        "discount" Discount,
        /// Added.
        "margin" Margin,
    }
}

shape! {
    /// A discount or margin, by percentage of what comes to so far, or by amount.
    pub(crate) struct Adjustment {
        /// Unique in the list.
        "id" id: Id,
        /// Which way it goes.
        "kind" kind: AdjustmentKind,
        /// By percentage.
        "percent" percent: Option<Price>,
        /// By an amount per month, of a discount at most what there is.
        "amount" amount: Option<Price>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
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
        /// The seller whose list it is; absent: any.
        "seller" seller: Option<Id>,
        /// The one buyer that it is for; absent: any.
        "buyer" buyer: Option<Id>,
        /// The type of account that it is for, for example `distributor`; absent: any.
        "buyerType" buyer_type: Option<Id>,
        /// Discounts and margins, in the order in which they apply.
        "adjustments" adjustments: Option<Vec<Adjustment>>,
        /// The most that a month comes to after them.
        "maximumCharge" maximum_charge: Option<Setting<Price>>,
        /// The least that a month comes to after that; what is missing is its own line.
        "minimumCharge" minimum_charge: Option<Setting<Price>>,
    }
}

impl PriceListDocument {
    /// What is wrong with a list beyond its shape; pointers are of the document.
    pub(crate) fn check(&self, seller_lists: bool) -> Vec<Issue> {
        let mut issues = Vec::new();
        if self.audience == Audience::Seller && !seller_lists {
            let message = "this list is meant for the seller alone, and whatever is loaded here can be read";
            let help = "leave it out; a host that keeps it to itself says so with trust.sellerLists";
            issues.push(Issue::new(IssueCode::BillingSellerListRefused, "/priceList/audience", message).with_help(help));
        }
        if let Some(plan) = &self.pay_per_use {
            plan.price.check("/priceList/payPerUse/price", &mut issues);
        }
        if let Some(plan) = &self.reserved {
            plan.price.check("/priceList/reserved/price", &mut issues);
        }
        let adjustments = self.adjustments.as_deref().unwrap_or_default();
        for (index, adjustment) in adjustments.iter().enumerate() {
            let here = format!("/priceList/adjustments/{index}");
            if adjustment.percent.is_some() == adjustment.amount.is_some() {
                let message = "an adjustment has either a percentage or an amount";
                issues.push(Issue::new(IssueCode::InputMissingField, format!("{here}/percent"), message));
            }
            let above = |percent: Price| percent.0.ratio().compare(hundred()).is_gt();
            if adjustment.kind == AdjustmentKind::Discount && adjustment.percent.is_some_and(above) {
                let message = "a discount is at most 100 percent";
                issues.push(Issue::new(IssueCode::BillingPercentRange, format!("{here}/percent"), message));
            }
        }
        let id = |index: usize| adjustments.get(index).map(|adjustment| &*adjustment.id);
        for index in order::repeated(adjustments.len(), &|a, b| id(a).cmp(&id(b))) {
            let pointer = format!("/priceList/adjustments/{index}/id");
            issues.push(Issue::new(IssueCode::InputDuplicateId, pointer, "the adjustment is listed twice"));
        }
        issues
    }

    /// How closely a list names its edge: the buyer by id before its type before none, then the seller.
    pub(crate) const fn closeness(&self) -> (u8, bool) {
        let buyer = match (&self.buyer, &self.buyer_type) {
            (Some(_), _) => 2,
            (None, Some(_)) => 1,
            (None, None) => 0,
        };
        (buyer, self.seller.is_some())
    }

    /// Whether both lists may be the ones that count for a plan on the same edge.
    pub(crate) fn rivals(&self, other: &Self) -> bool {
        let plan = self.pay_per_use.is_some() && other.pay_per_use.is_some() || self.reserved.is_some() && other.reserved.is_some();
        let meets = |a: &Option<Id>, b: &Option<Id>| a.is_none() || b.is_none() || a == b;
        plan && self.sample == other.sample
            && self.currency == other.currency
            && self.closeness() == other.closeness()
            && meets(&self.seller, &other.seller)
            && meets(&self.buyer, &other.buyer)
            && meets(&self.buyer_type, &other.buyer_type)
    }
}

pub(crate) fn hundred() -> Ratio {
    Ratio::whole(100).unwrap_or(Ratio::ZERO)
}

impl PriceModel {
    fn check(&self, pointer: &str, issues: &mut Vec<Issue>) {
        match self {
            Self::Graduated { tiers, .. } | Self::Volume { tiers, .. } => tier::check(tiers, false, &format!("{pointer}/tiers"), issues),
            Self::Stairstep { tiers, .. } => tier::check(tiers, true, &format!("{pointer}/tiers"), issues),
            Self::Package { size, .. } if size.is_zero() => {
                issues.push(Issue::new(IssueCode::BillingPackageSize, format!("{pointer}/size"), "a package holds more than nothing"));
            }
            Self::Percentage { minimum: Some(least), maximum: Some(most), .. } if least.0.ratio().compare(most.0.ratio()).is_gt() => {
                let message = "the maximum is below the minimum";
                issues.push(Issue::new(IssueCode::BillingPercentRange, format!("{pointer}/maximum"), message));
            }
            Self::PerUnit { .. } | Self::Flat { .. } | Self::Package { .. } | Self::Percentage { .. } => {}
        }
    }
}

impl PayPerUsePrice {
    /// Whose use is added up.
    pub(crate) fn added_up_by(&self) -> MinimumScope {
        let minimum = self.minimum.as_ref().map(|minimum| minimum.scope.value);
        minimum.or_else(|| self.scope.as_ref().map(|scope| scope.value)).unwrap_or(MinimumScope::StorageAccount)
    }
}
