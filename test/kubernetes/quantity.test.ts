import { expect, test } from "vitest";
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  isIntegral,
  parseQuantity,
  type Quantity,
  quantityToNumber,
  roundUpQuantity,
  scaledValue,
  signOf,
} from "../../src/kubernetes/quantity.ts";

function quantity(value: string | number | bigint): Quantity {
  const parsed = parseQuantity(value);
  if (parsed === undefined) throw new Error(`${value} is no quantity`);
  return parsed;
}

test.each([
  "",
  " ",
  "100mi",
  "1.5Gb",
  "1K",
  "0x10",
  "1,5",
  "1 Gi",
  "1..2",
  "1e",
  "--1",
  "1Ki5",
  "Infinity",
  "1_000",
  "1e99999999999999999999",
])("%j is no quantity", (text) => expect(parseQuantity(text)).toBeUndefined());

test.each([
  ["0", "0"],
  ["1", "1"],
  [" 1 ", "1"],
  ["0.5", "500m"],
  [0.1, "100m"],
  ["1.5Gi", "1536Mi"],
  ["1024Mi", "1Gi"],
  ["1000m", "1"],
  ["1e3", "1e3"],
  ["1000e0", "1e3"],
  ["128974848", "128974848"],
  ["0.0000000001", "1n"],
  ["-0.0000000001", "-1n"],
  ["16Ei", "9223372036854775807"],
  ["0.5Ki", "512"],
  ["0.1Ki", "102400m"],
  ["+", "0"],
  ["m", "0"],
])("%j is written %j", (text, canonical) => expect(formatQuantity(quantity(text))).toBe(canonical));

test.each([
  ["1", "1000m", 0],
  ["1Gi", "1G", 1],
  ["500m", "0.6", -1],
  ["-1", "1", -1],
  ["-2", "-1", -1],
  ["0", "-0", 0],
  ["1e2000000000", "1e1999999999", 1],
  ["-1e2000000000", "1", -1],
] as const)("%j against %j is %d", (a, b, order) => {
  expect(compareQuantities(quantity(a), quantity(b))).toBe(order);
  expect(compareQuantities(quantity(b), quantity(a))).toBe(order === 0 ? 0 : -order);
});

test("sums are exact and keep the first format", () => {
  expect(formatQuantity(addQuantities(quantity("1Gi"), quantity("512Mi")))).toBe("1536Mi");
  expect(formatQuantity(addQuantities(quantity("0.5Ki"), quantity("0.5Ki")))).toBe("1Ki");
  expect(formatQuantity(addQuantities(quantity("0.1"), quantity("0.2")))).toBe("300m");
  expect(formatQuantity(addQuantities(quantity("0"), quantity("1Ki")))).toBe("1Ki");
  expect(formatQuantity(addQuantities(quantity("1e2000000000"), quantity("1")))).toBe("100e1999999998");
});

test("values round up, and overflow as an int64 does", () => {
  expect(scaledValue(quantity("1.1"), 0)).toBe(2n);
  expect(scaledValue(quantity("-1.1"), 0)).toBe(-2n);
  expect(scaledValue(quantity("250m"), -3)).toBe(250n);
  expect(scaledValue(quantity("1e18"), -3)).toBe(0n);
  expect(formatQuantity(roundUpQuantity(quantity("0.1m"), -3))).toBe("1m");
  expect(formatQuantity(roundUpQuantity(quantity("1e-9"), -3))).toBe("1e-3");
  expect(roundUpQuantity(quantity("2"), -3)).toEqual(quantity("2"));
});

test("signs, whole numbers and approximations", () => {
  expect([signOf(quantity("-1m")), signOf(quantity("0Ki")), signOf(quantity("1n"))]).toEqual([-1, 0, 1]);
  expect([isIntegral(quantity("1")), isIntegral(quantity("1500m")), isIntegral(quantity("2e3"))]).toEqual([
    true,
    false,
    true,
  ]);
  expect(quantityToNumber(quantity("1.5Gi"))).toBe(1_610_612_736);
});

test("hostile quantities cost nothing", () => {
  expect(parseQuantity(`${"0".repeat(1_000_000)}x`)).toBeUndefined();
  expect(parseQuantity(`1e${"9".repeat(1_000_000)}`)).toBeUndefined();
  expect(formatQuantity(quantity("1e-2000000000"))).toBe("1e-9");
  expect(scaledValue(quantity("1e2000000000"), 0)).toBe(0n);
  expect(compareQuantities(quantity(`1e2147483647`), quantity("1e-9"))).toBe(1);
});
