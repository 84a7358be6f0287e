/// <reference lib="esnext.disposable" preserve="true" />
/** The engine: policy documents loaded once, then synchronous questions. */
import { Ability, type AbilityQuery } from "./ability.js";
import { PolicyError } from "./errors.js";
import type {
  AllocationAnswer,
  AllocationRequest,
  CheckAnswer,
  DealAnswer,
  DealRequest,
  DocumentReference,
  InvoiceAnswer,
  InvoiceRequest,
  Issue,
  PermissionAnswer,
  PermissionRequest,
  QuoteAnswer,
  QuoteRequest,
} from "./generated/types.js";
import { Engine, inModule, shippedDocuments } from "./module.js";
import { asString } from "./options.js";
import { rateColumn, type RateQuery, type RateResult } from "./rate.js";
import { escapeLoneSurrogates, toText } from "./text.js";

/** The operations; the same names in every face. */
export type Operation = "permission" | "allocation" | "deal" | "quote" | "invoice" | "check";

/** A policy document as text, with the name under which issues mention it. */
export interface DocumentText {
  readonly source: string;
  readonly text: string;
}

/** A policy document: its text, or the parsed object. */
export type PolicyDocument = DocumentText | { readonly kind: string; readonly [member: string]: unknown };

/** What requests may choose themselves; all is free here unless refused, because a page's answer is a preview. */
export interface LoadOptions {
  /** Whether a request may carry `asOf`; default true. */
  readonly requestTime?: boolean;
  /** Whether a request may pin document versions; default true. */
  readonly pinning?: boolean;
}

/** Beside a request. */
export interface CallOptions {
  /** Milliseconds since 1970, used where the request has no `asOf`; default `Date.now()`; `null` is no clock at all. */
  readonly now?: number | null;
}

/** The input could not be judged; `issues` say where and why. */
export interface Refusal {
  readonly ok: false;
  readonly issues: readonly Issue[];
}

/** A decision with its context, or the issues of the input. */
export type Result<Answer> = (Answer & { readonly ok: true }) | Refusal;

/** Loaded policy documents. Create with {@link PolicyEngine.load}. */
export class PolicyEngine {
  #shell: Engine | undefined;

  private constructor(shell: Engine) {
    this.#shell = shell;
  }

  /**
   * Loads policy documents, or the shipped `impossible-cloud` pack when there are none.
   * Throws `PolicyError` with code `invalid_documents` and every issue when they do not form a policy.
   */
  static load(documents?: readonly PolicyDocument[], options: LoadOptions = {}): PolicyEngine {
    const bundle = bundleText(documents ?? PolicyEngine.shippedDocuments(), options);
    return inModule(() => {
      try {
        return new PolicyEngine(Engine.load(bundle));
      } catch (refused) {
        if (typeof refused !== "string") throw refused;
        const issues = JSON.parse(refused) as Issue[];
        throw new PolicyError("invalid_documents", "the policy documents cannot be loaded", { issues });
      }
    });
  }

  /** The shipped `impossible-cloud` documents, to be extended or replaced one by one. */
  static shippedDocuments(): DocumentText[] {
    return JSON.parse(inModule(shippedDocuments)) as DocumentText[];
  }

  /** May the subject do the action on the resource? AuthZEN request and answer. */
  permission(request: PermissionRequest, options?: CallOptions): Result<PermissionAnswer> {
    return this.#ask("permission", request, options);
  }

  /** May the allocation be created or changed; which plan and headroom result? */
  allocation(request: AllocationRequest, options?: CallOptions): Result<AllocationAnswer> {
    return this.#ask("allocation", request, options);
  }

  /** Does the sale need a registered deal, and which deal satisfies it? */
  deal(request: DealRequest, options?: CallOptions): Result<DealAnswer> {
    return this.#ask("deal", request, options);
  }

  /** What would it cost? Every line with its working. */
  quote(request: QuoteRequest, options?: CallOptions): Result<QuoteAnswer> {
    return this.#ask("quote", request, options);
  }

  /** What does metered usage cost in a period? Every line with its working. */
  invoice(request: InvoiceRequest, options?: CallOptions): Result<InvoiceAnswer> {
    return this.#ask("invoice", request, options);
  }

  /** The issues of policy documents, without loading them. */
  check(documents: readonly PolicyDocument[]): Result<CheckAnswer> {
    return read(this.evaluateText("check", bundleText(documents, {})));
  }

  /**
   * One operation on text: the request and the answer are the bytes that the
   * sidecar takes and gives. For proxies, logs and texts that no object can
   * express (a duplicate key, a truncated body).
   */
  evaluateText(operation: Operation, text: string, options?: CallOptions): string {
    const shell = this.#open();
    const now = clock(options);
    const request = escapeLoneSurrogates(asString("text", text));
    const answer = inModule(() => shell.evaluate(asString("operation", operation), now, request));
    if (answer === undefined) throw new PolicyError("unknown_operation", `there is no operation \`${operation}\``);
    return answer;
  }

  /**
   * Every cell of a role's table at once; its checks do not enter the module.
   * `undefined` where no permission document in force has the role.
   */
  ability(query: AbilityQuery): Ability | undefined {
    const shell = this.#open();
    return inModule(() => Ability.prepare(shell, query));
  }

  /** What a month of pay-per-use costs for each average usage in bytes: a column in, a column out. */
  rate(query: RateQuery, averages: BigUint64Array): RateResult {
    const shell = this.#open();
    return inModule(() => rateColumn(shell, query, averages));
  }

  /** The loaded documents with version and digest, sorted. */
  get policies(): readonly DocumentReference[] {
    const shell = this.#open();
    return JSON.parse(inModule(() => shell.information())) as DocumentReference[];
  }

  /** Gives the memory back; the engine answers nothing afterwards. A second call does nothing. */
  free(): void {
    this.#shell?.free();
    this.#shell = undefined;
  }

  [Symbol.dispose](): void {
    this.free();
  }

  #ask<Answer>(operation: Operation, request: unknown, options: CallOptions | undefined): Result<Answer> {
    return read(this.evaluateText(operation, toText(request), options));
  }

  #open(): Engine {
    if (this.#shell === undefined) throw new PolicyError("freed", "the engine has been freed");
    return this.#shell;
  }
}

function read<Answer>(text: string): Result<Answer> {
  const answer = JSON.parse(text) as Answer | Issue[];
  return Array.isArray(answer) ? { ok: false, issues: answer } : { ok: true, ...answer };
}

function clock({ now = Date.now() }: CallOptions = {}): number | undefined {
  if (now === null) return undefined;
  if (!Number.isSafeInteger(now)) {
    throw new PolicyError("invalid_options", "`now` is not a whole number of milliseconds", { pointer: "/now" });
  }
  return now;
}

function bundleText(documents: readonly PolicyDocument[], options: LoadOptions): string {
  if (!Array.isArray(documents)) throw new PolicyError("invalid_options", "the documents are not an array");
  const { requestTime = true, pinning = true } = options;
  return toText({ trust: { requestTime, pinning }, documents: documents.map(asText) });
}

function asText(document: PolicyDocument, index: number): DocumentText {
  const { source, text } = document as Partial<DocumentText>;
  if (typeof source === "string" && typeof text === "string") return { source, text };
  return { source: `documents/${index}`, text: toText(document) };
}
