import { describe, expect, test } from "vitest";
import { containerRefusals, podErrors, refusals } from "./pod.ts";

/** Fields of a container, the answers of a kube-apiserver, and fields of its pod. */
type Row = [container: object, refused: string[], pod?: object];

const holds = (rows: Row[]) =>
  test.each<Row>(rows)("%j: %j", (container, refused, pod) => {
    expect(containerRefusals(container, pod)).toEqual(refused);
  });

const EXEC = { exec: { command: ["x"] } };

describe("names, images and policies", () => {
  holds([
    [{ name: "" }, ["Required name"]],
    [{ name: "a.b" }, ["Invalid name"]],
    [{ name: "A" }, ["Invalid name"]],
    [{ name: "a".repeat(63) }, []],
    [{ name: "a".repeat(64) }, ["Invalid name"]],
    [{ image: "" }, ["Required image"]],
    // A template may have what a pod may not.
    [{ image: " i " }, []],
    [{ image: "a b" }, []],
    [{ imagePullPolicy: "" }, []],
    [{ imagePullPolicy: "always" }, ["NotSupported imagePullPolicy"]],
    [{ terminationMessagePolicy: "" }, []],
    [{ terminationMessagePolicy: "file" }, ["NotSupported terminationMessagePolicy"]],
    [{ workingDir: "../x", terminationMessagePath: "x" }, []],
  ]);

  test("a misspelt policy is offered its right spelling", () => {
    const [error] = podErrors({ containers: [{ name: "c", image: "i", imagePullPolicy: "ifnotpresent" }] });
    expect(error).toMatchObject({ suggestion: "IfNotPresent" });
  });
});

describe("ports", () => {
  holds([
    [{ ports: [{ containerPort: 65535, protocol: "SCTP" }] }, []],
    [{ ports: [{}] }, ["Required ports[0].containerPort"]],
    [
      { ports: [{ containerPort: 0, hostPort: 65536 }] },
      ["Invalid ports[0].hostPort", "Required ports[0].containerPort"],
    ],
    [{ ports: [{ containerPort: -1, hostPort: -1 }] }, ["Invalid ports[0].containerPort", "Invalid ports[0].hostPort"]],
    [{ ports: [{ containerPort: 1, protocol: "tcp" }] }, ["NotSupported ports[0].protocol"]],
    [{ ports: [{ containerPort: 1, hostIP: "nonsense" }] }, []],
    [
      {
        ports: [
          { containerPort: 1, name: "a" },
          { containerPort: 2, name: "a" },
        ],
      },
      ["Duplicate ports[1].name"],
    ],
    [
      {
        ports: [
          { containerPort: 1, name: "1" },
          { containerPort: 2, name: "1" },
        ],
      },
      ["Invalid ports[0].name", "Invalid ports[1].name"],
    ],
    [
      {
        ports: [
          { containerPort: 1, name: "a-b-1" },
          { containerPort: 2, name: "a--b" },
        ],
      },
      ["Invalid ports[1].name"],
    ],
    [{ ports: [{ containerPort: 1, name: "a".repeat(16) }] }, ["Invalid ports[0].name"]],
    [
      {
        ports: [
          { containerPort: 1, hostPort: 9 },
          { containerPort: 2, hostPort: 9 },
        ],
      },
      ["Duplicate ports[1].hostPort"],
    ],
    [
      {
        ports: [
          { containerPort: 1, hostPort: 9 },
          { containerPort: 1, hostPort: 9, protocol: "UDP" },
        ],
      },
      [],
    ],
    [
      {
        ports: [
          { containerPort: 1, hostPort: 9 },
          { containerPort: 1, hostPort: 9, hostIP: "10.0.0.1" },
        ],
      },
      [],
    ],
    [{ ports: [{ containerPort: 1, hostPort: 2 }] }, ["Invalid ports[0].hostPort"], { hostNetwork: true }],
    [{ ports: [{ containerPort: 1 }, { containerPort: 1 }] }, [], { hostNetwork: true }],
  ]);

  test("init containers run one by one, and the server prints the first for all of them", () => {
    const twice = [
      { containerPort: 1, hostPort: 9 },
      { containerPort: 2, hostPort: 9 },
    ];
    const initContainers = [
      { name: "a", image: "i", ports: twice.slice(1) },
      { name: "b", image: "i", ports: twice },
    ];
    expect(refusals({ initContainers })).toEqual(["Duplicate initContainers[0].ports[1].hostPort"]);
    const { path } = podErrors({ initContainers })[0] ?? {};
    expect(path).toEqual(["spec", "template", "spec", "initContainers", 1, "ports", 1, "hostPort"]);
  });
});

