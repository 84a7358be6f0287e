//! What a judgement found against a question, before any of it is put into words.

use crate::directory::known::{AccountAt, Relation};
use crate::directory::store::Account;

/// Whose account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    Subject,
    Resource,
    /// The resource is an account.
    ResourceItself,
    /// The subject acts on behalf of it.
    ActedFor,
}

/// One thing that denies; a text is a path at which a fact is missing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Finding<'e> {
    UnknownSubjectType,
    UnknownResourceType,
    UnknownAction,
    RoleMissing,
    /// Position in the subject's list.
    RoleUnknown(usize),
    SeveralRoles,
    AccountUnknown(Who, Option<&'e str>),
    /// The type that the resource is.
    TypeMismatch(&'e str),
    /// Nothing of the resource's types may stand below the account.
    Misplaced(AccountAt),
    /// The type that the subject is.
    SubjectMismatch(&'e str),
    /// Position of the gate.
    Gate(usize, Option<&'e str>),
    NotSalesVendor,
    NotForAccountType,
    OutOfReach(Relation, AccountAt),
    /// Position of the rule.
    RoleDenied(usize),
    DeniedIf(usize, Option<&'e str>),
    Unmet(usize, Option<&'e str>),
    NotGranted,
    Ceiling(&'e Account),
    /// The creator, where it is named.
    Creator(Option<&'e str>),
}

impl Finding<'_> {
    /// Whether it says something of the resource alone.
    pub(crate) fn is_about_resource(&self) -> bool {
        matches!(self, Self::AccountUnknown(Who::Resource | Who::ResourceItself, _) | Self::TypeMismatch(_))
    }
}
