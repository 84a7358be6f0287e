/**
 * Codes with their documentation.
 * Generated from docs/codes/codes.json by `npm run types`.
 */

/** What is wrong with an input: every code, with its documentation. */
export interface IssueCodes {
  /**
   * The text is not JSON (RFC 8259): it is truncated, has trailing text or breaks the grammar.
   *
   * Remedy: send one complete JSON value.
   */
  readonly "input.malformed_json": "input.malformed_json";
  /**
   * The text is not UTF-8.
   *
   * Remedy: encode the body as UTF-8 without a byte order mark.
   */
  readonly "input.invalid_utf8": "input.invalid_utf8";
  /**
   * A string holds half of a surrogate pair, which is not a character.
   *
   * Remedy: remove it, or send both halves.
   */
  readonly "input.lone_surrogate": "input.lone_surrogate";
  /**
   * Arrays and objects are nested more than 32 deep.
   *
   * Remedy: flatten the request; no operation needs more than 8 levels.
   */
  readonly "input.too_deep": "input.too_deep";
  /**
   * The text is longer than 8,388,608 bytes or has more than 500,000 values (over HTTP the sidecar's own limit on the body answers first, with status 413).
   *
   * Remedy: send totals instead of lists, or split the request.
   */
  readonly "input.too_large": "input.too_large";
  /**
   * An object has the same key twice; which value was meant is unknown.
   *
   * Remedy: send each key once.
   */
  readonly "input.duplicate_key": "input.duplicate_key";
  /**
   * The object has a field that this operation does not know.
   *
   * Remedy: correct its spelling or leave it out; the message lists the known fields.
   */
  readonly "input.unknown_field": "input.unknown_field";
  /**
   * A required field is absent.
   *
   * Remedy: add it.
   */
  readonly "input.missing_field": "input.missing_field";
  /**
   * The value has another JSON type than the field.
   *
   * Remedy: send the type that the message names.
   */
  readonly "input.wrong_type": "input.wrong_type";
  /**
   * The value is `null`. JavaScript's `JSON.stringify` writes NaN and infinities as `null`, so it is never read as "absent".
   *
   * Remedy: leave the field out, or send a value.
   */
  readonly "input.null": "input.null";
  /**
   * A number is fractional or outside ±(2^53 − 1), where not every system keeps it exact.
   *
   * Remedy: send capacity as a string with a unit and money as a decimal string.
   */
  readonly "input.not_an_integer": "input.not_an_integer";
  /**
   * The value is not one of the listed words.
   *
   * Remedy: use one of the words that the help lists.
   */
  readonly "input.unknown_value": "input.unknown_value";
  /**
   * The input has more than 1,000 issues of shape; the first 1,000 are given.
   *
   * Remedy: correct these, then ask again.
   */
  readonly "input.too_many_issues": "input.too_many_issues";
  /**
   * The text is longer than the field allows, or empty where an id, a name or a source belongs.
   *
   * Remedy: keep to the length that the message names.
   */
  readonly "input.text_length": "input.text_length";
  /**
   * The string is not a capacity: a decimal number, one space and a unit of B, kB, MB, GB, TB, PB, EB, KiB, MiB, GiB, TiB, PiB or EiB.
   *
   * Remedy: write for example `47.5 TB`; no comma, no thousands separator.
   */
  readonly "input.capacity_format": "input.capacity_format";
  /**
   * The capacity could be meant in two ways: `1.000 GB` is 1 GB where the point is a decimal sign and 1000 GB where it separates thousands. So are numbers of one to three digits, a point and three decimals of which the last is a needless zero.
   *
   * Remedy: write one of the two under `allowed`.
   */
  readonly "input.capacity_ambiguous": "input.capacity_ambiguous";
  /**
   * The capacity is negative.
   *
   * Remedy: send 0 or more.
   */
  readonly "input.capacity_negative": "input.capacity_negative";
  /**
   * The capacity does not come to a whole number of bytes.
   *
   * Remedy: use fewer decimals or a smaller unit.
   */
  readonly "input.capacity_fraction": "input.capacity_fraction";
  /**
   * The capacity is above 1000 EB (10^21 bytes).
   *
   * Remedy: check the unit.
   */
  readonly "input.capacity_too_large": "input.capacity_too_large";
  /**
   * The string is not a decimal: digits, at most one point with digits on both sides, no exponent, no `+`, no separators.
   *
   * Remedy: write for example `7.99`.
   */
  readonly "input.decimal_format": "input.decimal_format";
  /**
   * The decimal has more than 24 digits or more than 12 after the point.
   *
   * Remedy: send fewer digits; nothing is rounded for you.
   */
  readonly "input.decimal_too_long": "input.decimal_too_long";
  /**
   * The amount or price is negative.
   *
   * Remedy: send 0 or more.
   */
  readonly "input.decimal_negative": "input.decimal_negative";
  /**
   * The currency is not an active ISO 4217 code with minor units.
   *
   * Remedy: write for example `EUR`.
   */
  readonly "input.currency": "input.currency";
  /**
   * The string is not a date of the form `YYYY-MM-DD` in the years 0001 to 9998.
   *
   * Remedy: write for example `2026-03-20`.
   */
  readonly "input.date_format": "input.date_format";
  /**
   * The string is not an instant (RFC 3339, with an offset or `Z`).
   *
   * Remedy: write for example `2026-03-20T08:30:00Z`.
   */
  readonly "input.instant_format": "input.instant_format";
  /**
   * The string is not a JSON Pointer (RFC 6901): empty, or tokens that each begin with `/`.
   *
   * Remedy: write for example `/form/password`.
   */
  readonly "input.pointer_format": "input.pointer_format";
  /**
   * There are more than 100 pointers; each is held against every member of the request.
   *
   * Remedy: name what holds them, or use `*`.
   */
  readonly "input.too_many_pointers": "input.too_many_pointers";
  /**
   * The period or validity ends before or when it starts.
   *
   * Remedy: periods are `[start, end)`; the end must be later.
   */
  readonly "input.period_empty": "input.period_empty";
  /**
   * The same id is listed twice.
   *
   * Remedy: list each id once.
   */
  readonly "input.duplicate_id": "input.duplicate_id";
  /**
   * Neither the request has an `asOf` nor the caller has a clock, so no rule version can be chosen.
   *
   * Remedy: send `asOf` (permission: `context.asOf`).
   */
  readonly "input.as_of_missing": "input.as_of_missing";
  /**
   * The request has an `asOf`, but this service decides by its own clock.
   *
   * Remedy: leave `asOf` out, or let the operator allow request time.
   */
  readonly "input.as_of_refused": "input.as_of_refused";
  /**
   * The request pins a document version, but this service does not allow that.
   *
   * Remedy: leave `pin` out, or let the operator allow pinning.
   */
  readonly "input.pin_refused": "input.pin_refused";
  /**
   * The request pins a version that is not loaded.
   *
   * Remedy: pin one of the loaded versions; the help lists them.
   */
  readonly "input.pin_unknown": "input.pin_unknown";
  /**
   * No loaded document of the needed kind is in force at the time asked for.
   *
   * Remedy: load a document whose effective dates cover that time.
   *
   * Retry: when a document comes into force or is loaded.
   */
  readonly "policy.none_in_force": "policy.none_in_force";
  /**
   * Two versions of one document are in force at the same time.
   *
   * Remedy: end the older version where the newer one begins.
   */
  readonly "policy.overlap": "policy.overlap";
  /**
   * A setting's value is outside its range.
   *
   * Remedy: keep to the range that the message names.
   */
  readonly "policy.setting_range": "policy.setting_range";
  /**
   * Two documents of a kind that may exist once have different names.
   *
   * Remedy: give versions of one document the same name, or load only one of them.
   */
  readonly "policy.second_document": "policy.second_document";
  /**
   * The document's `kind` and the section that it holds do not agree.
   *
   * Remedy: a document of kind `deal` holds exactly the section `deal`, and so on.
   */
  readonly "policy.kind_mismatch": "policy.kind_mismatch";
  /**
   * The bundle holds no document.
   *
   * Remedy: load at least one document.
   */
  readonly "policy.empty_bundle": "policy.empty_bundle";
  /**
   * A rule names a role, resource type or action that the document does not declare.
   *
   * Remedy: declare it, or correct its spelling.
   */
  readonly "policy.unknown_reference": "policy.unknown_reference";
  /**
   * A condition's operand is neither a path into the question nor a value, or two things that exclude each other are said.
   *
   * Remedy: give one path or one value; the help lists the paths.
   */
  readonly "policy.condition_operand": "policy.condition_operand";
  /**
   * An account names a parent that is not known.
   *
   * Remedy: send every account up to the top of the chain.
   */
  readonly "directory.unknown_parent": "directory.unknown_parent";
  /**
   * An account is listed with two parents. Every account has exactly one seller: the account directly above.
   *
   * Remedy: list it once.
   */
  readonly "directory.two_parents": "directory.two_parents";
  /**
   * A user or resource names an account that is not known.
   *
   * Remedy: list the account, with those above it.
   */
  readonly "directory.unknown_account": "directory.unknown_account";
  /**
   * An account stands below one of a type that it may not stand below, or at the top although it may not.
   *
   * Remedy: correct its type or parent; the permission document's `accountTypes` say what may stand where.
   */
  readonly "directory.parent_type": "directory.parent_type";
  /**
   * More accounts follow each other in a chain than the permission document's `maxDepth` allows.
   *
   * Remedy: place the account higher, or raise the setting.
   */
  readonly "directory.too_deep": "directory.too_deep";
  /**
   * The request lists facts, but this service counts only those that it has loaded.
   *
   * Remedy: leave `accounts`, `users` and `resources` out, or let the operator allow request facts.
   */
  readonly "directory.facts_refused": "directory.facts_refused";
  /**
   * Following the parents of an account leads back to it.
   *
   * Remedy: correct the parent of one of the accounts named.
   */
  readonly "directory.cycle": "directory.cycle";
  /**
   * The request states an account otherwise than the loaded directory does.
   *
   * Remedy: correct the request; loaded facts are never overridden.
   */
  readonly "directory.fact_conflict": "directory.fact_conflict";
  /**
   * The account's own allocation is larger than all that the contract has allocated, so one of the two figures is wrong.
   *
   * Remedy: `contract.allocatedCapacity` is the total over all allocations, the account's own included.
   */
  readonly "allocation.own_exceeds_total": "allocation.own_exceeds_total";
  /**
   * The allocation is under another contract than the one given. An update stays under its contract.
   *
   * Remedy: send the contract that the allocation is under.
   */
  readonly "allocation.other_contract": "allocation.other_contract";
  /**
   * A list of allocations does not agree with a figure beside it: the total, a count, or the allocation itself.
   *
   * Remedy: correct the list or the figure, or send only one of them.
   */
  readonly "allocation.list_mismatch": "allocation.list_mismatch";
  /**
   * The allocation is to move to the contract that it is under.
   *
   * Remedy: name another contract under `target`.
   */
  readonly "allocation.same_contract": "allocation.same_contract";
  /**
   * A measurement or a change is dated after the moment asked for.
   *
   * Remedy: correct the date, or the clock that it was taken from.
   */
  readonly "allocation.fact_in_future": "allocation.fact_in_future";
  /**
   * The volume that decides on registration is not given, so "not required" cannot be said.
   *
   * Remedy: state it; a new customer has an explicit `0 B`.
   */
  readonly "deal.volume_missing": "deal.volume_missing";
  /**
   * No price list in force covers this plan, currency and period, and a price is never taken as zero.
   *
   * Remedy: load a price list; to try a sample list, send `allowSample: true`.
   *
   * Retry: when a price list covers the period asked for; a quote without a period is for the month of its time.
   */
  readonly "billing.price_list_missing": "billing.price_list_missing";
  /**
   * Several price lists cover this plan, currency and period, and none names its buyers more closely than another. Two lists that can never be told apart are an issue when they are loaded.
   *
   * Remedy: load one, let one end where the other begins, or state the currency.
   */
  readonly "billing.price_list_ambiguous": "billing.price_list_ambiguous";
  /**
   * A price list or rule version begins or ends inside the month of a price column. Quotes and invoices split their lines there instead.
   *
   * Remedy: pin a version, or ask for quotes.
   */
  readonly "billing.version_change": "billing.version_change";
  /**
   * A price column is asked for an edge that no rule allows, or for a viewer whom its figures are not for. Quotes and invoices deny that instead.
   *
   * Remedy: name a seller and the account directly below it, and a viewer who is one of both.
   */
  readonly "billing.edge_refused": "billing.edge_refused";
  /**
   * The period is not one calendar month, and the prices are per month.
   *
   * Remedy: bill from the first of a month to the first of the next.
   */
  readonly "billing.period_not_a_month": "billing.period_not_a_month";
  /**
   * A usage row lies outside the billing period.
   *
   * Remedy: send only the rows of the period.
   */
  readonly "billing.day_outside_period": "billing.day_outside_period";
  /**
   * A storage account has two usage rows for one day.
   *
   * Remedy: send each day once.
   */
  readonly "billing.duplicate_day": "billing.duplicate_day";
  /**
   * The id of the minimum's scope is not given for an account; a smaller scope is never assumed. Or a special price is one customer's, and its use is added up with that of others.
   *
   * Remedy: add the id that the pointer names; bill the customer of a special price by itself.
   */
  readonly "billing.scope_missing": "billing.scope_missing";
  /**
   * Accounts have allocated capacity, but the request has no contract that covers it, and no edge on which allocations are billed.
   *
   * Remedy: send the contract with its reserved capacity, or the seller and buyer where the rules bill allocations.
   */
  readonly "billing.contract_missing": "billing.contract_missing";
  /**
   * The contract is not in force on any day of the billing period, or capacity is allocated on a day without it.
   *
   * Remedy: bill a period that the contract touches, with capacity allocated only while it is in force.
   */
  readonly "billing.contract_period": "billing.contract_period";
  /**
   * A reserved plan of 0 is asked for, and 0 means pay-per-use.
   *
   * Remedy: ask for the plan `payPerUse`.
   */
  readonly "billing.reserved_zero": "billing.reserved_zero";
  /**
   * Use exceeds the reserved or allocated capacity, and neither contract nor price list names an excess price.
   *
   * Remedy: send `costStorageGBCents` as the contract has it, or load a price list that has it.
   */
  readonly "billing.excess_price_missing": "billing.excess_price_missing";
  /**
   * The contract's currency is not that of the price list.
   *
   * Remedy: use a price list in the contract's currency.
   */
  readonly "billing.currency_mismatch": "billing.currency_mismatch";
  /**
   * An amount exceeds what can be computed exactly (128 bits).
   *
   * Remedy: check the volume and the price.
   */
  readonly "billing.amount_overflow": "billing.amount_overflow";
  /**
   * The tiers of a price have no end: every tier but the last has `upTo`, and the last has none.
   *
   * Remedy: leave `upTo` out of the last tier alone.
   */
  readonly "billing.tier_open": "billing.tier_open";
  /**
   * A tier does not end above the one before it.
   *
   * Remedy: order the tiers by `upTo`, each above the one before.
   */
  readonly "billing.tier_order": "billing.tier_order";
  /**
   * A package of a price holds nothing.
   *
   * Remedy: state the size of one package, for example `1 TB`.
   */
  readonly "billing.package_size": "billing.package_size";
  /**
   * A discount is above 100 percent, or a maximum below its minimum.
   *
   * Remedy: correct the figure that the pointer names.
   */
  readonly "billing.percent_range": "billing.percent_range";
  /**
   * A price list is meant for the seller alone, and whoever loads it here does not say that it stays there.
   *
   * Remedy: leave the list out of what others can read; a host that keeps it says `trust.sellerLists`.
   */
  readonly "billing.seller_list_refused": "billing.seller_list_refused";
  /**
   * Two samples of an account overlap in time.
   *
   * Remedy: send each second once; a sample that was sent twice has the same source and id.
   */
  readonly "billing.sample_overlap": "billing.sample_overlap";
  /**
   * A source sent two samples of one id with different figures.
   *
   * Remedy: send the one that holds.
   */
  readonly "billing.sample_conflict": "billing.sample_conflict";
  /**
   * A change of the contract is outside the time in which it is in force in the month, or out of order.
   *
   * Remedy: send the changes of this month in order of time, at whole seconds.
   */
  readonly "billing.contract_change": "billing.contract_change";
  /**
   * A correction is not in whole minor units of the currency.
   *
   * Remedy: round the amount to what the currency has.
   */
  readonly "billing.minor_units": "billing.minor_units";
  /**
   * A term has no month, or more than can be quoted at once.
   *
   * Remedy: ask for 1 to 120 months.
   */
  readonly "billing.term": "billing.term";
  /**
   * The module was asked to decide before a policy was loaded.
   *
   * Remedy: call `load` first.
   *
   * Retry: when the host has loaded a policy.
   */
  readonly "internal.not_loaded": "internal.not_loaded";
  /**
   * The operation's number is not known to the module.
   *
   * Remedy: use host and module of one version.
   */
  readonly "internal.unknown_operation": "internal.unknown_operation";
  /**
   * The answer could not be written. This is a defect of the module.
   *
   * Remedy: report it with the request.
   */
  readonly "internal.answer": "internal.answer";
  /**
   * The allocation's facts are those of another partner or storage account than the one that the button is about.
   *
   * Remedy: send the allocation of the one under `id`.
   */
  readonly "account.other_allocation": "account.other_allocation";
  /**
   * What a licence of the product adds is not known, and the customer's total decides; it is never taken as 0.
   *
   * Remedy: give the product an `increment` in the storefront document.
   */
  readonly "order.increment_unknown": "order.increment_unknown";
  /**
   * The total is less than what lines and subscriptions say that the customer has now, so one of the figures is wrong.
   *
   * Remedy: `capacity.volume` is all that the customer has now, with what is ordered and waits.
   */
  readonly "order.volume_too_small": "order.volume_too_small";
  /**
   * The order that is to be executed is not among the subscriptions, so that its state is not known, or what is listed is of a product that no line orders.
   *
   * Remedy: list it with its state under `subscriptions`, and send its own lines.
   */
  readonly "order.not_listed": "order.not_listed";
  /**
   * The accounts above the customer do not end at the seller.
   *
   * Remedy: list them from the nearest up to the seller that is asked.
   */
  readonly "order.other_seller": "order.other_seller";
  /**
   * The reseller's facts are not those of the reseller that orders or stands above the customer.
   *
   * Remedy: send the facts of the account that the message names.
   */
  readonly "order.reseller_mismatch": "order.reseller_mismatch";
  /**
   * The policy's state machine does not have the state.
   *
   * Remedy: send one of the states that the help lists.
   */
  readonly "subscription.state_unknown": "subscription.state_unknown";
  /**
   * The event leads back to the state before, which is not given or cannot have been it.
   *
   * Remedy: send `formerState`, one of the states that the help lists.
   */
  readonly "subscription.former_state": "subscription.former_state";
  /**
   * A line takes the customer to have more of a product now than the subscriptions listed have, so one of the figures is wrong.
   *
   * Remedy: correct the line's `present`, or list every subscription and order of the product with its quantity.
   */
  readonly "order.present_mismatch": "order.present_mismatch";
  /**
   * A login or an activity is dated after the moment asked for, by more than clocks may differ.
   *
   * Remedy: correct the date, or the clock that it was taken from.
   */
  readonly "authentication.fact_in_future": "authentication.fact_in_future";
  /**
   * The batch has more items than are asked at once.
   *
   * Remedy: send several batches, or the items as lines (NDJSON), of which there may be any number.
   */
  readonly "batch.too_many_items": "batch.too_many_items";
  /**
   * The answers of the items before this one fill 8,388,608 bytes, so that it was not asked.
   *
   * Remedy: send this item and those after it as another batch.
   */
  readonly "batch.answers_too_long": "batch.answers_too_long";
}

