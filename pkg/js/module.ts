/** The one WebAssembly instance of this package: started once, never restarted. */
import start, { Engine, initSync as startSync, shippedDocuments } from "./channel_policy_pkg.js";
import { PolicyError } from "./errors.js";

/** Where the module comes from: an address, an answer to a request, its bytes, or the compiled module. */
export type ModuleSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

let state: "absent" | "starting" | "ready" | "trapped" = "absent";
let pending: Promise<void> | undefined;

/** Starts the module unless it is started already; a failed start may be tried again. */
export function initWith(source: () => ModuleSource | Promise<ModuleSource>): Promise<void> {
  if (state === "ready") pending ??= Promise.resolve();
  pending ??= startFrom(source);
  return pending;
}

async function startFrom(source: () => ModuleSource | Promise<ModuleSource>): Promise<void> {
  state = "starting";
  try {
    await start({ module_or_path: source() });
    state = "ready";
  } catch (cause) {
    state = "absent";
    pending = undefined;
    throw new PolicyError("module_failed", "the WebAssembly module could not be started", { cause });
  }
}

/** Starts the module from its bytes or from the compiled module, without waiting; does nothing when it is started already. */
export function initSync(module: BufferSource | WebAssembly.Module): void {
  if (state === "starting") {
    throw new PolicyError("initialising", "the module is being started", { help: "await the promise of `init`" });
  }
  if (state !== "absent") return;
  try {
    startSync({ module });
    state = "ready";
  } catch (cause) {
    throw new PolicyError("module_failed", "the WebAssembly module could not be started", { cause });
  }
}

/** Runs `work` on the started module; a trap leaves memory in doubt, so nothing is answered after one. */
export function inModule<T>(work: () => T): T {
  if (state === "trapped") throw new PolicyError("trapped", "the module has stopped and answers nothing any more");
  if (state !== "ready") {
    throw new PolicyError("not_initialised", "the module is not started", { help: "`await init()` once, before the first call" });
  }
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof WebAssembly.RuntimeError) && !(cause instanceof RangeError)) throw cause;
    state = "trapped";
    throw new PolicyError("trapped", "the module stopped while it worked on the call", { cause });
  }
}

export { Engine, shippedDocuments };
