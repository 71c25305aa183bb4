import { labelValueFault, qualifiedNameFault } from "./names.ts";

/** One condition on a label, of a label selector or of a node selector term. */
export interface Requirement {
  readonly key?: string | null | undefined;
  readonly operator?: string | null | undefined;
  readonly values?: readonly (string | null)[] | null | undefined;
}

/** A label selector as a manifest writes it. */
export interface LabelSelector {
  readonly matchLabels?: Labels | null | undefined;
  readonly matchExpressions?: readonly (Requirement | null)[] | null | undefined;
}

export type Labels = Readonly<Record<string, string | null | undefined>>;

/** A label selector that the API server accepts, ready to match: {@link compileSelector}. */
export interface CompiledSelector {
  /** True where it selects everything. */
  readonly empty: boolean;
  matches(labels: Labels | null | undefined): boolean;
  /** The conditions, `matchLabels` among them as `In` of one value. */
  readonly requirements: readonly CompiledRequirement[];
}

export interface CompiledRequirement {
  readonly key: string;
  readonly operator: "In" | "NotIn" | "Exists" | "DoesNotExist" | "Gt" | "Lt";
  readonly values: readonly string[];
}

const LABEL_OPERATORS = ["In", "NotIn", "Exists", "DoesNotExist"];

const compiledSelectors = new WeakMap<LabelSelector, { readonly of: CompiledSelector | undefined }>();

/**
 * A selector ready to match: `LabelSelectorAsSelector` of k8s.io/apimachinery/pkg/apis/meta/v1. Undefined where that
 * refuses it. A missing selector matches nothing, an empty one everything.
 */
export function compileSelector(selector: LabelSelector | null | undefined): CompiledSelector | undefined {
  if (selector === null || selector === undefined) return { empty: false, matches: () => false, requirements: [] };
  // A check across resources asks for the same ones again and again.
  let compiled = compiledSelectors.get(selector);
  if (compiled === undefined) {
    compiled = { of: compileOnce(selector) };
    compiledSelectors.set(selector, compiled);
  }
  return compiled.of;
}

function compileOnce(selector: LabelSelector): CompiledSelector | undefined {
  const requirements: CompiledRequirement[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    const requirement = compileRequirement({ key, operator: "In", values: [value ?? ""] });
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
  }
  for (const expression of selector.matchExpressions ?? []) {
    if (!LABEL_OPERATORS.includes(expression?.operator ?? "")) return undefined;
    const requirement = compileRequirement(expression);
    if (requirement === undefined) return undefined;
    requirements.push(requirement);
  }
  return {
    empty: requirements.length === 0,
    matches: (labels) => requirements.every((requirement) => matchesRequirement(requirement, labels)),
    requirements,
  };
}

/** A condition that `NewRequirement` of k8s.io/apimachinery/pkg/labels accepts; undefined where it refuses. */
export function compileRequirement(requirement: Requirement | null): CompiledRequirement | undefined {
  const key = requirement?.key ?? "";
  const values = (requirement?.values ?? []).map((value) => value ?? "");
  if (qualifiedNameFault(key) !== undefined || values.some((value) => labelValueFault(value) !== undefined)) {
    return undefined;
  }
  const { operator } = requirement ?? {};
  switch (operator) {
    case "In":
    case "NotIn":
      return values.length > 0 ? { key, operator, values } : undefined;
    case "Exists":
    case "DoesNotExist":
      return values.length === 0 ? { key, operator, values } : undefined;
    case "Gt":
    case "Lt":
      return values.length === 1 && parseInt64(values[0]) !== undefined ? { key, operator, values } : undefined;
    default:
      return undefined;
  }
}

/** `Requirement.Matches` of k8s.io/apimachinery/pkg/labels. */
export function matchesRequirement(
  { key, operator, values }: CompiledRequirement,
  labels: Labels | null | undefined,
): boolean {
  const value = labels && Object.hasOwn(labels, key) ? (labels[key] ?? "") : undefined;
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
    case "Lt": {
      const own = parseInt64(value);
      const limit = parseInt64(values[0]);
      if (own === undefined || limit === undefined) return false;
      return operator === "Gt" ? own > limit : own < limit;
    }
  }
}

/** A decimal int64 as Go's `strconv.ParseInt` reads it: a sign is allowed, nothing else. */
export function parseInt64(text: string | undefined): bigint | undefined {
  if (text === undefined || text.length > 1000 || !/^[+-]?[0-9]+$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ""));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

/** A workload as far as its selector goes: which pods it selects and which it makes. */
export interface SelectingWorkload {
  readonly selector: LabelSelector | null | undefined;
  readonly podLabels: Labels | null | undefined;
}

/**
 * True where one of two workloads of a namespace selects pods that the other makes: their controllers then fight over
 * them. A selector that the API server refuses selects nothing.
 */
export function selectorsOverlap(a: SelectingWorkload, b: SelectingWorkload): boolean {
  return (
    (compileSelector(a.selector)?.matches(b.podLabels) ?? false) ||
    (compileSelector(b.selector)?.matches(a.podLabels) ?? false)
  );
}
