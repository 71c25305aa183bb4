import type { Finding, Result, RunError, Severity } from "./finding.ts";
import { fingerprints } from "./fingerprint.ts";

/** The findings accepted on the day a linter was adopted: by fingerprint, with what a reader needs to know them again. */
export interface Baseline {
  readonly version: 1;
  readonly findings: readonly BaselineEntry[];
}

export interface BaselineEntry {
  readonly fingerprint: string;
  readonly rule: string;
  /** Where it stood when it was accepted, from the baseline's folder; moving or renaming the file changes nothing. */
  readonly file: string;
  /** `DaemonSet logging/agent`. */
  readonly resource: string;
  readonly path: string;
}

/** A baseline that accepts all findings of a result. Entries are in the order of the findings. */
export function baselineOf(result: Result): Baseline {
  const findings = result.findings.filter((finding) => finding.suppressed === undefined);
  const prints = fingerprints(findings, "anywhere");
  return { version: 1, findings: findings.map((finding, index) => entryOf(finding, prints[index] ?? "")) };
}

function entryOf({ rule, place }: Finding, fingerprint: string): BaselineEntry {
  const { kind, namespace, name } = place.resource;
  const resource = `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name ?? "(no name)"}`;
  return { fingerprint, rule, file: place.file, resource, path: place.path };
}

export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(baseline, undefined, 2)}\n`;
}

/** Reads a baseline file; anything else is an error that says what to do. */
export function readBaseline(text: string, file: string): Baseline | RunError {
  const fail = (what: string): RunError => ({
    file,
    line: 1,
    column: 1,
    message: `${what}; write it anew with --update-baseline`,
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fail("the baseline is not JSON");
  }
  const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown };
  if (version !== 1) return fail("the baseline is of no version that this dslint knows");
  const isEntry = (entry: Partial<BaselineEntry> | null) =>
    [entry?.fingerprint, entry?.rule, entry?.file].every((field) => typeof field === "string");
  if (!Array.isArray(findings) || !findings.every(isEntry)) return fail("the baseline holds no list of findings");
  return { version: 1, findings: findings as BaselineEntry[] };
}

/**
 * A result without the findings that a baseline accepts, and the entries that no finding answers to any more. With
 * `show` accepted findings stay, marked.
 */
export function applyBaseline(
  result: Result,
  baseline: Baseline,
  show = false,
): { readonly result: Result; readonly stale: readonly BaselineEntry[] } {
  const accepted = new Map(baseline.findings.map((entry) => [entry.fingerprint, entry]));
  const own = result.findings.filter((finding) => finding.suppressed === undefined);
  const known = new Set<Finding>();
  for (const [index, print] of fingerprints(own, "anywhere").entries()) {
    const finding = own[index];
    if (finding !== undefined && accepted.delete(print)) known.add(finding);
  }
  const findings = result.findings.flatMap((finding) => {
    if (!known.has(finding)) return [finding];
    const suppressed = { kind: "external", justification: "accepted in the baseline" } as const;
    return show ? [{ ...finding, suppressed }] : [];
  });
  const counts: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
  for (const finding of findings) if (finding.suppressed === undefined) counts[finding.severity]++;
  return {
    result: { ...result, findings, summary: { ...result.summary, findings: counts } },
    stale: [...accepted.values()],
  };
}
