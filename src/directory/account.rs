//! Accounts and who is above whom.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode};
use crate::order;
use crate::values::id::Id;
use crate::wire::shape::shape;

shape! {
    /// An account: a company record in the chain of resellers.
    #[derive(PartialEq, Eq, PartialOrd, Ord)]
    pub(crate) struct AccountFact {
        /// The account's id, unique in the directory.
        "id" id: Id,
        /// For example `distributor`, `channelPartner`, `partner` or `customer`; the permission document uses the word.
        "type" kind: String,
        /// The account directly above; absent at the top.
        "parent" parent: Option<Id>,
    }
}

shape! {
    /// Accounts that a host knows once and for all.
    pub(crate) struct DirectoryDocument {
        /// Every account, in any order.
        "accounts" accounts: Vec<AccountFact>,
    }
}

/// Where a resource's account stands, seen from the subject's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// The same account.
    Own,
    /// Directly below.
    Child,
    /// Below, further down.
    Descendant,
    /// Above, beside, or in another chain.
    Elsewhere,
}

impl Relation {
    /// Where an account directly below one that stands so stands itself.
    pub(crate) const fn below(self) -> Self {
        match self {
            Self::Own => Self::Child,
            Self::Child | Self::Descendant => Self::Descendant,
            Self::Elsewhere => Self::Elsewhere,
        }
    }
}

/// Known accounts, sorted by id.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    sorted: Vec<AccountFact>,
}

impl Accounts {
    fn own(&self, id: &str) -> Option<&AccountFact> {
        let index = self.sorted.binary_search_by(|account| (*account.id).cmp(id)).ok()?;
        self.sorted.get(index)
    }

    /// Sorts the facts of one source; a repeated id is an issue at `pointer`.
    pub(crate) fn collect(facts: Vec<AccountFact>, pointer: &str, issues: &mut Vec<Issue>) -> Self {
        let mut sorted: Vec<AccountFact> = Vec::with_capacity(facts.len());
        let mut placed: Vec<(usize, AccountFact)> = facts.into_iter().enumerate().collect();
        order::sort_by(&mut placed, |(_, a), (_, b)| a.id.cmp(&b.id));
        for (index, fact) in placed {
            if sorted.last().is_some_and(|last| last.id == fact.id) {
                let message = format!("the account `{}` is listed twice", fact.id);
                issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{pointer}/{index}/id"), message));
            } else {
                sorted.push(fact);
            }
        }
        Self { sorted }
    }
}

/// Loaded accounts, and those that the request adds.
#[derive(Debug)]
pub(crate) struct KnownAccounts<'p> {
    loaded: &'p Accounts,
    request: Accounts,
}

impl<'p> KnownAccounts<'p> {
    /// Joins both sources.
    ///
    /// # Errors
    /// `input.duplicate_id`, `directory.fact_conflict`, `directory.unknown_parent`, `directory.cycle`, at `pointer`.
    pub(crate) fn join(loaded: &'p Accounts, facts: Vec<AccountFact>, pointer: &str) -> Result<Self, Vec<Issue>> {
        let mut issues = Vec::new();
        for (index, fact) in facts.iter().enumerate() {
            if loaded.own(&fact.id).is_some_and(|known| known != fact) {
                let message = format!("the account `{}` is known with another type or parent", fact.id);
                issues.push(Issue::new(IssueCode::DirectoryFactConflict, format!("{pointer}/{index}"), message));
            }
        }
        let order: Vec<Id> = facts.iter().map(|fact| fact.id.clone()).collect();
        let request = Accounts::collect(facts, pointer, &mut issues);
        let joined = Self { loaded, request };
        for (index, id) in order.iter().enumerate() {
            joined.check_chain(id, &format!("{pointer}/{index}/parent"), &mut issues);
        }
        if issues.is_empty() { Ok(joined) } else { Err(issues) }
    }

    pub(crate) fn find(&self, id: &str) -> Option<&AccountFact> {
        self.loaded.own(id).or_else(|| self.request.own(id))
    }

    /// The accounts from `id` upward, `id` included.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s AccountFact> {
        let limit = self.loaded.sorted.len().saturating_add(self.request.sorted.len());
        let next = |account: &&'s AccountFact| account.parent.as_deref().and_then(|parent| self.find(parent));
        core::iter::successors(self.find(id), next).take(limit.saturating_add(1))
    }

    fn check_chain(&self, id: &str, pointer: &str, issues: &mut Vec<Issue>) {
        let Some(account) = self.find(id) else { return };
        if let Some(parent) = account.parent.as_deref() {
            if self.find(parent).is_none() {
                let message = format!("the parent `{parent}` of account `{id}` is not known");
                issues.push(Issue::new(IssueCode::DirectoryUnknownParent, pointer, message));
            }
            if self.chain(id).skip(1).any(|above| *above.id == *id) {
                let message = format!("following the parents of account `{id}` leads back to it");
                issues.push(Issue::new(IssueCode::DirectoryCycle, pointer, message));
            }
        }
    }

    /// Where `target` stands, seen from `actor`.
    pub(crate) fn relation(&self, actor: &str, target: &str) -> Relation {
        match self.chain(target).position(|account| *account.id == *actor) {
            Some(0) => Relation::Own,
            Some(1) => Relation::Child,
            Some(_) => Relation::Descendant,
            None => Relation::Elsewhere,
        }
    }
}
