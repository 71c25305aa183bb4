import { readFileSync, writeFileSync } from "node:fs";
import { applyBaseline, type BaselineEntry, baselineOf, baselineText, readBaseline } from "../engine/baseline.ts";
import type { Result } from "../engine/finding.ts";
import { UsageError } from "./usage-error.ts";

/** What a run says of its baseline, for standard error. */
export interface AgainstBaseline {
  readonly result: Result;
  readonly words: string;
}

/**
 * Accepts all findings of a result: writes them to the file, and yields the result without them. What was accepted of
 * files that could not be checked this time stays accepted.
 */
export function updateBaseline(result: Result, file: string, name: string, show: boolean): AgainstBaseline {
  const before = existing(file, name);
  const now = baselineOf(result);
  const unchecked = new Set(result.errors.map((error) => error.file));
  const prints = new Set(now.findings.map(({ fingerprint }) => fingerprint));
  const gone = before.filter(({ fingerprint }) => !prints.has(fingerprint));
  const kept = gone.filter((entry) => unchecked.has(entry.file));
  const baseline = { ...now, findings: [...now.findings, ...kept] };
  try {
    writeFileSync(file, baselineText(baseline));
  } catch (thrown) {
    throw new UsageError(`can't write the baseline to ${name}: ${(thrown as NodeJS.ErrnoException).code ?? thrown}`);
  }
  const pruned = gone.length - kept.length;
  return {
    result: applyBaseline(result, baseline, show).result,
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
 * @param whole false where only a part of what the baseline covers was looked at: then nothing is called stale
 */
export function useBaseline(
  result: Result,
  file: string,
  name: string,
  show: boolean,
  whole: boolean,
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
  if ("message" in baseline) return { result: { ...result, errors: [...result.errors, baseline] }, words: "" };
  const applied = applyBaseline(result, baseline, show);
  const stale = whole ? applied.stale : [];
  const lines = stale.map(({ rule, file: of, resource, path }) => `${of}: ${rule} at ${path} of ${resource} is gone\n`);
  const words =
    stale.length === 0
      ? ""
      : `${name} holds ${count(stale.length, "stale entry", "stale entries")}; prune with --update-baseline:\n  ${lines.join("  ")}`;
  return { result: applied.result, words };
}
