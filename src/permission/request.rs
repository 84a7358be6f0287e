//! The AuthZEN requests, with the properties that this policy reads.
//! Source: OpenID Authorization API 1.0, <https://openid.net/specs/authorization-api-1_0.html>

use alloc::string::String;
use alloc::vec::Vec;

use crate::directory::facts::{AccountFact, ResourceFact, UserFact};
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
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
    /// What is to be done.
    pub(crate) open struct Action {
        /// An action of the resource type.
        "name" name: String,
        /// What the action is to bring about, for example the `role` to be given.
        "properties" properties: Option<ActionProperties>,
    }
}

shape! {
    /// What the action is to bring about; conditions may read any property.
    #[derive(Default)]
    pub(crate) properties struct ActionProperties {
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
    /// The account acted for.
    #[derive(serde::Serialize, PartialEq, Eq)]
    pub(crate) open struct OnBehalfOf {
        /// The account's type.
        #[serde(rename = "type")]
        "type" kind: String,
        /// The account's id.
        "id" id: String,
    }
}

shape! {
    /// Facts around the request; conditions may read further ones.
    #[derive(Default)]
    pub(crate) open struct EvaluationContext {
        /// When it is to be done; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
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
    /// When a list of evaluations ends.
    pub(crate) words Semantic {
        /// Every item is judged.
        "execute_all" ExecuteAll,
        /// The list ends with the first deny.
        "deny_on_first_deny" DenyOnFirstDeny,
        /// The list ends with the first permit.
        "permit_on_first_permit" PermitOnFirstPermit,
    }
}

shape! {
    /// How a list of evaluations is judged.
    pub(crate) open struct EvaluationsOptions {
        /// When the list ends; absent: `execute_all`.
        "evaluations_semantic" semantic: Option<Semantic>,
    }
}

/// Items of a list of evaluations. Each is read by itself, so that a bad one fails alone.
#[derive(Clone, Debug)]
pub(crate) struct Items;

impl Read for Items {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        if !matches!(node, Some(Node::List(_))) {
            reader.refuse(node, "an array");
        }
        Self
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Items {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Items".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let item = generator.subschema_for::<EvaluationItem>();
        schemars::json_schema!({ "type": "array", "items": item })
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
    /// Several evaluations at once; the members beside `evaluations` are defaults. Without items it is one evaluation.
    pub(crate) open struct EvaluationsRequest {
        /// The items.
        "evaluations" items: Option<Items>,
        /// How they are judged.
        "options" options: Option<EvaluationsOptions>,
        /// Who asks, where an item does not say.
        "subject" subject: Option<Unread<Subject>>,
        /// What is to be done, where an item does not say.
        "action" action: Option<Unread<Action>>,
        /// What it is to be done to, where an item does not say.
        "resource" resource: Option<Unread<Resource>>,
        /// Facts around the items, where an item does not say.
        "context" context: Option<Unread<EvaluationContext>>,
    }
}

/// A member that is read later, with the item that it serves.
#[derive(Clone, Debug)]
pub(crate) struct Unread<T>(core::marker::PhantomData<T>);

impl<T> Read for Unread<T> {
    fn read(_: Option<&Node<'_>>, _: &mut Reader) -> Self {
        Self(core::marker::PhantomData)
    }
}

#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Unread<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        generator.subschema_for::<T>()
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
    /// Which tables are loaded?
    pub(crate) struct MatrixRequest {
    }
}
