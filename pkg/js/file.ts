import { readFile } from "node:fs/promises";
import type { ModuleSource } from "./module.js";

/** Node's `fetch` does not read files, so a file address is read here. */
export function fromFile(source: ModuleSource): ModuleSource | Promise<ModuleSource> {
  return source instanceof URL && source.protocol === "file:" ? readFile(source) : source;
}
