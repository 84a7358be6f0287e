//! A password on its way through: it can be measured and compared, and neither printed nor written.

use alloc::borrow::ToOwned;
use alloc::string::String;
use core::fmt;

use super::document::Counting;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

/// A password. INVARIANT: nothing gives its text out; of any length, since how long it may be is a rule with a reason.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(String);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret")
    }
}

impl Read for Secret {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        Self(reader.text(node, "a string").unwrap_or("").to_owned())
    }
}

impl Secret {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn length(&self, counting: Counting) -> u32 {
        let count = match counting {
            Counting::ScalarValues => self.0.chars().count(),
            Counting::Utf16Units => self.0.encode_utf16().count(),
            Counting::Utf8Bytes => self.0.len(),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// Whether some character is of this kind.
    pub(crate) fn has(&self, kind: impl Fn(char) -> bool) -> bool {
        self.0.chars().any(kind)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Secret {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Secret".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "password", "writeOnly": true })
    }
}

#[cfg(test)]
mod tests {
    use super::{Counting, Secret};

    #[test]
    fn characters_are_counted_in_three_ways_and_the_text_is_not_printed() {
        // "ä" is 1 scalar value, 1 UTF-16 unit, 2 bytes; "😀" is 1, 2 and 4.
        let secret = Secret("aä😀".into());
        let lengths = [Counting::ScalarValues, Counting::Utf16Units, Counting::Utf8Bytes].map(|counting| secret.length(counting));
        assert_eq!(lengths, [3, 4, 7]);
        assert_eq!(std::format!("{secret:?}"), "Secret");
    }
}
