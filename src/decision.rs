//! Decisions: allow or deny, each with every reason, and what the caller must do next.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use crate::code::codes;
use crate::issue::compare_pointers;
use crate::order;
use crate::text::owned;
use crate::wire::node::Node;
use crate::wire::read::{Read, Reader};

codes! {
    /// Why a decision came out as it did. Closed and append-only.
    ReasonCode {
        /// No rule of the policy version in force says anything on this action for the role; what is not granted is denied.
        ///
        /// Remedy: ask a user whose role has the action, or change the role table.
        PermissionRoleNotGranted = "permission.role_not_granted",
        /// A rule of the policy version in force denies this action to the role.
        ///
        /// Remedy: ask a user whose role has the action.
        PermissionRoleDenied = "permission.role_denied",
        /// The resource belongs to an account that the user's account does not reach: only its own account and those below count.
        ///
        /// Remedy: act as a user of that account, or of one above it.
        PermissionOutOfReach = "permission.out_of_reach",
        /// Users of this type of account may not do this to any resource of this type, whatever their role.
        ///
        /// Remedy: act as a user of an account that handles it.
        PermissionNotForAccountType = "permission.not_for_account_type",
        /// The resource is an account, and not of a type that this resource type stands for.
        ///
        /// Remedy: name the resource by its own type, for example a customer as `customer`.
        PermissionResourceTypeMismatch = "permission.resource_type_mismatch",
        /// The policy knows no such action on this resource type.
        ///
        /// Remedy: use one of the actions that the help lists.
        PermissionUnknownAction = "permission.unknown_action",
        /// The policy knows no such resource type.
        ///
        /// Remedy: use one of the types that the help lists.
        PermissionUnknownResourceType = "permission.unknown_resource_type",
        /// The policy knows no such subject type.
        ///
        /// Remedy: use one of the types that the help lists.
        PermissionUnknownSubjectType = "permission.unknown_subject_type",
        /// The subject's role is not given or not one of the policy's roles.
        ///
        /// Remedy: send `subject.properties.role`.
        PermissionRoleUnknown = "permission.role_unknown",
        /// The account of the subject or of the resource is not given or not among the known accounts.
        ///
        /// Remedy: send `properties.account` and list the account in `context.accounts`.
        PermissionAccountUnknown = "permission.account_unknown",
        /// The user holds several roles, and this policy gives each user one.
        ///
        /// Remedy: send one role.
        PermissionSeveralRoles = "permission.several_roles",
        /// The subject is known, and is of another type than the request says.
        ///
        /// Remedy: send the type under `allowed`.
        PermissionSubjectTypeMismatch = "permission.subject_type_mismatch",
        /// The user's credentials are known to be compromised.
        ///
        /// Remedy: change the password, and report the breach.
        PermissionCredentialCompromised = "permission.credential_compromised",
        /// The session has been idle or has lasted for too long.
        ///
        /// Remedy: log in again.
        PermissionSessionExpired = "permission.session_expired",
        /// The API key's validity has ended.
        ///
        /// Remedy: create a new key.
        PermissionKeyExpired = "permission.key_expired",
        /// The user's state does not allow to act.
        ///
        /// Remedy: have the user activated.
        PermissionUserState = "permission.user_state",
        /// The account's set-up is not complete.
        ///
        /// Remedy: complete the set-up.
        PermissionSetupIncomplete = "permission.setup_incomplete",
        /// The account's state does not allow its users to act.
        ///
        /// Remedy: have the account activated.
        PermissionAccountState = "permission.account_state",
        /// No contract or purchase order of the account is in force, so that access has ended or not begun.
        ///
        /// Remedy: conclude or renew a contract.
        PermissionContractInactive = "permission.contract_inactive",
        /// The contract that the resource belongs to is not in force, so that it cannot be changed.
        ///
        /// Remedy: move it to a contract in force, or renew its contract.
        PermissionOwnContractInactive = "permission.own_contract_inactive",
        /// The vendor does not offer the feature at present.
        ///
        /// Remedy: none in the policy; ask the vendor.
        PermissionFeatureUnavailable = "permission.feature_unavailable",
        /// A privilege that opens the panel or part of it is not held, so that other privileges have no effect.
        ///
        /// Remedy: give the user a role with that privilege.
        PermissionPrivilegeMissing = "permission.privilege_missing",
        /// The role may do this under a condition, and the condition is not met or cannot be judged.
        ///
        /// Remedy: send the fact that the message names, or act on another resource.
        PermissionConditionUnmet = "permission.condition_unmet",
        /// A rule denies this under a condition that is met, or that cannot be ruled out because a fact is missing.
        ///
        /// Remedy: the help says what the rule protects; send the fact that the message names.
        PermissionConditionDenied = "permission.condition_denied",
        /// The subject's account may not act for the account named: it is no sales vendor above it.
        ///
        /// Remedy: act as a user of the account's sales vendor, or leave `context.onBehalfOf` out.
        PermissionNotSalesVendor = "permission.not_sales_vendor",
        /// An account was not delegated this right by those above it.
        ///
        /// Remedy: ask the account above to delegate it.
        PermissionCeiling = "permission.ceiling",
        /// The user who created the subject is not known or may not do this itself; a key does no more than its creator.
        ///
        /// Remedy: send the creator in `context.users`, or use a key of another creator.
        PermissionCreatorExceeded = "permission.creator_exceeded",
        /// The capacity asked for is more than the contract's reserved capacity less what is allocated to others.
        ///
        /// Remedy: take at most the amount under `allowed`, or get more reserved capacity from sales or the distributor.
        AllocationInsufficientContractCapacity = "allocation.insufficient_contract_capacity",
        /// The new allocation is below what is already stored, and overdraft is not allowed.
        ///
        /// Remedy: keep at least the amount under `allowed`, free storage first, or allow overdraft.
        AllocationBelowUsedCapacity = "allocation.below_used_capacity",
        /// The allocation shrinks, or becomes reserved, but how much is stored is not known; it is never taken as zero.
        ///
        /// Remedy: send `allocation.used` with its time of measurement, or allow overdraft.
        AllocationUsedCapacityUnknown = "allocation.used_capacity_unknown",
        /// The new allocation is below what is stored and overdraft is allowed: the excess will be billed.
        ///
        /// Remedy: none needed; raise the allocation to avoid the excess price.
        AllocationExcessWillBeBilled = "allocation.excess_will_be_billed",
        /// The contract is not in force at the time of the request.
        ///
        /// Remedy: use a contract in force, or renew this one.
        AllocationContractInactive = "allocation.contract_inactive",
        /// The capacity is not a multiple of the step that the policy prescribes.
        ///
        /// Remedy: take the next multiple below or above, both in the help.
        AllocationGranularity = "allocation.granularity",
        /// The allocation changes between reserved capacity and pay-per-use (0).
        ///
        /// Remedy: none needed where the policy allows it; otherwise keep an allocation above 0.
        AllocationPlanChange = "allocation.plan_change",
        /// The total is above what may be sold without a registered deal, and none of the deals given covers it.
        ///
        /// Remedy: register a deal for this customer with at least the volume under `found`, or stay at the total under `allowed`.
        DealRegistrationRequired = "deal.registration_required",
        /// The special price needs an approved deal that names it, and none of the deals given does.
        ///
        /// Remedy: have a deal approved with this price, currency and unit.
        DealApprovalRequired = "deal.approval_required",
        /// A deal of this customer does not cover the sale; the message says why.
        ///
        /// Remedy: extend or renew that deal.
        DealNotCovering = "deal.not_covering",
        /// The price is below the price list or does not come from one in force.
        ///
        /// Remedy: none needed with an approved deal; otherwise sell at the list price.
        DealSpecialPrice = "deal.special_price",
        /// The figures come from a sample price list.
        ///
        /// Remedy: load your own price list before you show or bill a price.
        BillingSamplePrice = "billing.sample_price",
        /// Some days had no usage row; the last known value was repeated, or 0 taken before the first.
        ///
        /// Remedy: send the missing rows.
        BillingEstimatedUsage = "billing.estimated_usage",
        /// The billing period has not ended, so no final invoice can be made.
        ///
        /// Remedy: bill after the period's end, or ask for a quote.
        BillingPeriodNotEnded = "billing.period_not_ended",
    }
}

