// Passwords and logins beside what consoles write for them. All name the fields that stand against it; ours say why, too.
import { PolicyEngine } from "../../dist/node.js";
import { decided } from "../cases.mjs";
import { contest } from "../contest.mjs";
import * as plain from "../rivals/plain.mjs";
import { passwordSchemas } from "../rivals/schemas.mjs";

/** The clock of JavaScript has milliseconds. */
const FINER = /\.\d{4,}Z/;

export function credentials() {
  const engine = PolicyEngine.load();
  const passwords = decided("impossible-cloud", "password", ["password"]).map(({ request }) => ({ request }));
  const all = decided("impossible-cloud", "authentication", ["authentication"]);
  const logins = all.filter(({ request }) => !FINER.test(JSON.stringify(request)));
  const fieldsOf = (fields) => [...new Set(fields)].sort();
  return [
    contest("password", passwords, [
      {
        id: "password",
        ask: ({ request }) => engine.password(request),
        verdict: ({ context }) => fieldsOf(context.reasons.map(({ pointer }) => pointer.slice(1))),
      },
      {
        id: "password.zod",
        ask: ({ request }) => passwordSchemas[request.holder].safeParse(request),
        verdict: ({ error }) => fieldsOf((error?.issues ?? []).map(({ path }) => path[0])),
      },
      { id: "password.plain", ask: ({ request }) => plain.password(request), verdict: fieldsOf },
    ]),
    contest("authentication", logins, [
      { id: "authentication", ask: ({ request, options }) => engine.authentication(request, options), verdict: ({ decision }) => decision },
      { id: "authentication.plain", ask: ({ request, now }) => plain.authentication(request, now) },
    ]),
  ];
}
