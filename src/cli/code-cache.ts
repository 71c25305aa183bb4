import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** A cache is a few hundred kilobytes; what is larger is none. */
const MAX_BYTES = 32 * 2 ** 20;
/** Caches that are kept: a few versions of dslint by a few of Node. */
const KEPT = 6;
const SUFFIX = ".code";

/**
 * Reads what V8 has compiled before. It is code, so it is taken only from a file and a folder that belong to the user and
 * that no one else may write. Undefined where there is none; throws only what the file system does.
 */
export function readCode(folder: string, key: string): Buffer | undefined {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  if (!isOwn(lstatSync(folder, { throwIfNoEntry: false }), "folder")) return undefined;
  const descriptor = openSync(join(folder, key + SUFFIX), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const info = fstatSync(descriptor);
    if (!isOwn(info, "file") || info.size > MAX_BYTES) return undefined;
    const bytes = Buffer.allocUnsafeSlow(info.size);
    return readSync(descriptor, bytes, 0, info.size, 0) === info.size ? bytes : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** Writes it for the next run, whole or not at all, and lets go of old ones. Throws what the file system does. */
export function writeCode(folder: string, key: string, code: Uint8Array): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOwn(lstatSync(folder), "folder")) return;
  const file = join(folder, key + SUFFIX);
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, code, { mode: 0o600, flag: "wx" });
    renameSync(temporary, file);
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
  const all = readdirSync(folder).filter((name) => name.includes(SUFFIX));
  if (all.length <= KEPT) return;
  const byAge = all
    .map((name) => ({ name, time: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { name } of byAge.slice(KEPT)) rmSync(join(folder, name), { force: true });
}

function isOwn(info: Stats | undefined, what: "file" | "folder"): boolean {
  if (info === undefined || !(what === "file" ? info.isFile() : info.isDirectory())) return false;
  // On Windows the folder is the user's own by its access list.
  if (process.platform === "win32") return true;
  return info.uid === process.geteuid?.() && (info.mode & 0o077) === 0;
}
