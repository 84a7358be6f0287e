/** Many questions in one call: each item has the answer that its own method gives. */
import type { Refusal, Result } from "./answer.js";
import type { CallOptions } from "./engine.js";
import type {
  AbilityAnswer,
  AbilityRequest,
  AccountAnswer,
  AccountRequest,
  ActionSearchAnswer,
  ActionSearchRequest,
  AllocationAnswer,
  AllocationRequest,
  AuthenticationAnswer,
  AuthenticationRequest,
  DealAnswer,
  DealRequest,
  EvaluationsAnswer,
  EvaluationsRequest,
  InvoiceAnswer,
  InvoiceRequest,
  Issue,
  MatrixAnswer,
  MatrixRequest,
  OrderAnswer,
  OrderRequest,
  PasswordAnswer,
  PasswordRequest,
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
import { onlyOptions } from "./options.js";

/** What an item may ask: the request and the answer of each operation. */
export interface BatchOperations {
  permission: { request: PermissionRequest; answer: PermissionAnswer };
  evaluations: { request: EvaluationsRequest; answer: EvaluationsAnswer | PermissionAnswer };
  searchSubject: { request: SubjectSearchRequest; answer: SearchAnswer };
  searchResource: { request: ResourceSearchRequest; answer: SearchAnswer };
  searchAction: { request: ActionSearchRequest; answer: ActionSearchAnswer };
  permissions: { request: PermissionsRequest; answer: PermissionsAnswer };
  ability: { request: AbilityRequest; answer: AbilityAnswer };
  matrix: { request: MatrixRequest; answer: MatrixAnswer };
  allocation: { request: AllocationRequest; answer: AllocationAnswer };
  deal: { request: DealRequest; answer: DealAnswer };
  quote: { request: QuoteRequest; answer: QuoteAnswer };
  invoice: { request: InvoiceRequest; answer: InvoiceAnswer };
  account: { request: AccountRequest; answer: AccountAnswer };
  password: { request: PasswordRequest; answer: PasswordAnswer };
  authentication: { request: AuthenticationRequest; answer: AuthenticationAnswer };
  order: { request: OrderRequest; answer: OrderAnswer };
  subscription: { request: SubscriptionRequest; answer: SubscriptionAnswer };
}

/** An operation that an item may ask. */
export type BatchOperation = keyof BatchOperations;

/** A question with its operation. */
export type BatchItem<Asked extends BatchOperation = BatchOperation> = {
  [Name in Asked]: { readonly operation: Name; readonly request: BatchOperations[Name]["request"] };
}[Asked];

/** The answer of an operation, as its own method gives it. */
export type BatchResult<Asked extends BatchOperation = BatchOperation> = {
  [Name in Asked]: Result<BatchOperations[Name]["answer"]>;
}[Asked];

/** The items' answers, each at its item's position and of its operation's type. */
export type BatchResults<Items extends readonly BatchItem[]> = { -readonly [At in keyof Items]: BatchResult<Items[At]["operation"]> };

/** The answers; issues where there is no list of items to answer. */
export type BatchAnswers<Items extends readonly BatchItem[]> = { readonly ok: true; readonly items: BatchResults<Items> } | Refusal;

/** Beside the items. */
export interface BatchOptions extends CallOptions {
  /** The time for every item that states none itself, as an instant of RFC 3339. */
  readonly asOf?: string;
}

/** The request of a batch and the options of its call. */
export function batchRequest(items: readonly BatchItem[], options: BatchOptions = {}): [request: object, call: CallOptions] {
  onlyOptions("a batch", options, ["now", "asOf"]);
  const { asOf, ...call } = options;
  return [{ asOf, items }, call];
}

interface Answered {
  readonly answer?: object;
  readonly issues?: readonly Issue[];
}

/** Each item's answer as its own method gives it. */
export function readBatch<const Items extends readonly BatchItem[]>(answer: Result<{ items: readonly Answered[] }>): BatchAnswers<Items> {
  if (!answer.ok) return answer;
  const items = answer.items.map(({ answer, issues = [] }) => (answer === undefined ? { ok: false, issues } : { ok: true, ...answer }));
  return { ok: true, items: items as unknown as BatchResults<Items> };
}
