/** Entry for browsers, workers and bundlers. */
import { initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

/**
 * Starts the module, once: every later call gives the first call's promise,
 * whatever its argument. Without an argument the file beside this one is
 * fetched; a page's policy must then allow `script-src 'wasm-unsafe-eval'`.
 */
export function init(source?: ModuleSource): Promise<void> {
  return initWith(() => source ?? new URL("./channel_policy_pkg_bg.wasm", import.meta.url));
}
