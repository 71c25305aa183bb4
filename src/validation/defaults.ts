import { defaultPullPolicy } from "../kubernetes/image.ts";
import { formatQuantity } from "../kubernetes/quantity.ts";
import { type Amounts, aggregateContainers, podLevelRequests, readAmounts } from "../kubernetes/resources.ts";
import type {
  Container,
  ContainerPort,
  DaemonSetObject,
  HttpGetAction,
  Lifecycle,
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
 * warnings or the pods made later depend on it. Amounts of resources are rounded where they are read.
 */

/** Fills in a decoded DaemonSet, in place, what makes it the one that the API server validates. */
export function withDefaults(daemonSet: DaemonSetObject): DaemonSetObject {
  daemonSet.spec ??= {};
  const { spec } = daemonSet;
  spec.updateStrategy ??= {};
  spec.template ??= {};
  spec.template.spec ??= {};
  defaultUpdateStrategy(spec.updateStrategy);
  defaultPodSpec(spec.template.spec);
  return daemonSet;
}

function defaultUpdateStrategy(strategy: UpdateStrategy): void {
  strategy.type ||= "RollingUpdate";
  if (strategy.type !== "RollingUpdate") return;
  strategy.rollingUpdate ??= {};
  strategy.rollingUpdate.maxUnavailable ??= 1;
  strategy.rollingUpdate.maxSurge ??= 0;
}

function defaultPodSpec(spec: PodSpec): void {
  spec.dnsPolicy ||= "ClusterFirst";
  spec.restartPolicy ||= "Always";
  spec.terminationGracePeriodSeconds ??= 30;
  const { volumes, containers, initContainers, ephemeralContainers } = spec;
  if (volumes !== undefined) for (const volume of volumes) defaultVolume(volume);
  if (containers !== undefined) for (const container of containers) defaultContainer(container);
  if (initContainers !== undefined) for (const container of initContainers) defaultContainer(container);
  if (ephemeralContainers !== undefined) for (const container of ephemeralContainers) defaultContainer(container);
}

function defaultContainer(container: Container): void {
  container.imagePullPolicy ||= defaultPullPolicy(container.image ?? "");
  container.terminationMessagePolicy ||= "File";
  const { ports, env, lifecycle, livenessProbe, readinessProbe, startupProbe } = container;
  if (ports !== undefined) for (const port of ports) port.protocol ||= "TCP";
  if (env !== undefined) for (const { valueFrom } of env) defaultFieldRef(valueFrom?.fieldRef);
  if (lifecycle !== undefined) defaultLifecycle(container, lifecycle);
  if (livenessProbe !== undefined) defaultProbe(livenessProbe);
  if (readinessProbe !== undefined) defaultProbe(readinessProbe);
  if (startupProbe !== undefined) defaultProbe(startupProbe);
}

function defaultFieldRef(reference: { apiVersion?: string | undefined } | undefined): void {
  if (reference !== undefined) reference.apiVersion ||= "v1";
}

/** Stop signals are off: what says nothing else is no lifecycle at all. */
function defaultLifecycle(container: Container, { preStop, postStart, stopSignal }: Lifecycle): void {
  if (stopSignal !== undefined && preStop === undefined && postStart === undefined) container.lifecycle = undefined;
  defaultHttpGet(preStop?.httpGet);
  defaultHttpGet(postStart?.httpGet);
}

function defaultHttpGet(action: HttpGetAction | undefined): void {
  if (action === undefined) return;
  action.path ||= "/";
  action.scheme ||= "HTTP";
}

function defaultProbe(probe: Probe): void {
  defaultHttpGet(probe.httpGet);
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
}

function defaultVolume(volume: Volume): void {
  const { azureDisk, downwardAPI, image, projected } = volume;
  if (azureDisk !== undefined) azureDisk.kind ??= "Shared";
  if (image !== undefined) image.pullPolicy ||= defaultPullPolicy(image.reference ?? "");
  if (downwardAPI !== undefined) defaultDownwardFiles(downwardAPI.items);
  if (projected?.sources !== undefined) for (const source of projected.sources) defaultProjection(source);
  if (!hasSource(volume)) volume.emptyDir = {};
}

function hasSource(volume: Volume): boolean {
  for (const key in volume) if (key !== "name" && volume[key as keyof Volume] !== undefined) return true;
  return false;
}

function defaultDownwardFiles(files: NonNullable<Volume["downwardAPI"]>["items"]): void {
  if (files !== undefined) for (const { fieldRef } of files) defaultFieldRef(fieldRef);
}

/** Trust bundles and pod certificates are off: such a source becomes an empty one. */
function defaultProjection(source: VolumeProjection): void {
  if (source.clusterTrustBundle !== undefined) source.clusterTrustBundle = undefined;
  if (source.podCertificate !== undefined) source.podCertificate = undefined;
  if (source.serviceAccountToken !== undefined) source.serviceAccountToken.expirationSeconds ??= 3600;
  if (source.downwardAPI !== undefined) defaultDownwardFiles(source.downwardAPI.items);
}

/**
 * The spec of a pod made from a template with {@link withDefaults}, as the API server validates it: `SetDefaults_Pod` of
 * k8s.io/kubernetes/pkg/apis/core/v1, of which only this is asked for: with host networking every container port is a
 * host port, and where the pod as a whole has resources, what is limited and not requested is requested in full. The
 * template stays as it is.
 */
export function withPodDefaults(spec: PodSpec): PodSpec {
  if (spec.hostNetwork !== true && spec.resources === undefined) return spec;
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
