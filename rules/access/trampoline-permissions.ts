import type { Comparisons } from "../../src/engine/comparisons.ts";
import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import { groupBy } from "../../src/model/group-by.ts";
import { nearestTo } from "../../src/model/nearest.ts";
import type { Place } from "../../src/model/place.ts";
import { enumerate } from "../../src/text/enumerate.ts";
import { RBAC_GOOD_PRACTICES } from "../references.ts";
import { accountField, accountOf, isNamed } from "./account.ts";
import { allowsEverything, BUILT_IN_ROLES, grantsPower, POWERS } from "./powers.ts";
import { type BindingFact, Bindings, bindingFact, type PolicyRule, type RoleFact, roleFact, rulesOf } from "./rbac.ts";

/** Namespaces whose own rights are as good as the cluster's: its most powerful accounts live there. */
const AS_GOOD_AS_CLUSTER: readonly string[] = ["kube-system"];

type Fact =
  | BindingFact
  | RoleFact
  | { readonly use: "account"; readonly key: string; readonly place: Place }
  | { readonly use: "daemonset"; readonly namespace: string; readonly account: string; readonly place: Place };

export default defineWorkspaceRule<Fact>({
  id: "trampoline-permissions",
  category: "access",
  severity: "error",
  summary: "Whoever owns one node owns the cluster",
  why: "The token of a DaemonSet is on every node, and whoever breaks out of any container of a node can read it, or ask for another as the kubelet does. With rights like these on it, the break-in of one node becomes the break-in of all: the agent is the trampoline.",
  remedy:
    "Take the rights away that the agent doesn't use, limit them by `resourceNames` or to its own namespace, or move what needs them into a controller that runs as a Deployment on nodes you trust.",
  exceptions:
    "Some CNI plugins and storage drivers can't do without one of these. Name the right and the feature that needs it in the waiver.",
  references: [RBAC_GOOD_PRACTICES, "https://kubernetes.io/docs/reference/access-authn-authz/node/"],
  kinds: ["DaemonSet", "ServiceAccount", "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const namespace = resource.namespace ?? defaultNamespace;
    if (daemonSet !== undefined) {
      const account = accountOf(daemonSet);
      if (account === undefined) return;
      const place = resource.placeOf(accountField(daemonSet) as Field);
      yield { use: "daemonset", namespace, account, place };
    } else if (resource.kind === "ServiceAccount") {
      yield {
        use: "account",
        key: `${namespace}/${resource.name ?? ""}`,
        place: resource.placeOf(resource.fields.at("metadata").at("name")),
      };
    } else if (resource.kind.endsWith("Binding")) yield bindingFact(resource, namespace);
    else if (resource.kind.endsWith("Role")) yield roleFact(resource, namespace, grantsPower);
  },
  lateKinds: ["ServiceAccount", "Role", "ClusterRole"],
  concerns(facts) {
    const accounts = new Set(facts.flatMap((fact) => (fact.use === "daemonset" ? [fact.account] : [])));
    const bound = facts.flatMap((fact) => (fact.use === "binding" ? [fact.role] : []));
    const isAccount = isNamed(accounts);
    const isBound = isNamed(new Set(bound.flatMap(({ kind, name }) => (kind === "Role" ? [name] : []))));
    return (document) => {
      if (document.kind === "ServiceAccount") return isAccount(document);
      // A ClusterRole may be a part of one that is bound.
      return accounts.size > 0 && (document.kind === "Role" ? isBound(document) : bound.length > 0);
    };
  },
  *checkWorkspace({ facts, comparisons }) {
    const accounts = groupBy(
      facts.filter((fact) => fact.use === "account"),
      ({ key }) => key,
    );
    const bindings = new Bindings(facts.filter((fact): fact is BindingFact => fact.use === "binding"));
    const roles = new Roles(
      facts.filter((fact): fact is RoleFact => fact.use === "role"),
      comparisons,
    );
    const granted = new Map<string, Way | undefined>();
    for (const fact of facts) {
      if (fact.use !== "daemonset") continue;
      const { namespace, account, place } = fact;
      const key = `${namespace}/${account}`;
      const seenFrom = JSON.stringify([key, place.file]);
      if (!granted.has(seenFrom)) {
        granted.set(seenFrom, wayOf(grantsOf(namespace, account, place.file, bindings, roles, comparisons)));
      }
      const way = granted.get(seenFrom);
      if (way === undefined) continue;
      const [defined] = nearestTo(place.file, accounts.get(key) ?? []);
      yield {
        at: place,
        message: `whoever breaks into one node can ${way.can}: ServiceAccount "${account}" → ${way.chains}; take away what the agent doesn't use`,
        related: [
          ...(defined === undefined
            ? []
            : [{ at: defined.place, message: `ServiceAccount "${account}", whose token is on every node` }]),
          ...way.related,
        ],
      };
    }
  },
});

