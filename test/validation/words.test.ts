import { expect, test } from "vitest";
import { removedApi } from "../../src/kubernetes/removed-apis.ts";
import { meantQuantity } from "../../src/validation/structure/quantity-spelling.ts";

test.each([
  ["100mi", "100Mi"],
  ["1.5Gb", "1.5G"],
  ["1K", "1Ki"],
  ["512MB", "512M"],
  ["1GiB", "1Gi"],
  ["1,5Gi", "1.5Gi"],
  ["500 Mi", "500Mi"],
  ["2 cores", "2"],
  ["250millicores", "250m"],
  ["1g", "1Gi"],
])("the quantity %s is %s", (text, meant) => {
  expect(meantQuantity(text)).toBe(meant);
});

test.each(["", "a lot", "50%", "100MiMi", "1.2.3"])("no one knows what %s means", (text) => {
  expect(meantQuantity(text)).toBeUndefined();
});

test("an API version is removed from the release on that lacks it", () => {
  expect(removedApi("extensions/v1beta1", "DaemonSet", [1, 36])).toEqual({ since: [1, 16], successor: "apps/v1" });
  expect(removedApi("policy/v1beta1", "PodSecurityPolicy", [1, 25])).toEqual({ since: [1, 25], successor: undefined });
  expect(removedApi("policy/v1beta1", "PodSecurityPolicy", [1, 24])).toBeUndefined();
  expect(removedApi("apps/v1", "DaemonSet", [1, 36])).toBeUndefined();
});
