/** Entry for Node, `import`. */
import { fromFile } from "./file.js";
import { initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

/**
 * Starts the module, once: every later call gives the first call's promise,
 * whatever its argument. Without an argument the file beside this one is read.
 */
export function init(source?: ModuleSource): Promise<void> {
  return initWith(() => fromFile(source ?? new URL("./channel_policy_pkg_bg.wasm", import.meta.url)));
}
