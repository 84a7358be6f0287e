//! The members of the request that the rules look at.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use serde::Deserialize;

type Text<'r> = Cow<'r, str>;

#[derive(Deserialize)]
pub(crate) struct Request<'r> {
    #[serde(borrow)]
    pub(crate) subject: Subject<'r>,
    #[serde(borrow)]
    pub(crate) action: Action<'r>,
    #[serde(borrow)]
    pub(crate) resource: Resource<'r>,
    #[serde(borrow)]
    pub(crate) context: Context<'r>,
}

#[derive(Deserialize)]
pub(crate) struct Subject<'r> {
    #[serde(borrow, rename = "type")]
    pub(crate) kind: Text<'r>,
    #[serde(borrow)]
    pub(crate) properties: SubjectProperties<'r>,
}

#[derive(Deserialize)]
pub(crate) struct SubjectProperties<'r> {
    #[serde(borrow)]
    pub(crate) role: Text<'r>,
    #[serde(borrow)]
    pub(crate) account: Text<'r>,
}

#[derive(Deserialize)]
pub(crate) struct Action<'r> {
    #[serde(borrow)]
    pub(crate) name: Text<'r>,
}

#[derive(Deserialize)]
pub(crate) struct Resource<'r> {
    #[serde(borrow, rename = "type")]
    pub(crate) kind: Text<'r>,
    #[serde(borrow)]
    pub(crate) id: Text<'r>,
    #[serde(borrow, default)]
    pub(crate) properties: ResourceProperties<'r>,
}

#[derive(Default, Deserialize)]
pub(crate) struct ResourceProperties<'r> {
    #[serde(borrow, default)]
    pub(crate) account: Option<Text<'r>>,
}

#[derive(Deserialize)]
pub(crate) struct Context<'r> {
    #[serde(borrow)]
    accounts: Vec<Account<'r>>,
}

#[derive(Deserialize)]
pub(crate) struct Account<'r> {
    #[serde(borrow)]
    pub(crate) id: Text<'r>,
    #[serde(borrow, rename = "type")]
    pub(crate) kind: Text<'r>,
    #[serde(borrow, default)]
    parent: Option<Text<'r>>,
}

impl Context<'_> {
    pub(crate) fn account(&self, id: &str) -> Option<&Account<'_>> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// How many steps `target` is below `actor`; none where it is elsewhere. A cycle ends after as many steps as there are accounts.
    pub(crate) fn depth(&self, actor: &str, target: &str) -> Option<usize> {
        let mut account = self.account(target)?;
        for depth in 0..self.accounts.len() {
            if account.id == actor {
                return Some(depth);
            }
            account = self.account(account.parent.as_deref()?)?;
        }
        None
    }
}
