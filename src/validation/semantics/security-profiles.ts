import { utf8Length } from "../../kubernetes/names.ts";
import { descendingPathFault } from "../../kubernetes/paths.ts";
import { trimSpace } from "../../text/blanks.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkChoice, checkForm, choice, quote } from "./words.ts";

/** A seccomp or AppArmor profile, of a pod or a container. */
export interface SecurityProfile {
  readonly type?: string | undefined;
  readonly localhostProfile?: string | undefined;
}

const TYPES = ["RuntimeDefault", "Localhost", "Unconfined"];
/** What a path may have in Linux. */
const MAX_PATH = 4095;

/** `validateSeccompProfileField` of pkg/apis/core/validation. */
export function validateSeccompProfile(profile: SecurityProfile, path: Path, errors: ErrorList): void {
  const { type = "", localhostProfile } = profile;
  validateType("seccompProfile", type, path, errors);
  const at = path.child("localhostProfile");
  if (type !== "Localhost") {
    forbidLocalhostProfile(localhostProfile, at, errors);
  } else if (localhostProfile === undefined) {
    errors.required(
      at,
      "seccomp type Localhost needs localhostProfile: the profile's path below the kubelet's seccomp directory",
    );
  } else {
    checkForm("localhostProfile", localhostProfile, descendingPathFault, at, errors);
  }
}

/** `ValidateAppArmorProfileField` of pkg/apis/core/validation. */
export function validateAppArmorProfile(profile: SecurityProfile, path: Path, errors: ErrorList): void {
  const { type = "", localhostProfile } = profile;
  validateType("appArmorProfile", type, path, errors);
  const at = path.child("localhostProfile");
  if (type === "RuntimeDefault" || type === "Unconfined") {
    forbidLocalhostProfile(localhostProfile, at, errors);
  } else if (type === "Localhost") {
    const name = localhostProfile ?? "";
    const trimmed = trimSpace(name);
    if (trimmed !== name) {
      errors.invalid(at, `localhostProfile ${quote(name)} has blanks around it`, { suggestion: trimmed });
    } else if (name === "") {
      errors.required(at, "AppArmor type Localhost needs localhostProfile: the name of a profile loaded on the node");
    }
    const length = utf8Length(name);
    if (length > MAX_PATH) {
      errors.tooLong(at, `localhostProfile is ${length} characters long; at most ${MAX_PATH} are allowed`);
    }
  }
}

function validateType(field: string, type: string, path: Path, errors: ErrorList): void {
  const at = path.child("type");
  if (type === "") errors.required(at, `${field} has no type: write ${choice(TYPES)}`);
  else checkChoice(`${field} type`, type, TYPES, at, errors);
}

function forbidLocalhostProfile(localhostProfile: string | undefined, path: Path, errors: ErrorList): void {
  if (localhostProfile === undefined) return;
  errors.invalid(path, "localhostProfile is only for type Localhost: remove it, or write type: Localhost");
}
