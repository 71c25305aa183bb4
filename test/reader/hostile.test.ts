import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import { decodeBytes } from "../../src/input/decode.ts";
import { isLargerAsJson } from "../../src/input/json-size.ts";
import { DEEPEST_LINTED } from "../../src/input/limits.ts";
import { readDocuments } from "../../src/input/read.ts";
import { toPlain, type YamlNode } from "../../src/input/tree.ts";

function only(text: string, limits = {}): { root?: YamlNode; message?: string } {
  const [document, ...more] = readDocuments(text, { limits });
  expect(more).toEqual([]);
  if (document?.kind === "error") return { message: document.error.message };
  return document?.kind === "tree" ? { root: document.root } : {};
}

test.each([
  ["brackets", "[".repeat(100_000)],
  ["closed brackets", "[".repeat(100_000) + "]".repeat(100_000)],
  ["braces", "a: ".concat("{a: ".repeat(50_000))],
  ["dashes", "- ".repeat(5_000)],
  ["indentation", Array.from({ length: 3_000 }, (_, i) => `${" ".repeat(i)}a:\n`).join("")],
  ["JSON", '{"a":'.repeat(50_000)],
])("nesting is bounded: %s", (_, text) => {
  expect(only(text).message).toMatch(/nested deeper than 1200 levels|is missing here/);
});

test("nesting can be as deep as kubectl takes it, where the limit is raised", () => {
  const depth = 9_000;
  expect(only("[".repeat(depth) + "]".repeat(depth)).message).toBe("lists and maps are nested deeper than 1200 levels");
  expect(only("[".repeat(depth) + "]".repeat(depth), { depth: 10_000 }).root?.kind).toBe("sequence");
  const object = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
  expect(only(object, { depth: 10_000 }).root?.kind).toBe("map");
});

test("aliases multiply as far as kubectl lets them, and no further", () => {
  const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(", ")}]\n`;
  const bomb = ["a", "b", "c", "d", "e", "f", "g"].map((name, i, names) =>
    level(name, i === 0 ? "x" : `*${names[i - 1]}`),
  );
  expect(only(bomb.join("")).message).toMatch(/^aliases make this document many times its size/);
  const { root } = only(bomb.slice(0, 3).join(""));
  expect(root === undefined ? 0 : JSON.stringify(toPlain(root)).split('"x"').length - 1).toBe(9 + 81 + 729);
  expect(only("a: &a [*a]\n").message).toBe('the value of "&a" contains itself');
});

test("many documents are read one by one", () => {
  let count = 0;
  for (const document of readDocuments("a: 1\n---\n".repeat(50_000))) count += document.kind === "tree" ? 1 : 0;
  expect(count).toBe(50_000);
});

test("many keys, equal or not, take no more than their time", () => {
  const keys = Array.from({ length: 50_000 }, (_, i) => `k${i}: ${i}\n`).join("");
  const { root } = only(keys);
  expect(root?.kind === "map" ? root.entries.length : 0).toBe(50_000);
  const same = only("k: 1\n".repeat(50_000)).root;
  expect(same?.kind === "map" ? [same.entries.length, same.replaced?.length] : []).toEqual([1, 49_999]);
});

test.each([
  ["plain", `a: ${"x ".repeat(500_000)}\n`],
  ["folded", `a: ${"x\n  ".repeat(200_000)}\n`],
  ["quoted", `a: "${"\\x41\\\n".repeat(200_000)}"\n`],
  ["block", `a: >\n${"  x\n\n".repeat(200_000)}`],
  ["never closed", `a: "${"x\n".repeat(200_000)}`],
  ["blank", `a: 1\n${" ".repeat(500_000)}\n`],
  ["digits", `a: ${"1".repeat(200_000)}\n`],
  ["underscores", `a: 1${"_".repeat(200_000)}x\n`],
  ["hexadecimal", `a: 0x${"f".repeat(200_000)}\n`],
  ["colons", `a: ${":".repeat(500_000)}\n`],
  ["quotes", `a: '${"''".repeat(500_000)}'\n`],
  ["binary", `a: !!binary ${"/w".repeat(100_000)}==\n`],
  ["tag", `a: !${"x".repeat(500_000)} b\n`],
  ["comments", "#\n".repeat(300_000)],
  ["question marks", "? ".repeat(1_500)],
  ["key candidates", `[${"a ".repeat(300_000)}]: b\n`],
  ["separators", "---\n".repeat(100_000)],
])("a long text is read in step with its length: %s", (_, text) => {
  expect([...readDocuments(text)].length).toBeGreaterThan(0);
});

test("a file beyond the limit is an error, not an attempt", () => {
  expect(decodeBytes(new Uint8Array(11), { fileBytes: 10 })).toEqual({
    error: { message: "the file is larger than 10 bytes", offset: 0 },
  });
});

