import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";

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
