import { decodeBytes } from "../../src/input/decode.ts";
import { readJson } from "../../src/input/json-reader.ts";
import { readDocuments } from "../../src/input/read.ts";
import { NumberLiteral, type YamlNode } from "../../src/input/tree.ts";
import { INVALID_UTF8, MISPLACED_MARK } from "../../src/input/yaml-reader.ts";

/** What a reader makes of a document: its value in a form that is equal where the values are, or an error. */
export type Outcome = { readonly value: string } | { readonly error: string };

/** The value of a node, keys in order and digits as they are. */
export function canonical(node: YamlNode): string {
  if (node.kind === "sequence") return `[${node.items.map(canonical).join(",")}]`;
  if (node.kind === "map") {
    const entries = node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${canonical(value)}`);
    return `{${entries.sort().join(",")}}`;
  }
  const { value } = node;
  if (value instanceof NumberLiteral) return value.text;
  return typeof value === "bigint" ? String(value) : JSON.stringify(value);
}

/** What dslint reads of a manifest. */
export function outcomes(manifest: Uint8Array): Outcome[] {
  const decoded = decodeBytes(manifest);
  if ("error" in decoded) return [{ error: decoded.error.message }];
  return [...readDocuments(decoded.text)].map((document) =>
    document.kind === "tree"
      ? { value: canonical(document.root) }
      : document.kind === "error"
        ? { error: document.error.message }
        : { value: "null" },
  );
}

/** What kubectl reads of one, as test/oracle/reader says it: JSON texts, and an error as an object or as null. */
export function outcomesOf(documents: readonly (string | { error: string } | null)[]): Outcome[] {
  return documents.map((document) => {
    if (typeof document !== "string") return document ?? { error: "" };
    return { value: canonical(readJson(document, 0, document.length, { depth: 10_000, nodes: 1_000_000 })) };
  });
}

/** The things that dslint refuses although kubectl may read them: docs/reading.md. */
export function isRefused(ours: readonly Outcome[]): boolean {
  return ours.some(
    (outcome) => "error" in outcome && (outcome.error === MISPLACED_MARK || outcome.error === INVALID_UTF8),
  );
}

/** Whether dslint's outcomes are kubectl's, which ends at its first error. */
export function agree(ours: readonly Outcome[], kubectls: readonly Outcome[]): boolean {
  const last = kubectls.at(-1);
  const stops = last !== undefined && "error" in last;
  if (stops ? ours.length < kubectls.length : ours.length !== kubectls.length) return false;
  return kubectls.every((theirs, index) => {
    const our = ours[index] as Outcome;
    return "error" in theirs ? "error" in our : "value" in our && our.value === theirs.value;
  });
}
