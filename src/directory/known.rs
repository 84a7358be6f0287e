//! What is known when a question is judged: the loaded directory, and the facts that the request adds. Loaded facts win;
//! a request that contradicts one has an issue.

use alloc::string::String;
use alloc::vec::Vec;

use super::chain;
use super::facts::{AccountFact, DirectoryDocument, Properties, ResourceFact, UserFact};
use super::hierarchy::Hierarchy;
use super::store::{Account, Place, Store, User, Words, by_account, number_accounts, of_account};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::order;
use crate::text::format;
use crate::values::id::Id;
use crate::values::symbol::{Symbol, Symbols};
use crate::wire::node::{Node, push_key};

/// Facts of one source.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    pub(crate) accounts: Store<Account>,
    pub(crate) users: Store<User>,
    pub(crate) resources: Store<ResourceFact>,
    /// Positions of the users, those of one account together.
    users_by_account: Vec<usize>,
    /// Of loaded accounts only.
    places: Vec<Place>,
    /// Positions of the accounts of loaded users, and of loaded resources.
    user_accounts: Vec<usize>,
    resource_accounts: Vec<usize>,
}

/// Lists of facts as a request or a document has them.
#[derive(Debug, Default)]
pub(crate) struct FactLists {
    pub(crate) accounts: Vec<AccountFact>,
    pub(crate) users: Vec<UserFact>,
    pub(crate) resources: Vec<ResourceFact>,
}

impl Directory {
    fn collect(lists: FactLists, mut words: Words<'_>, pointer: &str, issues: &mut Vec<Issue>) -> Self {
        let hashed = matches!(words, Words::Loaded(_));
        let accounts = lists.accounts.into_iter().map(|fact| words.account(fact)).collect();
        let users = lists.users.into_iter().map(|fact| words.user(fact)).collect();
        let same = |_: &User, _: &User| IssueCode::InputDuplicateId;
        let parents = |a: &Account, b: &Account| {
            if a.fact.parent == b.fact.parent { IssueCode::InputDuplicateId } else { IssueCode::DirectoryTwoParents }
        };
        let accounts = Store::new(accounts, hashed, &format!("{pointer}/accounts"), parents, issues);
        let users = Store::new(users, hashed, &format!("{pointer}/users"), same, issues);
        let resources = Store::new(lists.resources, hashed, &format!("{pointer}/resources"), |_, _| IssueCode::InputDuplicateId, issues);
        let users_by_account = by_account(users.items());
        Self { accounts, users, resources, users_by_account, ..Self::default() }
    }

    /// The facts of a directory document.
    ///
    /// # Errors
    /// `input.duplicate_id`, `directory.two_parents`, `directory.unknown_parent`, `directory.unknown_account`,
    /// `directory.cycle`.
    pub(crate) fn of_document(document: DirectoryDocument, symbols: &mut Symbols) -> Result<Self, Vec<Issue>> {
        let DirectoryDocument { accounts, users, resources } = document;
        let lists = FactLists { accounts, users: users.unwrap_or_default(), resources: resources.unwrap_or_default() };
        let mut issues = Vec::new();
        let directory = Self::collect(lists, Words::Loaded(symbols), "/directory", &mut issues);
        let known = Known { loaded: None, added: directory, from_request: false };
        chain::check(&known, "/directory", &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let mut directory = known.added;
        directory.places = number_accounts(&directory.accounts);
        let position = |account: &Id| directory.accounts.position(account, "").unwrap_or(usize::MAX);
        directory.user_accounts = directory.users.items().iter().map(|user| position(&user.fact.account)).collect();
        directory.resource_accounts = directory.resources.items().iter().map(|resource| position(&resource.account)).collect();
        Ok(directory)
    }

    /// The directory's violations of a permission document's hierarchy.
    pub(crate) fn against(self, hierarchy: &Hierarchy, issues: &mut Vec<Issue>) -> Self {
        let known = Known { loaded: None, added: self, from_request: false };
        hierarchy.check(&known, "/directory/accounts", issues);
        known.added
    }
}

/// A known account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AccountAt {
    added: bool,
    index: usize,
}

impl AccountAt {
    pub(crate) const fn added(index: usize) -> Self {
        Self { added: true, index }
    }

    pub(crate) fn added_index(self) -> Option<usize> {
        self.added.then_some(self.index)
    }
}

/// Where an account stands, seen from another.
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

/// Loaded facts, and those that the request adds.
#[derive(Debug)]
pub(crate) struct Known<'p> {
    pub(crate) loaded: Option<&'p Directory>,
    pub(crate) added: Directory,
    /// Whether the facts added are a request's.
    pub(crate) from_request: bool,
}

