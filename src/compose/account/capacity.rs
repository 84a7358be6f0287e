//! Capacity of a form: the allocation that it comes to, and the deal that its volume may need. Both requests are made as trees
//! and read by their domains, so that what those demand is said here in their own words, at this request's places.

use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;

use super::{AccountAction, Deed, Submission};
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

impl AccountAction {
    /// What the button is to the allocation; none where it does not ask.
    const fn allocation(self) -> Option<&'static str> {
        match self.deed() {
            Deed::Create => Some("create"),
            Deed::Change => Some("update"),
            Deed::Delete => None,
        }
    }
}

impl Submission<'_> {
    /// Issues for facts that the button has no use for, that the form states, or that are another's.
    pub(super) fn check_facts(&mut self, has_capacity: bool) {
        let request = self.request;
        let (allocation, deal) = (request.allocation.as_ref().map(|facts| &facts.0), request.deal.as_ref().map(|facts| &facts.0));
        let deletes = request.action.deed() == Deed::Delete && request.action.allocation().is_some();
        for (place, facts, serves) in [("/allocation", allocation, has_capacity || deletes), ("/deal", deal, has_capacity)] {
            let Some(facts) = facts else { continue };
            if !serves {
                self.misplaced(place, "this button gives no capacity");
                continue;
            }
            self.stated_by_form(facts, place, &["action", "asOf", "pin", "requestedCapacity"]);
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

    /// Asks the allocation, and the deal, where the button concerns a capacity.
    pub(super) fn ask_capacity(&mut self) {
        let Some(action) = self.request.action.allocation() else { return };
        let requested = self.form.allocated_capacity;
        let deed = self.request.action.deed();
        let concerns = match deed {
            Deed::Create => requested.is_some(),
            Deed::Change => requested.is_some() || self.form.allow_overdraft.is_some(),
            Deed::Delete => true,
        };
        if !concerns {
            return;
        }
        let Some(facts) = self.request.allocation.as_ref().map(|facts| &facts.0) else {
            return self.lacks("/allocation", "a capacity is judged by the contract that covers it");
        };
        if let Err(mut issues) = self.ask_allocation(action, requested, facts) {
            move_issues(&mut issues, &ALLOCATION);
            self.issues.append(&mut issues);
        }
        let present = facts.member("allocation").and_then(|present| present.member("allocatedCapacity"));
        let present = present.and_then(|present| Reader::whole::<Capacity>(present, Vec::new()).ok()).filter(|_| deed == Deed::Change);
        if let Some(requested) = requested.filter(|requested| present.is_none_or(|present| *requested > present)) {
            self.ask_deal(requested);
        }
    }

    fn ask_allocation(&mut self, action: &'static str, requested: Option<Capacity>, facts: &Node<'static>) -> Result<(), Vec<Issue>> {
        let mut members = members(facts);
        let mut amount = requested.map(|requested| Node::Text(Cow::Owned(requested.to_string())));
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
        members.push((Cow::Borrowed("action"), text(action)));
        members.extend(amount.map(|amount| (Cow::Borrowed("requestedCapacity"), amount)));
        let request: AllocationRequest = Reader::whole(&Node::Object(members), Vec::new())?;
        let (mut found, _, mut documents) = self.policy.judge_allocation(&request, (self.as_of, self.pins))?;
        move_reasons(&mut found.reasons, &ALLOCATION);
        self.verdict.join(found);
        self.documents.append(&mut documents);
        Ok(())
    }

    /// Asks the deal of an amount above 0, where the policy has rules on deals at all; of pay-per-use where something is said of
    /// the sale, such as the use expected.
    fn ask_deal(&mut self, requested: Capacity) {
        let facts = self.request.deal.as_ref().map(|facts| &facts.0);
        if requested.is_zero() && facts.is_none_or(|facts| facts.member("sale").is_none()) {
            return;
        }
        let Some(facts) = facts else {
            if !self.policy.deal.items.is_empty() {
                self.lacks("/deal", "whether this amount needs a deal depends on what the customer has");
            }
            return;
        };
        if let Err(mut issues) = self.judge_volume(requested, facts) {
            move_issues(&mut issues, &DEAL);
            self.issues.append(&mut issues);
        }
    }

    fn judge_volume(&mut self, requested: Capacity, facts: &Node<'static>) -> Result<(), Vec<Issue>> {
        let mut members = members(facts);
        let stated = members.iter().position(|(key, _)| key == "sale").map(|position| members.remove(position).1);
        let mut sale = if requested.is_zero() {
            object(alloc::vec![("plan", text("payPerUse"))])
        } else {
            object(alloc::vec![("plan", text("reserved")), ("volume", Node::Text(Cow::Owned(requested.to_string())))])
        };
        match (stated, &mut sale) {
            (Some(Node::Object(mut stated)), Node::Object(sale)) => sale.append(&mut stated),
            (Some(other), _) => sale = other,
            (None, _) => {}
        }
        members.push((Cow::Borrowed("sale"), sale));
        members.push((Cow::Borrowed("action"), text("check")));
        let request: DealRequest = Reader::whole(&Node::Object(members), Vec::new())?;
        let (mut found, _, mut documents) = self.policy.judge_deal(&request, (self.as_of, self.pins))?;
        move_reasons(&mut found.reasons, &DEAL_REASONS);
        self.verdict.join(found);
        self.documents.append(&mut documents);
        Ok(())
    }
}
