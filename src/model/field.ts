import { entryOf, NumberLiteral, type PlainValue, plainMap, toPlain, type YamlNode } from "../input/tree.ts";
import { isFreeMap } from "./free-maps.ts";
import type { Resource } from "./resource.ts";

/** What a field of type T may hold, once null (which Kubernetes treats as unset) is gone. */
type Present<T> = Exclude<T, null | undefined>;
type Child<T, K extends keyof Present<T>> = Field<Present<Present<T>[K]>>;
type Item<T> = Present<T> extends readonly (infer E)[] ? E : never;
type Entry<T> = Present<T> extends { [key: string]: infer V } ? V : never;

/**
 * A cursor on a typed value of a resource and on its place in the file. A field that is not written can be walked on
 * like any other: it still has a path and, as its place, its nearest existing ancestor.
 */
export class Field<T = unknown> {
  readonly resource: Resource;
  readonly parent: Field | undefined;
  /** Key in the parent map, or index in the parent list. */
  readonly key: string | number | undefined;
  /** The node in the file; undefined where nothing is written. */
  readonly node: YamlNode | undefined;
  #plain: PlainValue | undefined;

  private constructor(resource: Resource, node: YamlNode | undefined, parent?: Field, key?: string | number) {
    this.resource = resource;
    this.node = node;
    this.parent = parent;
    this.key = key;
  }

  /** The field that is the whole object of a resource. */
  static root<T>(resource: Resource, node: YamlNode): Field<T> {
    return new Field<T>(resource, node);
  }

  /** Path as the API server prints it: `spec.template.spec.containers[0].image`, `metadata.annotations[a.b/c]`. */
  get path(): string {
    if (this.parent === undefined) return "";
    const base = this.parent.path;
    if (typeof this.key === "number" || isFreeMap(this.parent.key)) return `${base}[${this.key}]`;
    return base === "" ? String(this.key) : `${base}.${this.key}`;
  }

  /** Keys and indices that lead here from the object. */
  get steps(): (string | number)[] {
    const steps: (string | number)[] = [];
    for (let at: Field | undefined = this as Field; at?.key !== undefined; at = at.parent) steps.push(at.key);
    return steps.reverse();
  }

  /** True where the manifest writes something here, be it null. */
  get written(): boolean {
    return this.node !== undefined;
  }

  /**
   * True where something is written whose value can't be known or used: a placeholder, a value of a type that the API
   * server refuses to decode, or one that stands under a wrong name or at a wrong level. Nothing follows from such a
   * field, nor from the lack of what would be in it.
   */
  get unknown(): boolean {
    const { node, resource, parent } = this;
    if (resource.isKnown) return false;
    const own = node === undefined ? resource.isMisplaced(this) : resource.isUnknown(node);
    return own || (parent?.unknown ?? false);
  }

  /** True where nothing is set: not written, or null. A field of unknown value is not absent. */
  get absent(): boolean {
    return !this.unknown && (this.node === undefined || (this.node.kind === "scalar" && this.node.value === null));
  }

  /** True where {@link value} leaves nothing out. */
  get whole(): boolean {
    const { node, resource } = this;
    const isUsable = (of: YamlNode) => !resource.isUnusable(of);
    return !this.unknown && (node === undefined || !resource.hasUnusable || everyNode(node, isUsable));
  }

  /** True where nothing in it is {@link unknown}. */
  get known(): boolean {
    const { node, resource } = this;
    const isKnown = (of: YamlNode) => !resource.isUnknown(of);
    return !this.unknown && (node === undefined || resource.isKnown || everyNode(node, isKnown));
  }

  /**
   * The value; undefined where the field is absent or {@link unknown}. Lists and maps are plain objects, in which what the
   * API server refuses to decode is absent, or null as an item of a list.
   */
  get value(): Present<T> | undefined {
    const { node } = this;
    if (node === undefined || this.unknown) return undefined;
    const plain = node.kind === "scalar" ? node.value : this.#plainOf(node);
    if (plain === null) return undefined;
    return (plain instanceof NumberLiteral || typeof plain === "bigint" ? Number(plain) : plain) as Present<T>;
  }

  /** A list or map as a plain object: a part of the one that it is in, where that was made before. */
  #plainOf(node: YamlNode): PlainValue {
    if (this.#plain === undefined) {
      const { parent, key } = this;
      const whole = parent && (parent.#plain as { [key: string | number]: PlainValue } | undefined);
      this.#plain = whole === undefined || key === undefined ? plainOf(node, this.resource) : whole[key];
    }
    return this.#plain as PlainValue;
  }

  /** The field under a key, written or not. */
  at<K extends keyof Present<T> & string>(key: K): Child<T, K>;
  at(key: string): Field<unknown>;
  at(key: string): Field<unknown> {
    return new Field(this.resource, entryOf(this.node, key)?.value, this, key);
  }

  /** The elements of a list; empty where it isn't one. */
  items(): Field<Item<T>>[] {
    if (this.node?.kind !== "sequence" || this.unknown) return [];
    return this.node.items.map((item, index) => new Field(this.resource, item, this, index) as Field<Item<T>>);
  }

  /** The entries of a map in source order; empty where it isn't one. */
  entries(): { key: string; field: Field<Entry<T>> }[] {
    if (this.node?.kind !== "map" || this.unknown) return [];
    return this.node.entries.map((entry) => ({
      key: entry.key,
      field: new Field(this.resource, entry.value, this, entry.key) as Field<Entry<T>>,
    }));
  }

  /** The field at a path of keys and indices below this one. */
  walk(path: readonly (string | number)[]): Field {
    let field: Field = this as Field;
    for (const step of path) {
      const node =
        typeof step === "number"
          ? field.node?.kind === "sequence"
            ? field.node.items[step]
            : undefined
          : entryOf(field.node, step)?.value;
      field = new Field(field.resource, node, field, step);
    }
    return field;
  }
}

function plainOf(node: YamlNode, resource: Resource): PlainValue {
  return resource.hasUnusable ? usablePart(node, resource) : toPlain(node);
}

/** As `toPlain`, without what is of another type than its place asks for. */
function usablePart(node: YamlNode, resource: Resource): PlainValue {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "sequence") {
    const items: PlainValue[] = [];
    // What follows keeps its index.
    for (const item of node.items) items.push(resource.isUnusable(item) ? null : usablePart(item, resource));
    return items;
  }
  const object = plainMap();
  for (const { key, value } of node.entries) {
    if (!resource.isUnusable(value)) object[key] = usablePart(value, resource);
  }
  return object;
}

function everyNode(node: YamlNode, is: (node: YamlNode) => boolean): boolean {
  if (!is(node)) return false;
  if (node.kind === "map") return node.entries.every(({ value }) => everyNode(value, is));
  return node.kind === "scalar" || node.items.every((item) => everyNode(item, is));
}
