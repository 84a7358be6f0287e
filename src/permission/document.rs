//! The wire shape of a permission document.

use alloc::string::String;
use alloc::vec::Vec;

use crate::values::id::Id;
use crate::wire::shape::shape;

shape! {
    /// Which accounts a reach rule covers, seen from the subject's own account.
    pub(crate) words Scope {
        /// The subject's own account.
        "self" Own,
        /// Accounts directly below.
        "children" Children,
        /// All accounts below.
        "descendants" Descendants,
    }
}

shape! {
    /// A type of resource with its closed list of actions.
    pub(crate) struct ResourceTypeDocument {
        /// The word in `resource.type`.
        "id" id: String,
        /// The words in `action.name`.
        "actions" actions: Vec<String>,
        /// For a resource that is itself an account: the types of account that it may be.
        "accountTypes" account_types: Option<Vec<String>>,
        /// Actions that bring such an account into being: for these alone it need not be known, and is to stand below
        /// the account that the request names.
        "creates" creates: Option<Vec<String>>,
    }
}

shape! {
    /// Which accounts' resources users of a type of account reach, before their role is considered.
    pub(crate) struct ReachRule {
        /// Unique among the reach rules.
        "id" id: String,
        /// Types of the subject's account.
        "accountTypes" account_types: Vec<String>,
        /// Resource types reached.
        "resourceTypes" resource_types: Vec<String>,
        /// Actions reached; absent: all.
        "actions" actions: Option<Vec<String>>,
        /// Where the resource's account may stand; for a resource that is itself an account, where that stands.
        "scopes" scopes: Vec<Scope>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
    }
}

shape! {
    /// Cells of the role table: what is in neither list stays unset.
    pub(crate) struct RoleRule {
        /// Unique among the role rules; named in reasons.
        "id" id: String,
        /// The resource type.
        "resourceType" resource_type: String,
        /// Its actions.
        "actions" actions: Vec<String>,
        /// Roles that may.
        "allow" allow: Option<Vec<String>>,
        /// Roles that may not, whatever other rules allow.
        "deny" deny: Option<Vec<String>>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why, where the source leaves it open.
        "note" note: Option<String>,
    }
}

shape! {
    /// Roles as tables of allow, deny and unset cells.
    pub(crate) struct PermissionDocument {
        /// The words in `subject.type`.
        "subjectTypes" subject_types: Vec<String>,
        /// The words in an account's `type`.
        "accountTypes" account_types: Vec<String>,
        /// The words in `subject.properties.role`.
        "roles" roles: Vec<String>,
        /// Resource types and their actions.
        "resourceTypes" resource_types: Vec<ResourceTypeDocument>,
        /// Which accounts are reached.
        "reach" reach: Vec<ReachRule>,
        /// What roles may do.
        "rules" rules: Vec<RoleRule>,
    }
}
