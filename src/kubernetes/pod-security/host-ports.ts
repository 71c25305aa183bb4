import { offence, type PodSecurityCheck } from "./check.ts";
import { asList, dig } from "./pod.ts";

/** No host ports, of init containers neither: `CheckHostPorts`. */
export const hostPorts: PodSecurityCheck = {
  id: "hostPorts",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const bad = pod.containers.flatMap((container) =>
          [...asList(dig(container.fields, "ports")).entries()]
            .map(([index, port]) => ({
              path: [...container.path, "ports", index, "hostPort"],
              port: dig(port, "hostPort"),
            }))
            .filter(({ port }) => typeof port === "number" && port !== 0),
        );
        return offence(
          bad.map(({ path }) => path),
          () => `host ${bad.length === 1 ? "port" : "ports"} ${[...new Set(bad.map(({ port }) => port))].join(", ")}`,
        );
      },
    },
  ],
};
