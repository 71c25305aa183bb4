import { offence, type PodSecurityCheck } from "./check.ts";
import { asText, dig, quoted } from "./pod.ts";

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];
const HOOKS = ["postStart", "preStop"];

/** Probes and lifecycle hooks name no host: from the kubelet they reach what the pod can't. `CheckHostProbesAndHostLifecycle`. */
export const hostProbesAndHostLifecycle: PodSecurityCheck = {
  id: "hostProbesAndHostLifecycle",
  level: "baseline",
  revisions: [
    {
      since: 34,
      check(pod) {
        const bad = pod.containers.flatMap((container) => {
          const handlers = [
            ...PROBES.map((probe) => ({ path: [...container.path, probe], handler: dig(container.fields, probe) })),
            ...HOOKS.map((hook) => ({
              path: [...container.path, "lifecycle", hook],
              handler: dig(container.fields, "lifecycle", hook),
            })),
          ];
          return handlers.flatMap(({ path, handler }) =>
            ["httpGet", "tcpSocket"]
              .map((kind) => ({ path: [...path, kind, "host"], host: asText(dig(handler, kind, "host")) }))
              .filter(({ host }) => host !== ""),
          );
        });
        return offence(
          bad.map(({ path }) => path),
          () => `probe or hook of host ${quoted(bad.map(({ host }) => host))}`,
        );
      },
    },
  ],
};
