//! State machines as Mermaid text and as a table of steps.
//! Source: Mermaid, state diagrams, <https://mermaid.js.org/syntax/stateDiagram.html>

use super::model::DocumentReference;
use serde::Deserialize;

/// What a transition without a state to follow leads to, in words.
pub(super) const BACK: &str = "the state before";

/// A state machine of a document.
#[derive(Deserialize)]
pub(super) struct Machine {
    document: DocumentReference,
    pub(super) name: String,
    pub(super) initial: Option<String>,
    states: Vec<State>,
    pub(super) transitions: Vec<Transition>,
}

#[derive(Deserialize)]
struct State {
    id: String,
    note: Option<String>,
}

/// What an event does in some states.
#[derive(Deserialize)]
pub(super) struct Transition {
    pub(super) event: String,
    pub(super) from: Vec<String>,
    /// The state that follows; absent: the state before the present one.
    pub(super) to: Option<String>,
    pub(super) source: String,
    note: Option<String>,
}

impl Machine {
    pub(super) fn title(&self) -> String {
        format!("{}: {} {}", self.name, self.document.name, self.document.version)
    }

    /// The document's name and version.
    pub(super) fn place(&self) -> [&str; 2] {
        [&self.document.name, &self.document.version]
    }

    /// Each state that has a note, with it.
    pub(super) fn notes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.states.iter().filter_map(|state| Some((state.id.as_str(), state.note.as_deref()?)))
    }

    /// A `stateDiagram-v2`; nothing in a name can end a label or the text.
    pub(super) fn mermaid(&self) -> String {
        let mut text = "stateDiagram-v2\n".to_owned();
        for state in &self.states {
            text.push_str(&format!("    state \"{}\" as {}\n", label(&state.id), identifier(&state.id)));
        }
        if let Some(initial) = &self.initial {
            text.push_str(&format!("    [*] --> {}\n", identifier(initial)));
        }
        for (from, to, events) in self.arrows() {
            let events: Vec<String> = events.iter().map(|event| label(event)).collect();
            text.push_str(&format!("    {} --> {} : {}\n", identifier(from), identifier(to), events.join(", ")));
        }
        for state in &self.states {
            if !self.transitions.iter().any(|transition| transition.from.contains(&state.id)) {
                text.push_str(&format!("    {} --> [*]\n", identifier(&state.id)));
            }
        }
        for (state, event) in self.unknown_returns() {
            text.push_str(&format!("    note right of {} : {} leads to {BACK}\n", identifier(state), label(event)));
        }
        text
    }

    /// The arrows, each with its events: an event that leads back has one to each state that it may have come from.
    fn arrows(&self) -> Vec<(&str, &str, Vec<&str>)> {
        let mut arrows: Vec<(&str, &str, Vec<&str>)> = Vec::new();
        for transition in &self.transitions {
            for from in &transition.from {
                let targets = transition.to.as_deref().map_or_else(|| self.leading_to(from), |to| vec![to]);
                for to in targets {
                    match arrows.iter_mut().find(|arrow| (arrow.0, arrow.1) == (from, to)) {
                        Some(arrow) => arrow.2.push(&transition.event),
                        None => arrows.push((from, to, vec![&transition.event])),
                    }
                }
            }
        }
        arrows
    }

    /// The states from which an event leads to `state`.
    fn leading_to(&self, state: &str) -> Vec<&str> {
        let leads = |from: &str| {
            let into = |transition: &Transition| transition.to.as_deref() == Some(state) && transition.from.iter().any(|each| each == from);
            from != state && self.transitions.iter().any(into)
        };
        self.states.iter().map(|state| state.id.as_str()).filter(|from| leads(from)).collect()
    }

    /// States in which an event leads back although nothing leads to them.
    fn unknown_returns(&self) -> impl Iterator<Item = (&str, &str)> {
        let back = self.transitions.iter().filter(|transition| transition.to.is_none());
        let states = back.flat_map(|transition| transition.from.iter().map(|from| (from.as_str(), transition.event.as_str())));
        states.filter(|(from, _)| self.leading_to(from).is_empty())
    }
}

impl Transition {
    /// The event, the states in which it may happen, the state that follows, and the source with the note.
    pub(super) fn row(&self) -> [String; 4] {
        let source = match &self.note {
            Some(note) => format!("{}: {note}", self.source),
            None => self.source.clone(),
        };
        [self.event.clone(), self.from.join(", "), self.to.as_deref().unwrap_or(BACK).to_owned(), source]
    }
}

/// A word that Mermaid takes for a name, another for each state, and never for one of its own words.
fn identifier(state: &str) -> String {
    let mut word = "s_".to_owned();
    for character in state.chars() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => word.push(character),
            _ => word.push_str(&format!("_{:x}_", u32::from(character))),
        }
    }
    word
}

/// Text in which nothing is Mermaid's: what is no letter, digit or harmless sign is written as its number.
fn label(text: &str) -> String {
    let mut label = String::with_capacity(text.len());
    for character in text.chars().map(|character| if character.is_control() { ' ' } else { character }) {
        // `direction LR` is a statement wherever it stands in a line.
        let harmless = match character {
            ' ' => !label.to_lowercase().ends_with("direction"),
            '-' | '_' | '.' | '/' | '(' | ')' | '+' => true,
            _ => character.is_alphanumeric(),
        };
        if harmless {
            label.push(character);
        } else {
            label.push_str(&format!("#{};", u32::from(character)));
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::{Machine, identifier, label};

    #[test]
    fn names_stay_apart_and_no_sign_of_theirs_is_read() {
        assert_eq!(identifier("pending approval"), "s_pending_20_approval");
        let words = ["end", "a b", "a-b", "a_b", "a\"b", "ä", "a_20_b"].map(identifier);
        for (index, word) in words.iter().enumerate() {
            assert!(word.chars().all(|character| character.is_ascii_alphanumeric() || character == '_'), "{word}");
            assert!(!words[..index].contains(word), "{word}");
        }
        assert_eq!(label("a \"b\"; c: %%\n`d` <e> ä-#"), "a #34;b#34;#59; c#58; #37;#37; #96;d#96; #60;e#62; ä-#35;");
        assert_eq!(label("Direction LR"), "Direction#32;LR");
    }

    #[test]
    fn an_event_that_leads_back_where_nothing_led_is_a_note() {
        let machine = r#"{"document": {"kind": "deal", "name": "d", "version": "1", "digest": ""}, "name": "deal",
            "states": [{"id": "only"}], "transitions": [{"event": "undo", "from": ["only"], "source": "default"}]}"#;
        let machine: Machine = serde_json::from_str(machine).expect("a machine");
        let expected = "stateDiagram-v2\n    state \"only\" as s_only\n    note right of s_only : undo leads to the state before\n";
        assert_eq!(machine.mermaid(), expected);
    }
}
