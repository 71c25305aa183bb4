import type { YamlMap, YamlNode } from "../input/tree.ts";
import { entryOf } from "../input/tree.ts";
import { Field } from "./field.ts";
import type { Lines } from "./lines.ts";
import type { Place, ResourceRef } from "./place.ts";
import { type PlacePath, PlaceSet } from "./place-set.ts";

/** What the reader knows of where a resource stands. */
export interface Origin {
  /** File as it is reported. */
  readonly file: string;
  /** Index of the document in the file, from 0. */
  readonly document: number;
  readonly lines: Lines;
  /** Index within a List document, from 0. */
  readonly item?: number;
}

/** One Kubernetes object of a manifest. */
export class Resource<T = unknown> {
  readonly origin: Origin;
  readonly root: YamlMap;
  /** What names the object is cut where it is longer than any name can be: every finding carries it. */
  readonly apiVersion: string;
  readonly kind: string;
  /** As written; undefined where `metadata.namespace` is absent. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly kept = new Map<unknown, unknown>();
  #ref: ResourceRef | undefined;
  readonly #places = new Map<string, { readonly start: number; readonly end: number; readonly place: Place }>();
  #keys: ReadonlySet<string> | undefined;
  #unknown: Set<YamlNode> | undefined;
  #unusable: Set<YamlNode> | undefined;
  #misplaced: PlaceSet | undefined;

  constructor(origin: Origin, root: YamlMap) {
    this.origin = origin;
    this.root = root;
    this.apiVersion = name(entryOf(root, "apiVersion")?.value) ?? "";
    this.kind = name(entryOf(root, "kind")?.value) ?? "";
    const metadata = entryOf(root, "metadata")?.value;
    this.namespace = name(entryOf(metadata, "namespace")?.value) || undefined;
    this.name = name(entryOf(metadata, "name")?.value) || name(entryOf(metadata, "generateName")?.value) || undefined;
  }

  /** Labels of the object itself, those that are text. */
  get labels(): Readonly<Record<string, string>> {
    const labels = entryOf(entryOf(this.root, "metadata")?.value, "labels")?.value;
    if (labels?.kind !== "map") return {};
    return Object.fromEntries(
      labels.entries.flatMap(({ key, value }) => {
        const of = text(value);
        return of === undefined ? [] : [[key, of]];
      }),
    );
  }

  /** The same for all places in it. */
  get ref(): ResourceRef {
    const { apiVersion, kind, namespace, name } = this;
    this.#ref ??= {
      apiVersion,
      kind,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
    };
    return this.#ref;
  }

  /** The whole object as a field. */
  get fields(): Field<T> {
    return Field.root<T>(this, this.root);
  }

  /** True where one of some keys is written, wherever in it. */
  hasKeyOf(keys: readonly string[]): boolean {
    if (this.#keys === undefined) {
      const all = new Set<string>();
      addKeys(this.root, all);
      this.#keys = all;
    }
    for (const key of keys) if (this.#keys.has(key)) return true;
    return false;
  }

  /** Marks a node whose value can't be known or used; see {@link Field.unknown}. */
  markUnknown(node: YamlNode): void {
    this.#unknown ??= new Set();
    this.#unknown.add(node);
  }

  /** Marks a node that is of another type than its place asks for: unknown, and no part of the {@link Field.value} around it. */
  markUnusable(node: YamlNode): void {
    this.markUnknown(node);
    this.#unusable ??= new Set();
    this.#unusable.add(node);
  }

  get hasUnusable(): boolean {
    return this.#unusable !== undefined;
  }

  isUnusable(node: YamlNode): boolean {
    return this.#unusable?.has(node) ?? false;
  }

  /** True where nothing of it is marked: most resources, of which every field is as written. */
  get isKnown(): boolean {
    return this.#unknown === undefined && this.#misplaced === undefined;
  }

  isUnknown(node: YamlNode): boolean {
    return this.#unknown?.has(node) ?? false;
  }

  /** Marks where a field belongs that is written, but under a wrong name or at a wrong level. */
  markMisplaced(place: PlacePath): void {
    this.#misplaced ??= new PlaceSet();
    this.#misplaced.add(place);
  }

  isMisplaced(field: Field): boolean {
    return this.#misplaced?.has(field.steps) ?? false;
  }

  /**
   * Where a field stands: its value; with `key`, its key; for a field that is not written, the key of its nearest
   * written ancestor.
   */
  placeOf(field: Field, part: "value" | "key" = "value"): Place {
    const { file, document, lines } = this.origin;
    const path = lines.own(field.path);
    const { start, end } = spanOf(field, part);
    // Of two fields one may be spelt like the other: `a.b` and what is in `a`.
    const known = this.#places.get(path);
    if (known?.start === start && known.end === end) return known.place;
    const { line, column, endLine, endColumn } = lines.region(start, end);
    const { source, sourceColumn } = lines.excerpt(start);
    const { ref: resource } = this;
    const place = { file, document, resource, path, line, column, endLine, endColumn, source, sourceColumn };
    this.#places.set(path, { start, end, place });
    return place;
  }
}

function addKeys(node: YamlNode, keys: Set<string>): void {
  if (node.kind === "map") {
    for (const { key, value } of node.entries) {
      keys.add(key);
      if (value.kind !== "scalar") addKeys(value, keys);
    }
  } else if (node.kind === "sequence") {
    for (const item of node.items) addKeys(item, keys);
  }
}

/** Offsets of the token that stands for a field. */
export function spanOf(field: Field, part: "value" | "key" = "value"): { start: number; end: number } {
  let at: Field | undefined = field;
  while (at !== undefined && at.node === undefined) at = at.parent;
  if (at === undefined) return { start: 0, end: 0 };
  const { node, parent, key } = at;
  // A whole block is no place to underline: its key is.
  const wantsKey = at !== field || part === "key" || (node !== undefined && node.kind !== "scalar" && !node.flow);
  if (wantsKey && typeof key === "string") {
    const entry = entryOf(parent?.node, key);
    if (entry !== undefined) return { start: entry.keyStart, end: entry.keyEnd };
  }
  if (node === undefined) return { start: 0, end: 0 };
  if (node.alias !== undefined) return node.alias;
  if (node.kind === "scalar") return node;
  return wantsKey ? firstToken(node) : node;
}

/** What stands for a block that has no key: its first key; of a whole object, `kind`. */
function firstToken(node: YamlNode): { start: number; end: number } {
  if (node.kind === "map" && !node.flow) {
    const kind = node.entries.find((entry) => entry.key === "kind") ?? node.entries[0];
    const first = node.entries[0];
    const entry = kind !== undefined && kind.value.kind === "scalar" && isObjectRoot(node) ? kind : first;
    if (entry !== undefined) return { start: entry.keyStart, end: entry.keyEnd };
  }
  if (node.kind === "sequence" && !node.flow && node.items[0] !== undefined) return firstToken(node.items[0]);
  return { start: node.start, end: node.end };
}

function isObjectRoot(node: YamlMap): boolean {
  return entryOf(node, "kind") !== undefined && entryOf(node, "apiVersion") !== undefined;
}

/** More than the API server takes of a name, 253, and of a kind and a version. */
const LONGEST_NAME = 300;

function name(node: YamlNode | undefined): string | undefined {
  return text(node)?.slice(0, LONGEST_NAME);
}

function text(node: YamlNode | undefined): string | undefined {
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : undefined;
}
