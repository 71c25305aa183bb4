import { offence, type PodSecurityCheck } from "./check.ts";
import { asText, dig, type Path, type PlainContainer, quoted } from "./pod.ts";

/** Where a container's probes and hooks stand. */
const HANDLERS: readonly (readonly string[])[] = [
  ["livenessProbe"],
  ["readinessProbe"],
  ["startupProbe"],
  ["lifecycle", "postStart"],
  ["lifecycle", "preStop"],
];
const KINDS = ["httpGet", "tcpSocket"];

interface NamedHost {
  readonly path: Path;
  readonly host: string;
}

function hostsIn(container: PlainContainer): NamedHost[] {
  const hosts: NamedHost[] = [];
  for (const steps of HANDLERS) {
    const [first = "", second] = steps;
    const handler = dig(container.fields, first, second);
    if (handler === undefined) continue;
    for (const kind of KINDS) {
      const host = asText(dig(handler, kind, "host"));
      if (host !== "") hosts.push({ path: [...container.path, ...steps, kind, "host"], host });
    }
  }
  return hosts;
}

/** Probes and lifecycle hooks name no host: from the kubelet they reach what the pod can't. `CheckHostProbesAndHostLifecycle`. */
export const hostProbesAndHostLifecycle: PodSecurityCheck = {
  id: "hostProbesAndHostLifecycle",
  level: "baseline",
  revisions: [
    {
      since: 34,
      check(pod) {
        const bad = pod.containers.flatMap(hostsIn);
        return offence(
          bad.map(({ path }) => path),
          () => `probe or hook of host ${quoted(bad.map(({ host }) => host))}`,
        );
      },
    },
  ],
};
