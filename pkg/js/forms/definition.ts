/** The forms: which operation each asks, what is filled in, and what the page knows beside it. */
import type { Result } from "../answer.js";
import type { CallOptions, PolicyEngine } from "../engine.js";
import { SCHEMAS } from "../generated/forms.js";
import type {
  AccountForm,
  AccountRequest,
  AllocationRequest,
  DealEventRequest,
  DealFact,
  Obligation,
  OrderRequest,
  PasswordRequest,
  Reason,
} from "../generated/types.js";
import type { JsonSchema } from "./schema.js";

/** What the forms need of an engine. */
export type FormEngine = Pick<PolicyEngine, "account" | "allocation" | "deal" | "order" | "password">;

export type Values = Readonly<Record<string, unknown>>;
export type Facts = Readonly<Record<string, unknown>>;

/** An answer, as all these operations give it. */
export type FormAnswer = Result<{ decision: boolean; context: { reasons: Reason[]; obligations: Obligation[] } }>;

/** One kind of form. */
export interface Definition {
  /** Where the values stand in the request; empty for its root. */
  readonly place: string;
  readonly fields: readonly string[];
  /** Facts of the request that a field stands for, by their first key: what is wrong with them is shown there. */
  readonly homes: Readonly<Record<string, string>>;
  readonly schema: JsonSchema;
  /** Of the console's forms, whose fields are the loaded policy's matter: facts to ask with which those are. */
  readonly probe?: Facts;
  /** Asks the engine; `only` names the fields that are judged. */
  readonly ask: (engine: FormEngine, question: Question) => FormAnswer;
}

export interface Question {
  readonly values: Values;
  readonly facts: Facts;
  readonly only: readonly string[] | undefined;
  readonly options: CallOptions;
}

/** What the page knows for an allocation: the contract at least. `action` is `create` where it is not given. */
export type AllocationFacts = Omit<AllocationRequest, "requestedCapacity" | "action"> & { readonly action?: AllocationRequest["action"] };
export type AllocationValues = Required<Pick<AllocationRequest, "requestedCapacity">>;
/** What the page knows for a form of the console: who fills it in, where, and the facts of a capacity. */
export type AccountFacts = Omit<AccountRequest, "action" | "form" | "fields">;
/** What the page knows for a deal's registration: who registers, and the deals that there are. */
export type DealFacts = Omit<DealEventRequest, "action" | "deal"> & Partial<Pick<DealFact, "id" | "registeredBy">>;
export type DealValues = Pick<DealFact, "customerId" | "volume" | "partnerId" | "price" | "expiresAt">;
export type OrderFacts = Omit<OrderRequest, "lines" | "friendlyName">;
export type OrderValues = Pick<OrderRequest, "lines" | "friendlyName">;
/** Whose password it is; `change` where the holder knows the present one, which the form then asks for. */
export interface PasswordFacts extends Pick<PasswordRequest, "holder" | "asOf" | "pin"> {
  readonly action?: "set" | "change";
  readonly currentCorrect?: boolean;
}
export interface PasswordValues {
  readonly password: string;
  readonly confirmation?: string;
  readonly current?: string;
}

const ACCOUNT_FIELDS = Object.keys(SCHEMAS.account.properties);

function account(action: AccountRequest["action"]): Definition {
  return {
    place: "/form",
    fields: ACCOUNT_FIELDS,
    homes: { allocation: "allocatedCapacity", deal: "allocatedCapacity" },
    schema: SCHEMAS.account,
    probe: { subject: { type: "-", id: "-" }, ...(!action.startsWith("create") && { id: "-" }) },
    ask: (engine, { values, facts, only, options }) => {
      const request = { ...facts, action, form: values, ...(only !== undefined && { fields: only }) };
      return engine.account(request as unknown as AccountRequest, options);
    },
  };
}

export const DEFINITIONS = {
  allocation: {
    place: "",
    fields: ["requestedCapacity"],
    homes: { contract: "requestedCapacity", allocation: "requestedCapacity", partner: "requestedCapacity" },
    schema: SCHEMAS.allocation,
    ask: (engine, { values, facts, options }) =>
      engine.allocation({ action: "create", ...facts, ...values } as unknown as AllocationRequest, options),
  },
  createPartner: account("createPartner"),
  renamePartner: account("renamePartner"),
  createStorageAccount: account("createStorageAccount"),
  renameStorageAccount: account("renameStorageAccount"),
  createUser: account("createUser"),
  updateUser: account("updateUser"),
  createApiKey: account("createApiKey"),
  deal: {
    place: "/deal",
    fields: ["customerId", "volume", "partnerId", "price", "expiresAt"],
    homes: {},
    schema: SCHEMAS.deal,
    ask: (engine, { values, facts: { id = "new", registeredBy, ...facts }, options }) => {
      const deal = { id, state: "draft", ...values, ...(registeredBy !== undefined && { registeredBy }) };
      return engine.deal({ ...facts, action: "register", deal } as unknown as DealEventRequest, options);
    },
  },
  order: {
    place: "",
    fields: ["lines", "friendlyName"],
    homes: {},
    schema: SCHEMAS.order,
    ask: (engine, { values, facts, options }) => engine.order({ ...facts, ...values } as unknown as OrderRequest, options),
  },
  password: {
    place: "",
    fields: ["password", "confirmation", "current"],
    homes: {},
    schema: SCHEMAS.password,
    ask: (engine, { values, facts, options }) =>
      engine.password({ action: "set", ...facts, ...values } as unknown as PasswordRequest, options),
  },
} as const satisfies Readonly<Record<string, Definition>>;

export type FormName = keyof typeof DEFINITIONS;

/** What is filled in in each form. */
export type FormValues = Readonly<Record<Exclude<FormName, "allocation" | "deal" | "order" | "password">, AccountForm>> & {
  readonly allocation: AllocationValues;
  readonly deal: DealValues;
  readonly order: OrderValues;
  readonly password: PasswordValues;
};

/** What the page knows beside each form. */
export type FormFacts = Readonly<Record<Exclude<FormName, "allocation" | "deal" | "order" | "password">, AccountFacts>> & {
  readonly allocation: AllocationFacts;
  readonly deal: DealFacts;
  readonly order: OrderFacts;
  readonly password: PasswordFacts;
};
