/** A form's JSON Schema for the targets that Standard JSON Schema recommends. */

export type JsonSchema = Record<string, unknown>;

const DIALECTS: Readonly<Record<string, string>> = {
  "draft-2020-12": "https://json-schema.org/draft/2020-12/schema",
  "draft-07": "http://json-schema.org/draft-07/schema#",
};

/** The schema, written in 2020-12, for the target. Throws a `RangeError` for another target. */
export function forTarget(schema: JsonSchema, target: string): JsonSchema {
  const dialect = Object.hasOwn(DIALECTS, target) ? DIALECTS[target] : undefined;
  if (dialect === undefined) {
    throw new RangeError(`the target \`${target}\` is not supported; take one of ${Object.keys(DIALECTS).join(", ")}`);
  }
  const body = target === "draft-07" ? draft07(schema) : structuredClone(schema);
  return { $schema: dialect, ...(body as JsonSchema) };
}

/** Keywords whose members are names, not keywords. */
const NAMED = new Set(["properties", "patternProperties", "$defs", "dependentSchemas"]);
/** Keywords whose value is data. */
const DATA = new Set(["const", "enum", "default", "examples"]);
const RENAMED: Readonly<Record<string, string>> = { $defs: "definitions", dependentRequired: "dependencies", dependentSchemas: "dependencies" };

function draft07(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(draft07);
  if (schema === null || typeof schema !== "object") return schema;
  const converted: JsonSchema = {};
  const { prefixItems, items, ...others } = schema as JsonSchema;
  if (prefixItems !== undefined) {
    converted["items"] = draft07(prefixItems);
    if (items !== undefined) converted["additionalItems"] = draft07(items);
  } else if (items !== undefined) {
    converted["items"] = draft07(items);
  }
  for (const [keyword, value] of Object.entries(others)) {
    const name = RENAMED[keyword] ?? keyword;
    const before = converted[name];
    const after = convert(keyword, value);
    converted[name] = name === "dependencies" && before !== undefined ? { ...before, ...(after as object) } : after;
  }
  return besideNothing(converted);
}

function convert(keyword: string, value: unknown): unknown {
  if (DATA.has(keyword)) return structuredClone(value);
  if (keyword === "$ref") return String(value).replace("#/$defs/", "#/definitions/");
  if (!NAMED.has(keyword)) return draft07(value);
  return Object.fromEntries(Object.entries(value as JsonSchema).map(([name, member]) => [name, draft07(member)]));
}

/** In draft 07 whatever stands beside a `$ref` is ignored. */
function besideNothing(schema: JsonSchema): JsonSchema {
  const { $ref, ...others } = schema;
  if ($ref === undefined || Object.keys(others).length === 0) return schema;
  const all = Array.isArray(others["allOf"]) ? (others["allOf"] as unknown[]) : [];
  return { ...others, allOf: [{ $ref }, ...all] };
}
