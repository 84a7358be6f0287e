//! Ids, names and sources: short texts that are never empty.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use core::fmt;
use core::ops::Deref;

use crate::issue::IssueCode;
use crate::text::length;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// Longest id, in characters.
const LONGEST: usize = 255;

/// An id, name or source of 1 to 255 characters; two are the same where every character is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub(crate) struct Id(String);

impl Id {
    /// The id that a text is; none where it is empty or longer than 255 characters.
    pub(crate) fn of(text: &str) -> Option<Self> {
        (1..=LONGEST).contains(&length(text)).then(|| Self(text.to_owned()))
    }
}

impl Deref for Id {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Read for Id {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let Some(text) = reader.text(node, "a text of 1 to 255 characters") else { return Self(String::new()) };
        let length = length(text);
        if length == 0 || length > LONGEST {
            let message = format!("this text has 1 to {LONGEST} characters, not {length}");
            reader.issue_allowing(IssueCode::InputTextLength, message, None, Some(format!("{LONGEST}")));
        }
        Self(text.to_owned())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Id {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "minLength": 1, "maxLength": LONGEST })
    }
}
