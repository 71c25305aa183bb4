import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import { WORD } from "../../src/input/wording.ts";
import type { Field } from "../../src/model/field.ts";
import { addTo } from "../../src/model/group-by.ts";
import type { Place } from "../../src/model/place.ts";
import { holdsPlaceholder } from "../../src/model/placeholder.ts";
import { type Reference, referencesOf } from "../../src/model/references.ts";
import type { Resource } from "../../src/model/resource.ts";
import { isText, typed } from "../../src/model/typed.ts";
import { folderOf } from "../../src/model/workload.ts";
import { editDistance } from "../../src/text/suggest.ts";
import { isReference } from "../access/rbac.ts";
import { VOLUMES } from "../references.ts";

/** Names differ in this many letters where one is a slip of the other. */
const SLIP = 2;

interface Fact {
  /** `bound` is a ServiceAccount as a binding names it. */
  readonly use: "referenced" | "defined" | "bound";
  readonly kind: Reference["kind"];
  readonly name: string;
  readonly folder: string;
  /** As written; undefined where none is: then it is wherever the manifest is applied to. */
  readonly namespace: string | undefined;
  readonly place: Place;
  /** `ClusterRoleBinding "agent"`, of one that is bound. */
  readonly binding?: string;
}

export default defineWorkspaceRule<Fact>({
  id: "missing-reference",
  category: "reliability",
  severity: "warning",
  summary: "What the pods need is there, but not under that name or in that namespace",
  why: "Pods find ConfigMaps, Secrets and ServiceAccounts in their own namespace only, and by their exact name. One that is a namespace away or a letter off is not found: the pods hang in CreateContainerConfigError or ContainerCreating, or are not even created, on every node. Where a binding names the ServiceAccount a namespace away, they start, and the API server refuses all that they ask of it.",
  remedy: "Mend the name, or define the object in the DaemonSet's namespace.",
  references: [VOLUMES],
  kinds: ["DaemonSet", "ConfigMap", "Secret", "ServiceAccount", "PriorityClass", "RoleBinding", "ClusterRoleBinding"],
  lateKinds: ["ConfigMap", "Secret", "ServiceAccount"],
  *gather({ resource, daemonSet }) {
    // A namespace that is still to be filled in may turn out to be any.
    const namespace = holdsPlaceholder(resource.namespace ?? "") ? undefined : resource.namespace;
    const folder = folderOf(resource.origin.file);
    if (resource.kind.endsWith("Binding")) {
      yield* boundAccounts(resource, folder, namespace);
      return;
    }
    if (daemonSet === undefined) {
      const kind = resource.kind as Reference["kind"];
      const name = resource.name ?? "";
      yield {
        use: "defined",
        kind,
        name,
        folder,
        namespace,
        place: resource.placeOf(resource.fields.at("metadata").at("name")),
      };
      return;
    }
    for (const { kind, name, field, optional } of referencesOf(daemonSet)) {
      if (!optional) yield { use: "referenced", kind, name, folder, namespace, place: resource.placeOf(field) };
    }
  },
  concerns(facts) {
    const referenced = facts.filter(({ use }) => use === "referenced");
    // What is no word can't be told from the text.
    if (referenced.some(({ name }) => !WORD.test(name))) return () => true;
    const names = new Set(referenced.map(({ kind, name }) => `${kind} ${name}`));
    const slips = new Set(referenced.map(({ kind, name, folder }) => `${kind} ${folder} ${unslipped(name)}`));
    return ({ kind, file, wording }) => {
      const folder = folderOf(file);
      const mayBe = (name: string) => names.has(`${kind} ${name}`) || slips.has(`${kind} ${folder} ${unslipped(name)}`);
      return wording.names()?.some(mayBe) ?? true;
    };
  },
  *checkWorkspace({ facts, comparisons }) {
    const defined = new Map<string, Fact[]>();
    const byName = new Map<string, Fact[]>();
    const bound = new Map<string, Fact[]>();
    for (const fact of facts) {
      if (fact.use === "bound") addTo(bound, fact.name, fact);
      if (fact.use !== "defined") continue;
      addTo(defined, `${fact.folder} ${fact.kind}`, fact);
      addTo(byName, `${fact.kind} ${fact.name}`, fact);
    }
    for (const fact of facts) {
      const { use, kind, name, namespace, place } = fact;
      if (use !== "referenced") continue;
      const sameName = byName.get(`${kind} ${name}`) ?? [];
      comparisons.count(sameName.length);
      const clustered = kind === "PriorityClass";
      // One that names no namespace is applied to whichever the DaemonSet is applied to.
      if (sameName.some((other) => clustered || sameNamespace(other.namespace, namespace))) {
        const elsewhere = kind === "ServiceAccount" ? boundElsewhere(fact, bound.get(name) ?? [], sameName) : undefined;
        if (elsewhere === undefined) continue;
        yield {
          at: place,
          message: `${elsewhere.binding} names ServiceAccount "${name}" in namespace ${elsewhere.namespace}, and nothing is bound to that of ${namespace}: the pods start, and the API server refuses what they ask; write namespace: ${namespace} there`,
          related: [{ at: elsewhere.place, message: `${elsewhere.binding} looks for it in ${elsewhere.namespace}` }],
        };
        continue;
      }
      const away = sameName.find((other) => other.folder === fact.folder);
      if (away !== undefined) {
        yield {
          at: place,
          message: `${kind} "${name}" is defined in namespace ${away.namespace}, and pods of namespace ${namespace} can't see it there: they will not start; define it in ${namespace}`,
          related: [{ at: away.place, message: `${kind} "${name}" of namespace ${away.namespace}` }],
        };
        continue;
      }
      const beside = defined.get(`${fact.folder} ${kind}`) ?? [];
      comparisons.count(beside.length);
      const near = beside.find(
        (other) => (clustered || sameNamespace(other.namespace, namespace)) && isSlip(other.name, name),
      );
      if (near === undefined) continue;
      yield {
        at: place,
        message: `${kind} "${name}" is nowhere in this run, but "${near.name}" is: if that is meant, the pods will not start until the name is mended`,
        related: [{ at: near.place, message: `${kind} "${near.name}"` }],
      };
    }
  },
});

