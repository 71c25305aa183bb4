// What Kubernetes' own packages answer to random questions, made by scripts/kubernetes-cases.mjs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { defaultPullPolicy, parseImageReference } from "../../src/kubernetes/image.ts";
import { scaleIntOrPercent } from "../../src/kubernetes/int-or-string.ts";
import { compileSelector, type LabelSelector, type Labels } from "../../src/kubernetes/label-selector.ts";
import {
  canShareNode,
  matchesNode,
  type NodeFacts,
  type NodeSelection,
  selectionContradiction,
} from "../../src/kubernetes/node-affinity.ts";
import { enforcedPolicy, judgePodSecurity, violationsAt } from "../../src/kubernetes/pod-security/evaluate.ts";
import { hostPorts, hostPortsConflict, type PortPodSpec } from "../../src/kubernetes/ports.ts";
import { qosClass } from "../../src/kubernetes/qos.ts";
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  roundUpQuantity,
  scaledValue,
  signOf,
} from "../../src/kubernetes/quantity.ts";
import { podRequests, type ResourcePodSpec } from "../../src/kubernetes/resources.ts";
import {
  type Taint,
  type Toleration,
  toleratesTaint,
  withControllerTolerations,
} from "../../src/kubernetes/tolerations.ts";

const FOLDER = process.env["DSLINT_KUBERNETES_CASES"] ?? join(import.meta.dirname, "cases");

/** Asserts that every case of a topic is answered alike, and that there are enough of them. */
function agrees<Case>(
  topic: string,
  least: number,
  answers: (given: Case) => { ours: unknown; theirs: unknown },
): void {
  test(topic, { timeout: 600_000 }, () => {
    const lines = gunzipSync(readFileSync(join(FOLDER, `${topic}.jsonl.gz`)))
      .toString()
      .trimEnd()
      .split("\n");
    expect(lines.length).toBeGreaterThanOrEqual(least);
    const differing = lines.filter((line) => {
      const { ours, theirs } = answers(JSON.parse(line) as Case);
      return !isDeepStrictEqual(ours, theirs);
    });
    const [first] = differing;
    if (first === undefined) return;
    const { ours, theirs } = answers(JSON.parse(first) as Case);
    expect(ours, `${differing.length} of ${lines.length} differ, the first of them ${first}`).toStrictEqual(theirs);
  });
}

interface QuantityCase {
  texts: [string, string];
  quantities: ({ text: string; sign: number; value: string; milli: string; rounded: string } | null)[];
  order?: number;
  sum?: string;
}

agrees<QuantityCase>("quantities", 4000, ({ texts, quantities, order, sum }) => {
  const parsed = texts.map((text) => parseQuantity(text));
  const [a, b] = parsed;
  const describe = (quantity: Quantity) => ({
    text: formatQuantity(quantity),
    sign: signOf(quantity),
    value: String(scaledValue(quantity, 0)),
    milli: String(scaledValue(quantity, -3)),
    rounded: formatQuantity(roundUpQuantity(quantity, -3)),
  });
  const both = a !== undefined && b !== undefined;
  return {
    ours: {
      quantities: parsed.map((quantity) => (quantity === undefined ? null : describe(quantity))),
      ...(both ? { order: compareQuantities(a, b), sum: formatQuantity(addQuantities(a, b)) } : {}),
    },
    theirs: { quantities, ...(both ? { order, sum } : {}) },
  };
});

agrees<{ toleration: Toleration; taint: Taint; tolerates: boolean }>("tolerations", 3000, (given) => ({
  ours: toleratesTaint(given.toleration, given.taint),
  theirs: given.tolerates,
}));

agrees<{ tolerations: Toleration[]; hostNetwork: boolean; result: Toleration[] }>("controller", 500, (given) => {
  // What is empty or null is left out where Kubernetes writes it.
  const written = (toleration: Toleration) =>
    Object.fromEntries(
      Object.entries(toleration).filter(
        ([key, value]) => value !== null && (value !== "" || key === "tolerationSeconds"),
      ),
    );
  return { ours: withControllerTolerations(given.tolerations, given.hostNetwork).map(written), theirs: given.result };
});

