//! What of a request may stand in a log. Secrets never do, whatever is asked for: a member that is named like a password or a
//! secret, or like what stands beside one in a form, wherever it stands, so that a misplaced one is no leak either.
//! The digest is taken of what is left, since one of a short secret tells the secret to whoever tries all.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::answer::{Answer, Outcome};
use crate::entry::Operation;
use crate::issue::{IssueCode, list, shorten};
use crate::text::format;
use crate::wire::canonical::{Members, digest_of_text, digest_of_value, write};
use crate::wire::node::{Node, parse, unescape_token};
use crate::wire::read::{DocumentText, Read, Reader};
use crate::wire::shape::shape;
use crate::wire::write::Writer;

/// What stands where something was taken out.
const REDACTED: &str = "[redacted]";

/// Most pointers of a list; each is held against every member.
const MAX_POINTERS: usize = 100;

/// The name of any operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AnyOperation(Operation);

impl Read for AnyOperation {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let name = reader.text(node, "the name of an operation");
        if let Some(operation) = name.and_then(Operation::from_name) {
            return Self(operation);
        }
        if let Some(name) = name {
            let help = format!("one of: {}", list(Operation::ALL.iter().map(|operation| operation.name())));
            reader.issue(IssueCode::InputUnknownValue, format!("`{}` is no operation", shorten(name)), Some(help));
        }
        Self(Operation::Redact)
    }
}

/// Pointers to what is taken out: JSON Pointers (RFC 6901) in which the token `*` stands for every member or item.
#[derive(Clone, Debug)]
pub(crate) struct Patterns(Vec<Pattern>);

#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    text: String,
    tokens: Vec<String>,
}

impl Read for Patterns {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let texts: Vec<String> = Vec::read(node, reader);
        if texts.len() > MAX_POINTERS {
            let message = format!("there are {} pointers; at most {MAX_POINTERS} are taken", texts.len());
            reader.issue(IssueCode::InputTooManyPointers, message, None);
        }
        let mut patterns = Vec::with_capacity(texts.len());
        for text in texts {
            if !text.is_empty() && !text.starts_with('/') {
                reader.issue(IssueCode::InputPointerFormat, format!("`{}` is not a JSON Pointer", shorten(&text)), None);
            }
            let tokens = text.split('/').skip(1).map(unescape_token).collect();
            patterns.push(Pattern { text, tokens });
        }
        Self(patterns)
    }
}

shape! {
    /// Request of `redact`.
    pub(crate) struct RedactRequest {
        /// The operation that the request was meant for.
        "operation" operation: AnyOperation,
        /// The request's text, as it came.
        "text" text: DocumentText,
        /// What is taken out beside secrets: JSON Pointers (RFC 6901), at most 100, in which the token `*` stands for every member
        /// or item.
        "pointers" pointers: Option<Patterns>,
    }
}

/// Whether a member of this name and value is kept secret whatever the pointers say.
fn is_secret(name: &str, value: &Node<'_>) -> bool {
    let has = |word: &str| name.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()));
    match value {
        // Whether there is one, or it is right, tells nothing of it.
        Node::Null | Node::Bool(_) => false,
        _ if has("password") || has("secret") => true,
        // The other fields of a form for passwords; as objects or lists they are something else.
        Node::List(_) | Node::Object(_) => false,
        _ => ["confirmation", "current"].iter().any(|field| name.eq_ignore_ascii_case(field)),
    }
}

/// Takes out what the patterns name, and secrets.
struct Redaction<'p> {
    patterns: &'p [Pattern],
    /// Which patterns named something.
    hits: Vec<bool>,
    /// How many secrets were taken out.
    secrets: usize,
}

impl Redaction<'_> {
    /// Goes through a value that stands `depth` tokens down; `active` are the patterns that led here.
    fn value(&mut self, node: &mut Node<'_>, active: &[usize], depth: usize) {
        match node {
            Node::List(items) => {
                for (index, item) in items.iter_mut().enumerate() {
                    if active.is_empty() {
                        self.value(item, &[], depth);
                    } else {
                        self.entry(&format!("{index}"), item, active, depth);
                    }
                }
            }
            Node::Object(entries) => {
                for (key, value) in entries {
                    self.entry(key, value, active, depth);
                }
            }
            _ => {}
        }
    }

    fn entry(&mut self, token: &str, node: &mut Node<'_>, active: &[usize], depth: usize) {
        let patterns = self.patterns;
        let next = |at: &usize| patterns.get(*at).and_then(|pattern| pattern.tokens.get(depth));
        let below = depth.saturating_add(1);
        let mut active: Vec<usize> = active.to_vec();
        active.retain(|at| next(at).is_some_and(|wanted| wanted == "*" || wanted == token));
        let (is_hit, is_secret) = (self.hit(&active, below), is_secret(token, node));
        self.secrets = self.secrets.saturating_add(usize::from(is_secret));
        if is_hit || is_secret {
            *node = Node::Text(Cow::Borrowed(REDACTED));
        } else {
            self.value(node, &active, below);
        }
    }

    /// Whether a pattern ends here.
    fn hit(&mut self, active: &[usize], depth: usize) -> bool {
        let mut is_hit = false;
        for at in active {
            if self.patterns.get(*at).is_some_and(|pattern| pattern.tokens.len() == depth)
                && let Some(hit) = self.hits.get_mut(*at)
            {
                *hit = true;
                is_hit = true;
            }
        }
        is_hit
    }
}

