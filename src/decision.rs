//! Decisions: allow or deny, each with every reason, and what the caller must do next.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::code::{
    account_reasons, allocation_reasons, billing_reasons, collect, credential_reasons, deal_reasons, obligations, permission_reasons,
    storefront_reasons,
};
use crate::issue::compare_pointers;
use crate::order;
use crate::text::owned;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

collect! {
    /// Why a decision came out as it did. Closed and append-only.
    ReasonCode [permission_reasons allocation_reasons deal_reasons billing_reasons credential_reasons account_reasons storefront_reasons]
}

collect! {
    /// What the caller must do beside taking the decision. Closed and append-only.
    ObligationCode [obligations]
}

impl Read for ObligationCode {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let words: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
        let found = reader.word(node, &words).and_then(|index| Self::ALL.get(index).copied());
        found.unwrap_or(Self::RegisterDeal)
    }
}

/// What a reason does to the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// The decision is a deny because of this.
    Deny,
    /// The decision stands, with something to look at.
    Warn,
    /// Background.
    Info,
}

/// One reason of a decision.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Reason {
    /// Stable code; each has a page under `docs/codes/`.
    pub code: ReasonCode,
    /// What it does to the decision.
    pub effect: Effect,
    /// One sentence for a person.
    pub message: String,
    /// JSON Pointer (RFC 6901) to the request's field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The rule or setting of the policy document that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What would be allowed; the request passes this reason with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// What would make it pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Place among the reasons of one effect, where their order is given.
    #[serde(skip)]
    rank: u8,
}

impl Reason {
    /// A reason with its message only.
    #[inline(never)]
    pub(crate) fn new<'t>(code: ReasonCode, effect: Effect, message: impl Into<Cow<'t, str>>) -> Self {
        Self { code, effect, message: owned(message.into()), pointer: None, rule: None, found: None, allowed: None, help: None, rank: 0 }
    }
    pub(crate) fn deny<'t>(code: ReasonCode, message: impl Into<Cow<'t, str>>) -> Self {
        Self::new(code, Effect::Deny, message)
    }
    pub(crate) fn ranked(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
    #[inline(never)]
    pub(crate) fn at<'t>(mut self, pointer: impl Into<Cow<'t, str>>) -> Self {
        self.pointer = Some(owned(pointer.into()));
        self
    }
    #[inline(never)]
    pub(crate) fn rule<'t>(mut self, rule: impl Into<Cow<'t, str>>) -> Self {
        self.rule = Some(owned(rule.into()));
        self
    }
    #[inline(never)]
    pub(crate) fn found<'t>(mut self, found: impl Into<Cow<'t, str>>) -> Self {
        self.found = Some(owned(found.into()));
        self
    }
    #[inline(never)]
    pub(crate) fn allowed<'t>(mut self, allowed: impl Into<Cow<'t, str>>) -> Self {
        self.allowed = Some(owned(allowed.into()));
        self
    }
    #[inline(never)]
    pub(crate) fn help<'t>(mut self, help: impl Into<Cow<'t, str>>) -> Self {
        self.help = Some(owned(help.into()));
        self
    }
}

/// Something that the caller must do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Obligation {
    /// Stable code; each has a page under `docs/codes/`.
    pub code: ObligationCode,
    /// What it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<ObligationParams>,
}

/// What an obligation concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct ObligationParams {
    /// The customer concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The volume that the deal must cover, a capacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The price per unit that the deal must name, a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<String>,
}

/// Reasons and obligations while an operation is judged.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) obligations: Vec<Obligation>,
}

impl Verdict {
    #[inline(never)]
    pub(crate) fn push(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    /// Takes what another domain found.
    pub(crate) fn join(&mut self, mut other: Self) {
        self.reasons.append(&mut other.reasons);
        for obligation in other.obligations {
            self.oblige(obligation);
        }
    }

    /// Adds what the caller must do, once.
    pub(crate) fn oblige(&mut self, obligation: Obligation) {
        if !self.obligations.contains(&obligation) {
            self.obligations.push(obligation);
        }
    }

    /// Sorts and unifies the reasons: denies first, then by rank, pointer and code. True where none denies.
    pub(crate) fn conclude(&mut self) -> bool {
        order::sort_by(&mut self.reasons, |a, b| {
            a.effect
                .cmp(&b.effect)
                .then_with(|| a.rank.cmp(&b.rank))
                .then_with(|| compare_pointers(a.pointer.as_deref().unwrap_or(""), b.pointer.as_deref().unwrap_or("")))
                .then_with(|| a.code.as_str().cmp(b.code.as_str()))
                .then_with(|| a.message.cmp(&b.message))
        });
        self.reasons.dedup();
        self.reasons.iter().all(|reason| reason.effect != Effect::Deny)
    }
}