describe("environment", () => {
  const from = (valueFrom: object) => ({ env: [{ name: "A", valueFrom }] });
  const V = "env[0].valueFrom";
  holds([
    [{ env: [{ name: "a.b-c d" }, { name: "1" }, { name: ".." }] }, []],
    [
      { env: [{ name: "" }, { name: "a=b" }, { name: "ß" }] },
      ["Invalid env[1].name", "Invalid env[2].name", "Required env[0].name"],
    ],
    [from({}), [`Invalid ${V}`]],
    [{ env: [{ name: "A", value: "x", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }] }, [`Invalid ${V}`]],
    [from({ fieldRef: { fieldPath: "metadata.name" }, secretKeyRef: { name: "s", key: "k" } }), [`Invalid ${V}`]],
    [from({ fieldRef: { fieldPath: "spec.host" } }), []],
    [from({ fieldRef: { fieldPath: "metadata.labels['a/b']" } }), []],
    [from({ fieldRef: { fieldPath: "metadata.annotations['A/b']" } }), []],
    [from({ fieldRef: { fieldPath: "metadata.labels['A/b']" } }), [`Invalid ${V}.fieldRef`]],
    [from({ fieldRef: { fieldPath: "metadata.labels" } }), [`NotSupported ${V}.fieldRef.fieldPath`]],
    [from({ fieldRef: { fieldPath: "status.phase" } }), [`NotSupported ${V}.fieldRef.fieldPath`]],
    [from({ fieldRef: { fieldPath: "metadata.name['a']" } }), [`Invalid ${V}.fieldRef.fieldPath`]],
    [from({ fieldRef: { fieldPath: "nodeName" } }), [`Invalid ${V}.fieldRef.fieldPath`]],
    [from({ fieldRef: { apiVersion: "v2", fieldPath: "metadata.name" } }), [`Invalid ${V}.fieldRef.fieldPath`]],
    [from({ fieldRef: {} }), [`Required ${V}.fieldRef.fieldPath`]],
    [from({ resourceFieldRef: { resource: "limits.cpu", divisor: "1m" } }), []],
    [from({ resourceFieldRef: { resource: "limits.cpu", divisor: "1k" } }), [`Invalid ${V}.resourceFieldRef.divisor`]],
    [
      from({ resourceFieldRef: { resource: "limits.memory", divisor: "1024" } }),
      [`Invalid ${V}.resourceFieldRef.divisor`],
    ],
    [from({ resourceFieldRef: { resource: "requests.hugepages-2Mi", divisor: "1Mi" } }), []],
    [from({ resourceFieldRef: { resource: "cpu", divisor: "7" } }), [`NotSupported ${V}.resourceFieldRef.resource`]],
    [from({ configMapKeyRef: { name: "c", key: ".k" } }), []],
    [from({ configMapKeyRef: {} }), [`Invalid ${V}.configMapKeyRef.name`, `Required ${V}.configMapKeyRef.key`]],
    [
      from({ secretKeyRef: { name: "S", key: ".." } }),
      [`Invalid ${V}.secretKeyRef.key`, `Invalid ${V}.secretKeyRef.name`],
    ],
    [from({ fileKeyRef: { volumeName: "v", path: "a/b", key: "K" } }), [], { volumes: [{ name: "v", emptyDir: {} }] }],
    [
      from({ fileKeyRef: { volumeName: "v", path: "a/../b", key: "a=b" } }),
      [`Invalid ${V}.fileKeyRef.key`, `Invalid ${V}.fileKeyRef.path`, `Invalid ${V}.fileKeyRef.volumeName`],
      { volumes: [{ name: "v", hostPath: { path: "/x" } }] },
    ],
    [
      from({ fileKeyRef: {} }),
      [
        `NotFound ${V}.fileKeyRef.volumeName`,
        `Required ${V}.fileKeyRef.key`,
        `Required ${V}.fileKeyRef.path`,
        `Required ${V}.fileKeyRef.volumeName`,
      ],
    ],
    [{ envFrom: [{ configMapRef: { name: "c-" } }, { prefix: "1-", secretRef: { name: "s" } }] }, []],
    [{ envFrom: [{}] }, ["Invalid envFrom"]],
    [{ envFrom: [{ configMapRef: { name: "c" }, secretRef: { name: "s" } }] }, ["Invalid envFrom"]],
    [
      { envFrom: [{ prefix: "a=", configMapRef: {} }] },
      ["Invalid envFrom[0].prefix", "Required envFrom[0].configMapRef.name"],
    ],
  ]);
});

