import { defineRule } from "../../src/engine/rule.ts";
import { SECRETS_GOOD_PRACTICES } from "../references.ts";

export default defineRule({
  id: "secret-in-environment",
  category: "security",
  severity: "strict",
  summary: "A Secret is handed over by the environment",
  why: "Every process that the container starts inherits its environment, crash reports and debug pages print it, and `/proc/<pid>/environ` shows it to whoever owns the node. A Secret that is rotated reaches the pods only when they are started anew: on every node.",
  remedy:
    "Mount the Secret as a volume, and have the agent read the file: the kubelet brings a rotated one to it, and only the process that opens the file has it.",
  exceptions: "Programs that take a credential by the environment only: the waiver should name the program.",
  references: [SECRETS_GOOD_PRACTICES],
  needs: ["secretKeyRef", "secretRef"],
  *check({ daemonSet: { pod } }) {
    for (const { fields, label } of pod.allContainers()) {
      for (const variable of fields.at("env").items()) {
        const reference = variable.at("valueFrom").at("secretKeyRef");
        const name = reference.at("name").value;
        if (name === undefined) continue;
        yield {
          at: reference,
          part: "key",
          message: `env ${variable.at("name").value ?? ""} of ${label} holds a value of Secret ${name}: every process that it starts inherits it, and a rotated one does not reach it; mount the Secret as a file`,
        };
      }
      for (const source of fields.at("envFrom").items()) {
        const reference = source.at("secretRef");
        const name = reference.at("name").value;
        if (name === undefined) continue;
        yield {
          at: reference,
          part: "key",
          message: `the environment of ${label} holds all of Secret ${name}: every process that it starts inherits it, and a rotated one does not reach it; mount the Secret as a file`,
        };
      }
    }
  },
});
