//! RFC 8785 (JSON Canonicalization Scheme) for policy documents, and the digest taken of it. Documents hold no
//! fractional numbers, so the scheme's one hard part, the printing of floats, does not arise.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use super::node::Node;
use super::write::Writer;
use crate::order;

/// Writes the canonical form of a document without its `$schema` member, which only editors read.
fn write(node: &Node<'_>, is_top: bool, writer: &mut Writer) {
    match node {
        // INVARIANT: a document with an inexact number has an issue and is never digested.
        Node::Null | Node::Inexact => writer.raw("null"),
        Node::Bool(value) => writer.raw(if *value { "true" } else { "false" }),
        Node::Integer(value) => writer.integer(*value),
        Node::Text(text) => writer.string(text),
        Node::List(items) => {
            writer.raw("[");
            for item in items {
                writer.item();
                write(item, false, writer);
            }
            writer.raw("]");
        }
        Node::Object(entries) => {
            let mut sorted: Vec<_> = entries.iter().filter(|(key, _)| !(is_top && key == "$schema")).collect();
            order::sort_by(&mut sorted, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            writer.raw("{");
            for (key, value) in sorted {
                writer.key(key);
                write(value, false, writer);
            }
            writer.raw("}");
        }
    }
}

/// The canonical form of a document.
fn canonical(document: &Node<'_>) -> String {
    let mut writer = Writer::default();
    write(document, true, &mut writer);
    writer.text
}

/// SHA-256 over the canonical form, as `sha256:` and 64 hexadecimal digits.
pub(crate) fn digest(document: &Node<'_>) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let text = canonical(document);
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
    use super::{canonical, digest};
    use crate::wire::node::parse;

    #[test]
    fn keys_sort_by_utf16_units_and_schema_is_left_out() {
        // RFC 8785 section 3.2.3: U+1F600 (D83D DE00) sorts before U+FB33 by UTF-16 units, after it by code points.
        let text = r#"{"\ufb33":1,"$schema":"x","\ud83d\ude00":2,"1":"\u0008\u001f\/","\r":[true,null,1.0]}"#;
        let parsed = parse(text.as_bytes()).ok().map(|parsed| canonical(&parsed.root)).unwrap_or_default();
        assert_eq!(parsed, "{\"\\r\":[true,null,1],\"1\":\"\\b\\u001f/\",\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn digest_ignores_layout_and_matches_a_known_value() {
        let spaced = parse(b" { \"b\" : 2 , \"a\" : 1 } ").ok().map(|parsed| digest(&parsed.root));
        // printf '{"a":1,"b":2}' | sha256sum
        let known = "sha256:43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777";
        assert_eq!(spaced.as_deref(), Some(known));
    }
}
