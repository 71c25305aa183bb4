import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Finding, lint, RULES } from "../src/index.ts";
import { type Expectation, expectationsOf, fixtureOptions } from "./support/fixtures.ts";

const FIXTURES = "fixtures";

test("every folder of fixtures is named after a rule", () => {
  const ids = RULES.map((rule) => rule.id);
  expect(readdirSync(FIXTURES).filter((folder) => !ids.includes(folder))).toEqual([]);
});

for (const { id } of RULES) {
  test(`fixtures of ${id}: exactly the expected findings`, () => {
    const entries = readdirSync(join(FIXTURES, id), { withFileTypes: true });
    // A file is a run of its own; a folder is one run over its files.
    const runs = entries.map((entry) =>
      entry.isDirectory()
        ? readdirSync(join(FIXTURES, id, entry.name)).map((name) => join(FIXTURES, id, entry.name, name))
        : [join(FIXTURES, id, entry.name)],
    );
    let expectedInAll = 0;
    let withoutAny = 0;
    for (const files of runs) {
      const sources = files.sort().map((file) => ({ file, content: readFileSync(file, "utf8"), explicit: true }));
      const options = fixtureOptions(sources.map(({ content }) => content));
      const result = lint(sources, { only: [id, ...options.with], ...options.settings });
      const found = result.findings.filter((finding) => finding.rule === id);
      const left = new Set(found);
      const expected = sources.flatMap(({ file, content }) =>
        expectationsOf(content).map((expectation) => {
          const met = [...left].find((finding) => meets(finding, file, expectation));
          if (met === undefined) return `${file}: ${JSON.stringify(expectation)}`;
          left.delete(met);
          return shown(met);
        }),
      );
      expect(found.map(shown).sort()).toEqual(expected.sort());
      expect(result.errors).toEqual([]);
      expectedInAll += expected.length;
      if (expected.length === 0) withoutAny++;
    }
    expect(expectedInAll, "a fixture where the rule fires").toBeGreaterThan(0);
    expect(withoutAny, "a fixture where it stays silent").toBeGreaterThan(0);
  });
}

const shown = ({ place, rule, severity, message }: Finding): string =>
  `${place.file}:${place.line} ${rule} (${severity}) ${message}`;

const meets = ({ place, rule, severity, message }: Finding, file: string, expected: Expectation): boolean =>
  place.file === file &&
  place.line === expected.line &&
  rule === expected.rule &&
  severity === (expected.severity ?? severity) &&
  holds(message, expected.words ?? "");

const holds = (message: string, words: string): boolean =>
  words.endsWith("$") ? message.endsWith(words.slice(0, -1)) : message.includes(words);
