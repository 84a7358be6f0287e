//! Which codes the answers of each operation may hold, for the pages under `docs/operations/`. A test holds the lists to
//! the answers of the whole corpus, of mutations of it and of the packs' documents.

use alloc::vec::Vec;

use crate::code::{
    account_issues, account_reasons, allocation_issues, allocation_reasons, batch_issues, billing_reasons, credential_issues, deal_issues,
    deal_reasons, directory_issues, internal_issues, permission_reasons,
};
use crate::decision::{ObligationCode, ReasonCode};
use crate::entry::Operation;
use crate::issue::IssueCode;

/// Every code that the answers of an operation may hold, each list in the order of declaration.
#[derive(Debug)]
pub struct PossibleCodes {
    /// Why its input may not be judged.
    pub issues: Vec<IssueCode>,
    /// Why a decision of it may come out as it does.
    pub reasons: Vec<ReasonCode>,
    /// What callers may have to do.
    pub obligations: Vec<ObligationCode>,
    /// The operations that it asks, too: their codes are among these.
    pub asks: &'static [Operation],
}

/// The codes of one list under `src/code/`.
macro_rules! all_of {
    ($list:ident $name:ident) => { $list! { all_of [] [$name] {} } };
    ([] [$name:ident] { $( $(#[$meta:meta])* $variant:ident = $text:literal, )+ }) => { &[$($name::$variant),+] };
}

/// Codes by name.
macro_rules! some {
    ($name:ident $($variant:ident)+) => { &[$($name::$variant),+] };
}

type Issues = &'static [IssueCode];
type Reasons = &'static [ReasonCode];

const INTERNAL: Issues = all_of!(internal_issues IssueCode);

/// What any text may have.
const TEXT: Issues = some!(IssueCode InputMalformedJson InputInvalidUtf8 InputLoneSurrogate InputTooDeep InputTooLarge InputDuplicateKey
    InputUnknownField InputWrongType InputNull InputTooManyIssues);

const FIELDS: Issues = some!(IssueCode InputMissingField InputTextLength);
const WORDS: Issues = some!(IssueCode InputUnknownValue);
const CAPACITY: Issues = some!(IssueCode InputCapacityFormat InputCapacityAmbiguous InputCapacityNegative InputCapacityFraction InputCapacityTooLarge
    InputDecimalTooLong InputNotAnInteger);
const MONEY: Issues = some!(IssueCode InputDecimalFormat InputDecimalTooLong InputDecimalNegative InputCurrency);
const DATES: Issues = some!(IssueCode InputDateFormat);
const PERIOD: Issues = some!(IssueCode InputPeriodEmpty);

/// Where the time and the versions of documents matter.
const TIME: Issues = some!(IssueCode InputInstantFormat InputAsOfMissing InputPinUnknown InputDuplicateId PolicyNoneInForce);
/// Where both must be the host's.
const GUARDED: Issues = some!(IssueCode InputAsOfRefused InputPinRefused);

const FACTS: Issues = all_of!(directory_issues IssueCode);
const CHAINS: Issues = some!(IssueCode DirectoryUnknownParent DirectoryTwoParents DirectoryUnknownAccount DirectoryParentType
    DirectoryTooDeep DirectoryCycle);

/// What the choice of a price list may end with.
const LISTS: Issues = some!(IssueCode BillingPriceListMissing BillingPriceListAmbiguous BillingCurrencyMismatch DirectoryFactConflict);

/// What every question on permission says of its subject.
const SUBJECT: Reasons = some!(ReasonCode PermissionUnknownSubjectType PermissionSubjectTypeMismatch PermissionRoleUnknown
    PermissionSeveralRoles PermissionAccountUnknown PermissionNotSalesVendor);
/// The gates of permission documents.
const GATES: Reasons = some!(ReasonCode PermissionCredentialCompromised PermissionSessionExpired PermissionKeyExpired PermissionUserState
    PermissionSetupIncomplete PermissionAccountState PermissionContractInactive PermissionOwnContractInactive
    PermissionFeatureUnavailable PermissionPrivilegeMissing);
/// What is said of a resource without an action.
const RESOURCE: Reasons = some!(ReasonCode PermissionUnknownResourceType PermissionResourceTypeMismatch);

const PERMISSION: Reasons = all_of!(permission_reasons ReasonCode);
const ALLOCATION: Reasons = all_of!(allocation_reasons ReasonCode);
const DEAL: Reasons = all_of!(deal_reasons ReasonCode);
const BILLING: Reasons = all_of!(billing_reasons ReasonCode);
/// What a check of a deal says, without its registration.
const DEAL_CHECK: Reasons = some!(ReasonCode DealRegistrationRequired DealApprovalRequired DealNotCovering DealSpecialPrice DealOwnMargin);
const VOLUME: Issues = some!(IssueCode DealVolumeMissing);
const PRICE_LIST: Issues = some!(IssueCode BillingPriceListAmbiguous);
/// What is said of a quantity and of what it adds or takes away.
const GROWTH: Reasons = some!(ReasonCode OrderProductNotPublished OrderQuantityLimit OrderQuantityTooSmall OrderNothingOrdered
    OrderBelowUsedCapacity OrderUsedCapacityUnknown OrderExcessWillBeBilled);
const ORDER: Reasons = some!(ReasonCode OrderSubscriptionExists OrderAddOnWithoutBase OrderFriendlyNameLength
    OrderFriendlyNameCharacters OrderBillingMissing OrderActorNotPermitted OrderNotForCustomer OrderOwnAccount OrderAmbiguousReseller);
const SUBSCRIPTION: Reasons = some!(ReasonCode SubscriptionTransitionNotPossible SubscriptionActorNotPermitted
    SubscriptionNotForCustomer SubscriptionFourEyes SubscriptionNotRequester SubscriptionCancellationKind SubscriptionPeriodNotOver
    SubscriptionPriceProtected SubscriptionCancellationPending SubscriptionScheduledChangePending SubscriptionPayPerUse
    SubscriptionAsset SubscriptionQuantityFixed SubscriptionCardInvalid);
/// What may follow from an order or from an event of a subscription.
const FOLLOWING: &[ObligationCode] = some!(ObligationCode RegisterDeal ApproveDeal CreateSubscription CreateVendorAccount SynchroniseReseller
    ImportEndCustomer AssignLicence ProvisionService ExecuteOrder ApproveOrder ApproveCancellation CancelAddOns);
const PASSWORD: Reasons = some!(ReasonCode PasswordTooShort PasswordTooLong PasswordClassesMissing PasswordConfirmationDiffers
    PasswordSameAsCurrent PasswordCurrentWrong);
const SAMPLE: Reasons = some!(ReasonCode BillingSamplePrice);

/// What an item may ask.
const ITEMS: &[Operation] = &[
    Operation::Permission,
    Operation::Allocation,
    Operation::Deal,
    Operation::Quote,
    Operation::Invoice,
    Operation::Evaluations,
    Operation::SearchSubject,
    Operation::SearchResource,
    Operation::SearchAction,
    Operation::Permissions,
    Operation::Ability,
    Operation::Matrix,
    Operation::Account,
    Operation::Password,
    Operation::Authentication,
    Operation::Order,
    Operation::Subscription,
];

impl Operation {
    /// The codes that answers of this operation may hold.
    #[must_use]
    pub fn possible_codes(self) -> PossibleCodes {
        match self {
            // A document may attach any obligation to any of its actions.
            Self::Permission => codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED, FACTS], &[PERMISSION], ObligationCode::ALL),
            Self::Evaluations => codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED, FACTS], &[PERMISSION], ObligationCode::ALL),
            Self::Permissions => codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED, FACTS], &[SUBJECT, GATES, RESOURCE], &[]),
            Self::Ability => codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED, FACTS], &[SUBJECT, GATES], &[]),
            Self::SearchSubject | Self::SearchResource | Self::SearchAction => {
                codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED, FACTS], &[], &[])
            }
            Self::Allocation => {
                let own = all_of!(allocation_issues IssueCode);
                codes(&[TEXT, FIELDS, WORDS, CAPACITY, MONEY, PERIOD, TIME, GUARDED, own], &[ALLOCATION], some!(ObligationCode Review))
            }
            Self::Deal => {
                let own = all_of!(deal_issues IssueCode);
                let obligations = some!(ObligationCode RegisterDeal ApproveDeal);
                let issues = &[TEXT, FIELDS, WORDS, CAPACITY, MONEY, PERIOD, TIME, GUARDED, PRICE_LIST, own];
                codes(issues, &[DEAL, SAMPLE], obligations).asking(&[Self::Permission])
            }
            Self::Quote => {
                let own = some!(IssueCode BillingPeriodNotAMonth BillingReservedZero BillingExcessPriceMissing BillingAmountOverflow
                    BillingTerm BillingVersionChange BillingEdgeRefused);
                let reasons = some!(ReasonCode BillingSamplePrice BillingEdgeNotAllowed BillingPriceNotVisible);
                let obligations = some!(ObligationCode RegisterDeal ApproveDeal);
                codes(&[TEXT, FIELDS, WORDS, CAPACITY, MONEY, DATES, PERIOD, TIME, LISTS, own], &[reasons, DEAL_CHECK], obligations)
            }
            Self::Invoice => {
                let own = some!(IssueCode BillingPeriodNotAMonth BillingDayOutsidePeriod BillingDuplicateDay BillingSampleOverlap
                    BillingSampleConflict BillingScopeMissing BillingContractMissing BillingContractPeriod BillingContractChange
                    BillingExcessPriceMissing BillingMinorUnits BillingAmountOverflow);
                let obligations = some!(ObligationCode RegisterDeal ApproveDeal);
                let issues = &[TEXT, FIELDS, WORDS, CAPACITY, MONEY, DATES, PERIOD, TIME, LISTS, VOLUME, own];
                codes(issues, &[BILLING, DEAL_CHECK], obligations)
            }
            Self::Order => {
                let own = some!(IssueCode OrderIncrementUnknown OrderVolumeTooSmall OrderPresentMismatch OrderNotListed OrderOtherSeller
                    OrderResellerMismatch SubscriptionStateUnknown DirectoryCycle);
                let issues = &[TEXT, FIELDS, WORDS, CAPACITY, MONEY, PERIOD, TIME, GUARDED, PRICE_LIST, VOLUME, own];
                let change =
                    some!(ReasonCode SubscriptionTransitionNotPossible SubscriptionPriceProtected SubscriptionScheduledChangePending);
                codes(issues, &[ORDER, GROWTH, change, DEAL_CHECK, SAMPLE], FOLLOWING)
            }
            Self::Subscription => {
                let own = some!(IssueCode OrderIncrementUnknown OrderVolumeTooSmall OrderOtherSeller OrderResellerMismatch
                    SubscriptionStateUnknown SubscriptionFormerState DirectoryCycle);
                let issues = &[TEXT, FIELDS, WORDS, CAPACITY, MONEY, PERIOD, TIME, GUARDED, PRICE_LIST, VOLUME, own];
                // An event that takes the customer's place is judged as a new order.
                let place = some!(ReasonCode OrderSubscriptionExists OrderAddOnWithoutBase);
                codes(issues, &[GROWTH, SUBSCRIPTION, place, DEAL_CHECK, SAMPLE], FOLLOWING)
            }
            Self::Account => {
                let own = all_of!(account_issues IssueCode);
                let issues = &[TEXT, FIELDS, WORDS, CAPACITY, MONEY, PERIOD, TIME, GUARDED, own];
                let obligations = some!(ObligationCode FlowDownTerms RotateInitialS3Keys PrivacyNotice);
                let set = some!(ReasonCode PasswordTooShort PasswordTooLong PasswordClassesMissing);
                codes(issues, &[all_of!(account_reasons ReasonCode), set], obligations).asking(&[
                    Self::Permission,
                    Self::Allocation,
                    Self::Deal,
                ])
            }
            Self::Password => codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED], &[PASSWORD], some!(ObligationCode VerifyCurrentPassword)),
            Self::Authentication => {
                let reasons = some!(ReasonCode AuthenticationLocked AuthenticationSessionIdle AuthenticationSessionOver
                    AuthenticationKeyExpired AuthenticationKeyDeleted);
                let own = all_of!(credential_issues IssueCode);
                codes(&[TEXT, FIELDS, WORDS, TIME, GUARDED, own], &[reasons], some!(ObligationCode NotifyLock))
            }
            Self::Check => {
                let own = some!(IssueCode BillingTierOpen BillingTierOrder BillingPackageSize BillingPercentRange BillingSellerListRefused BillingPriceListAmbiguous
                    PolicyOverlap PolicySettingRange PolicySecondDocument PolicyKindMismatch PolicyEmptyBundle
                    PolicyUnknownReference PolicyConditionOperand InputInstantFormat InputDuplicateId);
                codes(&[TEXT, FIELDS, WORDS, CAPACITY, MONEY, DATES, PERIOD, CHAINS, own], &[], &[])
            }
            Self::Matrix => codes(&[TEXT], &[], &[]),
            Self::Batch => {
                let own = all_of!(batch_issues IssueCode);
                let time = some!(IssueCode InputInstantFormat InputAsOfRefused);
                codes(&[TEXT, FIELDS, WORDS, time, own], &[], &[]).asking(ITEMS)
            }
            Self::Item => codes(&[TEXT, FIELDS, WORDS], &[], &[]).asking(ITEMS),
            Self::Redact => {
                let own = some!(IssueCode InputPointerFormat InputTooManyPointers);
                codes(&[TEXT, FIELDS, WORDS, own], &[], &[])
            }
        }
    }
}

