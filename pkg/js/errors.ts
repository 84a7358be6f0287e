import type { Issue } from "./generated/types.js";

/** Why a call could not be made. Append-only; bad *data* never throws, it is answered with `{ ok: false, issues }`. */
export interface PolicyErrorCodes {
  /** A call before `await init()` or `initSync()`. */
  readonly not_initialised: "not_initialised";
  /** `initSync` while an `init` is under way. */
  readonly initialising: "initialising";
  /** The module could not be fetched, compiled or started (`cause`). */
  readonly module_failed: "module_failed";
  /** The module stopped (`cause`). Its engines answer nothing any more; `await init()` starts it afresh, then load again. */
  readonly trapped: "trapped";
  /** A call on an engine after `free()`. */
  readonly freed: "freed";
  /** `load` of policy documents that do not form a policy (`issues`). */
  readonly invalid_documents: "invalid_documents";
  /** An option or a query that does not exist or holds a wrong value. */
  readonly invalid_options: "invalid_options";
  /** A helper was given something else than it prints, compares or adds (`issues`, where the module read it). */
  readonly invalid_value: "invalid_value";
  /** `evaluateText` with a name that is no operation. */
  readonly unknown_operation: "unknown_operation";
  /** The request is `undefined`, or an array has a hole. */
  readonly undefined_value: "undefined_value";
  /** `NaN` or an infinity, which JSON would turn into `null`. */
  readonly not_finite: "not_finite";
  /** A BigInt, which JSON cannot carry; `formatCapacity` writes bytes as text. */
  readonly bigint: "bigint";
  /** A function or a symbol. */
  readonly not_data: "not_data";
  /** A Map, Date or other class instance, of which JSON would drop parts. */
  readonly not_plain: "not_plain";
  /** An object that contains itself. */
  readonly cycle: "cycle";
  /** Nested or repeated beyond what can be written as one text. */
  readonly too_large: "too_large";
  /** A getter or proxy threw (`cause`). */
  readonly unreadable: "unreadable";
}

/** The code of a {@link PolicyError}: one of the names that {@link PolicyErrorCodes} documents. */
export type PolicyErrorCode = keyof PolicyErrorCodes;

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
