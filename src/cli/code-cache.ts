import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { readOwn, writeOwn } from "./own-files.ts";

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
  if (!writeOwn(folder, key + SUFFIX, code)) return;
  const all = readdirSync(folder).filter((name) => name.includes(SUFFIX));
  if (all.length <= KEPT) return;
  const byAge = all
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { name } of byAge.slice(KEPT)) rmSync(join(folder, name), { force: true });
}
