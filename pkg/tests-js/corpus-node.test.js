// The corpus in Node through the packed package, by `import` and by `require`.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { installConsumer, readPacks } from "./consumer.js";
import { runCorpus } from "./corpus.js";

let consumer;
const digests = [];
before(() => { consumer = installConsumer("npm-consumer-node"); });

for (const way of ["byImport", "byRequire"]) {
  test(`every case passes, ${way}`, async () => {
    const api = await consumer[way]();
    await api.init();
    const { passed, failures, digest } = await runCorpus(api, readPacks());
    console.log(`${passed} passed, ${failures.length} failed (Node ${process.version}, ${way})`);
    digests.push(digest);
    assert.ok(passed > 0, "the corpus is empty");
    assert.deepEqual(failures, []);
  });
}

test("both ways give the same bytes", () => assert.equal(new Set(digests).size, 1));

test("the documents inside the package are the files of the pack", async () => {
  const { init, PolicyEngine } = await consumer.byImport();
  await init();
  const { documents } = readPacks().find(({ pack }) => pack === "impossible-cloud");
  assert.deepEqual(PolicyEngine.load().policies, PolicyEngine.load(documents).policies);
  assert.deepEqual(PolicyEngine.shippedDocuments().map(({ source }) => source).sort(), documents.map(({ source }) => source));
});
