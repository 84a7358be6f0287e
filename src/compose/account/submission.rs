//! A form on its way through the domains: which fields it has and needs, what each field demands, and the answer.

use alloc::string::String;
use alloc::vec::Vec;

use super::request::{self, AccountAction, AccountForm, AccountRequest};
use crate::answer::{AccountContext, Answer, Extent};
use crate::credential::document::{CredentialDocument, FormField, FormRules, Forms};
use crate::credential::field::{Field, expiry};
use crate::credential::password::{Holder, PasswordResult, judge};
use crate::decision::{Obligation, Reason, ReasonCode, Verdict};
use crate::directory::known::Directory;
use crate::entry::{Gate, Stated};
use crate::issue::{Issue, IssueCode, list};
use crate::permission::document::On;
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::time::Instant;
use crate::version::{DocumentReference, Pin};
use crate::wire::read::Word;

/// What is done to a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Deed {
    Create,
    Change,
    Delete,
}

impl AccountAction {
    pub(super) const fn deed(self) -> Deed {
        match self {
            Self::CreatePartner | Self::CreateStorageAccount | Self::CreateUser | Self::CreateApiKey => Deed::Create,
            Self::RenamePartner | Self::RenameStorageAccount | Self::UpdateUser => Deed::Change,
            Self::DeletePartner | Self::DeleteStorageAccount => Deed::Delete,
        }
    }

    /// The form behind the button.
    const fn form(self, forms: &Forms) -> Option<&FormRules> {
        Some(match self {
            Self::CreatePartner => &forms.create_partner,
            Self::RenamePartner => &forms.rename_partner,
            Self::CreateStorageAccount => &forms.create_storage_account,
            Self::RenameStorageAccount => &forms.rename_storage_account,
            Self::CreateUser => &forms.create_user,
            Self::UpdateUser => &forms.update_user,
            Self::CreateApiKey => &forms.create_api_key,
            Self::DeletePartner | Self::DeleteStorageAccount => return None,
        })
    }

    /// Whose rules a password of the form follows.
    const fn holder(self) -> Holder {
        match self {
            Self::CreateStorageAccount | Self::RenameStorageAccount | Self::DeleteStorageAccount => Holder::StorageAccount,
            _ => Holder::ConsoleUser,
        }
    }
}

/// A request while it is judged.
pub(super) struct Submission<'p> {
    pub(super) policy: &'p CompiledPolicy,
    pub(super) request: &'p AccountRequest,
    pub(super) form: &'p AccountForm,
    pub(super) as_of: Instant,
    pub(super) pins: &'p [Pin],
    pub(super) directory: Option<&'p Directory>,
    pub(super) verdict: Verdict,
    pub(super) issues: Vec<Issue>,
    pub(super) documents: Vec<&'p DocumentReference>,
    pub(super) password: Option<PasswordResult>,
}

impl CompiledPolicy {
    /// May this button be pressed with this form?
    ///
    /// # Errors
    /// Every issue of the request, and of the questions that it leads to, at the request's own places.
    pub(crate) fn account(&self, text: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let request = request::read(text)?;
        let pins = request.pin.as_deref().unwrap_or_default();
        let as_of = self.moment(&Stated { as_of: request.as_of, pins, within: "", gate: Gate::Access }, now)?;
        let (directory, issues) = match self.directory_in_force(as_of.date(), pins) {
            Ok(directory) => (directory.map(|version| &version.body), Vec::new()),
            Err(issues) => (None, issues),
        };
        let empty = AccountForm::default();
        let mut submission = Submission {
            policy: self,
            form: request.form.as_ref().unwrap_or(&empty),
            request: &request,
            as_of,
            pins,
            directory,
            verdict: Verdict::default(),
            issues,
            documents: Vec::new(),
            password: None,
        };
        submission.judge();
        submission.answer()
    }
}

impl<'p> Submission<'p> {
    fn judge(&mut self) {
        let mut rules = None;
        if self.request.action.deed() != Deed::Delete {
            match self.policy.credential.on(self.as_of.date(), self.pins) {
                Ok(version) => {
                    self.documents.push(&version.reference);
                    rules = self.request.action.form(&version.body.forms).map(|form| (&version.body, form));
                }
                Err(mut issues) => {
                    self.issues.append(&mut issues);
                    return;
                }
            }
        }
        self.check_members(rules.map(|(_, form)| form));
        if let Some((settings, form)) = rules {
            self.judge_presence(form);
            self.judge_fields(settings);
        }
        self.ask_permission();
        self.ask_capacity();
    }

