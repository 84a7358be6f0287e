//! The tree that every input text is read into, once. It keeps what shapes need to report all issues with their
//! pointers, and refuses what systems read differently: duplicate keys, deep nesting, inexact numbers.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::issue::{Issue, IssueCode, MAX_ISSUES, shorten};
use crate::order;
use crate::text::format;

/// Deepest nesting of arrays and objects; the deepest request of any operation has 8 levels.
const MAX_DEPTH: u8 = 32;
/// Longest text in bytes; a request of 100,000 rows stays below it.
pub(crate) const MAX_BYTES: usize = 8_388_608;
/// Most values in a text: 100,000 usage rows have 400,000. Bounds the tree's memory at some 40 MB.
const MAX_VALUES: u32 = 500_000;
/// Integers beyond this are not exact in every JSON implementation (RFC 7493, section 2.2).
const MAX_INTEGER: i64 = 9_007_199_254_740_991;
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
    /// Any other number; no operation reads one.
    Inexact,
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
            Node::Integer(_) | Node::Inexact => "a number",
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
            Node::Inexact => Node::Inexact,
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
    if text.len() > MAX_BYTES {
        let message = format!("the text has {} bytes; at most {MAX_BYTES} are read", text.len());
        return Err(Issue::new(IssueCode::InputTooLarge, "", message));
    }
    let text = core::str::from_utf8(text).map_err(|error| {
        let message = format!("the text is not UTF-8 after byte {}", error.valid_up_to());
        Issue::new(IssueCode::InputInvalidUtf8, "", message)
    })?;
    let tracker = Tracker::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Seed { tracker: &tracker, depth: 0 };
    let root = seed.deserialize(&mut deserializer).map_err(|error| tracker.issue(&error))?;
    deserializer.end().map_err(|error| tracker.issue(&error))?;
    let mut duplicates = Vec::new();
    if tracker.duplicates.get() {
        find_duplicates(&root, &mut String::new(), &mut duplicates);
    }
    Ok(Parsed { root, duplicates })
}

/// Appends `/token` to a pointer, escaped as RFC 6901 prescribes.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
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

#[derive(Default)]
struct Tracker {
    too_deep: Cell<bool>,
    values: Cell<u32>,
    duplicates: Cell<bool>,
    /// Tokens from the place of the failure up to the root, filled while the failure travels up.
    path: RefCell<Vec<String>>,
}

impl Tracker {
    fn issue(&self, error: &serde_json::Error) -> Issue {
        let mut pointer = String::new();
        for token in self.path.borrow().iter().rev() {
            push_key(&mut pointer, token);
        }
        if self.values.get() > MAX_VALUES {
            let message = format!("the text has more than {MAX_VALUES} values");
            return Issue::new(IssueCode::InputTooLarge, pointer, message);
        }
        if self.too_deep.get() {
            let message = format!("arrays and objects are nested more than {MAX_DEPTH} deep");
            return Issue::new(IssueCode::InputTooDeep, pointer, message);
        }
        let (line, column) = (error.line(), error.column());
        // The library tells these apart in its text alone; what the text says is never passed on.
        let text = error.to_string();
        if text.starts_with("number out of range") {
            return Issue::new(IssueCode::InputNotAnInteger, pointer, "the number is too large");
        }
        if text.starts_with("lone leading surrogate") || text.starts_with("unexpected end of hex escape") {
            let message = format!("half of a surrogate pair at line {line}, column {column} is not a character");
            return Issue::new(IssueCode::InputLoneSurrogate, pointer, message);
        }
        let what = if error.is_eof() { "the text ends before the JSON value does" } else { "the text is not JSON" };
        let message = format!("{what}: reading stopped at line {line}, column {column}");
        Issue::new(IssueCode::InputMalformedJson, pointer, message)
    }
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
                    let message = format!("the key `{}` stands twice in one object", shorten(key));
                    issues.push(Issue::new(IssueCode::InputDuplicateKey, pointer.clone(), message));
                } else {
                    find_duplicates(value, pointer, issues);
                }
                pointer.truncate(length);
            }
        }
        Node::Null | Node::Bool(_) | Node::Integer(_) | Node::Inexact | Node::Text(_) => {}
    }
}

