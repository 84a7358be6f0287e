/**
 * The one WebAssembly instance that all engines of this package share. A trap ends it: nothing is answered by it any
 * more, and a start after that makes a fresh one, in which documents are loaded anew.
 */
import start, { __wbg_reset_state as startAfresh, Engine, initSync as startSync, readQuantity, shippedDocuments } from "./channel_policy_pkg.js";
import { PolicyError } from "./errors.js";

/** Where the module comes from: an address, an answer to a request, its bytes, or the compiled module. */
export type ModuleSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

let state: "absent" | "starting" | "ready" | "trapped" = "absent";
let pending: Promise<void> | undefined;
/** Counts the instances; what was made in an earlier one is lost. */
let instance = 0;
/** Whether the instance is one in which nothing has run yet. */
let fresh = false;

/** Starts the module unless it is started already; a failed start may be tried again, and a trapped module is started afresh. */
export function initWith(source: () => ModuleSource | Promise<ModuleSource>): Promise<void> {
  if (state === "ready") pending ??= Promise.resolve();
  pending ??= state === "trapped" ? startAgain() : startFrom(source);
  return pending;
}

async function startAgain(): Promise<void> {
  try {
    restart();
  } catch (failure) {
    pending = undefined;
    throw failure;
  }
}

async function startFrom(source: () => ModuleSource | Promise<ModuleSource>): Promise<void> {
  state = "starting";
  try {
    await start({ module_or_path: source() });
    state = "ready";
  } catch (cause) {
    state = "absent";
    pending = undefined;
    throw failed(cause);
  }
}

/** The same without waiting, from what can be had without waiting. */
export function initSyncWith(source: () => BufferSource | WebAssembly.Module): void {
  if (state === "starting") {
    throw new PolicyError("initialising", "the module is being started", { help: "await the promise of `init`" });
  }
  if (state === "trapped") restart();
  if (state !== "absent") return;
  try {
    startSync({ module: source() });
    state = "ready";
  } catch (cause) {
    throw failed(cause);
  }
}

function restart(): void {
  try {
    if (!fresh) renew();
    state = "ready";
  } catch (cause) {
    throw failed(cause);
  }
}

/** The glue keeps the compiled module, so that a fresh instance needs no network and takes well under a millisecond. */
function renew(): void {
  startAfresh();
  fresh = true;
}

/**
 * The stopped instance is given up at once: its memory is returned, and engines that are collected later are not freed
 * in it, which could stop it again outside any call. Where there is no room for a fresh one now, `init` tries again.
 */
function giveUp(): void {
  state = "trapped";
  pending = undefined;
  instance += 1;
  fresh = false;
  try {
    renew();
  } catch {
    // `init` reports it.
  }
}

function failed(cause: unknown): PolicyError {
  const help = "see the cause: the address must give the file of the package, and a page's policy allow `wasm-unsafe-eval`";
  return new PolicyError("module_failed", "the WebAssembly module could not be started", { cause, help });
}

/** Runs `work` on the started module; a trap leaves memory in doubt, so nothing is answered after one. */
export function inModule<T>(work: () => T): T {
  if (state === "trapped") throw trapped();
  if (state !== "ready") {
    throw new PolicyError("not_initialised", "the module is not started", { help: "`await init()` once, before the first call" });
  }
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof WebAssembly.RuntimeError) && !(cause instanceof RangeError)) throw cause;
    giveUp();
    throw new PolicyError("trapped", "the module stopped while it worked on the call", { cause, help: AFRESH });
  }
}

const AFRESH = "`await init()` starts the module afresh; then load the documents again";

/** The error of a call to an instance that is no more. */
export function trapped(): PolicyError {
  return new PolicyError("trapped", "the module has stopped and answers nothing any more", { help: AFRESH });
}

/** The number of the running instance. */
export function currentInstance(): number {
  return instance;
}

/** Whether that instance still runs, so that what was made in it may be given back. */
export function isRunning(number: number): boolean {
  return state === "ready" && number === instance;
}

export { Engine, readQuantity, shippedDocuments };
