//! Issues: why an input could not be judged. They concern requests and policy documents, never decisions.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Ordering;

use crate::code::codes;
use crate::order;
use crate::text::{format, owned};

codes! {
    /// Why an input could not be judged. Closed and append-only.
    IssueCode {
        /// The text is not JSON (RFC 8259): it is truncated, has trailing text or breaks the grammar.
        ///
        /// Remedy: send one complete JSON value.
        InputMalformedJson = "input.malformed_json",
        /// The text is not UTF-8.
        ///
        /// Remedy: encode the body as UTF-8 without a byte order mark.
        InputInvalidUtf8 = "input.invalid_utf8",
        /// A string holds half of a surrogate pair, which is not a character.
        ///
        /// Remedy: remove it, or send both halves.
        InputLoneSurrogate = "input.lone_surrogate",
        /// Arrays and objects are nested more than 32 deep.
        ///
        /// Remedy: flatten the request; no operation needs more than 8 levels.
        InputTooDeep = "input.too_deep",
        /// The text is longer than 8,388,608 bytes or has more than 500,000 values (over HTTP the sidecar's own limit on the
        /// body answers first, with status 413).
        ///
        /// Remedy: send totals instead of lists, or split the request.
        InputTooLarge = "input.too_large",
        /// An object has the same key twice; which value was meant is unknown.
        ///
        /// Remedy: send each key once.
        InputDuplicateKey = "input.duplicate_key",
        /// The object has a field that this operation does not know.
        ///
        /// Remedy: correct its spelling or leave it out; the message lists the known fields.
        InputUnknownField = "input.unknown_field",
        /// A required field is absent.
        ///
        /// Remedy: add it.
        InputMissingField = "input.missing_field",
        /// The value has another JSON type than the field.
        ///
        /// Remedy: send the type that the message names.
        InputWrongType = "input.wrong_type",
        /// The value is `null`. JavaScript's `JSON.stringify` writes NaN and infinities as `null`, so it is never read as "absent".
        ///
        /// Remedy: leave the field out, or send a value.
        InputNull = "input.null",
        /// A number is fractional or outside ±(2^53 − 1), where not every system keeps it exact.
        ///
        /// Remedy: send capacity as a string with a unit and money as a decimal string.
        InputNotAnInteger = "input.not_an_integer",
        /// The value is not one of the listed words.
        ///
        /// Remedy: use one of the words that the help lists.
        InputUnknownValue = "input.unknown_value",
        /// The input has more than 1,000 issues of shape; the first 1,000 are given.
        ///
        /// Remedy: correct these, then ask again.
        InputTooManyIssues = "input.too_many_issues",
        /// The text is longer than the field allows, or empty where an id, a name or a source belongs.
        ///
        /// Remedy: keep to the length that the message names.
        InputTextLength = "input.text_length",
        /// The string is not a capacity: a decimal number, one space and a unit of B, kB, MB, GB, TB, PB, EB, KiB, MiB, GiB, TiB, PiB or EiB.
        ///
        /// Remedy: write for example `47.5 TB`; no comma, no thousands separator.
        InputCapacityFormat = "input.capacity_format",
        /// The capacity is negative.
        ///
        /// Remedy: send 0 or more.
        InputCapacityNegative = "input.capacity_negative",
        /// The capacity does not come to a whole number of bytes.
        ///
        /// Remedy: use fewer decimals or a smaller unit.
        InputCapacityFraction = "input.capacity_fraction",
        /// The capacity is above 1000 EB (10^21 bytes).
        ///
        /// Remedy: check the unit.
        InputCapacityTooLarge = "input.capacity_too_large",
        /// The string is not a decimal: digits, at most one point with digits on both sides, no exponent, no `+`, no separators.
        ///
        /// Remedy: write for example `7.99`.
        InputDecimalFormat = "input.decimal_format",
        /// The decimal has more than 24 digits or more than 12 after the point.
        ///
        /// Remedy: send fewer digits; nothing is rounded for you.
        InputDecimalTooLong = "input.decimal_too_long",
        /// The amount or price is negative.
        ///
        /// Remedy: send 0 or more.
        InputDecimalNegative = "input.decimal_negative",
        /// The currency is not an active ISO 4217 code with minor units.
        ///
        /// Remedy: write for example `EUR`.
        InputCurrency = "input.currency",
        /// The string is not a date of the form `YYYY-MM-DD` in the years 0001 to 9998.
        ///
        /// Remedy: write for example `2026-03-20`.
        InputDateFormat = "input.date_format",
        /// The string is not an instant (RFC 3339, with an offset or `Z`).
        ///
        /// Remedy: write for example `2026-03-20T08:30:00Z`.
        InputInstantFormat = "input.instant_format",
        /// The period or validity ends before or when it starts.
        ///
        /// Remedy: periods are `[start, end)`; the end must be later.
        InputPeriodEmpty = "input.period_empty",
        /// The same id is listed twice.
        ///
        /// Remedy: list each id once.
        InputDuplicateId = "input.duplicate_id",
        /// Neither the request has an `asOf` nor the caller has a clock, so no rule version can be chosen.
        ///
        /// Remedy: send `asOf` (permission: `context.asOf`).
        InputAsOfMissing = "input.as_of_missing",
        /// The request has an `asOf`, but this service decides by its own clock.
        ///
        /// Remedy: leave `asOf` out, or let the operator allow request time.
        InputAsOfRefused = "input.as_of_refused",
        /// The request pins a document version, but this service does not allow that.
        ///
        /// Remedy: leave `pin` out, or let the operator allow pinning.
        InputPinRefused = "input.pin_refused",
        /// The request pins a version that is not loaded.
        ///
        /// Remedy: pin one of the loaded versions; the help lists them.
        InputPinUnknown = "input.pin_unknown",
        /// No loaded document of the needed kind is in force at the time asked for.
        ///
        /// Remedy: load a document whose effective dates cover that time.
        PolicyNoneInForce = "policy.none_in_force",
        /// Two versions of one document are in force at the same time.
        ///
        /// Remedy: end the older version where the newer one begins.
        PolicyOverlap = "policy.overlap",
        /// A setting's value is outside its range.
        ///
        /// Remedy: keep to the range that the message names.
        PolicySettingRange = "policy.setting_range",
        /// Two documents of a kind that may exist once have different names.
        ///
        /// Remedy: give versions of one document the same name, or load only one of them.
        PolicySecondDocument = "policy.second_document",
        /// The document's `kind` and the section that it holds do not agree.
        ///
        /// Remedy: a document of kind `deal` holds exactly the section `deal`, and so on.
        PolicyKindMismatch = "policy.kind_mismatch",
        /// The bundle holds no document.
        ///
        /// Remedy: load at least one document.
        PolicyEmptyBundle = "policy.empty_bundle",
        /// A rule names a role, resource type or action that the document does not declare.
        ///
        /// Remedy: declare it, or correct its spelling.
        PolicyUnknownReference = "policy.unknown_reference",
        /// A condition's operand is neither a path into the question nor a value, or two things that exclude each other are
        /// said.
        ///
        /// Remedy: give one path or one value; the help lists the paths.
        PolicyConditionOperand = "policy.condition_operand",
        /// An account names a parent that is not known.
        ///
        /// Remedy: send every account up to the top of the chain.
        DirectoryUnknownParent = "directory.unknown_parent",
        /// An account is listed with two parents. Every account has exactly one seller: the account directly above.
        ///
        /// Remedy: list it once.
        DirectoryTwoParents = "directory.two_parents",
        /// A user or resource names an account that is not known.
        ///
        /// Remedy: list the account, with those above it.
        DirectoryUnknownAccount = "directory.unknown_account",
        /// An account stands below one of a type that it may not stand below, or at the top although it may not.
        ///
        /// Remedy: correct its type or parent; the permission document's `accountTypes` say what may stand where.
        DirectoryParentType = "directory.parent_type",
        /// More accounts follow each other in a chain than the permission document's `maxDepth` allows.
        ///
        /// Remedy: place the account higher, or raise the setting.
        DirectoryTooDeep = "directory.too_deep",
        /// The request lists facts, but this service counts only those that it has loaded.
        ///
        /// Remedy: leave `accounts`, `users` and `resources` out, or let the operator allow request facts.
        DirectoryFactsRefused = "directory.facts_refused",
        /// Following the parents of an account leads back to it.
        ///
        /// Remedy: correct the parent of one of the accounts named.
        DirectoryCycle = "directory.cycle",
        /// The request states an account otherwise than the loaded directory does.
        ///
        /// Remedy: correct the request; loaded facts are never overridden.
        DirectoryFactConflict = "directory.fact_conflict",
        /// The account's own allocation is larger than all that the contract has allocated, so one of the two figures is wrong.
        ///
        /// Remedy: `contract.allocatedCapacity` is the total over all allocations, the account's own included.
        AllocationOwnExceedsTotal = "allocation.own_exceeds_total",
        /// The allocation is under another contract than the one given. An update stays under its contract.
        ///
        /// Remedy: send the contract that the allocation is under.
        AllocationOtherContract = "allocation.other_contract",
        /// The volume that decides on registration is not given, so "not required" cannot be said.
        ///
        /// Remedy: state it; a new customer has an explicit `0 B`.
        DealVolumeMissing = "deal.volume_missing",
        /// No price list in force covers this plan, currency and period, and a price is never taken as zero.
        ///
        /// Remedy: load a price list; to try a sample list, send `allowSample: true`.
        BillingPriceListMissing = "billing.price_list_missing",
        /// Several price lists cover this plan, currency and period.
        ///
        /// Remedy: load one, or state the currency.
        BillingPriceListAmbiguous = "billing.price_list_ambiguous",
        /// A price list or rule version begins or ends inside the billing period.
        ///
        /// Remedy: bill the parts of the period apart.
        BillingVersionChange = "billing.version_change",
        /// The period is not one calendar month, and the prices are per month.
        ///
        /// Remedy: bill from the first of a month to the first of the next.
        BillingPeriodNotAMonth = "billing.period_not_a_month",
        /// A usage row lies outside the billing period.
        ///
        /// Remedy: send only the rows of the period.
        BillingDayOutsidePeriod = "billing.day_outside_period",
        /// A storage account has two usage rows for one day.
        ///
        /// Remedy: send each day once.
        BillingDuplicateDay = "billing.duplicate_day",
        /// The id of the minimum's scope is not given for an account; a smaller scope is never assumed.
        ///
        /// Remedy: add the id that the pointer names.
        BillingScopeMissing = "billing.scope_missing",
        /// Accounts have allocated capacity, but the request has no contract that covers it.
        ///
        /// Remedy: send the contract with its reserved capacity.
        BillingContractMissing = "billing.contract_missing",
        /// The contract begins or ends inside the billing period, or is not in force in it at all.
        ///
        /// Remedy: bill a period in which the contract is in force throughout.
        BillingContractPeriod = "billing.contract_period",
        /// A reserved plan of 0 is asked for, and 0 means pay-per-use.
        ///
        /// Remedy: ask for the plan `payPerUse`.
        BillingReservedZero = "billing.reserved_zero",
        /// Use exceeds the reserved capacity and the contract names no excess price.
        ///
        /// Remedy: send `costStorageGBCents` as the contract has it.
        BillingExcessPriceMissing = "billing.excess_price_missing",
        /// The contract's currency is not that of the price list.
        ///
        /// Remedy: use a price list in the contract's currency.
        BillingCurrencyMismatch = "billing.currency_mismatch",
        /// An amount exceeds what can be computed exactly (128 bits).
        ///
        /// Remedy: check the volume and the price.
        BillingAmountOverflow = "billing.amount_overflow",
        /// The module was asked to decide before a policy was loaded.
        ///
        /// Remedy: call `load` first.
        InternalNotLoaded = "internal.not_loaded",
        /// The operation's number is not known to the module.
        ///
        /// Remedy: use host and module of one version.
        InternalUnknownOperation = "internal.unknown_operation",
        /// The answer could not be written. This is a defect of the module.
        ///
        /// Remedy: report it with the request.
        InternalAnswer = "internal.answer",
    }
}

