/** A subject's whole table: a page checks what it shows without entering the module. */
import { read, type Refusal } from "./answer.js";
import type { CallOptions, PolicyEngine } from "./engine.js";
import { PolicyError } from "./errors.js";
import type { AbilityAccount, AbilityAnswer, AbilityRequest, AbilityType, EvaluationContext, Reason } from "./generated/types.js";
import { toText } from "./text.js";

interface Cell {
  /** 0 denied, 1 allowed within the scopes, 2 depends on more than the table holds. */
  readonly value: number;
  readonly scopes: number;
  /** Types that the account asked for must be of: what the resource itself is, or what it may be created below. */
  readonly accountTypes: readonly string[] | undefined;
  /** Whether the resource is an account that is to stand below the one asked for. */
  readonly below: boolean;
}

interface Standing {
  readonly type: string;
  readonly relation: number;
  /** The relation of an account directly below. */
  readonly below: number;
}

const CHILD = 2;
const DESCENDANT = 4;
const ELSEWHERE = 8;

/** What one subject may do. Create with `engine.ability()`; needs no `free()`. */
export class Ability {
  readonly ok = true;
  readonly #engine: PolicyEngine;
  #request: AbilityRequest | undefined;
  #now: number | null = null;
  #version = "";
  #resourceTypes: readonly AbilityType[] = [];
  #reasons: readonly Reason[] = [];
  #cells = new Map<string, Map<string, Cell>>();
  #accounts = new Map<string, Standing>();

  private constructor(engine: PolicyEngine) {
    this.#engine = engine;
  }

  /** @internal */
  static prepare(engine: PolicyEngine, request: AbilityRequest, options?: CallOptions): Ability | Refusal {
    return new Ability(engine).#read(request, options);
  }

  /** The version of the permission document that decides. */
  get version(): string {
    return this.#version;
  }

  /** Every resource type with its actions. */
  get resourceTypes(): readonly AbilityType[] {
    return this.#resourceTypes;
  }

  /** Why nothing at all is allowed, where that is so. */
  get reasons(): readonly Reason[] {
    return this.#reasons;
  }

  /**
   * Whether the action is allowed on a resource of that account; on the account itself where the resource type is one,
   * and below it where such an account is to be created. What the policy or the directory does not know is denied.
   * Where conditions or owners count, `permission` is asked about a resource of which nothing but its account is known.
   */
  can(action: string, resourceType: string, account: string): boolean {
    if (this.#engine.freed) throw new PolicyError("freed", "the engine has been freed");
    const cell = this.#cells.get(resourceType)?.get(action);
    const standing = this.#accounts.get(account);
    if (cell === undefined || standing === undefined || cell.value === 0) return false;
    if (cell.value !== 1) return this.#ask(action, resourceType, account, cell);
    if ((cell.scopes & (cell.below ? standing.below : standing.relation)) === 0) return false;
    return cell.accountTypes === undefined || cell.accountTypes.includes(standing.type);
  }

  /**
   * Reads the table anew where facts have changed: with this context, or again with the last one. A refusal leaves a
   * table that allows nothing.
   */
  refresh(context?: EvaluationContext, options?: CallOptions): Ability | Refusal {
    const request = this.#request as AbilityRequest;
    return this.#read(context === undefined ? request : { ...request, context }, options);
  }

  #read(request: AbilityRequest, { now = Date.now() }: CallOptions = {}): Ability | Refusal {
    const text = toText(request);
    const answer = read<AbilityAnswer>(this.#engine.evaluateText("ability", text, { now }));
    this.#cells.clear();
    // What the caller changes in its request later is no part of the table.
    this.#request = JSON.parse(text) as AbilityRequest;
    this.#now = now;
    if (!answer.ok) return answer;
    const { ability, reasons } = answer.context;
    this.#version = ability.version;
    this.#resourceTypes = ability.resourceTypes;
    this.#reasons = reasons;
    this.#accounts = new Map(ability.accounts.map((account) => [account.id, standingOf(account)]));
    this.#cells = new Map(ability.resourceTypes.map((type) => [type.id, rowOf(type)]));
    return this;
  }

  #ask(name: string, type: string, account: string, { accountTypes, below }: Cell): boolean {
    const resource = accountTypes === undefined || below ? { type, id: "*", properties: { account } } : { type, id: account };
    const answer = this.#engine.permission({ ...(this.#request as AbilityRequest), action: { name }, resource }, { now: this.#now });
    return answer.ok && answer.decision;
  }
}

function standingOf({ type, relation }: AbilityAccount): Standing {
  return { type, relation, below: relation === ELSEWHERE ? ELSEWHERE : relation === 1 ? CHILD : DESCENDANT };
}

function rowOf({ actions, cells, scopes, accountTypes, creates, createsBelow }: AbilityType): Map<string, Cell> {
  return new Map(actions.map((action, index) => {
    const below = accountTypes !== undefined && (creates?.includes(action) ?? false);
    return [action, { value: cells[index] ?? 0, scopes: scopes[index] ?? 0, accountTypes: below ? createsBelow : accountTypes, below }];
  }));
}
