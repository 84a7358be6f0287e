//! Readers: from the tree to wire types, collecting every issue with its pointer instead of stopping at the first.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::node::{Node, push_token};
use crate::issue::{Issue, IssueCode};

/// The members of an object node.
pub(crate) type Entries<'n, 't> = &'n [(alloc::borrow::Cow<'t, str>, Node<'t>)];

/// Where reading stands, and what was found wrong so far.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    pointer: String,
    pub(crate) issues: Vec<Issue>,
}

/// Whether an object may hold members that its shape does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// They are issues: everywhere but in AuthZEN objects.
    Refused,
    /// They are passed over, and `null` counts as absent: AuthZEN 1.0, section 4.
    Ignored,
}

/// A type that can be read from the wire.
pub(crate) trait Read: Sized {
    /// The value, or none after at least one issue.
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self>;

    /// What an absent member means: an issue, unless the type is optional.
    fn absent(reader: &mut Reader) -> Option<Self> {
        reader.issue(IssueCode::InputMissingField, "this field is required", None);
        None
    }
}

/// A word out of a closed list.
pub(crate) trait Word: Copy {
    /// The word on the wire.
    fn as_str(self) -> &'static str;
}

impl Reader {
    /// Reads a whole input, counting the text's duplicate keys among the issues.
    pub(crate) fn whole<T: Read>(root: &Node<'_>, duplicates: Vec<Issue>) -> Result<T, Vec<Issue>> {
        let mut reader = Self { pointer: String::new(), issues: duplicates };
        match T::read(root, &mut reader) {
            Some(value) if reader.issues.is_empty() => Ok(value),
            _ => Err(reader.issues),
        }
    }

    /// Records an issue here.
    pub(crate) fn issue(&mut self, code: IssueCode, message: impl Into<String>, help: Option<String>) {
        self.record(code, message.into(), help);
    }

    #[inline(never)]
    fn record(&mut self, code: IssueCode, message: String, help: Option<String>) {
        let document = None;
        self.issues.push(Issue { code, pointer: self.pointer.clone(), message, help, document });
    }

    #[inline(never)]
    fn down(&mut self, token: &str) -> usize {
        let length = self.pointer.len();
        push_token(&mut self.pointer, token);
        length
    }

    fn up(&mut self, length: usize) {
        self.pointer.truncate(length);
    }

    /// Records that the value has another type than `expected`.
    pub(crate) fn wrong_type(&mut self, expected: &str, node: &Node<'_>) {
        match node {
            Node::Null => {
                let help = format!("leave the field out, or send {expected}");
                self.issue(IssueCode::InputNull, "null is not a value here", Some(help));
            }
            Node::Inexact if expected == INTEGER => {
                let message = "the number is not an integer within ±(2^53 − 1)";
                self.issue(IssueCode::InputNotAnInteger, message, None);
            }
            other => {
                let message = format!("expected {expected}, found {}", other.kind());
                self.issue(IssueCode::InputWrongType, message, None);
            }
        }
    }

    /// The members of an object, with an issue for each that `keys` does not name.
    pub(crate) fn object<'n, 't>(&mut self, node: &'n Node<'t>, keys: &[&str], unknown: Unknown) -> Option<Entries<'n, 't>> {
        let Node::Object(entries) = node else {
            self.wrong_type("an object", node);
            return None;
        };
        if unknown == Unknown::Refused {
            for (key, _) in entries {
                if !keys.contains(&key.as_ref()) {
                    let length = self.down(key);
                    let help = format!("known fields: {}", keys.join(", "));
                    self.issue(IssueCode::InputUnknownField, format!("the field `{key}` is not known here"), Some(help));
                    self.up(length);
                }
            }
        }
        Some(entries)
    }

    /// Reads the member `key`.
    pub(crate) fn field<T: Read>(&mut self, entries: Entries<'_, '_>, key: &str, unknown: Unknown) -> Option<T> {
        let (found, length) = self.enter(entries, key, unknown);
        let value = match found {
            Some(node) => T::read(node, self),
            None => T::absent(self),
        };
        self.up(length);
        value
    }

    /// Steps down to the member `key`. Apart from [`Reader::field`] so that it is compiled once, not for each type.
    #[inline(never)]
    fn enter<'n, 't>(&mut self, entries: Entries<'n, 't>, key: &str, unknown: Unknown) -> (Option<&'n Node<'t>>, usize) {
        let found = entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        let absent = unknown == Unknown::Ignored && matches!(found, Some(Node::Null));
        (found.filter(|_| !absent), self.down(key))
    }

    /// Records that the member `key`, which another member makes required, is absent.
    pub(crate) fn missing(&mut self, key: &str, message: &str) {
        let length = self.down(key);
        self.issue(IssueCode::InputMissingField, message, None);
        self.up(length);
    }

    /// Records that the member `key` does not go with another member.
    pub(crate) fn unexpected(&mut self, key: &str, message: &str) {
        let length = self.down(key);
        self.issue(IssueCode::InputUnknownField, message, None);
        self.up(length);
    }

    /// Reads one of the words that `words` pairs with values.
    pub(crate) fn word<T: Copy>(&mut self, node: &Node<'_>, words: &[(&str, T)]) -> Option<T> {
        let Node::Text(text) = node else {
            self.wrong_type("a string", node);
            return None;
        };
        let found = words.iter().find(|(word, _)| word == text).map(|(_, value)| *value);
        if found.is_none() {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let help = format!("one of: {}", known.join(", "));
            self.issue(IssueCode::InputUnknownValue, format!("`{}` is not a known value", shorten(text)), Some(help));
        }
        found
    }
}

/// What an integer field expects, in words.
pub(crate) const INTEGER: &str = "an integer";

/// A user's text, short enough for a message.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST).collect();
    format!("{head}…")
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        T::read(node, reader).map(Some)
    }
    fn absent(_: &mut Reader) -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let Node::List(items) = node else {
            reader.wrong_type("an array", node);
            return None;
        };
        let mut values = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let length = reader.down(&format!("{index}"));
            values.extend(T::read(item, reader));
            reader.up(length);
        }
        (values.len() == items.len()).then_some(values)
    }
}

impl Read for bool {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let Node::Bool(value) = node else {
            reader.wrong_type("true or false", node);
            return None;
        };
        Some(*value)
    }
}

impl Read for u32 {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let value = match node {
            Node::Integer(value) => Self::try_from(*value).ok(),
            _ => None,
        };
        if value.is_none() {
            match node {
                Node::Integer(_) => {
                    reader.issue(IssueCode::InputNotAnInteger, "the number is not between 0 and 4294967295", None);
                }
                other => reader.wrong_type(INTEGER, other),
            }
        }
        value
    }
}

/// Longest text of any field, in characters (Unicode scalar values).
const MAX_TEXT: usize = 4096;

impl Read for String {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let Node::Text(text) = node else {
            reader.wrong_type("a string", node);
            return None;
        };
        if text.chars().count() > MAX_TEXT {
            reader.issue(IssueCode::InputTextLength, format!("the text is longer than {MAX_TEXT} characters"), None);
            return None;
        }
        Some(text.clone().into_owned())
    }
}

/// A text that a whole policy document travels in; only the input's own limit bounds it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct DocumentText(pub(crate) String);

impl Read for DocumentText {
    fn read(node: &Node<'_>, reader: &mut Reader) -> Option<Self> {
        let Node::Text(text) = node else {
            reader.wrong_type("a string", node);
            return None;
        };
        Some(Self(text.clone().into_owned()))
    }
}