describe("probes and hooks", () => {
  holds([
    [{ livenessProbe: {} }, ["Required livenessProbe"]],
    [{ livenessProbe: { exec: {} } }, ["Required livenessProbe.exec.command"]],
    [{ livenessProbe: { ...EXEC, timeoutSeconds: 0, periodSeconds: 0, successThreshold: 0, failureThreshold: 0 } }, []],
    [
      {
        livenessProbe: {
          ...EXEC,
          timeoutSeconds: -1,
          periodSeconds: -1,
          initialDelaySeconds: -1,
          failureThreshold: -1,
        },
      },
      [
        "Invalid livenessProbe.failureThreshold",
        "Invalid livenessProbe.initialDelaySeconds",
        "Invalid livenessProbe.periodSeconds",
        "Invalid livenessProbe.timeoutSeconds",
      ],
    ],
    [{ startupProbe: { ...EXEC, successThreshold: 2 } }, ["Invalid startupProbe.successThreshold"]],
    [{ readinessProbe: { ...EXEC, successThreshold: 2 } }, []],
    [
      { readinessProbe: { ...EXEC, terminationGracePeriodSeconds: 1 } },
      ["Invalid readinessProbe.terminationGracePeriodSeconds"],
    ],
    [
      { livenessProbe: { ...EXEC, terminationGracePeriodSeconds: 0 } },
      ["Invalid livenessProbe.terminationGracePeriodSeconds"],
    ],
    [
      { livenessProbe: { ...EXEC, httpGet: { port: 0 }, tcpSocket: {}, grpc: {} } },
      ["Forbidden livenessProbe.grpc", "Forbidden livenessProbe.httpGet", "Forbidden livenessProbe.tcpSocket"],
    ],
    [{ livenessProbe: { httpGet: { port: "web" } } }, []],
    [
      { livenessProbe: { httpGet: { port: "80", scheme: "https" } } },
      ["Invalid livenessProbe.httpGet.port", "NotSupported livenessProbe.httpGet.scheme"],
    ],
    [
      { livenessProbe: { httpGet: { port: 80, httpHeaders: [{ name: "X-A" }, { name: "X_A" }] } } },
      ["Invalid livenessProbe.httpGet.httpHeaders"],
    ],
    [{ livenessProbe: { tcpSocket: {} } }, ["Invalid livenessProbe.tcpSocket.port"]],
    [{ livenessProbe: { grpc: {} } }, ["Invalid livenessProbe.grpc.port"]],
    [{ lifecycle: {} }, []],
    [{ lifecycle: { preStop: {}, postStart: {} } }, ["Required lifecycle.postStart", "Required lifecycle.preStop"]],
    [
      { lifecycle: { preStop: { ...EXEC, tcpSocket: { port: 1 }, sleep: { seconds: 1 } } } },
      ["Forbidden lifecycle.preStop.sleep", "Forbidden lifecycle.preStop.tcpSocket"],
    ],
    [{ lifecycle: { preStop: { sleep: { seconds: 30 } } } }, []],
    [{ lifecycle: { preStop: { sleep: { seconds: 31 } } } }, ["Invalid lifecycle.preStop.sleep"]],
    [{ lifecycle: { preStop: { sleep: { seconds: 31 } } } }, [], { terminationGracePeriodSeconds: 31 }],
    [
      { lifecycle: { preStop: { sleep: { seconds: 0 } } } },
      ["Invalid lifecycle.preStop.sleep"],
      { terminationGracePeriodSeconds: -1 },
    ],
    // The feature is off, so the server drops what it doesn't know to judge.
    [{ lifecycle: { stopSignal: "SIGNONSENSE" } }, []],
  ]);
});

