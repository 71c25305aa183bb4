import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { definePodSecurityRule, linuxContainers, ownerOf } from "./controls.ts";

const PSS = ["procMount", "procMount_restricted"];

export default definePodSecurityRule({
  id: "unmasked-proc-mount",
  category: "security",
  severity: "warning",
  summary: "Container sees all of /proc",
  why: "Runtimes hide or protect the files of `/proc` that belong to the whole kernel: its memory, its symbols, its settings. `procMount: Unmasked` takes the masks away; only a user namespace then stands between the container and the node's kernel settings.",
  remedy: "Leave `procMount` out.",
  exceptions:
    "Building images or running containers inside a container needs it, with `hostUsers: false`; hardly anything that runs as a DaemonSet does. The waiver should say what it starts.",
  references: [SECURITY_CONTEXT, POD_SECURITY_STANDARDS],
  silencedBy: ["invalid-field"],
  pss: PSS,
  say: ({ container }) => message(ownerOf(container), false),
  needs: ["procMount"],
  *check(context) {
    const { pod } = context.daemonSet;
    const ownUsers = pod.spec.at("hostUsers").value === false;
    for (const container of linuxContainers(pod)) {
      const procMount = container.securityContext.at("procMount");
      if (procMount.value !== "Unmasked") continue;
      const severity = ownUsers ? ({ severity: "note" } as const) : {};
      yield { at: procMount, message: message(container.label, ownUsers), pss: PSS, ...severity };
    }
  },
});

function message(who: string, ownUsers: boolean): string {
  return `${who} sees /proc without its masks${ownUsers ? ", and only the user namespace keeps it from the kernel's settings" : ": the kernel's memory, symbols and settings lie open to whoever gets in"}; leave procMount out unless it starts containers of its own`;
}
