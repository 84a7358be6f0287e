// Runs every case of every pack; the same file in Node and in the browser.
import { differences } from "./judge.js";
import { requestTexts } from "./raw.js";

/**
 * @param {{ PolicyEngine: object }} api the package
 * @param {{ pack: string, documents: { source: string, text: string }[], files: { name: string, text: string }[] }[]} packs
 * @returns the failures, the number of passed cases, and the SHA-256 of all raw answers in order
 */
export async function runCorpus(api, packs) {
  const failures = [];
  const answers = [];
  for (const { pack, documents, files } of packs) {
    const engine = api.PolicyEngine.load(documents);
    for (const { name, text } of files) {
      const requests = requestTexts(text);
      JSON.parse(text).cases.forEach((item, index) => {
        const request = requests[index] ?? item.text;
        const answer = engine.evaluateText(item.operation, request, { now: clockOf(item) });
        answers.push(answer);
        const wrong = judge(engine, item, request, answer);
        if (wrong.length > 0) failures.push(`${pack}/${name}: ${item.name}\n    ${wrong.join("\n    ")}`);
      });
    }
    engine.free();
  }
  return { passed: answers.length - failures.length, failures, digest: await sha256(answers) };
}

function clockOf({ now }) {
  return now === undefined ? null : Date.parse(now);
}

/** Operations without a typed method that takes the request and gives the answer. */
const OTHERWISE = ["check", "ability", "batch", "item", "redact"];

function judge(engine, item, request, answer) {
  const parsed = JSON.parse(answer);
  const wrong = differences(item.expect, parsed);
  if (JSON.stringify(parsed) !== answer) wrong.push("the answer changes when it is parsed and written again");
  if (item.expect.outcome === undefined && !OTHERWISE.includes(item.operation)) {
    const { ok, ...rest } = engine[item.operation](JSON.parse(request), { now: clockOf(item) });
    if (!ok || JSON.stringify(rest) !== answer) wrong.push("the typed method answers differently from the text");
  }
  return wrong;
}

async function sha256(texts) {
  const bytes = new TextEncoder().encode(texts.join("\n"));
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
