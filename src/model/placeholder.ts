import type { YamlNode } from "../input/tree.ts";
import type { Resource } from "./resource.ts";

/** A value that something else fills in before the cluster reads it. */
export interface Placeholder {
  readonly path: readonly (string | number)[];
  readonly node: YamlNode;
  /** The placeholder itself: `${PORT}`. */
  readonly text: string;
}

/** `${PORT}`, `$PORT`, `$(IMAGE)`, `{{ .Values.image }}`, `__IMAGE__`, `<registry>`, `@IMAGE@`, `%IMAGE%`. */
const SHAPE =
  /\$\{[^{}]*\}|\$[A-Z_][A-Z0-9_]*(?![A-Za-z0-9_:])|@[A-Z][A-Z0-9_]+@|%(?!CONTAINER_SANDBOX_)[A-Z][A-Z0-9_]+%|\$\([A-Za-z_][\w.-]*\)|(?<!\{)\{\{.{0,200}?\}\}|__[A-Z][A-Z0-9_]*__|<[A-Za-z][\w .-]*>/s;

/** Where such texts are usual and mean nothing: scripts, and what the kubelet or others expand. */
const ASIDE: ReadonlySet<string> = new Set([
  "annotations",
  "args",
  "binaryData",
  "command",
  "data",
  "managedFields",
  "status",
  "stringData",
  "subPathExpr",
]);

/** Every placeholder has one of these. */
const SIGN = /[$@%{_<]/;

/** True where a text holds what something else is to fill in. */
export function holdsPlaceholder(text: string): boolean {
  return placeholderIn(text) !== undefined;
}

function placeholderIn(text: string): string | undefined {
  return SIGN.test(text) ? SHAPE.exec(text)?.[0] : undefined;
}

/** Keys below which to look, none of them long: most objects have the same few. */
const plainKeys = new Set<string>();
const MOST = 2 ** 10;
const LONGEST = 64;

/** What to make of a key: the placeholder that it holds, to `pass` over its value, or to `look` into that. */
function meaningOf(key: string): { placeholder: string } | "pass" | "look" {
  if (plainKeys.has(key)) return "look";
  const placeholder = placeholderIn(key);
  if (placeholder !== undefined) return { placeholder };
  if (ASIDE.has(key)) return "pass";
  if (key.length <= LONGEST) {
    if (plainKeys.size >= MOST) plainKeys.clear();
    plainKeys.add(key);
  }
  return "look";
}

const known = new WeakMap<YamlNode, readonly Placeholder[]>();

/** The placeholders among the values and keys of an object, in the order of the file. */
export function placeholdersIn(root: YamlNode): readonly Placeholder[] {
  let found = known.get(root);
  if (found === undefined) {
    found = findPlaceholders(root);
    known.set(root, found);
  }
  return found;
}

function findPlaceholders(root: YamlNode): Placeholder[] {
  const found: Placeholder[] = [];
  /** Where the walk is: keys and indices from the object. */
  const path: (string | number)[] = [];
  const walk = (node: YamlNode): void => {
    if (node.kind === "sequence") {
      for (let index = 0; index < node.items.length; index++) {
        path.push(index);
        walk(node.items[index] as YamlNode);
        path.pop();
      }
    } else if (node.kind === "map") {
      const isVariable = path.at(-2) === "env";
      for (const { key, value } of node.entries) {
        const meaning = meaningOf(key);
        if (meaning === "pass" || (isVariable && key === "value")) continue;
        path.push(key);
        if (meaning === "look") walk(value);
        else found.push({ path: [...path], node: value, text: meaning.placeholder });
        path.pop();
      }
    } else if (typeof node.value === "string") {
      const text = placeholderIn(node.value);
      if (text !== undefined) found.push({ path: [...path], node, text });
    }
  };
  walk(root);
  return found;
}

/** Marks what a placeholder stands for as unknown: nothing follows from it. */
export function markPlaceholders(resource: Resource): void {
  for (const { node } of placeholdersIn(resource.root)) resource.markUnknown(node);
}
