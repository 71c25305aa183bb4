import { describe, expect, test } from "vitest";
import type { DaemonSetObject } from "../../src/validation/decoded.ts";
import { withDefaults } from "../../src/validation/defaults.ts";
import { validateDaemonSet } from "../../src/validation/semantics/daemon-set.ts";
import type { ApiError } from "../../src/validation/types.ts";
import { daemonSetOf, inShort } from "./pod.ts";

function judged(daemonSet: DaemonSetObject): ApiError[] {
  return validateDaemonSet(withDefaults(daemonSet));
}

/** Expectations are a kube-apiserver's answers. */
function withMetadata(metadata: object): string[] {
  return inShort(judged({ ...daemonSetOf({}), metadata: { name: "a", ...metadata } }), "metadata.");
}

function withSpec(spec: object): string[] {
  const base = daemonSetOf({});
  return inShort(judged({ ...base, spec: { ...base.spec, ...spec } } as DaemonSetObject), "spec.");
}

function withTemplate(metadata: object, pod: object = {}): string[] {
  const { metadata: own, spec } = daemonSetOf(pod);
  const template = { ...spec?.template, metadata: { labels: { app: "a" }, ...metadata } };
  return inShort(judged({ metadata: own, spec: { ...spec, template } } as DaemonSetObject), "spec.template.");
}

describe("metadata", () => {
  test.each<[metadata: object, refused: string[]]>([
    [{ name: "a.b-1" }, []],
    [{ name: "" }, ["Required name"]],
    [{ name: "a".repeat(253) }, []],
    [{ name: "a".repeat(254) }, ["Invalid name"]],
    [{ name: "A" }, ["Invalid name"]],
    [{ name: "", generateName: "a-" }, []],
    [{ name: "", generateName: "g".repeat(252) }, []],
    [{ name: "", generateName: "g".repeat(254) }, ["Invalid generateName"]],
    [{ name: "", generateName: "A" }, ["Invalid generateName", "Invalid name"]],
    [{ name: "a", generateName: "A" }, ["Invalid generateName"]],
    [{ namespace: "" }, []],
    [{ namespace: "a.b" }, ["Invalid namespace"]],
    [
      { generation: -1, uid: "", selfLink: "x", deletionGracePeriodSeconds: -1, managedFields: [{ operation: "x" }] },
      [],
    ],
    [{ labels: { "A/b": "", "": "x" } }, ["Invalid labels"]],
    [{ labels: { a: "two words" } }, ["Invalid labels"]],
    [{ annotations: { "A/b": "two words\n" } }, []],
    [{ annotations: { "a b": "" } }, ["Invalid annotations"]],
    [{ annotations: { a: "ü".repeat(131072) } }, ["TooLong annotations"]],
    [{ annotations: { a: "ü".repeat(131071) } }, []],
    [{ annotations: { "deprecated.daemonset.template.generation": "3", a: "x".repeat(262143) } }, []],
    [{ finalizers: ["orphan", "example.com/a"] }, []],
    [{ finalizers: ["a", "b c/d"] }, ["Invalid finalizers", "Invalid finalizers[0]"]],
    [{ finalizers: ["orphan", "foregroundDeletion"] }, ["Invalid finalizers"]],
    [{ ownerReferences: [{ apiVersion: "v1", kind: "Node", name: "n", uid: "u" }] }, []],
    [
      { ownerReferences: [{}] },
      [
        "Invalid ownerReferences.apiVersion",
        "Invalid ownerReferences.kind",
        "Invalid ownerReferences.name",
        "Invalid ownerReferences.uid",
      ],
    ],
    [
      { ownerReferences: [{ apiVersion: "apps/", kind: "X", name: "n", uid: "u" }] },
      ["Invalid ownerReferences.apiVersion"],
    ],
    [{ ownerReferences: [{ apiVersion: "v1", kind: "Event", name: "n", uid: "u" }] }, ["Invalid ownerReferences"]],
    [
      {
        ownerReferences: ["a", "b"].map((name) => ({
          apiVersion: "v1",
          kind: "Node",
          name,
          uid: "u",
          controller: true,
        })),
      },
      ["Invalid ownerReferences"],
    ],
  ])("%#", (metadata, refused) => expect(withMetadata(metadata)).toEqual(refused));
});

