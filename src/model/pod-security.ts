import { judgePodSecurity, type RevisionVerdict } from "../kubernetes/pod-security/evaluate.ts";
import type { Path } from "../kubernetes/pod-security/pod.ts";
import type { Pod } from "./daemon-set.ts";
import { Memo } from "./memo.ts";

const judged = new Memo<Pod, readonly RevisionVerdict[]>();

/** Settings of the security context that containers inherit and a check asks for. */
const INHERITED: readonly unknown[] = ["runAsNonRoot", "seccompProfile"];

/**
 * What the Pod Security Standards say of a pod, for every level and version, each judged once and when it is asked for. Of fields whose value can't
 * be known nothing is said.
 */
export function podSecurityOf(pod: Pod): readonly RevisionVerdict[] {
  let verdicts = judged.get(pod);
  if (verdicts === undefined) {
    verdicts = judgePodSecurity(pod.template.value, (path) => isKnown(path, pod));
    judged.set(pod, verdicts);
  }
  return verdicts;
}

function isKnown(path: Path, pod: Pod): boolean {
  if (pod.template.resource.isKnown) return true;
  const field = pod.template.walk(path);
  if (field.unknown || field.items().some((item) => item.unknown)) return false;
  const [, , , context, key] = path;
  const inherits = context === "securityContext" && INHERITED.includes(key) && field.absent;
  return !(inherits && pod.securityContext.at(String(key)).unknown);
}
