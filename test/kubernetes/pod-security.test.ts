import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { lint } from "../../src/index.ts";
import {
  enforcedPolicy,
  judgePodSecurity,
  POD_SECURITY_CHECKS,
  type Violation,
  violationsAt,
} from "../../src/kubernetes/pod-security/evaluate.ts";

const LEVELS = ["baseline", "restricted"] as const;

interface Case {
  template: object;
  verdicts: Record<(typeof LEVELS)[number], Record<string, string[]>>;
}

const CASES = gunzipSync(readFileSync(join(import.meta.dirname, "cases/pod-security.jsonl.gz")))
  .toString()
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line) as Case);

/** What makes an offending field harmless; the last key of its path says which it is. */
const CURES: Record<string, unknown> = {
  privileged: false,
  hostNetwork: false,
  hostPID: false,
  hostIPC: false,
  hostPort: 0,
  host: "",
  hostProcess: false,
  drop: ["ALL"],
  procMount: "Default",
  user: "",
  role: "",
  seccompProfile: { type: "RuntimeDefault" },
  name: "net.ipv4.tcp_syncookies",
  allowPrivilegeEscalation: false,
  runAsNonRoot: true,
  runAsUser: 1000,
};

function cure(template: object, path: Violation["paths"][number]): void {
  let at = template as Record<string | number, unknown>;
  for (const [index, key] of path.slice(0, -1).entries()) {
    at[key] ??= typeof path[index + 1] === "number" ? [] : {};
    at = at[key] as Record<string | number, unknown>;
  }
  const last = path.at(-1) ?? "";
  const above = path.at(-2);
  if (typeof last === "number") at[last] = "NET_BIND_SERVICE";
  else if (above === "annotations") at[last] = "runtime/default";
  else if (last === "type") at[last] = above === "seLinuxOptions" ? "container_t" : "RuntimeDefault";
  else if (path[1] === "volumes") at[last] = null;
  else at[last] = CURES[last];
}

test("the places of a violation are all it takes to mend it, and none too many", () => {
  const seen = new Set<string>();
  for (const { template } of CASES.slice(0, 400)) {
    for (const level of LEVELS) {
      const violations = violationsAt(judgePodSecurity(template), level);
      for (const { id, paths } of violations) {
        seen.add(id);
        const remaining = (cured: typeof paths) => {
          const copy = structuredClone(template);
          for (const path of cured) cure(copy, path);
          return violationsAt(judgePodSecurity(copy), level).filter((violation) => violation.id === id);
        };
        expect(remaining(paths), JSON.stringify({ id, paths, template })).toEqual([]);
        for (const left of paths) {
          const others = remaining(paths.filter((path) => path !== left));
          expect(others.length, JSON.stringify({ id, left, template })).toBe(1);
        }
      }
    }
  }
  expect([...seen].sort()).toEqual(POD_SECURITY_CHECKS.map(({ id }) => id).sort());
});

for (const [turn, level] of LEVELS.entries()) {
  test(`preset pss-${level} finds what Kubernetes refuses, control by control`, () => {
    const cases = CASES.filter((_, index) => index % 2 === turn);
    const sources = cases.map(({ template }, index) => {
      const manifest = { apiVersion: "apps/v1", kind: "DaemonSet", metadata: { name: "a" }, spec: { template } };
      return { file: String(index), content: JSON.stringify(manifest) };
    });
    const { findings, errors } = lint(sources, { preset: `pss-${level}` });
    expect(errors).toEqual([]);
    expect(findings.every(({ severity, pss }) => severity === "error" && pss?.length === 1)).toBe(true);
    const found = cases.map(() => new Set<string>());
    for (const { place, pss = [] } of findings) for (const id of pss) found[Number(place.file)]?.add(id);
    expect(found.map((ids) => [...ids].sort())).toEqual(
      cases.map(({ verdicts }) => [...(verdicts[level]["latest"] ?? [])].sort()),
    );
  });
}

test("values of the wrong type are none, whatever their name", () => {
  const template = {
    metadata: { annotations: "none" },
    spec: {
      hostNetwork: "true",
      securityContext: [],
      containers: [{ securityContext: { privileged: "yes", capabilities: "ALL" }, ports: {} }, 7, null],
      volumes: [{ hostPath: null }, "x"],
      constructor: { hostPath: {} },
    },
  };
  expect(violationsAt(judgePodSecurity(template), "baseline")).toEqual([]);
  expect(violationsAt(judgePodSecurity(undefined), "restricted")).toEqual([]);
});

test("each detail says what is wrong in a few words", () => {
  const details = (spec: object, level: (typeof LEVELS)[number] = "baseline") =>
    violationsAt(judgePodSecurity({ spec }), level).map(({ detail }) => detail);
  const container = (securityContext: object) => ({ containers: [{ name: "a", securityContext }] });
  expect(details(container({ privileged: true }))).toEqual(['container "a" privileged']);
  expect(details({ hostPID: true, hostIPC: true })).toEqual(["hostPID, hostIPC"]);
  expect(details({ containers: [{ name: "a", ports: [{ hostPort: 1 }, { hostPort: 2 }, { hostPort: 1 }] }] })).toEqual([
    "host ports 1, 2",
  ]);
  expect(details({ volumes: [{ name: "v", hostPath: {} }] })).toEqual(['hostPath "v"']);
  expect(details(container({ capabilities: { add: ["NET_RAW"] } }))).toEqual(['capabilities "NET_RAW" added']);
  expect(details(container({ procMount: "Unmasked" }))).toEqual(['unmasked /proc in container "a"']);
  expect(details(container({ seLinuxOptions: { type: "spc_t" } }))).toEqual(['SELinux "spc_t"']);
  expect(details(container({ appArmorProfile: { type: "Unconfined" } }))).toEqual(['AppArmor "Unconfined"']);
  expect(details({ securityContext: { sysctls: [{ name: "x" }] } })).toEqual(['sysctls "x"']);
  expect(details({ securityContext: { windowsOptions: { hostProcess: true } } })).toEqual(["Windows HostProcess"]);
  expect(details({ containers: [{ lifecycle: { preStop: { httpGet: { host: "h" } } } }] })).toEqual([
    'probe or hook of host "h"',
  ]);
  expect(details({ volumes: [{ name: "v", nfs: {} }] }, "restricted")).toEqual(['nfs "v"']);
  const two = {
    containers: [{ name: "a" }, { name: "b", securityContext: { seccompProfile: { type: "Unconfined" } } }],
  };
  expect(details(two, "restricted")).toEqual([
    'privilege escalation in containers "a", "b"',
    'containers "a", "b" not dropping "ALL"',
    'runAsNonRoot not set for containers "a", "b"',
    'seccomp "Unconfined" and no seccomp profile for container "a"',
  ]);
});

test("labels that can't be read count as the strictest", () => {
  expect(enforcedPolicy(undefined)).toEqual({ level: "privileged", version: "latest", valid: true });
  expect(enforcedPolicy({ "pod-security.kubernetes.io/enforce": "Baseline" })).toEqual({
    level: "restricted",
    version: "latest",
    valid: false,
  });
});
