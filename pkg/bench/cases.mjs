// Questions from the packs' own cases: the decision that each expects was worked out by hand, on both sides of its boundary.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const PLAIN = new Set(["name", "why", "operation", "now", "request", "expect"]);

/** The decided cases of these files of a pack that ask the operation of what is loaded anyhow, with the call's options. */
export function decided(pack, operation, files) {
  const all = files.flatMap((file) => read(`../../policies/${pack}/cases/${file}.json`).cases);
  const cases = all.filter((each) => each.operation === operation && each.expect.decision !== undefined && isPlain(each));
  assert.ok(cases.length > 10, `few cases in ${files}`);
  return cases.map(({ name, request, now, expect }) => {
    const options = now === undefined ? undefined : { now: Date.parse(now) };
    return { name, request, options, now: Date.parse(request.asOf ?? now), decision: expect.decision };
  });
}

const isPlain = (each) => Object.keys(each).every((member) => PLAIN.has(member));

/** JSON of a file beside this one. */
export const read = (path) => JSON.parse(text(path));

/** Text of a file beside this one. */
export const text = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
