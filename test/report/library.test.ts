import { expect, test } from "vitest";
import { FORMATS, formatResult, lint } from "../../src/index.ts";

const MANIFEST = `apiVersion: apps/v1
kind: DaemonSet
metadata: { name: agent, namespace: logging }
spec:
  selector: { matchLabels: { app: agent } }
  template:
    metadata: { labels: { app: agent } }
    spec:
      containers:
        - { name: agent, image: registry.example.com/agent:1.4.2 }
`;

test("the library writes a result in every format, each naming the rule and the place", async () => {
  const settings = { only: ["missing-priority-class"] };
  const result = lint(MANIFEST, { ...settings, file: "agent.yaml" });
  for (const format of FORMATS) {
    const report = await formatResult(format, result, {}, settings);
    expect(report, format).toContain("missing-priority-class");
    expect(report, format).toContain("agent.yaml");
    expect(report.endsWith("\n"), format).toBe(true);
  }
  const log = JSON.parse(await formatResult("sarif", result, {}, settings));
  expect(log.runs[0].tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(settings.only);
});
