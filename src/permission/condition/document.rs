//! The wire shape of conditions: closed operators over properties of subject, resource, action and context.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use crate::permission::document::Scope;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;

/// A text, an integer, a boolean or a list of these.
#[derive(Clone, Debug)]
pub(crate) struct Literal(pub(crate) Node<'static>);

impl Read for Literal {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let scalar = |node: &Node<'_>| matches!(node, Node::Text(_) | Node::Integer(_) | Node::Bool(_));
        match node {
            Some(node) if scalar(node) => Self(node.owned()),
            Some(list @ Node::List(items)) if items.iter().all(scalar) => Self(list.owned()),
            other => {
                reader.refuse(other, "a text, an integer, a boolean or a list of these");
                Self(Node::Null)
            }
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Literal {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Literal".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let scalar = serde_json::json!(["string", "integer", "boolean"]);
        schemars::json_schema!({ "anyOf": [{ "type": scalar }, { "type": "array", "items": { "type": scalar } }] })
    }
}

shape! {
    /// Where a value comes from: a path into the question, or the document itself; exactly one of both.
    pub(crate) struct Operand {
        /// For example `/subject/properties/email`.
        "path" path: Option<String>,
        /// Seconds that are added to the instant found there.
        "plusSeconds" plus_seconds: Option<u32>,
        /// A value of the document.
        "value" value: Option<Literal>,
    }
}

shape! {
    /// What the values of an order comparison are.
    pub(crate) words Measure {
        /// Integers.
        "integer" Integer,
        /// Decimal strings of 0 or more.
        "decimal" Decimal,
        /// Capacities.
        "capacity" Capacity,
        /// RFC 3339 instants.
        "instant" Instant,
        /// Dates.
        "date" Date,
    }
}

shape! {
    /// Whose account.
    pub(crate) words Side {
        /// Who asks.
        "subject" Subject,
        /// What it is to be done to.
        "resource" Resource,
        /// The account acted for; the subject's own where it acts for no other.
        "acting" Acting,
    }
}

shape! {
    /// A condition. One that needs a fact that is not given is neither met nor unmet.
    pub(crate) choice ConditionDocument by "op" {
        /// Both are the same text, integer or boolean.
        "eq" Eq { "left" left: Operand, "right" right: Operand, },
        /// They are not the same.
        "ne" Ne { "left" left: Operand, "right" right: Operand, },
        /// Left is less than right.
        "lt" Lt { "as" measure: Measure, "left" left: Operand, "right" right: Operand, },
        /// Left is less than right or the same.
        "lte" Lte { "as" measure: Measure, "left" left: Operand, "right" right: Operand, },
        /// Left is greater than right.
        "gt" Gt { "as" measure: Measure, "left" left: Operand, "right" right: Operand, },
        /// Left is greater than right or the same.
        "gte" Gte { "as" measure: Measure, "left" left: Operand, "right" right: Operand, },
        /// The list on the right has the value on the left.
        "in" In { "left" left: Operand, "right" right: Operand, },
        /// The list on the left has the value on the right.
        "contains" Contains { "left" left: Operand, "right" right: Operand, },
        /// There is a value.
        "present" Present { "of" of: Operand, },
        /// Every one is met.
        "all" All { "of" of: Vec<ConditionDocument>, },
        /// At least one is met.
        "any" Any { "of" of: Vec<ConditionDocument>, },
        /// It is not met.
        "not" Not { "of" of: Box<ConditionDocument>, },
        /// The account of that id stands so, seen from the account acted for.
        "relation" Relation { "account" account: Operand, "scopes" scopes: Vec<Scope>, "accountTypes" account_types: Option<Vec<String>>, },
        /// A contract or purchase order of the account, or the one with the id, is in force, or ended less than so many days ago.
        "agreement" Agreement { "of" of: Side, "id" id: Option<Operand>, "graceDays" grace_days: Option<u32>, },
        /// The roles grant nothing that the subject may not do itself.
        "within" Within { "roles" roles: Operand, },
        /// The resource, a user, holds the role, and no other known user of its account does.
        "lastHolder" LastHolder { "role" role: String, },
        /// The subject holds the privilege, in this mode or a higher one.
        "holds" Holds { "privilege" privilege: String, "mode" mode: Option<String>, },
    }
}

impl<T: Read> Read for Box<T> {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        Self::new(T::read(node, reader))
    }
}
