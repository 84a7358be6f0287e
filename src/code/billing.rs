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
            /// Remedy: bill after the period's end, or ask for a quote.
            ///
            /// Retry: when the period has ended by the clock that decides.
            BillingPeriodNotEnded = "billing.period_not_ended",
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
            /// Several price lists cover this plan, currency and period.
            ///
            /// Remedy: load one, or state the currency.
            BillingPriceListAmbiguous = "billing.price_list_ambiguous",
            /// A price list or rule version begins or ends inside the billing period.
            ///
            /// Remedy: bill the parts of the period apart.
            ///
            /// Retry: in the month after, where a quote names no period and so is for the month of its time.
            BillingVersionChange = "billing.version_change",
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
            /// The id of the minimum's scope is not given for an account; a smaller scope is never assumed.
            ///
            /// Remedy: add the id that the pointer names.
            BillingScopeMissing = "billing.scope_missing",
            /// Accounts have allocated capacity, but the request has no contract that covers it.
            ///
            /// Remedy: send the contract with its reserved capacity.
            BillingContractMissing = "billing.contract_missing",
            /// The contract begins or ends inside the billing period, or is not in force in it at all.
            ///
            /// Remedy: bill a period in which the contract is in force throughout.
            BillingContractPeriod = "billing.contract_period",
            /// A reserved plan of 0 is asked for, and 0 means pay-per-use.
            ///
            /// Remedy: ask for the plan `payPerUse`.
            BillingReservedZero = "billing.reserved_zero",
            /// Use exceeds the reserved capacity and the contract names no excess price.
            ///
            /// Remedy: send `costStorageGBCents` as the contract has it.
            BillingExcessPriceMissing = "billing.excess_price_missing",
            /// The contract's currency is not that of the price list.
            ///
            /// Remedy: use a price list in the contract's currency.
            BillingCurrencyMismatch = "billing.currency_mismatch",
            /// An amount exceeds what can be computed exactly (128 bits).
            ///
            /// Remedy: check the volume and the price.
            BillingAmountOverflow = "billing.amount_overflow",
        } }
    };
}
pub(crate) use billing_issues;
