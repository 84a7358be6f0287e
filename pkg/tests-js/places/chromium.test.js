// Pages in Chromium, under `script-src 'self' 'wasm-unsafe-eval'`: through three bundlers, in web workers, from inline bytes, and
// rendered on a server. Each passes the corpus with the bytes that Node gives.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { collectErrors, launch } from "../browser.js";
import { runCorpus } from "../corpus.js";
import { POLICY, serve } from "../server.js";
import { esbuildClient, viteClient, viteDevelopment, viteServer, webpackClient } from "./builds.js";
import { createProject, runner } from "./project.js";
import { alone, page, rendered, withWorker } from "./sources.js";

const WASM = "channel_policy_pkg_bg.wasm";
const texts = { "/favicon.ico": "" };

let project;
let server;
let browser;
let expected;

before(async () => {
  project = createProject("npm-places-chromium");
  texts["/packs.json"] = JSON.stringify(project.packs);
  server = await serve({ folders: { "/": join(project.folder, "out") }, texts });
  browser = await launch();
  const api = await project.byImport();
  await api.init();
  expected = await runCorpus(api, project.packs);
  assert.ok(expected.passed > 0);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Writes an application into a folder of that name. */
function application(name, files) {
  return project.write(Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text])));
}

/** What the page reports, and whether anything was refused on the way. */
async function visit(path) {
  const opened = await browser.newPage();
  const errors = collectErrors(opened);
  const requests = [];
  opened.on("response", (response) => requests.push({ path: new URL(response.url()).pathname, status: response.status() }));
  const response = await opened.goto(server.address + path);
  assert.equal(response.headers()["content-security-policy"], POLICY);
  const report = JSON.parse(await opened.locator("#report").textContent());
  await opened.close();
  assert.equal(report.error, undefined);
  assert.deepEqual(errors, []);
  return { report, wasm: requests.filter((request) => request.path.endsWith(".wasm")) };
}

test("Vite: a page and its module worker", async () => {
  const folder = application("vite", { ...withWorker, "index.html": page("./main.js") });
  await viteClient(folder, "vite");
  const { report, wasm } = await visit("/vite/");
  assert.deepEqual(report, { page: expected, worker: expected });
  assert.ok(wasm.length > 0 && wasm.every(({ status }) => status === 200));
});

test("Vite: the development server", async () => {
  const folder = application("development", { "run.js": runner("channel-policy"), "index.html": '<title>development</title><link rel="icon" href="data:,"><script type="module" src="./main.js"></script>',
    "main.js": 'import packs from "../packs.json"; import { run } from "./run.js"; globalThis.report = run(packs);' });
  const development = await viteDevelopment(folder, "development");
  const opened = await browser.newPage();
  try {
    const errors = collectErrors(opened);
    await opened.goto(development.address);
    await opened.waitForFunction(() => globalThis.report);
    assert.deepEqual(await opened.evaluate(() => globalThis.report), expected);
    assert.deepEqual(errors.filter((error) => !error.includes("favicon")), []);
  } finally {
    await opened.close();
    await development.close();
  }
});

test("webpack: a page and its module worker", async () => {
  const folder = application("webpack", withWorker);
  await webpackClient(folder, "webpack");
  texts["/webpack/index.html"] = page("/webpack/main.js");
  const { report, wasm } = await visit("/webpack/");
  assert.deepEqual(report, { page: expected, worker: expected });
  assert.ok(wasm.length > 0);
});

test("esbuild: the file by a loader", async () => {
  const files = alone("channel-policy", "await api.init(wasm);", 'import wasm from "channel-policy/module.wasm";');
  await esbuildClient(application("esbuild", files), "esbuild", { loader: { ".wasm": "file" } });
  texts["/esbuild/index.html"] = page("/esbuild/main.js");
  const { report, wasm } = await visit("/esbuild/");
  assert.deepEqual(report, { page: expected });
  assert.equal(wasm.length, 1);
});

test("esbuild: the inline entry is one script and fetches nothing", async () => {
  const folder = application("inline", alone("channel-policy/inline", "api.initSync();"));
  await esbuildClient(folder, "inline");
  assert.deepEqual(readdirSync(join(folder, "out", "inline")), ["main.js"]);
  texts["/inline/index.html"] = page("/inline/main.js");
  const { report, wasm } = await visit("/inline/");
  assert.deepEqual(report, { page: expected });
  assert.deepEqual(wasm, []);
});

test("what is not used is left out: a page that only compares decimals has neither the codes nor the module", async () => {
  const folder = application("small", { "main.js": 'import { compareDecimals } from "channel-policy"; console.log(compareDecimals("1", "2"));' });
  await esbuildClient(folder, "small");
  const script = readFileSync(join(folder, "out", "small", "main.js"), "utf8");
  assert.ok(!script.includes("allocation.insufficient_contract_capacity") && script.length < 5000, `${script.length} bytes`);
});

test("a page rendered on a server is what the browser makes of it", async () => {
  const folder = application("ssr", { ...rendered, "index.html": page("./main.js").replace("<body>", '<body><div id="app"><!--app--></div>') });
  await viteClient(folder, "ssr");
  await viteServer(folder, "ssr", "server.js");
  const bundle = join(folder, "out", "ssr-server", "server.js");
  assert.ok(existsSync(bundle) && !readFileSync(bundle, "utf8").includes(WASM));
  const { view } = await import(pathToFileURL(bundle).href);
  const html = await view();
  assert.match(html, /allocation\.insufficient_contract_capacity: /);
  texts["/ssr/index.html"] = readFileSync(join(folder, "out", "ssr", "index.html"), "utf8").replace("<!--app-->", html);
  const { report } = await visit("/ssr/");
  assert.deepEqual(report, { rendered: html, own: html });
});

test("without `wasm-unsafe-eval` the start fails with a typed error that has its cause", async () => {
  const opened = await browser.newPage();
  await opened.route("**/vite/", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-security-policy": "script-src 'self'" } });
  });
  await opened.goto(`${server.address}/vite/`);
  const { error } = JSON.parse(await opened.locator("#report").textContent());
  assert.match(error, /PolicyError: the WebAssembly module could not be started/);
  await opened.close();
});
