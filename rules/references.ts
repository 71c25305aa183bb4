/** Pages that rules refer to, once each. */
const DOCS = "https://kubernetes.io/docs";

export const API_REFERENCE = `${DOCS}/reference/kubernetes-api/workload-resources/daemon-set-v1/`;
export const DAEMON_SET = `${DOCS}/concepts/workloads/controllers/daemonset/`;
export const DECLARATIVE_CONFIGURATION = `${DOCS}/tasks/manage-kubernetes-objects/declarative-config/`;
export const DEPRECATION_GUIDE = `${DOCS}/reference/using-api/deprecation-guide/`;
export const LABELS = `${DOCS}/concepts/overview/working-with-objects/common-labels/`;
export const NAMESPACES = `${DOCS}/concepts/overview/working-with-objects/namespaces/`;
export const NODE_LABELS = `${DOCS}/reference/labels-annotations-taints/`;
export const NODE_SELECTION = `${DOCS}/concepts/scheduling-eviction/assign-pod-node/`;
export const POD_LIFECYCLE = `${DOCS}/concepts/workloads/pods/pod-lifecycle/`;
export const POD_SECURITY_STANDARDS = `${DOCS}/concepts/security/pod-security-standards/`;
export const PRIORITY = `${DOCS}/concepts/scheduling-eviction/pod-priority-preemption/`;
export const CRITICAL_PODS = `${DOCS}/tasks/administer-cluster/guaranteed-scheduling-critical-addon-pods/`;
export const TAINTS = `${DOCS}/concepts/scheduling-eviction/taint-and-toleration/`;
export const UPDATE_STRATEGY = `${DOCS}/tasks/manage-daemon/update-daemon-set/`;
export const ROLLBACK = `${DOCS}/tasks/manage-daemon/rollback-daemon-set/`;
export const HOST_PATH = `${DOCS}/concepts/storage/volumes/#hostpath`;
export const MOUNT_PROPAGATION = `${DOCS}/concepts/storage/volumes/#mount-propagation`;
export const RECURSIVE_READ_ONLY = `${DOCS}/concepts/storage/volumes/#recursive-read-only-mounts`;
