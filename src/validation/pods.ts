import type { DaemonSetObject, LabelSelector, PodSpec } from "./decoded.ts";
import { withPodDefaults } from "./defaults.ts";
import { Path } from "./path.ts";
import { checkPaddedImage, visitContainers } from "./semantics/containers.ts";
import { validateFinalizers } from "./semantics/object-meta.ts";
import { validatePodResources } from "./semantics/pod-resources.ts";
import { validateHostPortsUnique } from "./semantics/ports.ts";
import { quote } from "./semantics/words.ts";
import { type ApiError, ErrorList } from "./types.ts";

/** Labels that the DaemonSet controller gives to every pod: `CreatePodTemplate` of pkg/controller/daemon/util. */
const CONTROLLER_LABELS = ["controller-revision-hash", "pod-template-generation"];

/**
 * Why the API server refuses every pod of a DaemonSet that it accepts: what the defaulting of pods, the admission plugins
 * that are always on, and the validation of pods (`podStrategy` of pkg/registry/core/pod) ask for beyond what the template
 * was asked for. Says nothing sensible of a DaemonSet that is refused itself. Paths are those in the DaemonSet.
 */
export function validatePods(daemonSet: DaemonSetObject): ApiError[] {
  const errors = new ErrorList();
  const template = daemonSet.spec?.template;
  const metadata = template?.metadata;
  const spec = withPodDefaults(template?.spec ?? {});
  const path = Path.root.child("spec", "template");
  const specPath = path.child("spec");
  if (metadata?.finalizers !== undefined) {
    validateFinalizers(metadata.finalizers, path.child("metadata", "finalizers"), errors);
  }
  visitContainers(spec, specPath, (container, at) => checkPaddedImage(container, at, errors));
  validateHostPorts(spec, specPath, errors);
  validatePodResources(spec, { claims: new Set() }, specPath, errors);
  validateImageVolumes(spec, specPath, errors);
  if (spec.topologySpreadConstraints !== undefined || spec.affinity !== undefined) {
    const labels = new Set([...Object.keys(metadata?.labels ?? {}), ...CONTROLLER_LABELS]);
    validateMergedSelectors(spec, labels, specPath, errors);
  }
  if (spec.nodeName && spec.schedulingGates !== undefined && spec.schedulingGates.length > 0) {
    errors.forbidden(
      specPath.child("nodeName"),
      "nodeName puts the pods on a node while schedulingGates hold them back: remove one of the two",
    );
  }
  validatePriority(spec, specPath, errors);
  validateOverheadOwner(spec, specPath, errors);
  return errors.errors;
}

/** Host networking has made host ports of all ports by now. Init containers run one after the other. */
function validateHostPorts(spec: PodSpec, path: Path, errors: ErrorList): void {
  if (spec.hostNetwork !== true) return;
  const taken = new Set<string>();
  visitContainers(spec, path, ({ ports = [] }, at, list) => {
    // The server prints the first index for all init containers.
    const [own, printed] = list === "containers" ? [taken, at] : [new Set<string>(), at.printedAs("[0]")];
    const because = "hostNetwork makes every containerPort a hostPort";
    validateHostPortsUnique(ports, own, printed.child("ports"), errors, because);
  });
}

/** A template may leave open which image it mounts. */
function validateImageVolumes({ volumes = [] }: PodSpec, path: Path, errors: ErrorList): void {
  for (const [index, { name = "", image }] of volumes.entries()) {
    if (image === undefined || image.reference) continue;
    errors.required(
      path.child("volumes").index(index).child("image", "reference"),
      `image volume ${quote(name)} names no image: write reference`,
    );
  }
}

/**
 * On creation the values of `matchLabelKeys` are added to the selector, which may not name those labels itself:
 * `applyLabelKeysToLabelSelector` of pkg/registry/core/pod, `ValidateMatchLabelKeysAndMismatchLabelKeys`.
 */
function validateMergedSelectors(spec: PodSpec, labels: ReadonlySet<string>, path: Path, errors: ErrorList): void {
  const check = (term: Term, at: Path): void => {
    const { matchLabelKeys = [], labelSelector } = term;
    if (labelSelector === undefined) return;
    const named = namedBy(labelSelector);
    for (const [index, key] of matchLabelKeys.entries()) {
      if (!labels.has(key) || !named.has(key)) continue;
      errors.invalid(
        at.index(index),
        `label ${quote(key)} is in matchLabelKeys and in labelSelector: the server adds the first to the second, and takes no label twice; remove it from one of them`,
        { at: at.child("matchLabelKeys").index(index) },
      );
    }
  };
  for (const [index, constraint] of (spec.topologySpreadConstraints ?? []).entries()) {
    check(constraint, path.child("topologySpreadConstraints").index(index));
  }
  for (const kind of ["podAffinity", "podAntiAffinity"] as const) {
    const affinity = spec.affinity?.[kind];
    const at = path.child("affinity", kind);
    for (const [index, term] of (affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).entries()) {
      check(term, at.child("requiredDuringSchedulingIgnoredDuringExecution").index(index));
    }
    for (const [index, { podAffinityTerm = {} }] of (
      affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? []
    ).entries()) {
      const list = at.child("preferredDuringSchedulingIgnoredDuringExecution");
      check(podAffinityTerm, list.index(index).child("podAffinityTerm"));
    }
  }
}

interface Term {
  readonly matchLabelKeys?: string[] | undefined;
  readonly labelSelector?: LabelSelector | undefined;
}

function namedBy({ matchLabels = {}, matchExpressions = [] }: LabelSelector): Set<string> {
  return new Set([...Object.keys(matchLabels), ...matchExpressions.map(({ key = "" }) => key)]);
}

/** Priority of the classes that every cluster has, and of pods without a class where none is the default. */
const KNOWN_PRIORITIES = new Map([
  ["", 0],
  ["system-node-critical", 2000001000],
  ["system-cluster-critical", 2000000000],
]);

/** The class says it all, and a pod may not say otherwise: plugin/pkg/admission/priority. */
function validatePriority(spec: PodSpec, path: Path, errors: ErrorList): void {
  const { priorityClassName = "", priority, preemptionPolicy } = spec;
  const expected = KNOWN_PRIORITIES.get(priorityClassName);
  if (expected === undefined) return;
  const whose =
    priorityClassName === "" ? "pods without a priorityClassName have" : `priorityClassName ${priorityClassName} gives`;
  if (priority !== undefined && priority !== expected) {
    const fitting = [...KNOWN_PRIORITIES].find(([name, value]) => name !== "" && value === priority)?.[0];
    const hint =
      fitting === undefined
        ? "write the name of a priority class instead"
        : `write priorityClassName: ${fitting} instead`;
    errors.forbidden(path.child("priority"), `priority is ${priority}, and ${whose} ${expected}: ${hint}`);
  }
  if (preemptionPolicy === "Never") {
    errors.forbidden(
      path.child("preemptionPolicy"),
      `preemptionPolicy is Never, and ${whose} PreemptLowerPriority: make a priority class with preemptionPolicy Never and write its name`,
    );
  }
}

/** Only a runtime class may say what the runtime takes: plugin/pkg/admission/runtimeclass. */
function validateOverheadOwner({ overhead = {}, runtimeClassName }: PodSpec, path: Path, errors: ErrorList): void {
  if (runtimeClassName !== undefined || Object.keys(overhead).length === 0) return;
  errors.forbidden(
    path.child("overhead"),
    "overhead is what a RuntimeClass says its runtime takes, and the pods name none: remove it, or write runtimeClassName",
  );
}
