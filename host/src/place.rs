//! Where in a document's text an issue is: the way along its JSON Pointer through the operator's own file.
//!
//! The module names a place by pointer; people and editors want line and column. What a request brings is never read here.

use crate::issue::Issue;
use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::ops::Range;

/// The part of a text that an issue is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The bytes of the text; never more than a line's worth: of an object or array the opening bracket.
    pub span: Range<usize>,
    /// What there is to say at that place beside the issue's message.
    pub note: Option<String>,
}

/// A position in a text as editors count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// Characters, from 1.
    pub column: usize,
}

impl Position {
    /// The position of a byte; beyond the end, that of the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self { line: 1 + before.bytes().filter(|byte| *byte == b'\n').count(), column: 1 + before[line_start..].chars().count() }
    }
}

/// A text with the range of each of its keys and values; read once for all its issues.
pub struct Spans<'t> {
    text: &'t str,
    /// None where there is no value; the byte where reading stopped where the text is broken.
    root: Result<Option<Value<'t>>, usize>,
}

impl<'t> Spans<'t> {
    /// Reads `text` as RFC 8259 has it, so far as it goes.
    pub fn of(text: &'t str) -> Self {
        let read = parse_to_ast(text, &CollectOptions::default(), &strict());
        Self { text, root: read.map(|parsed| parsed.value).map_err(|error| error.range().start) }
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// The place of `issue`. Where the text is broken, it is where reading stopped; where the pointer leads to something
    /// absent, the opening bracket of what lacks it.
    pub fn place(&self, issue: &Issue) -> Place {
        let at = |offset| Place { span: character(self.text, offset), note: None };
        match (stopped_at(&issue.message, self.text), &self.root) {
            (Some(offset), _) => at(offset),
            (None, Err(offset)) => at(*offset),
            (None, Ok(Some(root))) => find(root, issue, self.text),
            (None, Ok(None)) => at(0),
        }
    }
}

/// What RFC 8259 has and nothing else, as the module reads it.
fn strict() -> ParseOptions {
    ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
    }
}

/// The byte that the module's own reading stopped at, where its message says so: `… line 3, column 7`, in bytes.
fn stopped_at(message: &str, text: &str) -> Option<usize> {
    let (_, position) = message.rsplit_once(" at line ")?;
    let (line, rest) = position.split_once(", column ")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (line, column): (usize, usize) = (line.parse().ok()?, rest[..digits].parse().ok()?);
    let line_start = match line.checked_sub(2) {
        Some(newlines) => text.match_indices('\n').nth(newlines)?.0 + 1,
        None => 0,
    };
    Some((line_start + column.saturating_sub(1)).min(text.len()))
}

/// The character at `offset`; at the end of the text the empty place there.
fn character(text: &str, offset: usize) -> Range<usize> {
    let start = text.floor_char_boundary(offset);
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    start..start + length
}

/// Where the way to a value has come.
struct Way<'a, 'v> {
    value: &'v Value<'a>,
    /// The member that the value belongs to, with its object.
    member: Option<(&'v ObjectProp<'a>, &'v Object<'a>)>,
}

fn find(root: &Value<'_>, issue: &Issue, text: &str) -> Place {
    let mut way = Way { value: root, member: None };
    for token in issue.pointer.split('/').skip(1) {
        let token = unescape(token);
        match step(way.value, &token) {
            Some(next) => way = next,
            None => return Place { span: bracket(way.value), note: Some(format!("`{token}` is not here")) },
        }
    }
    match (issue.code.as_str(), way.member) {
        ("input.duplicate_key", Some((first, object))) => repetition(first, object, text),
        ("input.unknown_field", Some((member, _))) => Place { span: key(member), note: None },
        _ => Place { span: bracket(way.value), note: None },
    }
}

/// A step down; of duplicate keys to the first, which is the one that the module reads.
fn step<'a, 'v>(value: &'v Value<'a>, token: &str) -> Option<Way<'a, 'v>> {
    match value {
        Value::Object(object) => {
            let member = object.properties.iter().find(|member| member.name.as_str() == token)?;
            Some(Way { value: &member.value, member: Some((member, object)) })
        }
        Value::Array(array) => {
            let value = token.parse::<usize>().ok().and_then(|index| array.elements.get(index))?;
            Some(Way { value, member: None })
        }
        _ => None,
    }
}

