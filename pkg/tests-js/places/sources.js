// The applications of the browser places, each a few lines as a user would write them.
import { runner } from "./project.js";

const SHOW = `
  const report = document.createElement("pre");
  report.id = "report";
  try {
    report.textContent = JSON.stringify(await work());
  } catch (error) {
    report.textContent = JSON.stringify({ error: String(error.stack ?? error) });
  }
  document.body.append(report);`;
const PACKS = 'await (await fetch("/packs.json")).json()';

export const page = (script, title = "place") => `<!doctype html>\n<title>${title}</title>\n<body><script type="module" src="${script}"></script></body>\n`;

/** A page and a worker of it, both through a bundler that knows assets. */
export const withWorker = {
  "run.js": runner("channel-policy"),
  "worker.js": `import { run } from "./run.js";
    addEventListener("message", async ({ data }) => postMessage(await run(data)));`,
  "main.js": `import { run } from "./run.js";
    async function work() {
      const packs = ${PACKS};
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      const there = new Promise((resolve, reject) => {
        worker.addEventListener("message", ({ data }) => resolve(data));
        worker.addEventListener("error", ({ message }) => reject(new Error("worker: " + message)));
      });
      worker.postMessage(packs);
      return { page: await run(packs), worker: await there };
    }${SHOW}`,
};

/** One script, for a bundler without assets. */
export const alone = (entry, start, before = "") => ({
  "run.js": before + runner(entry, start),
  "main.js": `import { run } from "./run.js";
    async function work() { return { page: await run(${PACKS}) }; }${SHOW}`,
});

const QUESTION = `{
  action: "create", asOf: "2026-06-15T12:00:00Z", requestedCapacity: "48 TB",
  contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" },
}`;

/** A page that the server renders and the browser takes over. */
export const rendered = {
  "view.js": `import { init, PolicyEngine } from "channel-policy";
    export async function view() {
      await init();
      const answer = PolicyEngine.load().allocation(${QUESTION});
      return answer.ok ? "<ul>" + answer.context.reasons.map(({ code, help }) => "<li>" + code + ": " + help + "</li>").join("") + "</ul>" : "?";
    }`,
  "server.js": 'export { view } from "./view.js";',
  "main.js": `import { view } from "./view.js";
    async function work() {
      const rendered = document.querySelector("#app").innerHTML;
      const own = await view();
      return { rendered, own };
    }${SHOW}`,
};
