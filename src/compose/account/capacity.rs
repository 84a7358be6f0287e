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
use crate::issue::Issue;
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
    /// Issues for facts that the button has no use for, or that the form states.
    pub(super) fn check_facts(&mut self, has_capacity: bool) {
        let request = self.request;
        let facts =
            [("/allocation", request.allocation.as_ref().map(|facts| &facts.0)), ("/deal", request.deal.as_ref().map(|facts| &facts.0))];
        for (place, facts) in facts {
            let Some(facts) = facts else { continue };
            if !has_capacity {
                self.misplaced(place, "this button gives no capacity");
                continue;
            }
            for key in ["action", "asOf", "pin", "requestedCapacity"] {
                if facts.member(key).is_some() {
                    self.misplaced(
                        &crate::text::format!("{place}/{key}"),
                        "this comes from the button, its form and the request's own time",
                    );
                }
            }
        }
        for key in ["plan", "volume"] {
            let sale = request.deal.as_ref().and_then(|facts| facts.0.member("sale"));
            if has_capacity && sale.is_some_and(|sale| sale.member(key).is_some()) {
                self.misplaced(&crate::text::format!("/deal/sale/{key}"), "this comes from the form's capacity");
            }
        }
    }

    /// Asks the allocation, and the deal, where the form has a capacity.
    pub(super) fn ask_capacity(&mut self) {
        let Some(action) = self.request.action.allocation() else { return };
        let requested = self.form.allocated_capacity;
        let changes = requested.is_some() || (action == "update" && self.form.allow_overdraft.is_some());
        if !changes {
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
        let present = present.and_then(|present| Reader::whole::<Capacity>(present, Vec::new()).ok()).filter(|_| action == "update");
        if let Some(requested) = requested.filter(|requested| present.is_none_or(|present| *requested > present)) {
            self.ask_deal(requested);
        }
    }

    fn ask_allocation(&mut self, action: &'static str, requested: Option<Capacity>, facts: &Node<'static>) -> Result<(), Vec<Issue>> {
        let mut members = members(facts);
        let present = members.iter_mut().find(|(key, _)| key == "allocation").map(|(_, present)| present);
        let mut amount = requested.map(|requested| Node::Text(Cow::Owned(requested.to_string())));
        if let Some(Node::Object(present)) = present {
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

    /// Asks the deal: always where its facts are given; else of an amount above 0, where the policy has rules on deals at all.
    fn ask_deal(&mut self, requested: Capacity) {
        let Some(facts) = self.request.deal.as_ref().map(|facts| &facts.0) else {
            if !requested.is_zero() && !self.policy.deal.items.is_empty() {
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