codes! {
    /// What the caller must do beside taking the decision. Closed and append-only.
    ObligationCode {
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
    }
}

impl Read for ObligationCode {
    fn read(node: Option<&Node<'_>>, reader: &mut Reader) -> Self {
        let words: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
        let found = reader.word(node, &words).and_then(|index| Self::ALL.get(index).copied());
        found.unwrap_or(Self::RegisterDeal)
    }
}

/// What a reason does to the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// The decision is a deny because of this.
    Deny,
    /// The decision stands, with something to look at.
    Warn,
    /// Background.
    Info,
}

/// One reason of a decision.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Reason {
    /// Stable code; each has a page under `docs/codes/`.
    pub code: ReasonCode,
    /// What it does to the decision.
    pub effect: Effect,
    /// One sentence for a person.
    pub message: String,
    /// JSON Pointer (RFC 6901) to the request's field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// The rule or setting of the policy document that decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What would be allowed; the request passes this reason with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allowed: Option<String>,
    /// What would make it pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// Place among the reasons of one effect, where their order is given.
    #[serde(skip)]
    rank: u8,
}

impl Reason {
    /// A reason with its message only.
    pub(crate) fn new<'t>(code: ReasonCode, effect: Effect, message: impl Into<Cow<'t, str>>) -> Self {
        Self { code, effect, message: owned(message.into()), pointer: None, rule: None, found: None, allowed: None, help: None, rank: 0 }
    }
    pub(crate) fn deny<'t>(code: ReasonCode, message: impl Into<Cow<'t, str>>) -> Self {
        Self::new(code, Effect::Deny, message)
    }
    pub(crate) fn ranked(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }
    pub(crate) fn at<'t>(mut self, pointer: impl Into<Cow<'t, str>>) -> Self {
        self.pointer = Some(owned(pointer.into()));
        self
    }
    pub(crate) fn rule<'t>(mut self, rule: impl Into<Cow<'t, str>>) -> Self {
        self.rule = Some(owned(rule.into()));
        self
    }
    pub(crate) fn found<'t>(mut self, found: impl Into<Cow<'t, str>>) -> Self {
        self.found = Some(owned(found.into()));
        self
    }
    pub(crate) fn allowed<'t>(mut self, allowed: impl Into<Cow<'t, str>>) -> Self {
        self.allowed = Some(owned(allowed.into()));
        self
    }
    pub(crate) fn help<'t>(mut self, help: impl Into<Cow<'t, str>>) -> Self {
        self.help = Some(owned(help.into()));
        self
    }
}

