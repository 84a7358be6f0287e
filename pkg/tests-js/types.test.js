// The declarations, as an application's compiler sees them.
import { execFileSync } from "node:child_process";
import { copyFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { installConsumer } from "./consumer.js";

const here = dirname(fileURLToPath(import.meta.url));
const compiler = join(here, "..", "node_modules", "typescript", "bin", "tsc");
const OPTIONS = ["--ignoreConfig", "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--noUncheckedIndexedAccess",
  "--target", "es2022", "--lib", "es2022,dom"];

let folder;
before(() => {
  ({ folder } = installConsumer("npm-consumer-types"));
  for (const name of ["consumer.ts", "consumer.cts"]) copyFileSync(join(here, "types", name), join(folder, name));
});

/** Throws with the compiler's text where anything does not type-check. */
function compile(...options) {
  execFileSync(process.execPath, [compiler, ...OPTIONS, ...options], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
}

test("import and require type-check in Node", () => compile("--module", "nodenext", "consumer.ts", "consumer.cts"));

test("import type-checks for a bundler", () => compile("--module", "esnext", "--moduleResolution", "bundler", "consumer.ts"));
