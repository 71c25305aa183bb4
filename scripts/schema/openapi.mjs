// Makes openapi.json: what the published OpenAPI descriptions of Kubernetes say of a DaemonSet beyond kubernetes-types.
// Only names and types are kept: fields newer than those declarations, the sizes of numbers, and the releases that
// brought a field or took it away. Needs Go, whose module proxy carries the descriptions.
//
//   node scripts/schema/openapi.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closure, readTypes, structOf } from "./types.mjs";

const OLDEST = 20;
const NEWEST = 36;
/** A patch release stands for its minor: fields come with minors. */
const PATCH = { 36: 3 };

/** The description's types in the notation of types.mjs, named by the last part of their names. */
function readRelease(minor) {
  const folder = mkdtempSync(join(tmpdir(), "dslint-schema-"));
  try {
    const module = `k8s.io/kubernetes@v1.${minor}.${PATCH[minor] ?? 0}`;
    const { Dir } = JSON.parse(execFileSync("go", ["mod", "download", "-json", module], { cwd: folder }).toString());
    const { definitions } = JSON.parse(readFileSync(join(Dir, "api/openapi-spec/swagger.json"), "utf8"));
    const types = {};
    const read = (id) => {
      const name = id.split(".").pop();
      if (name in types) return;
      types[name] = {};
      for (const [field, schema] of Object.entries(definitions[id].properties ?? {})) {
        types[name][field] = notation(schema, definitions, read);
      }
    };
    read("io.k8s.api.apps.v1.DaemonSet");
    return types;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function notation(schema, definitions, read) {
  if (schema.$ref !== undefined) {
    const id = schema.$ref.replace("#/definitions/", "");
    const name = id.split(".").pop();
    if (["Quantity", "IntOrString", "Time", "MicroTime"].includes(name)) return name;
    if (definitions[id].properties === undefined) return "Raw";
    read(id);
    return name;
  }
  if (schema.type === "array") return `[]${notation(schema.items, definitions, read)}`;
  if (schema.type === "object") return `{}${notation(schema.additionalProperties, definitions, read)}`;
  if (schema.type === "integer") return schema.format;
  return schema.type;
}

const releases = new Map();
for (let minor = OLDEST; minor <= NEWEST; minor++) releases.set(minor, readRelease(minor));
const newest = releases.get(NEWEST);

/**
 * Walks a release and the newest side by side from the DaemonSet down, since types are renamed between releases and a
 * place in the object is what counts.
 */
const missing = {};
const gone = {};
for (const [minor, types] of releases) {
  const seen = new Set();
  const walk = (now, then) => {
    if (seen.has(`${now} ${then}`)) return;
    seen.add(`${now} ${then}`);
    for (const [field, type] of Object.entries(newest[now])) {
      const older = types[then][field];
      if (older === undefined) {
        missing[now] ??= {};
        missing[now][field] = Math.max(minor, missing[now][field] ?? 0);
      } else if (structOf(type) !== undefined && structOf(older) !== undefined) walk(structOf(type), structOf(older));
    }
    for (const [field, type] of Object.entries(types[then])) {
      if (field in newest[now]) continue;
      gone[now] ??= {};
      gone[now][field] = { type, since: gone[now][field]?.since ?? minor, until: minor };
    }
  };
  walk("DaemonSet", "DaemonSet");
}

const merged = {};
for (const [name, fields] of Object.entries(newest)) {
  merged[name] = {};
  for (const [field, type] of Object.entries(fields)) {
    const last = missing[name]?.[field];
    merged[name][field] = last === undefined ? type : `${type}@${last + 1}`;
  }
  for (const [field, { type, since, until }] of Object.entries(gone[name] ?? {})) {
    merged[name][field] = `${type}@${since === OLDEST ? "" : since}-${until}`;
    const struct = structOf(type);
    if (struct !== undefined) merged[struct] ??= releases.get(until)[struct];
  }
}

const declared = readTypes();
const types = {};
for (const [name, fields] of Object.entries(closure(merged))) {
  const differing = Object.entries(fields).filter(([field, type]) => declared[name]?.[field] !== type);
  if (differing.length > 0) types[name] = Object.fromEntries(differing.sort(([a], [b]) => (a < b ? -1 : 1)));
}
writeFileSync(
  join(import.meta.dirname, "openapi.json"),
  `${JSON.stringify({ oldest: OLDEST, newest: NEWEST, types }, undefined, 2)}\n`,
);
