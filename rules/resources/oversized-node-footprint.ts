import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { canShareNode, type NodeSelection } from "../../src/kubernetes/node-affinity.ts";
import {
  addQuantities,
  formatQuantity,
  parseQuantity,
  type Quantity,
  quantityToNumber,
} from "../../src/kubernetes/quantity.ts";
import { podRequests } from "../../src/kubernetes/resources.ts";
import type { Place } from "../../src/model/place.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { RESOURCES } from "../references.ts";

interface Footprint {
  readonly id: string;
  readonly name: string;
  readonly selection: NodeSelection;
  /** What it requests of the resources that the cluster's facts name. */
  readonly requests: Readonly<Record<string, Quantity>>;
  /** Its largest share of a node. */
  readonly share: number;
  readonly place: Place;
}

/** DaemonSets that select nodes alike. */
type Group = readonly [Footprint, ...Footprint[]];

/** More ways of selecting nodes than a cluster has; the lightest beyond are left out. */
const MAX_GROUPS = 100;

const options = {
  share: {
    type: "number",
    default: 20,
    minimum: 0,
    maximum: 100,
    description: "Percentage of a node's allocatable resources that all DaemonSets together may request.",
  },
} as const;

export default defineWorkspaceRule<Footprint, typeof options>({
  id: "oversized-node-footprint",
  category: "resources",
  severity: "warning",
  summary: "The agents together take too much of every node",
  why: "Each DaemonSet is small; their sum is paid on every node and seen nowhere. On the smallest node it is the largest share, and what is left there may no longer fit the workloads for which the node was bought.",
  remedy:
    "Lower the requests to what is used, merge agents that do alike, keep those that only some nodes need to these nodes, or take larger nodes.",
  exceptions: "Nodes that are there for the agents (storage, gateways): raise the option `share` for their manifests.",
  references: [RESOURCES],
  options,
  kinds: ["DaemonSet"],
  *gather({ daemonSet, resource, cluster, defaultNamespace }) {
    const { nodeAllocatable } = cluster;
    if (daemonSet === undefined || nodeAllocatable === undefined) return;
    const spec = daemonSet.pod.spec.value;
    const selection = daemonSet.pod.nodeSelection();
    if (spec === undefined || selection === undefined) return;
    const requested = podRequests(spec);
    const requests: Record<string, Quantity> = {};
    let share = 0;
    for (const [resourceName, allocatable] of Object.entries(nodeAllocatable)) {
      const amount = requested.get(resourceName);
      const of = parseQuantity(allocatable);
      if (amount === undefined || of === undefined) continue;
      requests[resourceName] = amount;
      share = Math.max(share, quantityToNumber(amount) / quantityToNumber(of));
    }
    const os = daemonSet.pod.isWindows ? "windows" : "linux";
    const { nodeSelector, affinity, nodeName } = selection;
    yield {
      id: `${resource.namespace ?? defaultNamespace}/${daemonSet.name}`,
      name: daemonSet.name,
      selection: { nodeName, affinity, nodeSelector: { "kubernetes.io/os": os, ...nodeSelector } },
      requests,
      share,
      place: resource.placeOf(daemonSet.fields.at("metadata").at("name")),
    };
  },
  *checkWorkspace({ facts, cluster, options }) {
    for (const footprints of neighbours(groups(facts))) {
      const excess: string[] = [];
      for (const [resourceName, allocatable] of Object.entries(cluster.nodeAllocatable ?? {})) {
        const of = parseQuantity(allocatable);
        const amounts = footprints.flatMap(({ requests }) => requests[resourceName] ?? []);
        const [first, ...others] = amounts;
        if (of === undefined || first === undefined) continue;
        const sum = others.reduce(addQuantities, first);
        const percent = (100 * quantityToNumber(sum)) / quantityToNumber(of);
        if (percent <= options.share) continue;
        excess.push(`${formatQuantity(sum)} of ${allocatable} ${resourceName} (${Math.round(percent)}%)`);
      }
      const [largest, ...others] = [...footprints].sort((a, b) => b.share - a.share);
      if (excess.length === 0 || largest === undefined) continue;
      const who =
        others.length === 0
          ? "this DaemonSet requests"
          : `the ${footprints.length} DaemonSets that meet on a node request`;
      yield {
        at: largest.place,
        message: `${who} ${enumerate(excess)} of the smallest node, more than ${options.share}%, before any workload runs there; ${largest.name} takes most`,
        related: others.map(({ name, place }) => ({ message: `${name} runs there too`, at: place })),
      };
    }
  },
});

/** By what they select, the largest first; of the same DaemonSet in several folders the largest counts. */
function groups(facts: readonly Footprint[]): Group[] {
  const largest = new Map<string, Footprint>();
  for (const footprint of facts) {
    const known = largest.get(footprint.id);
    if (known === undefined || footprint.share > known.share) largest.set(footprint.id, footprint);
  }
  const bySelection = new Map<string, [Footprint, ...Footprint[]]>();
  for (const footprint of largest.values()) {
    const key = JSON.stringify(footprint.selection);
    const group = bySelection.get(key);
    if (group === undefined) bySelection.set(key, [footprint]);
    else group.push(footprint);
  }
  const weight = (group: Group): number => group.reduce((sum, { share }) => sum + share, 0);
  return [...bySelection.values()].sort((a, b) => weight(b) - weight(a)).slice(0, MAX_GROUPS);
}

/** Sets of DaemonSets that can all be on one node, each DaemonSet in at least one of them. */
function* neighbours(all: readonly Group[]): Generator<readonly Footprint[]> {
  const covered = new Set<Group>();
  for (const seed of all) {
    if (covered.has(seed)) continue;
    const together: Group[] = [seed];
    for (const group of all) {
      if (group !== seed && together.every(([other]) => canShareNode(other.selection, group[0].selection))) {
        together.push(group);
      }
    }
    for (const group of together) covered.add(group);
    yield together.flat();
  }
}
