//! The numbers of the module's interface: operation codes in, outcome codes out.

/// What is asked; the number is the operation's code in the module's interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Operation {
    /// May a subject do an action on a resource.
    Permission = 0,
    /// Is a change of a storage allocation valid.
    Allocation = 1,
    /// Is a deal registration required, and which deal satisfies it.
    Deal = 2,
    /// What does a plan cost.
    Quote = 3,
    /// What does metered usage cost in a period.
    Invoice = 4,
    /// Which issues does a bundle of policy documents have.
    Check = 5,
    /// Many permission questions at once, as AuthZEN asks them.
    Evaluations = 6,
    /// Which known subjects may do an action on a resource.
    SearchSubject = 7,
    /// On which known resources may a subject do an action.
    SearchResource = 8,
    /// Which actions may a subject do on a resource.
    SearchAction = 9,
    /// Which actions of a resource type may a subject do.
    Permissions = 10,
    /// What may a subject do at all, as a table.
    Ability = 11,
    /// What does each role of every loaded permission document grant.
    Matrix = 12,
    /// May a button of the console be pressed with its form.
    Account = 15,
    /// May a password be taken.
    Password = 16,
    /// May somebody come in: by a login, with a session, with an API key.
    Authentication = 17,
    /// May a basket be ordered by an actor for a customer.
    Order = 13,
    /// May an event happen to a subscription.
    Subscription = 14,
    /// Many questions of any kind, in order.
    Batch = 18,
    /// One question of any kind with its operation's name; the answer is one line whatever the text is.
    Item = 19,
    /// What of a request may be kept in a log.
    Redact = 20,
}

impl Operation {
    /// Every operation, in the order of the codes.
    pub const ALL: [Self; 21] = [
        Self::Permission,
        Self::Allocation,
        Self::Deal,
        Self::Quote,
        Self::Invoice,
        Self::Check,
        Self::Evaluations,
        Self::SearchSubject,
        Self::SearchResource,
        Self::SearchAction,
        Self::Permissions,
        Self::Ability,
        Self::Matrix,
        Self::Account,
        Self::Password,
        Self::Authentication,
        Self::Order,
        Self::Subscription,
        Self::Batch,
        Self::Item,
        Self::Redact,
    ];

    /// The operation's name on every face.
    pub fn name(self) -> &'static str {
        match self {
            Self::Permission => "permission",
            Self::Allocation => "allocation",
            Self::Deal => "deal",
            Self::Quote => "quote",
            Self::Invoice => "invoice",
            Self::Check => "check",
            Self::Evaluations => "evaluations",
            Self::SearchSubject => "searchSubject",
            Self::SearchResource => "searchResource",
            Self::SearchAction => "searchAction",
            Self::Permissions => "permissions",
            Self::Ability => "ability",
            Self::Matrix => "matrix",
            Self::Account => "account",
            Self::Password => "password",
            Self::Authentication => "authentication",
            Self::Order => "order",
            Self::Subscription => "subscription",
            Self::Batch => "batch",
            Self::Item => "item",
            Self::Redact => "redact",
        }
    }

    /// The operation of that name, if there is one.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|operation| operation.name() == name)
    }
}

/// What kind of text an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub enum Outcome {
    /// A decision: allowed.
    Allow = 0,
    /// A decision: not allowed, with the reasons.
    Deny = 1,
    /// Issues: the request is not JSON that the module takes.
    Malformed = 2,
    /// Issues: the request is JSON, but cannot be judged.
    Invalid = 3,
    /// Issues: the module was used wrongly or found itself inconsistent.
    Internal = 4,
}

impl Outcome {
    /// The outcome in one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Malformed => "malformed",
            Self::Invalid => "invalid",
            Self::Internal => "internal",
        }
    }

    pub(crate) fn from_code(code: u32) -> Option<Self> {
        [Self::Allow, Self::Deny, Self::Malformed, Self::Invalid, Self::Internal].into_iter().find(|outcome| *outcome as u32 == code)
    }
}

/// One question to the module.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What is asked.
    pub operation: Operation,
    /// The clock in milliseconds since 1970, where there is one.
    pub now_ms: Option<i64>,
    /// The request's JSON text, unread.
    pub body: &'a [u8],
}

/// The module's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What kind of text it is.
    pub outcome: Outcome,
    /// A decision for [`Outcome::Allow`] and [`Outcome::Deny`], otherwise a list of issues.
    pub text: String,
}
