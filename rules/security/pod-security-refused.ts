import { type Across, defineWorkspaceRule } from "../../src/engine/rule.ts";
import {
  type EnforcedPolicy,
  enforcedPolicy,
  type RevisionVerdict,
  violationsAt,
} from "../../src/kubernetes/pod-security/evaluate.ts";
import type { Field } from "../../src/model/field.ts";
import { groupBy } from "../../src/model/group-by.ts";
import { nearestTo } from "../../src/model/nearest.ts";
import type { Place } from "../../src/model/place.ts";
import { podSecurityOf } from "../../src/model/pod-security.ts";
import type { Resource } from "../../src/model/resource.ts";
import { POD_SECURITY_ADMISSION, POD_SECURITY_STANDARDS } from "../references.ts";

/** What of a namespace or a DaemonSet the check needs. */
type Fact =
  | { readonly kind: "namespace"; readonly name: string; readonly policy: EnforcedPolicy; readonly place: Place }
  | {
      readonly kind: "daemonSet";
      readonly namespace: string;
      readonly place: Place;
      readonly minor: number;
    };

const ENFORCE = "pod-security.kubernetes.io/enforce";
const ENFORCE_VERSION = "pod-security.kubernetes.io/enforce-version";

export default defineWorkspaceRule<Fact>({
  id: "pod-security-refused",
  category: "security",
  severity: "error",
  summary: "The namespace refuses every pod of the DaemonSet",
  why: "A namespace that enforces a level of the Pod Security Standards refuses pods, not the DaemonSets that make them. The DaemonSet is created with no more than a warning, its status says `0` of as many pods as there are nodes, and only its events say why.",
  remedy:
    "Make the pods fit the level, or put the agent into a namespace that enforces `privileged` and holds nothing but node agents. A level that isn't one of `privileged`, `baseline` and `restricted` counts as `restricted`.",
  exceptions:
    "A cluster whose admission configuration exempts the namespace or the runtime class. The waiver should say where that is written.",
  references: [POD_SECURITY_ADMISSION, POD_SECURITY_STANDARDS],
  kinds: ["DaemonSet", "Namespace"],
  *gather({ resource, daemonSet, defaultNamespace, kubernetes }) {
    if (daemonSet !== undefined) {
      yield {
        kind: "daemonSet",
        namespace: resource.namespace ?? defaultNamespace,
        place: placeIn(resource),
        minor: kubernetes[1],
      };
    } else if (resource.kind === "Namespace" && resource.apiVersion === "v1" && resource.name !== undefined) {
      const labels: Field<Record<string, unknown>> = resource.fields.at("metadata").at("labels") as never;
      const [level, version] = [labels.at(ENFORCE), labels.at(ENFORCE_VERSION)];
      if (labels.unknown || level.unknown || version.unknown) return;
      const place = resource.placeOf(level.absent ? labels : level);
      yield { kind: "namespace", name: resource.name, policy: enforcedPolicy(labels.value), place };
    }
  },
  *checkWorkspace({ facts, comparisons, inFile }) {
    const namespaces = groupBy(
      facts.filter((fact) => fact.kind === "namespace"),
      ({ name }) => name,
    );
    const verdicts = new Verdicts(inFile);
    for (const fact of facts) {
      if (fact.kind !== "daemonSet") continue;
      const ofName = namespaces.get(fact.namespace) ?? [];
      comparisons.count(ofName.length);
      const byPolicy = new Map<string, ReturnType<typeof violationsAt>>();
      const refusals = nearestTo(fact.place.file, ofName).map((namespace) => {
        const { level, version } = namespace.policy;
        const asked = version === "latest" ? fact.minor : Math.min(version, fact.minor);
        const policy = `${level} ${asked}`;
        const violations =
          byPolicy.get(policy) ?? (level === "privileged" ? [] : violationsAt(verdicts.of(fact.place), level, asked));
        byPolicy.set(policy, violations);
        return { namespace, violations };
      });
      const [first] = refusals;
      // Of several that may be meant, all have to refuse.
      if (first === undefined || refusals.some(({ violations }) => violations.length === 0)) continue;
      const { namespace, violations } = first;
      const { level, version, valid } = namespace.policy;
      const pinned = version === "latest" ? "" : ` of Kubernetes 1.${version}`;
      const counted = valid ? "" : " (its labels can't be read, so the strictest counts)";
      yield {
        at: fact.place,
        message: `namespace ${fact.namespace} enforces ${level}${pinned}${counted} and refuses every pod: ${violations.map(({ detail }) => detail).join("; ")}; change the pods, or run them in a namespace that enforces privileged`,
        pss: violations.map(({ id }) => id),
        related: [{ message: `namespace ${fact.namespace} enforces it here`, at: namespace.place }],
      };
    }
  },
});

/** Verdicts on DaemonSets. Few namespaces enforce anything, so they are found for those alone, and file by file. */
class Verdicts {
  readonly #inFile: Across<Fact>["inFile"];
  #file: string | undefined;
  #verdicts = new Map<string, readonly RevisionVerdict[]>();

  constructor(inFile: Across<Fact>["inFile"]) {
    this.#inFile = inFile;
  }

  of(place: Place): readonly RevisionVerdict[] {
    if (this.#file !== place.file) {
      this.#file = place.file;
      this.#verdicts = new Map();
      for (const { daemonSet } of this.#inFile(place.file)) {
        if (daemonSet === undefined) continue;
        this.#verdicts.set(keyOf(placeIn(daemonSet.resource)), podSecurityOf(daemonSet.pod));
      }
    }
    return this.#verdicts.get(keyOf(place)) ?? [];
  }
}

function placeIn(resource: Resource): Place {
  return resource.placeOf(resource.fields.at("metadata").at("name"));
}

function keyOf({ document, line, column }: Place): string {
  return `${document} ${line}:${column}`;
}