describe("resources", () => {
  const limits = (amounts: object) => ({ resources: { limits: amounts } });
  const both = (requests: object, limited: object) => ({ resources: { requests, limits: limited } });
  holds([
    [limits({ cpu: "0.0001", memory: "100m", "ephemeral-storage": "0.5" }), []],
    [limits({ cpu: "-1" }), ["Invalid resources.limits[cpu]"]],
    [limits({ gpu: "1" }), ["Invalid resources.limits[gpu]"]],
    [limits({ pods: "1", storage: "1Gi" }), ["Invalid resources.limits[pods]", "Invalid resources.limits[storage]"]],
    [
      limits({ "a b/c": "1", "requests.example.com/x": "1" }),
      ["Invalid resources.limits[a b/c]", "Invalid resources.limits[requests.example.com/x]"],
    ],
    [limits({ "example.com/x": "1", "kubernetes.io/x": "0.5" }), []],
    [limits({ "example.com/x": "0.5" }), ["Invalid resources.limits[example.com/x]"]],
    [limits({ "example.com/x": "0.0001" }), ["Invalid resources.limits[example.com/x]"]],
    [limits({ "hugepages-2Mi": "2Mi" }), ["Forbidden resources"]],
    [limits({ "hugepages-2Mi": "4Mi", cpu: "1" }), []],
    [limits({ "hugepages-2Mi": "3Mi", cpu: "1" }), ["Invalid resources.limits[hugepages-2Mi]"]],
    [limits({ "hugepages-0": "1", memory: "1Mi" }), ["Invalid resources.limits[hugepages-0]"]],
    [both({ cpu: "2" }, { cpu: "1500m" }), ["Invalid resources.requests"]],
    [both({ cpu: "1000m", memory: "1024Ki" }, { cpu: "1", memory: "1Mi" }), []],
    // Both are rounded up to a thousandth.
    [both({ cpu: "1.5m" }, { cpu: "1.1m" }), []],
    [both({ "example.com/x": "1" }, { "example.com/x": "2" }), ["Invalid resources.requests"]],
    [both({ "example.com/x": "1" }, {}), ["Required resources.limits"]],
    [both({ "hugepages-2Mi": "2Mi", cpu: "1" }, { "hugepages-2Mi": "4Mi" }), ["Invalid resources.requests"]],
    [{ resources: { claims: [{ name: "a" }] } }, ["NotFound resources.claims[0]"]],
    [{ resources: { claims: [{}] } }, ["Required resources.claims[0]"]],
    [
      {
        resources: {
          claims: [
            { name: "a", request: "r" },
            { name: "a", request: "r" },
            { name: "a" },
            { name: "a", request: "S" },
          ],
        },
      },
      ["Duplicate resources.claims[1]", "Duplicate resources.claims[2]", "Duplicate resources.claims[3]"],
      { resourceClaims: [{ name: "a", resourceClaimName: "c" }] },
    ],
    [
      { resources: { claims: [{ name: "a", request: "R" }] } },
      ["Invalid resources.claims[0].request"],
      { resourceClaims: [{ name: "a", resourceClaimName: "c" }] },
    ],
    [{ resizePolicy: [{ resourceName: "cpu", restartPolicy: "NotRequired" }] }, []],
    [{ resizePolicy: [{}] }, ["Required resizePolicy"]],
    [{ resizePolicy: [{ resourceName: "gpu", restartPolicy: "Never" }] }, ["NotSupported resizePolicy"]],
    [
      {
        resizePolicy: [
          { resourceName: "cpu", restartPolicy: "NotRequired" },
          { resourceName: "cpu", restartPolicy: "NotRequired" },
        ],
      },
      ["Duplicate resizePolicy[1]"],
    ],
  ]);
});

