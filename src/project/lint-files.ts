import type { Result } from "../engine/finding.ts";
import { Run, type RunOptions, type Source } from "../engine/run.ts";
import { decodeBytes } from "../input/decode.ts";
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
  /** Called once it shows that there is much to read, and again once it is very much. */
  readonly onMuch?: (much: "much" | "very much") => void;
}

/** From so many files or bytes on there is much to read. */
const MANY_FILES = 30;
const MANY_BYTES = 2 ** 17;
/** From so many bytes on it is very much. */
const VERY_MANY_BYTES = 2 ** 25;

/** Lints files that are found already. */
export function lintDiscovered(input: DiscoveredInput, options: RunOptions): Result {
  const { found, context, excludes, sources = [] } = input;
  let bytes = found.files.length < MANY_FILES ? 0 : MANY_BYTES;
  if (bytes >= MANY_BYTES) input.onMuch?.("much");
  const run = new Run(options);
  const add = (source: Source): void => {
    const before = bytes;
    bytes += source.content.length;
    if (before < MANY_BYTES && bytes >= MANY_BYTES) input.onMuch?.("much");
    if (before < VERY_MANY_BYTES && bytes >= VERY_MANY_BYTES) input.onMuch?.("very much");
    run.add(source);
  };
  for (const source of sources) add(source);
  run.addErrors(found.errors);
  run.addSkipped(found.skipped);
  const linted = new Set<string>();
  const addFile = (file: Omit<Source, "content"> & { path: string }): void => {
    input.onFile?.(file.file);
    const read = readText(file.path, options.limits);
    const reread = () => {
      const again = readText(file.path, options.limits);
      return "content" in again ? again.content : undefined;
    };
    if ("content" in read) add({ ...file, content: read.content, reread });
    else run.addErrors([{ file: file.file, line: 1, column: 1, message: read.refused }]);
  };
  for (const file of found.files) {
    linted.add(file.path);
    if (!excludes?.(file.file)) addFile(file);
    else if (file.explicit) run.addSkipped([{ file: file.file, reason: "the configuration excludes it" }]);
  }
  for (const file of context?.files ?? []) {
    if (!linted.has(file.path)) addFile({ ...file, explicit: false, contextOnly: true });
  }
  run.addErrors(context?.errors ?? []);
  return run.finish();
}

/** The text of a file. Its bytes are let go by then: of a large one both at once are much memory. */
function readText(path: string, limits: RunOptions["limits"]): { content: string } | { refused: string } {
  const read = readBounded(path, limits?.fileBytes);
  if ("refused" in read) return read;
  const decoded = decodeBytes(read.content, limits);
  return "text" in decoded ? { content: decoded.text } : { refused: decoded.error.message };
}
