import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { definePodSecurityRule, type OffendingPlace, ownerOf, violatingPlaces } from "./controls.ts";

const PSS = ["seLinuxOptions"];

/** Types that confine a process to nothing. */
const UNCONFINED: readonly string[] = ["spc_t", "unconfined_t", "super_t", "init_t"];

export default definePodSecurityRule({
  id: "custom-selinux-options",
  category: "security",
  severity: "warning",
  summary: "Container leaves the SELinux domain of containers",
  why: "On nodes with SELinux (Red Hat, Fedora, Amazon Linux) a container runs as `container_t` and may touch only what is labelled for containers. Another type, user or role lifts that: `spc_t` confines to nothing at all.",
  remedy:
    "Leave `type`, `user` and `role` out. Where the agent has to read what is labelled otherwise, have a type made for it (udica) and loaded on the nodes; `level` alone is allowed.",
  exceptions:
    "Agents that read logs (`container_logreader_t`) or talk to the runtime's socket need a type of their own. The waiver should say what the type is for and where its policy comes from.",
  references: [SECURITY_CONTEXT, POD_SECURITY_STANDARDS],
  silencedBy: ["privileged-container"],
  pss: PSS,
  say: message,
  needs: ["seLinuxOptions"],
  *check(context) {
    if (context.daemonSet.pod.isWindows) return;
    for (const place of violatingPlaces(context, "baseline", PSS)) {
      const { id, at, container } = place;
      const subject = container === undefined ? {} : { subject: container.fields.path };
      yield { at, ...subject, message: message(place), pss: [id] };
    }
  },
});

function message({ at, text: value, container }: OffendingPlace): string {
  const who = ownerOf(container);
  if (at.key !== "type") {
    return `${who} takes the SELinux ${String(at.key)} "${value}" in place of the containers' own; leave it out`;
  }
  return UNCONFINED.includes(value)
    ? `SELinux type ${value} confines ${who} to nothing: it touches every file of the node that its uid may; leave it out, or have a type made for what it reads`
    : `${who} runs as SELinux type "${value}", which is none of the containers' own: what it may touch is up to the policy of each node; leave it out if container_t will do`;
}