/// Something that the caller must do.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Obligation {
    /// Stable code; each has a page under `docs/codes/`.
    pub code: ObligationCode,
    /// What it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub params: Option<ObligationParams>,
}

/// What an obligation concerns.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
#[serde(rename_all = "camelCase")]
pub struct ObligationParams {
    /// The customer concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<String>,
    /// The volume that the deal must cover, a capacity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The price per unit that the deal must name, a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<String>,
}

/// Reasons and obligations while an operation is judged.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) reasons: Vec<Reason>,
    pub(crate) obligations: Vec<Obligation>,
}

impl Verdict {
    pub(crate) fn push(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    /// Sorts and unifies the reasons: denies first, then by rank, pointer and code. True where none denies.
    pub(crate) fn conclude(&mut self) -> bool {
        order::sort_by(&mut self.reasons, |a, b| {
            a.effect
                .cmp(&b.effect)
                .then_with(|| a.rank.cmp(&b.rank))
                .then_with(|| compare_pointers(a.pointer.as_deref().unwrap_or(""), b.pointer.as_deref().unwrap_or("")))
                .then_with(|| a.code.as_str().cmp(b.code.as_str()))
                .then_with(|| a.message.cmp(&b.message))
        });
        self.reasons.dedup();
        self.reasons.iter().all(|reason| reason.effect != Effect::Deny)
    }
}