/// Input that could not be judged: what, where, and what helps.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(deny_unknown_fields))]
pub struct Issue {
    /// Stable code; each has a page under `docs/codes/`.
    pub code: IssueCode,
    /// JSON Pointer (RFC 6901) to the field; empty for the whole input.
    pub pointer: String,
    /// One sentence for a person.
    pub message: String,
    /// What would make the input acceptable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
    /// The policy document that the pointer is in, by the name that the caller gave it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
}

impl Issue {
    /// An issue without help at `pointer`.
    pub fn new<'t>(code: IssueCode, pointer: impl Into<Cow<'t, str>>, message: impl Into<Cow<'t, str>>) -> Self {
        Self { code, pointer: owned(pointer.into()), message: owned(message.into()), help: None, document: None }
    }

    /// The same issue at another place.
    #[must_use]
    pub(crate) fn at(mut self, pointer: String) -> Self {
        self.pointer = pointer;
        self
    }

    /// The same issue with help.
    #[must_use]
    pub fn with_help<'t>(mut self, help: impl Into<Cow<'t, str>>) -> Self {
        self.help = Some(owned(help.into()));
        self
    }
}

/// Most issues of shape that are collected of one input.
pub(crate) const MAX_ISSUES: usize = 1000;

/// Says that there were more issues than are given.
pub(crate) fn too_many() -> Issue {
    let message = format!("the input has more than {MAX_ISSUES} issues; the first ones are given");
    Issue::new(IssueCode::InputTooManyIssues, "", message)
}

