import { NumberLiteral, type PlainValue, plainMap, type YamlNode } from "../../input/tree.ts";

/** A document as a plain value, and what of it such a value can't show. */
export interface PlainDocument {
  readonly value: PlainValue;
  /** A map holds a key twice. */
  readonly hasDuplicates: boolean;
  /** A number keeps its text ({@link NumberLiteral}), which to a validator of plain values is a map. */
  readonly hasLiterals: boolean;
}

export function readPlain(root: YamlNode): PlainDocument {
  let hasDuplicates = false;
  let hasLiterals = false;
  const read = (node: YamlNode): PlainValue => {
    if (node.kind === "scalar") {
      hasLiterals ||= node.value instanceof NumberLiteral;
      return node.value;
    }
    if (node.kind === "sequence") {
      const items: PlainValue[] = [];
      for (const item of node.items) items.push(read(item));
      return items;
    }
    hasDuplicates ||= node.replaced !== undefined;
    const object = plainMap();
    for (const { key, value } of node.entries) object[key] = read(value);
    return object;
  };
  return { value: read(root), hasDuplicates, hasLiterals };
}
