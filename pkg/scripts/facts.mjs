// What can be said of the built module: `dist/integrity.json`, and the section of README.md between its markers.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const FILE = "channel_policy_pkg_bg.wasm";
const SECTION = /(<!-- measured by `npm run build` -->\n)[^]*?(<!-- end -->)/;

/** Writes both; the README only where something has changed. */
export function writeFacts(root) {
  const dist = join(root, "dist");
  const wasm = readFileSync(join(dist, FILE));
  const integrity = `sha384-${createHash("sha384").update(wasm).digest("base64")}`;
  writeFileSync(join(dist, "integrity.json"), `${JSON.stringify({ file: FILE, bytes: wasm.length, integrity }, null, 2)}\n`);

  const rows = [
    [`\`${FILE}\``, [FILE]],
    ["the same with `web.js` and all that it imports", [FILE, ...scripts(dist, "web.js")]],
    ["`inline.js` and all that it imports", scripts(dist, "inline.js")],
  ].map(([name, files]) => `| ${name} | ${sizes(files.map((file) => readFileSync(join(dist, file)))).join(" | ")} |\n`);
  const text = `| | raw | gzip | brotli |\n|---|---|---|---|\n${rows.join("")}\nIntegrity of the wasm file, also in \`dist/integrity.json\`:\n\n    ${integrity}\n`;
  const readme = join(root, "README.md");
  const before = readFileSync(readme, "utf8");
  const after = before.replace(SECTION, (_, start, end) => start + text + end);
  if (after !== before) writeFileSync(readme, after);
}

/** The script and what it imports from beside it. */
function scripts(dist, entry, seen = []) {
  if (seen.includes(entry)) return seen;
  seen.push(entry);
  for (const [, name] of readFileSync(join(dist, entry), "utf8").matchAll(/from "\.\/([\w./-]+\.js)"/g)) scripts(dist, name, seen);
  return seen;
}

function sizes(contents) {
  const sum = (size) => `${Math.round(contents.reduce((total, bytes) => total + size(bytes), 0) / 1000)} kB`;
  return [sum((bytes) => bytes.length), sum((bytes) => gzipSync(bytes, { level: 9 }).length), sum((bytes) => brotliCompressSync(bytes).length)];
}
