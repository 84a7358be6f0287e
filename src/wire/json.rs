//! The parser: JSON text (RFC 8259) to the tree, strictly. It stops at the first fault and remembers how it got there.
//! Own code because the library is compiled into the tree's visitor, with an error type and float tables that no answer shows.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use super::node::{Node, has_duplicates, push_key};
use super::number::integer;
use crate::issue::{Issue, IssueCode};
use crate::text::{format, plain_length};

/// Deepest nesting of arrays and objects; the deepest request of any operation has 8 levels.
const MAX_DEPTH: u8 = 32;
/// Most values in a text: 100,000 usage rows have 400,000. Bounds the tree's memory at some 40 MB.
const MAX_VALUES: u32 = 500_000;
/// Why reading stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// What stands here is not JSON, or nothing does.
    Malformed,
    /// Half of a surrogate pair.
    Surrogate,
    TooDeep,
    TooManyValues,
}

/// Reading stands at the byte `at`; a fault leaves it at the byte that is wrong.
pub(super) struct Parser<'t> {
    text: &'t str,
    at: usize,
    /// How many more levels of arrays and objects may follow.
    room: u8,
    values: u32,
    pub(super) has_duplicates: bool,
    /// Tokens from the place of the fault up to the root, filled while the fault travels up.
    path: Vec<Cow<'t, str>>,
}

impl<'t> Parser<'t> {
    /// `around` levels of arrays and objects may stand around what is otherwise read alone.
    pub(super) const fn new(text: &'t str, around: u8) -> Self {
        Self { text, at: 0, room: MAX_DEPTH.saturating_add(around), values: 0, has_duplicates: false, path: Vec::new() }
    }

