import { defineWorkspaceRule } from "../../src/engine/rule.ts";
import type { Field } from "../../src/model/field.ts";
import type { Place } from "../../src/model/place.ts";
import { SERVICE_ACCOUNTS } from "../references.ts";
import { accountField, accountOf, isNamed, tokenIsMounted } from "./account.ts";
import { type BindingFact, Bindings, bindingFact } from "./rbac.ts";

type Fact =
  | BindingFact
  | { readonly use: "account"; readonly key: string; readonly mounts: boolean }
  | {
      readonly use: "daemonset";
      readonly namespace: string;
      readonly account: string;
      /** Undefined where the pod leaves it to the account. */
      readonly mounts: boolean | undefined;
      readonly place: Place;
    };

export default defineWorkspaceRule<Fact>({
  id: "unneeded-token",
  category: "access",
  severity: "strict",
  summary: "A token on every node that nothing needs",
  why: "No role is bound to the account, so the agent can ask the API server for nothing that it needs the token for. Whoever breaks into a node still finds a valid credential there, to look around with and to keep for the day somebody grants the account something.",
  remedy: "Set `automountServiceAccountToken: false` in the pod template.",
  references: [SERVICE_ACCOUNTS],
  kinds: ["DaemonSet", "ServiceAccount", "RoleBinding", "ClusterRoleBinding"],
  *gather({ resource, daemonSet, defaultNamespace }) {
    const namespace = resource.namespace ?? defaultNamespace;
    if (resource.kind === "ServiceAccount") {
      const mounts = (resource.fields as Field<{ automountServiceAccountToken?: boolean }>).at(
        "automountServiceAccountToken",
      );
      yield { use: "account", key: `${namespace}/${resource.name ?? ""}`, mounts: mounts.value !== false };
    } else if (daemonSet !== undefined) {
      const account = accountOf(daemonSet);
      const token = daemonSet.pod.spec.at("automountServiceAccountToken");
      if (account === undefined || token.unknown) return;
      const field = token.absent ? accountField(daemonSet) : token;
      const place = resource.placeOf(field as Field);
      yield { use: "daemonset", namespace, account, mounts: tokenIsMounted(daemonSet.pod.spec), place };
    } else yield bindingFact(resource, namespace);
  },
  lateKinds: ["ServiceAccount"],
  concerns: (facts) => isNamed(new Set(facts.flatMap((fact) => (fact.use === "daemonset" ? [fact.account] : [])))),
  *checkWorkspace({ facts }) {
    const accounts = new Map(facts.flatMap((fact) => (fact.use === "account" ? [[fact.key, fact]] : [])));
    const bindings = new Bindings(facts.filter((fact): fact is BindingFact => fact.use === "binding"));
    for (const fact of facts) {
      if (fact.use !== "daemonset") continue;
      const { namespace, account, mounts, place } = fact;
      const defined = accounts.get(`${namespace}/${account}`);
      // Of an account that is not in the run its bindings may not be either.
      if (defined === undefined || !(mounts ?? defined.mounts)) continue;
      if (bindings.name(namespace, account)) continue;
      yield {
        at: place,
        message: `the token of ServiceAccount "${account}" is mounted on every node, and no role of this run is bound to it: nothing needs it; set automountServiceAccountToken: false`,
      };
    }
  },
});