describe("selector", () => {
  test.each<[spec: object, refused: string[]]>([
    [{ selector: undefined }, ["Invalid template.metadata.labels"]],
    [{ selector: {} }, ["Invalid selector"]],
    [{ selector: { matchLabels: { app: "b" } } }, ["Invalid template.metadata.labels"]],
    [{ selector: { matchLabels: { constructor: "b" } } }, ["Invalid template.metadata.labels"]],
    [{ selector: { matchExpressions: [{ key: "app", operator: "In", values: ["a", "b"] }] } }, []],
    [
      { selector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["a"] }] } },
      ["Invalid template.metadata.labels"],
    ],
    [{ selector: { matchExpressions: [{ key: "x", operator: "Exists" }] } }, ["Invalid template.metadata.labels"]],
    [
      { selector: { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] } },
      ["Invalid template.metadata.labels"],
    ],
    // What is malformed is not compared.
    [{ selector: { matchLabels: { x: "two words" } } }, ["Invalid selector.matchLabels"]],
    [
      { selector: { matchExpressions: [{ key: "x", operator: "Gt", values: ["1"] }] } },
      ["Invalid selector.matchExpressions[0].operator"],
    ],
  ])("%j: %j", (spec, refused) => expect(withSpec(spec)).toEqual(refused));

  test("a mismatch names the label and both values", () => {
    const { metadata, spec } = daemonSetOf({});
    const [error] = judged({ metadata, spec: { ...spec, selector: { matchLabels: { app: "b" } } } });
    expect(error?.message).toMatch('label "app" is "a" in the template and "b" in the selector');
  });
});

describe("update strategy and counts", () => {
  const rolling = (rollingUpdate: object) => ({ updateStrategy: { rollingUpdate } });
  const UNAVAILABLE = "updateStrategy.rollingUpdate.maxUnavailable";
  const SURGE = "updateStrategy.rollingUpdate.maxSurge";
  test.each<[spec: object, refused: string[]]>([
    [{ updateStrategy: { type: "" } }, []],
    [{ updateStrategy: { type: "Recreate" } }, ["NotSupported updateStrategy"]],
    [{ updateStrategy: { type: "OnDelete", rollingUpdate: { maxUnavailable: "x" } } }, []],
    [rolling({ maxUnavailable: "100%" }), []],
    [rolling({ maxUnavailable: "101%" }), [`Invalid ${UNAVAILABLE}`]],
    [rolling({ maxUnavailable: "3" }), [`Invalid ${UNAVAILABLE}`]],
    [rolling({ maxUnavailable: "" }), [`Invalid ${UNAVAILABLE}`, `Required ${UNAVAILABLE}`]],
    [rolling({ maxUnavailable: "010%" }), []],
    [rolling({ maxUnavailable: -1 }), [`Invalid ${UNAVAILABLE}`]],
    [rolling({ maxUnavailable: 0 }), [`Required ${UNAVAILABLE}`]],
    [rolling({ maxUnavailable: "0%", maxSurge: "0%" }), [`Required ${UNAVAILABLE}`]],
    [rolling({ maxSurge: 1 }), [`Invalid ${SURGE}`]],
    [rolling({ maxSurge: 1, maxUnavailable: 0 }), []],
    [rolling({ maxSurge: "+1", maxUnavailable: 0 }), [`Invalid ${SURGE}`]],
    [rolling({ maxSurge: "x", maxUnavailable: 0 }), [`Invalid ${SURGE}`, `Required ${UNAVAILABLE}`]],
    [{ minReadySeconds: -1, revisionHistoryLimit: -1 }, ["Invalid minReadySeconds", "Invalid revisionHistoryLimit"]],
    [{ minReadySeconds: 0, revisionHistoryLimit: 0 }, []],
  ])("%j: %j", (spec, refused) => expect(withSpec(spec)).toEqual(refused));
});

