//! Facts as they are kept: found by id, their words as symbols, loaded accounts numbered so that ancestry is a comparison.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::facts::{AccountFact, ResourceFact, UserFact};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::order;
use crate::text::format;
use crate::values::id::Id;
use crate::values::index::Index;
use crate::values::symbol::{Symbol, Symbols};

/// An account with its words as symbols; a word that no document has is none.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) fact: AccountFact,
    pub(crate) kind: Option<Symbol>,
    pub(crate) ceiling: Option<Vec<Option<Symbol>>>,
}

impl Account {
    /// Whether nothing is known of it but its type and parent.
    pub(crate) fn is_bare(&self) -> bool {
        self.fact.properties.is_none() && self.fact.agreements.is_none() && self.fact.agreement.is_none()
    }
}

/// A user with its words as symbols.
#[derive(Debug)]
pub(crate) struct User {
    pub(crate) fact: UserFact,
    pub(crate) kind: Option<Symbol>,
    pub(crate) roles: Vec<Option<Symbol>>,
}

/// What facts of one kind are told apart by.
pub(crate) trait Entity {
    fn id(&self) -> &str;
    /// The type, where ids are unique within a type only.
    fn within(&self) -> &str {
        ""
    }
}

impl Entity for Account {
    fn id(&self) -> &str {
        &self.fact.id
    }
}

impl Entity for User {
    fn id(&self) -> &str {
        &self.fact.id
    }
}

impl Entity for ResourceFact {
    fn id(&self) -> &str {
        &self.id
    }
    fn within(&self) -> &str {
        &self.kind
    }
}

/// Facts of one kind, in the order given, found by id.
#[derive(Debug)]
pub(crate) struct Store<T> {
    items: Vec<T>,
    lookup: Lookup,
}

/// A host's ids are hashed. A request's are sorted, since its sender could choose ids of one hash.
#[derive(Debug)]
enum Lookup {
    Hashed(Index),
    Sorted(Vec<usize>),
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Self { items: Vec::new(), lookup: Lookup::Sorted(Vec::new()) }
    }
}

impl<T: Entity> Store<T> {
    /// Keeps `items`; a repeated id is an issue at its place in the list at `pointer`.
    pub(crate) fn new(items: Vec<T>, hashed: bool, pointer: &str, repeated: impl Fn(&T, &T) -> IssueCode, issues: &mut Vec<Issue>) -> Self {
        let compare = |a: usize, b: usize| key(items.get(a)).cmp(&key(items.get(b)));
        for index in order::repeated(items.len(), &compare).into_iter().take(MAX_ISSUES) {
            let Some(item) = items.get(index) else { continue };
            let first = items.iter().find(|first| key(Some(*first)) == key(Some(item))).unwrap_or(item);
            let message = format!("`{}` is listed twice", shorten(item.id()));
            let code = repeated(first, item);
            let key = if code == IssueCode::DirectoryTwoParents { "parent" } else { "id" };
            issues.push(Issue::new(code, format!("{pointer}/{index}/{key}"), message));
        }
        let lookup = if hashed {
            let mut index = Index::default();
            for (position, item) in items.iter().enumerate() {
                index.insert(item.id(), number(position), &|present| key(items.get(place(present))).0);
            }
            Lookup::Hashed(index)
        } else {
            Lookup::Sorted(order::positions(items.len(), &compare))
        };
        Self { items, lookup }
    }

    pub(crate) fn position(&self, id: &str, within: &str) -> Option<usize> {
        let at = |position: usize| key(self.items.get(position));
        match &self.lookup {
            Lookup::Hashed(index) => index.find(id, |position| at(place(position)) == (id, within)).map(place),
            Lookup::Sorted(order) => {
                order.binary_search_by(|position| at(*position).cmp(&(id, within))).ok().and_then(|found| order.get(found).copied())
            }
        }
    }

    pub(crate) fn get(&self, position: usize) -> Option<&T> {
        self.items.get(position)
    }

    pub(crate) fn find(&self, id: &str, within: &str) -> Option<&T> {
        self.get(self.position(id, within)?)
    }

    pub(crate) fn items(&self) -> &[T] {
        &self.items
    }
}

fn key<T: Entity>(item: Option<&T>) -> (&str, &str) {
    item.map_or(("", ""), |item| (item.id(), item.within()))
}

