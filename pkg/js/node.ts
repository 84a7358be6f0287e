/** Entry for Node, `import`. */
import { fromFile, fromFileSync } from "./file.js";
import { initSyncWith, initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

const SHIPPED = new URL("./channel_policy_pkg_bg.wasm", import.meta.url);

/**
 * Starts the module, once: every later call gives the first call's promise, whatever its argument. Without an argument
 * the file beside this one is read. After a `trapped` the module is started afresh.
 */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void> {
  return initWith(() => fromFile(source ?? SHIPPED));
}

/** The same without waiting, from a file's address, the module's bytes or the compiled module; by default the file beside this one. */
export function initSync(source: URL | BufferSource | WebAssembly.Module = SHIPPED): void {
  initSyncWith(() => fromFileSync(source));
}
