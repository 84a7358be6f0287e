// Every operation of the engine: what it asks, in the words of a product owner, and where the sidecar answers it.

/**
 * `time` is where a question may state its time; `route` is absent where the sidecar has none; `yes` is what a positive
 * answer is called; `secret` says that a question holds passwords.
 */
export const GROUPS = [
  {
    title: "Permissions",
    operations: [
      { id: "permission", title: "Permission", question: "May this user do this to that object?", route: "/access/v1/evaluation", time: "context", yes: "Allowed" },
      { id: "evaluations", title: "Several permissions", question: "Which of these may the user do?", route: "/access/v1/evaluations", time: "context", yes: "Allowed" },
      { id: "permissions", title: "Actions on an object", question: "What may the user do to it?", route: "/v1/permissions", time: "context", yes: "Listed" },
      { id: "searchSubject", title: "Who may", question: "Who may do this to that object?", route: "/access/v1/search/subject", time: "context", yes: "Found" },
      { id: "searchResource", title: "On what", question: "To which objects may the user do this?", route: "/access/v1/search/resource", time: "context", yes: "Found" },
      { id: "searchAction", title: "Which actions", question: "Which actions may the user do there?", route: "/access/v1/search/action", time: "context", yes: "Found" },
      { id: "ability", title: "Ability of a user", question: "What may the user do at all, as a table?", time: "context", yes: "Listed" },
      { id: "matrix", title: "All tables and states", question: "What may each role do, and which states are there?", yes: "Listed" },
    ],
  },
  {
    title: "Capacity and deals",
    operations: [
      { id: "allocation", title: "Allocation", question: "May this much of a contract be allocated?", route: "/v1/allocation", time: "top", yes: "Allowed" },
      { id: "deal", title: "Deal", question: "Does this sale need a registered deal, and is there one?", route: "/v1/deal", time: "top", yes: "Allowed" },
    ],
  },
  {
    title: "Prices",
    operations: [
      { id: "quote", title: "Quote", question: "What would it cost?", route: "/v1/quote", time: "top", yes: "Priced" },
      { id: "invoice", title: "Invoice", question: "What did this month cost?", route: "/v1/invoice", time: "top", yes: "Billed" },
    ],
  },
  {
    title: "Console",
    operations: [
      { id: "account", title: "Console form", question: "May this button be pressed with this form?", route: "/v1/account", time: "top", yes: "Allowed", secret: true },
      { id: "password", title: "Password", question: "May this password be taken?", route: "/v1/password", time: "top", yes: "Taken", secret: true },
      { id: "authentication", title: "Login, session, API key", question: "May somebody come in?", route: "/v1/authentication", time: "top", yes: "Allowed" },
    ],
  },
  {
    title: "Storefront",
    operations: [
      { id: "order", title: "Order", question: "May this basket be ordered, and what follows?", route: "/v1/order", time: "top", yes: "Allowed" },
      { id: "subscription", title: "Subscription", question: "May this happen to the subscription, and what follows?", route: "/v1/subscription", time: "top", yes: "Allowed" },
    ],
  },
  {
    title: "Many, logs, documents",
    operations: [
      { id: "batch", title: "Batch", question: "What is the answer to each of these questions?", route: "/v1/batch", time: "top", yes: "Answered" },
      { id: "item", title: "One line of a batch", question: "What is the answer to this line?", yes: "Answered" },
      { id: "redact", title: "What a log keeps", question: "What of a question may a log keep?", yes: "Redacted", secret: true },
      { id: "check", title: "Check of documents", question: "What is wrong with these policy documents?", route: "/v1/policies/check", yes: "No issues" },
    ],
  },
];

export const OPERATIONS = new Map(GROUPS.flatMap(({ operations }) => operations).map((operation) => [operation.id, operation]));

/** The question with the time at which its example was judged, where it may state one and states none. */
export function withTime({ time }, request, now) {
  if (now === undefined || time === undefined) return request;
  if (time === "top") return { asOf: now, ...request };
  return { ...request, context: { asOf: now, ...request.context } };
}
