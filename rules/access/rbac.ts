import type { Comparisons } from "../../src/engine/comparisons.ts";
import type { LabelSelector, Labels } from "../../src/kubernetes/label-selector.ts";
import { compileSelector } from "../../src/kubernetes/label-selector.ts";
import type { Field } from "../../src/model/field.ts";
import { addTo } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";
import { isListOf, isMapWith, isSelector, isText, typed } from "../../src/model/typed.ts";

/** One rule of a role. */
export interface PolicyRule {
  readonly verbs?: readonly (string | null)[] | null;
  readonly apiGroups?: readonly (string | null)[] | null;
  readonly resources?: readonly (string | null)[] | null;
  readonly resourceNames?: readonly (string | null)[] | null;
  /** Where it stands, if {@link roleFact} was asked to tell of it. */
  readonly place?: Place;
}

interface Subject {
  readonly kind?: string | null;
  readonly name?: string | null;
  readonly namespace?: string | null;
}

export const isReference = isMapWith<Subject>({ kind: isText, name: isText, namespace: isText });

const isTexts = isListOf(isText);
const isPolicyRule = isMapWith<Omit<PolicyRule, "place">>({
  verbs: isTexts,
  apiGroups: isTexts,
  resources: isTexts,
  resourceNames: isTexts,
});
const isSelectors = isListOf(isSelector);

export interface BindingFact {
  readonly use: "binding";
  readonly kind: "RoleBinding" | "ClusterRoleBinding";
  readonly name: string;
  /** Where the rights hold; undefined for the whole cluster. */
  readonly namespace: string | undefined;
  readonly subjects: readonly Subject[];
  readonly role: { readonly kind: string; readonly name: string };
  readonly place: Place;
}

export interface RoleFact {
  readonly use: "role";
  readonly kind: "Role" | "ClusterRole";
  readonly name: string;
  readonly namespace: string | undefined;
  readonly labels: Labels;
  readonly rules: readonly PolicyRule[];
  /** Of an aggregated role: which roles' rules it holds as well. */
  readonly aggregates: readonly (LabelSelector | null)[];
  readonly place: Place;
}

export function bindingFact(resource: Resource, namespace: string): BindingFact {
  const kind = resource.kind === "RoleBinding" ? "RoleBinding" : "ClusterRoleBinding";
  const roleRef = resource.fields.at("roleRef");
  const subjects = resource.fields.at("subjects").items() as Field[];
  const role = typed(roleRef, isReference);
  return {
    use: "binding",
    kind,
    name: resource.name ?? "",
    namespace: kind === "RoleBinding" ? namespace : undefined,
    subjects: subjects.flatMap((subject) => typed(subject, isReference) ?? []),
    role: { kind: role?.kind ?? "", name: role?.name ?? "" },
    place: resource.placeOf(roleRef, "key"),
  };
}

/** A role as a fact. `matters` picks the rules whose places are told. */
export function roleFact(resource: Resource, namespace: string, matters: (rule: PolicyRule) => boolean): RoleFact {
  const { fields } = resource;
  const rules = fields.at("rules");
  const kind = resource.kind === "Role" ? "Role" : "ClusterRole";
  return {
    use: "role",
    kind,
    name: resource.name ?? "",
    namespace: kind === "Role" ? namespace : undefined,
    labels: resource.labels,
    rules: (rules.items() as Field[]).map((field) => {
      const rule: PolicyRule = typed(field, isPolicyRule) ?? {};
      return matters(rule) ? { ...rule, place: resource.placeOf(field.at("resources"), "key") } : rule;
    }),
    aggregates: typed(fields.walk(["aggregationRule", "clusterRoleSelectors"]), isSelectors) ?? [],
    place: resource.placeOf(rules, "key"),
  };
}

/** Bindings by whom they reach, so that those of an account are found without asking each. */
export class Bindings {
  readonly #bySubject = new Map<string, BindingFact[]>();

  constructor(bindings: Iterable<BindingFact>) {
    for (const binding of bindings) {
      for (const key of new Set(binding.subjects.map((subject) => keyOf(subject, binding.namespace)))) {
        addTo(this.#bySubject, key, binding);
      }
    }
  }

  /** True where one names the account itself. */
  name(namespace: string, account: string): boolean {
    return this.#naming(namespace, account).some((of) => of.length > 0);
  }

  #naming(namespace: string, account: string): (readonly BindingFact[])[] {
    return [
      this.#of(keyOf({ kind: "ServiceAccount", name: account, namespace }, undefined)),
      this.#of(keyOf({ kind: "User", name: `system:serviceaccount:${namespace}:${account}` }, undefined)),
    ];
  }

  /** Those that reach the account: that name it, or a group that holds every account, or those of its namespace. */
  reaching(namespace: string, account: string): readonly BindingFact[] {
    const groups = ["system:authenticated", "system:serviceaccounts", `system:serviceaccounts:${namespace}`];
    const ofGroups = groups.flatMap((name) => this.#of(keyOf({ kind: "Group", name }, undefined)));
    return [...new Set([...this.#naming(namespace, account).flat(), ...ofGroups])];
  }

  #of(key: string): readonly BindingFact[] {
    return this.#bySubject.get(key) ?? [];
  }
}

function keyOf({ kind, name, namespace }: Subject, bindingNamespace: string | undefined): string {
  return JSON.stringify(kind === "ServiceAccount" ? [kind, namespace ?? bindingNamespace, name] : [kind, name]);
}

/** The rules of a role, those that aggregation brings among them: `ClusterRoleAggregationController`'s behaviour. */
export function rulesOf(
  role: RoleFact,
  clusterRoles: readonly RoleFact[],
  comparisons: Comparisons,
): readonly PolicyRule[] {
  if (role.aggregates.length === 0) return role.rules;
  const found = new Set<RoleFact>([role]);
  // An aggregated role may be aggregated itself.
  for (const one of found) {
    for (const selector of one.aggregates) {
      comparisons.count(clusterRoles.length);
      const compiled = compileSelector(selector);
      for (const other of clusterRoles) if (compiled?.matches(other.labels)) found.add(other);
    }
  }
  return [...found].flatMap(({ rules }) => rules);
}
