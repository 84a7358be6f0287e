//! The wire shapes of facts: accounts, users and resources, as a directory document or a request states them.

use alloc::vec::Vec;

use crate::values::id::Id;
use crate::values::time::Instant;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;

/// Further facts, by name; what they mean is the policy documents' matter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Properties(pub(crate) Node<'static>);

impl Read for Properties {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        match node {
            Some(object @ Node::Object(_)) => Self(object.owned()),
            other => {
                reader.refuse(other, "an object");
                Self(Node::Null)
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Properties {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Properties".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}

shape! {
    /// What entitles an account to access.
    pub(crate) words AgreementKind {
        /// A channel contract.
        "contract" Contract,
        /// A purchase order.
        "purchaseOrder" PurchaseOrder,
    }
}

shape! {
    /// A channel contract or purchase order of an account.
    #[derive(PartialEq)]
    pub(crate) struct Agreement {
        /// Its id, for example the contract's.
        "id" id: Id,
        /// Contract or purchase order.
        "kind" kind: AgreementKind,
        /// First instant at which it is in force; absent: no lower bound.
        "effectiveFrom" effective_from: Option<Instant>,
        /// First instant at which it no longer is; absent: no upper bound.
        "effectiveTo" effective_to: Option<Instant>,
    }
}

impl Agreement {
    /// Whether it is in force, or ended less than so many days of 24 hours ago.
    pub(crate) fn in_force_at(&self, instant: Instant, grace_days: u32) -> bool {
        self.effective_from.is_none_or(|from| from <= instant) && self.effective_to.is_none_or(|to| instant < to.plus_days(grace_days))
    }
}

shape! {
    /// An account: a company record in the chain of resellers.
    pub(crate) struct AccountFact {
        /// The account's id, unique in the directory.
        "id" id: Id,
        /// For example `distributor`, `channelPartner`, `partner` or `customer`; the permission document uses the word.
        "type" kind: Id,
        /// The account directly above, its only seller; absent at the top.
        "parent" parent: Option<Id>,
        /// The account's contracts and purchase orders; absent: not known, empty: none.
        "agreements" agreements: Option<Vec<Agreement>>,
        /// The agreement of an account above that this account is assigned to, as a partner is to its distributor's contract.
        "agreement" agreement: Option<Id>,
        /// Roles that bound what anybody may do in this account and in those below it; absent: no bound.
        "ceiling" ceiling: Option<Vec<Id>>,
        /// Further facts, for example `state`.
        "properties" properties: Option<Properties>,
    }
}

shape! {
    /// A user, or another subject such as an API key.
    pub(crate) struct UserFact {
        /// The user's id, unique in the directory.
        "id" id: Id,
        /// A subject type of the permission document.
        "type" kind: Id,
        /// Id of the account that the user belongs to.
        "account" account: Id,
        /// The user's roles, words of the permission document.
        "roles" roles: Vec<Id>,
        /// The user who created this one, where it may do no more than its creator: an API key.
        "creator" creator: Option<Id>,
        /// Further facts, for example `state`.
        "properties" properties: Option<Properties>,
    }
}

shape! {
    /// A resource that is neither an account nor a user.
    pub(crate) struct ResourceFact {
        /// The resource's id, unique among those of its type.
        "id" id: Id,
        /// A resource type of the permission document.
        "type" kind: Id,
        /// Id of the account that the resource belongs to.
        "account" account: Id,
        /// Id of the user who owns the resource.
        "owner" owner: Option<Id>,
        /// Further facts.
        "properties" properties: Option<Properties>,
    }
}

shape! {
    /// Facts that a host knows once and for all.
    pub(crate) struct DirectoryDocument {
        /// Every account, in any order.
        "accounts" accounts: Vec<AccountFact>,
        /// Users and API keys.
        "users" users: Option<Vec<UserFact>>,
        /// Other resources.
        "resources" resources: Option<Vec<ResourceFact>>,
    }
}
