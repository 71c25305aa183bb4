import { dnsLabelFault, dnsSubdomainFault } from "../../kubernetes/names.ts";
import { parseQuantity, signOf } from "../../kubernetes/quantity.ts";
import type { ObjectMeta, Volume, VolumeClaimSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateAnnotations, validateLabelSelector, validateLabels } from "./labels.ts";
import { checkChoice, checkForm, quote } from "./words.ts";

const ACCESS_MODES = ["ReadWriteOnce", "ReadOnlyMany", "ReadWriteMany", "ReadWriteOncePod"] as const;
const VOLUME_MODES = ["Filesystem", "Block"] as const;

/** A volume whose claim is made with the pod: `validateEphemeralVolumeSource` of pkg/apis/core/validation. */
export function validateEphemeral(source: NonNullable<Volume["ephemeral"]>, path: Path, errors: ErrorList): void {
  const { volumeClaimTemplate: template } = source;
  const at = path.child("volumeClaimTemplate");
  if (template === undefined) {
    errors.required(
      at,
      "the ephemeral volume says nothing of the claim to make: add volumeClaimTemplate with its spec",
    );
    return;
  }
  validateMetadata(template.metadata ?? {}, at.child("metadata"), errors);
  validateClaimSpec(template.spec ?? {}, at.child("spec"), errors);
}

/** Only labels and annotations may be set: the claim takes its name from pod and volume. */
function validateMetadata(metadata: ObjectMeta, path: Path, errors: ErrorList): void {
  const { labels, annotations, ...others } = metadata;
  validateAnnotations(annotations, path.child("annotations"), errors);
  validateLabels(labels, path.child("labels"), errors);
  for (const [field, value] of Object.entries(others)) {
    if (value === undefined || value === "" || (value === 0 && field === "generation")) continue;
    // The server makes the name of the Go field "UID" to "uID".
    const printed = path.child(field).printedAs(field === "uid" ? ".uID" : `.${field}`);
    errors.forbidden(
      printed,
      `${field} can't be chosen for the claim of a volume: only labels and annotations may stand here`,
    );
  }
}

/** `ValidatePersistentVolumeClaimSpec` of pkg/apis/core/validation. */
function validateClaimSpec(spec: VolumeClaimSpec, path: Path, errors: ErrorList): void {
  validateAccessModes(spec.accessModes ?? [], path.child("accessModes"), errors);
  validateLabelSelector(spec.selector, path.child("selector"), errors);
  validateStorage(spec, path.child("resources"), errors);
  for (const field of ["storageClassName", "volumeAttributesClassName"] as const) {
    const value = spec[field] ?? "";
    if (value !== "") checkForm(field, value, dnsSubdomainFault, path.child(field), errors);
  }
  if (spec.volumeMode !== undefined) {
    checkChoice("volumeMode", spec.volumeMode, VOLUME_MODES, path.child("volumeMode"), errors);
  }
  validateDataSources(spec, path, errors);
}

function validateAccessModes(modes: readonly string[], path: Path, errors: ErrorList): void {
  if (modes.length === 0)
    errors.required(path, `the claim has no access mode: add accessModes, such as ["ReadWriteOnce"]`);
  for (const [index, mode] of modes.entries()) {
    checkChoice("access mode", mode, ACCESS_MODES, path.index(index).printedAs(""), errors);
  }
  const known = modes.filter((mode) => (ACCESS_MODES as readonly string[]).includes(mode));
  if (known.includes("ReadWriteOncePod") && known.some((mode) => mode !== "ReadWriteOncePod")) {
    errors.forbidden(
      path,
      "ReadWriteOncePod allows a single pod and no other access mode beside it: keep one or the other",
    );
  }
}

/** The server prints `resources[storage]`. */
function validateStorage(spec: VolumeClaimSpec, path: Path, errors: ErrorList): void {
  const storage = spec.resources?.requests?.["storage"];
  const printed = path.key("storage");
  const at = path.child("requests", "storage");
  if (storage === undefined) {
    errors.required(printed, "the claim doesn't say how much it wants: add resources.requests.storage, such as 1Gi", {
      at,
    });
    return;
  }
  const quantity = parseQuantity(storage);
  if (quantity !== undefined && signOf(quantity) <= 0) {
    errors.invalid(printed, `storage ${quote(storage)} must be more than zero`, { at });
  }
}

/** `validateDataSource` and `validateDataSourceRef` of pkg/apis/core/validation. */
function validateDataSources(spec: VolumeClaimSpec, path: Path, errors: ErrorList): void {
  const { dataSource, dataSourceRef } = spec;
  for (const [field, source] of Object.entries({ dataSource, dataSourceRef })) {
    if (source === undefined) continue;
    const at = path.child(field);
    const { name = "", kind = "", apiGroup = "" } = source;
    if (name === "") errors.required(at.child("name"), `${field} doesn't say which object: add its name`);
    if (kind === "")
      errors.required(at.child("kind"), `${field} doesn't say what it is: add kind, such as PersistentVolumeClaim`);
    if (apiGroup === "" && kind !== "PersistentVolumeClaim") {
      errors.invalid(
        at,
        `${field} of kind ${quote(kind)} has no apiGroup: without it only a PersistentVolumeClaim is possible`,
      );
    }
    if (apiGroup !== "") checkForm("apiGroup", apiGroup, dnsSubdomainFault, at.child("apiGroup"), errors);
  }
  const { namespace = "" } = dataSourceRef ?? {};
  if (namespace !== "") {
    checkForm("namespace", namespace, dnsLabelFault, path.child("dataSourceRef", "namespace"), errors);
  }
  if (dataSource === undefined || dataSourceRef === undefined) return;
  const at = path.child("dataSource");
  if (namespace !== "") {
    errors.invalid(path, "dataSourceRef with a namespace takes the place of dataSource: remove dataSource", { at });
  } else if (
    dataSource.apiGroup !== dataSourceRef.apiGroup ||
    (dataSource.kind ?? "") !== (dataSourceRef.kind ?? "") ||
    (dataSource.name ?? "") !== (dataSourceRef.name ?? "")
  ) {
    errors.invalid(path, "dataSource and dataSourceRef name different objects: keep one of them", { at });
  }
}