/** Every {@link IssueCodes | code} under its own name, for comparisons and tables of translations. */
export const issueCodes: IssueCodes = {
  "input.malformed_json": "input.malformed_json",
  "input.invalid_utf8": "input.invalid_utf8",
  "input.lone_surrogate": "input.lone_surrogate",
  "input.too_deep": "input.too_deep",
  "input.too_large": "input.too_large",
  "input.duplicate_key": "input.duplicate_key",
  "input.unknown_field": "input.unknown_field",
  "input.missing_field": "input.missing_field",
  "input.wrong_type": "input.wrong_type",
  "input.null": "input.null",
  "input.not_an_integer": "input.not_an_integer",
  "input.unknown_value": "input.unknown_value",
  "input.too_many_issues": "input.too_many_issues",
  "input.text_length": "input.text_length",
  "input.capacity_format": "input.capacity_format",
  "input.capacity_ambiguous": "input.capacity_ambiguous",
  "input.capacity_negative": "input.capacity_negative",
  "input.capacity_fraction": "input.capacity_fraction",
  "input.capacity_too_large": "input.capacity_too_large",
  "input.decimal_format": "input.decimal_format",
  "input.decimal_too_long": "input.decimal_too_long",
  "input.decimal_negative": "input.decimal_negative",
  "input.currency": "input.currency",
  "input.date_format": "input.date_format",
  "input.instant_format": "input.instant_format",
  "input.pointer_format": "input.pointer_format",
  "input.too_many_pointers": "input.too_many_pointers",
  "input.period_empty": "input.period_empty",
  "input.duplicate_id": "input.duplicate_id",
  "input.as_of_missing": "input.as_of_missing",
  "input.as_of_refused": "input.as_of_refused",
  "input.pin_refused": "input.pin_refused",
  "input.pin_unknown": "input.pin_unknown",
  "policy.none_in_force": "policy.none_in_force",
  "policy.overlap": "policy.overlap",
  "policy.setting_range": "policy.setting_range",
  "policy.second_document": "policy.second_document",
  "policy.kind_mismatch": "policy.kind_mismatch",
  "policy.empty_bundle": "policy.empty_bundle",
  "policy.unknown_reference": "policy.unknown_reference",
  "policy.condition_operand": "policy.condition_operand",
  "directory.unknown_parent": "directory.unknown_parent",
  "directory.two_parents": "directory.two_parents",
  "directory.unknown_account": "directory.unknown_account",
  "directory.parent_type": "directory.parent_type",
  "directory.too_deep": "directory.too_deep",
  "directory.facts_refused": "directory.facts_refused",
  "directory.cycle": "directory.cycle",
  "directory.fact_conflict": "directory.fact_conflict",
  "allocation.own_exceeds_total": "allocation.own_exceeds_total",
  "allocation.other_contract": "allocation.other_contract",
  "allocation.list_mismatch": "allocation.list_mismatch",
  "allocation.same_contract": "allocation.same_contract",
  "allocation.fact_in_future": "allocation.fact_in_future",
  "deal.volume_missing": "deal.volume_missing",
  "billing.price_list_missing": "billing.price_list_missing",
  "billing.price_list_ambiguous": "billing.price_list_ambiguous",
  "billing.version_change": "billing.version_change",
  "billing.edge_refused": "billing.edge_refused",
  "billing.period_not_a_month": "billing.period_not_a_month",
  "billing.day_outside_period": "billing.day_outside_period",
  "billing.duplicate_day": "billing.duplicate_day",
  "billing.scope_missing": "billing.scope_missing",
  "billing.contract_missing": "billing.contract_missing",
  "billing.contract_period": "billing.contract_period",
  "billing.reserved_zero": "billing.reserved_zero",
  "billing.excess_price_missing": "billing.excess_price_missing",
  "billing.currency_mismatch": "billing.currency_mismatch",
  "billing.amount_overflow": "billing.amount_overflow",
  "billing.tier_open": "billing.tier_open",
  "billing.tier_order": "billing.tier_order",
  "billing.package_size": "billing.package_size",
  "billing.percent_range": "billing.percent_range",
  "billing.seller_list_refused": "billing.seller_list_refused",
  "billing.sample_overlap": "billing.sample_overlap",
  "billing.sample_conflict": "billing.sample_conflict",
  "billing.contract_change": "billing.contract_change",
  "billing.minor_units": "billing.minor_units",
  "billing.term": "billing.term",
  "internal.not_loaded": "internal.not_loaded",
  "internal.unknown_operation": "internal.unknown_operation",
  "internal.answer": "internal.answer",
  "account.other_allocation": "account.other_allocation",
  "order.increment_unknown": "order.increment_unknown",
  "order.volume_too_small": "order.volume_too_small",
  "order.not_listed": "order.not_listed",
  "order.other_seller": "order.other_seller",
  "order.reseller_mismatch": "order.reseller_mismatch",
  "subscription.state_unknown": "subscription.state_unknown",
  "subscription.former_state": "subscription.former_state",
  "order.present_mismatch": "order.present_mismatch",
  "authentication.fact_in_future": "authentication.fact_in_future",
  "batch.too_many_items": "batch.too_many_items",
  "batch.answers_too_long": "batch.answers_too_long",
};

