import { entryOf, type YamlNode } from "../input/tree.ts";

/** The nodes that a path leads through, as far as they are written: the root first, at the path's end its last. */
export function nodesAlong(root: YamlNode, path: readonly (string | number)[]): YamlNode[] {
  const nodes = [root];
  let node: YamlNode | undefined = root;
  for (const step of path) {
    if (typeof step === "string") node = entryOf(node, step)?.value;
    else node = node?.kind === "sequence" ? node.items[step] : undefined;
    if (node === undefined) break;
    nodes.push(node);
  }
  return nodes;
}

/** True where a node, or any in it, passes a test. */
export function someNodeBelow(node: YamlNode, test: (node: YamlNode) => boolean): boolean {
  if (test(node)) return true;
  if (node.kind === "map") return node.entries.some(({ value }) => someNodeBelow(value, test));
  return node.kind === "sequence" && node.items.some((item) => someNodeBelow(item, test));
}
