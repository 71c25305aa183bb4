import fc from "fast-check";
import { expect, test } from "vitest";
import { selectorsOverlap } from "../../src/kubernetes/label-selector.ts";
import {
  canShareNode,
  labelPresence,
  matchesNode,
  type NodeFacts,
  type NodeSelection,
  type NodeSelectorTerm,
  selectedKeys,
  selectedValues,
  selectionContradiction,
} from "../../src/kubernetes/node-affinity.ts";

function affinity(...terms: NodeSelectorTerm[]): NodeSelection {
  return {
    affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } } },
  };
}

function asks(key: string, operator: string, ...values: string[]): NodeSelectorTerm {
  return { matchExpressions: [{ key, operator, values }] };
}

test.each<[string, NodeSelection, string[]]>([
  ["nodeSelector against affinity", { nodeSelector: { a: "x" }, ...affinity(asks("a", "In", "y")) }, ["a"]],
  [
    "present and absent",
    affinity({
      matchExpressions: [
        { key: "a", operator: "Exists" },
        { key: "a", operator: "DoesNotExist" },
      ],
    }),
    ["a"],
  ],
  ["every value excluded", { nodeSelector: { a: "x" }, ...affinity(asks("a", "NotIn", "x", "y")) }, ["a"]],
  [
    "between two neighbours",
    affinity({
      matchExpressions: [
        { key: "a", operator: "Gt", values: ["4"] },
        { key: "a", operator: "Lt", values: ["5"] },
      ],
    }),
    ["a"],
  ],
  ["less than nothing", affinity(asks("a", "Lt", "0")), ["a"]],
  ["more than anything", affinity(asks("a", "Gt", "9223372036854775807")), ["a"]],
  ["no number among the values", { nodeSelector: { a: "x" }, ...affinity(asks("a", "Gt", "1")) }, ["a"]],
  [
    "each term on its own",
    { nodeSelector: { a: "x", b: "x" }, ...affinity(asks("a", "In", "y"), asks("b", "In", "y")) },
    ["a", "b"],
  ],
  ["an empty term", affinity({}), []],
  ["no terms", affinity(), []],
  [
    "the old name of the operating system",
    { nodeSelector: { "beta.kubernetes.io/os": "linux", "kubernetes.io/os": "windows" } },
    ["kubernetes.io/os"],
  ],
  [
    "two nodes by name",
    { nodeName: "n1", ...affinity({ matchFields: [{ key: "metadata.name", operator: "In", values: ["n2"] }] }) },
    ["metadata.name"],
  ],
  [
    "a field that nodes are not asked by",
    affinity({ matchFields: [{ key: "spec.x", operator: "In", values: ["y"] }] }),
    ["spec.x"],
  ],
])("contradiction: %s", (_, selection, keys) => expect(selectionContradiction(selection)).toEqual({ keys }));

test.each<[string, NodeSelection]>([
  ["nothing asked", {}],
  ["the same twice", { nodeSelector: { a: "x" }, ...affinity(asks("a", "In", "x", "y")) }],
  ["one good term", { nodeSelector: { a: "x" }, ...affinity(asks("a", "In", "y"), asks("b", "Exists")) }],
  [
    "a number between",
    affinity({
      matchExpressions: [
        { key: "a", operator: "Gt", values: ["4"] },
        { key: "a", operator: "Lt", values: ["6"] },
      ],
    }),
  ],
  [
    "excluded and absent",
    affinity({
      matchExpressions: [
        { key: "a", operator: "NotIn", values: ["x"] },
        { key: "a", operator: "DoesNotExist" },
      ],
    }),
  ],
])("no contradiction: %s", (_, selection) => expect(selectionContradiction(selection)).toBeUndefined());

