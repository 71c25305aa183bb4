import type {
  Container as ContainerType,
  EnvVarSource as EnvVarSourceType,
  EnvVar as EnvVarType,
  EphemeralContainer as EphemeralContainerType,
  Lifecycle as LifecycleType,
  PersistentVolumeClaimSpec,
  PodSecurityContext as PodSecurityContextType,
  PodSpec as PodSpecType,
  ResourceRequirements as ResourceRequirementsType,
  Volume as VolumeType,
} from "kubernetes-types/core/v1.d.ts";
import type { ObjectMeta as ObjectMetaType } from "kubernetes-types/meta/v1.d.ts";
import type { Decoded, DecodedDaemonSet } from "./types.ts";

/*
 * The parts of a decoded DaemonSet that semantics passes around, with the fields that `kubernetes-types` doesn't know yet.
 */

type With<T, Newer> = Omit<T, keyof Newer> & Newer;

export type ObjectMeta = Decoded<ObjectMetaType>;

export interface FileKeySelector {
  volumeName?: string | undefined;
  path?: string | undefined;
  key?: string | undefined;
  optional?: boolean | undefined;
}

export type EnvVarSource = With<Decoded<EnvVarSourceType>, { fileKeyRef?: FileKeySelector | undefined }>;
export type EnvVar = With<Decoded<EnvVarType>, { valueFrom?: EnvVarSource | undefined }>;
export type EnvFromSource = NonNullable<Container["envFrom"]>[number];
export type Probe = NonNullable<Container["livenessProbe"]>;
export type Lifecycle = With<Decoded<LifecycleType>, { stopSignal?: string | undefined }>;
export type LifecycleHandler = NonNullable<Lifecycle["preStop"]>;
export type HttpGetAction = NonNullable<Probe["httpGet"]>;
export type ContainerPort = NonNullable<Container["ports"]>[number];
export type VolumeMount = NonNullable<Container["volumeMounts"]>[number];
export type VolumeDevice = NonNullable<Container["volumeDevices"]>[number];
export type SecurityContext = NonNullable<Container["securityContext"]>;

export interface ResourceClaim {
  name?: string | undefined;
  request?: string | undefined;
}

export interface PodResourceClaim {
  name?: string | undefined;
  resourceClaimName?: string | undefined;
  resourceClaimTemplateName?: string | undefined;
}

/** Amounts by resource name, as written. */
export type ResourceList = Record<string, string>;

export type ResourceRequirements = With<
  Decoded<ResourceRequirementsType>,
  { claims?: ResourceClaim[] | undefined; limits?: ResourceList | undefined; requests?: ResourceList | undefined }
>;

export interface ContainerRestartRule {
  action?: string | undefined;
  exitCodes?: { operator?: string | undefined; values?: number[] | undefined } | undefined;
}

interface NewerContainerFields {
  env?: EnvVar[] | undefined;
  lifecycle?: Lifecycle | undefined;
  resources?: ResourceRequirements | undefined;
  restartPolicyRules?: ContainerRestartRule[] | undefined;
}

export type Container = With<Decoded<ContainerType>, NewerContainerFields>;
export type EphemeralContainer = With<Decoded<EphemeralContainerType>, NewerContainerFields>;

export type PodSecurityContext = With<
  Decoded<PodSecurityContextType>,
  { seLinuxChangePolicy?: string | undefined; supplementalGroupsPolicy?: string | undefined }
>;

type ProjectedType = NonNullable<Decoded<VolumeType>["projected"]>;

export interface PodCertificateProjection {
  signerName?: string | undefined;
  keyType?: string | undefined;
  maxExpirationSeconds?: number | undefined;
  credentialBundlePath?: string | undefined;
  keyPath?: string | undefined;
  certificateChainPath?: string | undefined;
  userAnnotations?: Record<string, string> | undefined;
}

export type VolumeProjection = NonNullable<ProjectedType["sources"]>[number] & {
  podCertificate?: PodCertificateProjection | undefined;
};

export type Volume = With<
  Decoded<VolumeType>,
  {
    image?: { reference?: string | undefined; pullPolicy?: string | undefined } | undefined;
    projected?: With<ProjectedType, { sources?: VolumeProjection[] | undefined }> | undefined;
  }
>;

export type VolumeClaimSpec = Decoded<PersistentVolumeClaimSpec>;

export type PodSpec = With<
  Decoded<PodSpecType>,
  {
    containers?: Container[] | undefined;
    initContainers?: Container[] | undefined;
    ephemeralContainers?: EphemeralContainer[] | undefined;
    hostnameOverride?: string | undefined;
    overhead?: ResourceList | undefined;
    resourceClaims?: PodResourceClaim[] | undefined;
    resources?: ResourceRequirements | undefined;
    securityContext?: PodSecurityContext | undefined;
    volumes?: Volume[] | undefined;
  }
>;

export interface PodTemplate {
  metadata?: ObjectMeta | undefined;
  spec?: PodSpec | undefined;
}

type DaemonSetSpecType = NonNullable<DecodedDaemonSet["spec"]>;
export type LabelSelector = NonNullable<DaemonSetSpecType["selector"]>;
export type UpdateStrategy = NonNullable<DaemonSetSpecType["updateStrategy"]>;
export type DaemonSetSpec = With<DaemonSetSpecType, { template?: PodTemplate | undefined }>;

/** A decoded DaemonSet as semantics reads it. */
export interface DaemonSetObject {
  metadata?: ObjectMeta | undefined;
  spec?: DaemonSetSpec | undefined;
}
