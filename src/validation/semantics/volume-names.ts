import { nearest } from "../../text/suggest.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { quote } from "./words.ts";

/** A volume that a container names: there is none, or something is wrong with it, which the server takes for the same. */
export function checkVolumeName(name: string, { spec, volumes }: PodContext, path: Path, errors: ErrorList): void {
  if (volumes.has(name)) return;
  const declared = (spec.volumes ?? []).map((volume) => volume.name ?? "");
  if (declared.includes(name)) {
    errors.notFound(path, `volume ${quote(name)} can't be used until what is wrong with it is mended`);
    return;
  }
  const suggestion = name === "" ? undefined : nearest(name, volumes.keys());
  const hint = suggestion === undefined ? "declare it under spec.template.spec.volumes" : `write "${suggestion}"`;
  errors.notFound(
    path,
    `the pod has no volume ${quote(name)}: ${hint}`,
    suggestion === undefined ? {} : { suggestion },
  );
}
