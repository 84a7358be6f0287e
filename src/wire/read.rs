//! Readers: from the tree to wire types, collecting every issue with its pointer instead of stopping at the first.
//!
//! Reading does not stop at a fault: it records an issue and goes on with a blank value, so that readers are straight
//! code without early returns, which halves their size in the module.
//! INVARIANT: a blank is made only after an issue was recorded, and what was read is given out only without issues.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use alloc::vec::Vec;

use super::node::{Node, push_key, push_token};
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten, too_many};
use crate::text::{self, format};

/// Where reading stands, and what was found wrong so far.
#[derive(Debug)]
pub(crate) struct Reader {
    /// Where reading stands; printed as a pointer only for an issue.
    place: Vec<Step>,
    issues: Vec<Issue>,
    /// Above 0 while the members of an object that is absent or of another type are filled with blanks.
    blanks: u32,
}

/// A step down from an object or an array.
#[derive(Clone, Copy, Debug)]
enum Step {
    Key(&'static str),
    Position(usize),
}

/// Whether an object may hold members that its shape does not name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// They are issues: everywhere but in AuthZEN objects.
    Refused,
    /// They are passed over: AuthZEN objects.
    Ignored,
    /// They are passed over, and `null` counts as absent: properties of AuthZEN objects, which describe and demand nothing.
    Properties,
}

/// The members of an object on their way into the fields of a shape, one after the other; none of an object that is absent
/// or of another type, and then no member is missed.
pub(crate) struct Members<'n, 't> {
    entries: &'n [(Cow<'t, str>, Node<'t>)],
    /// The keys of the fields still to be read, in their order.
    keys: &'static [&'static str],
    unknown: Unknown,
    blank: bool,
}

/// A type that can be read from the wire.
pub(crate) trait Read: Sized {
    /// The value of a member, absent or not; a blank after an issue.
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self;
}

/// A word out of a closed list.
pub(crate) trait Word: Copy {
    /// The word on the wire.
    fn as_str(self) -> &'static str;
}

impl Reader {
    /// Reads a whole input, counting the text's duplicate keys among the issues.
    pub(crate) fn whole<T: Read>(root: &Node<'_>, duplicates: Vec<Issue>) -> Result<T, Vec<Issue>> {
        let mut reader = Self::new(duplicates);
        let value = T::read(Some(root), &mut reader);
        if reader.issues.is_empty() { Ok(value) } else { Err(reader.issues) }
    }

    #[inline(never)]
    const fn new(issues: Vec<Issue>) -> Self {
        Self { place: Vec::new(), issues, blanks: 0 }
    }

    /// How many issues there are so far; the same before and after a part that was read without fault.
    pub(crate) fn issue_count(&self) -> usize {
        self.issues.len()
    }