#[derive(Clone, Copy)]
struct Seed<'p> {
    tracker: &'p Tracker,
    depth: u8,
}

impl Seed<'_> {
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            self.tracker.too_deep.set(true);
            return Err(E::custom("nested too deep"));
        }
        Ok(Self { depth: self.depth.saturating_add(1), ..self })
    }
}

impl<'t> DeserializeSeed<'t> for Seed<'_> {
    type Value = Node<'t>;
    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Node<'t>, D::Error> {
        let values = self.tracker.values.get().saturating_add(1);
        self.tracker.values.set(values);
        if values > MAX_VALUES {
            return Err(de::Error::custom("too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'t> Visitor<'t> for Seed<'_> {
    type Value = Node<'t>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Node<'t>, E> {
        Ok(Node::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Node<'t>, E> {
        Ok(Node::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Node<'t>, E> {
        Ok(if (-MAX_INTEGER..=MAX_INTEGER).contains(&value) { Node::Integer(value) } else { Node::Inexact })
    }
    fn visit_u64<E>(self, value: u64) -> Result<Node<'t>, E> {
        Ok(i64::try_from(value).ok().filter(|value| *value <= MAX_INTEGER).map_or(Node::Inexact, Node::Integer))
    }
    #[expect(
        clippy::as_conversions,
        clippy::float_cmp,
        reason = "`1.0` and `1e0` are the integer 1; the cast saturates and is checked by casting back"
    )]
    fn visit_f64<E>(self, value: f64) -> Result<Node<'t>, E> {
        let integer = value as i64;
        let exact = (-MAX_INTEGER..=MAX_INTEGER).contains(&integer) && integer as f64 == value;
        Ok(if exact { Node::Integer(integer) } else { Node::Inexact })
    }
    fn visit_borrowed_str<E>(self, value: &'t str) -> Result<Node<'t>, E> {
        Ok(Node::Text(Cow::Borrowed(value)))
    }
    fn visit_str<E>(self, value: &str) -> Result<Node<'t>, E> {
        Ok(Node::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut access: A) -> Result<Node<'t>, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        loop {
            match access.next_element_seed(inner) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(Node::List(items)),
                Err(error) => {
                    self.tracker.path.borrow_mut().push(format!("{}", items.len()));
                    return Err(error);
                }
            }
        }
    }

    fn visit_map<A: MapAccess<'t>>(self, mut access: A) -> Result<Node<'t>, A::Error> {
        let inner = self.deeper()?;
        let mut entries: Vec<(Cow<'t, str>, Node<'t>)> = Vec::new();
        while let Some(key) = access.next_key_seed(KeySeed)? {
            match access.next_value_seed(inner) {
                Ok(value) => entries.push((key, value)),
                Err(error) => {
                    self.tracker.path.borrow_mut().push(key.into_owned());
                    return Err(error);
                }
            }
        }
        if has_duplicates(&entries) {
            self.tracker.duplicates.set(true);
        }
        Ok(Node::Object(entries))
    }
}

/// Positions of the keys that stand earlier in the same object.
fn repeated_keys(entries: &[(Cow<'_, str>, Node<'_>)]) -> Vec<usize> {
    let key = |index: usize| entries.get(index).map(|(key, _)| key);
    order::repeated(entries.len(), &|a, b| key(a).cmp(&key(b)))
}

fn has_duplicates(entries: &[(Cow<'_, str>, Node<'_>)]) -> bool {
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

struct KeySeed;

impl<'t> DeserializeSeed<'t> for KeySeed {
    type Value = Cow<'t, str>;
    fn deserialize<D: Deserializer<'t>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'t> Visitor<'t> for KeySeed {
    type Value = Cow<'t, str>;
    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }
    fn visit_borrowed_str<E>(self, value: &'t str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }
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
