// The playground laid out as `cargo xtask demo` serves it, with the sidecar where it has been built, and a browser.
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

/**
 * Sets the stage for a test file.
 * @param {string} name of the file, since files run side by side
 */
export function setStage(name) {
  const stage = { sidecar: undefined, address: undefined, open, compared };
  let [server, browser] = [undefined, undefined];
  before(async () => {
    const assets = join(targetFolder, "playground-tests", name);
    layOut(assets);
    mkdirSync(pictures, { recursive: true });
    stage.sidecar = await startSidecar(assets);
    server = stage.sidecar ?? (await serve({ folders: { "/": assets } }));
    stage.address = server.address;
    console.log(stage.sidecar ? "with the sidecar" : "without the sidecar: CHANNEL_POLICY_BIN is not set");
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  /** A page that has started with a view; at its end, `close` looks at what went wrong and where requests went. */
  async function open(view, options) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const errors = collectErrors(page);
    const addresses = new Set();
    page.on("request", (request) => addresses.add(new URL(request.url()).origin));
    await page.goto(`${stage.address}/#/${view}`);
    await page.locator("body[data-ready=yes]").waitFor();
    const close = async () => {
      await page.close();
      // The browser logs questions that the sidecar cannot judge, and its absence, which the page says; nothing else may go wrong.
      const expected = stage.sidecar ? /^Failed to load resource: .* 4(00|22) / : /^Failed to load resource: .* 404 /;
      assert.deepEqual(errors.filter((text) => !expected.test(text)), []);
      assert.deepEqual([...addresses], [new URL(stage.address).origin], "nothing is fetched from elsewhere");
    };
    return { page, close };
  }

  /** Waits until the view has compared the page with the sidecar. */
  async function compared(page, view) {
    const state = stage.sidecar ? "equal" : "absent";
    await page.locator(`#${view} .twin[data-twin=${state}]`).waitFor();
    const text = await page.locator(`#${view} .twin-verdict`).textContent();
    assert.match(text, stage.sidecar ? /bytes equal/ : /no sidecar answers/);
  }
  return stage;
}

/** Goes to another view, as a link does. */
export async function goTo(page, view) {
  await page.evaluate((id) => {
    location.hash = `#/${id}`;
  }, view);
  await page.locator(`body[data-view="${view}"] #${view}`).waitFor();
}
