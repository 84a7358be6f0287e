// The declarations, as an application's compiler sees them.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installConsumer } from "./consumer.js";

const here = dirname(fileURLToPath(import.meta.url));
const compiler = join(here, "..", "node_modules", "typescript", "bin", "tsc");
const OPTIONS = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess",
  "--target", "es2022", "--lib", "es2022,dom"];

let folder;
let dist;
before(() => {
  ({ folder, dist } = installConsumer("npm-consumer-types"));
  for (const name of ["consumer.ts", "consumer.cts", "edge.ts", "forms.ts", "language.ts"]) copyFileSync(join(here, "types", name), join(folder, name));
});

/** Throws with the compiler's text where anything does not type-check. */
function compile(...options) {
  execFileSync(process.execPath, [compiler, ...OPTIONS, ...options], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
}

test("import and require type-check in Node", () => compile("--module", "nodenext", "consumer.ts", "consumer.cts"));

test("import type-checks for a bundler", () => compile("--module", "esnext", "--moduleResolution", "bundler", "consumer.ts"));

// Types of Node are not there, as in a page's project; the entries for edge runtimes are among the conditions.
for (const condition of ["workerd", "edge-light", "browser", "worker"]) {
  test(`import type-checks under the condition ${condition}`, () => {
    compile("--module", "esnext", "--moduleResolution", "bundler", "--customConditions", condition, "--types", "", ...(condition === "workerd" || condition === "edge-light" ? ["edge.ts"] : ["consumer.ts"]));
  });
}

test("no declaration has an `any`", () => {
  const declarations = readdirSync(dist, { recursive: true }).filter((name) => name.endsWith(".d.ts"));
  assert.ok(declarations.length > 20);
  for (const name of declarations) {
    const code = readFileSync(join(dist, name), "utf8").replace(/\/\*[^]*?\*\/|\/\/.*|"[^"\n]*"/g, "");
    assert.doesNotMatch(code, /\bany\b/, name);
  }
});

test("forms type-check against the interfaces of the standards, and a language file is complete", () => {
  cpSync(join(here, "..", "node_modules", "@standard-schema"), join(folder, "node_modules", "@standard-schema"), { recursive: true });
  compile("--module", "esnext", "--moduleResolution", "bundler", "forms.ts", "language.ts");
  compile("--module", "nodenext", "forms.ts", "language.ts");
});
