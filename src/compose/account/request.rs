//! The account request: one button of the console with its form, and the facts that the asked domains need.

use alloc::string::String;
use alloc::vec::Vec;

use crate::compose::permission::{StatedContext, StatedSubject, read_object};
use crate::credential::document::FormField;
use crate::credential::secret::Secret;
use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::capacity::Capacity;
use crate::values::id::Id;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::node::{Node, parse};
use crate::wire::read::{Read, Reader, Word};
use crate::wire::shape::shape;

shape! {
    /// A button of the console.
    pub(crate) words AccountAction {
        /// A new partner below `account`.
        "createPartner" CreatePartner,
        /// Another name for a partner; its allocation may change along with it.
        "renamePartner" RenamePartner,
        /// A partner goes.
        "deletePartner" DeletePartner,
        /// A new storage account of `account`.
        "createStorageAccount" CreateStorageAccount,
        /// Another name for a storage account; its contact, password and allocation may change along with it.
        "renameStorageAccount" RenameStorageAccount,
        /// A storage account goes.
        "deleteStorageAccount" DeleteStorageAccount,
        /// A new console user: of the own team, or of a partner.
        "createUser" CreateUser,
        /// Another name, role or password for a console user.
        "updateUser" UpdateUser,
        /// A new API key.
        "createApiKey" CreateApiKey,
    }
}

shape! {
    /// What is filled in; which fields a form has is the credential document's matter.
    #[derive(Default)]
    pub(crate) struct AccountForm {
        /// Name of the company or user.
        "name" name: Option<String>,
        /// E-mail of the user, or contact e-mail of the storage account.
        "email" email: Option<String>,
        /// Role of the user; of a key: absent, its creator's.
        "role" role: Option<String>,
        /// Password of the user or storage account. No answer repeats it.
        "password" password: Option<Secret>,
        /// Capacity given; 0 is pay-per-use.
        "allocatedCapacity" allocated_capacity: Option<Capacity>,
        /// Whether more may be stored than allocated.
        "allowOverdraft" allow_overdraft: Option<bool>,
        /// What the key is for.
        "description" description: Option<String>,
        /// The key's expiry.
        "validUntil" valid_until: Option<Instant>,
    }
}

/// Facts for the allocation; read when it is asked.
#[derive(Clone, Debug)]
pub(crate) struct AllocationFacts(pub(crate) Node<'static>);

/// Facts for the deal; read when it is asked.
#[derive(Clone, Debug)]
pub(crate) struct DealFacts(pub(crate) Node<'static>);

impl Read for AllocationFacts {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        Self(read_object(node, reader))
    }
}

impl Read for DealFacts {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        Self(read_object(node, reader))
    }
}

/// A field of the form by its name, or by its JSON Pointer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FieldName(pub(crate) FormField);

fn field_of(text: &str) -> Option<FormField> {
    let capacity =
        ["/allocation", "/deal"].iter().any(|facts| text.strip_prefix(facts).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    let name = text.strip_prefix("/form/").unwrap_or(text);
    let named = FormField::ALL.into_iter().find(|field| field.as_str() == name);
    named.or(capacity.then_some(FormField::AllocatedCapacity))
}

impl Read for FieldName {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let found = reader.text(node, "a field's name, or its JSON Pointer").map(field_of);
        if found == Some(None) {
            let names: Vec<&str> = FormField::ALL.iter().map(|field| field.as_str()).collect();
            reader.issue(IssueCode::InputUnknownValue, "this is no field of a form", Some(format!("one of: {}", names.join(", "))));
        }
        Self(found.flatten().unwrap_or(FormField::Name))
    }
}

shape! {
    /// May this button be pressed with this form?
    pub(crate) struct AccountRequest {
        /// The button.
        "action" action: AccountAction,
        /// When; absent: the caller's clock.
        "asOf" as_of: Option<Instant>,
        /// Document versions to use, whatever the date.
        "pin" pin: Option<Vec<Pin>>,
        /// Who presses it. Needed unless `fields` leaves out the role.
        "subject" subject: Option<StatedSubject>,
        /// Facts around the request.
        "context" context: Option<StatedContext>,
        /// The account that it belongs to, or is to stand below; absent: the one that the known facts have, of what is new the subject's own.
        "account" account: Option<Id>,
        /// What is renamed, changed or deleted.
        "id" id: Option<Id>,
        /// What is filled in.
        "form" form: Option<AccountForm>,
        /// For a capacity: the allocation's facts, with the contract. Action and amount come from the form.
        "allocation" allocation: Option<AllocationFacts>,
        /// For a capacity: the deal's facts, with the customer. Plan and volume come from the form.
        "deal" deal: Option<DealFacts>,
        /// The fields touched, by name or JSON Pointer: only they are judged, and nothing is said of others. Absent: all is judged.
        "fields" fields: Option<Vec<FieldName>>,
    }
}

