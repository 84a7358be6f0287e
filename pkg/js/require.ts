/**
 * Entry for Node, `require`. Its instance of the module is another than that of
 * `import`: engines and errors of the two do not mix.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromFile, fromFileSync } from "./file.js";
import { initSyncWith, initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

const SHIPPED = pathToFileURL(join(__dirname, "..", "channel_policy_pkg_bg.wasm"));

/**
 * Starts the module, once: every later call gives the first call's promise, whatever its argument. Without an argument
 * the file of the package is read. After a `trapped` the module is started afresh.
 */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void> {
  return initWith(() => fromFile(source ?? SHIPPED));
}

/** The same without waiting, from a file's address, the module's bytes or the compiled module; by default the file of the package. */
export function initSync(source: URL | BufferSource | WebAssembly.Module = SHIPPED): void {
  initSyncWith(() => fromFileSync(source));
}
