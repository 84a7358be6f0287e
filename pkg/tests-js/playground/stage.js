// The playground laid out as `cargo xtask demo` serves it, with the sidecar where it has been built, and a browser: one for all
// test files of a process.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { layOut } from "../../scripts/playground.mjs";
import { collectErrors, launch } from "../browser.js";
import { targetFolder } from "../consumer.js";
import { serve } from "../server.js";
import { startSidecar } from "../sidecar.js";

/** Where the pictures of the views go. */
export const pictures = join(targetFolder, "screenshots");

let [server, browser, hasSidecar] = [undefined, undefined, false];

before(async () => {
  const assets = join(targetFolder, "playground-tests");
  layOut(assets);
  mkdirSync(pictures, { recursive: true });
  const sidecar = await startSidecar(assets);
  hasSidecar = sidecar !== undefined;
  server = sidecar ?? (await serve({ folders: { "/": assets } }));
  console.log(hasSidecar ? "with the sidecar" : "without the sidecar: CHANNEL_POLICY_BIN is not set");
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Where the page is. */
export const addressOf = () => server.address;

/** A page that has started with a view; at its end, `close` looks at what went wrong and where requests went. */
export async function open(view, options) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  const errors = collectErrors(page);
  const addresses = new Set();
  page.on("request", (request) => addresses.add(new URL(request.url()).origin));
  await page.goto(`${server.address}/#/${view}`);
  await page.locator("body[data-ready=yes]").waitFor();
  const close = async () => {
    await page.close();
    // The browser logs questions that the sidecar cannot judge or has no time for on a busy machine, and its absence; the page
    // says all of it, and who compares waits for equal bytes. Nothing else may go wrong.
    const expected = hasSidecar ? /^Failed to load resource: .* (400|422|503) / : /^Failed to load resource: .* 404 /;
    assert.deepEqual(errors.filter((text) => !expected.test(text)), []);
    assert.deepEqual([...addresses], [new URL(server.address).origin], "nothing is fetched from elsewhere");
  };
  return { page, close };
}

/** Waits until the view has compared the page with the sidecar. */
export async function compared(page, view) {
  const state = hasSidecar ? "equal" : "absent";
  await page.locator(`#${view} .twin[data-twin=${state}]`).waitFor();
  const text = await page.locator(`#${view} .twin-verdict`).textContent();
  assert.match(text, hasSidecar ? /bytes equal/ : /no sidecar answers/);
}

/** Goes to another view, as a link does. */
export async function goTo(page, view) {
  await page.evaluate((id) => {
    location.hash = `#/${id}`;
  }, view);
  await page.locator(`body[data-view="${view}"] #${view}`).waitFor();
}
