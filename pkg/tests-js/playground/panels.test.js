// The panels for every operation: each has one, its examples are answered, and what is wrong is shown where it is.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { GROUPS } from "../../playground/operations.js";
import { goTo, open } from "./stage.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** The package's operations, as its types have them. */
function operationsOfPackage() {
  const types = readFileSync(join(packageRoot, "dist", "engine.d.ts"), "utf8");
  const [, union] = /export type Operation = ([^;]+);/.exec(types);
  return [...union.matchAll(/"(\w+)"/g)].map(([, name]) => name).sort();
}

test("every operation of the package has a panel, and nothing else has", () => {
  const shown = GROUPS.flatMap(({ operations }) => operations.map(({ id }) => id)).sort();
  assert.ok(shown.length >= 21);
  assert.deepEqual(shown, operationsOfPackage());
});

test("every example of every operation is answered in words and as JSON", async () => {
  const { page, close } = await open("overview");
  let answered = 0;
  for (const { operations } of GROUPS) {
    for (const { id } of operations) {
      await goTo(page, `ask-${id}`);
      const count = await page.locator(`#${id}-example option`).count();
      assert.ok(count >= 2, `${id} has ${count} examples`);
      for (let index = 0; index < count; index += 1) {
        await page.selectOption(`#${id}-example`, String(index));
        const { text, raw, why } = await readPanel(page, id);
        assert.ok(text.length > 0, `${id} ${index}: nothing is said`);
        assert.doesNotMatch(text, /undefined|\[object|NaN/, `${id} ${index}`);
        assert.ok(["object"].includes(typeof JSON.parse(raw)) && why.length > 0, `${id} ${index}`);
        answered += 1;
      }
    }
  }
  assert.ok(answered >= 80, `${answered} examples`);
  await close();
});

function readPanel(page, id) {
  return page.evaluate((operation) => {
    const outcome = document.querySelector(`#${operation}-verdict`);
    const raw = outcome.querySelector(":scope > .raw pre").textContent;
    const text = [...outcome.children].filter((child) => !child.matches(".raw")).map((child) => child.textContent).join(" ");
    return { text, raw, why: document.querySelector(`#${operation}-why`).textContent };
  }, id);
}

test("page and sidecar give the same bytes wherever both have the documents", async (t) => {
  if (process.env.CHANNEL_POLICY_BIN === undefined) return t.skip("there is no sidecar");
  const { page, close } = await open("overview");
  const routed = ["permissions", "allocation", "deal", "quote", "invoice", "account", "password", "authentication", "check"];
  for (const id of routed) {
    await goTo(page, `ask-${id}`);
    await page.locator(`#ask-${id} .twin[data-twin=equal]`).waitFor();
  }
  await goTo(page, "ask-order");
  assert.match(await page.locator("#ask-order .twin-verdict").textContent(), /the sidecar of the demo serves impossible-cloud/);
  await goTo(page, "ask-matrix");
  assert.match(await page.locator("#ask-matrix .twin-verdict").textContent(), /the sidecar has no route/);
  await close();
});

const marked = (page, id) => page.evaluate((operation) => [...document.querySelectorAll(`#ask-${operation} .numbers [data-effect]`)].map((row) => row.textContent), id);

test("a question that is not JSON is marked at the line that the engine names", async () => {
  const { page, close } = await open("ask-deal");
  const texts = ['{\n  "action": "check",\n  "sale": }', '{\n  "a": 1\n  "b": 2\n}', '{\n  "a": [1, 2,]\n}', '{ "a": 01 }', '{ "a": true } x', "", '{ "a": "b'];
  for (const text of texts) {
    await page.locator("#deal-question").fill(text);
    const finding = page.locator("#deal-verdict [data-code='input.malformed_json']");
    await finding.waitFor();
    await page.waitForFunction((typed) => document.querySelector("#ask-deal .twin pre").textContent === typed, text);
    const [, line] = /line (\d+), column \d+/.exec(await finding.locator(".message").textContent());
    assert.equal(await finding.locator(".place").textContent(), `line ${line}`, JSON.stringify(text));
    assert.deepEqual(await marked(page, "deal"), [line], JSON.stringify(text));
  }
  await close();
});

test("an issue leads to its line, and a missing field to the object that lacks it", async () => {
  const { page, close } = await open("ask-deal");
  await page.locator("#deal-question").fill('{\n  "action": "check",\n  "customer": { "volume": "1 TB" },\n  "sale": {\n    "plan": "reserved",\n    "volume": "1,5 TB"\n  }\n}');
  await page.locator("#deal-verdict [data-code='input.missing_field']").waitFor();
  assert.deepEqual(await marked(page, "deal"), ["3", "6"]);
  assert.equal(await page.locator("#deal-question").getAttribute("aria-invalid"), "true");
  await page.getByRole("button", { name: "line 6, column 5" }).click();
  const caret = await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart));
  assert.ok(caret.startsWith('"volume"'), caret);
  await page.getByRole("button", { name: "Back to the example" }).click();
  await page.locator("#deal-verdict .badge[data-verdict=allow]").waitFor();
  assert.deepEqual(await marked(page, "deal"), []);
  await close();
});

