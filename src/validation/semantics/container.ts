import { dnsLabelFault } from "../../kubernetes/names.ts";
import type { Container } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import type { PodContext } from "./containers.ts";
import { validateEnv, validateEnvFrom } from "./env.ts";
import { validatePorts } from "./ports.ts";
import { validateResizePolicy } from "./resize-policy.ts";
import { validateContainerResources } from "./resources.ts";
import { validateSecurityContext } from "./security-context.ts";
import { validateVolumeDevices } from "./volume-devices.ts";
import { validateVolumeMounts } from "./volume-mounts.ts";
import { checkChoice, quote, requireForm } from "./words.ts";

const MESSAGE_POLICIES = ["File", "FallbackToLogsOnError"] as const;
const PULL_POLICIES = ["Always", "IfNotPresent", "Never"] as const;

/** What holds for containers of every kind: `validateContainerCommon` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateContainer(container: Container, context: PodContext, path: Path, errors: ErrorList): void {
  const { name = "", image = "", terminationMessagePolicy = "", imagePullPolicy = "" } = container;
  const { env, envFrom, ports, resizePolicy, resources, securityContext } = container;
  requireForm("container name", name, dnsLabelFault, "the container has no name", path.child("name"), errors);
  if (image === "") errors.required(path.child("image"), `container ${quote(name)} has no image to run`);
  checkChoice(
    "terminationMessagePolicy",
    terminationMessagePolicy,
    MESSAGE_POLICIES,
    path.child("terminationMessagePolicy"),
    errors,
  );
  if (ports !== undefined) validatePorts(ports, path.child("ports"), errors);
  if (env !== undefined) validateEnv(env, context, path.child("env"), errors);
  if (envFrom !== undefined) validateEnvFrom(envFrom, path.child("envFrom"), errors);
  if (container.volumeMounts !== undefined) {
    validateVolumeMounts(container, context, path.child("volumeMounts"), errors);
  }
  if (container.volumeDevices !== undefined) {
    validateVolumeDevices(container, context, path.child("volumeDevices"), errors);
  }
  checkChoice("imagePullPolicy", imagePullPolicy, PULL_POLICIES, path.child("imagePullPolicy"), errors);
  if (resources !== undefined) validateContainerResources(resources, context, path.child("resources"), errors);
  if (resizePolicy !== undefined) {
    validateResizePolicy(resizePolicy, context.spec.restartPolicy, path.child("resizePolicy"), errors);
  }
  if (securityContext !== undefined) {
    validateSecurityContext(securityContext, context.spec, path.child("securityContext"), errors);
  }
}