    /// Records an issue here.
    pub(crate) fn issue<'t>(&mut self, code: IssueCode, message: impl Into<Cow<'t, str>>, help: Option<String>) {
        self.record(code, message.into(), (help, None));
    }

    /// Records an issue here, with what would be taken.
    pub(crate) fn issue_allowing(&mut self, code: IssueCode, message: String, help: Option<String>, allowed: Option<String>) {
        self.record(code, message.into(), (help, allowed));
    }

    #[inline(never)]
    fn record(&mut self, code: IssueCode, message: Cow<'_, str>, (help, allowed): (Option<String>, Option<String>)) {
        if self.blanks > 0 || self.issues.len() > MAX_ISSUES {
            return;
        }
        if self.issues.len() == MAX_ISSUES {
            self.issues.push(too_many());
            return;
        }
        let (pointer, document) = (self.pointer(), None);
        self.issues.push(Issue {
            code,
            pointer,
            message: message.into_owned(),
            allowed: allowed.map(String::into_boxed_str),
            help,
            document,
        });
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in &self.place {
            match step {
                Step::Key(key) => push_token(&mut pointer, key),
                Step::Position(index) => push_token(&mut pointer, &format!("{index}")),
            }
        }
        pointer
    }

    /// Records an issue at the member `key`.
    fn issue_at(&mut self, key: &'static str, code: IssueCode, message: &str) {
        self.place.push(Step::Key(key));
        self.issue(code, message, None);
        self.place.pop();
    }

    /// Records that the value is absent, or of another type than `expected`.
    #[inline(never)]
    pub(crate) fn refuse(&mut self, node: Option<&Node<'_>>, expected: &str) {
        match node {
            None => self.issue(IssueCode::InputMissingField, "this field is required", Some(format!("send {expected}"))),
            Some(Node::Null) => {
                let help = format!("leave the field out, or send {expected}");
                self.issue(IssueCode::InputNull, "null is not a value here", Some(help));
            }
            Some(Node::Inexact(_)) if expected == INTEGER => {
                let message = "the number is not an integer within ±(2^53 − 1)";
                self.issue(IssueCode::InputNotAnInteger, message, None);
            }
            Some(other) => {
                let message = format!("expected {expected}, found {}", other.kind());
                self.issue(IssueCode::InputWrongType, message, None);
            }
        }
    }

    /// The text of a string; none after an issue.
    pub(crate) fn text<'n>(&mut self, node: Option<&'n Node<'_>>, expected: &str) -> Option<&'n str> {
        if let Some(Node::Text(text)) = node {
            return Some(text);
        }
        self.refuse(node, expected);
        None
    }

    /// The members of an object, with an issue for each that `keys` does not name. Ends with [`Reader::leave`].
    #[inline(never)]
    pub(crate) fn object<'n, 't>(
        &mut self,
        node: Option<&'n Node<'t>>,
        keys: &'static [&'static str],
        unknown: Unknown,
    ) -> Members<'n, 't> {
        let mut members = self.members(node, unknown);
        self.check_keys(&mut members, keys);
        members
    }

    fn members<'n, 't>(&mut self, node: Option<&'n Node<'t>>, unknown: Unknown) -> Members<'n, 't> {
        if let Some(Node::Object(entries)) = node {
            return Members { entries, keys: &[], unknown, blank: false };
        }
        self.refuse(node, "an object");
        self.blank()
    }

    fn blank<'n, 't>(&mut self) -> Members<'n, 't> {
        self.blanks = self.blanks.saturating_add(1);
        Members { entries: &[], keys: &[], unknown: Unknown::Ignored, blank: true }
    }

    /// Finds the members without a field, and steps down to the first field.
    fn check_keys(&mut self, members: &mut Members<'_, '_>, keys: &'static [&'static str]) {
        members.keys = keys;
        if members.unknown == Unknown::Refused {
            for (key, _) in members.entries.iter().filter(|(key, _)| !keys.contains(&key.as_ref())) {
                self.unknown(key, keys);
            }
        }
        self.place.push(Step::Position(0));
    }

    #[cold]
    fn unknown(&mut self, key: &str, keys: &[&str]) {
        let help = format!("known fields: {}", keys.join(", "));
        let before = self.issues.len();
        self.issue(IssueCode::InputUnknownField, format!("the field `{}` is not known here", shorten(key)), Some(help));
        if let Some(issue) = self.issues.get_mut(before).filter(|issue| issue.code == IssueCode::InputUnknownField) {
            push_key(&mut issue.pointer, key);
        }
    }

    /// Ends the reading of an object's members.
    #[inline(never)]
    pub(crate) fn leave(&mut self, members: &Members<'_, '_>) {
        self.place.pop();
        if members.blank {
            self.blanks = self.blanks.saturating_sub(1);
        }
    }

    /// Reads the next field of a shape.
    pub(crate) fn next_field<T: Read>(&mut self, members: &mut Members<'_, '_>) -> T {
        T::read(self.next(members), self)
    }

    /// Steps over to the next field. Apart from [`Reader::next_field`] so that it is compiled once, not for each type.
    #[inline(never)]
    fn next<'n, 't>(&mut self, members: &mut Members<'n, 't>) -> Option<&'n Node<'t>> {
        let (key, rest) = members.keys.split_first()?;
        members.keys = rest;
        self.find(members, key)
    }

    /// Reads the member `key`, for readers that choose which members they read.
    pub(crate) fn field<T: Read>(&mut self, members: &Members<'_, '_>, key: &'static str) -> T {
        T::read(self.find(members, key), self)
    }

    /// Steps over to the member `key`.
    fn find<'n, 't>(&mut self, members: &Members<'n, 't>, key: &'static str) -> Option<&'n Node<'t>> {
        self.stand(Step::Key(key));
        let found = members.entries.iter().find(|(name, _)| name == key).map(|(_, value)| value);
        found.filter(|value| members.unknown != Unknown::Properties || !matches!(value, Node::Null))
    }

    /// Steps over to another member or item of the same object or array.
    fn stand(&mut self, step: Step) {
        if let Some(last) = self.place.last_mut() {
            *last = step;
        }
    }

    /// The members of an object whose member `by` is one of `words`, and that word's position; of another object a blank
    /// of the first word. Goes on with [`Reader::chosen`].
    #[inline(never)]
    pub(crate) fn choose<'n, 't>(&mut self, node: Option<&'n Node<'t>>, by: &'static str, words: &[&str]) -> (Members<'n, 't>, usize) {
        let members = self.members(node, Unknown::Refused);
        if members.blank {
            return (members, 0);
        }
        self.place.push(Step::Key(by));
        let word = self.word(node.and_then(|node| node.member(by)), words);
        self.place.pop();
        match word {
            Some(index) => (members, index),
            None => (self.blank(), 0),
        }
    }

    /// Checks the keys of an object that [`Reader::choose`] gave, of which the first is the one chosen by. Ends with
    /// [`Reader::leave`].
    #[inline(never)]
    pub(crate) fn chosen(&mut self, members: &mut Members<'_, '_>, keys: &'static [&'static str]) {
        self.check_keys(members, keys);
        members.keys = keys.get(1..).unwrap_or_default();
    }

    /// Records that the member `key`, which another member makes required, is absent.
    pub(crate) fn missing(&mut self, key: &'static str, message: &str) {
        self.issue_at(key, IssueCode::InputMissingField, message);
    }

    /// Records that the member `key` does not go with another member.
    pub(crate) fn unexpected(&mut self, key: &'static str, message: &str) {
        self.issue_at(key, IssueCode::InputUnknownField, message);
    }

    /// The position of the word among `words`; none after an issue.
    #[inline(never)]
    pub(crate) fn word(&mut self, node: Option<&Node<'_>>, words: &[&str]) -> Option<usize> {
        let text = self.text(node, "a string")?;
        let found = words.iter().position(|word| *word == text);
        if found.is_none() {
            let known = list(words.iter().copied());
            let help = Some(format!("one of: {known}"));
            self.issue_allowing(IssueCode::InputUnknownValue, format!("`{}` is not a known value", shorten(text)), help, Some(known));
        }
        found
    }

    /// Hands each item of an array to `read`, at its place. Apart from the types of items so that it is compiled once.
    #[inline(never)]
    fn items(&mut self, node: Option<&Node<'_>>, read: &mut dyn FnMut(&Node<'_>, &mut Self)) {
        let Some(Node::List(items)) = node else { return self.refuse(node, "an array") };
        self.place.push(Step::Position(0));
        for (index, item) in items.iter().enumerate() {
            self.stand(Step::Position(index));
            read(item, self);
        }
        self.place.pop();
    }
}

