import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { applyBaseline, type BaselineEntry, baselineOf, baselineText, readBaseline } from "../engine/baseline.ts";
import type { Result } from "../engine/finding.ts";
import { count } from "../text/count.ts";
import { printable } from "../text/printable.ts";
import { UsageError } from "./usage-error.ts";

/** A result as a baseline leaves it. */
export interface AgainstBaseline {
  readonly result: Result;
  /** What has to be said of the baseline, for standard error. */
  readonly words: string;
  /** How many findings were left out since they are known. */
  readonly known: number;
}

/** Whether a run looked for what an entry accepts, with its rule, in its file, whose path it gets. */
export type LookedFor = (entry: BaselineEntry, path: string) => boolean;

/** A baseline and how a run stands to it. */
export interface BaselineRequest {
  /** Path of its file; what it holds names files from the folder of that. */
  readonly file: string;
  /** How it was named. */
  readonly name: string;
  /** The folder from which the run names files. */
  readonly cwd: string;
  /** Accepted findings stay in the result, marked. */
  readonly show: boolean;
  readonly lookedFor: LookedFor;
}

/** Of many stale entries, as many are told. */
const TOLD = 10;

/**
 * Accepts all findings of a result: writes them to the file, and yields the result without them. What was accepted
 * stays accepted where the run did not look for it, or could not check it this time.
 */
export function updateBaseline(result: Result, request: BaselineRequest): AgainstBaseline {
  const { file, name, cwd, show, lookedFor } = request;
  const paths = pathsOf(file);
  const before = existing(file, name);
  const now = baselineOf(result).findings.map((entry) => ({ ...entry, file: paths.toEntry(resolve(cwd, entry.file)) }));
  const unchecked = new Set(result.errors.map((error) => resolve(cwd, error.file)));
  const prints = new Set(now.map(({ fingerprint }) => fingerprint));
  const gone = before.filter(({ fingerprint }) => !prints.has(fingerprint));
  const kept = gone.filter((entry) => {
    const path = paths.ofEntry(entry.file);
    return unchecked.has(path) || !lookedFor(entry, path);
  });
  const findings = [...now, ...kept].sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file));
  const baseline = { version: 1, findings } as const;
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
    words: `${name}: ${count(findings.length, "finding")} accepted${pruned === 0 ? "" : `, ${count(pruned, "stale entry", "stale entries")} pruned`}\n`,
  };
}

/** Entries name files from the folder of the baseline, with forward slashes, wherever a run stands. */
function pathsOf(baseline: string): { toEntry(path: string): string; ofEntry(file: string): string } {
  const folder = dirname(baseline);
  return {
    toEntry: (path) => relative(folder, path).replaceAll(sep, "/"),
    ofEntry: (file) => resolve(folder, file),
  };
}

/** Larger than any that dslint writes of what one run may find. */
const MOST_BYTES = 64 * 2 ** 20;

function readText(file: string): string {
  const { size } = statSync(file);
  if (size > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES / 2 ** 20} MiB`);
  return readFileSync(file, "utf8");
}

function existing(file: string, name: string): readonly BaselineEntry[] {
  try {
    const baseline = readBaseline(readText(file), name);
    return "message" in baseline ? [] : baseline.findings;
  } catch {
    return [];
  }
}

/** Files that a baseline names, each with whether it is there. */
export function baselineFiles(file: string): readonly (readonly [string, boolean])[] {
  const paths = pathsOf(file);
  const named = new Set(existing(file, file).map((entry) => paths.ofEntry(entry.file)));
  return [...named].map((path) => [path, existsSync(path)]);
}

/** A result without the findings that the file accepts. */
export function useBaseline(result: Result, { file, name, show, lookedFor }: BaselineRequest): AgainstBaseline {
  let text: string;
  try {
    text = readText(file);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file; make one with --update-baseline" : (code ?? message);
    throw new UsageError(`can't read the baseline ${name}: ${why}`);
  }
  const baseline = readBaseline(text, name);
  if ("message" in baseline)
    return { result: { ...result, errors: [...result.errors, baseline] }, words: "", known: 0 };
  const applied = applyBaseline(result, baseline, show);
  const paths = pathsOf(file);
  const stale = applied.stale.filter((entry) => lookedFor(entry, paths.ofEntry(entry.file)));
  const lines = stale
    .slice(0, TOLD)
    // An entry is the repository's to write: nothing in it may act on a terminal or begin a line of a log.
    .map(({ rule, file: of, resource, path }) => `${printable(`gone: ${of}: ${rule} at ${path} of ${resource}`)}\n`);
  if (stale.length > TOLD) lines.push(`and ${stale.length - TOLD} more\n`);
  const words =
    stale.length === 0
      ? ""
      : `${name} holds ${count(stale.length, "stale entry", "stale entries")}; prune with --update-baseline:\n  ${lines.join("  ")}`;
  const known = result.findings.length - applied.result.findings.length;
  return { result: applied.result, words, known };
}
