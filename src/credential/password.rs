//! Judges a password that is to be set or changed: length, classes of characters, confirmation, and the one before.
//! Source: <https://docs.impossiblecloud.com/partner-portal-help/management-console-guide/getting-started/upholding-password-requirements>,
//! <https://docs.impossiblecloud.com/impossible-cloud-help/impossible-cloud-storage-guide/profile-settings/change-password>

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::document::{CredentialDocument, PasswordRules};
use super::secret::Secret;
use crate::decision::{Obligation, ObligationCode, Reason, ReasonCode, Verdict};
use crate::text::format;
use crate::values::time::Instant;
use crate::version::Pin;
use crate::wire::read::Word;
use crate::wire::shape::shape;

shape! {
    /// Whose password it is; the rules follow the holder, whoever sets it and wherever.
    pub(crate) words Holder {
        /// A user of the management console.
        "consoleUser" ConsoleUser,
        /// A storage account.
        "storageAccount" StorageAccount,
    }
}

shape! {
    /// May this password be taken?
    pub(crate) choice PasswordRequest by "action" {
        /// For the first time, or as a reset by somebody entitled.
        "set" Set {
            /// When; absent: the caller's clock.
            "asOf" as_of: Option<Instant>,
            /// Document versions to use, whatever the date.
            "pin" pin: Option<Vec<Pin>>,
            /// Whose password it is.
            "holder" holder: Holder,
            /// The password.
            "password" password: Secret,
            /// The password typed again, where the form asks for it.
            "confirmation" confirmation: Option<Secret>,
        },
        /// By its holder, who knows the one before.
        "change" Change {
            /// When; absent: the caller's clock.
            "asOf" as_of: Option<Instant>,
            /// Document versions to use, whatever the date.
            "pin" pin: Option<Vec<Pin>>,
            /// Whose password it is.
            "holder" holder: Holder,
            /// The new password.
            "password" password: Secret,
            /// The new password typed again.
            "confirmation" confirmation: Secret,
            /// The password before, as typed.
            "current" current: Secret,
            /// Whether the host has found `current` to be right; absent: not checked yet, and an obligation says so.
            "currentCorrect" current_correct: Option<bool>,
        },
    }
}

shape! {
    /// A class of characters.
    pub(crate) words CharacterClass {
        /// `a` to `z`.
        "lower" Lower,
        /// `A` to `Z`.
        "upper" Upper,
        /// `0` to `9`.
        "digit" Digit,
        /// One of the policy's special characters.
        "special" Special,
    }
}

const CLASSES: [CharacterClass; 4] = [CharacterClass::Lower, CharacterClass::Upper, CharacterClass::Digit, CharacterClass::Special];

/// What is known of a password without telling it.
#[derive(Clone, Debug, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub(crate) struct PasswordResult {
    /// Its length, in characters as the policy counts them.
    pub(crate) length: u32,
    /// The classes of characters that are not in it.
    pub(crate) missing: Vec<CharacterClass>,
    /// How many of those must be added.
    pub(crate) needed: u32,
}

impl PasswordRequest {
    pub(crate) fn time(&self) -> (Option<Instant>, &[Pin]) {
        match self {
            Self::Set { as_of, pin, .. } | Self::Change { as_of, pin, .. } => (*as_of, pin.as_deref().unwrap_or_default()),
        }
    }
}

/// May this password be taken?
pub(crate) fn evaluate(settings: &CredentialDocument, request: &PasswordRequest) -> (Verdict, PasswordResult) {
    let mut verdict = Verdict::default();
    let (holder, password, confirmation) = match request {
        PasswordRequest::Set { holder, password, confirmation, .. } => (holder, password, confirmation.as_ref()),
        PasswordRequest::Change { holder, password, confirmation, .. } => (holder, password, Some(confirmation)),
    };
    let result = judge(settings, *holder, password, "/password", &mut verdict);
    if confirmation.is_some_and(|confirmation| confirmation != password) {
        let reason = Reason::deny(ReasonCode::PasswordConfirmationDiffers, "the password and its confirmation are not the same");
        verdict.push(reason.at("/confirmation").help("type the same password twice"));
    }
    if let PasswordRequest::Change { current, current_correct, .. } = request {
        if current == password && !settings.repeat_current.value {
            let reason = Reason::deny(ReasonCode::PasswordSameAsCurrent, "the new password is the one before");
            verdict.push(reason.at("/password").rule("repeatCurrent").help("take another password"));
        }
        match current_correct {
            Some(true) => {}
            Some(false) => {
                let reason = Reason::deny(ReasonCode::PasswordCurrentWrong, "the password before is not right");
                verdict.push(reason.at("/current").help("type the present password, or have it reset"));
            }
            None => verdict.oblige(Obligation { code: ObligationCode::VerifyCurrentPassword, params: None }),
        }
    }
    (verdict, result)
}

/// Judges a password by its holder's rules; the reasons stand at `pointer`.
pub(crate) fn judge(
    settings: &CredentialDocument,
    holder: Holder,
    password: &Secret,
    pointer: &str,
    verdict: &mut Verdict,
) -> PasswordResult {
    let rules = settings.rules(holder);
    let length = password.length(settings.counting.value);
    let missing: Vec<CharacterClass> = CLASSES.into_iter().filter(|class| !settings.has_class(password, *class)).collect();
    let count = |list: usize| u32::try_from(list).unwrap_or(u32::MAX);
    let present = count(CLASSES.len()).saturating_sub(count(missing.len()));
    let needed = rules.classes.value.saturating_sub(present);
    let (least, most) = (rules.min_length.value, rules.max_length.value);
    let at = |code: ReasonCode, message: String, setting: &str| {
        Reason::deny(code, message).at(pointer).rule(format!("{}.{setting}", holder.as_str()))
    };
    if length < least {
        let reason = at(ReasonCode::PasswordTooShort, format!("the password has {length} characters, and {least} are needed"), "minLength");
        verdict.push(reason.found(length.to_string()).allowed(least.to_string()).help(format!("take at least {least} characters")));
    }
    if length > most {
        let reason =
            at(ReasonCode::PasswordTooLong, format!("the password has {length} characters, and at most {most} are taken"), "maxLength");
        verdict.push(reason.found(length.to_string()).allowed(most.to_string()).help(format!("take at most {most} characters")));
    }
    if needed > 0 {
        let words: Vec<&str> = missing.iter().map(|class| class.as_str()).collect();
        let message = format!("the password has characters of {present} classes, and {} are needed", rules.classes.value);
        let reason = at(ReasonCode::PasswordClassesMissing, message, "classes").found(present.to_string());
        let help = format!("add characters of {needed} of: {}", words.join(", "));
        verdict.push(reason.allowed(rules.classes.value.to_string()).help(help));
    }
    PasswordResult { length, missing, needed }
}

impl CredentialDocument {
    const fn rules(&self, holder: Holder) -> &PasswordRules {
        match holder {
            Holder::ConsoleUser => &self.console_user,
            Holder::StorageAccount => &self.storage_account,
        }
    }

    fn has_class(&self, password: &Secret, class: CharacterClass) -> bool {
        password.has(|character| match class {
            CharacterClass::Lower => character.is_ascii_lowercase(),
            CharacterClass::Upper => character.is_ascii_uppercase(),
            CharacterClass::Digit => character.is_ascii_digit(),
            CharacterClass::Special => self.special_characters.value.contains(character),
        })
    }
}
