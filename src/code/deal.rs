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
            /// The sale is one at the seller's own price, so that what it gives up is its own margin and no special price.
            ///
            /// Remedy: none needed; the price that the seller itself pays is another sale.
            DealOwnMargin = "deal.own_margin",
            /// This may not happen to the deal: not in the state in which it is by now, or not before it is registered.
            ///
            /// Remedy: do what the help lists as possible; a rejected or expired deal is followed by a new one.
            ///
            /// Retry: when the instant under `allowed` has come, where the deal is registered only from then on.
            DealTransitionNotPossible = "deal.transition_not_possible",
            /// Another account, or another partner of the same distributor, has a valid deal with this customer, or it is not given
            /// whose the deal is. Nothing else is said of it.
            ///
            /// Remedy: ask the vendor to settle who sells to the customer; where `registeredBy` is missing, send it.
            ///
            /// Retry: when the other deal has expired.
            DealAlreadyRegistered = "deal.already_registered",
            /// The account's own valid deal with this customer covers as much, so that a second one would add nothing.
            ///
            /// Remedy: use that deal, or register at least the volume under `allowed` or a price that it does not cover.
            ///
            /// Retry: when that deal has expired.
            DealNotExtending = "deal.not_extending",
            /// The deal is to be registered with an expiry later than the policy lets deals be valid.
            ///
            /// Remedy: let it expire at the instant under `allowed` or earlier, or leave `expiresAt` out.
            DealValidityTooLong = "deal.validity_too_long",
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
