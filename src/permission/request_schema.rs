//! The requests as their senders see them, one shape per operation. Deciding reads them all through one,
//! [`AccessRequest`](super::request::AccessRequest), which keeps the module small; a test holds both together.

use alloc::string::String;
use alloc::vec::Vec;

use super::request::{Action, EvaluationContext, EvaluationsOptions, OnBehalfOf};
use crate::directory::facts::{AccountFact, ResourceFact, UserFact};
use crate::wire::shape::shape;

shape! {
    /// What is stated of the subject; conditions may read further properties.
    #[derive(Default)]
    pub(crate) properties struct SubjectProperties {
        /// The user's role, a word of the permission document.
        "role" role: Option<String>,
        /// The user's roles, where there are several.
        "roles" roles: Option<Vec<String>>,
        /// Id of the account that the user belongs to.
        "account" account: Option<String>,
        /// Id of the user who created the subject, where it may do no more than its creator: an API key.
        "creator" creator: Option<String>,
    }
}

shape! {
    /// Who asks.
    pub(crate) open struct Subject {
        /// A subject type of the permission document, for example `user`.
        "type" kind: String,
        /// The user's id.
        "id" id: String,
        /// What is stated of the user.
        "properties" properties: Option<SubjectProperties>,
    }
}

shape! {
    /// What is stated of the resource; conditions may read further properties.
    #[derive(Default)]
    pub(crate) properties struct ResourceProperties {
        /// Id of the account that the resource belongs to, or is to belong to.
        "account" account: Option<String>,
        /// Id of the user who owns the resource.
        "owner" owner: Option<String>,
        /// The role of a resource that is a user.
        "role" role: Option<String>,
        /// The roles of a resource that is a user.
        "roles" roles: Option<Vec<String>>,
    }
}

shape! {
    /// What it is to be done to.
    pub(crate) open struct Resource {
        /// A resource type of the permission document, for example `partner`.
        "type" kind: String,
        /// The resource's id.
        "id" id: String,
        /// What is stated of the resource.
        "properties" properties: Option<ResourceProperties>,
    }
}

shape! {
    /// Facts around the request of an operation that asks for permission on its way; its time stands beside this.
    pub(crate) open struct ComposedContext {
        /// The accounts concerned, each with those above it.
        "accounts" accounts: Option<Vec<AccountFact>>,
        /// Users concerned, for example the other members of a team.
        "users" users: Option<Vec<UserFact>>,
        /// Resources concerned.
        "resources" resources: Option<Vec<ResourceFact>>,
        /// The account that the subject acts for, where it is not its own.
        "onBehalfOf" on_behalf_of: Option<OnBehalfOf>,
    }
}

shape! {
    /// May this subject do this action to this resource? Unknown members are ignored, as AuthZEN demands.
    pub(crate) open struct PermissionRequest {
        /// Who asks.
        "subject" subject: Subject,
        /// What is to be done.
        "action" action: Action,
        /// What it is to be done to.
        "resource" resource: Resource,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// An item of a list of evaluations; a member that is absent is taken from the list's request as a whole.
    pub(crate) open struct EvaluationItem {
        /// Who asks.
        "subject" subject: Option<Subject>,
        /// What is to be done.
        "action" action: Option<Action>,
        /// What it is to be done to.
        "resource" resource: Option<Resource>,
        /// Facts around the item.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// A type of subject or resource; an id beside it is ignored, as AuthZEN demands of the entity that is searched.
    pub(crate) open struct EntityType {
        /// The type.
        "type" kind: String,
    }
}

shape! {
    /// Which known subjects may do this?
    pub(crate) open struct SubjectSearchRequest {
        /// The type of subject wanted.
        "subject" subject: EntityType,
        /// What is to be done.
        "action" action: Action,
        /// What it is to be done to.
        "resource" resource: Resource,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// To which known resources may this be done?
    pub(crate) open struct ResourceSearchRequest {
        /// Who asks.
        "subject" subject: Subject,
        /// What is to be done.
        "action" action: Action,
        /// The type of resource wanted.
        "resource" resource: EntityType,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// Which actions are allowed?
    pub(crate) open struct ActionSearchRequest {
        /// Who asks.
        "subject" subject: Subject,
        /// What it is to be done to.
        "resource" resource: Resource,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// A resource, or a type of resource: of any account that is reached where neither id nor account is given.
    pub(crate) open struct ResourceOrType {
        /// A resource type of the permission document.
        "type" kind: String,
        /// The resource's id.
        "id" id: Option<String>,
        /// What is stated of the resource.
        "properties" properties: Option<ResourceProperties>,
    }
}

shape! {
    /// What may this subject do to a resource, or to resources of a type?
    pub(crate) open struct PermissionsRequest {
        /// Who asks.
        "subject" subject: Subject,
        /// The resource or type.
        "resource" resource: ResourceOrType,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// What may this subject do at all?
    pub(crate) open struct AbilityRequest {
        /// Who asks.
        "subject" subject: Subject,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

shape! {
    /// Several evaluations at once; the members beside `evaluations` are defaults. Without items it is one evaluation.
    pub(crate) open struct EvaluationsRequest {
        /// The items.
        "evaluations" items: Option<Vec<EvaluationItem>>,
        /// How they are judged.
        "options" options: Option<EvaluationsOptions>,
        /// Who asks, where an item does not say.
        "subject" subject: Option<Subject>,
        /// What is to be done, where an item does not say.
        "action" action: Option<Action>,
        /// What it is to be done to, where an item does not say.
        "resource" resource: Option<Resource>,
        /// Facts around the items, where an item does not say.
        "context" context: Option<EvaluationContext>,
    }
}