impl PossibleCodes {
    /// The same with the codes of operations that are asked, too.
    fn asking(self, asks: &'static [Operation]) -> Self {
        let others: Vec<Self> = asks.iter().map(|operation| operation.possible_codes()).collect();
        let all = || core::iter::once(&self).chain(&others);
        let issues = IssueCode::ALL.iter().copied().filter(|code| all().any(|codes| codes.issues.contains(code))).collect();
        let reasons = ReasonCode::ALL.iter().copied().filter(|code| all().any(|codes| codes.reasons.contains(code))).collect();
        let obligations = ObligationCode::ALL.iter().copied().filter(|code| all().any(|codes| codes.obligations.contains(code))).collect();
        Self { issues, reasons, obligations, asks }
    }
}

fn codes(issues: &[Issues], reasons: &[Reasons], obligations: &'static [ObligationCode]) -> PossibleCodes {
    let issue = |code: &IssueCode| issues.iter().any(|list| list.contains(code)) || INTERNAL.contains(code);
    let reason = |code: &ReasonCode| reasons.iter().any(|list| list.contains(code));
    PossibleCodes {
        issues: IssueCode::ALL.iter().copied().filter(issue).collect(),
        reasons: ReasonCode::ALL.iter().copied().filter(reason).collect(),
        obligations: ObligationCode::ALL.iter().copied().filter(|code| obligations.contains(code)).collect(),
        asks: &[],
    }
}
