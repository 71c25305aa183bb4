import { trimSpace } from "../../text/blanks.ts";
import type { Container, EphemeralContainer, PodSpec, Volume } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { validateContainer } from "./container.ts";
import { validateLifecycle } from "./lifecycle.ts";
import { validateHostNetworkPorts, validateHostPortsUnique } from "./ports.ts";
import { validateProbes } from "./probes.ts";
import { validateContainerRestart, validateInitContainerRestart } from "./restart-policy.ts";
import { quote } from "./words.ts";

/** What of its pod a container is judged by. */
export class PodContext {
  readonly spec: PodSpec;
  /** Volumes in which nothing is wrong, by name: a mount of another is a mount of nothing. */
  readonly volumes: ReadonlyMap<string, Volume>;
  #declared: ReadonlyMap<string, Volume> | undefined;
  #claims: ReadonlySet<string> | undefined;

  constructor(spec: PodSpec, volumes: ReadonlyMap<string, Volume>) {
    this.spec = spec;
    this.volumes = volumes;
  }

  /** All volumes, of two of one name the last. */
  get declared(): ReadonlyMap<string, Volume> {
    this.#declared ??= new Map((this.spec.volumes ?? []).map((volume) => [volume.name ?? "", volume]));
    return this.#declared;
  }

  /** Names in `resourceClaims`. */
  get claims(): ReadonlySet<string> {
    this.#claims ??= new Set((this.spec.resourceClaims ?? []).flatMap(({ name }) => (name ? [name] : [])));
    return this.#claims;
  }
}

/** Goes through init containers, containers and ephemeral containers, as upstream does. */
export function visitContainers(
  spec: PodSpec,
  path: Path,
  visit: (container: Container, path: Path, list: ContainerList) => void,
): void {
  const { initContainers, containers, ephemeralContainers } = spec;
  if (initContainers !== undefined) visitList("initContainers", initContainers, path, visit);
  if (containers !== undefined) visitList("containers", containers, path, visit);
  if (ephemeralContainers !== undefined) visitList("ephemeralContainers", ephemeralContainers, path, visit);
}

type ContainerList = "initContainers" | "containers" | "ephemeralContainers";

function visitList(
  list: ContainerList,
  containers: readonly Container[],
  path: Path,
  visit: (container: Container, path: Path, list: ContainerList) => void,
): void {
  const at = path.child(list);
  let index = 0;
  for (const container of containers) visit(container, at.index(index++), list);
}

/**
 * All containers of a pod: `validateContainers`, `validateInitContainers` and `validateEphemeralContainers` of
 * k8s.io/kubernetes/pkg/apis/core/validation. `path` is the pod spec's.
 */
export function validateContainers(context: PodContext, path: Path, errors: ErrorList): void {
  const { containers = [], initContainers, ephemeralContainers } = context.spec;
  const names = new Set<string>();
  validateRegularContainers(containers, names, context, path.child("containers"), errors);
  if (initContainers !== undefined) {
    validateInitContainers(initContainers, names, context, path.child("initContainers"), errors);
  }
  if (ephemeralContainers !== undefined) {
    validateEphemeralContainers(ephemeralContainers, names, context, path.child("ephemeralContainers"), errors);
  }
}

function validateRegularContainers(
  containers: readonly Container[],
  names: Set<string>,
  context: PodContext,
  path: Path,
  errors: ErrorList,
): void {
  if (containers.length === 0) errors.required(path, "the pod has no container: write at least one");
  const hostPorts = new Set<string>();
  let index = 0;
  for (const container of containers) {
    const at = path.index(index++);
    const { lifecycle, ports } = container;
    validateContainer(container, context, at, errors);
    checkUniqueName(container, names, at, errors);
    names.add(container.name ?? "");
    if (lifecycle !== undefined) validateLifecycle(lifecycle, context.spec, at.child("lifecycle"), errors);
    validateProbes(container, at, errors);
    validateContainerRestart(container, at, errors);
    if (ports === undefined) continue;
    validateHostPortsUnique(ports, hostPorts, at.child("ports"), errors);
    if (context.spec.hostNetwork === true) validateHostNetworkPorts(ports, at.child("ports"), errors);
  }
}

