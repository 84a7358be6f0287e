// Every code block of the package's README, run as it stands. `// → text` is what the line before, or the same line, prints.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { collectErrors, launch } from "./browser.js";
import { targetFolder } from "./consumer.js";
import { esbuildClient } from "./places/builds.js";
import { page as pageOf } from "./places/sources.js";
import { serve } from "./server.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const readme = readFileSync(join(packageRoot, "README.md"), "utf8");
const blocks = [...readme.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, kind, text]) => ({ kind, text }));
const texts = (kind) => blocks.filter((block) => block.kind === kind).map(({ text }) => text);
const printed = (text) => [...text.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
const folder = join(targetFolder, "npm-readme");

let browser;

before(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }\n');
  const [install] = texts("sh");
  assert.equal(install, "npm install --install-links ./channel-policy/pkg\n");
  const words = install.trim().replace("./channel-policy/pkg", packageRoot).split(" ").slice(1);
  execFileSync("npm", [...words, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: folder, stdio: "inherit" });
  browser = await launch();
});

after(() => browser?.close());

test("there is no block that nothing runs", () => {
  assert.deepEqual([...new Set(blocks.map(({ kind }) => kind))].sort(), ["html", "js", "js esbuild", "js page", "sh"]);
  assert.equal(texts("sh").length, 1);
});

test("the blocks for Node run one after the other, as one module, and print what they say", () => {
  const text = texts("js").join("\n");
  writeFileSync(join(folder, "readme.js"), text);
  const output = execFileSync(process.execPath, ["readme.js"], { cwd: folder, encoding: "utf8" });
  const expected = printed(text);
  assert.ok(expected.length > 10);
  let from = 0;
  for (const line of expected) {
    const found = output.indexOf(line, from);
    assert.ok(found >= 0, `\`${line}\` is not printed, or not in its place:\n${output.slice(from)}`);
    from = found + line.length;
  }
});

test("the block for esbuild runs in a page, bundled with the options that stand above it", async () => {
  const [options] = /esbuild --bundle --format=esm --loader:.wasm=file/.exec(readme);
  assert.ok(options);
  const [text] = texts("js esbuild");
  mkdirSync(join(folder, "esbuild"));
  writeFileSync(join(folder, "esbuild", "main.js"), text);
  await esbuildClient(folder, "esbuild", { loader: { ".wasm": "file" }, publicPath: undefined });
  const files = { folders: { "/": join(folder, "out") }, texts: { "/index.html": pageOf("/esbuild/main.js"), "/favicon.ico": "" } };
  assert.deepEqual(await visit(files, (opened) => opened.waitForEvent("console").then((message) => message.text())), printed(text)[0]);
});

for (const [index, text] of texts("js page").entries()) {
  test(`page ${index + 1} runs without a bundler, under the page policy that the README asks for`, async () => {
    const policy = /^ {4}Content-Security-Policy: (.*)$/m.exec(readme)[1];
    const folders = { "/channel-policy/": join(folder, "node_modules", "channel-policy") };
    const files = { policy, folders, texts: { "/index.html": texts("html")[0], "/page.js": text, "/favicon.ico": "" } };
    const shown = await visit(files, async (opened) => {
      await opened.waitForFunction(() => document.querySelector("output").textContent !== "");
      return opened.textContent("output");
    });
    assert.deepEqual([shown], printed(text));
  });
}

/** What `look` sees in a page that is served so, and that nothing failed in it. */
async function visit(files, look) {
  const server = await serve(files);
  const opened = await browser.newPage();
  try {
    const errors = collectErrors(opened);
    const [seen] = await Promise.all([look(opened), opened.goto(server.address)]);
    assert.deepEqual(errors, []);
    return seen;
  } finally {
    await opened.close();
    await server.close();
  }
}
