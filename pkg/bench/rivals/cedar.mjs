// Cedar with the same tables: a policy for each rule and each way to reach an account. Principals have a role and an account,
// resources an account; accounts lie in those above them.
import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";

import { isItself } from "../world.mjs";

// The build for Node is a CommonJS module.
const cedar = createRequire(import.meta.url)("@cedar-policy/cedar-wasm/nodejs");

// Node 20 stops where code that has Cedar's calls, with objects as arguments, inlined is compiled anew. It saves nanoseconds.
setFlagsFromString("--no-turbo-inline-js-wasm-calls");

const SET = "console-roles";

/** How far below the account of the principal that of the resource lies; a new account stands a step below the one named. */
const REACH = {
  self: ["resource.account == principal.account", undefined],
  children: ["resource.account has parent && resource.account.parent == principal.account", "resource.account == principal.account"],
  descendants: [
    "resource.account in principal.account && resource.account != principal.account",
    "resource.account in principal.account",
  ],
};

/** The policies as text, one after another. */
export function cedarPolicies({ resourceTypes, rules, reach }) {
  const typeOf = (id) => resourceTypes.find((type) => type.id === id);
  const allowed = rules.filter(({ allow }) => allow).flatMap((rule) => permits(rule, typeOf(rule.resourceType), reach));
  const denied = rules.filter(({ deny }) => deny).map(({ resourceType, actions, deny }) => policy("forbid", resourceType, actions, [hasRole(deny)]));
  return [...allowed, ...denied].join("\n");
}

function permits({ resourceType, actions, allow }, type, reach) {
  return reach
    .filter(({ resourceTypes }) => resourceTypes.includes(resourceType))
    .flatMap(({ accountTypes, actions: only = actions, scopes }) =>
      [true, false].flatMap((itself) => {
        const reached = actions.filter((action) => only.includes(action) && isItself(type, action) === itself);
        const step = type.accountTypes !== undefined && !itself ? 1 : 0;
        const ways = scopes.map((scope) => REACH[scope][step]).filter((way) => way !== undefined);
        if (reached.length === 0 || ways.length === 0) return [];
        const conditions = [hasRole(allow), `${list(accountTypes)}.contains(principal.account.type)`, ways.map((way) => `(${way})`).join(" || ")];
        if (itself) conditions.push(`${list(type.accountTypes)}.contains(resource.account.type)`);
        return [policy("permit", resourceType, reached, conditions)];
      }),
    );
}

const list = (words) => `[${words.map((word) => JSON.stringify(word)).join(", ")}]`;
const hasRole = (roles) => (roles.includes("*") ? "true" : `${list(roles)}.contains(principal.role)`);
const named = (actions) => `[${actions.map((action) => `Action::"${action}"`).join(", ")}]`;

function policy(effect, resourceType, actions, conditions) {
  const condition = conditions.map((each) => `(${each})`).join(" && ");
  return `${effect} (principal is User, action in ${named(actions)}, resource is ${resourceType}) when { ${condition} };`;
}

/** A question of the benchmark as Cedar takes it, with the same facts. */
export function cedarCall({ type, request: { subject, action, resource, context } }) {
  const { role, account } = subject.properties;
  const [principalId, resourceId] = [{ type: "User", id: subject.id }, { type, id: resource.id }];
  const accountId = (id) => ({ type: "Account", id });
  const reference = (id) => ({ __entity: accountId(id) });
  const accounts = context.accounts.map(({ id, type, parent }) => ({
    uid: accountId(id),
    attrs: { type, ...(parent && { parent: reference(parent) }) },
    parents: parent ? [accountId(parent)] : [],
  }));
  const entities = [
    { uid: principalId, attrs: { role, account: reference(account) }, parents: [] },
    { uid: resourceId, attrs: { account: reference(resource.properties?.account ?? resource.id) }, parents: [] },
    ...accounts,
  ];
  return { principal: principalId, action: { type: "Action", id: action.name }, resource: resourceId, context: {}, entities };
}

/** The call with its policies as text, parsed each time. */
export const withText = (call, policies) => ({ ...call, policies: { staticPolicies: policies } });

/** The call with the policies that have been parsed. */
export const withParsed = (call) => ({ ...call, preparsedPolicySetId: SET });

/** Parses the policies once, for `withParsed`. */
export function parsePolicies(policies) {
  const answer = cedar.preparsePolicySet(SET, { staticPolicies: policies });
  if (answer.type !== "success") throw new Error(JSON.stringify(answer));
}

export const askText = (call) => decision(cedar.isAuthorized(call));
export const askParsed = (call) => decision(cedar.statefulIsAuthorized(call));

function decision(answer) {
  if (answer.type !== "success" || answer.response.diagnostics.errors.length > 0) throw new Error(JSON.stringify(answer));
  return answer.response.decision === "allow";
}