const EVERYTHING = "do anything";
/** Of an account that is bound many times, as many bindings are told. */
const TOLD = 20;

interface Grant {
  readonly binding: BindingFact;
  /** `ClusterRole "agent"`. */
  readonly role: string;
  readonly can: readonly Granted[];
}

/** A power in words, and the rule that grants it; a role that every cluster has stands nowhere. */
interface Granted {
  readonly words: string;
  readonly place: Place | undefined;
}

/** What grants come to, in words, and where they stand. */
interface Way {
  readonly can: string;
  readonly chains: string;
  readonly related: readonly { readonly at: Place; readonly message: string }[];
}

function wayOf(grants: readonly Grant[]): Way | undefined {
  if (grants.length === 0) return undefined;
  const all = new Set(grants.flatMap(({ can }) => can.map(({ words }) => words)));
  const told = grants.slice(0, TOLD);
  const chains = [...new Set(told.map(({ binding, role }) => `${binding.kind} "${binding.name}" → ${role}`))];
  if (grants.length > TOLD) chains.push(`and ${grants.length - TOLD} bindings more`);
  return {
    can: all.has(EVERYTHING) ? EVERYTHING : enumerate([...all]),
    chains: chains.join(", "),
    related: told.flatMap(({ binding, role, can }) => [
      { at: binding.place, message: `${binding.kind} "${binding.name}" gives it ${role}` },
      ...byPlace(can).map(([at, words]) => ({ at, message: `${role} can ${enumerate(words)}` })),
    ]),
  };
}

/** What each rule grants, in the order of the powers. */
function byPlace(granted: readonly Granted[]): [Place, string[]][] {
  const places = new Map<Place, string[]>();
  for (const { words, place } of granted) {
    if (place !== undefined) places.set(place, [...(places.get(place) ?? []), words]);
  }
  return [...places];
}

/** What an account may do beyond its node, binding by binding, of what is defined nearest to a file. */
function grantsOf(
  namespace: string,
  account: string,
  file: string,
  bindings: Bindings,
  roles: Roles,
  comparisons: Comparisons,
): Grant[] {
  const grants: Grant[] = [];
  const reaching = bindings.reaching(namespace, account);
  comparisons.count(reaching.length);
  const identities = groupBy(reaching, (binding) => JSON.stringify([binding.kind, binding.namespace, binding.name]));
  for (const binding of [...identities.values()].flatMap((same) => nearestTo(file, same).slice(-1))) {
    if (binding.namespace !== undefined && !AS_GOOD_AS_CLUSTER.includes(binding.namespace)) continue;
    const { kind, name } = binding.role;
    const role = roles.named(kind, name, binding.namespace, file);
    const can = powersOf(roles.rules(kind, name, role), binding.namespace);
    if (can.length > 0) grants.push({ binding, role: `${kind} "${name}"`, can });
  }
  return grants;
}

/** The roles of the run, by name, and those that every cluster has. */
class Roles {
  readonly #byName: ReadonlyMap<string, readonly RoleFact[]>;
  readonly #clusterRoles: readonly RoleFact[];
  readonly #comparisons: Comparisons;

  constructor(roles: readonly RoleFact[], comparisons: Comparisons) {
    this.#comparisons = comparisons;
    this.#byName = groupBy(roles, (role) => `${role.kind} ${role.namespace ?? ""}/${role.name}`);
    this.#clusterRoles = roles.filter(({ kind }) => kind === "ClusterRole");
  }

  /** Of several in one place the last, as that is what a cluster is left with. */
  named(kind: string, name: string, namespace: string | undefined, file: string): RoleFact | undefined {
    const same = this.#byName.get(`${kind} ${kind === "Role" ? (namespace ?? "") : ""}/${name}`) ?? [];
    this.#comparisons.count(same.length);
    return nearestTo(file, same).at(-1);
  }

  rules(kind: string, name: string, role: RoleFact | undefined): readonly PolicyRule[] {
    if (role !== undefined) return rulesOf(role, this.#clusterRoles, this.#comparisons);
    return kind === "ClusterRole" && Object.hasOwn(BUILT_IN_ROLES, name) ? (BUILT_IN_ROLES[name] ?? []) : [];
  }
}

/** What rules allow, in words; what is no part of a namespace is not allowed within one. */
function powersOf(rules: readonly PolicyRule[], namespace: string | undefined): Granted[] {
  const within = namespace === undefined ? "" : ` in ${namespace}`;
  const everything = rules.find(allowsEverything);
  if (everything !== undefined) return [{ words: EVERYTHING + within, place: everything.place }];
  return POWERS.flatMap(({ words, clusterWide, grantedBy }) => {
    const by = namespace === undefined || !clusterWide ? rules.find(grantedBy) : undefined;
    return by === undefined ? [] : [{ words: words + within, place: by.place }];
  });
}
