import { defineRule } from "../../src/engine/rule.ts";
import { isWithin } from "../../src/kubernetes/node-path.ts";
import type { Container, HostMount } from "../../src/model/daemon-set.ts";

const LINKS = "/var/log/containers";
const LOGS = "/var/log/pods";

export default defineRule({
  id: "log-links-dangle",
  category: "agents",
  severity: "warning",
  summary: "Links to logs are mounted, and not the logs",
  why: "`/var/log/containers` holds nothing but links into `/var/log/pods`. A collector that sees only the first finds a name for every log and not one file behind them: it runs, reports no error, and sends nothing.",
  remedy: "Mount `/var/log` read-only, or `/var/log/pods` at the same path beside `/var/log/containers`.",
  references: ["https://github.com/fluent/fluentd-kubernetes-daemonset/issues/563"],
  needs: ["hostPath"],
  *check({ daemonSet: { pod } }) {
    if (pod.isWindows) return;
    const mountsOf = new Map<Container, HostMount[]>(pod.allContainers().map((container) => [container, []]));
    for (const mount of pod.hostMounts()) mountsOf.get(mount.container)?.push(mount);
    for (const [container, mounts] of mountsOf) {
      const links = mounts.find(({ path }) => path === LINKS);
      // A path that can't be known may be that of the logs.
      if (links === undefined || mounts.some(({ path }) => path === undefined || isWithin(LOGS, path))) continue;
      yield {
        at: links.mount,
        message: `${container.label} sees ${LINKS} and not ${LOGS}, where the links in it lead: it will find no log; mount /var/log, or ${LOGS} too`,
      };
    }
  },
});
