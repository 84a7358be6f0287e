// Places without a browser: Node's two module systems, threads, and edge runtimes, where no bytes may be compiled.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { build } from "esbuild";
import { createProject, runner } from "./project.js";

const PRINT = `import { readFileSync } from "node:fs";
const packs = JSON.parse(readFileSync(new URL("packs.json", import.meta.url), "utf8"));
const print = (report) => console.log(JSON.stringify(report));
`;

let project;
let expected;

before(async () => {
  project = createProject("npm-places-node");
  project.write({ "run-node.js": runner("channel-policy", undefined, "./corpus.js") });
  expected = node("node.mjs", `${PRINT}import { run } from "./run-node.js"; print(await run(packs));`);
  assert.ok(expected.passed > 0);
});

/** Runs a program in a process of its own; what it prints last is its report. */
function node(name, text, ...flags) {
  const folder = project.write({ [name]: text });
  const output = execFileSync(process.execPath, [...flags, name], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  return JSON.parse(output.trim().split("\n").at(-1));
}

const same = (report) => assert.deepEqual(report, expected);

test("`import` passes the corpus", () => assert.deepEqual(expected.failures, []));

test("`import`, started without waiting", () => {
  project.write({ "run-sync.js": runner("channel-policy", "api.initSync();", "./corpus.js") });
  same(node("sync.mjs", `${PRINT}import { run } from "./run-sync.js"; print(await run(packs));`));
});

test("`import` of the inline entry, where the file of the module is gone", () => {
  project.write({ "run-inline.js": runner("channel-policy/inline", "api.initSync();", "./corpus.js") });
  same(node("inline.mjs", `${PRINT}import fs from "node:fs"; import { syncBuiltinESMExports } from "node:module"; import { run } from "./run-inline.js";
    fs.readFileSync = fs.promises.readFile = () => { throw new Error("a file is read"); }; syncBuiltinESMExports();
    print(await run(packs));`));
});

for (const entry of ["channel-policy", "channel-policy/inline"]) {
  test(`\`require\` of ${entry}, with and without waiting`, () => {
    const text = (start) => `const api = require(${JSON.stringify(entry)});
      const packs = JSON.parse(require("node:fs").readFileSync("packs.json", "utf8"));
      (async () => { ${start}; const { runCorpus } = await import("./corpus.js"); console.log(JSON.stringify(await runCorpus(api, packs))); })();`;
    same(node("required.cjs", text("api.initSync()")));
    same(node("required-waiting.cjs", text("await api.init()")));
  });
}

test("`require` under the condition `browser`, as test runners with a simulated page do, needs no file", () => {
  same(node("simulated.cjs", `const api = require("channel-policy");
    const fs = require("node:fs");
    const packs = JSON.parse(fs.readFileSync("packs.json", "utf8"));
    const run = import("./corpus.js").then(({ runCorpus }) => {
      fs.readFileSync = fs.promises.readFile = () => { throw new Error("a file is read"); };
      return api.init().then(() => runCorpus(api, packs));
    });
    run.then((report) => console.log(JSON.stringify(report)));`, "--conditions=browser"));
});

test("a thread that gets the compiled module", () => {
  project.write({ "run-thread.js": `import { parentPort, workerData } from "node:worker_threads";
    import * as api from "channel-policy"; import { runCorpus } from "./corpus.js";
    api.initSync(workerData.module);
    parentPort.postMessage(await runCorpus(api, workerData.packs));` });
  same(node("thread.mjs", `${PRINT}import { Worker } from "node:worker_threads";
    const file = new URL(import.meta.resolve("channel-policy/module.wasm"));
    const module = await WebAssembly.compile(readFileSync(file));
    const thread = new Worker(new URL("run-thread.js", import.meta.url), { workerData: { module, packs } });
    print(await new Promise((resolve, reject) => thread.once("message", resolve).once("error", reject)));`));
});

// What edge platforms do: their bundler leaves the import of the module alone and deploys the file compiled, and the
// runtime refuses to compile bytes. Here esbuild leaves it alone, and a realm without compilation links it.
for (const { condition, suffix } of [{ condition: "workerd", suffix: "" }, { condition: "edge-light", suffix: "?module" }]) {
  test(`a static import of the module under \`${condition}\`, where bytes are not compiled`, async () => {
    const folder = project.write({ [`${condition}/app.js`]: runner("channel-policy") });
    const outfile = join(folder, condition, "bundle.js");
    await build({
      entryPoints: [join(folder, condition, "app.js")], outfile, bundle: true, format: "esm", logLevel: "error",
      conditions: [condition, "worker"], external: [`*.wasm${suffix}`],
    });
    const imported = /from\s*"([^"]+\.wasm[^"]*)"/.exec(readFileSync(outfile, "utf8"))?.[1];
    assert.equal(imported, `./channel_policy_pkg_bg.wasm${suffix}`);
    same(node(`${condition}/link.mjs`, LINK(condition), "--experimental-vm-modules", "--no-warnings"));
  });
}

const LINK = (folder) => `import { readFileSync } from "node:fs";
  import { createContext, SourceTextModule, SyntheticModule } from "node:vm";
  const given = { console, TextEncoder, TextDecoder, URL, crypto };
  const context = createContext(given, { codeGeneration: { strings: false, wasm: false } });
  const compiled = new WebAssembly.Module(readFileSync("node_modules/channel-policy/dist/channel_policy_pkg_bg.wasm"));
  const app = new SourceTextModule(readFileSync("${folder}/bundle.js", "utf8"), { context, identifier: "bundle.js" });
  await app.link((name) => {
    if (!name.includes(".wasm")) throw new Error("an import of " + name);
    return new SyntheticModule(["default"], function () { this.setExport("default", compiled); }, { context });
  });
  await app.evaluate();
  const refused = new SourceTextModule("export let refused = false; try { new WebAssembly.Module(new Uint8Array([0,97,115,109,1,0,0,0])); } catch { refused = true; }", { context });
  await refused.link(() => {});
  await refused.evaluate();
  if (!refused.namespace.refused) throw new Error("bytes are compiled here");
  console.log(JSON.stringify(await app.namespace.run(JSON.parse(readFileSync("packs.json", "utf8")))));`;
