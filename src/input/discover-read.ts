import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { DEFAULT_LIMITS } from "./limits.ts";

/** A file of usual size is read into one place: memory for each of a hundred thousand is slow to be had and given back. */
const USUAL = 64 * 1024;
let usual: Buffer | undefined;

/** The bytes of a file, or one sentence on why they can't be had. */
export type FileContent = { readonly content: Uint8Array } | { readonly refused: string };

/**
 * Reads a regular file of bounded size. `path` must have no link at its end: if one was put there meanwhile it is not
 * followed, and a pipe that took a file's place does not block. The bytes hold until the next call.
 */
export function readBounded(path: string, maxBytes = DEFAULT_LIMITS.fileBytes): FileContent {
  let descriptor: number | undefined;
  try {
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const info = fstatSync(descriptor);
    if (!info.isFile()) return { refused: `is ${kindOf(info)}, not a file` };
    if (info.size > maxBytes) return { refused: tooLarge(maxBytes, info.size) };
    // One byte more shows a file that has grown; files of /proc say they have none.
    usual ??= Buffer.allocUnsafeSlow(USUAL);
    let buffer = info.size < USUAL ? usual : Buffer.allocUnsafe(info.size + 1);
    let length = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null);
      length += read;
      // More was asked for than there was to be: that was all.
      if (read === 0 || (length === info.size && length < buffer.length))
        return { content: buffer.subarray(0, length) };
      if (length > maxBytes) return { refused: tooLarge(maxBytes) };
      if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
    }
  } catch (thrown) {
    return { refused: `can't be read: ${reasonOf(thrown, path)}` };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** What a file that is neither regular nor a folder is called. */
export function kindOf(info: {
  isDirectory(): boolean;
  isFIFO(): boolean;
  isSocket(): boolean;
  isSymbolicLink(): boolean;
}): string {
  if (info.isDirectory()) return "a folder";
  if (info.isFIFO()) return "a pipe";
  if (info.isSocket()) return "a socket";
  return info.isSymbolicLink() ? "a symbolic link" : "a device";
}

/** Why the file system refused, in words. */
export function reasonOf(thrown: unknown, path: string): string {
  const { code, message } = thrown as NodeJS.ErrnoException;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "ENOENT":
      return path.includes("\ufffd") ? "its name is not UTF-8; rename it" : "it is gone";
    case "ELOOP":
      return "it is a symbolic link now";
    case "ENAMETOOLONG":
      return "its path is too long";
    default:
      return code ?? message;
  }
}

function tooLarge(maxBytes: number, size?: number): string {
  const is = size === undefined ? "is" : `is ${mebibytes(size)},`;
  return `${is} more than the ${mebibytes(maxBytes)} that are read of one file`;
}

function mebibytes(bytes: number): string {
  return bytes < 2 ** 20 ? `${bytes} bytes` : `${Math.round((bytes / 2 ** 20) * 10) / 10} MiB`;
}
