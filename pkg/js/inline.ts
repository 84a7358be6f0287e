/** Entry for places without handling of assets: the module's bytes are inside the script, a third larger than in a file. */
import { base64 } from "./inline-bytes.js";
import { initSyncWith, initWith, type ModuleSource } from "./module.js";

export * from "./api.js";

/**
 * Starts the module, once: every later call gives the first call's promise, whatever its argument. Without an argument
 * the bytes in this script are compiled. After a `trapped` the module is started afresh.
 */
export function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void> {
  return initWith(() => source ?? shipped());
}

/** The same without waiting; by default with the bytes in this script. */
export function initSync(source?: BufferSource | WebAssembly.Module): void {
  initSyncWith(() => source ?? shipped());
}

function shipped(): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
