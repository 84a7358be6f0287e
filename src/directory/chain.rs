//! Whether what is known hangs together: every parent and every user's account known, no chain that leads back.

use alloc::vec::Vec;

use super::known::Known;
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::text::format;

/// The issues of the facts added, at their places in the lists at `pointer`.
pub(crate) fn check(known: &Known<'_>, pointer: &str, issues: &mut Vec<Issue>) {
    parents(known, pointer, issues);
    for (index, user) in known.added.users.items().iter().enumerate() {
        unknown_account(known, &user.fact.account, format!("{pointer}/users/{index}/account"), issues);
    }
    for (index, resource) in known.added.resources.items().iter().enumerate() {
        unknown_account(known, &resource.account, format!("{pointer}/resources/{index}/account"), issues);
    }
}

fn unknown_account(known: &Known<'_>, account: &str, pointer: alloc::string::String, issues: &mut Vec<Issue>) {
    if issues.len() < MAX_ISSUES && known.find(account).is_none() {
        let message = format!("the account `{}` is not known", shorten(account));
        let issue = Issue::new(IssueCode::DirectoryUnknownAccount, pointer, message);
        issues.push(issue.with_help("list the account, with those above it"));
    }
}

/// Follows every chain upward, each account once: a chain ends at the top, at an account that was already followed, or at
/// one that the same walk has met before, which is a cycle.
fn parents(known: &Known<'_>, pointer: &str, issues: &mut Vec<Issue>) {
    let accounts = &known.added.accounts;
    let mut followed: Vec<Option<usize>> = alloc::vec![None; accounts.items().len()];
    for walk in 0..accounts.items().len() {
        if issues.len() >= MAX_ISSUES {
            return;
        }
        let mut next = Some(walk);
        while let Some(index) = next {
            let here = |index: usize| format!("{pointer}/accounts/{index}/parent");
            match followed.get_mut(index) {
                Some(mark @ None) => *mark = Some(walk),
                Some(Some(mark)) if *mark == walk => {
                    let id = accounts.get(walk).map(|account| shorten(&account.fact.id)).unwrap_or_default();
                    let message = format!("following the parents of account `{id}` leads back to it");
                    issues.push(Issue::new(IssueCode::DirectoryCycle, here(walk), message));
                    break;
                }
                _ => break,
            }
            let parent = accounts.get(index).and_then(|account| account.fact.parent.as_deref());
            if let Some(parent) = parent.filter(|parent| known.find(parent).is_none()) {
                let message = format!("the parent `{}` is not known", shorten(parent));
                issues.push(Issue::new(IssueCode::DirectoryUnknownParent, here(index), message));
            }
            next = parent.and_then(|parent| accounts.position(parent, ""));
        }
    }
}
