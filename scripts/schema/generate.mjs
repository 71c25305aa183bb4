// Makes src/validation/generated: the merged schema of a DaemonSet, from kubernetes-types and openapi.json, and the ajv
// validator compiled from it.
//
//   node scripts/schema/generate.mjs          writes them
//   node scripts/schema/generate.mjs --check  fails if they are not what would be written
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { transformSync } from "esbuild";
import { closure, readTypes } from "./types.mjs";

const { oldest, newest, types: newer } = JSON.parse(readFileSync(join(import.meta.dirname, "openapi.json"), "utf8"));

const all = readTypes();
for (const [name, fields] of Object.entries(newer)) all[name] = { ...all[name], ...fields };
const types = closure(all);

/** `src/validation/generated/schema.ts`: a line a type, `field:type` or `field:type@since-until` in it. */
function schemaModule() {
  const line = ([name, fields]) => {
    const words = Object.keys(fields)
      .sort()
      .map((field) => `${field}:${fields[field]}`);
    return `  ${name}: ${JSON.stringify(words.join(" "))},`;
  };
  return [
    "// Made by scripts/schema/generate.mjs: the types a DaemonSet is made of. `[]T` is a list, `{}T` a map, `T@25-30` a field",
    "// that came with Kubernetes 1.25 and was last in 1.30.",
    `export const OLDEST_MINOR = ${oldest};`,
    `export const NEWEST_MINOR = ${newest};`,
    "export const TYPES: Readonly<Record<string, string>> = {",
    ...Object.entries(types).map(line),
    "};",
    "",
  ].join("\n");
}

/** What is surely well-formed. What is not may still be: `decode` looks at it closely. */
const LEAVES = {
  string: { type: "string" },
  boolean: { type: "boolean" },
  int32: { type: "integer", minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  int64: { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER },
  IntOrString: { type: ["integer", "string"], minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  Quantity: { type: "string", pattern: "^[0-9]{1,9}(\\.[0-9]{1,3})?([mkMGT]|[KMGT]i)?$" },
  Time: {
    type: "string",
    pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$",
  },
  Raw: { type: "object" },
};

function schemaOf(type) {
  if (type.startsWith("[]")) return { type: "array", items: schemaOf(type.slice(2)) };
  if (type.startsWith("{}")) return { type: "object", additionalProperties: schemaOf(type.slice(2)) };
  return LEAVES[type] ?? { $ref: `#/$defs/${type}` };
}

function struct(fields) {
  const current = Object.entries(fields).filter(([, type]) => !/-\d+$/.test(type));
  const properties = Object.fromEntries(current.map(([field, type]) => [field, schemaOf(type.replace(/@.*/, ""))]));
  return { type: "object", additionalProperties: false, properties };
}

/** The gate only says yes or no: what ajv writes to describe an error goes, which is four fifths of the code. */
function withoutErrors(code) {
  const lean = code
    .replace(/\{instancePath="".*?\}=\{\}/g, "")
    .replace(/validate\d+\.errors = \[.*?\];return false;/g, "return false;")
    .replace(/(validate\d+\([\w.[\]]+), \{instancePath.*?rootData\}\)/g, "$1)")
    .replace(/\{vErrors = vErrors === null.*?errors = vErrors\.length;\}/g, "return false;")
    .replace(/validate\d+\.errors = vErrors;return errors === 0;/g, "return true;")
    .replace(/let vErrors = null;|let errors = 0;|const _errs\d+ = errors;/g, "")
    .replace(/_errs\d+ === errors|errors === (_errs\d+|0)/g, "true");
  if (/instancePath|vErrors|_errs|\berrors\b/.test(lean)) throw new Error("ajv writes other code than is known here");
  return lean;
}

/** `src/validation/generated/gate.ts`: a function that is true of what is surely well-formed in the newest release. */
function gateModule() {
  const { DaemonSet, ...others } = types;
  const root = struct(DaemonSet);
  root.$defs = Object.fromEntries(Object.entries(others).map(([name, fields]) => [name, struct(fields)]));
  const ajv = new Ajv({
    code: { source: true, esm: true },
    messages: false,
    strict: true,
    allowUnionTypes: true,
    inlineRefs: false,
  });
  const code = withoutErrors(standaloneCode(ajv, ajv.compile(root)));
  const { code: small } = transformSync(code, { minify: true, treeShaking: true, format: "esm", target: "es2023" });
  return `// @ts-nocheck\n// Made by scripts/schema/generate.mjs with ajv.\n${small}`;
}

const folder = "src/validation/generated";
const check = process.argv.includes("--check");
mkdirSync(folder, { recursive: true });
for (const [name, text] of [
  ["schema.ts", schemaModule()],
  ["gate.ts", gateModule()],
]) {
  const file = join(folder, name);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, "utf8") !== text) {
    console.error(`${file} is not in step with its sources: run \`node scripts/schema/generate.mjs\``);
    process.exitCode = 1;
  }
}
