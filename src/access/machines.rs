//! The state machines of loaded documents, for the matrix: every version of every document that holds one.

use alloc::vec::Vec;

use crate::machine::{MachineDocument, StateDocument, TransitionDocument};
use crate::order;
use crate::policy::compiled::Documents;
use crate::version::DocumentReference;

/// A state machine of a version of a document.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct MatrixMachine<'p> {
    /// The document that holds it.
    pub(crate) document: &'p DocumentReference,
    /// What it is the life of, for example `deal`.
    name: &'p str,
    /// The state in which everything begins; absent: it depends on how it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    initial: Option<&'p str>,
    /// Every state.
    states: &'p [StateDocument],
    /// Every transition.
    transitions: &'p [TransitionDocument],
}

/// A machine, what it is the life of, and the version of the document that holds it.
type Held<'p> = (&'p DocumentReference, &'static str, &'p MachineDocument);

/// Every machine, by document and version. A document that gets one is named here.
pub(crate) fn machines(documents: &Documents) -> Vec<MatrixMachine<'_>> {
    let deals = documents.deal.items.iter().filter_map(|version| {
        let registration = version.body.registration.as_ref()?;
        Some((&version.reference, "deal", &registration.lifecycle))
    });
    let subscriptions = documents.storefront.items.iter().map(|version| (&version.reference, "subscription", &version.body.machine));
    shown(deals.chain(subscriptions).collect())
}

fn shown(mut held: Vec<Held<'_>>) -> Vec<MatrixMachine<'_>> {
    order::sort_by(&mut held, |(a, ..), (b, ..)| a.cmp(b));
    held.into_iter().map(MatrixMachine::of).collect()
}

impl<'p> MatrixMachine<'p> {
    fn of((document, name, machine): Held<'p>) -> Self {
        Self { document, name, initial: machine.initial.as_deref(), states: &machine.states, transitions: &machine.transitions }
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;

    use super::{DocumentReference, MachineDocument, shown};
    use crate::wire::node::parse;
    use crate::wire::read::Reader;

    const STATES: &str = r#"[{"id":"open","note":"new"},{"id":"held"}]"#;
    const TRANSITIONS: &str = r#"[{"event":"hold","from":["open"],"to":"held","source":"default","note":"why"},{"event":"release","from":["held"],"source":"default"}]"#;

    /// The machine as two versions have it, the later one first.
    fn written(text: &str) -> Option<String> {
        let read = parse(text.as_bytes()).ok()?;
        let machine: MachineDocument = Reader::whole(&read.root, read.duplicates).ok()?;
        let of =
            |version: &str| DocumentReference { kind: "deal".into(), name: "d".into(), version: version.into(), digest: String::new() };
        let (one, two) = (of("1"), of("2"));
        serde_json::to_string(&shown(alloc::vec![(&two, "deal", &machine), (&one, "deal", &machine)])).ok()
    }

    #[test]
    fn a_machine_is_written_as_it_is_read_with_its_document_and_by_version() {
        let machine = format!(r#""states":{STATES},"transitions":{TRANSITIONS}"#);
        for initial in ["", r#""initial":"open","#] {
            let of = |version: &str| {
                let document = format!(r#"{{"kind":"deal","name":"d","version":"{version}","digest":""}}"#);
                format!(r#"{{"document":{document},"name":"deal",{initial}{machine}}}"#)
            };
            let expected = format!("[{},{}]", of("1"), of("2"));
            assert_eq!(written(&format!("{{{initial}{machine}}}")), Some(expected));
        }
    }
}
