//! Reasons of permission decisions.

macro_rules! permission_reasons {
    ($then:ident $rest:tt $head:tt { $($all:tt)* }) => {
        $then! { $rest $head { $($all)*
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
            ///
            /// Retry: where this comes from loaded facts, when a newer directory is loaded.
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
            ///
            /// Retry: where the state comes from loaded facts, when a newer directory is loaded.
            PermissionUserState = "permission.user_state",
            /// The account's set-up is not complete.
            ///
            /// Remedy: complete the set-up.
            ///
            /// Retry: where the state comes from loaded facts, when a newer directory is loaded.
            PermissionSetupIncomplete = "permission.setup_incomplete",
            /// The account's state does not allow its users to act.
            ///
            /// Remedy: have the account activated.
            ///
            /// Retry: where the state comes from loaded facts, when a newer directory is loaded.
            PermissionAccountState = "permission.account_state",
            /// No contract or purchase order of the account is in force, so that access has ended or not begun.
            ///
            /// Remedy: conclude or renew a contract.
            ///
            /// Retry: when a contract that is known begins.
            PermissionContractInactive = "permission.contract_inactive",
            /// The contract that the resource belongs to is not in force, so that it cannot be changed.
            ///
            /// Remedy: move it to a contract in force, or renew its contract.
            ///
            /// Retry: when the contract begins, where it has not begun yet.
            PermissionOwnContractInactive = "permission.own_contract_inactive",
            /// The vendor does not offer the feature at present.
            ///
            /// Remedy: none in the policy; ask the vendor.
            ///
            /// Retry: when a policy version with the feature comes into force.
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
        } }
    };
}
pub(crate) use permission_reasons;
