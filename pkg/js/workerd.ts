/** Entry for Cloudflare Workers and others that compile no bytes at run time: the module comes with the deployment. */
import shipped from "./channel_policy_pkg_bg.wasm";
import { initSyncWith, initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

/**
 * Starts the module, once: every later call gives the first call's promise, whatever its argument. Without an argument
 * the module that was deployed is started. After a `trapped` it is started afresh.
 */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void> {
  return initWith(() => source ?? shipped);
}

/** The same without waiting; by default with the module that was deployed. */
export function initSync(source: BufferSource | WebAssembly.Module = shipped): void {
  initSyncWith(() => source);
}
