import type { YamlMap, YamlNode } from "../input/tree.ts";
import { nodesAlong, someNodeBelow } from "./places.ts";
import type { ApiError } from "./types.ts";

type Place = readonly (string | number)[];

/** True where the value at fault, or what it is compared with, can't be known. */
export function followsFromUnknown(root: YamlMap, error: ApiError, isUnknown: (node: YamlNode) => boolean): boolean {
  if (nodesAlong(root, error.path).some(isUnknown)) return true;
  return comparedWith(error).some((path) => {
    const nodes = nodesAlong(root, path);
    const node = nodes.length > path.length ? nodes.at(-1) : undefined;
    return node !== undefined && someNodeBelow(node, isUnknown);
  });
}

/** True where the value at fault is meant to be written, and stands under a name or at a level that the API does not know. */
export function followsFromMisplaced(error: ApiError, meant: Place): boolean {
  if (startsWith(error.path, meant)) return true;
  // What is missing is often told of the struct that should hold it.
  const ofStruct = error.type === "FieldValueRequired" || error.type === "FieldValueInvalid";
  if (ofStruct && error.path.length === meant.length - 1 && startsWith(meant, error.path)) return true;
  return comparedWith(error).some((path) => startsWith(path, meant) || startsWith(meant, path));
}

/** The other places that an error depends on. */
function comparedWith({ type, field }: ApiError): Place[] {
  if (type === "FieldValueNotFound") return [["spec", "template", "spec", "volumes"]];
  if (field !== "spec.template.metadata.labels") return [];
  return [
    ["spec", "selector"],
    ["spec", "template", "metadata"],
  ];
}

function startsWith(path: Place, start: Place): boolean {
  return path.length >= start.length && start.every((step, index) => isSame(step, path[index]));
}

function isSame(a: string | number, b: string | number | undefined): boolean {
  return a === b || (a === "*" && typeof b === "number") || (b === "*" && typeof a === "number");
}
