// The corpus in Chromium: the packed package without a bundler, under a strict
// page policy, and the same answers as in Node, byte for byte.
import assert from "node:assert/strict";
import { dirname } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { collectErrors, launch } from "./browser.js";
import { installConsumer, readPacks } from "./consumer.js";
import { runCorpus } from "./corpus.js";
import { serve } from "./server.js";

const PAGE = '<!doctype html><title>corpus</title><script type="module" src="/tests/corpus-page.js"></script>';

const packs = readPacks();
let consumer;
let server;
let browser;
let errors;
let report;

before(async () => {
  consumer = installConsumer("npm-consumer-chromium");
  server = await serve({
    folders: { "/pkg/": consumer.dist, "/tests/": dirname(fileURLToPath(import.meta.url)) },
    texts: { "/index.html": PAGE, "/favicon.ico": "", "/packs.json": JSON.stringify(packs) },
  });
  browser = await launch();
  const page = await browser.newPage();
  errors = collectErrors(page);
  await page.goto(server.address);
  report = JSON.parse(await page.locator("#report").textContent());
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test("every case passes in Chromium", () => {
  assert.equal(report.error, undefined);
  console.log(`${report.passed} passed, ${report.failures.length} failed (Chromium ${browser.version()})`);
  assert.ok(report.passed > 0, "the corpus is empty");
  assert.deepEqual(report.failures, []);
});

test("the page policy and the console have nothing to complain about", () => assert.deepEqual(errors, []));

test("every answer in Chromium has the bytes that it has in Node", async () => {
  const api = await consumer.byImport();
  await api.init();
  const node = await runCorpus(api, packs);
  console.log(`SHA-256 of all answers: ${node.digest}`);
  assert.equal(report.digest, node.digest);
});
