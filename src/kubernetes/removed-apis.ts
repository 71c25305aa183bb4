import { compareVersions, type KubernetesVersion } from "./versions.ts";

/** An API version of a kind that Kubernetes serves no more. */
export interface RemovedApi {
  /** First release without it. */
  readonly since: KubernetesVersion;
  /** API version to write instead; undefined where the kind is gone. */
  readonly successor: string | undefined;
}

/**
 * API version, first minor release without it, successor, kinds: the deprecation guide
 * (https://kubernetes.io/docs/reference/using-api/deprecation-guide/), and for what it leaves out the OpenAPI descriptions.
 */
const REMOVED: readonly (readonly [string, number, string | undefined, string])[] = [
  ["extensions/v1beta1", 16, "apps/v1", "DaemonSet Deployment ReplicaSet"],
  ["apps/v1beta1", 16, "apps/v1", "DaemonSet Deployment StatefulSet ControllerRevision"],
  ["apps/v1beta2", 16, "apps/v1", "DaemonSet Deployment ReplicaSet StatefulSet ControllerRevision"],
  ["extensions/v1beta1", 16, "networking.k8s.io/v1", "NetworkPolicy"],
  ["extensions/v1beta1", 16, undefined, "PodSecurityPolicy"],
  ["batch/v2alpha1", 21, "batch/v1", "CronJob"],
  ["extensions/v1beta1", 22, "networking.k8s.io/v1", "Ingress"],
  ["networking.k8s.io/v1beta1", 22, "networking.k8s.io/v1", "Ingress IngressClass"],
  [
    "rbac.authorization.k8s.io/v1beta1",
    22,
    "rbac.authorization.k8s.io/v1",
    "ClusterRole ClusterRoleBinding Role RoleBinding",
  ],
  ["scheduling.k8s.io/v1beta1", 22, "scheduling.k8s.io/v1", "PriorityClass"],
  ["storage.k8s.io/v1beta1", 22, "storage.k8s.io/v1", "CSIDriver CSINode StorageClass VolumeAttachment"],
  ["coordination.k8s.io/v1beta1", 22, "coordination.k8s.io/v1", "Lease"],
  ["certificates.k8s.io/v1beta1", 22, "certificates.k8s.io/v1", "CertificateSigningRequest"],
  ["apiextensions.k8s.io/v1beta1", 22, "apiextensions.k8s.io/v1", "CustomResourceDefinition"],
  ["apiregistration.k8s.io/v1beta1", 22, "apiregistration.k8s.io/v1", "APIService"],
  [
    "admissionregistration.k8s.io/v1beta1",
    22,
    "admissionregistration.k8s.io/v1",
    "MutatingWebhookConfiguration ValidatingWebhookConfiguration",
  ],
  [
    "rbac.authorization.k8s.io/v1alpha1",
    23,
    "rbac.authorization.k8s.io/v1",
    "ClusterRole ClusterRoleBinding Role RoleBinding",
  ],
  ["scheduling.k8s.io/v1alpha1", 23, "scheduling.k8s.io/v1", "PriorityClass"],
  ["node.k8s.io/v1alpha1", 24, "node.k8s.io/v1", "RuntimeClass"],
  ["autoscaling/v2beta1", 25, "autoscaling/v2", "HorizontalPodAutoscaler"],
  ["batch/v1beta1", 25, "batch/v1", "CronJob"],
  ["discovery.k8s.io/v1beta1", 25, "discovery.k8s.io/v1", "EndpointSlice"],
  ["node.k8s.io/v1beta1", 25, "node.k8s.io/v1", "RuntimeClass"],
  ["policy/v1beta1", 25, "policy/v1", "PodDisruptionBudget"],
  ["policy/v1beta1", 25, undefined, "PodSecurityPolicy"],
  ["autoscaling/v2beta2", 26, "autoscaling/v2", "HorizontalPodAutoscaler"],
  [
    "flowcontrol.apiserver.k8s.io/v1beta1",
    26,
    "flowcontrol.apiserver.k8s.io/v1",
    "FlowSchema PriorityLevelConfiguration",
  ],
  ["storage.k8s.io/v1beta1", 27, "storage.k8s.io/v1", "CSIStorageCapacity"],
  [
    "flowcontrol.apiserver.k8s.io/v1beta2",
    29,
    "flowcontrol.apiserver.k8s.io/v1",
    "FlowSchema PriorityLevelConfiguration",
  ],
  [
    "flowcontrol.apiserver.k8s.io/v1beta3",
    32,
    "flowcontrol.apiserver.k8s.io/v1",
    "FlowSchema PriorityLevelConfiguration",
  ],
];

/** What became of an API version of a kind, where the target does not serve it any more. */
export function removedApi(apiVersion: string, kind: string, target: KubernetesVersion): RemovedApi | undefined {
  for (const [version, minor, successor, kinds] of REMOVED) {
    if (version !== apiVersion || !kinds.split(" ").includes(kind)) continue;
    const since = [1, minor] as const;
    return compareVersions(target, since) < 0 ? undefined : { since, successor };
  }
  return undefined;
}
