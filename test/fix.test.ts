import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, applyFixes } from "../src/fix/apply.ts";
import { removeField, renameKey, setField } from "../src/fix/edits.ts";
import { type LintOptions, lint, RULES } from "../src/index.ts";
import { readDocuments } from "../src/input/read.ts";
import { toPlain } from "../src/input/tree.ts";
import { Lines } from "../src/model/lines.ts";
import { Resource } from "../src/model/resource.ts";
import { fixtureOptions } from "./support/fixtures.ts";

function resourceOf(text: string): Resource {
  for (const document of readDocuments(text)) {
    if (document.kind === "tree" && document.root.kind === "map") {
      return new Resource({ file: "f.yaml", document: 0, lines: new Lines(text) }, document.root);
    }
  }
  throw new Error(`no object in ${text}`);
}

const plainOf = (text: string): unknown => toPlain(resourceOf(text).root);
const set = (text: string, path: (string | number)[], value: Parameters<typeof setField>[1]): string | undefined => {
  const edits = setField(resourceOf(text).fields.walk(path), value);
  return edits && applyEdits(text, edits);
};
const remove = (text: string, path: (string | number)[]): string | undefined => {
  const edits = removeField(resourceOf(text).fields.walk(path));
  return edits && applyEdits(text, edits);
};

test("a scalar is replaced at its place, its comment kept", () => {
  expect(set("a: 1 # one\nb: 2\n", ["a"], 7)).toBe("a: 7 # one\nb: 2\n");
  expect(set("a: 'x'\n", ["a"], "yes")).toBe('a: "yes"\n');
  expect(set('{"a": true}', ["a"], false)).toBe('{"a": false}');
});

test("a missing field goes into its map, with the maps that lead to it", () => {
  expect(set("a:\n  b: 1\n", ["a", "c"], true)).toBe("a:\n  b: 1\n  c: true\n");
  expect(set("a:\n  b: 1\n", ["a", "c", "d"], true)).toBe("a:\n  b: 1\n  c:\n    d: true\n");
  expect(set("l:\n  - b: 1\n", ["l", 0, "c"], true)).toBe("l:\n  - b: 1\n    c: true\n");
  expect(set("l:\n  - b:\n      - 1\n", ["l", 0, "c"], true)).toBe("l:\n  - c: true\n    b:\n      - 1\n");
  expect(set("a: {b: 1}\n", ["a", "c"], "x")).toBe("a: {b: 1, c: x}\n");
  expect(set("a: {}\n", ["a", "c"], "x")).toBe("a: { c: x }\n");
  expect(set("a:\nb: 1\n", ["a", "c"], 1)).toBe("a:\n  c: 1\nb: 1\n");
  expect(set("a: # why\nb: 1\n", ["a"], 1)).toBe("a: 1 # why\nb: 1\n");
  expect(set("a:\r\n  b: 1\r\n", ["a", "c"], 2)).toBe("a:\r\n  b: 1\r\n  c: 2\r\n");
  expect(set("a:\n  b: |\n    text\n", ["a", "c"], 2)).toBe("a:\n  c: 2\n  b: |\n    text\n");
});

test("what stands behind an alias is left alone", () => {
  expect(set("a: &x\n  b: 1\nc: *x\n", ["c", "b"], 2)).toBeUndefined();
});

test("an entry goes with its lines, an emptied parent too", () => {
  expect(remove("a: 1\nb: 2 # two\nc: 3\n", ["b"])).toBe("a: 1\nc: 3\n");
  expect(remove("a:\n  b: 2\nc: 3\n", ["a", "b"])).toBe("c: 3\n");
  expect(remove("l:\n  - a: 1\n    b: 2\n", ["l", 0, "a"])).toBe("l:\n  - b: 2\n");
  expect(remove("l:\n  - a: 1\n  - a: 2\n    b: 3\n  - a: 4\n", ["l", 1])).toBe("l:\n  - a: 1\n  - a: 4\n");
  expect(remove("l: [1, 2, 3]\n", ["l", 1])).toBe("l: [1, 3]\n");
  expect(remove("l: [1, 2, 3]\n", ["l", 2])).toBe("l: [1, 2]\n");
  expect(remove("m: {a: 1, b: 2}\n", ["m", "a"])).toBe("m: {b: 2}\n");
});

test("a key is renamed at its place", () => {
  const text = 'spec:\n  "strategy": {}\n';
  const edits = renameKey(resourceOf(text).fields.walk(["spec", "strategy"]), "updateStrategy");
  expect(edits && applyEdits(text, edits)).toBe('spec:\n  "updateStrategy": {}\n');
});

