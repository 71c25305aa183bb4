import { readFileSync, writeFileSync } from "node:fs";
import { applyBaseline, type BaselineEntry, baselineOf, baselineText, readBaseline } from "../engine/baseline.ts";
import type { Result } from "../engine/finding.ts";
import { UsageError } from "./usage-error.ts";

/** A result as a baseline leaves it. */
export interface AgainstBaseline {
  readonly result: Result;
  /** What has to be said of the baseline, for standard error. */
  readonly words: string;
  /** How many findings were left out since they are known. */
  readonly known: number;
}

/** Whether a run looked for what an entry accepts: at its file, with its rule. */
export type LookedFor = (entry: BaselineEntry) => boolean;

/** Of many stale entries, as many are told. */
const TOLD = 10;

/**
 * Accepts all findings of a result: writes them to the file, and yields the result without them. What was accepted
 * stays accepted where the run did not look for it, or could not check it this time.
 */
export function updateBaseline(
  result: Result,
  file: string,
  name: string,
  show: boolean,
  lookedFor: LookedFor,
): AgainstBaseline {
  const before = existing(file, name);
  const now = baselineOf(result);
  const unchecked = new Set(result.errors.map((error) => error.file));
  const prints = new Set(now.findings.map(({ fingerprint }) => fingerprint));
  const gone = before.filter(({ fingerprint }) => !prints.has(fingerprint));
  const kept = gone.filter((entry) => unchecked.has(entry.file) || !lookedFor(entry));
  const baseline = { ...now, findings: [...now.findings, ...kept] };
  try {
    writeFileSync(file, baselineText(baseline));
  } catch (thrown) {
    throw new UsageError(`can't write the baseline to ${name}: ${(thrown as NodeJS.ErrnoException).code ?? thrown}`);
  }
  const pruned = gone.length - kept.length;
  return {
    result: applyBaseline(result, baseline, show).result,
    // The words count them.
    known: 0,
    words: `${name}: ${count(baseline.findings.length, "finding", "findings")} accepted${pruned === 0 ? "" : `, ${count(pruned, "stale entry", "stale entries")} pruned`}\n`,
  };
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

function existing(file: string, name: string): readonly BaselineEntry[] {
  try {
    const baseline = readBaseline(readFileSync(file, "utf8"), name);
    return "message" in baseline ? [] : baseline.findings;
  } catch {
    return [];
  }
}

/**
 * A result without the findings that the file accepts.
 *
 * @param lookedFor where it says no, an entry that no finding answers to is not stale
 */
export function useBaseline(
  result: Result,
  file: string,
  name: string,
  show: boolean,
  lookedFor: LookedFor,
): AgainstBaseline {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file; make one with --update-baseline" : (code ?? String(thrown));
    throw new UsageError(`can't read the baseline ${name}: ${why}`);
  }
  const baseline = readBaseline(text, name);
  if ("message" in baseline)
    return { result: { ...result, errors: [...result.errors, baseline] }, words: "", known: 0 };
  const applied = applyBaseline(result, baseline, show);
  const stale = applied.stale.filter(lookedFor);
  const lines = stale
    .slice(0, TOLD)
    .map(({ rule, file: of, resource, path }) => `${of}: ${rule} at ${path} of ${resource} is gone\n`);
  if (stale.length > TOLD) lines.push(`and ${stale.length - TOLD} more\n`);
  const words =
    stale.length === 0
      ? ""
      : `${name} holds ${count(stale.length, "stale entry", "stale entries")}; prune with --update-baseline:\n  ${lines.join("  ")}`;
  const known = result.findings.length - applied.result.findings.length;
  return { result: applied.result, words, known };
}
