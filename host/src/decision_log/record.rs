//! The shape of the decision log's lines, for those who write them and those who read them again. What a member means
//! stands in `docs/decision-log.md`; `record.schema.json` is the same as a JSON Schema.

use super::summary::Summary;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// The version of the shape. Members may be added to it; what is there keeps its meaning.
pub const VERSION: u32 = 1;

/// One line.
#[derive(Debug)]
pub enum Line {
    /// A request and what was answered.
    Decision(Box<Record>),
    /// Records that are missing before the next line.
    Dropped(Dropped),
}

/// A request and what was answered.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// [`VERSION`].
    pub version: u32,
    /// What kind of line it is.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// The clock that the module was given, RFC 3339.
    pub time: String,
    /// The caller's `X-Request-ID`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The trace id of the caller's `traceparent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// What was asked.
    pub operation: String,
    /// What was answered.
    #[serde(flatten)]
    pub answer: Summary,
    /// Which bundle was loaded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<String>,
    /// What requests could decide themselves.
    pub trust: Vec<Trusted>,
    /// From the request's last byte to the answer, in microseconds.
    pub latency_us: u64,
    /// Length of the request in bytes.
    pub request_bytes: u64,
    /// Digest of the request as it is logged; of one that is no JSON, of its bytes, unless those may hold a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_digest: Option<String>,
    /// The pointers that named something, which was taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub redacted: Vec<String>,
    /// How many secrets were taken out.
    #[serde(default, skip_serializing_if = "is_none")]
    pub secrets: u64,
    /// Why there is no `request`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_fault: Option<String>,
    /// Whether the request as it is logged gets the same answer as the one that was sent.
    pub replayable: bool,
    /// The request without what was taken out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Box<RawValue>>,
}

impl Record {
    /// Whether nothing was taken out of the request.
    pub fn is_whole(&self) -> bool {
        self.redacted.is_empty() && self.secrets == 0
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as the serialiser calls it")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// Records that are missing before the next line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dropped {
    /// [`VERSION`].
    pub version: u32,
    /// What kind of line it is.
    #[serde(rename = "type")]
    pub kind: Kind,
    /// When the line was written, RFC 3339.
    pub time: String,
    /// How many.
    pub count: u64,
}

/// What kind of line it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// [`Record`].
    Decision,
    /// [`Dropped`].
    Dropped,
}

/// Something that requests could decide themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Trusted {
    /// The time of the decision.
    RequestTime,
    /// Versions of policy documents.
    Pinning,
    /// Facts: accounts, users, roles.
    RequestFacts,
}

/// Why a line is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// The line was cut or is not from a decision log.
    #[error("this is not a record")]
    NotARecord,
    /// The line has a shape that is not known here.
    #[error("this is a record of version {0}, which is not known here")]
    Version(u32),
}

#[derive(Deserialize)]
struct Head<'l> {
    version: u32,
    #[serde(borrow)]
    r#type: Cow<'l, str>,
}

impl Line {
    /// Reads a line; where it ends in a line feed, without that.
    ///
    /// # Errors
    /// Where it is no record, or one of another version.
    pub fn read(text: &[u8]) -> Result<Self, LineError> {
        let not_a_record = |_| LineError::NotARecord;
        let head: Head<'_> = serde_json::from_slice(text).map_err(not_a_record)?;
        match (head.version, head.r#type.as_ref()) {
            (VERSION, "decision") => serde_json::from_slice(text).map(Self::Decision).map_err(not_a_record),
            (VERSION, "dropped") => serde_json::from_slice(text).map(Self::Dropped).map_err(not_a_record),
            (VERSION, _) => Err(LineError::NotARecord),
            (version, _) => Err(LineError::Version(version)),
        }
    }
}

/// Prints a line: JSON without a character that any reader takes for the end of a line, and a line feed.
pub(super) fn print<T: Serialize>(line: &T) -> serde_json::Result<Vec<u8>> {
    let mut text = serde_json::to_string(line)?;
    if text.contains(is_line_end) {
        // Printed JSON has such a character inside a string only, where its escape means the same.
        text = text.chars().fold(String::with_capacity(text.len() + 16), |mut text, character| {
            match character {
                '\n' | '\r' => {}
                end if is_line_end(end) => text.push_str(&format!("\\u{:04x}", u32::from(end))),
                other => text.push(other),
            }
            text
        });
    }
    text.push('\n');
    Ok(text.into_bytes())
}

/// The ends of a line, and of pages, by Unicode.
fn is_line_end(character: char) -> bool {
    matches!(character, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_character_of_a_string_ends_the_line() {
        let forged = "a\n{\"version\":1,\"type\":\"decision\"}\r\u{b}\u{c}\u{85}\u{2028}\u{2029}\u{0}\u{7f}\u{1b}[2J";
        let line = String::from_utf8(print(&json!({ "id": forged })).expect("printed")).expect("UTF-8");
        assert_eq!(line.matches(is_line_end).count(), 1, "{line}");
        assert!(line.ends_with('\n'));
        let read: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(read["id"], forged);
    }

    #[test]
    fn a_raw_request_with_line_ends_between_its_members_is_one_line() {
        let raw = RawValue::from_string("{\n \"a\":\r\n \"\u{2028}\"}".to_owned()).expect("JSON");
        let line = String::from_utf8(print(&raw).expect("printed")).expect("UTF-8");
        assert_eq!(line, "{ \"a\": \"\\u2028\"}\n");
    }

    #[test]
    fn a_cut_line_and_a_later_version_are_told_apart() {
        assert_eq!(Line::read(br#"{"version":1,"type":"deci"#).expect_err("cut"), LineError::NotARecord);
        assert_eq!(Line::read(br#"{"version":1,"type":"other"}"#).expect_err("unknown"), LineError::NotARecord);
        assert_eq!(Line::read(br#"{"version":2,"type":"decision"}"#).expect_err("later"), LineError::Version(2));
        let dropped = Line::read(br#"{"version":1,"type":"dropped","time":"2026-06-20T12:00:00Z","count":3}"#).expect("a line");
        assert!(matches!(dropped, Line::Dropped(Dropped { count: 3, .. })));
    }
}