    /// The answer; obligations that go with an allow are not due where something else denies.
    fn answer(mut self) -> Result<Answer, Vec<Issue>> {
        if !self.issues.is_empty() {
            return Err(self.issues);
        }
        let decision = self.verdict.conclude();
        if let Some(permission) = self.policy.permission.on(self.as_of.date(), self.pins).ok().filter(|_| !decision) {
            let rules = &permission.body.obligations;
            let on_allow_alone = |due: &Obligation| {
                let mut same = rules.iter().filter(|rule| rule.code == due.code).peekable();
                same.peek().is_some() && same.all(|rule| rule.on == On::Allow)
            };
            self.verdict.obligations.retain(|due| !on_allow_alone(due));
        }
        let judged = if self.request.fields.is_some() { Extent::Fields } else { Extent::Form };
        let context = AccountContext::new(self.verdict, judged, self.password, self.as_of, self.documents);
        Ok(Answer::judged(decision, &context))
    }

    pub(super) fn misplaced(&mut self, pointer: &str, message: &str) {
        self.issues.push(Issue::new(IssueCode::InputUnknownField, pointer, message));
    }

    pub(super) fn lacks(&mut self, pointer: &str, message: &str, help: &str) {
        self.issues.push(Issue::new(IssueCode::InputMissingField, pointer, message).with_help(help));
    }

    /// Issues for members that the button does not have, or needs and does not get.
    fn check_members(&mut self, form: Option<&FormRules>) {
        let request = self.request;
        let has = |field: FormField| form.is_some_and(|form| form.has(field));
        let names = form.map(|form| list(form.fields().map(FormField::as_str).collect::<Vec<_>>().into_iter())).unwrap_or_default();
        for field in FormField::ALL.into_iter().filter(|field| self.form.states(*field) && !has(*field)) {
            let issue = Issue::new(IssueCode::InputUnknownField, field.pointer(), "this form has no such field");
            self.issues.push(issue.with_help(format!("its fields: {names}")));
        }
        for (index, name) in request.fields.iter().flatten().enumerate().filter(|(_, name)| !has(name.0)) {
            let message = format!("this form has no field `{}`", name.0.as_str());
            let issue = Issue::new(IssueCode::InputUnknownValue, format!("/fields/{index}"), message);
            self.issues.push(issue.with_help(format!("its fields: {names}")));
        }
        match (request.action.deed(), &request.id) {
            (Deed::Create, Some(_)) => self.misplaced("/id", "what is created has no id yet"),
            (Deed::Change | Deed::Delete, None) if self.asks_permission() => {
                self.lacks("/id", "what exists is named by its id", "send the id of what is renamed, changed or deleted");
            }
            _ => {}
        }
        if request.subject.is_none() && self.asks_permission() {
            self.lacks(
                "/subject",
                "who presses the button decides on permission",
                "send type and id, and properties.role and account or known facts",
            );
        }
        self.check_facts(has(FormField::AllocatedCapacity));
    }

    /// Reasons for fields that must be filled and are not.
    fn judge_presence(&mut self, form: &FormRules) {
        for field in form.required.iter().filter(|field| self.request.judges(**field) && !self.form.has(**field)) {
            let message = format!("the field `{}` is empty", field.as_str());
            self.verdict.push(Reason::deny(ReasonCode::AccountFieldRequired, message).at(field.pointer()).help("fill it"));
        }
        let fills_none = form.fields().all(|field| !self.form.has(field));
        if form.required.is_empty() && self.request.fields.is_none() && fills_none {
            let names: Vec<&str> = form.fields().map(FormField::as_str).collect();
            let reason = Reason::deny(ReasonCode::AccountNothingToChange, "the form changes nothing").at("/form");
            self.verdict.push(reason.help(format!("fill at least one of: {}", names.join(", "))));
        }
    }

    /// Reasons for fields that are filled wrongly.
    fn judge_fields(&mut self, settings: &CredentialDocument) {
        let (form, verdict) = (self.form, &mut self.verdict);
        let field = |text: Option<&'p str>, field: FormField| text.map(|text| Field { text, pointer: field.pointer() });
        let of = |text: &'p Option<String>| AccountRequest::filled(text.as_ref());
        if let Some(name) = field(of(&form.name), FormField::Name) {
            name.line(ReasonCode::AccountNameLength, ("nameLength", settings.name_length.value), verdict);
        }
        if let Some(description) = field(of(&form.description), FormField::Description) {
            let limit = ("descriptionLength", settings.description_length.value);
            description.line(ReasonCode::AccountDescriptionLength, limit, verdict);
        }
        if let Some(email) = field(of(&form.email), FormField::Email) {
            email.email(settings, verdict);
        }
        if let Some(until) = form.valid_until {
            expiry(settings, until, FormField::ValidUntil.pointer(), self.as_of, verdict);
        }
        if let Some(password) = form.password.as_ref().filter(|password| !password.is_empty()) {
            let holder = self.request.action.holder();
            self.password = Some(judge(settings, holder, password, FormField::Password.pointer(), verdict));
        }
    }
}
