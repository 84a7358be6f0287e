//! Codes of passwords, logins, sessions and API keys.

macro_rules! credential_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// The password has fewer characters than its holder's rules demand.
            ///
            /// Remedy: take at least the number of characters under `allowed`.
            PasswordTooShort = "password.too_short",
            /// The password has more characters than are taken.
            ///
            /// Remedy: take at most the number of characters under `allowed`.
            PasswordTooLong = "password.too_long",
            /// Lower case letters, upper case letters, digits and special characters are four classes, of which the holder's rules
            /// demand a number. Other letters and spaces are allowed and of no class.
            ///
            /// Remedy: add characters of the classes that the help names; `context.password.missing` lists them.
            PasswordClassesMissing = "password.classes_missing",
            /// The password and its confirmation are not the same.
            ///
            /// Remedy: type the same password twice.
            PasswordConfirmationDiffers = "password.confirmation_differs",
            /// The new password is the one that it is to replace.
            ///
            /// Remedy: take another password.
            PasswordSameAsCurrent = "password.same_as_current",
            /// The password before, which a change must name, was found to be wrong.
            ///
            /// Remedy: type the present password, or have it reset.
            PasswordCurrentWrong = "password.current_wrong",
            /// So many logins from this address failed for this user that the address is locked for the user. Other addresses and
            /// other users are not concerned.
            ///
            /// Remedy: wait until the instant under `allowed`, or lift the lock by the link in the e-mail.
            ///
            /// Retry: when the instant under `allowed` has come.
            AuthenticationLocked = "authentication.locked",
            /// Nothing happened in the session for too long.
            ///
            /// Remedy: log in again.
            AuthenticationSessionIdle = "authentication.session_idle",
            /// The login of the session is too long ago, however active it was.
            ///
            /// Remedy: log in again.
            AuthenticationSessionOver = "authentication.session_over",
            /// The API key's expiry has come.
            ///
            /// Remedy: create a new key.
            AuthenticationKeyExpired = "authentication.key_expired",
            /// The API key was deleted.
            ///
            /// Remedy: create a new key.
            AuthenticationKeyDeleted = "authentication.key_deleted",
        } }
    };
}
pub(crate) use credential_reasons;

macro_rules! credential_issues {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// A login or an activity is dated after the moment asked for, by more than clocks may differ.
            ///
            /// Remedy: correct the date, or the clock that it was taken from.
            AuthenticationFactInFuture = "authentication.fact_in_future",
        } }
    };
}
pub(crate) use credential_issues;
