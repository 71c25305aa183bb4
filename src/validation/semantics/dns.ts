import { ipFault } from "../../kubernetes/ip.ts";
import { dnsSubdomainFault, dnsSubdomainWithUnderscoreFault, utf8Length } from "../../kubernetes/names.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import type { ErrorList } from "../types.ts";
import { checkChoice, checkForm, quote } from "./words.ts";

const POLICIES = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];
/** Limits of the C library's resolver. */
const MAX_NAMESERVERS = 3;
const MAX_SEARCHES = 32;
const MAX_SEARCH_LENGTH = 2048;

/** `validateDNSPolicy` and `validatePodDNSConfig` of pkg/apis/core/validation. */
export function validateDns({ dnsPolicy, dnsConfig }: PodSpec, path: Path, errors: ErrorList): void {
  if (dnsPolicy !== undefined) checkChoice("dnsPolicy", dnsPolicy, POLICIES, path.child("dnsPolicy"), errors);
  if (dnsPolicy !== "None" && dnsConfig === undefined) return;
  const at = path.child("dnsConfig");
  if (dnsConfig === undefined) {
    errors.required(at, "dnsPolicy None leaves the pod without DNS: add dnsConfig with at least one name server");
    return;
  }
  const { nameservers = [], searches = [], options = [] } = dnsConfig;
  if (dnsPolicy === "None" && nameservers.length === 0) {
    errors.required(
      at.child("nameservers"),
      "dnsPolicy None leaves the pod without DNS: list at least one name server",
    );
    return;
  }
  validateNameservers(nameservers, at.child("nameservers"), errors);
  validateSearches(searches, at.child("searches"), errors);
  for (const [index, { name = "" }] of options.entries()) {
    if (name === "") {
      const field = at.child("options").index(index);
      errors.required(field, `the DNS option has no name: add one, such as "ndots"`, { at: field.child("name") });
    }
  }
}

function validateNameservers(nameservers: readonly string[], path: Path, errors: ErrorList): void {
  if (nameservers.length > MAX_NAMESERVERS) {
    errors.invalid(path, `${nameservers.length} name servers are listed; at most ${MAX_NAMESERVERS} are allowed`);
  }
  for (const [index, nameserver] of nameservers.entries()) {
    validateIp("name server", nameserver, path.index(index), errors);
  }
}

function validateSearches(searches: readonly string[], path: Path, errors: ErrorList): void {
  if (searches.length > MAX_SEARCHES) {
    errors.invalid(path, `${searches.length} search domains are listed; at most ${MAX_SEARCHES} are allowed`);
  }
  const length = utf8Length(searches.join(" "));
  if (length > MAX_SEARCH_LENGTH) {
    errors.invalid(
      path,
      `the search domains are ${length} characters long with blanks; at most ${MAX_SEARCH_LENGTH} are allowed`,
    );
  }
  for (const [index, search] of searches.entries()) {
    const fault = search === "." ? undefined : dnsSubdomainWithUnderscoreFault(search.replace(/\.$/, ""));
    if (fault !== undefined) errors.invalid(path.index(index), `search domain ${quote(search)} ${fault}`);
  }
}

/** `ValidateHostAliases` of pkg/apis/core/validation. */
export function validateHostAliases(aliases: NonNullable<PodSpec["hostAliases"]>, path: Path, errors: ErrorList): void {
  for (const [index, { ip = "", hostnames = [] }] of aliases.entries()) {
    validateIp("IP address", ip, path.index(index).child("ip"), errors);
    for (const [position, hostname] of hostnames.entries()) {
      const at = path.index(index).child("hostnames").index(position);
      checkForm("host name", hostname, dnsSubdomainFault, at, errors);
    }
  }
}

/** An address in one of the API's older fields: `IsValidIPForLegacyField` of apimachinery/pkg/util/validation. */
export function validateIp(subject: string, value: string, path: Path, errors: ErrorList): void {
  const fault = ipFault(value);
  if (fault === undefined) return;
  const { reason, suggestion } = fault;
  if (suggestion === undefined) errors.invalid(path, `${subject} ${quote(value)} ${reason}`);
  else errors.invalid(path, `${subject} ${quote(value)} ${reason}: write "${suggestion}"`, { suggestion });
}
