//! A question as it is judged: the words of a request as symbols, what it states of subject and resource, and what is
//! known.

use alloc::string::String;
use alloc::vec::Vec;

use super::request::{OnBehalfOf, StatedProperties};
use super::table::CompiledPermission;
use crate::directory::known::Known;
use crate::values::symbol::{Symbol, Symbols};
use crate::values::time::Instant;
use crate::wire::node::Node;

/// Roles as texts and as symbols; a word that no document has is none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    pub(crate) texts: Vec<String>,
    pub(crate) symbols: Vec<Option<Symbol>>,
    /// The property that states them.
    pub(crate) key: &'static str,
}

impl Roles {
    fn of(one: Option<String>, several: Option<Vec<String>>, symbols: &Symbols) -> Self {
        let key = if one.is_some() { "role" } else { "roles" };
        let mut texts = several.unwrap_or_default();
        texts.extend(one);
        Self { symbols: texts.iter().map(|role| symbols.find(role)).collect(), texts, key }
    }
}

/// Nothing stated, of a subject or resource that is only known.
pub(crate) static NOTHING: Stated =
    Stated { account: None, owner: None, creator: None, roles: Roles { texts: Vec::new(), symbols: Vec::new(), key: "" } };

/// What a request states of a subject or resource.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stated {
    pub(crate) account: Option<String>,
    /// Of a resource.
    pub(crate) owner: Option<String>,
    /// Of a subject.
    pub(crate) creator: Option<String>,
    pub(crate) roles: Roles,
}

impl Stated {
    pub(crate) fn of(properties: Option<StatedProperties>, symbols: &Symbols) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let roles = Roles::of(properties.role, properties.roles, symbols);
        Self { account: properties.account, owner: properties.owner, creator: properties.creator, roles }
    }
}

/// The subject or the resource of a question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Party<'q> {
    pub(crate) kind: &'q str,
    pub(crate) symbol: Option<Symbol>,
    pub(crate) id: &'q str,
    pub(crate) stated: &'q Stated,
    /// All of its stated properties.
    pub(crate) properties: Option<&'q Node<'q>>,
}

/// One question.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Question<'q> {
    pub(crate) subject: Party<'q>,
    pub(crate) resource: Party<'q>,
    pub(crate) action: &'q str,
    pub(crate) action_symbol: Option<Symbol>,
    pub(crate) action_properties: Option<&'q Node<'q>>,
    pub(crate) context: Option<&'q Node<'q>>,
    pub(crate) on_behalf_of: Option<&'q OnBehalfOf>,
}

/// What questions are judged with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct World<'w> {
    pub(crate) policy: &'w CompiledPermission,
    pub(crate) symbols: &'w Symbols,
    pub(crate) known: &'w Known<'w>,
    pub(crate) as_of: Instant,
    /// Whether what a request states of subject and resource counts.
    pub(crate) stated_counts: bool,
}