describe("mounts and devices", () => {
  const pod = {
    volumes: [
      { name: "v", emptyDir: {} },
      { name: "claim", persistentVolumeClaim: { claimName: "c" } },
      { name: "bad", hostPath: { path: "/a/../b" } },
    ],
  };
  const mounts = (...volumeMounts: object[]) => ({ volumeMounts });
  const bad = "Invalid volumes[2].hostPath.path";
  const rows: Row[] = [
    [mounts({ name: "v", mountPath: "/a" }, { name: "v", mountPath: "b" }, { name: "claim", mountPath: "/c:d" }), []],
    [
      mounts({}),
      ["NotFound volumeMounts[0].name", "Required volumeMounts[0].mountPath", "Required volumeMounts[0].name"],
    ],
    [mounts({ name: "bad", mountPath: "/a" }), ["NotFound volumeMounts[0].name"]],
    [mounts({ name: "v", mountPath: "/a" }, { name: "claim", mountPath: "/a" }), ["Invalid volumeMounts[1].mountPath"]],
    [mounts({ name: "v", mountPath: "/a", subPath: "/x" }), ["Invalid volumeMounts.subPath"]],
    [mounts({ name: "v", mountPath: "/a", subPathExpr: "../$(X)" }), ["Invalid volumeMounts.subPathExpr"]],
    [mounts({ name: "v", mountPath: "/a", subPath: "x", subPathExpr: "y" }), ["Invalid volumeMounts[0].subPathExpr"]],
    [mounts({ name: "v", mountPath: "/a", mountPropagation: "Both" }), ["NotSupported volumeMounts.mountPropagation"]],
    [
      mounts({ name: "v", mountPath: "/a", mountPropagation: "Bidirectional" }),
      ["Forbidden volumeMounts.mountPropagation"],
    ],
    [
      {
        ...mounts({ name: "v", mountPath: "/a", mountPropagation: "Bidirectional" }),
        securityContext: { privileged: true },
      },
      [],
    ],
    [mounts({ name: "v", mountPath: "/a", recursiveReadOnly: "Disabled" }), []],
    [
      mounts({ name: "v", mountPath: "/a", recursiveReadOnly: "Enabled" }),
      ["Forbidden volumeMounts.recursiveReadOnly"],
    ],
    [
      mounts({ name: "v", mountPath: "/a", recursiveReadOnly: "Enabled", readOnly: true, mountPropagation: "None" }),
      [],
    ],
    [mounts({ name: "v", mountPath: "/a", recursiveReadOnly: "yes" }), ["NotSupported volumeMounts.recursiveReadOnly"]],
    [{ volumeDevices: [{ name: "claim", devicePath: "/dev/x" }] }, []],
    [{ volumeDevices: [{ name: "v", devicePath: "/dev/x" }] }, ["Invalid volumeDevices[0].name"]],
    [
      { volumeDevices: [{}] },
      ["NotFound volumeDevices[0].name", "Required volumeDevices[0].devicePath", "Required volumeDevices[0].name"],
    ],
    [
      {
        volumeDevices: [
          { name: "claim", devicePath: "/a" },
          { name: "claim", devicePath: "/a" },
          { name: "claim", devicePath: "/a/../b" },
        ],
      },
      [
        "Invalid volumeDevices[1].devicePath",
        "Invalid volumeDevices[1].name",
        "Invalid volumeDevices[2].devicePath",
        "Invalid volumeDevices[2].name",
      ],
    ],
    [
      { ...mounts({ name: "claim", mountPath: "/a" }), volumeDevices: [{ name: "claim", devicePath: "/a" }] },
      [
        "Invalid volumeDevices[0].devicePath",
        "Invalid volumeDevices[0].name",
        "Invalid volumeMounts[0].mountPath",
        "Invalid volumeMounts[0].name",
      ],
    ],
  ];
  test.each(rows)("%j: %j", (container, refused) => {
    const found = containerRefusals(container, pod).map((said) => said.replace("spec.template.spec.", ""));
    expect(found.sort()).toEqual([...refused, bad].sort());
  });

  test("a device can't be had by users who are not the node's", () => {
    const container = { volumeDevices: [{ name: "claim", devicePath: "/dev/x" }] };
    const volumes = pod.volumes.slice(0, 2);
    expect(containerRefusals(container, { volumes, hostUsers: false })).toEqual(["Forbidden volumeDevices"]);
  });
});

