/**
 * What a document says, with places: the one tree that everything after the reader works on. Values are those that
 * kubectl sends to the API server; offsets are UTF-16 offsets into the decoded text of the file, end exclusive.
 */

export type YamlNode = YamlScalar | YamlMap | YamlSequence;

interface Located {
  /** First character of the token itself: after any anchor, tag and indicator that precede it. */
  readonly start: number;
  readonly end: number;
  /**
   * Set where the node is reached through an alias (`*name`) or a merge (`<<`): the place of that alias. The node's own
   * text belongs to another part of the document, so no fix may edit it.
   */
  readonly alias?: { readonly start: number; readonly end: number };
}

export interface YamlScalar extends Located {
  readonly kind: "scalar";
  readonly value: ScalarValue;
  readonly style: "plain" | "single" | "double" | "block" | "json" | "missing";
}

/** Integers beyond 2^53 are bigint; a number that no JavaScript number writes alike is a {@link NumberLiteral}. */
export type ScalarValue = string | number | bigint | boolean | null | NumberLiteral;

/** A JSON number whose text matters: `1.0` and `1e3` are no integers to the API server's decoder. */
export class NumberLiteral {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
  valueOf(): number {
    return Number(this.text);
  }
  toJSON(): number {
    return Number(this.text);
  }
}

export interface YamlEntry {
  readonly key: string;
  /** Place of the key's token, quotes included. */
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: YamlNode;
}

export interface YamlMap extends Located {
  readonly kind: "map";
  readonly flow: boolean;
  /** One entry a key, in source order; of duplicate keys the last, as kubectl reads it. */
  readonly entries: readonly YamlEntry[];
  /** Entries that a later one of the same key replaced; absent where there are none. */
  readonly replaced?: readonly YamlEntry[];
}

export interface YamlSequence extends Located {
  readonly kind: "sequence";
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

/** One document of a stream, in order. */
export interface SourceDocument {
  /** Index within the file, from 0, as kubectl counts: empty documents count. */
  readonly index: number;
  /** The document's own text is `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

export interface ReadError {
  readonly message: string;
  /** UTF-16 offset into the decoded text. */
  readonly offset: number;
}

/** A plain JavaScript value as the API server would decode it from JSON. */
export type PlainValue = ScalarValue | PlainValue[] | { [key: string]: PlainValue };

/**
 * Makes objects that inherit from an empty one and so nothing. V8 would keep one without any prototype as a hash table, slow
 * and large, and looks up what is absent slowly where the prototype is such a table: hence none that was deleted from.
 */
const PlainMap = function PlainMap() {} as unknown as new () => { [key: string]: PlainValue };
PlainMap.prototype = Object.setPrototypeOf({}, null);

/** An empty map for keys of any name: none is inherited, and `__proto__` is a key like any other. */
export function plainMap(): { [key: string]: PlainValue } {
  return new PlainMap();
}

/** The value of a node without its places. */
export function toPlain(node: YamlNode): PlainValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "sequence": {
      // No map(): its frames would halve how deep this can go.
      const items: PlainValue[] = [];
      for (const item of node.items) items.push(toPlain(item));
      return items;
    }
    case "map": {
      const object = plainMap();
      for (const entry of node.entries) object[entry.key] = toPlain(entry.value);
      return object;
    }
  }
}

/** Maps of so many entries are looked up by an index: a hostile one may hold very many. */
const LARGE = 32;
const indexes = new WeakMap<YamlMap, ReadonlyMap<string, YamlEntry>>();

/** The entry of a map, or undefined. */
export function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  if (node?.kind !== "map") return undefined;
  const { entries } = node;
  if (entries.length < LARGE) {
    for (const entry of entries) if (entry.key === key) return entry;
    return undefined;
  }
  let index = indexes.get(node);
  if (index === undefined) {
    index = new Map(entries.map((entry) => [entry.key, entry]));
    indexes.set(node, index);
  }
  return index.get(key);
}

const replacedIndexes = new WeakMap<YamlMap, ReadonlyMap<string, readonly YamlEntry[]>>();

/** The entries of a map that a later one of the same key replaced, in order. */
export function replacedEntries(node: YamlMap, key: string): readonly YamlEntry[] {
  if (node.replaced === undefined) return [];
  let index = replacedIndexes.get(node);
  if (index === undefined) {
    const byKey = new Map<string, YamlEntry[]>();
    for (const entry of node.replaced) {
      const others = byKey.get(entry.key);
      if (others === undefined) byKey.set(entry.key, [entry]);
      else others.push(entry);
    }
    replacedIndexes.set(node, byKey);
    index = byKey;
  }
  return index.get(key) ?? [];
}