impl Operation {
    /// Whether requests of it hold passwords.
    const fn takes_secrets(self) -> bool {
        matches!(self, Self::Account | Self::Password | Self::Batch | Self::Item | Self::Redact)
    }
}

/// The record of a request. Total, and linear in the request's length.
pub(crate) fn redact(request: &RedactRequest) -> Answer {
    let mut writer = Writer::default();
    writer.raw("{");
    writer.key("operation");
    writer.string(request.operation.0.name());
    match parse(request.text.0.as_bytes()) {
        Ok(parsed) => readable(parsed.root, request, &mut writer),
        Err(issue) => {
            writer.key("unreadable");
            writer.string(issue.code.as_str());
            writer.key("length");
            writer.integer(i64::try_from(request.text.0.len()).unwrap_or(i64::MAX));
            // What cannot be read may hold a secret, and then a digest would tell it to whoever tries all.
            if !request.operation.0.takes_secrets() {
                writer.key("digest");
                writer.string(&digest_of_text(&request.text.0));
            }
        }
    }
    writer.raw("}");
    Answer { outcome: Outcome::Allow, text: printable(writer.text) }
}

fn readable(mut root: Node<'_>, request: &RedactRequest, writer: &mut Writer) {
    let patterns = request.pointers.as_ref().map_or(&[][..], |patterns| &patterns.0);
    let mut redaction = Redaction { patterns, hits: alloc::vec![false; patterns.len()], secrets: 0 };
    let all: Vec<usize> = (0..patterns.len()).collect();
    if redaction.hit(&all, 0) {
        root = Node::Text(Cow::Borrowed(REDACTED));
    } else {
        redaction.value(&mut root, &all, 0);
    }
    writer.key("digest");
    writer.string(&digest_of_value(&root));
    writer.key("request");
    write(&root, Members::AsGiven, writer);
    writer.key("redacted");
    writer.raw("[");
    for (pattern, _) in patterns.iter().zip(&redaction.hits).filter(|(_, hit)| **hit) {
        writer.item();
        writer.string(&pattern.text);
    }
    writer.raw("]");
    writer.key("secrets");
    writer.integer(i64::try_from(redaction.secrets).unwrap_or(i64::MAX));
}

/// The same JSON without characters that end a line or steer a terminal; such can stand inside strings alone.
fn printable(text: String) -> String {
    let steers = |character: char| character.is_control() || matches!(character, '\u{2028}' | '\u{2029}');
    if !text.contains(steers) {
        return text;
    }
    let mut printed = String::with_capacity(text.len());
    for character in text.chars() {
        if steers(character) {
            printed.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            printed.push(character);
        }
    }
    printed
}

#[cfg(feature = "schema")]
pub(crate) mod schema {
    use alloc::borrow::Cow;
    use alloc::string::String;
    use alloc::vec::Vec;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde_json::Value;

    use super::{AnyOperation, MAX_POINTERS, Patterns};
    use crate::entry::Operation;
    use crate::issue::IssueCode;

    impl JsonSchema for AnyOperation {
        fn schema_name() -> Cow<'static, str> {
            "AnyOperation".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            let names: Vec<&str> = Operation::ALL.iter().map(|operation| operation.name()).collect();
            json_schema!({ "type": "string", "enum": names })
        }
    }

    impl JsonSchema for Patterns {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            "Patterns".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "array", "maxItems": MAX_POINTERS, "items": { "type": "string", "pattern": "^(/|$)" } })
        }
    }

    /// Answer of `redact`; of a text that cannot be read it says why, how long it is and, of operations that take no secrets, its
    /// digest.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[expect(dead_code, reason = "describes what `redact` writes")]
    pub(crate) struct RedactAnswer {
        /// The operation that the request was meant for.
        operation: AnyOperation,
        /// Why the text cannot be read.
        unreadable: Option<IssueCode>,
        /// The text's length in bytes, where it cannot be read.
        length: Option<u32>,
        /// SHA-256 over the canonical form (RFC 8785) of what is left of the request, or over a text that cannot be read.
        digest: Option<String>,
        /// What is left of the request.
        request: Option<Value>,
        /// The pointers that named something.
        redacted: Option<Vec<String>>,
        /// How many secrets were taken out, named by pointers or not.
        secrets: Option<u32>,
    }
}
