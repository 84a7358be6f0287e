//! Codes of the console's forms.

macro_rules! account_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// A field that the form needs is empty.
            ///
            /// Remedy: fill it.
            AccountFieldRequired = "account.field_required",
            /// The form changes nothing: none of its fields is filled.
            ///
            /// Remedy: fill at least one of the fields that the help names.
            AccountNothingToChange = "account.nothing_to_change",
            /// The name is longer than is taken; white space around it does not count.
            ///
            /// Remedy: take at most the number of characters under `allowed`.
            AccountNameLength = "account.name_length",
            /// The description is longer than is taken; white space around it does not count.
            ///
            /// Remedy: take at most the number of characters under `allowed`.
            AccountDescriptionLength = "account.description_length",
            /// A name or description holds control characters, such as a tab or a line break.
            ///
            /// Remedy: write it on one line.
            AccountControlCharacters = "account.control_characters",
            /// The text does not have the form of an e-mail address: one `@`, before it ASCII letters, digits and signs with single
            /// points between, after it a domain name of two or more labels. Whether mail arrives there is not checked.
            ///
            /// Remedy: write for example `name@example.com`; a domain with other letters in its ASCII form (`xn--…`).
            AccountEmailFormat = "account.email_format",
            /// The e-mail address is longer than is taken.
            ///
            /// Remedy: take at most the number of characters under `allowed`.
            AccountEmailLength = "account.email_length",
            /// The part of the e-mail address before the `@` is longer than is taken.
            ///
            /// Remedy: take at most the number of characters under `allowed`.
            AccountEmailLocalLength = "account.email_local_length",
            /// The policy in force has no such role.
            ///
            /// Remedy: take one of the roles that the help lists.
            AccountRoleUnknown = "account.role_unknown",
            /// The API key would be over before it exists: its expiry is not later than now.
            ///
            /// Remedy: take a later time, for example the one under `allowed`.
            AccountExpiryPast = "account.expiry_past",
            /// The API key would live longer than the policy lets one.
            ///
            /// Remedy: take the time under `allowed` or an earlier one.
            AccountExpiryTooLate = "account.expiry_too_late",
        } }
    };
}
pub(crate) use account_reasons;

macro_rules! account_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The allocation's facts are those of another partner or storage account than the one that the button is about.
            ///
            /// Remedy: send the allocation of the one under `id`.
            AccountOtherAllocation = "account.other_allocation",
        } }
    };
}
pub(crate) use account_issues;
