import { expect, test } from "vitest";
import {
  configMapKeyFault,
  dnsLabelFault,
  dnsSubdomainFault,
  dnsSubdomainWithUnderscoreFault,
  envVarNameFault,
  labelValueFault,
  portNameFault,
  qualifiedNameFault,
  utf8Length,
} from "../../src/kubernetes/names.ts";

const long = (length: number) => "a".repeat(length);

const cases: [(value: string) => string | undefined, good: string[], bad: string[]][] = [
  [
    dnsLabelFault,
    ["a", "0", "a-b", "a--b", long(63)],
    ["", "A", "a_b", "-a", "a-", "a.b", "a.", ".", "é", " a", "a\n", long(64)],
  ],
  [
    dnsSubdomainFault,
    ["a", "a.b", "1.2.3.4", "a-b.c", long(253)],
    ["", ".", "a.", ".a", "a..b", "a-.b", "a.-b", "A.b", "a_b", "a b", "a/b", "a\n", long(254)],
  ],
  [
    dnsSubdomainWithUnderscoreFault,
    ["a", "_a", "_a._b", "a_b.c", "a__b", long(253)],
    ["", "_", "__a", "a_", "a_.b", "_.a", "a..b", "A", "_-a", `_${long(253)}`],
  ],
  [
    qualifiedNameFault,
    ["a", "A_b.c", "example.com/a", "1/2", `${long(253)}/${long(63)}`],
    [
      "",
      "/",
      "a/",
      "/a",
      "a/b/c",
      "A/b",
      "_a/b",
      "a b",
      "-a",
      "a-",
      "a..b/c",
      `a/${long(64)}`,
      `${long(254)}/a`,
      "a/é",
    ],
  ],
  [labelValueFault, ["", "a", "A", "1.0", "a_b-c.d", long(63)], ["a b", "-a", "a-", "a/b", "_", ".", "é", long(64)]],
  [
    configMapKeyFault,
    ["a", ".a", "-", "_", "a.b", "A", "...a".slice(2), long(253)],
    ["", ".", "..", "..a", "a/b", "a b", long(254)],
  ],
  [
    portNameFault,
    ["a", "http", "a1", "0-a", "abcdefghijklmno"],
    ["", "1", "A", "a--b", "-a", "a-", "a_b", "a.b", long(16)],
  ],
  [envVarNameFault, ["A", "a b", "1", ".", "~", "'"], ["", "A=", "é", "a\t", "\u007f"]],
];

test.each(cases)("%o", (fault, good, bad) => {
  for (const value of good) expect([value, fault(value)]).toEqual([value, undefined]);
  for (const value of bad) expect([value, typeof fault(value)]).toEqual([value, "string"]);
});

test("what is wrong is said of the very value", () => {
  expect(dnsLabelFault("Disk_A")).toBe(
    'has the upper-case "D" in it; only lower-case letters, digits and "-" are allowed',
  );
  expect(dnsLabelFault("a.b")).toContain('has "." in it');
  expect(dnsSubdomainFault("a-.b")).toContain('"a-"');
  expect(qualifiedNameFault("Example.com/x")).toContain("has a prefix that has the upper-case");
  expect(labelValueFault(long(70))).toBe("is 70 characters long; at most 63 are allowed");
});

test("a text is measured in bytes of UTF-8", () => {
  expect([..."aé€😀"].map(utf8Length)).toEqual([1, 2, 3, 4]);
});
