// A page that stays open: memory after many decisions, and a module that stops and starts again.
import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { collectErrors, launch } from "../browser.js";
import { installConsumer } from "../consumer.js";
import { serve } from "../server.js";

const DECISIONS = 100_000;
const PAGE = '<!doctype html><title>open page</title><script type="module" src="/tests/places/memory-page.js"></script>';

let server;
let browser;

before(async () => {
  const { dist } = installConsumer("npm-places-memory");
  const tests = join(dirname(fileURLToPath(import.meta.url)), "..");
  server = await serve({ folders: { "/pkg/": dist, "/tests/": tests }, texts: { "/index.html": PAGE, "/favicon.ico": "" } });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(query = "") {
  const page = await browser.newPage();
  const errors = collectErrors(page);
  await page.goto(`${server.address}/${query}`);
  await page.waitForFunction(() => globalThis.ready);
  const session = await page.context().newCDPSession(page);
  const measure = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    return { heap: usedSize, wasm: await page.evaluate(() => globalThis.wasmBytes()) };
  };
  return { page, errors, measure };
}

test(`${DECISIONS} decisions leave memory as it was`, async () => {
  const { page, errors, measure } = await open();
  await page.evaluate((count) => globalThis.decide(count), 2000);
  const before = await measure();
  const { allowed, denied, refused } = await page.evaluate((count) => globalThis.decide(count), DECISIONS);
  const after = await measure();
  console.log(`wasm ${before.wasm} -> ${after.wasm} bytes, heap ${before.heap} -> ${after.heap} bytes`);
  assert.equal(allowed + denied + refused, DECISIONS);
  assert.ok(allowed > 0 && denied > 0 && refused > 0, "only one kind of answer was given");
  assert.equal(after.wasm, before.wasm);
  assert.ok(after.heap - before.heap < 500_000, `the heap grew by ${after.heap - before.heap} bytes`);
  assert.deepEqual(errors, []);
  await page.close();
});

test("engines that are freed, and engines that are forgotten, leave memory as it was", async () => {
  const { page, errors, measure } = await open();
  await page.evaluate((count) => globalThis.loadAndFree(count), 20);
  const before = await measure();
  await page.evaluate((count) => globalThis.loadAndFree(count), 300);
  const after = await measure();
  assert.equal(after.wasm, before.wasm);
  for (let round = 0; round < 10; round += 1) {
    await page.evaluate((count) => globalThis.loadAndForget(count), 20);
    await measure();
  }
  const forgotten = await measure();
  console.log(`wasm ${before.wasm} -> ${after.wasm} -> ${forgotten.wasm} bytes`);
  // Twenty engines at once need 3 MB more than one; two hundred that stayed would need 30.
  assert.ok(forgotten.wasm < before.wasm + 10_000_000, `${forgotten.wasm} bytes`);
  assert.deepEqual(errors, []);
  await page.close();
});

test("a module that stops says so in the page, and starts again without the network", async () => {
  const { page, errors } = await open("?limited");
  await page.context().setOffline(true);
  const report = await page.evaluate(() => globalThis.stopAndStart());
  assert.deepEqual(report, { stopped: "trapped", still: "trapped", again: false, old: "trapped" });
  assert.deepEqual(errors, []);
  await page.context().setOffline(false);
  await page.close();
});
