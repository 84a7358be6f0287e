//! RFC 8785 (JSON Canonicalization Scheme) for policy documents, and the digest taken of it. Documents hold no
//! fractional numbers, so the scheme's one hard part, the printing of floats, does not arise.

use alloc::string::String;
use alloc::vec::Vec;

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use sha2::{Digest, Sha256};

use super::node::Node;
use crate::order;

/// The canonical form of a document without its `$schema` member, which only editors read.
struct Canonical<'n, 't> {
    node: &'n Node<'t>,
    top: bool,
}

impl Serialize for Canonical<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.node {
            // INVARIANT: a document with an inexact number has an issue and is never digested.
            Node::Null | Node::Inexact => serializer.serialize_unit(),
            Node::Bool(value) => serializer.serialize_bool(*value),
            Node::Integer(value) => serializer.serialize_i64(*value),
            Node::Text(text) => serializer.serialize_str(text),
            Node::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for node in items {
                    list.serialize_element(&Canonical { node, top: false })?;
                }
                list.end()
            }
            Node::Object(entries) => {
                let mut sorted: Vec<_> = entries.iter().filter(|(key, _)| !(self.top && key == "$schema")).collect();
                order::sort_by(&mut sorted, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
                let mut map = serializer.serialize_map(Some(sorted.len()))?;
                for (key, node) in sorted {
                    map.serialize_entry(key.as_ref(), &Canonical { node, top: false })?;
                }
                map.end()
            }
        }
    }
}

/// SHA-256 over the canonical form, as `sha256:` and 64 hexadecimal digits.
pub(crate) fn digest(document: &Node<'_>) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let text = serde_json::to_string(&Canonical { node: document, top: true }).unwrap_or_default();
    let mut printed = String::from("sha256:");
    for byte in Sha256::digest(text.as_bytes()) {
        for nibble in [byte >> 4, byte & 15] {
            printed.extend(HEX.get(usize::from(nibble)).map(|digit| char::from(*digit)));
        }
    }
    printed
}

#[cfg(test)]
mod tests {
    use super::{Canonical, digest};
    use crate::wire::node::parse;

    fn canonical(text: &str) -> alloc::string::String {
        let parsed = parse(text.as_bytes()).ok().map(|parsed| parsed.root);
        parsed.and_then(|node| serde_json::to_string(&Canonical { node: &node, top: true }).ok()).unwrap_or_default()
    }

    #[test]
    fn keys_sort_by_utf16_units_and_schema_is_left_out() {
        // RFC 8785 section 3.2.3: U+1F600 (D83D DE00) sorts before U+FB33 by UTF-16 units, after it by code points.
        let text = r#"{"\ufb33":1,"$schema":"x","\ud83d\ude00":2,"1":"\u0008\u001f\/","\r":[true,null,1.0]}"#;
        assert_eq!(canonical(text), "{\"\\r\":[true,null,1],\"1\":\"\\b\\u001f/\",\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn digest_ignores_layout_and_matches_a_known_value() {
        let spaced = parse(b" { \"b\" : 2 , \"a\" : 1 } ").ok().map(|parsed| digest(&parsed.root));
        // printf '{"a":1,"b":2}' | sha256sum
        let known = "sha256:43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777";
        assert_eq!(spaced.as_deref(), Some(known));
    }
}
