//! The wire shape of a deal document: settings, each with its source.

use crate::values::capacity::Capacity;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// Whose resulting total is compared with the threshold.
    pub(crate) words VolumeScope {
        /// The volume of this sale alone.
        "order" Order,
        /// All that the customer then has.
        "customer" Customer,
        /// All that the partner then has.
        "partner" Partner,
        /// All that the contract then has.
        "contract" Contract,
    }
}

shape! {
    /// Which state of a deal satisfies a requirement.
    pub(crate) words Gate {
        /// Registered or approved.
        "registered" Registered,
        /// Approved.
        "approved" Approved,
    }
}

shape! {
    /// Which prices are special.
    pub(crate) words SpecialPricing {
        /// Below the list, or without a list in force to compare with.
        "belowOrNotFromList" BelowOrNotFromList,
        /// Below the list in force.
        "belowList" BelowList,
    }
}

shape! {
    /// What becomes of a sale without the deal that it needs.
    pub(crate) words WithoutDeal {
        /// Denied.
        "deny" Deny,
        /// Allowed with a warning; the obligation stays.
        "warn" Warn,
    }
}

shape! {
    /// Settings of deal registration.
    pub(crate) struct DealDocument {
        /// A resulting total above this needs a deal.
        "threshold" threshold: Setting<Capacity>,
        /// Whether exactly the threshold needs one too.
        "thresholdInclusive" threshold_inclusive: Setting<bool>,
        /// Whose total counts.
        "volumeScope" volume_scope: Setting<VolumeScope>,
        /// What state satisfies the requirement by volume.
        "gateRequires" gate_requires: Setting<Gate>,
        /// What state satisfies the requirement by special price.
        "gateRequiresSpecialPrice" gate_requires_special_price: Setting<Gate>,
        /// Which prices are special.
        "specialPricing" special_pricing: Setting<SpecialPricing>,
        /// How many days a deal is valid from its registration, where it has no expiry of its own.
        "validityDays" validity_days: Setting<u32>,
        /// What becomes of a sale without its deal.
        "withoutDeal" without_deal: Setting<WithoutDeal>,
    }
}
