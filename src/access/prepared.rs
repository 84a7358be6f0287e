//! One question, read and resolved, to be judged as often as wanted.

use alloc::string::String;
use alloc::vec::Vec;

use super::hearing::{Hearing, Named};
use crate::answer::{Answer, PermissionContext};
use crate::issue::Issue;
use crate::permission::evaluate::Judgement;
use crate::permission::question::Question;
use crate::permission::request::PermissionRequest;
use crate::policy::compiled::CompiledPolicy;
use crate::values::symbol::Symbol;
use crate::values::time::Instant;
use crate::wire::node::{Node, parse};
use crate::wire::read::Reader;

/// A permission request that has been read and found well-formed: its words are resolved, its time and the version in force
/// chosen. For hosts that ask the same question again, such as a cache or a load test.
#[derive(Debug)]
pub struct PreparedPermission<'p> {
    hearing: Hearing<'p>,
    root: Node<'p>,
    subject: Named,
    resource: Named,
    action: String,
    action_symbol: Option<Symbol>,
}

/// The member `properties` of the member `key`.
pub(super) fn properties<'n>(root: &'n Node<'n>, key: &str) -> Option<&'n Node<'n>> {
    root.member(key)?.member("properties")
}

impl<'p> PreparedPermission<'p> {
    pub(super) fn new(
        policy: &'p CompiledPolicy,
        root: Node<'p>,
        duplicates: Vec<Issue>,
        now: Option<Instant>,
    ) -> Result<Self, Vec<Issue>> {
        let request: PermissionRequest = Reader::whole(&root, duplicates)?;
        let hearing = policy.hear(request.context, now)?;
        let mut issues = Vec::new();
        let subject = hearing.subject(request.subject, properties(&root, "subject"), &mut issues);
        let resource = hearing.resource(request.resource, properties(&root, "resource"), &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let action_symbol = hearing.symbol(&request.action.name);
        Ok(Self { hearing, root, subject, resource, action: request.action.name, action_symbol })
    }

    fn judge(&self) -> Judgement<'_> {
        let question = Question {
            subject: self.subject.party(properties(&self.root, "subject")),
            resource: self.resource.party(properties(&self.root, "resource")),
            action: &self.action,
            action_symbol: self.action_symbol,
            action_properties: properties(&self.root, "action"),
            context: self.root.member("context"),
            on_behalf_of: self.hearing.on_behalf_of.as_ref(),
        };
        Judgement::of(self.hearing.world(), question)
    }

    /// Whether it is allowed, without reasons.
    #[must_use]
    pub fn verdict(&self) -> bool {
        self.judge().is_allowed()
    }

    /// The answer with every reason.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let (decision, context) = self.context();
        Answer::judged(decision, &context)
    }

    pub(super) fn context(&self) -> (bool, PermissionContext<'p>) {
        let judgement = self.judge();
        let mut verdict = judgement.explain();
        let decision = verdict.conclude();
        let on_behalf_of = self.hearing.on_behalf_of.clone().filter(|_| judgement.acts_on_behalf());
        (decision, PermissionContext::new(verdict, on_behalf_of, self.hearing.as_of, self.hearing.policies()))
    }
}

impl CompiledPolicy {
    /// Reads a permission request once. `now_ms` as in [`CompiledPolicy::evaluate`].
    ///
    /// # Errors
    /// The answer with the request's issues.
    pub fn prepare_permission<'p>(&'p self, now_ms: Option<i64>, request: &'p [u8]) -> Result<PreparedPermission<'p>, Answer> {
        let now = now_ms.and_then(Instant::from_milliseconds);
        let parsed = parse(request).map_err(|issue| Answer::issues(alloc::vec![issue]))?;
        PreparedPermission::new(self, parsed.root, parsed.duplicates, now).map_err(Answer::issues)
    }

    pub(crate) fn permission(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        PreparedPermission::new(self, parsed.root, parsed.duplicates, now).map(|prepared| prepared.answer())
    }
}
