// Forms against the interfaces of the standards, and against those who consume them.
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import { createForms, validityFlag, type FormIssue, type Forms } from "channel-policy/forms";
import { PolicyEngine } from "channel-policy";
import de from "channel-policy/messages/de";
import en from "channel-policy/messages/en";

const engine = PolicyEngine.load();
const forms: Forms = createForms(engine, {
  language: de,
  facts: { allocation: { contract: { id: "c-1", reservedCapacity: "100 TB", allocatedCapacity: "53 TB" } }, password: { holder: "consoleUser" } },
});
createForms(engine, { language: en, now: null });

type Both<Values> = StandardSchemaV1<Values> & StandardJSONSchemaV1<Values>;
const allocation: Both<{ requestedCapacity: number | string }> = forms.allocation;
const name: string | undefined = {} as StandardSchemaV1.InferOutput<typeof forms.createPartner>["name"];
const all: readonly Both<unknown>[] = Object.values(forms);

// Synchronous: no promise to rule out.
const result = forms.password["~standard"].validate({ password: "x" });
if (result.issues === undefined) {
  const password: string = result.value.password;
  void password;
} else {
  const issue: FormIssue | undefined = result.issues[0];
  if (issue !== undefined) void [issue.code, issue.params["found"], issue.path[0], issue.pointer, issue.severity, validityFlag(issue)];
}

const other: Forms["allocation"] = forms.allocation.with({ contract: { id: "c-2", reservedCapacity: 0, allocatedCapacity: 0 } }).only(["requestedCapacity"]);
// @ts-expect-error a form has its own fields only
forms.allocation.only(["name"]);
// @ts-expect-error the language is a catalogue, not a tag
createForms(engine, { language: "de" });
// @ts-expect-error a fact that the form does not have
forms.password.with({ contract: "c-1" });

void [allocation, name, all, other];
