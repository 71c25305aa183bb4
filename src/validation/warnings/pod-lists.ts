import { formatIp, ipFault, parseIp } from "../../kubernetes/ip.ts";
import type { PodSpec } from "../decoded.ts";
import type { Path } from "../path.ts";
import { quote } from "../semantics/words.ts";
import type { ErrorList } from "../types.ts";

type Items<Key extends keyof PodSpec> = NonNullable<PodSpec[Key]>;

/** Host aliases and pull secrets that are named twice, and pull secrets that are not named. */
export function warnOfNames({ hostAliases, imagePullSecrets }: PodSpec, path: Path, errors: ErrorList): void {
  if (hostAliases !== undefined) warnOfHostAliases(hostAliases, path, errors);
  if (imagePullSecrets !== undefined) warnOfPullSecrets(imagePullSecrets, path, errors);
}

function warnOfHostAliases(aliases: Items<"hostAliases">, path: Path, errors: ErrorList): void {
  const addresses = new Set<string>();
  for (const [index, { ip = "" }] of aliases.entries()) {
    const at = path.child("hostAliases").index(index).child("ip");
    if (addresses.has(ip))
      errors.warning(at, `address ${quote(ip)} has an entry above already: put the host names into one`);
    addresses.add(ip);
  }
}

function warnOfPullSecrets(pullSecrets: Items<"imagePullSecrets">, path: Path, errors: ErrorList): void {
  const secrets = new Set<string>();
  for (const [index, { name = "" }] of pullSecrets.entries()) {
    const at = path.child("imagePullSecrets").index(index).child("name");
    if (secrets.has(name)) errors.warning(at, `pull secret ${quote(name)} is listed above already`);
    secrets.add(name);
    if (name === "") errors.warning(at, "the pull secret has no name, so it names no Secret: write one, or remove it");
  }
}

/** Without a selector, affinity and topology spread count no pod at all. */
export function warnOfNullSelectors(
  { affinity, topologySpreadConstraints = [] }: PodSpec,
  path: Path,
  errors: ErrorList,
): void {
  for (const [index, { labelSelector }] of topologySpreadConstraints.entries()) {
    warnOfNullSelector(labelSelector, path.child("topologySpreadConstraints").index(index), errors);
  }
  if (affinity === undefined) return;
  for (const kind of ["podAffinity", "podAntiAffinity"] as const) {
    const required = affinity[kind]?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
    const preferred = affinity[kind]?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const at = path.child("affinity", kind);
    for (const [index, { labelSelector }] of required.entries()) {
      const list = at.child("requiredDuringSchedulingIgnoredDuringExecution");
      warnOfNullSelector(labelSelector, list.index(index), errors);
    }
    for (const [index, { podAffinityTerm }] of preferred.entries()) {
      const list = at.child("preferredDuringSchedulingIgnoredDuringExecution");
      warnOfNullSelector(podAffinityTerm?.labelSelector, list.index(index).child("podAffinityTerm"), errors);
    }
  }
}

function warnOfNullSelector(selector: object | undefined, path: Path, errors: ErrorList): void {
  if (selector !== undefined) return;
  errors.warning(
    path.child("labelSelector"),
    "there is no labelSelector, which means no pod and not every pod: write one, or {} for every pod",
  );
}

/** Addresses that programs may read in different ways: `GetWarningsForIP` of k8s.io/apimachinery/pkg/util/validation. */
export function warnOfAddresses({ dnsConfig, hostAliases = [] }: PodSpec, path: Path, errors: ErrorList): void {
  for (const [index, nameserver] of (dnsConfig?.nameservers ?? []).entries()) {
    warnOfAddress(nameserver, path.child("dnsConfig", "nameservers").index(index), errors);
  }
  for (const [index, { ip = "" }] of hostAliases.entries()) {
    warnOfAddress(ip, path.child("hostAliases").index(index).child("ip"), errors);
  }
}

function warnOfAddress(text: string, path: Path, errors: ErrorList): void {
  const ip = parseIp(text);
  if (ip === undefined) return;
  const canonical = formatIp(ip);
  const fault = ipFault(text);
  if (fault !== undefined) {
    errors.warning(path, `address ${quote(text)} ${fault.reason}: write ${quote(canonical)}`, {
      suggestion: canonical,
    });
  } else if (text.includes(":") && text !== canonical) {
    errors.warning(path, `address ${quote(text)} has another usual spelling: write ${quote(canonical)}`, {
      suggestion: canonical,
    });
  }
}
