import {
  dnsLabelFault,
  dnsSubdomainFault,
  dnsSubdomainPrefixFault,
  qualifiedNameFault,
} from "../../kubernetes/names.ts";
import type { ObjectMeta } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateAnnotations, validateLabels } from "./labels.ts";
import { checkForm, quote } from "./words.ts";

/** What the names made of a `generateName` keep of it: the server appends five characters. */
const GENERATED_PREFIX = 58;
const STANDARD_FINALIZERS = ["kubernetes", "orphan", "foregroundDeletion"] as const;

/**
 * The metadata of an object in a namespace that is named by DNS subdomains: `ValidateObjectMeta` of
 * k8s.io/kubernetes/pkg/apis/core/validation, after what creation does (`BeforeCreate` of k8s.io/apiserver): a name is
 * generated, a namespace filled in, what the system alone may say forgotten.
 */
export function validateObjectMeta(metadata: ObjectMeta, path: Path, errors: ErrorList): void {
  validateName(metadata, path, errors);
  const { namespace = "", labels, annotations, finalizers = [] } = metadata;
  if (namespace !== "") checkForm("namespace", namespace, dnsLabelFault, path.child("namespace"), errors);
  validateLabels(labels, path.child("labels"), errors);
  validateAnnotations(annotations, path.child("annotations"), errors);
  if (metadata.ownerReferences !== undefined) {
    validateOwnerReferences(metadata.ownerReferences, path.child("ownerReferences"), errors);
  }
  if (finalizers.length > 0) validateFinalizers(finalizers, path.child("finalizers"), errors);
}

function validateName({ name = "", generateName = "" }: ObjectMeta, path: Path, errors: ErrorList): void {
  if (generateName !== "") {
    checkForm("generateName", generateName, dnsSubdomainPrefixFault, path.child("generateName"), errors);
  }
  const generated = generateName === "" ? "" : `${generateName.slice(0, GENERATED_PREFIX)}xxxxx`;
  const actual = name || generated;
  if (actual === "") {
    errors.required(path.child("name"), "the object has no name: write metadata.name");
    return;
  }
  const fault = dnsSubdomainFault(actual);
  if (fault === undefined) return;
  const said = name === "" ? `the name made of generateName, ${quote(actual)},` : `name ${quote(name)}`;
  errors.invalid(path.child("name"), `${said} ${fault}`);
}

type OwnerReference = NonNullable<ObjectMeta["ownerReferences"]>[number];

/** `ValidateOwnerReferences` of k8s.io/apimachinery/pkg/api/validation, which prints no index. */
function validateOwnerReferences(references: readonly OwnerReference[], path: Path, errors: ErrorList): void {
  let controller: string | undefined;
  for (const [index, reference] of references.entries()) {
    const at = path.index(index).printedAs("");
    const { apiVersion = "", kind = "", name = "", uid = "" } = reference;
    const version = versionOf(apiVersion);
    if (version === "") {
      const said =
        apiVersion === "" ? "has no apiVersion" : `has apiVersion ${quote(apiVersion)}, which has no version`;
      errors.invalid(at.child("apiVersion"), `the owner reference ${said}: write "v1" or "group/version"`);
    }
    for (const [field, value] of Object.entries({ kind, name, uid })) {
      if (value === "")
        errors.invalid(at.child(field), `the owner reference has no ${field}: the owner can't be found`);
    }
    // An unreadable apiVersion leaves the kind alone.
    if (kind === "Event" && (apiVersion === "v1" || apiVersion === "/v1")) {
      errors.invalid(at, "an Event can't own anything: it is deleted within the hour");
    }
    if (reference.controller !== true) continue;
    if (controller !== undefined) {
      errors.invalid(
        at,
        `${kind}/${name} is said to control the object, and ${controller} already does: only one owner may be the controller`,
      );
    }
    controller ??= `${kind}/${name}`;
  }
}

/** Version part of an apiVersion; empty where there is none or the form is wrong. */
function versionOf(apiVersion: string): string {
  const [first = "", second, ...more] = apiVersion.split("/");
  return more.length > 0 ? "" : (second ?? first);
}

/** `ValidateFinalizers` of k8s.io/apimachinery/pkg/api/validation, and `validateKubeFinalizerName`. */
export function validateFinalizers(finalizers: readonly string[], path: Path, errors: ErrorList): void {
  for (const [index, finalizer] of finalizers.entries()) {
    const at = path.index(index);
    checkForm("finalizer", finalizer, qualifiedNameFault, at.printedAs(""), errors);
    if (!finalizer.includes("/") && !(STANDARD_FINALIZERS as readonly string[]).includes(finalizer)) {
      errors.invalid(
        at,
        `finalizer ${quote(finalizer)} names no domain: write it as "example.com/${finalizer || "name"}"`,
      );
    }
  }
  if (finalizers.includes("orphan") && finalizers.includes("foregroundDeletion")) {
    errors.invalid(
      path,
      "the finalizers orphan and foregroundDeletion contradict each other: one keeps the pods, the other deletes them",
    );
  }
}
