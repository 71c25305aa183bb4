import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import { trimSpace, withoutSlashes } from "../../src/text/blanks.ts";

/** Where a manifest may hold a text of any form that dslint takes apart. */
const PLACES: readonly (readonly [string, (text: string) => string])[] = [
  ["name", (text) => `metadata: {name: ${text}}`],
  ["label", (text) => `metadata: {labels: {a: ${text}}}`],
  ["annotation", (text) => `metadata: {annotations: {a: ${text}, ? ${text} : a}}`],
  ["AppArmor", (text) => `metadata: {annotations: {container.apparmor.security.beta.kubernetes.io/a: ${text}}}`],
  ["waiver", (text) => `metadata: {annotations: {dslint.dev/ignore.host-pid: ${text}}}`],
  ["image", (text) => container(`image: ${text}`)],
  ["argument", (text) => container(`args: [${text}], command: [${text}]`)],
  ["environment", (text) => container(`env: [{name: A, value: ${text}}, {name: TOKEN, value: ${text}}]`)],
  ["quantity", (text) => container(`resources: {limits: {memory: ${text}}}`)],
  ["port", (text) => container(`readinessProbe: {httpGet: {port: ${text}, host: ${text}, path: ${text}}}`)],
  ["mount", (text) => container(`volumeMounts: [{name: v, mountPath: ${text}, subPath: ${text}}]`)],
  ["volume", (text) => pod(`volumes: [{name: v, hostPath: {path: ${text}}}]`)],
  [
    "item",
    (text) => pod(`volumes: [{name: v, configMap: {name: a, items: [{key: a, path: ${text}}, {key: b, path: b}]}}]`),
  ],
  ["iSCSI", (text) => pod(`volumes: [{name: v, iscsi: {targetPortal: ${text}, lun: 1, iqn: ${text}}}]`)],
  ["sysctl", (text) => pod(`securityContext: {sysctls: [{name: ${text}, value: a}]}`)],
  ["Windows user", (text) => pod(`securityContext: {windowsOptions: {runAsUserName: ${text}}}`)],
  ["resolver", (text) => pod(`dnsConfig: {searches: [${text}], nameservers: [${text}]}`)],
  ["toleration", (text) => pod(`tolerations: [{key: ${text}, operator: Exists}]`)],
  ["selector", (text) => pod(`nodeSelector: {? ${text} : ${text}}`)],
  ["strategy", (text) => `spec: {updateStrategy: {rollingUpdate: {maxUnavailable: ${text}}}}`],
];

function pod(fields: string): string {
  return `spec: {template: {spec: {${fields}, containers: [{name: a, image: a, volumeMounts: [{name: v, mountPath: /a}]}]}}}`;
}

function container(fields: string): string {
  return `spec: {template: {spec: {volumes: [{name: v, hostPath: {path: /a}}], containers: [{name: a, ${fields}}]}}}`;
}

/** What patterns that look from each place for an end they don't find are slowest on, between two other characters. */
const PIECES = [
  "a",
  "1",
  "0",
  " ",
  "/",
  "-",
  "_",
  ".",
  ":",
  "\u00e9",
  "`",
  "[",
  "{{",
  "${",
  "$(",
  "%A",
  "<a",
  "@A",
  "__A",
];
const WORDS = [
  "a=",
  "://a:",
  "../",
  "a.",
  "a-",
  "iqn.2000-01.q",
  "prometheus.",
  "eyJ-",
  "sk-proj-",
  "LS0tLS1CRUdJTi",
  "##",
  "SG.",
];

test.each(PLACES)("a long text is judged without a crash, and no finding is as long: %s", (_, fields) => {
  for (const piece of [...PIECES, ...WORDS]) {
    const long = JSON.stringify(`x${piece.repeat(Math.ceil(100_000 / piece.length))}!`);
    const { errors, findings } = lint(`apiVersion: apps/v1\nkind: DaemonSet\n${fields(long)}\n`);
    expect(errors).toEqual([]);
    for (const { message, place } of findings) expect(Math.max(message.length, place.path.length)).toBeLessThan(6_000);
  }
});

test("trims what Go trims, and slashes", () => {
  expect(trimSpace(" \t\u00a0a b\u3000\n")).toBe("a b");
  expect(trimSpace("\ufeffa")).toBe("\ufeffa");
  expect(trimSpace(" ")).toBe("");
  expect(withoutSlashes("/a//b//")).toBe("/a//b");
  expect(withoutSlashes("//")).toBe("");
});
