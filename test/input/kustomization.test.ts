import { join } from "node:path";
import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import { discoverFiles } from "../../src/input/discover.ts";
import { isPartialDaemonSet, isPatchName, kustomizationPaths } from "../../src/input/kustomization.ts";
import { readDocuments } from "../../src/input/read.ts";
import type { YamlNode } from "../../src/input/tree.ts";
import { makeTree } from "../support/tree.ts";

function tree(text: string): YamlNode {
  for (const document of readDocuments(text, { parseAll: true })) if (document.kind === "tree") return document.root;
  throw new Error("no document");
}

test("a kustomization's paths are those of patches and resources, not inline patches", () => {
  const root = tree(`
resources: [../base, ds.yaml]
patches:
- path: one.yaml
- target: {kind: DaemonSet}
  path: sub/two.yaml
- patch: |-
    kind: DaemonSet
patchesStrategicMerge:
- three.yaml
- |-
  kind: DaemonSet
  metadata: {name: x}
patchesJson6902:
- target: {kind: DaemonSet}
  path: four.json
- patch: "[]"
`);
  expect(kustomizationPaths(root)).toEqual({
    patches: ["one.yaml", "sub/two.yaml", "four.json", "three.yaml"],
    resources: ["../base", "ds.yaml"],
  });
  expect(kustomizationPaths(tree("patches: 1\nresources: {a: b}\n"))).toEqual({ patches: [], resources: [] });
  expect(kustomizationPaths(tree("[]"))).toEqual({ patches: [], resources: [] });
});

test.each([
  ["kind: DaemonSet", true],
  ["spec: {template: {spec: {nodeSelector: {a: b}}}}", true],
  ["spec: {selector: null, template: {spec: {containers: }}}", true],
  ["spec: {selector: {matchLabels: {a: b}}}", false],
  ["spec: {template: {spec: {containers: [{name: a}]}}}", true],
  ["spec: {template: {spec: {containers: []}}}", false],
])("a DaemonSet with %j is part of one: %s", (text, expected) => {
  expect(isPartialDaemonSet(tree(text), false)).toBe(expected);
});

test.each([
  ["spec: {template: {spec: {containers: [{name: a, image: a}]}}}", true],
  ["apiVersion: extensions/v1beta1\nspec: {template: {spec: {containers: [{name: a, image: a}]}}}", false],
  ["apiVersion: extensions/v1beta1\nspec: {template: {spec: {containers: [{name: a}]}}}", true],
  ["spec: {selector: {matchLabels: {a: b}}, template: {spec: {containers: [{name: a, image: a}]}}}", false],
])("a DaemonSet with %j in a file that is called a patch is part of one: %s", (text, expected) => {
  expect(isPartialDaemonSet(tree(text), true)).toBe(expected);
});

test.each([
  ["speaker-patch.yaml", true],
  ["a/patch_node.yaml", true],
  ["a/agent.patches.yaml", true],
  ["a/patches/node.yaml", true],
  ["patches/a/node.yaml", false],
  ["patch-agent/node.yaml", false],
  ["dispatcher.yaml", false],
])("%s is called a patch: %s", (file, expected) => {
  expect(isPatchName(file)).toBe(expected);
});

test("a name makes a patch, but not where the API server's word was asked for", () => {
  const patch = "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec: {template: {spec: {nodeName: a}}}\n";
  for (const preset of ["recommended", "strict"] as const) {
    expect(lint(patch, { file: "a-patch.yaml", preset })).toMatchObject({ findings: [], skipped: [{}] });
  }
  for (const preset of ["validity", "pss-baseline"] as const) {
    expect(lint(patch, { file: "a-patch.yaml", preset })).toMatchObject({ skipped: [], summary: { daemonSets: 1 } });
  }
});

test("patches are skipped, with the command that builds the whole, however they are met", async () => {
  const cwd = makeTree({
    "base/kustomization.yaml": "resources: [ds.yaml, both.yaml]\n",
    "base/ds.yaml": "",
    "base/both.yaml": "",
    "base/shared-patch.yaml": "",
    "overlays/prod/kustomization.yml": `
resources: [../../base]
patches:
- path: p/ds.yaml
- path: ../../base/shared-patch.yaml
- path: ../../base/both.yaml
- path: ../../../../../../etc/passwd
`,
    "overlays/prod/p/ds.yaml": "",
    "overlays/my env/Kustomization": "patchesStrategicMerge: [ds.yaml]\n",
    "overlays/my env/ds.yaml": "",
    "overlays/broken/kustomization.yaml": "patches: [\n",
    "overlays/broken/ds.yaml": "",
  });
  const reason = (folder: string, command = folder): string =>
    `is a patch of the kustomization ${folder}, no whole object: lint what is built: dslint --kustomize ${command}`;
  const all = await discoverFiles(["."], { cwd });
  expect(all.skipped).toEqual([
    { file: "base/shared-patch.yaml", reason: reason("overlays/prod") },
    { file: "overlays/my env/ds.yaml", reason: reason("overlays/my env", "'overlays/my env'") },
    { file: "overlays/prod/p/ds.yaml", reason: reason("overlays/prod") },
  ]);
  expect(all.files.map(({ file, besideKustomization }) => [file, besideKustomization])).toEqual([
    ["base/both.yaml", true],
    ["base/ds.yaml", true],
    ["base/kustomization.yaml", true],
    ["overlays/broken/ds.yaml", true],
    ["overlays/broken/kustomization.yaml", true],
    ["overlays/prod/kustomization.yml", true],
  ]);
  const patch = { file: "overlays/prod/p/ds.yaml", reason: reason("overlays/prod") };
  for (const path of ["overlays/prod/p/ds.yaml", "overlays/prod/p", "overlays/prod/**/ds.yaml"]) {
    expect(await discoverFiles([path], { cwd })).toMatchObject({ files: [], errors: [], skipped: [patch] });
  }
  const inFolder = await discoverFiles(["ds.yaml"], { cwd: join(cwd, "overlays/my env") });
  expect(inFolder.skipped).toEqual([{ file: "ds.yaml", reason: reason(".") }]);
  expect((await discoverFiles(["base/ds.yaml"], { cwd })).files).toMatchObject([
    { file: "base/ds.yaml", explicit: true, besideKustomization: true },
  ]);
});
