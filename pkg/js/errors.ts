import type { Issue } from "./generated/types.js";

/**
 * Why a call could not be made. Append-only; bad *data* never throws, it is
 * answered with `{ ok: false, issues }`.
 *
 * - `not_initialised`: a call before `await init()` or `initSync()`
 * - `initialising`: `initSync` while an `init` is under way
 * - `module_failed`: the module could not be fetched, compiled or started (`cause`)
 * - `trapped`: the module stopped; it answers nothing any more (`cause`)
 * - `freed`: a call on an engine after `free()`
 * - `invalid_documents`: `load` or `check` of policy documents (`issues`, for `load`)
 * - `invalid_options`: an option or a query that does not exist or holds a wrong value
 * - `unknown_operation`: `evaluateText` with a name that is no operation
 * - `undefined_value`: the request is `undefined`, or an array has a hole
 * - `not_finite`: `NaN` or an infinity, which JSON would turn into `null`
 * - `bigint`: a BigInt, which JSON cannot carry
 * - `not_data`: a function or a symbol
 * - `not_plain`: a Map, Date or other class instance, of which JSON would drop parts
 * - `cycle`: an object that contains itself
 * - `too_large`: nested or repeated beyond what can be written as one text
 * - `unreadable`: a getter or proxy threw (`cause`)
 */
export type PolicyErrorCode =
  | "not_initialised"
  | "initialising"
  | "module_failed"
  | "trapped"
  | "freed"
  | "invalid_documents"
  | "invalid_options"
  | "unknown_operation"
  | "undefined_value"
  | "not_finite"
  | "bigint"
  | "not_data"
  | "not_plain"
  | "cycle"
  | "too_large"
  | "unreadable";

/** What a {@link PolicyError} may carry beside its code and message. */
export interface PolicyErrorDetails {
  /** RFC 6901 pointer of the offending place in the argument; `""` is the argument itself. */
  readonly pointer?: string;
  /** What would make the call pass. */
  readonly help?: string;
  /** Every issue of the policy documents. */
  readonly issues?: readonly Issue[];
  readonly cause?: unknown;
}

/** Misuse of the package, or policy documents that cannot be loaded. */
export class PolicyError extends Error {
  override readonly name = "PolicyError";
  readonly code: PolicyErrorCode;
  readonly pointer: string | undefined;
  readonly help: string | undefined;
  readonly issues: readonly Issue[] | undefined;

  constructor(code: PolicyErrorCode, message: string, details: PolicyErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.pointer = details.pointer;
    this.help = details.help;
    this.issues = details.issues;
  }
}
