import { defaultPullPolicy } from "../kubernetes/image.ts";
import { formatQuantity } from "../kubernetes/quantity.ts";
import { type Amounts, aggregateContainers, podLevelRequests, readAmounts } from "../kubernetes/resources.ts";
import type {
  Container,
  ContainerPort,
  DaemonSetObject,
  EnvVar,
  HttpGetAction,
  Lifecycle,
  LifecycleHandler,
  PodSpec,
  Probe,
  ResourceList,
  ResourceRequirements,
  UpdateStrategy,
  Volume,
  VolumeProjection,
} from "./decoded.ts";

/*
 * What the API server fills in before it validates (`SetDefaults_*` of k8s.io/kubernetes/pkg/apis/apps/v1 and core/v1),
 * and what it drops because the feature is off (`DropDisabledTemplateFields` of pkg/api/pod), as far as validation, its
 * warnings or the pods made later depend on it. Amounts of resources are rounded where they are read. Nothing is changed
 * in place.
 */

const defaulted = new WeakMap<DaemonSetObject, DaemonSetObject>();

/** The DaemonSet as the API server validates it: worked out once, for errors, warnings and pods alike. */
export function withDefaults(daemonSet: DaemonSetObject): DaemonSetObject {
  const known = defaulted.get(daemonSet) ?? defaultDaemonSet(daemonSet);
  defaulted.set(daemonSet, known);
  return known;
}

function defaultDaemonSet({ metadata, spec = {} }: DaemonSetObject): DaemonSetObject {
  return {
    metadata,
    spec: {
      ...spec,
      updateStrategy: defaultUpdateStrategy(spec.updateStrategy ?? {}),
      template: { metadata: spec.template?.metadata, spec: defaultPodSpec(spec.template?.spec ?? {}) },
    },
  };
}

function defaultUpdateStrategy(strategy: UpdateStrategy): UpdateStrategy {
  const type = strategy.type || "RollingUpdate";
  if (type !== "RollingUpdate") return strategy;
  const { maxUnavailable = 1, maxSurge = 0 } = strategy.rollingUpdate ?? {};
  return { type, rollingUpdate: { maxUnavailable, maxSurge } };
}

function defaultPodSpec(spec: PodSpec): PodSpec {
  return {
    ...spec,
    dnsPolicy: spec.dnsPolicy || "ClusterFirst",
    restartPolicy: spec.restartPolicy || "Always",
    terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
    volumes: spec.volumes?.map(defaultVolume),
    containers: spec.containers?.map(defaultContainer),
    initContainers: spec.initContainers?.map(defaultContainer),
    ephemeralContainers: spec.ephemeralContainers?.map(defaultContainer),
  };
}

function defaultContainer<C extends Container>(container: C): C {
  return {
    ...container,
    imagePullPolicy: container.imagePullPolicy || defaultPullPolicy(container.image ?? ""),
    terminationMessagePolicy: container.terminationMessagePolicy || "File",
    ports: container.ports?.map(defaultPort),
    env: container.env?.map(defaultEnvVar),
    lifecycle: container.lifecycle && defaultLifecycle(container.lifecycle),
    livenessProbe: container.livenessProbe && defaultProbe(container.livenessProbe),
    readinessProbe: container.readinessProbe && defaultProbe(container.readinessProbe),
    startupProbe: container.startupProbe && defaultProbe(container.startupProbe),
  };
}

function defaultPort(port: ContainerPort): ContainerPort {
  return { ...port, protocol: port.protocol || "TCP" };
}

function defaultEnvVar(variable: EnvVar): EnvVar {
  const { valueFrom } = variable;
  if (valueFrom?.fieldRef === undefined) return variable;
  return { ...variable, valueFrom: { ...valueFrom, fieldRef: defaultFieldRef(valueFrom.fieldRef) } };
}

function defaultFieldRef<R extends { apiVersion?: string | undefined }>(reference: R): R {
  return { ...reference, apiVersion: reference.apiVersion || "v1" };
}

/** Stop signals are off: what says nothing else is no lifecycle at all. */
function defaultLifecycle({ preStop, postStart, stopSignal }: Lifecycle): Lifecycle | undefined {
  if (stopSignal !== undefined && preStop === undefined && postStart === undefined) return undefined;
  return { preStop: preStop && defaultHandler(preStop), postStart: postStart && defaultHandler(postStart) };
}

