import type { DaemonSet as DaemonSetObject } from "kubernetes-types/apps/v1.d.ts";
import type {
  Container as ContainerObject,
  NodeAffinity,
  NodeSelectorTerm,
  PodSpec,
  PodTemplateSpec,
  Toleration as TolerationObject,
  Volume,
  VolumeMount,
} from "kubernetes-types/core/v1.d.ts";
import type { NodeSelection } from "../kubernetes/node-affinity.ts";
import { cleanPath } from "../kubernetes/node-path.ts";
import type { Field } from "./field.ts";
import { groupBy } from "./group-by.ts";
import type { Resource } from "./resource.ts";

const TOLERATION_KEYS = ["key", "operator", "value", "effect", "tolerationSeconds"] as const;

const NONE: readonly never[] = [];

/** A DaemonSet, with the pod it makes as that will be. Rules that judge a DaemonSet share what is derived here. */
export class DaemonSet {
  readonly resource: Resource<DaemonSetObject>;
  readonly fields: Field<DaemonSetObject>;
  readonly spec: Field<NonNullable<DaemonSetObject["spec"]>>;
  readonly pod: Pod;

  constructor(resource: Resource) {
    this.resource = resource as Resource<DaemonSetObject>;
    this.fields = this.resource.fields;
    this.spec = this.fields.at("spec");
    this.pod = new Pod(this.spec.at("template"));
  }

  get name(): string {
    return this.resource.name ?? "";
  }

  /** `OnDelete` or `RollingUpdate`, with the default of the API version it is written for. */
  get updateStrategy(): string | undefined {
    const type = this.spec.at("updateStrategy").at("type");
    if (type.unknown) return undefined;
    return type.value ?? (this.resource.apiVersion === "extensions/v1beta1" ? "OnDelete" : "RollingUpdate");
  }
}

/** The pod template of a DaemonSet. */
export class Pod {
  readonly template: Field<PodTemplateSpec>;
  readonly spec: Field<PodSpec>;
  readonly securityContext: Field<NonNullable<PodSpec["securityContext"]>>;
  readonly resources: Field;
  readonly kept = new Map<unknown, unknown>();
  #containers: readonly Container[] | undefined;
  #longRunning: readonly Container[] | undefined;
  #volumes: ReadonlyMap<string, Field<Volume>> | undefined;
  #tolerations: readonly WrittenToleration[] | undefined;
  #nodeLabelKeys: readonly NodeLabelKey[] | undefined;
  #hostMounts: readonly HostMount[] | undefined;
  #hostVolumes: readonly HostVolume[] | undefined;
  #csiMounts: readonly HostMount[] | undefined;
  #isWindows: boolean | undefined;

  constructor(template: Field<PodTemplateSpec>) {
    this.template = template;
    this.spec = template.at("spec");
    this.securityContext = this.spec.at("securityContext");
    this.resources = this.spec.at("resources");
  }

  /** Init containers, sidecars among them, then containers, as the kubelet starts them. */
  allContainers(): readonly Container[] {
    if (this.#containers === undefined) {
      const containers: Container[] = [];
      for (const field of this.spec.at("initContainers").items()) {
        containers.push(new Container(this, field, initRole(field)));
      }
      for (const field of this.spec.at("containers").items()) containers.push(new Container(this, field, "container"));
      this.#containers = containers;
    }
    return this.#containers;
  }

  /** Containers that run as long as the pod does: those of `containers` and sidecars. */
  longRunning(): readonly Container[] {
    this.#longRunning ??= this.allContainers().filter((container) => container.role !== "init");
    return this.#longRunning;
  }

  /** Volumes by name. */
  volumes(): ReadonlyMap<string, Field<Volume>> {
    if (this.#volumes === undefined) {
      const volumes = new Map<string, Field<Volume>>();
      for (const field of this.spec.at("volumes").items()) volumes.set(field.at("name").value ?? "", field);
      this.#volumes = volumes;
    }
    return this.#volumes;
  }

  /** Its tolerations as written, each with its field; those that can't be known are left out. */
  tolerations(): readonly WrittenToleration[] {
    if (this.#tolerations === undefined) {
      const tolerations: WrittenToleration[] = [];
      for (const field of this.spec.at("tolerations").items()) {
        const toleration = field.value;
        const known = toleration !== undefined && !TOLERATION_KEYS.some((key) => field.at(key).unknown);
        if (known) tolerations.push({ field, toleration });
      }
      this.#tolerations = tolerations;
    }
    return this.#tolerations;
  }

  /** What decides on which nodes it may run; undefined where not all of that is known. */
  nodeSelection(): NodeSelection | undefined {
    const { spec } = this;
    const [nodeName, nodeSelector, affinity] = [spec.at("nodeName"), spec.at("nodeSelector"), spec.at("affinity")];
    if (!nodeName.known || !nodeSelector.known || !affinity.known) return undefined;
    return { nodeName: nodeName.value, nodeSelector: nodeSelector.value, affinity: affinity.value };
  }

