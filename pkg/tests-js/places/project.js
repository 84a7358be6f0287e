// A throw-away application: the installed tarball, the corpus, and sources written into it.
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installConsumer, readPacks } from "../consumer.js";

const tests = join(dirname(fileURLToPath(import.meta.url)), "..");

/** Installs the tarball and puts what runs the corpus beside it; `packs.json` is left to whoever serves it. */
export function createProject(name) {
  const consumer = installConsumer(name);
  for (const file of ["corpus.js", "judge.js", "raw.js"]) copyFileSync(join(tests, file), join(consumer.folder, file));
  const packs = readPacks();
  writeFileSync(join(consumer.folder, "packs.json"), JSON.stringify(packs));
  return {
    ...consumer,
    packs,
    /** Writes sources, by path inside the project; gives the folder. */
    write(files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(consumer.folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      return consumer.folder;
    },
  };
}

/** A module that runs the corpus with the entry given. */
export const runner = (entry, start = "await api.init();", corpus = "../corpus.js") => `
  import * as api from ${JSON.stringify(entry)};
  import { runCorpus } from ${JSON.stringify(corpus)};
  export async function run(packs) {
    ${start}
    return runCorpus(api, packs);
  }`;