/** Words that mean themselves: not `y`, `no`, `on`, `null` … */
const key = fc.stringMatching(/^[a-z]{1,4}$/).map((word) => `k${word}`);
const tree = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, fc.integer(), fc.constant("text"), tie("map"), tie("list")),
  map: fc.dictionary(key, tie("value"), { minKeys: 1, maxKeys: 3 }),
  list: fc.array(tie("value"), { minLength: 1, maxLength: 3 }),
}));

function write(value: unknown, indent: string): string {
  if (Array.isArray(value)) return value.map((item) => `\n${indent}- ${below(item, indent)}`).join("");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .map(([name, of]) => `\n${indent}${name}: # c${below(of, indent)}`)
      .join("");
  }
  return String(value);
}
function below(value: unknown, indent: string): string {
  const text = write(value, `${indent}  `);
  return typeof value === "object" ? text : `\n${indent}  ${text}`;
}

test("property: setting a new field changes nothing else", () => {
  fc.assert(
    fc.property(tree.map, fc.array(key, { minLength: 1, maxLength: 2 }), (object, path) => {
      const text = `kind: X${write(object, "")}\n`;
      const before = plainOf(text) as Record<string, unknown>;
      if (path[0] === undefined || path[0] in before) return;
      const after = set(text, path, true);
      expect(after).toBeDefined();
      const wanted = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), true) as object;
      expect(plainOf(after ?? "")).toEqual({ ...before, ...wanted });
    }),
  );
});

test("property: removing a field removes just that", () => {
  fc.assert(
    fc.property(tree.map, (object) => {
      const text = `kind: X${write(object, "")}\n`;
      const [name] = Object.keys(object as object);
      const before = plainOf(text) as Record<string, unknown>;
      if (name === undefined || name === "kind") return;
      const after = remove(text, [name]);
      expect(after).toBeDefined();
      delete before[name];
      expect(plainOf(after ?? "")).toEqual(before);
    }),
  );
});

test("every fix in the fixtures makes its finding go away and leaves a manifest that can be read", () => {
  for (const { id } of RULES) {
    for (const name of readdirSync(join("fixtures", id))) {
      const file = join("fixtures", id, name);
      if (statSync(file).isDirectory()) continue;
      const text = readFileSync(file, "utf8");
      const { with: beside, all, settings } = fixtureOptions([text]);
      const options: LintOptions = { ...(all ? {} : { only: [id, ...beside] }), ...settings, file };
      for (const finding of lint(text, options).findings) {
        if (finding.fix === undefined || (all && finding.rule !== id)) continue;
        const fixed = applyFixes(text, [finding], "all").text;
        const after = lint(fixed, options);
        const where = `${file}: ${finding.fix.description}\n${fixed}`;
        expect(after.errors, where).toEqual([]);
        const same = after.findings.filter(
          (other) =>
            other.rule === finding.rule && other.message === finding.message && other.place.path === finding.place.path,
        );
        expect(same, where).toEqual([]);
      }
    }
  }
});

const REMOVED_API = `apiVersion: extensions/v1beta1
kind: DaemonSet
metadata:
  name: agent
spec:
  template:
    metadata:
      labels:
        app: agent
        version: "1"
`;

test.each([
  ["", "safe", ", and what was the default: the selector and OnDelete"],
  ["  updateStrategy:\n    type: RollingUpdate\n", "safe", ", and what was the default: the selector"],
  ["  selector:\n    matchLabels:\n      app: agent\n", "safe", ", and what was the default: OnDelete"],
  ["  templateGeneration: 3\n", "unsafe", ", and what was the default: the selector and OnDelete"],
])("a DaemonSet of a removed version with %j keeps its meaning in the new one", (fields, safety, also) => {
  const text = REMOVED_API + fields;
  const { findings } = lint(text, { only: ["removed-api-version"] });
  expect(findings[0]?.fix).toMatchObject({ safety, description: `write \`apiVersion: apps/v1\`${also}` });
  const fixed = applyFixes(text, findings, "all").text;
  const was = plainOf(text) as { spec: object };
  expect(plainOf(fixed)).toEqual({
    ...was,
    apiVersion: "apps/v1",
    spec: {
      ...was.spec,
      selector: { matchLabels: { app: "agent", ...(fields.includes("selector") ? {} : { version: "1" }) } },
      updateStrategy: { type: fields.includes("RollingUpdate") ? "RollingUpdate" : "OnDelete" },
    },
  });
});

test.each([
  ["no labels", REMOVED_API.replace(/ {4}metadata:\n(?: {6}.*\n)+/, "    spec: {}\n")],
  ["labels that are no texts", REMOVED_API.replace('"1"', "1")],
  ["a version that asked for the selector itself", REMOVED_API.replace("extensions/v1beta1", "apps/v1beta2")],
])("a DaemonSet of a removed version with %s is left to its author", (_, text) => {
  expect(lint(text, { only: ["removed-api-version"] }).findings.map(({ fix }) => fix)).toEqual([undefined]);
});
