import { expect, test } from "vitest";
import { templateKind } from "../../src/input/template.ts";

const said = (text: string, chart?: string): [string, number, string] | undefined => {
  const template = templateKind(text, chart);
  return template && [template.kind, template.line, template.sentence];
};

test.each([
  ["metadata:\n  name: {{ .Values.name }}\n", "helm", 2],
  ["{{- if .Values.enabled }}\nkind: DaemonSet\n{{- end }}\n", "helm", 1],
  ['labels:\n  {{- include "agent.labels" . | nindent 4 }}\n', "helm", 2],
  ["image: agent:{{ .Values.tag }}\n", "helm", 1],
  ["image: {{.Registry}}/agent\n", "go", 1],
  ["# notes\n{{ range $i, $n := .nodes }}\n{{ end }}\n", "go", 2],
  ["{{/* notes */}}\nkind: DaemonSet\n", "go", 1],
  ["{% if enabled %}\nkind: DaemonSet\n{% endif %}\n", "jinja", 1],
  ["path: {{ pillar['cni']['bin'] }}\n", "jinja", 1],
  ["replicas: {{ count | default(3) }}\n", "jinja", 1],
  ["{# notes #}\nkind: DaemonSet\n", "jinja", 1],
  ["metadata:\n<% if @name %>\n  name: <%= @name %>\n<% end %>\n", "erb", 2],
  ["metadata:\n%{ if named ~}\n  name: x\n%{ endif ~}\n", "terraform", 2],
  ["cluster: {{cluster_name}}\n", "placeholders", 1],
  ["args: [--x={{ x }}]\n", "placeholders", 1],
  ["spec:\n  $" + "{TOLERATIONS}\n", "placeholders", 2],
  ["image: @IMAGE@\n", "placeholders", 1],
  ["spec:\n__TOLERATIONS__\n", "placeholders", 2],
  ["data:\n  x: |\n    text\nname: {{ .Values.x }}\n", "helm", 4],
])("%j is told as a template (%s, line %i)", (text, kind, line) => {
  expect(said(text)?.slice(0, 2)).toEqual([kind, line]);
  expect(said(text.replaceAll("\n", "\r\n"))?.slice(0, 2)).toEqual([kind, line]);
});

test.each([
  ["kind: DaemonSet\n"],
  ['name: "{{ .Values.name }}"\n'],
  ["name: '{{ it''s }} {% x %}'\n"],
  ["# {{ .Values.name }}\nname: x # {{ y }}\n"],
  ["data:\n  x.tmpl: |-\n    {{ .Values.x }}\n\n    {{- end }}\n  y: >2\n      {% if x %}\n  z: x\n"],
  ['- |\n  {{ define "slack" }}\n'],
  ["- --x=|\n"],
  ["annotations:\n  summary: {{ $labels.instance }} is down\n  more: Instance {{ $labels.instance }}\n"],
  ["args:\n- --name=$" + "{NAME}\n- $" + "(NODE)\n"],
  ["value: {{workflow}\n".replace("{{", "{")],
  ["name: x{{ y }}\n"],
  ["mail: a@b.example\n"],
  [""],
])("%j is none", (text) => {
  expect(said(text)).toBeUndefined();
});

test("the sentence says what to run", () => {
  expect(said("name: {{ .Values.x }}")?.[2]).toBe("is a Helm template: render it first: helm template … | dslint -");
  expect(said("{% x %}")?.[2]).toBe("is a Jinja template: render it first: … | dslint -");
  expect(said("x: {{y}}")?.[2]).toBe("is a template with placeholders such as {{y}}: fill them in first: … | dslint -");
  expect(said("x: @y@")?.[2]).toBe("has the placeholder @y@ in place of YAML: fill it in first: … | dslint -");
});

test("among a chart's templates braces are the chart's, wherever they stand", () => {
  expect(said('a: b\nname: "{{ .Values.x }}"\n', "charts/an agent")).toEqual([
    "helm",
    2,
    "is a template of the Helm chart charts/an agent: render it: dslint --helm 'charts/an agent'",
  ]);
  expect(said("kind: DaemonSet\n", "charts/agent")).toBeUndefined();
});

test("texts made to take long don't", () => {
  const long = 2_000_000;
  for (const text of [
    "{".repeat(long),
    " ".repeat(long),
    `${"a ".repeat(long)}{{`,
    "{{ ".repeat(long),
    "\n".repeat(long),
  ]) {
    said(text);
    said(`${text}\n@x`);
  }
  said(`a${" ".repeat(1900)}b {{ x }}\n`.repeat(1000));
  said(`${"'".repeat(1000)}{{\n`.repeat(1000));
});
