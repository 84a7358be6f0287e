//! Codes of quotes and invoices.

macro_rules! billing_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The figures come from a sample price list.
            ///
            /// Remedy: load your own price list before you show or bill a price.
            BillingSamplePrice = "billing.sample_price",
            /// Some days had no usage row; the last known value was repeated, or 0 taken before the first.
            ///
            /// Remedy: send the missing rows.
            BillingEstimatedUsage = "billing.estimated_usage",
            /// The billing period has not ended, so no final invoice can be made.
            ///
            /// Remedy: bill after the period's end, or ask for an estimate with `preview: true`.
            ///
            /// Retry: when the period has ended by the clock that decides.
            BillingPeriodNotEnded = "billing.period_not_ended",
            /// The figures are an estimate, which a request asked for, and no bill.
            ///
            /// Remedy: bill after the period's end, without `preview`.
            BillingPreview = "billing.preview",
            /// The seller does not bill the buyer: no rule names this pair of account types, or the seller is not the account
            /// directly above the buyer.
            ///
            /// Remedy: bill along the chain, each account by the one directly above it.
            BillingEdgeNotAllowed = "billing.edge_not_allowed",
            /// Prices and bills are shown to the seller and the buyer alone, those of a seller's list to the seller alone.
            ///
            /// Remedy: ask for an edge that the viewer is a party to.
            BillingPriceNotVisible = "billing.price_not_visible",
        } }
    };
}
pub(crate) use billing_reasons;

macro_rules! billing_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// No price list in force covers this plan, currency and period, and a price is never taken as zero.
            ///
            /// Remedy: load a price list; to try a sample list, send `allowSample: true`.
            ///
            /// Retry: when a price list covers the period asked for; a quote without a period is for the month of its time.
            BillingPriceListMissing = "billing.price_list_missing",
            /// Several price lists cover this plan, currency and period, and none names its buyers more closely than another.
            /// Two lists that can never be told apart are an issue when they are loaded.
            ///
            /// Remedy: load one, let one end where the other begins, or state the currency.
            BillingPriceListAmbiguous = "billing.price_list_ambiguous",
            /// A price list or rule version begins or ends inside the month of a price column. Quotes and invoices split their
            /// lines there instead.
            ///
            /// Remedy: pin a version, or ask for quotes.
            BillingVersionChange = "billing.version_change",
            /// A price column is asked for an edge that no rule allows, or for a viewer whom its figures are not for. Quotes and
            /// invoices deny that instead.
            ///
            /// Remedy: name a seller and the account directly below it, and a viewer who is one of both.
            BillingEdgeRefused = "billing.edge_refused",
            /// The period is not one calendar month, and the prices are per month.
            ///
            /// Remedy: bill from the first of a month to the first of the next.
            BillingPeriodNotAMonth = "billing.period_not_a_month",
            /// A usage row lies outside the billing period.
            ///
            /// Remedy: send only the rows of the period.
            BillingDayOutsidePeriod = "billing.day_outside_period",
            /// A storage account has two usage rows for one day.
            ///
            /// Remedy: send each day once.
            BillingDuplicateDay = "billing.duplicate_day",
            /// The id of the minimum's scope is not given for an account; a smaller scope is never assumed. Or a special price is
            /// one customer's, and its use is added up with that of others.
            ///
            /// Remedy: add the id that the pointer names; bill the customer of a special price by itself.
            BillingScopeMissing = "billing.scope_missing",
            /// Accounts have allocated capacity, but the request has no contract that covers it, and no edge on which allocations are
            /// billed.
            ///
            /// Remedy: send the contract with its reserved capacity, or the seller and buyer where the rules bill allocations.
            BillingContractMissing = "billing.contract_missing",
            /// The contract is not in force on any day of the billing period, or capacity is allocated on a day without it.
            ///
            /// Remedy: bill a period that the contract touches, with capacity allocated only while it is in force.
            BillingContractPeriod = "billing.contract_period",
            /// A reserved plan of 0 is asked for, and 0 means pay-per-use.
            ///
            /// Remedy: ask for the plan `payPerUse`.
            BillingReservedZero = "billing.reserved_zero",
            /// Use exceeds the reserved or allocated capacity, and neither contract nor price list names an excess price.
            ///
            /// Remedy: send `costStorageGBCents` as the contract has it, or load a price list that has it.
            BillingExcessPriceMissing = "billing.excess_price_missing",
            /// The contract's currency is not that of the price list.
            ///
            /// Remedy: use a price list in the contract's currency.
            BillingCurrencyMismatch = "billing.currency_mismatch",
            /// An amount exceeds what can be computed exactly (128 bits).
            ///
            /// Remedy: check the volume and the price.
            BillingAmountOverflow = "billing.amount_overflow",
            /// The tiers of a price have no end: every tier but the last has `upTo`, and the last has none.
            ///
            /// Remedy: leave `upTo` out of the last tier alone.
            BillingTierOpen = "billing.tier_open",
            /// A tier does not end above the one before it.
            ///
            /// Remedy: order the tiers by `upTo`, each above the one before.
            BillingTierOrder = "billing.tier_order",
            /// A package of a price holds nothing.
            ///
            /// Remedy: state the size of one package, for example `1 TB`.
            BillingPackageSize = "billing.package_size",
            /// A discount is above 100 percent, or a maximum below its minimum.
            ///
            /// Remedy: correct the figure that the pointer names.
            BillingPercentRange = "billing.percent_range",
            /// A price list is meant for the seller alone, and whoever loads it here does not say that it stays there.
            ///
            /// Remedy: leave the list out of what others can read; a host that keeps it says `trust.sellerLists`.
            BillingSellerListRefused = "billing.seller_list_refused",
            /// Two samples of an account overlap in time.
            ///
            /// Remedy: send each second once; a sample that was sent twice has the same source and id.
            BillingSampleOverlap = "billing.sample_overlap",
            /// A source sent two samples of one id with different figures.
            ///
            /// Remedy: send the one that holds.
            BillingSampleConflict = "billing.sample_conflict",
            /// A change of the contract is outside the time in which it is in force in the month, or out of order.
            ///
            /// Remedy: send the changes of this month in order of time, at whole seconds.
            BillingContractChange = "billing.contract_change",
            /// A correction is not in whole minor units of the currency.
            ///
            /// Remedy: round the amount to what the currency has.
            BillingMinorUnits = "billing.minor_units",
            /// A term has no month, or more than can be quoted at once.
            ///
            /// Remedy: ask for 1 to 120 months.
            BillingTerm = "billing.term",
        } }
    };
}
pub(crate) use billing_issues;
