import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lint, RULES } from "../src/index.ts";
import { compared, fixtureRun } from "./support/fixtures.ts";

const FIXTURES = "fixtures";

const manifestsUnder = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(folder, name));

test("every folder of fixtures is named after a rule", () => {
  const ids = RULES.map((rule) => rule.id);
  expect(readdirSync(FIXTURES).filter((folder) => !ids.includes(folder))).toEqual([]);
});

for (const { id } of RULES) {
  test(`fixtures of ${id}: exactly the expected findings`, () => {
    const entries = readdirSync(join(FIXTURES, id), { withFileTypes: true });
    // A file is a run of its own; a folder is one run over its files.
    const runs = entries.map((entry) =>
      entry.isDirectory() ? manifestsUnder(join(FIXTURES, id, entry.name)) : [join(FIXTURES, id, entry.name)],
    );
    let expectedInAll = 0;
    let withoutAny = 0;
    for (const files of runs) {
      const run = fixtureRun(
        id,
        files.sort().map((file) => ({ file, content: readFileSync(file, "utf8") })),
      );
      const result = lint(run.sources, run.options);
      const [found, expected] = compared(id, run, result);
      expect(found).toEqual(expected);
      expect(result.errors).toEqual([]);
      expectedInAll += expected.length;
      if (expected.length === 0) withoutAny++;
    }
    expect(expectedInAll, "a fixture where the rule fires").toBeGreaterThan(0);
    expect(withoutAny, "a fixture where it stays silent").toBeGreaterThan(0);
  });
}