test.each([
  ["YAML", "a: [1, 2, 3]\n"],
  ["JSON", '{"a": [1, 2, 3]}'],
  ["aliases", "- &a [1, 2]\n- *a\n"],
])("the keys and values of a document are bounded: %s", (_, text) => {
  expect(only(text, { nodes: 9 }).root).toBeDefined();
  expect(only(text, { nodes: 4 }).message).toMatch(/^this document has more than 4 keys and values/);
});

const daemonSet = (extra = "") => `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\n${extra}`;

test("an object that the API server can't take is an error, and is not judged", () => {
  const limits = { objectBytes: 2 ** 20 };
  const large = daemonSet(`x: ${"x".repeat(2 ** 20)}\n`);
  const { errors, findings } = lint(`${daemonSet()}---\n${large}`, { limits });
  expect(errors).toEqual([
    { file: "manifest.yaml", line: 6, column: 1, message: expect.stringMatching(/larger than 1 MiB/) },
  ]);
  expect(new Set(findings.map(({ place }) => place.document))).toEqual(new Set([0]));
  expect(lint(large, { limits: { objectBytes: 2 ** 21 } }).errors).toEqual([]);
});

test("the size of an object is that of its JSON, aliases counted each time", () => {
  const { root } = only("a: &a [one, 2, null]\nb: *a\n");
  const size = JSON.stringify(root && toPlain(root)).length;
  expect(root && isLargerAsJson(root, size)).toBe(false);
  expect(root && isLargerAsJson(root, size - 10)).toBe(true);
});

test("a file of more findings than are told of one is judged no further, and says so", () => {
  const one = lint(daemonSet()).findings.length;
  const limits = { findings: 2 * one - 1 };
  const { errors, findings, summary } = lint([1, 2, 3, 4].map((n) => daemonSet(`# ${n}\n`)).join("---\n"), { limits });
  expect(errors).toEqual([
    { file: "manifest.yaml", line: 6, column: 1, message: expect.stringMatching(/^this file has more than/) },
  ]);
  expect(Math.max(...findings.map(({ place }) => place.document))).toBe(1);
  expect(summary.documents).toBe(2);
});

test("a file of more objects than are judged of one is judged no further, and says so", () => {
  const service = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\n";
  const text = [daemonSet(), service, service, daemonSet(), daemonSet()].join("---\n");
  const { errors, summary } = lint(text, { limits: { objects: 22 } });
  expect(errors).toEqual([
    {
      file: "manifest.yaml",
      line: 17,
      column: 1,
      message: expect.stringMatching(/^this file has more than 22 objects/),
    },
  ]);
  expect(summary.daemonSets).toBe(2);
  expect(lint(text, { limits: { objects: 32 } }).errors).toEqual([]);
});

test("suppressions that do nothing are told of as far as findings are", () => {
  const text = daemonSet() + "# dslint-ignore host-network -- why\n".repeat(50);
  const { errors, findings } = lint(text, { limits: { findings: 40 } });
  expect(findings.filter(({ rule }) => rule === "unused-suppression").length).toBe(40);
  expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/^this file has more than 40 findings/)]);
});

test("a file of more broken documents than are told of one is read no further, and says so", () => {
  const { errors, summary } = lint("kind: [\n---\n".repeat(100), { limits: { errors: 3 } });
  expect(errors.length).toBe(4);
  expect(errors.at(-1)?.message).toMatch(/^this is one of more than 3 documents/);
  expect(summary.documents).toBe(4);
});

test("resources that would all have to be compared with each other are compared within bounds, and it is said", () => {
  const one = (n: number) =>
    `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a${n}}\nspec: {selector: {matchExpressions: [{key: x, operator: Exists}]}, template: {metadata: {labels: {app: b}}}}\n`;
  const text = Array.from({ length: 100 }, (_, n) => one(n)).join("---\n");
  const message = "rule overlapping-selectors would have to compare more resources of this run than it may";
  const bounded = lint(text, { only: ["overlapping-selectors"], limits: { comparisons: 2_000 } });
  expect(bounded.errors.map(({ message }) => message)).toEqual([expect.stringContaining(message)]);
  expect(lint(text, { only: ["overlapping-selectors"], limits: { comparisons: 10_000 } }).errors).toEqual([]);
  const gathered = lint(text, { only: ["overlapping-selectors"], limits: { comparisons: 990 } });
  expect(gathered.errors.map(({ message }) => message)).toEqual([expect.stringContaining(message)]);
});

test("what is read deepest can be linted", () => {
  const depth = DEEPEST_LINTED - 8;
  const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
  const content = `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {annotations: {a: ${deep}}}\nspec: {template: {spec: {x: ${deep}}}}\n`;
  const limits = { depth: DEEPEST_LINTED };
  const { errors, summary } = lint(content, { limits });
  expect(errors).toEqual([]);
  expect(summary.daemonSets).toBe(1);
});
