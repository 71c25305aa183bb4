import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { canShareNode, type NodeSelection } from "../../src/kubernetes/node-affinity.ts";
import { type HostPort, hostPorts, hostPortsConflict, type PortPodSpec } from "../../src/kubernetes/ports.ts";
import { Alternatives } from "../../src/model/alternatives.ts";
import { groupBy } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import { folderOf } from "../../src/model/workload.ts";
import { DAEMON_SET } from "../references.ts";

interface Binding {
  readonly daemonSet: string;
  readonly name: string;
  /** False where whoever applies it says in which namespace it goes. */
  readonly placed: boolean;
  readonly folder: string;
  readonly port: HostPort;
  readonly selection: NodeSelection;
  readonly place: Place;
}

export default defineWorkspaceRule<Binding>({
  id: "host-port-clash",
  category: "networking",
  severity: "error",
  summary: "Two DaemonSets want the same port of the same nodes",
  why: "A port of a node is given out once. Where two DaemonSets that can run on the same node both ask for it, the scheduler places one and leaves the other's pod Pending, on every node, in whatever order they came.",
  remedy:
    "Give one of them another `hostPort`, take it away, or keep the two on different nodes by node selectors that exclude each other.",
  references: [DAEMON_SET],
  needs: ["hostNetwork", "hostPort"],
  kinds: ["DaemonSet"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const spec = daemonSet?.pod.spec;
    if (daemonSet === undefined || spec?.value === undefined) return;
    const selection = daemonSet.pod.nodeSelection();
    if (selection === undefined) return;
    for (const port of hostPorts(spec.value as PortPodSpec)) {
      const field = spec.walk(port.path);
      if (field.unknown) continue;
      yield {
        daemonSet: `${resource.namespace ?? defaultNamespace}/${daemonSet.name}`,
        name: daemonSet.name,
        placed: resource.namespace !== undefined,
        folder: folderOf(resource.origin.file),
        port,
        selection,
        place: resource.placeOf(field.at(port.implied ? "containerPort" : "hostPort")),
      };
    }
  },
  *checkWorkspace({ facts, comparisons }) {
    const daemonSets = groupBy(facts, ({ place }) => place.file);
    const alternatives = new Alternatives((file) => (daemonSets.get(file) ?? []).map(({ daemonSet }) => daemonSet));
    const seen = new Map<string, Binding[]>();
    const alike = new Map<string, Binding[]>();
    for (const binding of facts) {
      const { port, folder } = binding;
      const key = JSON.stringify([folder, port.port, port.protocol]);
      const before = seen.get(key) ?? [];
      seen.set(key, before);
      comparisons.count(before.length);
      const other = before.find(
        (one) =>
          one.daemonSet !== binding.daemonSet &&
          !alternatives.are(one.place.file, binding.place.file) &&
          !isOtherForm(one, binding) &&
          hostPortsConflict(one.port, port) &&
          canShareNode(one.selection, binding.selection),
      );
      if (other !== undefined) {
        yield {
          at: binding.place,
          message: `port ${port.port}/${port.protocol} of the node is asked for by DaemonSet "${other.name}" too: on every node that both choose, one of the two pods stays Pending; change the port, or choose different nodes`,
          related: [
            { at: other.place, message: `DaemonSet "${other.name}" asks for port ${port.port}/${port.protocol} here` },
          ],
        };
      }
      // Those that choose the same nodes at the same address clash with the same others: one of them is enough.
      const same = JSON.stringify([key, binding.place.file, binding.selection, port.hostIP]);
      const known = alike.get(same) ?? [];
      if (known.length >= 2 || known.some((one) => one.daemonSet === binding.daemonSet)) continue;
      alike.set(same, [...known, binding]);
      before.push(binding);
    }
  },
});

/** The same DaemonSet in two files, once with its namespace and once without: a source, and what was made of it. */
function isOtherForm(a: Binding, b: Binding): boolean {
  return a.name === b.name && a.placed !== b.placed && a.place.file !== b.place.file;
}
