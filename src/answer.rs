//! The shapes of answers: `{"decision", "context"}` (AuthZEN), the context of each operation with its result.

use alloc::string::String;
use alloc::vec::Vec;

use crate::access::MatrixMachine;
use crate::allocation::request::{Accepted, Headroom, Plan};
use crate::billing::line::Bill;
use crate::credential::authentication::AuthenticationResult;
use crate::credential::password::PasswordResult;
use crate::deal::request::{DealResult, DealState};
use crate::decision::{Obligation, Reason, Verdict};
use crate::issue::{self, Issue, IssueCode};
use crate::order;
use crate::permission::ability::AbilityTable;
use crate::permission::matrix::MatrixVersion;
use crate::permission::request::OnBehalfOf;
use crate::values::capacity::Capacity;
use crate::values::time::Instant;
use crate::version::DocumentReference;
use crate::wire::shape::shape;
use crate::wire::write::to_text;

/// What an answer is, beside its text: a host takes its status and metrics from this and need not parse the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Outcome {
    /// Judged: allowed.
    Allow = 0,
    /// Judged: denied.
    Deny = 1,
    /// Not judged: the text is no JSON value that can be read.
    Malformed = 2,
    /// Not judged: fields or facts have issues.
    Invalid = 3,
    /// Not judged: the module was used out of order, or is defective.
    Internal = 4,
}

impl Outcome {
    /// The outcome of a number, as the C-style ABI passes it.
    #[must_use]
    pub const fn from_code(code: u32) -> Option<Self> {
        match code {
            0 => Some(Self::Allow),
            1 => Some(Self::Deny),
            2 => Some(Self::Malformed),
            3 => Some(Self::Invalid),
            4 => Some(Self::Internal),
            _ => None,
        }
    }

    /// The outcome in one word.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::Internal => "internal",
        }
    }

    /// The number of the outcome.
    #[must_use]
    pub const fn code(self) -> u32 {
        match self {
            Self::Allow => 0,
            Self::Deny => 1,
            Self::Malformed => 2,
            Self::Invalid => 3,
            Self::Internal => 4,
        }
    }
}

/// An answer: JSON text, and what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the text is.
    pub outcome: Outcome,
    /// `{"decision", "context"}` for [`Outcome::Allow`] and [`Outcome::Deny`], else an array of issues; of
    /// [`Operation::Item`](crate::Operation::Item) always one object, which holds either.
    pub text: String,
}

impl Answer {
    pub(crate) fn issues(mut issues: Vec<Issue>) -> Self {
        issue::sort(&mut issues);
        let malformed = |issue: &Issue| {
            matches!(
                issue.code,
                IssueCode::InputMalformedJson
                    | IssueCode::InputInvalidUtf8
                    | IssueCode::InputLoneSurrogate
                    | IssueCode::InputTooDeep
                    | IssueCode::InputTooLarge
            )
        };
        let internal = |issue: &Issue| issue.code.as_str().starts_with("internal.");
        let outcome = if issues.iter().any(|issue| issue.document.is_none() && malformed(issue)) {
            Outcome::Malformed
        } else if issues.iter().any(internal) {
            Outcome::Internal
        } else {
            Outcome::Invalid
        };
        let text = to_text(&issues).unwrap_or_else(|| "[]".into());
        Self { outcome, text }
    }

    /// An answer for a module that was used out of order.
    #[must_use]
    pub fn internal(code: IssueCode, message: &str) -> Self {
        Self::issues(alloc::vec![Issue::new(code, "", message)])
    }

    pub(crate) fn inventory(policies: &[DocumentReference]) -> Self {
        #[derive(serde::Serialize)]
        struct Inventory<'i> {
            policies: &'i [DocumentReference],
        }
        Self::given(&Inventory { policies })
    }

    fn written<T: serde::Serialize>(outcome: Outcome, value: &T) -> Self {
        to_text(value)
            .map_or_else(|| Self::internal(IssueCode::InternalAnswer, "the answer could not be written"), |text| Self { outcome, text })
    }

    /// An answer that is not a decision.
    pub(crate) fn given<T: serde::Serialize>(value: &T) -> Self {
        Self::written(Outcome::Allow, value)
    }

    pub(crate) fn judged<C: serde::Serialize>(decision: bool, context: &C) -> Self {
        #[derive(serde::Serialize)]
        struct Judged<'c, C> {
            decision: bool,
            context: &'c C,
        }
        let outcome = if decision { Outcome::Allow } else { Outcome::Deny };
        Self::written(outcome, &Judged { decision, context })
    }
}

