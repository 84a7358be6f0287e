//! State machines as data: which event leads from which state to which. What is not listed is not possible.

use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode, list, shorten};
use crate::order;
use crate::text::format;
use crate::values::id::Id;
use crate::wire::shape::shape;

shape! {
    /// A state and what is meant by it.
    #[derive(serde::Serialize)]
    pub(crate) struct StateDocument {
        /// The word for it.
        "id" id: Id,
        /// What it means, for people.
        #[serde(skip_serializing_if = "Option::is_none")]
        "note" note: Option<String>,
    }
}

shape! {
    /// What an event does in some states.
    #[derive(serde::Serialize)]
    pub(crate) struct TransitionDocument {
        /// What happens.
        "event" event: Id,
        /// The states in which it may happen.
        "from" from: Vec<Id>,
        /// The state that follows; absent: the state before the present one.
        #[serde(skip_serializing_if = "Option::is_none")]
        "to" to: Option<Id>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        #[serde(skip_serializing_if = "Option::is_none")]
        "note" note: Option<String>,
    }
}

shape! {
    /// States, and what leads from one to another.
    pub(crate) struct MachineDocument {
        /// Every state.
        "states" states: Vec<StateDocument>,
        /// The state in which everything begins; absent: it depends on how it begins.
        "initial" initial: Option<Id>,
        /// Every transition.
        "transitions" transitions: Vec<TransitionDocument>,
    }
}

impl MachineDocument {
    pub(crate) fn has_state(&self, state: &str) -> bool {
        self.states.iter().any(|known| *known.id == *state)
    }

    /// Issues where a state is named twice or not declared, or an event in a state leads to several.
    pub(crate) fn check(&self, pointer: &str, issues: &mut Vec<Issue>) {
        let id = |index: usize| self.states.get(index).map(|state| &state.id);
        for index in order::repeated(self.states.len(), &|a, b| id(a).cmp(&id(b))) {
            let message = format!("the state `{}` is declared twice", shorten(id(index).map_or("", |id| &**id)));
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{pointer}/states/{index}/id"), message));
        }
        let mut sorted: Vec<&Id> = self.states.iter().map(|state| &state.id).collect();
        order::sort_by(&mut sorted, Ord::cmp);
        let known = list(self.states.iter().map(|known| &*known.id));
        let mut declared = |state: &Id, at: String| {
            if sorted.binary_search(&state).is_err() {
                let message = format!("the state `{}` is not declared", shorten(state));
                issues.push(Issue::new(IssueCode::PolicyUnknownReference, at, message).with_help(format!("declared: {known}")));
            }
        };
        if let Some(initial) = &self.initial {
            declared(initial, format!("{pointer}/initial"));
        }
        for (index, transition) in self.transitions.iter().enumerate() {
            for (place, from) in transition.from.iter().enumerate() {
                declared(from, format!("{pointer}/transitions/{index}/from/{place}"));
            }
            if let Some(to) = &transition.to {
                declared(to, format!("{pointer}/transitions/{index}/to"));
            }
        }
        let steps = self.transitions.iter().enumerate();
        let steps: Vec<(usize, &Id, &Id)> =
            steps.flat_map(|(index, transition)| transition.from.iter().map(move |from| (index, &transition.event, from))).collect();
        let step = |place: usize| steps.get(place).map(|(_, event, from)| (*event, *from));
        let repeated = order::repeated(steps.len(), &|a, b| step(a).cmp(&step(b)));
        for (index, event, from) in repeated.into_iter().filter_map(|place| steps.get(place)) {
            let message = format!("`{}` in `{}` already leads to a state", shorten(event), shorten(from));
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{pointer}/transitions/{index}/event"), message));
        }
    }

    /// What an event does in a state; none where it may not happen there.
    pub(crate) fn transition(&self, state: &str, event: &str) -> Option<&TransitionDocument> {
        let here = |transition: &&TransitionDocument| *transition.event == *event && transition.from.iter().any(|from| **from == *state);
        self.transitions.iter().find(here)
    }

    /// What may happen in a state, with the state that follows, in the document's order.
    pub(crate) fn possible<'m>(&'m self, state: &'m str) -> impl Iterator<Item = &'m TransitionDocument> {
        self.transitions.iter().filter(move |transition| transition.from.iter().any(|from| **from == *state))
    }
}
