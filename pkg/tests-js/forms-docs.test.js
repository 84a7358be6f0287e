// Every code block of docs/forms.md: run as it stands, compiled, or held to the example that it is taken from.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { installConsumer, repositoryRoot } from "./consumer.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const text = readFileSync(join(repositoryRoot, "docs", "forms.md"), "utf8");
const blocks = [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, kind, body]) => ({ kind, body }));
const of = (kind) => blocks.filter((block) => block.kind === kind).map(({ body }) => body);
const example = (...path) => readFileSync(join(packageRoot, "examples", ...path), "utf8");

let folder;
before(() => ({ folder } = installConsumer("npm-consumer-forms-docs")));

test("there is no block that nothing looks at", () => {
  assert.deepEqual([...new Set(blocks.map(({ kind }) => kind))].sort(), ["js", "js plain", "jsx", "ts"]);
});

test("the blocks for Node run one after the other, as one module, and print what they say", async () => {
  const source = of("js").join("\n");
  writeFileSync(join(folder, "forms.js"), source);
  // The package as it was installed; what it is shown with is bundled from the development packages.
  const nodePaths = [join(packageRoot, "node_modules")];
  const options = { bundle: true, format: "esm", platform: "node", target: "node20", external: ["channel-policy", "channel-policy/*"], nodePaths };
  await build({ ...options, entryPoints: [join(folder, "forms.js")], outfile: join(folder, "forms.mjs"), logLevel: "error" });
  const output = execFileSync(process.execPath, ["forms.mjs"], { cwd: folder, encoding: "utf8" });
  const expected = [...source.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => line);
  assert.ok(expected.length > 10);
  let from = 0;
  for (const line of expected) {
    const found = output.indexOf(line, from);
    assert.ok(found >= 0, `\`${line}\` is not printed, or not in its place:\n${output.slice(from)}`);
    from = found + line.length;
  }
});

test("the blocks of the examples are the examples' own", () => {
  for (const block of of("jsx")) assert.ok(example("react-hook-form", "main.jsx").includes(block), block);
  for (const block of of("js plain")) assert.ok(example("plain-html", "main.js").includes(block), block);
});

test("the language file compiles", () => {
  const [source, ...others] = of("ts");
  assert.equal(others.length, 0);
  writeFileSync(join(folder, "fr.ts"), source);
  const compiler = createRequire(import.meta.url).resolve("typescript/package.json").replace("package.json", "bin/tsc");
  execFileSync(process.execPath, [compiler, "--ignoreConfig", "--noEmit", "--strict", "--target", "es2022", "--module", "nodenext", "fr.ts"],
    { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
});
