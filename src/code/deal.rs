//! Codes of deal registration.

macro_rules! deal_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The total is above what may be sold without a registered deal, and none of the deals given covers it.
            ///
            /// Remedy: register a deal for this customer with at least the volume under `found`, or stay at the total under `allowed`.
            ///
            /// Retry: when a deal given is registered only from a later time on; `deal.not_covering` names that time.
            DealRegistrationRequired = "deal.registration_required",
            /// The special price needs an approved deal that names it, and none of the deals given does.
            ///
            /// Remedy: have a deal approved with this price, currency and unit.
            ///
            /// Retry: when a deal given is registered only from a later time on; `deal.not_covering` names that time.
            DealApprovalRequired = "deal.approval_required",
            /// A deal of this customer does not cover the sale; the message says why.
            ///
            /// Remedy: extend or renew that deal.
            ///
            /// Retry: when the message names a time from which on the deal is registered, at that time.
            DealNotCovering = "deal.not_covering",
            /// The price is below the price list or does not come from one in force.
            ///
            /// Remedy: none needed with an approved deal; otherwise sell at the list price.
            DealSpecialPrice = "deal.special_price",
        } }
    };
}
pub(crate) use deal_reasons;

macro_rules! deal_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The volume that decides on registration is not given, so "not required" cannot be said.
            ///
            /// Remedy: state it; a new customer has an explicit `0 B`.
            DealVolumeMissing = "deal.volume_missing",
        } }
    };
}
pub(crate) use deal_issues;
