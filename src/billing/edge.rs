//! Who may bill whom, and who may see it. A bill belongs to one edge from a seller to the buyer directly below it.
//! Source: glossary of the partner portal (who is billed by whom).

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::{Parties, Section};
use super::document::{BillingDocument, set};
use super::price_list::Audience;
use super::request::TradeParty;
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::issue::{Issue, IssueCode, list};
use crate::text::format;
use crate::values::id::Id;

/// Seller, buyer and who looks.
#[derive(Clone, Copy)]
pub(crate) struct EdgeFacts<'r> {
    pub(crate) seller: Option<&'r TradeParty>,
    pub(crate) buyer: Option<&'r TradeParty>,
    pub(crate) viewer: Option<&'r Id>,
}

impl<'r> EdgeFacts<'r> {
    /// Both parties, where they are given.
    ///
    /// # Errors
    /// `input.missing_field` where only one is.
    pub(crate) fn parties(&self) -> Result<Option<Parties<'r>>, Vec<Issue>> {
        let missing = |pointer: &str| {
            let message = "a bill has both a seller and a buyer, or names neither";
            Err(alloc::vec![Issue::new(IssueCode::InputMissingField, pointer, message)])
        };
        match (self.seller, self.buyer) {
            (Some(seller), Some(buyer)) => Ok(Some(Parties { seller: &seller.id, buyer: &buyer.id, buyer_type: &buyer.kind })),
            (None, None) => Ok(None),
            (None, Some(_)) => missing("/seller"),
            (Some(_), None) => missing("/buyer"),
        }
    }

    /// Denies an edge that no rule names, and figures that are not for the viewer.
    pub(crate) fn judge(&self, rules: &BillingDocument, sections: &[Section<'_>], verdict: &mut Verdict) {
        if let (Some(seller), Some(buyer)) = (self.seller, self.buyer) {
            allowed(rules, seller, buyer, verdict);
        }
        let Some(viewer) = self.viewer.filter(|_| set(&rules.own_edges_only, true)) else { return };
        let sells = self.seller.is_some_and(|seller| seller.id == *viewer);
        let buys = self.buyer.is_some_and(|buyer| buyer.id == *viewer);
        let wholesale = sections.iter().any(|section| section.list.body.audience == Audience::Seller);
        if !(sells || buys && !wholesale) {
            let message = format!("`{viewer}` is not shown these figures");
            let reason = Reason::deny(ReasonCode::BillingPriceNotVisible, message).at("/viewer").rule("ownEdgesOnly");
            verdict.push(reason.help("figures are for the seller and the buyer, those of a seller's list for the seller alone"));
        }
    }
}

fn allowed(rules: &BillingDocument, seller: &TradeParty, buyer: &TradeParty, verdict: &mut Verdict) {
    let edges = rules.edges.as_deref().unwrap_or_default();
    let known = edges.iter().filter(|edge| edge.seller == seller.kind);
    let buyers: Vec<&str> = known.map(|edge| &*edge.buyer).collect();
    let deny = |message: String, pointer: &str| Reason::deny(ReasonCode::BillingEdgeNotAllowed, message).at(pointer).rule("edges");
    if !buyers.contains(&&*buyer.kind) {
        let reason = deny(format!("a {} does not bill a {}", seller.kind, buyer.kind), "/buyer/type").found(&*buyer.kind);
        verdict.push(match buyers.as_slice() {
            [] => reason.help("no rule lets this type of account bill anyone"),
            _ => reason
                .allowed(list(buyers.iter().copied()))
                .help("bill along the chain: each account is billed by the one directly above it"),
        });
    }
    if seller.id == buyer.id || buyer.parent.as_ref().is_some_and(|parent| *parent != seller.id) {
        let reason = deny(format!("`{}` is not directly below `{}`", buyer.id, seller.id), "/buyer/id");
        verdict.push(reason.help("the account directly above the buyer bills it"));
    }
}
