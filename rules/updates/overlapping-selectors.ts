import type { Comparisons } from "../../src/engine/comparisons.ts";
import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { WORD } from "../../src/input/wording.ts";
import { selectorsOverlap } from "../../src/kubernetes/label-selector.ts";
import { Alternatives } from "../../src/model/alternatives.ts";
import { addTo, groupBy } from "../../src/model/group-by.ts";
import { folderOf, identityOf, WORKLOAD_KINDS, type Workload, workloadOf } from "../../src/model/workload.ts";
import { DAEMON_SET } from "../references.ts";

export default defineWorkspaceRule<Workload>({
  id: "overlapping-selectors",
  category: "updates",
  severity: "error",
  summary: "Two workloads select each other's pods",
  why: "A controller takes in every pod without an owner that its selector matches. After a delete that leaves the pods, a restored backup or a pod made by hand, two controllers with one selector adopt what belongs to the other: a DaemonSet counts such a pod as that of its node and starts none of its own, or deletes it as one too many. And all that selects by these labels hits both, all the time: Services, disruption budgets, network policies, `kubectl logs -l`.",
  remedy:
    "Give each workload a label of its own and select by it, such as `app.kubernetes.io/name` with `app.kubernetes.io/component`.",
  references: [DAEMON_SET],
  silencedBy: ["duplicate-daemonset"],
  kinds: WORKLOAD_KINDS,
  lateKinds: WORKLOAD_KINDS.filter((kind) => kind !== "DaemonSet"),
  *gather({ resource, defaultNamespace }) {
    const workload = workloadOf(resource, defaultNamespace);
    if (workload !== undefined) yield workload;
  },
  concerns(facts) {
    const byFolder = groupBy(
      facts.filter(({ kind }) => kind === "DaemonSet"),
      ({ folder }) => folder,
    );
    const words = new Map([...byFolder].map(([folder, daemonSets]) => [folder, labelWords(daemonSets)]));
    return ({ file, wording }) => {
      const ofFolder = words.get(folderOf(file));
      if (ofFolder === undefined || ofFolder === "any") return ofFolder !== undefined;
      // Expressions may match without any value.
      return wording.hasWord(ofFolder) || wording.includes("matchExpressions");
    };
  },
  *checkWorkspace({ facts, defaultNamespace, comparisons, inFile }) {
    const alternatives = new Alternatives((file) =>
      [...inFile(file)].flatMap(({ resource }) => {
        const workload = workloadOf(resource, defaultNamespace);
        return workload === undefined ? [] : [identityOf(workload)];
      }),
    );
    const told = new Set<string>();
    const scopes = new Map<string, Seen>();
    for (const workload of facts) {
      const scope = JSON.stringify([workload.namespace, workload.folder]);
      const seen = scopes.get(scope) ?? new Seen();
      scopes.set(scope, seen);
      // A DaemonSet that is there twice is told of as such; of others, no selector that the server refuses exists.
      if (workload.kind === "DaemonSet" ? seen.has(workload) : isOpen(workload)) continue;
      for (const other of seen.candidates(workload, comparisons)) {
        if (workload.kind !== "DaemonSet" && other.kind !== "DaemonSet") continue;
        if (!selectorsOverlap(workload, other)) continue;
        if (alternatives.are(workload.place.file, other.place.file)) continue;
        const [at, first] = workload.kind === "DaemonSet" ? [workload, other] : [other, workload];
        const pair = JSON.stringify([identityOf(at), at.folder, identityOf(first)]);
        if (told.has(pair)) break;
        told.add(pair);
        yield {
          at: at.place,
          message: `its pods and those of ${first.kind} "${first.name}" in namespace ${at.namespace} are matched by one selector: whichever controller is first adopts a pod that has lost its owner, and what selects by these labels hits both; select by a label that only one of them has`,
          related: [{ at: first.place, message: `the selector of ${first.kind} "${first.name}"` }],
        };
        break;
      }
      seen.add(workload);
    }
  },
});

/** Words one of which stands in every workload whose selector or labels may meet those of DaemonSets; `any` for all. */
function labelWords(daemonSets: readonly Workload[]): ReadonlySet<string> | "any" {
  const words = new Set<string>();
  for (const { podLabels, selector } of daemonSets) {
    const selected = Object.entries(selector?.matchLabels ?? {});
    if (selector !== undefined && selected.length === 0) return "any";
    for (const [key, value] of [...Object.entries(podLabels), ...selected]) {
      const word = value || key.slice(key.lastIndexOf("/") + 1);
      if (!WORD.test(word)) return "any";
      words.add(word);
    }
  }
  return words;
}

/** True where a workload selects without any condition, which the API server takes of none. */
function isOpen({ selector }: Workload): boolean {
  const { matchLabels, matchExpressions } = selector ?? {};
  return selector !== undefined && Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length === 0;
}

/** Workloads that may overlap with a new one, without comparing each with each. */
class Seen {
  readonly #byPodLabel = new Map<string, Workload[]>();
  readonly #bySelector = new Map<string, Workload[]>();
  /** Those that require no certain value of any label: they may match anything. */
  readonly #open: Workload[] = [];
  readonly #all: Workload[] = [];
  readonly #place = new Map<Workload, number>();
  readonly #identities = new Set<string>();

  has(workload: Workload): boolean {
    return this.#identities.has(identityOf(workload));
  }

  add(workload: Workload): void {
    this.#identities.add(identityOf(workload));
    this.#place.set(workload, this.#all.push(workload));
    for (const label of pairs(workload.podLabels)) addTo(this.#byPodLabel, label, workload);
    const rarest = this.#rarest(this.#bySelector, pairs(workload.selector?.matchLabels));
    if (rarest === undefined) this.#open.push(workload);
    else addTo(this.#bySelector, rarest, workload);
  }

  /** Those whose pods the workload's selector may match, and those whose selector may match its pods, in their order. */
  candidates(workload: Workload, comparisons: Comparisons): readonly Workload[] {
    const rarest = this.#rarest(this.#byPodLabel, pairs(workload.selector?.matchLabels));
    const selected = rarest === undefined ? this.#all : (this.#byPodLabel.get(rarest) ?? []);
    const selecting = pairs(workload.podLabels).flatMap((label) => this.#bySelector.get(label) ?? []);
    comparisons.count(selected.length + selecting.length + this.#open.length);
    const candidates = [...new Set([...selected, ...selecting, ...this.#open])];
    return candidates.sort((a, b) => (this.#place.get(a) ?? 0) - (this.#place.get(b) ?? 0));
  }

  #rarest(index: ReadonlyMap<string, Workload[]>, labels: readonly string[]): string | undefined {
    const count = (label: string) => index.get(label)?.length ?? 0;
    return labels.reduce<string | undefined>(
      (best, label) => (best === undefined || count(label) < count(best) ? label : best),
      undefined,
    );
  }
}

function pairs(labels: Workload["podLabels"] | null | undefined): string[] {
  return Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value ?? ""}`);
}
