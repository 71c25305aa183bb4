import { dnsLabelFault } from "../../kubernetes/names.ts";
import type { Volume } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateEphemeral } from "./claim-template.ts";
import { validateDownwardApiFiles, validateFileMode, validateProjectionSources } from "./volume-items.ts";
import * as sources from "./volume-sources.ts";
import { quote, requireForm } from "./words.ts";

type Kind = Exclude<keyof Volume, "name">;

/** Kinds in the order in which the server takes them: of two, the first is the volume's and the second one too many. */
const KINDS: { readonly [K in Kind]: (source: NonNullable<Volume[K]>, path: Path, errors: ErrorList) => void } = {
  emptyDir: sources.validateEmptyDir,
  hostPath: sources.validateHostPath,
  gitRepo: sources.validateGitRepo,
  gcePersistentDisk: sources.validateGcePersistentDisk,
  awsElasticBlockStore: sources.validateAwsElasticBlockStore,
  secret: sources.validateSecret,
  nfs: sources.validateNfs,
  iscsi: sources.validateIscsi,
  glusterfs: sources.validateGlusterfs,
  flocker: sources.validateFlocker,
  persistentVolumeClaim: sources.validatePersistentVolumeClaim,
  rbd: sources.validateRbd,
  cinder: sources.validateCinder,
  cephfs: sources.validateCephfs,
  quobyte: sources.validateQuobyte,
  downwardAPI: validateDownwardApi,
  fc: sources.validateFc,
  flexVolume: sources.validateFlexVolume,
  configMap: sources.validateConfigMap,
  azureFile: sources.validateAzureFile,
  vsphereVolume: sources.validateVsphereVolume,
  photonPersistentDisk: sources.validatePhotonPersistentDisk,
  portworxVolume: sources.validatePortworxVolume,
  azureDisk: sources.validateAzureDisk,
  storageos: sources.validateStorageos,
  projected: validateProjected,
  scaleIO: sources.validateScaleIO,
  csi: sources.validateCsi,
  ephemeral: validateEphemeral,
  image: sources.validateImage,
};

/** Kinds that the server prints unlike their key where they are one too many. */
const PRINTED: Readonly<Record<string, string>> = { cephfs: ".cephFS", downwardAPI: ".downwarAPI" };

/**
 * A pod's volumes: `ValidateVolumes` of pkg/apis/core/validation. Gives those that are right, by name: the server looks
 * for what containers mount, and for names that are taken, among these alone.
 */
export function validateVolumes(volumes: Volume[] | undefined, path: Path, errors: ErrorList): Map<string, Volume> {
  const right = new Map<string, Volume>();
  let index = 0;
  for (const volume of volumes ?? []) {
    const before = errors.errors.length;
    const at = path.index(index++);
    const { name = "" } = volume;
    validateSource(volume, at, errors);
    const missing = "the volume has no name: add one for containers to mount it by";
    requireForm("volume name", name, dnsLabelFault, missing, at.child("name"), errors);
    if (right.has(name)) {
      errors.duplicate(at.child("name"), `two volumes are called ${quote(name)}: rename one, or remove it`);
    }
    if (errors.errors.length === before) right.set(name, volume);
  }
  return right;
}

function validateSource(volume: Volume, path: Path, errors: ErrorList): void {
  let first: string | undefined;
  for (const kind of kindsOf(volume)) {
    const at = path.child(kind);
    if (first === undefined) {
      first = kind;
      // The table's type ties each function to its own kind.
      (KINDS[kind] as (source: unknown, path: Path, errors: ErrorList) => void)(volume[kind], at, errors);
    } else {
      errors.forbidden(
        at.printedAs(PRINTED[kind] ?? `.${kind}`),
        `volume ${quote(volume.name ?? "")} has both ${first} and ${kind}: a volume has one source, keep one of them`,
      );
    }
  }
  if (volume.iscsi !== undefined) sources.validateIscsiNameLength(volume.name ?? "", volume.iscsi, path, errors);
}

/** What a volume says that it is, in the server's order: nearly always one thing. */
function kindsOf(volume: Volume): Kind[] {
  const kinds: Kind[] = [];
  for (const key in volume) if (key !== "name" && volume[key as Kind] !== undefined) kinds.push(key as Kind);
  if (kinds.length < 2) return kinds;
  const order = Object.keys(KINDS);
  return kinds.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

function validateDownwardApi(source: NonNullable<Volume["downwardAPI"]>, path: Path, errors: ErrorList): void {
  validateFileMode("defaultMode", source.defaultMode, path.child("defaultMode"), errors);
  validateDownwardApiFiles(source.items, path, errors);
}

function validateProjected(source: NonNullable<Volume["projected"]>, path: Path, errors: ErrorList): void {
  validateFileMode("defaultMode", source.defaultMode, path.child("defaultMode"), errors);
  validateProjectionSources(source.sources, path, errors);
}
