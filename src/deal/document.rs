//! The wire shape of a deal document: settings, each with its source, and what is checked of them when it is loaded.

use alloc::vec::Vec;

use super::request::{DealEvent, DealState, Sale, SaleEdge};
use crate::issue::{Issue, IssueCode, list, shorten};
use crate::machine::MachineDocument;
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::setting::Setting;
use crate::wire::read::Word;
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
    #[cfg_attr(feature = "schema", schemars(rename = "DealGate"))]
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
        /// Below the list in force, or not to be compared with it as it has tiers, packages or a margin.
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
    /// Which further deals an account may register for a customer that it has a deal with.
    pub(crate) words SecondDeal {
        /// Those that cover more: a larger total, or a price that the other does not cover.
        "extends" Extends,
        /// Any.
        "any" Any,
    }
}

shape! {
    /// How a deal comes about and ends.
    pub(crate) struct Registration {
        /// The states, and what leads from one to another: `register`, `approve`, `reject`, and `expire` when the validity ends.
        "lifecycle" lifecycle: MachineDocument,
        /// States in which a valid deal keeps its customer for the account that registered it.
        "claimStates" claim_states: Setting<Vec<DealState>>,
        /// Which further deals that account may register for the same customer.
        "secondDeal" second_deal: Setting<SecondDeal>,
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
        /// How many days a deal is valid from its registration, where it has no earlier expiry of its own.
        "validityDays" validity_days: Setting<u32>,
        /// What becomes of a sale without its deal.
        "withoutDeal" without_deal: Setting<WithoutDeal>,
        /// Sales at a price of the seller's own making: what it gives up there is its own margin, never a special price.
        "ownMarginEdges" own_margin_edges: Option<Setting<Vec<SaleEdge>>>,
        /// How a deal comes about and ends; absent: nothing can happen to deals here.
        "registration" registration: Option<Registration>,
    }
}

impl Registration {
    /// Whether a valid deal in this state keeps its customer.
    pub(super) fn claims(&self, state: DealState) -> bool {
        self.claim_states.value.contains(&state)
    }
}

/// What ends a deal by itself.
pub(super) const EXPIRE: &str = "expire";

impl DealDocument {
    /// Whether the seller sells at its own price, so that the vendor's list has no say.
    pub(crate) fn is_own_margin(&self, sale: &Sale) -> bool {
        self.own_margin_edges.as_ref().zip(sale.edge()).is_some_and(|(edges, edge)| edges.value.contains(edge))
    }

    /// Issues of the lifecycle: those of any machine, states and events that deals do not have, transitions to nowhere.
    pub(crate) fn check(&self, issues: &mut Vec<Issue>) {
        const AT: &str = "/deal/registration/lifecycle";
        let Some(registration) = &self.registration else { return };
        let lifecycle = &registration.lifecycle;
        lifecycle.check(AT, issues);
        let states = DealState::ALL.map(Word::as_str);
        let events: Vec<&str> = DealEvent::ALL.map(Word::as_str).into_iter().chain([EXPIRE]).collect();
        let mut unknown = |what: &str, word: &str, known: &[&str], pointer| {
            if !known.contains(&word) {
                let message = format!("deals have no {what} `{}`", shorten(word));
                let help = format!("one of: {}", list(known.iter().copied()));
                issues.push(Issue::new(IssueCode::PolicyUnknownReference, pointer, message).with_help(help));
            }
        };
        for (index, state) in lifecycle.states.iter().enumerate() {
            unknown("state", &state.id, &states, format!("{AT}/states/{index}/id"));
        }
        for (index, transition) in lifecycle.transitions.iter().enumerate() {
            unknown("event", &transition.event, &events, format!("{AT}/transitions/{index}/event"));
        }
        for (index, transition) in lifecycle.transitions.iter().enumerate() {
            if transition.to.is_none() {
                let message = "a deal does not go back to an earlier state: name the one that follows";
                issues.push(Issue::new(IssueCode::InputMissingField, format!("{AT}/transitions/{index}/to"), message));
            }
        }
    }
}