function* boundAccounts(resource: Resource, folder: string, ownNamespace: string | undefined): Generator<Fact> {
  for (const subject of resource.fields.at("subjects").items() as Field[]) {
    const { kind, name, namespace } = typed(subject, isReference) ?? {};
    if (kind !== "ServiceAccount" || !isText(name)) continue;
    const where = namespace ?? ownNamespace;
    yield {
      use: "bound",
      kind,
      name,
      folder,
      namespace: holdsPlaceholder(where ?? "") ? undefined : where,
      place: resource.placeOf(subject.at("namespace")),
      binding: `${resource.kind} "${resource.name ?? ""}"`,
    };
  }
}

/**
 * The first binding beside a DaemonSet that looks for its account in another namespace, where no such account is, if none
 * of the run finds it. Where a namespace isn't said, it may be the right one.
 */
function boundElsewhere({ folder, namespace }: Fact, bound: readonly Fact[], accounts: readonly Fact[]) {
  if (bound.some((one) => sameNamespace(one.namespace, namespace))) return undefined;
  return bound.find(
    (one) => one.folder === folder && !accounts.some((account) => sameNamespace(account.namespace, one.namespace)),
  );
}

function sameNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/** A slip of the keyboard: letters that differ, digits (`v1`, `v2`) that don't. */
function isSlip(a: string, b: string): boolean {
  if (a.length < 5 || unslipped(a) !== unslipped(b)) return false;
  return editDistance(a, b, SLIP + 1) <= SLIP;
}

/** What of a name no slip changes. */
function unslipped(name: string): string {
  return name.replace(/[a-z]/g, "");
}
