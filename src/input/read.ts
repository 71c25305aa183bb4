import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseAllDocuments } from "yaml";
import type { ReadError, SourceDocument, YamlEntry, YamlNode } from "./tree.ts";

export interface Limits {
  readonly depth: number;
}

export type ReadDocument = SourceDocument &
  (
    | { readonly kind: "tree"; readonly root: YamlNode }
    | { readonly kind: "empty" }
    | { readonly kind: "error"; readonly error: ReadError; readonly comesAfterError: boolean }
    | { readonly kind: "passed" }
  );

export interface ReadOptions {
  readonly wants?: ReadonlySet<string>;
  readonly parseAll?: boolean;
  readonly limits?: Partial<Limits>;
}

/** The documents of a stream, one after another. */
export function* readDocuments(text: string, _options: ReadOptions = {}): Generator<ReadDocument> {
  const documents = parseAllDocuments(text, { uniqueKeys: false, merge: true });
  if (!Array.isArray(documents)) return;
  let failed = false;
  for (const [index, document] of documents.entries()) {
    const base = { index, start: document.range[0], end: document.range[2] };
    const error = document.errors[0];
    if (error !== undefined) {
      const message = error.message.split("\n")[0] ?? "";
      yield { ...base, kind: "error", error: { message, offset: error.pos[0] }, comesAfterError: failed };
      failed = true;
    } else if (document.contents === null) yield { ...base, kind: "empty" };
    else yield { ...base, kind: "tree", root: convert(document.contents, document) };
  }
}

function convert(node: Node | null, document: Document.Parsed<ParsedNode>): YamlNode {
  if (node === null) return { kind: "scalar", value: null, style: "missing", start: 0, end: 0 };
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) return { ...convert(node.resolve(document) ?? null, document), alias: { start, end } };
  if (isSeq(node)) {
    const items = node.items.map((item) => convert(item as Node, document));
    return { kind: "sequence", flow: node.flow ?? false, start, end, items };
  }
  if (isMap(node)) {
    const entries = node.items.map((pair): YamlEntry => {
      const key = pair.key as Node;
      return {
        key: String(isScalar(key) ? key.value : key),
        keyStart: key.range?.[0] ?? 0,
        keyEnd: key.range?.[1] ?? 0,
        value: convert(pair.value as Node | null, document),
      };
    });
    return { kind: "map", flow: node.flow ?? false, start, end, entries };
  }
  return {
    kind: "scalar",
    value: isScalar(node) ? (node.value as string) : null,
    style: start === end ? "missing" : "plain",
    start,
    end,
  };
}
