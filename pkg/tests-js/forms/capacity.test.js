// Capacities as people write them: refused with help where they could be misread, never read as something else.
import assert from "node:assert/strict";
import { test } from "vitest";
import de from "../../dist/messages/de.js";
import en from "../../dist/messages/en.js";
import { formsIn } from "./page.js";

const NOT_READ = [
  // text, code, what help offers
  ["47,5 TB", "input.capacity_format", "47.5 TB"],
  ["1.000 GB", "input.capacity_ambiguous", "1 GB, 1000 GB"],
  ["1,000 GB", "input.capacity_ambiguous", "1 GB, 1000 GB"],
  ["1.500 TB", "input.capacity_ambiguous", "1.5 TB, 1500 TB"],
  ["1.000,5 GB", "input.capacity_format", "1000.5 GB"],
  ["1.000.000 GB", "input.capacity_format", "1000000 GB"],
  ["1 000 GB", "input.capacity_format", "1000 GB"],
  ["1’000 GB", "input.capacity_format", "1000 GB"],
  ["47.5TB", "input.capacity_format", "47.5 TB"],
  ["47 tb", "input.capacity_format", "47 TB"],
  ["100", "input.capacity_format", undefined],
  ["1e3 TB", "input.capacity_format", undefined],
  ["viel", "input.capacity_format", undefined],
  ["-1 TB", "input.capacity_negative", undefined],
  ["0.1 B", "input.capacity_fraction", undefined],
  ["1001 EB", "input.capacity_too_large", undefined],
];

for (const [language, how] of [[en, /decimal point/], [de, /Dezimalpunkt/]]) {
  const { allocation } = formsIn(language);
  test(`${language.language}: what could be misread is refused, with how to write it`, () => {
    for (const [text, code, allowed] of NOT_READ) {
      const { issues, value } = allocation["~standard"].validate({ requestedCapacity: text });
      assert.equal(value, undefined, text);
      assert.deepEqual(issues.map((issue) => [issue.code, issue.params.allowed]), [[code, allowed]], text);
      if (allowed !== undefined) assert.ok(issues[0].message.includes(allowed) && issues[0].message.includes(text), issues[0].message);
      if (code === "input.capacity_format" || code === "input.capacity_ambiguous") assert.match(issues[0].help, how);
    }
  });

  test(`${language.language}: what help offers is taken`, () => {
    for (const offered of NOT_READ.flatMap(([, , allowed]) => allowed?.split(", ") ?? [])) {
      const { answer } = allocation.judge({ requestedCapacity: offered });
      assert.ok(answer.ok, offered);
    }
  });
}

test("decimals that need all their digits are decimals", () => {
  const { allocation } = formsIn(en);
  // 47 TB − 2.345 TB = 44.655 TB.
  assert.equal(allocation.judge({ requestedCapacity: "2.345 TB" }).answer.context.headroom.after, "44655 GB");
  assert.equal(allocation.judge({ requestedCapacity: "0.500 TB" }).answer.context.headroom.after, "46500 GB");
});
