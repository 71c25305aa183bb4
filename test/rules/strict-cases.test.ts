import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type LintOptions, lint } from "../../src/index.ts";

const judge = (file: string, options: LintOptions): string[] =>
  lint(readFileSync(`fixtures/unbounded-log-buffer/${file}.yaml`, "utf8"), options).findings.flatMap(
    ({ rule, severity }) => (rule === "unbounded-log-buffer" ? severity : []),
  );

test("recommended leaves out the milder cases of a rule that it runs", () => {
  expect(judge("bad", {})).toEqual([]);
  expect(judge("memory", {})).toEqual(["warning"]);
});

test("strict and whoever asks for the rule see all of its cases", () => {
  expect(judge("bad", { preset: "strict" })).toEqual(["warning"]);
  expect(judge("bad", { preset: "reliability" })).toEqual(["warning"]);
  expect(judge("bad", { only: ["unbounded-log-buffer"] })).toEqual(["warning"]);
  expect(judge("bad", { severities: new Map([["unbounded-log-buffer", "note"]]) })).toEqual(["note"]);
});
