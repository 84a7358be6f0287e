//! What follows from an order or an event where it is allowed: a state, and what the caller must do, in order.

use super::document::{Channel, FollowDocument, StorefrontDocument};
use super::finding::Findings;
use super::parties::Parties;
use crate::decision::{Obligation, ObligationCode, ObligationParams};

/// The rule for an event.
pub(crate) fn rule<'d>(settings: &'d StorefrontDocument, (event, channel): (&str, Option<Channel>)) -> Option<&'d FollowDocument> {
    let here = |rule: &&FollowDocument| rule.channel.is_none() || rule.channel == channel;
    settings.follows.iter().filter(here).find(|rule| rule.events.iter().any(|own| **own == *event))
}

impl Parties<'_> {
    /// Notes what follows. `base` says whether it is about a base product, which add-ons belong to.
    pub(crate) fn follow(&self, settings: &StorefrontDocument, place: (&str, Option<Channel>), base: bool, findings: &mut Findings) {
        let Some(rule) = rule(settings, place) else { return };
        if let Some(state) = &rule.state {
            findings.state = Some((**state).into());
        }
        let reseller = self.reseller_id().is_some();
        for code in &rule.obligations {
            let applies = match code {
                ObligationCode::CreateSubscription | ObligationCode::CancelAddOns => base,
                ObligationCode::SynchroniseReseller => reseller,
                _ => true,
            };
            if *code == ObligationCode::SynchroniseReseller && applies && findings.unmatched {
                findings.obligations.push(self.obligation(ObligationCode::CreateVendorAccount));
            }
            if applies {
                findings.obligations.push(self.obligation(*code));
            }
        }
    }

    fn obligation(&self, code: ObligationCode) -> Obligation {
        let params = ObligationParams { customer_id: Some((*self.customer.id).into()), ..ObligationParams::default() };
        Obligation { code, params: Some(params) }
    }
}
