import { own } from "../text/own.ts";
import { nearest } from "../text/suggest.ts";
import { Recent } from "./recent.ts";

const KIND = "daemonset";

/** What was said of some kinds, none of them long: manifests are of few. */
const known = new Recent<boolean>(2 ** 8);
const LONGEST = 64;

/** True for `DaemonSet` and what comes near it: `Daemonset`, `DeamonSet`, `daemon-set`, `DaemonSets`. */
export function isNearKind(kind: string): boolean {
  if (kind.length > LONGEST) return isNear(kind);
  let near = known.get(kind);
  if (near === undefined) {
    near = isNear(kind);
    if (known.hasRoom()) known.set(own(kind), near);
  }
  return near;
}

function isNear(kind: string): boolean {
  const letters = kind.replace(/[^A-Za-z]/g, "").toLowerCase();
  return (
    letters.includes(KIND) || (Math.abs(letters.length - KIND.length) <= 2 && nearest(letters, [KIND]) !== undefined)
  );
}
