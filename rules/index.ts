import type { Rule } from "../src/engine/rule.ts";
import defaultServiceAccount from "./access/default-service-account.ts";
import trampolinePermissions from "./access/trampoline-permissions.ts";
import unneededToken from "./access/unneeded-token.ts";
import hostMountsMissed from "./agents/host-mounts-missed.ts";
import logLinksDangle from "./agents/log-links-dangle.ts";
import networkPluginCannotStart from "./agents/network-plugin-cannot-start.ts";
import volumeMountsNotPropagated from "./agents/volume-mounts-not-propagated.ts";
import bidirectionalMount from "./host-access/bidirectional-mount.ts";
import containerRuntimeSocket from "./host-access/container-runtime-socket.ts";
import missingHostPathType from "./host-access/missing-host-path-type.ts";
import readOnlySocket from "./host-access/read-only-socket.ts";
import retiredDockerPath from "./host-access/retired-docker-path.ts";
import sensitiveHostPath from "./host-access/sensitive-host-path.ts";
import unmountedHostPath from "./host-access/unmounted-host-path.ts";
import writableHostPath from "./host-access/writable-host-path.ts";
import writableSubmounts from "./host-access/writable-submounts.ts";
import alwaysPull from "./images/always-pull.ts";
import floatingImageTag from "./images/floating-image-tag.ts";
import imageWithoutDigest from "./images/image-without-digest.ts";
import retiredRegistry from "./images/retired-registry.ts";
import defaultNamespace from "./metadata/default-namespace.ts";
import missingRecommendedLabels from "./metadata/missing-recommended-labels.ts";
import unusedSuppression from "./metadata/unused-suppression.ts";
import hostNetworkDns from "./networking/host-network-dns.ts";
import hostPort from "./networking/host-port.ts";
import hostPortClash from "./networking/host-port-clash.ts";
import applicationAsDaemonset from "./reliability/application-as-daemonset.ts";
import autoscaledDaemonset from "./reliability/autoscaled-daemonset.ts";
import daemonsetWithoutMonitoring from "./reliability/daemonset-without-monitoring.ts";
import disruptionBudgetOnDaemonset from "./reliability/disruption-budget-on-daemonset.ts";
import missingLivenessProbe from "./reliability/missing-liveness-probe.ts";
import missingReadinessProbe from "./reliability/missing-readiness-probe.ts";
import missingReference from "./reliability/missing-reference.ts";
import sharedVolumeClaim from "./reliability/shared-volume-claim.ts";
import staleSubpathConfig from "./reliability/stale-subpath-config.ts";
import missingResourceLimits from "./resources/missing-resource-limits.ts";
import missingResourceRequests from "./resources/missing-resource-requests.ts";
import oversizedNodeFootprint from "./resources/oversized-node-footprint.ts";
import unboundedLogBuffer from "./resources/unbounded-log-buffer.ts";
import criticalPodAnnotation from "./scheduling/critical-pod-annotation.ts";
import deprecatedNodeLabel from "./scheduling/deprecated-node-label.ts";
import duplicateToleration from "./scheduling/duplicate-toleration.ts";
import missingControlPlaneToleration from "./scheduling/missing-control-plane-toleration.ts";
import missingOsNodeSelector from "./scheduling/missing-os-node-selector.ts";
import missingPriorityClass from "./scheduling/missing-priority-class.ts";
import pinnedNodeName from "./scheduling/pinned-node-name.ts";
import podAffinityInDaemonset from "./scheduling/pod-affinity-in-daemonset.ts";
import redundantToleration from "./scheduling/redundant-toleration.ts";
import retiredMasterToleration from "./scheduling/retired-master-toleration.ts";
import systemPriorityOutsideKubeSystem from "./scheduling/system-priority-outside-kube-system.ts";
import toleratesEveryTaint from "./scheduling/tolerates-every-taint.ts";
import unsatisfiableNodeSelection from "./scheduling/unsatisfiable-node-selection.ts";
import capabilitiesNotDropped from "./security/capabilities-not-dropped.ts";
import customSelinuxOptions from "./security/custom-selinux-options.ts";
import dangerousCapability from "./security/dangerous-capability.ts";
import hostIpc from "./security/host-ipc.ts";
import hostNetwork from "./security/host-network.ts";
import hostPathVolume from "./security/host-path-volume.ts";
import hostPid from "./security/host-pid.ts";
import missingRunAsNonRoot from "./security/missing-run-as-non-root.ts";
import missingSeccompProfile from "./security/missing-seccomp-profile.ts";
import podSecurityRefused from "./security/pod-security-refused.ts";
import privilegeEscalationAllowed from "./security/privilege-escalation-allowed.ts";
import privilegedContainer from "./security/privileged-container.ts";
import probeOrHookHost from "./security/probe-or-hook-host.ts";
import restrictedVolumeType from "./security/restricted-volume-type.ts";
import runsAsRoot from "./security/runs-as-root.ts";
import secretInEnvironment from "./security/secret-in-environment.ts";
import secretInPlainText from "./security/secret-in-plain-text.ts";
import unconfinedApparmor from "./security/unconfined-apparmor.ts";
import unconfinedSeccomp from "./security/unconfined-seccomp.ts";
import unmaskedProcMount from "./security/unmasked-proc-mount.ts";
import unsafeSysctl from "./security/unsafe-sysctl.ts";
import windowsHostProcess from "./security/windows-host-process.ts";
import writableRootFilesystem from "./security/writable-root-filesystem.ts";
import abruptTermination from "./updates/abrupt-termination.ts";
import duplicateDaemonset from "./updates/duplicate-daemonset.ts";
import missingUpdateStrategy from "./updates/missing-update-strategy.ts";
import mutableLabelInSelector from "./updates/mutable-label-in-selector.ts";
import noRollbackHistory from "./updates/no-rollback-history.ts";
import onDeleteUpdateStrategy from "./updates/on-delete-update-strategy.ts";
import overlappingSelectors from "./updates/overlapping-selectors.ts";
import rolloutBlockedByOneNode from "./updates/rollout-blocked-by-one-node.ts";
import rolloutEverywhereAtOnce from "./updates/rollout-everywhere-at-once.ts";
import slowRollout from "./updates/slow-rollout.ts";
import surgeWithHostPort from "./updates/surge-with-host-port.ts";
import ungatedRollout from "./updates/ungated-rollout.ts";
import apiWarning from "./validity/api-warning.ts";
import daemonsetReplicas from "./validity/daemonset-replicas.ts";
import fieldNotInVersion from "./validity/field-not-in-version.ts";
import invalidField from "./validity/invalid-field.ts";
import misspeltKind from "./validity/misspelt-kind.ts";
import podsRefused from "./validity/pods-refused.ts";
import removedApiVersion from "./validity/removed-api-version.ts";
import unknownField from "./validity/unknown-field.ts";
import unresolvedPlaceholder from "./validity/unresolved-placeholder.ts";

