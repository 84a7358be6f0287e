//! The seam: JSON text in, JSON text and an outcome out, on every face. Loading may fail with all issues; deciding with
//! what was loaded is total.

use alloc::string::String;
use alloc::vec::Vec;

use crate::allocation::request::AllocationRequest;
use crate::answer::{
    AllocationContext, Answer, AuthenticationContext, CheckContext, DealContext, InvoiceContext, PasswordContext, QuoteContext,
};
use crate::billing::request::{AskedQuote, InvoiceRequest, QuoteRequest};
use crate::compose::deal::DealQuestion;
use crate::credential::authentication::{self, AuthenticationRequest};
use crate::credential::password::{self, PasswordRequest};
use crate::deal::request::NextState;
use crate::issue::{Issue, IssueCode, MAX_ISSUES, list, shorten};
use crate::order;
use crate::policy::bundle::Bundle;
use crate::policy::compiled::{CompiledPolicy, compile};
use crate::redact::redact;
use crate::text::format;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::node::parse;
use crate::wire::read::{Read, Reader};

macro_rules! operations {
    ($( $(#[doc = $doc:literal])+ $variant:ident = $code:literal $name:literal, )+) => {
        /// What can be asked; one name everywhere.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Operation { $( $(#[doc = $doc])+ $variant = $code, )+ }

        impl Operation {
            /// Every operation, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The operation's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// What the operation answers.
            #[cfg(feature = "schema")]
            #[must_use]
            pub const fn documentation(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc, "\n"),+), )+ }
            }

            /// The operation of a name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $( $name => Some(Self::$variant), )+ _ => None }
            }

            /// The number of the operation in the C-style ABI.
            #[must_use]
            pub const fn code(self) -> u32 {
                match self { $( Self::$variant => $code, )+ }
            }

            /// The operation of a number.
            #[must_use]
            pub const fn from_code(code: u32) -> Option<Self> {
                match code { $( $code => Some(Self::$variant), )+ _ => None }
            }
        }
    };
}

operations! {
    /// May this subject do this action on this resource?
    Permission = 0 "permission",
    /// May this be done to this capacity allocation?
    Allocation = 1 "allocation",
    /// Does this sale need a registered deal, and is there one? May a deal be registered, approved, rejected?
    Deal = 2 "deal",
    /// What does a month of this plan cost?
    Quote = 3 "quote",
    /// What did this month cost?
    Invoice = 4 "invoice",
    /// What issues do these policy documents have? The request is a bundle; what is loaded plays no part.
    Check = 5 "check",
    /// Several permission questions at once.
    Evaluations = 6 "evaluations",
    /// Which known subjects may do this action on this resource?
    SearchSubject = 7 "searchSubject",
    /// On which known resources may this subject do this action?
    SearchResource = 8 "searchResource",
    /// Which actions may this subject do on this resource?
    SearchAction = 9 "searchAction",
    /// Which actions may this subject do on a resource, or on resources of a type?
    Permissions = 10 "permissions",
    /// What may this subject do at all, as a table?
    Ability = 11 "ability",
    /// What may each role do, in each version of the permission document, and which state machines do the documents hold?
    Matrix = 12 "matrix",
    /// May this button of the console be pressed with this form?
    Account = 15 "account",
    /// May this password be taken?
    Password = 16 "password",
    /// May somebody come in: by a login, with a session, with an API key?
    Authentication = 17 "authentication",
    /// May this be ordered by this actor for this customer, and what follows?
    Order = 13 "order",
    /// May this happen to this subscription, and what follows?
    Subscription = 14 "subscription",
    /// Many questions of any kind, in order. What is wrong with one concerns no other.
    Batch = 18 "batch",
    /// One question of any kind with its operation's name, such as a line of NDJSON. The answer is always one such object, on
    /// one line.
    Item = 19 "item",
    /// What of a request may be kept in a log: the request on one line without what must not be read there, and a digest by which
    /// equal ones are found.
    Redact = 20 "redact",
}

/// Compiles a bundle: `{"trust"?, "documents": [{"source", "text"}]}`.
///
/// # Errors
/// An answer with every issue of every document, sorted by document and pointer.
pub fn load(bundle: &[u8]) -> Result<CompiledPolicy, Answer> {
    read::<Bundle>(bundle).and_then(compile).map_err(Answer::issues)
}

/// The issues of a bundle, or the documents in it.
#[must_use]
pub fn check(bundle: &[u8]) -> Answer {
    match load(bundle) {
        Ok(policy) => Answer::judged(true, &CheckContext { reasons: Vec::new(), obligations: Vec::new(), policies: policy.information() }),
        Err(answer) => answer,
    }
}

