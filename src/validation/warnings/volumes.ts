import { withoutSlashes } from "../../text/blanks.ts";
import type { Volume, VolumeProjection } from "../decoded.ts";
import type { Path } from "../path.ts";
import { quote } from "../semantics/words.ts";
import type { ErrorList } from "../types.ts";
import { warnOfFractions } from "./containers.ts";

/** Kinds that no node can mount any more, and the release that ended them. */
const RETIRED: ReadonlyMap<string, string> = new Map([
  ["photonPersistentDisk", "1.16"],
  ["scaleIO", "1.22"],
  ["flocker", "1.25"],
  ["storageos", "1.25"],
  ["quobyte", "1.25"],
  ["glusterfs", "1.26"],
  ["cephfs", "1.31"],
  ["rbd", "1.31"],
]);

export function warnOfVolumes(volumes: readonly Volume[], path: Path, errors: ErrorList): void {
  let index = 0;
  for (const volume of volumes) {
    const at = path.index(index++);
    warnOfKind(volume, at, errors);
    const claim = volume.ephemeral?.volumeClaimTemplate?.spec?.resources;
    if (claim !== undefined) {
      const claimPath = at.child("ephemeral", "volumeClaimTemplate").child("spec", "resources");
      warnOfFractions(claim.requests, claimPath.child("requests"), errors, ["storage"]);
      warnOfFractions(claim.limits, claimPath.child("limits"), errors, ["storage"]);
    }
    warnOfFiles(volume, at, errors);
  }
}

function warnOfKind(volume: Volume, path: Path, errors: ErrorList): void {
  for (const kind in volume) {
    const release = RETIRED.get(kind);
    if (release === undefined || volume[kind as keyof Volume] === undefined) continue;
    const at = path.child(kind);
    errors.warning(
      // The server spells one otherwise.
      kind === "storageos" ? at.printedAs(".storageOS") : at,
      `${kind} volumes ended with Kubernetes ${release}, and a pod with one can't start: use the storage's CSI driver`,
      { part: "key" },
    );
  }
  if (volume.gitRepo !== undefined) {
    errors.warning(
      path.child("gitRepo"),
      "gitRepo volumes run code of the repository as root on the node and are switched off since Kubernetes 1.33: clone in an init container into an emptyDir",
      { part: "key" },
    );
  }
}

interface File {
  readonly file: string;
  readonly path: Path;
}

/** Files of one volume that lie in each other's way. */
function warnOfFiles(
  { name = "", configMap, secret, downwardAPI, projected }: Volume,
  path: Path,
  errors: ErrorList,
): void {
  if (configMap?.items !== undefined) warnOfOverlaps(name, filesOf(configMap.items, path.child("configMap")), errors);
  if (secret?.items !== undefined) warnOfOverlaps(name, filesOf(secret.items, path.child("secret")), errors);
  if (downwardAPI?.items !== undefined) {
    warnOfOverlaps(name, filesOf(downwardAPI.items, path.child("downwardAPI")), errors);
  }
  if (projected?.sources !== undefined) warnOfSources(name, projected.sources, path, errors);
}

function warnOfSources(name: string, sources: readonly VolumeProjection[], path: Path, errors: ErrorList): void {
  const files: File[] = [];
  for (const [index, source] of sources.entries()) {
    const at = path.child("projected", "sources").index(index);
    if (Object.values(source).every((kind) => kind === undefined)) {
      errors.warning(
        at,
        `an item of projected volume ${quote(name)} names no source, so it adds nothing: write one, or remove it`,
      );
    }
    files.push(...projectedFiles(source, at));
  }
  warnOfOverlaps(name, files, errors);
}

/** Of two kinds in one source the server looks at the first alone. */
function projectedFiles({ configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection, path: Path): File[] {
  if (configMap?.items !== undefined) return filesOf(configMap.items, path.child("configMap"));
  if (secret?.items !== undefined) return filesOf(secret.items, path.child("secret"));
  if (downwardAPI?.items !== undefined) return filesOf(downwardAPI.items, path.child("downwardAPI"));
  if (serviceAccountToken === undefined) return [];
  return [{ file: serviceAccountToken.path ?? "", path: path.child("serviceAccountToken", "path") }];
}

function filesOf(items: readonly { path?: string | undefined }[], path: Path): File[] {
  return items.map(({ path: file = "" }, index) => ({
    file,
    path: path.child("items").index(index).child("path"),
  }));
}

/** Warnings of one volume, files that one is compared with at each place: bounds on hostile manifests. */
const ENOUGH = 100;
/** Directories one in the other: no volume has more, but in hostile manifests. */
const DEEPEST = 64;

/** Says of each file which earlier ones are at the same path, or one a directory of the other's. */
function warnOfOverlaps(volume: string, files: readonly File[], errors: ErrorList): void {
  if (files.length < 2) return;
  const at = new Map<string, File[]>();
  const below = new Map<string, File[]>();
  const most = errors.errors.length + ENOUGH;
  for (const entry of files) {
    if (errors.errors.length >= most) return;
    const file = withoutSlashes(entry.file);
    const above = directoriesOf(file);
    if (file === "" || above.length > DEEPEST) continue;
    const others = [
      ...(at.get(file) ?? []),
      ...above.flatMap((directory) => at.get(directory) ?? []),
      ...(below.get(file) ?? []),
    ];
    for (const other of others) {
      errors.warning(
        entry.path,
        `${quote(entry.file)} and ${quote(other.file)} (at ${other.path}) lie in each other's way in volume ${quote(volume)}: one of them will be missing`,
      );
    }
    add(at, file, entry);
    for (const directory of above) add(below, directory, entry);
  }
}

function directoriesOf(file: string): string[] {
  const directories: string[] = [];
  for (
    let slash = file.indexOf("/", 1);
    slash !== -1 && directories.length <= DEEPEST;
    slash = file.indexOf("/", slash + 1)
  ) {
    directories.push(file.slice(0, slash));
  }
  return directories;
}

function add(map: Map<string, File[]>, key: string, file: File): void {
  const files = map.get(key);
  if (files === undefined) map.set(key, [file]);
  else if (files.length < ENOUGH) files.push(file);
}
