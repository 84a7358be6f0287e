//! What callers must do.

macro_rules! obligations {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
            /// Register a deal for this customer that covers the sale. Also given where use has grown past the threshold by itself:
            /// an invoice does not state deals, so the caller checks whether there is one.
            RegisterDeal = "register_deal",
            /// Get the registered deal approved before the special price is used.
            ApproveDeal = "approve_deal",
            /// Pass the terms' restrictions, disclaimer and liability on to the end user.
            FlowDownTerms = "flow_down_terms",
            /// Replace the S3 keys that were made with the storage account.
            RotateInitialS3Keys = "rotate_initial_s3_keys",
            /// Show the terms in force before going on.
            PresentTerms = "present_terms",
            /// Report the breach of the credentials to the vendor at once.
            ReportBreach = "report_breach",
            /// Have the user's consent to the processing of personal data.
            PrivacyNotice = "privacy_notice",
            /// Revoke the account's access.
            RevokeAccess = "revoke_access",
            /// Delete the account's portal data, unless law forbids.
            DeletePortalData = "delete_portal_data",
            /// Check the password before, as typed, against the one stored; go on only where it is right.
            VerifyCurrentPassword = "verify_current_password",
            /// Tell the user by e-mail, once for each lock, that logins from this address are locked, and how to lift it.
            NotifyLock = "notify_lock",
        } }
    };
}
pub(crate) use obligations;
