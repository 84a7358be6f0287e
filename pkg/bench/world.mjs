// The questions: every role in every kind of account, every action of the console's roles, on every account of a small world,
// which gives all relations (own, child, descendant, elsewhere) and all kinds of account.

const ACCOUNTS = [
  { id: "distributor-1", type: "distributor" },
  { id: "partner-1", type: "partner", parent: "distributor-1" },
  { id: "customer-1", type: "customer", parent: "partner-1" },
  { id: "customer-2", type: "customer", parent: "distributor-1" },
  { id: "channel-1", type: "channelPartner" },
  { id: "customer-3", type: "customer", parent: "channel-1" },
  { id: "distributor-2", type: "distributor" },
  { id: "partner-2", type: "partner", parent: "distributor-2" },
];

const ACTORS = ["distributor-1", "channel-1", "partner-1", "customer-1"];
const ROLES = ["admin", "staff", "viewer"];

const byId = new Map(ACCOUNTS.map((account) => [account.id, account]));

/** An account and those above it. */
export function chain(id) {
  const account = byId.get(id);
  return account === undefined ? [] : [account, ...chain(account.parent)];
}

/** Accounts so many steps below another: 0 itself, 1 its children. */
export const below = (id, reached) =>
  ACCOUNTS.filter((account) => {
    const depth = chain(account.id).findIndex((above) => above.id === id);
    return depth >= 0 && reached(depth);
  });

/** Everybody who asks. */
export const subjects = ACTORS.flatMap((account) => ROLES.map((role) => ({ id: `${account}-${role}`, role, account })));

/** The facts that an application sends where it knows all accounts. */
export const everyAccount = ACCOUNTS;

/** Every question of a subject that the permission section has a cell for. */
export function questionsOf(subject, permission) {
  return cells(permission).flatMap(({ resourceType, action }) =>
    ACCOUNTS.map(({ id: account }) => ({
      action: literal(action),
      type: literal(resourceType.id),
      account: literal(account),
      request: request(subject, { resourceType, action, account }),
    })),
  );
}

/** The text as it would stand in a page's source: JavaScript keeps one copy of such, which makes it quick to look up. */
const literal = (text) => Object.keys({ [text]: 0 })[0];

/** Left out: cells that depend on a condition, and on who owns the resource, since tables of roles cannot say them. */
export function cells({ resourceTypes, rules, reach }) {
  const speaks = (rule, resourceType, action) => rule.resourceType === resourceType.id && rule.actions.includes(action);
  const owned = (rule, resourceType, action) =>
    rule.resourceTypes.includes(resourceType.id) && (rule.actions?.includes(action) ?? true) && rule.scopes.includes("own");
  const plain = (resourceType, action) =>
    !rules.some((rule) => rule.when !== undefined && speaks(rule, resourceType, action)) &&
    !reach.some((rule) => owned(rule, resourceType, action));
  return resourceTypes.flatMap((resourceType) =>
    resourceType.actions.filter((action) => plain(resourceType, action)).map((action) => ({ resourceType, action })),
  );
}

/** Whether the account of a question is the resource itself, and not the one that it belongs to. */
export const isItself = ({ accountTypes, creates = [] }, action) => accountTypes !== undefined && !creates.includes(action);

function request(subject, { resourceType, action, account }) {
  const accounts = [...new Map([...chain(subject.account), ...chain(account)].map((fact) => [fact.id, fact])).values()];
  const resource = isItself(resourceType, action) ? { id: account } : { id: "resource-1", properties: { account } };
  return {
    subject: { type: "user", id: subject.id, properties: { role: subject.role, account: subject.account } },
    action: { name: action },
    resource: { type: resourceType.id, ...resource },
    context: { accounts },
  };
}
