import { dnsSubdomainFault, utf8Length } from "../../kubernetes/names.ts";
import type { SecurityContext } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkForm, quote } from "./words.ts";

/** Bytes of a credential spec. */
const MAX_CREDENTIAL_SPEC = 64 * 1024;
const MAX_DOMAIN = 255;
const MAX_USER = 104;
const NET_BIOS = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/u;
const DNS = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;

/** The `windowsOptions` of a pod or container: `validateWindowsSecurityContextOptions` of pkg/apis/core/validation. */
export function validateWindowsOptions(
  options: NonNullable<SecurityContext["windowsOptions"]>,
  path: Path,
  errors: ErrorList,
): void {
  const { gmsaCredentialSpecName, gmsaCredentialSpec, runAsUserName } = options;
  if (gmsaCredentialSpecName !== undefined) {
    const at = path.child("gmsaCredentialSpecName");
    checkForm("gmsaCredentialSpecName", gmsaCredentialSpecName, dnsSubdomainFault, at, errors);
  }
  if (gmsaCredentialSpec !== undefined) {
    const at = path.child("gmsaCredentialSpec");
    const length = utf8Length(gmsaCredentialSpec);
    if (length === 0) {
      errors.invalid(at, "gmsaCredentialSpec is empty: remove it, or name a spec in gmsaCredentialSpecName");
    }
    if (length > MAX_CREDENTIAL_SPEC) {
      errors.invalid(at, `gmsaCredentialSpec is ${length} bytes long; at most ${MAX_CREDENTIAL_SPEC} are allowed`);
    }
  }
  if (runAsUserName !== undefined) {
    checkForm("runAsUserName", runAsUserName, userNameFault, path.child("runAsUserName"), errors);
  }
}

/** What is wrong with a Windows user, with or without a domain before it, to be read after the name. */
function userNameFault(name: string): string | undefined {
  if (name === "") return String.raw`is empty: write the account, as ContainerUser or DOMAIN\user`;
  if (/[\u0000-\u001f\u007f]/.test(name)) return "has control characters in it";
  const parts = name.split("\\");
  if (parts.length > 2) return String.raw`has more than one "\" in it; the form is DOMAIN\user`;
  const user = parts.pop() ?? "";
  const [domain] = parts;
  if (domain !== undefined) {
    if (utf8Length(domain) > MAX_DOMAIN) return `has a domain longer than ${MAX_DOMAIN} characters`;
    if (!NET_BIOS.test(domain) && !DNS.test(domain)) {
      return `has a domain ${quote(domain)} that is neither a NetBIOS nor a DNS name`;
    }
  }
  if (user === "") return "has no user after its domain";
  if (utf8Length(user) > MAX_USER) return `has a user longer than ${MAX_USER} characters`;
  if (/^[. ]+$/.test(user)) return "has a user of nothing but dots and spaces";
  const bad = /["/:;|=,+*?<>@[\]]/.exec(user);
  return bad === null
    ? undefined
    : `has ${bad[0] === '"' ? "a quotation mark" : `"${bad[0]}"`} in its user, which Windows doesn't allow`;
}
