import { expect, test } from "vitest";
import { formatIp, ipFault, parseIp } from "../../src/kubernetes/ip.ts";

test.each([
  ["10.0.0.1", "10.0.0.1"],
  ["255.255.255.255", "255.255.255.255"],
  ["fd00::1", "fd00::1"],
  ["::", "::"],
  ["::1", "::1"],
  ["1::", "1::"],
  ["1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"],
  ["2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1"],
  ["1:0:0:2:0:0:0:3", "1:0:0:2::3"],
  ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"],
  ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"],
  ["64:ff9b::1.2.3.4", "64:ff9b::102:304"],
  ["1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"],
])("%s is an address", (text, canonical) => {
  expect(ipFault(text)).toBeUndefined();
  const ip = parseIp(text);
  expect(ip && formatIp(ip)).toBe(canonical);
});

test.each([
  ["010.000.000.001", "10.0.0.1"],
  ["::ffff:1.2.3.4", "1.2.3.4"],
  ["0:0:0:0:0:FFFF:0102:0304", "1.2.3.4"],
  ["64:ff9b::01.2.3.4", "64:ff9b::102:304"],
  ["fd00::00001", "fd00::1"],
])("%s is written wrongly, and %s is offered", (text, suggestion) => {
  expect(ipFault(text)?.suggestion).toBe(suggestion);
});

test.each([
  "",
  "1.2.3",
  "1.2.3.4.5",
  "256.0.0.1",
  "1.2.3.x",
  "1.2.3.-4",
  " 1.2.3.4",
  "1.2.3.4/32",
  "a.example.org",
  ":",
  ":::",
  "1:::2",
  "1::2::3",
  ":1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8:9",
  "1:2:3:4:5:6:7:8::",
  "1:2:3:4:5:6:7:1.2.3.4",
  "1.2.3.4::",
  "1.2.3.4:5",
  "12345::",
  "g::",
  "fe80::1%eth0",
  "[::1]",
])("%j is none", (text) => {
  expect(ipFault(text)).toEqual({ reason: expect.any(String) });
});
