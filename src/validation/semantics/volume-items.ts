import type { KeyToPath } from "kubernetes-types/core/v1.d.ts";
import { localPathFault } from "../../kubernetes/paths.ts";
import type { Volume, VolumeProjection } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { Decoded, ErrorList } from "../types.ts";
import { VOLUME_FIELD_PATHS, validateFieldRef, validateResourceFieldRef } from "./field-refs.ts";
import { checkForm, quote } from "./words.ts";

export type DownwardApiFile = NonNullable<NonNullable<Volume["downwardAPI"]>["items"]>[number];

/** Permission bits of a file that a volume makes: 0 to 0777. */
export function validateFileMode(name: string, mode: number | undefined, path: Path, errors: ErrorList): void {
  if (mode === undefined || (mode >= 0 && mode <= 0o777)) return;
  // 644 is nearly always 0644 without its zero.
  const octal = /^[0-7]{3}$/.test(String(mode)) ? `0${mode}` : undefined;
  errors.invalid(
    path,
    octal === undefined
      ? `${name} ${mode} is out of range: permission bits go from 0 to 0777 (511)`
      : `${name} ${mode} is read as a decimal number, out of range: write ${octal} in octal, or ${Number.parseInt(octal, 8)}`,
    octal === undefined ? {} : { suggestion: octal },
  );
}

/** The `items` of a ConfigMap or Secret in a volume: `validateKeyToPath` of pkg/apis/core/validation. */
export function validateKeysToPaths(items: Decoded<KeyToPath>[] | undefined, path: Path, errors: ErrorList): void {
  for (const [index, { key = "", path: file = "", mode }] of (items ?? []).entries()) {
    const at = path.index(index);
    if (key === "")
      errors.required(at.child("key"), "the item names no key: add the key whose value the file is to hold");
    if (file === "") errors.required(at.child("path"), "the item has no path: add the name of the file to make");
    validateLocalPath(file, at.child("path"), errors);
    validateFileMode("mode", mode, at.child("mode"), errors);
  }
}

export function validateLocalPath(file: string, path: Path, errors: ErrorList): void {
  checkForm("path", file, localPathFault, path, errors);
}

/** The files of a downward API volume: `validateDownwardAPIVolumeFile` of pkg/apis/core/validation. The server prints no index. */
export function validateDownwardApiFiles(files: DownwardApiFile[] | undefined, path: Path, errors: ErrorList): void {
  for (const [index, file] of (files ?? []).entries()) {
    const { path: name = "", fieldRef, resourceFieldRef, mode } = file;
    const at = path.child("items").printedAs("").index(index).printedAs("");
    if (name === "") errors.required(at.child("path"), "the item has no path: add the name of the file to make");
    validateLocalPath(name, at.child("path"), errors);
    if (fieldRef !== undefined) {
      validateFieldRef(fieldRef, VOLUME_FIELD_PATHS, at.child("fieldRef"), errors);
      if (resourceFieldRef !== undefined) {
        errors.invalid(
          at,
          `file ${quote(name)} has both fieldRef and resourceFieldRef: it can show only one, remove the other`,
        );
      }
    } else if (resourceFieldRef !== undefined) {
      validateResourceFieldRef(resourceFieldRef, "volume", at.child("resourceFieldRef"), errors);
    } else {
      errors.required(at, `file ${quote(name)} has nothing to show: add fieldRef or resourceFieldRef`);
    }
    validateFileMode("mode", mode, at.child("mode"), errors);
  }
}

/**
 * The sources of a projected volume: `validateProjectionSources` of pkg/apis/core/validation. The server drops
 * `clusterTrustBundle` and `podCertificate` unread, their feature gates being off.
 */
export function validateProjectionSources(
  sources: VolumeProjection[] | undefined,
  path: Path,
  errors: ErrorList,
): void {
  const taken = new Set<string>();
  const take = (file: string, at: Path): void => {
    if (file === "") return;
    if (taken.has(file)) {
      errors.invalid(path, `two sources of the volume make the file ${quote(file)}: give each a path of its own`, {
        at,
      });
    }
    taken.add(file);
  };
  for (const [index, source] of (sources ?? []).entries()) {
    const at = path.child("sources").index(index);
    const { secret, configMap, downwardAPI, serviceAccountToken: token } = source;
    for (const [kind, object] of [
      ["secret", secret],
      ["configMap", configMap],
    ] as const) {
      if (object === undefined) continue;
      const place = at.child(kind);
      if (!object.name) errors.required(place.child("name"), `the ${kind} source doesn't say which: add its name`);
      validateKeysToPaths(object.items, place.child("items"), errors);
      for (const [i, item] of (object.items ?? []).entries())
        take(item.path ?? "", place.child("items").index(i).child("path"));
    }
    if (downwardAPI !== undefined) {
      const place = at.child("downwardAPI");
      validateDownwardApiFiles(downwardAPI.items, place, errors);
      for (const [i, item] of (downwardAPI.items ?? []).entries())
        take(item.path ?? "", place.child("items").index(i).child("path"));
    }
    if (token !== undefined) validateToken(token, at.child("serviceAccountToken"), path, errors);
    const kinds = [secret, configMap, downwardAPI, token].filter((kind) => kind !== undefined);
    if (kinds.length > 1) {
      errors.forbidden(
        at,
        `source ${index} of the volume is ${kinds.length} sources in one: make each an item of its own`,
      );
    }
  }
}

/** `volume` is where the server prints the path of a token. Tokens take part in no check for files made twice. */
function validateToken(
  token: NonNullable<VolumeProjection["serviceAccountToken"]>,
  path: Path,
  volume: Path,
  errors: ErrorList,
): void {
  const { expirationSeconds = 0, path: file = "" } = token;
  if (expirationSeconds < 600 || expirationSeconds > 2 ** 32) {
    errors.invalid(
      path.child("expirationSeconds"),
      `expirationSeconds ${expirationSeconds} is out of range: a token lives from 600 seconds (10 minutes) to 4294967296`,
    );
  }
  const printed = volume.child("path");
  const at = path.child("path");
  if (file === "") {
    errors.required(printed, "serviceAccountToken has no path: add the name of the file to make, such as token", {
      at,
    });
    return;
  }
  const fault = localPathFault(file);
  if (fault !== undefined) errors.invalid(printed, `path ${quote(file)} ${fault}`, { at });
}
