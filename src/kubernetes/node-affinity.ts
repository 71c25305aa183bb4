import {
  type CompiledRequirement,
  compileRequirement,
  type Labels,
  matchesRequirement,
  parseInt64,
  type Requirement,
} from "./label-selector.ts";

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly (Requirement | null)[] | null | undefined;
  readonly matchFields?: readonly (Requirement | null)[] | null | undefined;
}

/** What of a pod spec decides on which nodes it may run, taints aside. */
export interface NodeSelection {
  readonly nodeName?: string | null | undefined;
  readonly nodeSelector?: Labels | null | undefined;
  readonly affinity?:
    | {
        readonly nodeAffinity?:
          | {
              readonly requiredDuringSchedulingIgnoredDuringExecution?:
                | { readonly nodeSelectorTerms?: readonly (NodeSelectorTerm | null)[] | null | undefined }
                | null
                | undefined;
            }
          | null
          | undefined;
      }
    | null
    | undefined;
}

export interface NodeFacts {
  readonly name: string;
  readonly labels: Labels;
}

/** The terms of the required node affinity, one of which a node must match; undefined where any node will do. */
function requiredTerms(selection: NodeSelection): readonly (NodeSelectorTerm | null)[] | undefined {
  const required = selection.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required ? (required.nodeSelectorTerms ?? []) : undefined;
}

/**
 * True where the node is the one that the pod names, if it names one, and has what `nodeSelector` and required node
 * affinity ask for: `RequiredNodeAffinity.Match` of k8s.io/component-helpers/scheduling/corev1/nodeaffinity. A term
 * that can't be parsed, or is empty, matches nothing.
 */
export function matchesNode(selection: NodeSelection, node: NodeFacts): boolean {
  if (selection.nodeName && selection.nodeName !== node.name) return false;
  for (const [key, value] of Object.entries(selection.nodeSelector ?? {})) {
    if (!Object.hasOwn(node.labels, key) || (node.labels[key] ?? "") !== (value ?? "")) return false;
  }
  const terms = requiredTerms(selection);
  return terms === undefined || terms.some((term) => matchesTerm(term, node));
}

function matchesTerm(term: NodeSelectorTerm | null, node: NodeFacts): boolean {
  const compiled = compileTerm(term);
  if (compiled === undefined) return false;
  return (
    compiled.labels.every((requirement) => matchesRequirement(requirement, node.labels)) &&
    // Fields of a node without a name are not looked at.
    (node.name === "" || compiled.fields.every((field) => matchesField(field, node.name)))
  );
}

interface CompiledTerm {
  readonly labels: readonly CompiledRequirement[];
  readonly fields: readonly FieldRequirement[];
}

interface FieldRequirement {
  readonly key: string;
  readonly equal: boolean;
  readonly value: string;
}

function compileTerm(term: NodeSelectorTerm | null): CompiledTerm | undefined {
  const expressions = term?.matchExpressions ?? [];
  const matchFields = term?.matchFields ?? [];
  if (expressions.length === 0 && matchFields.length === 0) return undefined;
  const labels = expressions.map(compileRequirement);
  const fields = matchFields.map(compileField);
  if (!labels.every((label) => label !== undefined) || !fields.every((field) => field !== undefined)) return undefined;
  return { labels, fields };
}

function compileField(requirement: Requirement | null): FieldRequirement | undefined {
  const operator = requirement?.operator;
  const values = requirement?.values ?? [];
  if ((operator !== "In" && operator !== "NotIn") || values.length !== 1) return undefined;
  return { key: requirement?.key ?? "", equal: operator === "In", value: values[0] ?? "" };
}

function matchesField({ key, equal, value }: FieldRequirement, nodeName: string): boolean {
  const own = key === "metadata.name" ? nodeName : "";
  return (own === value) === equal;
}

export type LabelPresence = "required" | "excluded" | "open";

const MAX_INT64 = 2n ** 63n - 1n;

/** Labels that the kubelet keeps equal to another one. */
const SAME_LABELS: Readonly<Record<string, string>> = {
  "beta.kubernetes.io/os": "kubernetes.io/os",
  "beta.kubernetes.io/arch": "kubernetes.io/arch",
};

function sameLabel(key: string): string {
  return Object.hasOwn(SAME_LABELS, key) ? (SAME_LABELS[key] ?? key) : key;
}

/**
 * The possible values of one label, or of the node's name, under some conditions. What is left open is taken to be
 * possible: emptiness is certain, its lack is not.
 */
class Possible {
  /** The label must be there; must not be there. */
  #required = false;
  #forbidden = false;
  #allowed: Set<string> | undefined;
  readonly #excluded = new Set<string>();
  #above: bigint | undefined;
  #below: bigint | undefined;

  add({ operator, values }: Omit<CompiledRequirement, "key">): void {
    switch (operator) {
      case "In": {
        this.#required = true;
        const known = this.#allowed;
        this.#allowed = new Set(known === undefined ? values : values.filter((value) => known.has(value)));
        break;
      }
      case "NotIn":
        for (const value of values) this.#excluded.add(value);
        break;
      case "Exists":
        this.#required = true;
        break;
      case "DoesNotExist":
        this.#forbidden = true;
        break;
      case "Gt":
      case "Lt": {
        this.#required = true;
        const limit = parseInt64(values[0]) ?? 0n;
        if (operator === "Gt") this.#above = this.#above === undefined || limit > this.#above ? limit : this.#above;
        else this.#below = this.#below === undefined || limit < this.#below ? limit : this.#below;
        break;
      }
    }
  }

