import fc from "fast-check";
import { expect, test } from "vitest";
import { compact } from "../../src/report/compact.ts";
import { text } from "../../src/report/text.ts";
import { hostileInput } from "./arbitrary.ts";
import { FINDINGS, finding, input, place } from "./sample.ts";

const ACTS = /[\0-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]|##\w*\[/;
// biome-ignore lint/complexity/useRegexLiterals: the sequences that the style writes, and no others
const SGR = new RegExp("\\x1b\\[(?:0|1|2|32|33|36|1;31)m", "g");

test("text groups by file and resource, underlines, explains a rule once, and sums up", () => {
  expect(text(input())).toMatchInlineSnapshot(`
    "deploy/agent.yaml  DaemonSet logging/agent

      warning  container "agent" has no memory limit: a leak in it takes the memory of the other pods of
               the node, on every node at once [missing-resource-limits]
       24:11 │         - name: agent
             │           ^^^^ spec.template.spec.containers[0].resources.limits
          why  An agent that leaks takes the memory of every other pod of the node, on every node at
               once.
      instead  Set \`resources.limits.memory\`, somewhat above what the agent uses at its busiest.
          fix  add \`limits: {memory: 256Mi}\` (unsafe: look at what it changes)

      note     container "agent" opens port 9100 on every node [host-port]
       24:11 │         - name: agent
             │           ^^^^ spec.template.spec.containers[0].ports[0].hostPort
          why  The port is open on every node, past network policies.
      instead  Use a Service with \`internalTrafficPolicy: Local\`.

      error    container "agent" is privileged: it owns the node [privileged-container]
       31:25 │             privileged: true
             │                         ^^^^
          why  A privileged container has every capability, sees every device and may load kernel
               modules. Whoever breaks into it owns the node, and with it the secrets of every pod that
               runs there.
      instead  Remove \`privileged: true\` and add the one capability that the agent needs, such as
               \`CAP_SYS_PTRACE\`, under \`securityContext.capabilities.add\`.

      error    service account "agent" may read every secret of the cluster [trampoline-permissions]
       40:27 │       serviceAccountName: agent
             │                           ^^^^^
          see  ClusterRoleBinding "agent" gives it ClusterRole "reader" (deploy/rbac.yaml:8:9)
         8:9 │   name: reader
             │         ^^^^^^
          see  which allows to list secrets (deploy/rbac.yaml:20:17)
       20:17 │     resources: ["secrets"]
             │                 ^^^^^^^^^
          why  The service account's token lies on every node. Whoever owns one node holds it.
      instead  Bind a Role that names what the agent reads.

    deploy/other.yaml  DaemonSet other

      error    container "agent" is privileged: it owns the node [privileged-container]
        9:25 │             privileged: true
             │                         ^^^^

    deploy/broken.yaml:7:3: error: a mapping key has no value
    skipped: 2 files: a Helm template: render it first
      charts/a/templates/ds.yaml
      charts/a/templates/other.yaml
    skipped: overlay/patch.yaml: a Kustomize patch, part of an object

    Found 3 errors, 1 warning, 1 note in 2 DaemonSets (3 files, 9 documents). 1 file could not be fully checked.
    "
  `);
});

test("compact is a line a finding, and a line an error", () => {
  expect(compact(input())).toMatchInlineSnapshot(`
    "deploy/agent.yaml:24:11: warning: container "agent" has no memory limit: a leak in it takes the memory of the other pods of the node, on every node at once [missing-resource-limits]
    deploy/agent.yaml:24:11: note: container "agent" opens port 9100 on every node [host-port]
    deploy/agent.yaml:31:25: error: container "agent" is privileged: it owns the node [privileged-container]
    deploy/agent.yaml:40:27: error: service account "agent" may read every secret of the cluster [trampoline-permissions]
    deploy/other.yaml:9:25: error: container "agent" is privileged: it owns the node [privileged-container]
    deploy/broken.yaml:7:3: error: a mapping key has no value
    "
  `);
});

test("text in colour says the same", () => {
  const colored = text(input({}, { color: true }));
  expect(colored).toMatch(SGR);
  expect(colored.replace(SGR, "")).toBe(text(input()));
});

test("text leaves errors and skipped files to a caller that says them itself", () => {
  const said = text(input({}, { notices: false }));
  expect(said).not.toContain("a mapping key has no value");
  expect(said).not.toContain("skipped");
  expect(said).toContain("1 file could not be fully checked.");
});

test("text of a run without findings is one line", () => {
  const clean = { findings: [], errors: [], skipped: [] };
  expect(text(input(clean))).toBe("Nothing found in 2 DaemonSets (3 files, 9 documents).\n");
  const summary = { files: 1, documents: 2, daemonSets: 0, findings: { error: 0, warning: 0, note: 0 } };
  expect(text(input({ ...clean, summary }))).toBe("No DaemonSet found in 1 file (2 documents).\n");
  expect(text(input({ ...clean, summary }, { notices: false }))).toBe("");
});