/** Every rule, in the order of the catalogue: where two see the same thing, the first speaks. */
export const RULES: readonly Rule[] = [
  // validity
  invalidField,
  unknownField,
  daemonsetReplicas,
  misspeltKind,
  removedApiVersion,
  fieldNotInVersion,
  podsRefused,
  unresolvedPlaceholder,
  apiWarning,
  // scheduling
  missingControlPlaneToleration,
  retiredMasterToleration,
  toleratesEveryTaint,
  redundantToleration,
  duplicateToleration,
  deprecatedNodeLabel,
  missingOsNodeSelector,
  pinnedNodeName,
  podAffinityInDaemonset,
  missingPriorityClass,
  criticalPodAnnotation,
  systemPriorityOutsideKubeSystem,
  unsatisfiableNodeSelection,
  // updates
  missingUpdateStrategy,
  onDeleteUpdateStrategy,
  rolloutEverywhereAtOnce,
  surgeWithHostPort,
  ungatedRollout,
  rolloutBlockedByOneNode,
  slowRollout,
  noRollbackHistory,
  mutableLabelInSelector,
  abruptTermination,
  overlappingSelectors,
  duplicateDaemonset,
  // security
  privilegedContainer,
  hostPid,
  hostIpc,
  hostNetwork,
  dangerousCapability,
  capabilitiesNotDropped,
  privilegeEscalationAllowed,
  runsAsRoot,
  missingRunAsNonRoot,
  missingSeccompProfile,
  unconfinedSeccomp,
  unconfinedApparmor,
  writableRootFilesystem,
  hostPathVolume,
  restrictedVolumeType,
  unmaskedProcMount,
  unsafeSysctl,
  customSelinuxOptions,
  windowsHostProcess,
  probeOrHookHost,
  podSecurityRefused,
  secretInPlainText,
  secretInEnvironment,
  // host-access
  containerRuntimeSocket,
  sensitiveHostPath,
  writableHostPath,
  retiredDockerPath,
  readOnlySocket,
  missingHostPathType,
  writableSubmounts,
  bidirectionalMount,
  unmountedHostPath,
  // resources
  missingResourceLimits,
  missingResourceRequests,
  oversizedNodeFootprint,
  unboundedLogBuffer,
  // images
  floatingImageTag,
  imageWithoutDigest,
  retiredRegistry,
  alwaysPull,
  // networking
  hostNetworkDns,
  hostPort,
  hostPortClash,
  // reliability
  missingReadinessProbe,
  missingLivenessProbe,
  autoscaledDaemonset,
  disruptionBudgetOnDaemonset,
  sharedVolumeClaim,
  applicationAsDaemonset,
  missingReference,
  staleSubpathConfig,
  daemonsetWithoutMonitoring,
  // access
  defaultServiceAccount,
  unneededToken,
  trampolinePermissions,
  // agents
  networkPluginCannotStart,
  logLinksDangle,
  hostMountsMissed,
  volumeMountsNotPropagated,
  // metadata
  defaultNamespace,
  missingRecommendedLabels,
  unusedSuppression,
];
