import type { Field } from "../../src/model/field.ts";
import { POD_SECURITY_STANDARDS, SECURITY_CONTEXT } from "../references.ts";
import { definePodSecurityRule, isPrivileged, linuxContainers, ownerOf } from "./controls.ts";
import { byDecidingField, missingPlaces, namesOf } from "./inherited.ts";

const PSS = ["runAsNonRoot"];

export default definePodSecurityRule({
  id: "missing-run-as-non-root",
  category: "security",
  severity: "strict",
  summary: "Nothing makes the kubelet refuse root",
  why: "`runAsUser` chooses a uid; `runAsNonRoot: true` has the kubelet refuse to start a container whose uid is 0. Without it a patch or a chart value that takes the uid away brings root back and nobody notices. Namespaces that enforce the `restricted` standard refuse the pods whatever their uid is.",
  remedy: "Write `runAsNonRoot: true` at the pod, or at the containers where some of them must be root.",
  exceptions:
    "A container that must be root can't have it; it then has a finding of `runs-as-root`, and the waiver belongs there.",
  references: [SECURITY_CONTEXT, POD_SECURITY_STANDARDS],
  pss: PSS,
  say: ({ at, container }) => message(at, ownerOf(container)),
  *check(context) {
    const { pod } = context.daemonSet;
    const hostUsers = pod.spec.at("hostUsers");
    if (hostUsers.value === false || hostUsers.unknown) return;
    const judged = linuxContainers(pod).flatMap((container) => {
      const user: Field = container.inherited("runAsUser");
      const nonRoot: Field = container.inherited("runAsNonRoot");
      // Without a uid, or with uid 0, it is runs-as-root's.
      const isUser = !isPrivileged(container) && !user.unknown && !user.absent && user.value !== 0;
      return isUser && !nonRoot.unknown && nonRoot.value !== true ? [{ container, at: nonRoot }] : [];
    });
    const missing = judged.filter(({ at }) => at.absent).map(({ container }) => container);
    const refusing = byDecidingField(judged.filter(({ at }) => !at.absent));
    for (const { at, containers } of [...refusing, ...missingPlaces(pod, missing, "runAsNonRoot")]) {
      yield { at, message: message(at, namesOf(containers, pod)), pss: PSS };
    }
  },
});

function message(at: Field, who: string): string {
  return at.value === false
    ? `runAsNonRoot: false has the kubelet start ${who} as root too, should the uid be changed; write runAsNonRoot: true`
    : `nothing has the kubelet refuse ${who} as root, should the image or the uid be changed; write runAsNonRoot: true`;
}
