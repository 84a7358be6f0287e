// Writes js/generated/types.ts from the JSON Schemas in ../schemas.
//   node scripts/types.mjs           writes
//   node scripts/types.mjs --check   fails when the committed file differs
// One exported type per schema (its title) and per `$defs` entry; an entry that
// several schemas share is written once and must be the same in all.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const target = join(root, "js", "generated", "types.ts");
const folder = join(root, "..", "schemas");

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

async function generate() {
  const options = { additionalProperties: false, bannerComment: "", style: { printWidth: 120 } };
  const parts = [];
  for (const [name, { schema }] of readSchemas()) parts.push(await compile({ ...named(schema), title: name }, name, options));
  const text = parts.join("\n").replace(/\/\*\*\n *\* (.*)\n *\*\//g, "/** $1 */");
  return `${HEADER}\n\n${text}`;
}

const text = await generate();
if (process.argv.includes("--check")) {
  if (readFileSync(target, "utf8") !== text) {
    console.error("js/generated/types.ts is out of date: run `npm run types`");
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
