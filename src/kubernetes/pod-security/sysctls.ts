import { offence, type PodSecurityCheck, type Revision } from "./check.ts";
import { asList, asText, dig, quoted } from "./pod.ts";

/** Sysctls that a pod may set, and since which minor version: they touch its own namespaces only. */
const ALLOWED: readonly { readonly since: number; readonly names: readonly string[] }[] = [
  {
    since: 0,
    names: [
      "kernel.shm_rmid_forced",
      "net.ipv4.ip_local_port_range",
      "net.ipv4.tcp_syncookies",
      "net.ipv4.ping_group_range",
      "net.ipv4.ip_unprivileged_port_start",
    ],
  },
  { since: 27, names: ["net.ipv4.ip_local_reserved_ports"] },
  {
    since: 29,
    names: [
      "net.ipv4.tcp_keepalive_time",
      "net.ipv4.tcp_fin_timeout",
      "net.ipv4.tcp_keepalive_intvl",
      "net.ipv4.tcp_keepalive_probes",
    ],
  },
  { since: 32, names: ["net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"] },
];

/** True for a sysctl that kubelets of a minor version set for a pod without being told to. */
export function isSafeSysctl(name: string, minor: number): boolean {
  return ALLOWED.some(({ since, names }) => since <= minor && names.includes(name));
}

function allowedSince(minor: number): Revision["check"] {
  return (pod) => {
    const bad = [...asList(dig(pod.securityContext, "sysctls")).entries()]
      .map(([index, sysctl]) => ({ index, name: asText(dig(sysctl, "name")) }))
      .filter(({ name }) => !isSafeSysctl(name, minor));
    return offence(
      bad.map(({ index }) => ["spec", "securityContext", "sysctls", index, "name"]),
      () => `sysctls ${quoted(bad.map(({ name }) => name))}`,
    );
  };
}

/** No sysctl that reaches beyond the pod: `CheckSysctls`. */
export const sysctls: PodSecurityCheck = {
  id: "sysctls",
  level: "baseline",
  revisions: ALLOWED.map(({ since }) => ({ since, check: allowedSince(since) })),
};