impl<'p> Known<'p> {
    /// Joins both sources.
    ///
    /// # Errors
    /// `directory.fact_conflict`, the hierarchy's issues, and those of a directory document, at places in `/context`.
    pub(crate) fn join(
        loaded: Option<&'p Directory>,
        lists: FactLists,
        hierarchy: &Hierarchy,
        symbols: &Symbols,
    ) -> Result<Self, Vec<Issue>> {
        let mut issues = Vec::new();
        if lists.accounts.is_empty() && lists.users.is_empty() && lists.resources.is_empty() {
            return Ok(Self { loaded, added: Directory::default(), from_request: true });
        }
        if let Some(loaded) = loaded {
            conflicts(loaded, &lists, &mut issues);
        }
        let added = Directory::collect(lists, Words::Request(symbols), "/context", &mut issues);
        let joined = Self { loaded, added, from_request: true };
        chain::check(&joined, "/context", &mut issues);
        if issues.is_empty() {
            hierarchy.check(&joined, "/context/accounts", &mut issues);
        }
        if issues.is_empty() { Ok(joined) } else { Err(issues) }
    }

    pub(crate) fn find(&self, id: &str) -> Option<AccountAt> {
        let loaded = self.loaded.and_then(|loaded| loaded.accounts.position(id, "")).map(|index| AccountAt { added: false, index });
        loaded.or_else(|| self.added.accounts.position(id, "").map(|index| AccountAt { added: true, index }))
    }

    pub(crate) fn account(&self, at: AccountAt) -> Option<&Account> {
        if at.added { self.added.accounts.get(at.index) } else { self.loaded?.accounts.get(at.index) }
    }

    /// The type of a known account.
    pub(crate) fn kind(&self, at: AccountAt) -> Option<Symbol> {
        self.place(at).map_or_else(|| self.account(at).and_then(|account| account.kind), |place| place.kind)
    }

    /// Whether nothing is known of the account but its type and parent.
    pub(crate) fn is_bare(&self, at: AccountAt) -> bool {
        self.place(at).map_or_else(|| self.account(at).is_none_or(Account::is_bare), |place| place.is_bare)
    }

    /// A known user and its account.
    pub(crate) fn user(&self, id: &str) -> Option<(&User, Option<AccountAt>)> {
        if let Some((loaded, position)) = self.loaded.and_then(|loaded| Some((loaded, loaded.users.position(id, "")?))) {
            let account = loaded.user_accounts.get(position).map(|index| AccountAt { added: false, index: *index });
            return loaded.users.get(position).map(|user| (user, account));
        }
        self.added.users.find(id, "").map(|user| (user, self.find(&user.fact.account)))
    }

    /// A known resource and its account.
    pub(crate) fn resource(&self, kind: &str, id: &str) -> Option<(&ResourceFact, Option<AccountAt>)> {
        if let Some((loaded, position)) = self.loaded.and_then(|loaded| Some((loaded, loaded.resources.position(id, kind)?))) {
            let account = loaded.resource_accounts.get(position).map(|index| AccountAt { added: false, index: *index });
            return loaded.resources.get(position).map(|resource| (resource, account));
        }
        self.added.resources.find(id, kind).map(|resource| (resource, self.find(&resource.account)))
    }

    /// Every known user of an account, loaded ones twice where the request repeats them.
    pub(crate) fn users_of<'s>(&'s self, account: &str) -> impl Iterator<Item = &'s User> + use<'s, 'p> {
        let of = |directory: &'s Directory| of_account(directory.users.items(), &directory.users_by_account, account);
        self.loaded.map(of).into_iter().flatten().chain(of(&self.added))
    }

    /// Every known account, each once.
    pub(crate) fn accounts(&self) -> impl Iterator<Item = AccountAt> {
        let count = |directory: Option<&Directory>| directory.map_or(0, |directory| directory.accounts.items().len());
        let loaded = (0..count(self.loaded)).map(|index| AccountAt { added: false, index });
        let news = |index: &usize| self.added.accounts.get(*index).is_some_and(|account| !self.is_loaded(&account.fact.id));
        loaded.chain((0..count(Some(&self.added))).filter(news).map(|index| AccountAt { added: true, index }))
    }

    fn is_loaded(&self, id: &str) -> bool {
        self.loaded.is_some_and(|loaded| loaded.accounts.position(id, "").is_some())
    }

    fn place(&self, at: AccountAt) -> Option<&'p Place> {
        if at.added { None } else { self.loaded?.places.get(at.index) }
    }

    pub(crate) fn parent(&self, at: AccountAt) -> Option<AccountAt> {
        match self.place(at) {
            Some(place) => place.parent.map(|index| AccountAt { added: false, index }),
            None => self.find(self.account(at)?.fact.parent.as_deref()?),
        }
    }

    /// The accounts from `at` upward, itself included. Chains have been checked, so they end.
    pub(crate) fn chain(&self, at: AccountAt) -> impl Iterator<Item = AccountAt> {
        core::iter::successors(Some(at), |at| self.parent(*at))
    }

    /// The accounts with a ceiling from `at` upward, itself included.
    pub(crate) fn ceilings(&self, at: AccountAt) -> impl Iterator<Item = &Account> {
        let capped = |mut at: AccountAt| loop {
            if let Some(place) = self.place(at) {
                return place.capped.map(|index| AccountAt { added: false, index });
            }
            if self.account(at)?.ceiling.is_some() {
                return Some(at);
            }
            at = self.parent(at)?;
        };
        core::iter::successors(capped(at), move |at| capped(self.parent(*at)?)).filter_map(|at| self.account(at))
    }

    /// Where `target` stands, seen from `actor`.
    pub(crate) fn relation(&self, actor: AccountAt, target: AccountAt) -> Relation {
        if actor == target {
            return Relation::Own;
        }
        if let (Some(above), Some(below)) = (self.place(actor), self.place(target)) {
            return match below.parent {
                Some(parent) if parent == actor.index => Relation::Child,
                _ if above.is_above(below) => Relation::Descendant,
                _ => Relation::Elsewhere,
            };
        }
        match self.chain(target).position(|at| at == actor) {
            Some(1) => Relation::Child,
            Some(_) => Relation::Descendant,
            None => Relation::Elsewhere,
        }
    }
}