    /// The one value that the text is.
    pub(super) fn whole(&mut self) -> Result<Node<'t>, Issue> {
        let root = self.value().and_then(|root| if self.next().is_none() { Ok(root) } else { Err(Fault::Malformed) });
        root.map_err(|fault| self.issue(fault))
    }

    #[inline(always)]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    #[inline(always)]
    fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count);
    }

    /// The next byte that is not white space.
    fn next(&mut self) -> Option<u8> {
        loop {
            match self.byte() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.skip(1),
                other => return other,
            }
        }
    }

    fn value(&mut self) -> Result<Node<'t>, Fault> {
        self.values = self.values.saturating_add(1);
        if self.values > MAX_VALUES {
            return Err(Fault::TooManyValues);
        }
        match self.next() {
            Some(b'"') => self.string().map(Node::Text),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::list),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.word("true", Node::Bool(true)),
            Some(b'f') => self.word("false", Node::Bool(false)),
            Some(b'n') => self.word("null", Node::Null),
            _ => Err(Fault::Malformed),
        }
    }

    fn word(&mut self, word: &str, node: Node<'t>) -> Result<Node<'t>, Fault> {
        for byte in word.bytes() {
            if self.byte() != Some(byte) {
                return Err(Fault::Malformed);
            }
            self.skip(1);
        }
        Ok(node)
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Node<'t>, Fault>) -> Result<Node<'t>, Fault> {
        let Some(room) = self.room.checked_sub(1) else { return Err(Fault::TooDeep) };
        self.skip(1);
        self.room = room;
        let node = read(self);
        self.room = room.saturating_add(1);
        node
    }

    fn list(&mut self) -> Result<Node<'t>, Fault> {
        let mut items = Vec::new();
        loop {
            match self.item(items.is_empty()) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => return Ok(Node::List(items)),
                Err(fault) => {
                    self.path.push(Cow::Owned(format!("{}", items.len())));
                    return Err(fault);
                }
            }
        }
    }

    fn item(&mut self, is_first: bool) -> Result<Option<Node<'t>>, Fault> {
        match self.next() {
            Some(b']') => {
                self.skip(1);
                return Ok(None);
            }
            Some(b',') if !is_first => self.skip(1),
            Some(_) if is_first => return self.value().map(Some),
            _ => return Err(Fault::Malformed),
        }
        match self.next() {
            None | Some(b']') => Err(Fault::Malformed),
            Some(_) => self.value().map(Some),
        }
    }

    fn object(&mut self) -> Result<Node<'t>, Fault> {
        let mut entries: Vec<(Cow<'t, str>, Node<'t>)> = Vec::new();
        while let Some(key) = self.key(entries.is_empty())? {
            match self.member() {
                Ok(value) => entries.push((key, value)),
                Err(fault) => {
                    self.path.push(key);
                    return Err(fault);
                }
            }
        }
        self.has_duplicates |= has_duplicates(&entries);
        Ok(Node::Object(entries))
    }

    fn key(&mut self, is_first: bool) -> Result<Option<Cow<'t, str>>, Fault> {
        match self.next() {
            Some(b'}') => {
                self.skip(1);
                return Ok(None);
            }
            Some(b',') if !is_first => self.skip(1),
            Some(_) if is_first => {}
            _ => return Err(Fault::Malformed),
        }
        if self.next() == Some(b'"') { self.string().map(Some) } else { Err(Fault::Malformed) }
    }

    fn member(&mut self) -> Result<Node<'t>, Fault> {
        if self.next() != Some(b':') {
            return Err(Fault::Malformed);
        }
        self.skip(1);
        self.value()
    }

    /// A string, from its opening quote; borrowed where it holds no escapes.
    fn string(&mut self) -> Result<Cow<'t, str>, Fault> {
        self.skip(1);
        let plain = self.plain();
        if self.byte() == Some(b'"') {
            self.skip(1);
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = String::from(plain);
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.skip(1);
                    return Ok(Cow::Owned(text));
                }
                Some(b'\\') => {
                    self.skip(1);
                    text.push(self.escape()?);
                }
                _ => return Err(Fault::Malformed),
            }
            text.push_str(self.plain());
        }
    }

    /// What stands before the next quote, backslash or control character.
    fn plain(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = plain_length(rest.as_bytes());
        self.skip(end);
        rest.get(..end).unwrap_or_default()
    }

    /// The character of an escape, from behind its backslash.
    fn escape(&mut self) -> Result<char, Fault> {
        let character = match self.byte() {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.skip(1);
                return self.unicode();
            }
            _ => return Err(Fault::Malformed),
        };
        self.skip(1);
        Ok(character)
    }

    fn unicode(&mut self) -> Result<char, Fault> {
        let mut units = [self.hexadecimal()?, 0];
        if let [0xD800..=0xDBFF, low] = &mut units {
            for expected in [b'\\', b'u'] {
                match self.byte() {
                    Some(byte) if byte == expected => self.skip(1),
                    Some(_) => return Err(Fault::Surrogate),
                    None => return Err(Fault::Malformed),
                }
            }
            *low = self.hexadecimal()?;
        }
        char::decode_utf16(units).next().and_then(Result::ok).ok_or_else(|| {
            self.at = self.at.saturating_sub(1);
            Fault::Surrogate
        })
    }

    /// Four hexadecimal digits.
    fn hexadecimal(&mut self) -> Result<u16, Fault> {
        let Some(digits) = self.text.as_bytes().get(self.at..self.at.saturating_add(4)) else {
            self.at = self.text.len();
            return Err(Fault::Malformed);
        };
        let mut unit = 0_u16;
        let mut is_valid = true;
        for digit in digits {
            let digit = char::from(*digit).to_digit(16).and_then(|digit| u16::try_from(digit).ok());
            is_valid &= digit.is_some();
            unit = (unit << 4) | digit.unwrap_or_default();
        }
        if !is_valid {
            self.skip(3);
            return Err(Fault::Malformed);
        }
        self.skip(4);
        Ok(unit)
    }

    /// Passes over digits; at least one must stand here.
    fn digits(&mut self) -> Result<(), Fault> {
        if !matches!(self.byte(), Some(b'0'..=b'9')) {
            return Err(Fault::Malformed);
        }
        while let Some(b'0'..=b'9') = self.byte() {
            self.skip(1);
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Node<'t>, Fault> {
        let start = self.at;
        self.skip(usize::from(self.byte() == Some(b'-')));
        if self.byte() == Some(b'0') {
            self.skip(1);
            if matches!(self.byte(), Some(b'0'..=b'9')) {
                return Err(Fault::Malformed);
            }
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.skip(1);
            self.digits()?;
        }
        if matches!(self.byte(), Some(b'e' | b'E')) {
            self.skip(1);
            self.skip(usize::from(matches!(self.byte(), Some(b'+' | b'-'))));
            self.digits()?;
        }
        let number = self.text.get(start..self.at).unwrap_or_default();
        Ok(integer(number).map_or(Node::Inexact(Cow::Borrowed(number)), Node::Integer))
    }

    fn issue(&self, fault: Fault) -> Issue {
        let mut pointer = String::new();
        for token in self.path.iter().rev() {
            push_key(&mut pointer, token);
        }
        let (line, column) = self.position();
        let (code, message) = match fault {
            Fault::TooManyValues => (IssueCode::InputTooLarge, format!("the text has more than {MAX_VALUES} values")),
            Fault::TooDeep => (IssueCode::InputTooDeep, format!("arrays and objects are nested more than {MAX_DEPTH} deep")),
            Fault::Surrogate => {
                let message = format!("half of a surrogate pair at line {line}, column {column} is not a character");
                (IssueCode::InputLoneSurrogate, message)
            }
            Fault::Malformed => {
                let is_over = self.at >= self.text.len();
                let what = if is_over { "the text ends before the JSON value does" } else { "the text is not JSON" };
                (IssueCode::InputMalformedJson, format!("{what}: reading stopped at line {line}, column {column}"))
            }
        };
        Issue::new(code, pointer, message)
    }

    /// Line and column (in bytes) of the last byte read, both from 1.
    fn position(&self) -> (usize, usize) {
        let read = self.text.as_bytes().get(..=self.at).unwrap_or(self.text.as_bytes());
        let last = read.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
        (read.split(|byte| *byte == b'\n').count(), last.len())
    }
}

#[cfg(test)]
#[path = "json_tests.rs"]
mod tests;