/** Why a decision came out as it did: every code, with its documentation. */
export interface ReasonCodes {
  /**
   * No rule of the policy version in force says anything on this action for the role; what is not granted is denied.
   *
   * Remedy: ask a user whose role has the action, or change the role table.
   */
  readonly "permission.role_not_granted": "permission.role_not_granted";
  /**
   * A rule of the policy version in force denies this action to the role.
   *
   * Remedy: ask a user whose role has the action.
   */
  readonly "permission.role_denied": "permission.role_denied";
  /**
   * The resource belongs to an account that the user's account does not reach: only its own account and those below count.
   *
   * Remedy: act as a user of that account, or of one above it.
   */
  readonly "permission.out_of_reach": "permission.out_of_reach";
  /**
   * Users of this type of account may not do this to any resource of this type, whatever their role.
   *
   * Remedy: act as a user of an account that handles it.
   */
  readonly "permission.not_for_account_type": "permission.not_for_account_type";
  /**
   * The resource is an account, and not of a type that this resource type stands for.
   *
   * Remedy: name the resource by its own type, for example a customer as `customer`.
   */
  readonly "permission.resource_type_mismatch": "permission.resource_type_mismatch";
  /**
   * The policy knows no such action on this resource type.
   *
   * Remedy: use one of the actions that the help lists.
   */
  readonly "permission.unknown_action": "permission.unknown_action";
  /**
   * The policy knows no such resource type.
   *
   * Remedy: use one of the types that the help lists.
   */
  readonly "permission.unknown_resource_type": "permission.unknown_resource_type";
  /**
   * The policy knows no such subject type.
   *
   * Remedy: use one of the types that the help lists.
   */
  readonly "permission.unknown_subject_type": "permission.unknown_subject_type";
  /**
   * The subject's role is not given or not one of the policy's roles.
   *
   * Remedy: send `subject.properties.role`.
   */
  readonly "permission.role_unknown": "permission.role_unknown";
  /**
   * The account of the subject or of the resource is not given or not among the known accounts.
   *
   * Remedy: send `properties.account` and list the account in `context.accounts`.
   */
  readonly "permission.account_unknown": "permission.account_unknown";
  /**
   * The user holds several roles, and this policy gives each user one.
   *
   * Remedy: send one role.
   */
  readonly "permission.several_roles": "permission.several_roles";
  /**
   * The subject is known, and is of another type than the request says.
   *
   * Remedy: send the type under `allowed`.
   */
  readonly "permission.subject_type_mismatch": "permission.subject_type_mismatch";
  /**
   * The user's credentials are known to be compromised.
   *
   * Remedy: change the password, and report the breach.
   *
   * Retry: where this comes from loaded facts, when a newer directory is loaded.
   */
  readonly "permission.credential_compromised": "permission.credential_compromised";
  /**
   * The session has been idle or has lasted for too long.
   *
   * Remedy: log in again.
   */
  readonly "permission.session_expired": "permission.session_expired";
  /**
   * The API key's validity has ended.
   *
   * Remedy: create a new key.
   */
  readonly "permission.key_expired": "permission.key_expired";
  /**
   * The user's state does not allow to act.
   *
   * Remedy: have the user activated.
   *
   * Retry: where the state comes from loaded facts, when a newer directory is loaded.
   */
  readonly "permission.user_state": "permission.user_state";
  /**
   * The account's set-up is not complete.
   *
   * Remedy: complete the set-up.
   *
   * Retry: where the state comes from loaded facts, when a newer directory is loaded.
   */
  readonly "permission.setup_incomplete": "permission.setup_incomplete";
  /**
   * The account's state does not allow its users to act.
   *
   * Remedy: have the account activated.
   *
   * Retry: where the state comes from loaded facts, when a newer directory is loaded.
   */
  readonly "permission.account_state": "permission.account_state";
  /**
   * No contract or purchase order of the account is in force, so that access has ended or not begun.
   *
   * Remedy: conclude or renew a contract.
   *
   * Retry: when a contract that is known begins.
   */
  readonly "permission.contract_inactive": "permission.contract_inactive";
  /**
   * The contract that the resource belongs to is not in force, so that it cannot be changed.
   *
   * Remedy: move it to a contract in force, or renew its contract.
   *
   * Retry: when the contract begins, where it has not begun yet.
   */
  readonly "permission.own_contract_inactive": "permission.own_contract_inactive";
  /**
   * The vendor does not offer the feature at present.
   *
   * Remedy: none in the policy; ask the vendor.
   *
   * Retry: when a policy version with the feature comes into force.
   */
  readonly "permission.feature_unavailable": "permission.feature_unavailable";
  /**
   * A privilege that opens the panel or part of it is not held, so that other privileges have no effect.
   *
   * Remedy: give the user a role with that privilege.
   */
  readonly "permission.privilege_missing": "permission.privilege_missing";
  /**
   * The role may do this under a condition, and the condition is not met or cannot be judged.
   *
   * Remedy: send the fact that the message names, or act on another resource.
   */
  readonly "permission.condition_unmet": "permission.condition_unmet";
  /**
   * A rule denies this under a condition that is met, or that cannot be ruled out because a fact is missing.
   *
   * Remedy: the help says what the rule protects; send the fact that the message names.
   */
  readonly "permission.condition_denied": "permission.condition_denied";
  /**
   * The subject's account may not act for the account named: it is no sales vendor above it.
   *
   * Remedy: act as a user of the account's sales vendor, or leave `context.onBehalfOf` out.
   */
  readonly "permission.not_sales_vendor": "permission.not_sales_vendor";
  /**
   * An account was not delegated this right by those above it.
   *
   * Remedy: ask the account above to delegate it.
   */
  readonly "permission.ceiling": "permission.ceiling";
  /**
   * The user who created the subject is not known or may not do this itself; a key does no more than its creator.
   *
   * Remedy: send the creator in `context.users`, or use a key of another creator.
   */
  readonly "permission.creator_exceeded": "permission.creator_exceeded";
  /**
   * The capacity asked for is more than the contract's reserved capacity less what is allocated to others.
   *
   * Remedy: take at most the amount under `allowed`, or get more reserved capacity from sales or the distributor.
   */
  readonly "allocation.insufficient_contract_capacity": "allocation.insufficient_contract_capacity";
  /**
   * The new allocation is below what is already stored, and overdraft is not allowed.
   *
   * Remedy: keep at least the amount under `allowed`, free storage first, or allow overdraft.
   */
  readonly "allocation.below_used_capacity": "allocation.below_used_capacity";
  /**
   * The allocation shrinks, or becomes reserved, but how much is stored is not known; it is never taken as zero.
   *
   * Remedy: send `allocation.used` with its time of measurement, or allow overdraft.
   */
  readonly "allocation.used_capacity_unknown": "allocation.used_capacity_unknown";
  /**
   * The new allocation is below what is stored and overdraft is allowed: the excess will be billed.
   *
   * Remedy: none needed; raise the allocation to avoid the excess price.
   */
  readonly "allocation.excess_will_be_billed": "allocation.excess_will_be_billed";
  /**
   * The contract is not in force at the time of the request.
   *
   * Remedy: use a contract in force, or renew this one.
   *
   * Retry: when a contract that has not started yet comes into force.
   */
  readonly "allocation.contract_inactive": "allocation.contract_inactive";
  /**
   * The capacity is not a multiple of the step that the policy prescribes.
   *
   * Remedy: take the next multiple below or above, both in the help.
   */
  readonly "allocation.granularity": "allocation.granularity";
  /**
   * The allocation changes between reserved capacity and pay-per-use (0).
   *
   * Remedy: none needed where the policy allows it; otherwise keep an allocation above 0.
   */
  readonly "allocation.plan_change": "allocation.plan_change";
  /**
   * The capacity asked for is more than the partner's allocation less what it has allocated to its other storage accounts. A partner whose own allocation is 0, pay-per-use, has no reserved capacity to give.
   *
   * Remedy: take at most the amount under `allowed`, or get more capacity for the partner from the distributor.
   */
  readonly "allocation.insufficient_partner_capacity": "allocation.insufficient_partner_capacity";
  /**
   * The partner's new allocation is below what it has allocated to its storage accounts. It is a warning where the partner may be overdrawn.
   *
   * Remedy: keep at least the amount under `allowed`, reduce the storage accounts first, or allow overdraft.
   */
  readonly "allocation.below_allocated_capacity": "allocation.below_allocated_capacity";
  /**
   * The partner's allocation shrinks, but how much it has allocated to its storage accounts is not known.
   *
   * Remedy: send `allocation.allocatedBelow`, or the storage accounts under `allocation.allocations`.
   */
  readonly "allocation.allocated_below_unknown": "allocation.allocated_below_unknown";
  /**
   * More is stored than the partner can cover, and the partner may not be overdrawn, whatever its storage account may.
   *
   * Remedy: free storage first, allow overdraft of the partner, or get more capacity for it.
   */
  readonly "allocation.partner_overdrawn": "allocation.partner_overdrawn";
  /**
   * The allocation, or the partner that it is below, is in pending deletion: it is still counted, but not changed.
   *
   * Remedy: reactivate it before its deletion becomes final.
   */
  readonly "allocation.pending_deletion": "allocation.pending_deletion";
  /**
   * The allocation is to be reactivated, but nothing says that it is in pending deletion.
   *
   * Remedy: send `allocation.pendingDeletedAt`, when its deletion becomes final.
   */
  readonly "allocation.not_pending_deletion": "allocation.not_pending_deletion";
  /**
   * The deletion has become final; at the due instant itself it can no longer be reactivated.
   *
   * Remedy: create a new allocation.
   */
  readonly "allocation.deletion_final": "allocation.deletion_final";
  /**
   * The deletion is wanted earlier than the days of pending deletion allow; they cannot be shortened.
   *
   * Remedy: ask for the instant under `allowed` or a later one, or leave `dueAt` out.
   */
  readonly "allocation.deletion_too_soon": "allocation.deletion_too_soon";
  /**
   * Only an empty partner can be deleted, and there are storage accounts below it; those in pending deletion count.
   *
   * Remedy: delete its storage accounts first, and wait until their deletion is final.
   */
  readonly "allocation.partner_not_empty": "allocation.partner_not_empty";
  /**
   * Only an empty partner can be deleted, but whether there are storage accounts below is not known.
   *
   * Remedy: send `allocation.accountCount`, 0 for a storage account, or list them under `allocation.allocations`.
   */
  readonly "allocation.accounts_unknown": "allocation.accounts_unknown";
  /**
   * The contract to move to does not belong to the same distributor, or it is not known whether it does.
   *
   * Remedy: choose a contract of the same distributor, and send `distributorId` of both.
   */
  readonly "allocation.contract_not_owned": "allocation.contract_not_owned";
  /**
   * Prices or currency of the contract to move to are others, or are stated for one of the two contracts only.
   *
   * Remedy: none needed; compare the prices before moving.
   */
  readonly "allocation.price_list_changes": "allocation.price_list_changes";
  /**
   * Reserved capacity and pay-per-use would stand in one contract.
   *
   * Remedy: none needed; the vendor's advice is to keep them in separate contracts.
   */
  readonly "allocation.mixed_plans": "allocation.mixed_plans";
  /**
   * What is stored was measured too long ago to be relied on.
   *
   * Remedy: none needed; measure again where the figure decides.
   */
  readonly "allocation.stale_measurement": "allocation.stale_measurement";
  /**
   * With this decrease there are more decreases within the rolling window than fair use allows. It is a warning with the obligation `review`, or a deny where the policy says so.
   *
   * Remedy: keep the present allocation, or wait until the instant that the help names.
   *
   * Retry: when enough earlier decreases have left the window.
   */
  readonly "allocation.frequent_decreases": "allocation.frequent_decreases";
  /**
   * The decrease is larger than fair use allows so soon after an increase. It is a warning with the obligation `review`, or a deny where the policy says so.
   *
   * Remedy: keep at least the amount under `allowed`, or wait until the instant that the help names.
   *
   * Retry: when the increase is no longer recent.
   */
  readonly "allocation.large_decrease": "allocation.large_decrease";
  /**
   * The allocation shrinks, but its earlier changes are not known, so that fair use cannot be judged. It is a warning, with the obligation `review` or a deny where the policy says so.
   *
   * Remedy: send `allocation.changes`, an empty list where there were none.
   */
  readonly "allocation.history_unknown": "allocation.history_unknown";
  /**
   * More left the allocation in a month than fair use allows for what it stored on average. It is a warning with the obligation `review`, never a deny.
   *
   * Remedy: contact the account and look for a solution together.
   */
  readonly "allocation.excessive_egress": "allocation.excessive_egress";
  /**
   * The total is above what may be sold without a registered deal, and none of the deals given covers it.
   *
   * Remedy: register a deal for this customer with at least the volume under `found`, or stay at the total under `allowed`.
   *
   * Retry: when a deal given is registered only from a later time on; `deal.not_covering` names that time.
   */
  readonly "deal.registration_required": "deal.registration_required";
  /**
   * The special price needs an approved deal that names it, and none of the deals given does.
   *
   * Remedy: have a deal approved with this price, currency and unit.
   *
   * Retry: when a deal given is registered only from a later time on; `deal.not_covering` names that time.
   */
  readonly "deal.approval_required": "deal.approval_required";
  /**
   * A deal of this customer does not cover the sale; the message says why.
   *
   * Remedy: extend or renew that deal.
   *
   * Retry: when the message names a time from which on the deal is registered, at that time.
   */
  readonly "deal.not_covering": "deal.not_covering";
  /**
   * The price is below the price list or does not come from one in force.
   *
   * Remedy: none needed with an approved deal; otherwise sell at the list price.
   */
  readonly "deal.special_price": "deal.special_price";
  /**
   * The sale is one at the seller's own price, so that what it gives up is its own margin and no special price.
   *
   * Remedy: none needed; the price that the seller itself pays is another sale.
   */
  readonly "deal.own_margin": "deal.own_margin";
  /**
   * This may not happen to the deal: not in the state in which it is by now, or not before it is registered.
   *
   * Remedy: do what the help lists as possible; a rejected or expired deal is followed by a new one.
   *
   * Retry: when the instant under `allowed` has come, where the deal is registered only from then on.
   */
  readonly "deal.transition_not_possible": "deal.transition_not_possible";
  /**
   * Another account, or another partner of the same distributor, has a valid deal with this customer, or it is not given whose the deal is. Nothing else is said of it.
   *
   * Remedy: ask the vendor to settle who sells to the customer; where `registeredBy` is missing, send it.
   *
   * Retry: when the other deal has expired.
   */
  readonly "deal.already_registered": "deal.already_registered";
  /**
   * The account's own valid deal with this customer covers as much, so that a second one would add nothing.
   *
   * Remedy: use that deal, or register at least the volume under `allowed` or a price that it does not cover.
   *
   * Retry: when that deal has expired.
   */
  readonly "deal.not_extending": "deal.not_extending";
  /**
   * The deal is to be registered with an expiry later than the policy lets deals be valid.
   *
   * Remedy: let it expire at the instant under `allowed` or earlier, or leave `expiresAt` out.
   */
  readonly "deal.validity_too_long": "deal.validity_too_long";
  /**
   * The figures come from a sample price list.
   *
   * Remedy: load your own price list before you show or bill a price.
   */
  readonly "billing.sample_price": "billing.sample_price";
  /**
   * Some days had no usage row; the last known value was repeated, or 0 taken before the first.
   *
   * Remedy: send the missing rows.
   */
  readonly "billing.estimated_usage": "billing.estimated_usage";
  /**
   * The billing period has not ended, so no final invoice can be made.
   *
   * Remedy: bill after the period's end, or ask for an estimate with `preview: true`.
   *
   * Retry: when the period has ended by the clock that decides.
   */
  readonly "billing.period_not_ended": "billing.period_not_ended";
  /**
   * The figures are an estimate, which a request asked for, and no bill.
   *
   * Remedy: bill after the period's end, without `preview`.
   */
  readonly "billing.preview": "billing.preview";
  /**
   * The seller does not bill the buyer: no rule names this pair of account types, or the seller is not the account directly above the buyer.
   *
   * Remedy: bill along the chain, each account by the one directly above it.
   */
  readonly "billing.edge_not_allowed": "billing.edge_not_allowed";
  /**
   * Prices and bills are shown to the seller and the buyer alone, those of a seller's list to the seller alone.
   *
   * Remedy: ask for an edge that the viewer is a party to.
   */
  readonly "billing.price_not_visible": "billing.price_not_visible";
  /**
   * The password has fewer characters than its holder's rules demand.
   *
   * Remedy: take at least the number of characters under `allowed`.
   */
  readonly "password.too_short": "password.too_short";
  /**
   * The password has more characters than are taken.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  readonly "password.too_long": "password.too_long";
  /**
   * Lower case letters, upper case letters, digits and special characters are four classes, of which the holder's rules demand a number. Other letters and spaces are allowed and of no class.
   *
   * Remedy: add characters of the classes that the help names; `context.password.missing` lists them.
   */
  readonly "password.classes_missing": "password.classes_missing";
  /**
   * The password and its confirmation are not the same.
   *
   * Remedy: type the same password twice.
   */
  readonly "password.confirmation_differs": "password.confirmation_differs";
  /**
   * The new password is the one that it is to replace.
   *
   * Remedy: take another password.
   */
  readonly "password.same_as_current": "password.same_as_current";
  /**
   * The password before, which a change must name, was found to be wrong.
   *
   * Remedy: type the present password, or have it reset.
   */
  readonly "password.current_wrong": "password.current_wrong";
  /**
   * So many logins from this address failed for this user that the address is locked for the user. Other addresses and other users are not concerned.
   *
   * Remedy: wait until the instant under `allowed`, or lift the lock by the link in the e-mail.
   *
   * Retry: when the instant under `allowed` has come.
   */
  readonly "authentication.locked": "authentication.locked";
  /**
   * Nothing happened in the session for too long.
   *
   * Remedy: log in again.
   */
  readonly "authentication.session_idle": "authentication.session_idle";
  /**
   * The login of the session is too long ago, however active it was.
   *
   * Remedy: log in again.
   */
  readonly "authentication.session_over": "authentication.session_over";
  /**
   * The API key's expiry has come.
   *
   * Remedy: create a new key.
   */
  readonly "authentication.key_expired": "authentication.key_expired";
  /**
   * The API key was deleted.
   *
   * Remedy: create a new key.
   */
  readonly "authentication.key_deleted": "authentication.key_deleted";
  /**
   * A field that the form needs is empty.
   *
   * Remedy: fill it.
   */
  readonly "account.field_required": "account.field_required";
  /**
   * The form changes nothing: none of its fields is filled.
   *
   * Remedy: fill at least one of the fields that the help names.
   */
  readonly "account.nothing_to_change": "account.nothing_to_change";
  /**
   * The name is longer than is taken; white space around it does not count.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  readonly "account.name_length": "account.name_length";
  /**
   * The description is longer than is taken; white space around it does not count.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  readonly "account.description_length": "account.description_length";
  /**
   * A name or description holds control characters, such as a tab or a line break.
   *
   * Remedy: write it on one line.
   */
  readonly "account.control_characters": "account.control_characters";
  /**
   * The text does not have the form of an e-mail address: one `@`, before it ASCII letters, digits and signs with single points between, after it a domain name of two or more labels. Whether mail arrives there is not checked.
   *
   * Remedy: write for example `name@example.com`; a domain with other letters in its ASCII form (`xn--…`).
   */
  readonly "account.email_format": "account.email_format";
  /**
   * The e-mail address is longer than is taken.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  readonly "account.email_length": "account.email_length";
  /**
   * The part of the e-mail address before the `@` is longer than is taken.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  readonly "account.email_local_length": "account.email_local_length";
  /**
   * The policy in force has no such role.
   *
   * Remedy: take one of the roles that the help lists.
   */
  readonly "account.role_unknown": "account.role_unknown";
  /**
   * The API key would be over before it exists: its expiry is not later than now.
   *
   * Remedy: take a later time, for example the one under `allowed`.
   */
  readonly "account.expiry_past": "account.expiry_past";
  /**
   * The API key would live longer than the policy lets one.
   *
   * Remedy: take the time under `allowed` or an earlier one.
   */
  readonly "account.expiry_too_late": "account.expiry_too_late";
  /**
   * The seller does not offer the product in its storefront, or has no such product.
   *
   * Remedy: order one of the products that the help lists, or have it published.
   */
  readonly "order.product_not_published": "order.product_not_published";
  /**
   * The quantity is more than a subscription may have of the product; of base products an order holds one.
   *
   * Remedy: take at most the quantity under `allowed`; a base product grows by add-ons.
   */
  readonly "order.quantity_limit": "order.quantity_limit";
  /**
   * The quantity is reduced below the least that a change may leave; less would be a cancellation.
   *
   * Remedy: keep at least the quantity under `allowed`, or request a cancellation.
   */
  readonly "order.quantity_too_small": "order.quantity_too_small";
  /**
   * The basket is empty, or none of its lines changes anything.
   *
   * Remedy: order a product, or another quantity than the present one.
   */
  readonly "order.nothing_ordered": "order.nothing_ordered";
  /**
   * The customer has a subscription that occupies its one place, or an order that is to become one.
   *
   * Remedy: order add-ons to it, or wait until it is cancelled.
   */
  readonly "order.subscription_exists": "order.subscription_exists";
  /**
   * The add-on enlarges a base product of which the customer has no subscription and the basket no line.
   *
   * Remedy: order the base product with it.
   */
  readonly "order.add_on_without_base": "order.add_on_without_base";
  /**
   * The friendly name is shorter or longer than the policy allows.
   *
   * Remedy: take as many characters as `allowed` says, or leave the name out.
   */
  readonly "order.friendly_name_length": "order.friendly_name_length";
  /**
   * The friendly name holds control characters.
   *
   * Remedy: leave out line breaks, tabs and the like.
   */
  readonly "order.friendly_name_characters": "order.friendly_name_characters";
  /**
   * Information that billing needs is not on file.
   *
   * Remedy: have it completed, and list it under `billing`.
   */
  readonly "order.billing_missing": "order.billing_missing";
  /**
   * Actors of this kind do not order in this channel, or the account manager is another seller's.
   *
   * Remedy: order as an actor that `allowed` names.
   */
  readonly "order.actor_not_permitted": "order.actor_not_permitted";
  /**
   * The customer does not stand to the actor's account as the policy demands.
   *
   * Remedy: name an affiliate account or an end customer of that account.
   */
  readonly "order.not_for_customer": "order.not_for_customer";
  /**
   * A reseller orders for itself: the customer is the reseller's own account, here or at the vendor.
   *
   * Remedy: name an affiliate account or an end customer.
   */
  readonly "order.own_account": "order.own_account";
  /**
   * Several resellers of this seller have the e-mail address at the vendor, so that it is unclear which one is meant.
   *
   * Remedy: leave the address to one of them.
   */
  readonly "order.ambiguous_reseller": "order.ambiguous_reseller";
  /**
   * The reduction would leave less than what is stored, and overdraft is not allowed.
   *
   * Remedy: keep at least the quantity under `allowed`, free storage first, or allow overdraft.
   */
  readonly "order.below_used_capacity": "order.below_used_capacity";
  /**
   * The customer's total shrinks, but how much is stored is not known; it is never taken as zero.
   *
   * Remedy: send `capacity.used` with its time of measurement, or allow overdraft.
   */
  readonly "order.used_capacity_unknown": "order.used_capacity_unknown";
  /**
   * The reduction leaves less than what is stored and overdraft is allowed: the excess will be billed.
   *
   * Remedy: none needed; keep more licences to avoid the excess price.
   */
  readonly "order.excess_will_be_billed": "order.excess_will_be_billed";
  /**
   * The state machine has no such event in the subscription's state.
   *
   * Remedy: use one of the events under `allowed`, or bring the subscription into another state first.
   */
  readonly "subscription.transition_not_possible": "subscription.transition_not_possible";
  /**
   * Actors of this kind do not bring this event about, or the account manager is another seller's.
   *
   * Remedy: act as an actor that `allowed` names.
   */
  readonly "subscription.actor_not_permitted": "subscription.actor_not_permitted";
  /**
   * The customer does not stand to the actor's account as the policy demands.
   *
   * Remedy: act for a customer of that account.
   */
  readonly "subscription.not_for_customer": "subscription.not_for_customer";
  /**
   * The person who requested the cancellation would accept or reject it.
   *
   * Remedy: another account manager of the seller decides it.
   */
  readonly "subscription.four_eyes": "subscription.four_eyes";
  /**
   * Someone else than the person who requested the cancellation would withdraw it.
   *
   * Remedy: have the requester withdraw it, or an account manager reject it.
   */
  readonly "subscription.not_requester": "subscription.not_requester";
  /**
   * The event accepts a cancellation of another kind than the one that was requested.
   *
   * Remedy: use the event that the help names.
   */
  readonly "subscription.cancellation_kind": "subscription.cancellation_kind";
  /**
   * The billing period has not ended, and until then the subscription goes on.
   *
   * Remedy: wait until the time under `allowed`.
   *
   * Retry: when the billing period has ended.
   */
  readonly "subscription.period_not_over": "subscription.period_not_over";
  /**
   * The subscription's price is protected, so that its quantity does not change.
   *
   * Remedy: wait until the protection ends.
   */
  readonly "subscription.price_protected": "subscription.price_protected";
  /**
   * A cancellation of the subscription is pending.
   *
   * Remedy: have it withdrawn or rejected first.
   */
  readonly "subscription.cancellation_pending": "subscription.cancellation_pending";
  /**
   * A scheduled change of the subscription is pending, which blocks other actions.
   *
   * Remedy: wait for the change, or have it withdrawn.
   */
  readonly "subscription.scheduled_change_pending": "subscription.scheduled_change_pending";
  /**
   * No change is scheduled for a subscription that is paid by use.
   *
   * Remedy: change it at once.
   */
  readonly "subscription.pay_per_use": "subscription.pay_per_use";
  /**
   * No change is scheduled for an asset.
   *
   * Remedy: change it at once.
   */
  readonly "subscription.asset": "subscription.asset";
  /**
   * No change is scheduled for a product of which a subscription can only have one.
   *
   * Remedy: order add-ons instead.
   */
  readonly "subscription.quantity_fixed": "subscription.quantity_fixed";
  /**
   * The reseller pays by a method that needs a valid card, or by an unknown one, and no valid card is known.
   *
   * Remedy: have a valid card registered, and send `reseller.validCard`.
   */
  readonly "subscription.card_invalid": "subscription.card_invalid";
}

