// The bundlers, as their documentation calls them, each from a folder of the project into one beside it.
import { promisify } from "node:util";
import { build as esbuild } from "esbuild";
import { join } from "node:path";
import { build as vite, createServer } from "vite";
import webpack from "webpack";

const quiet = { logLevel: "error", clearScreen: false, configFile: false };

/** A page and what it imports. */
export function viteClient(folder, name) {
  return vite({
    ...quiet, root: join(folder, name), base: `/${name}/`, worker: { format: "es" },
    build: { outDir: join(folder, "out", name), emptyOutDir: true, target: "es2022" },
  });
}

/** The development server, which gives the package in parts of its own making. */
export async function viteDevelopment(folder, name) {
  const server = await createServer({ ...quiet, root: join(folder, name), cacheDir: join(folder, "out", ".vite"), server: { host: "127.0.0.1", port: 0 } });
  await server.listen();
  return { address: server.resolvedUrls.local[0], close: () => server.close() };
}

/** A module for Node that a server renders with; the package stays outside of it, as Vite does by itself. */
export function viteServer(folder, name, entry) {
  return vite({ ...quiet, root: join(folder, name), build: { ssr: entry, outDir: join(folder, "out", `${name}-server`), emptyOutDir: true } });
}

export async function webpackClient(folder, name) {
  const compiler = webpack({
    mode: "production", context: join(folder, name), entry: "./main.js",
    output: { path: join(folder, "out", name), publicPath: `/${name}/`, filename: "main.js" },
    performance: false,
  });
  const stats = await promisify(compiler.run.bind(compiler))();
  await promisify(compiler.close.bind(compiler))();
  if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString({ all: false, errors: true, warnings: true }));
}

export function esbuildClient(folder, name, options = {}) {
  return esbuild({
    absWorkingDir: join(folder, name), entryPoints: ["main.js"], outdir: join(folder, "out", name), publicPath: `/${name}`,
    bundle: true, format: "esm", target: "es2022", logLevel: "error", minify: true, ...options,
  });
}
