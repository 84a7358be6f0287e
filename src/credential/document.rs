//! The wire shape of a credential document: settings, each with its source, and the console's forms; every check on it.

use alloc::string::String;
use alloc::vec::Vec;

use crate::issue::{Issue, IssueCode};
use crate::text::format;
use crate::values::id::Id;
use crate::values::setting::Setting;
use crate::wire::read::{MAX_TEXT, Word};
use crate::wire::shape::shape;

shape! {
    /// What counts as one character of a password.
    pub(crate) words Counting {
        /// A Unicode scalar value: what a person types, nearly always.
        "scalarValues" ScalarValues,
        /// A UTF-16 code unit, as JavaScript's `length` counts.
        "utf16Units" Utf16Units,
        /// A byte of UTF-8.
        "utf8Bytes" Utf8Bytes,
    }
}

shape! {
    /// Rules of one kind of password.
    pub(crate) struct PasswordRules {
        /// Shortest password, in characters.
        "minLength" min_length: Setting<u32>,
        /// Longest password, in characters.
        "maxLength" max_length: Setting<u32>,
        /// How many of the classes lower, upper, digit and special there must be at least.
        "classes" classes: Setting<u32>,
    }
}

shape! {
    /// A field of the console's forms.
    pub(crate) words FormField {
        /// Name of a company or user.
        "name" Name,
        /// E-mail of a user, or contact e-mail of a storage account.
        "email" Email,
        /// Role of a user or key.
        "role" Role,
        /// Password of a user or storage account.
        "password" Password,
        /// Capacity given; 0 is pay-per-use.
        "allocatedCapacity" AllocatedCapacity,
        /// Whether more may be stored than allocated.
        "allowOverdraft" AllowOverdraft,
        /// What an API key is for.
        "description" Description,
        /// Expiry of an API key.
        "validUntil" ValidUntil,
    }
}

impl FormField {
    pub(crate) const ALL: [Self; 8] = [
        Self::Name,
        Self::Email,
        Self::Role,
        Self::Password,
        Self::AllocatedCapacity,
        Self::AllowOverdraft,
        Self::Description,
        Self::ValidUntil,
    ];

    /// Where the field stands in a request.
    pub(crate) const fn pointer(self) -> &'static str {
        match self {
            Self::Name => "/form/name",
            Self::Email => "/form/email",
            Self::Role => "/form/role",
            Self::Password => "/form/password",
            Self::AllocatedCapacity => "/form/allocatedCapacity",
            Self::AllowOverdraft => "/form/allowOverdraft",
            Self::Description => "/form/description",
            Self::ValidUntil => "/form/validUntil",
        }
    }
}

shape! {
    /// What is in a form; every other field is refused.
    pub(crate) struct FormRules {
        /// Fields that must be filled.
        "required" required: Vec<FormField>,
        /// Fields that may be filled.
        "optional" optional: Option<Vec<FormField>>,
        /// Public page or contract clause, or `default`.
        "source" source: Id,
        /// Why.
        "note" note: Option<String>,
    }
}

shape! {
    /// The console's forms, by the operation's action. What is deleted has no form.
    pub(crate) struct Forms {
        /// A new partner.
        "createPartner" create_partner: FormRules,
        /// Another name or allocation of a partner.
        "renamePartner" rename_partner: FormRules,
        /// A new storage account.
        "createStorageAccount" create_storage_account: FormRules,
        /// Another name, contact, password or allocation of a storage account.
        "renameStorageAccount" rename_storage_account: FormRules,
        /// A new console user.
        "createUser" create_user: FormRules,
        /// Another name, role or password of a console user.
        "updateUser" update_user: FormRules,
        /// A new API key.
        "createApiKey" create_api_key: FormRules,
    }
}

shape! {
    /// Settings of passwords, logins, sessions and API keys, and the console's forms.
    pub(crate) struct CredentialDocument {
        /// Passwords of users of the management console.
        "consoleUser" console_user: PasswordRules,
        /// Passwords of storage accounts.
        "storageAccount" storage_account: PasswordRules,
        /// The characters that count as special. Lower, upper and digit are the ASCII ones; others are allowed and of no class.
        "specialCharacters" special_characters: Setting<String>,
        /// How characters are counted.
        "counting" counting: Setting<Counting>,
        /// Whether a changed password may be the one before.
        "repeatCurrent" repeat_current: Setting<bool>,
        /// So many failed logins from one address for one user lock that address for that user.
        "maxFailures" max_failures: Setting<u32>,
        /// How long a failed login counts, in seconds; from that second on it no longer does.
        "lockSeconds" lock_seconds: Setting<u32>,
        /// A session ends after so many seconds without activity.
        "sessionIdleSeconds" session_idle_seconds: Setting<u32>,
        /// A session ends so many seconds after the login in any case.
        "sessionLifetimeSeconds" session_lifetime_seconds: Setting<u32>,
        /// By so many seconds the clocks that date logins and activity may be ahead; absent: not at all.
        "clockSkewSeconds" clock_skew_seconds: Option<Setting<u32>>,
        /// Longest life of an API key in seconds; absent: not limited.
        "keyLifetimeSeconds" key_lifetime_seconds: Option<Setting<u32>>,
        /// Longest name, in characters without surrounding white space.
        "nameLength" name_length: Setting<u32>,
        /// Longest description, counted alike.
        "descriptionLength" description_length: Setting<u32>,
        /// Longest e-mail address, in characters.
        "emailLength" email_length: Setting<u32>,
        /// Longest part of an e-mail address before the `@`, in characters.
        "emailLocalLength" email_local_length: Setting<u32>,
        /// The console's forms.
        "forms" forms: Forms,
    }
}