describe("security context", () => {
  holds(
    (
      [
        [{ runAsUser: 2147483647, runAsGroup: 0 }, []],
        [
          { runAsUser: -1, runAsGroup: 2147483648 },
          ["Invalid securityContext.runAsGroup", "Invalid securityContext.runAsUser"],
        ],
        [{ runAsNonRoot: true, runAsUser: 0 }, []],
        [{ procMount: "Default" }, []],
        [{ procMount: "default" }, ["NotSupported securityContext.procMount"]],
        [{ procMount: "Unmasked" }, ["Invalid securityContext.procMount"]],
        [{ procMount: "Unmasked" }, [], { hostUsers: false }],
        [{ allowPrivilegeEscalation: false, privileged: true }, ["Invalid securityContext"]],
        [{ allowPrivilegeEscalation: false, capabilities: { add: ["CAP_SYS_ADMIN"] } }, ["Invalid securityContext"]],
        [{ allowPrivilegeEscalation: false, capabilities: { add: ["SYS_ADMIN"] } }, []],
        [{ seccompProfile: {} }, ["Required securityContext.seccompProfile.type"]],
        [
          { seccompProfile: { type: "Localhost", localhostProfile: "/x" } },
          ["Invalid securityContext.seccompProfile.localhostProfile"],
        ],
        [
          { appArmorProfile: { type: "Localhost", localhostProfile: " x" } },
          ["Invalid securityContext.appArmorProfile.localhostProfile"],
        ],
        [{ windowsOptions: { runAsUserName: "a\\b\\c" } }, ["Invalid securityContext.windowsOptions.runAsUserName"]],
      ] as Row[]
    ).map(
      ([securityContext, refused, pod]) => [{ securityContext }, refused, ...(pod === undefined ? [] : [pod])] as Row,
    ),
  );
});

describe("restart policies", () => {
  const rule = { action: "Restart", exitCodes: { operator: "In", values: [1] } };
  holds([
    [{ restartPolicy: "Never" }, []],
    [{ restartPolicy: "" }, ["NotSupported restartPolicy"]],
    [{ restartPolicyRules: [rule] }, ["Required restartPolicy"]],
    [{ restartPolicy: "Never", restartPolicyRules: [rule, { ...rule, action: "RestartAllContainers" }] }, []],
    [
      { restartPolicy: "Never", restartPolicyRules: Array.from({ length: 21 }, () => rule) },
      ["TooMany restartPolicyRules"],
    ],
    [
      {
        restartPolicy: "Never",
        restartPolicyRules: [{ action: "Stop" }, { action: "Restart", exitCodes: { operator: "Is" } }],
      },
      [
        "NotSupported restartPolicyRules[0].action",
        "NotSupported restartPolicyRules[1].exitCodes.operator",
        "Required restartPolicyRules[0].exitCodes",
      ],
    ],
    [
      {
        restartPolicy: "Never",
        restartPolicyRules: [{ ...rule, exitCodes: { operator: "In", values: new Array<number>(256).fill(1) } }],
      },
      ["TooMany restartPolicyRules[0].exitCodes.values"],
    ],
  ]);
});