function validateInitContainers(
  containers: readonly Container[],
  names: Set<string>,
  context: PodContext,
  path: Path,
  errors: ErrorList,
): void {
  let index = 0;
  for (const container of containers) {
    const at = path.index(index++);
    const { lifecycle, ports } = container;
    validateContainer(container, context, at, errors);
    validateInitContainerRestart(container, at, errors);
    checkUniqueName(container, names, at, errors);
    if (container.name) names.add(container.name);
    // Init containers run one after the other; the server prints the first index for all of them.
    if (ports !== undefined) validateHostPortsUnique(ports, new Set(), at.printedAs("[0]").child("ports"), errors);
    if (container.restartPolicy === "Always") {
      if (lifecycle !== undefined) validateLifecycle(lifecycle, context.spec, at.child("lifecycle"), errors);
      validateProbes(container, at, errors);
    } else {
      forbidOnInitContainer(container, at, errors);
    }
  }
}

/** What makes no sense on a container that has to end before the next one starts. */
function forbidOnInitContainer(container: Container, path: Path, errors: ErrorList): void {
  for (const field of ["lifecycle", "livenessProbe", "readinessProbe", "startupProbe"] as const) {
    if (container[field] === undefined) continue;
    errors.forbidden(
      path.child(field),
      `${field} is for containers that go on running, and an init container ends: remove it, or make it a sidecar with restartPolicy: Always`,
    );
  }
  for (const [index, policy] of (container.resizePolicy ?? []).entries()) {
    if (policy.restartPolicy !== "RestartContainer") continue;
    errors.invalid(
      path.child("resizePolicy").index(index).child("restartPolicy"),
      "an init container that is no sidecar can't be restarted to resize it: remove the resizePolicy",
    );
  }
}

/** Fields that say a container belongs to the workload, which an ephemeral one doesn't. */
const NOT_EPHEMERAL = [
  "ports",
  "livenessProbe",
  "readinessProbe",
  "startupProbe",
  "lifecycle",
  "resizePolicy",
  "restartPolicy",
  "restartPolicyRules",
] as const;

function validateEphemeralContainers(
  containers: readonly EphemeralContainer[],
  names: Set<string>,
  context: PodContext,
  path: Path,
  errors: ErrorList,
): void {
  const others = new Set(names);
  for (const [index, container] of containers.entries()) {
    const at = path.index(index);
    validateContainer(container, context, at, errors);
    checkPaddedImage(container, at, errors);
    checkUniqueName(container, names, at, errors);
    names.add(container.name ?? "");
    const target = container.targetContainerName ?? "";
    if (target !== "" && !others.has(target)) {
      errors.notFound(at.child("targetContainerName"), `there is no container ${quote(target)} to attach to`);
    }
    const { limits, requests, claims } = container.resources ?? {};
    const limited = (limits ?? requests ?? claims) !== undefined;
    for (const field of [
      ...NOT_EPHEMERAL.filter((name) => container[name] !== undefined),
      ...(limited ? ["resources"] : []),
    ]) {
      errors.forbidden(at.child(field), `an ephemeral container can't have ${field}`);
    }
    for (const [mount, { subPath, subPathExpr }] of (container.volumeMounts ?? []).entries()) {
      for (const [field, value] of Object.entries({ subPath, subPathExpr })) {
        if (!value) continue;
        errors.forbidden(
          at.child("volumeMounts").index(mount).child(field),
          `an ephemeral container can't mount by ${field}`,
        );
      }
    }
  }
}

/**
 * Blanks around an image name, which the API server lets pass in a template and refuses in a pod:
 * `validateContainerOnlyForPod`.
 */
export function checkPaddedImage({ image = "" }: Container, path: Path, errors: ErrorList): void {
  const trimmed = trimSpace(image);
  if (trimmed === image) return;
  errors.invalid(
    path.child("image"),
    `image ${quote(image)} has a blank before or after it: no pod with it is accepted`,
    {
      suggestion: trimmed,
    },
  );
}

function checkUniqueName({ name = "" }: Container, names: ReadonlySet<string>, path: Path, errors: ErrorList): void {
  if (!names.has(name)) return;
  errors.duplicate(
    path.child("name"),
    `another container is called ${quote(name)} already: each needs a name of its own`,
  );
}