/// How many classes of characters there are.
const CLASSES: u32 = 4;

impl PasswordRules {
    fn check(&self, place: &str, refuse: &mut dyn FnMut(&str, &str)) {
        if self.min_length.value == 0 {
            refuse(&format!("{place}/minLength/value"), "a password has at least 1 character");
        }
        if self.max_length.value < self.min_length.value {
            refuse(&format!("{place}/maxLength/value"), "the longest password is shorter than the shortest");
        }
        if self.classes.value > CLASSES {
            refuse(&format!("{place}/classes/value"), "there are 4 classes of characters");
        }
    }
}

impl CredentialDocument {
    /// Issues where settings are outside their range or contradict each other.
    pub(crate) fn check(&self, issues: &mut Vec<Issue>) {
        let mut refuse = |place: &str, message: &str| {
            issues.push(Issue::new(IssueCode::PolicySettingRange, format!("/credential/{place}"), message));
        };
        let text_limit = u32::try_from(MAX_TEXT).unwrap_or(u32::MAX);
        for (place, rules) in [("consoleUser", &self.console_user), ("storageAccount", &self.storage_account)] {
            rules.check(place, &mut refuse);
        }
        if self.special_characters.value.is_empty() || self.special_characters.value.chars().any(|found| found.is_ascii_alphanumeric()) {
            refuse("specialCharacters/value", "special characters are some, and none of them is an ASCII letter or digit");
        }
        for (place, setting) in [
            ("maxFailures", &self.max_failures),
            ("lockSeconds", &self.lock_seconds),
            ("sessionIdleSeconds", &self.session_idle_seconds),
            ("sessionLifetimeSeconds", &self.session_lifetime_seconds),
        ] {
            if setting.value == 0 {
                refuse(&format!("{place}/value"), "this limit is at least 1");
            }
        }
        if self.key_lifetime_seconds.as_ref().is_some_and(|setting| setting.value == 0) {
            refuse("keyLifetimeSeconds/value", "this limit is at least 1; leave it out for keys of any life");
        }
        for (place, setting) in [
            ("nameLength", &self.name_length),
            ("descriptionLength", &self.description_length),
            ("emailLength", &self.email_length),
            ("emailLocalLength", &self.email_local_length),
        ] {
            if !(1..=text_limit).contains(&setting.value) {
                refuse(&format!("{place}/value"), "this length is between 1 and 4096 characters");
            }
        }
        self.forms.check(issues);
    }
}

impl Forms {
    fn all(&self) -> [(&'static str, &FormRules); 7] {
        [
            ("createPartner", &self.create_partner),
            ("renamePartner", &self.rename_partner),
            ("createStorageAccount", &self.create_storage_account),
            ("renameStorageAccount", &self.rename_storage_account),
            ("createUser", &self.create_user),
            ("updateUser", &self.update_user),
            ("createApiKey", &self.create_api_key),
        ]
    }

    /// Issues where a form names a field twice.
    fn check(&self, issues: &mut Vec<Issue>) {
        for (form, rules) in self.all() {
            let mut seen: Vec<FormField> = Vec::new();
            let lists = [("required", rules.required.as_slice()), ("optional", rules.optional.as_deref().unwrap_or_default())];
            for (list, fields) in lists {
                for (index, field) in fields.iter().enumerate() {
                    if seen.contains(field) {
                        let message = format!("the field `{}` is in this form already", field.as_str());
                        let pointer = format!("/credential/forms/{form}/{list}/{index}");
                        issues.push(Issue::new(IssueCode::InputDuplicateId, pointer, message));
                    }
                    seen.push(*field);
                }
            }
        }
    }
}

impl FormRules {
    /// Every field of the form, required ones first.
    pub(crate) fn fields(&self) -> impl Iterator<Item = FormField> {
        self.required.iter().chain(self.optional.iter().flatten()).copied()
    }

    pub(crate) fn has(&self, field: FormField) -> bool {
        self.fields().any(|known| known == field)
    }
}
