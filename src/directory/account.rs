//! Accounts and who is above whom.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
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
    fn position(&self, id: &str) -> Option<usize> {
        self.sorted.binary_search_by(|account| (*account.id).cmp(id)).ok()
    }

    fn own(&self, id: &str) -> Option<&AccountFact> {
        self.sorted.get(self.position(id)?)
    }

    /// The accounts of a directory document.
    ///
    /// # Errors
    /// `input.duplicate_id`, `directory.unknown_parent`, `directory.cycle`.
    pub(crate) fn of_document(facts: Vec<AccountFact>) -> Result<Self, Vec<Issue>> {
        KnownAccounts::join(None, facts, "/directory/accounts").map(|known| known.request)
    }

    /// Sorts the facts of one source; a repeated id is an issue at `pointer`.
    fn collect(facts: Vec<AccountFact>, pointer: &str, issues: &mut Vec<Issue>) -> Self {
        let mut sorted: Vec<AccountFact> = Vec::with_capacity(facts.len());
        let mut placed: Vec<(usize, AccountFact)> = facts.into_iter().enumerate().collect();
        order::sort_by(&mut placed, |(_, a), (_, b)| a.id.cmp(&b.id));
        for (index, fact) in placed {
            if sorted.last().is_some_and(|last| last.id == fact.id) {
                let message = format!("the account `{}` is listed twice", shorten(&fact.id));
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
    loaded: Option<&'p Accounts>,
    request: Accounts,
}

impl<'p> KnownAccounts<'p> {
    /// Joins both sources.
    ///
    /// # Errors
    /// `input.duplicate_id`, `directory.fact_conflict`, `directory.unknown_parent`, `directory.cycle`, at `pointer`.
    pub(crate) fn join(loaded: Option<&'p Accounts>, facts: Vec<AccountFact>, pointer: &str) -> Result<Self, Vec<Issue>> {
        let mut issues = Vec::new();
        for (index, fact) in facts.iter().enumerate() {
            if issues.len() < MAX_ISSUES && loaded.and_then(|loaded| loaded.own(&fact.id)).is_some_and(|known| known != fact) {
                let message = format!("the account `{}` is known with another type or parent", shorten(&fact.id));
                issues.push(Issue::new(IssueCode::DirectoryFactConflict, format!("{pointer}/{index}"), message));
            }
        }
        let order: Vec<Id> = facts.iter().map(|fact| fact.id.clone()).collect();
        let request = Accounts::collect(facts, pointer, &mut issues);
        let joined = Self { loaded, request };
        joined.check_chains(&order, pointer, &mut issues);
        if issues.is_empty() { Ok(joined) } else { Err(issues) }
    }

    pub(crate) fn find(&self, id: &str) -> Option<&AccountFact> {
        self.loaded.and_then(|loaded| loaded.own(id)).or_else(|| self.request.own(id))
    }

    /// The accounts from `id` upward, `id` included.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s AccountFact> {
        let limit = self.loaded.map_or(0, |loaded| loaded.sorted.len()).saturating_add(self.request.sorted.len());
        let next = |account: &&'s AccountFact| account.parent.as_deref().and_then(|parent| self.find(parent));
        core::iter::successors(self.find(id), next).take(limit.saturating_add(1))
    }

    /// Follows every chain upward, each account once: a chain ends at the top, at an account that was already followed, or
    /// at one that the same walk has met before, which is a cycle.
    fn check_chains(&self, order: &[Id], pointer: &str, issues: &mut Vec<Issue>) {
        let position = |id: &str| self.request.position(id);
        let mut followed: Vec<Option<usize>> = alloc::vec![None; self.request.sorted.len()];
        for (walk, id) in order.iter().enumerate() {
            let here = format!("{pointer}/{walk}/parent");
            let mut next = position(id);
            while let Some(index) = next {
                match followed.get_mut(index) {
                    Some(mark @ None) => *mark = Some(walk),
                    Some(Some(mark)) if *mark == walk => {
                        let message = format!("following the parents of account `{}` leads back to it", shorten(id));
                        issues.push(Issue::new(IssueCode::DirectoryCycle, here.as_str(), message));
                        break;
                    }
                    _ => break,
                }
                let parent = self.request.sorted.get(index).and_then(|account| account.parent.as_deref());
                if let Some(parent) = parent.filter(|parent| self.find(parent).is_none()) {
                    let message = format!("the parent `{}` is not known", shorten(parent));
                    issues.push(Issue::new(IssueCode::DirectoryUnknownParent, here.as_str(), message));
                }
                next = parent.and_then(position);
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
