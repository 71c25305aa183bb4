import type { Comparisons } from "../../src/engine/comparisons.ts";
import type { LabelSelector, Labels } from "../../src/kubernetes/label-selector.ts";
import { compileSelector } from "../../src/kubernetes/label-selector.ts";
import type { Field } from "../../src/model/field.ts";
import { addTo } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import type { Resource } from "../../src/model/resource.ts";

/** One rule of a role. */
export interface PolicyRule {
  readonly verbs?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  /** Where it stands, if {@link roleFact} was asked to tell of it. */
  readonly place?: Place;
}

interface Subject {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}

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
  readonly aggregates: readonly LabelSelector[];
  readonly place: Place;
}

interface BindingObject {
  subjects?: Subject[];
  roleRef?: { kind?: string; name?: string };
}

interface RoleObject {
  rules?: PolicyRule[];
  aggregationRule?: { clusterRoleSelectors?: LabelSelector[] };
}

export function bindingFact(resource: Resource, namespace: string): BindingFact {
  const fields = resource.fields as Field<BindingObject>;
  const kind = resource.kind === "RoleBinding" ? "RoleBinding" : "ClusterRoleBinding";
  const { kind: roleKind = "", name: roleName = "" } = fields.at("roleRef").value ?? {};
  return {
    use: "binding",
    kind,
    name: resource.name ?? "",
    namespace: kind === "RoleBinding" ? namespace : undefined,
    subjects: (fields.at("subjects").value ?? []) as Subject[],
    role: { kind: roleKind, name: roleName },
    place: resource.placeOf(fields.at("roleRef") as Field, "key"),
  };
}

/** A role as a fact. `matters` picks the rules whose places are told. */
export function roleFact(resource: Resource, namespace: string, matters: (rule: PolicyRule) => boolean): RoleFact {
  const fields = resource.fields as Field<RoleObject>;
  const rules = fields.at("rules");
  const kind = resource.kind === "Role" ? "Role" : "ClusterRole";
  return {
    use: "role",
    kind,
    name: resource.name ?? "",
    namespace: kind === "Role" ? namespace : undefined,
    labels: resource.labels,
    rules: rules.items().map((field) => {
      const rule = (field.value ?? {}) as PolicyRule;
      return matters(rule) ? { ...rule, place: resource.placeOf(field.at("resources") as Field, "key") } : rule;
    }),
    aggregates: (fields.at("aggregationRule").at("clusterRoleSelectors").value ?? []) as LabelSelector[],
    place: resource.placeOf(rules as Field, "key"),
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
