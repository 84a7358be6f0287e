//! Effective dates: a document has versions, each in force from a day up to, not including, another; a moment picks one.

use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode, MAX_ISSUES};
use crate::text::format;
use crate::values::period::Period;
use crate::values::time::Date;
use crate::wire::shape::shape;

/// A policy document that took part in a decision, or is loaded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct DocumentReference {
    /// The document's kind, for example `permission`.
    pub kind: String,
    /// The document's name, the same over all its versions.
    pub name: String,
    /// The version.
    pub version: String,
    /// SHA-256 over the document's canonical form (RFC 8785) without `$schema`.
    pub digest: String,
}

shape! {
    /// A request's wish for one version of a document, whatever the date.
    pub(crate) struct Pin {
        /// The document's name.
        "name" name: String,
        /// The version wanted.
        "version" version: String,
    }
}

/// One version of a document.
#[derive(Debug)]
pub(crate) struct Version<T> {
    pub(crate) reference: DocumentReference,
    pub(crate) from: Date,
    pub(crate) to: Option<Date>,
    pub(crate) body: T,
}

impl<T> Version<T> {
    pub(crate) fn in_force_on(&self, date: Date) -> bool {
        self.from <= date && self.to.is_none_or(|to| date < to)
    }

    pub(crate) fn covers(&self, period: Period) -> bool {
        self.from <= period.start && self.to.is_none_or(|to| period.end <= to)
    }

    pub(crate) fn touches(&self, period: Period) -> bool {
        self.from < period.end && self.to.is_none_or(|to| period.start < to)
    }

    /// Whether there is no day on which both are in force.
    pub(crate) fn is_apart<U>(&self, other: &Version<U>) -> bool {
        are_apart((self.from, self.to), (other.from, other.to))
    }

    pub(crate) fn is_pinned(&self, pins: &[Pin]) -> bool {
        pins.iter().any(|pin| pin.name == self.reference.name && pin.version == self.reference.version)
    }
}

/// The versions of the one document of a kind.
#[derive(Debug)]
pub(crate) struct Versions<T> {
    pub(crate) kind: &'static str,
    pub(crate) items: Vec<Version<T>>,
}

impl<T> Versions<T> {
    pub(crate) const fn new(kind: &'static str) -> Self {
        Self { kind, items: Vec::new() }
    }

    /// The pinned version, or the one in force on `date`.
    pub(crate) fn on(&self, date: Date, pins: &[Pin]) -> Result<&Version<T>, Vec<Issue>> {
        let pinned = self.items.iter().find(|version| version.is_pinned(pins));
        pinned.or_else(|| self.items.iter().find(|version| version.in_force_on(date))).ok_or_else(|| none_in_force(self.kind, date))
    }

    /// The pinned version, or the one in force over the whole of `period`.
    pub(crate) fn over(&self, period: Period, pins: &[Pin]) -> Result<&Version<T>, Vec<Issue>> {
        let version = self.on(period.start, pins)?;
        if version.is_pinned(pins) || version.covers(period) {
            return Ok(version);
        }
        let reference = &version.reference;
        let message = format!("{} `{}` changes its version inside the period", self.kind, reference.name);
        Err(alloc::vec![Issue::new(IssueCode::BillingVersionChange, "/period", message)])
    }
}

fn none_in_force(kind: &str, date: Date) -> Vec<Issue> {
    let message = format!("no {kind} document is in force on {date}");
    let help = format!("load a document of kind {kind} whose effective dates cover that day");
    alloc::vec![Issue::new(IssueCode::PolicyNoneInForce, "", message).with_help(help)]
}

/// A version without its body.
type Dated<'v> = (&'v DocumentReference, Date, Option<Date>);

impl<T> Version<T> {
    const fn dated(&self) -> Dated<'_> {
        (&self.reference, self.from, self.to)
    }
}

/// An issue for each version of the same name that is in force at the same time as the last one.
pub(crate) fn overlaps<T>(items: &[Version<T>], issues: &mut Vec<Issue>) {
    if let Some((version, others)) = items.split_last() {
        for earlier in others {
            check_overlap(earlier.dated(), version.dated(), issues);
        }
    }
}

#[inline(never)]
fn check_overlap(earlier: Dated<'_>, version: Dated<'_>, issues: &mut Vec<Issue>) {
    if earlier.0.name == version.0.name && !are_apart((earlier.1, earlier.2), (version.1, version.2)) && issues.len() < MAX_ISSUES {
        issues.push(overlap((earlier.0, earlier.1), (version.0, version.1)));
    }
}

/// Whether two spans, each from a day up to, not including, another, have no day in common.
fn are_apart(a: (Date, Option<Date>), b: (Date, Option<Date>)) -> bool {
    a.1.is_some_and(|to| to <= b.0) || b.1.is_some_and(|to| to <= a.0)
}

#[inline(never)]
fn overlap(earlier: (&DocumentReference, Date), version: (&DocumentReference, Date)) -> Issue {
    let (name, a, b) = (&version.0.name, &earlier.0.version, &version.0.version);
    let message = format!("versions `{a}` and `{b}` of `{name}` are in force at the same time");
    let (older, newer) = if earlier.1 <= version.1 { (earlier, version) } else { (version, earlier) };
    let help = format!("set `effectiveTo` of version `{}` to {}, where `{}` begins", older.0.version, newer.1, newer.0.version);
    Issue::new(IssueCode::PolicyOverlap, "/effectiveFrom", message).with_help(help)
}