/** Every {@link ReasonCodes | code} under its own name, for comparisons and tables of translations. */
export const reasonCodes: ReasonCodes = {
  "permission.role_not_granted": "permission.role_not_granted",
  "permission.role_denied": "permission.role_denied",
  "permission.out_of_reach": "permission.out_of_reach",
  "permission.not_for_account_type": "permission.not_for_account_type",
  "permission.resource_type_mismatch": "permission.resource_type_mismatch",
  "permission.unknown_action": "permission.unknown_action",
  "permission.unknown_resource_type": "permission.unknown_resource_type",
  "permission.unknown_subject_type": "permission.unknown_subject_type",
  "permission.role_unknown": "permission.role_unknown",
  "permission.account_unknown": "permission.account_unknown",
  "permission.several_roles": "permission.several_roles",
  "permission.subject_type_mismatch": "permission.subject_type_mismatch",
  "permission.credential_compromised": "permission.credential_compromised",
  "permission.session_expired": "permission.session_expired",
  "permission.key_expired": "permission.key_expired",
  "permission.user_state": "permission.user_state",
  "permission.setup_incomplete": "permission.setup_incomplete",
  "permission.account_state": "permission.account_state",
  "permission.contract_inactive": "permission.contract_inactive",
  "permission.own_contract_inactive": "permission.own_contract_inactive",
  "permission.feature_unavailable": "permission.feature_unavailable",
  "permission.privilege_missing": "permission.privilege_missing",
  "permission.condition_unmet": "permission.condition_unmet",
  "permission.condition_denied": "permission.condition_denied",
  "permission.not_sales_vendor": "permission.not_sales_vendor",
  "permission.ceiling": "permission.ceiling",
  "permission.creator_exceeded": "permission.creator_exceeded",
  "allocation.insufficient_contract_capacity": "allocation.insufficient_contract_capacity",
  "allocation.below_used_capacity": "allocation.below_used_capacity",
  "allocation.used_capacity_unknown": "allocation.used_capacity_unknown",
  "allocation.excess_will_be_billed": "allocation.excess_will_be_billed",
  "allocation.contract_inactive": "allocation.contract_inactive",
  "allocation.granularity": "allocation.granularity",
  "allocation.plan_change": "allocation.plan_change",
  "allocation.insufficient_partner_capacity": "allocation.insufficient_partner_capacity",
  "allocation.below_allocated_capacity": "allocation.below_allocated_capacity",
  "allocation.allocated_below_unknown": "allocation.allocated_below_unknown",
  "allocation.partner_overdrawn": "allocation.partner_overdrawn",
  "allocation.pending_deletion": "allocation.pending_deletion",
  "allocation.not_pending_deletion": "allocation.not_pending_deletion",
  "allocation.deletion_final": "allocation.deletion_final",
  "allocation.deletion_too_soon": "allocation.deletion_too_soon",
  "allocation.partner_not_empty": "allocation.partner_not_empty",
  "allocation.accounts_unknown": "allocation.accounts_unknown",
  "allocation.contract_not_owned": "allocation.contract_not_owned",
  "allocation.price_list_changes": "allocation.price_list_changes",
  "allocation.mixed_plans": "allocation.mixed_plans",
  "allocation.stale_measurement": "allocation.stale_measurement",
  "allocation.frequent_decreases": "allocation.frequent_decreases",
  "allocation.large_decrease": "allocation.large_decrease",
  "allocation.history_unknown": "allocation.history_unknown",
  "allocation.excessive_egress": "allocation.excessive_egress",
  "deal.registration_required": "deal.registration_required",
  "deal.approval_required": "deal.approval_required",
  "deal.not_covering": "deal.not_covering",
  "deal.special_price": "deal.special_price",
  "deal.own_margin": "deal.own_margin",
  "deal.transition_not_possible": "deal.transition_not_possible",
  "deal.already_registered": "deal.already_registered",
  "deal.not_extending": "deal.not_extending",
  "deal.validity_too_long": "deal.validity_too_long",
  "billing.sample_price": "billing.sample_price",
  "billing.estimated_usage": "billing.estimated_usage",
  "billing.period_not_ended": "billing.period_not_ended",
  "billing.preview": "billing.preview",
  "billing.edge_not_allowed": "billing.edge_not_allowed",
  "billing.price_not_visible": "billing.price_not_visible",
  "password.too_short": "password.too_short",
  "password.too_long": "password.too_long",
  "password.classes_missing": "password.classes_missing",
  "password.confirmation_differs": "password.confirmation_differs",
  "password.same_as_current": "password.same_as_current",
  "password.current_wrong": "password.current_wrong",
  "authentication.locked": "authentication.locked",
  "authentication.session_idle": "authentication.session_idle",
  "authentication.session_over": "authentication.session_over",
  "authentication.key_expired": "authentication.key_expired",
  "authentication.key_deleted": "authentication.key_deleted",
  "account.field_required": "account.field_required",
  "account.nothing_to_change": "account.nothing_to_change",
  "account.name_length": "account.name_length",
  "account.description_length": "account.description_length",
  "account.control_characters": "account.control_characters",
  "account.email_format": "account.email_format",
  "account.email_length": "account.email_length",
  "account.email_local_length": "account.email_local_length",
  "account.role_unknown": "account.role_unknown",
  "account.expiry_past": "account.expiry_past",
  "account.expiry_too_late": "account.expiry_too_late",
  "order.product_not_published": "order.product_not_published",
  "order.quantity_limit": "order.quantity_limit",
  "order.quantity_too_small": "order.quantity_too_small",
  "order.nothing_ordered": "order.nothing_ordered",
  "order.subscription_exists": "order.subscription_exists",
  "order.add_on_without_base": "order.add_on_without_base",
  "order.friendly_name_length": "order.friendly_name_length",
  "order.friendly_name_characters": "order.friendly_name_characters",
  "order.billing_missing": "order.billing_missing",
  "order.actor_not_permitted": "order.actor_not_permitted",
  "order.not_for_customer": "order.not_for_customer",
  "order.own_account": "order.own_account",
  "order.ambiguous_reseller": "order.ambiguous_reseller",
  "order.below_used_capacity": "order.below_used_capacity",
  "order.used_capacity_unknown": "order.used_capacity_unknown",
  "order.excess_will_be_billed": "order.excess_will_be_billed",
  "subscription.transition_not_possible": "subscription.transition_not_possible",
  "subscription.actor_not_permitted": "subscription.actor_not_permitted",
  "subscription.not_for_customer": "subscription.not_for_customer",
  "subscription.four_eyes": "subscription.four_eyes",
  "subscription.not_requester": "subscription.not_requester",
  "subscription.cancellation_kind": "subscription.cancellation_kind",
  "subscription.period_not_over": "subscription.period_not_over",
  "subscription.price_protected": "subscription.price_protected",
  "subscription.cancellation_pending": "subscription.cancellation_pending",
  "subscription.scheduled_change_pending": "subscription.scheduled_change_pending",
  "subscription.pay_per_use": "subscription.pay_per_use",
  "subscription.asset": "subscription.asset",
  "subscription.quantity_fixed": "subscription.quantity_fixed",
  "subscription.card_invalid": "subscription.card_invalid",
};

