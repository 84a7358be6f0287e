//! The tree that every input text is read into, once. It keeps what shapes need to report all issues with their
//! pointers, and refuses what systems read differently: duplicate keys, deep nesting, inexact numbers.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use super::json::Parser;
use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::order;
use crate::text::format;

/// Longest text in bytes; a request of 100,000 rows stays below it.
pub(crate) const MAX_BYTES: usize = 8_388_608;
/// Up to this many keys a scan finds duplicates faster than sorting.
const SCAN_LIMIT: usize = 16;

/// A JSON value whose strings borrow from the text where they hold no escapes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Node<'t> {
    #[default]
    Null,
    Bool(bool),
    /// A number that is an integer within ±(2^53 − 1), however it was written.
    Integer(i64),
    /// Any other number, as it was written; no operation reads one.
    Inexact(Cow<'t, str>),
    Text(Cow<'t, str>),
    List(Vec<Node<'t>>),
    Object(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// What a person calls this type of value.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Node::Null => "null",
            Node::Bool(_) => "a boolean",
            Node::Integer(_) | Node::Inexact(_) => "a number",
            Node::Text(_) => "a string",
            Node::List(_) => "an array",
            Node::Object(_) => "an object",
        }
    }

    /// How many values there are in it, itself included.
    pub(crate) fn count(&self) -> usize {
        match self {
            Node::List(items) => items.iter().fold(1, |count, item| item.count().saturating_add(count)),
            Node::Object(entries) => entries.iter().fold(1, |count, (_, value)| value.count().saturating_add(count)),
            _ => 1,
        }
    }

    /// The same value, independent of the text.
    pub(crate) fn owned(&self) -> Node<'static> {
        match self {
            Node::Null => Node::Null,
            Node::Bool(value) => Node::Bool(*value),
            Node::Integer(value) => Node::Integer(*value),
            Node::Inexact(number) => Node::Inexact(Cow::Owned(number.as_ref().to_owned())),
            Node::Text(text) => Node::Text(Cow::Owned(text.as_ref().to_owned())),
            Node::List(items) => Node::List(items.iter().map(Node::owned).collect()),
            Node::Object(entries) => {
                Node::Object(entries.iter().map(|(key, value)| (Cow::Owned(key.as_ref().to_owned()), value.owned())).collect())
            }
        }
    }

    /// The member `key` of an object; of duplicates the first.
    pub(crate) fn member(&self, key: &str) -> Option<&Node<'t>> {
        match self {
            Node::Object(entries) => entries.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

impl<'t> Node<'t> {
    /// The member `key` of an object, to be changed or taken.
    pub(crate) fn member_mut(&mut self, key: &str) -> Option<&mut Node<'t>> {
        match self {
            Node::Object(entries) => entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }
}

/// A text as a tree, and the duplicate keys in it.
pub(crate) struct Parsed<'t> {
    pub(crate) root: Node<'t>,
    pub(crate) duplicates: Vec<Issue>,
}

/// Reads one JSON value.
///
/// # Errors
/// The one issue at which reading stopped: `input.too_large`, `input.invalid_utf8`, `input.too_deep`,
/// `input.lone_surrogate` or `input.malformed_json`.
pub(crate) fn parse(text: &[u8]) -> Result<Parsed<'_>, Issue> {
    parse_around(text, 0)
}

/// The same where `around` levels of arrays and objects stand around what is otherwise read alone.
///
/// # Errors
/// As of [`parse`].
pub(crate) fn parse_around(text: &[u8], around: u8) -> Result<Parsed<'_>, Issue> {
    if text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(Issue::new(IssueCode::InputTooLarge, "", message));
    }
    let text = core::str::from_utf8(text).map_err(|error| {
        let message = format!("the text is not UTF-8 after byte {}", error.valid_up_to());
        Issue::new(IssueCode::InputInvalidUtf8, "", message)
    })?;
    let mut parser = Parser::new(text, around);
    let root = parser.whole()?;
    let mut duplicates = Vec::new();
    if parser.has_duplicates {
        find_duplicates(&root, &mut String::new(), &mut duplicates);
    }
    Ok(Parsed { root, duplicates })
}

