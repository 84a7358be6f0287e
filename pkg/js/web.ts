/** Entry for browsers, their workers and bundlers. */
import { initSyncWith, initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

/**
 * Starts the module, once: every later call gives the first call's promise, whatever its argument. Without an argument
 * the file beside this one is fetched; a page's policy must then allow `script-src 'wasm-unsafe-eval'`. After a `trapped`
 * the module is started afresh.
 */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void> {
  return initWith(() => source ?? new URL("./channel_policy_pkg_bg.wasm", import.meta.url));
}

/** The same without waiting, from the module's bytes or the compiled module. */
export function initSync(source: BufferSource | WebAssembly.Module): void {
  initSyncWith(() => source);
}
