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

shape! {
    /// What is stated of a subject or resource; conditions may read further properties.
    #[derive(Default)]
    pub(crate) properties struct StatedProperties {
        /// The role of a user.
        "role" role: Option<String>,
        /// The roles of a user, where there are several.
        "roles" roles: Option<Vec<String>>,
        /// Id of the account that the user or resource belongs to.
        "account" account: Option<String>,
        /// Id of the user who owns a resource.
        "owner" owner: Option<String>,
        /// Id of the user who created a subject.
        "creator" creator: Option<String>,
    }
}

shape! {
    /// A subject or resource.
    pub(crate) open struct Entity {
        /// Its type.
        "type" kind: String,
        /// Its id.
        "id" id: Option<String>,
        /// What is stated of it.
        "properties" properties: Option<StatedProperties>,
    }
}

shape! {
    /// A question on permission, of any operation; what the operation needs is checked after reading.
    pub(crate) open struct AccessRequest {
        /// Who asks.
        "subject" subject: Option<Entity>,
        /// What is to be done.
        "action" action: Option<Action>,
        /// What it is to be done to.
        "resource" resource: Option<Entity>,
        /// Facts around the request.
        "context" context: Option<EvaluationContext>,
    }
}

/// Whether there is a list of evaluations. Its items are read by themselves, so that a bad one fails alone.
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
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Items".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "array" })
    }
}

shape! {
    /// What is particular to a list of evaluations.
    pub(crate) open struct EvaluationsFrame {
        /// The items.
        "evaluations" items: Option<Items>,
        /// How they are judged.
        "options" options: Option<EvaluationsOptions>,
    }
}

shape! {
    /// Which tables are loaded?
    pub(crate) struct MatrixRequest {
    }
}
