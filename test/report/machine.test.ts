import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv } from "ajv";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../../src/engine/finding.ts";
import { github } from "../../src/report/github.ts";
import { gitlab } from "../../src/report/gitlab.ts";
import { activeFindings, type ReportInput } from "../../src/report/input.ts";
import { json } from "../../src/report/json.ts";
import { sarif } from "../../src/report/sarif.ts";
import { printable } from "../../src/text/printable.ts";
import { hostileInput } from "./arbitrary.ts";
import { FINDINGS, finding, input, place, RULES, rule } from "./sample.ts";

const MANY = { numRuns: 60 };

/** The schema with no property but those it names, so that nothing is written that it doesn't describe. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== "object" || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, strict(value)]));
  return copy["type"] === "object" ? { ...copy, additionalProperties: false } : copy;
}

const isReport = new Ajv({ allErrors: true, strict: true }).compile(
  strict(JSON.parse(readFileSync("schemas/report.schema.json", "utf8"))) as object,
);

test("JSON is DESIGN's contract, and its schema describes all of it", () => {
  const report = JSON.parse(json(input()));
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  expect(report).toMatchInlineSnapshot(`
    {
      "errors": [
        {
          "column": 3,
          "file": "deploy/broken.yaml",
          "line": 7,
          "message": "a mapping key has no value",
        },
      ],
      "findings": [
        {
          "category": "resources",
          "column": 11,
          "document": 0,
          "endColumn": 15,
          "endLine": 24,
          "file": "deploy/agent.yaml",
          "fix": {
            "description": "add \`limits: {memory: 256Mi}\`",
            "edits": [
              {
                "length": 0,
                "offset": 812,
                "text": "resources:
      limits:
        memory: 256Mi
    ",
              },
            ],
            "safety": "unsafe",
          },
          "line": 24,
          "message": "container "agent" has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once",
          "path": "spec.template.spec.containers[0].resources.limits",
          "related": [],
          "resource": {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "name": "agent",
            "namespace": "logging",
          },
          "rule": "missing-resource-limits",
          "severity": "warning",
        },
        {
          "category": "networking",
          "column": 11,
          "document": 0,
          "endColumn": 15,
          "endLine": 24,
          "file": "deploy/agent.yaml",
          "line": 24,
          "message": "container "agent" opens port 9100 on every node",
          "path": "spec.template.spec.containers[0].ports[0].hostPort",
          "related": [],
          "resource": {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "name": "agent",
            "namespace": "logging",
          },
          "rule": "host-port",
          "severity": "note",
        },
        {
          "category": "security",
          "column": 25,
          "document": 0,
          "endColumn": 29,
          "endLine": 31,
          "file": "deploy/agent.yaml",
          "line": 31,
          "message": "container "agent" is privileged: it owns the node",
          "path": "spec.template.spec.containers[0].securityContext.privileged",
          "pss": [
            "privileged",
          ],
          "related": [],
          "resource": {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "name": "agent",
            "namespace": "logging",
          },
          "rule": "privileged-container",
          "severity": "error",
        },
        {
          "category": "access",
          "column": 27,
          "document": 0,
          "endColumn": 32,
          "endLine": 40,
          "file": "deploy/agent.yaml",
          "line": 40,
          "message": "service account "agent" may read every secret of the cluster",
          "path": "spec.template.spec.serviceAccountName",
          "related": [
            {
              "column": 9,
              "file": "deploy/rbac.yaml",
              "line": 8,
              "message": "ClusterRoleBinding "agent" gives it ClusterRole "reader"",
            },
            {
              "column": 17,
              "file": "deploy/rbac.yaml",
              "line": 20,
              "message": "which allows to list secrets",
            },
          ],
          "resource": {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "name": "agent",
            "namespace": "logging",
          },
          "rule": "trampoline-permissions",
          "severity": "error",
        },
        {
          "category": "security",
          "column": 25,
          "document": 0,
          "endColumn": 29,
          "endLine": 9,
          "file": "deploy/other.yaml",
          "line": 9,
          "message": "container "agent" is privileged: it owns the node",
          "path": "spec.template.spec.containers[0].securityContext.privileged",
          "related": [],
          "resource": {
            "apiVersion": "apps/v1",
            "kind": "DaemonSet",
            "name": "other",
          },
          "rule": "privileged-container",
          "severity": "error",
        },
      ],
      "skipped": [
        {
          "file": "charts/a/templates/ds.yaml",
          "reason": "a Helm template: render it first",
        },
        {
          "file": "charts/a/templates/other.yaml",
          "reason": "a Helm template: render it first",
        },
        {
          "file": "overlay/patch.yaml",
          "reason": "a Kustomize patch, part of an object",
        },
      ],
      "summary": {
        "daemonSets": 2,
        "documents": 9,
        "files": 3,
        "findings": {
          "error": 3,
          "note": 1,
          "warning": 1,
        },
      },
      "version": 1,
    }
  `);
});

test("JSON carries what the API server would say, and a waiver", () => {
  const waived = finding({
    api: "FieldValueRequired",
    suppressed: { kind: "inSource", justification: "the CNI writes iptables" },
  });
  const report = JSON.parse(json(input({ findings: [waived] })));
  expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
  expect(report.findings[0]).toMatchObject({ api: "FieldValueRequired", suppressed: waived.suppressed });
});

test("JSON is valid and true to any text", () => {
  fc.assert(
    fc.property(hostileInput(), (given) => {
      const report = JSON.parse(json(given));
      expect(isReport(report), JSON.stringify(isReport.errors)).toBe(true);
      expect(report.findings.map(({ message }: Finding) => message)).toEqual(
        given.result.findings.map(({ message }) => message),
      );
    }),
    MANY,
  );
});

// The package carries the official schema in draft 4, which asks for `id` where draft 7 has `$id`.
const {
  id: _id,
  $schema: _schema,
  ...official
} = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const uri = /^[a-z][a-z0-9+.-]*:[\w%.!~*'()/:#?=&@+,;$[\]-]+$/i;
const isSarif = new Ajv({
  allErrors: true,
  strict: false,
  unicodeRegExp: false,
  formats: {
    uri,
    "uri-reference": (text: string) => uri.test(text) || /^[\w%.!~*'()/-]*$/.test(text),
    "date-time": true,
  },
}).compile(official);

interface SarifLocation {
  physicalLocation: {
    artifactLocation: { uri: string; uriBaseId: string };
    region: Record<"startLine" | "startColumn" | "endLine" | "endColumn", number>;
  };
}
interface SarifResult {
  ruleId: string;
  ruleIndex?: number;
  level: string;
  message: { text: string };
  locations: SarifLocation[];
  relatedLocations?: SarifLocation[];
  partialFingerprints: Record<string, string>;
  suppressions?: unknown;
}

function sarifRun(given: ReportInput) {
  const log = JSON.parse(sarif(given));
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return log.runs[0] as {
    tool: { driver: { rules: Record<string, unknown>[] } };
    results: SarifResult[];
    invocations: { executionSuccessful: boolean; toolExecutionNotifications?: { level: string; message: object }[] }[];
  };
}

test("SARIF tells code scanning all it asks for", () => {
  const run = sarifRun(input({}, { workingDirectory: "/repo/sub dir", root: "/repo" }));
  expect(run.results).toHaveLength(FINDINGS.length);
  expect(run.results[2]).toMatchInlineSnapshot(`
    {
      "level": "error",
      "locations": [
        {
          "logicalLocations": [
            {
              "fullyQualifiedName": "DaemonSet logging/agent: spec.template.spec.containers[0].securityContext.privileged",
              "kind": "object",
            },
          ],
          "physicalLocation": {
            "artifactLocation": {
              "uri": "sub%20dir/deploy/agent.yaml",
              "uriBaseId": "%SRCROOT%",
            },
            "region": {
              "endColumn": 29,
              "endLine": 31,
              "snippet": {
                "text": "true",
              },
              "startColumn": 25,
              "startLine": 31,
            },
          },
        },
      ],
      "message": {
        "text": "container "agent" is privileged: it owns the node",
      },
      "partialFingerprints": {
        "dslint/v1": "126020c864413b0d3a444159afb0275c",
      },
      "properties": {
        "document": 0,
        "path": "spec.template.spec.containers[0].securityContext.privileged",
        "resource": {
          "apiVersion": "apps/v1",
          "kind": "DaemonSet",
          "name": "agent",
          "namespace": "logging",
        },
      },
      "ruleId": "privileged-container",
      "ruleIndex": 0,
    }
  `);
  expect(run.tool.driver.rules[0]).toMatchInlineSnapshot(`
    {
      "defaultConfiguration": {
        "level": "error",
      },
      "deprecatedIds": [
        "privileged",
      ],
      "fullDescription": {
        "text": "A privileged container has every capability, sees every device and may load kernel modules. Whoever breaks into it owns the node, and with it the secrets of every pod that runs there.",
      },
      "help": {
        "markdown": "**Why it matters**

    A privileged container has every capability, sees every device and may load kernel modules. Whoever breaks into it owns the node, and with it the secrets of every pod that runs there.

    **What to write instead**

    Remove \`privileged: true\` and add the one capability that the agent needs, such as \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.

    **When the need is real**

    CSI drivers that mount for other pods need it: say so in the waiver.

    **See also**

    - https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md
    - https://kubernetes.io/docs/concepts/security/pod-security-standards/",
        "text": "Why it matters
    A privileged container has every capability, sees every device and may load kernel modules. Whoever breaks into it owns the node, and with it the secrets of every pod that runs there.

    What to write instead
    Remove "privileged: true" and add the one capability that the agent needs, such as "CAP_SYS_PTRACE", under "securityContext.capabilities.add".

    When the need is real
    CSI drivers that mount for other pods need it: say so in the waiver.

    See also
    - https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md
    - https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      },
      "helpUri": "https://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md",
      "id": "privileged-container",
      "name": "PrivilegedContainer",
      "properties": {
        "precision": "high",
        "problem.severity": "error",
        "security-severity": "8.0",
        "tags": [
          "security",
          "kubernetes",
          "daemonset",
          "pod-security/privileged",
        ],
      },
      "shortDescription": {
        "text": "Container runs privileged",
      },
    }
  `);
  const chain = run.results[3]?.relatedLocations ?? [];
  expect(chain.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri)).toEqual([
    "sub%20dir/deploy/rbac.yaml",
    "sub%20dir/deploy/rbac.yaml",
  ]);
});

test("SARIF says what could not be checked, and that the run failed by it", () => {
  const [failed] = sarifRun(input()).invocations;
  expect(failed?.executionSuccessful).toBe(false);
  expect(failed?.toolExecutionNotifications?.[0]).toMatchObject({
    level: "error",
    message: { text: "a mapping key has no value" },
    locations: [{ physicalLocation: { artifactLocation: { uri: "deploy/broken.yaml" }, region: { startLine: 7 } } }],
  });
  const [clean] = sarifRun(input({ errors: [], skipped: [] })).invocations;
  expect(clean).toEqual({ executionSuccessful: true });
});

test("SARIF lists every rule that ran, in one order, whatever was found", () => {
  const ids = (given: ReportInput) => sarifRun(given).tool.driver.rules.map(({ id }) => id);
  const all = RULES.map(({ rule }) => rule.id);
  expect(ids(input())).toEqual(all);
  expect(ids(input({ findings: [] }))).toEqual(all);
  expect(sarifRun(input({ findings: [] })).results).toEqual([]);
});

test("SARIF keeps descriptions and tags within GitHub's limits", () => {
  const wordy = rule({ why: "word ".repeat(400), pss: Array.from({ length: 30 }, (_, i) => `check-${i}`) });
  const [described] = sarifRun({ ...input(), rules: [wordy] }).tool.driver.rules as {
    fullDescription: { text: string };
    properties: { tags: string[] };
  }[];
  expect(described?.fullDescription.text.length).toBeLessThanOrEqual(1024);
  expect(described?.fullDescription.text.endsWith("…")).toBe(true);
  expect(described?.properties.tags).toHaveLength(20);
});

test("SARIF keeps the gravest 25,000 results and says how many it left out", () => {
  const findings = Array.from({ length: 25_010 }, (_, i) =>
    finding({
      severity: i < 30 ? "note" : i % 2 === 0 ? "warning" : "error",
      place: place({ line: i + 1, endLine: i + 1 }),
    }),
  );
  const log = JSON.parse(sarif(input({ findings, errors: [], skipped: [] })));
  const { results, invocations } = log.runs[0];
  expect(results).toHaveLength(25_000);
  expect(results.filter(({ level }: SarifResult) => level === "note")).toHaveLength(20);
  const lines = results.map(({ locations }: SarifResult) => locations[0]?.physicalLocation.region.startLine);
  expect(lines).toEqual(lines.toSorted((a: number, b: number) => a - b));
  expect(invocations[0].toolExecutionNotifications[0].message.text).toContain("10 findings left out");
});

test("SARIF holds waived findings with their justification, where they were asked for", () => {
  const waived = finding({ suppressed: { kind: "inSource", justification: "the CNI writes iptables" } });
  const [first, second] = sarifRun(input({ findings: [waived, finding()] })).results;
  expect(first?.suppressions).toEqual([
    { kind: "inSource", status: "accepted", justification: "the CNI writes iptables" },
  ]);
  expect(second?.suppressions).toBeUndefined();
});

test("SARIF is valid for any text: regions whole, URIs relative, fingerprints unique, no link in a message", () => {
  fc.assert(
    fc.property(hostileInput({ workingDirectory: "/repo/x", root: "/repo" }), (given) => {
      const { results } = sarifRun(given);
      for (const result of results) {
        expect(result.message.text).not.toContain("](");
        for (const { physicalLocation } of [...result.locations, ...(result.relatedLocations ?? [])]) {
          expect(Object.keys(physicalLocation.region)).toEqual(
            expect.arrayContaining(["startLine", "startColumn", "endLine", "endColumn"]),
          );
          expect(physicalLocation.region.endLine).toBe(physicalLocation.region.startLine);
          expect(physicalLocation.artifactLocation.uri).not.toMatch(/^[a-z]+:|^\/|(^|\/)\.\.(\/|$)/);
        }
      }
      const keys = results.map(({ partialFingerprints }) => partialFingerprints["dslint/v1"]);
      expect(new Set(keys).size).toBe(results.length);
    }),
    MANY,
  );
});

/** A line as GitHub's runner reads it. */
function readCommand(line: string) {
  const match = /^::(error|warning|notice) ([^:]*)::(.*)$/.exec(line);
  if (match === null) return undefined;
  const [, name = "", list = "", message = ""] = match;
  const decode = (text: string) =>
    text.replace(/%(25|0A|0D|3A|2C)/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  const properties = Object.fromEntries(
    list.split(",").map((pair) => [pair.slice(0, pair.indexOf("=")), decode(pair.slice(pair.indexOf("=") + 1))]),
  );
  return { name, properties, message: decode(message) };
}

test("GitHub commands become annotations", () => {
  expect(github(input())).toMatchInlineSnapshot(`
    "::error file=deploy/broken.yaml,line=7,col=3,title=dslint could not check this::a mapping key has no value
    ::error file=deploy/agent.yaml,line=31,endLine=31,col=25,endColumn=29,title=dslint%3A privileged-container::container "agent" is privileged: it owns the node%0A%0AInstead: Remove \`privileged: true\` and add the one capability that the agent needs, such as \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.%0A%0Ahttps://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md
    ::error file=deploy/agent.yaml,line=40,endLine=40,col=27,endColumn=32,title=dslint%3A trampoline-permissions::service account "agent" may read every secret of the cluster%0A%0AInstead: Bind a Role that names what the agent reads.%0A%0Ahttps://github.com/dslint/dslint/blob/main/docs/rules/trampoline-permissions.md
    ::error file=deploy/other.yaml,line=9,endLine=9,col=25,endColumn=29,title=dslint%3A privileged-container::container "agent" is privileged: it owns the node%0A%0AInstead: Remove \`privileged: true\` and add the one capability that the agent needs, such as \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.%0A%0Ahttps://github.com/dslint/dslint/blob/main/docs/rules/privileged-container.md
    ::warning file=deploy/agent.yaml,line=24,endLine=24,col=11,endColumn=15,title=dslint%3A missing-resource-limits::container "agent" has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once%0A%0AInstead: Set \`resources.limits.memory\`, somewhat above what the agent uses at its busiest.%0A%0Ahttps://github.com/dslint/dslint/blob/main/docs/rules/missing-resource-limits.md
    ::notice file=deploy/agent.yaml,line=24,endLine=24,col=11,endColumn=15,title=dslint%3A host-port::container "agent" opens port 9100 on every node%0A%0AInstead: Use a Service with \`internalTrafficPolicy: Local\`.%0A%0Ahttps://github.com/dslint/dslint/blob/main/docs/rules/host-port.md
    "
  `);
});

test("GitHub commands keep to ten of a kind, the rest counted", () => {
  const findings = (["error", "warning", "note"] as const).flatMap((severity) =>
    Array.from({ length: 12 }, (_, i) => finding({ severity, message: `${severity} ${i}` })),
  );
  const read = github(input({ findings }))
    .trimEnd()
    .split("\n")
    .map((line) => readCommand(line));
  const of = (name: string) => read.filter((command) => command?.name === name);
  expect([of("error").length, of("warning").length, of("notice").length]).toEqual([10, 10, 10]);
  expect(of("error")[0]?.message).toBe("a mapping key has no value");
  expect(read.at(-1)?.message).toMatch(/^8 of 37 are not shown here \(13 errors, 12 warnings, 12 notes in all\)/);
});

test("GitHub commands stay one line each and hold any text", () => {
  fc.assert(
    fc.property(hostileInput(), (given) => {
      const lines = github(given).split("\n").slice(0, -1);
      expect(lines.length).toBeLessThanOrEqual(30);
      const commands = lines.map(readCommand);
      expect(commands).not.toContain(undefined);
      for (const line of lines) expect(line).not.toMatch(/\p{Cc}|[\u2028\u2029]|##\w*\[/u);
      const [first] = given.result.errors;
      if (first !== undefined) expect(commands[0]?.message).toBe(first.message.split("\n").map(printable).join("\n"));
    }),
    MANY,
  );
});

test("GitLab gets what its code quality widget reads, and what could not be checked", () => {
  expect(JSON.parse(gitlab(input()))).toMatchInlineSnapshot(`
    [
      {
        "check_name": "could-not-check",
        "description": "could not be checked: a mapping key has no value",
        "fingerprint": "e37782b42218cffe2a1087295e04f40a",
        "location": {
          "lines": {
            "begin": 7,
          },
          "path": "deploy/broken.yaml",
        },
        "severity": "blocker",
      },
      {
        "check_name": "missing-resource-limits",
        "description": "container "agent" has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once",
        "fingerprint": "4cdc936f80eb916638445d79433b6ce8",
        "location": {
          "lines": {
            "begin": 24,
            "end": 24,
          },
          "path": "deploy/agent.yaml",
        },
        "severity": "major",
      },
      {
        "check_name": "host-port",
        "description": "container "agent" opens port 9100 on every node",
        "fingerprint": "634464382343e457f84b6a82dff6c574",
        "location": {
          "lines": {
            "begin": 24,
            "end": 24,
          },
          "path": "deploy/agent.yaml",
        },
        "severity": "info",
      },
      {
        "check_name": "privileged-container",
        "description": "container "agent" is privileged: it owns the node",
        "fingerprint": "126020c864413b0d3a444159afb0275c",
        "location": {
          "lines": {
            "begin": 31,
            "end": 31,
          },
          "path": "deploy/agent.yaml",
        },
        "severity": "critical",
      },
      {
        "check_name": "trampoline-permissions",
        "description": "service account "agent" may read every secret of the cluster",
        "fingerprint": "a08576fd93950528ce7dc1a53668d17e",
        "location": {
          "lines": {
            "begin": 40,
            "end": 40,
          },
          "path": "deploy/agent.yaml",
        },
        "severity": "critical",
      },
      {
        "check_name": "privileged-container",
        "description": "container "agent" is privileged: it owns the node",
        "fingerprint": "d55dbafcdb04ad6555256c8d7451ff03",
        "location": {
          "lines": {
            "begin": 9,
            "end": 9,
          },
          "path": "deploy/other.yaml",
        },
        "severity": "critical",
      },
    ]
  `);
});

test("GitLab entries are whole and their fingerprints unique, whatever the text", () => {
  fc.assert(
    fc.property(hostileInput(), (given) => {
      const entries = JSON.parse(gitlab(given));
      expect(entries).toHaveLength(activeFindings(given.result).length + given.result.errors.length);
      for (const { description, check_name, fingerprint, severity, location } of entries) {
        expect(description).not.toBe("");
        expect(check_name).toMatch(/^[a-z-]+$/);
        expect(fingerprint).toMatch(/^[0-9a-f]{32}$/);
        expect(["info", "minor", "major", "critical", "blocker"]).toContain(severity);
        expect(location.path).not.toMatch(/^\.?\/|(^|\/)\.\.(\/|$)/);
        expect(location.lines.begin).toBeGreaterThanOrEqual(1);
      }
      expect(new Set(entries.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(entries.length);
    }),
    MANY,
  );
});
