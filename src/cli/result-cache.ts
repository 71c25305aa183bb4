import { createHash } from "node:crypto";
import { realpathSync, utimesSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError } from "../project/usage-error.ts";
import { cacheFolder, isUnderTest } from "./cache-folder.ts";
import { pruneOwn, readOwn, writeOwn } from "./own-files.ts";

/** What a run says: the reports that go to files, what it prints, and its exit code. */
export interface Outcome {
  readonly code: number;
  readonly reports: readonly { readonly file: string; readonly content: Text }[];
  /** In parts; to be gone through once. */
  readonly stdout: Iterable<Text>;
  readonly stderr: Text;
  /** What standard output ends with, after standard error. */
  readonly end: Text;
}
type Text = string | Uint8Array;

/** What is larger is not kept; of what is kept the oldest go when it is more in all, or in number. */
const MAX_BYTES = 64 * 2 ** 20;
const MAX_BYTES_IN_ALL = 256 * 2 ** 20;
const MAX_OUTCOMES = 500;
const SUFFIX = ".result";

/** The head of a kept outcome; the texts follow, one after the other. */
interface Head {
  readonly code: number;
  readonly files: readonly string[];
  /** Of the reports, standard output, standard error, and what standard output ends with. */
  readonly lengths: readonly number[];
}

/**
 * Where outcomes are kept: a folder in the user's own, or in the one that was asked for. Undefined where there is none.
 * Throws {@link UsageError} for a folder that may be a part of what is checked: it could say what dslint finds.
 */
export function resultFolder(location: string | undefined, cwd: string): string | undefined {
  if (location === undefined) {
    const folder = cacheFolder();
    return folder && join(folder, "results");
  }
  const base = withoutLinks(resolve(cwd, location));
  if (location === "" || isUnderTest(base, cwd)) {
    throw new UsageError(
      `--cache-location ${location}: a folder in the working directory or a repository could be a part of what is checked; name one outside`,
    );
  }
  return join(base, "results");
}

/** A path with the links on the way to it resolved, as far as it is there. */
function withoutLinks(path: string): string {
  const parent = dirname(path);
  try {
    return realpathSync(path);
  } catch {
    return parent === path ? path : join(withoutLinks(parent), basename(path));
  }
}

/** The outcome of a run of this key; undefined where none is kept, or it is damaged. */
export function readOutcome(folder: string, key: string): Outcome | undefined {
  try {
    const bytes = readOwn(folder, key + SUFFIX, 2 * MAX_BYTES);
    if (bytes === undefined) return undefined;
    const digestEnd = bytes.indexOf(10);
    const rest = bytes.subarray(digestEnd + 1);
    if (bytes.toString("latin1", 0, digestEnd) !== digestOf(rest)) return undefined;
    const headEnd = rest.indexOf(10);
    const { code, files, lengths } = JSON.parse(rest.toString("utf8", 0, headEnd)) as Head;
    let at = headEnd + 1;
    const texts = lengths.map((length) => {
      at += length;
      return rest.subarray(at - length, at);
    });
    const [stdout = "", stderr = "", end = ""] = texts.slice(files.length);
    const now = new Date();
    utimesSync(join(folder, key + SUFFIX), now, now);
    return {
      code,
      reports: files.map((file, i) => ({ file, content: texts[i] ?? "" })),
      stdout: [stdout],
      stderr,
      end,
    };
  } catch {
    return undefined;
  }
}

/** Keeps an outcome for the next run of this key. What can't be written is not kept. */
export function keepOutcome(folder: string, key: string, { code, reports, stdout, stderr, end }: Outcome): void {
  const printed = Buffer.concat([...stdout].map((part) => Buffer.from(part)));
  const texts = [...reports.map(({ content }) => content), printed, stderr, end];
  const lengths = texts.map((text) => Buffer.byteLength(text));
  if (lengths.reduce((sum, length) => sum + length) > MAX_BYTES) return;
  const head: Head = { code, files: reports.map(({ file }) => file), lengths };
  const rest = Buffer.concat([`${JSON.stringify(head)}\n`, ...texts].map((text) => Buffer.from(text)));
  const bytes = Buffer.concat([Buffer.from(`${digestOf(rest)}\n`), rest]);
  try {
    if (writeOwn(folder, key + SUFFIX, bytes)) {
      pruneOwn(folder, SUFFIX, { files: MAX_OUTCOMES, bytes: MAX_BYTES_IN_ALL });
    }
  } catch {
    // The next run takes longer.
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