  /** Every key by which the pod chooses nodes: of the node selector and of required and preferred node affinity. */
  nodeLabelKeys(): readonly NodeLabelKey[] {
    this.#nodeLabelKeys ??= this.#findNodeLabelKeys();
    return this.#nodeLabelKeys;
  }

  #findNodeLabelKeys(): NodeLabelKey[] {
    const keys: NodeLabelKey[] = [];
    const addTerm = (term: Field<NodeSelectorTerm>, required: boolean) => {
      for (const list of [term.at("matchExpressions"), term.at("matchFields")]) {
        for (const expression of list.items()) {
          const field = expression.at("key");
          keys.push({ key: field.value ?? "", field: field as Field, required });
        }
      }
    };
    for (const { key, field } of this.spec.at("nodeSelector").entries()) {
      keys.push({ key, field: field as Field, part: "key", required: true });
    }
    const affinity = this.spec.at("affinity").at("nodeAffinity");
    for (const term of requiredTerms(affinity)) addTerm(term, true);
    for (const preference of affinity.at("preferredDuringSchedulingIgnoredDuringExecution").items()) {
      addTerm(preference.at("preference"), false);
    }
    return keys;
  }

  /** Where containers mount what of the node, in the order of containers. */
  hostMounts(): readonly HostMount[] {
    this.#hostMounts ??= this.#findHostMounts();
    return this.#hostMounts;
  }

  #findHostMounts(): HostMount[] {
    const found: HostMount[] = [];
    for (const container of this.allContainers()) {
      for (const { mount, volume } of container.mounts()) {
        if (volume === undefined || volume.at("hostPath").absent) continue;
        const path = this.isWindows ? volume.at("hostPath").at("path").value : nodePathOf(mount, volume);
        const readOnly = mount.at("readOnly");
        found.push({
          container,
          mount,
          volume,
          path,
          readOnly: readOnly.unknown ? undefined : readOnly.value === true,
        });
      }
    }
    return found;
  }

  /** The hostPath volumes that are mounted, each with its mounts, in the order of volumes. */
  hostVolumes(): readonly HostVolume[] {
    this.#hostVolumes ??= this.#findHostVolumes();
    return this.#hostVolumes;
  }

  #findHostVolumes(): HostVolume[] {
    const mountsOf = groupBy(this.hostMounts(), ({ volume }) => volume);
    const found: HostVolume[] = [];
    for (const volume of this.volumes().values()) {
      const mounts = mountsOf.get(volume);
      if (mounts !== undefined) found.push({ volume, mounts });
    }
    return found;
  }

  /**
   * The root directories of the kubelets whose plugins the pod is one of: those whose `plugins_registry` (or `plugins`,
   * where a CSI driver's socket lies and once was registered) it mounts.
   */
  kubeletRoots(directory: "plugins_registry" | "plugins" = "plugins_registry"): ReadonlySet<string> {
    const roots = new Set<string>();
    for (const { path } of this.hostMounts()) {
      if (!path?.includes(directory)) continue;
      const parts = path.split(/[/\\]/);
      const at = parts.indexOf(directory);
      if (at > 0) roots.add(parts.slice(0, at).join("/"));
    }
    return roots;
  }

  /** Mounts of the directory, or its parent, where a kubelet of these roots has volumes mounted for pods. */
  podDirectoryMounts(kubeletRoots: ReadonlySet<string>): readonly HostMount[] {
    if (kubeletRoots.size === 0) return NONE;
    return this.hostMounts().filter(({ path }) => {
      const parts = path?.split(/[/\\]/) ?? [];
      while (parts.length > 1 && parts.at(-1) === "") parts.pop();
      if (parts.at(-1) === "pods") parts.pop();
      return kubeletRoots.has(parts.join("/"));
    });
  }

  /** True for a CSI node driver: it has its socket where the kubelet looks for it, and mounts volumes for pods. */
  get isCsiDriver(): boolean {
    return this.csiMounts().length > 0;
  }

  /** The mounts in which a CSI node driver mounts volumes for pods; none for another pod. */
  csiMounts(): readonly HostMount[] {
    this.#csiMounts ??= this.podDirectoryMounts(new Set([...this.kubeletRoots(), ...this.kubeletRoots("plugins")]));
    return this.#csiMounts;
  }

  /** True for a Windows pod, by `spec.os` or by a node selector or required affinity on `kubernetes.io/os`. */
  get isWindows(): boolean {
    this.#isWindows ??= choosesWindows(this.spec);
    return this.#isWindows;
  }

  /** `hostNetwork: true`. */
  get hostNetwork(): boolean {
    return this.spec.at("hostNetwork").value === true;
  }
}

