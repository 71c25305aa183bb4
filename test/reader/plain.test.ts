import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../src/input/limits.ts";
import { composeYaml } from "../../src/input/yaml-composer.ts";
import { readPlainYaml } from "../../src/input/yaml-plain.ts";
import { mutated } from "./arbitrary.ts";

// Documents that are written simply are read by a reader of their own. It must make the same trees, places and all.

const documents = readdirSync("fixtures", { recursive: true, encoding: "utf8" })
  .filter((file) => /\.ya?ml$/.test(file))
  .flatMap((file) => readFileSync(`fixtures/${file}`, "utf8").split(/^---\n/m))
  .filter((text) => text.endsWith("\n"));

/** True where the plain reader read a text, and rightly so. */
function readsPlainly(text: string, limits = DEFAULT_LIMITS): boolean {
  const root = readPlainYaml(text, 0, text.length, limits);
  if (root !== undefined) expect(root).toEqual(composeYaml(text, 0, text.length, limits).root);
  return root !== undefined;
}

test("nearly all documents are read plainly, and rightly", () => {
  const count = documents.filter((text) => readsPlainly(text)).length;
  expect(count / documents.length).toBeGreaterThan(0.9);
});

test("what is changed in a few places is read rightly, or not plainly", () => {
  fc.assert(
    fc.property(mutated(documents), (text) => {
      readsPlainly(`${text}\n`);
    }),
    { numRuns: Number(process.env["RUNS"] ?? 4000) },
  );
});

test("limits are those of the composer", () => {
  fc.assert(
    fc.property(fc.constantFrom(...documents), fc.nat(20), fc.nat(200), (text, depth, nodes) => {
      readsPlainly(text, { ...DEFAULT_LIMITS, depth, nodes });
    }),
  );
});

test.each([
  ["a: 1\nb:\n- x\n- y: [1, 'b', {c: d}]\n  z:\n    {}\n"],
  ["--- # c\n  a : b # c\n  c: |\n    d\n\n  e: >-\n    f\n"],
  ['"a": "b\\n\\x41"\nc: "d\n  e"\n"a": again\n'],
  ["- \n-\n- # c\n  a: é # ü\n- -1\n-\n  - x\n"],
  ["a:\n  null\nb: a:b#c\n1: yes\n"],
  ['args: [\n  "a", b\n]\n'],
])("reads plainly: %j", (text) => {
  expect(readsPlainly(text)).toBe(true);
});

test.each([
  ["a: b\n  c\n"],
  ["a: &x b\n"],
  ["a: *x\n"],
  ["a: !!str b\n"],
  ["? a\n"],
  ["a:\tb\n"],
  ["a: b\r\n"],
  ["a: b\u2028c: d\n"],
  ["# \u0085a: b\nc: d\n"],
  ["a: b: c\n"],
  ["a:\n  b\n ...\n"],
  ["<<: {a: b}\n"],
  ["null: a\n"],
  ["a: .nan\n"],
  ["a: 1\n- b\n"],
  ["a:\n    b: c\n  d: e\n"],
  ["[a]: b\n"],
  ["...\n"],
  ["a: b\n... : c\n"],
  ["# c\n"],
])("leaves to the composer: %j", (text) => {
  expect(readsPlainly(text)).toBe(false);
});
