import type { Place } from "./place.ts";
import { folderOf } from "./workload.ts";

/**
 * Of several definitions of one object (overlays, examples, versions), those that are most likely meant for what stands
 * in `file`: the ones in it, else in its folder, else in the folders that share the most of their way with it.
 */
export function nearestTo<T extends { readonly place: Place }>(file: string, definitions: readonly T[]): readonly T[] {
  if (definitions.length < 2) return definitions;
  const distances = definitions.map(({ place }) => sharedWay(place.file, file));
  const most = distances.reduce((a, b) => Math.max(a, b), 0);
  return definitions.filter((_, index) => distances[index] === most);
}

/** How many folders two files have in common from the root; more for one folder, and most for one file. */
function sharedWay(a: string, b: string): number {
  if (a === b) return Number.POSITIVE_INFINITY;
  const [of, other] = [folderOf(a).split("/"), folderOf(b).split("/")];
  const parted = of.findIndex((name, depth) => name !== other[depth]);
  if (parted >= 0) return parted;
  return of.length === other.length ? Number.MAX_SAFE_INTEGER : of.length;
}
