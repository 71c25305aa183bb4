import { describe, expect, test } from "vitest";
import { refusals } from "./pod.ts";

const nodes = (...nodeSelectorTerms: object[]) => ({
  affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } } },
});
const labels = (expression: object) => nodes({ matchExpressions: [expression] });
const fields = (requirement: object) => nodes({ matchFields: [requirement] });
const pods = (term: object) => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "k", ...term }] } },
});
const toleration = (toleration: object) => ({ tolerations: [toleration] });
const spread = (...constraints: object[]) => ({
  topologySpreadConstraints: constraints.map((constraint) => ({
    maxSkew: 1,
    topologyKey: "k",
    whenUnsatisfiable: "DoNotSchedule",
    ...constraint,
  })),
});

describe("nodeSelector", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ nodeSelector: { "a/b": "c", d: "" } }, []],
    [{ nodeSelector: { "a b": "c" } }, ["Invalid nodeSelector"]],
    [{ nodeSelector: { a: "b c" } }, ["Invalid nodeSelector"]],
    [{ nodeSelector: { "": "" } }, ["Invalid nodeSelector"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("node affinity", () => {
  test.each<[spec: object, refused: string[]]>([
    [nodes(), ["Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"]],
    [
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } },
      ["Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"],
    ],
    [nodes({}), []],
    [
      {
        affinity: {
          nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] },
          podAffinity: {},
          podAntiAffinity: {},
        },
      },
      [],
    ],
    [labels({ key: "a", operator: "In", values: ["b", ""] }), []],
    [
      labels({ key: "a", operator: "In" }),
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      labels({ key: "a", operator: "NotIn", values: [] }),
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      labels({ key: "a", operator: "Exists", values: ["b"] }),
      [
        "Forbidden affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [labels({ key: "a", operator: "DoesNotExist" }), []],
    [labels({ key: "a", operator: "Gt", values: ["1"] }), []],
    [
      labels({ key: "a", operator: "Lt" }),
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      labels({ key: "a", operator: "Gt", values: ["1", "2"] }),
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [labels({ key: "a", operator: "Gt", values: ["x"] }), []],
    [
      labels({ key: "a", operator: "in", values: ["b"] }),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator",
      ],
    ],
    [
      labels({}),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key",
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator",
      ],
    ],
    [
      labels({ key: "a b", operator: "In", values: ["b", "c d"] }),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key",
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[1]",
      ],
    ],
    [fields({ key: "metadata.name", operator: "In", values: ["a"] }), []],
    [
      fields({ key: "metadata.name", operator: "NotIn", values: ["a", "B"] }),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values[1]",
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values",
      ],
    ],
    [
      fields({ key: "metadata.name", operator: "Exists" }),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].operator",
      ],
    ],
    [
      fields({ key: "spec.x", operator: "In", values: ["A"] }),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key",
      ],
    ],
    [
      fields({}),
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key",
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].operator",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 1, preference: { matchExpressions: [{ key: "a", operator: "In", values: ["b c"] }] } },
              { weight: 100, preference: {} },
              { weight: 101 },
              { preference: { matchFields: [{ key: "metadata.name", operator: "In", values: ["A"] }] } },
            ],
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[2].weight",
        "Invalid affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[3].preference.matchFields[0].values[0]",
        "Invalid affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[3].weight",
      ],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("pod affinity", () => {
  test.each<[spec: object, refused: string[]]>([
    [pods({}), []],
    [
      pods({ topologyKey: "" }),
      [
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
        "Required affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
      ],
    ],
    [
      pods({ topologyKey: "a b" }),
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey"],
    ],
    [
      pods({
        labelSelector: { matchLabels: { a: "b c" }, matchExpressions: [{ key: "a", operator: "In" }] },
        namespaceSelector: { matchLabels: { "a b": "c" } },
      }),
      [
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels",
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector.matchLabels",
        "Required affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].values",
      ],
    ],
    [
      pods({ namespaces: ["a", "A", "a.b"] }),
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespace"],
    ],
    [
      pods({ matchLabelKeys: ["a"] }),
      ["Forbidden affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys"],
    ],
    [
      pods({ mismatchLabelKeys: ["a"] }),
      ["Forbidden affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].mismatchLabelKeys"],
    ],
    [pods({ matchLabelKeys: [], labelSelector: {} }), []],
    [
      pods({ matchLabelKeys: ["a", "b c"], mismatchLabelKeys: ["a", "/"], labelSelector: {} }),
      [
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]",
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[1]",
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].mismatchLabelKeys[1]",
      ],
    ],
    [pods({ matchLabelKeys: ["a"], labelSelector: { matchLabels: { a: "b" } } }), []],
    [
      pods({
        matchLabelKeys: ["x", "a"],
        labelSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "a", operator: "Exists" }] },
      }),
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][1]"],
    ],
    [
      pods({
        matchLabelKeys: ["a", "a"],
        labelSelector: {
          matchExpressions: [
            { key: "a", operator: "Exists" },
            { key: "a", operator: "Exists" },
          ],
        },
      }),
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][1]"],
    ],
    [
      {
        affinity: {
          podAntiAffinity: {
            preferredDuringSchedulingIgnoredDuringExecution: [
              { weight: 50, podAffinityTerm: { topologyKey: "k" } },
              { weight: 0, podAffinityTerm: { topologyKey: "k", namespaces: ["-"] } },
              {},
            ],
          },
        },
      },
      [
        "Invalid affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[1].podAffinityTerm.namespace",
        "Invalid affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[1].weight",
        "Invalid affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[2].podAffinityTerm.topologyKey",
        "Invalid affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[2].weight",
        "Required affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution[2].podAffinityTerm.topologyKey",
      ],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("tolerations", () => {
  test.each<[spec: object, refused: string[]]>([
    [toleration({ operator: "Exists" }), []],
    [toleration({ key: "a" }), []],
    [toleration({ key: "a", operator: "Equal", value: "b", effect: "NoExecute", tolerationSeconds: 0 }), []],
    [toleration({}), ["Invalid tolerations[0].operator"]],
    [toleration({ operator: "Equal", value: "a b" }), ["Invalid tolerations[0].operator"]],
    [toleration({ key: "a b", operator: "Exists" }), ["Invalid tolerations[0].key"]],
    [toleration({ key: "a", operator: "Exists", value: "b" }), ["Invalid tolerations[0].operator"]],
    [toleration({ key: "a", value: "b c" }), ["Invalid tolerations[0].operator"]],
    [toleration({ key: "a", operator: "Gt", value: "1" }), ["NotSupported tolerations[0].operator"]],
    [toleration({ operator: "Lt" }), ["Invalid tolerations[0].operator", "NotSupported tolerations[0].operator"]],
    [toleration({ key: "a", operator: "exists" }), ["NotSupported tolerations[0].operator"]],
    [toleration({ operator: "Exists", effect: "noexecute" }), ["NotSupported tolerations[0].effect"]],
    [toleration({ operator: "Exists", tolerationSeconds: 1 }), ["Invalid tolerations[0].effect"]],
    [
      toleration({ operator: "Exists", effect: "NoSchedule", tolerationSeconds: -1 }),
      ["Invalid tolerations[0].effect"],
    ],
    [toleration({ operator: "Exists", effect: "NoExecute", tolerationSeconds: -1 }), []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("topologySpreadConstraints", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      spread({
        labelSelector: {},
        minDomains: 1,
        nodeAffinityPolicy: "Honor",
        nodeTaintsPolicy: "Ignore",
        matchLabelKeys: ["a"],
      }),
      [],
    ],
    [spread({ topologyKey: "a b" }), []],
    [
      { topologySpreadConstraints: [{}] },
      [
        "Invalid topologySpreadConstraints[0].maxSkew",
        "NotSupported topologySpreadConstraints[0].whenUnsatisfiable",
        "Required topologySpreadConstraints[0].topologyKey",
      ],
    ],
    [
      spread({ maxSkew: -1, whenUnsatisfiable: "Never" }),
      ["Invalid topologySpreadConstraints[0].maxSkew", "NotSupported topologySpreadConstraints[0].whenUnsatisfiable"],
    ],
    [spread({ minDomains: 0 }), ["Invalid topologySpreadConstraints[0].minDomains"]],
    [
      spread({ whenUnsatisfiable: "ScheduleAnyway", minDomains: 1 }),
      ["Invalid topologySpreadConstraints[0].minDomains"],
    ],
    [
      spread({ nodeAffinityPolicy: "honor", nodeTaintsPolicy: "" }),
      [
        "NotSupported topologySpreadConstraints[0].nodeAffinityPolicy",
        "NotSupported topologySpreadConstraints[0].nodeTaintsPolicy",
      ],
    ],
    [
      spread({}, { topologyKey: "l" }, {}, { whenUnsatisfiable: "ScheduleAnyway" }, {}),
      [
        "Duplicate topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}",
        "Duplicate topologySpreadConstraints[2].{topologyKey, whenUnsatisfiable}",
      ],
    ],
    [spread({ matchLabelKeys: ["a"] }), ["Forbidden topologySpreadConstraints[0].matchLabelKeys"]],
    [
      spread({
        matchLabelKeys: ["a", "a b"],
        labelSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "a", operator: "Exists" }] },
      }),
      ["Invalid topologySpreadConstraints[0].matchLabelKeys[1]", "Invalid topologySpreadConstraints[0][0]"],
    ],
    [
      spread({ labelSelector: { matchLabels: { a: "b c" } } }),
      ["Invalid topologySpreadConstraints[0].labelSelector.matchLabels"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("gates", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ schedulingGates: [{ name: "a.b/c" }, { name: "d" }], readinessGates: [{ conditionType: "a.b/c" }] }, []],
    [
      { schedulingGates: [{ name: "a" }, { name: "a" }, { name: "b c" }, {}] },
      ["Duplicate schedulingGates[1]", "Invalid schedulingGates[2]", "Invalid schedulingGates[3]"],
    ],
    [
      { readinessGates: [{}, { conditionType: "a b" }, { conditionType: "a/b/c" }] },
      [
        "Invalid readinessGates[0].conditionType",
        "Invalid readinessGates[1].conditionType",
        "Invalid readinessGates[2].conditionType",
      ],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});
