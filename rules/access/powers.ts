import type { PolicyRule } from "./rbac.ts";

/** What some rules allow that lets whoever owns one node go on to own the cluster. */
export interface Power {
  /** What it lets them do, to follow "can". */
  readonly words: string;
  /** True where it is over objects of no namespace. */
  readonly clusterWide: boolean;
  grantedBy(rule: PolicyRule): boolean;
}

const CLUSTER_SCOPED = ["nodes", "nodes/proxy", "users", "mutatingwebhookconfigurations"];
const WRITES = ["create", "update", "patch"];
const CONTROLLERS = [
  "daemonsets",
  "deployments",
  "replicasets",
  "statefulsets",
  "cronjobs",
  "jobs",
  "replicationcontrollers",
];

/** In the order of their gravity; a wildcard over everything stands for all of them. */
export const POWERS: readonly Power[] = [
  power("read every Secret", ["get", "list", "watch"], [""], ["secrets"]),
  power("run commands in any pod", ["create", "get"], [""], ["pods/exec", "pods/attach"]),
  power("put a container into any pod", ["update", "patch"], [""], ["pods/ephemeralcontainers"]),
  power("command every kubelet through nodes/proxy", ["create", "get"], [""], ["nodes/proxy"]),
  power("create pods on any node", ["create"], [""], ["pods"]),
  power("create pods through their controllers", WRITES, ["apps", "batch", "extensions", ""], CONTROLLERS),
  power("mint tokens of any ServiceAccount", ["create"], [""], ["serviceaccounts/token"]),
  power("grant itself any role", ["escalate", "bind"], ["rbac.authorization.k8s.io"], ["clusterroles", "roles"]),
  power(
    "act as any user",
    ["impersonate"],
    ["", "authentication.k8s.io"],
    ["users", "groups", "serviceaccounts", "userextras", "uids"],
  ),
  power(
    "see and change every object through an admission webhook",
    WRITES,
    ["admissionregistration.k8s.io"],
    ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
  ),
  power("draw pods to its own node by changing others", WRITES, [""], ["nodes"]),
  power("drive pods to its own node by deleting others", ["delete", "deletecollection"], [""], ["nodes"]),
];

/** Whether a rule grants anything that matters here. */
export function grantsPower(rule: PolicyRule): boolean {
  return allowsEverything(rule) || POWERS.some(({ grantedBy }) => grantedBy(rule));
}

export function allowsEverything({ verbs, apiGroups, resources }: PolicyRule): boolean {
  return [verbs, apiGroups, resources].every((list) => list?.includes("*"));
}

function power(
  words: string,
  verbs: readonly string[],
  groups: readonly string[],
  resources: readonly string[],
): Power {
  return {
    words,
    clusterWide: CLUSTER_SCOPED.some((name) => resources.includes(name)),
    grantedBy: (rule) =>
      // A rule for named objects is as narrow as its author meant it to be.
      !rule.resourceNames?.length &&
      holds(rule.verbs, verbs) &&
      holds(rule.apiGroups, groups) &&
      holds(rule.resources, [...resources, ...resources.map((name) => name.replace(/^[^/]*\//, "*/"))]),
  };
}

function holds(list: PolicyRule["verbs"], wanted: readonly string[]): boolean {
  return list?.some((name) => name === "*" || (name !== null && wanted.includes(name))) ?? false;
}

const rule = (groups: string[], resources: string[], verbs: string[]): PolicyRule => ({
  apiGroups: groups,
  resources,
  verbs,
});
const EVERYTHING = rule(["*"], ["*"], ["*"]);
const EDIT = [
  rule([""], ["pods/attach", "pods/exec", "secrets"], ["get", "list", "watch", "create"]),
  rule([""], ["pods", "replicationcontrollers"], ["create", "update", "patch"]),
  rule(["apps", "batch"], CONTROLLERS, ["create", "update", "patch"]),
  rule([""], ["serviceaccounts/token"], ["create"]),
  rule([""], ["serviceaccounts"], ["impersonate"]),
];
const MAKES_PODS = [rule([""], ["pods"], ["create"])];

/** Roles that every cluster has, as far as they matter here: what they grant of the powers above. */
export const BUILT_IN_ROLES: Readonly<Record<string, readonly PolicyRule[]>> = {
  "cluster-admin": [EVERYTHING],
  admin: EDIT,
  edit: EDIT,
  view: [],
  "system:aggregate-to-edit": EDIT,
  "system:aggregate-to-admin": [],
  "system:aggregate-to-view": [],
  "system:auth-delegator": [],
  "system:kubelet-api-admin": [rule([""], ["nodes/proxy"], ["*"])],
  "system:kube-controller-manager": [
    rule([""], ["secrets"], ["get", "list", "watch"]),
    rule([""], ["serviceaccounts/token"], ["create"]),
  ],
  "system:node": [
    rule([""], ["secrets"], ["get", "list", "watch"]),
    rule([""], ["pods"], ["create"]),
    rule([""], ["serviceaccounts/token"], ["create"]),
    rule([""], ["nodes"], ["create", "update", "patch"]),
  ],
  "system:controller:clusterrole-aggregation-controller": [
    rule(["rbac.authorization.k8s.io"], ["clusterroles"], ["escalate"]),
  ],
  "system:controller:cronjob-controller": [rule(["batch"], ["jobs"], ["create"])],
  "system:controller:daemon-set-controller": MAKES_PODS,
  "system:controller:deployment-controller": [rule(["apps"], ["replicasets"], ["create"])],
  "system:controller:job-controller": MAKES_PODS,
  "system:controller:node-controller": [rule([""], ["nodes"], ["delete", "patch"])],
  "system:controller:replicaset-controller": MAKES_PODS,
  "system:controller:replication-controller": MAKES_PODS,
  "system:controller:statefulset-controller": MAKES_PODS,
};
