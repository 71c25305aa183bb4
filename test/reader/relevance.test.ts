import fc from "fast-check";
import { expect, test } from "vitest";
import { isNearKind } from "../../src/input/near-kind.ts";
import { readDocuments } from "../../src/input/read.ts";
import { entryOf, type YamlNode } from "../../src/input/tree.ts";
import { mutated, soup, tidy } from "./arbitrary.ts";

const WANTED = new Set(["DaemonSet", "Service", "ConfigMap"]);

function kindsRead(text: string): string[] {
  return [...readDocuments(text, { wants: WANTED })].map((document) => document.kind);
}

function isWanted(root: YamlNode): boolean {
  const kind = entryOf(root, "kind")?.value;
  if (kind?.kind !== "scalar" || typeof kind.value !== "string") return false;
  return WANTED.has(kind.value) || kind.value.endsWith("List") || isNearKind(kind.value);
}

/** True where no document of a wanted kind is passed over. */
function isSound(text: string): boolean {
  const all = [...readDocuments(text)];
  const some = [...readDocuments(text, { wants: WANTED })];
  return all.every((document, index) => {
    const passed = some[index]?.kind === "passed";
    return !(passed && document.kind === "tree" && isWanted(document.root));
  });
}

test.each([
  ["apiVersion: apps/v1\nkind: Deployment\n"],
  ["---\n# d\n\n  # e\napiVersion: v1\nkind: Secret # c\n\nmetadata:\n  name: DaemonSet\n"],
  ["apiVersion: v1\r\nkind: Pod\r\nmetadata: {}\r\n"],
  ["- kind: DaemonSet\n"],
  ["image: nginx\nlist:\n- a\n- b\nflow: {\n}\n"],
  ["apiVersion: batch/v1\nkind: Job\nspec:\n  a: |\n    kind: DaemonSet\n"],
])("passes over what is of another kind: %j", (text) => {
  expect(kindsRead(text)).toEqual(["passed"]);
});

test.each([
  ["apiVersion: apps/v1\nkind: DaemonSet\n"],
  ["kind: Daemonset\n"],
  ["kind: DeamonSet\n"],
  ["kind: daemonset\n"],
  ["Kind: DaemonSet\n"],
  ["kind: DaemonSetList\nitems: []\n"],
  ["kind: List\nitems: []\n"],
  ["apiVersion: apps/v1\nspec: {}\n"],
  ["apiVersion: apps/v1\nkind: Sset\nspec: {template: {}}\n"],
  ["  apiVersion: apps/v1\n  kind: DaemonSet\n  x: '\nkind: Pod\n'\n"],
  ["kind: Pod\nkind: DaemonSet\n"],
  ["kind: DaemonSet\nkind: Pod\n"],
  ['kind: Pod\n"k\\x69nd": DaemonSet\n'],
  ['a: "x\nkind: Pod\n"\nkind: "Daemon\\\n  Set"\n'],
  ["kind: Pod\n? kind\n: DaemonSet\n"],
  ["kind: Pod\n!!str kind: DaemonSet\n"],
  ["a: &a kind\nkind: Pod\n*a : DaemonSet\n"],
  ["a: &a {kind: DaemonSet}\nkind: Pod\n<<: *a\n"],
  ["kind: !!binary RGFlbW9uU2V0\n"],
  ["kind: >-\n  DaemonSet\n"],
  ["kind:\n  DaemonSet\n"],
  ["kind: Daemon\n  Set\n"],
  ["kind: Daemon\n\n  Set\n"],
  ["kind : DaemonSet\n"],
  ["kind:\tDaemonSet\n"],
  ["# c\rkind: DaemonSet\n"],
  ["kind: Pod # c\rkind: DaemonSet\n"],
  ["kind: Pod\u2028kind: DaemonSet\n"],
  ["a: 1\u0085kind: DaemonSet\n"],
  ["{kind: DaemonSet}\n"],
  ['{"kind": "DaemonSet"}'],
  ["---\n\ufeffkind: DaemonSet\n"],
  ["\ufeff---\nkind: DaemonSet\n"],
  ["---\n---\n# c\n  # d\nkind: DaemonSet\n"],
  ["kind: DaemonSet"],
])("reads what may be of a wanted kind: %j", (text) => {
  expect(kindsRead(text)).toContain("tree");
});

const line = fc.constantFrom(
  ...["kind: Pod\n", "kind: DaemonSet\n", "kind: Pod", "kind:", "kind", '"kind": DaemonSet\n', "'kind': Service\n"],
  ...[
    "kind : DaemonSet\n",
    "kind: !!str DaemonSet\n",
    "kind: &k DaemonSet\n",
    "kind: *k\n",
    "kind: List\n",
    "Kind: DaemonSet\n",
  ],
  ...["? kind\n", ": DaemonSet\n", "*k : DaemonSet\n", "&k kind: Pod\n", "<<: {kind: DaemonSet}\n", "k: &k kind\n"],
  ...[
    "a: 'x\n",
    'a: "x\n',
    "'\n",
    '"\n',
    "a: [\n",
    "]\n",
    "a: {\n",
    "}\n",
    ", kind: DaemonSet}\n",
    "{kind: DaemonSet}\n",
  ],
  ...[
    "a: |\n",
    "a: |1\n",
    "a: >-\n",
    " b\n",
    "  kind: DaemonSet\n",
    " DaemonSet\n",
    "\tDaemonSet\n",
    "- a\n",
    "- kind: DaemonSet\n",
  ],
  ...[
    "# c\n",
    " # c\n",
    "#\r",
    "\n",
    " \n",
    "\r\n",
    "\r",
    "\u0085",
    "\u2028",
    "...\n",
    "---\n",
    "--- # c\n",
    "%YAML 1.1\n",
    "x: y\n",
  ],
  ...[
    "apiVersion: v1\n",
    "apiVersion: apps/v1\n",
    "spec: {template: {}}\n",
    "\ufeff",
    "!!map\n",
    "&m\n",
    "a: b # c\n",
    "a b: c\n",
  ],
);

test("no document of a wanted kind is ever passed over", () => {
  const lines = fc.array(line, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(""));
  const texts = [
    "apiVersion: apps/v1\nkind: DaemonSet\nmetadata:\n  name: a\nspec:\n  x: [1]\n",
    "kind: Pod\nmetadata: {}\n",
  ];
  fc.assert(fc.property(fc.oneof({ weight: 4, arbitrary: lines }, mutated(texts), soup, tidy), isSound), {
    numRuns: Number(process.env["RUNS"] ?? 10_000),
  });
});
