//! Codes of ordering and of subscriptions.

macro_rules! storefront_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The seller does not offer the product in its storefront, or has no such product.
            ///
            /// Remedy: order one of the products that the help lists, or have it published.
            OrderProductNotPublished = "order.product_not_published",
            /// The quantity is more than a subscription may have of the product; of base products an order holds one.
            ///
            /// Remedy: take at most the quantity under `allowed`; a base product grows by add-ons.
            OrderQuantityLimit = "order.quantity_limit",
            /// The quantity is reduced below the least that a change may leave; less would be a cancellation.
            ///
            /// Remedy: keep at least the quantity under `allowed`, or request a cancellation.
            OrderQuantityTooSmall = "order.quantity_too_small",
            /// The basket is empty, or none of its lines changes anything.
            ///
            /// Remedy: order a product, or another quantity than the present one.
            OrderNothingOrdered = "order.nothing_ordered",
            /// The customer has a subscription that occupies its one place, or an order that is to become one.
            ///
            /// Remedy: order add-ons to it, or wait until it is cancelled.
            OrderSubscriptionExists = "order.subscription_exists",
            /// The add-on enlarges a base product of which the customer has no subscription and the basket no line.
            ///
            /// Remedy: order the base product with it.
            OrderAddOnWithoutBase = "order.add_on_without_base",
            /// The friendly name is shorter or longer than the policy allows.
            ///
            /// Remedy: take as many characters as `allowed` says, or leave the name out.
            OrderFriendlyNameLength = "order.friendly_name_length",
            /// The friendly name holds control characters.
            ///
            /// Remedy: leave out line breaks, tabs and the like.
            OrderFriendlyNameCharacters = "order.friendly_name_characters",
            /// Information that billing needs is not on file.
            ///
            /// Remedy: have it completed, and list it under `billing`.
            OrderBillingMissing = "order.billing_missing",
            /// Actors of this kind do not order in this channel, or the account manager is another seller's.
            ///
            /// Remedy: order as an actor that `allowed` names.
            OrderActorNotPermitted = "order.actor_not_permitted",
            /// The customer does not stand to the actor's account as the policy demands.
            ///
            /// Remedy: name an affiliate account or an end customer of that account.
            OrderNotForCustomer = "order.not_for_customer",
            /// A reseller orders for itself: the customer is the reseller's own account, here or at the vendor.
            ///
            /// Remedy: name an affiliate account or an end customer.
            OrderOwnAccount = "order.own_account",
            /// Several resellers of this seller have the e-mail address at the vendor, so that it is unclear which one is meant.
            ///
            /// Remedy: leave the address to one of them.
            OrderAmbiguousReseller = "order.ambiguous_reseller",
            /// The reduction would leave less than what is stored, and overdraft is not allowed.
            ///
            /// Remedy: keep at least the quantity under `allowed`, free storage first, or allow overdraft.
            OrderBelowUsedCapacity = "order.below_used_capacity",
            /// The customer's total shrinks, but how much is stored is not known; it is never taken as zero.
            ///
            /// Remedy: send `capacity.used` with its time of measurement, or allow overdraft.
            OrderUsedCapacityUnknown = "order.used_capacity_unknown",
            /// The reduction leaves less than what is stored and overdraft is allowed: the excess will be billed.
            ///
            /// Remedy: none needed; keep more licences to avoid the excess price.
            OrderExcessWillBeBilled = "order.excess_will_be_billed",
            /// The state machine has no such event in the subscription's state.
            ///
            /// Remedy: use one of the events under `allowed`, or bring the subscription into another state first.
            SubscriptionTransitionNotPossible = "subscription.transition_not_possible",
            /// Actors of this kind do not bring this event about, or the account manager is another seller's.
            ///
            /// Remedy: act as an actor that `allowed` names.
            SubscriptionActorNotPermitted = "subscription.actor_not_permitted",
            /// The customer does not stand to the actor's account as the policy demands.
            ///
            /// Remedy: act for a customer of that account.
            SubscriptionNotForCustomer = "subscription.not_for_customer",
            /// The person who requested the cancellation would accept or reject it.
            ///
            /// Remedy: another account manager of the seller decides it.
            SubscriptionFourEyes = "subscription.four_eyes",
            /// Someone else than the person who requested the cancellation would withdraw it.
            ///
            /// Remedy: have the requester withdraw it, or an account manager reject it.
            SubscriptionNotRequester = "subscription.not_requester",
            /// The event accepts a cancellation of another kind than the one that was requested.
            ///
            /// Remedy: use the event that the help names.
            SubscriptionCancellationKind = "subscription.cancellation_kind",
            /// The billing period has not ended, and until then the subscription goes on.
            ///
            /// Remedy: wait until the time under `allowed`.
            ///
            /// Retry: when the billing period has ended.
            SubscriptionPeriodNotOver = "subscription.period_not_over",
            /// The subscription's price is protected, so that its quantity does not change.
            ///
            /// Remedy: wait until the protection ends.
            SubscriptionPriceProtected = "subscription.price_protected",
            /// A cancellation of the subscription is pending.
            ///
            /// Remedy: have it withdrawn or rejected first.
            SubscriptionCancellationPending = "subscription.cancellation_pending",
            /// A scheduled change of the subscription is pending, which blocks other actions.
            ///
            /// Remedy: wait for the change, or have it withdrawn.
            SubscriptionScheduledChangePending = "subscription.scheduled_change_pending",
            /// No change is scheduled for a subscription that is paid by use.
            ///
            /// Remedy: change it at once.
            SubscriptionPayPerUse = "subscription.pay_per_use",
            /// No change is scheduled for an asset.
            ///
            /// Remedy: change it at once.
            SubscriptionAsset = "subscription.asset",
            /// No change is scheduled for a product of which a subscription can only have one.
            ///
            /// Remedy: order add-ons instead.
            SubscriptionQuantityFixed = "subscription.quantity_fixed",
            /// The reseller pays by a method that needs a valid card, or by an unknown one, and no valid card is known.
            ///
            /// Remedy: have a valid card registered, and send `reseller.validCard`.
            SubscriptionCardInvalid = "subscription.card_invalid",
        } }
    };
}
pub(crate) use storefront_reasons;

