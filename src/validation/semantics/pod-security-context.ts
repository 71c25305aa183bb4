import { utf8Length } from "../../kubernetes/names.ts";
import type { PodSecurityContext, PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkId } from "./numbers.ts";
import { validateAppArmorProfile, validateSeccompProfile } from "./security-profiles.ts";
import { validateWindowsOptions } from "./windows-options.ts";
import { checkChoice, quote } from "./words.ts";

const CHANGE_POLICIES = ["Always", "OnRootMismatch"];
const GROUPS_POLICIES = ["Merge", "Strict"];
const SYSCTL = /^(?:[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?[./])*[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?$/;
const MAX_SYSCTL = 253;
/** Sysctls of the IPC namespace that no prefix tells. */
const IPC_SYSCTLS = [
  "kernel.sem",
  "kernel.shmall",
  "kernel.shmmax",
  "kernel.shmmni",
  "kernel.shm_rmid_forced",
  "kernel.shm",
  "kernel.msgmax",
  "kernel.msgmnb",
  "kernel.msgmni",
  "kernel.msg",
];

/** `validatePodSpecSecurityContext` of pkg/apis/core/validation. `path` is the pod spec's. */
export function validatePodSecurityContext(spec: PodSpec, path: Path, errors: ErrorList): void {
  const { securityContext: context } = spec;
  if (context === undefined) return;
  const at = path.child("securityContext");
  for (const field of ["fsGroup", "runAsUser", "runAsGroup"] as const) {
    const id = context[field];
    if (id !== undefined) checkId(field, id, at.child(field), errors);
  }
  for (const [index, group] of (context.supplementalGroups ?? []).entries()) {
    checkId("supplemental group", group, at.child("supplementalGroups").index(index), errors);
  }
  if (context.sysctls !== undefined) validateSysctls(context.sysctls, spec, at.child("sysctls"), errors);
  const { fsGroupChangePolicy, supplementalGroupsPolicy, seLinuxChangePolicy } = context;
  const { seccompProfile, appArmorProfile, windowsOptions } = context;
  if (fsGroupChangePolicy !== undefined) {
    checkChoice("fsGroupChangePolicy", fsGroupChangePolicy, CHANGE_POLICIES, at.child("fsGroupChangePolicy"), errors);
  }
  if (supplementalGroupsPolicy !== undefined) {
    const place = at.child("supplementalGroupsPolicy");
    checkChoice("supplementalGroupsPolicy", supplementalGroupsPolicy, GROUPS_POLICIES, place, errors);
  }
  if (seLinuxChangePolicy !== undefined) {
    validateSeLinuxChangePolicy(seLinuxChangePolicy, at.child("seLinuxChangePolicy"), errors);
  }
  if (seccompProfile !== undefined) validateSeccompProfile(seccompProfile, at.child("seccompProfile"), errors);
  if (appArmorProfile !== undefined) validateAppArmorProfile(appArmorProfile, at.child("appArmorProfile"), errors);
  if (windowsOptions !== undefined) validateWindowsOptions(windowsOptions, at.child("windowsOptions"), errors);
}

function validateSeLinuxChangePolicy(policy: string, path: Path, errors: ErrorList): void {
  if (policy === "MountOption") {
    const suggestion = "Recursive";
    const message = `seLinuxChangePolicy MountOption is still switched off in clusters: write "${suggestion}"`;
    errors.notSupported(path, message, { suggestion });
  } else {
    checkChoice("seLinuxChangePolicy", policy, ["Recursive"], path, errors);
  }
}

/** `validateSysctls` of pkg/apis/core/validation. */
function validateSysctls(
  sysctls: NonNullable<PodSecurityContext["sysctls"]>,
  spec: PodSpec,
  path: Path,
  errors: ErrorList,
): void {
  const names = new Set<string>();
  for (const [index, { name = "" }] of sysctls.entries()) {
    const at = path.index(index).child("name");
    if (name === "") errors.required(at, `the sysctl has no name: add one, such as "net.core.somaxconn"`);
    else if (utf8Length(name) > MAX_SYSCTL || !SYSCTL.test(name)) {
      errors.invalid(at, `${quote(name)} is no name of a sysctl, such as "net.core.somaxconn"`);
    } else if (names.has(name)) errors.duplicate(at, `sysctl ${quote(name)} is set twice: keep one of them`);
    names.add(name);

    const shared = sysctlNamespace(name);
    if (shared === undefined || spec[shared] !== true) continue;
    errors.invalid(
      at,
      `sysctl ${quote(name)} would change the node itself, since the pod has ${shared}: remove one of them`,
    );
  }
}

/** What of the node a pod may not share for a sysctl to be its own: `GetNamespace` of component-helpers/node/util/sysctl. */
function sysctlNamespace(name: string): "hostNetwork" | "hostIPC" | undefined {
  // `net/ipv4/conf/eth0.1/x` is the other spelling of `net.ipv4.conf.eth0/1.x`.
  const dotted = /^[^./]*\//.test(name) ? name.replace(/[./]/g, (c) => (c === "." ? "/" : ".")) : name;
  if (dotted.startsWith("net.")) return "hostNetwork";
  return dotted.startsWith("fs.mqueue.") || IPC_SYSCTLS.includes(dotted) ? "hostIPC" : undefined;
}
