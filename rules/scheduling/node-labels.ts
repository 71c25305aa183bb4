/** Labels that say what a node is made of, not which node is meant. */
export const PLATFORM_LABELS: ReadonlySet<string> = new Set([
  "kubernetes.io/os",
  "kubernetes.io/arch",
  "beta.kubernetes.io/os",
  "beta.kubernetes.io/arch",
]);
export const OS_LABELS: readonly string[] = ["kubernetes.io/os", "beta.kubernetes.io/os"];

export const CONTROL_PLANE = "node-role.kubernetes.io/control-plane";
/** What kubeadm called it until 1.24. */
export const MASTER = "node-role.kubernetes.io/master";
