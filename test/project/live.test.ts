import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { FORMATS, formatResult, lint } from "../../src/index.ts";

/** DaemonSets as they were applied and as they then run, by Kubernetes' own defaults: test/oracle/live. */
const PAIRS = gunzipSync(readFileSync(new URL("live.jsonl.gz", import.meta.url)))
  .toString()
  .trimEnd()
  .split("\n")
  .map((line): { file: string; applied: string; live: string } => JSON.parse(line));
/** What can't be told of a live object: nobody knows whether its strategy was written or came by default. */
const UNTOLD = "missing-update-strategy";
const LIVE = readFileSync(new URL("live.yaml", import.meta.url), "utf8");

test.each(["recommended", "validity"] as const)(
  "what the API server adds to an object is no finding (%s)",
  (preset) => {
    const { findings, errors, summary } = lint(LIVE, { preset, file: "<stdin>" });
    expect(errors).toEqual([]);
    expect(findings).toEqual([]);
    expect(summary.daemonSets).toBe(1);
  },
);

test("a live object is judged by what it is, not by what was last applied, and findings name it", () => {
  const privileged = LIVE.replace("allowPrivilegeEscalation: false", "privileged: true");
  const { findings } = lint(privileged, { file: "<stdin>" });
  const found = findings.filter(({ rule }) => rule === "privileged-container");
  expect(found.map(({ place }) => place.resource)).toEqual([
    { apiVersion: "apps/v1", kind: "DaemonSet", namespace: "logging", name: "log-agent" },
  ]);
  expect(findings.map(({ rule }) => rule)).not.toContain("daemonset-replicas");
});

test.each(["recommended", "strict"] as const)("what runs is judged as what was applied (%s)", (preset) => {
  let findings = 0;
  for (const { file, applied, live } of PAIRS) {
    const judged = (text: string) => {
      const result = lint(text, { preset, file });
      expect(result.errors, file).toEqual([]);
      findings += result.findings.length;
      // A default that is written out has a place of its own, and other words.
      const words = result.findings.map(({ rule, severity }) => `${severity} ${rule}`);
      return words.filter((word) => !word.endsWith(UNTOLD)).sort();
    };
    expect(judged(live), file).toEqual(judged(applied));
  }
  expect(findings).toBeGreaterThan(0);
});

test("every report names the resource, since what kubectl printed is no file to look into", async () => {
  const privileged = LIVE.replace("allowPrivilegeEscalation: false", "privileged: true");
  const settings = { only: ["privileged-container"] };
  const result = lint(privileged, { ...settings, file: "<stdin>" });
  expect(result.findings).toHaveLength(1);
  for (const format of FORMATS) {
    const report = await formatResult(format, result, {}, settings);
    expect(report.replaceAll("&#39;", "'"), format).toMatch(/DaemonSet logging\/log-agent|"name": ?"log-agent"/);
  }
  expect(await formatResult("github", result, {}, settings)).toMatch(/^::error title=dslint%3A privileged-container::/);
});
