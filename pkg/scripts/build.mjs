// Compiles the facade into dist/, beside the wasm-bindgen output that
// `cargo xtask` has put there: ES modules in dist/, the same as CommonJS in dist/cjs/. Puts beside it what the tarball
// holds besides: the licences, and the module's hash and sizes, which the README repeats.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { writeFacts } from "./facts.mjs";
import "./forms.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const dist = join(root, "dist");
const glue = "channel_policy_pkg";
if (!existsSync(join(dist, `${glue}.js`))) {
  console.error(`dist/${glue}.js is missing: \`cargo xtask build\` makes it from the wasm module`);
  process.exit(1);
}
for (const name of readdirSync(dist)) {
  if (!name.startsWith(glue)) rmSync(join(dist, name), { recursive: true });
}

// The generated class can be disposed of; a project with an older `lib` does not know that symbol. What crosses as it is
// (typed arrays) is declared `any` among the module's raw exports. Those need no file of their own: nothing imports it.
const declarations = join(dist, `${glue}.d.ts`);
const reference = '/// <reference lib="esnext.disposable" />\n';
const declared = readFileSync(declarations, "utf8").replaceAll(": any", ": unknown");
writeFileSync(declarations, declared.startsWith(reference) ? declared : reference + declared);
rmSync(join(dist, `${glue}_bg.wasm.d.ts`), { force: true });

// The module's bytes as a script, for the entry that carries them.
const wasm = readFileSync(join(dist, `${glue}_bg.wasm`));
mkdirSync(join(dist, "cjs"));
writeFileSync(join(dist, "inline-bytes.js"), `export const base64 = "${wasm.toString("base64")}";\n`);
writeFileSync(join(dist, "cjs", "inline-bytes.js"), `exports.base64 = "${wasm.toString("base64")}";\n`);
for (const folder of [dist, join(dist, "cjs")]) {
  writeFileSync(join(folder, "inline-bytes.d.ts"), "/** The module, base64. */\nexport declare const base64: string;\n");
}

const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const compile = (...options) => execFileSync(process.execPath, [compiler, ...options], { cwd: root, stdio: "inherit" });
compile("--project", "tsconfig.json");
compile("--project", "tsconfig.cjs.json");

// The glue is as large as a small operation, so its comments and long names stay behind. Its own idea of where the wasm file is has no
// meaning in CommonJS; the facade always says where it is.
const source = join(dist, "source", `${glue}.js`);
const script = readFileSync(join(dist, `${glue}.js`), "utf8");
const compileGlue = (text, module, folder) => {
  writeFileSync(source, text);
  compile("--ignoreConfig", "--allowJs", "--removeComments", "--module", module, "--moduleResolution", "bundler",
    "--target", "es2022", "--outDir", folder, source);
  const compiled = join(root, folder, `${glue}.js`);
  writeFileSync(compiled, transformSync(readFileSync(compiled, "utf8"), { minify: true, target: "es2022" }).code);
};
mkdirSync(dirname(source));
compileGlue(script, "esnext", "dist");
compileGlue(script.replaceAll("import.meta.url", "undefined"), "commonjs", "dist/cjs");
rmSync(dirname(source), { recursive: true });
copyFileSync(join(dist, `${glue}.d.ts`), join(dist, "cjs", `${glue}.d.ts`));
writeFileSync(join(dist, "cjs", "package.json"), '{ "type": "commonjs" }\n');

for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(join(root, "..", licence), join(root, licence));
writeFacts(root);