interface AffinityCase {
  spec: NodeSelection;
  node: NodeFacts;
  matches: boolean;
}

agrees<AffinityCase>("affinity", 4000, ({ spec, node, matches }) => ({
  ours: {
    matches: matchesNode(spec, node),
    // A node that is selected is proof that one can be.
    possible: !matches || (selectionContradiction(spec) === undefined && canShareNode(spec, spec)),
  },
  theirs: { matches, possible: true },
}));

agrees<{ selector: LabelSelector | null; labels: Labels; matches: boolean | null; empty?: boolean }>(
  "selectors",
  3000,
  ({ selector, labels, matches, empty }) => {
    const compiled = compileSelector(selector);
    return {
      ours: compiled === undefined ? null : [compiled.matches(labels), compiled.empty],
      theirs: matches === null ? null : [matches, empty],
    };
  },
);

interface ImageCase {
  image: string;
  parts?: { registry: string; repository: string; tag?: string; digest?: string };
  pullPolicy: string;
}

agrees<ImageCase>("images", 1500, ({ image, parts, pullPolicy }) => ({
  ours: [parseImageReference(image), defaultPullPolicy(image)],
  theirs: [parts === undefined ? undefined : { tag: undefined, digest: undefined, ...parts }, pullPolicy],
}));

agrees<{ value: number | string; total: number; up?: number; down?: number }>("percentages", 500, (given) => ({
  ours: [scaleIntOrPercent(given.value, given.total, "up"), scaleIntOrPercent(given.value, given.total, "down")],
  theirs: [given.up, given.down],
}));

agrees<{ spec: ResourcePodSpec; qos: string; requests: Record<string, string> }>("resources", 1000, (given) => ({
  ours: {
    qos: qosClass(given.spec),
    requests: Object.fromEntries(
      [...podRequests(given.spec)]
        .filter(([, amount]) => signOf(amount) !== 0)
        .map(([name, amount]) => [
          name,
          compareQuantities(amount, parseQuantity(given.requests[name] ?? "-1") as Quantity),
        ]),
    ),
  },
  theirs: { qos: given.qos, requests: Object.fromEntries(Object.keys(given.requests).map((name) => [name, 0])) },
}));

agrees<{ specs: [PortPodSpec, PortPodSpec]; counts: number[]; conflict: boolean }>("ports", 1000, (given) => {
  const [a, b] = given.specs.map(hostPorts) as [ReturnType<typeof hostPorts>, ReturnType<typeof hostPorts>];
  return {
    ours: [[a.length, b.length], a.some((port) => b.some((other) => hostPortsConflict(port, other)))],
    theirs: [given.counts, given.conflict],
  };
});

interface PodSecurityCase {
  template: unknown;
  verdicts: Record<"baseline" | "restricted", Record<string, string[]>>;
}

agrees<PodSecurityCase>("pod-security", 2500, ({ template, verdicts }) => {
  const judged = judgePodSecurity(template);
  return {
    ours: Object.fromEntries(
      (["baseline", "restricted"] as const).map((level) => [
        level,
        Object.fromEntries(
          Object.keys(verdicts[level]).map((version) => {
            const violations = violationsAt(judged, level, version === "latest" ? version : Number(version));
            return [version, violations.map(({ id }) => id).sort()];
          }),
        ),
      ]),
    ),
    theirs: Object.fromEntries(
      Object.entries(verdicts).map(([level, versions]) => [
        level,
        Object.fromEntries(Object.entries(versions).map(([version, ids]) => [version, [...ids].sort()])),
      ]),
    ),
  };
});

agrees<{ labels: Record<string, string>; level: string; version: "latest" | number; valid: boolean }>(
  "policies",
  200,
  ({ labels, ...theirs }) => ({ ours: enforcedPolicy(labels), theirs }),
);
