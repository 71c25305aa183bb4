import { readSync } from "node:fs";
import { DEFAULT_LIMITS, type Limits } from "../input/limits.ts";

const PIECE = 1 << 18;

/** Standard input up to its end, or to somewhat more than a file may have: what feeds it may have no end. */
export function readStdin({ fileBytes: most = DEFAULT_LIMITS.fileBytes }: Partial<Limits> = {}): Buffer {
  const pieces: Buffer[] = [];
  let length = 0;
  while (length <= most) {
    const piece = Buffer.allocUnsafe(PIECE);
    const read = readSync(0, piece, 0, PIECE, null);
    if (read === 0) break;
    pieces.push(piece.subarray(0, read));
    length += read;
  }
  return Buffer.concat(pieces);
}
