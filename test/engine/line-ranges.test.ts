import fc from "fast-check";
import { expect, test } from "vitest";
import { LineRanges } from "../../src/engine/line-ranges.ts";

const line = fc.nat({ max: 12 });
const range = fc.tuple(line, line).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }));

test("finds every range that stretches over a line", () => {
  fc.assert(
    fc.property(fc.array(range, { maxLength: 12 }), line, (all, at) => {
      const ranges = new LineRanges(all.map((one, value) => ({ ...one, value })));
      const expected = all.flatMap(({ start, end }, value) => (start <= at && at <= end ? [value] : []));
      expect([...ranges.at(at)].sort((a, b) => a - b)).toEqual(expected);
    }),
  );
});

test("looks at no more than those that are open where it is asked, of ever so many", () => {
  const looked = { count: 0 };
  const counted = (start: number, end: number) => ({
    start,
    get end() {
      looked.count++;
      return end;
    },
    value: start,
  });
  const ranges = new LineRanges([counted(0, 9_999), ...Array.from({ length: 10_000 }, (_, i) => counted(i, i))]);
  looked.count = 0;
  expect([...ranges.at(5_000)]).toEqual([5_000, 0]);
  expect(looked.count).toBeLessThan(10);
});
