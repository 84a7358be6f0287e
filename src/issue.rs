//! Issues: why an input could not be judged. They concern requests and policy documents, never decisions.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::code::{
    account_issues, allocation_issues, batch_issues, billing_issues, collect, credential_issues, deal_issues, directory_issues,
    input_issues, internal_issues, policy_issues, storefront_issues,
};
use crate::order;
use crate::text::{format, length, owned};

collect! {
    /// Why an input could not be judged. Closed and append-only.
    IssueCode [input_issues policy_issues directory_issues allocation_issues deal_issues billing_issues internal_issues account_issues storefront_issues credential_issues batch_issues]
}

/// Input that could not be judged: what, where, and what helps.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Issue {
    /// Stable code; each has a page under `docs/codes/`.
    pub code: IssueCode,
    /// JSON Pointer (RFC 6901) to the field; empty for the whole input.
    pub pointer: String,
    /// One sentence for a person.
    pub message: String,
    /// What would be taken in its place: a value, or the possible ones with commas between; for messages in other languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<Box<str>>,
    /// What would make the input acceptable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The policy document that the pointer is in, by the name that the caller gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl Issue {
    /// An issue without help at `pointer`.
    #[inline(never)]
    pub fn new<'t>(code: IssueCode, pointer: impl Into<Cow<'t, str>>, message: impl Into<Cow<'t, str>>) -> Self {
        Self { code, pointer: owned(pointer.into()), message: owned(message.into()), allowed: None, help: None, document: None }
    }

    /// The same issue at another place.
    #[must_use]
    pub(crate) fn at(mut self, pointer: String) -> Self {
        self.pointer = pointer;
        self
    }

    /// The same issue with help.
    #[must_use]
    #[inline(never)]
    pub fn with_help<'t>(mut self, help: impl Into<Cow<'t, str>>) -> Self {
        self.help = Some(owned(help.into()));
        self
    }
}

/// Most issues of shape that are collected of one input.
pub(crate) const MAX_ISSUES: usize = 1000;

/// Says that there were more issues than are given.
pub(crate) fn too_many() -> Issue {
    let message = format!("the input has more than {MAX_ISSUES} issues; the first ones are given");
    Issue::new(IssueCode::InputTooManyIssues, "", message)
}

/// Sorts issues by document and pointer (array positions by number) and drops repetitions.
pub(crate) fn sort(issues: &mut Vec<Issue>) {
    order::sort_by(issues, |a, b| {
        a.document
            .cmp(&b.document)
            .then_with(|| compare_pointers(&a.pointer, &b.pointer))
            .then_with(|| a.code.as_str().cmp(b.code.as_str()))
    });
    issues.dedup();
}

/// Orders pointers token by token: array positions by value, before keys, which go by text.
pub(crate) fn compare_pointers(a: &str, b: &str) -> Ordering {
    a.split('/').map(rank).cmp(b.split('/').map(rank))
}

/// A token as what it is ordered by. Only what can be an array position is one (RFC 6901, section 4), so that the order is
/// total whatever keys a sender invents.
fn rank(token: &str) -> (bool, u64, &str) {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    match token.parse().ok().filter(|_| digits) {
        Some(position) => (false, position, ""),
        None => (true, 0, token),
    }
}

/// At most so many known words are listed in a help text.
const LISTED: usize = 20;

/// Known words for a help text.
pub(crate) fn list<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> String {
    let more = words.len().saturating_sub(LISTED);
    let shown: Vec<String> = words.take(LISTED).map(shorten).collect();
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// A user's text, short enough for a message.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if length(text) <= LONGEST {
        return text.into();
    }
    let head: String = text.chars().take(LONGEST).collect();
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::compare_pointers;
    use core::cmp::Ordering;

    #[test]
    fn array_positions_sort_by_number_and_parents_before_children() {
        assert_eq!(compare_pointers("/a/2", "/a/10"), Ordering::Less);
        assert_eq!(compare_pointers("/a", "/a/0"), Ordering::Less);
        assert_eq!(compare_pointers("/b", "/a/0"), Ordering::Greater);
    }

    proptest::proptest! {
        #[test]
        fn the_order_is_total_whatever_the_tokens(tokens in proptest::collection::vec("[0-9+a]{0,4}|[0-9]{18,22}", 3)) {
            let [a, b, c] = [0, 1, 2].map(|index: usize| tokens.get(index).map_or("", alloc::string::String::as_str));
            proptest::prop_assert_eq!(compare_pointers(a, b), compare_pointers(b, a).reverse());
            if compare_pointers(a, b).is_le() && compare_pointers(b, c).is_le() {
                proptest::prop_assert!(compare_pointers(a, c).is_le());
            }
        }
    }
}
