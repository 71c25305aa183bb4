import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { lint } from "../../src/index.ts";

// What a manifest holds may be of any type. A rule that doesn't expect it judges nothing, and never crashes.

type Value = string | number | boolean | null | Value[] | { [key: string]: Value };

/** Written as it is and not in quotes: numbers that JavaScript would write otherwise. */
const literal = (text: string) => `@@${text}@@`;
const write = (value: Value) => JSON.stringify(value).replace(/"@@([^"@]*)@@"/g, "$1");

const names = fc.constantFrom("app", "name", "constructor", "__proto__", "toString");
const scalar = fc.constantFrom<Value>(
  ...["agent", "", "1Gi", "Always", "constructor", "__proto__", "$" + "{LATER}", "x".repeat(400)],
  ...[0, 5, -1, 1.5, -2147483649, true, false, null],
  ...["1.0", "1e3", "-0", "1e400", "99999999999999999999"].map(literal),
);
const mapOf = (of: fc.Arbitrary<Value>) =>
  // fc.dictionary would make `__proto__` the prototype.
  fc.array(fc.tuple(names, of), { maxLength: 2 }).map((entries): Value => Object.fromEntries(entries));
const shallow = fc.oneof(fc.array(scalar, { maxLength: 2 }), mapOf(scalar)) as fc.Arbitrary<Value>;
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 2, arbitrary: shallow },
  { weight: 1, arbitrary: fc.array(shallow, { minLength: 1, maxLength: 2 }) as fc.Arbitrary<Value> },
  { weight: 1, arbitrary: mapOf(shallow) },
);