macro_rules! storefront_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// What a licence of the product adds is not known, and the customer's total decides; it is never taken as 0.
            ///
            /// Remedy: give the product an `increment` in the storefront document.
            OrderIncrementUnknown = "order.increment_unknown",
            /// The total is less than what lines and subscriptions say that the customer has now, so one of the figures is wrong.
            ///
            /// Remedy: `capacity.volume` is all that the customer has now, with what is ordered and waits.
            OrderVolumeTooSmall = "order.volume_too_small",
            /// The order that is to be executed is not among the subscriptions, so that its state is not known, or what is listed is
            /// of a product that no line orders.
            ///
            /// Remedy: list it with its state under `subscriptions`, and send its own lines.
            OrderNotListed = "order.not_listed",
            /// The accounts above the customer do not end at the seller.
            ///
            /// Remedy: list them from the nearest up to the seller that is asked.
            OrderOtherSeller = "order.other_seller",
            /// The reseller's facts are not those of the reseller that orders or stands above the customer.
            ///
            /// Remedy: send the facts of the account that the message names.
            OrderResellerMismatch = "order.reseller_mismatch",
            /// The policy's state machine does not have the state.
            ///
            /// Remedy: send one of the states that the help lists.
            SubscriptionStateUnknown = "subscription.state_unknown",
            /// The event leads back to the state before, which is not given or cannot have been it.
            ///
            /// Remedy: send `formerState`, one of the states that the help lists.
            SubscriptionFormerState = "subscription.former_state",
            /// A line takes the customer to have more of a product now than the subscriptions listed have, so one of the figures is wrong.
            ///
            /// Remedy: correct the line's `present`, or list every subscription and order of the product with its quantity.
            OrderPresentMismatch = "order.present_mismatch",
        } }
    };
}
pub(crate) use storefront_issues;