/** What the caller must do beside taking the decision: every code, with its documentation. */
export interface ObligationCodes {
  /**
   * Register a deal for this customer that covers the sale. Also given where use has grown past the threshold by itself: an invoice does not state deals, so the caller checks whether there is one.
   */
  readonly "register_deal": "register_deal";
  /**
   * Get the registered deal approved before the special price is used.
   */
  readonly "approve_deal": "approve_deal";
  /**
   * Pass the terms' restrictions, disclaimer and liability on to the end user.
   */
  readonly "flow_down_terms": "flow_down_terms";
  /**
   * Replace the S3 keys that were made with the storage account.
   */
  readonly "rotate_initial_s3_keys": "rotate_initial_s3_keys";
  /**
   * Show the terms in force before going on.
   */
  readonly "present_terms": "present_terms";
  /**
   * Report the breach of the credentials to the vendor at once.
   */
  readonly "report_breach": "report_breach";
  /**
   * Have the user's consent to the processing of personal data.
   */
  readonly "privacy_notice": "privacy_notice";
  /**
   * Revoke the account's access.
   */
  readonly "revoke_access": "revoke_access";
  /**
   * Delete the account's portal data, unless law forbids.
   */
  readonly "delete_portal_data": "delete_portal_data";
  /**
   * Check the password before, as typed, against the one stored; go on only where it is right.
   */
  readonly "verify_current_password": "verify_current_password";
  /**
   * Tell the user by e-mail, once for each lock, that logins from this address are locked, and how to lift it.
   */
  readonly "notify_lock": "notify_lock";
  /**
   * Have a person look at the change before or after it is made: it is allowed, but unusual.
   */
  readonly "review": "review";
  /**
   * Create the subscription in the seller's business support system.
   */
  readonly "create_subscription": "create_subscription";
  /**
   * Create the reseller's account at the vendor: no reseller of this seller has its e-mail address there.
   */
  readonly "create_vendor_account": "create_vendor_account";
  /**
   * Bring the reseller's account at the vendor up to date; it is found by its e-mail address.
   */
  readonly "synchronise_reseller": "synchronise_reseller";
  /**
   * Import the end customer at the vendor, below the reseller.
   */
  readonly "import_end_customer": "import_end_customer";
  /**
   * Assign the licences to the customer's account.
   */
  readonly "assign_licence": "assign_licence";
  /**
   * Provision the service.
   */
  readonly "provision_service": "provision_service";
  /**
   * Have an account manager of the seller execute the order; until then nothing is provisioned.
   */
  readonly "execute_order": "execute_order";
  /**
   * Have the customer's reseller approve the order; until then nothing is provisioned.
   */
  readonly "approve_order": "approve_order";
  /**
   * Have an account manager of the seller accept or reject the cancellation; until then the subscription goes on.
   */
  readonly "approve_cancellation": "approve_cancellation";
  /**
   * Cancel the add-ons with the base that they belong to.
   */
  readonly "cancel_add_ons": "cancel_add_ons";
}

/** Every {@link ObligationCodes | code} under its own name, for comparisons and tables of translations. */
export const obligationCodes: ObligationCodes = {
  "register_deal": "register_deal",
  "approve_deal": "approve_deal",
  "flow_down_terms": "flow_down_terms",
  "rotate_initial_s3_keys": "rotate_initial_s3_keys",
  "present_terms": "present_terms",
  "report_breach": "report_breach",
  "privacy_notice": "privacy_notice",
  "revoke_access": "revoke_access",
  "delete_portal_data": "delete_portal_data",
  "verify_current_password": "verify_current_password",
  "notify_lock": "notify_lock",
  "review": "review",
  "create_subscription": "create_subscription",
  "create_vendor_account": "create_vendor_account",
  "synchronise_reseller": "synchronise_reseller",
  "import_end_customer": "import_end_customer",
  "assign_licence": "assign_licence",
  "provision_service": "provision_service",
  "execute_order": "execute_order",
  "approve_order": "approve_order",
  "approve_cancellation": "approve_cancellation",
  "cancel_add_ons": "cancel_add_ons",
};