/** Every kind that a rule looks at is among the fixtures. */
const objects: Value[] = readdirSync("fixtures", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .flatMap((name) => parseAllDocuments(readFileSync(join("fixtures", name), "utf8"), { logLevel: "silent" }))
  .map((document) => (document.errors.length > 0 ? null : document.toJS()))
  .filter((object) => typeof object?.kind === "string" && typeof object.apiVersion === "string");
const isDaemonSet = (object: Value) => (object as { kind: string }).kind === "DaemonSet";
const [daemonSets, others] = [objects.filter(isDaemonSet), objects.filter((object) => !isDaemonSet(object))];

/** The places of an object below its kind and version, the maps and lists that they are in before them. */
function placesOf(object: Value, below: readonly string[] = []): (readonly string[])[] {
  if (typeof object !== "object" || object === null) return [];
  return Object.entries(object)
    .filter(([key]) => below.length > 0 || (key !== "kind" && key !== "apiVersion"))
    .flatMap(([key, inner]) => [[...below, key], ...placesOf(inner, [...below, key])]);
}

function replaced(object: Value, [key, ...rest]: readonly string[], by: Value): Value {
  if (key === undefined || typeof object !== "object" || object === null) return by;
  const inner = replaced((object as { [key: string]: Value })[key] ?? null, rest, by);
  if (Array.isArray(object)) return object.map((item, index) => (String(index) === key ? inner : item));
  return Object.fromEntries(Object.entries(object).map(([other, item]) => [other, other === key ? inner : item]));
}

const spoilt = (of: readonly Value[]) =>
  fc
    .record({ object: fc.constantFrom(...of), changes: fc.array(fc.tuple(fc.nat(), value), { maxLength: 2 }) })
    .map(({ object, changes }) =>
      changes.reduce((changed, [at, by]) => {
        const places = placesOf(changed);
        const place = places[at % places.length];
        return place === undefined ? changed : replaced(changed, place, by);
      }, object),
    );

const cluster = { nodes: 100, nodeAllocatable: { cpu: "2", memory: "4Gi" } };

test("values of any types make no rule crash", () => {
  fc.assert(
    fc.property(
      fc.array(spoilt(daemonSets), { minLength: 1, maxLength: 3 }),
      fc.array(spoilt(others), { maxLength: 3 }),
      fc.constantFrom("strict", "pss-restricted", "validity"),
      (some, beside, preset) => {
        const { findings, errors } = lint([...some, ...beside].map(write).join("\n---\n"), { preset, cluster });
        expect(errors.filter(({ message }) => message.includes("failed here"))).toEqual([]);
        expect(findings.filter(({ message }) => /\[object |native code/.test(message))).toEqual([]);
      },
    ),
    { numRuns: 300 },
  );
});

const labelled = (labels: Value, spec: { [key: string]: Value } = {}, selector: Value = { app: "agent" }) => ({
  apiVersion: "apps/v1",
  kind: "DaemonSet",
  metadata: { name: "agent", namespace: "agents" },
  spec: {
    selector: { matchLabels: selector },
    template: { metadata: { labels }, spec: { containers: [{ name: "agent", image: "agent:1" }], ...spec } },
  },
});
const agent = labelled({ app: "agent" });
const beside = (kind: string, rest: { [key: string]: Value }) => ({
  apiVersion: "v1",
  kind,
  metadata: { name: "beside", namespace: "agents", annotations: { "prometheus.io/scrape": "true" } },
  ...rest,
});

/** For each rule, objects of which it has something to say, and the same ones but for a value of a wrong type. */
const cases: readonly [string, readonly Value[], readonly Value[]][] = [
  [
    "daemonset-without-monitoring",
    [agent, beside("Service", { spec: { selector: { app: "other" } } })],
    [labelled({ app: { name: "agent" } }), beside("Service", { spec: { selector: { app: "other" } } })],
  ],
  [
    "daemonset-without-monitoring",
    [agent, beside("PodMonitor", { spec: { selector: { matchLabels: { app: "other" } } } })],
    [agent, beside("PodMonitor", { spec: { selector: { matchLabels: { app: ["other"] } } } })],
  ],
  [
    "unsatisfiable-node-selection",
    [{ ...labelled({ app: "agent" }, { nodeSelector: { pool: "a" }, affinity: requires(["b"]) }) }],
    [{ ...labelled({ app: "agent" }, { nodeSelector: { pool: "a" }, affinity: requires([{}]) }) }],
  ],
  [
    "oversized-node-footprint",
    [labelled({ app: "agent" }, { nodeSelector: { pool: "a" }, resources: { requests: { cpu: "1" } } })],
    [labelled({ app: "agent" }, { nodeSelector: { pool: ["a"] }, resources: { requests: { cpu: "1" } } })],
  ],
  [
    "shared-volume-claim",
    [claiming(), beside("PersistentVolumeClaim", { spec: { accessModes: ["ReadWriteOnce"] } })],
    [claiming(), beside("PersistentVolumeClaim", { spec: { accessModes: "ReadWriteOnce" } })],
  ],
  ["missing-host-path-type", [mounting("v")], [mounting(["v"])]],
];

function mounting(name: Value): Value {
  return labelled(
    { app: "agent" },
    {
      containers: [{ name: "agent", image: "agent:1", volumeMounts: [{ name, mountPath: "/v" }] }],
      volumes: [{ name, hostPath: { path: "/v" } }],
    },
  );
}

function requires(values: Value): Value {
  const nodeSelectorTerms = [{ matchExpressions: [{ key: "pool", operator: "In", values }] }];
  return { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } };
}

function claiming(): Value {
  return labelled({ app: "agent" }, { volumes: [{ name: "v", persistentVolumeClaim: { claimName: "beside" } }] });
}

test.each(cases)("%s says nothing of what it can't know", (rule, known, unknown) => {
  const found = (all: readonly Value[]) => {
    const { findings, errors } = lint(all.map(write).join("\n---\n"), { only: [rule], preset: "strict", cluster });
    expect(errors).toEqual([]);
    return findings.length;
  };
  expect(found(known)).toBe(1);
  expect(found(unknown)).toBe(0);
});
