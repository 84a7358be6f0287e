/**
 * Wire types: requests, answers, issues and policy documents.
 * Generated from schemas/*.json by `npm run types`; change the schemas, never this file.
 */

/** An account as the acting one sees it. */
export interface AbilityAccount {
  /** The account's id. */
  id: string;
  /** 1 the account itself, 2 directly below, 4 further down, 8 any other. */
  relation: number;
  /** Its type. */
  type: string;
}

/** Answer of `ability`. */
export interface AbilityAnswer {
  /** Why, and the operation's result. */
  context: AbilityContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `ability`. */
export interface AbilityContext {
  /** The subject's table. */
  ability: AbilityTable;
  /** The time that the decision was made for. */
  asOf: Instant;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** What may this subject do at all? */
export interface AbilityRequest {
  /** Facts around the request. */
  context?: EvaluationContext;
  /** Who asks. */
  subject: Subject;
  [k: string]: unknown;
}

/** A subject's table. */
export interface AbilityTable {
  /** Every account that a cell may be asked for; all others are denied. */
  accounts: AbilityAccount[];
  /** Every resource type. */
  resourceTypes: AbilityType[];
  /** Version of the permission document. */
  version: string;
}

/** One resource type of an [`AbilityTable`]; cells and scopes in the order of the actions. */
export interface AbilityType {
  /** Types of account that the resource itself is; then the account asked for is the resource. */
  accountTypes?: string[];
  /** Its actions. */
  actions: string[];
  /** 0 denied; 1 allowed where the account's relation is in the scopes; 2 depends on more: ask `permission`. */
  cells: number[];
  /** Actions that create: the account asked for is the one to create it in or below. */
  creates?: string[];
  /** Of a resource that is itself an account: types of account that it may be created below. */
  createsBelow?: string[];
  /** The resource type. */
  id: string;
  /**
   * Relations reached, added up: 1 the account itself, 2 directly below, 4 further down, 8 every other, 16 owned
   * resources.
   */
  scopes: number[];
}

/** The amounts above 0 that would be accepted; 0, pay-per-use, is judged apart. */
export interface Accepted {
  /** The largest. */
  largest: CapacityText;
  /** The smallest. */
  smallest: CapacityText;
}

/** A button of the console. */
export type AccountAction =
  | "createPartner"
  | "renamePartner"
  | "deletePartner"
  | "createStorageAccount"
  | "renameStorageAccount"
  | "deleteStorageAccount"
  | "createUser"
  | "updateUser"
  | "createApiKey";

/** Answer of `account`. */
export interface AccountAnswer {
  /** Why, and the operation's result. */
  context: AccountContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `account`. */
export interface AccountContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** What the decision is about. */
  judged: Extent;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** What is known of the password, where the form has one; never the password. */
  password?: PasswordResult;
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** An account: a company record in the chain of resellers. */
export interface AccountFact {
  /** The agreement of an account above that this account is assigned to, as a partner is to its distributor's contract. */
  agreement?: Id;
  /** The account's contracts and purchase orders; absent: not known, empty: none. */
  agreements?: Agreement[];
  /** Roles that bound what anybody may do in this account and in those below it; absent: no bound. */
  ceiling?: Id[];
  /** The account's id, unique in the directory. */
  id: Id;
  /** The account directly above, its only seller; absent at the top. */
  parent?: Id;
  /** Further facts, for example `state`. */
  properties?: Properties;
  /** For example `distributor`, `channelPartner`, `partner` or `customer`; the permission document uses the word. */
  type: Id;
}

/** What is filled in; which fields a form has is the credential document's matter. */
export interface AccountForm {
  /** Capacity given; 0 is pay-per-use. */
  allocatedCapacity?: Capacity;
  /** Whether more may be stored than allocated. */
  allowOverdraft?: boolean;
  /** What the key is for. */
  description?: string;
  /** E-mail of the user, or contact e-mail of the storage account. */
  email?: string;
  /** Name of the company or user. */
  name?: string;
  /** Password of the user or storage account. No answer repeats it. */
  password?: string;
  /** Role of the user; of a key: absent, its creator's. */
  role?: string;
  /** The key's expiry. */
  validUntil?: Instant;
}

/** May this button be pressed with this form? */
export interface AccountRequest {
  /** The account that it belongs to, or is to stand below; absent: the one that the known facts have, of what is new the subject's own. */
  account?: Id;
  /** The button. */
  action: AccountAction;
  /** For a capacity: the allocation's facts, with the contract. Action and amount come from the form. */
  allocation?: AllocationFacts;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** Facts around the request. */
  context?: ComposedContext;
  /** For a capacity: the deal's facts, with the customer. Plan and volume come from the form. */
  deal?: DealFacts;
  /** The fields touched, by name or JSON Pointer: only they are judged, and nothing is said of others. Absent: all is judged. */
  fields?: string[];
  /** What is filled in. */
  form?: AccountForm;
  /** What is renamed, changed or deleted. */
  id?: Id;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** Who presses it. Needed unless `fields` leaves out the role. */
  subject?: Subject;
}

/** A type of account and its place in the chain. */
export interface AccountTypeDocument {
  /** The word in an account's `type`. */
  id: Id;
  /** Types that it may stand directly below; absent: it stands at the top. */
  parents?: string[];
  /** Whether its users may act on behalf of the accounts below. */
  salesVendor?: boolean;
  /** Whether it may stand at the top although it has `parents`. */
  top?: boolean;
}

/**
 * A storage account's usage, as the vendor's API gives it.
 * Source: <https://kb.impossiblecloud.com/en/how-to-check-storage-account-usage-via-the-partner-api>
 */
export interface AccountUsage {
  /** Bytes allocated now. */
  allocated_capacity: Capacity;
  /** The storage account's id. */
  client_id: Id;
  /** One row a day, in any order. */
  daily_usage: DailyUsage[];
  /** The storage account's name. */
  name: string;
}

/** What is to be done. */
export interface Action {
  /** An action of the resource type. */
  name: string;
  /** What the action is to bring about, for example the `role` to be given. */
  properties?: ActionProperties;
  [k: string]: unknown;
}

/** An action found. */
export interface ActionName {
  /** Its name. */
  name: string;
}

/** What the action is to bring about; conditions may read any property. */
export interface ActionProperties {
  [k: string]: unknown;
}

/** Answer of `searchAction`. */
export interface ActionSearchAnswer {
  /** What the search was made with. */
  context: SearchContext;
  /** Each action that an evaluation allows, in the document's order. */
  results: ActionName[];
}

/** Which actions are allowed? */
export interface ActionSearchRequest {
  /** Facts around the request. */
  context?: EvaluationContext;
  /** What it is to be done to. */
  resource: Resource;
  /** Who asks. */
  subject: Subject;
  [k: string]: unknown;
}

/** Who acts. */
export interface ActorFact {
  /** The account that they act for: the customer, the reseller or the seller. */
  account: Id;
  /** The person, or the system. */
  id: Id;
  /** What they are. */
  kind: ActorKind;
}

/** Who does something. */
export type ActorKind = "customer" | "reseller" | "accountManager" | "system";

/** A discount or margin, by percentage of what comes to so far, or by amount. */
export interface Adjustment {
  /** By an amount per month, of a discount at most what there is. */
  amount?: Price;
  /** Unique in the list. */
  id: Id;
  /** Which way it goes. */
  kind: AdjustmentKind;
  /** By percentage. */
  percent?: Price;
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** Which way an adjustment goes. */
export type AdjustmentKind = "discount" | "margin";

/** A channel contract or purchase order of an account. */
export interface Agreement {
  /** First instant at which it is in force; absent: no lower bound. */
  effectiveFrom?: Instant;
  /** First instant at which it no longer is; absent: no upper bound. */
  effectiveTo?: Instant;
  /** Its id, for example the contract's. */
  id: Id;
  /** Contract or purchase order. */
  kind: AgreementKind;
}

/** What entitles an account to access. */
export type AgreementKind = "contract" | "purchaseOrder";

/** What is to happen to the allocation. */
export type AllocationAction = "create" | "update" | "transfer" | "delete" | "reactivate";

/** Answer of `allocation`. */
export interface AllocationAnswer {
  /** Why, and the operation's result. */
  context: AllocationContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `allocation`. */
export interface AllocationContext {
  /** The amounts that would be accepted; absent where none would, or where the actor may not see them. */
  accepted?: Accepted;
  /** The time that the decision was made for. */
  asOf: Instant;
  /** When the deletion becomes final; only of one that is allowed. */
  dueAt?: Instant;
  /** What is left of the capacity that the allocation comes out of. */
  headroom: Headroom;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** How the resulting capacity would be paid for. */
  plan: Plan;
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** Settings of capacity allocations. */
export interface AllocationDocument {
  /** A partner's allocation below what it has allocated to its storage accounts. */
  belowAllocated: SettingOfBelowUsed;
  /** An allocation below what is stored. */
  belowUsed: SettingOfBelowUsed;
  /** Limits of fair use; absent: there are none. */
  fairUse?: FairUse;
  /** Allocations are multiples of this step; `1 B` where any amount may be entered. */
  granularity: SettingOfCapacity;
  /** A contract, or a partner's allocation, cut below what is allocated of it. */
  overAllocated: SettingOfOverAllocated;
  /** Whether an allocation may be overdrawn where nothing is said. */
  overdraftDefault: SettingOfboolean;
  /** For so many days of 24 hours a deleted allocation stays, is counted and can be reactivated. */
  pendingDeletionDays: SettingOfuint32;
  /** A change of plan. */
  planChange: SettingOfPlanChange;
  /** After so many minutes a measurement of what is stored is stale. */
  staleAfterMinutes: SettingOfuint32;
  /** Whether reserved capacity and pay-per-use in one contract are warned of. */
  warnOnMixedPlans: SettingOfboolean;
}

/** An allocation as it is now: of a partner or a storage account, with the vendor's field names. */
export interface AllocationFact {
  /** How many storage accounts are below it, those in pending deletion included; 0 of a storage account itself. */
  accountCount?: number;
  /** Of a partner: what it has allocated further, over all its storage accounts. */
  allocatedBelow?: Capacity;
  /** Its present allocation; 0 is pay-per-use. */
  allocatedCapacity: Capacity;
  /** Of a partner: its storage accounts, in place of the total. */
  allocations?: AllocationItem[];
  /** Whether more may be stored than allocated. */
  allowOverdraft?: boolean;
  /** Its earlier changes in any order, an empty list where there were none; absent: not known. */
  changes?: Change[];
  /** Free text. */
  details?: string;
  /** The contract that it is under. */
  distributorContractId?: Id;
  /** Id of the partner or storage account. */
  id: Id;
  /** What was stored in that month on average; required beside `monthEgress`. */
  monthAverageStored?: Capacity;
  /** What left it in a month, looked at of the allocation that something is done to; absent: not looked at. */
  monthEgress?: Capacity;
  /** Its name. */
  name?: string;
  /** When its deletion becomes final; absent: it is not in pending deletion. */
  pendingDeletedAt?: Instant;
  /** What is stored. */
  used?: UsedCapacity;
}

/** The facts of an allocation request; action, time and amount stand elsewhere. */
export interface AllocationFacts {
  /** The allocation as it is now; refused for `create`, required otherwise. */
  allocation?: AllocationFact;
  /** The contract that it is under, or is to be. Its figures may be absent only where `partner` is there. */
  contract: StatedContract;
  /** For `delete`: when it is to become final; absent: as soon as the policy allows. */
  dueAt?: Instant;
  /** The partner that the storage account is below; absent where it is directly under the contract, and for `transfer`. */
  partner?: PartnerFact;
  /** The contract to move to; required for `transfer`, refused otherwise. */
  target?: ContractFact;
}

/** One of several allocations: a partner's or a storage account's. */
export interface AllocationItem {
  /** Its allocation; 0 is pay-per-use. */
  allocatedCapacity: Capacity;
  /** Id of the partner or storage account. */
  id: Id;
  /** When its deletion becomes final; until then it is counted. */
  pendingDeletedAt?: Instant;
}

/** May this be done to this allocation? */
export type AllocationRequest = AllocationRequestFields;

/** A request whose action decides on the need of its other members. */
export interface AllocationRequestFields {
  /** What is to happen. */
  action: AllocationAction;
  /** The account that asks: figures above it are not shown. Absent: the partner, or whoever holds the contract. */
  actor?: Id;
  /** The allocation as it is now; refused for `create`, required otherwise. */
  allocation?: AllocationFact;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** The contract that it is under, or is to be. Its figures may be absent only where `partner` is there. */
  contract: StatedContract;
  /** For `delete`: when it is to become final; absent: as soon as the policy allows. */
  dueAt?: Instant;
  /** The partner that the storage account is below; absent where it is directly under the contract, and for `transfer`. */
  partner?: PartnerFact;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** The amount asked for, 0 is pay-per-use; required for `create` and `update`, refused otherwise. */
  requestedCapacity?: Capacity;
  /** The contract to move to; required for `transfer`, refused otherwise. */
  target?: ContractFact;
}

export type Amount = string;

export type AnyOperation =
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

/** Who may see a list. */
export type Audience = "public" | "buyer" | "seller";

/** Answer of `authentication`. */
export interface AuthenticationAnswer {
  /** Why, and the operation's result. */
  context: AuthenticationContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `authentication`. */
export interface AuthenticationContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** How long it lasts. */
  authentication: AuthenticationResult;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** May somebody come in? */
export type AuthenticationRequest =
  | {
      /** The IP address, always written in the same way. */
      address: Id;
      /** When; absent: the caller's clock. */
      asOf?: Instant;
      /** Failed logins; those of other addresses or users do not count. */
      failures: FailedLogin[];
      kind: "login";
      /** Document versions to use, whatever the date. */
      pin?: Pin[];
      /** When the lock was last lifted, for example by the link in the e-mail; failures up to then no longer count. */
      unlockedAt?: Instant;
      /** The user's id, known to exist or not. */
      user: Id;
    }
  | {
      /** When; absent: the caller's clock. */
      asOf?: Instant;
      kind: "session";
      /** When the user was last active. */
      lastActiveAt: Instant;
      /** Document versions to use, whatever the date. */
      pin?: Pin[];
      /** When the user logged in. */
      startedAt: Instant;
    }
  | {
      /** When; absent: the caller's clock. */
      asOf?: Instant;
      kind: "apiKey";
      /** Document versions to use, whatever the date. */
      pin?: Pin[];
      /** Whether it is still there. */
      state: KeyState;
      /** The key's expiry, the first instant at which it no longer opens. */
      validUntil: Instant;
    };

/** The authentication's part of the answer. */
export interface AuthenticationResult {
  /** Of a login: how many attempts may still fail. */
  attemptsLeft?: number;
  /** Of a session or key: the first instant at which it is over if nothing else happens. */
  endsAt?: Instant;
}

/** How a month's daily figures become one quantity. */
export type Averaging = "calendarMean" | "activeDaysMean" | "peak" | "lastDay" | "dailyPeakMean" | "dailyFloor" | "p95";

/** Answer of `batch`. */
export interface BatchAnswer {
  /** The items' answers, in their order. */
  items: ItemAnswer[];
}

/** Request of `batch`. */
export interface BatchRequest {
  /** The time for every item that states none itself; absent: the caller's clock. */
  asOf?: Instant;
  /**
   * The questions, at most 1,000.
   *
   * @maxItems 1000
   */
  items: ItemQuestion[];
}

/** Why a deal is required. */
export type Because = "volume" | "specialPrice";

/** What becomes of an allocation below what it is to cover: what is stored, or what a partner has allocated further. */
export type BelowUsed = "denyUnlessOverdraft" | "warn";

/** A quote or invoice. */
export interface Bill {
  /** Currency of all amounts. */
  currency: Currency;
  /** The lines, in the order of their kinds and parties. */
  lines: Line[];
  /** Always true: amounts are without tax. */
  net: boolean;
  /** The month. */
  period: Period;
  /** Present where it is an estimate, not a bill. */
  preview?: boolean;
  /** What all months of a term come to, where one was asked for. */
  term?: Term;
  /** The sum of the lines' amounts. */
  total: string;
}

/** A storage account to be billed. */
export interface BilledAccount {
  /** Its first day; absent: before the period. */
  createdOn?: Date;
  /** The customer that it belongs to. */
  customerId?: Id;
  /** The day after its last; absent: after the period. */
  deletedOn?: Date;
  /** What left it in the month; needed where the contract has a price for egress, and free where it has none. */
  monthEgress?: Capacity;
  /** The partner that it belongs to. */
  partnerId?: Id;
  /** When its deletion was asked for. */
  pendingDeletedAt?: Instant;
  /** Its usage as samples, in place of daily rows. */
  samples?: UsageSample[];
  /** Its usage. */
  usage: AccountUsage;
}

/** Settings of billing. */
export interface BillingDocument {
  /** From daily figures to a quantity. */
  averaging: SettingOfAveraging;
  /** What a day counts as at least; needed for `dailyFloor`, and of no effect else. */
  dailyFloor?: SettingOfCapacity;
  /** Who may bill whom, by type of account; absent: nobody that a request names. */
  edges?: EdgeRule[];
  /** What use may exceed. */
  excessBase: SettingOfReservedBase;
  /** Whether excess is found for each day instead of the month's average; absent: no. */
  excessByDay?: SettingOfboolean;
  /** Egress up to so many percent of what was stored on average is free where a contract has a price for it; absent: none is. */
  freeEgressPercent?: SettingOfuint32;
  /** Days without a figure after the first. */
  gap: SettingOfGap;
  /** So many days after it was due an amount is overdue; absent: 0. */
  graceDays?: SettingOfuint32;
  /** What an invoice charges of an overdue amount that it is told of, in percent, once for each; absent: nothing. */
  lateFeePercent?: SettingOfPrice;
  /** Days without a figure before the first. */
  leadingGap: SettingOfLeadingGap;
  /** Whether figures are for buyer and seller alone, where a request says who looks; absent: yes. */
  ownEdgesOnly?: SettingOfboolean;
  /** Whether an account in pending deletion is charged until it is deleted; absent: yes. */
  pendingDeletionBilled?: SettingOfboolean;
  /**
   * Whether the estimate of a running month counts the days to come as nothing instead of repeating the last
   * figure; absent: no.
   */
  previewToDate?: SettingOfboolean;
  /**
   * Whether the reserved plan is charged for the part of the month alone in which the contract is in force;
   * absent: no, for the whole month.
   */
  prorateReserved?: SettingOfboolean;
  /** Whether parts of a month go by the second instead of the day; absent: no. */
  prorationBySecond?: SettingOfboolean;
  /** Whether the day or second at which something ends is charged too; absent: no. */
  prorationEndInclusive?: SettingOfboolean;
  /** Whether every month counts as 30 days when a part of it is taken; absent: no, its own days. */
  prorationThirtyDays?: SettingOfboolean;
  /** Use is rounded up to a multiple of this before it is priced; absent: not rounded. */
  quantityStep?: SettingOfCapacity;
  /** Whether the exact sum is rounded once and the lines' difference is its own line; absent: no, lines alone. */
  roundTotal?: SettingOfboolean;
  /** How a line's amount is rounded to the currency's minor unit. */
  rounding: SettingOfRounding;
}

/** Policy documents that are loaded together. */
export interface Bundle {
  /** The documents, in any order. */
  documents: Source[];
  /** What requests may state for themselves. */
  trust?: Trust;
}

/** A cancellation that has been requested. */
export interface CancellationFact {
  /** When it is to take effect. */
  kind: CancellationKind;
  /** When it was requested. */
  requestedAt: Instant;
  /** The person who requested it. */
  requestedBy: Id;
}

/** When a cancellation takes effect. */
export type CancellationKind = "immediate" | "endOfBillingPeriod";

/** Bytes as an integer, or a decimal with a unit, for example "47.5 TB" (1 TB = 10^12 bytes, 1 TiB = 2^40 bytes). */
export type Capacity = number | string;

/** Bytes in the largest decimal unit that is exact, for example "47 TB". */
export type CapacityText = string;

export type CapacityUnit =
  "EB" | "PB" | "TB" | "GB" | "MB" | "kB" | "B" | "KiB" | "MiB" | "GiB" | "TiB" | "PiB" | "EiB";

/** An earlier change of an allocation. */
export interface Change {
  /** When it was made. */
  at: Instant;
  /** The allocation before it. */
  from: Capacity;
  /** The allocation after it. */
  to: Capacity;
}

/** Where an order is placed. */
export type Channel = "storefront" | "bss";

/** A class of characters. */
export type CharacterClass = "lower" | "upper" | "digit" | "special";

/** Whose use a line charges. */
export interface ChargedParty {
  /** The id. */
  id: string;
  /** What the id names. */
  scope: MinimumScope;
}

/** Answer of `check`. */
export interface CheckAnswer {
  /** The documents checked. */
  context: CheckContext;
  /** Always true. */
  decision: boolean;
}

/** Context of `check`. */
export interface CheckContext {
  /** Empty. */
  obligations: Obligation[];
  /** The documents checked, sorted. */
  policies: DocumentReference[];
  /** Empty: documents that have issues are answered with the issues. */
  reasons: Reason[];
}

/** Facts around the request of an operation that asks for permission on its way; its time stands beside this. */
export interface ComposedContext {
  /** The accounts concerned, each with those above it. */
  accounts?: AccountFact[];
  /** The account that the subject acts for, where it is not its own. */
  onBehalfOf?: OnBehalfOf;
  /** Resources concerned. */
  resources?: ResourceFact[];
  /** Users concerned, for example the other members of a team. */
  users?: UserFact[];
  [k: string]: unknown;
}

/** A condition. One that needs a fact that is not given is neither met nor unmet. */
export type ConditionDocument =
  | {
      left: Operand;
      op: "eq";
      right: Operand;
    }
  | {
      left: Operand;
      op: "ne";
      right: Operand;
    }
  | {
      as: Measure;
      left: Operand;
      op: "lt";
      right: Operand;
    }
  | {
      as: Measure;
      left: Operand;
      op: "lte";
      right: Operand;
    }
  | {
      as: Measure;
      left: Operand;
      op: "gt";
      right: Operand;
    }
  | {
      as: Measure;
      left: Operand;
      op: "gte";
      right: Operand;
    }
  | {
      left: Operand;
      op: "in";
      right: Operand;
    }
  | {
      left: Operand;
      op: "contains";
      right: Operand;
    }
  | {
      of: Operand;
      op: "present";
    }
  | {
      of: ConditionDocument[];
      op: "all";
    }
  | {
      of: ConditionDocument[];
      op: "any";
    }
  | {
      of: ConditionDocument;
      op: "not";
    }
  | {
      account: Operand;
      accountTypes?: string[];
      op: "relation";
      scopes: Scope[];
    }
  | {
      graceDays?: number;
      id?: Operand;
      of: Side;
      op: "agreement";
    }
  | {
      op: "within";
      roles: Operand;
    }
  | {
      op: "lastHolder";
      role: string;
    }
  | {
      mode?: string;
      op: "holds";
      privilege: string;
    };

/** What the contract's reserved capacity became. */
export interface ContractChange {
  /** From when on. */
  at: Instant;
  /** The reserved capacity from then on. */
  reservedCapacity: Capacity;
}

/** A contract, with the vendor's field names; figures in bytes or with a unit. */
export interface ContractFact {
  /** Capacity already allocated, over all allocations. Absent where they are listed. */
  allocatedCapacity?: Capacity;
  /** Every allocation under it, in place of the total. */
  allocations?: AllocationItem[];
  /** Excess egress price in cents per GB and month, a decimal string. */
  costEgressGBCents?: Price;
  /** Excess price in cents per GB and month, a decimal string. */
  costStorageGBCents?: Price;
  /** Currency of the prices. */
  currency?: Currency;
  /** The contract's name. */
  details?: string;
  /** The distributor that holds the contract. */
  distributorId?: Id;
  /** First instant at which the contract is in force; absent: no lower bound. */
  effectiveFrom?: Instant;
  /** First instant at which it no longer is; absent: no upper bound. */
  effectiveTo?: Instant;
  /** The contract's id. */
  id: Id;
  /** How many of its allocations are pay-per-use, where they are not listed. */
  payPerUseCount?: number;
  /** Capacity that is paid for whether used or not. Only for an allocation below a partner it may be absent. */
  reservedCapacity: Capacity;
}

/** A correction of a line that was billed before. */
export interface Correction {
  /** What is added, or taken off where it is negative, in whole minor units. */
  amount: Amount;
  /** That line's id, with whatever names its bill. */
  of: Id;
  /** Why. */
  reason: Id;
}

/** What counts as one character of a password. */
export type Counting = "scalarValues" | "utf16Units" | "utf8Bytes";

/** Settings of passwords, logins, sessions and API keys, and the console's forms. */
export interface CredentialDocument {
  /** By so many seconds the clocks that date logins and activity may be ahead; absent: not at all. */
  clockSkewSeconds?: SettingOfuint32;
  /** Passwords of users of the management console. */
  consoleUser: PasswordRules;
  /** How characters are counted. */
  counting: SettingOfCounting;
  /** Longest description, counted alike. */
  descriptionLength: SettingOfuint32;
  /** Longest e-mail address, in characters. */
  emailLength: SettingOfuint32;
  /** Longest part of an e-mail address before the `@`, in characters. */
  emailLocalLength: SettingOfuint32;
  /** The console's forms. */
  forms: Forms;
  /** Longest life of an API key in seconds; absent: not limited. */
  keyLifetimeSeconds?: SettingOfuint32;
  /** How long a failed login counts, in seconds; from that second on it no longer does. */
  lockSeconds: SettingOfuint32;
  /** So many failed logins from one address for one user lock that address for that user. */
  maxFailures: SettingOfuint32;
  /** Longest name, in characters without surrounding white space. */
  nameLength: SettingOfuint32;
  /** Whether a changed password may be the one before. */
  repeatCurrent: SettingOfboolean;
  /** A session ends after so many seconds without activity. */
  sessionIdleSeconds: SettingOfuint32;
  /** A session ends so many seconds after the login in any case. */
  sessionLifetimeSeconds: SettingOfuint32;
  /** The characters that count as special. Lower, upper and digit are the ASCII ones; others are allowed and of no class. */
  specialCharacters: SettingOfstring;
  /** Passwords of storage accounts. */
  storageAccount: PasswordRules;
}

/** An active ISO 4217 code, for example EUR. */
export type Currency = string;

/** What the customer has in all, and the deals that may cover more. */
export interface CustomerCapacity {
  /** Whether more may be stored than there is. */
  allowOverdraft?: boolean;
  /** Whether a sample price list may serve to compare prices. */
  allowSample?: boolean;
  /** The contract sold under, where its total decides on deals. */
  contract?: VolumeParty;
  /** Deals that may cover the order. */
  deals?: DealFact[];
  /** The edge on which it is agreed; absent: the vendor's. A reseller's counts only where a reseller takes part. */
  edge?: SaleEdge;
  /** The partner that sells, where its total decides on deals. */
  partner?: VolumeParty;
  /** The price agreed, where it is not simply the list's. */
  price?: UnitPrice;
  /** What is stored of it. */
  used?: UsedCapacity;
  /** All that the customer has now, with what is ordered and waits, without what has failed; `0 B` where there is nothing yet. */
  volume?: Capacity;
}

/** The customer that an order or a subscription is for. */
export interface CustomerFact {
  /** The accounts above it, the nearest first, up to the seller. */
  above: Id[];
  /** The account whose affiliate it is. */
  affiliateOf?: Id;
  /** Whether it is an end customer, and no reseller itself. */
  endCustomer: boolean;
  /** The account's id. */
  id: Id;
  /** Whether its reseller approves its orders; absent: the policy's default. */
  orderApproval?: boolean;
  /** The account's id at the vendor. */
  vendorIdentity?: Id;
}

/** One day of a storage account, as the vendor's API gives it. */
export interface DailyUsage {
  /** Bytes allocated that day; 0 is pay-per-use. */
  allocated_capacity: Capacity;
  /** The day, UTC. */
  date: Date;
  /** Bytes stored. */
  usage: Capacity;
}

/** For example 2026-03-20. */
export type Date = string;

/** Answer of `deal`. */
export interface DealAnswer {
  /** Why, and the operation's result. */
  context: DealContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Does this sale need a registered deal, and is there one? */
export interface DealCheckRequest {
  /** What is asked. */
  action: "check";
  /** Whether a sample price list may serve to compare prices. */
  allowSample?: boolean;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** The contract sold under, where its total decides. */
  contract?: VolumeParty;
  /** The customer sold to. */
  customer: VolumeParty;
  /** Deals that may cover it. */
  deals?: DealFact[];
  /** The partner that sells, where its total decides or a deal is for one partner alone. */
  partner?: VolumeParty;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** What is to be sold. */
  sale: Sale;
}

/** Answer of `deal`. */
export interface DealContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** Whether a deal is required, and which one covers the sale; only of `check`. */
  deal?: DealResult;
  /** Where the deal then stands; only where something may happen to it. */
  nextState?: DealState;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
  /** Until when it is then valid. */
  validUntil?: Instant;
}

/** Settings of deal registration. */
export interface DealDocument {
  /** What state satisfies the requirement by volume. */
  gateRequires: SettingOfDealGate;
  /** What state satisfies the requirement by special price. */
  gateRequiresSpecialPrice: SettingOfDealGate;
  /** Sales at a price of the seller's own making: what it gives up there is its own margin, never a special price. */
  ownMarginEdges?: SettingOfArrayOfSaleEdge;
  /** How a deal comes about and ends; absent: nothing can happen to deals here. */
  registration?: Registration;
  /** Which prices are special. */
  specialPricing: SettingOfSpecialPricing;
  /** A resulting total above this needs a deal. */
  threshold: SettingOfCapacity;
  /** Whether exactly the threshold needs one too. */
  thresholdInclusive: SettingOfboolean;
  /** How many days a deal is valid from its registration, where it has no earlier expiry of its own. */
  validityDays: SettingOfuint32;
  /** Whose total counts. */
  volumeScope: SettingOfVolumeScope;
  /** What becomes of a sale without its deal. */
  withoutDeal: SettingOfWithoutDeal;
}

/** What is to happen to a deal. */
export type DealEvent = "register" | "approve" | "reject";

/** May this happen to the deal? */
export interface DealEventRequest {
  /** What is to happen. */
  action: DealEvent;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** Facts around the request. */
  context?: ComposedContext;
  /** The deal, as it is now. */
  deal: DealFact;
  /** The customer's deals, whoever registered them, `[]` where there are none; needed to register and to approve. */
  deals?: DealFact[];
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** Who asks. */
  subject: Subject;
}

/** A deal of which all is known that its state demands. */
export type DealFact = DealFactFields;

/** A deal with one customer. */
export interface DealFactFields {
  /** The customer that it is for. */
  customerId: Id;
  /** First instant at which it is no longer valid; absent: after the policy's number of days. */
  expiresAt?: Instant;
  /** The deal's id. */
  id: Id;
  /** Id of the partner that sells, where its distributor registers for it. */
  partnerId?: Id;
  /** The special price that it names. */
  price?: UnitPrice;
  /** When it was registered; only a draft may be without. */
  registeredAt?: Instant;
  /** Id of the account that registered it, or is to. */
  registeredBy?: Id;
  /** Where it stands. */
  state: DealState;
  /** The total that it covers. */
  volume: Capacity;
}

/** The facts of a deal request; action, time, plan and volume stand elsewhere. */
export interface DealFacts {
  /** Whether a sample price list may serve to compare prices. */
  allowSample?: boolean;
  /** The contract sold under, where its total decides. */
  contract?: VolumeParty;
  /** The customer sold to. */
  customer: VolumeParty;
  /** Deals that may cover it. */
  deals?: DealFact[];
  /** The partner that sells, where its total decides or a deal is for one partner alone. */
  partner?: VolumeParty;
  /** What is particular to the sale: a price agreed; of pay-per-use the use expected or measured. */
  sale?: {
    /** Where nothing is expected: last month's average use of this plan. */
    averageVolume?: Capacity;
    /** Who sells to whom at this price; absent: the price counts. */
    edge?: SaleEdge;
    /** The use that is expected of this plan. */
    expectedVolume?: Capacity;
    /** The price agreed, where it is not simply the list's. */
    price?: UnitPrice;
  };
}

/** Which state of a deal satisfies a requirement. */
export type DealGate = "registered" | "approved";

/** What is asked of deals: whether a sale needs one, or whether something may happen to one. */
export type DealRequest = DealCheckRequest | DealEventRequest;

/** The deal's part of the answer. */
export interface DealResult {
  /** Why. */
  because: Because[];
  /** The deal that is needed and not there. */
  missing?: MissingDeal;
  /** Whether a deal is required. */
  required: boolean;
  /** Id of the deal that covers the sale. */
  satisfiedBy?: string;
  /** The threshold that it was compared with. */
  threshold: CapacityText;
  /** Until when the sale is covered. */
  validUntil?: Instant;
  /** The total that decides, after the sale. */
  volume: CapacityText;
}

/** Where a deal stands. */
export type DealState = "draft" | "registered" | "approved" | "rejected" | "expired";

export type Deals = DealFact[];

/** A request and what was answered. */
export interface DecisionLine {
  /** Version of the shape. */
  version: 1;
  /** What kind of line it is. */
  type: "decision";
  /** The clock that the decision was made by, UTC with milliseconds. */
  time: string;
  /** The caller's `X-Request-ID`. */
  requestId?: string;
  /** The trace id of the caller's `traceparent`. */
  traceId?: string;
  /** What was asked. */
  operation: string;
  /** What was answered: a decision, or issues, or nothing because the host failed. */
  outcome: "allow" | "deny" | "malformed" | "invalid" | "internal" | "failed";
  /** Whether it was allowed, where there is one decision. */
  decision?: boolean;
  /** The reasons' codes. */
  reasons?: string[];
  /** The obligations' codes. */
  obligations?: string[];
  /** The issues' codes; of a failure, the host's. */
  issues?: string[];
  /** The amounts of quotes and invoices. */
  amounts?: LoggedAmount[];
  /** One for each item of `evaluations` and `batch`, in their order. */
  items?: LoggedItem[];
  /** What a search or a table came to. */
  results?: LoggedResults;
  /** The documents that decided. */
  policies?: DocumentReference[];
  /** Digest of all policies that were loaded, as the response says it. */
  revision?: string;
  /** What requests could decide themselves. */
  trust: ("requestTime" | "pinning" | "requestFacts")[];
  /** From the request's last byte to the answer, in microseconds. */
  latencyUs: number;
  /** Length of the request in bytes. */
  requestBytes: number;
  /** SHA-256 of the request as it is logged; of one that is no JSON, of its bytes, unless those may hold a password. */
  requestDigest?: string;
  /** How many secrets were taken out of the request. */
  secrets?: number;
  /** The pointers that named something, which was taken out of the request. */
  redacted?: string[];
  /** Why there is no `request`: a code. */
  requestFault?: string;
  /** Whether the request as it is logged gets the same answer as the one that was sent. */
  replayable: boolean;
  /** The request, printed anew, without what was taken out. */
  request?: {
    [k: string]: unknown;
  };
}

/** A line of the decision log, version 1. */
export type DecisionRecord = DecisionLine | DroppedLine;

/** Facts that a host knows once and for all. */
export interface DirectoryDocument {
  /** Every account, in any order. */
  accounts: AccountFact[];
  /** Other resources. */
  resources?: ResourceFact[];
  /** Users and API keys. */
  users?: UserFact[];
}

/** A policy document. */
export interface Document {
  /** The schema, for editors; not part of the digest. */
  $schema?: string;
  /** Section of kind `allocation`. */
  allocation?: AllocationDocument;
  /** Section of kind `billing`. */
  billing?: BillingDocument;
  /** Section of kind `credential`. */
  credential?: CredentialDocument;
  /** Section of kind `deal`. */
  deal?: DealDocument;
  /** What it is, for people. */
  description: string;
  /** Section of kind `directory`. */
  directory?: DirectoryDocument;
  /** First day in force, UTC. */
  effectiveFrom: Date;
  /** First day no longer in force; absent: open. */
  effectiveTo?: Date;
  /** What the document is about. */
  kind: Kind;
  /** Its name, the same over all its versions. */
  name: Id;
  /** Section of kind `permission`. */
  permission?: PermissionDocument;
  /** Section of kind `priceList`. */
  priceList?: PriceListDocument;
  /** Public pages or contract clauses that it follows. */
  sources: string[];
  /** Section of kind `storefront`. */
  storefront?: StorefrontDocument;
  /** Its version. */
  version: Id;
}

/** A policy document that took part in a decision, or is loaded. */
export interface DocumentReference {
  /** SHA-256 over the document's canonical form (RFC 8785) without `$schema`. */
  digest: string;
  /** The document's kind, for example `permission`. */
  kind: string;
  /** The document's name, the same over all its versions. */
  name: string;
  /** The version. */
  version: string;
}

/** A text that a whole policy document travels in; only the input's own limit bounds it. */
export type DocumentText = string;

/** Records that are missing before the next line. */
export interface DroppedLine {
  /** Version of the shape. */
  version: 1;
  /** What kind of line it is. */
  type: "dropped";
  /** When the line was written. */
  time: string;
  /** How many records. */
  count: number;
}

/** A type of seller may bill a type of buyer. */
export interface EdgeRule {
  /** Type of the buyer. */
  buyer: Id;
  /** What the reserved plan is billed by where a request has no contract; absent: `contract`, so that it needs one. */
  reservedBase?: SettingOfReservedBase;
  /** Type of the seller. */
  seller: Id;
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** What a reason does to the decision. */
export type Effect = "deny" | "warn" | "info";

/** A subject or resource found. */
export interface Entity {
  /** Its id. */
  id: string;
  /** Its type. */
  type: string;
}

/** A type of subject or resource; an id beside it is ignored, as AuthZEN demands of the entity that is searched. */
export interface EntityType {
  /** The type. */
  type: string;
  [k: string]: unknown;
}

/** Facts around the request; conditions may read further ones. */
export interface EvaluationContext {
  /** The accounts concerned, each with those above it. */
  accounts?: AccountFact[];
  /** When it is to be done; absent: the caller's clock. */
  asOf?: Instant;
  /** The account that the subject acts for, where it is not its own. */
  onBehalfOf?: OnBehalfOf;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** Resources concerned. */
  resources?: ResourceFact[];
  /** Users concerned, for example the other members of a team. */
  users?: UserFact[];
  [k: string]: unknown;
}

/** An item of a list of evaluations; a member that is absent is taken from the list's request as a whole. */
export interface EvaluationItem {
  /** What is to be done. */
  action?: Action;
  /** Facts around the item. */
  context?: EvaluationContext;
  /** What it is to be done to. */
  resource?: Resource;
  /** Who asks. */
  subject?: Subject;
  [k: string]: unknown;
}

/** Answer of `evaluations`, where there are items; else it is the answer of `permission`. */
export interface EvaluationsAnswer {
  /** The items' answers, in their order; fewer where the semantic ended the list. */
  evaluations: Item[];
}

/** How a list of evaluations is judged. */
export interface EvaluationsOptions {
  /** When the list ends; absent: `execute_all`. */
  evaluations_semantic?: Semantic;
  [k: string]: unknown;
}

/** Several evaluations at once; the members beside `evaluations` are defaults. Without items it is one evaluation. */
export interface EvaluationsRequest {
  /** What is to be done, where an item does not say. */
  action?: Action;
  /** Facts around the items, where an item does not say. */
  context?: EvaluationContext;
  /** The items. */
  evaluations?: EvaluationItem[];
  /** How they are judged. */
  options?: EvaluationsOptions;
  /** What it is to be done to, where an item does not say. */
  resource?: Resource;
  /** Who asks, where an item does not say. */
  subject?: Subject;
  [k: string]: unknown;
}

/** What a decision is about. */
export type Extent = "form" | "fields";

/** A login that failed. */
export interface FailedLogin {
  /** The IP address that it came from. */
  address: Id;
  /** When. */
  at: Instant;
  /** The user that it was for. */
  user: Id;
}

/** Limits of fair use on decreases and on egress. */
export interface FairUse {
  /** What becomes of a decrease beyond these limits. */
  action: SettingOfFairUseAction;
  /** So many decreases within the window are fair, the present one included; 0: none is. */
  decreases: SettingOfuint32;
  /** A month's egress above so many percent of what was stored on average is reviewed, never denied; absent: not looked at. */
  egressRatioPercent?: SettingOfuint32;
  /** For so many hours a decrease comes soon after an increase. */
  hoursAfterIncrease: SettingOfuint32;
  /** A decrease by more than so many percent of the present allocation soon after an increase is not fair. */
  percent: SettingOfuint32;
  /** Length of the rolling window in days of 24 hours. */
  windowDays: SettingOfuint32;
  /** What becomes of a decrease where the earlier changes are not stated. */
  withoutHistory: SettingOfWithoutHistory;
}

/** What becomes of a decrease beyond fair use. */
export type FairUseAction = "review" | "deny";

/** What follows from an order or an event. */
export interface FollowDocument {
  /** Where; absent: anywhere. */
  channel?: Channel;
  /** `checkOut`, `checkOutForApproval`, or events of the state machine. */
  events: Id[];
  /** Why. */
  note?: string;
  /** What the caller must do, in this order. */
  obligations: ObligationCode[];
  /** Public page or contract clause, or `default`. */
  source: Id;
  /** Of a check-out: the state in which the subscription begins. */
  state?: Id;
}

/** A field of the console's forms. */
export type FormField =
  "name" | "email" | "role" | "password" | "allocatedCapacity" | "allowOverdraft" | "description" | "validUntil";

/** What is in a form; every other field is refused. */
export interface FormRules {
  /** Why. */
  note?: string;
  /** Fields that may be filled. */
  optional?: FormField[];
  /** Fields that must be filled. */
  required: FormField[];
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** The console's forms, by the operation's action. What is deleted has no form. */
export interface Forms {
  /** A new API key. */
  createApiKey: FormRules;
  /** A new partner. */
  createPartner: FormRules;
  /** A new storage account. */
  createStorageAccount: FormRules;
  /** A new console user. */
  createUser: FormRules;
  /** Another name or allocation of a partner. */
  renamePartner: FormRules;
  /** Another name, contact, password or allocation of a storage account. */
  renameStorageAccount: FormRules;
  /** Another name, role or password of a console user. */
  updateUser: FormRules;
}

/** What a day without a figure counts as, after the first figure. */
export type Gap = "repeatLast";

/** A state without which a request is denied, whatever the role. */
export interface Gate {
  /** Actions that it guards; absent: all. */
  actions?: string[];
  /** What it does not guard. */
  except?: Selection[];
  /** What a person can do. */
  help?: string;
  /** Unique among the gates; named in reasons. */
  id: string;
  /** Why. */
  note?: string;
  /** What must be met. */
  require: ConditionDocument;
  /** Resource types that it guards; absent: all. */
  resourceTypes?: string[];
  /** Public page or contract clause, or `default`. */
  source: Id;
  /** What it looks at; gives the reason's code. */
  stage: Stage;
  /** Subject types that pass through it; absent: all. */
  subjectTypes?: string[];
}

/** What is left for others: of the contract, of the partner where the allocation is below one, of the target of a transfer. */
export interface Headroom {
  /** The same after it; only where the change is allowed. */
  after?: CapacityText;
  /** Capacity not allocated before the change; absent where the actor may not see it. */
  before?: CapacityText;
}

/** A privilege as a role holds it. */
export interface HeldPrivilege {
  /** The privilege. */
  id: string;
  /** Its mode; absent for a privilege without modes. */
  mode?: string;
}

/** Whose password it is; the rules follow the holder, whoever sets it and wherever. */
export type Holder = "consoleUser" | "storageAccount";

export type Id = string;

/** For example 2026-03-20T08:30:00Z. */
export type Instant = string;

/** Answer of `invoice`. */
export interface InvoiceAnswer {
  /** Why, and the operation's result. */
  context: InvoiceContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `invoice`. */
export interface InvoiceContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** The billed month; absent where the invoice is denied. */
  invoice?: Bill;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** What did one month cost? */
export interface InvoiceRequest {
  /** The storage accounts billed. */
  accounts: BilledAccount[];
  /** Whether a sample price list may be used. */
  allowSample?: boolean;
  /** When it is billed; absent: the caller's clock. */
  asOf?: Instant;
  /** Who buys. */
  buyer?: TradeParty;
  /** The contract with its reserved capacity. */
  contract?: ContractFact;
  /** Changes of the contract's reserved capacity inside the month, in order of time. */
  contractChanges?: ContractChange[];
  /** Corrections of earlier bills. */
  corrections?: Correction[];
  /** The currency wanted, where several lists are loaded. */
  currency?: Currency;
  /** Deals that may cover it. */
  deals?: Deals;
  /** Earlier bills that are not paid, for the fee that the rules may set. */
  overdue?: Overdue[];
  /** The month billed. */
  period: Period;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** What was paid in advance. */
  prepaid?: Prepaid;
  /** Whether an estimate will do, which a running month can have. */
  preview?: boolean;
  /** Who sells. */
  seller?: TradeParty;
  /** A price in place of the list's. */
  specialPrice?: SpecialPrice;
  /** The account that looks at the figures. */
  viewer?: Id;
}

/** Input that could not be judged: what, where, and what helps. */
export interface Issue {
  /** What would be taken in its place: a value, or the possible ones with commas between; for messages in other languages. */
  allowed?: string;
  /** Stable code; each has a page under `docs/codes/`. */
  code: IssueCode;
  /** The policy document that the pointer is in, by the name that the caller gave it. */
  document?: string;
  /** What would make the input acceptable. */
  help?: string;
  /** One sentence for a person. */
  message: string;
  /** JSON Pointer (RFC 6901) to the field; empty for the whole input. */
  pointer: string;
}

/** What is wrong with an input; editors show each code's documentation at `IssueCodes`. */
export type IssueCode =
  /**
   * The text is not JSON (RFC 8259): it is truncated, has trailing text or breaks the grammar.
   *
   * Remedy: send one complete JSON value.
   */
  | "input.malformed_json"
  /**
   * The text is not UTF-8.
   *
   * Remedy: encode the body as UTF-8 without a byte order mark.
   */
  | "input.invalid_utf8"
  /**
   * A string holds half of a surrogate pair, which is not a character.
   *
   * Remedy: remove it, or send both halves.
   */
  | "input.lone_surrogate"
  /**
   * Arrays and objects are nested more than 32 deep.
   *
   * Remedy: flatten the request; no operation needs more than 8 levels.
   */
  | "input.too_deep"
  /**
   * The text is longer than 8,388,608 bytes or has more than 500,000 values (over HTTP the sidecar's own limit on the body answers first, with status 413).
   *
   * Remedy: send totals instead of lists, or split the request.
   */
  | "input.too_large"
  /**
   * An object has the same key twice; which value was meant is unknown.
   *
   * Remedy: send each key once.
   */
  | "input.duplicate_key"
  /**
   * The object has a field that this operation does not know.
   *
   * Remedy: correct its spelling or leave it out; the message lists the known fields.
   */
  | "input.unknown_field"
  /**
   * A required field is absent.
   *
   * Remedy: add it.
   */
  | "input.missing_field"
  /**
   * The value has another JSON type than the field.
   *
   * Remedy: send the type that the message names.
   */
  | "input.wrong_type"
  /**
   * The value is `null`. JavaScript's `JSON.stringify` writes NaN and infinities as `null`, so it is never read as "absent".
   *
   * Remedy: leave the field out, or send a value.
   */
  | "input.null"
  /**
   * A number is fractional or outside ±(2^53 − 1), where not every system keeps it exact.
   *
   * Remedy: send capacity as a string with a unit and money as a decimal string.
   */
  | "input.not_an_integer"
  /**
   * The value is not one of the listed words.
   *
   * Remedy: use one of the words that the help lists.
   */
  | "input.unknown_value"
  /**
   * The input has more than 1,000 issues of shape; the first 1,000 are given.
   *
   * Remedy: correct these, then ask again.
   */
  | "input.too_many_issues"
  /**
   * The text is longer than the field allows, or empty where an id, a name or a source belongs.
   *
   * Remedy: keep to the length that the message names.
   */
  | "input.text_length"
  /**
   * The string is not a capacity: a decimal number, one space and a unit of B, kB, MB, GB, TB, PB, EB, KiB, MiB, GiB, TiB, PiB or EiB.
   *
   * Remedy: write for example `47.5 TB`; no comma, no thousands separator.
   */
  | "input.capacity_format"
  /**
   * The capacity could be meant in two ways: `1.000 GB` is 1 GB where the point is a decimal sign and 1000 GB where it separates thousands. So are numbers of one to three digits, a point and three decimals of which the last is a needless zero.
   *
   * Remedy: write one of the two under `allowed`.
   */
  | "input.capacity_ambiguous"
  /**
   * The capacity is negative.
   *
   * Remedy: send 0 or more.
   */
  | "input.capacity_negative"
  /**
   * The capacity does not come to a whole number of bytes.
   *
   * Remedy: use fewer decimals or a smaller unit.
   */
  | "input.capacity_fraction"
  /**
   * The capacity is above 1000 EB (10^21 bytes).
   *
   * Remedy: check the unit.
   */
  | "input.capacity_too_large"
  /**
   * The string is not a decimal: digits, at most one point with digits on both sides, no exponent, no `+`, no separators.
   *
   * Remedy: write for example `7.99`.
   */
  | "input.decimal_format"
  /**
   * The decimal has more than 24 digits or more than 12 after the point.
   *
   * Remedy: send fewer digits; nothing is rounded for you.
   */
  | "input.decimal_too_long"
  /**
   * The amount or price is negative.
   *
   * Remedy: send 0 or more.
   */
  | "input.decimal_negative"
  /**
   * The currency is not an active ISO 4217 code with minor units.
   *
   * Remedy: write for example `EUR`.
   */
  | "input.currency"
  /**
   * The string is not a date of the form `YYYY-MM-DD` in the years 0001 to 9998.
   *
   * Remedy: write for example `2026-03-20`.
   */
  | "input.date_format"
  /**
   * The string is not an instant (RFC 3339, with an offset or `Z`).
   *
   * Remedy: write for example `2026-03-20T08:30:00Z`.
   */
  | "input.instant_format"
  /**
   * The string is not a JSON Pointer (RFC 6901): empty, or tokens that each begin with `/`.
   *
   * Remedy: write for example `/form/password`.
   */
  | "input.pointer_format"
  /**
   * There are more than 100 pointers; each is held against every member of the request.
   *
   * Remedy: name what holds them, or use `*`.
   */
  | "input.too_many_pointers"
  /**
   * The period or validity ends before or when it starts.
   *
   * Remedy: periods are `[start, end)`; the end must be later.
   */
  | "input.period_empty"
  /**
   * The same id is listed twice.
   *
   * Remedy: list each id once.
   */
  | "input.duplicate_id"
  /**
   * Neither the request has an `asOf` nor the caller has a clock, so no rule version can be chosen.
   *
   * Remedy: send `asOf` (permission: `context.asOf`).
   */
  | "input.as_of_missing"
  /**
   * The request has an `asOf`, but this service decides by its own clock.
   *
   * Remedy: leave `asOf` out, or let the operator allow request time.
   */
  | "input.as_of_refused"
  /**
   * The request pins a document version, but this service does not allow that.
   *
   * Remedy: leave `pin` out, or let the operator allow pinning.
   */
  | "input.pin_refused"
  /**
   * The request pins a version that is not loaded.
   *
   * Remedy: pin one of the loaded versions; the help lists them.
   */
  | "input.pin_unknown"
  /**
   * No loaded document of the needed kind is in force at the time asked for.
   *
   * Remedy: load a document whose effective dates cover that time.
   *
   * Retry: when a document comes into force or is loaded.
   */
  | "policy.none_in_force"
  /**
   * Two versions of one document are in force at the same time.
   *
   * Remedy: end the older version where the newer one begins.
   */
  | "policy.overlap"
  /**
   * A setting's value is outside its range.
   *
   * Remedy: keep to the range that the message names.
   */
  | "policy.setting_range"
  /**
   * Two documents of a kind that may exist once have different names.
   *
   * Remedy: give versions of one document the same name, or load only one of them.
   */
  | "policy.second_document"
  /**
   * The document's `kind` and the section that it holds do not agree.
   *
   * Remedy: a document of kind `deal` holds exactly the section `deal`, and so on.
   */
  | "policy.kind_mismatch"
  /**
   * The bundle holds no document.
   *
   * Remedy: load at least one document.
   */
  | "policy.empty_bundle"
  /**
   * A rule names a role, resource type or action that the document does not declare.
   *
   * Remedy: declare it, or correct its spelling.
   */
  | "policy.unknown_reference"
  /**
   * A condition's operand is neither a path into the question nor a value, or two things that exclude each other are said.
   *
   * Remedy: give one path or one value; the help lists the paths.
   */
  | "policy.condition_operand"
  /**
   * An account names a parent that is not known.
   *
   * Remedy: send every account up to the top of the chain.
   */
  | "directory.unknown_parent"
  /**
   * An account is listed with two parents. Every account has exactly one seller: the account directly above.
   *
   * Remedy: list it once.
   */
  | "directory.two_parents"
  /**
   * A user or resource names an account that is not known.
   *
   * Remedy: list the account, with those above it.
   */
  | "directory.unknown_account"
  /**
   * An account stands below one of a type that it may not stand below, or at the top although it may not.
   *
   * Remedy: correct its type or parent; the permission document's `accountTypes` say what may stand where.
   */
  | "directory.parent_type"
  /**
   * More accounts follow each other in a chain than the permission document's `maxDepth` allows.
   *
   * Remedy: place the account higher, or raise the setting.
   */
  | "directory.too_deep"
  /**
   * The request lists facts, but this service counts only those that it has loaded.
   *
   * Remedy: leave `accounts`, `users` and `resources` out, or let the operator allow request facts.
   */
  | "directory.facts_refused"
  /**
   * Following the parents of an account leads back to it.
   *
   * Remedy: correct the parent of one of the accounts named.
   */
  | "directory.cycle"
  /**
   * The request states an account otherwise than the loaded directory does.
   *
   * Remedy: correct the request; loaded facts are never overridden.
   */
  | "directory.fact_conflict"
  /**
   * The account's own allocation is larger than all that the contract has allocated, so one of the two figures is wrong.
   *
   * Remedy: `contract.allocatedCapacity` is the total over all allocations, the account's own included.
   */
  | "allocation.own_exceeds_total"
  /**
   * The allocation is under another contract than the one given. An update stays under its contract.
   *
   * Remedy: send the contract that the allocation is under.
   */
  | "allocation.other_contract"
  /**
   * A list of allocations does not agree with a figure beside it: the total, a count, or the allocation itself.
   *
   * Remedy: correct the list or the figure, or send only one of them.
   */
  | "allocation.list_mismatch"
  /**
   * The allocation is to move to the contract that it is under.
   *
   * Remedy: name another contract under `target`.
   */
  | "allocation.same_contract"
  /**
   * A measurement or a change is dated after the moment asked for.
   *
   * Remedy: correct the date, or the clock that it was taken from.
   */
  | "allocation.fact_in_future"
  /**
   * The volume that decides on registration is not given, so "not required" cannot be said.
   *
   * Remedy: state it; a new customer has an explicit `0 B`.
   */
  | "deal.volume_missing"
  /**
   * No price list in force covers this plan, currency and period, and a price is never taken as zero.
   *
   * Remedy: load a price list; to try a sample list, send `allowSample: true`.
   *
   * Retry: when a price list covers the period asked for; a quote without a period is for the month of its time.
   */
  | "billing.price_list_missing"
  /**
   * Several price lists cover this plan, currency and period, and none names its buyers more closely than another. Two lists that can never be told apart are an issue when they are loaded.
   *
   * Remedy: load one, let one end where the other begins, or state the currency.
   */
  | "billing.price_list_ambiguous"
  /**
   * A price list or rule version begins or ends inside the month of a price column. Quotes and invoices split their lines there instead.
   *
   * Remedy: pin a version, or ask for quotes.
   */
  | "billing.version_change"
  /**
   * A price column is asked for an edge that no rule allows, or for a viewer whom its figures are not for. Quotes and invoices deny that instead.
   *
   * Remedy: name a seller and the account directly below it, and a viewer who is one of both.
   */
  | "billing.edge_refused"
  /**
   * The period is not one calendar month, and the prices are per month.
   *
   * Remedy: bill from the first of a month to the first of the next.
   */
  | "billing.period_not_a_month"
  /**
   * A usage row lies outside the billing period.
   *
   * Remedy: send only the rows of the period.
   */
  | "billing.day_outside_period"
  /**
   * A storage account has two usage rows for one day.
   *
   * Remedy: send each day once.
   */
  | "billing.duplicate_day"
  /**
   * The id of the minimum's scope is not given for an account; a smaller scope is never assumed. Or a special price is one customer's, and its use is added up with that of others.
   *
   * Remedy: add the id that the pointer names; bill the customer of a special price by itself.
   */
  | "billing.scope_missing"
  /**
   * Accounts have allocated capacity, but the request has no contract that covers it, and no edge on which allocations are billed.
   *
   * Remedy: send the contract with its reserved capacity, or the seller and buyer where the rules bill allocations.
   */
  | "billing.contract_missing"
  /**
   * The contract is not in force on any day of the billing period, or capacity is allocated on a day without it.
   *
   * Remedy: bill a period that the contract touches, with capacity allocated only while it is in force.
   */
  | "billing.contract_period"
  /**
   * A reserved plan of 0 is asked for, and 0 means pay-per-use.
   *
   * Remedy: ask for the plan `payPerUse`.
   */
  | "billing.reserved_zero"
  /**
   * Use exceeds the reserved or allocated capacity, and neither contract nor price list names an excess price.
   *
   * Remedy: send `costStorageGBCents` as the contract has it, or load a price list that has it.
   */
  | "billing.excess_price_missing"
  /**
   * The contract's currency is not that of the price list.
   *
   * Remedy: use a price list in the contract's currency.
   */
  | "billing.currency_mismatch"
  /**
   * An amount exceeds what can be computed exactly (128 bits).
   *
   * Remedy: check the volume and the price.
   */
  | "billing.amount_overflow"
  /**
   * The tiers of a price have no end: every tier but the last has `upTo`, and the last has none.
   *
   * Remedy: leave `upTo` out of the last tier alone.
   */
  | "billing.tier_open"
  /**
   * A tier does not end above the one before it.
   *
   * Remedy: order the tiers by `upTo`, each above the one before.
   */
  | "billing.tier_order"
  /**
   * A package of a price holds nothing.
   *
   * Remedy: state the size of one package, for example `1 TB`.
   */
  | "billing.package_size"
  /**
   * A discount is above 100 percent, or a maximum below its minimum.
   *
   * Remedy: correct the figure that the pointer names.
   */
  | "billing.percent_range"
  /**
   * A price list is meant for the seller alone, and whoever loads it here does not say that it stays there.
   *
   * Remedy: leave the list out of what others can read; a host that keeps it says `trust.sellerLists`.
   */
  | "billing.seller_list_refused"
  /**
   * Two samples of an account overlap in time.
   *
   * Remedy: send each second once; a sample that was sent twice has the same source and id.
   */
  | "billing.sample_overlap"
  /**
   * A source sent two samples of one id with different figures.
   *
   * Remedy: send the one that holds.
   */
  | "billing.sample_conflict"
  /**
   * A change of the contract is outside the time in which it is in force in the month, or out of order.
   *
   * Remedy: send the changes of this month in order of time, at whole seconds.
   */
  | "billing.contract_change"
  /**
   * A correction is not in whole minor units of the currency.
   *
   * Remedy: round the amount to what the currency has.
   */
  | "billing.minor_units"
  /**
   * A term has no month, or more than can be quoted at once.
   *
   * Remedy: ask for 1 to 120 months.
   */
  | "billing.term"
  /**
   * The module was asked to decide before a policy was loaded.
   *
   * Remedy: call `load` first.
   *
   * Retry: when the host has loaded a policy.
   */
  | "internal.not_loaded"
  /**
   * The operation's number is not known to the module.
   *
   * Remedy: use host and module of one version.
   */
  | "internal.unknown_operation"
  /**
   * The answer could not be written. This is a defect of the module.
   *
   * Remedy: report it with the request.
   */
  | "internal.answer"
  /**
   * The allocation's facts are those of another partner or storage account than the one that the button is about.
   *
   * Remedy: send the allocation of the one under `id`.
   */
  | "account.other_allocation"
  /**
   * What a licence of the product adds is not known, and the customer's total decides; it is never taken as 0.
   *
   * Remedy: give the product an `increment` in the storefront document.
   */
  | "order.increment_unknown"
  /**
   * The total is less than what lines and subscriptions say that the customer has now, so one of the figures is wrong.
   *
   * Remedy: `capacity.volume` is all that the customer has now, with what is ordered and waits.
   */
  | "order.volume_too_small"
  /**
   * The order that is to be executed is not among the subscriptions, so that its state is not known, or what is listed is of a product that no line orders.
   *
   * Remedy: list it with its state under `subscriptions`, and send its own lines.
   */
  | "order.not_listed"
  /**
   * The accounts above the customer do not end at the seller.
   *
   * Remedy: list them from the nearest up to the seller that is asked.
   */
  | "order.other_seller"
  /**
   * The reseller's facts are not those of the reseller that orders or stands above the customer.
   *
   * Remedy: send the facts of the account that the message names.
   */
  | "order.reseller_mismatch"
  /**
   * The policy's state machine does not have the state.
   *
   * Remedy: send one of the states that the help lists.
   */
  | "subscription.state_unknown"
  /**
   * The event leads back to the state before, which is not given or cannot have been it.
   *
   * Remedy: send `formerState`, one of the states that the help lists.
   */
  | "subscription.former_state"
  /**
   * A line takes the customer to have more of a product now than the subscriptions listed have, so one of the figures is wrong.
   *
   * Remedy: correct the line's `present`, or list every subscription and order of the product with its quantity.
   */
  | "order.present_mismatch"
  /**
   * A login or an activity is dated after the moment asked for, by more than clocks may differ.
   *
   * Remedy: correct the date, or the clock that it was taken from.
   */
  | "authentication.fact_in_future"
  /**
   * The batch has more items than are asked at once.
   *
   * Remedy: send several batches, or the items as lines (NDJSON), of which there may be any number.
   */
  | "batch.too_many_items"
  /**
   * The answers of the items before this one fill 8,388,608 bytes, so that it was not asked.
   *
   * Remedy: send this item and those after it as another batch.
   */
  | "batch.answers_too_long";

/** An item's answer. */
export type Item =
  | {
      /** Why. */
      context: PermissionContext;
      /** Whether it is allowed. */
      decision: boolean;
    }
  | {
      /** Why. */
      context: ItemContext;
      /** Always false. */
      decision: boolean;
    };

/** Answer of `item`. */
export interface ItemAnswer {
  /** The operation's answer, of `allow` and `deny`. */
  answer?: {
    [k: string]: unknown;
  };
  /** The item's id, where it has one. */
  id?: Id;
  /** Every issue, of the other outcomes; where the operation was asked, pointers are those in its own request. */
  issues?: Issue[];
  /**
   * The operation that was asked; absent where the item itself has issues, whose pointers are then those in the request of
   * `item` or `batch`.
   */
  operation?: ItemOperation;
  /** How it came out. */
  outcome: ItemOutcome;
}

/** The context of an item that was not judged. */
export interface ItemContext {
  /** Why. */
  error: ItemError;
  /** Every issue of the item. */
  issues: Issue[];
}

/** Why an item was not judged. */
export interface ItemError {
  /** One sentence for a person. */
  message: string;
  /** The status that the item would have had alone. */
  status: number;
}

export type ItemOperation =
  | "permission"
  | "allocation"
  | "deal"
  | "quote"
  | "invoice"
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
  | "subscription";

/** How an item came out. */
export type ItemOutcome = "allow" | "deny" | "malformed" | "invalid" | "internal";

/** Request of `item`: a question with the name of its operation. */
export interface ItemQuestion {
  /** Comes back beside the answer. */
  id?: Id;
  /** What is asked. */
  operation: ItemOperation;
  /** The operation's own request. */
  request: {
    [k: string]: unknown;
  };
}

/** Whether a key is still there. */
export type KeyState = "active" | "deleted";

/** What a document is about; it holds the section of the same name. */
export type Kind =
  "permission" | "allocation" | "deal" | "billing" | "priceList" | "storefront" | "directory" | "credential";

/** What a day without a figure counts as, before the first figure. */
export type LeadingGap = "zero";

/** One line. */
export interface Line {
  /** The amount charged, in the currency's minor units. */
  amount: string;
  /** The amount before rounding, exact. */
  amountExact: string;
  /** Present where a day without a row was estimated. */
  estimated?: boolean;
  /** What is added to quantity × unit price. */
  flatFee?: string;
  /** Unique in the bill. */
  id: string;
  /** What it charges for. */
  kind: LineKind;
  /** The price model. */
  model: string;
  /** The basket's item that it belongs to, the adjustment that it comes from, or the line that it corrects. */
  name?: string;
  /** Whose use it charges. */
  of?: ChargedParty;
  /** The days that it covers. */
  period: Period;
  /** Exact quantity: a decimal, or `n/d` in lowest terms where it does not end. */
  quantity: string;
  /** The quantity with three decimals, for people. */
  quantityShown: string;
  /** The tier, from 1. */
  tier?: number;
  /** The unit of the quantity. */
  unit: string;
  /** Price of one unit for the month. */
  unitPrice: string;
  /** The arithmetic in words. */
  working: string;
}

/** What a line charges for. */
export type LineKind =
  | "usage"
  | "minimum"
  | "reserved"
  | "excess"
  | "egress"
  | "credit"
  | "alreadyCharged"
  | "maximum"
  | "trueUp"
  | "discount"
  | "margin"
  | "maximumCharge"
  | "minimumCharge"
  | "prepaid"
  | "lateFee"
  | "correction"
  | "rounding";

export type Literal = (string | number | boolean) | (string | number | boolean)[];

/** An amount of a quote or invoice. */
export interface LoggedAmount {
  /** The answer's member, with `.term` where it is the sum over a term. */
  name: string;
  /** ISO 4217. */
  currency: string;
  /** A decimal. */
  total: string;
}

/** What was answered to one of several questions. */
export interface LoggedItem {
  /** What was asked, where items can ask different things. */
  operation?: string;
  /** What was answered: a decision, or issues, or nothing because the host failed. */
  outcome: "allow" | "deny" | "malformed" | "invalid" | "internal" | "failed";
  /** Whether it was allowed, where there is one decision. */
  decision?: boolean;
  /** The reasons' codes. */
  reasons?: string[];
  /** The obligations' codes. */
  obligations?: string[];
  /** The issues' codes; of a failure, the host's. */
  issues?: string[];
  /** The amounts of quotes and invoices. */
  amounts?: LoggedAmount[];
  /** What a search or a table came to. */
  results?: LoggedResults;
}

/** A list or table that was answered. */
export interface LoggedResults {
  /** How many entries a list has. */
  count?: number;
  /** SHA-256 over its text. */
  digest: string;
}

/** States, and what leads from one to another. */
export interface MachineDocument {
  /** The state in which everything begins; absent: it depends on how it begins. */
  initial?: Id;
  /** Every state. */
  states: StateDocument[];
  /** Every transition. */
  transitions: TransitionDocument[];
}

/** Answer of `matrix`. */
export interface MatrixAnswer {
  /** The tables. */
  context: MatrixContext;
  /** Always true. */
  decision: boolean;
}

/** A cell of a [`MatrixRow`]. */
export type MatrixCell = "allow" | "deny" | "unset" | "conditional";

/** Context of `matrix`. */
export interface MatrixContext {
  /** Every state machine of every version of a document, by document and version. */
  machines: MatrixMachine[];
  /** Every version of the permission document, the oldest first. */
  matrix: MatrixVersion[];
  /** Empty. */
  obligations: Obligation[];
  /** The documents shown, sorted. */
  policies: DocumentReference[];
  /** Empty. */
  reasons: Reason[];
}

/** A state machine of a version of a document. */
export interface MatrixMachine {
  /** The document that holds it. */
  document: DocumentReference;
  /** The state in which everything begins; absent: it depends on how it begins. */
  initial?: string;
  /** What it is the life of, for example `deal`. */
  name: string;
  /** Every state. */
  states: StateDocument[];
  /** Every transition. */
  transitions: TransitionDocument[];
}

/** What users of a type of account reach. */
export interface MatrixReach {
  /** The type of account. */
  accountType: string;
  /** The scopes reached: `self`, `own`, `children`, `descendants`, `any`. */
  scopes: string[];
}

/** Which tables are loaded? */
export interface MatrixRequest {}

/** An action of a resource type. */
export interface MatrixRow {
  /** The action. */
  action: string;
  /** One cell per role. */
  cells: MatrixCell[];
  /** Who reaches it, whatever the role. */
  reach: MatrixReach[];
  /** The resource type. */
  resourceType: string;
  /** The rules and privileges that speak of it. */
  rules: string[];
}

/** A version of a permission document. */
export interface MatrixVersion {
  /** First day in force. */
  effectiveFrom: string;
  /** First day no longer in force; absent: open. */
  effectiveTo?: string;
  /** The document's name. */
  name: string;
  /** The roles, in the order of the cells. */
  roles: string[];
  /** Every resource type and action. */
  rows: MatrixRow[];
  /** The version. */
  version: string;
}

/** How many accounts of some types one chain may hold, from the top down. */
export interface MaxDepth {
  /** The types that count. */
  accountTypes: string[];
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default`. */
  source: Id;
  /** Most accounts of these types in one chain. */
  value: number;
}

/** What the values of an order comparison are. */
export type Measure = "integer" | "decimal" | "capacity" | "instant" | "date";

/** The least quantity that is charged per month. Where the list changes inside a month, the last one's counts. */
export interface Minimum {
  /** Whether a month without any use is charged too. */
  atZeroUse: SettingOfboolean;
  /** Whether it applies to each day by itself instead of the month's quantity; absent: no. */
  byDay?: SettingOfboolean;
  /** Whether it counts for the days alone on which there was a pay-per-use account; absent: no. */
  prorate?: SettingOfboolean;
  /** The quantity. */
  quantity: SettingOfCapacity;
  /** Whose use is added up before it applies. */
  scope: SettingOfMinimumScope;
}

/** Whose use is added up before the minimum applies. */
export type MinimumScope = "customer" | "storageAccount" | "partner" | "contract";

/** What a deal that satisfies the sale has, where none of the deals given does. */
export interface MissingDeal {
  /** The customer that it is for. */
  customerId: string;
  /** The price that it names, or a lower one. */
  price?: NamedPrice;
  /** Where it stands at least. */
  state: DealGate;
  /** The total that it covers at least. */
  volume: CapacityText;
}

/** A price as a deal is to name it. */
export interface NamedPrice {
  /** Its currency. */
  currency: Currency;
  /** The unit. */
  unit: string;
  /** The price of one unit, a decimal. */
  unitPrice: string;
}

/** What an event needs beside its place in the state machine and a right. */
export type Need =
  | "kind"
  | "notRequester"
  | "requester"
  | "immediate"
  | "endOfBillingPeriod"
  | "periodOver"
  | "quantity"
  | "notPriceProtected"
  | "noCancellation"
  | "noScheduledChange"
  | "notPayPerUse"
  | "notAsset"
  | "limitAboveOne"
  | "validCard";

/** A need of some events. */
export interface NeedDocument {
  /** By which events; none: the need is switched off. */
  events: Id[];
  /** What is needed. */
  need: Need;
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** Something that the caller must do. */
export interface Obligation {
  /** Stable code; each has a page under `docs/codes/`. */
  code: ObligationCode;
  /** What it concerns. */
  params?: ObligationParams;
}

/** What the caller must do beside taking the decision; editors show each code's documentation at `ObligationCodes`. */
export type ObligationCode =
  /** Register a deal for this customer that covers the sale. Also given where use has grown past the threshold by itself: an invoice does not state deals, so the caller checks whether there is one. */
  | "register_deal"
  /** Get the registered deal approved before the special price is used. */
  | "approve_deal"
  /** Pass the terms' restrictions, disclaimer and liability on to the end user. */
  | "flow_down_terms"
  /** Replace the S3 keys that were made with the storage account. */
  | "rotate_initial_s3_keys"
  /** Show the terms in force before going on. */
  | "present_terms"
  /** Report the breach of the credentials to the vendor at once. */
  | "report_breach"
  /** Have the user's consent to the processing of personal data. */
  | "privacy_notice"
  /** Revoke the account's access. */
  | "revoke_access"
  /** Delete the account's portal data, unless law forbids. */
  | "delete_portal_data"
  /** Check the password before, as typed, against the one stored; go on only where it is right. */
  | "verify_current_password"
  /** Tell the user by e-mail, once for each lock, that logins from this address are locked, and how to lift it. */
  | "notify_lock"
  /** Have a person look at the change before or after it is made: it is allowed, but unusual. */
  | "review"
  /** Create the subscription in the seller's business support system. */
  | "create_subscription"
  /** Create the reseller's account at the vendor: no reseller of this seller has its e-mail address there. */
  | "create_vendor_account"
  /** Bring the reseller's account at the vendor up to date; it is found by its e-mail address. */
  | "synchronise_reseller"
  /** Import the end customer at the vendor, below the reseller. */
  | "import_end_customer"
  /** Assign the licences to the customer's account. */
  | "assign_licence"
  /** Provision the service. */
  | "provision_service"
  /** Have an account manager of the seller execute the order; until then nothing is provisioned. */
  | "execute_order"
  /** Have the customer's reseller approve the order; until then nothing is provisioned. */
  | "approve_order"
  /** Have an account manager of the seller accept or reject the cancellation; until then the subscription goes on. */
  | "approve_cancellation"
  /** Cancel the add-ons with the base that they belong to. */
  | "cancel_add_ons";

/** What an obligation concerns. */
export interface ObligationParams {
  /** The customer concerned. */
  customerId?: string;
  /** The price per unit that the deal must name, a decimal. */
  unitPrice?: string;
  /** The volume that the deal must cover, a capacity. */
  volume?: string;
}

/** What the caller must do beside taking the decision. */
export interface ObligationRule {
  /** Actions that it concerns; absent: all. */
  actions?: string[];
  /** The obligation's code. */
  code: ObligationCode;
  /** Unique among the obligations. */
  id: string;
  /** Why. */
  note?: string;
  /** With which decision it comes. */
  on: On;
  /** Resource types that it concerns; absent: all. */
  resourceTypes?: string[];
  /** Public page or contract clause, or `default`. */
  source: Id;
  /** Only where this is met. */
  when?: ConditionDocument;
}

/** With which decision an obligation comes. */
export type On = "allow" | "deny" | "always";

/** The account acted for. */
export interface OnBehalfOf {
  /** The account's id. */
  id: string;
  /** The account's type. */
  type: string;
  [k: string]: unknown;
}

/** Where a value comes from: a path into the question, or the document itself; exactly one of both. */
export interface Operand {
  /** For example `/subject/properties/email`. */
  path?: string;
  /** Seconds that are added to the instant found there. */
  plusSeconds?: number;
  /** A value of the document. */
  value?: Literal;
}

/** What a privilege opens, and in which of its modes. */
export interface OperationRow {
  /** Its actions. */
  actions: string[];
  /** The modes that open them, each named; absent for a privilege without modes. */
  modes?: string[];
  /** The resource type. */
  resourceType: string;
}

/** What is to happen to an order. */
export type OrderAction = "checkOut" | "execute";

/** Answer of `order`. */
export interface OrderAnswer {
  /** Why, and the operation's result. */
  context: OrderContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `order`. */
export interface OrderContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** Whether a deal is required; absent where the total does not grow. */
  deal?: DealResult;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
  /** The state in which the subscription then is; only where it is allowed. */
  state?: string;
  /** The reseller's account at the vendor, where its e-mail address finds exactly one; only where it is allowed. */
  vendorAccount?: string;
  /** The customer's total after the order; only where it is allowed and can be told. */
  volume?: CapacityText;
}

/** An order whose action decides on the need of its own entry. */
export interface OrderFields {
  /** What is to happen. */
  action: OrderAction;
  /** Who places or executes it. */
  actor: ActorFact;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** What is on file for billing. */
  billing?: Id[];
  /** What the customer has in all, and deals. */
  capacity?: CustomerCapacity;
  /** Where it is placed. */
  channel: Channel;
  /** The customer that it is for. */
  customer: CustomerFact;
  /** The name that the subscription is to have. */
  friendlyName?: string;
  /** The basket. */
  lines: OrderLine[];
  /** Id of the order's own entry among them; required for `execute`, refused for `checkOut`. */
  order?: Id;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** The reseller that orders or stands directly above the customer, where there is one. */
  reseller?: ResellerFact;
  /** Resellers at the vendor, among which the reseller is looked for. */
  resellers?: VendorReseller[];
  /** The seller whose storefront it is. */
  seller: Id;
  /** The customer's subscriptions and pending orders; empty where there are none. */
  subscriptions: SubscriptionFact[];
}

/** A line of the basket. */
export interface OrderLine {
  /** How many it has now; may be absent only where it has no subscription that they could belong to. */
  present?: number;
  /** The product. */
  product: Id;
  /** How many licences the customer has after the order. */
  quantity: number;
}

/** May this be ordered, and what follows? */
export type OrderRequest = OrderFields;

/** What allocations may do under a contract or partner that was cut below what is allocated. */
export type OverAllocated = "decreaseOnly" | "fit";

/** An earlier bill that is not paid. It stays due by itself; an invoice adds the fee alone, so that each is told once. */
export interface Overdue {
  /** What of it is not paid. */
  amount: Price;
  /** The day on which it was due, UTC. */
  dueOn: Date;
  /** The bill. */
  of: Id;
}

/** What a part of a package counts as. */
export type PackageRounding = "up" | "down" | "exact";

/** The partner that a storage account is below, with what it has allocated. */
export type PartnerFact = AllocationFact;

/** Answer of `password`. */
export interface PasswordAnswer {
  /** Why, and the operation's result. */
  context: PasswordContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `password`. */
export interface PasswordContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** What is known of the password; never the password. */
  password: PasswordResult;
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** May this password be taken? */
export type PasswordRequest =
  | {
      action: "set";
      /** When; absent: the caller's clock. */
      asOf?: Instant;
      /** The password typed again, where the form asks for it. */
      confirmation?: string;
      /** Whose password it is. */
      holder: Holder;
      /** The password. */
      password: string;
      /** Document versions to use, whatever the date. */
      pin?: Pin[];
    }
  | {
      action: "change";
      /** When; absent: the caller's clock. */
      asOf?: Instant;
      /** The new password typed again. */
      confirmation: string;
      /** The password before, as typed. */
      current: string;
      /** Whether the host has found `current` to be right; absent: not checked yet, and an obligation says so. */
      currentCorrect?: boolean;
      /** Whose password it is. */
      holder: Holder;
      /** The new password. */
      password: string;
      /** Document versions to use, whatever the date. */
      pin?: Pin[];
    };

/** What is known of a password without telling it. */
export interface PasswordResult {
  /** Its length, in characters as the policy counts them. */
  length: number;
  /** The classes of characters that are not in it. */
  missing: CharacterClass[];
  /** How many of those must be added. */
  needed: number;
}

/** Rules of one kind of password. */
export interface PasswordRules {
  /** How many of the classes lower, upper, digit and special there must be at least. */
  classes: SettingOfuint32;
  /** Longest password, in characters. */
  maxLength: SettingOfuint32;
  /** Shortest password, in characters. */
  minLength: SettingOfuint32;
}

/** The pay-per-use plan. */
export interface PayPerUsePrice {
  /** What is free of charge each month, taken off before tiers. */
  free?: SettingOfCapacity;
  /** The least quantity charged. */
  minimum?: Minimum;
  /** Price of the average use. */
  price: PriceModel;
  /**
   * Whose use is added up before tiers and what is free; the minimum's scope goes before it. Absent: each storage
   * account's.
   */
  scope?: SettingOfMinimumScope;
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** Days from `start` up to, not including, `end`; at least one day. */
export interface Period {
  /** The day after the last. */
  end: Date;
  /** First day. */
  start: Date;
}

/** Answer of `permission`. */
export interface PermissionAnswer {
  /** Why, and the operation's result. */
  context: PermissionContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `permission`. */
export interface PermissionContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The account acted for, where it is not the subject's own. */
  onBehalfOf?: OnBehalfOf;
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** Who may do what: roles as tables or sets of privileges, reach, states and conditions. */
export interface PermissionDocument {
  /** The words in an account's `type`, and what may stand below what. */
  accountTypes: AccountTypeDocument[];
  /** Those of them that may do no more than their creator, who must be given; absent: none. */
  creatorBound?: string[];
  /** States that come before roles. */
  gates?: Gate[];
  /** How many accounts may follow each other; absent: no limit. */
  maxDepth?: MaxDepth;
  /** What callers must do. */
  obligations?: ObligationRule[];
  /** Privileges that roles hold. */
  privileges?: PrivilegeDocument[];
  /** Which accounts are reached. */
  reach: ReachRule[];
  /** Resource types and their actions. */
  resourceTypes: ResourceTypeDocument[];
  /** The words in `subject.properties.role`. */
  roles: RoleDocument[];
  /** What roles may do. */
  rules: RoleRule[];
  /** Whether a user may hold several roles, whose rights then unite. */
  severalRoles: SettingOfboolean;
  /** The words in `subject.type`. */
  subjectTypes: string[];
}

/** May this subject do this action to this resource? Unknown members are ignored, as AuthZEN demands. */
export interface PermissionRequest {
  /** What is to be done. */
  action: Action;
  /** Facts around the request. */
  context?: EvaluationContext;
  /** What it is to be done to. */
  resource: Resource;
  /** Who asks. */
  subject: Subject;
  [k: string]: unknown;
}

/** Answer of `permissions`. */
export interface PermissionsAnswer {
  /** Why, and the operation's result. */
  context: PermissionsContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `permissions`. */
export interface PermissionsContext {
  /** The actions allowed, in the document's order. */
  allowed: string[];
  /** The time that the decision was made for. */
  asOf: Instant;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** Every reason, denies first. */
  reasons: Reason[];
}

/** What may this subject do to a resource, or to resources of a type? */
export interface PermissionsRequest {
  /** Facts around the request. */
  context?: EvaluationContext;
  /** The resource or type. */
  resource: ResourceOrType;
  /** Who asks. */
  subject: Subject;
  [k: string]: unknown;
}

/** A request's wish for one version of a document, whatever the date. */
export interface Pin {
  /** The document's name. */
  name: string;
  /** The version wanted. */
  version: string;
}

/** How capacity is paid for. */
export type Plan = "reserved" | "payPerUse";

/** What becomes of a change between reserved capacity and pay-per-use. */
export type PlanChange = "allow" | "deny";

/** What was invoiced and paid in advance for the month's pay-per-use. */
export interface Prepaid {
  /** How much of it is for this month, in whole minor units; what the month's pay-per-use does not reach is left. */
  amount: Price;
  /** The bill that it was invoiced by. */
  of: Id;
}

/** What a privilege has no effect without. */
export interface Prerequisite {
  /** Privileges that must be held, too. */
  privileges: string[];
  /** Only where this is met; where it cannot be said, they must be held. */
  when?: ConditionDocument;
}

/** A decimal of 0 or more, for example "7.99": at most 24 digits, 12 of them after the point. */
export type Price = string;

/** Prices of one seller in one currency. */
export interface PriceListDocument {
  /** Discounts and margins, in the order in which they apply. */
  adjustments?: Adjustment[];
  /** Who may see the list. */
  audience: Audience;
  /** The one buyer that it is for; absent: any. */
  buyer?: Id;
  /** The type of account that it is for, for example `distributor`; absent: any. */
  buyerType?: Id;
  /** Currency of all its prices. */
  currency: Currency;
  /** The most that a month comes to after them. */
  maximumCharge?: SettingOfPrice;
  /** The least that a month comes to after that; what is missing is its own line. */
  minimumCharge?: SettingOfPrice;
  /** The pay-per-use plan. */
  payPerUse?: PayPerUsePrice;
  /** The reserved plan. */
  reserved?: ReservedPrice;
  /** Whether the figures are examples, used only where a request allows it. */
  sample: boolean;
  /** The seller whose list it is; absent: any. */
  seller?: Id;
}

/** A price per month, by model. */
export type PriceModel =
  | {
      model: "perUnit";
      /** The unit: decimal (`TB` = 10^12 bytes) or binary (`TiB` = 2^40 bytes). */
      unit: CapacityUnit;
      /** Price of one unit for one month. */
      unitPrice: Price;
    }
  | {
      /** Whether the first tier's flat fee is charged without any use; absent: no. */
      atZeroUse?: SettingOfboolean;
      model: "graduated";
      /** The tiers, ascending; the last has no `upTo`. */
      tiers: Tier[];
      /** The unit that tiers are priced by. */
      unit: CapacityUnit;
    }
  | {
      /** Whether the first tier's flat fee is charged without any use; absent: no. */
      atZeroUse?: SettingOfboolean;
      model: "volume";
      /** The tiers, ascending; the last has no `upTo`. */
      tiers: Tier[];
      /** The unit that tiers are priced by. */
      unit: CapacityUnit;
    }
  | {
      /** Whether the first tier's flat fee is charged without any use; absent: no. */
      atZeroUse?: SettingOfboolean;
      model: "stairstep";
      /** The tiers, ascending, with flat fees alone; the last has no `upTo`. */
      tiers: Tier[];
      /** The unit that use is shown in. */
      unit: CapacityUnit;
    }
  | {
      /** The amount. */
      amount: Price;
      model: "flat";
    }
  | {
      model: "package";
      /** Price of one package for one month. */
      packagePrice: Price;
      /** What a part of a package counts as. */
      rounding: PackageRounding;
      /** What one package holds. */
      size: Capacity;
      /** The unit that use is shown in. */
      unit: CapacityUnit;
    }
  | {
      /** Whether fixed part and minimum are charged without any use; absent: no. */
      atZeroUse?: SettingOfboolean;
      /** What is added to the percentage. */
      fixed?: Price;
      /** The most that both come to. */
      maximum?: Price;
      /** The least that both come to. */
      minimum?: Price;
      model: "percentage";
      /** The percentage, for example `80`. */
      percent: Price;
      /** The unit of that price. */
      unit: CapacityUnit;
      /** The unit price that it is taken of. */
      unitPrice: Price;
    };

/** Which plan a special price is for. */
export type PricedPlan = "payPerUse" | "reserved";

/** A privilege with its table of operations. */
export interface PrivilegeDocument {
  /** The privilege's name. */
  id: string;
  /** Its modes, the first granting nothing, then from lower to higher; absent: it is held or not. */
  modes?: string[];
  /** Why. */
  note?: string;
  /** What it opens. */
  operations: OperationRow[];
  /** What else must be held. */
  requires?: Prerequisite[];
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** A product of the seller. */
export interface ProductDocument {
  /** Of an add-on: the product that it enlarges. */
  base?: Id;
  /** The product's id. */
  id: Id;
  /** The capacity that one of it adds, `0 B` where none; absent: not known. */
  increment?: Capacity;
  /** What it is in a basket. */
  kind: ProductKind;
  /** Of an add-on: how many a subscription may have; absent: no limit. */
  maxQuantity?: number;
  /** Why. */
  note?: string;
  /** Whether the seller has published it in its storefront. */
  published: boolean;
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** What a product is in a basket. */
export type ProductKind = "base" | "addOn";

export interface Properties {}

/** Answer of `quote`. */
export interface QuoteAnswer {
  /** Why, and the operation's result. */
  context: QuoteContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `quote`. */
export interface QuoteContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** What that costs more, or less where it is negative; over the whole term, where one was asked for. */
  difference?: string;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** The priced month; absent where the quote is denied. */
  quote?: Bill;
  /** Every reason, denies first. */
  reasons: Reason[];
  /** The same month with what it would be instead. */
  whatIf?: Bill;
}

/** One plan of a basket. */
export interface QuoteItem {
  /** Unique in the basket. */
  id: Id;
  /** What is asked for. */
  plan: QuotePlan;
}

/** What is asked for. */
export type QuotePlan =
  | {
      /** Use that earlier lines of the month charged; it counts toward tiers and is not charged again. */
      before?: Capacity;
      kind: "payPerUse";
      /** Average use over the month. */
      volume: Capacity;
    }
  | {
      /** Excess price in cents per GB and month, a decimal string. */
      costStorageGBCents?: Price;
      kind: "reserved";
      /** The amount. */
      reserved: Capacity;
      /** Average use over the month, where it may exceed the amount. */
      used?: Capacity;
    };

/** What does a month cost? Either one plan or a basket. */
export interface QuoteRequest {
  /** Whether a sample price list may be used. */
  allowSample?: boolean;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** Who buys. */
  buyer?: TradeParty;
  /** The currency wanted, where several lists are loaded. */
  currency?: Currency;
  /** Deals that may cover it. */
  deals?: Deals;
  /**
   * What is asked for, where it is more than one plan. Pay-per-use is one line where the price list adds it up by
   * anything wider than the storage account.
   */
  items?: QuoteItem[];
  /** The month; absent: the one that holds `asOf`. */
  period?: Period;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** What is asked for. */
  plan?: QuotePlan;
  /** Who sells. */
  seller?: TradeParty;
  /** A price in place of the list's. */
  specialPrice?: SpecialPrice;
  /** For how many months from the first on; absent: one. */
  termMonths?: number;
  /** The account that looks at the figures. */
  viewer?: Id;
  /** What it would be instead. */
  whatIf?: QuoteItem[];
}

/** Which accounts' resources users of a type of account reach, before their role is considered. */
export interface ReachRule {
  /** Types of the account that is acted for. */
  accountTypes: string[];
  /** Actions reached; absent: all. */
  actions?: string[];
  /** Unique among the reach rules. */
  id: string;
  /** Why. */
  note?: string;
  /** Resource types reached. */
  resourceTypes: string[];
  /** Where the resource's account may stand; for a resource that is itself an account, where that stands. */
  scopes: Scope[];
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** One reason of a decision. */
export interface Reason {
  /** What would be allowed; the request passes this reason with it. */
  allowed?: string;
  /** Stable code; each has a page under `docs/codes/`. */
  code: ReasonCode;
  /** What it does to the decision. */
  effect: Effect;
  /** What was found. */
  found?: string;
  /** What would make it pass. */
  help?: string;
  /** One sentence for a person. */
  message: string;
  /** JSON Pointer (RFC 6901) to the request's field. */
  pointer?: string;
  /** The rule or setting of the policy document that decided. */
  rule?: string;
}

/** Why a decision came out as it did; editors show each code's documentation at `ReasonCodes`. */
export type ReasonCode =
  /**
   * No rule of the policy version in force says anything on this action for the role; what is not granted is denied.
   *
   * Remedy: ask a user whose role has the action, or change the role table.
   */
  | "permission.role_not_granted"
  /**
   * A rule of the policy version in force denies this action to the role.
   *
   * Remedy: ask a user whose role has the action.
   */
  | "permission.role_denied"
  /**
   * The resource belongs to an account that the user's account does not reach: only its own account and those below count.
   *
   * Remedy: act as a user of that account, or of one above it.
   */
  | "permission.out_of_reach"
  /**
   * Users of this type of account may not do this to any resource of this type, whatever their role.
   *
   * Remedy: act as a user of an account that handles it.
   */
  | "permission.not_for_account_type"
  /**
   * The resource is an account, and not of a type that this resource type stands for.
   *
   * Remedy: name the resource by its own type, for example a customer as `customer`.
   */
  | "permission.resource_type_mismatch"
  /**
   * The policy knows no such action on this resource type.
   *
   * Remedy: use one of the actions that the help lists.
   */
  | "permission.unknown_action"
  /**
   * The policy knows no such resource type.
   *
   * Remedy: use one of the types that the help lists.
   */
  | "permission.unknown_resource_type"
  /**
   * The policy knows no such subject type.
   *
   * Remedy: use one of the types that the help lists.
   */
  | "permission.unknown_subject_type"
  /**
   * The subject's role is not given or not one of the policy's roles.
   *
   * Remedy: send `subject.properties.role`.
   */
  | "permission.role_unknown"
  /**
   * The account of the subject or of the resource is not given or not among the known accounts.
   *
   * Remedy: send `properties.account` and list the account in `context.accounts`.
   */
  | "permission.account_unknown"
  /**
   * The user holds several roles, and this policy gives each user one.
   *
   * Remedy: send one role.
   */
  | "permission.several_roles"
  /**
   * The subject is known, and is of another type than the request says.
   *
   * Remedy: send the type under `allowed`.
   */
  | "permission.subject_type_mismatch"
  /**
   * The user's credentials are known to be compromised.
   *
   * Remedy: change the password, and report the breach.
   *
   * Retry: where this comes from loaded facts, when a newer directory is loaded.
   */
  | "permission.credential_compromised"
  /**
   * The session has been idle or has lasted for too long.
   *
   * Remedy: log in again.
   */
  | "permission.session_expired"
  /**
   * The API key's validity has ended.
   *
   * Remedy: create a new key.
   */
  | "permission.key_expired"
  /**
   * The user's state does not allow to act.
   *
   * Remedy: have the user activated.
   *
   * Retry: where the state comes from loaded facts, when a newer directory is loaded.
   */
  | "permission.user_state"
  /**
   * The account's set-up is not complete.
   *
   * Remedy: complete the set-up.
   *
   * Retry: where the state comes from loaded facts, when a newer directory is loaded.
   */
  | "permission.setup_incomplete"
  /**
   * The account's state does not allow its users to act.
   *
   * Remedy: have the account activated.
   *
   * Retry: where the state comes from loaded facts, when a newer directory is loaded.
   */
  | "permission.account_state"
  /**
   * No contract or purchase order of the account is in force, so that access has ended or not begun.
   *
   * Remedy: conclude or renew a contract.
   *
   * Retry: when a contract that is known begins.
   */
  | "permission.contract_inactive"
  /**
   * The contract that the resource belongs to is not in force, so that it cannot be changed.
   *
   * Remedy: move it to a contract in force, or renew its contract.
   *
   * Retry: when the contract begins, where it has not begun yet.
   */
  | "permission.own_contract_inactive"
  /**
   * The vendor does not offer the feature at present.
   *
   * Remedy: none in the policy; ask the vendor.
   *
   * Retry: when a policy version with the feature comes into force.
   */
  | "permission.feature_unavailable"
  /**
   * A privilege that opens the panel or part of it is not held, so that other privileges have no effect.
   *
   * Remedy: give the user a role with that privilege.
   */
  | "permission.privilege_missing"
  /**
   * The role may do this under a condition, and the condition is not met or cannot be judged.
   *
   * Remedy: send the fact that the message names, or act on another resource.
   */
  | "permission.condition_unmet"
  /**
   * A rule denies this under a condition that is met, or that cannot be ruled out because a fact is missing.
   *
   * Remedy: the help says what the rule protects; send the fact that the message names.
   */
  | "permission.condition_denied"
  /**
   * The subject's account may not act for the account named: it is no sales vendor above it.
   *
   * Remedy: act as a user of the account's sales vendor, or leave `context.onBehalfOf` out.
   */
  | "permission.not_sales_vendor"
  /**
   * An account was not delegated this right by those above it.
   *
   * Remedy: ask the account above to delegate it.
   */
  | "permission.ceiling"
  /**
   * The user who created the subject is not known or may not do this itself; a key does no more than its creator.
   *
   * Remedy: send the creator in `context.users`, or use a key of another creator.
   */
  | "permission.creator_exceeded"
  /**
   * The capacity asked for is more than the contract's reserved capacity less what is allocated to others.
   *
   * Remedy: take at most the amount under `allowed`, or get more reserved capacity from sales or the distributor.
   */
  | "allocation.insufficient_contract_capacity"
  /**
   * The new allocation is below what is already stored, and overdraft is not allowed.
   *
   * Remedy: keep at least the amount under `allowed`, free storage first, or allow overdraft.
   */
  | "allocation.below_used_capacity"
  /**
   * The allocation shrinks, or becomes reserved, but how much is stored is not known; it is never taken as zero.
   *
   * Remedy: send `allocation.used` with its time of measurement, or allow overdraft.
   */
  | "allocation.used_capacity_unknown"
  /**
   * The new allocation is below what is stored and overdraft is allowed: the excess will be billed.
   *
   * Remedy: none needed; raise the allocation to avoid the excess price.
   */
  | "allocation.excess_will_be_billed"
  /**
   * The contract is not in force at the time of the request.
   *
   * Remedy: use a contract in force, or renew this one.
   *
   * Retry: when a contract that has not started yet comes into force.
   */
  | "allocation.contract_inactive"
  /**
   * The capacity is not a multiple of the step that the policy prescribes.
   *
   * Remedy: take the next multiple below or above, both in the help.
   */
  | "allocation.granularity"
  /**
   * The allocation changes between reserved capacity and pay-per-use (0).
   *
   * Remedy: none needed where the policy allows it; otherwise keep an allocation above 0.
   */
  | "allocation.plan_change"
  /**
   * The capacity asked for is more than the partner's allocation less what it has allocated to its other storage accounts. A partner whose own allocation is 0, pay-per-use, has no reserved capacity to give.
   *
   * Remedy: take at most the amount under `allowed`, or get more capacity for the partner from the distributor.
   */
  | "allocation.insufficient_partner_capacity"
  /**
   * The partner's new allocation is below what it has allocated to its storage accounts. It is a warning where the partner may be overdrawn.
   *
   * Remedy: keep at least the amount under `allowed`, reduce the storage accounts first, or allow overdraft.
   */
  | "allocation.below_allocated_capacity"
  /**
   * The partner's allocation shrinks, but how much it has allocated to its storage accounts is not known.
   *
   * Remedy: send `allocation.allocatedBelow`, or the storage accounts under `allocation.allocations`.
   */
  | "allocation.allocated_below_unknown"
  /**
   * More is stored than the partner can cover, and the partner may not be overdrawn, whatever its storage account may.
   *
   * Remedy: free storage first, allow overdraft of the partner, or get more capacity for it.
   */
  | "allocation.partner_overdrawn"
  /**
   * The allocation, or the partner that it is below, is in pending deletion: it is still counted, but not changed.
   *
   * Remedy: reactivate it before its deletion becomes final.
   */
  | "allocation.pending_deletion"
  /**
   * The allocation is to be reactivated, but nothing says that it is in pending deletion.
   *
   * Remedy: send `allocation.pendingDeletedAt`, when its deletion becomes final.
   */
  | "allocation.not_pending_deletion"
  /**
   * The deletion has become final; at the due instant itself it can no longer be reactivated.
   *
   * Remedy: create a new allocation.
   */
  | "allocation.deletion_final"
  /**
   * The deletion is wanted earlier than the days of pending deletion allow; they cannot be shortened.
   *
   * Remedy: ask for the instant under `allowed` or a later one, or leave `dueAt` out.
   */
  | "allocation.deletion_too_soon"
  /**
   * Only an empty partner can be deleted, and there are storage accounts below it; those in pending deletion count.
   *
   * Remedy: delete its storage accounts first, and wait until their deletion is final.
   */
  | "allocation.partner_not_empty"
  /**
   * Only an empty partner can be deleted, but whether there are storage accounts below is not known.
   *
   * Remedy: send `allocation.accountCount`, 0 for a storage account, or list them under `allocation.allocations`.
   */
  | "allocation.accounts_unknown"
  /**
   * The contract to move to does not belong to the same distributor, or it is not known whether it does.
   *
   * Remedy: choose a contract of the same distributor, and send `distributorId` of both.
   */
  | "allocation.contract_not_owned"
  /**
   * Prices or currency of the contract to move to are others, or are stated for one of the two contracts only.
   *
   * Remedy: none needed; compare the prices before moving.
   */
  | "allocation.price_list_changes"
  /**
   * Reserved capacity and pay-per-use would stand in one contract.
   *
   * Remedy: none needed; the vendor's advice is to keep them in separate contracts.
   */
  | "allocation.mixed_plans"
  /**
   * What is stored was measured too long ago to be relied on.
   *
   * Remedy: none needed; measure again where the figure decides.
   */
  | "allocation.stale_measurement"
  /**
   * With this decrease there are more decreases within the rolling window than fair use allows. It is a warning with the obligation `review`, or a deny where the policy says so.
   *
   * Remedy: keep the present allocation, or wait until the instant that the help names.
   *
   * Retry: when enough earlier decreases have left the window.
   */
  | "allocation.frequent_decreases"
  /**
   * The decrease is larger than fair use allows so soon after an increase. It is a warning with the obligation `review`, or a deny where the policy says so.
   *
   * Remedy: keep at least the amount under `allowed`, or wait until the instant that the help names.
   *
   * Retry: when the increase is no longer recent.
   */
  | "allocation.large_decrease"
  /**
   * The allocation shrinks, but its earlier changes are not known, so that fair use cannot be judged. It is a warning, with the obligation `review` or a deny where the policy says so.
   *
   * Remedy: send `allocation.changes`, an empty list where there were none.
   */
  | "allocation.history_unknown"
  /**
   * More left the allocation in a month than fair use allows for what it stored on average. It is a warning with the obligation `review`, never a deny.
   *
   * Remedy: contact the account and look for a solution together.
   */
  | "allocation.excessive_egress"
  /**
   * The total is above what may be sold without a registered deal, and none of the deals given covers it.
   *
   * Remedy: register a deal for this customer with at least the volume under `found`, or stay at the total under `allowed`.
   *
   * Retry: when a deal given is registered only from a later time on; `deal.not_covering` names that time.
   */
  | "deal.registration_required"
  /**
   * The special price needs an approved deal that names it, and none of the deals given does.
   *
   * Remedy: have a deal approved with this price, currency and unit.
   *
   * Retry: when a deal given is registered only from a later time on; `deal.not_covering` names that time.
   */
  | "deal.approval_required"
  /**
   * A deal of this customer does not cover the sale; the message says why.
   *
   * Remedy: extend or renew that deal.
   *
   * Retry: when the message names a time from which on the deal is registered, at that time.
   */
  | "deal.not_covering"
  /**
   * The price is below the price list or does not come from one in force.
   *
   * Remedy: none needed with an approved deal; otherwise sell at the list price.
   */
  | "deal.special_price"
  /**
   * The sale is one at the seller's own price, so that what it gives up is its own margin and no special price.
   *
   * Remedy: none needed; the price that the seller itself pays is another sale.
   */
  | "deal.own_margin"
  /**
   * This may not happen to the deal: not in the state in which it is by now, or not before it is registered.
   *
   * Remedy: do what the help lists as possible; a rejected or expired deal is followed by a new one.
   *
   * Retry: when the instant under `allowed` has come, where the deal is registered only from then on.
   */
  | "deal.transition_not_possible"
  /**
   * Another account, or another partner of the same distributor, has a valid deal with this customer, or it is not given whose the deal is. Nothing else is said of it.
   *
   * Remedy: ask the vendor to settle who sells to the customer; where `registeredBy` is missing, send it.
   *
   * Retry: when the other deal has expired.
   */
  | "deal.already_registered"
  /**
   * The account's own valid deal with this customer covers as much, so that a second one would add nothing.
   *
   * Remedy: use that deal, or register at least the volume under `allowed` or a price that it does not cover.
   *
   * Retry: when that deal has expired.
   */
  | "deal.not_extending"
  /**
   * The deal is to be registered with an expiry later than the policy lets deals be valid.
   *
   * Remedy: let it expire at the instant under `allowed` or earlier, or leave `expiresAt` out.
   */
  | "deal.validity_too_long"
  /**
   * The figures come from a sample price list.
   *
   * Remedy: load your own price list before you show or bill a price.
   */
  | "billing.sample_price"
  /**
   * Some days had no usage row; the last known value was repeated, or 0 taken before the first.
   *
   * Remedy: send the missing rows.
   */
  | "billing.estimated_usage"
  /**
   * The billing period has not ended, so no final invoice can be made.
   *
   * Remedy: bill after the period's end, or ask for an estimate with `preview: true`.
   *
   * Retry: when the period has ended by the clock that decides.
   */
  | "billing.period_not_ended"
  /**
   * The figures are an estimate, which a request asked for, and no bill.
   *
   * Remedy: bill after the period's end, without `preview`.
   */
  | "billing.preview"
  /**
   * The seller does not bill the buyer: no rule names this pair of account types, or the seller is not the account directly above the buyer.
   *
   * Remedy: bill along the chain, each account by the one directly above it.
   */
  | "billing.edge_not_allowed"
  /**
   * Prices and bills are shown to the seller and the buyer alone, those of a seller's list to the seller alone.
   *
   * Remedy: ask for an edge that the viewer is a party to.
   */
  | "billing.price_not_visible"
  /**
   * The password has fewer characters than its holder's rules demand.
   *
   * Remedy: take at least the number of characters under `allowed`.
   */
  | "password.too_short"
  /**
   * The password has more characters than are taken.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  | "password.too_long"
  /**
   * Lower case letters, upper case letters, digits and special characters are four classes, of which the holder's rules demand a number. Other letters and spaces are allowed and of no class.
   *
   * Remedy: add characters of the classes that the help names; `context.password.missing` lists them.
   */
  | "password.classes_missing"
  /**
   * The password and its confirmation are not the same.
   *
   * Remedy: type the same password twice.
   */
  | "password.confirmation_differs"
  /**
   * The new password is the one that it is to replace.
   *
   * Remedy: take another password.
   */
  | "password.same_as_current"
  /**
   * The password before, which a change must name, was found to be wrong.
   *
   * Remedy: type the present password, or have it reset.
   */
  | "password.current_wrong"
  /**
   * So many logins from this address failed for this user that the address is locked for the user. Other addresses and other users are not concerned.
   *
   * Remedy: wait until the instant under `allowed`, or lift the lock by the link in the e-mail.
   *
   * Retry: when the instant under `allowed` has come.
   */
  | "authentication.locked"
  /**
   * Nothing happened in the session for too long.
   *
   * Remedy: log in again.
   */
  | "authentication.session_idle"
  /**
   * The login of the session is too long ago, however active it was.
   *
   * Remedy: log in again.
   */
  | "authentication.session_over"
  /**
   * The API key's expiry has come.
   *
   * Remedy: create a new key.
   */
  | "authentication.key_expired"
  /**
   * The API key was deleted.
   *
   * Remedy: create a new key.
   */
  | "authentication.key_deleted"
  /**
   * A field that the form needs is empty.
   *
   * Remedy: fill it.
   */
  | "account.field_required"
  /**
   * The form changes nothing: none of its fields is filled.
   *
   * Remedy: fill at least one of the fields that the help names.
   */
  | "account.nothing_to_change"
  /**
   * The name is longer than is taken; white space around it does not count.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  | "account.name_length"
  /**
   * The description is longer than is taken; white space around it does not count.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  | "account.description_length"
  /**
   * A name or description holds control characters, such as a tab or a line break.
   *
   * Remedy: write it on one line.
   */
  | "account.control_characters"
  /**
   * The text does not have the form of an e-mail address: one `@`, before it ASCII letters, digits and signs with single points between, after it a domain name of two or more labels. Whether mail arrives there is not checked.
   *
   * Remedy: write for example `name@example.com`; a domain with other letters in its ASCII form (`xn--…`).
   */
  | "account.email_format"
  /**
   * The e-mail address is longer than is taken.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  | "account.email_length"
  /**
   * The part of the e-mail address before the `@` is longer than is taken.
   *
   * Remedy: take at most the number of characters under `allowed`.
   */
  | "account.email_local_length"
  /**
   * The policy in force has no such role.
   *
   * Remedy: take one of the roles that the help lists.
   */
  | "account.role_unknown"
  /**
   * The API key would be over before it exists: its expiry is not later than now.
   *
   * Remedy: take a later time, for example the one under `allowed`.
   */
  | "account.expiry_past"
  /**
   * The API key would live longer than the policy lets one.
   *
   * Remedy: take the time under `allowed` or an earlier one.
   */
  | "account.expiry_too_late"
  /**
   * The seller does not offer the product in its storefront, or has no such product.
   *
   * Remedy: order one of the products that the help lists, or have it published.
   */
  | "order.product_not_published"
  /**
   * The quantity is more than a subscription may have of the product; of base products an order holds one.
   *
   * Remedy: take at most the quantity under `allowed`; a base product grows by add-ons.
   */
  | "order.quantity_limit"
  /**
   * The quantity is reduced below the least that a change may leave; less would be a cancellation.
   *
   * Remedy: keep at least the quantity under `allowed`, or request a cancellation.
   */
  | "order.quantity_too_small"
  /**
   * The basket is empty, or none of its lines changes anything.
   *
   * Remedy: order a product, or another quantity than the present one.
   */
  | "order.nothing_ordered"
  /**
   * The customer has a subscription that occupies its one place, or an order that is to become one.
   *
   * Remedy: order add-ons to it, or wait until it is cancelled.
   */
  | "order.subscription_exists"
  /**
   * The add-on enlarges a base product of which the customer has no subscription and the basket no line.
   *
   * Remedy: order the base product with it.
   */
  | "order.add_on_without_base"
  /**
   * The friendly name is shorter or longer than the policy allows.
   *
   * Remedy: take as many characters as `allowed` says, or leave the name out.
   */
  | "order.friendly_name_length"
  /**
   * The friendly name holds control characters.
   *
   * Remedy: leave out line breaks, tabs and the like.
   */
  | "order.friendly_name_characters"
  /**
   * Information that billing needs is not on file.
   *
   * Remedy: have it completed, and list it under `billing`.
   */
  | "order.billing_missing"
  /**
   * Actors of this kind do not order in this channel, or the account manager is another seller's.
   *
   * Remedy: order as an actor that `allowed` names.
   */
  | "order.actor_not_permitted"
  /**
   * The customer does not stand to the actor's account as the policy demands.
   *
   * Remedy: name an affiliate account or an end customer of that account.
   */
  | "order.not_for_customer"
  /**
   * A reseller orders for itself: the customer is the reseller's own account, here or at the vendor.
   *
   * Remedy: name an affiliate account or an end customer.
   */
  | "order.own_account"
  /**
   * Several resellers of this seller have the e-mail address at the vendor, so that it is unclear which one is meant.
   *
   * Remedy: leave the address to one of them.
   */
  | "order.ambiguous_reseller"
  /**
   * The reduction would leave less than what is stored, and overdraft is not allowed.
   *
   * Remedy: keep at least the quantity under `allowed`, free storage first, or allow overdraft.
   */
  | "order.below_used_capacity"
  /**
   * The customer's total shrinks, but how much is stored is not known; it is never taken as zero.
   *
   * Remedy: send `capacity.used` with its time of measurement, or allow overdraft.
   */
  | "order.used_capacity_unknown"
  /**
   * The reduction leaves less than what is stored and overdraft is allowed: the excess will be billed.
   *
   * Remedy: none needed; keep more licences to avoid the excess price.
   */
  | "order.excess_will_be_billed"
  /**
   * The state machine has no such event in the subscription's state.
   *
   * Remedy: use one of the events under `allowed`, or bring the subscription into another state first.
   */
  | "subscription.transition_not_possible"
  /**
   * Actors of this kind do not bring this event about, or the account manager is another seller's.
   *
   * Remedy: act as an actor that `allowed` names.
   */
  | "subscription.actor_not_permitted"
  /**
   * The customer does not stand to the actor's account as the policy demands.
   *
   * Remedy: act for a customer of that account.
   */
  | "subscription.not_for_customer"
  /**
   * The person who requested the cancellation would accept or reject it.
   *
   * Remedy: another account manager of the seller decides it.
   */
  | "subscription.four_eyes"
  /**
   * Someone else than the person who requested the cancellation would withdraw it.
   *
   * Remedy: have the requester withdraw it, or an account manager reject it.
   */
  | "subscription.not_requester"
  /**
   * The event accepts a cancellation of another kind than the one that was requested.
   *
   * Remedy: use the event that the help names.
   */
  | "subscription.cancellation_kind"
  /**
   * The billing period has not ended, and until then the subscription goes on.
   *
   * Remedy: wait until the time under `allowed`.
   *
   * Retry: when the billing period has ended.
   */
  | "subscription.period_not_over"
  /**
   * The subscription's price is protected, so that its quantity does not change.
   *
   * Remedy: wait until the protection ends.
   */
  | "subscription.price_protected"
  /**
   * A cancellation of the subscription is pending.
   *
   * Remedy: have it withdrawn or rejected first.
   */
  | "subscription.cancellation_pending"
  /**
   * A scheduled change of the subscription is pending, which blocks other actions.
   *
   * Remedy: wait for the change, or have it withdrawn.
   */
  | "subscription.scheduled_change_pending"
  /**
   * No change is scheduled for a subscription that is paid by use.
   *
   * Remedy: change it at once.
   */
  | "subscription.pay_per_use"
  /**
   * No change is scheduled for an asset.
   *
   * Remedy: change it at once.
   */
  | "subscription.asset"
  /**
   * No change is scheduled for a product of which a subscription can only have one.
   *
   * Remedy: order add-ons instead.
   */
  | "subscription.quantity_fixed"
  /**
   * The reseller pays by a method that needs a valid card, or by an unknown one, and no valid card is known.
   *
   * Remedy: have a valid card registered, and send `reseller.validCard`.
   */
  | "subscription.card_invalid";

/**
 * Answer of `redact`; of a text that cannot be read it says why, how long it is and, of operations that take no secrets, its
 * digest.
 */
export interface RedactAnswer {
  /** SHA-256 over the canonical form (RFC 8785) of what is left of the request, or over a text that cannot be read. */
  digest?: string;
  /** The text's length in bytes, where it cannot be read. */
  length?: number;
  /** The operation that the request was meant for. */
  operation: AnyOperation;
  /** The pointers that named something. */
  redacted?: string[];
  /** What is left of the request. */
  request?: {
    [k: string]: unknown;
  };
  /** How many secrets were taken out, named by pointers or not. */
  secrets?: number;
  /** Why the text cannot be read. */
  unreadable?: IssueCode;
}

/** Request of `redact`. */
export interface RedactRequest {
  /** The operation that the request was meant for. */
  operation: AnyOperation;
  /**
   * What is taken out beside secrets: JSON Pointers (RFC 6901), at most 100, in which the token `*` stands for every member
   * or item.
   *
   * @maxItems 100
   */
  pointers?: string[];
  /** The request's text, as it came. */
  text: DocumentText;
}

/** How a deal comes about and ends. */
export interface Registration {
  /** States in which a valid deal keeps its customer for the account that registered it. */
  claimStates: SettingOfArrayOfDealState;
  /** The states, and what leads from one to another: `register`, `approve`, `reject`, and `expire` when the validity ends. */
  lifecycle: MachineDocument;
  /** Which further deals that account may register for the same customer. */
  secondDeal: SettingOfSecondDeal;
}

/** How a customer stands to the account that acts. */
export type Relation = "self" | "affiliate" | "endCustomer" | "belowEndCustomer" | "below";

/** The reseller that orders, or that stands directly above the customer. */
export interface ResellerFact {
  /** Its e-mail address, by which it is found at the vendor. */
  email?: Id;
  /** The account's id. */
  id: Id;
  /** How it pays, for example `creditCard`; absent: not known. */
  paymentMethod?: Id;
  /** Whether it has a valid card; absent: not known. */
  validCard?: boolean;
  /** The account's id at the vendor, where it is known. */
  vendorIdentity?: Id;
}

/** What the reserved plan is billed by, and what use is compared with to find the excess. */
export type ReservedBase = "contract" | "allocation";

/** The reserved plan. */
export interface ReservedPrice {
  /** Excess price in cents per GB and month, where no contract names one. */
  costStorageGBCents?: Price;
  /** Why. */
  note?: string;
  /** Price of the reserved capacity, used or not. */
  price: PriceModel;
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** What it is to be done to. */
export interface Resource {
  /** The resource's id. */
  id: string;
  /** What is stated of the resource. */
  properties?: ResourceProperties;
  /** A resource type of the permission document, for example `partner`. */
  type: string;
  [k: string]: unknown;
}

/** A resource that is neither an account nor a user. */
export interface ResourceFact {
  /** Id of the account that the resource belongs to. */
  account: Id;
  /** The resource's id, unique among those of its type. */
  id: Id;
  /** Id of the user who owns the resource. */
  owner?: Id;
  /** Further facts. */
  properties?: Properties;
  /** A resource type of the permission document. */
  type: Id;
}

/** A resource, or a type of resource: of any account that is reached where neither id nor account is given. */
export interface ResourceOrType {
  /** The resource's id. */
  id?: string;
  /** What is stated of the resource. */
  properties?: ResourceProperties;
  /** A resource type of the permission document. */
  type: string;
  [k: string]: unknown;
}

/** What is stated of the resource; conditions may read further properties. */
export interface ResourceProperties {
  /** Id of the account that the resource belongs to, or is to belong to. */
  account?: string | null;
  /** Id of the user who owns the resource. */
  owner?: string | null;
  /** The role of a resource that is a user. */
  role?: string | null;
  /** The roles of a resource that is a user. */
  roles?: string[] | null;
  [k: string]: unknown;
}

/** To which known resources may this be done? */
export interface ResourceSearchRequest {
  /** What is to be done. */
  action: Action;
  /** Facts around the request. */
  context?: EvaluationContext;
  /** The type of resource wanted. */
  resource: EntityType;
  /** Who asks. */
  subject: Subject;
  [k: string]: unknown;
}

/** A type of resource with its closed list of actions. */
export interface ResourceTypeDocument {
  /** For a resource that is itself an account: the types of account that it may be. */
  accountTypes?: string[];
  /** The words in `action.name`. */
  actions: string[];
  /**
   * Actions that bring such a resource into being: for these alone it need not be known, and is to stand in or, as an
   * account, below the account that the request names.
   */
  creates?: string[];
  /** The word in `resource.type`. */
  id: string;
  /** For a resource that is itself a user: the subject types that it may be. */
  subjectTypes?: string[];
}

/** Who may do what, and for whom. */
export interface RightDocument {
  /** Who. */
  actor: ActorKind;
  /** Whether a reseller between customer and seller approves such an order first, as `orderApproval` says. */
  approval?: boolean;
  /** Where an order is placed; absent: the right is to events of subscriptions. */
  channel?: Channel;
  /** `checkOut`, or events of the state machine. */
  events: Id[];
  /** Why. */
  note?: string;
  /** For whom. */
  recipients: Relation[];
  /** Public page or contract clause, or `default`. */
  source: Id;
}

/** A role: a row of the tables below, a set of privileges, or both. */
export interface RoleDocument {
  /** The word in `subject.properties.role`. */
  id: string;
  /** Why. */
  note?: string;
  /** The privileges that it holds. */
  privileges?: HeldPrivilege[];
  /** Public page or contract clause, or `default`. */
  source?: Id;
}

/** Cells of the role table: what is in neither list stays unset. */
export interface RoleRule {
  /** Its actions. */
  actions: string[];
  /** Roles that may; `*` for every role. */
  allow?: string[];
  /** Roles that may not, whatever other rules allow; `*` for every role. */
  deny?: string[];
  /** Unique among the role rules; named in reasons. */
  id: string;
  /** Why, where the source leaves it open; given as help where the rule denies by its condition. */
  note?: string;
  /** The resource type. */
  resourceType: string;
  /** Public page or contract clause, or `default`. */
  source: Id;
  /** Only where this is met. An allow needs it; a deny holds unless it is clearly not met. */
  when?: ConditionDocument;
}

/** How a line's amount becomes a whole number of minor units. */
export type Rounding = "halfUp" | "halfEven" | "up" | "down" | "halfDown" | "ceiling" | "floor";

/** What is to be sold. */
export type Sale =
  | {
      /** Who sells to whom at this price; absent: the price counts. */
      edge?: SaleEdge;
      plan: "reserved";
      /** The price agreed, where it is not simply the list's. */
      price?: UnitPrice;
      /** The capacity that is added. */
      volume?: Capacity;
    }
  | {
      /** Where nothing is expected: last month's average use of this plan. */
      averageVolume?: Capacity;
      /** Who sells to whom at this price; absent: the price counts. */
      edge?: SaleEdge;
      /** The use that is expected of this plan. */
      expectedVolume?: Capacity;
      plan: "payPerUse";
      /** The price agreed, where it is not simply the list's. */
      price?: UnitPrice;
    };

/** Who sells to whom, as types of account. */
export interface SaleEdge {
  /** The buyer's type, for example `partner`. */
  buyer: Id;
  /** The seller's type, for example `distributor`. */
  seller: Id;
}

/** Which accounts a reach rule covers, seen from the account that is acted for. */
export type Scope = "self" | "own" | "children" | "descendants" | "any";

/** Answer of `searchSubject` and `searchResource`. */
export interface SearchAnswer {
  /** What the search was made with. */
  context: SearchContext;
  /** Each that an evaluation allows, in the order in which they are known. */
  results: Entity[];
}

/** What a search was made with. */
export interface SearchContext {
  /** The time that the search was made for. */
  asOf: Instant;
  /** The documents that decided. */
  policies: DocumentReference[];
}

/** Which further deals an account may register for a customer that it has a deal with. */
export type SecondDeal = "extends" | "any";

/** Resource types and actions; what is absent means all. */
export interface Selection {
  /** The actions. */
  actions?: string[];
  /** The resource types. */
  resourceTypes?: string[];
}

/** When a list of evaluations ends. */
export type Semantic = "execute_all" | "deny_on_first_deny" | "permit_on_first_permit";

/** A setting with where it comes from. */
export interface SettingOfArrayOfDealState {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: DealState[];
}

/** A setting with where it comes from. */
export interface SettingOfArrayOfId {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Id[];
}

/** A setting with where it comes from. */
export interface SettingOfArrayOfSaleEdge {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: SaleEdge[];
}

/** A setting with where it comes from. */
export interface SettingOfAveraging {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Averaging;
}

/** A setting with where it comes from. */
export interface SettingOfBelowUsed {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: BelowUsed;
}

/** A setting with where it comes from. */
export interface SettingOfCapacity {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Capacity;
}

/** A setting with where it comes from. */
export interface SettingOfCounting {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Counting;
}

/** A setting with where it comes from. */
export interface SettingOfDealGate {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: DealGate;
}

/** A setting with where it comes from. */
export interface SettingOfFairUseAction {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: FairUseAction;
}

/** A setting with where it comes from. */
export interface SettingOfGap {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Gap;
}

/** A setting with where it comes from. */
export interface SettingOfLeadingGap {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: LeadingGap;
}

/** A setting with where it comes from. */
export interface SettingOfMinimumScope {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: MinimumScope;
}

/** A setting with where it comes from. */
export interface SettingOfOverAllocated {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: OverAllocated;
}

/** A setting with where it comes from. */
export interface SettingOfPlanChange {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: PlanChange;
}

/** A setting with where it comes from. */
export interface SettingOfPrice {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Price;
}

/** A setting with where it comes from. */
export interface SettingOfReservedBase {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: ReservedBase;
}

/** A setting with where it comes from. */
export interface SettingOfRounding {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: Rounding;
}

/** A setting with where it comes from. */
export interface SettingOfSecondDeal {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: SecondDeal;
}

/** A setting with where it comes from. */
export interface SettingOfSpecialPricing {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: SpecialPricing;
}

/** A setting with where it comes from. */
export interface SettingOfVolumeScope {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: VolumeScope;
}

/** A setting with where it comes from. */
export interface SettingOfWithoutDeal {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: WithoutDeal;
}

/** A setting with where it comes from. */
export interface SettingOfWithoutHistory {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: WithoutHistory;
}

/** A setting with where it comes from. */
export interface SettingOfboolean {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: boolean;
}

/** A setting with where it comes from. */
export interface SettingOfstring {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: string;
}

/** A setting with where it comes from. */
export interface SettingOfuint32 {
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default` where the sources leave it open. */
  source: Id;
  /** The value in force. */
  value: number;
}

/** Whose account. */
export type Side = "subject" | "resource" | "acting";

/** One document as text; inside a string it cannot break out of the bundle. */
export interface Source {
  /** The name that issues give back, for example a file name. */
  source: string;
  /** The document's JSON text. */
  text: DocumentText;
}

/** A unit price in place of the list's; it needs its approved deal. */
export interface SpecialPrice {
  /** When the price was agreed, which the deal must have been valid for; absent: `asOf`. */
  agreedAt?: Instant;
  /** The customer that the deal is for. */
  customerId: Id;
  /** What the customer has beside what is priced here; `0 B` where there is nothing. */
  otherVolume: Capacity;
  /** The plan that it is for. */
  plan: PricedPlan;
  /** The unit, for example `TB`. */
  unit: CapacityUnit;
  /** Price of one unit for one month. */
  unitPrice: Price;
}

/** Which prices are special. */
export type SpecialPricing = "belowOrNotFromList" | "belowList";

/** What a gate looks at, in the order in which gates are listed. */
export type Stage =
  | "credential"
  | "session"
  | "key"
  | "userState"
  | "setup"
  | "accountState"
  | "access"
  | "ownContract"
  | "feature"
  | "privilege";

/** A state and what is meant by it. */
export interface StateDocument {
  /** The word for it. */
  id: Id;
  /** What it means, for people. */
  note?: string;
}

/** A contract, with the vendor's field names; figures in bytes or with a unit. */
export interface StatedContract {
  /** Capacity already allocated, over all allocations. Absent where they are listed. */
  allocatedCapacity?: Capacity;
  /** Every allocation under it, in place of the total. */
  allocations?: AllocationItem[];
  /** Excess egress price in cents per GB and month, a decimal string. */
  costEgressGBCents?: Price;
  /** Excess price in cents per GB and month, a decimal string. */
  costStorageGBCents?: Price;
  /** Currency of the prices. */
  currency?: Currency;
  /** The contract's name. */
  details?: string;
  /** The distributor that holds the contract. */
  distributorId?: Id;
  /** First instant at which the contract is in force; absent: no lower bound. */
  effectiveFrom?: Instant;
  /** First instant at which it no longer is; absent: no upper bound. */
  effectiveTo?: Instant;
  /** The contract's id. */
  id: Id;
  /** How many of its allocations are pay-per-use, where they are not listed. */
  payPerUseCount?: number;
  /** Capacity that is paid for whether used or not. Only for an allocation below a partner it may be absent. */
  reservedCapacity?: Capacity;
}

/** Settings of ordering and of subscriptions. */
export interface StorefrontDocument {
  /** Payment methods of a reseller with which approval cannot be switched off, and needs a valid card. */
  approvalLockedBy: SettingOfArrayOfId;
  /** How many licences of base products an order may hold. */
  baseQuantity: SettingOfuint32;
  /** What must be on file for billing. */
  billingNeeded: SettingOfArrayOfId;
  /** The event that a change of an add-on's quantity by an order is. */
  changeEvent: Id;
  /** Whether an order that lifts the customer's total is judged as a deal too. */
  dealNeeded: SettingOfboolean;
  /** Whether a reduction below what is stored is denied; else it is allowed with a warning. */
  denyBelowUsed: SettingOfboolean;
  /** Whether letters of e-mail addresses are the same in both cases. */
  emailIgnoresCase: SettingOfboolean;
  /** Whether spaces around an e-mail address are passed over. */
  emailTrimmed: SettingOfboolean;
  /** What follows from orders and events. */
  follows: FollowDocument[];
  /** Whether a friendly name may hold control characters. */
  friendlyNameControls: SettingOfboolean;
  /** The most characters of a friendly name. */
  friendlyNameLongest: SettingOfuint32;
  /** The fewest characters of a friendly name. */
  friendlyNameShortest: SettingOfuint32;
  /** To how many licences a quantity may be reduced. */
  leastQuantity: SettingOfuint32;
  /** The life of a subscription. */
  machine: MachineDocument;
  /** What events need beside it. */
  needs: NeedDocument[];
  /** States in which a subscription takes the customer's one place. */
  occupyingStates: SettingOfArrayOfId;
  /** Whether a reseller approves its end customers' orders where nothing is said of the customer. */
  orderApproval: SettingOfboolean;
  /** Whether a subscription may be overdrawn where nothing is said. */
  overdraftDefault: SettingOfboolean;
  /** What the seller has. */
  products: ProductDocument[];
  /** Types of account that are resellers: a price of their own making needs one in the order. Absent: `reseller`. */
  resellerTypes?: SettingOfArrayOfId;
  /** Who may do what, and for whom. */
  rights: RightDocument[];
}

/** Who asks. */
export interface Subject {
  /** The user's id. */
  id: string;
  /** What is stated of the user. */
  properties?: SubjectProperties;
  /** A subject type of the permission document, for example `user`. */
  type: string;
  [k: string]: unknown;
}

/** What is stated of the subject; conditions may read further properties. */
export interface SubjectProperties {
  /** Id of the account that the user belongs to. */
  account?: string | null;
  /** Id of the user who created the subject, where it may do no more than its creator: an API key. */
  creator?: string | null;
  /** The user's role, a word of the permission document. */
  role?: string | null;
  /** The user's roles, where there are several. */
  roles?: string[] | null;
  [k: string]: unknown;
}

/** Which known subjects may do this? */
export interface SubjectSearchRequest {
  /** What is to be done. */
  action: Action;
  /** Facts around the request. */
  context?: EvaluationContext;
  /** What it is to be done to. */
  resource: Resource;
  /** The type of subject wanted. */
  subject: EntityType;
  [k: string]: unknown;
}

/** Answer of `subscription`. */
export interface SubscriptionAnswer {
  /** Why, and the operation's result. */
  context: SubscriptionContext;
  /** Whether it is allowed, or could be worked out and nothing forbids it. */
  decision: boolean;
}

/** Answer of `subscription`. */
export interface SubscriptionContext {
  /** The time that the decision was made for. */
  asOf: Instant;
  /** Whether a deal is required; absent where the total does not grow. */
  deal?: DealResult;
  /** The state that follows; only where it is allowed. */
  nextState?: string;
  /** What the caller must do beside taking the decision. */
  obligations: Obligation[];
  /** The documents that decided. */
  policies: DocumentReference[];
  /** The events that are possible in the present state, in the document's order. */
  reachable: string[];
  /** Every reason, denies first. */
  reasons: Reason[];
  /** The customer's total after a change of quantity; only where it is allowed and can be told. */
  volume?: CapacityText;
}

/** A subscription as it is now, or an order that is to become one. */
export interface SubscriptionFact {
  /** Whether it is an asset; absent: not known. */
  asset?: boolean;
  /** The cancellation that is pending; absent: none. */
  cancellation?: CancellationFact;
  /** The state before; where the present one may lead back to it. */
  formerState?: Id;
  /** Its id. */
  id: Id;
  /** Whether it is paid by use; absent: not known. */
  payPerUse?: boolean;
  /** When its billing period ends. */
  periodEnd?: Instant;
  /** Whether its price is protected; absent: not known. */
  priceProtected?: boolean;
  /** What it is of. */
  product: Id;
  /** How many licences it has. */
  quantity?: number;
  /** Whether a scheduled change is pending; absent: not known. */
  scheduledChange?: boolean;
  /** The state that it is in. */
  state: Id;
}

/** May this happen to a subscription, and what follows? */
export interface SubscriptionRequest {
  /** Who brings it about. */
  actor: ActorFact;
  /** When; absent: the caller's clock. */
  asOf?: Instant;
  /** Of a request to cancel: when it is to take effect. */
  cancellationKind?: CancellationKind;
  /** What the customer has in all, and deals. */
  capacity?: CustomerCapacity;
  /** The customer whose subscription it is. */
  customer: CustomerFact;
  /** What is to happen: an event of the policy's state machine. */
  event: Id;
  /** Document versions to use, whatever the date. */
  pin?: Pin[];
  /** Of a change of quantity: the licences after it. */
  quantity?: number;
  /** The reseller that acts, where it approves an order. */
  reseller?: ResellerFact;
  /** The seller of the subscription. */
  seller: Id;
  /** The subscription as it is now. */
  subscription: SubscriptionFact;
  /** The customer's other subscriptions and orders, `[]` where there are none; needed where the event takes the customer's place. */
  subscriptions?: SubscriptionFact[];
}

/** The months of a term. */
export interface Term {
  /** Each month with its total. */
  months: TermMonth[];
  /** The sum over the months. */
  total: string;
}

/** One month of a term. */
export interface TermMonth {
  /** The month. */
  period: Period;
  /** What it comes to. */
  total: string;
}

/** One tier. */
export interface Tier {
  /** What it costs by itself. */
  flatFee?: Price;
  /** Price of one unit in it. */
  unitPrice?: Price;
  /** The most that still belongs to it; absent in the last tier. */
  upTo?: Capacity;
}

/** Seller or buyer of a bill. */
export interface TradeParty {
  /** The account's id. */
  id: Id;
  /** The account directly above it, which alone may bill it; a buyer's is needed unless a loaded directory knows it. */
  parent?: Id;
  /** Its type, for example `distributor`. */
  type: Id;
}

/** What an event does in some states. */
export interface TransitionDocument {
  /** What happens. */
  event: Id;
  /** The states in which it may happen. */
  from: Id[];
  /** Why. */
  note?: string;
  /** Public page or contract clause, or `default`. */
  source: Id;
  /** The state that follows; absent: the state before the present one. */
  to?: Id;
}

/** What a request may state for itself; everything is refused where nothing is said. */
export interface Trust {
  /** Whether a request may pin document versions in those decisions. */
  pinning?: boolean;
  /** Whether facts of a request count beside the loaded ones. */
  requestFacts?: boolean;
  /**
   * Whether `asOf` may come from the request where a decision opens or closes something: permission with its lists, searches
   * and tables, allocation, deal, order, subscription, account, password, authentication. What a price is asked for may
   * always name its day.
   */
  requestTime?: boolean;
  /** Whether price lists meant for the seller alone may be loaded: not where others can read what is loaded. */
  sellerLists?: boolean;
}

/** A price per unit of capacity and month. */
export interface UnitPrice {
  /** Its currency. */
  currency: Currency;
  /** The unit, for example `TB`. */
  unit: CapacityUnit;
  /** The price of one unit. */
  unitPrice: Price;
}

/** A figure with a duration. */
export interface UsageSample {
  /** Bytes allocated throughout, 0 is pay-per-use; absent: as the account has it. */
  allocated_capacity?: Capacity;
  /** The second after the last. */
  end: Instant;
  /** The id that its source gave it; the same source and id counts once. */
  id?: Id;
  /** Who measured it. */
  source?: Id;
  /** First second. */
  start: Instant;
  /** Bytes stored throughout. */
  usage: Capacity;
}

/** Stored bytes, and when they were measured. */
export interface UsedCapacity {
  /** What was stored. */
  capacity: Capacity;
  /** When; the console's figures lag by up to 60 minutes. */
  measuredAt: Instant;
}

/** A user, or another subject such as an API key. */
export interface UserFact {
  /** Id of the account that the user belongs to. */
  account: Id;
  /** The user who created this one, where it may do no more than its creator: an API key. */
  creator?: Id;
  /** The user's id, unique in the directory. */
  id: Id;
  /** Further facts, for example `state`. */
  properties?: Properties;
  /** The user's roles, words of the permission document. */
  roles: Id[];
  /** A subject type of the permission document. */
  type: Id;
}

/** A reseller's account at the vendor. */
export interface VendorReseller {
  /** Its e-mail address. */
  email: Id;
  /** The account's id at the vendor. */
  id: Id;
  /** The seller in whose tenant it is. */
  seller: Id;
}

/** Someone whose total may decide, with what they have before the sale. */
export interface VolumeParty {
  /** The account's or contract's id. */
  id: Id;
  /** What they have now beside what this sale is about; `0 B` where there is nothing yet. */
  volume?: Capacity;
}

/** Whose resulting total is compared with the threshold. */
export type VolumeScope = "order" | "customer" | "partner" | "contract";

/** What becomes of a sale without the deal that it needs. */
export type WithoutDeal = "deny" | "warn";

/** What becomes of a decrease of an allocation whose earlier changes are not stated. */
export type WithoutHistory = "pass" | "warn" | "apply";
