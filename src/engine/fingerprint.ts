import type { Finding } from "../engine/finding.ts";
import { sha256 } from "../text/sha256.ts";

/**
 * What makes a finding the same finding tomorrow: the rule, the resource, the field path without positions in lists, and
 * the values that the message quotes. Lines, the order of list items, the API version, the message's other words and
 * the file's name may change.
 */
function identity({ rule, place, message }: Finding): string {
  const { apiVersion, kind, namespace, name } = place.resource;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.lastIndexOf("/")) : "";
  const path = place.path.replace(/\[\d+\]/g, "[]");
  return JSON.stringify([rule, group, kind, namespace ?? "", name ?? "", path, ...quoted(message)]);
}

function quoted(message: string): string[] {
  return message.match(/"[^"]*"|`[^`]*`/g) ?? [];
}

/**
 * One fingerprint a finding, 32 hexadecimal digits, all different: what occurs again is numbered in the order given.
 *
 * @param scope `file`: the file's name counts too, for those who compare files; `anywhere`: files may be renamed
 */
export function fingerprints(findings: readonly Finding[], scope: "file" | "anywhere"): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const key = scope === "file" ? `${finding.place.file}\n${identity(finding)}` : identity(finding);
    const occurrence = (seen.get(key) ?? 0) + 1;
    seen.set(key, occurrence);
    return sha256(occurrence === 1 ? key : `${key}\n${occurrence}`).slice(0, 32);
  });
}
