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

/**
 * Reads a file that dslint keeps for itself: taken only where it and its folder belong to the user and no one else may
 * even read them. Undefined where it is no such file, or larger than so many bytes; throws what the file system does.
 */
export function readOwn(folder: string, name: string, maxBytes: number): Buffer | undefined {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  if (!isOwn(lstatSync(folder, { throwIfNoEntry: false }), "folder")) return undefined;
  const descriptor = openSync(join(folder, name), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const info = fstatSync(descriptor);
    if (!isOwn(info, "file") || info.size > maxBytes) return undefined;
    const bytes = Buffer.allocUnsafeSlow(info.size);
    return readSync(descriptor, bytes, 0, info.size, 0) === info.size ? bytes : undefined;
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes such a file, whole or not at all, whoever else writes it meanwhile. False where the folder is not the user's
 * own; throws what the file system does.
 */
export function writeOwn(folder: string, name: string, bytes: Uint8Array): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOwn(lstatSync(folder), "folder")) return false;
  const file = join(folder, name);
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: "wx" });
    renameSync(temporary, file);
    return true;
  } catch (thrown) {
    rmSync(temporary, { force: true });
    throw thrown;
  }
}

/** Of the files whose names hold `part`, the latest are kept: so many, and of so many bytes in all. */
export function pruneOwn(folder: string, part: string, most: { readonly files: number; readonly bytes: number }): void {
  const all = readdirSync(folder)
    .filter((name) => name.includes(part))
    .flatMap((name) => {
      const info = statSync(join(folder, name), { throwIfNoEntry: false });
      return info === undefined ? [] : [{ name, time: info.mtimeMs, size: info.size }];
    })
    .sort((a, b) => b.time - a.time);
  let bytes = 0;
  for (const [index, { name, size }] of all.entries()) {
    bytes += size;
    if (index >= most.files || bytes > most.bytes) rmSync(join(folder, name), { force: true });
  }
}

function isOwn(info: Stats | undefined, what: "file" | "folder"): boolean {
  if (info === undefined || !(what === "file" ? info.isFile() : info.isDirectory())) return false;
  // On Windows the folder is the user's own by its access list.
  if (process.platform === "win32") return true;
  return info.uid === process.geteuid?.() && (info.mode & 0o077) === 0;
}