test("text names a missing field's path beside its ancestor, and a written one's not", () => {
  const missing = finding({
    place: place({ path: "spec.updateStrategy", source: "spec:", line: 6, endLine: 6, column: 1, endColumn: 5 }),
  });
  expect(text(input({ findings: [missing] }))).toContain("│ ^^^^ spec.updateStrategy\n");
  expect(text(input({ findings: [finding()] }))).toContain("^^^^\n");
});

test("text and compact mark what is waived, with the reason, and don't explain it", () => {
  const waived = finding({ suppressed: { kind: "inSource", justification: "the CNI writes iptables" } });
  expect(text(input({ findings: [waived] }, { notices: false }))).toMatchInlineSnapshot(`
    "deploy/agent.yaml  DaemonSet logging/agent

      waived   container "agent" is privileged: it owns the node [privileged-container]
       reason  the CNI writes iptables
       31:25 │             privileged: true
             │                         ^^^^

    Nothing found in 2 DaemonSets (3 files, 9 documents). 1 file could not be fully checked.
    "
  `);
  expect(compact(input({ findings: [waived], errors: [] }))).toContain(
    "[privileged-container] (waived: the CNI writes iptables)\n",
  );
});

test("text of many findings ends with how many each rule made, the gravest first", () => {
  const findings = Array.from({ length: 40 }, (_, i) =>
    finding({ rule: `rule-${i < 12 ? 0 : i}`, severity: i < 12 || i === 20 ? "warning" : i === 39 ? "note" : "error" }),
  );
  const said = text(input({ findings }, { notices: false }));
  expect(said).toContain("\n\n        1  error    rule-12\n        1  error    rule-13\n");
  expect(said).toContain("        1  error    rule-27\n       25  more, by other rules or less grave\n\nFound ");
  expect(said).not.toContain("--baseline");
  const few = text(input({ findings: findings.slice(0, 25) }));
  expect(few).toContain(
    "        1  error    rule-24\n       12  warning  rule-0\n        1  warning  rule-20\n\nFound ",
  );
  expect(text(input({ findings: findings.slice(0, 24) }))).not.toContain("  rule-0\n\nFound");
});

test("text of so many findings that nobody reads them tells how to go on", () => {
  const findings = Array.from({ length: 200 }, () => finding());
  const advice =
    /\n {6}200 {2}error {4}privileged-container\n\nOne line a finding: --format compact\.[\s\S]+--update-baseline[\s\S]+\n\nFound/;
  expect(text(input({ findings }))).toMatch(advice);
  expect(text(input({ findings: findings.slice(1) }))).not.toContain("--update-baseline");
});

test("text keeps to the width, however wide the source, except for words that can't be broken", () => {
  const long = finding({
    message: "word ".repeat(60).trim(),
    place: place({ source: `key: ${"x".repeat(150)} marked ${"y".repeat(30)}`, column: 157, endColumn: 163 }),
  });
  for (const width of [40, 60, 80, 200]) {
    const lines = text(input({ findings: [...FINDINGS.slice(0, 2), long] }, { width, notices: false })).split("\n");
    const wrapped = lines.filter((line) => !/[\w.]{20}|DaemonSets? /.test(line) || line.includes("│"));
    expect(wrapped.length).toBeGreaterThan(20);
    for (const line of wrapped) expect(line.length).toBeLessThanOrEqual(width);
  }
});

test("nothing in text or compact acts on a terminal or a build server", () => {
  fc.assert(
    fc.property(hostileInput({ color: true }), fc.integer({ min: 1, max: 200 }), (given, width) => {
      const plain = text({ ...given, options: { width } });
      expect(plain).not.toMatch(ACTS);
      expect(text({ ...given, options: { width, color: true } }).replace(SGR, "")).not.toMatch(ACTS);
      const lines = compact(given).split("\n").slice(0, -1);
      expect(lines).toHaveLength(given.result.findings.length + given.result.errors.length);
      for (const line of lines) {
        expect(line).not.toMatch(ACTS);
        expect(line.trimStart().startsWith("::")).toBe(false);
      }
    }),
    { numRuns: 100 },
  );
});

test("text names the file of a related place only where it is another", () => {
  const there = place({ line: 8, column: 3, source: "  name: reader" });
  const related = [
    { message: "it is mounted here", place: there },
    { message: "it is granted here", place: { ...there, file: "deploy/rbac.yaml" } },
  ];
  const shown = text(input({ findings: [finding({ related })] }));
  expect(shown).toMatch(/see {2}it is mounted here\n +8:3 │/);
  expect(shown).toContain("see  it is granted here (deploy/rbac.yaml:8:3)\n");
});
