//! What a condition comes to where nothing is given that it could read: most questions give nothing to most gates, which
//! then need no judging.

use alloc::vec::Vec;

use super::compile::{AccountField, Condition, Path, Source};
use super::document::Side;
use crate::directory::facts::Properties;
use crate::permission::scene::Scene;
use crate::wire::node::Node;

/// Parts of a question and of what is known around it, as bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts(u16);

const PROPERTIES: u16 = 1;
const ACCOUNT_PROPERTIES: u16 = 2;
const AGREEMENTS: u16 = 4;
const CONTEXT: u16 = 512;
const ACTION: u16 = 1024;

/// Members of the context that frame a question; no condition reads them but by naming them.
const ENVELOPE: [&str; 5] = ["asOf", "pin", "accounts", "users", "resources"];

/// The bits of a part of the subject, and of the same part of the resource.
const fn of(side: Side, part: u16) -> u16 {
    match side {
        Side::Subject => part,
        Side::Resource => part << 3,
        Side::Acting => part << 6,
    }
}

impl Condition {
    /// The parts that could keep the condition from being met; none where it may be unmet although nothing is given.
    pub(crate) fn met_without(&self) -> Option<Parts> {
        let mut parts = 0;
        (self.at_rest(&mut parts) == Some(true)).then_some(Parts(parts))
    }

    /// How the condition comes out where none of the parts that it reads is given.
    fn at_rest(&self, parts: &mut u16) -> Option<bool> {
        match self {
            Self::Present(Source::Path { path, .. }) => {
                let part = path.part();
                *parts |= part;
                (part != 0).then_some(false)
            }
            Self::All(of) | Self::Any(of) => {
                let settled = matches!(self, Self::Any(_));
                let outcomes: Vec<Option<bool>> = of.iter().map(|condition| condition.at_rest(parts)).collect();
                if outcomes.contains(&Some(settled)) { Some(settled) } else { (!outcomes.contains(&None)).then_some(!settled) }
            }
            Self::Not(of) => of.at_rest(parts).map(|met| !met),
            Self::Member { list: Source::Literal(Node::List(items)), needle: Source::Path { path, .. } }
                if items.is_empty() && path.part() == 0 =>
            {
                Some(false)
            }
            _ => None,
        }
    }
}

impl Path {
    /// The part that a value is read from; none for what every question has.
    fn part(&self) -> u16 {
        match self {
            Self::Property(side, _) => of(*side, PROPERTIES),
            Self::Account(side, AccountField::Property(_)) => of(*side, ACCOUNT_PROPERTIES),
            Self::Account(side, AccountField::Agreements | AccountField::Agreement) => of(*side, AGREEMENTS),
            Self::ActionProperty(_) => ACTION,
            Self::Context(keys) if keys.first().is_none_or(|key| !ENVELOPE.contains(&key.as_str())) => CONTEXT,
            _ => 0,
        }
    }
}

impl Scene<'_> {
    /// The parts that are given.
    pub(crate) fn given(&self) -> Parts {
        let question = &self.question;
        let flag = |given: bool, part: u16| if given { part } else { 0 };
        let full = |node: Option<&Node<'_>>| matches!(node, Some(Node::Object(entries)) if !entries.is_empty());
        let more = |node: Option<&Node<'_>>| matches!(node, Some(Node::Object(entries)) if entries.iter().any(|(key, _)| !ENVELOPE.contains(&key.as_ref())));
        let mut parts = flag(more(question.context), CONTEXT) | flag(full(question.action_properties), ACTION);
        for side in [Side::Subject, Side::Resource, Side::Acting] {
            if side != Side::Acting {
                let (known, stated): (Option<&Properties>, bool) = self.properties_of(side);
                parts |= flag(known.is_some() || stated, of(side, PROPERTIES));
            }
            let known = self.world.known;
            let telling = self.account_of(side).filter(|at| !known.is_bare(*at));
            if let Some(account) = telling.and_then(|at| known.account(at)) {
                let fact = &account.fact;
                parts |= flag(fact.properties.is_some(), of(side, ACCOUNT_PROPERTIES));
                parts |= flag(fact.agreements.is_some() || fact.agreement.is_some(), of(side, AGREEMENTS));
            }
        }
        Parts(parts)
    }
}

impl Parts {
    pub(crate) const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
