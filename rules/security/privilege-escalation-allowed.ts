import type { Container } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { definePodSecurityRule, linuxContainers, ownerOf } from "./controls.ts";

const PSS = ["allowPrivilegeEscalation"];

export default definePodSecurityRule({
  id: "privilege-escalation-allowed",
  category: "security",
  severity: "warning",
  summary: "A process may gain more privileges than it was started with",
  why: "Unless `allowPrivilegeEscalation` is `false`, a program with the set-user-ID bit or with file capabilities (`sudo`, `ping`, a planted binary on a mounted path) raises whoever runs it, to root if need be. `runAsUser` and dropped capabilities are then only a beginning.",
  remedy:
    "Write `allowPrivilegeEscalation: false` in the `securityContext` of every container; almost no agent notices.",
  exceptions:
    "An agent that starts as a user and calls set-user-ID helpers, or gets capabilities from its binary's file. The waiver should name the helper; a capability in `add`, for root, is usually the better way.",
  references: [SECURITY_CONTEXT, POD_SECURITY_STANDARDS],
  silencedBy: ["privileged-container"],
  pss: PSS,
  say: ({ at, container }) => message(container, at),
  *check(context) {
    for (const container of linuxContainers(context.daemonSet.pod)) {
      const allowed = container.securityContext.at("allowPrivilegeEscalation");
      if (allowed.unknown || allowed.value === false) continue;
      yield { at: allowed, subject: container.fields.path, message: message(container, allowed), pss: PSS };
    }
  },
});

function message(container: Container | undefined, allowed: Field): string {
  const how = allowed.value === true ? "lets" : "does not keep";
  const what = allowed.value === true ? "raise" : "from raising";
  return `${ownerOf(container)} ${how} set-user-ID programs ${what} whoever gets in, up to root; write allowPrivilegeEscalation: false`;
}
