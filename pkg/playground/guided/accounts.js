// Invented accounts for a question: a chain down to the user's account, and an account that stands as asked, seen from there.

/** Steps below the user's account. */
const STEPS = { own: 0, child: 1, descendant: 2 };

/**
 * The accounts of a question, with the ids of the user's account and of the one asked about. Where the document's hierarchy
 * lets no account stand so, the latter is not among them.
 */
export function placeAccounts(permission, { accountType, relation, wanted }) {
  const { accountTypes } = permission;
  const tops = accountTypes.filter(({ parents, top }) => parents === undefined || top);
  const start = (types) => first(tops, ({ id }) => first([0, 1, 2, 3], (steps) => extend(permission, [id], steps, types)));
  const own = start([accountType]);
  const user = `account-${own.length}`;
  if (relation === "elsewhere") {
    const accounts = [...facts(own, "account"), ...facts(start(wanted ?? accountTypes.map(({ id }) => id)), "other")];
    return { accounts, user, target: accounts.at(-1).id };
  }
  const chain = extend(permission, own, STEPS[relation], wanted) ?? extend(permission, own, STEPS[relation]);
  return { accounts: facts(chain ?? own, "account"), user, target: `account-${own.length + STEPS[relation]}` };
}

/** The chain of types with so many more below, the last of them one of those wanted. */
function extend(permission, chain, steps, wanted) {
  if (steps === 0) return wanted === undefined || wanted.includes(chain.at(-1)) ? chain : undefined;
  const below = permission.accountTypes.filter(({ parents = [] }) => parents.includes(chain.at(-1)));
  return first(below, ({ id }) => (fits(permission, [...chain, id]) ? extend(permission, [...chain, id], steps - 1, wanted) : undefined));
}

function fits({ maxDepth }, chain) {
  return maxDepth === undefined || chain.filter((type) => maxDepth.accountTypes.includes(type)).length <= maxDepth.value;
}

function first(items, find) {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function facts(types, name) {
  return types.map((type, index) => ({ id: `${name}-${index + 1}`, type, ...(index > 0 && { parent: `${name}-${index}` }) }));
}
