import type { YamlNode } from "../../input/tree.ts";
import { Path } from "../path.ts";
import { quote } from "../semantics/words.ts";
import type { ErrorList } from "../types.ts";

/** Keys that each object begins with: where one stands twice, a document marker is missing. */
const OF_EVERY_OBJECT: ReadonlySet<string> = new Set(["apiVersion", "kind"]);

/**
 * Reports every key that a map holds twice, with the path that the server gives where the object is JSON. What is reached
 * through an alias is reported where it is written.
 */
export function duplicateFields(root: YamlNode, errors: ErrorList): void {
  const walk = (node: YamlNode, path: Path): void => {
    if (node.alias !== undefined || node.kind === "scalar") return;
    if (node.kind === "sequence") {
      for (const [index, item] of node.items.entries()) if (item.kind !== "scalar") walk(item, path.index(index));
      return;
    }
    for (const key of new Set(node.replaced?.map((entry) => entry.key))) {
      errors.add(
        "DuplicateField",
        path.child(key),
        node === root && OF_EVERY_OBJECT.has(key)
          ? `${quote(key)} is written twice in one document: of the two objects only the last is left; put --- between them, or keep one`
          : `${quote(key)} is written twice in one map: keep one, only the last counts`,
        {
          part: "key",
        },
      );
    }
    for (const entry of node.entries) if (entry.value.kind !== "scalar") walk(entry.value, path.child(entry.key));
  };
  walk(root, Path.root);
}
