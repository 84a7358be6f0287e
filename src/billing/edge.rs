//! Who may bill whom, and who may see it. A bill belongs to one edge from a seller to the buyer directly below it.
//! Source: glossary of the partner portal (who is billed by whom).

use alloc::string::String;
use alloc::vec::Vec;

use super::choice::{Parties, Section};
use super::document::{BillingDocument, ReservedBase, set};
use super::price_list::Audience;
use super::request::TradeParty;
use crate::decision::{Reason, ReasonCode, Verdict};
use crate::directory::known::Directory;
use crate::issue::{Issue, IssueCode, list, shorten};
use crate::text::format;
use crate::values::id::Id;

/// Seller, buyer and who looks.
#[derive(Clone, Copy)]
pub(crate) struct EdgeFacts<'r> {
    pub(crate) seller: Option<&'r TradeParty>,
    pub(crate) buyer: Option<&'r TradeParty>,
    pub(crate) viewer: Option<&'r Id>,
    /// The account directly above the buyer, as stated or as loaded.
    pub(crate) above: Option<&'r Id>,
}

impl<'r> EdgeFacts<'r> {
    pub(crate) fn new(seller: Option<&'r TradeParty>, buyer: Option<&'r TradeParty>, viewer: Option<&'r Id>) -> Self {
        Self { seller, buyer, viewer, above: buyer.and_then(|buyer| buyer.parent.as_ref()) }
    }

    /// Whether it is said who sells or who buys.
    pub(crate) const fn names_parties(&self) -> bool {
        self.seller.is_some() || self.buyer.is_some()
    }

    /// The same with what a loaded directory knows, which wins.
    ///
    /// # Errors
    /// `directory.fact_conflict`.
    pub(crate) fn against(self, directory: Option<&'r Directory>) -> Result<Self, Vec<Issue>> {
        let Some(directory) = directory else { return Ok(self) };
        let mut issues = Vec::new();
        let mut known = self;
        for (party, place) in [(self.seller, "/seller"), (self.buyer, "/buyer")] {
            let Some(party) = party else { continue };
            let position = directory.accounts.position(&party.id, "");
            let Some(account) = position.and_then(|position| directory.accounts.items().get(position)) else { continue };
            let mut conflict = |field: &str| {
                let message = format!("the directory says otherwise of `{}`", shorten(&party.id));
                let issue = Issue::new(IssueCode::DirectoryFactConflict, format!("{place}/{field}"), message);
                issues.push(issue.with_help("leave out what the directory knows"));
            };
            if account.fact.kind != party.kind {
                conflict("type");
            }
            if party.parent.is_some() && party.parent != account.fact.parent {
                conflict("parent");
            }
            if place == "/buyer" {
                known.above = account.fact.parent.as_ref();
            }
        }
        if issues.is_empty() { Ok(known) } else { Err(issues) }
    }

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

    /// What the reserved plan is billed by on this edge where there is no contract.
    pub(crate) fn reserved_base(&self, rules: &BillingDocument) -> ReservedBase {
        let (Some(seller), Some(buyer)) = (self.seller, self.buyer) else { return ReservedBase::Contract };
        let rule = rules.edges.iter().flatten().find(|edge| edge.seller == seller.kind && edge.buyer == buyer.kind);
        rule.and_then(|edge| edge.reserved_base.as_ref()).map_or(ReservedBase::Contract, |setting| setting.value)
    }

    /// Whether figures of the sections' lists are for the viewer.
    pub(crate) fn is_shown(&self, sections: &[Section<'_>]) -> bool {
        let own_only = sections.last().is_none_or(|last| set(&last.rules.body.own_edges_only, true));
        let Some(viewer) = self.viewer.filter(|_| own_only) else { return true };
        let sells = self.seller.is_some_and(|seller| seller.id == *viewer);
        let buys = self.buyer.is_some_and(|buyer| buyer.id == *viewer);
        let wholesale = sections.iter().any(|section| section.list.body.audience == Audience::Seller);
        sells || buys && !wholesale
    }

    /// Denies an edge that no rule names, and figures that are not for the viewer.
    pub(crate) fn judge(&self, sections: &[Section<'_>], verdict: &mut Verdict) {
        let Some(last) = sections.last() else { return };
        if let (Some(seller), Some(buyer)) = (self.seller, self.buyer) {
            allowed(&last.rules.body, (seller, buyer, self.above), verdict);
        }
        if let Some(viewer) = self.viewer
            && !self.is_shown(sections)
        {
            let message = format!("`{}` is not shown these figures", shorten(viewer));
            let reason = Reason::deny(ReasonCode::BillingPriceNotVisible, message).at("/viewer").rule("ownEdgesOnly");
            verdict.push(reason.help("figures are for the seller and the buyer, those of a seller's list for the seller alone"));
        }
    }
}

fn allowed(rules: &BillingDocument, (seller, buyer, above): (&TradeParty, &TradeParty, Option<&Id>), verdict: &mut Verdict) {
    let edges = rules.edges.as_deref().unwrap_or_default();
    let known = edges.iter().filter(|edge| edge.seller == seller.kind);
    let buyers: Vec<&str> = known.map(|edge| &*edge.buyer).collect();
    let deny = |message: String, pointer: &str| Reason::deny(ReasonCode::BillingEdgeNotAllowed, message).at(pointer).rule("edges");
    if !buyers.contains(&&*buyer.kind) {
        let reason =
            deny(format!("`{}` does not bill `{}`", shorten(&seller.kind), shorten(&buyer.kind)), "/buyer/type").found(&*buyer.kind);
        verdict.push(match buyers.as_slice() {
            [] => reason.help("no rule lets this type of account bill anyone"),
            _ => reason
                .allowed(list(buyers.iter().copied()))
                .help("bill along the chain: each account is billed by the one directly above it"),
        });
    }
    if seller.id == buyer.id || above.is_none_or(|above| *above != seller.id) {
        let reason = deny(format!("`{}` is not known to be directly below `{}`", shorten(&buyer.id), shorten(&seller.id)), "/buyer/id");
        verdict.push(reason.help("the account directly above the buyer bills it; state buyer.parent, or load it in a directory"));
    }
}
