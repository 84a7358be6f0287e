//! One question, read and resolved, to be judged as often as wanted.

use alloc::string::String;
use alloc::vec::Vec;

use super::hearing::{Hearing, Named};
use crate::answer::{Answer, PermissionContext};
use crate::decision::Verdict;
use crate::entry::Time;
use crate::issue::{Issue, IssueCode};
use crate::permission::evaluate::Judgement;
use crate::permission::question::Question;
use crate::permission::request::{AccessRequest, Entity};
use crate::policy::compiled::CompiledPolicy;
use crate::values::symbol::Symbol;
use crate::values::time::Instant;
use crate::version::DocumentReference;
use crate::wire::node::{Node, parse};
use crate::wire::read::Reader;

/// Which members of a question an operation needs; an entity that it searches has a type alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Permission,
    SearchSubject,
    SearchResource,
    SearchAction,
    /// The resource may be without an id.
    Permissions,
    Ability,
}

impl Form {
    /// Members that must be there.
    const fn needs(self) -> &'static [&'static [&'static str]] {
        const SUBJECT: &[&str] = &["subject"];
        const SUBJECT_ID: &[&str] = &["subject", "id"];
        const ACTION: &[&str] = &["action"];
        const RESOURCE: &[&str] = &["resource"];
        const RESOURCE_ID: &[&str] = &["resource", "id"];
        match self {
            Self::Permission => &[SUBJECT, SUBJECT_ID, ACTION, RESOURCE, RESOURCE_ID],
            Self::SearchSubject => &[SUBJECT, ACTION, RESOURCE, RESOURCE_ID],
            Self::SearchResource => &[SUBJECT, SUBJECT_ID, ACTION, RESOURCE],
            Self::SearchAction => &[SUBJECT, SUBJECT_ID, RESOURCE, RESOURCE_ID],
            Self::Permissions => &[SUBJECT, SUBJECT_ID, RESOURCE],
            Self::Ability => &[SUBJECT, SUBJECT_ID],
        }
    }

    /// The entity of which all but the type is ignored.
    const fn searched(self) -> Option<&'static str> {
        match self {
            Self::SearchSubject => Some("subject"),
            Self::SearchResource => Some("resource"),
            _ => None,
        }
    }
}

/// A permission request that has been read and found well-formed: its words are resolved, its time and the version in force
/// chosen. For hosts that ask the same question again, such as a cache or a load test.
#[derive(Debug)]
pub struct PreparedPermission<'p> {
    pub(super) hearing: Hearing<'p>,
    facts: StatedFacts<'p>,
    subject: Named,
    resource: Named,
    action: String,
    action_symbol: Option<Symbol>,
    /// Whether neither an id nor an account of the resource is given.
    pub(super) whole_type: bool,
}

/// What a request states beside its words; conditions read it.
#[derive(Debug)]
struct StatedFacts<'p> {
    subject: Option<Node<'p>>,
    resource: Option<Node<'p>>,
    action: Option<Node<'p>>,
    context: Option<Node<'p>>,
}

impl<'p> StatedFacts<'p> {
    fn take(mut root: Node<'p>) -> Self {
        let mut properties = |key| root.member_mut(key).and_then(|entity| entity.member_mut("properties")).map(core::mem::take);
        let (subject, resource, action) = (properties("subject"), properties("resource"), properties("action"));
        Self { subject, resource, action, context: root.member_mut("context").map(core::mem::take) }
    }
}

/// Issues for members that the form needs and the request does not have.
fn missing(root: &Node<'_>, form: Form) -> Vec<Issue> {
    let mut issues = Vec::new();
    for path in form.needs() {
        let mut found = Some(root);
        let (mut pointer, mut parent) = (String::new(), None);
        for key in *path {
            parent = found;
            found = found.and_then(|node| node.member(key));
            pointer.push('/');
            pointer.push_str(key);
        }
        if found.is_none() && matches!(parent, Some(Node::Object(_))) {
            issues.push(Issue::new(IssueCode::InputMissingField, pointer, "this field is required"));
        }
    }
    issues
}

impl<'p> PreparedPermission<'p> {
    pub(super) fn parse(policy: &'p CompiledPolicy, request: &'p [u8], now: Option<Instant>, form: Form) -> Result<Self, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        Self::new(policy, parsed.root, parsed.duplicates, Time::Clock(now), form)
    }

    pub(super) fn new(
        policy: &'p CompiledPolicy,
        mut root: Node<'p>,
        mut issues: Vec<Issue>,
        time: Time<'_>,
        form: Form,
    ) -> Result<Self, Vec<Issue>> {
        if let (Some(searched), Node::Object(entries)) = (form.searched(), &mut root) {
            for (key, entity) in entries {
                if let Node::Object(members) = entity
                    && key == searched
                {
                    members.retain(|(key, _)| key == "type");
                }
            }
        }
        issues.append(&mut missing(&root, form));
        let request: AccessRequest = Reader::whole(&root, issues)?;
        let facts = StatedFacts::take(root);
        let hearing = policy.hear(request.context, time)?;
        let mut issues = Vec::new();
        let nothing = || Entity { kind: String::new(), id: None, properties: None };
        let subject = hearing.subject(request.subject.unwrap_or_else(nothing), facts.subject.as_ref(), &mut issues);
        let resource = request.resource.unwrap_or_else(nothing);
        let whole_type = resource.id.is_none() && resource.properties.as_ref().is_none_or(|properties| properties.account.is_none());
        let resource = hearing.resource(resource, facts.resource.as_ref(), &mut issues);
        if !issues.is_empty() {
            return Err(issues);
        }
        let action = request.action.map(|action| action.name).unwrap_or_default();
        Ok(Self { action_symbol: hearing.symbol(&action), hearing, facts, subject, resource, action, whole_type })
    }

    pub(super) fn question(&self) -> Question<'_> {
        Question {
            subject: self.subject.party(self.facts.subject.as_ref()),
            resource: self.resource.party(self.facts.resource.as_ref()),
            action: &self.action,
            action_symbol: self.action_symbol,
            action_properties: self.facts.action.as_ref(),
            context: self.facts.context.as_ref(),
            on_behalf_of: self.hearing.on_behalf_of.as_ref(),
        }
    }

    /// Whether it is allowed, without reasons.
    #[must_use]
    pub fn verdict(&self) -> bool {
        Judgement::of(self.hearing.world(), self.question()).is_allowed()
    }

    /// The answer with every reason.
    #[must_use]
    pub fn answer(&self) -> Answer {
        let (decision, context) = self.context();
        Answer::judged(decision, &context)
    }

    pub(super) fn context(&self) -> (bool, PermissionContext<'p>) {
        let judgement = Judgement::of(self.hearing.world(), self.question());
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
        PreparedPermission::parse(self, request, now_ms.and_then(Instant::from_milliseconds), Form::Permission).map_err(Answer::issues)
    }

    /// Judges a question that another operation asks: the verdict, and the documents that decided.
    ///
    /// # Errors
    /// The issues of the question, at its own places.
    pub(crate) fn permits<'p>(&'p self, question: Node<'p>, time: Time<'_>) -> Result<(Verdict, Vec<&'p DocumentReference>), Vec<Issue>> {
        let prepared = PreparedPermission::new(self, question, Vec::new(), time, Form::Permission)?;
        Ok((Judgement::of(prepared.hearing.world(), prepared.question()).explain(), prepared.hearing.policies()))
    }

    pub(crate) fn permission(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        PreparedPermission::parse(self, request, now, Form::Permission).map(|prepared| prepared.answer())
    }
}
