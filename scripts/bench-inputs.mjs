// Makes the inputs of scripts/bench.mjs: always the same ones, in a folder that is made anew where they have changed.
import { createHash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Numbers from 0 to 1 that only depend on the seed (a linear congruential generator). */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const WORDS = ["agent", "collector", "exporter", "proxy", "driver", "monitor", "shipper", "scanner", "router", "cache"];
const pick = (random, list) => list[Math.floor(random() * list.length)];
const nameOf = (random, n) => `${pick(random, WORDS)}-${pick(random, WORDS)}-${n}`;

/** A DaemonSet of 80 lines that a linter has something to say about. */
function daemonSet(random, n) {
  const name = nameOf(random, n);
  const container = (suffix) => `      - name: ${name}-${suffix}
        image: registry.example.com/${pick(random, WORDS)}/${name}:${pick(random, ["latest", "1.4.2", "v2.0"])}
        args: ["--node=$(NODE_NAME)", "--level=${pick(random, ["info", "debug"])}"]
        env:
        - name: NODE_NAME
          valueFrom:
            fieldRef:
              fieldPath: spec.nodeName
        - name: MODE
          value: "${Math.floor(random() * 1000)}"
        resources:
          requests:
            cpu: ${10 + Math.floor(random() * 90)}m
            memory: ${32 + Math.floor(random() * 96)}Mi
        ports:
        - name: metrics
          containerPort: ${9000 + Math.floor(random() * 999)}
        volumeMounts:
        - name: logs
          mountPath: /var/log
        - name: config
          mountPath: /etc/${name}
          readOnly: true
`;
  return `apiVersion: apps/v1
kind: DaemonSet
metadata:
  name: ${name}
  namespace: team-${Math.floor(random() * 20)}
  labels:
    app.kubernetes.io/name: ${name}
    app.kubernetes.io/part-of: ${pick(random, WORDS)}
    app.kubernetes.io/managed-by: hand
    example.com/tier: node
spec:
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: ${pick(random, ["1", "10%"])}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      serviceAccountName: ${name}
      tolerations:
      - operator: Exists
      containers:
${container("main")}${container("aux")}      volumes:
      - name: logs
        hostPath:
          path: /var/log
      - name: config
        configMap:
          name: ${name}
`;
}

/** A document of another kind, of about 1.9 KB. */
function other(random, n) {
  const name = nameOf(random, n);
  const head = (apiVersion, kind) => `apiVersion: ${apiVersion}
kind: ${kind}
metadata:
  name: ${name}
  namespace: team-${Math.floor(random() * 20)}
  labels:
    app.kubernetes.io/name: ${name}
`;
  const filler = (indent, lines) => {
    let text = "";
    for (let i = 0; i < lines; i++) {
      text += `${" ".repeat(indent)}${pick(random, WORDS)}_${i}: "${pick(random, WORDS)} ${Math.floor(random() * 1e9)}"\n`;
    }
    return text;
  };
  const kind = random();
  if (kind < 0.4) {
    return `${head("apps/v1", pick(random, ["Deployment", "StatefulSet"]))}spec:
  replicas: ${1 + Math.floor(random() * 5)}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
      annotations:
${filler(8, 36)}    spec:
      containers:
      - name: main
        image: registry.example.com/${name}:1.${Math.floor(random() * 20)}.0
        ports:
        - containerPort: 8080
`;
  }
  if (kind < 0.6) {
    return `${head("v1", "Service")}  annotations:
${filler(4, 45)}spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
  - port: 80
    targetPort: 8080
`;
  }
  if (kind < 0.8) return `${head("v1", "ConfigMap")}data:\n${filler(2, 54)}`;
  if (kind < 0.9) return `${head("v1", "ServiceAccount")}  annotations:\n${filler(4, 52)}`;
  return `${head("rbac.authorization.k8s.io/v1", "Role")}  annotations:
${filler(4, 45)}rules:
- apiGroups: [""]
  resources: ["configmaps"]
  verbs: ["get", "list"]
`;
}

/** A release bundle: definitions of types, with one DaemonSet behind them. */
function bundle(random) {
  let text = "";
  for (let n = 0; text.length < 1.6e6; n++) {
    text += `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: things${n}.example.com
spec:
  group: example.com
  names: {kind: Thing${n}, plural: things${n}}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    schema:
      openAPIV3Schema:
        type: object
        properties:
`;
    for (let i = 0; i < 600; i++) {
      text += `          ${pick(random, WORDS)}${i}:
            description: "${pick(random, WORDS)} of the ${pick(random, WORDS)} that the ${pick(random, WORDS)} runs"
            type: ${pick(random, ["string", "integer", "boolean"])}
`;
    }
    text += "---\n";
  }
  return text + daemonSet(random, 0);
}

const mixed = (random, n) => (n % 10 === 3 ? daemonSet(random, n) : other(random, n));
const numbered = (n) => String(n).padStart(5, "0");

/** Texts of files of ten mixed documents each, `documents` in all. */
export function* mixedTexts(documents) {
  const random = numbers(documents);
  for (let n = 0; n < documents; n += 10) {
    const texts = [];
    for (let i = n; i < n + 10; i++) texts.push(mixed(random, i));
    yield texts.join("---\n");
  }
}

function mixedFiles(folder, documents) {
  let file = 0;
  for (const text of mixedTexts(documents)) writeFileSync(`${folder}/${numbered(file++)}.yaml`, text);
}

const INPUTS = {
  one: (folder) => writeFileSync(`${folder}/agent.yaml`, daemonSet(numbers(1), 1)),
  without: (folder) => {
    const random = numbers(2);
    for (let n = 0; n < 20; n++) writeFileSync(`${folder}/${numbered(n)}.yaml`, other(random, n));
  },
  daemonsets: (folder) => {
    const random = numbers(3);
    for (let n = 0; n < 1000; n++) writeFileSync(`${folder}/${numbered(n)}.yaml`, daemonSet(random, n));
  },
  bundle: (folder) => writeFileSync(`${folder}/release.yaml`, bundle(numbers(4))),
  "mixed-100": (folder) => mixedFiles(folder, 100),
  "mixed-1000": (folder) => mixedFiles(folder, 1000),
  "mixed-10000": (folder) => mixedFiles(folder, 10_000),
  "mixed-100000": (folder) => mixedFiles(folder, 100_000),
  "single-100000": (folder) => {
    const random = numbers(5);
    const file = openSync(`${folder}/all.yaml`, "w");
    for (let n = 0; n < 100_000; n++) writeSync(file, `${n > 0 ? "---\n" : ""}${mixed(random, n)}`);
    closeSync(file);
  },
};

/** The folder of an input below `root`, made unless it is there. */
export function inputFolder(root, name) {
  const digest = createHash("sha256")
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest("hex");
  const folder = `${root}/${name}`;
  const stamp = `${root}/${name}.made`;
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== digest) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    INPUTS[name](folder);
    writeFileSync(stamp, digest);
  }
  return folder;
}
