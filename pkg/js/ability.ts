/** A role's table as plain data: drawing a menu costs one call, however many entries it has. */
import type { Engine } from "./module.js";
import { asString, milliseconds } from "./options.js";

/** Whose table is wanted. */
export interface AbilityQuery {
  /** A role of the permission document. */
  readonly role: string;
  /** Type of the user's account. */
  readonly accountType: string;
  /** RFC 3339; picks the version where none is named; default now. */
  readonly asOf?: string;
  /** The version of the permission document, whatever the date. */
  readonly version?: string;
}

/** Where the resource's account stands, seen from the user's: the same, directly below, further down, anywhere else. */
export type Relation = "own" | "child" | "descendant" | "elsewhere";

/** A cell of the role table; `unset` is denied too, but no rule says so. */
export type Effect = "allow" | "deny" | "unset";

/** A resource type with its actions. */
export interface AbilityResource {
  readonly id: string;
  readonly actions: readonly string[];
}

interface Table {
  readonly version: string;
  readonly resourceTypes: readonly AbilityResource[];
  readonly cells: readonly number[];
  readonly reach: readonly number[];
}

interface Cell {
  readonly effect: Effect;
  readonly reach: number;
}

const EFFECTS: readonly Effect[] = ["unset", "allow", "deny"];

const BITS: Record<Relation, number> = { own: 1, child: 2, descendant: 4, elsewhere: 0 };

/** What users with one role in one type of account may do. Create with `engine.ability()`; needs no `free()`. */
export class Ability {
  /** The version of the permission document that decides. */
  readonly version: string;
  /** Every resource type and action that the policy knows. */
  readonly resourceTypes: readonly AbilityResource[];
  readonly #cells = new Map<string, Map<string, Cell>>();

  private constructor({ version, resourceTypes, cells, reach }: Table) {
    this.version = version;
    this.resourceTypes = resourceTypes;
    let next = 0;
    for (const { id, actions } of resourceTypes) {
      const row = new Map<string, Cell>();
      for (const action of actions) {
        row.set(action, { effect: EFFECTS[cells[next] ?? 0] ?? "unset", reach: reach[next] ?? 0 });
        next += 1;
      }
      this.#cells.set(id, row);
    }
  }

  /** @internal */
  static prepare(shell: Engine, { role, accountType, asOf, version }: AbilityQuery): Ability | undefined {
    const wanted = version === undefined ? undefined : asString("version", version);
    const found = shell.ability(asString("role", role), asString("accountType", accountType), milliseconds(asOf), wanted);
    return found === undefined ? undefined : new Ability(JSON.parse(found) as Table);
  }

  /** Whether the action is allowed; what the policy does not know is not. */
  can(action: string, resourceType: string, relation: Relation): boolean {
    const cell = this.#cells.get(resourceType)?.get(action);
    return cell !== undefined && cell.effect === "allow" && (cell.reach & BITS[relation]) !== 0;
  }

  /** The cell of the role table, whoever owns the resource; `undefined` for what the policy does not know. */
  effect(action: string, resourceType: string): Effect | undefined {
    return this.#cells.get(resourceType)?.get(action)?.effect;
  }

  /** Whether users of this type of account reach this action on resources of that owner, whatever their role. */
  reaches(action: string, resourceType: string, relation: Relation): boolean {
    return ((this.#cells.get(resourceType)?.get(action)?.reach ?? 0) & BITS[relation]) !== 0;
  }
}