fn place(position: u32) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// How words become symbols: a loaded document brings its own, a request has none that no document has.
pub(crate) enum Words<'s> {
    Loaded(&'s mut Symbols),
    Request(&'s Symbols),
}

impl Words<'_> {
    fn symbol(&mut self, text: &str) -> Option<Symbol> {
        match self {
            Self::Loaded(symbols) => Some(symbols.add(text)),
            Self::Request(symbols) => symbols.find(text),
        }
    }

    fn symbols(&mut self, texts: &[Id]) -> Vec<Option<Symbol>> {
        texts.iter().map(|text| self.symbol(text)).collect()
    }

    pub(crate) fn account(&mut self, fact: AccountFact) -> Account {
        Account { kind: self.symbol(&fact.kind), ceiling: fact.ceiling.as_ref().map(|roles| self.symbols(roles)), fact }
    }

    pub(crate) fn user(&mut self, fact: UserFact) -> User {
        User { kind: self.symbol(&fact.kind), roles: self.symbols(&fact.roles), fact }
    }
}

/// Where a loaded account stands in the forest of all: everything below it is numbered between `enter` and `leave`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// Position of the account above; none at the top.
    pub(crate) parent: Option<usize>,
    enter: usize,
    leave: usize,
    /// Position of the nearest account with a ceiling, itself included.
    pub(crate) capped: Option<usize>,
    pub(crate) kind: Option<Symbol>,
    /// Whether nothing is known of it but its type and parent.
    pub(crate) is_bare: bool,
}

impl Place {
    pub(crate) fn is_above(&self, other: &Self) -> bool {
        self.enter < other.enter && other.enter < self.leave
    }
}

/// Numbers accounts whose chains have been checked, each account after the one above it.
pub(crate) fn number_accounts(accounts: &Store<Account>) -> Vec<Place> {
    let count = accounts.items.len();
    let parent = |account: &Account| account.fact.parent.as_deref().and_then(|parent| accounts.position(parent, ""));
    let mut places: Vec<Place> = accounts
        .items
        .iter()
        .map(|account| Place { parent: parent(account), kind: account.kind, is_bare: account.is_bare(), ..Place::default() })
        .collect();
    let parents: Vec<Option<usize>> = places.iter().map(|place| place.parent).collect();
    let by_parent = order::positions(count, &|a, b| parents.get(a).cmp(&parents.get(b)));
    let children = |above: Option<usize>| {
        let before = |index: &usize, strict: bool| {
            let order = parents.get(*index).copied().flatten().cmp(&above);
            order == Ordering::Less || (!strict && order == Ordering::Equal)
        };
        let range = by_parent.partition_point(|index| before(index, true))..by_parent.partition_point(|index| before(index, false));
        by_parent.get(range).unwrap_or_default()
    };
    let mut stack: Vec<(usize, bool)> = children(None).iter().rev().map(|root| (*root, false)).collect();
    let mut next: usize = 0;
    while let Some((index, done)) = stack.pop() {
        let inherited = places.get(index).and_then(|place| place.parent).and_then(|parent| places.get(parent)?.capped);
        let own = accounts.get(index).is_some_and(|account| account.ceiling.is_some());
        let Some(place) = places.get_mut(index) else { continue };
        if done {
            place.leave = next;
            continue;
        }
        (place.enter, place.capped) = (next, if own { Some(index) } else { inherited });
        stack.push((index, true));
        stack.extend(children(Some(index)).iter().rev().map(|child| (*child, false)));
        next = next.saturating_add(1);
    }
    places
}

/// Positions of users, those of one account together.
pub(crate) fn by_account(users: &[User]) -> Vec<usize> {
    let account = |index: usize| users.get(index).map(|user| &*user.fact.account);
    order::positions(users.len(), &|a, b| account(a).cmp(&account(b)))
}

/// The users of an account, of those sorted by [`by_account`].
pub(crate) fn of_account<'s>(users: &'s [User], sorted: &'s [usize], account: &str) -> impl Iterator<Item = &'s User> + use<'s> {
    let text = |index: &usize| users.get(*index).map_or("", |user| &*user.fact.account);
    let from = sorted.partition_point(|index| text(index) < account);
    let to = sorted.partition_point(|index| text(index) <= account);
    sorted.get(from..to).unwrap_or_default().iter().filter_map(|index| users.get(*index))
}
