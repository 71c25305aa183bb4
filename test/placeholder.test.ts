import { expect, test } from "vitest";
import { readDocuments } from "../src/input/read.ts";
import { placeholdersIn } from "../src/model/placeholder.ts";

function textsIn(text: string): string[] {
  return [...readDocuments(text)].flatMap((document) =>
    document.kind === "tree" ? placeholdersIn(document.root).map((placeholder) => placeholder.text) : [],
  );
}

test.each([
  ["image: <registry>/agent:1", "<registry>"],
  [`image: registry.example.com/agent:\${TAG:-1}`, `\${TAG:-1}`],
  ["image: $(IMAGE)", "$(IMAGE)"],
  ["image: __IMAGE__", "__IMAGE__"],
  ["imagePullPolicy: $PULL_POLICY", "$PULL_POLICY"],
  ["image: registry.example.com/agent:%VERSION%", "%VERSION%"],
  ['image: "{{ .Values.image }}"', "{{ .Values.image }}"],
  [`labels: {'\${NAME}': agent}`, `\${NAME}`],
])("a placeholder: %s", (yaml, text) => {
  expect(textsIn(yaml)).toEqual([text]);
});

test.each([
  `command: [sh, -c, 'echo \${HOME}']`,
  "env: [{name: A, value: $(B)}]",
  "annotations: {note: '{{ x }}'}",
  "subPathExpr: $(NODE)",
  "path: /a__b__c",
  "workingDir: '%CONTAINER_SANDBOX_MOUNT_POINT%'",
  "workingDir: '$env:PATH'",
  "description: a < b > c",
])("none: %s", (yaml) => {
  expect(textsIn(yaml)).toEqual([]);
});
