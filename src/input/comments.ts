import type { YamlNode } from "./tree.ts";

/** The comments of a document that hold a marker: a `#` within a scalar begins none. */
export function* commentsWith(
  text: string,
  start: number,
  end: number,
  root: YamlNode,
  marker: string,
): Generator<{ start: number; end: number; text: string }> {
  for (let at = text.indexOf(marker, start); at >= 0 && at < end; at = text.indexOf(marker, at + 1)) {
    const line = Math.max(text.lastIndexOf("\n", at), start - 1) + 1;
    const hash = text.lastIndexOf("#", at);
    if (hash < line || isInScalar(root, hash)) continue;
    let stop = text.indexOf("\n", at);
    if (stop < 0) stop = text.length;
    yield { start: hash, end: stop, text: text.slice(hash, stop) };
  }
}

function isInScalar(node: YamlNode, offset: number): boolean {
  if (node.kind === "scalar") return offset >= node.start && offset < node.end;
  if (node.kind === "sequence") return node.items.some((item) => isInScalar(item, offset));
  return node.entries.some((e) => isInScalar(e.value, offset) || (offset >= e.keyStart && offset < e.keyEnd));
}