/// What an integer field expects, in words.
pub(crate) const INTEGER: &str = "an integer";

impl<T: Read> Read for Option<T> {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        node.map(|node| T::read(Some(node), reader))
    }
}

#[inline(never)]
fn length(node: Option<&Node<'_>>) -> usize {
    if let Some(Node::List(items)) = node { items.len() } else { 0 }
}

impl<T: Read> Read for Vec<T> {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let mut values = Self::with_capacity(length(node));
        reader.items(node, &mut |item, reader| values.push(T::read(Some(item), reader)));
        values
    }
}

impl Read for bool {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        if let Some(Node::Bool(value)) = node {
            return *value;
        }
        reader.refuse(node, "true or false");
        false
    }
}

impl Read for u32 {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let Some(Node::Integer(value)) = node else {
            reader.refuse(node, INTEGER);
            return 0;
        };
        Self::try_from(*value).unwrap_or_else(|_| {
            reader.issue(IssueCode::InputNotAnInteger, "the number is not between 0 and 4294967295", None);
            0
        })
    }
}

/// Longest text of any field, in characters (Unicode scalar values).
pub(crate) const MAX_TEXT: usize = 4096;

impl Read for String {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let text = reader.text(node, "a string").unwrap_or("");
        if text::length(text) > MAX_TEXT {
            let message = format!("the text is longer than {MAX_TEXT} characters");
            reader.issue_allowing(IssueCode::InputTextLength, message, None, Some(format!("{MAX_TEXT}")));
        }
        text.to_owned()
    }
}

/// A text that a whole policy document travels in; only the input's own limit bounds it.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transparent))]
pub(crate) struct DocumentText(pub(crate) String);

impl Read for DocumentText {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        Self(reader.text(node, "a string").unwrap_or("").to_owned())
    }
}
