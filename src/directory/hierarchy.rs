//! Which type of account may stand below which, and how deep a chain may be.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/glossary/list-of-key-terms>

use alloc::string::String;
use alloc::vec::Vec;

use super::known::{AccountAt, Known};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::text::format;
use crate::values::id::Id;
use crate::values::symbol::{Positions, Symbol, Symbols};
use crate::wire::shape::shape;

shape! {
    /// A type of account and its place in the chain.
    pub(crate) struct AccountTypeDocument {
        /// The word in an account's `type`.
        "id" id: Id,
        /// Types that it may stand directly below; absent: it stands at the top.
        "parents" parents: Option<Vec<String>>,
        /// Whether it may stand at the top although it has `parents`.
        "top" top: Option<bool>,
        /// Whether its users may act on behalf of the accounts below.
        "salesVendor" sales_vendor: Option<bool>,
    }
}

shape! {
    /// How many accounts of some types one chain may hold, from the top down.
    pub(crate) struct MaxDepth {
        /// The types that count.
        "accountTypes" account_types: Vec<String>,
        /// Most accounts of these types in one chain.
        "value" value: u32,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

/// Most accounts that may follow each other where a request states them.
const LONGEST_CHAIN: usize = 100;

#[derive(Debug)]
pub(crate) struct AccountType {
    pub(crate) id: String,
    pub(crate) symbol: Symbol,
    pub(crate) sales_vendor: bool,
    parents: Vec<Symbol>,
    top: bool,
    counts: bool,
}

/// The types of account of a permission document.
#[derive(Debug)]
pub(crate) struct Hierarchy {
    pub(crate) types: Vec<AccountType>,
    positions: Positions,
    most: Option<usize>,
}

impl Hierarchy {
    /// The hierarchy of a document whose names have been checked.
    pub(crate) fn new(types: &[AccountTypeDocument], depth: Option<&MaxDepth>, symbols: &mut Symbols) -> Self {
        let mut compile = |kind: &AccountTypeDocument| AccountType {
            symbol: symbols.add(&kind.id),
            sales_vendor: kind.sales_vendor.unwrap_or(false),
            top: kind.top.unwrap_or(kind.parents.is_none()),
            parents: kind.parents.iter().flatten().map(|parent| symbols.add(parent)).collect(),
            counts: depth.is_some_and(|depth| depth.account_types.iter().any(|counted| **counted == *kind.id)),
            id: String::from(&*kind.id),
        };
        let types: Vec<AccountType> = types.iter().map(&mut compile).collect();
        let positions = Positions::of(types.iter().map(|kind| kind.symbol));
        Self { types, positions, most: depth.and_then(|depth| usize::try_from(depth.value).ok()) }
    }

    pub(crate) fn position(&self, kind: Option<Symbol>) -> Option<usize> {
        self.positions.get(kind)
    }

    fn of(&self, kind: Option<Symbol>) -> Option<&AccountType> {
        self.types.get(self.position(kind)?)
    }

    pub(crate) fn is_sales_vendor(&self, kind: Option<Symbol>) -> bool {
        self.of(kind).is_some_and(|kind| kind.sales_vendor)
    }

    /// Whether an account of some of the types may stand directly below one of type `parent`.
    pub(crate) fn may_hold(&self, parent: Option<Symbol>, types: &[Symbol]) -> bool {
        let fits = |kind: &Symbol| self.of(Some(*kind)).is_none_or(|kind| parent.is_some_and(|parent| kind.parents.contains(&parent)));
        types.iter().any(fits)
    }

    /// The types that an account of some of the types may stand directly below.
    pub(crate) fn holders(&self, types: &[Symbol]) -> Vec<&str> {
        self.types.iter().filter(|kind| self.may_hold(Some(kind.symbol), types)).map(|kind| kind.id.as_str()).collect()
    }

    /// `directory.parent_type` and `directory.too_deep` of the accounts added, at their places in the list at `pointer`.
    /// Of a request a chain is bounded, too, since each question may follow it for each account.
    pub(crate) fn check(&self, known: &Known<'_>, pointer: &str, issues: &mut Vec<Issue>) {
        let longest = if known.from_request { LONGEST_CHAIN } else { usize::MAX };
        let counts = |at: AccountAt| usize::from(self.of(known.kind(at)).is_some_and(|kind| kind.counts));
        let mut depths: Vec<Option<usize>> = alloc::vec![None; known.added.accounts.items().len()];
        let mut lengths = depths.clone();
        for (index, account) in known.added.accounts.items().iter().enumerate() {
            if issues.len() >= MAX_ISSUES {
                return;
            }
            let parent = account.fact.parent.as_deref().and_then(|parent| known.find(parent)).and_then(|at| known.account(at));
            if let Some(kind) = self.of(account.kind) {
                let fits = parent.map_or(kind.top, |parent| parent.kind.is_some_and(|parent| kind.parents.contains(&parent)));
                if !fits {
                    let key = if parent.is_some() { "parent" } else { "type" };
                    let issue = self.misplaced(kind, &account.fact.id, parent.map(|parent| &*parent.fact.kind));
                    issues.push(issue.at(format!("{pointer}/{index}/{key}")));
                }
            }
            if depth_of(known, &mut lengths, index, &|_| 1) > longest {
                let message =
                    format!("more than {LONGEST_CHAIN} accounts follow each other down to account `{}`", shorten(&account.fact.id));
                let issue = Issue::new(IssueCode::DirectoryTooDeep, format!("{pointer}/{index}/parent"), message);
                issues.push(issue.with_help("load chains of that length as a directory"));
                return;
            }
            let Some(most) = self.most else { continue };
            let depth = depth_of(known, &mut depths, index, &counts);
            if depth > most && self.of(account.kind).is_some_and(|kind| kind.counts) {
                let counted: Vec<&str> = self.types.iter().filter(|kind| kind.counts).map(|kind| kind.id.as_str()).collect();
                let message =
                    format!("account `{}` is number {depth} of its chain; at most {most} may follow each other", shorten(&account.fact.id));
                let issue = Issue::new(IssueCode::DirectoryTooDeep, format!("{pointer}/{index}/parent"), message);
                issues.push(issue.with_help(format!("these types count: {}", list(counted.into_iter()))));
            }
        }
    }

    fn misplaced(&self, kind: &AccountType, id: &str, parent: Option<&str>) -> Issue {
        let place = parent.map_or_else(|| String::from("at the top"), |parent| format!("below a `{}`", shorten(parent)));
        let message = format!("a `{}` may not stand {place}, as account `{}` does", kind.id, shorten(id));
        let may: Vec<&str> =
            self.types.iter().filter(|other| kind.parents.contains(&other.symbol)).map(|other| other.id.as_str()).collect();
        let top = if kind.top { " or at the top" } else { "" };
        let help = if may.is_empty() { String::from("it stands at the top") } else { format!("below: {}{top}", list(may.into_iter())) };
        Issue::new(IssueCode::DirectoryParentType, "", message).with_help(help)
    }
}

/// How much the chain of an added account counts down to it; each is worked out once.
fn depth_of(known: &Known<'_>, depths: &mut [Option<usize>], index: usize, counts: &dyn Fn(AccountAt) -> usize) -> usize {
    let mut path: Vec<AccountAt> = Vec::new();
    let mut depth = 0;
    for at in known.chain(AccountAt::added(index)) {
        if let Some(Some(found)) = at.added_index().and_then(|index| depths.get(index)) {
            depth = *found;
            break;
        }
        path.push(at);
    }
    for at in path.into_iter().rev() {
        depth = depth.saturating_add(counts(at));
        if let Some(cell) = at.added_index().and_then(|index| depths.get_mut(index)) {
            *cell = Some(depth);
        }
    }
    depth
}
