import { expect, test } from "vitest";
import { type LintOptions, lint, RULES } from "../../src/index.ts";
import { FORMATS, renderReport } from "../../src/report/index.ts";

const SECRET = "hunter2-4711";

const manifest = (container: string): string => `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: agent
spec:
  selector:
    matchLabels:
      app: agent
  template:
    metadata:
      labels:
        app: agent
    spec:
      containers:
${container}`;

/** Every report of every format, beside the findings themselves but for their places' columns. */
async function everything(text: string, options: LintOptions = { preset: "strict" }): Promise<string> {
  const result = lint(text, options);
  expect(result.findings.map(({ rule }) => rule)).toContain("secret-in-plain-text");
  const rules = RULES.map((rule) => ({ rule, severity: "error" as const }));
  const reports = FORMATS.map((format) => renderReport(format, { result, rules, version: "1", options: {} }));
  return [JSON.stringify(result), ...(await Promise.all(reports))].join("\n");
}

test("a secret is in no report, in whatever style it is written", async () => {
  for (const value of [
    SECRET,
    `"${SECRET}"`,
    `'${SECRET}'`,
    `|-\n                ${SECRET}`,
    `>-\n                ${SECRET}`,
    `&secret ${SECRET}`,
  ]) {
    const text = manifest(`        - name: agent
          image: agent:1.0
          env:
            - name: PASSWORD
              value: ${value}
`);
    expect(await everything(text)).not.toContain(SECRET);
  }
});

test("nor in the source line of another finding", async () => {
  const text = manifest(
    `        - {name: agent, image: "agent:latest", env: [{name: PASSWORD, value: ${SECRET}}, {name: TOKEN, value: b}]}\n`,
  );
  const shown = await everything(text);
  expect(shown).not.toContain(SECRET);
  expect(shown).toContain(`value: ${"*".repeat(SECRET.length)}}, {name: TOKEN`);
});

test("nor where the line is cut", async () => {
  const text = manifest(
    `        - {name: agent, image: agent, args: [${"x, ".repeat(200)}"--password=${SECRET}", ${"y, ".repeat(200)}]}\n`,
  );
  expect(await everything(text)).not.toContain(SECRET);
});

test("nor in a related place", async () => {
  const text =
    manifest(`        - {name: agent, image: agent:1.0, env: [{name: PASSWORD, value: ${SECRET}}], volumeMounts: [{name: host, mountPath: /host}]}
      volumes:
        - {name: host, hostPath: {path: /}}
`);
  const { findings } = lint(text, { preset: "strict" });
  const related = findings.flatMap((finding) => finding.related.map(({ place }) => place.source));
  expect(related.join()).toContain("PASSWORD, value: ****");
  expect(await everything(text)).not.toContain(SECRET);
});

test("nor in the lines of a long value", async () => {
  const text = manifest(`        - name: agent
          image: agent
          args:
            - --password
            - "${SECRET}\\
              ${SECRET}-4712" # here
            - &x ${SECRET}-4713
          command: [agent, --password, *x]
`);
  const shown = await everything(text);
  expect(shown).not.toContain(SECRET);
  const { findings } = lint(text, { only: ["secret-in-plain-text"] });
  expect(findings.map(({ place }) => place.source.trim())).toEqual([
    `- ${"*".repeat(SECRET.length + 2)}`,
    "command: [agent, --password, *x]",
  ]);
});

test("what is no secret is shown", () => {
  const { findings } = lint(
    manifest("        - {name: agent, image: agent, env: [{name: PASSWORD, value: changeme}]}\n"),
  );
  expect(findings.map(({ place }) => place.source).join()).toContain("changeme");
});
