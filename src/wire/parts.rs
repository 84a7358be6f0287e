//! The texts of an object's or array's values, so that each can be handed on byte for byte.

use alloc::vec::Vec;

/// The texts of the values in an object or array, in their order, which is that of the tree's entries.
/// INVARIANT: the text has been parsed; by then brackets, commas and colons outside strings say where values are.
pub(crate) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0_usize, 0_u32);
    let (mut is_string, mut is_escaped) = (false, false);
    for (at, byte) in text.bytes().enumerate() {
        if is_string {
            is_string = is_escaped || byte != b'"';
            is_escaped = byte == b'\\' && !is_escaped;
            continue;
        }
        let next = at.saturating_add(1);
        let part = || text.get(start..at).unwrap_or_default().trim_ascii();
        match (byte, depth) {
            (b'"', _) => is_string = true,
            (b'{' | b'[', _) => {
                depth = depth.saturating_add(1);
                start = if depth == 1 { next } else { start };
            }
            (b':', 1) => start = next,
            (b',', 1) => {
                parts.push(part());
                start = next;
            }
            (b'}' | b']', _) => {
                // Only an empty object or array has nothing before its end.
                parts.extend(Some(part()).filter(|part| depth == 1 && !part.is_empty()));
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::wire::node::{Node, parse};
    use alloc::string::String;
    use alloc::vec::Vec;

    #[test]
    fn values_come_as_they_were_written() {
        let text = r#" { "a\"{,:" : [1, {"b": "]\\"}] , "c":" , }" ,"d": 1.50,"e":{} } "#;
        assert_eq!(parts(text), [r#"[1, {"b": "]\\"}]"#, r#"" , }""#, "1.50", "{}"]);
        assert_eq!(parts("[ [1,2] , \"\\\\\", null ]"), ["[1,2]", "\"\\\\\"", "null"]);
        assert_eq!(parts(" { } "), Vec::<&str>::new());
        assert_eq!(parts("[]"), Vec::<&str>::new());
        assert_eq!(parts("\"[1,2]\""), Vec::<&str>::new());
    }

    fn json() -> impl proptest::strategy::Strategy<Value = serde_json::Value> {
        use proptest::prelude::*;
        let leaf = prop_oneof![
            any::<bool>().prop_map(serde_json::Value::from),
            (-9_i64..9).prop_map(serde_json::Value::from),
            "[\\[\\]{},:\"\\\\ a]{0,6}".prop_map(serde_json::Value::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(serde_json::Value::from),
                proptest::collection::vec(("[\\[\\]{},:\"\\\\]{0,3}", inner), 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest::proptest! {
        #[test]
        fn each_part_reads_as_the_entry_at_its_position(value in json(), pretty: bool) {
            let printed = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
            let text: String = printed.unwrap_or_default();
            let Ok(parsed) = parse(text.as_bytes()) else { return Err(proptest::test_runner::TestCaseError::fail("not read")) };
            let entries: Vec<&Node<'_>> = match &parsed.root {
                Node::List(items) => items.iter().collect(),
                Node::Object(entries) => entries.iter().map(|(_, value)| value).collect(),
                _ => Vec::new(),
            };
            let read: Vec<_> = parts(&text).into_iter().map(|part| parse(part.as_bytes()).ok().map(|parsed| parsed.root)).collect();
            proptest::prop_assert_eq!(read.iter().map(Option::as_ref).collect::<Vec<_>>(), entries.into_iter().map(Some).collect::<Vec<_>>());
        }
    }
}