/// Appends `/token` to a pointer, escaped as RFC 6901 prescribes.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    let mut rest = token;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'~' | b'/')) {
        let (plain, escaped) = rest.split_at_checked(at).unwrap_or((rest, ""));
        pointer.push_str(plain);
        pointer.push_str(if escaped.starts_with('~') { "~0" } else { "~1" });
        rest = escaped.get(1..).unwrap_or_default();
    }
    pointer.push_str(rest);
}

/// A token of a pointer without its escapes.
pub(crate) fn unescape_token(token: &str) -> String {
    let mut parts = token.split('~');
    let mut text = String::from(parts.next().unwrap_or(""));
    for part in parts {
        let (character, rest) = match (part.strip_prefix('1'), part.strip_prefix('0')) {
            (Some(rest), _) => ('/', rest),
            (_, rest) => ('~', rest.unwrap_or(part)),
        };
        text.push(character);
        text.push_str(rest);
    }
    text
}

/// Appends the token of a key that the sender chose. A key of absurd length is left out: the pointer is to its object.
pub(crate) fn push_key(pointer: &mut String, key: &str) {
    const LONGEST: usize = 256;
    if key.len() <= LONGEST {
        push_token(pointer, key);
    }
}

/// Appends an issue for each key that stands twice in this very object, at its place below `pointer`.
pub(crate) fn own_duplicates(node: &Node<'_>, pointer: &str, issues: &mut Vec<Issue>) {
    let Node::Object(entries) = node else { return };
    for (key, _) in repeated_keys(entries).into_iter().filter_map(|index| entries.get(index)).take(MAX_ISSUES) {
        let mut pointer = String::from(pointer);
        push_key(&mut pointer, key);
        issues.push(duplicate(key, pointer));
    }
}

fn duplicate(key: &str, pointer: String) -> Issue {
    Issue::new(IssueCode::InputDuplicateKey, pointer, format!("the key `{}` stands twice in one object", shorten(key)))
}

fn find_duplicates(node: &Node<'_>, pointer: &mut String, issues: &mut Vec<Issue>) {
    let length = pointer.len();
    match node {
        Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                push_token(pointer, &format!("{index}"));
                find_duplicates(item, pointer, issues);
                pointer.truncate(length);
            }
        }
        Node::Object(entries) => {
            let repeated = repeated_keys(entries);
            for (index, (key, value)) in entries.iter().enumerate() {
                push_key(pointer, key);
                if issues.len() >= MAX_ISSUES {
                    return;
                }
                if repeated.binary_search(&index).is_ok() {
                    issues.push(duplicate(key, pointer.clone()));
                } else {
                    find_duplicates(value, pointer, issues);
                }
                pointer.truncate(length);
            }
        }
        Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Inexact(_) | Node::Text(_) => {}
    }
}

/// Positions of the keys that stand earlier in the same object.
fn repeated_keys(entries: &[(Cow<'_, str>, Node<'_>)]) -> Vec<usize> {
    let key = |index: usize| entries.get(index).map(|(key, _)| key);
    order::repeated(entries.len(), &|a, b| key(a).cmp(&key(b)))
}

/// Whether a key stands twice.
pub(super) fn has_duplicates(entries: &[(Cow<'_, str>, Node<'_>)]) -> bool {
    if entries.len() > SCAN_LIMIT {
        return !repeated_keys(entries).is_empty();
    }
    let mut rest = entries;
    while let [(first, _), tail @ ..] = rest {
        if tail.iter().any(|(key, _)| key == first) {
            return true;
        }
        rest = tail;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{push_token, unescape_token};
    use alloc::string::String;

    proptest::proptest! {
        #[test]
        fn tokens_come_back_from_pointers(key in "[~/01a]{0,8}") {
            let mut pointer = String::new();
            push_token(&mut pointer, &key);
            proptest::prop_assert_eq!(pointer.strip_prefix('/').map(unescape_token), Some(key));
        }
    }
}