/// Sorts issues by document and pointer (array positions by number) and drops repetitions.
pub(crate) fn sort(issues: &mut Vec<Issue>) {
    order::sort_by(issues, |a, b| {
        a.document
            .cmp(&b.document)
            .then_with(|| compare_pointers(&a.pointer, &b.pointer))
            .then_with(|| a.code.as_str().cmp(b.code.as_str()))
    });
    issues.dedup();
}

/// Orders pointers token by token: array positions by value, before keys, which go by text.
pub(crate) fn compare_pointers(a: &str, b: &str) -> Ordering {
    a.split('/').map(rank).cmp(b.split('/').map(rank))
}

/// A token as what it is ordered by. Only what can be an array position is one (RFC 6901, section 4), so that the order is
/// total whatever keys a sender invents.
fn rank(token: &str) -> (bool, u64, &str) {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit()) && (token == "0" || !token.starts_with('0'));
    match token.parse().ok().filter(|_| digits) {
        Some(position) => (false, position, ""),
        None => (true, 0, token),
    }
}

/// At most so many known words are listed in a help text.
const LISTED: usize = 20;

/// Known words for a help text.
pub(crate) fn list<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> String {
    let more = words.len().saturating_sub(LISTED);
    let shown: Vec<String> = words.take(LISTED).map(shorten).collect();
    if more == 0 { shown.join(", ") } else { format!("{} and {more} more", shown.join(", ")) }
}

