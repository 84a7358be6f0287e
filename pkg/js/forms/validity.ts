/** From codes to the flags of the Constraint Validation API. */
import type { FormIssue } from "./standard.js";

/** The flags of `ValidityState` that an issue can have. */
export type ValidityFlag = "valueMissing" | "typeMismatch" | "patternMismatch" | "tooShort" | "tooLong" | "rangeUnderflow"
  | "rangeOverflow" | "stepMismatch" | "badInput" | "customError";

const FLAGS: Readonly<Record<string, ValidityFlag>> = {
  "account.field_required": "valueMissing",
  "input.missing_field": "valueMissing",
  "input.null": "valueMissing",
  "account.email_format": "typeMismatch",
  "input.instant_format": "badInput",
  "input.capacity_format": "badInput",
  "input.capacity_ambiguous": "badInput",
  "input.decimal_format": "badInput",
  "input.not_an_integer": "badInput",
  "input.wrong_type": "badInput",
  "input.unknown_value": "patternMismatch",
  "account.name_length": "tooLong",
  "account.description_length": "tooLong",
  "account.email_length": "tooLong",
  "account.email_local_length": "tooLong",
  "password.too_long": "tooLong",
  "password.too_short": "tooShort",
  "input.capacity_negative": "rangeUnderflow",
  "input.decimal_negative": "rangeUnderflow",
  "account.expiry_past": "rangeUnderflow",
  "allocation.below_used_capacity": "rangeUnderflow",
  "allocation.below_allocated_capacity": "rangeUnderflow",
  "order.quantity_too_small": "rangeUnderflow",
  "order.below_used_capacity": "rangeUnderflow",
  "deal.not_extending": "rangeUnderflow",
  "input.capacity_too_large": "rangeOverflow",
  "account.expiry_too_late": "rangeOverflow",
  "allocation.insufficient_contract_capacity": "rangeOverflow",
  "allocation.insufficient_partner_capacity": "rangeOverflow",
  "order.quantity_limit": "rangeOverflow",
  "deal.validity_too_long": "rangeOverflow",
  "allocation.granularity": "stepMismatch",
  "input.capacity_fraction": "stepMismatch",
};

/** The flag of an issue, for `ElementInternals.setValidity`; `customError` where none of the others says it. */
export function validityFlag({ code }: Pick<FormIssue, "code">): ValidityFlag {
  return (Object.hasOwn(FLAGS, code) ? FLAGS[code] : undefined) ?? "customError";
}

/** What is to be shown at each field: the messages of its errors, by the first key of their paths; `""` is the form as a whole. */
export function byField(issues: readonly FormIssue[]): Map<string, readonly FormIssue[]> {
  const fields = new Map<string, FormIssue[]>();
  for (const issue of issues) {
    const name = String(issue.path[0] ?? "");
    const known = fields.get(name);
    if (known === undefined) fields.set(name, [issue]);
    else known.push(issue);
  }
  return fields;
}
