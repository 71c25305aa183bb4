import { defineRule } from "../../src/engine/rule.ts";
import { podRefusalsOf } from "../../src/validation/index.ts";
import { DAEMON_SET, PRIORITY } from "../references.ts";
import { reportOf } from "./report.ts";

export default defineRule({
  id: "pods-refused",
  category: "validity",
  severity: "error",
  summary: "The API server accepts the DaemonSet and refuses every pod made from it",
  why: "A template is checked more leniently than a pod: what defaulting and admission add comes into it only when the controller creates the pods. So `kubectl apply` succeeds and the object looks deployed, while not one pod ever starts; only the DaemonSet's events say why.",
  remedy:
    "Write what the message says. `kubectl describe daemonset` shows the server's own words as `FailedCreate` events.",
  exceptions:
    "An admission webhook of the cluster that mends the pods, or a default PriorityClass of just this value. Say which.",
  references: [DAEMON_SET, PRIORITY],
  *check({ daemonSet, kubernetes }) {
    for (const error of podRefusalsOf(daemonSet.resource, kubernetes)) {
      const report = reportOf(daemonSet.resource, error);
      // A host port that nobody wrote is the port's affair: the server warns of it by that name.
      const port = error.type === "FieldValueDuplicate" ? report.at.parent : undefined;
      yield { ...report, ...(port === undefined ? {} : { subject: port.path }) };
    }
  },
});
