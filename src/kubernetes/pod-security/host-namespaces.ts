import { offence, type PodSecurityCheck } from "./check.ts";
import { dig } from "./pod.ts";

const NAMESPACES = ["hostNetwork", "hostPID", "hostIPC"];

/** None of the node's network, process and IPC namespaces: `CheckHostNamespaces`. */
export const hostNamespaces: PodSecurityCheck = {
  id: "hostNamespaces",
  level: "baseline",
  revisions: [
    {
      since: 0,
      check(pod) {
        const shared = NAMESPACES.filter((name) => dig(pod.spec, name) === true);
        return offence(
          shared.map((name) => ["spec", name]),
          () => shared.join(", "),
        );
      },
    },
  ],
};
