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

/** True where a text holds what something else is to fill in. */
export function holdsPlaceholder(text: string): boolean {
  return SHAPE.test(text);
}

/** The placeholders among the values and keys of an object, in the order of the file. */
export function placeholdersIn(root: YamlNode): Placeholder[] {
  const found: Placeholder[] = [];
  const walk = (node: YamlNode, path: readonly (string | number)[]): void => {
    if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) walk(item, [...path, index]);
    } else if (node.kind === "map") {
      const isVariable = path.at(-2) === "env";
      for (const { key, value } of node.entries) {
        const at = [...path, key];
        const inKey = SHAPE.exec(key);
        if (inKey !== null) found.push({ path: at, node: value, text: inKey[0] });
        else if (!ASIDE.has(key) && !(isVariable && key === "value")) walk(value, at);
      }
    } else if (typeof node.value === "string") {
      const inValue = SHAPE.exec(node.value);
      if (inValue !== null) found.push({ path, node, text: inValue[0] });
    }
  };
  walk(root, []);
  return found;
}

/** Marks what a placeholder stands for as unknown: nothing follows from it. */
export function markPlaceholders(resource: Resource): void {
  for (const { node } of placeholdersIn(resource.root)) resource.markUnknown(node);
}
