//! The quote and invoice requests.

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::contract::ContractFact;
use crate::values::capacity::Capacity;
use crate::values::decimal::Price;
use crate::values::id::Id;
use crate::values::money::Currency;
use crate::values::period::Period;
use crate::values::time::{Date, Instant};
use crate::version::Pin;
use crate::wire::shape::shape;

shape! {
    /// What is asked for.
    pub(crate) choice QuotePlan by "kind" {
        /// What is really stored, with a minimum.
        "payPerUse" PayPerUse {
            /// Average use over the month.
            "volume" volume: Capacity,
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
    /// What does one month cost?
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
        "plan" plan: QuotePlan,
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
        /// Its usage.
        "usage" usage: AccountUsage,
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
    }
}