test("what all selected nodes have is known where every way to select them says it", () => {
  const os = "kubernetes.io/os";
  const either = affinity(asks(os, "In", "linux"), asks("beta.kubernetes.io/os", "In", "linux", "windows"));
  expect(selectedValues(either, os)).toEqual(["linux", "windows"]);
  expect(selectedValues({ nodeSelector: { [os]: "linux" } }, os)).toEqual(["linux"]);
  expect(selectedValues(affinity(asks(os, "NotIn", "windows")), os)).toBeUndefined();
  expect(selectedValues(affinity(asks(os, "In", "linux"), asks("a", "Exists")), os)).toBeUndefined();
  expect(selectedValues({}, os)).toBeUndefined();
  expect(labelPresence(either, os)).toBe("required");
  expect(labelPresence(affinity(asks("a", "DoesNotExist")), "a")).toBe("excluded");
  expect(labelPresence(affinity(asks("a", "DoesNotExist"), asks("a", "Exists")), "a")).toBe("open");
  expect(labelPresence({}, "a")).toBe("open");
  expect([...selectedKeys({ nodeSelector: { a: "x" }, ...either })]).toEqual(["a", os, "beta.kubernetes.io/os"]);
});

const VALUES = ["1", "2", "x", "other"];
const requirement = fc.oneof(
  fc.record({
    key: fc.constantFrom("a", "b"),
    operator: fc.constantFrom("In", "NotIn"),
    values: fc.subarray(["1", "2", "x"], { minLength: 1 }),
  }),
  fc.record({
    key: fc.constantFrom("a", "b"),
    operator: fc.constantFrom("Exists", "DoesNotExist"),
    values: fc.constant([]),
  }),
  fc.record({
    key: fc.constantFrom("a", "b"),
    operator: fc.constantFrom("Gt", "Lt"),
    values: fc.constantFrom(["1"], ["2"]),
  }),
);
const term = fc.record({
  matchExpressions: fc.array(requirement, { maxLength: 3 }),
  matchFields: fc.array(
    fc.record({
      key: fc.constant("metadata.name"),
      operator: fc.constantFrom("In", "NotIn"),
      values: fc.constantFrom(["n1"], ["n2"]),
    }),
    { maxLength: 1 },
  ),
});
const selection = fc
  .record({
    nodeSelector: fc.dictionary(fc.constantFrom("a", "b"), fc.constantFrom("1", "2", "x"), { maxKeys: 1 }),
    terms: fc.option(fc.array(term, { minLength: 1, maxLength: 3 })),
  })
  .map(({ nodeSelector, terms }): NodeSelection => ({ nodeSelector, ...(terms === null ? {} : affinity(...terms)) }));

/** Nodes of every kind that the selections above can tell apart. */
const NODES: NodeFacts[] = ["n1", "n2", "n3"].flatMap((name) =>
  [undefined, "0", "3", ...VALUES].flatMap((a) =>
    [undefined, "0", "3", ...VALUES].map((b) => ({
      name,
      labels: { ...(a === undefined ? {} : { a }), ...(b === undefined ? {} : { b }) },
    })),
  ),
);

test("a pod can run on a node exactly where one of all kinds of nodes is selected", () => {
  fc.assert(
    fc.property(selection, (asked) => {
      const possible = NODES.some((node) => matchesNode(asked, node));
      expect(selectionContradiction(asked) === undefined).toBe(possible);
    }),
    { numRuns: 3000 },
  );
});

test("two pods can meet exactly where one of all kinds of nodes is selected by both", () => {
  fc.assert(
    fc.property(selection, selection, (a, b) => {
      const meet = NODES.some((node) => matchesNode(a, node) && matchesNode(b, node));
      expect(canShareNode(a, b)).toBe(meet);
      expect(canShareNode(b, a)).toBe(meet);
    }),
    { numRuns: 3000 },
  );
});

test("too many ways to meet are not counted out", () => {
  const many = affinity(...Array.from({ length: 100 }, (_, index) => asks("a", "In", `x${index}`)));
  expect(canShareNode(many, { nodeSelector: { a: "y" } })).toBe(false);
  expect(canShareNode(many, affinity(...Array.from({ length: 100 }, (_, index) => asks("a", "In", `y${index}`))))).toBe(
    true,
  );
});

test("workloads overlap where one selects the other's pods", () => {
  const a = { selector: { matchLabels: { app: "a" } }, podLabels: { app: "a" } };
  const b = { selector: { matchLabels: { app: "a", tier: "x" } }, podLabels: { app: "a", tier: "x" } };
  expect(selectorsOverlap(a, b)).toBe(true);
  expect(selectorsOverlap(b, { ...a, selector: { matchLabels: { app: "b" } } })).toBe(false);
  expect(
    selectorsOverlap({ selector: null, podLabels: {} }, { selector: { matchLabels: { "-": "x" } }, podLabels: {} }),
  ).toBe(false);
});
