import type { Place } from "../model/place.ts";

/** What has changed since some revision. */
export interface ChangedLines {
  /** `resource`: a finding counts where anything of its resource has changed; `line`: where its own line has. */
  readonly by: "resource" | "line";
  /** By file, as findings name it: first and last line of each changed stretch, or all of it. */
  readonly files: ReadonlyMap<string, readonly (readonly [number, number])[] | "all">;
}

/** True where a place is on what has changed; `extent` is the first and last line of its resource. */
export function isChanged(changed: ChangedLines, place: Place, extent: readonly [number, number] | undefined): boolean {
  const stretches = changed.files.get(place.file);
  if (stretches === undefined) return false;
  if (stretches === "all") return true;
  const [first, last] = changed.by === "line" || extent === undefined ? [place.line, place.line] : extent;
  return stretches.some(([start, end]) => start <= last && end >= first);
}