/** True for a Windows pod: see {@link Pod.isWindows}. */
function choosesWindows(spec: Field<PodSpec>): boolean {
  const os = spec.at("os").at("name").value;
  if (os !== undefined) return os === "windows";
  const selector = spec.at("nodeSelector");
  const selected = selector.at("kubernetes.io/os").value ?? selector.at("beta.kubernetes.io/os").value;
  if (selected !== undefined) return selected === "windows";
  const terms = requiredTerms(spec.at("affinity").at("nodeAffinity"));
  return (
    terms.length > 0 &&
    terms.every((term) =>
      term
        .at("matchExpressions")
        .items()
        .some(
          (expression) =>
            /^(beta\.)?kubernetes\.io\/os$/.test(expression.at("key").value ?? "") &&
            expression.at("operator").value === "In" &&
            (expression.at("values").value ?? []).every((value) => value === "windows"),
        ),
    )
  );
}

function requiredTerms(affinity: Field<NodeAffinity>): readonly Field<NodeSelectorTerm>[] {
  return affinity.at("requiredDuringSchedulingIgnoredDuringExecution").at("nodeSelectorTerms").items();
}

/** A toleration with its field. */
export interface WrittenToleration {
  readonly field: Field<TolerationObject>;
  readonly toleration: TolerationObject;
}

/** A key by which a pod chooses nodes. */
export interface NodeLabelKey {
  readonly key: string;
  readonly field: Field;
  /** Set where the key is that of a map. */
  readonly part?: "key";
  readonly required: boolean;
}

/** A hostPath volume with its mounts. */
export interface HostVolume {
  readonly volume: Field<Volume>;
  readonly mounts: readonly HostMount[];
}

/** A mount of a hostPath volume in a container. */
export interface HostMount {
  readonly container: Container;
  readonly mount: Field<VolumeMount>;
  readonly volume: Field<Volume>;
  /**
   * The path on the node that the container sees, `subPath` included, in its shortest form (as written in a Windows
   * pod); undefined where it can't be known.
   */
  readonly path: string | undefined;
  /** Undefined where it can't be known. */
  readonly readOnly: boolean | undefined;
}

function nodePathOf(mount: Field<VolumeMount>, volume: Field<Volume>): string | undefined {
  const path = volume.at("hostPath").at("path").value;
  const subPath = mount.at("subPath");
  if (path === undefined || subPath.unknown || !mount.at("subPathExpr").absent) return undefined;
  return cleanPath(`${path}/${subPath.value ?? ""}`);
}

/** `sidecar` is an init container with `restartPolicy: Always`. */
export type ContainerRole = "container" | "sidecar" | "init";

function initRole(field: Field<ContainerObject>): ContainerRole {
  return field.at("restartPolicy").value === "Always" ? "sidecar" : "init";
}

const LONGEST_NAME = 300;

/** A container of a pod, with what it inherits from the pod. */
export class Container {
  readonly pod: Pod;
  readonly fields: Field<ContainerObject>;
  readonly role: ContainerRole;
  readonly securityContext: Field<NonNullable<ContainerObject["securityContext"]>>;
  readonly resources: Field<NonNullable<ContainerObject["resources"]>>;
  #mounts: readonly Mount[] | undefined;

  constructor(pod: Pod, fields: Field<ContainerObject>, role: ContainerRole) {
    this.pod = pod;
    this.fields = fields;
    this.role = role;
    this.securityContext = fields.at("securityContext");
    this.resources = fields.at("resources");
  }

  /** Cut where it is longer than any name can be: findings say it. */
  get name(): string {
    return (this.fields.at("name").value ?? "").slice(0, LONGEST_NAME);
  }

  /** What a message calls it: `container "agent"`, `init container "setup"`, `sidecar "proxy"`. */
  get label(): string {
    const role = this.role === "init" ? "init container" : this.role;
    return `${role} "${this.name}"`;
  }

  /**
   * A setting of the security context that a container inherits from its pod: the container's own field where it is
   * set (or unknown), else the pod's where that is, else the container's own absent one.
   */
  inherited<
    K extends
      | "runAsUser"
      | "runAsGroup"
      | "runAsNonRoot"
      | "seccompProfile"
      | "appArmorProfile"
      | "seLinuxOptions"
      | "windowsOptions",
  >(
    key: K,
  ): Field<
    NonNullable<
      NonNullable<ContainerObject["securityContext"]>[K & keyof NonNullable<ContainerObject["securityContext"]>]
    >
  > {
    const own = this.securityContext.at(key as string);
    if (!own.absent) return own as never;
    const pods = this.pod.securityContext.at(key as string);
    return (pods.absent ? own : pods) as never;
  }

  /** Its volume mounts, each with the volume that it mounts where the pod declares one. */
  mounts(): readonly Mount[] {
    this.#mounts ??= this.#findMounts();
    return this.#mounts;
  }

  #findMounts(): Mount[] {
    const volumes = this.pod.volumes();
    return this.fields
      .at("volumeMounts")
      .items()
      .map((mount) => {
        const { value: name } = mount.at("name");
        return { mount, volume: name === undefined ? undefined : volumes.get(name) };
      });
  }
}

/** A volume mount, with the volume that it mounts where the pod declares one. */
export interface Mount {
  readonly mount: Field<VolumeMount>;
  readonly volume: Field<Volume> | undefined;
}
