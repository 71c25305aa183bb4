import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { agreement, type Case } from "./support/conformance.ts";

/** The least share of cases that must agree, in percent. */
const FLOORS: Readonly<Record<string, number>> = {
  "accepted or refused": 100,
  "refuses what is refused": 100,
  paths: 99.3,
  "types and paths": 99.3,
  warnings: 100,
  "pods refused": 100,
  "Pod Security baseline": 100,
  "Pod Security restricted": 100,
};

// Every second case: `npm run conformance` looks at them all.
test("dslint says what Kubernetes says", { timeout: 60_000 }, () => {
  const cases = gunzipSync(readFileSync("test/conformance/cases.jsonl.gz"))
    .toString("utf8")
    .split("\n")
    .filter((line, index) => line !== "" && index % 2 === 0)
    .map((line) => JSON.parse(line) as Case);
  const figures = agreement(cases);
  expect(figures.map(({ name }) => name)).toEqual(Object.keys(FLOORS));
  for (const { name, of, off } of figures) {
    expect(of, name).toBeGreaterThan(250);
    expect((100 * (of - off.length)) / of, `${name}: off are ${off.join(", ")}`).toBeGreaterThanOrEqual(
      FLOORS[name] ?? 100,
    );
  }
});
