// The page of the browser corpus: no inline script, no framework, no bundler.
import * as api from "/pkg/web.js";
import { runCorpus } from "/tests/corpus.js";

const report = document.createElement("pre");
report.id = "report";
try {
  await api.init();
  const packs = await (await fetch("/packs.json")).json();
  report.textContent = JSON.stringify(await runCorpus(api, packs));
} catch (error) {
  report.textContent = JSON.stringify({ error: String(error.stack ?? error) });
}
document.body.append(report);
