/// <reference lib="esnext.disposable" preserve="true" />
/** The engine: policy documents loaded once, then synchronous questions. */
import { Ability } from "./ability.js";
import { read, type Refusal, type Result } from "./answer.js";
import { batchRequest, readBatch, type BatchAnswers, type BatchItem, type BatchOptions } from "./batch.js";
import { PolicyError } from "./errors.js";
import type {
  AbilityRequest,
  AccountAnswer,
  AccountRequest,
  ActionSearchAnswer,
  ActionSearchRequest,
  AllocationAnswer,
  AllocationRequest,
  AuthenticationAnswer,
  AuthenticationRequest,
  CheckAnswer,
  DealAnswer,
  DealRequest,
  DocumentReference,
  EvaluationsAnswer,
  EvaluationsRequest,
  InvoiceAnswer,
  InvoiceRequest,
  Issue,
  MatrixAnswer,
  MatrixRequest,
  PasswordAnswer,
  PasswordRequest,
  OrderAnswer,
  OrderRequest,
  PermissionAnswer,
  PermissionRequest,
  PermissionsAnswer,
  PermissionsRequest,
  QuoteAnswer,
  QuoteRequest,
  ResourceSearchRequest,
  SearchAnswer,
  SubjectSearchRequest,
  SubscriptionAnswer,
  SubscriptionRequest,
} from "./generated/types.js";
import { currentInstance, Engine, inModule, isRunning, shippedDocuments, trapped } from "./module.js";
import { asString, onlyOptions } from "./options.js";
import { asRows, rateRows, type RateQuery, type RateResult, type RateRows } from "./rate.js";
import { escapeLoneSurrogates, toText } from "./text.js";

/** The operations; the same names in every face. */
export type Operation =
  | "permission"
  | "allocation"
  | "deal"
  | "quote"
  | "invoice"
  | "check"
  | "evaluations"
  | "searchSubject"
  | "searchResource"
  | "searchAction"
  | "permissions"
  | "ability"
  | "matrix"
  | "account"
  | "password"
  | "authentication"
  | "order"
  | "subscription"
  | "batch"
  | "item"
  | "redact";

/** A policy document as text, with the name under which issues mention it. */
export interface DocumentText {
  readonly source: string;
  readonly text: string;
}

/** A policy document: its text, or the parsed object. */
export type PolicyDocument = DocumentText | { readonly kind: string; readonly [member: string]: unknown };

/** What requests may choose themselves, all free here unless refused, because a page's answer is a preview; and what may be loaded. */
export interface LoadOptions {
  /** Whether a request may carry `asOf`; default true. */
  readonly requestTime?: boolean;
  /** Whether a request may pin document versions; default true. */
  readonly pinning?: boolean;
  /** Whether accounts, users, resources and properties that a request states count beside the loaded directory; default true. */
  readonly requestFacts?: boolean;
  /**
   * Whether price lists whose `audience` is the seller may be loaded; default false, because whoever opens the page can
   * read what is in the bundle. True only where the engine runs on the seller's own machine.
   */
  readonly sellerLists?: boolean;
}

/** Beside a request. */
export interface CallOptions {
  /** Milliseconds since 1970, used where the request has no `asOf`; default `Date.now()`; `null` is no clock at all. */
  readonly now?: number | null;
}

/**
 * Loaded policy documents. Create with {@link PolicyEngine.load}. All engines of a page or process live in the memory of
 * one module instance: after a `trapped` none of them answers, and `await init()` starts a fresh instance to load them in.
 */
export class PolicyEngine {
  #shell: Engine | undefined;
  readonly #instance = currentInstance();

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

  /** Several permissions at once; without items the request is one and so is the answer. AuthZEN request and answer. */
  evaluations(request: EvaluationsRequest, options?: CallOptions): Result<EvaluationsAnswer | PermissionAnswer> {
    return this.#ask("evaluations", request, options);
  }

  /** Which known subjects may do this? AuthZEN request and answer. */
  searchSubject(request: SubjectSearchRequest, options?: CallOptions): Result<SearchAnswer> {
    return this.#ask("searchSubject", request, options);
  }

  /** To which known resources may this be done? AuthZEN request and answer. */
  searchResource(request: ResourceSearchRequest, options?: CallOptions): Result<SearchAnswer> {
    return this.#ask("searchResource", request, options);
  }

  /** What may the subject do to the resource? AuthZEN request and answer. */
  searchAction(request: ActionSearchRequest, options?: CallOptions): Result<ActionSearchAnswer> {
    return this.#ask("searchAction", request, options);
  }

