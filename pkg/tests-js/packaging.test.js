// The tarball as it would be published: what is in it, and what two independent judges of packages say.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, matchesGlob, relative } from "node:path";
import { before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { installConsumer, repositoryRoot } from "./consumer.js";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const WASM = "dist/channel_policy_pkg_bg.wasm";

let consumer;
let root;
let files;

before(() => {
  consumer = installConsumer("npm-consumer-packaging");
  root = dirname(consumer.dist);
  files = readdirSync(root, { recursive: true }).filter((name) => statSync(join(root, name)).isFile());
});

const read = (name) => readFileSync(join(root, name));

test("publint has nothing to say", async () => {
  const bytes = readFileSync(consumer.tarball);
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  assert.equal(pkg.name, "channel-policy");
  assert.deepEqual(messages.map((message) => formatMessage(message, pkg)), []);
});

// `.attw.json` says what it is asked: Node 16 and later, as `engines` has it, and the entries that are no code left out.
test("are-the-types-wrong finds every entry's types, by import, by require and in a bundler", () => {
  const program = join(packageRoot, "node_modules", "@arethetypeswrong", "cli", "dist", "index.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, consumer.tarball, "--no-emoji", "--no-color"], { cwd: packageRoot, encoding: "utf8" });
  assert.equal(status, 0, stdout + stderr);
  for (const entry of ["channel-policy", "channel-policy/inline"]) assert.ok(stdout.includes(`"${entry}"`), stdout);
});

test("every file that the exports name is there, types before the code", () => {
  const { exports } = JSON.parse(read("package.json"));
  const judge = (entry) => {
    if (typeof entry === "string") return assert.ok(files.some((file) => matchesGlob(file, relative(".", entry))), entry);
    const names = Object.keys(entry);
    if (names.includes("types")) assert.equal(names[0], "types");
    if (names.includes("default")) assert.equal(names.at(-1), "default");
    return Object.values(entry).forEach(judge);
  };
  Object.values(exports).forEach(judge);
  for (const condition of ["workerd", "edge-light", "worker", "browser", "node", "import", "require", "default"]) {
    assert.ok(condition in exports["."], condition);
  }
});

test("licences, changelog and readme are inside", () => {
  for (const name of ["LICENSE-APACHE", "LICENSE-MIT"]) assert.deepEqual(read(name), readFileSync(join(repositoryRoot, name)));
  const { version, license, sideEffects } = JSON.parse(read("package.json"));
  assert.deepEqual([license, sideEffects], ["MIT OR Apache-2.0", false]);
  assert.ok(read("CHANGELOG.md").includes(`## ${version}`));
  assert.ok(read("README.md").includes("script-src 'self' 'wasm-unsafe-eval'"));
});

test("the integrity hash is that of the file, in dist/ and in the readme", () => {
  const wasm = read(WASM);
  const integrity = `sha384-${createHash("sha384").update(wasm).digest("base64")}`;
  assert.deepEqual(JSON.parse(read("dist/integrity.json")), { file: "channel_policy_pkg_bg.wasm", bytes: wasm.length, integrity });
  assert.ok(read("README.md").includes(integrity));
});

test("the inline entries carry the bytes of the file", () => {
  for (const name of ["dist/inline-bytes.js", "dist/cjs/inline-bytes.js"]) {
    const [, base64] = /"([\w+/=]+)"/.exec(read(name).toString());
    assert.deepEqual(Buffer.from(base64, "base64"), read(WASM), name);
  }
});

test("nothing of the place where it was built is in any file", () => {
  const places = ["/home/", "/root/", "/work/", ".cargo", ".rustup", "/registry/src", "/rustc/", "file://", homedir(), tmpdir(), repositoryRoot, process.cwd(),
    ...(process.env.CARGO_TARGET_DIR ? [process.env.CARGO_TARGET_DIR] : [])];
  // A home folder of `/` would be in every file.
  const telling = places.filter((place) => place.length > 4);
  for (const name of files) {
    const text = read(name).toString("latin1");
    assert.deepEqual(telling.filter((place) => text.includes(place)), [], name);
  }
  assert.ok(!files.some((name) => name.endsWith(".map") || name.includes("node_modules")));
});

test("the module imports nothing but its own glue", async () => {
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(read(WASM)));
  assert.ok(imports.every(({ module }) => module.startsWith("./channel_policy_pkg")), JSON.stringify(imports));
});
