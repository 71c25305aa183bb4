import { NumberLiteral, type YamlNode } from "./tree.ts";

/** True where a value takes more than so many bytes as JSON, what aliases lead to counted each time. Looks no further than that. */
export function isLargerAsJson(root: YamlNode, bytes: number): boolean {
  let room = bytes;
  const pending: YamlNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === "scalar") room -= scalarSize(node.value);
    else if (node.kind === "sequence") {
      room -= 1 + node.items.length;
      if (room >= 0) for (const item of node.items) pending.push(item);
    } else {
      room -= 1 + node.entries.length;
      for (const { key, value } of node.entries) {
        // Quotes and colon.
        room -= key.length + 3;
        if (room < 0) break;
        pending.push(value);
      }
    }
    if (room < 0) return true;
  }
  return false;
}

/** Bytes of a scalar at least: what has to be escaped, or is no ASCII, takes more. */
function scalarSize(value: unknown): number {
  if (typeof value === "string") return value.length + 2;
  if (value instanceof NumberLiteral) return value.text.length;
  return value === null || typeof value === "boolean" ? 4 : 1;
}