/// Where stated facts are not what the directory has.
fn conflicts(loaded: &Directory, lists: &FactLists, issues: &mut Vec<Issue>) {
    let mut conflict = |pointer: String, what: &str, id: &str| {
        if issues.len() < MAX_ISSUES {
            let message = format!("the {what} `{}` is known with another type, account or property", shorten(id));
            issues.push(Issue::new(IssueCode::DirectoryFactConflict, pointer, message).with_help("leave out what the directory knows"));
        }
    };
    for (index, fact) in lists.accounts.iter().enumerate() {
        let Some(known) = loaded.accounts.find(&fact.id, "").map(|account| &account.fact) else { continue };
        let other = known.kind != fact.kind
            || known.parent != fact.parent
            || differs(fact.agreements.as_ref(), known.agreements.as_ref())
            || differs(fact.agreement.as_ref(), known.agreement.as_ref())
            || fact.ceiling.as_ref().is_some_and(|roles| known.ceiling.as_ref().is_none_or(|known| !same_members(known, roles)));
        if other || contradiction(fact.properties.as_ref(), known.properties.as_ref()).is_some() {
            conflict(format!("/context/accounts/{index}"), "account", &fact.id);
        }
    }
    for (index, fact) in lists.users.iter().enumerate() {
        let Some(known) = loaded.users.find(&fact.id, "").map(|user| &user.fact) else { continue };
        let other = known.kind != fact.kind
            || known.account != fact.account
            || !same_members(&known.roles, &fact.roles)
            || differs(fact.creator.as_ref(), known.creator.as_ref());
        if other || contradiction(fact.properties.as_ref(), known.properties.as_ref()).is_some() {
            conflict(format!("/context/users/{index}"), "user", &fact.id);
        }
    }
    for (index, fact) in lists.resources.iter().enumerate() {
        let Some(known) = loaded.resources.find(&fact.id, &fact.kind) else { continue };
        let other = known.account != fact.account || differs(fact.owner.as_ref(), known.owner.as_ref());
        if other || contradiction(fact.properties.as_ref(), known.properties.as_ref()).is_some() {
            conflict(format!("/context/resources/{index}"), "resource", &fact.id);
        }
    }
}

/// Whether two lists have the same members, in whatever order.
fn same_members(a: &[Id], b: &[Id]) -> bool {
    a.iter().all(|item| b.contains(item)) && b.iter().all(|item| a.contains(item))
}

/// Whether a stated fact is another than the known one; one that is not known of a known entity is another, too.
fn differs<T: PartialEq>(stated: Option<&T>, known: Option<&T>) -> bool {
    stated.is_some() && stated != known
}

fn contradiction<'s>(stated: Option<&'s Properties>, known: Option<&Properties>) -> Option<&'s str> {
    contradicted(&stated?.0, known)
}

/// The first property that is known with another value.
fn contradicted<'s>(stated: &'s Node<'_>, known: Option<&Properties>) -> Option<&'s str> {
    let (Node::Object(entries), Some(Properties(Node::Object(known)))) = (stated, known) else { return None };
    let key = |index: usize| known.get(index).map_or("", |(key, _)| key.as_ref());
    let sorted = order::positions(known.len(), &|a, b| key(a).cmp(key(b)));
    let find = |name: &str| sorted.binary_search_by(|index| key(*index).cmp(name)).ok().and_then(|found| known.get(*sorted.get(found)?));
    let differs = |value: &Node<'_>, known: &Node<'_>| *value != Node::Null && value != known;
    entries.iter().find(|(key, value)| find(key).is_some_and(|(_, known)| differs(value, known))).map(|(key, _)| key.as_ref())
}

/// An issue where a question's own properties contradict what is known of the entity.
pub(crate) fn check_properties(stated: Option<&Node<'_>>, known: Option<&Properties>, within: &str, issues: &mut Vec<Issue>) {
    if let Some(key) = stated.and_then(|stated| contradicted(stated, known)) {
        let mut pointer = String::from(within);
        push_key(&mut pointer, key);
        let message = format!("`{}` is known with another value", shorten(key));
        issues.push(Issue::new(IssueCode::DirectoryFactConflict, pointer, message).with_help("leave out what the directory knows"));
    }
}