test("a bill shows its total and every line with its working", async () => {
  const { page, close } = await open("ask-quote");
  // 2.345 × 7.99 = 18.73655, a month of June has 30 days.
  const outcome = page.locator("#quote-verdict");
  assert.match(await outcome.locator(".total").textContent(), /^18\.74 EUR net/);
  assert.match(await outcome.locator(".explain").textContent(), /2\.345 TB × 7\.99 EUR\/TB = 18\.73655, rounded 18\.74/);
  await close();
});

test("an order says what follows, and a table of states what leads where", async () => {
  const { page, close } = await open("ask-order");
  await page.locator("#order-verdict [data-code=approve_order]").waitFor();
  assert.match(await page.locator("#order-verdict").textContent(), /pending_approval/);
  await goTo(page, "ask-matrix");
  await page.selectOption("#matrix-example", "2");
  const row = page.getByRole("row", { name: "give up failed cancelled" });
  await row.waitFor();
  await close();
});

test("no password gets into the address or into what the browser stores", async () => {
  const { page, close } = await open("ask-password");
  const secret = "Tr4ffic-light-7";
  await page.locator("#password-question").fill(`{ "action": "set", "holder": "consoleUser", "password": "${secret}" }`);
  await page.locator("#password-verdict .badge[data-verdict=allow]").waitFor();
  await goTo(page, "deal");
  const kept = await page.evaluate(() => JSON.stringify([location.href, history.state, { ...localStorage }, { ...sessionStorage }, document.cookie, document.querySelector("#password-verdict").textContent]));
  assert.ok(!kept.includes(secret), kept);
  await close();
});

test("messages are German where the catalogue has them, and say so", async () => {
  const { page, close } = await open("ask-password");
  await page.selectOption("#language", "de");
  const message = page.locator("#password-verdict [data-code='password.classes_missing']");
  await page.locator("#password-verdict .message[lang=de]").first().waitFor();
  assert.match(await message.textContent(), /Ziffern|Großbuchstaben|Sonderzeichen/);
  await page.selectOption("#language", "en");
  await page.locator("#password-verdict .message:not([lang])").first().waitFor();
  await close();
});

const PROBLEM = { type: "about:blank", title: "Content Too Large", status: 413, code: "http.body_too_large" };
const REFUSALS = [
  ["its detail", { ...PROBLEM, detail: "the body is over the limit" }, "the sidecar refused it: the body is over the limit"],
  ["its title where it has no detail", PROBLEM, "the sidecar refused it: Content Too Large"],
];

for (const [what, problem, reason] of REFUSALS) {
  test(`a refusal of the sidecar that has no issues is told by ${what}`, async () => {
    const { page, close } = await open("ask-deal");
    await page.locator("#ask-deal .twin:is([data-twin=equal], [data-twin=absent])").waitFor();
    await page.evaluate((body) => {
      window.fetch = async () => new Response(JSON.stringify(body), { status: body.status, headers: { "content-type": "application/problem+json" } });
    }, problem);
    await page.locator("#deal-question").fill("{}");
    await page.waitForFunction((text) => document.querySelector("#ask-deal .twin-verdict").textContent === text, `Page only: ${reason}.`);
    assert.equal(await page.locator("#ask-deal .twin").getAttribute("data-twin"), "absent");
    assert.equal(await page.locator("#ask-deal .twin pre").last().textContent(), reason);
    await close();
  });
}
