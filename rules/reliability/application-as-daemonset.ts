import type { ContainerPort } from "kubernetes-types/core/v1.d.ts";
import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { compileSelector } from "../../src/kubernetes/label-selector.ts";
import { hostPorts, type PortPodSpec } from "../../src/kubernetes/ports.ts";
import type { DaemonSet } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { groupBy } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import { DAEMON_SET } from "../references.ts";
import { type PodFact, podFact, type ServiceFact, serviceFact } from "./services.ts";

type Fact =
  | (PodFact & { readonly place: Place })
  | ServiceFact
  | { readonly use: "ingress"; readonly namespace: string; readonly services: readonly string[] };

export default defineWorkspaceRule<Fact>({
  id: "application-as-daemonset",
  category: "reliability",
  severity: "strict",
  summary: "An application that runs once a node for no reason of the node's",
  why: "The pods take nothing from their nodes, and what they serve is reached through a load balancer. As a DaemonSet there are as many of them as there happen to be nodes: too few on a small cluster, hundreds on a large one, and none can be added when the load rises.",
  remedy: "Make it a Deployment, with a topology spread constraint and an autoscaler.",
  exceptions:
    "An ingress controller that must answer on every node for `externalTrafficPolicy: Local` is one case where it is meant.",
  references: [DAEMON_SET],
  kinds: ["DaemonSet", "Service", "Ingress"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const namespace = resource.namespace ?? defaultNamespace;
    if (resource.kind === "Service") yield serviceFact(resource, namespace);
    else if (resource.kind === "Ingress") yield { use: "ingress", namespace, services: backendsOf(resource.fields) };
    else if (daemonSet !== undefined && !needsNode(daemonSet)) {
      const pods = podFact(daemonSet, namespace);
      if (pods !== undefined) yield { ...pods, place: resource.placeOf(resource.fields) };
    }
  },
  *checkWorkspace({ facts, comparisons }) {
    const routed = new Set(
      facts.flatMap((fact) => (fact.use === "ingress" ? fact.services.map((name) => `${fact.namespace}/${name}`) : [])),
    );
    const fronted = groupBy(
      facts.filter(
        (fact): fact is ServiceFact =>
          fact.use === "service" && (fact.type === "LoadBalancer" || routed.has(`${fact.namespace}/${fact.name}`)),
      ),
      ({ namespace }) => namespace,
    );
    for (const fact of facts) {
      if (fact.use !== "pods") continue;
      const services = fronted.get(fact.namespace) ?? [];
      comparisons.count(services.length);
      const service = services.find(({ selector }) => compileSelector(selector)?.matches(fact.labels));
      if (service === undefined) continue;
      yield {
        at: fact.place,
        message: `takes nothing from its nodes and is served through Service "${service.name}": one pod a node is too few on a small cluster and too many on a large one; make it a Deployment`,
        related: [{ at: service.place, message: `Service "${service.name}" leads to its pods` }],
      };
    }
  },
});

/** True where the pod uses anything of the node that it runs on, or may: of ports that can't be known, it does. */
function needsNode({ pod }: DaemonSet): boolean {
  const { spec } = pod;
  if (spec.at("containers").unknown || spec.at("initContainers").unknown) return true;
  if (pod.allContainers().some(({ fields }) => isUnsure(fields.at("ports")))) return true;
  if (hostPorts((spec.value ?? {}) as PortPodSpec).length > 0) return true;
  if (["hostNetwork", "hostPID", "hostIPC"].some((key) => spec.at(key).value === true)) return true;
  if ([...pod.volumes().values()].some((volume) => !volume.at("hostPath").absent)) return true;
  return pod.allContainers().some(({ securityContext, fields }) => {
    const added = securityContext.at("capabilities").at("add").value ?? [];
    const limits = Object.keys((fields.at("resources").at("limits").value ?? {}) as object);
    return (
      securityContext.at("privileged").value === true || added.length > 0 || limits.some((name) => name.includes("/"))
    );
  });
}

function isUnsure(ports: Field<ContainerPort[]>): boolean {
  return ports.unknown || ports.items().some((port) => port.at("hostPort").unknown);
}

/** Services that an Ingress leads to, in today's form of it and in that of the betas. */
function backendsOf(ingress: Field): string[] {
  const names: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { service, serviceName } = value as { service?: { name?: unknown }; serviceName?: unknown };
    for (const name of [service?.name, serviceName]) if (typeof name === "string") names.push(name);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(ingress.at("spec").value);
  return names;
}
