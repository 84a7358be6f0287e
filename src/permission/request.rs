//! The AuthZEN evaluation request, with the properties that this policy reads.
//! Source: OpenID Authorization API 1.0, <https://openid.net/specs/authorization-api-1_0.html>

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::account::AccountFact;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::shape::shape;

shape! {
    /// What is known of the subject.
    #[derive(Default)]
    pub(crate) properties struct SubjectProperties {
        /// The user's role, a word of the permission document.
        "role" role: Option<String>,
        /// Id of the account that the user belongs to.
        "account" account: Option<String>,
    }
}

shape! {
    /// Who asks.
    pub(crate) open struct Subject {
        /// A subject type of the permission document, for example `user`.
        "type" kind: String,
        /// The user's id.
        "id" id: String,
        /// What is known of the user.
        "properties" properties: Option<SubjectProperties>,
    }
}

shape! {
    /// What is to be done.
    pub(crate) open struct Action {
        /// An action of the resource type.
        "name" name: String,
    }
}

shape! {
    /// What is known of the resource.
    #[derive(Default)]
    pub(crate) properties struct ResourceProperties {
        /// Id of the account that the resource belongs to, or is to belong to.
        "account" account: Option<String>,
    }
}

shape! {
    /// What it is to be done to.
    pub(crate) open struct Resource {
        /// A resource type of the permission document, for example `partner`.
        "type" kind: String,
        /// The resource's id.
        "id" id: String,
        /// What is known of the resource.
        "properties" properties: Option<ResourceProperties>,
    }
}

shape! {
    /// Facts around the request.
    #[derive(Default)]
    pub(crate) open struct EvaluationContext {
        /// When it is to be done; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// The accounts concerned, each with those above it.
        "accounts" accounts: Option<Vec<AccountFact>>,
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
