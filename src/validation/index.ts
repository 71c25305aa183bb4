import { entryOf, type YamlMap, type YamlNode } from "../input/tree.ts";
import type { KubernetesVersion } from "../kubernetes/versions.ts";
import { Memo } from "../model/memo.ts";
import { PlaceSet } from "../model/place-set.ts";
import type { Resource } from "../model/resource.ts";
import { followsFromMisplaced, followsFromUnknown } from "./consequences.ts";
import { type DecodeResult, decodeDaemonSet } from "./decode.ts";
import type { DaemonSetObject } from "./decoded.ts";
import { withDefaults } from "./defaults.ts";
import { nodesAlong } from "./places.ts";
import { validatePods } from "./pods.ts";
import { validateDaemonSet as validateObject } from "./semantics/daemon-set.ts";
import type { ApiError } from "./types.ts";
import { warningsOf } from "./warnings.ts";

export interface Verdict {
  /** What the API server refuses the object for. */
  readonly errors: readonly ApiError[];
  /** What it would warn of, had it accepted the object. */
  readonly warnings: readonly ApiError[];
}

export interface ValidationOptions {
  readonly target: KubernetesVersion;
  /** Values that can't be known: what follows from one alone is not said. */
  readonly isUnknown?: (node: YamlNode) => boolean;
}

/**
 * What the API server says to creating a DaemonSet: decoding, defaulting, validation, warnings. It is judged as `apps/v1`,
 * with the defaults of the API version that it is written for. Where a value is of a wrong type the server says no more
 * than that; we go on with the rest.
 */
export function validateDaemonSet(root: YamlMap, options: ValidationOptions): Verdict {
  return judge(root, decodeDaemonSet(root, options.target, options.isUnknown), options.isUnknown);
}

/** Values that can't be known; undefined where there are none. */
type IsUnknown = ((node: YamlNode) => boolean) | undefined;

function judge(root: YamlMap, decoded: DecodeResult, isUnknown: IsUnknown): Verdict {
  const { object } = decoded;
  let structural = decoded.errors;
  const apiVersion = entryOf(root, "apiVersion")?.value;
  if (apiVersion?.kind === "scalar" && apiVersion.value === "extensions/v1beta1") {
    defaultAsExtensions(object);
    structural = structural.filter((error) => error.field !== "spec.templateGeneration");
  }
  withDefaults(object);
  const errors = validateObject(object);
  const warnings = warningsOf(object);
  // Nothing that they could follow from: most objects.
  if (structural.length === 0 && isUnknown === undefined) return { errors, warnings };
  const unusable = new Set(
    structural.filter(({ type }) => type === "DecodeError").map(({ path }) => nodesAlong(root, path).at(-1)),
  );
  const isUnusable = (node: YamlNode) => unusable.has(node) || isUnknown?.(node) === true;
  const meant = new PlaceSet(structural.flatMap((error) => error.meant ?? []));
  const rest = (found: readonly ApiError[]) =>
    found
      .filter((error) => !followsFromUnknown(root, error, isUnusable))
      .map((error) => (followsFromMisplaced(error, meant) ? { ...error, isConsequence: true } : error));
  return { errors: [...structural, ...rest(errors)], warnings: rest(warnings) };
}

/** What `extensions/v1beta1` left out, and later versions ask for. */
function defaultAsExtensions({ spec }: DaemonSetObject): void {
  if (spec === undefined) return;
  const labels = spec.template?.metadata?.labels;
  if (labels !== undefined) spec.selector ??= { matchLabels: labels };
  spec.updateStrategy ??= { type: "OnDelete" };
}

interface Judged {
  readonly decoded: DecodeResult;
  verdict?: Verdict;
}

const judged = new Memo<Resource, Judged>();

function judgedOf(resource: Resource, target: KubernetesVersion): Judged {
  let known = judged.get(resource);
  if (known === undefined) {
    known = { decoded: decodeDaemonSet(resource.root, target, unknownOf(resource)) };
    judged.set(resource, known);
  }
  return known;
}

function unknownOf(resource: Resource): IsUnknown {
  return resource.isKnown ? undefined : (node) => resource.isUnknown(node);
}

/** The verdict on a resource that is a DaemonSet: found once, however many rules ask for it. */
export function verdictOf(resource: Resource, target: KubernetesVersion): Verdict {
  const known = judgedOf(resource, target);
  known.verdict ??= judge(resource.root, known.decoded, unknownOf(resource));
  return known.verdict;
}

/** Why every pod of a DaemonSet is refused that is accepted itself; nothing where it isn't. */
export function podRefusalsOf(resource: Resource, target: KubernetesVersion): readonly ApiError[] {
  if (verdictOf(resource, target).errors.length > 0) return [];
  const errors = validatePods(judgedOf(resource, target).decoded.object);
  const isUnknown = unknownOf(resource);
  if (isUnknown === undefined) return errors;
  return errors.filter((error) => !followsFromUnknown(resource.root, error, isUnknown));
}

/** Marks what is of a wrong type as unknown, so that no rule takes it for what it should be. */
export function markUnusable(resource: Resource, target: KubernetesVersion): void {
  const { errors, refused } = judgedOf(resource, target).decoded;
  for (const node of refused) resource.markUnusable(node);
  for (const { type, path } of errors) {
    const node = type === "DecodeError" ? nodesAlong(resource.root, path).at(path.length) : undefined;
    if (node !== undefined) resource.markUnknown(node);
  }
}

/** Marks where what is misspelt or misplaced belongs, so that no rule takes it for missing there. */
export function markMisplaced(resource: Resource, target: KubernetesVersion): void {
  for (const { meant = [] } of judgedOf(resource, target).decoded.errors) {
    for (const place of meant) resource.markMisplaced(place);
  }
}
