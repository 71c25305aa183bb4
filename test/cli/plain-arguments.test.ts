import fc from "fast-check";
import { expect, test } from "vitest";
import { plainArguments } from "../../src/cli/plain-arguments.ts";
import { parseLintArguments } from "../../src/cli/program.ts";

const SWITCHES =
  "quiet no-config changed-lines parse-all skip-templates show-suppressed cache fix watch no-suppressions";
const WITH_VALUE =
  "preset format output report only fail-on max-warnings kubernetes-version namespace config baseline changed-since stdin-filename cache-location color";
const option = (names: string) => fc.constantFrom(...names.split(" ")).map((name) => `--${name}`);
const word = fc.constantFrom("./a", "b/c.yaml", "-", "--", "", "a=b", "--preset=x", "-q", "-f", "x", "--unheard-of");

test("what is read without commander is read as commander reads it", () => {
  let plain = 0;
  const part = fc.oneof(
    word.map((one) => [one]),
    option(SWITCHES).map((one) => [one]),
    fc.tuple(option(WITH_VALUE), word),
    fc.constant(["./manifests"]),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
      const words = parts.flat();
      const read = plainArguments(words);
      if (read === undefined) return;
      plain++;
      expect(read).toEqual(parseLintArguments(words));
    }),
    { numRuns: 5000 },
  );
  expect(plain).toBeGreaterThan(100);
});

test.each([
  [["./manifests"]],
  [["a.yaml", "b.yaml", "--quiet", "--skip-templates"]],
  [["--no-config", "--fail-on", "error", "/tmp/a"]],
  [["--quiet", "--", "a.yaml", "--quiet", "--"]],
  [["-", "--stdin-filename", "a.yaml", "--format", "sarif"]],
])("%j needs no commander", (words) => {
  expect(plainArguments(words)).toEqual(parseLintArguments(words));
});

test.each([
  [[]],
  [["rules"]],
  [["manifests"]],
  [["--help"]],
  [["-V"]],
  [["./a", "--helm", "x"]],
  [["./a", "--preset"]],
])("%j is left to commander", (words) => {
  expect(plainArguments(words)).toBeUndefined();
});
