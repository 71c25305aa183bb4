import { expect, test } from "vitest";
import { readDocuments } from "../../src/input/read.ts";
import { toPlain } from "../../src/input/tree.ts";

const kinds = (text: string) => [...readDocuments(text)].map((document) => document.kind);

test("documents after a broken one are read, and the broken one is an error", () => {
  const documents = [...readDocuments("a: 1\n---\nb: [\n---\nc: 3\n---\nd: }\n---\ne: 5\n")];
  expect(documents.map((document) => document.kind)).toEqual(["tree", "error", "tree", "error", "tree"]);
  expect(documents.map((d) => (d.kind === "error" ? d.comesAfterError : undefined))).toEqual([
    undefined,
    false,
    undefined,
    true,
    undefined,
  ]);
});

test("empty documents count, and nothing at all is no document", () => {
  expect(kinds("")).toEqual([]);
  expect(kinds("# hi\n---\n---\na: 1\n")).toEqual(["empty", "tree"]);
});

test("values are those of YAML 1.1 as the cluster reads it", () => {
  const [document] = readDocuments("a: yes\nb: 0644\nc: 1_000\nd: 12345678901234567890\n'e': \"Daemon\\x53et\"\n");
  expect(document?.kind === "tree" ? toPlain(document.root) : undefined).toEqual({
    a: true,
    b: 420,
    c: 1000,
    d: 12345678901234567890n,
    e: "DaemonSet",
  });
});
