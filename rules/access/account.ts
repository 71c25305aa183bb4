import type { PodSpec } from "kubernetes-types/core/v1.d.ts";
import type { Unread } from "../../src/engine/rule.ts";
import { WORD } from "../../src/input/wording.ts";
import type { DaemonSet } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";

/** The field that names the ServiceAccount: the current one, or the retired one where only that is written. */
export function accountField({ pod }: DaemonSet): Field<string> {
  const current = pod.spec.at("serviceAccountName");
  const retired = pod.spec.at("serviceAccount");
  return current.absent && !retired.absent ? retired : current;
}

/** The ServiceAccount of the pods; undefined where it can't be known. */
export function accountOf(daemonSet: DaemonSet): string | undefined {
  const field = accountField(daemonSet);
  return field.unknown ? undefined : field.value || "default";
}

/** Whether a document that is not read yet may be called by one of some names. */
export function isNamed(names: ReadonlySet<string>): (document: Unread) => boolean {
  if (names.size === 0) return () => false;
  // What is no word can't be told from the text.
  if ([...names].some((name) => !WORD.test(name))) return () => true;
  return ({ wording }) => wording.names()?.some((name) => names.has(name)) ?? true;
}

/** What the pod itself says of its token; undefined where it leaves that to its account. */
export function tokenIsMounted(spec: Field<PodSpec>): boolean | undefined {
  return spec.at("automountServiceAccountToken").value;
}
