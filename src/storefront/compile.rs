//! Every check on a storefront document: ids are unique, and what is named is declared.

use alloc::string::String;
use alloc::vec::Vec;

use super::document::{ProductKind, StorefrontDocument};
use super::follow::rule;
use super::{CHECK_OUT, CHECK_OUT_FOR_APPROVAL};
use crate::issue::{Issue, IssueCode, list, shorten};
use crate::order;
use crate::text::format;
use crate::values::id::Id;

impl StorefrontDocument {
    /// Issues where an id is declared twice, a reference is not declared or a setting is outside its range.
    pub(crate) fn check(&self, issues: &mut Vec<Issue>) {
        self.machine.check("/storefront/machine", issues);
        self.check_products(issues);
        self.check_states(issues);
        self.check_events(issues);
        self.check_follows(issues);
        if self.friendly_name_longest.value < self.friendly_name_shortest.value {
            let message = format!("the longest name is no shorter than the shortest, {}", self.friendly_name_shortest.value);
            issues.push(Issue::new(IssueCode::PolicySettingRange, "/storefront/friendlyNameLongest/value", message));
        }
    }

    fn check_products(&self, issues: &mut Vec<Issue>) {
        let id = |index: usize| self.products.get(index).map(|product| &product.id);
        for index in order::repeated(self.products.len(), &|a, b| id(a).cmp(&id(b))) {
            let message = format!("the product `{}` is declared twice", shorten(id(index).map_or("", |id| &**id)));
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("/storefront/products/{index}/id"), message));
        }
        let bases = self.products.iter().filter(|product| product.kind == ProductKind::Base);
        let mut bases: Vec<&Id> = bases.map(|product| &product.id).collect();
        order::sort_by(&mut bases, Ord::cmp);
        for (index, product) in self.products.iter().enumerate() {
            let at = |member: &str| format!("/storefront/products/{index}/{member}");
            match (product.kind, &product.base) {
                (ProductKind::AddOn, None) => {
                    issues.push(Issue::new(IssueCode::InputMissingField, at("base"), "an add-on names the product that it enlarges"));
                }
                (ProductKind::Base, Some(_)) => {
                    issues.push(Issue::new(IssueCode::InputUnknownField, at("base"), "a base product enlarges no other"));
                }
                (ProductKind::AddOn, Some(base)) if bases.binary_search(&base).is_err() => {
                    issues.push(undeclared("base product", base, at("base"), &[]));
                }
                _ => {}
            }
            if product.kind == ProductKind::Base && product.max_quantity.is_some() {
                let message = "`baseQuantity` limits base products";
                issues.push(Issue::new(IssueCode::InputUnknownField, at("maxQuantity"), message));
            }
        }
    }

    fn check_states(&self, issues: &mut Vec<Issue>) {
        let known: Vec<&str> = self.machine.states.iter().map(|state| &*state.id).collect();
        for (index, state) in self.occupying_states.value.iter().enumerate() {
            if !self.machine.has_state(state) {
                issues.push(undeclared("state", state, format!("/storefront/occupyingStates/value/{index}"), &known));
            }
        }
        for (index, follow) in self.follows.iter().enumerate() {
            if let Some(state) = follow.state.as_ref().filter(|state| !self.machine.has_state(state)) {
                issues.push(undeclared("state", state, format!("/storefront/follows/{index}/state"), &known));
            }
        }
    }

    fn check_events(&self, issues: &mut Vec<Issue>) {
        let mut known: Vec<&str> = alloc::vec![CHECK_OUT, CHECK_OUT_FOR_APPROVAL];
        for transition in &self.machine.transitions {
            if !known.contains(&&*transition.event) {
                known.push(&transition.event);
            }
        }
        let mut declared = |events: &[Id], at: String| {
            for (index, event) in events.iter().enumerate() {
                if !known.contains(&&**event) {
                    issues.push(undeclared("event", event, format!("{at}/{index}"), &known));
                }
            }
        };
        for (index, right) in self.rights.iter().enumerate() {
            declared(&right.events, format!("/storefront/rights/{index}/events"));
        }
        for (index, follow) in self.follows.iter().enumerate() {
            declared(&follow.events, format!("/storefront/follows/{index}/events"));
        }
        for (index, need) in self.needs.iter().enumerate() {
            declared(&need.events, format!("/storefront/needs/{index}/events"));
        }
        if !known.contains(&&*self.change_event) {
            issues.push(undeclared("event", &self.change_event, "/storefront/changeEvent".into(), &known));
        }
    }

    /// What may be ordered has something follow, and a state to begin in.
    fn check_follows(&self, issues: &mut Vec<Issue>) {
        for (index, right) in self.rights.iter().enumerate().filter(|(_, right)| right.channel.is_some()) {
            let approval = right.approval.unwrap_or(false).then_some(CHECK_OUT_FOR_APPROVAL);
            for event in right.events.iter().map(|event| &**event).chain(approval) {
                let found = rule(self, (event, right.channel));
                let begins = self.machine.transitions.iter().any(|transition| *transition.event == *event);
                let placed = event == CHECK_OUT || event == CHECK_OUT_FOR_APPROVAL;
                if (placed || begins) && found.is_none_or(|rule| rule.state.is_none() && !begins) {
                    let message = format!("`follows` does not say in which state `{}` begins in this channel", shorten(event));
                    issues.push(Issue::new(IssueCode::PolicyUnknownReference, format!("/storefront/rights/{index}/events"), message));
                }
            }
        }
    }
}

fn undeclared(what: &str, word: &str, at: String, known: &[&str]) -> Issue {
    let issue = Issue::new(IssueCode::PolicyUnknownReference, at, format!("the {what} `{}` is not declared", shorten(word)));
    if known.is_empty() { issue } else { issue.with_help(format!("declared: {}", list(known.iter().copied()))) }
}
