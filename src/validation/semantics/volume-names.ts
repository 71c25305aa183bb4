import { nearest } from "../../text/suggest.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { quote } from "./words.ts";

/** Volumes among which a near name is looked for: a bound on hostile manifests. */
const ENOUGH = 100;

/** A volume that a container names: there is none, or something is wrong with it, which the server takes for the same. */
export function checkVolumeName(name: string, { declared, volumes }: PodContext, path: Path, errors: ErrorList): void {
  if (volumes.has(name)) return;
  if (declared.has(name)) {
    errors.notFound(path, `volume ${quote(name)} can't be used until what is wrong with it is mended`);
    return;
  }
  const suggestion = name === "" || declared.size > ENOUGH ? undefined : nearest(name, declared.keys());
  const hint = suggestion === undefined ? "declare it under spec.template.spec.volumes" : `write "${suggestion}"`;
  errors.notFound(
    path,
    `the pod has no volume ${quote(name)}: ${hint}`,
    suggestion === undefined ? {} : { suggestion },
  );
}
