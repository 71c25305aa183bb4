/** Annotations of the days before the pod had fields for these things. No supported Kubernetes reads them. */
export const CRITICAL_POD = "scheduler.alpha.kubernetes.io/critical-pod";
export const TOLERATIONS = "scheduler.alpha.kubernetes.io/tolerations";