pub(crate) fn read<T: Read>(text: &[u8]) -> Result<T, Vec<Issue>> {
    let parsed = parse(text).map_err(|issue| alloc::vec![issue])?;
    Reader::whole(&parsed.root, parsed.duplicates)
}

/// Whether a decision opens or closes something, so that time and versions must be the host's.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    Access,
    Price,
}

/// What of the request decides on time and versions.
pub(crate) struct Stated<'r> {
    pub(crate) as_of: Option<Instant>,
    pub(crate) pins: &'r [Pin],
    /// Where both stand in the request.
    pub(crate) within: &'static str,
    pub(crate) gate: Gate,
}

/// The time of a question on permission, and the versions pinned.
#[derive(Clone, Copy)]
pub(crate) enum Time<'r> {
    /// The question states both, beside the caller's clock.
    Clock(Option<Instant>),
    /// Another operation, which asks it, has settled both.
    Settled(Instant, &'r [Pin]),
}

impl CompiledPolicy {
    /// What is loaded, as text: `{"policies": [{kind, name, version, digest}]}`.
    #[must_use]
    pub fn inventory(&self) -> Answer {
        Answer::inventory(&self.information)
    }

    /// Judges one request. Total: bad input gets issues, never a panic, and is never allowed.
    ///
    /// `now_ms` is the caller's clock in milliseconds since 1970-01-01T00:00:00Z; it counts where the request has no
    /// `asOf`.
    #[must_use]
    pub fn evaluate(&self, operation: Operation, now_ms: Option<i64>, request: &[u8]) -> Answer {
        self.judge(operation, now_ms.and_then(Instant::from_milliseconds), request)
    }

    pub(crate) fn judge(&self, operation: Operation, now: Option<Instant>, request: &[u8]) -> Answer {
        let answer = match operation {
            Operation::Permission => self.permission(request, now),
            Operation::Allocation => read(request).and_then(|request| self.allocation(&request, now)),
            Operation::Deal => read(request).and_then(|request| self.deal(&request, now)),
            Operation::Quote => read::<AskedQuote>(request).and_then(|request| self.quote(&request.0, now)),
            Operation::Invoice => read(request).and_then(|request| self.invoice(&request, now)),
            Operation::Check => Ok(check(request)),
            Operation::Evaluations => self.evaluations(request, now),
            Operation::SearchSubject => self.search_subject(request, now),
            Operation::SearchResource => self.search_resource(request, now),
            Operation::SearchAction => self.search_action(request, now),
            Operation::Permissions => self.permissions(request, now),
            Operation::Ability => self.ability(request, now),
            Operation::Matrix => self.matrix(request),
            Operation::Account => self.account(request, now),
            Operation::Password => read(request).and_then(|request| self.password(&request, now)),
            Operation::Authentication => read(request).and_then(|request| self.authentication(&request, now)),
            Operation::Order => read(request).and_then(|request| self.order(&request, now)),
            Operation::Subscription => read(request).and_then(|request| self.subscription(&request, now)),
            Operation::Batch => self.batch(request, now),
            Operation::Item => Ok(self.item(request, now)),
            Operation::Redact => read(request).map(|request| redact(&request)),
        };
        answer.unwrap_or_else(Answer::issues)
    }

    pub(crate) fn moment(&self, stated: &Stated<'_>, now: Option<Instant>) -> Result<Instant, Vec<Issue>> {
        let mut issues = Vec::new();
        let guarded = stated.gate == Gate::Access;
        if guarded && stated.as_of.is_some() {
            issues.extend(self.refuse_time(stated.within));
        }
        if guarded && !stated.pins.is_empty() && !self.trust.pinning.unwrap_or(false) {
            let message = "this service does not let requests pin versions";
            let issue = Issue::new(IssueCode::InputPinRefused, format!("{}/pin", stated.within), message);
            issues.push(issue.with_help("leave pin out; a sidecar allows it with --allow-pinning"));
        }
        let name = |index: usize| stated.pins.get(index).map(|pin| &pin.name);
        for index in order::repeated(stated.pins.len(), &|a, b| name(a).cmp(&name(b))) {
            let message = "the document is pinned twice";
            issues.push(Issue::new(IssueCode::InputDuplicateId, format!("{}/pin/{index}/name", stated.within), message));
        }
        for (index, pin) in stated.pins.iter().enumerate().take(MAX_ISSUES) {
            if !self.information.iter().any(|known| known.name == pin.name && known.version == pin.version) {
                let known: Vec<_> = self.information.iter().map(|known| format!("{} {}", known.name, known.version)).collect();
                let known = list(known.iter().map(String::as_str));
                let message = format!("version `{}` of `{}` is not loaded", shorten(&pin.version), shorten(&pin.name));
                let issue = Issue::new(IssueCode::InputPinUnknown, format!("{}/pin/{index}", stated.within), message);
                issues.push(issue.with_help(format!("loaded: {known}")));
            }
        }
        let as_of = stated.as_of.or(now);
        if as_of.is_none() {
            let message = "neither the request nor the caller says what time it is";
            let issue = Issue::new(IssueCode::InputAsOfMissing, format!("{}/asOf", stated.within), message);
            issues.push(issue.with_help("send asOf as an instant, for example 2026-03-20T08:30:00Z"));
        }
        as_of.filter(|_| issues.is_empty()).ok_or(issues)
    }

