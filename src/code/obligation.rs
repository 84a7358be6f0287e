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
            /// Have a person look at the change before or after it is made: it is allowed, but unusual.
            Review = "review",
            /// Create the subscription in the seller's business support system.
            CreateSubscription = "create_subscription",
            /// Create the reseller's account at the vendor: no reseller of this seller has its e-mail address there.
            CreateVendorAccount = "create_vendor_account",
            /// Bring the reseller's account at the vendor up to date; it is found by its e-mail address.
            SynchroniseReseller = "synchronise_reseller",
            /// Import the end customer at the vendor, below the reseller.
            ImportEndCustomer = "import_end_customer",
            /// Assign the licences to the customer's account.
            AssignLicence = "assign_licence",
            /// Provision the service.
            ProvisionService = "provision_service",
            /// Have an account manager of the seller execute the order; until then nothing is provisioned.
            ExecuteOrder = "execute_order",
            /// Have the customer's reseller approve the order; until then nothing is provisioned.
            ApproveOrder = "approve_order",
            /// Have an account manager of the seller accept or reject the cancellation; until then the subscription goes on.
            ApproveCancellation = "approve_cancellation",
            /// Cancel the add-ons with the base that they belong to.
            CancelAddOns = "cancel_add_ons",
        } }
    };
}
pub(crate) use obligations;
