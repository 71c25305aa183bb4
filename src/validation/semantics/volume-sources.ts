import { dnsLabelFault, dnsSubdomainFault, utf8Length } from "../../kubernetes/names.ts";
import { backstepFault, descendingPathFault, resolvedPath } from "../../kubernetes/paths.ts";
import { parseQuantity, signOf } from "../../kubernetes/quantity.ts";
import type { Volume } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateFileMode, validateKeysToPaths } from "./volume-items.ts";
import { checkChoice, checkForm, quote } from "./words.ts";

/*
 * What the API server asks of each kind of volume: the functions `validate…VolumeSource` of pkg/apis/core/validation. Kinds
 * whose drivers are gone are still checked.
 */

export type VolumeSource<Kind extends keyof Volume> = NonNullable<Volume[Kind]>;

const HOST_PATH_TYPES = [
  "DirectoryOrCreate",
  "Directory",
  "FileOrCreate",
  "File",
  "Socket",
  "CharDevice",
  "BlockDevice",
] as const;
const PULL_POLICIES = ["Always", "IfNotPresent", "Never"] as const;
const AZURE_CACHING_MODES = ["None", "ReadOnly", "ReadWrite"] as const;
const AZURE_DISK_KINDS = ["Shared", "Dedicated", "Managed"] as const;
const ISCSI_NAMES: Readonly<Record<string, RegExp>> = {
  iqn: /iqn\.[0-9]{4}-[0-9]{2}\.[-.A-Za-z0-9]+:[^,;*&$|\t\n\f\r ]+$/,
  eui: /^eui.[A-Za-z0-9]{16}$/,
  naa: /^naa.[A-Za-z0-9]{32}$/,
};
/** Far beyond what the standard allows (223); the server knows no limit, and a pattern needs one. */
const LONGEST_ISCSI_NAME = 4096;
/** `host:port`, the host of an IPv6 address in brackets: what `net.SplitHostPort` takes. */
const HOST_PORT = /^(?:\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/;

/** Reports each of the fields that is missing or empty. */
function require(source: object, fields: Readonly<Record<string, string>>, path: Path, errors: ErrorList): void {
  const values = source as Record<string, unknown>;
  for (const field in fields) {
    const value = values[field];
    const missing = value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
    if (missing) errors.required(path.child(field), `${field} is missing: it is ${fields[field]}`);
  }
}

function requireSecretName(secretRef: { name?: string | undefined } | undefined, path: Path, errors: ErrorList): void {
  if (secretRef !== undefined) require(secretRef, { name: "the name of the Secret" }, path, errors);
}

function checkRange(name: string, value: number | undefined, most: number, path: Path, errors: ErrorList): void {
  if (value !== undefined && (value < 0 || value > most)) {
    errors.invalid(path.child(name), `${name} ${value} is out of range: it must be from 0 to ${most}`);
  }
}

export function validateEmptyDir(source: VolumeSource<"emptyDir">, path: Path, errors: ErrorList): void {
  const limit = source.sizeLimit === undefined ? undefined : parseQuantity(source.sizeLimit);
  if (limit !== undefined && signOf(limit) < 0) {
    errors.forbidden(path.child("sizeLimit"), `sizeLimit ${quote(source.sizeLimit ?? "")} is negative`);
  }
}

export function validateHostPath(source: VolumeSource<"hostPath">, path: Path, errors: ErrorList): void {
  const { path: directory = "", type } = source;
  if (directory === "") {
    require(source, { path: "the file or directory of the node to mount" }, path, errors);
    return;
  }
  const fault = backstepFault(directory);
  if (fault !== undefined) {
    const suggestion = resolvedPath(directory);
    const details = suggestion === undefined ? {} : { suggestion };
    errors.invalid(path.child("path"), `hostPath ${quote(directory)} ${fault}`, details);
  }
  if (type !== undefined && type !== "")
    checkChoice("hostPath type", type, HOST_PATH_TYPES, path.child("type"), errors);
}

export function validateGitRepo(source: VolumeSource<"gitRepo">, path: Path, errors: ErrorList): void {
  require(source, { repository: "the URL to clone" }, path, errors);
  const { directory = "" } = source;
  checkForm("directory", directory, descendingPathFault, path.child("directory"), errors);
}

/** The server prints `persistentDisk`. */
export function validateGcePersistentDisk(
  source: VolumeSource<"gcePersistentDisk">,
  path: Path,
  errors: ErrorList,
): void {
  const printed = path.printedAs(".persistentDisk");
  require(source, { pdName: "the name of the disk" }, printed, errors);
  checkRange("partition", source.partition, 255, printed, errors);
}

export function validateAwsElasticBlockStore(
  source: VolumeSource<"awsElasticBlockStore">,
  path: Path,
  errors: ErrorList,
): void {
  require(source, { volumeID: "the id of the EBS volume" }, path, errors);
  checkRange("partition", source.partition, 255, path, errors);
}

export function validateSecret(source: VolumeSource<"secret">, path: Path, errors: ErrorList): void {
  require(source, { secretName: "the name of the Secret (in a volume the field is not called name)" }, path, errors);
  validateFileMode("defaultMode", source.defaultMode, path.child("defaultMode"), errors);
  if (source.items !== undefined) validateKeysToPaths(source.items, path.child("items"), errors);
}

export function validateConfigMap(source: VolumeSource<"configMap">, path: Path, errors: ErrorList): void {
  require(source, { name: "the name of the ConfigMap" }, path, errors);
  validateFileMode("defaultMode", source.defaultMode, path.child("defaultMode"), errors);
  if (source.items !== undefined) validateKeysToPaths(source.items, path.child("items"), errors);
}

export function validateNfs(source: VolumeSource<"nfs">, path: Path, errors: ErrorList): void {
  require(source, {
    server: "the host name or address of the NFS server",
    path: "the exported directory",
  }, path, errors);
  const { path: directory = "" } = source;
  if (!directory.startsWith("/")) {
    errors.invalid(path.child("path"), `NFS path ${quote(directory)} is not absolute: it must begin with "/"`);
  }
}

export function validateIscsi(source: VolumeSource<"iscsi">, path: Path, errors: ErrorList): void {
  const { iqn = "", initiatorName, lun, secretRef } = source;
  require(source, { targetPortal: "the address of the target", iqn: "the name of the target" }, path, errors);
  if (iqn !== "") checkIscsiName("iqn", iqn, path.child("iqn"), errors);
  checkRange("lun", lun, 255, path, errors);
  if ((source.chapAuthDiscovery || source.chapAuthSession) && secretRef === undefined) {
    errors.required(
      path.child("secretRef"),
      "CHAP authentication needs a Secret with its user names and passwords: add secretRef",
    );
  }
  if (initiatorName !== undefined) {
    checkIscsiName("initiatorName", initiatorName, path.child("initiatorName").printedAs(".initiatorname"), errors);
  }
}

/** `path` is the volume's: the server holds its name for the culprit, even where the volume is refused for having two sources. */
export function validateIscsiNameLength(
  name: string,
  source: VolumeSource<"iscsi">,
  path: Path,
  errors: ErrorList,
): void {
  const { initiatorName, targetPortal = "" } = source;
  const length = utf8Length(`${name}:${targetPortal}`);
  if (initiatorName !== undefined && length > 64) {
    errors.invalid(
      path.child("name"),
      `with initiatorName set, "<volume name>:<targetPortal>" may have 64 characters and has ${length}: shorten the volume's name`,
    );
  }
}

function checkIscsiName(field: string, name: string, path: Path, errors: ErrorList): void {
  const kind = name.slice(0, 3);
  const form = Object.hasOwn(ISCSI_NAMES, kind) ? ISCSI_NAMES[kind] : undefined;
  if (name.length <= LONGEST_ISCSI_NAME && form?.test(name)) return;
  errors.invalid(
    path,
    `${field} ${quote(name)} is no iSCSI name: write "iqn.2001-04.com.example:disk", "eui." with 16 digits or "naa." with 32`,
  );
}

export function validateGlusterfs(source: VolumeSource<"glusterfs">, path: Path, errors: ErrorList): void {
  require(source, { endpoints: "the name of the Endpoints object", path: "the Glusterfs volume" }, path, errors);
}

export function validateFlocker(source: VolumeSource<"flocker">, path: Path, errors: ErrorList): void {
  const { datasetName = "", datasetUUID = "" } = source;
  if (datasetName === "" && datasetUUID === "") errors.required(path, "flocker names no dataset: add datasetUUID");
  if (datasetName !== "" && datasetUUID !== "") {
    errors.invalid(path, "flocker has both datasetName and datasetUUID: keep one of them");
  }
  if (datasetName.includes("/")) {
    errors.invalid(path.child("datasetName"), `datasetName ${quote(datasetName)} has "/" in it`);
  }
}

export function validatePersistentVolumeClaim(
  source: VolumeSource<"persistentVolumeClaim">,
  path: Path,
  errors: ErrorList,
): void {
  require(source, { claimName: "the name of the PersistentVolumeClaim" }, path, errors);
}

export function validateRbd(source: VolumeSource<"rbd">, path: Path, errors: ErrorList): void {
  require(source, { monitors: "the list of Ceph monitors", image: "the RBD image" }, path, errors);
}

export function validateCinder(source: VolumeSource<"cinder">, path: Path, errors: ErrorList): void {
  require(source, { volumeID: "the id of the Cinder volume" }, path, errors);
  requireSecretName(source.secretRef, path.child("secretRef"), errors);
}

export function validateCephfs(source: VolumeSource<"cephfs">, path: Path, errors: ErrorList): void {
  require(source, { monitors: "the list of Ceph monitors" }, path, errors);
}

export function validateQuobyte(source: VolumeSource<"quobyte">, path: Path, errors: ErrorList): void {
  const { registry = "", tenant = "" } = source;
  if (registry === "") {
    require(source, { registry: `one or more "host:port", separated by commas` }, path, errors);
  } else if (utf8Length(tenant) > 64) {
    errors.required(
      path.child("tenant"),
      `tenant ${quote(tenant)} is too long: it must be a UUID of at most 64 characters`,
    );
  } else {
    const bad = registry.split(",").find((pair) => !HOST_PORT.test(pair));
    if (bad !== undefined) errors.invalid(path.child("registry"), `registry ${quote(bad)} has no form "host:port"`);
  }
  require(source, { volume: "the name of the Quobyte volume" }, path, errors);
}

export function validateFc(source: VolumeSource<"fc">, path: Path, errors: ErrorList): void {
  const { targetWWNs = [], wwids = [], lun } = source;
  if (targetWWNs.length === 0 && wwids.length === 0) {
    errors.required(path.child("targetWWNs"), "fc names no disk: add targetWWNs with lun, or wwids");
  }
  if (targetWWNs.length === 0) return;
  if (wwids.length > 0) errors.invalid(path.child("targetWWNs"), "fc has both targetWWNs and wwids: keep one of them");
  if (lun === undefined)
    errors.required(path.child("lun"), "targetWWNs alone name no disk: add lun, the disk's number");
  checkRange("lun", lun, 255, path, errors);
}

export function validateFlexVolume(source: VolumeSource<"flexVolume">, path: Path, errors: ErrorList): void {
  require(source, { driver: `the name of the driver, such as "example.com/driver"` }, path, errors);
  for (const key of Object.keys(source.options ?? {})) {
    const namespace = `.${(key.split("/", 1)[0] ?? "").toLowerCase()}`;
    if (!namespace.endsWith(".kubernetes.io") && !namespace.endsWith(".k8s.io")) continue;
    errors.invalid(
      path.child("options").key(key),
      `option ${quote(key)} is in a namespace that Kubernetes keeps for itself: use the driver's own`,
      { part: "key" },
    );
  }
}

export function validateAzureFile(source: VolumeSource<"azureFile">, path: Path, errors: ErrorList): void {
  const fields = { secretName: "the Secret with account and key", shareName: "the name of the share" };
  require(source, fields, path, errors);
}

export function validateVsphereVolume(source: VolumeSource<"vsphereVolume">, path: Path, errors: ErrorList): void {
  require(source, { volumePath: "the path of the vmdk" }, path, errors);
}

export function validatePhotonPersistentDisk(
  source: VolumeSource<"photonPersistentDisk">,
  path: Path,
  errors: ErrorList,
): void {
  require(source, { pdID: "the id of the disk" }, path, errors);
}

export function validatePortworxVolume(source: VolumeSource<"portworxVolume">, path: Path, errors: ErrorList): void {
  require(source, { volumeID: "the id of the Portworx volume" }, path, errors);
}

export function validateAzureDisk(source: VolumeSource<"azureDisk">, path: Path, errors: ErrorList): void {
  const { cachingMode, kind, diskURI = "" } = source;
  require(source, { diskName: "the name of the disk", diskURI: "the URI of the disk" }, path, errors);
  if (cachingMode !== undefined) {
    checkChoice("cachingMode", cachingMode, AZURE_CACHING_MODES, path.child("cachingMode"), errors);
  }
  if (kind === undefined) return;
  checkChoice("Azure disk kind", kind, AZURE_DISK_KINDS, path.child("kind"), errors);
  const beginning = kind === "Managed" ? "/subscriptions/" : "https://";
  if (!diskURI.startsWith(beginning)) {
    errors.notSupported(
      path.child("diskURI"),
      `diskURI ${quote(diskURI)} doesn't fit kind ${quote(kind)}: it must begin with "${beginning}"`,
    );
  }
}

export function validateStorageos(source: VolumeSource<"storageos">, path: Path, errors: ErrorList): void {
  const { volumeName = "", volumeNamespace = "", secretRef } = source;
  require(source, { volumeName: "the name of the StorageOS volume" }, path, errors);
  for (const [field, value] of Object.entries({ volumeName, volumeNamespace })) {
    if (value !== "") checkForm(field, value, dnsLabelFault, path.child(field), errors);
  }
  requireSecretName(secretRef, path.child("secretRef"), errors);
}

export function validateScaleIO(source: VolumeSource<"scaleIO">, path: Path, errors: ErrorList): void {
  const fields = {
    gateway: "the gateway's address",
    system: "the storage system",
    volumeName: "the name of the volume",
  };
  require(source, fields, path, errors);
}

/** The server prints a bad name of the Secret as `csi.name`. */
export function validateCsi(source: VolumeSource<"csi">, path: Path, errors: ErrorList): void {
  const { driver = "", nodePublishSecretRef } = source;
  require(source, { driver: "the name of the CSI driver" }, path, errors);
  const at = path.child("driver");
  const length = utf8Length(driver);
  if (length > 63) errors.tooLong(at, `driver ${quote(driver)} is ${length} characters long; at most 63 are allowed`);
  if (driver !== "") checkForm("driver", driver, (name) => dnsSubdomainFault(name.toLowerCase()), at, errors);

  const secret = path.child("nodePublishSecretRef");
  requireSecretName(nodePublishSecretRef, secret, errors);
  const { name = "" } = nodePublishSecretRef ?? {};
  const nameFault = name === "" ? undefined : dnsSubdomainFault(name);
  if (nameFault !== undefined) {
    errors.invalid(path.child("name"), `Secret name ${quote(name)} ${nameFault}`, { at: secret.child("name") });
  }
}

export function validateImage(source: VolumeSource<"image">, path: Path, errors: ErrorList): void {
  const { pullPolicy } = source;
  if (pullPolicy !== undefined) checkChoice("pullPolicy", pullPolicy, PULL_POLICIES, path.child("pullPolicy"), errors);
}
