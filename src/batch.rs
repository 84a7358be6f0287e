//! Many questions in one request, and one question that names its operation. Each is judged by its own text, byte for byte,
//! so that its answer is the one that it gets alone.

use alloc::vec::Vec;

use crate::answer::{Answer, Outcome};
use crate::entry::Operation;
use crate::issue::{Issue, IssueCode, list, shorten};
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::wire::node::{MAX_BYTES, Node, own_duplicates, parse_around};
use crate::wire::parts::parts;
use crate::wire::read::{Read, Reader};
use crate::wire::shape::shape;
use crate::wire::write::Writer;

/// Most items of a batch.
const MAX_ITEMS: usize = 1000;

/// How many arrays and objects stand around the request of an item in a batch.
const AROUND: u8 = 3;

/// An operation that an item may ask: each that judges, and none that holds questions or policies itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemOperation(Operation);

impl ItemOperation {
    fn all() -> Vec<&'static str> {
        Operation::ALL.iter().filter(|operation| operation.may_be_item()).map(|operation| operation.name()).collect()
    }
}

impl Operation {
    pub(crate) const fn may_be_item(self) -> bool {
        !matches!(self, Self::Check | Self::Batch | Self::Item | Self::Redact)
    }
}

impl Read for ItemOperation {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let blank = Self(Operation::Permission);
        let Some(name) = reader.text(node, "the name of an operation") else { return blank };
        if let Some(operation) = Operation::from_name(name).filter(|operation| operation.may_be_item()) {
            return Self(operation);
        }
        let help = format!("one of: {}", list(Self::all().into_iter()));
        reader.issue(IssueCode::InputUnknownValue, format!("`{}` is no operation that an item can ask", shorten(name)), Some(help));
        blank
    }
}

/// A request that the item's operation reads; here it must only be there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ItemRequest;

impl Read for ItemRequest {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        if node.is_none() {
            reader.refuse(node, "the operation's request");
        }
        Self
    }
}

/// The items of a batch; each is read when its turn comes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Items;

impl Read for Items {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        match node {
            Some(Node::List(items)) if items.len() > MAX_ITEMS => {
                let message = format!("the batch has {} items; at most {MAX_ITEMS} are asked at once", items.len());
                reader.issue(IssueCode::BatchTooManyItems, message, Some("send several batches".into()));
            }
            Some(Node::List(_)) => {}
            other => reader.refuse(other, "an array"),
        }
        Self
    }
}

shape! {
    /// Request of `batch`.
    pub(crate) struct BatchRequest {
        /// The time for every item that states none itself; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// The questions, at most 1,000.
        "items" items: Items,
    }
}

shape! {
    /// Request of `item`: a question with the name of its operation.
    pub(crate) struct ItemQuestion {
        /// Comes back beside the answer.
        "id" id: Option<Id>,
        /// What is asked.
        "operation" operation: ItemOperation,
        /// The operation's own request.
        "request" request: ItemRequest,
    }
}

/// An item's answer on its way out. INVARIANT: the operation is there exactly where it was asked; then the places of issues
/// are those of its own request, otherwise those of the item.
struct ItemReply<'i> {
    id: Option<&'i str>,
    operation: Option<Operation>,
    answer: Answer,
}

impl ItemReply<'_> {
    fn write(&self, writer: &mut Writer) {
        writer.raw("{");
        if let Some(id) = self.id {
            writer.key("id");
            writer.string(id);
        }
        if let Some(operation) = self.operation {
            writer.key("operation");
            writer.string(operation.name());
        }
        writer.key("outcome");
        writer.string(self.answer.outcome.name());
        writer.key(if matches!(self.answer.outcome, Outcome::Allow | Outcome::Deny) { "answer" } else { "issues" });
        writer.raw(&self.answer.text);
        writer.raw("}");
    }
}

/// An item as it stands in the text.
struct Item<'t> {
    node: &'t Node<'t>,
    text: &'t str,
    /// Where it stands in the request.
    place: &'t str,
}

impl<'t> Item<'t> {
    fn judge(&self, policy: &CompiledPolicy, now: Option<Instant>) -> ItemReply<'t> {
        let mut issues = Vec::new();
        own_duplicates(self.node, "", &mut issues);
        match Reader::whole::<ItemQuestion>(self.node, issues) {
            Ok(question) => {
                let operation = question.operation.0;
                let answer = policy.judge(operation, now, self.request().as_bytes());
                ItemReply { id: self.id(), operation: Some(operation), answer }
            }
            Err(issues) => self.refuse(issues),
        }
    }

    /// The answer of an item that is not asked; the issues' places are those in the item.
    fn refuse(&self, issues: Vec<Issue>) -> ItemReply<'t> {
        let placed = |issue: Issue| {
            let pointer = format!("{}{}", self.place, issue.pointer);
            issue.at(pointer)
        };
        ItemReply { id: self.id(), operation: None, answer: Answer::issues(issues.into_iter().map(placed).collect()) }
    }

    /// The id, as far as it can be one.
    fn id(&self) -> Option<&'t str> {
        let node = self.node.member("id")?;
        Reader::whole::<Id>(node, Vec::new()).ok()?;
        if let Node::Text(id) = node { Some(id) } else { None }
    }

    fn request(&self) -> &'t str {
        let Node::Object(entries) = self.node else { return "" };
        entries.iter().zip(parts(self.text)).find(|((key, _), _)| key == "request").map_or("", |(_, text)| text)
    }
}

