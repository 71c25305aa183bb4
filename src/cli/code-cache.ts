import { pruneOwn, readOwn, writeOwn } from "./own-files.ts";

/** A cache is a few hundred kilobytes; what is larger is none. */
const MAX_BYTES = 32 * 2 ** 20;
/** Caches that are kept: a few versions of dslint by a few of Node. */
const KEPT = 6;
const SUFFIX = ".code";

/** Reads what V8 has compiled before. It is code: {@link readOwn} says from where it is taken. */
export function readCode(folder: string, key: string): Buffer | undefined {
  return readOwn(folder, key + SUFFIX, MAX_BYTES);
}

/** Writes it for the next run, and lets go of old ones. Throws what the file system does. */
export function writeCode(folder: string, key: string, code: Uint8Array): void {
  if (writeOwn(folder, key + SUFFIX, code)) pruneOwn(folder, SUFFIX, { files: KEPT, bytes: Number.POSITIVE_INFINITY });
}
