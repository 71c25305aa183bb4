import type { DaemonSet as DaemonSetObject } from "kubernetes-types/apps/v1.d.ts";
import type {
  Container as ContainerObject,
  NodeSelectorTerm,
  PodSpec,
  PodTemplateSpec,
  Toleration as TolerationObject,
  Volume,
  VolumeMount,
} from "kubernetes-types/core/v1.d.ts";
import type { Field } from "./field.ts";
import type { Resource } from "./resource.ts";

const TOLERATION_KEYS = ["key", "operator", "value", "effect", "tolerationSeconds"] as const;

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
  #containers: readonly Container[] | undefined;
  #volumes: ReadonlyMap<string, Field<Volume>> | undefined;

  constructor(template: Field<PodTemplateSpec>) {
    this.template = template;
    this.spec = template.at("spec");
  }

  /** Init containers, sidecars among them, then containers, as the kubelet starts them. */
  allContainers(): readonly Container[] {
    this.#containers ??= [
      ...this.spec
        .at("initContainers")
        .items()
        .map((field) => new Container(this, field, initRole(field))),
      ...this.spec
        .at("containers")
        .items()
        .map((field) => new Container(this, field, "container")),
    ];
    return this.#containers;
  }

  /** Containers that run as long as the pod does: those of `containers` and sidecars. */
  longRunning(): readonly Container[] {
    return this.allContainers().filter((container) => container.role !== "init");
  }

  /** Volumes by name. */
  volumes(): ReadonlyMap<string, Field<Volume>> {
    this.#volumes ??= new Map(
      this.spec
        .at("volumes")
        .items()
        .map((field) => [field.at("name").value ?? "", field] as const),
    );
    return this.#volumes;
  }

  /** Its tolerations as written, each with its field; those that can't be known are left out. */
  tolerations(): { field: Field<TolerationObject>; toleration: TolerationObject }[] {
    return this.spec
      .at("tolerations")
      .items()
      .flatMap((field) => {
        const toleration = field.value;
        const known = toleration !== undefined && !TOLERATION_KEYS.some((key) => field.at(key).unknown);
        return known ? [{ field, toleration }] : [];
      });
  }

  /** Every key by which the pod chooses nodes: of the node selector and of required and preferred node affinity. */
  nodeLabelKeys(): { key: string; field: Field; part?: "key"; required: boolean }[] {
    const affinity = this.spec.at("affinity").at("nodeAffinity");
    const ofTerm = (term: Field<NodeSelectorTerm>, required: boolean) =>
      [...term.at("matchExpressions").items(), ...term.at("matchFields").items()].map((expression) => {
        const field = expression.at("key");
        return { key: field.value ?? "", field: field as Field, required };
      });
    return [
      ...this.spec
        .at("nodeSelector")
        .entries()
        .map(({ key, field }) => ({ key, field: field as Field, part: "key" as const, required: true })),
      ...affinity
        .at("requiredDuringSchedulingIgnoredDuringExecution")
        .at("nodeSelectorTerms")
        .items()
        .flatMap((term) => ofTerm(term, true)),
      ...affinity
        .at("preferredDuringSchedulingIgnoredDuringExecution")
        .items()
        .flatMap((preference) => ofTerm(preference.at("preference"), false)),
    ];
  }

  /** True for a Windows pod, by `spec.os` or by a node selector or required affinity on `kubernetes.io/os`. */
  get isWindows(): boolean {
    const os = this.spec.at("os").at("name").value;
    if (os !== undefined) return os === "windows";
    const selector = this.spec.at("nodeSelector");
    const selected = selector.at("kubernetes.io/os").value ?? selector.at("beta.kubernetes.io/os").value;
    if (selected !== undefined) return selected === "windows";
    const terms = this.spec
      .at("affinity")
      .at("nodeAffinity")
      .at("requiredDuringSchedulingIgnoredDuringExecution")
      .at("nodeSelectorTerms")
      .items();
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

  /** `hostNetwork: true`. */
  get hostNetwork(): boolean {
    return this.spec.at("hostNetwork").value === true;
  }
}

/** `sidecar` is an init container with `restartPolicy: Always`. */
export type ContainerRole = "container" | "sidecar" | "init";

function initRole(field: Field<ContainerObject>): ContainerRole {
  return field.at("restartPolicy").value === "Always" ? "sidecar" : "init";
}

/** A container of a pod, with what it inherits from the pod. */
export class Container {
  readonly pod: Pod;
  readonly fields: Field<ContainerObject>;
  readonly role: ContainerRole;

  constructor(pod: Pod, fields: Field<ContainerObject>, role: ContainerRole) {
    this.pod = pod;
    this.fields = fields;
    this.role = role;
  }

  get name(): string {
    return this.fields.at("name").value ?? "";
  }

  /** What a message calls it: `container "agent"`, `init container "setup"`, `sidecar "proxy"`. */
  get label(): string {
    const role = this.role === "init" ? "init container" : this.role;
    return `${role} "${this.name}"`;
  }

  get securityContext(): Field<NonNullable<ContainerObject["securityContext"]>> {
    return this.fields.at("securityContext");
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
    const pods = this.pod.spec.at("securityContext").at(key as string);
    return (own.absent && !pods.absent ? pods : own) as never;
  }

  /** Its volume mounts, each with the volume that it mounts where the pod declares one. */
  mounts(): { mount: Field<VolumeMount>; volume: Field<Volume> | undefined }[] {
    const volumes = this.pod.volumes();
    return this.fields
      .at("volumeMounts")
      .items()
      .map((mount) => ({ mount, volume: volumes.get(mount.at("name").value ?? "") }));
  }
}