describe("containers of a pod", () => {
  const c = (name: string, more: object = {}) => ({ name, image: "i", ...more });
  test.each<[spec: object, refused: string[]]>([
    [{ containers: [] }, ["Required containers"]],
    [{ containers: [c("a"), c("a")] }, ["Duplicate containers[1].name"]],
    [
      { containers: [c("a")], initContainers: [c("a"), c("b"), c("b")] },
      ["Duplicate initContainers[0].name", "Duplicate initContainers[2].name"],
    ],
    [
      { initContainers: [c("a", { livenessProbe: EXEC, readinessProbe: {}, startupProbe: {}, lifecycle: {} })] },
      [
        "Forbidden initContainers[0].lifecycle",
        "Forbidden initContainers[0].livenessProbe",
        "Forbidden initContainers[0].readinessProbe",
        "Forbidden initContainers[0].startupProbe",
      ],
    ],
    [{ initContainers: [c("a", { restartPolicy: "Always", livenessProbe: EXEC, lifecycle: {} })] }, []],
    [
      { initContainers: [c("a", { restartPolicy: "Always", livenessProbe: {} })] },
      ["Required initContainers[0].livenessProbe"],
    ],
    [
      {
        initContainers: [
          c("a", { restartPolicyRules: [{ action: "Restart", exitCodes: { operator: "In", values: [1] } }] }),
        ],
      },
      ["Required initContainers[0].restartPolicy"],
    ],
    [
      { initContainers: [c("a", { resizePolicy: [{ resourceName: "cpu", restartPolicy: "RestartContainer" }] })] },
      ["Invalid initContainers[0].resizePolicy[0].restartPolicy"],
    ],
    [{ ephemeralContainers: [] }, []],
    [{ ephemeralContainers: [c("e")] }, ["Forbidden ephemeralContainers"]],
    [
      {
        volumes: [{ name: "v", emptyDir: {} }],
        ephemeralContainers: [
          c("c", {
            image: "i ",
            targetContainerName: "other",
            ports: [],
            resources: { limits: {} },
            lifecycle: { stopSignal: "SIGTERM" },
            volumeMounts: [{ name: "v", mountPath: "/v", subPath: "a" }],
          }),
        ],
      },
      [
        "Duplicate ephemeralContainers[0].name",
        "Forbidden ephemeralContainers",
        "Forbidden ephemeralContainers[0].ports",
        "Forbidden ephemeralContainers[0].resources",
        "Forbidden ephemeralContainers[0].volumeMounts[0].subPath",
        "Invalid ephemeralContainers[0].image",
        "NotFound ephemeralContainers[0].targetContainerName",
      ],
    ],
  ])("%j: %j", (spec, refused) => expect(refusals(spec)).toEqual(refused));
});

test("a mount of a misspelt volume is offered the right one, a mount of a faulty one is told why", () => {
  const volumes = [{ name: "config", hostPath: { path: "/a/../b" } }];
  const mounts = [
    { name: "confg", mountPath: "/a" },
    { name: "config", mountPath: "/b" },
  ];
  const errors = podErrors({ volumes, containers: [{ name: "c", image: "i", volumeMounts: mounts }] });
  expect(errors.filter(({ type }) => type === "FieldValueNotFound")).toMatchObject([
    { message: 'the pod has no volume "confg": write "config"', suggestion: "config" },
    { message: 'volume "config" can\'t be used until what is wrong with it is mended' },
  ]);
});
