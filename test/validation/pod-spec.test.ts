import { describe, expect, test } from "vitest";
import { refusals } from "./pod.ts";

describe("DNS", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ dnsPolicy: "None", dnsConfig: { nameservers: ["1.1.1.1"] } }, []],
    [{ dnsPolicy: "None" }, ["Required dnsConfig"]],
    [{ dnsPolicy: "None", dnsConfig: { searches: ["A"] } }, ["Required dnsConfig.nameservers"]],
    [{ dnsPolicy: "" }, []],
    [{ dnsPolicy: "clusterfirst" }, ["NotSupported dnsPolicy"]],
    [
      { dnsConfig: { nameservers: ["a", "01.1.1.1", "::1", "::ffff:1.2.3.4"] } },
      [
        "Invalid dnsConfig.nameservers",
        "Invalid dnsConfig.nameservers[0]",
        "Invalid dnsConfig.nameservers[1]",
        "Invalid dnsConfig.nameservers[3]",
      ],
    ],
    [{ dnsConfig: { searches: ["a.b", "a.b.", "_a._b", ".", "a_b"] } }, []],
    [
      { dnsConfig: { searches: ["", "..", "A", "a_", "_", "-a"] } },
      [
        "Invalid dnsConfig.searches[0]",
        "Invalid dnsConfig.searches[1]",
        "Invalid dnsConfig.searches[2]",
        "Invalid dnsConfig.searches[3]",
        "Invalid dnsConfig.searches[4]",
        "Invalid dnsConfig.searches[5]",
      ],
    ],
    [
      {
        dnsConfig: {
          searches: [
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
            "a",
          ],
        },
      },
      ["Invalid dnsConfig.searches"],
    ],
    [
      {
        dnsConfig: {
          searches: [
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
            "a".repeat(250),
          ],
        },
      },
      ["Invalid dnsConfig.searches"],
    ],
    [
      { dnsConfig: { options: [{ name: "ndots" }, {}, { name: "", value: "1" }] } },
      ["Required dnsConfig.options[1]", "Required dnsConfig.options[2]"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("host aliases", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ hostAliases: [{ ip: "1.2.3.4", hostnames: ["a.b"] }, { ip: "::1" }] }, []],
    [
      { hostAliases: [{}, { ip: "1.2.3" }, { ip: "1.2.3.4", hostnames: ["a", "A", "a_b", ""] }] },
      [
        "Invalid hostAliases[0].ip",
        "Invalid hostAliases[1].ip",
        "Invalid hostAliases[2].hostnames[1]",
        "Invalid hostAliases[2].hostnames[2]",
        "Invalid hostAliases[2].hostnames[3]",
      ],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("host name", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ hostname: "a", subdomain: "b", setHostnameAsFQDN: true }, []],
    [{ hostname: "", subdomain: "" }, []],
    [{ hostname: "a.b", subdomain: "A" }, ["Invalid hostname", "Invalid subdomain"]],
    [{ hostname: "h".repeat(64) }, ["Invalid hostname"]],
    [{ hostnameOverride: "a.b" }, []],
    [{ hostnameOverride: "" }, ["Invalid hostnameOverride"]],
    [{ hostnameOverride: "a".repeat(65) }, ["TooLong hostnameOverride"]],
    [{ hostnameOverride: "é".repeat(33) }, ["Invalid hostnameOverride", "TooLong hostnameOverride"]],
    [{ hostnameOverride: "a", hostNetwork: true, setHostnameAsFQDN: true }, ["Forbidden hostnameOverride"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("names of other objects", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      {
        serviceAccountName: "a",
        nodeName: "b.c",
        priorityClassName: "d",
        runtimeClassName: "e",
        preemptionPolicy: "Never",
        imagePullSecrets: [{ name: "A b" }, {}],
      },
      [],
    ],
    [
      {
        serviceAccountName: "A",
        nodeName: "b_c",
        priorityClassName: "D",
        runtimeClassName: "E",
        preemptionPolicy: "never",
      },
      [
        "Invalid nodeName",
        "Invalid priorityClassName",
        "Invalid runtimeClassName",
        "Invalid serviceAccountName",
        "NotSupported preemptionPolicy",
      ],
    ],
    [
      { serviceAccountName: "", nodeName: "", priorityClassName: "", runtimeClassName: "", preemptionPolicy: "" },
      ["Invalid runtimeClassName", "Required preemptionPolicy"],
    ],
    [{ serviceAccount: "A" }, ["Invalid serviceAccountName"]],
    [{ serviceAccount: "A", serviceAccountName: "b" }, []],
    [{ serviceAccount: "a", serviceAccountName: "B" }, ["Invalid serviceAccountName"]],
    [{ schedulerName: "A b" }, []],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("how long and how often", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ restartPolicy: "Always", terminationGracePeriodSeconds: -1 }, []],
    [{ restartPolicy: "" }, []],
    [{ restartPolicy: "Never" }, ["NotSupported restartPolicy"]],
    [{ restartPolicy: "always" }, ["NotSupported restartPolicy"]],
    [{ activeDeadlineSeconds: 1 }, ["Forbidden activeDeadlineSeconds"]],
    [{ activeDeadlineSeconds: 0 }, ["Forbidden activeDeadlineSeconds", "Invalid activeDeadlineSeconds"]],
    [{ activeDeadlineSeconds: 2147483648 }, ["Forbidden activeDeadlineSeconds", "Invalid activeDeadlineSeconds"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("resource claims", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      {
        resourceClaims: [
          { name: "a", resourceClaimName: "b.c" },
          { name: "b", resourceClaimTemplateName: "c" },
        ],
      },
      [],
    ],
    [
      {
        resourceClaims: [
          {},
          { name: "A", resourceClaimName: "" },
          { name: "a", resourceClaimName: "B", resourceClaimTemplateName: "C" },
        ],
      },
      [
        "Invalid resourceClaims[0]",
        "Invalid resourceClaims[1].name",
        "Invalid resourceClaims[1].resourceClaimName",
        "Invalid resourceClaims[2]",
        "Invalid resourceClaims[2].resourceClaimName",
        "Invalid resourceClaims[2].resourceClaimTemplateName",
        "Required resourceClaims[0].name",
      ],
    ],
    [
      {
        resourceClaims: [
          { name: "a", resourceClaimName: "b" },
          { name: "a", resourceClaimName: "b" },
        ],
      },
      ["Duplicate resourceClaims[1].name"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("overhead", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ overhead: { cpu: "10m", memory: "1Mi" } }, []],
    [
      { overhead: { cpu: "-1", x: "1", "example.com/x": "1.5", "a b": "1" } },
      [
        "Invalid overhead.limits[a b]",
        "Invalid overhead.limits[cpu]",
        "Invalid overhead.limits[example.com/x]",
        "Invalid overhead.limits[x]",
      ],
    ],
    [{ overhead: { "hugepages-2Mi": "3Mi" } }, ["Forbidden overhead", "Invalid overhead.limits[hugepages-2Mi]"]],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});

describe("resources of the pod", () => {
  test.each<[spec: object, refused: string[]]>([
    [
      {
        resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "1m" } },
        containers: [{ name: "c0", image: "i", resources: {} }],
      },
      [],
    ],
    [
      {
        resources: { limits: { cpu: "1" }, requests: { cpu: "2" } },
        containers: [{ name: "c0", image: "i", resources: {} }],
      },
      ["Invalid resources.requests"],
    ],
    [
      {
        resources: {
          limits: {
            "ephemeral-storage": "1",
            "example.com/x": "1",
            x: "1",
            "a b": "1",
            "requests.hugepages-2Mi": "2Mi",
          },
        },
        containers: [{ name: "c0", image: "i", resources: {} }],
      },
      [
        "Invalid resources.limits[a b]",
        "Invalid resources.limits[x]",
        "NotSupported resources.limits[ephemeral-storage]",
        "NotSupported resources.limits[example.com/x]",
        "NotSupported resources.limits[requests.hugepages-2Mi]",
      ],
    ],
    [
      { resources: { limits: { "hugepages-2Mi": "4Mi" } }, containers: [{ name: "c0", image: "i", resources: {} }] },
      ["Forbidden resources"],
    ],
    [
      {
        resources: { limits: { "hugepages-2Mi": "3Mi", cpu: "1" } },
        containers: [{ name: "c0", image: "i", resources: {} }],
      },
      ["Invalid resources.limits[hugepages-2Mi]"],
    ],
    [
      {
        resources: { requests: { "hugepages-2Mi": "2Mi", cpu: "1" } },
        containers: [{ name: "c0", image: "i", resources: {} }],
      },
      ["Required resources.limits"],
    ],
    [
      { resources: { claims: [{ name: "x" }] }, containers: [{ name: "c0", image: "i", resources: {} }] },
      ["Forbidden resources.claims", "NotFound resources.claims[0]"],
    ],
    [
      { resources: { claims: [] }, containers: [{ name: "c0", image: "i", resources: {} }] },
      ["Forbidden resources.claims"],
    ],
    [
      {
        resources: { requests: { cpu: "1" } },
        containers: [
          { name: "c0", image: "i", resources: { requests: { cpu: "600m" } } },
          { name: "c1", image: "i", resources: { requests: { cpu: "600m" } } },
        ],
      },
      ["Invalid resources.requests[cpu]"],
    ],
    [
      {
        resources: { requests: { cpu: "1" } },
        containers: [{ name: "c0", image: "i", resources: { requests: { cpu: "1" } } }],
      },
      [],
    ],
    [
      {
        resources: { limits: { cpu: "1" } },
        containers: [{ name: "c0", image: "i", resources: { limits: { cpu: "2", memory: "1" } } }],
      },
      ["Invalid resources.containers[0][cpu].limits"],
    ],
    [
      {
        resources: { limits: { "hugepages-2Mi": "2Mi", cpu: "1" } },
        containers: [
          {
            name: "c0",
            image: "i",
            resources: { limits: { "hugepages-2Mi": "2Mi", cpu: "1" }, requests: { "hugepages-2Mi": "2Mi" } },
          },
          { name: "c1", image: "i", resources: { limits: { "hugepages-2Mi": "2Mi", cpu: "1" } } },
        ],
      },
      ["Invalid resources.limits[hugepages-2Mi]"],
    ],
    [
      {
        resources: { requests: { cpu: "1" } },
        containers: [{ name: "c0", image: "i", resources: { limits: { cpu: "2" } } }],
      },
      [],
    ],
    [
      {
        resources: { requests: { cpu: "2" } },
        containers: [{ name: "c0", image: "i", resources: { requests: { cpu: "1" } } }],
        initContainers: [
          { name: "i", image: "i", restartPolicy: "Always", resources: { requests: { cpu: "1" } } },
          { name: "j", image: "i", resources: { requests: { cpu: "2" } } },
        ],
      },
      ["Invalid resources.requests[cpu]"],
    ],
  ])("%j", (spec, refused) => {
    expect(refusals(spec)).toEqual(refused);
  });
});
