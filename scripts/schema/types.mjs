// Reads the declarations of kubernetes-types: which fields a type has, and of which type each is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const root = dirname(createRequire(import.meta.url).resolve("kubernetes-types/package.json"));

/** Types that stand for a text or a value of their own, whatever their declaration says. */
const LEAVES = new Set(["Quantity", "Time", "MicroTime"]);

/**
 * All types of the modules that a DaemonSet is made of: `{ Container: { image: "string", ports: "[]ContainerPort" } }`.
 * `[]T` is a list, `{}T` a map; `Raw` is any value.
 */
export function readTypes(modules = ["apps/v1", "core/v1", "meta/v1"]) {
  const types = {};
  for (const module of modules) {
    const text = readFileSync(join(root, `${module}.d.ts`), "utf8").replace(/\/\*\*[\s\S]*?\*\//g, "");
    for (const [, name, body] of text.matchAll(/^export interface (\w+) \{\n([\s\S]*?)^\}/gm)) {
      const fields = {};
      const flat = body.replace(/\{\s*\[name: string\]: ([^;]+);\s*\}/g, "{}$1");
      for (const [, field, type] of flat.matchAll(/^ {4}(?:readonly )?["']?([\w$-]+)["']?\??: ([^;]+);$/gm)) {
        fields[field] = notation(type);
      }
      if (name in types) throw new Error(`two types are called ${name}`);
      types[name] = fields;
    }
  }
  return types;
}

function notation(type) {
  const list = /^Array<(.+)>$/.exec(type);
  if (list) return `[]${notation(list[1])}`;
  if (type.startsWith("{}")) return `{}${notation(type.slice(2))}`;
  if (type.startsWith('"')) return "string";
  if (type === "number | string") return "IntOrString";
  if (type === "FieldsV1" || type === "RawExtension") return "Raw";
  if (LEAVES.has(type) || /^\w+$/.test(type)) return type;
  throw new Error(`no notation for the type ${type}`);
}

/** The struct that a notation ends in, if it is one. */
export function structOf(type) {
  const name = type.replace(/^(\[\]|\{\})*/, "").replace(/@.*$/, "");
  return /^[A-Z]/.test(name) && !LEAVES.has(name) && name !== "IntOrString" && name !== "Raw" ? name : undefined;
}

/** The types that can be reached from one. */
export function closure(types, start = "DaemonSet") {
  const reached = {};
  const wanted = [start];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (name in reached) continue;
    if (!(name in types)) throw new Error(`no type is called ${name}`);
    reached[name] = types[name];
    for (const type of Object.values(types[name])) {
      const struct = structOf(type);
      if (struct !== undefined) wanted.push(struct);
    }
  }
  return Object.fromEntries(Object.entries(reached).sort(([a], [b]) => (a < b ? -1 : 1)));
}