  /** True where no value, nor the lack of one, meets all conditions. */
  get isEmpty(): boolean {
    if (this.#forbidden) return this.#required;
    if (this.#allowed !== undefined) return ![...this.#allowed].some((value) => this.#admits(value));
    if (this.#below === undefined) return this.#above === MAX_INT64;
    // The value of a label can't begin with a sign. An integer has many spellings ("7", "07"), so only none at all counts.
    const above = this.#above === undefined || this.#above < -1n ? -1n : this.#above;
    return this.#below - above <= 1n;
  }

  /** Whether a node must have the label, must not have it, or may. */
  get presence(): LabelPresence {
    return this.#forbidden ? "excluded" : this.#required ? "required" : "open";
  }

  /** The values that are left, where they are certain to be all. */
  get values(): readonly string[] | undefined {
    return this.#allowed === undefined ? undefined : [...this.#allowed].filter((value) => this.#admits(value));
  }

  #admits(value: string): boolean {
    if (this.#excluded.has(value)) return false;
    if (this.#above === undefined && this.#below === undefined) return true;
    const number = parseInt64(value);
    if (number === undefined) return false;
    return (this.#above === undefined || number > this.#above) && (this.#below === undefined || number < this.#below);
  }
}

/** Everything one way of being selected asks of a node. */
type Conditions = readonly CompiledTerm[];

/** More ways than anybody writes; beyond, nothing is certain. */
const MAX_WAYS = 2000;

/**
 * The ways in which a node can be selected, each a list of what it must then fulfil. No way at all where the required
 * affinity has no term that can match. `nodeSelector` compares values as they are, valid or not.
 */
function waysToSelect(selection: NodeSelection): Conditions[] {
  const selector: CompiledTerm = {
    labels: Object.entries(selection.nodeSelector ?? {}).map(([key, value]) => ({
      key,
      operator: "In",
      values: [value ?? ""],
    })),
    fields: selection.nodeName ? [{ key: "metadata.name", equal: true, value: selection.nodeName }] : [],
  };
  const terms = requiredTerms(selection);
  if (terms === undefined) return [[selector]];
  return terms.flatMap((term) => {
    const compiled = compileTerm(term);
    return compiled === undefined ? [] : [[selector, compiled]];
  });
}

/** The key, `metadata.name` included, that no node can fulfil the conditions on; undefined where there is none. */
function contradictedKey(conditions: Conditions): string | undefined {
  const labels = new Map<string, Possible>();
  const name = new Possible();
  for (const term of conditions) {
    for (const requirement of term.labels) {
      const key = sameLabel(requirement.key);
      const possible = labels.get(key) ?? new Possible();
      labels.set(key, possible);
      possible.add(requirement);
      if (possible.isEmpty) return requirement.key;
    }
    for (const { key, equal, value } of term.fields) {
      // Every other field of a node is empty to the matcher.
      if (key !== "metadata.name") {
        if ((value === "") !== equal) return key;
        continue;
      }
      name.add({ operator: equal ? "In" : "NotIn", values: [value] });
      if (name.isEmpty) return key;
    }
  }
  return undefined;
}

/** Why no node can have what a pod asks for. */
export interface Contradiction {
  /** Labels, or `metadata.name`, of which contradictory things are asked; one for each way that was tried. */
  readonly keys: readonly string[];
}

/**
 * Why `nodeSelector` and required node affinity can't be met by any node, or undefined where some node may. Sound: a
 * contradiction is certain, whatever labels nodes have.
 */
export function selectionContradiction(selection: NodeSelection): Contradiction | undefined {
  const keys = new Set<string>();
  for (const way of waysToSelect(selection)) {
    const key = contradictedKey(way);
    if (key === undefined) return undefined;
    keys.add(key);
  }
  return { keys: [...keys] };
}

/**
 * False where it is certain that no node is selected by both pods, so that their DaemonSets never meet. Taints don't
 * count: a node may have none.
 */
export function canShareNode(a: NodeSelection, b: NodeSelection): boolean {
  const [waysA, waysB] = [waysToSelect(a), waysToSelect(b)];
  if (waysA.length * waysB.length > MAX_WAYS) return true;
  return waysA.some((wayA) => waysB.some((wayB) => contradictedKey([...wayA, ...wayB]) === undefined));
}

/** What each way of selecting a node asks of one label. */
function possibleValues(selection: NodeSelection, key: string): Possible[] {
  return waysToSelect(selection).map((way) => {
    const possible = new Possible();
    for (const term of way) {
      for (const requirement of term.labels)
        if (sameLabel(requirement.key) === sameLabel(key)) possible.add(requirement);
    }
    return possible;
  });
}

/**
 * The values that a label can have on the selected nodes, where each of them is certain to have one of these:
 * `["linux"]` of `kubernetes.io/os`, for one. Undefined where other values, or none, are possible.
 */
export function selectedValues(selection: NodeSelection, key: string): readonly string[] | undefined {
  const ways = possibleValues(selection, key).map((possible) => possible.values);
  if (ways.length === 0 || !ways.every((values) => values !== undefined)) return undefined;
  return [...new Set(ways.flat())];
}

/** Whether all, none or some of the selected nodes have a label, as far as that is certain. */
export function labelPresence(selection: NodeSelection, key: string): LabelPresence {
  const [first = "open", ...others] = new Set(possibleValues(selection, key).map((possible) => possible.presence));
  return others.length === 0 ? first : "open";
}

/** Every label that `nodeSelector` or the required affinity speaks of. */
export function selectedKeys(selection: NodeSelection): ReadonlySet<string> {
  const keys = new Set(Object.keys(selection.nodeSelector ?? {}));
  for (const term of requiredTerms(selection) ?? []) {
    for (const expression of term?.matchExpressions ?? []) if (expression?.key) keys.add(expression.key);
  }
  return keys;
}
