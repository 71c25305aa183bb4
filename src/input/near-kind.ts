import { nearest } from "../text/suggest.ts";

const KIND = "daemonset";

/** True for `DaemonSet` and what comes near it: `Daemonset`, `DeamonSet`, `daemon-set`, `DaemonSets`. */
export function isNearKind(kind: string): boolean {
  const letters = kind.replace(/[^A-Za-z]/g, "").toLowerCase();
  return (
    letters.includes(KIND) || (Math.abs(letters.length - KIND.length) <= 2 && nearest(letters, [KIND]) !== undefined)
  );
}
