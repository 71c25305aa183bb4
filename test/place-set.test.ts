import { expect, test } from "vitest";
import { PlaceSet } from "../src/model/place-set.ts";

const set = new PlaceSet([
  ["spec", "selector"],
  ["spec", "containers", "*", "image"],
]);

test("a place may lead through any item of a list", () => {
  expect(set.has(["spec", "selector"])).toBe(true);
  expect(set.has(["spec", "containers", 3, "image"])).toBe(true);
  expect(set.has(["spec", "containers", "x", "image"])).toBe(false);
  expect(set.has(["spec"])).toBe(false);
});

test("knows what is in a place, directly around one, and either", () => {
  expect(set.covers(["spec", "selector", "matchLabels"])).toBe(true);
  expect(set.covers(["spec"])).toBe(false);
  expect(set.isParent(["spec", "containers", 0])).toBe(true);
  expect(set.isParent(["spec", "containers"])).toBe(false);
  expect(set.touches(["spec", "containers"])).toBe(true);
  expect(set.touches(["spec", "selector", "matchLabels"])).toBe(true);
  expect(set.touches(["status"])).toBe(false);
});
