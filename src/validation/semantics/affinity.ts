import { dnsLabelFault, dnsSubdomainFault } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkValueCount, validateLabelKey, validateLabelSelector, validateLabelValues } from "./labels.ts";
import { validateLabelKeys } from "./match-label-keys.ts";
import { checkRange } from "./numbers.ts";
import { checkForm, notAmong, quote } from "./words.ts";

type Affinity = NonNullable<PodSpec["affinity"]>;
type NodeAffinity = NonNullable<Affinity["nodeAffinity"]>;
type PodAffinity = NonNullable<Affinity["podAffinity"]>;
type PodAffinityTerm = NonNullable<PodAffinity["requiredDuringSchedulingIgnoredDuringExecution"]>[number];
type NodeSelector = NonNullable<NodeAffinity["requiredDuringSchedulingIgnoredDuringExecution"]>;
type NodeSelectorTerm = NonNullable<NodeSelector["nodeSelectorTerms"]>[number];
type Requirement = NonNullable<NodeSelectorTerm["matchExpressions"]>[number];

const REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
const PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";
const OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"];
const FIELD_OPERATORS = ["In", "NotIn"];
const FIELDS = ["metadata.name"];

/** `validateAffinity` of pkg/apis/core/validation. */
export function validateAffinity(affinity: Affinity, path: Path, errors: ErrorList): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity;
  if (nodeAffinity !== undefined) validateNodeAffinity(nodeAffinity, path.child("nodeAffinity"), errors);
  if (podAffinity !== undefined) validatePodAffinity(podAffinity, path.child("podAffinity"), errors);
  if (podAntiAffinity !== undefined) validatePodAffinity(podAntiAffinity, path.child("podAntiAffinity"), errors);
}

function validateNodeAffinity(affinity: NodeAffinity, path: Path, errors: ErrorList): void {
  const required = affinity[REQUIRED];
  if (required !== undefined) {
    const terms = required.nodeSelectorTerms ?? [];
    const at = path.child(REQUIRED, "nodeSelectorTerms");
    if (terms.length === 0) {
      errors.required(at, "the node affinity has no term and would match no node: add one, or remove the affinity");
    }
    for (const [index, term] of terms.entries()) validateNodeSelectorTerm(term, "strict", at.index(index), errors);
  }
  for (const [index, { weight, preference }] of (affinity[PREFERRED] ?? []).entries()) {
    const at = path.child(PREFERRED).index(index);
    validateWeight(weight, at, errors);
    validateNodeSelectorTerm(preference ?? {}, "lenient", at.child("preference"), errors);
  }
}

function validateWeight(weight: number | undefined, path: Path, errors: ErrorList): void {
  const at = path.child("weight");
  if (weight === undefined) errors.invalid(at, "the preference has no weight: add one between 1 and 100");
  else checkRange("weight", weight, 1, 100, at, errors);
}

/** `ValidateNodeSelectorTerm` of pkg/apis/core/validation. Preferences may look for values that no label can have. */
function validateNodeSelectorTerm(
  term: NodeSelectorTerm,
  values: "strict" | "lenient",
  path: Path,
  errors: ErrorList,
): void {
  for (const [index, requirement] of (term.matchExpressions ?? []).entries()) {
    const at = path.child("matchExpressions").index(index);
    validateNodeRequirement(requirement, at, errors);
    if (values === "strict") validateLabelValues(requirement.values ?? [], at.child("values"), errors);
  }
  for (const [index, requirement] of (term.matchFields ?? []).entries()) {
    validateNodeFieldRequirement(requirement, path.child("matchFields").index(index), errors);
  }
}

function validateNodeRequirement(
  { key = "", operator = "", values = [] }: Requirement,
  path: Path,
  errors: ErrorList,
): void {
  if (!OPERATORS.includes(operator)) {
    errors.invalid(path.child("operator"), ...notAmong("node selector operator", operator, OPERATORS));
  }
  checkValueCount(operator, values, path.child("values"), errors);
  if ((operator === "Gt" || operator === "Lt") && values.length !== 1) {
    errors.required(
      path.child("values"),
      `operator ${operator} compares with one number and ${values.length} values are given: list exactly one`,
    );
  }
  validateLabelKey("node label key", key, path.child("key"), errors);
}

function validateNodeFieldRequirement(
  { key = "", operator = "", values = [] }: Requirement,
  path: Path,
  errors: ErrorList,
): void {
  const at = path.child("values");
  if (!FIELD_OPERATORS.includes(operator)) {
    errors.invalid(path.child("operator"), ...notAmong("matchFields operator", operator, FIELD_OPERATORS));
  } else if (values.length !== 1) {
    errors.required(
      at,
      `matchFields compares with one value and ${values.length} are given: list exactly one node name`,
    );
  }
  if (!FIELDS.includes(key)) {
    errors.invalid(path.child("key"), ...notAmong("matchFields key", key, FIELDS));
    return;
  }
  for (const [index, value] of values.entries()) {
    checkForm("node name", value, dnsSubdomainFault, at.index(index), errors);
  }
}

/** Affinity and anti-affinity to pods alike. */
function validatePodAffinity(affinity: PodAffinity, path: Path, errors: ErrorList): void {
  for (const [index, term] of (affinity[REQUIRED] ?? []).entries()) {
    validatePodAffinityTerm(term, path.child(REQUIRED).index(index), errors);
  }
  for (const [index, { weight, podAffinityTerm }] of (affinity[PREFERRED] ?? []).entries()) {
    const at = path.child(PREFERRED).index(index);
    validateWeight(weight, at, errors);
    validatePodAffinityTerm(podAffinityTerm ?? {}, at.child("podAffinityTerm"), errors);
  }
}

/** `validatePodAffinityTerm` of pkg/apis/core/validation, which prints `namespace` for an item of `namespaces`. */
function validatePodAffinityTerm(term: PodAffinityTerm, path: Path, errors: ErrorList): void {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [], topologyKey = "" } = term;
  validateLabelSelector(labelSelector, path.child("labelSelector"), errors);
  validateLabelSelector(term.namespaceSelector, path.child("namespaceSelector"), errors);
  for (const [index, namespace] of (term.namespaces ?? []).entries()) {
    const fault = dnsLabelFault(namespace);
    if (fault === undefined) continue;
    const at = path.child("namespaces").index(index);
    errors.invalid(path.child("namespace"), `namespace ${quote(namespace)} ${fault}`, { at });
  }
  validateLabelKeys({ matchLabelKeys, mismatchLabelKeys, labelSelector }, path, errors);
  const at = path.child("topologyKey");
  if (topologyKey === "") {
    errors.required(at, `the term doesn't say how near is near: add topologyKey, such as "kubernetes.io/hostname"`);
  }
  validateLabelKey("topologyKey", topologyKey, at, errors);
}
