import { readFileSync } from "node:fs";
import type { Result, RunError } from "./engine/finding.ts";
import { Run, type RunOptions } from "./engine/run.ts";
import { type DiscoverOptions, discoverFiles } from "./input/discover.ts";

/** What to lint: paths, folders and globs; standard input when it was read already. */
export interface LintFilesInput extends DiscoverOptions {
  readonly paths: readonly string[];
  readonly stdin?: { readonly file: string; readonly content: Uint8Array };
  /** Called before each file is read. */
  readonly onFile?: (file: string) => void;
}

/** Lints files, folders and globs. Never throws for what they hold: see `errors` of the result. */
export function lintFiles(input: LintFilesInput, options: RunOptions): Result {
  const run = new Run(options);
  if (input.stdin !== undefined) run.add({ ...input.stdin, explicit: true });
  const found = discoverFiles(input.paths, input);
  run.addErrors(found.errors);
  run.addSkipped(found.skipped);
  for (const file of found.files) {
    input.onFile?.(file.file);
    let content: Uint8Array;
    try {
      content = readFileSync(file.path);
    } catch (thrown) {
      run.addErrors([unreadable(file.file, thrown)]);
      continue;
    }
    run.add({ ...file, content });
  }
  return run.finish();
}

function unreadable(file: string, thrown: unknown): RunError {
  const code = (thrown as NodeJS.ErrnoException).code;
  const why = code === "EACCES" ? "permission denied" : code === "ENOENT" ? "it is gone" : (code ?? String(thrown));
  return { file, line: 1, column: 1, message: `can't be read: ${why}` };
}