/// A parsed text as text again.
fn utf8(text: &[u8]) -> &str {
    core::str::from_utf8(text).unwrap_or_default()
}

impl CompiledPolicy {
    /// Judges a question that names its operation. Whatever the text is, the answer is one object on one line; its outcome is
    /// the question's.
    pub(crate) fn item(&self, text: &[u8], now: Option<Instant>) -> Answer {
        let mut writer = Writer::default();
        let outcome = match parse_around(text, 1) {
            Ok(parsed) => {
                let reply = Item { node: &parsed.root, text: utf8(text), place: "" }.judge(self, now);
                reply.write(&mut writer);
                reply.answer.outcome
            }
            Err(issue) => {
                let reply = ItemReply { id: None, operation: None, answer: Answer::issues(alloc::vec![issue]) };
                reply.write(&mut writer);
                reply.answer.outcome
            }
        };
        Answer { outcome, text: writer.text }
    }

    /// Judges each item by itself; only a batch that is no list of items has issues as a whole.
    pub(crate) fn batch(&self, text: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let parsed = parse_around(text, AROUND).map_err(|issue| alloc::vec![issue])?;
        let mut issues = Vec::new();
        own_duplicates(&parsed.root, "", &mut issues);
        let request: BatchRequest = Reader::whole(&parsed.root, issues)?;
        // One time for all would be the clock of items that must go by the host's.
        if request.as_of.is_some()
            && let Some(issue) = self.refuse_time("")
        {
            return Err(alloc::vec![issue]);
        }
        let now = request.as_of.or(now);
        let mut writer = Writer::default();
        writer.raw("{\"items\":[");
        for (index, (node, text)) in items(&parsed.root, utf8(text)).enumerate() {
            let place = format!("/items/{index}");
            let item = Item { node, text, place: &place };
            let reply = if writer.text.len() > MAX_BYTES { item.refuse(alloc::vec![no_room()]) } else { item.judge(self, now) };
            writer.item();
            reply.write(&mut writer);
        }
        writer.raw("]}");
        Ok(Answer { outcome: Outcome::Allow, text: writer.text })
    }
}

/// The items of a batch, each with its text.
fn items<'t>(root: &'t Node<'t>, text: &'t str) -> impl Iterator<Item = (&'t Node<'t>, &'t str)> {
    let found = match root {
        Node::Object(entries) => entries.iter().zip(parts(text)).find(|((key, _), _)| key == "items"),
        _ => None,
    };
    let (nodes, texts) = match found {
        Some(((_, Node::List(nodes)), text)) => (nodes.as_slice(), parts(text)),
        _ => (&[][..], Vec::new()),
    };
    nodes.iter().zip(texts)
}

fn no_room() -> Issue {
    let message = format!("the answers before it fill {MAX_BYTES} bytes, so that this item was not asked");
    Issue::new(IssueCode::BatchAnswersTooLong, "", message).with_help("send it and those after it as another batch")
}

#[cfg(feature = "schema")]
pub(crate) mod schema {
    use alloc::borrow::Cow;
    use alloc::vec::Vec;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
    use serde_json::Value;

    use super::{ItemOperation, ItemQuestion, ItemRequest, Items, MAX_ITEMS};
    use crate::issue::Issue;
    use crate::values::id::Id;

    impl JsonSchema for ItemOperation {
        fn schema_name() -> Cow<'static, str> {
            "ItemOperation".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "string", "enum": Self::all() })
        }
    }

    impl JsonSchema for ItemRequest {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            "ItemRequest".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({})
        }
    }

    impl JsonSchema for Items {
        fn inline_schema() -> bool {
            true
        }
        fn schema_name() -> Cow<'static, str> {
            "Items".into()
        }
        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "array", "maxItems": MAX_ITEMS, "items": generator.subschema_for::<ItemQuestion>() })
        }
    }

    /// How an item came out.
    #[derive(JsonSchema)]
    #[schemars(rename_all = "camelCase")]
    #[expect(dead_code, reason = "describes what `ItemReply::write` writes")]
    pub(crate) enum ItemOutcome {
        /// Allowed, or an answer without a decision.
        Allow,
        /// Denied.
        Deny,
        /// The item is no text that can be read.
        Malformed,
        /// The item or its request has issues.
        Invalid,
        /// A defect of the module.
        Internal,
    }

    /// Answer of `item`.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields, rename_all = "camelCase")]
    #[expect(dead_code, reason = "describes what `ItemReply::write` writes")]
    pub(crate) struct ItemAnswer {
        /// The item's id, where it has one.
        id: Option<Id>,
        /// The operation that was asked; absent where the item itself has issues, whose pointers are then those in the request of
        /// `item` or `batch`.
        operation: Option<ItemOperation>,
        /// How it came out.
        outcome: ItemOutcome,
        /// The operation's answer, of `allow` and `deny`.
        answer: Option<serde_json::Map<alloc::string::String, Value>>,
        /// Every issue, of the other outcomes; where the operation was asked, pointers are those in its own request.
        issues: Option<Vec<Issue>>,
    }

    /// Answer of `batch`.
    #[derive(JsonSchema)]
    #[schemars(deny_unknown_fields)]
    #[expect(dead_code, reason = "describes what `CompiledPolicy::batch` writes")]
    pub(crate) struct BatchAnswer {
        /// The items' answers, in their order.
        items: Vec<ItemAnswer>,
    }
}
