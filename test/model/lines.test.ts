import fc from "fast-check";
import { expect, test } from "vitest";
import { Lines } from "../../src/model/lines.ts";

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom("\n", "\r", "\r\n", "a", "é"),
      fc.nat({ max: 300 }).map((n) => "x".repeat(n)),
    ),
  )
  .map((pieces) => pieces.join(""));

test("places are those that splitting the text gives", () => {
  fc.assert(
    fc.property(text, fc.nat(), (text, seed) => {
      const lines = new Lines(text);
      const before = text.slice(0, seed % (text.length + 1));
      const cut = before.endsWith("\r") && text[before.length] === "\n" ? before.slice(0, -1) : before;
      const split = cut.split(/\r\n|\r|\n/);
      const column = (split.at(-1) ?? "").length + 1 + (before.length - cut.length);
      expect(lines.position(before.length)).toEqual({ line: split.length, column });

      const all = text.split(/\r\n|\r|\n/);
      const line = 1 + (seed % all.length);
      const { start, end } = lines.bounds(line);
      expect(text.slice(start, end)).toBe(all[line - 1]);
      expect(lines.position(start)).toEqual({ line, column: 1 });

      const shown = lines.excerpt(start);
      const whole = all[line - 1] ?? "";
      expect(shown).toEqual({ source: whole.slice(0, 200), sourceColumn: 1 });
      expect(lines.region(start, text.length)).toEqual({
        line,
        column: 1,
        endLine: line,
        endColumn: whole.length + 1,
      });
      expect(lines.position(before.length)).toEqual({ line: split.length, column });
    }),
    { numRuns: 500 },
  );
});

test("a line that is not there is at the end", () => {
  expect(new Lines("a\nb").bounds(3)).toEqual({ start: 3, end: 3 });
  expect(new Lines("").bounds(1)).toEqual({ start: 0, end: 0 });
});
