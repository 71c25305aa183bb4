import type { Result } from "../engine/finding.ts";
import { Run, type RunOptions, type Source } from "../engine/run.ts";
import { type DiscoverOptions, type Discovery, discoverFiles } from "../input/discover.ts";
import { readBounded } from "../input/discover-read.ts";

/** Lints files, folders and globs. Never throws for what they hold: see `errors` of the result. */
export async function lintFiles(paths: readonly string[], options: DiscoverOptions & RunOptions): Promise<Result> {
  return lintDiscovered({ found: await discoverFiles(paths, options) }, options);
}

export interface DiscoveredInput {
  readonly found: Discovery;
  /** Files that only checks across resources see. */
  readonly context?: Discovery;
  /** True for a file that a configuration leaves out. */
  readonly excludes?: (file: string) => boolean;
  /** What is at hand already: standard input, rendered streams. */
  readonly sources?: readonly Source[];
  /** Called before each file is read. */
  readonly onFile?: (file: string) => void;
}

/** Lints files that are found already. */
export function lintDiscovered(input: DiscoveredInput, options: RunOptions): Result {
  const run = new Run(options);
  const { found, context, excludes, sources = [] } = input;
  for (const source of sources) run.add(source);
  run.addErrors(found.errors);
  run.addSkipped(found.skipped);
  const linted = new Set<string>();
  for (const file of found.files) {
    linted.add(file.path);
    if (excludes?.(file.file)) {
      if (file.explicit) run.addSkipped([{ file: file.file, reason: "the configuration excludes it" }]);
    } else addFile(run, file, input.onFile, options.limits?.fileBytes);
  }
  for (const file of context?.files ?? []) {
    if (!linted.has(file.path))
      addFile(run, { ...file, explicit: false, contextOnly: true }, input.onFile, options.limits?.fileBytes);
  }
  run.addErrors(context?.errors ?? []);
  return run.finish();
}

function addFile(
  run: Run,
  file: Omit<Source, "content"> & { path: string },
  onFile: DiscoveredInput["onFile"],
  maxBytes: number | undefined,
): void {
  onFile?.(file.file);
  const read = readBounded(file.path, maxBytes);
  if ("content" in read) run.add({ ...file, content: read.content });
  else run.addErrors([{ file: file.file, line: 1, column: 1, message: read.refused }]);
}