function defaultHandler<H extends LifecycleHandler | Probe>(handler: H): H {
  return handler.httpGet === undefined ? handler : { ...handler, httpGet: defaultHttpGet(handler.httpGet) };
}

function defaultHttpGet(action: HttpGetAction): HttpGetAction {
  return { ...action, path: action.path || "/", scheme: action.scheme || "HTTP" };
}

function defaultProbe(probe: Probe): Probe {
  return {
    ...defaultHandler(probe),
    timeoutSeconds: probe.timeoutSeconds || 1,
    periodSeconds: probe.periodSeconds || 10,
    successThreshold: probe.successThreshold || 1,
    failureThreshold: probe.failureThreshold || 3,
  };
}

function defaultVolume(volume: Volume): Volume {
  const { name, ...sources } = volume;
  if (Object.values(sources).every((source) => source === undefined)) return { name, emptyDir: {} };
  const { azureDisk, downwardAPI, image, projected } = volume;
  return {
    ...volume,
    azureDisk: azureDisk && { ...azureDisk, kind: azureDisk.kind ?? "Shared" },
    downwardAPI: downwardAPI && { ...downwardAPI, items: downwardAPI.items?.map(defaultDownwardFile) },
    image: image && { ...image, pullPolicy: image.pullPolicy || defaultPullPolicy(image.reference ?? "") },
    projected: projected && { ...projected, sources: projected.sources?.map(defaultProjection) },
  };
}

type DownwardFile = NonNullable<NonNullable<Volume["downwardAPI"]>["items"]>[number];

function defaultDownwardFile(file: DownwardFile): DownwardFile {
  return file.fieldRef === undefined ? file : { ...file, fieldRef: defaultFieldRef(file.fieldRef) };
}

/** Trust bundles and pod certificates are off: such a source becomes an empty one. */
function defaultProjection({
  configMap,
  downwardAPI,
  secret,
  serviceAccountToken,
}: VolumeProjection): VolumeProjection {
  return {
    configMap,
    secret,
    serviceAccountToken: serviceAccountToken && {
      ...serviceAccountToken,
      expirationSeconds: serviceAccountToken.expirationSeconds ?? 3600,
    },
    downwardAPI: downwardAPI && { ...downwardAPI, items: downwardAPI.items?.map(defaultDownwardFile) },
  };
}

/**
 * The spec of a pod made from a template with {@link withDefaults}, as the API server validates it: `SetDefaults_Pod` of
 * k8s.io/kubernetes/pkg/apis/core/v1. What is limited and not requested is requested in full, and with host networking
 * every container port is a host port.
 */
export function withPodDefaults(spec: PodSpec): PodSpec {
  const ofContainer = (container: Container): Container => ({
    ...container,
    resources: container.resources && requestLimits(container.resources),
    ports: spec.hostNetwork === true ? container.ports?.map(exposePort) : container.ports,
  });
  const pod = {
    ...spec,
    containers: spec.containers?.map(ofContainer),
    initContainers: spec.initContainers?.map(ofContainer),
  };
  return { ...pod, resources: spec.resources && defaultPodResources(pod, spec.resources) };
}

function requestLimits({ limits, requests, claims }: ResourceRequirements): ResourceRequirements {
  if (limits === undefined) return { limits, requests, claims };
  return { limits, claims, requests: { ...limits, ...requests } };
}

function exposePort(port: ContainerPort): ContainerPort {
  return { ...port, hostPort: port.hostPort || port.containerPort };
}

/** `defaultHugePagePodLimits` and `defaultPodRequests`: what the containers come to, else what the pod is limited to. */
function defaultPodResources(spec: PodSpec, resources: ResourceRequirements): ResourceRequirements {
  const limits = readAmounts(resources.limits);
  const requests = readAmounts(resources.requests);
  if (limits.size + requests.size > 0) {
    for (const [name, amount] of aggregateContainers(spec, (own) => readAmounts(own?.limits))) {
      if (name.startsWith("hugepages-") && !requests.has(name) && !limits.has(name)) limits.set(name, amount);
    }
  }
  const limited = { ...resources, limits: written(limits) };
  return { ...limited, requests: written(podLevelRequests({ ...spec, resources: limited })) };
}

function written(amounts: Amounts): ResourceList {
  return Object.fromEntries([...amounts].map(([name, amount]) => [name, formatQuantity(amount)]));
}
