import { entryOf, type YamlEntry, type YamlMap, type YamlNode } from "../input/tree.ts";
import { type Origin, Resource } from "./resource.ts";

/** API versions that have, or had, DaemonSets. */
const DAEMON_SET_VERSIONS: ReadonlySet<string> = new Set([
  "apps/v1",
  "apps/v1beta2",
  "apps/v1beta1",
  "extensions/v1beta1",
]);

/** True for a Kubernetes DaemonSet; other projects have a kind of that name in groups of their own. */
export function isDaemonSet(resource: Resource): boolean {
  return resource.kind === "DaemonSet" && DAEMON_SET_VERSIONS.has(resource.apiVersion);
}

/** The objects that a document holds: itself, or the items of a List, whatever their depth. */
export function* resourcesOf(root: YamlMap, origin: Origin): Generator<Resource> {
  let item = 0;
  const lists: { list: YamlMap; kind: string }[] = [];
  const kind = textOf(root, "kind");
  if (!isList(root, kind)) {
    yield new Resource(origin, root);
    return;
  }
  lists.push({ list: root, kind });
  for (let next = lists.pop(); next !== undefined; next = lists.pop()) {
    const items = entryOf(next.list, "items")?.value;
    if (items?.kind !== "sequence") continue;
    for (const node of items.items) {
      if (node.kind !== "map") continue;
      const itemKind = textOf(node, "kind");
      if (isList(node, itemKind)) lists.push({ list: node, kind: itemKind });
      else yield new Resource({ ...origin, item: item++ }, withType(node, next));
    }
  }
}

function isList(node: YamlMap, kind: string): boolean {
  return kind.endsWith("List") && entryOf(node, "items") !== undefined;
}

/** Items of a typed list (`DaemonSetList`) need not say what they are: the list does. */
function withType(node: YamlMap, { list, kind }: { list: YamlMap; kind: string }): YamlMap {
  if (kind === "List" || (entryOf(node, "kind") !== undefined && entryOf(node, "apiVersion") !== undefined))
    return node;
  const added: YamlEntry[] = [];
  if (entryOf(node, "apiVersion") === undefined) {
    const entry = entryOf(list, "apiVersion");
    if (entry !== undefined) added.push(entry);
  }
  const kindEntry = entryOf(list, "kind");
  if (entryOf(node, "kind") === undefined && kindEntry !== undefined) {
    const value: YamlNode = {
      ...kindEntry.value,
      kind: "scalar",
      style: "plain",
      value: kind.slice(0, -"List".length),
    };
    added.push({ ...kindEntry, value });
  }
  return { ...node, entries: [...node.entries, ...added] };
}

function textOf(node: YamlMap, key: string): string {
  const value = entryOf(node, key)?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : "";
}