/// The second key of that name, with the place of the first.
fn repetition(first: &ObjectProp<'_>, object: &Object<'_>, text: &str) -> Place {
    let name = first.name.as_str();
    let again = object.properties.iter().filter(|member| member.name.as_str() == name).nth(1).unwrap_or(first);
    let Position { line, column } = Position::of(text, key(first).start);
    Place { span: key(again), note: Some(format!("it stands first at line {line}, column {column}")) }
}

fn key(member: &ObjectProp<'_>) -> Range<usize> {
    let range = member.name.range();
    range.start..range.end
}

/// The value, or its opening bracket: what is nested may be longer than a screen.
fn bracket(value: &Value<'_>) -> Range<usize> {
    let range = value.range();
    match value {
        Value::Object(_) | Value::Array(_) => range.start..range.start + 1,
        _ => range.start..range.end,
    }
}

/// Source: RFC 6901, section 4: `~1` before `~0`.
fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use super::{Position, Spans};
    use crate::issue::Issue;

    fn place(code: &str, pointer: &str, text: &str) -> (String, Option<String>) {
        let issue = Issue { code: code.into(), pointer: pointer.into(), message: "m".into(), help: None, document: None };
        let place = Spans::of(text).place(&issue);
        let Position { line, column } = Position::of(text, place.span.start);
        (format!("{line}:{column} {}", &text[place.span]), place.note)
    }

    const TEXT: &str = "{\n  \"a\": [1, {\"b/c\": \"é\", \"~\": null}],\n  \"é\": {\"x\": 1, \"y\": 2, \"x\": 3}\n}";

    #[test]
    fn a_pointer_leads_to_its_value() {
        let found = |pointer| place("input.wrong_type", pointer, TEXT).0;
        assert_eq!(found(""), "1:1 {");
        assert_eq!(found("/a"), "2:8 [");
        assert_eq!(found("/a/0"), "2:9 1");
        assert_eq!(found("/a/1/b~1c"), "2:20 \"é\"");
        assert_eq!(found("/a/1/~0"), "2:30 null");
        assert_eq!(found("/é/y"), "3:22 2");
    }

    #[test]
    fn what_is_absent_is_shown_where_it_should_be() {
        assert_eq!(place("input.missing_field", "/a/1/z", TEXT), ("2:12 {".into(), Some("`z` is not here".into())));
        assert_eq!(place("input.missing_field", "/a/7/z", TEXT), ("2:8 [".into(), Some("`7` is not here".into())));
        assert_eq!(place("input.missing_field", "/a/0/z", TEXT), ("2:9 1".into(), Some("`z` is not here".into())));
    }

    #[test]
    fn a_key_is_shown_where_the_key_is_wrong() {
        assert_eq!(place("input.unknown_field", "/é/y", TEXT).0, "3:17 \"y\"");
        let first = "it stands first at line 3, column 9".to_owned();
        assert_eq!(place("input.duplicate_key", "/é/x", TEXT), ("3:25 \"x\"".into(), Some(first)));
    }

    #[test]
    fn broken_text_is_shown_where_reading_stopped() {
        let stopped = |message: &str, text: &str| {
            let issue =
                Issue { code: "input.malformed_json".into(), pointer: String::new(), message: message.into(), help: None, document: None };
            Spans::of(text).place(&issue).span
        };
        assert_eq!(stopped("the text is not JSON: reading stopped at line 2, column 3", "{\n  ?}"), 4..5);
        assert_eq!(stopped("the text ends before the JSON value does: reading stopped at line 1, column 1", "{"), 0..1);
        assert_eq!(stopped("half of a surrogate pair at line 1, column 2 is not a character", "[é]"), 1..3);
        assert_eq!(stopped("nested too deep", "[1,]"), 3..4);
        assert_eq!(stopped("reading stopped at line 9, column 9", ""), 0..0);
        assert_eq!(stopped("nothing", ""), 0..0);
    }
}