/// A user's text, short enough for a message.
pub(crate) fn shorten(text: &str) -> String {
    const LONGEST: usize = 40;
    if text.chars().count() <= LONGEST {
        return text.into();
    }
    let head: String = text.chars().take(LONGEST).collect();
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::compare_pointers;
    use core::cmp::Ordering;

    #[test]
    fn array_positions_sort_by_number_and_parents_before_children() {
        assert_eq!(compare_pointers("/a/2", "/a/10"), Ordering::Less);
        assert_eq!(compare_pointers("/a", "/a/0"), Ordering::Less);
        assert_eq!(compare_pointers("/b", "/a/0"), Ordering::Greater);
    }

    proptest::proptest! {
        #[test]
        fn the_order_is_total_whatever_the_tokens(tokens in proptest::collection::vec("[0-9+a]{0,4}|[0-9]{18,22}", 3)) {
            let [a, b, c] = [0, 1, 2].map(|index: usize| tokens.get(index).map_or("", alloc::string::String::as_str));
            proptest::prop_assert_eq!(compare_pointers(a, b), compare_pointers(b, a).reverse());
            if compare_pointers(a, b).is_le() && compare_pointers(b, c).is_le() {
                proptest::prop_assert!(compare_pointers(a, c).is_le());
            }
        }
    }
}