describe("template", () => {
  const APPARMOR = "container.apparmor.security.beta.kubernetes.io/";
  const SECCOMP = "container.seccomp.security.alpha.kubernetes.io/";
  const POD_SECCOMP = "seccomp.security.alpha.kubernetes.io/pod";
  const TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations";
  const COST = "controller.kubernetes.io/pod-deletion-cost";
  const annotated = (annotations: object) => ({ annotations });
  const secure = (securityContext: object) => ({ containers: [{ name: "c", image: "i", securityContext }] });
  test.each<[metadata: object, refused: string[], pod?: object]>([
    [{ name: "Bad Name", namespace: "x", finalizers: ["x"], ownerReferences: [{}] }, []],
    [{ labels: { app: "a", "b c": "d e" } }, ["Invalid labels"]],
    [annotated({ "a b": "" }), ["Invalid annotations"]],
    [
      annotated({ [`${APPARMOR}c`]: "localhost/x", [`${APPARMOR}d`]: "runtime/default" }),
      [`Invalid annotations[${APPARMOR}d]`],
    ],
    [annotated({ [`${APPARMOR}c`]: "confined" }), [`Invalid annotations[${APPARMOR}c]`]],
    [annotated({ [`${SECCOMP}anything`]: "unconfined", [POD_SECCOMP]: "docker/default" }), []],
    [annotated({ [`${SECCOMP}c`]: "x" }), [`Invalid annotations.${SECCOMP}c`]],
    [annotated({ [POD_SECCOMP]: "localhost//x" }), [`Invalid annotations.${POD_SECCOMP}`]],
    [annotated({ [COST]: "-2147483648" }), []],
    [annotated({ [COST]: "+1" }), [`Invalid annotations[${COST}]`]],
    [annotated({ [COST]: "007" }), [`Invalid annotations[${COST}]`]],
    [annotated({ [COST]: "2147483648" }), [`Invalid annotations[${COST}]`]],
    [annotated({ [TOLERATIONS]: "" }), []],
    [
      annotated({ [TOLERATIONS]: '[{"Key":"a","operator":"Exists"},null]' }),
      [`Invalid annotations.${TOLERATIONS}[1].operator`],
    ],
    [annotated({ [TOLERATIONS]: '[{"key":1}]' }), ["Invalid annotations"]],
    [annotated({ [TOLERATIONS]: "tolerate" }), ["Invalid annotations"]],
    [annotated({ "kubernetes.io/config.mirror": "x" }), ["Invalid annotations[kubernetes.io/config.mirror]"]],
    [annotated({ "kubernetes.io/config.mirror": "x" }), [], { nodeName: "n" }],
    [
      annotated({ [`${SECCOMP}c`]: "runtime/default" }),
      ["Forbidden spec.containers[0].securityContext.seccompProfile.type"],
      secure({ seccompProfile: { type: "Unconfined" } }),
    ],
    [
      annotated({ [`${SECCOMP}c`]: "localhost/a" }),
      ["Forbidden spec.containers[0].securityContext.seccompProfile.localhostProfile"],
      secure({ seccompProfile: { type: "Localhost", localhostProfile: "b" } }),
    ],
    [
      annotated({ [POD_SECCOMP]: "docker/default" }),
      [],
      { securityContext: { seccompProfile: { type: "RuntimeDefault" } } },
    ],
    [
      annotated({ [`${APPARMOR}c`]: "unconfined" }),
      ["Forbidden spec.containers[0].securityContext.appArmorProfile.type"],
      { securityContext: { appArmorProfile: { type: "RuntimeDefault" } } },
    ],
    [{}, ["NotSupported spec.restartPolicy"], { restartPolicy: "Never" }],
    [{}, ["NotSupported spec.restartPolicy"], { restartPolicy: "always" }],
    [{}, ["Forbidden spec.activeDeadlineSeconds"], { activeDeadlineSeconds: 1 }],
    [{}, ["Forbidden spec.activeDeadlineSeconds", "Invalid spec.activeDeadlineSeconds"], { activeDeadlineSeconds: 0 }],
  ])("%j: %j", (metadata, refused, pod) => expect(withTemplate(metadata, pod)).toEqual(refused));

  test("an empty object is refused and not stumbled over", () => {
    expect(inShort(judged({}))).toEqual([
      "Invalid spec.template.metadata.labels",
      "Required metadata.name",
      "Required spec.template.spec.containers",
    ]);
  });
});
