//! The wire shape of a permission document.

use alloc::string::String;
use alloc::vec::Vec;

use super::condition::document::ConditionDocument;
use crate::decision::ObligationCode;
use crate::directory::hierarchy::{AccountTypeDocument, MaxDepth};
use crate::values::id::Id;
use crate::values::setting::Setting;
use crate::wire::shape::shape;

shape! {
    /// Which accounts a reach rule covers, seen from the account that is acted for.
    pub(crate) words Scope {
        /// That account itself.
        "self" Own,
        /// Resources of any known account whose owner is the subject.
        "own" Owner,
        /// Accounts directly below.
        "children" Children,
        /// All accounts below.
        "descendants" Descendants,
        /// Every known account, above and beside too.
        "any" Any,
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
        /// For a resource that is itself a user: the subject types that it may be.
        "subjectTypes" subject_types: Option<Vec<String>>,
        /// Actions that bring such a resource into being: for these alone it need not be known, and is to stand in or, as an
        /// account, below the account that the request names.
        "creates" creates: Option<Vec<String>>,
    }
}

shape! {
    /// A privilege as a role holds it.
    pub(crate) struct HeldPrivilege {
        /// The privilege.
        "id" id: String,
        /// Its mode; absent for a privilege without modes.
        "mode" mode: Option<String>,
    }
}

shape! {
    /// A role: a row of the tables below, a set of privileges, or both.
    pub(crate) struct RoleDocument {
        /// The word in `subject.properties.role`.
        "id" id: String,
        /// The privileges that it holds.
        "privileges" privileges: Option<Vec<HeldPrivilege>>,
        /// Public page or contract clause, or `default`.
        "source" source: Option<Id>,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// What a privilege opens, and in which of its modes.
    pub(crate) struct OperationRow {
        /// The resource type.
        "resourceType" resource_type: String,
        /// Its actions.
        "actions" actions: Vec<String>,
        /// The modes that open them, each named; absent for a privilege without modes.
        "modes" modes: Option<Vec<String>>,
    }
}

shape! {
    /// What a privilege has no effect without.
    pub(crate) struct Prerequisite {
        /// Privileges that must be held, too.
        "privileges" privileges: Vec<String>,
        /// Only where this is met; where it cannot be said, they must be held.
        "when" when: Option<ConditionDocument>,
    }
}

shape! {
    /// A privilege with its table of operations.
    pub(crate) struct PrivilegeDocument {
        /// The privilege's name.
        "id" id: String,
        /// Its modes, the first granting nothing, then from lower to higher; absent: it is held or not.
        "modes" modes: Option<Vec<String>>,
        /// What it opens.
        "operations" operations: Vec<OperationRow>,
        /// What else must be held.
        "requires" requires: Option<Vec<Prerequisite>>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// Which accounts' resources users of a type of account reach, before their role is considered.
    pub(crate) struct ReachRule {
        /// Unique among the reach rules.
        "id" id: String,
        /// Types of the account that is acted for.
        "accountTypes" account_types: Vec<String>,
        /// Resource types reached.
        "resourceTypes" resource_types: Vec<String>,
        /// Actions reached; absent: all.
        "actions" actions: Option<Vec<String>>,
        /// Where the resource's account may stand; for a resource that is itself an account, where that stands.
        "scopes" scopes: Vec<Scope>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
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
        /// Roles that may; `*` for every role.
        "allow" allow: Option<Vec<String>>,
        /// Roles that may not, whatever other rules allow; `*` for every role.
        "deny" deny: Option<Vec<String>>,
        /// Only where this is met. An allow needs it; a deny holds unless it is clearly not met.
        "when" when: Option<ConditionDocument>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why, where the source leaves it open; given as help where the rule denies by its condition.
        "note" note: Option<String>,
    }
}

shape! {
    /// What a gate looks at, in the order in which gates are listed.
    #[derive(Hash)]
    pub(crate) words Stage {
        /// The user's credentials.
        "credential" Credential,
        /// The session.
        "session" Session,
        /// The API key.
        "key" Key,
        /// The user's state.
        "userState" UserState,
        /// Whether the account's set-up is complete.
        "setup" Setup,
        /// The account's state.
        "accountState" AccountState,
        /// Whether any contract or purchase order of the account is in force.
        "access" Access,
        /// Whether the resource's own contract is in force.
        "ownContract" OwnContract,
        /// Whether the feature is offered.
        "feature" Feature,
        /// Whether a privilege that everything else needs is held.
        "privilege" Privilege,
    }
}

shape! {
    /// Resource types and actions; what is absent means all.
    pub(crate) struct Selection {
        /// The resource types.
        "resourceTypes" resource_types: Option<Vec<String>>,
        /// The actions.
        "actions" actions: Option<Vec<String>>,
    }
}

shape! {
    /// A state without which a request is denied, whatever the role.
    pub(crate) struct Gate {
        /// Unique among the gates; named in reasons.
        "id" id: String,
        /// What it looks at; gives the reason's code.
        "stage" stage: Stage,
        /// Subject types that pass through it; absent: all.
        "subjectTypes" subject_types: Option<Vec<String>>,
        /// Resource types that it guards; absent: all.
        "resourceTypes" resource_types: Option<Vec<String>>,
        /// Actions that it guards; absent: all.
        "actions" actions: Option<Vec<String>>,
        /// What it does not guard.
        "except" except: Option<Vec<Selection>>,
        /// What must be met.
        "require" require: ConditionDocument,
        /// What a person can do.
        "help" help: Option<String>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// With which decision an obligation comes.
    pub(crate) words On {
        /// Where the request is allowed.
        "allow" Allow,
        /// Where it is denied.
        "deny" Deny,
        /// Either way.
        "always" Always,
    }
}

shape! {
    /// What the caller must do beside taking the decision.
    pub(crate) struct ObligationRule {
        /// Unique among the obligations.
        "id" id: String,
        /// The obligation's code.
        "code" code: ObligationCode,
        /// With which decision it comes.
        "on" on: On,
        /// Resource types that it concerns; absent: all.
        "resourceTypes" resource_types: Option<Vec<String>>,
        /// Actions that it concerns; absent: all.
        "actions" actions: Option<Vec<String>>,
        /// Only where this is met.
        "when" when: Option<ConditionDocument>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// Who may do what: roles as tables or sets of privileges, reach, states and conditions.
    pub(crate) struct PermissionDocument {
        /// The words in `subject.type`.
        "subjectTypes" subject_types: Vec<String>,
        /// Those of them that may do no more than their creator, who must be given; absent: none.
        "creatorBound" creator_bound: Option<Vec<String>>,
        /// The words in an account's `type`, and what may stand below what.
        "accountTypes" account_types: Vec<AccountTypeDocument>,
        /// How many accounts may follow each other; absent: no limit.
        "maxDepth" max_depth: Option<MaxDepth>,
        /// Whether a user may hold several roles, whose rights then unite.
        "severalRoles" several_roles: Setting<bool>,
        /// The words in `subject.properties.role`.
        "roles" roles: Vec<RoleDocument>,
        /// Privileges that roles hold.
        "privileges" privileges: Option<Vec<PrivilegeDocument>>,
        /// Resource types and their actions.
        "resourceTypes" resource_types: Vec<ResourceTypeDocument>,
        /// Which accounts are reached.
        "reach" reach: Vec<ReachRule>,
        /// What roles may do.
        "rules" rules: Vec<RoleRule>,
        /// States that come before roles.
        "gates" gates: Option<Vec<Gate>>,
        /// What callers must do.
        "obligations" obligations: Option<Vec<ObligationRule>>,
    }
}
