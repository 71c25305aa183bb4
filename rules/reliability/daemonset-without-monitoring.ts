import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { compileSelector, type LabelSelector } from "../../src/kubernetes/label-selector.ts";
import { groupBy } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import { isListOf, isSelector, isText, typed } from "../../src/model/typed.ts";
import { DAEMON_SET } from "../references.ts";
import { type PodFact, podFact, type ServiceFact, serviceFact } from "./services.ts";

/** Annotations by which collectors find what they scrape. */
const SCRAPED =
  /(^|\.)(prometheus\.io|prometheus\.[a-z.]{1,99}|ad\.datadoghq\.com|k8s\.grafana\.com|metrics\.[a-z.]{1,99})\//;

interface Monitor {
  readonly use: "pod-monitor" | "service-monitor";
  /** Namespaces it looks at; undefined for all. */
  readonly namespaces: readonly (string | null)[] | undefined;
  readonly selector: LabelSelector;
}

type Fact =
  | (PodFact & { readonly name: string; readonly annotated: boolean; readonly place: Place })
  | ServiceFact
  | Monitor;

const isNames = isListOf(isText);

export default defineWorkspaceRule<Fact>({
  id: "daemonset-without-monitoring",
  category: "reliability",
  severity: "strict",
  summary: "Nothing watches the agent",
  why: "An agent that is down on some nodes takes its data with it, so its absence looks like silence. Unless something scrapes it, nobody learns that 3 of 300 nodes have had no logs for a week.",
  remedy:
    "Add a PodMonitor or ServiceMonitor that selects its pods, or the scrape annotations your collector goes by, and alert on `desired − ready`.",
  references: [DAEMON_SET],
  kinds: ["DaemonSet", "Service", "PodMonitor", "ServiceMonitor"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const namespace = resource.namespace ?? defaultNamespace;
    if (resource.kind === "Service") yield serviceFact(resource, namespace);
    else if (daemonSet !== undefined) {
      const annotations = daemonSet.pod.template.at("metadata").at("annotations").entries();
      const annotated = annotations.some(({ key, field }) => SCRAPED.test(key) && String(field.value) !== "false");
      const place = resource.placeOf(resource.fields);
      const pods = podFact(daemonSet, namespace);
      if (pods !== undefined) yield { ...pods, name: daemonSet.name, annotated, place };
    } else if (resource.kind === "PodMonitor" || resource.kind === "ServiceMonitor") {
      const spec = resource.fields.at("spec");
      const inNamespaces = spec.at("namespaceSelector");
      const named = inNamespaces.at("matchNames");
      const any = inNamespaces.at("any");
      const isEverywhere = any.unknown || any.value || !(named.absent || typed(named, isNames));
      yield {
        use: resource.kind === "PodMonitor" ? "pod-monitor" : "service-monitor",
        namespaces: isEverywhere ? undefined : (typed(named, isNames) ?? [namespace]),
        // One that can't be read may look at anything.
        selector: typed(spec.at("selector"), isSelector) ?? {},
      };
    }
  },
  *checkWorkspace({ facts, comparisons }) {
    const monitors = facts.filter(
      (fact): fact is Monitor => fact.use === "pod-monitor" || fact.use === "service-monitor",
    );
    const watches = (use: Monitor["use"], { namespace, labels }: { namespace: string; labels: PodFact["labels"] }) => {
      comparisons.count(monitors.length);
      return monitors.some(
        (monitor) =>
          monitor.use === use &&
          (monitor.namespaces?.includes(namespace) ?? true) &&
          (compileSelector(monitor.selector)?.matches(labels) ?? false),
      );
    };
    const services = groupBy(
      facts.filter(
        (fact): fact is ServiceFact =>
          fact.use === "service" &&
          (fact.annotations.some((name) => SCRAPED.test(name)) || watches("service-monitor", fact)),
      ),
      ({ namespace }) => namespace,
    );
    for (const fact of facts) {
      if (fact.use !== "pods" || fact.annotated || watches("pod-monitor", fact)) continue;
      const candidates = services.get(fact.namespace) ?? [];
      comparisons.count(candidates.length);
      const served = candidates.some(({ selector }) => compileSelector(selector)?.matches(fact.labels));
      if (served) continue;
      yield {
        at: fact.place,
        message: `nothing in this run watches DaemonSet "${fact.name}": on nodes where it is down its data is missing, and silence looks like health; add a PodMonitor, a ServiceMonitor or scrape annotations`,
      };
    }
  },
});
