// What an application gets: the packed tarball, installed elsewhere, and the packs.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const packageRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
export const repositoryRoot = join(packageRoot, "..");
export const targetFolder = join(repositoryRoot, "target");

/** Packs the package and installs the tarball in an application of its own. */
export function installConsumer(name) {
  const folder = join(targetFolder, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const npm = (cwd, ...options) => execFileSync("npm", options, { cwd, encoding: "utf8" });
  const [{ filename }] = JSON.parse(npm(packageRoot, "pack", "--json", "--loglevel=error", "--pack-destination", folder));
  writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }\n');
  npm(folder, "install", "--no-save", "--no-package-lock", "--offline", "--loglevel=error", join(folder, filename));
  writeFileSync(join(folder, "import.js"), 'export * from "channel-policy";\n');
  writeFileSync(join(folder, "require.cjs"), 'module.exports = require("channel-policy");\n');
  return {
    folder,
    tarball: join(folder, filename),
    dist: join(folder, "node_modules", "channel-policy", "dist"),
    byImport: () => import(pathToFileURL(join(folder, "import.js")).href),
    byRequire: async () => (await import(pathToFileURL(join(folder, "require.cjs")).href)).default,
  };
}

/** Every pack that has cases: its documents and its case files as text. */
export function readPacks() {
  const policies = join(repositoryRoot, "policies");
  const texts = (folder) => readdirSync(folder).filter((name) => name.endsWith(".json")).sort()
    .map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  return readdirSync(policies, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(policies, entry.name)).includes("cases"))
    .map(({ name: pack }) => ({
      pack,
      documents: texts(join(policies, pack)).map(({ name, text }) => ({ source: name, text })),
      files: texts(join(policies, pack, "cases")),
    }));
}