/// The documents that decided, sorted, each once.
#[inline(never)]
fn each_once(mut policies: Vec<&DocumentReference>) -> Vec<&DocumentReference> {
    order::sort_by(&mut policies, Ord::cmp);
    policies.dedup();
    policies
}

shape! {
    /// What a decision is about.
    pub(crate) words Extent {
        /// The whole form: the button may be pressed or not.
        "form" Form,
        /// The fields that the request names, and nothing else: the button may not be pressed on this.
        "fields" Fields,
    }
}

macro_rules! contexts {
    ($( $(#[$meta:meta])* $name:ident, $answer:ident { $( $(#[$field_meta:meta])* $field:ident : $type:ty, )* } )+) => { $(
        $(#[$meta])*
        #[derive(Debug, serde::Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
        #[serde(rename_all = "camelCase")]
        pub(crate) struct $name<'p> {
            /// Every reason, denies first.
            reasons: Vec<Reason>,
            /// What the caller must do beside taking the decision.
            obligations: Vec<Obligation>,
            $( $(#[$field_meta])* pub(crate) $field: $type, )*
            /// The time that the decision was made for.
            as_of: Instant,
            /// The documents that decided.
            policies: Vec<&'p DocumentReference>,
        }

        impl<'p> $name<'p> {
            pub(crate) fn new(verdict: Verdict, $( $field: $type, )* as_of: Instant, policies: Vec<&'p DocumentReference>) -> Self {
                let policies = each_once(policies);
                Self { reasons: verdict.reasons, obligations: verdict.obligations, $( $field, )* as_of, policies }
            }
        }

        $(#[$meta])*
        #[cfg(feature = "schema")]
        #[derive(schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        #[expect(dead_code, reason = "describes what `Answer::judged` writes")]
        pub(crate) struct $answer {
            /// Whether it is allowed, or could be worked out and nothing forbids it.
            decision: bool,
            /// Why, and the operation's result.
            context: $name<'static>,
        }
    )+ };
}

contexts! {
    /// Answer of `permission`.
    PermissionContext, PermissionAnswer {
        /// The account acted for, where it is not the subject's own.
        #[serde(skip_serializing_if = "Option::is_none")]
        on_behalf_of: Option<OnBehalfOf>,
    }
    /// Answer of `permissions`.
    PermissionsContext, PermissionsAnswer {
        /// The actions allowed, in the document's order.
        allowed: Vec<String>,
    }
    /// Answer of `ability`.
    AbilityContext, AbilityAnswer {
        /// The subject's table.
        ability: AbilityTable<'p>,
    }
    /// Answer of `allocation`.
    AllocationContext, AllocationAnswer {
        /// What is left of the capacity that the allocation comes out of.
        headroom: Headroom,
        /// How the resulting capacity would be paid for.
        plan: Plan,
        /// The amounts that would be accepted; absent where none would, or where the actor may not see them.
        #[serde(skip_serializing_if = "Option::is_none")]
        accepted: Option<Accepted>,
        /// When the deletion becomes final; only of one that is allowed.
        #[serde(skip_serializing_if = "Option::is_none")]
        due_at: Option<Instant>,
    }
    /// Answer of `deal`.
    DealContext, DealAnswer {
        /// Whether a deal is required, and which one covers the sale; only of `check`.
        #[serde(skip_serializing_if = "Option::is_none")]
        deal: Option<DealResult>,
        /// Where the deal then stands; only where something may happen to it.
        #[serde(skip_serializing_if = "Option::is_none")]
        next_state: Option<DealState>,
        /// Until when it is then valid.
        #[serde(skip_serializing_if = "Option::is_none")]
        valid_until: Option<Instant>,
    }
    /// Answer of `quote`.
    QuoteContext, QuoteAnswer {
        /// The priced month; absent where the quote is denied.
        #[serde(skip_serializing_if = "Option::is_none")]
        quote: Option<Bill>,
        /// The same month with what it would be instead.
        #[serde(skip_serializing_if = "Option::is_none")]
        what_if: Option<Bill>,
        /// What that costs more, or less where it is negative; over the whole term, where one was asked for.
        #[serde(skip_serializing_if = "Option::is_none")]
        difference: Option<String>,
    }
    /// Answer of `invoice`.
    InvoiceContext, InvoiceAnswer {
        /// The billed month; absent where the invoice is denied.
        #[serde(skip_serializing_if = "Option::is_none")]
        invoice: Option<Bill>,
    }
    /// Answer of `account`.
    AccountContext, AccountAnswer {
        /// What the decision is about.
        judged: Extent,
        /// What is known of the password, where the form has one; never the password.
        #[serde(skip_serializing_if = "Option::is_none")]
        password: Option<PasswordResult>,
    }
    /// Answer of `password`.
    PasswordContext, PasswordAnswer {
        /// What is known of the password; never the password.
        password: PasswordResult,
    }
    /// Answer of `authentication`.
    AuthenticationContext, AuthenticationAnswer {
        /// How long it lasts.
        authentication: AuthenticationResult,
    }
    /// Answer of `order`.
    OrderContext, OrderAnswer {
        /// The state in which the subscription then is; only where it is allowed.
        #[serde(skip_serializing_if = "Option::is_none")]
        state: Option<String>,
        /// The customer's total after the order; only where it is allowed and can be told.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<crate::values::capacity::CapacityText>"))]
        volume: Option<Capacity>,
        /// Whether a deal is required; absent where the total does not grow.
        #[serde(skip_serializing_if = "Option::is_none")]
        deal: Option<DealResult>,
        /// The reseller's account at the vendor, where its e-mail address finds exactly one; only where it is allowed.
        #[serde(skip_serializing_if = "Option::is_none")]
        vendor_account: Option<String>,
    }
    /// Answer of `subscription`.
    SubscriptionContext, SubscriptionAnswer {
        /// The state that follows; only where it is allowed.
        #[serde(skip_serializing_if = "Option::is_none")]
        next_state: Option<String>,
        /// The events that are possible in the present state, in the document's order.
        reachable: Vec<&'p str>,
        /// The customer's total after a change of quantity; only where it is allowed and can be told.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schemars(with = "Option<crate::values::capacity::CapacityText>"))]
        volume: Option<Capacity>,
        /// Whether a deal is required; absent where the total does not grow.
        #[serde(skip_serializing_if = "Option::is_none")]
        deal: Option<DealResult>,
    }
}

/// Context of `matrix`.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct MatrixContext<'p> {
    /// Empty.
    pub(crate) reasons: Vec<Reason>,
    /// Empty.
    pub(crate) obligations: Vec<Obligation>,
    /// Every version of the permission document, the oldest first.
    pub(crate) matrix: Vec<MatrixVersion<'p>>,
    /// Every state machine of every version of a document, by document and version.
    pub(crate) machines: Vec<MatrixMachine<'p>>,
    /// The documents shown, sorted.
    pub(crate) policies: Vec<&'p DocumentReference>,
}

/// Answer of `matrix`.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Answer::judged` writes")]
pub(crate) struct MatrixAnswer {
    /// Always true.
    decision: bool,
    /// The tables.
    context: MatrixContext<'static>,
}

/// Context of `check`.
#[derive(Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub(crate) struct CheckContext<'p> {
    /// Empty: documents that have issues are answered with the issues.
    pub(crate) reasons: Vec<Reason>,
    /// Empty.
    pub(crate) obligations: Vec<Obligation>,
    /// The documents checked, sorted.
    pub(crate) policies: &'p [DocumentReference],
}

/// Answer of `check`.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "describes what `Answer::judged` writes")]
pub(crate) struct CheckAnswer {
    /// Always true.
    decision: bool,
    /// The documents checked.
    context: CheckContext<'static>,
}
