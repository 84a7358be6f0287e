//! RFC 8785 (JSON Canonicalization Scheme), the digest taken of it, and the same without the sorting. Documents hold no
//! fractional numbers, so the scheme's one hard part, the printing of floats, does not arise; in other texts such a number
//! stays as it was written.

use alloc::string::String;
use alloc::vec::Vec;

use sha2::{Digest, Sha256};

use super::node::Node;
use super::write::Writer;
use crate::order;

/// Which members of an object are written, and in which order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Members {
    /// All, as they stand.
    AsGiven,
    /// All, sorted.
    Sorted,
    /// Sorted, without `$schema`, which only editors read.
    SortedWithoutSchema,
}

/// Writes a value without white space.
pub(crate) fn write(node: &Node<'_>, members: Members, writer: &mut Writer) {
    let within = if members == Members::AsGiven { members } else { Members::Sorted };
    match node {
        Node::Null => writer.raw("null"),
        Node::Inexact(number) => writer.raw(number),
        Node::Bool(value) => writer.raw(if *value { "true" } else { "false" }),
        Node::Integer(value) => writer.integer(*value),
        Node::Text(text) => writer.string(text),
        Node::List(items) => {
            writer.raw("[");
            for item in items {
                writer.item();
                write(item, within, writer);
            }
            writer.raw("]");
        }
        Node::Object(entries) => {
            let is_left_out = |key: &str| members == Members::SortedWithoutSchema && key == "$schema";
            let mut chosen: Vec<_> = entries.iter().filter(|(key, _)| !is_left_out(key)).collect();
            if members != Members::AsGiven {
                order::sort_by(&mut chosen, |(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            }
            writer.raw("{");
            for (key, value) in chosen {
                writer.key(key);
                write(value, within, writer);
            }
            writer.raw("}");
        }
    }
}

fn canonical(value: &Node<'_>, members: Members) -> String {
    let mut writer = Writer::default();
    write(value, members, &mut writer);
    writer.text
}

/// The digest of a policy document: of its canonical form without `$schema`.
pub(crate) fn digest(document: &Node<'_>) -> String {
    digest_of_text(&canonical(document, Members::SortedWithoutSchema))
}

/// The digest of any value: of its canonical form.
pub(crate) fn digest_of_value(value: &Node<'_>) -> String {
    digest_of_text(&canonical(value, Members::Sorted))
}

/// SHA-256 of a text, as `sha256:` and 64 hexadecimal digits.
pub(crate) fn digest_of_text(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
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
    use super::{Members, canonical, digest, digest_of_value};
    use crate::wire::node::parse;

    #[test]
    fn keys_sort_by_utf16_units_and_schema_is_left_out() {
        // RFC 8785 section 3.2.3: U+1F600 (D83D DE00) sorts before U+FB33 by UTF-16 units, after it by code points.
        let text = r#"{"\ufb33":1,"$schema":"x","\ud83d\ude00":2,"1":"\u0008\u001f\/","\r":[true,null,1.0]}"#;
        let parsed = parse(text.as_bytes()).ok().map(|parsed| canonical(&parsed.root, Members::SortedWithoutSchema)).unwrap_or_default();
        assert_eq!(parsed, "{\"\\r\":[true,null,1],\"1\":\"\\b\\u001f/\",\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn the_order_of_members_and_a_number_that_is_no_integer_can_stay() {
        let text = br#"{"b":1.50,"$schema":"x","a":[1e999, {"d":0,"c":0}]}"#;
        let forms = [Members::AsGiven, Members::Sorted];
        let written = forms.map(|members| parse(text).ok().map(|parsed| canonical(&parsed.root, members)).unwrap_or_default());
        assert_eq!(written[0], r#"{"b":1.50,"$schema":"x","a":[1e999,{"d":0,"c":0}]}"#);
        assert_eq!(written[1], r#"{"$schema":"x","a":[1e999,{"c":0,"d":0}],"b":1.50}"#);
    }

    #[test]
    fn only_of_documents_the_schema_does_not_count() {
        let digests = [&b"{\"a\":1,\"b\":2}"[..], b"{\"$schema\":\"x\",\"a\":1,\"b\":2}"]
            .map(|text| parse(text).ok().map(|parsed| (digest(&parsed.root), digest_of_value(&parsed.root))).unwrap_or_default());
        assert_eq!(digests[0].0, digests[1].0);
        assert_eq!(digests[0].0, digests[0].1);
        assert_ne!(digests[0].1, digests[1].1);
    }

    #[test]
    fn digest_ignores_layout_and_matches_a_known_value() {
        let spaced = parse(b" { \"b\" : 2 , \"a\" : 1 } ").ok().map(|parsed| digest(&parsed.root));
        // printf '{"a":1,"b":2}' | sha256sum
        let known = "sha256:43258cff783fe7036d8a43033f830adfc60ec037382473548ac742b888292777";
        assert_eq!(spaced.as_deref(), Some(known));
    }
}
