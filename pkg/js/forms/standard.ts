/** The interfaces of Standard Schema 1 and Standard JSON Schema 1, as far as forms meet them. Source: <https://standardschema.dev> */
import type { JsonSchema } from "./schema.js";

/** Where an issue is, what it is and what helps. Standard Schema reads `message` and `path`; the others are for those who know them. */
export interface FormIssue {
  /** What is wrong and what helps, in the language asked for. Plain text: never write it into a page as markup. */
  readonly message: string;
  /** What is wrong, alone. */
  readonly summary: string;
  /** What helps, alone. */
  readonly help?: string;
  /** The way to the value; empty where it concerns the whole form. */
  readonly path: readonly (string | number)[];
  /** The same as JSON Pointer (RFC 6901). */
  readonly pointer: string;
  /** Closed list; each has a page under `docs/codes/`. */
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  readonly severity: "error" | "warning" | "info";
  /** The place in the engine's request, where it concerns what was filled in or what the page gave beside it. */
  readonly source?: string;
}

export interface Success<Values> {
  readonly value: Values;
  readonly issues?: undefined;
}

export interface Failure {
  readonly issues: readonly FormIssue[];
}

export interface StandardProps<Values> {
  readonly version: 1;
  readonly vendor: "channel-policy";
  /** Judges at once, without a promise; does not throw, whatever the value is. */
  readonly validate: (value: unknown, options?: { readonly libraryOptions?: Record<string, unknown> | undefined }) => Success<Values> | Failure;
  /** Only for the compiler. */
  readonly types?: { readonly input: Values; readonly output: Values } | undefined;
  readonly jsonSchema: {
    /** For `draft-2020-12` and `draft-07`; throws a `RangeError` for others. */
    readonly input: (options: { readonly target: string }) => JsonSchema;
    readonly output: (options: { readonly target: string }) => JsonSchema;
  };
}
