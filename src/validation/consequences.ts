import type { YamlMap, YamlNode } from "../input/tree.ts";
import type { PlacePath, PlaceSet } from "../model/place-set.ts";
import { nodesAlong, someNodeBelow } from "./places.ts";
import type { ApiError, ApiErrorType } from "./types.ts";

/** True where the value at fault, or what it is compared with, can't be known. */
export function followsFromUnknown(root: YamlMap, error: ApiError, isUnknown: (node: YamlNode) => boolean): boolean {
  if (nodesAlong(root, error.path).some(isUnknown)) return true;
  return comparedWith(error).some((path) => {
    const nodes = nodesAlong(root, path);
    const node = nodes.length > path.length ? nodes.at(-1) : undefined;
    return node !== undefined && someNodeBelow(node, isUnknown);
  });
}

/** Errors that may be told of the struct in which a field is missing. */
const OF_STRUCTS: ReadonlySet<ApiErrorType> = new Set(["FieldValueRequired", "FieldValueInvalid", "Warning"]);

/** True where the value at fault is meant to be written, and stands under a name or at a level that the API does not know. */
export function followsFromMisplaced(error: ApiError, meant: PlaceSet): boolean {
  if (meant.covers(error.path)) return true;
  if (OF_STRUCTS.has(error.type) && meant.isParent(error.path)) return true;
  return comparedWith(error).some((path) => meant.touches(path));
}

/** The other places that an error depends on. */
function comparedWith({ type, field }: ApiError): PlacePath[] {
  if (type === "FieldValueNotFound") return [["spec", "template", "spec", "volumes"]];
  if (field !== "spec.template.metadata.labels") return [];
  return [
    ["spec", "selector"],
    ["spec", "template", "metadata"],
  ];
}
