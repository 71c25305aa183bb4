import type { PodSpec, SecurityContext } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkId } from "./numbers.ts";
import { validateAppArmorProfile, validateSeccompProfile } from "./security-profiles.ts";
import { validateWindowsOptions } from "./windows-options.ts";
import { checkChoice } from "./words.ts";

const PROC_MOUNTS = ["Default", "Unmasked"] as const;

/** A container's: `ValidateSecurityContext` of k8s.io/kubernetes/pkg/apis/core/validation. */
export function validateSecurityContext(context: SecurityContext, spec: PodSpec, path: Path, errors: ErrorList): void {
  const { runAsUser, runAsGroup } = context;
  if (runAsUser !== undefined) checkId("runAsUser", runAsUser, path.child("runAsUser"), errors);
  if (runAsGroup !== undefined) checkId("runAsGroup", runAsGroup, path.child("runAsGroup"), errors);
  const { procMount, seccompProfile, appArmorProfile, windowsOptions } = context;
  if (procMount !== undefined) {
    checkChoice("procMount", procMount, PROC_MOUNTS, path.child("procMount"), errors);
    if (procMount === "Unmasked" && spec.hostUsers !== false) {
      errors.invalid(
        path.child("procMount"),
        "procMount Unmasked is only for pods with users of their own: set hostUsers: false in the pod, or remove procMount",
      );
    }
  }
  if (context.allowPrivilegeEscalation === false) validateNoEscalation(context, path, errors);
  if (seccompProfile !== undefined) validateSeccompProfile(seccompProfile, path.child("seccompProfile"), errors);
  if (appArmorProfile !== undefined) validateAppArmorProfile(appArmorProfile, path.child("appArmorProfile"), errors);
  if (windowsOptions !== undefined) validateWindowsOptions(windowsOptions, path.child("windowsOptions"), errors);
}

/** What gives a process all rights can't be had together with the promise to gain none. */
function validateNoEscalation(context: SecurityContext, path: Path, errors: ErrorList): void {
  const at = path.child("allowPrivilegeEscalation");
  const said = "has every right already: remove allowPrivilegeEscalation: false, or the rights";
  if (context.privileged === true) errors.invalid(path, `a privileged container ${said}`, { at });
  if (context.capabilities?.add?.includes("CAP_SYS_ADMIN")) {
    errors.invalid(path, `a container with CAP_SYS_ADMIN ${said}`, { at });
  }
}
