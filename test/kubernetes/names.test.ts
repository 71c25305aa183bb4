import { expect, test } from "vitest";
import {
  configMapKeyFault,
  dnsLabelFault,
  dnsSubdomainFault,
  dnsSubdomainPrefixFault,
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
  [dnsSubdomainPrefixFault, ["a", "a-", "a.b-", "a--", "..-".slice(1)], ["", "-", "-a-", "Ab-", "a."]],
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

test.each([
  [
    dnsLabelFault,
    "Disk_A",
    'has the upper-case "D" in it; only lower-case letters, digits and "-" are allowed, as in "disk-a"',
  ],
  [dnsLabelFault, "a.b", 'has "." in it; only lower-case letters, digits and "-" are allowed, as in "a-b"'],
  [
    dnsLabelFault,
    "é",
    'has a character that is not plain ASCII in it; only lower-case letters, digits and "-" are allowed',
  ],
  [dnsLabelFault, "-a-", 'begins with "-"; it must begin with a lower-case letter or a digit, as in "a"'],
  [
    dnsSubdomainFault,
    "-A-.-b_",
    'has the upper-case "A" in it; only lower-case letters, digits, "-" and "." are allowed, as in "a.b"',
  ],
  [dnsSubdomainFault, "a-.b", 'has the part "a-", which must begin and end with a letter or a digit'],
  [dnsSubdomainFault, "a..b", "has an empty part between its dots"],
  [
    labelValueFault,
    "two words",
    'has a space in it; only letters, digits, "-", "_" and "." are allowed, as in "two-words"',
  ],
  [labelValueFault, "A-", 'ends with "-"; it must end with a letter or a digit, as in "A"'],
  [labelValueFault, long(70), "is 70 characters long; at most 63 are allowed"],
  [
    qualifiedNameFault,
    "A.b/x",
    'has a prefix that has the upper-case "A" in it; only lower-case letters, digits, "-" and "." are allowed, as in "a.b"',
  ],
  [qualifiedNameFault, "a.b/", 'has nothing after its "/"; the form is "example.com/name"'],
] as const)("what is wrong is said of the very value: %o %s", (fault, value, said) => {
  expect(fault(value)).toBe(said);
});

test("a text is measured in bytes of UTF-8", () => {
  expect([..."aé€😀"].map(utf8Length)).toEqual([1, 2, 3, 4]);
});
