import {
  configMapKeyFault,
  dnsLabelFault,
  dnsSubdomainFault,
  dnsSubdomainPrefixFault,
  envVarNameFault,
} from "../../kubernetes/names.ts";
import { backstepFault } from "../../kubernetes/paths.ts";
import type { EnvFromSource, EnvVar, EnvVarSource, FileKeySelector } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { ENV_FIELD_PATHS, validateFieldRef, validateResourceFieldRef } from "./field-refs.ts";
import { checkForm, choice, quote, requireForm } from "./words.ts";

const SOURCES = ["fieldRef", "resourceFieldRef", "configMapKeyRef", "secretKeyRef", "fileKeyRef"] as const;

/** `ValidateEnv` of k8s.io/kubernetes/pkg/apis/core/validation, and that files are read from an emptyDir (`validateFileKeyRefVolumes`). */
export function validateEnv(variables: readonly EnvVar[], context: PodContext, path: Path, errors: ErrorList): void {
  let index = 0;
  for (const { name = "", value = "", valueFrom } of variables) {
    const at = path.index(index++);
    requireForm("variable name", name, envVarNameFault, "the variable has no name", at.child("name"), errors);
    if (valueFrom !== undefined) validateValueFrom(value, valueFrom, context, at.child("valueFrom"), errors);
  }
}

function validateValueFrom(
  value: string,
  source: EnvVarSource,
  context: PodContext,
  path: Path,
  errors: ErrorList,
): void {
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef, fileKeyRef } = source;
  let count = 0;
  if (fieldRef !== undefined) {
    count++;
    validateFieldRef(fieldRef, ENV_FIELD_PATHS, path.child("fieldRef"), errors);
  }
  if (resourceFieldRef !== undefined) {
    count++;
    validateResourceFieldRef(resourceFieldRef, "env", path.child("resourceFieldRef"), errors);
  }
  if (configMapKeyRef !== undefined) {
    count++;
    validateKeyRef("ConfigMap", configMapKeyRef, path.child("configMapKeyRef"), errors);
  }
  if (secretKeyRef !== undefined) {
    count++;
    validateKeyRef("Secret", secretKeyRef, path.child("secretKeyRef"), errors);
  }
  if (fileKeyRef !== undefined) {
    count++;
    validateFileKeyRef(fileKeyRef, context, path.child("fileKeyRef"), errors);
  }
  if (count === 0) {
    errors.invalid(path, `valueFrom says nothing to take the value from: write ${choice(SOURCES)}`);
  } else if (value !== "") {
    errors.invalid(path, `the variable has the value ${quote(value)} and a valueFrom: remove one of them`);
  } else if (count > 1) {
    const found = SOURCES.filter((name) => source[name] !== undefined);
    errors.invalid(path, `a value comes from one place, and valueFrom names ${found.join(", ")}: keep one of them`);
  }
}

/** Upstream lets the name be anything but empty that an object could be called: `validateConfigMapKeySelector`, `validateSecretKeySelector`. */
function validateKeyRef(
  kind: "ConfigMap" | "Secret",
  { name = "", key = "" }: { name?: string | undefined; key?: string | undefined },
  path: Path,
  errors: ErrorList,
): void {
  const fault = dnsSubdomainFault(name);
  if (fault !== undefined) {
    errors.invalid(
      path.child("name"),
      name === "" ? `the ${kind} has no name` : `${kind} name ${quote(name)} ${fault}`,
    );
  }
  const missing = `nothing says which key of the ${kind} to read`;
  requireForm("key", key, configMapKeyFault, missing, path.child("key"), errors);
}

/** `validateFileKeySelector`, and `validateFileKeyRefVolumes`, which looks among all volumes, the bad ones too. */
function validateFileKeyRef(reference: FileKeySelector, context: PodContext, path: Path, errors: ErrorList): void {
  const { key = "", volumeName = "", path: file = "" } = reference;
  const keyMissing = "nothing says which variable of the file to read";
  requireForm("key", key, envVarNameFault, keyMissing, path.child("key"), errors);
  const volumeMissing = "nothing says in which volume the file is";
  requireForm("volume name", volumeName, dnsLabelFault, volumeMissing, path.child("volumeName"), errors);
  const fileMissing = "nothing says which file of the volume to read";
  requireForm("path", file, backstepFault, fileMissing, path.child("path"), errors);
  const volume = context.declared.get(volumeName);
  if (volume === undefined) {
    errors.notFound(path.child("volumeName"), `the pod has no volume ${quote(volumeName)}`);
  } else if (volume.emptyDir === undefined) {
    errors.invalid(
      path.child("volumeName"),
      `volume ${quote(volumeName)} is no emptyDir, and variables are read from files of an emptyDir alone`,
    );
  }
}

/** `ValidateEnvFrom` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateEnvFrom(sources: readonly EnvFromSource[], path: Path, errors: ErrorList): void {
  let index = 0;
  for (const { prefix = "", configMapRef, secretRef } of sources) {
    const at = path.index(index++);
    if (prefix !== "") checkForm("prefix", prefix, envVarNameFault, at.child("prefix"), errors);
    if (configMapRef !== undefined) validateObjectRef("ConfigMap", configMapRef, at.child("configMapRef"), errors);
    if (secretRef !== undefined) validateObjectRef("Secret", secretRef, at.child("secretRef"), errors);
    const list = at.printedAs("");
    if (configMapRef === undefined && secretRef === undefined) {
      errors.invalid(list, "an item of envFrom names nothing to take variables from: write configMapRef or secretRef");
    } else if (configMapRef !== undefined && secretRef !== undefined) {
      errors.invalid(list, "an item of envFrom takes variables from one place: write secretRef as an item of its own");
    }
  }
}

/** The server takes the name for a prefix here, which may end with "-". */
function validateObjectRef(
  kind: string,
  { name = "" }: { name?: string | undefined },
  path: Path,
  errors: ErrorList,
): void {
  requireForm(`${kind} name`, name, dnsSubdomainPrefixFault, `the ${kind} has no name`, path.child("name"), errors);
}
