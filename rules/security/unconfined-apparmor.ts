import type { Field } from "../../src/model/field.ts";
import { APPARMOR, POD_SECURITY_STANDARDS } from "../references.ts";
import { definePodSecurityRule, isPrivileged, linuxContainers, ownerOf } from "./controls.ts";
import { byDecidingField, namesOf } from "./inherited.ts";

const PSS = ["appArmorProfile"];
const ANNOTATION_PREFIX = "container.apparmor.security.beta.kubernetes.io/";

export default definePodSecurityRule({
  id: "unconfined-apparmor",
  category: "security",
  severity: "warning",
  summary: "The node's AppArmor profile is switched off",
  why: "On nodes with AppArmor (Debian, Ubuntu, SUSE) a container has the runtime's profile unless it says otherwise: no mounting, no writing to `/proc/sys` and `/sys`. `Unconfined` takes that away, and with it what still stands when a capability or a mount is one too many.",
  remedy:
    "Leave the profile out, which means the runtime's, or have a profile loaded on the nodes and name it by `type: Localhost`.",
  exceptions:
    "Agents that mount or trace can be stopped by the runtime's profile. A profile of their own that allows it is better; the waiver should say what is denied without (`dmesg` has the line).",
  references: [APPARMOR, POD_SECURITY_STANDARDS],
  pss: PSS,
  say: ({ text, container }) => message(text, ownerOf(container)),
  needs: ["annotations", "appArmorProfile"],
  *check(context) {
    const { pod } = context.daemonSet;
    const annotations: Field = pod.template.at("metadata").at("annotations");
    const unconfined = linuxContainers(pod).flatMap((container) => {
      if (isPrivileged(container)) return [];
      const type: Field = container.inherited("appArmorProfile").at("type");
      if (type.value === "Unconfined") return [{ container, at: type }];
      const annotation = annotations.at(`${ANNOTATION_PREFIX}${container.name}`);
      return type.absent && annotation.value === "unconfined" ? [{ container, at: annotation }] : [];
    });
    for (const decided of byDecidingField(unconfined)) {
      const who = namesOf(decided.containers, pod);
      yield { at: decided.at, message: message("Unconfined", who), pss: PSS };
    }
  },
});

function message(profile: string, who: string): string {
  return profile.toLowerCase() === "unconfined"
    ? `AppArmor is switched off for ${who}: nothing keeps whoever gets in from mounting and from writing to /proc/sys; leave the profile out, or name one of the node's by type: Localhost`
    : `"${profile}" is no AppArmor profile that the standard allows for ${who}; leave it out, or name one of the node's`;
}
