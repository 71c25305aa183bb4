import { expect, test } from "vitest";
import { readDocuments } from "../../src/input/read.ts";
import { nearDaemonSet } from "../../src/model/near-daemon-set.ts";

function near(text: string) {
  for (const document of readDocuments(text)) {
    if (document.kind === "tree" && document.root.kind === "map") return nearDaemonSet(document.root);
  }
  throw new Error("no document");
}

const POD = "spec: {template: {spec: {}}}";

test.each([
  ["apiVersion: apps/v1\nkind: Daemonset", ["kind"], "DaemonSet"],
  ["apiVersion: apps/v1\nkind: DaemonSets", ["kind"], "DaemonSet"],
  ["apiVersion: apps/v1\nkind: daemon-set", ["kind"], "DaemonSet"],
  ["apiVersion: v1\nkind: DemonSet", ["kind"], "DaemonSet"],
  [`apiVersion: apps/v1\nkind: Foo\n${POD}`, ["kind"], "DaemonSet"],
  ["apiVersion: apps/v1\nkinds: DaemonSet", ["kinds"], "kind"],
  ["apiversion: apps/v1\nkind: DaemonSet", ["apiversion"], "apiVersion"],
  ["kind: DaemonSet", ["apiVersion"], undefined],
  ["apiVersion: 1.5\nkind: DaemonSet", ["apiVersion"], "apps/v1"],
  ["apiVersion: apps/v1/x\nkind: DaemonSet", ["apiVersion"], "apps/v1"],
  ["apiVersion: extension/v1beta1\nkind: DaemonSet", ["apiVersion"], "apps/v1"],
  [`apiVersion: apps/v1\n${POD}`, ["kind"], undefined],
  [`apiVersion: apps/v1\nkind: ""\n${POD}`, ["kind"], "DaemonSet"],
  ["apiVersion: DaemonSet\nkind: apps/v1", ["kind"], undefined],
])("nearly a DaemonSet: %s", (text, path, suggestion) => {
  const found = near(text);
  expect(found?.path).toEqual(path);
  expect(found?.suggestion).toBe(suggestion);
});

test.each([
  "apiVersion: apps/v1\nkind: DaemonSet",
  "apiVersion: extensions/v1beta1\nkind: DaemonSet",
  "apiVersion: apps.kruise.io/v1alpha1\nkind: DaemonSet",
  "apiVersion: apps.openshift.io/v1\nkind: DaemonSets",
  `apiVersion: apps/v1\nkind: Deploymnet\n${POD}`,
  `apiVersion: apps/v1\nkind: StatefulSet\n${POD}`,
  "apiVersion: apps/v1\nkind: DaemonSetList\nitems: []",
  "apiVersion: v1\nkind: ConfigMap",
  "name: something else",
])("no DaemonSet, nor nearly one: %s", (text) => {
  expect(near(text)).toBeUndefined();
});
