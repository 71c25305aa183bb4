import { defineRule } from "../../src/engine/rule.ts";
import { SERVICE_ACCOUNTS } from "../references.ts";
import { accountField, accountOf, tokenIsMounted } from "./account.ts";

export default defineRule({
  id: "default-service-account",
  category: "access",
  severity: "note",
  summary: "Uses the account that everything without an account uses",
  why: "The token of `default` is in every pod of the DaemonSet, and so on every node. Whatever anybody ever grants to `default` for another workload of the namespace, whoever breaks into one node has it too.",
  remedy:
    "Give the agent a ServiceAccount of its own, or set `automountServiceAccountToken: false` where it never talks to the API server.",
  references: [SERVICE_ACCOUNTS],
  *check({ daemonSet }) {
    const { spec } = daemonSet.pod;
    const field = accountField(daemonSet);
    if (field.unknown || accountOf(daemonSet) !== "default" || tokenIsMounted(spec) === false) return;
    yield {
      at: field,
      message:
        "uses the ServiceAccount default: its token is on every node, with whatever anybody grants it for other workloads; name an account of its own, or set automountServiceAccountToken: false",
    };
  },
});
