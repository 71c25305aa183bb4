import type { Finding } from "../engine/finding.ts";
import { sha256 } from "../text/sha256.ts";

/**
 * What makes a finding the same finding tomorrow: the rule, the resource, the field path without positions in lists, what
 * is written at the place, and the values that the message names. Lines, the order of list items, the API version, the
 * message's other words and the file's name may change.
 */
function identity({ rule, place, message }: Finding): string {
  const { apiVersion, kind, namespace, name } = place.resource;
  const group = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.lastIndexOf("/")) : "";
  const path = place.path.replace(/\[\d+\]/g, "[]");
  const from = Math.max(0, place.column - place.sourceColumn);
  const written = place.source.slice(from, from + place.endColumn - place.column).replace(/^(["'])(.*)\1$/, "$2");
  return JSON.stringify([rule, group, kind, namespace ?? "", name ?? "", path, written, ...values(message)]);
}

/** The values in a message: what is quoted, and words with a slash, which are paths, images, labels and API versions. */
function values(message: string): string[] {
  const quoted = message.match(/"[^"]*"|`[^`]*`/g) ?? [];
  const words = message.split(/[\s"`,;]+/).filter((word) => word.includes("/"));
  return [...quoted, ...words.map((word) => (word.endsWith(":") ? word.slice(0, -1) : word))];
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