  /** Every action allowed on the resource; without id and account those allowed on some account that is reached. */
  permissions(request: PermissionsRequest, options?: CallOptions): Result<PermissionsAnswer> {
    return this.#ask("permissions", request, options);
  }

  /** The role tables of every loaded version, as people read them. */
  matrix(request: MatrixRequest = {}, options?: CallOptions): Result<MatrixAnswer> {
    return this.#ask("matrix", request, options);
  }

  /** May the allocation be created or changed; which plan and headroom result? */
  allocation(request: AllocationRequest, options?: CallOptions): Result<AllocationAnswer> {
    return this.#ask("allocation", request, options);
  }

  /** Does the sale need a registered deal, and which deal satisfies it? May a deal be registered, approved, rejected? */
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

  /** May the console's button be pressed with this form? With `fields` only those are judged, without noise for others. */
  account(request: AccountRequest, options?: CallOptions): Result<AccountAnswer> {
    return this.#ask("account", request, options);
  }

  /** May the password be taken; which classes of characters are missing? The password is in no answer. */
  password(request: PasswordRequest, options?: CallOptions): Result<PasswordAnswer> {
    return this.#ask("password", request, options);
  }

  /** May somebody come in: by a login, with a session, with an API key? */
  authentication(request: AuthenticationRequest, options?: CallOptions): Result<AuthenticationAnswer> {
    return this.#ask("authentication", request, options);
  }

  /** May the basket be ordered by the actor for the customer, and what follows? */
  order(request: OrderRequest, options?: CallOptions): Result<OrderAnswer> {
    return this.#ask("order", request, options);
  }

  /** May the event happen to the subscription, and what follows? */
  subscription(request: SubscriptionRequest, options?: CallOptions): Result<SubscriptionAnswer> {
    return this.#ask("subscription", request, options);
  }

  /** Many questions in one call, at most 1,000: each item's answer is the one that its own method gives, and its type's. */
  batch<const Items extends readonly BatchItem[]>(items: Items, options?: BatchOptions): BatchAnswers<Items> {
    const [request, call] = batchRequest(items, options);
    return readBatch<Items>(this.#ask("batch", request, call));
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

  /** What the subject may do, as a table: its checks do not enter the module unless a condition or an owner counts. */
  ability(request: AbilityRequest, options?: CallOptions): Ability | Refusal {
    return Ability.prepare(this, request, options);
  }

  /**
   * What a month of pay-per-use costs for each row: columns in, columns out, the same figures as `quote` and `invoice`
   * without the texts of their lines. `query` may be several, among which each row's `price` chooses.
   */
  rate(query: RateQuery | readonly RateQuery[], rows: BigUint64Array | RateRows): RateResult {
    const queries = Array.isArray(query) ? (query as readonly RateQuery[]) : [query as RateQuery];
    return rateRows(this.#open(), queries, asRows(rows));
  }

  /** The loaded documents with version and digest, sorted. */
  get policies(): readonly DocumentReference[] {
    const shell = this.#open();
    return JSON.parse(inModule(() => shell.information())) as DocumentReference[];
  }

  /** Whether the memory has been given back. */
  get freed(): boolean {
    return this.#shell === undefined;
  }

  /** Gives the memory back; the engine answers nothing afterwards. A second call does nothing. */
  free(): void {
    if (isRunning(this.#instance)) this.#shell?.free();
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
    if (this.#instance !== currentInstance()) throw trapped();
    return this.#shell;
  }
}

function clock(options: CallOptions = {}): number | undefined {
  onlyOptions("a call", options, ["now"]);
  const { now = Date.now() } = options;
  if (now === null) return undefined;
  if (!Number.isSafeInteger(now)) {
    throw new PolicyError("invalid_options", "`now` is not a whole number of milliseconds", { pointer: "/now" });
  }
  return now;
}

function bundleText(documents: readonly PolicyDocument[], options: LoadOptions): string {
  if (!Array.isArray(documents)) {
    throw new PolicyError("invalid_options", "the documents are not an array; pass an array of documents, or undefined for the shipped pack");
  }
  onlyOptions("load", options, ["requestTime", "pinning", "requestFacts", "sellerLists"]);
  const { requestTime = true, pinning = true, requestFacts = true, sellerLists = false } = options;
  return toText({ trust: { requestTime, pinning, requestFacts, sellerLists }, documents: documents.map(asText) });
}

function asText(document: PolicyDocument, index: number): DocumentText {
  const { source, text } = document as Partial<DocumentText>;
  if (typeof source === "string" && typeof text === "string") return { source, text };
  return { source: `documents/${index}`, text: toText(document) };
}
