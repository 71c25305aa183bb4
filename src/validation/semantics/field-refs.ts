import type { ObjectFieldSelector, ResourceFieldSelector } from "kubernetes-types/core/v1.d.ts";
import { POD_FIELD_PATHS, splitFieldPath } from "../../kubernetes/field-refs.ts";
import { qualifiedNameFault } from "../../kubernetes/names.ts";
import { formatQuantity, parseQuantity, signOf } from "../../kubernetes/quantity.ts";
import type { Path } from "../path.ts";
import type { Decoded, ErrorList } from "../types.ts";
import { choice, notAmong, quote } from "./words.ts";

/** What a file of a downward API volume may show. */
export const VOLUME_FIELD_PATHS: readonly string[] = [
  "metadata.annotations",
  "metadata.labels",
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
];

/** What an environment variable may show. */
export const ENV_FIELD_PATHS: readonly string[] = [
  "metadata.name",
  "metadata.namespace",
  "metadata.uid",
  "spec.nodeName",
  "spec.serviceAccountName",
  "status.hostIP",
  "status.hostIPs",
  "status.podIP",
  "status.podIPs",
];

const RESOURCES: readonly string[] = [
  "limits.cpu",
  "limits.ephemeral-storage",
  "limits.memory",
  "requests.cpu",
  "requests.ephemeral-storage",
  "requests.memory",
];
const HUGE_PAGES = /^(limits|requests)\.hugepages-/;
const CPU_DIVISORS = ["1m", "1"];
const SIZE_DIVISORS = ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

/** A `fieldRef`: `validateObjectFieldSelector` of pkg/apis/core/validation. */
export function validateFieldRef(
  ref: Decoded<ObjectFieldSelector>,
  fieldPaths: readonly string[],
  path: Path,
  errors: ErrorList,
): void {
  const { apiVersion = "", fieldPath = "" } = ref;
  if (apiVersion === "v1" && fieldPaths.includes(fieldPath)) return;
  const at = path.child("fieldPath");
  if (fieldPath === "") {
    errors.required(at, `fieldRef names no field: add fieldPath, such as "metadata.name"`);
    return;
  }
  const { path: base, subscript } = splitFieldPath(fieldPath);
  if (apiVersion !== "v1") {
    errors.invalid(
      at,
      `fieldRef asks for API version ${quote(apiVersion)} and pods have "v1" alone: remove apiVersion`,
      {
        at: path.child("apiVersion"),
      },
    );
  } else if (subscript !== undefined) {
    if (base !== "metadata.annotations" && base !== "metadata.labels") {
      errors.invalid(
        at,
        `fieldPath ${quote(fieldPath)}: only metadata.labels and metadata.annotations take a key in ['']`,
      );
      return;
    }
    const annotation = base === "metadata.annotations";
    const fault = qualifiedNameFault(annotation ? subscript.toLowerCase() : subscript);
    if (fault !== undefined) {
      errors.invalid(path, `${annotation ? "annotation" : "label"} key ${quote(subscript)} in fieldPath ${fault}`, {
        at,
      });
    }
  } else if (![...POD_FIELD_PATHS, "spec.host"].includes(fieldPath)) {
    const [, map, key = ""] = /^(metadata\.(?:labels|annotations))[.[]["']?([^"'\]]*)/.exec(fieldPath) ?? [];
    if (map === undefined) errors.invalid(at, ...notAmong("fieldPath", fieldPath, fieldPaths));
    else errors.invalid(at, `fieldPath ${quote(fieldPath)} has no such form: write ${map}['${key}']`);
  } else if (!fieldPaths.includes(fieldPath === "spec.host" ? "spec.nodeName" : fieldPath)) {
    const map = fieldPath === "metadata.labels" || fieldPath === "metadata.annotations";
    const hint = map ? `name one of them, as in ${fieldPath}['app']` : `write ${choice(fieldPaths)}`;
    errors.notSupported(at, `fieldPath ${quote(fieldPath)} can't be shown here: ${hint}`);
  }
}

/** A `resourceFieldRef`: `validateContainerResourceFieldSelector` of pkg/apis/core/validation. A volume's must name the container. */
export function validateResourceFieldRef(
  ref: Decoded<ResourceFieldSelector>,
  use: "volume" | "env",
  path: Path,
  errors: ErrorList,
): void {
  const { containerName = "", resource = "", divisor = "0" } = ref;
  if (use === "volume" && containerName === "") {
    errors.required(
      path.child("containerName"),
      "resourceFieldRef in a volume must say which container's: add containerName",
    );
  } else if (resource === "") {
    errors.required(
      path.child("resource"),
      `resourceFieldRef names no resource: add resource, such as "limits.memory"`,
    );
  } else if (!HUGE_PAGES.test(resource) && !RESOURCES.includes(resource)) {
    errors.notSupported(
      path.child("resource"),
      `the downward API doesn't show ${quote(resource)}: it shows limits and requests of cpu, memory, ephemeral-storage and hugepages-SIZE`,
    );
  }
  const quantity = parseQuantity(divisor);
  if (quantity === undefined || signOf(quantity) === 0) return;
  const cpu = resource === "limits.cpu" || resource === "requests.cpu";
  if (!cpu && !RESOURCES.includes(resource) && !HUGE_PAGES.test(resource)) return;
  const divisors = cpu ? CPU_DIVISORS : SIZE_DIVISORS;
  if (divisors.includes(formatQuantity(quantity))) return;
  errors.invalid(
    path.child("divisor"),
    `divisor ${quote(divisor)} can't divide ${resource}: write one of ${divisors.join(", ")}`,
  );
}
