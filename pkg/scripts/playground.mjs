// Lays out the playground in the folder named: its page, the package under `pkg/`, the chart library under `uplot/`, and under
// `data/` the packs' documents with the cases that `picks.json` names as examples. Nothing of it is fetched from elsewhere.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const policies = join(packageRoot, "..", "policies");
const UPLOT = ["LICENSE", "dist/uPlot.esm.js", "dist/uPlot.min.css"];

/** Writes the whole folder afresh. */
export function layOut(folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(packageRoot, "playground"), folder, { recursive: true });
  rmSync(join(folder, "picks.json"));
  cpSync(join(packageRoot, "dist"), join(folder, "pkg"), { recursive: true });
  for (const file of UPLOT) {
    cpSync(join(packageRoot, "node_modules", "uplot", file), join(folder, "uplot", file.replace("dist/", "")));
  }
  mkdirSync(join(folder, "data"));
  const write = (name, value) => writeFileSync(join(folder, "data", name), `${JSON.stringify(value)}\n`);
  write("packs.json", readPacks());
  write("examples.json", readExamples());
}

/** Every pack with its documents as they stand in their files. */
function readPacks() {
  const folders = readdirSync(policies, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).sort().map((name) => ({
    name,
    documents: readdirSync(join(policies, name)).filter((file) => file.endsWith(".json")).sort()
      .map((source) => ({ source, text: readFileSync(join(policies, name, source), "utf8") })),
  }));
}

/** The examples of each operation: what is picked from the packs' cases, and what no case has as it stands in `picks.json`. */
function readExamples() {
  const picks = JSON.parse(readFileSync(join(packageRoot, "playground", "picks.json"), "utf8"));
  const read = (operation) => (pick) => (typeof pick === "string" ? readCase(operation, pick) : pick);
  return Object.fromEntries(Object.entries(picks).map(([operation, picked]) => [operation, picked.map(read(operation))]));
}

/** A pick that names no case, or one of another operation, ends the layout. */
function readCase(operation, pick) {
  const [, pack, file, title] = /^([^/]+)\/([^:]+): (.+)$/.exec(pick) ?? [];
  if (title === undefined) throw new Error(`picks.json: \`${pick}\` is not \`pack/file.json: name of the case\``);
  const { cases } = JSON.parse(readFileSync(join(policies, pack, "cases", file), "utf8"));
  const found = cases.find((item) => item.name === title && item.operation === operation && item.request !== undefined);
  if (found === undefined) throw new Error(`picks.json: there is no case of \`${operation}\` at \`${pick}\``);
  return { pack, title, why: found.why, now: found.now, request: found.request };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error("name the folder: node scripts/playground.mjs FOLDER");
  layOut(folder);
}
