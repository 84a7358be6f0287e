// @casl/ability as an application would use it: one cached ability per subject, made from the same tables.
import { AbilityBuilder, createMongoAbility, subject } from "@casl/ability";

import { below, isItself } from "./world.mjs";

const DEPTHS = { self: (depth) => depth === 0, children: (depth) => depth === 1, descendants: (depth) => depth >= 1 };

/** The ability of a subject whose account is of this type: what its role may, on the accounts that are reached. */
export function caslAbility({ role, account }, accountType, permission) {
  const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
  const holds = (roles = []) => roles.includes(role) || roles.includes("*");
  for (const rule of permission.rules.filter(({ allow }) => holds(allow))) {
    const resourceType = permission.resourceTypes.find(({ id }) => id === rule.resourceType);
    for (const action of rule.actions) {
      const accounts = reachedAccounts(account, accountType, { resourceType, action }, permission);
      if (accounts.length > 0) can(action, resourceType.id, { account: { $in: accounts } });
    }
  }
  for (const rule of permission.rules.filter(({ deny }) => holds(deny))) cannot(rule.actions, rule.resourceType);
  return build();
}

/** A resource as the ability takes it. */
export const caslResource = (type, account) => subject(type, { account });

function reachedAccounts(account, accountType, { resourceType, action }, { reach }) {
  const rules = reach.filter(
    (rule) =>
      rule.accountTypes.includes(accountType) &&
      rule.resourceTypes.includes(resourceType.id) &&
      (rule.actions?.includes(action) ?? true),
  );
  const itself = isItself(resourceType, action);
  // A new partner or customer stands one step below the account that it is asked for.
  const step = resourceType.accountTypes !== undefined && !itself ? 1 : 0;
  const reached = below(account, (depth) => rules.some(({ scopes }) => scopes.some((scope) => DEPTHS[scope](depth + step))));
  return reached.filter(({ type }) => !itself || resourceType.accountTypes.includes(type)).map(({ id }) => id);
}
