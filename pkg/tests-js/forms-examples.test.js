// The examples as a person uses them, with the packed tarball: typed into, read, sent; in both languages.
import assert from "node:assert/strict";
import { cpSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { collectErrors, launch } from "./browser.js";
import { installConsumer, targetFolder } from "./consumer.js";
import { serve } from "./server.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const examples = join(packageRoot, "examples");
const pictures = join(targetFolder, "screenshots");
let server;
let browser;

before(async () => {
  const { folder, dist } = installConsumer("npm-consumer-forms");
  const bundled = join(folder, "react-hook-form");
  cpSync(join(examples, "react-hook-form"), bundled, { recursive: true });
  await build({
    entryPoints: [join(bundled, "main.jsx")],
    outfile: join(bundled, "main.js"),
    bundle: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    // The package as it was installed, what it is shown with from here.
    nodePaths: [join(packageRoot, "node_modules")],
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  cpSync(join(dist, "channel_policy_pkg_bg.wasm"), join(bundled, "channel_policy_pkg_bg.wasm"));
  mkdirSync(pictures, { recursive: true });
  // Browsers ask for an icon of their own accord.
  server = await serve({ texts: { "/favicon.ico": "" }, folders: { "/react/": bundled, "/plain/": join(examples, "plain-html"), "/plain/channel-policy/": dist } });
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await server?.close();
});

async function open(path, ready) {
  const page = await browser.newPage({ viewport: { width: 720, height: 800 } });
  const errors = collectErrors(page);
  await page.goto(server.address + path);
  await page.locator(ready).waitFor();
  return { page, errors };
}

const picture = (page, name) => page.screenshot({ path: join(pictures, `forms-${name}.png`) });
/** Waits until the place says so; a message comes after the key that causes it. */
const says = (page, place, text) => page.locator(place).filter({ hasText: text }).waitFor();

test("React Hook Form: a capacity as it is not read is refused in place, in both languages, until it is written as help says", async () => {
  const { page, errors } = await open("/react/", "form");
  await page.fill("#name", "Acme");
  await page.fill("#allocatedCapacity", "47,5 TB");
  await page.locator("#allowOverdraft").focus();
  await says(page, "#allocatedCapacity-error", "“47,5 TB” is not a capacity. A capacity has a number and a unit. Did you mean 47.5 TB?");
  assert.equal(await page.getAttribute("#allocatedCapacity", "aria-invalid"), "true");
  assert.equal(await page.textContent("#name-error"), "");
  await picture(page, "react-en");

  await page.click("nav [lang=de]");
  await says(page, "#allocatedCapacity-error", "„47,5 TB“ ist keine Kapazität. Eine Kapazität hat Zahl und Einheit. Meinten Sie 47.5 TB?");
  await picture(page, "react-de");

  await page.fill("#allocatedCapacity", "1.000 GB");
  await says(page, "#allocatedCapacity-error", "lässt sich auf zwei Arten lesen");
  await page.fill("#allocatedCapacity", "47.5 TB");
  await says(page, "#allocatedCapacity-error", "Nehmen Sie höchstens 47 TB.");
  await page.click("form button");
  assert.equal(await page.textContent("output"), "");
  await page.fill("#allocatedCapacity", "47 TB");
  await page.click("form button");
  await says(page, "output", "Angelegt: Acme, 47 TB");
  assert.equal(await page.textContent("#allocatedCapacity-error"), "");
  assert.deepEqual(errors, []);
});

test("React Hook Form: an empty form says everything at once", async () => {
  const { page, errors } = await open("/react/", "form");
  await page.click("form button");
  await says(page, "#name-error", "This field is required.");
  await says(page, "#allocatedCapacity-error", "This field is required.");
  assert.equal(await page.evaluate(() => document.activeElement.id), "name");
  assert.deepEqual(errors, []);
});

test("React Hook Form: what looks like markup stays text", async () => {
  const { page, errors } = await open("/react/", "form");
  await page.fill("#allocatedCapacity", "<img src=x onerror=alert(1)>");
  await page.click("form button");
  await says(page, "#allocatedCapacity-error", "“<img src=x onerror=alert(1)>” is not a capacity.");
  assert.equal(await page.locator("main img").count(), 0);
  assert.deepEqual(errors, []);
});

/** Flags of a control that are set, and its message. */
const validity = (page, id) => page.evaluate((name) => {
  const control = document.getElementById(name);
  const flags = [];
  for (const flag in control.validity) if (control.validity[flag] === true) flags.push(flag);
  return { flags, message: control.validationMessage };
}, id);

test("plain HTML: by the keyboard alone, from the first fault to the account", async () => {
  const { page, errors } = await open("/plain/", "body[data-ready=yes]");
  await page.focus("#name");
  // Sent empty: the focus goes to the first fault, and each says what it is.
  await page.keyboard.press("Enter");
  await says(page, "#name-error", "This field is required.");
  assert.equal(await page.evaluate(() => document.activeElement.id), "name");
  assert.deepEqual(await validity(page, "name"), { flags: ["customError"], message: "This field is required. Fill it in." });
  assert.deepEqual((await validity(page, "allocatedCapacity")).flags, ["valueMissing"]);
  await picture(page, "plain-en");

  await page.keyboard.type("Acme");
  await page.keyboard.press("Tab");
  await page.keyboard.type("it@acme");
  await page.keyboard.press("Tab");
  await says(page, "#email-error", "This is not an e-mail address.");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("End");
  await page.keyboard.type(".example");
  await page.locator("#email[aria-invalid=false]").waitFor();
  await page.keyboard.press("Tab");
  await page.keyboard.type("Abcdef1!");
  await page.keyboard.press("Tab");
  await page.keyboard.type("1.000 GB");
  await says(page, "#allocatedCapacity-error", "Write one of these: 1 GB, 1000 GB.");
  assert.deepEqual((await validity(page, "allocatedCapacity")).flags, ["badInput"]);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("48 TB");
  await says(page, "#allocatedCapacity-error", "Take at most 47 TB.");
  assert.deepEqual((await validity(page, "allocatedCapacity")).flags, ["rangeOverflow"]);
  await page.keyboard.press("Enter");
  assert.equal(await page.textContent("output"), "");
  assert.equal(await page.evaluate(() => document.activeElement.id), "allocatedCapacity");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("47 TB");
  await page.keyboard.press("Enter");
  await says(page, "output", "Created: Acme, 47 TB");
  assert.equal(await page.evaluate(() => document.querySelector("form").checkValidity()), true);
  assert.deepEqual(errors, []);
});

test("plain HTML: messages belong to their controls and are announced", async () => {
  const { page, errors } = await open("/plain/?lang=de", "body[data-ready=yes]");
  await page.focus("#password");
  await page.keyboard.type("abc");
  await page.keyboard.press("Tab");
  await says(page, "#password-error", "Das Passwort ist zu kurz.");
  await says(page, "#password-error", "Großbuchstaben, Ziffern, Sonderzeichen");
  // Of what was not touched nothing is said.
  assert.equal(await page.textContent("#name-error"), "");
  for (const id of ["name", "email", "password", "allocatedCapacity", "allowOverdraft"]) {
    assert.equal(await page.getAttribute(`#${id}`, "aria-describedby"), `${id}-error`);
    assert.equal(await page.getAttribute(`#${id}-error`, "aria-live"), "polite");
  }
  assert.equal(await page.getByRole("textbox", { name: "Kapazität" }).count(), 1);
  await page.focus("#allocatedCapacity");
  await page.keyboard.type("<img src=x onerror=alert(1)>");
  await page.keyboard.press("Tab");
  await says(page, "#allocatedCapacity-error", "„<img src=x onerror=alert(1)>“ ist keine Kapazität.");
  assert.equal(await page.locator("main img").count(), 0);
  await picture(page, "plain-de");
  assert.deepEqual(errors, []);
});