    /// The issue of a time that is stated where the host does not let that count.
    pub(crate) fn refuse_time(&self, within: &str) -> Option<Issue> {
        if self.trust.request_time.unwrap_or(false) {
            return None;
        }
        let message = "this service decides by its own clock";
        let issue = Issue::new(IssueCode::InputAsOfRefused, format!("{within}/asOf"), message);
        Some(issue.with_help("leave asOf out; a sidecar allows it with --allow-request-time"))
    }

    fn allocation(&self, request: &AllocationRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let stated = Stated { as_of: request.as_of(), pins: request.pins(), within: "", gate: Gate::Access };
        let as_of = self.moment(&stated, now)?;
        let (mut verdict, result, policies) = self.judge_allocation(request, (as_of, request.pins()))?;
        let decision = verdict.conclude();
        let context = AllocationContext::new(verdict, result.headroom, result.plan, result.accepted, result.due_at, as_of, policies);
        Ok(Answer::judged(decision, &context))
    }

    fn deal(&self, question: &DealQuestion, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let pins = question.pins();
        let as_of = self.moment(&Stated { as_of: question.as_of(), pins, within: "", gate: Gate::Access }, now)?;
        let (mut verdict, result, next, policies) = match question {
            DealQuestion::Check(request) => {
                let (verdict, result, policies) = self.judge_deal(request, (as_of, pins))?;
                (verdict, Some(result), NextState::default(), policies)
            }
            DealQuestion::Event(request) => {
                let (verdict, next, policies) = self.judge_deal_event(request, (as_of, pins))?;
                (verdict, None, next, policies)
            }
        };
        let decision = verdict.conclude();
        Ok(Answer::judged(decision, &DealContext::new(verdict, result, next.state, next.valid_until, as_of, policies)))
    }

    fn password(&self, request: &PasswordRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let (as_of, pins) = request.time();
        let as_of = self.moment(&Stated { as_of, pins, within: "", gate: Gate::Access }, now)?;
        let version = self.credential.on(as_of.date(), pins)?;
        let (mut verdict, result) = password::evaluate(&version.body, request);
        let decision = verdict.conclude();
        Ok(Answer::judged(decision, &PasswordContext::new(verdict, result, as_of, alloc::vec![&version.reference])))
    }

    fn authentication(&self, request: &AuthenticationRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let (as_of, pins) = request.time();
        let as_of = self.moment(&Stated { as_of, pins, within: "", gate: Gate::Access }, now)?;
        let version = self.credential.on(as_of.date(), pins)?;
        let (mut verdict, result) = authentication::evaluate(&version.body, request, as_of)?;
        let decision = verdict.conclude();
        Ok(Answer::judged(decision, &AuthenticationContext::new(verdict, result, as_of, alloc::vec![&version.reference])))
    }

    fn quote(&self, request: &QuoteRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let pins = request.pin.as_deref().unwrap_or_default();
        let as_of = self.moment(&Stated { as_of: request.as_of, pins, within: "", gate: Gate::Price }, now)?;
        let (mut verdict, result, policies) = self.judge_quote(request, (as_of, pins))?;
        let decision = verdict.conclude();
        let context = QuoteContext::new(verdict, result.quote, result.what_if, result.difference, as_of, policies);
        Ok(Answer::judged(decision, &context))
    }

    fn invoice(&self, request: &InvoiceRequest, now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let pins = request.pin.as_deref().unwrap_or_default();
        let as_of = self.moment(&Stated { as_of: request.as_of, pins, within: "", gate: Gate::Price }, now)?;
        // Whether a month has ended is no preview: where request time is not trusted, the caller's clock says it.
        let trusted = if self.trust.request_time.unwrap_or(false) { as_of } else { now.unwrap_or(as_of) };
        let (mut verdict, bill, policies) = self.judge_invoice(request, (as_of, trusted), pins)?;
        let decision = verdict.conclude();
        Ok(Answer::judged(decision, &InvoiceContext::new(verdict, bill, as_of, policies)))
    }
}
