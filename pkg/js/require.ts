/**
 * Entry for Node, `require`. Its instance of the module is another than that of
 * `import`: engines and errors of the two do not mix.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fromFile } from "./file.js";
import { initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

/**
 * Starts the module, once: every later call gives the first call's promise,
 * whatever its argument. Without an argument the file of the package is read.
 */
export function init(source?: ModuleSource): Promise<void> {
  const shipped = pathToFileURL(join(__dirname, "..", "channel_policy_pkg_bg.wasm"));
  return initWith(() => fromFile(source ?? shipped));
}
