import { describe, expect, test } from "vitest";
import { refusals } from "./pod.ts";

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
    [
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } } } },
      ["Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"],
    ],
    [
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: {} } } },
      ["Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms"],
    ],
    [
      { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{}] } } } },
      [],
    ],
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
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "In", values: ["b", ""] }] }],
            },
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "In" }] }],
            },
          },
        },
      },
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "NotIn", values: [] }] }],
            },
          },
        },
      },
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Exists", values: ["b"] }] }],
            },
          },
        },
      },
      [
        "Forbidden affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "DoesNotExist" }] }],
            },
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["1"] }] }],
            },
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Lt" }] }],
            },
          },
        },
      },
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["1", "2"] }] }],
            },
          },
        },
      },
      [
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "Gt", values: ["x"] }] }],
            },
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a", operator: "in", values: ["b"] }] }],
            },
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{}] }] },
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key",
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].operator",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [{ key: "a b", operator: "In", values: ["b", "c d"] }] }],
            },
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].key",
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values[1]",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "In", values: ["a"] }] }],
            },
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "NotIn", values: ["a", "B"] }] }],
            },
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values[1]",
        "Required affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].values",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchFields: [{ key: "metadata.name", operator: "Exists" }] }],
            },
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].operator",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchFields: [{ key: "spec.x", operator: "In", values: ["A"] }] }],
            },
          },
        },
      },
      [
        "Invalid affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchFields[0].key",
      ],
    ],
    [
      {
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchFields: [{}] }] },
          },
        },
      },
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
    [{ affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "k" }] } } }, []],
    [
      { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "" }] } } },
      [
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
        "Required affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey",
      ],
    ],
    [
      { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "a b" }] } } },
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey"],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                topologyKey: "k",
                labelSelector: { matchLabels: { a: "b c" }, matchExpressions: [{ key: "a", operator: "In" }] },
                namespaceSelector: { matchLabels: { "a b": "c" } },
              },
            ],
          },
        },
      },
      [
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchLabels",
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespaceSelector.matchLabels",
        "Required affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].labelSelector.matchExpressions[0].values",
      ],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "k", namespaces: ["a", "A", "a.b"] }],
          },
        },
      },
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].namespace"],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "k", matchLabelKeys: ["a"] }],
          },
        },
      },
      ["Forbidden affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys"],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "k", mismatchLabelKeys: ["a"] }],
          },
        },
      },
      ["Forbidden affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].mismatchLabelKeys"],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: "k", matchLabelKeys: [], labelSelector: {} },
            ],
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: "k", matchLabelKeys: ["a", "b c"], mismatchLabelKeys: ["a", "/"], labelSelector: {} },
            ],
          },
        },
      },
      [
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[0]",
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].matchLabelKeys[1]",
        "Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].mismatchLabelKeys[1]",
      ],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: "k", matchLabelKeys: ["a"], labelSelector: { matchLabels: { a: "b" } } },
            ],
          },
        },
      },
      [],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                topologyKey: "k",
                matchLabelKeys: ["x", "a"],
                labelSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "a", operator: "Exists" }] },
              },
            ],
          },
        },
      },
      ["Invalid affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0][1]"],
    ],
    [
      {
        affinity: {
          podAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              {
                topologyKey: "k",
                matchLabelKeys: ["a", "a"],
                labelSelector: {
                  matchExpressions: [
                    { key: "a", operator: "Exists" },
                    { key: "a", operator: "Exists" },
                  ],
                },
              },
            ],
          },
        },
      },
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
    [{ tolerations: [{ operator: "Exists" }] }, []],
    [{ tolerations: [{ key: "a" }] }, []],
    [{ tolerations: [{ key: "a", operator: "Equal", value: "b", effect: "NoExecute", tolerationSeconds: 0 }] }, []],
    [{ tolerations: [{}] }, ["Invalid tolerations[0].operator"]],
    [{ tolerations: [{ operator: "Equal", value: "a b" }] }, ["Invalid tolerations[0].operator"]],
    [{ tolerations: [{ key: "a b", operator: "Exists" }] }, ["Invalid tolerations[0].key"]],
    [{ tolerations: [{ key: "a", operator: "Exists", value: "b" }] }, ["Invalid tolerations[0].operator"]],
    [{ tolerations: [{ key: "a", value: "b c" }] }, ["Invalid tolerations[0].operator"]],
    [{ tolerations: [{ key: "a", operator: "Gt", value: "1" }] }, ["NotSupported tolerations[0].operator"]],
    [
      { tolerations: [{ operator: "Lt" }] },
      ["Invalid tolerations[0].operator", "NotSupported tolerations[0].operator"],
    ],
    [{ tolerations: [{ key: "a", operator: "exists" }] }, ["NotSupported tolerations[0].operator"]],
    [{ tolerations: [{ operator: "Exists", effect: "noexecute" }] }, ["NotSupported tolerations[0].effect"]],
    [{ tolerations: [{ operator: "Exists", tolerationSeconds: 1 }] }, ["Invalid tolerations[0].effect"]],
    [
      { tolerations: [{ operator: "Exists", effect: "NoSchedule", tolerationSeconds: -1 }] },
      ["Invalid tolerations[0].effect"],
    ],
    [{ tolerations: [{ operator: "Exists", effect: "NoExecute", tolerationSeconds: -1 }] }, []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("topologySpreadConstraints", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "k",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: {},
            minDomains: 1,
            nodeAffinityPolicy: "Honor",
            nodeTaintsPolicy: "Ignore",
            matchLabelKeys: ["a"],
          },
        ],
      },
      [],
    ],
    [{ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: "a b", whenUnsatisfiable: "DoNotSchedule" }] }, []],
    [
      { topologySpreadConstraints: [{}] },
      [
        "Invalid topologySpreadConstraints[0].maxSkew",
        "NotSupported topologySpreadConstraints[0].whenUnsatisfiable",
        "Required topologySpreadConstraints[0].topologyKey",
      ],
    ],
    [
      { topologySpreadConstraints: [{ maxSkew: -1, topologyKey: "k", whenUnsatisfiable: "Never" }] },
      ["Invalid topologySpreadConstraints[0].maxSkew", "NotSupported topologySpreadConstraints[0].whenUnsatisfiable"],
    ],
    [
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "DoNotSchedule", minDomains: 0 },
        ],
      },
      ["Invalid topologySpreadConstraints[0].minDomains"],
    ],
    [
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "ScheduleAnyway", minDomains: 1 },
        ],
      },
      ["Invalid topologySpreadConstraints[0].minDomains"],
    ],
    [
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "k",
            whenUnsatisfiable: "DoNotSchedule",
            nodeAffinityPolicy: "honor",
            nodeTaintsPolicy: "",
          },
        ],
      },
      [
        "NotSupported topologySpreadConstraints[0].nodeAffinityPolicy",
        "NotSupported topologySpreadConstraints[0].nodeTaintsPolicy",
      ],
    ],
    [
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "l", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "DoNotSchedule" },
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "ScheduleAnyway" },
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "DoNotSchedule" },
        ],
      },
      [
        "Duplicate topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}",
        "Duplicate topologySpreadConstraints[2].{topologyKey, whenUnsatisfiable}",
      ],
    ],
    [
      {
        topologySpreadConstraints: [
          { maxSkew: 1, topologyKey: "k", whenUnsatisfiable: "DoNotSchedule", matchLabelKeys: ["a"] },
        ],
      },
      ["Forbidden topologySpreadConstraints[0].matchLabelKeys"],
    ],
    [
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "k",
            whenUnsatisfiable: "DoNotSchedule",
            matchLabelKeys: ["a", "a b"],
            labelSelector: { matchLabels: { a: "b" }, matchExpressions: [{ key: "a", operator: "Exists" }] },
          },
        ],
      },
      ["Invalid topologySpreadConstraints[0].matchLabelKeys[1]", "Invalid topologySpreadConstraints[0][0]"],
    ],
    [
      {
        topologySpreadConstraints: [
          {
            maxSkew: 1,
            topologyKey: "k",
            whenUnsatisfiable: "DoNotSchedule",
            labelSelector: { matchLabels: { a: "b c" } },
          },
        ],
      },
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
