//! A question on permission that another operation asks on its way. Subject and context stand in the operation's request as
//! AuthZEN has them, at the same places, so that issues and reasons point there; the operation itself says what is done to what.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use super::places::{Place, move_issues, move_reasons};
use crate::decision::Verdict;
use crate::entry::Time;
use crate::issue::Issue;
use crate::policy::compiled::CompiledPolicy;
use crate::values::time::Instant;
use crate::version::{DocumentReference, Pin};
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// Who asks, as AuthZEN states a subject; read when the question is asked.
#[derive(Clone, Debug)]
pub(crate) struct StatedSubject(Node<'static>);

/// Facts around the request, as AuthZEN states a context; read when the question is asked.
#[derive(Clone, Debug)]
pub(crate) struct StatedContext(Node<'static>);

impl StatedSubject {
    /// The subject as it stands in the request.
    pub(crate) const fn node(&self) -> &Node<'static> {
        &self.0
    }
}

impl StatedContext {
    /// The context as it stands in the request.
    pub(crate) const fn node(&self) -> &Node<'static> {
        &self.0
    }
}

/// An object as it stands in the request.
pub(crate) fn read_object(node: Option<&Node<'_>>, reader: &mut Reader) -> Node<'static> {
    if let Some(object @ Node::Object(_)) = node {
        return object.owned();
    }
    reader.refuse(node, "an object");
    Node::Null
}

impl Read for StatedSubject {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        Self(read_object(node, reader))
    }
}

impl Read for StatedContext {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        for (key, what) in [("asOf", "the time"), ("pin", "pinned versions")] {
            if node.is_some_and(|node| node.member(key).is_some()) {
                reader.unexpected(key, &crate::text::format!("{what} of this operation stands at the top of the request"));
            }
        }
        Self(read_object(node, reader))
    }
}

#[cfg(feature = "schema")]
mod schema {
    use super::{StatedContext, StatedSubject};
    use crate::permission::request_schema::{ComposedContext, Subject};
    use schemars::{JsonSchema, Schema, SchemaGenerator};

    macro_rules! same_schema {
        ($($name:ident as $shape:ident),+) => { $(
            impl JsonSchema for $name {
                fn schema_name() -> alloc::borrow::Cow<'static, str> {
                    $shape::schema_name()
                }
                fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                    $shape::json_schema(generator)
                }
            }
        )+ };
    }
    same_schema!(StatedSubject as Subject, StatedContext as ComposedContext);
}

/// What is asked.
pub(crate) struct Asked<'q> {
    /// Who asks.
    pub(crate) subject: &'q StatedSubject,
    /// Facts around the request.
    pub(crate) context: Option<&'q StatedContext>,
    /// An action of the permission document, and what it is to bring about.
    pub(crate) action: (&'q str, Vec<(&'static str, Node<'q>)>),
    /// Type, id and properties of what it is done to.
    pub(crate) resource: (&'q str, &'q str, Vec<(&'static str, Node<'q>)>),
}

/// A text as a value of the tree.
pub(crate) fn text(value: &str) -> Node<'_> {
    Node::Text(Cow::Borrowed(value))
}

/// Named values as an object of the tree.
pub(crate) fn object<'q>(members: Vec<(&'static str, Node<'q>)>) -> Node<'q> {
    Node::Object(members.into_iter().map(|(key, value)| (Cow::Borrowed(key), value)).collect())
}

impl<'q> Asked<'q> {
    fn question(self) -> Node<'q> {
        let (kind, id, properties) = self.resource;
        let (name, brings) = self.action;
        let mut members = alloc::vec![
            ("subject", self.subject.0.clone()),
            ("action", object(alloc::vec![("name", text(name)), ("properties", object(brings))])),
            ("resource", object(alloc::vec![("type", text(kind)), ("id", text(id)), ("properties", object(properties))])),
        ];
        members.extend(self.context.map(|context| ("context", context.0.clone())));
        object(members)
    }
}

impl CompiledPolicy {
    /// Asks whether it is permitted; reasons and obligations join `verdict`, with the places that `moves` names moved to the
    /// operation's own. Gives the documents that decided.
    ///
    /// # Errors
    /// The issues of the question, their places moved alike.
    pub(crate) fn ask<'p>(
        &'p self,
        asked: Asked<'p>,
        (as_of, pins): (Instant, &[Pin]),
        moves: &[Place<'_>],
        verdict: &mut Verdict,
    ) -> Result<Vec<&'p DocumentReference>, Vec<Issue>> {
        match self.permits(asked.question(), Time::Settled(as_of, pins)) {
            Ok((mut found, policies)) => {
                move_reasons(&mut found.reasons, moves);
                verdict.join(found);
                Ok(policies)
            }
            Err(mut issues) => {
                move_issues(&mut issues, moves);
                Err(issues)
            }
        }
    }
}
