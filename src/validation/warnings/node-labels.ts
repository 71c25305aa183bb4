import { labelValueFault, utf8Length } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import { quote } from "../semantics/words.ts";
import type { ErrorList } from "../types.ts";

/** Node labels that are on the way out, and what took their place: `deprecatedNodeLabels` of pkg/api/node. */
const RETIRED = new Map<string, { readonly since?: string; readonly instead?: string }>([
  ["beta.kubernetes.io/arch", { since: "1.14", instead: "kubernetes.io/arch" }],
  ["beta.kubernetes.io/os", { since: "1.14", instead: "kubernetes.io/os" }],
  ["failure-domain.beta.kubernetes.io/region", { since: "1.17", instead: "topology.kubernetes.io/region" }],
  ["failure-domain.beta.kubernetes.io/zone", { since: "1.17", instead: "topology.kubernetes.io/zone" }],
  ["beta.kubernetes.io/instance-type", { since: "1.17", instead: "node.kubernetes.io/instance-type" }],
  ["app.kubernetes.io/created-by", { since: "1.9" }],
  ["scheduler.alpha.kubernetes.io/preferAvoidPods", { since: "1.22" }],
  ["node-role.kubernetes.io/master", { instead: "node-role.kubernetes.io/control-plane" }],
]);

type NodeAffinity = NonNullable<NonNullable<PodSpec["affinity"]>["nodeAffinity"]>;

type Term = {
  readonly matchExpressions?:
    | { readonly key?: string | undefined; readonly values?: string[] | undefined }[]
    | undefined;
};

/** Retired labels wherever nodes are chosen by them, and values that no label can have where they only weigh. */
export function warnOfNodeLabels(spec: PodSpec, path: Path, errors: ErrorList): void {
  for (const key in spec.nodeSelector) warnOfLabel(key, path.child("nodeSelector").key(key), errors, "key");
  if (spec.affinity?.nodeAffinity !== undefined) warnOfAffinity(spec.affinity.nodeAffinity, path, errors);
  let index = 0;
  for (const { topologyKey = "" } of spec.topologySpreadConstraints ?? []) {
    warnOfLabel(topologyKey, path.child("topologySpreadConstraints").index(index++).child("topologyKey"), errors);
  }
}

function warnOfAffinity(nodeAffinity: NodeAffinity, path: Path, errors: ErrorList): void {
  const required = nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const at = path.child("affinity", "nodeAffinity");
  for (const [index, term] of required.entries()) {
    const terms = at.child("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms");
    warnOfTerm(term, terms.index(index), errors);
  }
  const preferred = nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  for (const [index, { preference = {} }] of preferred.entries()) {
    const termPath = at.child("preferredDuringSchedulingIgnoredDuringExecution").index(index).child("preference");
    warnOfTerm(preference, termPath, errors);
    warnOfValues(preference, termPath, errors);
  }
}

function warnOfTerm({ matchExpressions = [] }: Term, path: Path, errors: ErrorList): void {
  for (const [index, { key = "" }] of matchExpressions.entries()) {
    warnOfLabel(key, path.child("matchExpressions").index(index).child("key"), errors);
  }
}

function warnOfValues({ matchExpressions = [] }: Term, path: Path, errors: ErrorList): void {
  for (const [index, { values = [] }] of matchExpressions.entries()) {
    for (const [position, value] of values.entries()) {
      const at = path.child("matchExpressions").index(index).child("values").index(position);
      const fault = labelValueFault(value);
      if (fault !== undefined) errors.warning(at, `label value ${quote(value)} ${fault}: no node can have it`);
      // The server says the length and the form each for itself.
      const form = utf8Length(value) > 63 ? labelValueFault(shortened(value)) : undefined;
      if (form !== undefined) errors.warning(at, `label value ${quote(value)} ${form}: no node can have it`);
    }
  }
}

/** A value within the length, good where the long one is but for its length. */
function shortened(value: string): string {
  const bad = /[^-A-Za-z0-9_.]/u.exec(value);
  return bad === null ? `${value[0]}${value.at(-1)}` : bad[0];
}

function warnOfLabel(key: string, path: Path, errors: ErrorList, part?: "key"): void {
  const label = RETIRED.get(key);
  if (label === undefined) return;
  const { since, instead } = label;
  const said = since === undefined ? "is retired" : `is deprecated since Kubernetes ${since}`;
  const hint = instead === undefined ? "use taints and tolerations, or a label of your own" : `write ${instead}`;
  errors.warning(path, `node label ${key} ${said} and may be missing from new nodes: ${hint}`, {
    ...(part === undefined ? {} : { part }),
    ...(instead === undefined ? {} : { suggestion: instead }),
  });
}
