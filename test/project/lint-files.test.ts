import { expect, test } from "vitest";
import { RULES } from "../../rules/index.ts";
import { resolveSettings } from "../../src/engine/settings.ts";
import { lintDiscovered } from "../../src/project/lint-files.ts";

const settings = resolveSettings(RULES, {});

test.each([
  ["a file", 1, 10, 0],
  ["many files", 100, 10, 1],
  ["a large file", 1, 2 ** 17, 1],
  ["many large files", 100, 2 ** 17, 1],
])("that there is much to read is said once, if at all: %s", (_, count, size, expected) => {
  const content = "#".repeat(size);
  const sources = Array.from({ length: count }, (_, n) => ({ file: `${n}.yaml`, content }));
  const files = Array.from({ length: count }, (_, n) => ({
    file: `${n}.json`,
    path: "/missing",
    explicit: false,
    besideKustomization: false,
  }));
  let said = 0;
  const onMuch = () => {
    said++;
  };
  lintDiscovered({ found: { files, errors: [], skipped: [] }, sources, onMuch }, { settings });
  expect(said).toBe(expected);
});
