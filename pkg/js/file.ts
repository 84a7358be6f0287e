import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { ModuleSource } from "./module.js";

/** Node's `fetch` does not read files, so a file address is read here. */
export function fromFile(source: ModuleSource | Promise<ModuleSource>): ModuleSource | Promise<ModuleSource> {
  return source instanceof URL && source.protocol === "file:" ? readFile(source) : source;
}

/** The same without waiting: a file, or what is compiled or in memory already. */
export function fromFileSync(source: URL | BufferSource | WebAssembly.Module): BufferSource | WebAssembly.Module {
  return source instanceof URL ? readFileSync(source) : source;
}
