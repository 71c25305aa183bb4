import { expect, test } from "vitest";
import { Recent } from "../../src/input/recent.ts";

/** How many of some texts were remembered when they came. */
function hitsAmong(recent: Recent<string>, texts: Iterable<string>): number {
  let hits = 0;
  for (const text of texts) {
    const value = recent.get(text);
    if (value === undefined && recent.hasRoom()) recent.set(text, text);
    if (value !== undefined) hits++;
  }
  return hits;
}

const once = Array.from({ length: 1000 }, (_, i) => `once ${i}`);
const again = Array.from({ length: 1000 }, (_, i) => `text ${i % 8}`);

test("what comes again is remembered", () => {
  const recent = new Recent<string>(8);
  expect(hitsAmong(recent, again)).toBe(992);
});

test("what comes again is remembered again after many texts that came once", () => {
  const recent = new Recent<string>(8);
  expect(hitsAmong(recent, once)).toBe(0);
  expect(hitsAmong(recent, again)).toBeGreaterThan(800);
});

test("of texts that come once few are kept", () => {
  const recent = new Recent<string>(8);
  let kept = 0;
  for (const text of once) {
    if (!recent.hasRoom()) continue;
    recent.set(text, text);
    kept++;
  }
  expect(kept).toBeLessThan(200);
});
