import type { HostMount } from "../../src/model/daemon-set.ts";
import type { Field } from "../../src/model/field.ts";
import { withoutSlashes } from "../../src/text/blanks.ts";
import { enumerate } from "../../src/text/enumerate.ts";

/** The containers that mount it: `container "agent" and sidecar "shipper"`. */
export function mountedBy(mounts: readonly HostMount[]): string {
  return enumerate([...new Set(mounts.map(({ container }) => container.label))]);
}

/** Where they mount it, as related places of a finding on the volume. */
export function mountPlaces(mounts: readonly HostMount[]): { message: string; at: Field }[] {
  return mounts.map(({ container, mount }) => ({ message: `${container.label} mounts it here`, at: mount }));
}

export function hostPathField(volume: Field): Field {
  return volume.at("hostPath").at("path");
}

/** Bounds on what is looked through for paths: a script tells little, and many mounts may look. */
const MAX_TEXTS = 200;
const MAX_LENGTH = 4000;

/**
 * The paths of the node that a container's command, arguments and environment name below a mount, where they name
 * nothing but such: of `/` mounted at `/host`, `--path.procfs=/host/proc` needs only `/proc`.
 */
function pathsUsed({ container, mount, path }: HostMount): readonly string[] {
  const mountPath = withoutSlashes(mount.at("mountPath").value ?? "");
  if (!mountPath || path === undefined) return [];
  const { fields } = container;
  const texts = [
    ...(fields.at("command").value ?? []),
    ...(fields.at("args").value ?? []),
    ...fields
      .at("env")
      .items()
      .map((variable) => variable.at("value").value ?? ""),
  ];
  const used = new Set<string>();
  if (texts.length > MAX_TEXTS) return [];
  for (const text of texts) {
    if (typeof text !== "string") continue;
    if (text.length > MAX_LENGTH) return [];
    for (let at = text.indexOf(mountPath); at !== -1; at = text.indexOf(mountPath, at + 1)) {
      if (/[\w./-]/.test(text[at - 1] ?? "")) continue;
      const rest = /^(?:\/[\w.-]+)*\/?/.exec(text.slice(at + mountPath.length, at + mountPath.length + 200))?.[0] ?? "";
      const next = text[at + mountPath.length + rest.length] ?? "";
      if (rest === "" && /[\w.-]/.test(next)) continue;
      // The whole mount, a pattern or a script: what is read can't be told.
      if (rest.length < 2 || !/^[\s"',:;=]?$/.test(next)) return [];
      used.add(`${path === "/" ? "" : path}${rest.replace(/\/$/, "")}`);
    }
  }
  return used.size > 3 ? [] : [...used];
}

/** True for a file, by the volume's type or by what its name ends in: nothing narrower can be mounted. */
function isFile({ volume, path }: HostMount): boolean {
  return volume.at("hostPath").at("type").value === "File" || /\.[a-z]{2,5}$/.test(path ?? "");
}

/**
 * What to mount instead of a whole tree, to be put at the end of a message; `otherwise` is added where the paths that are
 * used can't be told.
 */
export function narrower(mounts: readonly HostMount[], otherwise = ""): string {
  const isReadOnly = mounts.every((mount) => mount.readOnly === true);
  if (mounts.every(isFile))
    return isReadOnly ? "; waive it if it needs that file" : "; write readOnly: true if it only reads";
  const readOnly = isReadOnly ? "" : ", with readOnly: true if it only reads";
  const used = mounts.map(pathsUsed);
  if (used.some(({ length }) => length === 0)) return `; mount only what it needs of that${readOnly}${otherwise}`;
  const paths = [...new Set(used.flat())];
  return `; its settings name only ${enumerate(paths)}, so mount ${paths.length === 1 ? "that" : "those"}${readOnly}`;
}
