// Writes js/generated/types.ts from the JSON Schemas in ../schemas, and js/generated/codes.ts from the list of codes.
//   node scripts/types.mjs           writes
//   node scripts/types.mjs --check   fails when a committed file differs
// One exported type per schema (its title) and per `$defs` entry; an entry that
// several schemas share is written once and must be the same in all.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const generated = join(root, "js", "generated");
const folder = join(root, "..", "schemas");
const codes = JSON.parse(readFileSync(join(root, "..", "docs", "codes", "codes.json"), "utf8"));
/** The lists of codes: the name of their type, and of the object that holds them. */
const LISTS = [
  { type: "IssueCode", value: "issueCodes", what: "What is wrong with an input", entries: codes.issues },
  { type: "ReasonCode", value: "reasonCodes", what: "Why a decision came out as it did", entries: codes.reasons },
  { type: "ObligationCode", value: "obligationCodes", what: "What the caller must do beside taking the decision", entries: codes.obligations },
];

const HEADER = `/**
 * Wire types: requests, answers, issues and policy documents.
 * Generated from schemas/*.json by \`npm run types\`; change the schemas, never this file.
 */`;

// The compiler of types takes underscores out of the names that it declares; so do references to them.
function typeName(name) {
  return name.replace(/_+(\w)/g, (_, letter) => letter.toUpperCase());
}

function readSchemas() {
  const types = new Map();
  const add = (name, schema, file) => {
    const known = types.get(name);
    if (known && !isDeepStrictEqual(known.schema, schema)) {
      throw new Error(`\`${name}\` differs between schemas/${known.file} and schemas/${file}`);
    }
    types.set(name, known ?? { schema, file });
  };
  // Case files are for `channel-policy test`; no request or answer holds one.
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "case.json").sort()) {
    const { $defs = {}, $schema, $id, $comment, title, ...schema } = JSON.parse(readFileSync(join(folder, file), "utf8"));
    if (!title) throw new Error(`schemas/${file} has no title`);
    add(title, schema, file);
    for (const [name, definition] of Object.entries($defs)) add(typeName(name), definition, file);
  }
  return [...types].sort(([a], [b]) => (a < b ? -1 : 1));
}

// A reference becomes the name of its type, so each type compiles by itself and
// none is written twice; a list of constants becomes one union of literals.
function named(schema) {
  if (Array.isArray(schema)) return schema.map(named);
  if (schema === null || typeof schema !== "object") return schema;
  const { $ref, title, ...rest } = schema;
  if ($ref) return { tsType: typeName($ref.split("/").at(-1)), ...(rest.description && { description: rest.description }) };
  if (rest.oneOf?.every((item) => "const" in item)) {
    const { oneOf, type, ...others } = rest;
    return { ...others, enum: oneOf.map((item) => item.const) };
  }
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, key === "properties" ? members(value) : named(value)]));
}

// Under `properties` the keys are the wire's names, even `title`.
function members(properties) {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, named(schema)]));
}

async function generateTypes() {
  const options = { additionalProperties: false, bannerComment: "", style: { printWidth: 120 } };
  const parts = [];
  for (const [name, { schema }] of readSchemas()) {
    const list = LISTS.find(({ type }) => type === name);
    parts.push(list ? union(list) : await compile({ ...named(schema), title: name }, name, options));
  }
  const text = parts.join("\n").replace(/\/\*\*\n *\* (.*)\n *\*\//g, "/** $1 */");
  return `${HEADER}\n\n${text}`;
}

/** A comment of one code, where editors find it: on lines of its own. */
function comment({ documentation }) {
  return `  /**\n${documentation.map((paragraph) => `   * ${paragraph}\n`).join("   *\n")}   */\n`;
}

function union({ type, what, entries }) {
  const members = entries.map((entry) => `${comment(entry)}  | "${entry.code}"`).join("\n");
  return `/** ${what}; editors show each code's documentation at \`${type}s\`. */\nexport type ${type} =\n${members};\n`;
}

/** A type whose members carry the documentation, which editors show, and the object that has them at run time. */
function documented({ type, value, what, entries }) {
  const members = entries.map((entry) => `${comment(entry)}  readonly "${entry.code}": "${entry.code}";\n`).join("");
  const values = entries.map(({ code }) => `  "${code}": "${code}",\n`).join("");
  return `/** ${what}: every code, with its documentation. */\nexport interface ${type}s {\n${members}}\n
/** Every {@link ${type}s | code} under its own name, for comparisons and tables of translations. */
export const ${value}: ${type}s = {\n${values}};\n`;
}

const files = {
  "types.ts": await generateTypes(),
  "codes.ts": `/**\n * Codes with their documentation.\n * Generated from docs/codes/codes.json by \`npm run types\`.\n */\n\n${LISTS.map(documented).join("\n")}`,
};
for (const [name, text] of Object.entries(files)) {
  const target = join(generated, name);
  if (!process.argv.includes("--check")) writeFileSync(target, text);
  else if (!existsSync(target) || readFileSync(target, "utf8") !== text) {
    console.error(`js/generated/${name} is out of date: run \`npm run types\``);
    process.exitCode = 1;
  }
}
