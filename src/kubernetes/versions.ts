/** A Kubernetes minor version: `[major, minor]`. */
export type KubernetesVersion = readonly [number, number];

/**
 * Reads `1.33`, `v1.33` or `v1.33.2-eks-1`, of which only major and minor count. Undefined for anything else.
 */
export function parseKubernetesVersion(text: string): KubernetesVersion | undefined {
  const match = /^v?([0-9]{1,4})\.([0-9]{1,4})(?:\.[0-9]+)?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(text.trim());
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
}

/** Less than, equal to or more than zero as `a` is to `b`. */
export function compareVersions(a: KubernetesVersion, b: KubernetesVersion): number {
  return a[0] - b[0] || a[1] - b[1];
}

export function formatVersion(version: KubernetesVersion): string {
  return `${version[0]}.${version[1]}`;
}
