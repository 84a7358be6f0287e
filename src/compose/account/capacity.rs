//! Capacity of a form: the allocation that it comes to, and the deal that its volume may need. Both requests are made as trees
//! and read by their domains, so that what those demand is said here in their own words, at this request's places.

use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::request::AccountAction;
use super::submission::{Deed, Submission};
use crate::allocation::request::AllocationRequest;
use crate::compose::permission::{object, text};
use crate::compose::places::{Place, move_issues, move_reasons};
use crate::deal::request::DealRequest;
use crate::issue::{Issue, IssueCode, shorten};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::wire::node::Node;
use crate::wire::read::Reader;

const ALLOCATION: [Place<'static>; 3] = [("/requestedCapacity", "/form/allocatedCapacity"), ("/action", "/action"), ("", "/allocation")];
const DEAL: [Place<'static>; 4] =
    [("/sale/volume", "/form/allocatedCapacity"), ("/sale/plan", "/form/allocatedCapacity"), ("/action", "/action"), ("", "/deal")];
/// What a deal says of the sale as a whole is about the amount; a price has its own place.
const DEAL_REASONS: [Place<'static>; 3] = [("/sale/price", "/deal/sale/price"), ("/sale", "/form/allocatedCapacity"), ("", "/deal")];

type Members<'n> = Vec<(Cow<'n, str>, Node<'n>)>;

/// The members of stated facts.
fn members(facts: &Node<'static>) -> Members<'static> {
    if let Node::Object(members) = facts { members.clone() } else { Vec::new() }
}

/// What is allocated at present, as far as that is known.
fn present(facts: &Node<'static>) -> Option<Capacity> {
    let stated = facts.member("allocation")?.member("allocatedCapacity")?;
    Reader::whole(stated, Vec::new()).ok()
}

fn is_less(requested: Capacity, facts: &Node<'static>) -> bool {
    present(facts).is_some_and(|present| requested < present)
}

/// A capacity as a value of the tree.
fn written(capacity: Capacity) -> Node<'static> {
    Node::Text(Cow::Owned(capacity.to_string()))
}

impl AccountAction {
    /// What the button is to the allocation.
    const fn allocation(self) -> &'static str {
        match self.deed() {
            Deed::Create => "create",
            Deed::Change => "update",
            Deed::Delete => "delete",
        }
    }
}

impl Submission<'_> {
    /// Issues for facts that the button has no use for, that the form states, or that are another's.
    pub(super) fn check_facts(&mut self, has_capacity: bool) {
        let request = self.request;
        let (allocation, deal) = (request.allocation.as_ref().map(|facts| &facts.0), request.deal.as_ref().map(|facts| &facts.0));
        let deletes = request.action.deed() == Deed::Delete;
        for (place, facts, serves) in [("/allocation", allocation, has_capacity || deletes), ("/deal", deal, has_capacity)] {
            let Some(facts) = facts else { continue };
            if !serves {
                self.misplaced(place, "this button gives no capacity");
                continue;
            }
            self.stated_by_form(facts, place, &["action", "asOf", "pin", "requestedCapacity", "actor"]);
            if let Some(sale) = facts.member("sale") {
                self.stated_by_form(sale, "/deal/sale", &["plan", "volume"]);
            }
        }
        let other = allocation.and_then(|facts| facts.member("allocation")?.member("id"));
        if let (Some(Node::Text(other)), Some(id)) = (other, &request.id)
            && *other != **id
        {
            let message = format!("the allocation is that of `{}`, not of `{}`", shorten(other), shorten(id));
            self.issues.push(Issue::new(IssueCode::AccountOtherAllocation, "/allocation/allocation/id", message));
        }
    }

    fn stated_by_form(&mut self, facts: &Node<'static>, place: &str, keys: &[&str]) {
        for key in keys.iter().filter(|key| facts.member(key).is_some()) {
            self.misplaced(&format!("{place}/{key}"), "this comes from the button, its form, or the request's own time");
        }
    }

    /// Asks the allocation, and the deal, where the button concerns a capacity. Facts that are given are read in any case, so that
    /// what is wrong with them is said.
    pub(super) fn ask_capacity(&mut self) {
        let (request, requested) = (self.request, self.form.allocated_capacity);
        let concerns = match request.action.deed() {
            Deed::Create => requested.is_some(),
            Deed::Change => requested.is_some() || self.form.allow_overdraft.is_some(),
            Deed::Delete => true,
        };
        let allocation = request.allocation.as_ref().map(|facts| &facts.0);
        match allocation {
            None if concerns => self.lacks(
                "/allocation",
                "a capacity is judged by the contract that covers it",
                "send the contract, and of what exists the allocation",
            ),
            None => {}
            Some(facts) => {
                if self.is_below_the_contract(facts) && facts.member("partner").is_none() {
                    let message = "the account is below the contract's holder, so what it has obtained covers the amount";
                    self.lacks("/allocation/partner", message, "send the account's own allocation, with what it has allocated further");
                }
                if request.action == AccountAction::RenamePartner && requested.is_some_and(|requested| is_less(requested, facts)) {
                    self.check_below(facts);
                }
                if let Err(mut issues) = self.ask_allocation(facts, concerns) {
                    move_issues(&mut issues, &ALLOCATION);
                    self.issues.append(&mut issues);
                }
            }
        }
        let sold = requested.filter(|requested| self.is_more(*requested, allocation));
        let deal = request.deal.as_ref().map(|facts| &facts.0);
        let asks = sold.is_some_and(|sold| !sold.is_zero() || deal.is_some_and(|facts| facts.member("sale").is_some()));
        match deal {
            None if asks && !self.policy.deal.items.is_empty() => {
                let help = "send the customer with its volume, `0 B` where there is nothing yet";
                self.lacks("/deal", "whether this amount needs a deal depends on what the customer has", help);
            }
            None => {}
            Some(facts) => {
                if let Err(mut issues) = self.ask_deal(sold.unwrap_or_default(), facts, asks) {
                    move_issues(&mut issues, &DEAL);
                    self.issues.append(&mut issues);
                }
            }
        }
    }

    /// Whether the amount is new, or more than the present one, as far as that is known.
    fn is_more(&self, requested: Capacity, allocation: Option<&Node<'static>>) -> bool {
        let present = allocation.and_then(present);
        self.request.action.deed() == Deed::Create || present.is_none_or(|present| requested > present)
    }

    /// A partner may have allocated further, so what it keeps must cover that.
    fn check_below(&mut self, facts: &Node<'static>) {
        let says = |key| facts.member("allocation").is_some_and(|partner| partner.member(key).is_some());
        if !["allocatedBelow", "allocations", "accountCount"].into_iter().any(says) {
            let message = "what the partner has allocated to its storage accounts decides on a smaller allocation";
            self.lacks("/allocation/allocation/allocatedBelow", message, "send it as a total, `0 B` where there is nothing, or as a list");
        }
    }

    /// Whether a storage account is asked about whose account is assigned to this contract of an account above.
    fn is_below_the_contract(&self, facts: &Node<'static>) -> bool {
        let contract = facts.member("contract").and_then(|contract| contract.member("id"));
        let (kind, account) = self.resource(self.actor());
        let assigned = account.filter(|_| kind == "storageAccount").and_then(|account| self.assigned(account));
        matches!(contract, Some(Node::Text(contract)) if assigned == Some(contract))
    }

    /// Whose sight decides on the figures that are shown; nobody's where a contract without holder is known to be the actor's own.
    fn seen_by(&self, facts: &Node<'static>) -> Option<&str> {
        let actor = self.presser().account?;
        let contract = facts.member("contract")?;
        let own = |id: &Node<'_>| matches!(id, Node::Text(id) if self.holds(actor, id));
        let unheld = contract.member("distributorId").is_none();
        (!(unheld && contract.member("id").is_some_and(own))).then_some(actor)
    }

    fn ask_allocation(&mut self, facts: &Node<'static>, concerns: bool) -> Result<(), Vec<Issue>> {
        let mut members = members(facts);
        let mut amount = self.form.allocated_capacity.map(written);
        let present = members.iter_mut().find(|(key, _)| key == "allocation").map(|(_, present)| present);
        if let (Some(Node::Object(present)), Deed::Change) = (present, self.request.action.deed()) {
            let allocated = present.iter().find(|(key, _)| key == "allocatedCapacity").map(|(_, allocated)| allocated.clone());
            amount = amount.or(allocated);
            // The allocation is judged with the overdraft that it is to have.
            if let Some(overdraft) = self.form.allow_overdraft {
                present.retain(|(key, _)| key != "allowOverdraft");
                present.push((Cow::Borrowed("allowOverdraft"), Node::Bool(overdraft)));
            }
        }
        members.push((Cow::Borrowed("action"), text(self.request.action.allocation())));
        members.extend(self.seen_by(facts).map(|actor| (Cow::Borrowed("actor"), text(actor))));
        if self.request.action.deed() != Deed::Delete {
            members.push((Cow::Borrowed("requestedCapacity"), amount.unwrap_or_else(|| written(Capacity::ZERO))));
        }
        let request: AllocationRequest = Reader::whole(&Node::Object(members), Vec::new())?;
        if concerns {
            let (mut found, _, mut documents) = self.policy.judge_allocation(&request, (self.as_of, self.pins))?;
            move_reasons(&mut found.reasons, &ALLOCATION);
            self.verdict.join(found);
            self.documents.append(&mut documents);
        }
        Ok(())
    }

    /// Of pay-per-use the deal is asked where something is said of the sale, such as the use expected.
    fn ask_deal(&mut self, sold: Capacity, facts: &Node<'static>, asks: bool) -> Result<(), Vec<Issue>> {
        let mut members = members(facts);
        let stated = members.iter().position(|(key, _)| key == "sale").map(|position| members.remove(position).1);
        let mut sale = if sold.is_zero() {
            object(alloc::vec![("plan", text("payPerUse"))])
        } else {
            object(alloc::vec![("plan", text("reserved")), ("volume", written(sold))])
        };
        match (stated, &mut sale) {
            (Some(Node::Object(mut stated)), Node::Object(sale)) => sale.append(&mut stated),
            (Some(other), _) => sale = other,
            (None, _) => {}
        }
        members.push((Cow::Borrowed("sale"), sale));
        members.push((Cow::Borrowed("action"), text("check")));
        let request: DealRequest = Reader::whole(&Node::Object(members), Vec::new())?;
        if asks {
            let (mut found, _, mut documents) = self.policy.judge_deal(&request, (self.as_of, self.pins))?;
            move_reasons(&mut found.reasons, &DEAL_REASONS);
            self.verdict.join(found);
            self.documents.append(&mut documents);
        }
        Ok(())
    }
}
