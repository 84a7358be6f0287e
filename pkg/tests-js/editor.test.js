// What an editor shows: the language server of the installed TypeScript, asked about an application that has the tarball.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { installConsumer, repositoryRoot } from "./consumer.js";

// Each line that ends in `// ^name` is asked about at its first occurrence of that name.
const SOURCE = `import { init, issueCodes, reasonCodes, obligationCodes, parseCapacity, PolicyEngine, PolicyError } from "channel-policy";
import type { AllocationRequest, IssueCode, IssueCodes, PolicyErrorCodes, ReasonCode } from "channel-policy";
await init(); // ^init
const engine = PolicyEngine.load(); // ^load
const request: AllocationRequest = {
  action: "create",
  contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: 0 }, // ^reservedCapacity
  requestedCapacity: "47 TB", // ^requestedCapacity
};
const answer = engine.allocation(request); // ^allocation
if (answer.ok) console.log(answer.context.headroom, answer.context.obligations); // ^headroom
export const reason: ReasonCode = reasonCodes["allocation.insufficient_contract_capacity"]; // ^allocation.insufficient
export const issue: IssueCode = issueCodes["input.capacity_format"]; // ^input.capacity_format
export type Same = IssueCodes["input.unknown_field"]; // ^input.unknown_field
export const duty = obligationCodes.register_deal; // ^register_deal
export type Stopped = PolicyErrorCodes["trapped"]; // ^trapped
console.log(parseCapacity("47 TB")); // ^parseCapacity
console.log(new PolicyError("freed", "")); // ^PolicyError
`;

let server;
let shown;

before(async () => {
  const { folder } = installConsumer("npm-consumer-editor");
  const uri = pathToFileURL(join(folder, "app.ts")).href;
  writeFileSync(join(folder, "app.ts"), SOURCE);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: { strict: true, module: "nodenext", types: [] }, files: ["app.ts"] }));
  server = await languageServer(pathToFileURL(folder).href);
  server.notify("textDocument/didOpen", { textDocument: { uri, languageId: "typescript", version: 1, text: SOURCE } });
  shown = async (name) => {
    const lines = SOURCE.split("\n");
    const line = lines.findIndex((text) => text.endsWith(`// ^${name}`));
    const character = lines[line].indexOf(name) + 1;
    const hover = await server.request("textDocument/hover", { textDocument: { uri }, position: { line, character } });
    return hover?.contents?.value ?? "";
  };
});

after(() => server?.close());

const texts = [
  ["init", "Starts the module, once"],
  ["load", "Loads policy documents"],
  ["reservedCapacity", "paid for whether used or not"],
  ["requestedCapacity", "the amount asked for"],
  ["allocation", "May the allocation be created or changed"],
  ["headroom", "what is left of the capacity"],
  ["trapped", "starts it afresh"],
  ["parseCapacity", "exactly as a request's"],
  ["PolicyError", "Misuse of the package"],
];
for (const [name, text] of texts) {
  test(`\`${name}\` is shown with its documentation`, async () => {
    const [code, documentation] = (await shown(name)).split("\n```\n");
    assert.ok(code.includes(name), code);
    assert.ok(documentation?.toLowerCase().includes(text.toLowerCase()), documentation);
  });
}

test("a code is shown with the whole of its page: cause and remedy", async () => {
  const codes = JSON.parse(readFileSync(join(repositoryRoot, "docs", "codes", "codes.json"), "utf8"));
  const asked = { "allocation.insufficient": "allocation.insufficient_contract_capacity" };
  for (const [name, list] of [["allocation.insufficient", "reasons"], ["input.capacity_format", "issues"], ["input.unknown_field", "issues"], ["register_deal", "obligations"]]) {
    const hover = await shown(name);
    const { documentation } = codes[list].find(({ code }) => code === (asked[name] ?? name));
    assert.ok(documentation.length > 0);
    for (const paragraph of documentation) assert.ok(hover.includes(paragraph), `${name}: ${hover}`);
  }
});

test("the application has no type errors, so what was asked about is what it seems", async () => {
  const uri = pathToFileURL(join(repositoryRoot, "target", "npm-consumer-editor", "app.ts")).href;
  const { items } = await server.request("textDocument/diagnostic", { textDocument: { uri } });
  assert.deepEqual(items.map(({ message }) => message), []);
});

/** The language server, spoken to with the JSON-RPC library that TypeScript brings. */
async function languageServer(rootUri) {
  const own = createRequire(import.meta.url).resolve("typescript");
  const { default: program } = await import(new URL("./getExePath.js", pathToFileURL(own)).href);
  const rpc = createRequire(own)("../vendor/vscode-jsonrpc/lib/node/main.js");
  const child = spawn(program(), ["--lsp", "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  const connection = rpc.createMessageConnection(new rpc.StreamMessageReader(child.stdout), new rpc.StreamMessageWriter(child.stdin));
  connection.onRequest((method, parameters) => (method === "workspace/configuration" ? parameters.items.map(() => null) : null));
  connection.listen();
  const capabilities = { textDocument: { hover: { contentFormat: ["markdown"] }, diagnostic: {} } };
  await connection.sendRequest("initialize", { processId: process.pid, rootUri, capabilities });
  await connection.sendNotification("initialized", {});
  return {
    request: (method, parameters) => connection.sendRequest(method, parameters),
    notify: (method, parameters) => connection.sendNotification(method, parameters),
    close: () => { connection.dispose(); child.kill(); },
  };
}
