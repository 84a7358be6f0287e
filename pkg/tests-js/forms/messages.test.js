// The catalogue: every language file there is holds exactly the codes that a form can meet, as plain text.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { render } from "../../dist/messages/catalogue.js";
import { repositoryRoot } from "../consumer.js";
import { forms, formsIn } from "./page.js";

const here = dirname(fileURLToPath(import.meta.url));
const sources = join(here, "..", "..", "js", "messages");
const names = readdirSync(sources).filter((name) => name.endsWith(".ts") && name !== "catalogue.ts").map((name) => name.slice(0, -3));
const languages = await Promise.all(names.map(async (name) => ({ name, catalogue: (await import(`../../dist/messages/${name}.js`)).default })));

/** The codes of the pages of the operations that forms ask, out of the closed lists. */
const page = (operation) => readFileSync(join(repositoryRoot, "docs", "operations", `${operation}.md`), "utf8");
const met = new Set(["allocation", "account", "deal", "order", "password"].flatMap((operation) =>
  [...page(operation).matchAll(/^\| \[`([\w.]+)`\]/gm)].map(([, code]) => code)));
const lists = JSON.parse(readFileSync(join(repositoryRoot, "docs", "codes", "codes.json"), "utf8"));
const closed = [...lists.issues, ...lists.reasons, ...lists.obligations].map(({ code }) => code);

const PARAMS = ["value", "found", "allowed", "rule", "missing", "needed", "source"];

test("there are English and German, and the codes are of the closed lists", () => {
  assert.ok(names.includes("en") && names.includes("de"));
  assert.ok(met.size > 170);
  for (const code of met) assert.ok(closed.includes(code), code);
});

for (const { name, catalogue } of languages) {
  test(`${name}: no code is missing and none is unused`, () => {
    assert.equal(catalogue.language, name);
    assert.deepEqual(Object.keys(catalogue.codes).sort(), [...met].sort());
  });

  test(`${name}: whole sentences of plain text, with parameters that there are`, () => {
    for (const [code, template] of [...Object.entries(catalogue.codes), ["facts", catalogue.facts]]) {
      assert.ok(template.length === 1 || template.length === 2, code);
      for (const text of template) {
        assert.ok(!/[<>&`*]/.test(text), `${code}: ${text}`);
        for (const [, param] of text.matchAll(/\{(\w*)\}/g)) assert.ok(PARAMS.includes(param), `${code}: {${param}}`);
        const params = Object.fromEntries(PARAMS.map((param) => [param, "7"]));
        for (const rendered of [render(text, params), render(text, {})].map((rendered) => rendered.trim()).filter((rendered) => rendered !== "")) {
          assert.match(rendered, /^[\p{Lu}\p{Pi}„“0-9].*[.?]$/u, `${code}: ${rendered}`);
          assert.ok(!/[[\]{}…]|\s\s/.test(rendered), `${code}: ${rendered}`);
        }
      }
      assert.notEqual(render(template[0], {}).trim(), "", code);
    }
  });

  test(`${name}: what was filled in stays text, whatever it looks like`, () => {
    const { allocation } = formsIn(catalogue);
    for (const text of ["<img onerror=alert(1)>", "{allowed}", "[{found}]", "$&$1", "](javascript:x)"]) {
      const { issues: [issue] } = allocation["~standard"].validate({ requestedCapacity: text });
      assert.ok(issue.message.includes(text), issue.message);
      assert.equal(issue.params.value, text);
    }
  });
}

test("languages differ in every message", () => {
  const [first, second] = languages.map(({ catalogue }) => catalogue);
  for (const code of met) assert.notEqual(first.codes[code][0], second.codes[code][0], code);
});

test("a long value is cut in the message", () => {
  const { issues: [issue] } = forms.allocation["~standard"].validate({ requestedCapacity: "9".repeat(500) });
  assert.equal([...issue.params.value].length, 41);
});

test("an optional part goes with its parameter", () => {
  assert.equal(render("Too long[: {found} characters]. ", { found: "7" }), "Too long: 7 characters. ");
  assert.equal(render("Too long[: {found} characters].", {}), "Too long.");
  assert.equal(render("{found}", {}), "…");
  assert.equal(render("{constructor}", {}), "…");
});