/// Members of a request that serve some fields alone.
const SERVING: [(&[&str], &[FormField]); 2] = [
    (&["allocation", "deal"], &[FormField::AllocatedCapacity, FormField::AllowOverdraft]),
    (&["subject", "context", "account", "id"], &[FormField::AllocatedCapacity, FormField::AllowOverdraft, FormField::Role]),
];

/// The fields that a request names as touched.
pub(crate) struct Touched(Option<Vec<FormField>>);

impl Touched {
    fn of(root: &Node<'_>) -> Self {
        let Some(Node::List(items)) = root.member("fields") else { return Self(None) };
        let field = |item: &Node<'_>| if let Node::Text(text) = item { field_of(text) } else { None };
        Self(Some(items.iter().filter_map(field).collect()))
    }

    /// Whether a member beside `fields` serves a field that is judged.
    fn serves(&self, member: &str) -> bool {
        let Some(fields) = &self.0 else { return true };
        let serving = SERVING.iter().find(|(members, _)| members.contains(&member));
        serving.is_none_or(|(_, served)| fields.iter().any(|field| served.contains(field)))
    }

    fn has(&self, name: &str) -> bool {
        self.0.as_ref().is_none_or(|fields| fields.iter().any(|field| field.as_str() == name))
    }

    /// Takes out of a request what its `fields` leave out, so that nothing is said of it.
    fn cut(&self, root: &mut Node<'_>, duplicates: &mut Vec<Issue>) {
        duplicates.retain(|issue| {
            let mut tokens = issue.pointer.split('/').skip(1);
            match (tokens.next(), tokens.next()) {
                (Some("form"), Some(field)) => self.has(field),
                (member, _) => self.serves(member.unwrap_or("")),
            }
        });
        let Node::Object(members) = root else { return };
        members.retain(|(member, _)| self.serves(member));
        for (member, form) in members {
            if let Node::Object(fields) = form
                && member == "form"
            {
                fields.retain(|(name, _)| self.has(name));
            }
        }
    }
}

/// Reads a request; of one that names fields only what concerns them.
pub(crate) fn read(text: &[u8]) -> Result<AccountRequest, Vec<Issue>> {
    let mut parsed = parse(text).map_err(|issue| alloc::vec![issue])?;
    let touched = Touched::of(&parsed.root);
    touched.cut(&mut parsed.root, &mut parsed.duplicates);
    Reader::whole(&parsed.root, parsed.duplicates)
}

impl AccountRequest {
    /// Whether a field is judged.
    pub(crate) fn judges(&self, field: FormField) -> bool {
        self.fields.as_ref().is_none_or(|fields| fields.iter().any(|name| name.0 == field))
    }

    /// A text of the form that is more than white space.
    pub(crate) fn filled(text: Option<&String>) -> Option<&str> {
        text.map(String::as_str).filter(|text| !text.trim().is_empty())
    }
}

impl AccountForm {
    /// Whether the field is filled.
    pub(crate) fn has(&self, field: FormField) -> bool {
        let text = |text: &Option<String>| AccountRequest::filled(text.as_ref()).is_some();
        match field {
            FormField::Name => text(&self.name),
            FormField::Email => text(&self.email),
            FormField::Role => text(&self.role),
            FormField::Description => text(&self.description),
            FormField::Password => self.password.as_ref().is_some_and(|password| !password.is_empty()),
            FormField::AllocatedCapacity => self.allocated_capacity.is_some(),
            FormField::AllowOverdraft => self.allow_overdraft.is_some(),
            FormField::ValidUntil => self.valid_until.is_some(),
        }
    }

    /// Whether the field is there at all, filled or empty.
    pub(crate) const fn states(&self, field: FormField) -> bool {
        match field {
            FormField::Name => self.name.is_some(),
            FormField::Email => self.email.is_some(),
            FormField::Role => self.role.is_some(),
            FormField::Description => self.description.is_some(),
            FormField::Password => self.password.is_some(),
            FormField::AllocatedCapacity => self.allocated_capacity.is_some(),
            FormField::AllowOverdraft => self.allow_overdraft.is_some(),
            FormField::ValidUntil => self.valid_until.is_some(),
        }
    }
}
